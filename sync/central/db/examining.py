"""What `omnitill-central doctor` looks at: settings, authority, disk, database, clock, certificate, copies, upkeep."""

from __future__ import annotations

import shutil
import stat
import sys
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

import sqlalchemy as sa
from cryptography import x509
from msgspec import Struct

from sync.central.context import SNAPSHOTS, Centre
from sync.central.db import schema, tables
from sync.central.db.backup import BackupError, refuse_authority
from sync.central.db.database import Database, UnsafeSqliteError, open_database
from sync.central.db.trouble import DatabaseTroubleError
from sync.central.feeds import retention
from sync.central.feeds.tables import feed_head, snapshot
from sync.central.identity.authority import LEAF, Authority, AuthorityError
from sync.central.identity.revocations import RevocationsDamagedError
from sync.central.identity.tables import operator_act
from sync.central.registers.tables import register_epoch, register_status
from sync.central.settings import SettingsError
from sync.protocol.base import instant, parse_instant

GREEN: Final = "green"
AMBER: Final = "amber"
RED: Final = "red"
LITTLE_DISK: Final = 5 * 1024**3
LEAST_DISK: Final = 512 * 1024**2
OLD_COPY: Final = timedelta(days=2)
OLD_UPKEEP: Final = timedelta(days=2)
LATE_PURGE: Final = timedelta(days=3)
CA_SOON: Final = timedelta(days=365)
MOST_CLOCK: Final = timedelta(seconds=5)
MOST_AHEAD: Final = timedelta(hours=1)
"""By which an instant in the database may be ahead of this clock."""
_CLOCK: Final = "SELECT extract(epoch FROM clock_timestamp())"


class Finding(Struct, frozen=True):
    """One thing that was looked at."""

    light: str
    subject: str
    what: str
    next_step: str = ""


def examine(centre: Centre) -> list[Finding]:
    """Look at everything, whatever is broken; the order is that in which one would repair it."""
    try:
        settings = centre.settings
    except SettingsError as error:
        return [Finding(RED, "settings", str(error), "Correct centre.toml, or remove it to use the defaults.")]
    found = [Finding(GREEN, "settings", f"{centre.directory}")]
    found += _disk(centre.directory)
    found += _authority(centre)
    if settings.backups is not None:
        found += _backups(settings.backups)
    if not settings.admin_listen.is_loopback:
        found.append(
            Finding(AMBER, "admin_listen", "the operators' page is open to the network", "Keep it behind a firewall.")
        )
    found += _database(centre)
    return found


def _disk(directory: Path) -> Iterator[Finding]:
    try:
        free = shutil.disk_usage(directory).free
    except OSError as error:
        yield Finding(RED, "disk", f"{directory}: {error.strerror}", "Run omnitill-central init.")
        return
    light = RED if free < LEAST_DISK else AMBER if free < LITTLE_DISK else GREEN
    yield Finding(light, "disk", f"{free // 1024**2} MiB free", "" if light == GREEN else "Make room on this disk.")


def _authority(centre: Centre) -> Iterator[Finding]:
    try:
        authority = centre.authority()
        revoked = len(authority.revocations.all())
    except AuthorityError as error:
        yield Finding(RED, "authority", str(error), _ADVICE.get(error.code, "Put the copy of the authority back."))
        return
    except RevocationsDamagedError as error:
        yield Finding(RED, "authority", str(error), "Mend that line by hand: every whole line counts.")
        return
    for path in authority.directory.iterdir():
        if sys.platform != "win32" and stat.S_IMODE(path.stat().st_mode) & 0o077:
            yield Finding(RED, "authority", f"{path.name} can be read by others", f"chmod 600 {path}")
    end = authority.certificate.not_valid_after_utc
    is_near = end - centre.clock() < CA_SOON and authority.next_certificate is None
    step = "Prepare the next CA: omnitill-central ca prepare-next" if is_near else ""
    light = AMBER if is_near else GREEN
    yield Finding(light, "authority", f"CA until {end:%Y-%m-%d}, {revoked} keys revoked", step)
    yield from _leaf(authority, centre.clock())


_ADVICE: Final = {
    "missing": "Run omnitill-central init, or put the copy of the authority back.",
    "too_open": "Only its owner may read it: chmod 700 the folder, chmod 600 its files. Others may have read it.",
}


