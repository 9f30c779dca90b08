"""The command line: `omnitill` opens the register; subcommands import price lists, back up and verify the journal.

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
from pos_client.app.settings import SettingsError
from pos_client.db.journal import (
    AlreadyRunningError,
    BackupError,
    JournalDamagedError,
    JournalOpenError,
    verify,
)
from pos_client.db.replica import ReplicaDamagedError
from sync.protocol.signing import KeyFileError

LOG_BYTES = 2_000_000


def data_directory() -> Path:
    """Return where the register's files are, unless --data says otherwise."""
    base = os.environ.get("XDG_DATA_HOME") or os.environ.get("LOCALAPPDATA")
    return (Path(base) if base else Path.home() / ".local" / "share") / "omnitill"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="omnitill", description="The register of a shop's checkout.")
    parser.add_argument("--data", type=Path, default=data_directory(), help="the register's folder")
    parser.add_argument("--version", action="version", version=__version__)
    parser.add_argument("--window", action="store_true", help="in a window instead of the whole screen")
    commands = parser.add_subparsers(dest="command")
    prepare = commands.add_parser("prepare-demo", help="fill the folder with the demo chain")
    prepare.add_argument("--store", default="T12", help="store of the demo chain (default T12)")
    prepare.add_argument("--register", type=int, default=3, help="number of the register (default 3)")
    importer = commands.add_parser("import", help="import a price list (CSV or XLSX)")
    importer.add_argument("file", type=Path)
    importer.add_argument("--apply", action="store_true", help="apply it; without this it is only checked")
    backup = commands.add_parser("backup", help="make a verified copy of the journal")
    backup.add_argument("to", type=Path)
    commands.add_parser("verify", help="prove the journal: chain, numbers, sums")
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit code."""
    options = _parser().parse_args(arguments)
    directory: Path = options.data
    _log_to(directory)
    try:
        return _COMMANDS[options.command or "run"](directory, options)
    except (SettingsError, ReplicaDamagedError, BackupError, KeyFileError) as error:
        return _fail(str(error), _ADVICE.get(type(error), "Nothing was changed."))
    except AlreadyRunningError as error:
        return _fail(str(error), "The register is open already on this computer. Use that window.")
    except JournalDamagedError as error:
        advice = "Nothing was changed. Restore the newest verified backup; see README, Files and backup."
        return _fail(f"the journal is damaged: {error}", advice)
    except JournalOpenError as error:
        return _fail(f"the journal cannot be opened: {error}", "Free or repair the disk, then start again.")


_ADVICE: dict[type, str] = {
    SettingsError: "Correct settings.toml or remove it to use the defaults.",
    ReplicaDamagedError: "The catalogue can be written anew: omnitill prepare-demo, or import a price list.",
    KeyFileError: "The signing key cannot be used. Do not delete it; call the technician.",
}


def _fail(what: str, next_step: str) -> int:
    sys.stderr.write(f"omnitill: {what}\n{next_step}\n")
    return 1


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
    logging.basicConfig(
        level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s", handlers=[handler], force=True
    )


def _run(directory: Path, options: argparse.Namespace) -> int:
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415 - the other commands need no Qt

    from pos_client.app.main import open_till  # noqa: PLC0415

    application = QApplication.instance() or QApplication(sys.argv[:1])
    till = open_till(directory)
    till.start()
    if options.window or not till.register.settings.screen.full_screen:
        till.window.resize(1366, 768)
        till.window.show()
    else:
        till.window.showFullScreen()
    try:
        return application.exec()
    finally:
        till.close()


def _prepare_demo(directory: Path, options: argparse.Namespace) -> int:
    from pos_client.app.demo_data import prepare_demo  # noqa: PLC0415 - only this command needs the chain

    prepare_demo(directory / "replica", options.store, options.register)
    _say(f"{directory}: store {options.store}, register {options.register} of the demo chain")
    return 0


def _import(directory: Path, options: argparse.Namespace) -> int:
    from pos_client.app.importing import import_list  # noqa: PLC0415

    return import_list(directory / "replica", options.file, apply=options.apply, say=_say)


def _backup(directory: Path, options: argparse.Namespace) -> int:
    from pos_client.db.journal.backup import backup  # noqa: PLC0415
    from pos_client.db.journal.opening import prepare  # noqa: PLC0415

    report = backup(prepare(directory), options.to)
    _say(f"{report}")
    return 0


def _verify(directory: Path, options: argparse.Namespace) -> int:  # noqa: ARG001 - one shape for all commands
    from pos_client.db.journal.opening import prepare  # noqa: PLC0415

    report = verify(prepare(directory))
    for problem in report.problems:
        _say(f"event {problem.seq}: {problem.code} {problem.detail}")
    _say("the journal is in order" if report.ok else "the journal is NOT in order")
    return 0 if report.ok else 1


_COMMANDS = {
    "run": _run,
    "prepare-demo": _prepare_demo,
    "import": _import,
    "backup": _backup,
    "verify": _verify,
}

if __name__ == "__main__":
    raise SystemExit(main())
