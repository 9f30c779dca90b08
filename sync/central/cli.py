"""The command line of the centre: `omnitill-central init`, `serve`, `status`, and the commands of every area.

Exit codes: 0 done, 1 refused or found something wrong, 2 wrong usage. What goes wrong is told in words, with the next
step; a traceback is a defect.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

import sqlalchemy as sa

from pos_client import __version__
from sync.central import status, takings
from sync.central.context import SNAPSHOTS, Centre
from sync.central.db import schema
from sync.central.db.backup import BackupError
from sync.central.db.database import UnsafeSqliteError, open_database
from sync.central.db.examining import SCHEMA_ADVICE, TROUBLE_ADVICE
from sync.central.db.trouble import DatabaseTroubleError
from sync.central.identity.authority import CA_KEY, Authority, AuthorityError, write_file
from sync.central.identity.operators import OperatorError, add_operator
from sync.central.identity.revocations import RevocationsDamagedError
from sync.central.identity.tables import operator
from sync.central.refused import RefusedError
from sync.central.registers.estate import EstateError
from sync.central.settings import FILE, TEMPLATE, SettingsError, read_settings

AREAS: Final = ("identity", "registers", "catalogue", "staff", "journal", "stock", "feeds", "db", "http")
FIRST_OPERATOR: Final = "first"
MOST_LINES: Final = 500


def data_directory() -> Path:
    """Return where the centre's folder is, unless --data says otherwise."""
    base = os.environ.get("XDG_DATA_HOME") or os.environ.get("LOCALAPPDATA")
    return (Path(base) if base else Path.home() / ".local" / "share") / "omnitill-central"


