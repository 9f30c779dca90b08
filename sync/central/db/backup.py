"""Copies of the centre's database, verified before they count; and from a verified copy, what registers must keep.

SQLite is copied online, page by page, and the copy is checked: its structure, and that every journal head is the last
event of a journal without a gap. PostgreSQL is dumped by its own pg_dump from one exported moment, at which the heads
are checked; pg_restore must then be able to list it with every table. A copy gets its name when it is whole. The
authority is never part of one, and no copy is put where an authority is: whoever has both is the centre. Any thread.
"""

from __future__ import annotations

import os
import secrets
import shutil
import subprocess
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Final

import sqlalchemy as sa
from msgspec import Struct
from pysqlite3 import dbapi2

from sync.central.db import schema, tables
from sync.central.db.database import Database, metadata, open_database
from sync.central.identity.authority import CA_KEY
from sync.protocol.base import instant
from sync.protocol.durable import sync_directory

STEP_PAGES: Final = 2_000
CUSTOM_FORMAT: Final = b"PGDMP"
SQLITE_FORMAT: Final = b"SQLite format 3\0"
Heads = dict[tuple[str, int], int]
"""(register, epoch) -> seq up to which its events are in a copy."""
_HEADS: Final = sa.text(
    "SELECT location_id, register_id, epoch, seq, hash FROM journal_head WHERE epoch > 0 UNION ALL "
    "SELECT location_id, register_id, epoch, seq, hash FROM journal_epoch UNION ALL "
    "SELECT location_id, register_id, epoch, seq, hash FROM carried_end"
)
_PLACE: Final = "location_id = :location_id AND register_id = :register_id AND epoch = :epoch"
_HELD: Final = sa.text(
    f"SELECT count(*) FROM (SELECT seq FROM event WHERE {_PLACE} AND seq <= :seq "  # noqa: S608 - of constants
    f"UNION SELECT seq FROM carried_event WHERE {_PLACE} AND seq <= :seq) AS held"
)
_LAST: Final = sa.text(
    f"SELECT hash FROM event WHERE {_PLACE} AND seq = :seq "  # noqa: S608 - of constants
    f"UNION SELECT hash FROM carried_event WHERE {_PLACE} AND seq = :seq"
)


class BackupError(Exception):
    """No copy was made, or a copy is not to be trusted; its words say why."""


class Backup(Struct, frozen=True):
    """A verified copy: where, how large, when, and up to where it holds each journal."""

    path: Path
    size: int
    at: str
    heads: Heads


def back_up(database: Database, url: str, folder: Path, now: datetime) -> Backup:
    """Make a verified copy of an open database in `folder`. `BackupError`, `DatabaseTroubleError`, `OSError`."""
    refuse_authority(folder)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    suffix = "sqlite" if database.is_sqlite else "dump"
    path = folder / f"centre-{now.strftime('%Y%m%dT%H%M%SZ')}-{secrets.token_hex(2)}.{suffix}"
    temporary = path.with_name(f".{path.name}")
    try:
        os.close(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        heads = _copy(database, temporary) if database.is_sqlite else _dump(database, url, temporary)
        with temporary.open("rb") as file:
            os.fsync(file.fileno())
        temporary.rename(path)
        sync_directory(folder)
    finally:
        temporary.unlink(missing_ok=True)
    found = Backup(path, path.stat().st_size, instant(now), heads)
    database.write(lambda connection: tables.note(connection, tables.BACKED_UP, str(path), found.at))
    return found


def refuse_authority(folder: Path) -> None:
    """`BackupError` when `folder` is an authority's, is within one, or has one within."""
    near = [folder, *folder.resolve().parents, *(child for child in _children(folder))]
    for place in near:
        if (place / CA_KEY).exists():
            raise BackupError(f"{place} holds the CA key: a copy of the database must not lie with it")


def _children(folder: Path) -> list[Path]:
    return [child for child in folder.iterdir() if child.is_dir()] if folder.is_dir() else []


# --- SQLite


def _copy(database: Database, to: Path) -> Heads:
    if database.path is None:
        raise TypeError("not an embedded database")
    source = dbapi2.connect(f"file:{database.path}?mode=ro", uri=True)
    try:
        copy = dbapi2.connect(str(to))
        try:
            source.backup(copy, pages=STEP_PAGES)
            copy.execute("PRAGMA journal_mode=DELETE").close()
        finally:
            copy.close()
    except dbapi2.Error as error:
        raise BackupError(f"the copy failed: {error}") from None
    finally:
        source.close()
    return verify_sqlite(to)


def verify_sqlite(path: Path) -> Heads:
    """Return up to where a copy holds each journal, once it is found sound; it is not written to. `BackupError`."""
    engine = sa.create_engine(
        "sqlite://",
        module=dbapi2,
        creator=lambda: dbapi2.connect(f"file:{path}?mode=ro&immutable=1", uri=True),
        poolclass=sa.pool.NullPool,
    )
    try:
        with engine.connect() as connection:
            said = [str(row[0]) for row in connection.exec_driver_sql("PRAGMA quick_check(5)")]
            if said != ["ok"]:
                raise BackupError(f"the copy is damaged: {'; '.join(said)}")
            if connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
                raise BackupError("the copy is damaged: a row refers to none")
            return heads_in(connection)
    except sa.exc.DBAPIError as error:
        raise BackupError(f"the copy is damaged: {error.orig}") from None


def heads_in(connection: sa.Connection) -> Heads:
    """Return up to where each journal is held, proved: no event below is missing, and the last one is the head's."""
    held: Heads = {}
    for row in connection.execute(_HEADS).all():
        place = {"location_id": row.location_id, "register_id": row.register_id, "epoch": row.epoch, "seq": row.seq}
        journal = f"journal of {row.register_id}, epoch {row.epoch}"
        if connection.execute(_HELD, place).scalar_one() != row.seq:
            raise BackupError(f"{journal}: events up to {row.seq} are missing")
        last = {bytes(digest) for digest in connection.execute(_LAST, place).scalars()}
        if row.seq and bytes(row.hash) not in last:
            raise BackupError(f"{journal}: event {row.seq} is not the one that the head names")
        held[row.register_id, row.epoch] = max(row.seq, held.get((row.register_id, row.epoch), 0))
    return held


# --- PostgreSQL


def program(name: str) -> Path:
    """The path of one of PostgreSQL's own programs, the newest of the machine; `BackupError`."""
    debian = sorted(
        Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda path: float(path.parent.parent.name), reverse=True
    )
    found = shutil.which(name)
    if debian:
        return debian[0]
    if found:
        return Path(found)
    raise BackupError(f"{name} is not on this machine: install PostgreSQL's client programs (postgresql-client-15)")


def libpq(url: str) -> str:
    """The address of a database as PostgreSQL's own programs take it."""
    return sa.engine.make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)


