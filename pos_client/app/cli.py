"""The command line: `omnitill` opens the register; subcommands import price lists, back up, prove, export the journal.

Exit codes: 0 done, 1 refused or found something wrong, 2 wrong usage.
"""

from __future__ import annotations

import argparse
import logging
import logging.handlers
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from pos_client import __version__
from pos_client.app.enrolment_file import FILE_NAME as ENROLMENT_FILE
from pos_client.app.enrolment_file import EnrollingError, EnrolmentFileError
from pos_client.app.exporting import export_journal, moment
from pos_client.app.restoring import restore_journal
from pos_client.app.settings import SettingsError, backup_folder, read_settings
from pos_client.app.starting import hurry, settle_memory
from pos_client.app.verifying import DAMAGE, anchor, verify_journal
from pos_client.db.journal import (
    AlreadyRunningError,
    BackupError,
    ExportError,
    ExportLimits,
    JournalDamagedError,
    JournalError,
)
from pos_client.db.journal.backup import anchors_in, backup
from pos_client.db.journal.opening import FILE_NAME
from pos_client.db.journal.restoring import RestoreError
from pos_client.db.replica import ReplicaDamagedError, ReplicaDiskError, UnsafeSqliteError
from pos_client.devices.fiscal import FiscalSetupError
from sync.protocol.signing import KeyFileError

KEY_FILE = "register.key"
LOG_BYTES = 2_000_000
SETTLE_MS = 2_000  # after the first screen, before the first customer
_log = logging.getLogger(__name__)