def _leaf(authority: Authority, now: datetime) -> Iterator[Finding]:
    path = authority.directory / LEAF
    if not path.exists():
        yield Finding(GREEN, "certificate", "made when the service starts")
        return
    try:
        end = x509.load_pem_x509_certificate(path.read_bytes()).not_valid_after_utc
    except ValueError:
        yield Finding(AMBER, "certificate", f"{path} is damaged", "Remove it; the service makes another.")
        return
    is_over = end < now
    step = "Is the service running? It renews its certificate by itself." if is_over else ""
    yield Finding(RED if is_over else GREEN, "certificate", f"TLS until {end:%Y-%m-%d %H:%M}", step)


def _backups(folder: Path) -> Iterator[Finding]:
    try:
        refuse_authority(folder)
    except (BackupError, OSError) as error:
        yield Finding(RED, "backups", str(error), "Move the copies to another place.")


def _database(centre: Centre) -> list[Finding]:
    try:
        schema.require_file(centre.settings.database)
        database = open_database(centre.settings.database, pool_size=2)
    except schema.SchemaError as error:
        return [Finding(RED, "database", str(error), SCHEMA_ADVICE[error.code])]
    except (UnsafeSqliteError, ValueError, OSError) as error:
        return [Finding(RED, "database", str(error), "Correct `database` in centre.toml.")]
    try:
        return [*_schema(database), *_state(database, centre)]
    except DatabaseTroubleError as error:
        return [Finding(RED, "database", str(error), TROUBLE_ADVICE[error.trouble])]
    finally:
        database.close()


TROUBLE_ADVICE: Final = {
    "full": "Make room on the database's disk; nothing that was acknowledged is lost.",
    "gone": "Start the database, and look at `database` in centre.toml and the network between.",
    "busy": "Look at what holds it: another program, or more load than it bears.",
    "read_only": "This is a stand-by or read-only: point `database` in centre.toml to the one that is written.",
    "io": "The disk fails. Save what can be read, then restore the newest copy on another disk.",
    "damaged": "Stop the service and restore the newest copy into a new folder: omnitill-central restore.",
    "missing": "Create the database: createdb --template=template0 --encoding=UTF8 --locale=C NAME",
    "refused": "Look at user and password: PGPASSWORD, ~/.pgpass, the server's pg_hba.conf.",
}


def _schema(database: Database) -> Iterator[Finding]:
    kind = "SQLite" if database.is_sqlite else "PostgreSQL"
    try:
        schema.check(database)
    except schema.SchemaError as error:
        yield Finding(RED, "schema", str(error), SCHEMA_ADVICE[error.code])
        return
    yield Finding(GREEN, "schema", f"{kind}, {schema.REVISION}")


SCHEMA_ADVICE: Final = {
    "empty": "Run omnitill-central init, or migrate.",
    "old": "Make a backup, then run omnitill-central migrate.",
    "newer": "This program is older than the database: install the newer one.",
    "collation": "Create the database anew: createdb --template=template0 --encoding=UTF8 --locale=C NAME",
    "encoding": "Create the database anew: createdb --template=template0 --encoding=UTF8 --locale=C NAME",
    "triggers": "Somebody removed what guards the journal. Restore the newest copy, and find out who.",
}


def _state(database: Database, centre: Centre) -> Iterator[Finding]:
    looks: tuple[Callable[[sa.Connection], list[Finding]], ...] = (
        _durable,
        lambda connection: _clock(connection, centre.clock()),
        lambda connection: _ahead(connection, centre.clock()),
        lambda connection: _copies(connection, centre.clock()),
        lambda connection: examine_upkeep(connection, centre.directory / SNAPSHOTS, centre.clock()),
    )
    for look in looks:
        yield from database.read(look)


def _durable(connection: sa.Connection) -> list[Finding]:
    """Whether a commit of the server reaches its disk: what is acknowledged to registers rests on it."""
    if connection.dialect.name == "sqlite":
        return []
    off = [
        name for name in ("fsync", "full_page_writes") if connection.exec_driver_sql(f"SHOW {name}").scalar() != "on"
    ]
    if off:
        said = f"{' and '.join(off)} is off: a power cut loses what registers were told is safe"
        return [Finding(RED, "durability", said, "Switch it on in postgresql.conf.")]
    return [Finding(GREEN, "durability", "commits reach the disk")]


def _clock(connection: sa.Connection, now: datetime) -> list[Finding]:
    if connection.dialect.name == "sqlite":
        return []
    apart = timedelta(seconds=float(connection.exec_driver_sql(_CLOCK).scalar_one()) - now.timestamp())
    if abs(apart) > MOST_CLOCK:
        said = f"the database's clock is {apart.total_seconds():+.1f} s from this one"
        return [Finding(AMBER, "clock", said, "Let both follow one time server (NTP).")]
    return [Finding(GREEN, "clock", "as the database's")]