def _dump(database: Database, url: str, to: Path) -> Heads:
    def work(connection: sa.Connection) -> Heads:
        moment = connection.exec_driver_sql("SELECT pg_export_snapshot()").scalar_one()
        _run(
            [program("pg_dump"), "--format=custom", "--no-password", f"--snapshot={moment}", f"--file={to}"],
            f"--dbname={libpq(url)}",
        )
        return heads_in(connection)

    heads = database.read(work)
    verify_dump(to)
    return heads


def verify_dump(path: Path) -> None:
    """Make sure that pg_restore reads a dump, and that every table is in it; `BackupError`."""
    listed = _run([program("pg_restore"), "--list"], str(path))
    inside = {line.split()[6] for line in listed.splitlines() if " TABLE DATA " in line}
    schema.load_tables()
    missing = sorted(set(metadata.tables) - inside)
    if missing:
        raise BackupError(f"the dump lacks {', '.join(missing)}")


def _run(command: Sequence[Path | str], *more: str) -> str:
    done = subprocess.run(  # noqa: S603 - PostgreSQL's own programs, no shell
        [*map(str, command), *more], capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL
    )
    if done.returncode:
        raise BackupError(f"{Path(command[0]).name}: {done.stderr.strip()[-500:]}")
    return done.stdout


# --- restoring


def restore(path: Path, url: str, *, say: Callable[[str], None]) -> Heads:
    """Put a copy into the empty place that `url` names; returns up to where it holds each journal.

    The copy is verified first. `BackupError` when it is not sound, is of the other kind of database, or the place is
    not empty: nothing that exists is ever written over.
    """
    with path.open("rb") as file:
        start = file.read(len(SQLITE_FORMAT))
    parsed = sa.engine.make_url(url)
    if parsed.get_backend_name() == "sqlite":
        if start != SQLITE_FORMAT:
            raise BackupError(f"{path} is no copy of an embedded database")
        return _restore_sqlite(path, Path(str(parsed.database)), say)
    if not start.startswith(CUSTOM_FORMAT):
        raise BackupError(f"{path} is no dump of PostgreSQL")
    return _restore_dump(path, url, say)


def _restore_sqlite(path: Path, to: Path, say: Callable[[str], None]) -> Heads:
    if to.exists():
        raise BackupError(f"{to} exists already: restore into a new folder")
    heads = verify_sqlite(path)
    say(f"{path}: verified, {len(heads)} journals")
    to.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    temporary = to.with_name(f".{to.name}.{secrets.token_hex(4)}")
    try:
        with path.open("rb") as source, temporary.open("xb") as target:
            os.fchmod(target.fileno(), 0o600)
            shutil.copyfileobj(source, target, 1024 * 1024)
            target.flush()
            os.fsync(target.fileno())
        temporary.rename(to)
        sync_directory(to.parent)
    finally:
        temporary.unlink(missing_ok=True)
    return heads


def _restore_dump(path: Path, url: str, say: Callable[[str], None]) -> Heads:
    verify_dump(path)
    say(f"{path}: verified")
    database = open_database(url, pool_size=2)
    try:
        if database.read(lambda connection: sa.inspect(connection).get_table_names()):
            raise BackupError("the database is not empty: restore into a new one")
        _run(
            [program("pg_restore"), "--exit-on-error", "--single-transaction", "--no-owner", "--no-password"],
            f"--dbname={libpq(url)}",
            str(path),
        )
        return database.read(heads_in)
    finally:
        database.close()