def data_directory() -> Path:
    """Return where the register's files are, unless --data says otherwise. `RuntimeError` without a home."""
    base = os.environ.get("XDG_DATA_HOME") or os.environ.get("LOCALAPPDATA")
    return (Path(base) if base else Path.home() / ".local" / "share") / "omnitill"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="omnitill", description="The register of a shop's checkout.")
    parser.add_argument("--data", type=Path, help="the register's folder")
    parser.add_argument("--version", action="version", version=__version__)
    parser.add_argument("--window", action="store_true", help="in a window instead of the whole screen")
    parser.add_argument("--training", action="store_true", help="begin in training: nothing is sold")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    prepare = commands.add_parser("prepare-demo", help="fill the folder with the demo chain")
    prepare.add_argument("--store", default="T12", help="store of the demo chain (default T12)")
    prepare.add_argument("--register", type=int, default=3, help="number of the register (default 3)")
    importer = commands.add_parser("import", help="import a price list (CSV or XLSX)")
    importer.add_argument("file", type=Path)
    importer.add_argument("--apply", action="store_true", help="apply it; without this it is only checked")
    backup = commands.add_parser("backup", help="make a verified copy of the journal")
    backup.add_argument("to", type=Path)
    prove = commands.add_parser("verify", help="prove the journal: chain, numbers, shifts, X and Z, returns")
    prove.add_argument("--shifts", action="store_true", help="a line for each shift with its totals")
    prove.add_argument(
        "--anchor", type=anchor, action="append", default=[], metavar="SEQ:HASH", help="what a receipt or Z prints"
    )
    copier = commands.add_parser("export", help="copy the journal into a new folder, in a documented form")
    copier.add_argument("to", type=Path)
    copier.add_argument("--from", dest="since", type=moment, metavar="ISO", help="from this date or date and time")
    copier.add_argument("--to", dest="until", type=moment, metavar="ISO", help="up to before this one")
    copier.add_argument("--shift", default="", help="one shift only")
    enrol = commands.add_parser("enrol", help="make this folder a register of a chain")
    enrol.add_argument("address", help="the centre's address (https://host:port), or the scanned text with the code")
    enrol.add_argument("code", nargs="?", default="", help="the 24 characters that the centre shows")
    commands.add_parser("rotate-key", help="give this register of a chain a new signing key, while the till is closed")
    mover = commands.add_parser("centre", help="the centre of this register has moved to another address")
    mover.add_argument("address", help="where it is now, as https://host:port")
    restorer = commands.add_parser("restore", help="put a verified copy in the place of a lost or damaged journal")
    restorer.add_argument("copy", type=Path)
    restorer.add_argument("--force", action="store_true", help="even though the journal is sound and newer")
    commands.add_parser("sync-process")  # the program starts it itself: not listed
    commands.add_parser("doctor", help="look at everything: green, amber, red, each with the next step")
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit code."""
    parser = _parser()
    options = parser.parse_args(arguments)
    try:
        directory: Path = options.data or data_directory()
    except RuntimeError:
        parser.error("there is no home folder to keep the register in: give one with --data FOLDER")
    command = options.command or "run"
    if command == "sync-process":  # it has a log of its own, and its standard output is a conversation
        from pos_client.app.sync_process import run  # noqa: PLC0415

        return run(directory)
    _log_to(directory)
    try:
        if command not in _BEGINNINGS:
            _expect_register(directory)
        return _COMMANDS[command](directory, options)
    except _EXPECTED as error:
        what, next_step = explain(error)
        _log.error("%s: %s", command, what)
        sys.stderr.write(f"omnitill: {what}\n{next_step}\n")
        if command == "run":
            from pos_client.app.start_error import show_start_error  # noqa: PLC0415 - the other commands need no Qt

            show_start_error(what, next_step)
        return 1


class _NoRegisterError(Exception):
    """The folder holds nothing of a register."""


_BEGINNINGS = ("prepare-demo", "enrol", "restore")  # the commands that a register begins by
_TRACES = (FILE_NAME, KEY_FILE, ENROLMENT_FILE, "replica")  # each of them makes a folder a register's


def _expect_register(directory: Path) -> None:
    if not any((directory / name).exists() for name in _TRACES):
        raise _NoRegisterError(f"there is no register in {directory}")


_EXPECTED = (
    _NoRegisterError,
    EnrollingError,
    EnrolmentFileError,
    SettingsError,
    FiscalSetupError,
    ReplicaDamagedError,
    UnsafeSqliteError,
    KeyFileError,
    JournalError,
    LookupError,
    OSError,
)
_ADVICE: tuple[tuple[type[Exception], str, str], ...] = (
    (
        _NoRegisterError,
        "",
        (
            "A new one begins with: omnitill enrol (in a chain), or omnitill prepare-demo (to try the program). "
            "One that was here before: look for its disk, or take its copy by omnitill restore."
        ),
    ),
    (AlreadyRunningError, "", "Use the window that is open on this computer, or close it first."),
    (
        JournalDamagedError,
        "the journal cannot be used: ",
        "Nothing was changed. Restore the newest verified backup; see README, Files and backup.",
    ),
    (RestoreError, "nothing was restored: ", "The journal is as it was. Take the newest copy that verifies."),
    (BackupError, "no copy was made: ", "Nothing was changed. Look at the place where the copy should go."),
    (ExportError, "nothing was exported: ", "Nothing was changed. Give a new folder where there is room."),
    (JournalError, "the journal cannot be opened: ", "Free or repair the disk, then start again."),
    (
        SettingsError,
        "",
        "Correct settings.toml, or move it away to begin with the defaults. What a newer program wrote needs that one.",
    ),
    (
        FiscalSetupError,
        "the fiscal device of this store is not set up: ",
        "Nothing can be sold without it. Fill in [fiscal] in settings.toml, or call the technician.",
    ),
    (
        ReplicaDamagedError,
        "the catalogue cannot be used: ",
        "Sales are safe in the journal. Call the technician; the demo is written anew by: omnitill prepare-demo",
    ),
    (UnsafeSqliteError, "", "Install the program again with its own libraries."),
    (
        KeyFileError,
        "",
        (
            "Nothing was changed. Put the file back as it was, for its owner alone to read; do not delete it. "
            "A register of a chain is given a new key by enrolling again in this folder: omnitill enrol"
        ),
    ),
    (
        ReplicaDiskError,
        "the catalogue cannot be read: ",
        "Nothing was changed. Free or repair the disk, and look at who may write to the folder; then start again.",
    ),
    (OSError, "", "Nothing was changed. Look at the disk and at who may write to the folder."),
    (LookupError, "", "Nothing was changed."),
    (EnrolmentFileError, "", "Who this register is to its centre is not known. Do not delete it; call the technician."),
)


def explain(error: Exception) -> tuple[str, str]:
    """Return what happened and the next step, of an error that a start or a command may meet."""
    if isinstance(error, EnrollingError):
        return str(error), error.next_step
    for kind, before, next_step in _ADVICE:
        if isinstance(error, kind):
            return f"{before}{_said(error)}", _NO_JOURNAL if _lacks_journal(error) else next_step
    return str(error), "Nothing was changed."


_NO_JOURNAL = (
    "Nothing was changed. If this register has sold before, restore the newest verified backup; see README, Files and "
    "backup. A new one makes its journal when it is first started."
)


def _lacks_journal(error: Exception) -> bool:
    return isinstance(error, JournalDamagedError) and error.code == "missing"


_SETTINGS = {
    "unreadable": "the settings cannot be read",
    "not_toml": "the settings are no TOML",
    "wrong_value": "a setting is not one that this program knows",
}
_KEY = {
    "missing": "the key of this register is gone",
    "unreadable": "the key of this register cannot be read",
    "damaged": "the key of this register is damaged",
    "too_open": "others may read the key of this register",
    "not_writable": "the key of this register cannot be written",
}


def _said(error: Exception) -> str:
    """Return what happened in words; a code stays where there are none for it."""
    if isinstance(error, AlreadyRunningError):
        return f"the register is open already: {error.detail}"
    if isinstance(error, SettingsError):
        return f"{_SETTINGS[error.code]}: {error.detail}"
    if isinstance(error, KeyFileError):
        return f"{_KEY[error.code]}: {error.path}"
    if isinstance(error, JournalError) and error.code in DAMAGE:
        return f"{DAMAGE[error.code]} ({error.detail})" if error.detail else DAMAGE[error.code]
    return str(error.args[0]) if isinstance(error, LookupError) and error.args else str(error)


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")


def _log_to(directory: Path) -> None:
    """Log into the register's folder, bounded; a folder that cannot be written logs to the terminal."""
    handler: logging.Handler
    try:
        directory.mkdir(parents=True, exist_ok=True)
        handler = logging.handlers.RotatingFileHandler(
            directory / "omnitill.log", maxBytes=LOG_BYTES, backupCount=3, encoding="utf-8"
        )
    except OSError:
        handler = logging.StreamHandler()
    logging.getLogger("httpx").setLevel(logging.WARNING)  # a line a request says nothing that the status does not
    logging.basicConfig(
        level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s", handlers=[handler], force=True
    )