def _ahead(connection: sa.Connection, now: datetime) -> list[Finding]:
    """What stands in the database further ahead than this clock: one of the two was wrong."""
    latest = instant(now + MOST_AHEAD)
    there = sa.inspect(connection)
    found: dict[str, str] = {}
    for what, column in _STAMPED.items():
        if there.has_table(column.table.name):
            newest = connection.execute(sa.select(sa.func.max(column))).scalar() or ""
            if newest > latest:
                found[what] = newest
    if not found:
        return []
    said = "; ".join(f"{what} of {at}" for what, at in sorted(found.items()))
    step = (
        "If this clock is wrong, set it and let it follow a time server (NTP). If it is right, it was ahead when these "
        "were written: feeds and figures recover by themselves; revoke tokens made then (operator revoke), look at "
        "publications that took effect early, and enrol again what was revoked then before the centre is ever restored."
    )
    return [Finding(AMBER, "instants", f"ahead of this clock: {said}", step)]


_STAMPED: Final[dict[str, sa.Column[str]]] = {
    "changes of feeds": feed_head.c.at,
    "contacts of registers": register_status.c.seen_at,
    "epochs": register_epoch.c.at,
    "operators' acts": operator_act.c.at,
    "notes": tables.centre_note.c.at,
}


def _copies(connection: sa.Connection, now: datetime) -> list[Finding]:
    if not sa.inspect(connection).has_table("centre_note"):
        return []
    found = []
    last = tables.noted(connection, tables.BACKED_UP)
    if last is None:
        found.append(Finding(AMBER, "backup", "there is none", "Make one every day: omnitill-central backup"))
    else:
        is_old = not -MOST_AHEAD <= now - parse_instant(last[1]) <= OLD_COPY
        step = "Make one every day: omnitill-central backup" if is_old else ""
        found.append(Finding(AMBER if is_old else GREEN, "backup", f"{last[1]}, {last[0]}", step))
    restored = tables.noted(connection, tables.RESTORED)
    if restored is not None:
        found.append(Finding(GREEN, "restored", f"{restored[1]}, from {restored[0]}"))
    return found


def examine_upkeep(connection: sa.Connection, snapshots: Path, now: datetime) -> list[Finding]:
    """Look at the daily upkeep of a service, and at what its feeds keep; `snapshots` is the folder of their files."""
    there = sa.inspect(connection)
    if not there.has_table("centre_note") or not there.has_table("feed_head"):
        return []
    return [_upkeep(connection, now), _retention(connection, snapshots, now)]


def _upkeep(connection: sa.Connection, now: datetime) -> Finding:
    """Whether a service does its daily upkeep; one that never served has none to do."""
    last = tables.noted(connection, tables.UPKEEP)
    if last is None:
        return Finding(GREEN, "upkeep", "none yet: serve does it every day")
    if not -MOST_AHEAD <= now - parse_instant(last[1]) <= OLD_UPKEEP:
        step = "serve does it every day: is the service running? Its log says what failed."
        return Finding(AMBER, "upkeep", f"the last was {last[1]}", step)
    return Finding(GREEN, "upkeep", f"{last[1]}, forgot {last[0]}")


def _retention(connection: sa.Connection, snapshots: Path, now: datetime) -> Finding:
    """What the feeds keep: changes for readers that were away, and the snapshots for those that begin anew."""
    late = retention.overdue(connection, now, late=LATE_PURGE)
    names = list(connection.execute(sa.select(snapshot.c.name)).scalars())
    gone = sum(not (snapshots / name).is_file() for name in names)
    kept = f"changes are kept {retention.KEPT.days} days{_oldest(connection, now)}"
    kept += f"; {len(names)} snapshots, {gone} without their file"
    if late:
        step = "The purge of serve does not come through: look at its log, and at the disk."
        return Finding(AMBER, "feeds", f"{late} feeds keep what they should have forgotten; {kept}", step)
    if gone:
        step = f"Registers get new ones when they ask. Find out what removes files from {snapshots}."
        return Finding(AMBER, "feeds", kept, step)
    return Finding(GREEN, "feeds", kept)


def _oldest(connection: sa.Connection, now: datetime) -> str:
    """The oldest change that a reader may still be told: who was away for longer begins anew."""
    found = retention.oldest(connection)
    if found is None:
        return ""
    feed, at = found
    return f", the oldest is {max(0, (now - parse_instant(at)).days)} days old ({feed}, {at})"