def parser() -> argparse.ArgumentParser:
    """Return the parser with the commands of every area."""
    made = argparse.ArgumentParser(prog="omnitill-central", description="The central service of a retail chain.")
    made.add_argument("--data", type=Path, default=data_directory(), help="the centre's folder")
    made.add_argument("--version", action="version", version=__version__)
    commands = made.add_subparsers(dest="command", required=True)
    init = commands.add_parser("init", help="make the folder, the database's tables, the CA and the first operator")
    init.add_argument("--name", default="Omnitill", help="of the chain, for the CA's certificate")
    init.add_argument("--database", default="", help="postgresql://user@host/name; without it SQLite in the folder")
    init.add_argument("--new-authority", action="store_true", help="in the place of one that is lost, copies and all")
    init.set_defaults(run=_init)
    serve = commands.add_parser("serve", help="serve the registers, until it is told to stop")
    serve.add_argument("--plain", action="store_true", help="plain HTTP on the loopback, for a reverse proxy here")
    serve.set_defaults(run=_serve)
    state = commands.add_parser("status", help="every register: last heard of, what waits, what wants a person")
    state.add_argument("--json", action="store_true", help="for a program")
    state.set_defaults(run=_status)
    taken = commands.add_parser("takings", help="what a location took: documents, tenders, Z reports; minor units")
    taken.add_argument("location")
    taken.add_argument("--register", default="", help="of one register alone")
    taken.add_argument("--since", type=moment, default=None, help="ISO 8601 with a zone; without it all there is")
    taken.add_argument("--json", action="store_true", help="for a program")
    taken.set_defaults(run=_takings)
    for area in AREAS:
        if find_spec(f"sync.central.{area}.commands"):
            import_module(f"sync.central.{area}.commands").add_commands(commands)
    return made


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit code."""
    options = parser().parse_args(arguments)
    try:
        return int(options.run(Centre(options.data), options))
    except _EXPECTED as error:
        what, next_step = explain(error)
        sys.stderr.write(f"omnitill-central: {what}\n{next_step}\n")
        return 1


_EXPECTED: Final = (
    SettingsError,
    AuthorityError,
    RevocationsDamagedError,
    schema.SchemaError,
    DatabaseTroubleError,
    UnsafeSqliteError,
    BackupError,
    OperatorError,
    EstateError,
    RefusedError,
    LookupError,
    ValueError,
    OSError,
    sa.exc.DBAPIError,
)
_AUTHORITY: Final = {
    "missing": "Run omnitill-central init, or put the copy of the authority back into the folder.",
    "exists": "There is one already: it is left as it is. A second folder (--data) makes a second centre.",
    "too_open": "Only its owner may read it: chmod 700 the folder and chmod 600 its files. Others may have read it.",
    "damaged": "Put the copy of the authority back into the folder.",
    "beside_copies": "Choose another place: whoever has the authority and a copy of the database is the centre.",
}


_ADVICE: Final[tuple[tuple[type[Exception], str, Callable[[Any], str]], ...]] = (
    (SettingsError, "", lambda _: f"Correct {FILE}, or remove it to use the defaults."),
    (
        AuthorityError,
        "the authority: ",
        lambda error: _AUTHORITY.get(error.code, "Look at who may read and write that folder."),
    ),
    (schema.SchemaError, "the database cannot be served: ", lambda error: SCHEMA_ADVICE[error.code]),
    (DatabaseTroubleError, "the database: ", lambda error: TROUBLE_ADVICE[error.trouble]),
    (BackupError, "", lambda _: "Nothing that existed was changed."),
    (UnsafeSqliteError, "", lambda _: "Install the program again with its own libraries."),
    (RevocationsDamagedError, "", lambda _: "Mend that line by hand: every whole line is a key that must stay out."),
    (OSError, "", lambda _: "Nothing was changed. Look at the disk and at who may write to the folder."),
)


def explain(error: Exception) -> tuple[str, str]:
    """Return what happened and the next step, of an error that a command may meet."""
    if isinstance(error, sa.exc.DBAPIError):
        return f"the database refused it: {str(error.orig).partition(chr(10))[0]}", "Nothing was changed."
    for kind, before, next_step in _ADVICE:
        if isinstance(error, kind):
            return f"{before}{error}", next_step(error)
    return str(error.args[0] if isinstance(error, LookupError) and error.args else error), "Nothing was changed."


def _init(centre: Centre, options: argparse.Namespace) -> int:
    """Make a centre; what an interrupted `init` made stays, and this one goes on."""
    directory = centre.directory
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not (directory / FILE).exists():
        database_line = f"database = {json.dumps(options.database)}" if options.database else "# database = ..."
        _write_settings(directory, options.name, database_line)
    settings = centre.settings
    now = centre.clock()
    database = open_database(settings.database, pool_size=2)
    try:
        schema.migrate(database)
        if database.read(lambda connection: connection.execute(sa.select(operator.c.name)).first()) is not None:
            return _init_again(centre, settings.name, anew=options.new_authority)
        authority = _authority(centre, settings.name)
        token = database.write(
            lambda connection: add_operator(connection, FIRST_OPERATOR, "admin", centre.operator, now)
        )
    finally:
        database.close()
    centre.say(f"{directory}: a centre named {settings.name}, CA {authority.fingerprint}")
    centre.say(f"\nToken of the first operator, shown this once and never again:\n\n  {token}\n")
    centre.say(f"Copy the authority to a safe place now: omnitill-central --data {directory} ca copy /safe/place")
    centre.say("Next: location put, register add, enrol; import brings in a catalogue; serve starts the service.")
    return 0


def _init_again(centre: Centre, name: str, *, anew: bool) -> int:
    """Say that this is a centre. One whose authority is gone gets another only when that is asked for by name."""
    if (centre.authority_directory / CA_KEY).exists():
        raise OperatorError("exists", f"{centre.directory} is a centre already")
    if not anew:
        raise OperatorError(
            "exists",
            f"{centre.directory} is a centre already, whose authority is gone. Put the copy of it back. If there is "
            "none, init --new-authority makes another, and every register has to be enrolled anew",
        )
    authority = Authority.create(centre.authority_directory, name, centre.clock())
    centre.say(f"{centre.directory}: a new CA {authority.fingerprint}. Enrol every register anew, and copy it now.")
    return 0


def _write_settings(directory: Path, name: str, database_line: str) -> None:
    """Write `centre.toml`; what cannot be read back is not kept."""
    path = directory / FILE
    write_file(path, TEMPLATE.format(name=json.dumps(name), database=database_line).encode())
    try:
        read_settings(directory)
    except SettingsError:
        path.unlink()
        raise


def _authority(centre: Centre, name: str) -> Authority:
    try:
        return Authority.create(centre.authority_directory, name, centre.clock())
    except AuthorityError as error:
        if error.code != "exists":
            raise
        return centre.authority()


def _serve(centre: Centre, options: argparse.Namespace) -> int:
    from sync.central import serving  # noqa: PLC0415 - only this command needs the web

    settings = centre.settings
    return serving.serve(
        serving.ServeOptions(
            database=settings.database,
            authority=centre.authority_directory,
            directory=centre.directory / SNAPSHOTS,
            host=settings.listen.host,
            port=settings.listen.port,
            admin_host=settings.admin_listen.host,
            admin_port=settings.admin_listen.port,
            names=settings.hosts,
            plain=options.plain,
            connections=settings.limits.connections,
            rates=settings.limits.rates,
        ),
        started=lambda port, admin: centre.say(f"Registers: port {port}. Operators: port {admin}."),
    )


def moment(text: str) -> datetime:
    """Read an instant as it is typed, with its zone."""
    try:
        read = datetime.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"not a time: {text!r}") from error
    if read.tzinfo is None:
        raise argparse.ArgumentTypeError(f"{text!r} needs a time zone, as in 2026-12-01T06:00+03:00")
    return read.astimezone(UTC)


def _status(centre: Centre, options: argparse.Namespace) -> int:
    """What the operators' page shows, as text."""
    now = centre.clock()
    with centre.database() as database:
        rows = status.read_registers(database, now)
    if options.json:
        centre.say(json.dumps([status.as_json(row) for row in rows], indent=1))
    else:
        centre.say(status.as_table(rows[:MOST_LINES], now))
        if len(rows) > MOST_LINES:
            centre.say(f"... and {len(rows) - MOST_LINES} more")
    return 0


def _takings(centre: Centre, options: argparse.Namespace) -> int:
    with centre.database() as database:
        found = takings.read_takings(database, options.location, register_id=options.register, since=options.since)
    for line in [json.dumps(takings.as_json(found))] if options.json else takings.as_lines(found):
        centre.say(line)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