def _run(directory: Path, options: argparse.Namespace) -> int:
    hurry()

    from PySide6.QtCore import QTimer  # noqa: PLC0415 - the other commands need no Qt
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415

    from pos_client.app.stopping import StopRequests  # noqa: PLC0415
    from pos_client.app.workplace import Workplace  # noqa: PLC0415
    from pos_client.runtime.reporting import report_errors  # noqa: PLC0415
    from pos_client.ui.theme import make_application  # noqa: PLC0415

    application = QApplication.instance() or make_application(sys.argv[:1])
    workplace = Workplace(directory, windowed=options.window)
    failures: list[Exception] = []
    workplace.failed.connect(failures.append)
    report_errors(lambda: workplace.tell("internal_error"))
    requests = StopRequests(application.quit)
    try:
        workplace.open(in_training=options.training)
        QTimer.singleShot(SETTLE_MS, settle_memory)
        code = application.exec()
    finally:
        workplace.close()
        requests.close()
    if failures:
        raise failures[0]
    return code


def _prepare_demo(directory: Path, options: argparse.Namespace) -> int:
    from pos_client.app.demo_data import prepare_demo  # noqa: PLC0415 - only this command needs the chain

    prepare_demo(directory / "replica", options.store, options.register)
    _say(f"{directory}: store {options.store}, register {options.register} of the demo chain")
    return 0


def _import(directory: Path, options: argparse.Namespace) -> int:
    from pos_client.app.importing import import_list  # noqa: PLC0415

    return import_list(directory / "replica", options.file, apply=options.apply, say=_say)


def _backup(directory: Path, options: argparse.Namespace) -> int:
    report = backup(directory / FILE_NAME, options.to)
    _say(f"{report.path}: {report.events} events, verified, {report.size} bytes")
    return 0


def _restore(directory: Path, options: argparse.Namespace) -> int:
    return restore_journal(directory, directory / KEY_FILE, options.copy, force=options.force, say=_say)


def _verify(directory: Path, options: argparse.Namespace) -> int:
    copies = backup_folder(directory, read_settings(directory))
    anchors = [*options.anchor, *anchors_in(copies, directory / FILE_NAME)]
    key_file = directory / KEY_FILE
    return verify_journal(directory / FILE_NAME, key_file, shifts=options.shifts, anchors=anchors, say=_say)


def _export(directory: Path, options: argparse.Namespace) -> int:
    limits = ExportLimits(options.since, options.until, options.shift)
    return export_journal(directory, directory / KEY_FILE, options.to, limits, say=_say)


def _enrol(directory: Path, options: argparse.Namespace) -> int:
    from pos_client.app.enrolling import enrol_register, read_typed  # noqa: PLC0415 - only this command needs the line

    address, code = read_typed(options.address, options.code)
    enrolment = enrol_register(directory, address, code, _say)
    _say(f"{directory}: register {enrolment.register_id}. Start it with: omnitill --data {directory}")
    return 0


def _rotate_key(directory: Path, options: argparse.Namespace) -> int:  # noqa: ARG001 - one shape for all commands
    from pos_client.app.rotating import rotate_key  # noqa: PLC0415 - only this command and enrolling need the line

    rotate_key(directory, _say)
    return 0


def _centre(directory: Path, options: argparse.Namespace) -> int:
    from pos_client.app.moving import move_centre  # noqa: PLC0415 - only this command and enrolling need the line

    move_centre(directory, options.address, _say)
    return 0


def _doctor(directory: Path, options: argparse.Namespace) -> int:  # noqa: ARG001 - one shape for all commands
    from pos_client.app.examining import examine_files  # noqa: PLC0415 - only this command needs devices and words
    from pos_client.services.upkeep.doctor import is_red  # noqa: PLC0415
    from pos_client.ui.i18n import Formatter  # noqa: PLC0415
    from pos_client.ui.i18n.findings import finding_words  # noqa: PLC0415

    def progress(done: int, of: int) -> None:
        if sys.stderr.isatty():
            sys.stderr.write(f"\rjournal: {done} of {of} events" if done < of else "\r")

    findings = examine_files(directory, progress)
    formatter = Formatter("en")
    for finding in findings:
        said = finding_words(finding, formatter)
        _say(f"{finding.light.value:5}  {said.subject}: {said.message.what}")
        for line in (said.message.why, said.message.next_step):
            if line:
                _say(f"       {line}")
    return 1 if is_red(findings) else 0


_COMMANDS = {
    "run": _run,
    "prepare-demo": _prepare_demo,
    "import": _import,
    "backup": _backup,
    "restore": _restore,
    "verify": _verify,
    "export": _export,
    "enrol": _enrol,
    "rotate-key": _rotate_key,
    "centre": _centre,
    "doctor": _doctor,
}

if __name__ == "__main__":
    raise SystemExit(main())
