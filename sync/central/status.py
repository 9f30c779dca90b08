"""How the registers are, from the centre's own record and from what they told: for the operators' page and `status`.

`read_registers` and `read_register` read one moment; `concerns_of` says what of it wants a person, worst first. Any
thread. Whatever a register sent is text, cut when it came in.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec
import sqlalchemy as sa
from msgspec import Struct

from sync.central.db.database import Database
from sync.central.identity.tables import operator_act
from sync.central.journal.tables import event, journal_alarm, journal_epoch, journal_head, quarantine, tender_total
from sync.central.registers.tables import enrolment_code, location, register, register_epoch, register_status
from sync.central.staff.tables import store_item
from sync.protocol.base import instant, parse_instant

SILENT: Final = timedelta(minutes=10)
AHEAD: Final = timedelta(hours=1)
"""A register that was heard of further ahead than this was heard of by a clock that was wrong."""
WAITS_LONG: Final = timedelta(minutes=15)
OFFSET_FAR: Final = 5_000_000
"""µs between a register's clock and the centre's."""
DISK_LOW: Final = 2 * 1024**3
MOST_REGISTERS: Final = 20_000
MOST_EVENTS: Final = 200
"""Events of quarantine and acts that one page shows."""

BAD: Final = frozenset(
    {"forked", "cloned", "fenced", "fork", "clone", "chain_broken", "bad_signature", "not_parsed", "alarm"}
)
"""States and alarms that say that a history is not what it should be."""


class Concern(Struct, frozen=True):
    """What wants a person: `level` 2 is bad, 1 a warning; `code` is stable, `figure` what it is about."""

    level: int
    code: str
    figure: str = ""


class RegisterRow(Struct, frozen=True):
    """One register. Instants are text, "" for never; `offset` µs; `free_disk` bytes, 0 when it never told."""

    id: str
    name: str
    location_id: str
    location: str
    state: str
    epoch: int
    seq: int
    pushed_at: str
    seen_at: str
    version: str
    waiting: int
    oldest_waiting: str
    offset: int
    free_disk: int
    journal: str
    error: str
    held: int
    alarms: tuple[str, ...]
    concerns: tuple[Concern, ...] = ()

    @property
    def level(self) -> int:
        """The worst of its concerns, 0 for none."""
        return max((concern.level for concern in self.concerns), default=0)


class HeldEvent(Struct, frozen=True):
    """An event in quarantine."""

    epoch: int
    seq: int
    id: str
    type: str
    state: str
    reason: str
    detail: str
    at: str
    note: str


class RegisterPage(Struct, frozen=True):
    """All there is to see of one register. `epochs`: (epoch, prefix, reason, at, held up to)."""

    row: RegisterRow
    epochs: tuple[tuple[int, str, str, str, int], ...]
    head_hash: str
    held: tuple[HeldEvent, ...]
    alarms: tuple[tuple[str, int, int, str, str], ...]  # kind, epoch, times, last_at, detail
    acts: tuple[tuple[str, str, str, str], ...]  # at, operator, act, detail
    code_until: str


class DayTotal(Struct, frozen=True):
    """A store's tenders of its present day, minor units of `currency`; corrections are positive figures."""

    location_id: str
    location: str
    day: str
    currency: str
    sales: int
    corrections: int

    @property
    def net(self) -> int:
        """Sales less corrections."""
        return self.sales - self.corrections


def read_registers(database: Database, now: datetime) -> list[RegisterRow]:
    """Return every register, attention first, then by location and id."""
    rows = database.read(lambda connection: _rows(connection, now))
    return sorted(rows, key=lambda row: (-row.level, -len(row.concerns), row.location_id, row.id))


def _rows(connection: sa.Connection, now: datetime, register_id: str = "") -> list[RegisterRow]:
    s, h, q, a = register_status.c, journal_head.c, quarantine.c, journal_alarm.c
    counted = sa.select(q.register_id, sa.func.count()).where(q.state == "held").group_by(q.register_id)
    held: dict[str, int] = {each: count for each, count in connection.execute(counted)}  # noqa: C416 - rows, typed
    alarms: dict[str, list[str]] = {}
    for other, kind in connection.execute(sa.select(a.register_id, a.kind).where(a.closed_at == "").distinct()):
        alarms.setdefault(other, []).append(kind)
    select = (
        sa.select(
            register.c.id,
            register.c.name,
            register.c.location_id,
            location.c.name.label("location"),
            register.c.state,
            register.c.epoch,
            sa.func.coalesce(h.seq, 0).label("seq"),
            sa.func.coalesce(h.at, "").label("pushed_at"),
            sa.func.coalesce(s.seen_at, "").label("seen_at"),
            sa.func.coalesce(s.version, "").label("version"),
            sa.func.coalesce(s.waiting, 0).label("waiting"),
            sa.func.coalesce(s.oldest_waiting, "").label("oldest_waiting"),
            sa.func.coalesce(s.clock_offset, 0).label("offset"),
            sa.func.coalesce(s.free_disk, 0).label("free_disk"),
            sa.func.coalesce(s.journal, "").label("journal"),
            sa.func.coalesce(s.error, "").label("error"),
        )
        .join(location, location.c.id == register.c.location_id)
        .outerjoin(s.register_id.table, s.register_id == register.c.id)
        .outerjoin(journal_head, sa.and_(h.register_id == register.c.id, h.location_id == register.c.location_id))
        .limit(MOST_REGISTERS)
    )
    if register_id:
        select = select.where(register.c.id == register_id)
    found = []
    for told in connection.execute(select).mappings():
        row = RegisterRow(**told, held=held.get(told["id"], 0), alarms=tuple(sorted(alarms.get(told["id"], ()))))
        found.append(_judged(row, now))
    return found


def _judged(row: RegisterRow, now: datetime) -> RegisterRow:
    values = {name: getattr(row, name) for name in row.__struct_fields__}
    return RegisterRow(**{**values, "concerns": concerns_of(row, now)})


def concerns_of(row: RegisterRow, now: datetime) -> tuple[Concern, ...]:
    """Return what wants a person, worst first.

    A register that is revoked or was never enrolled wants nobody, but for alarms that stand: of the one that was
    stolen, of sales that lie in rescue storage.
    """
    alarms = [Concern(2 if kind in BAD else 1, kind) for kind in row.alarms if kind != row.state]
    if row.state in {"new", "revoked"}:
        return tuple(sorted(alarms, key=lambda concern: -concern.level))
    found = [Concern(2, row.state)] if row.state in BAD else []
    found += alarms
    if row.held:
        found.append(Concern(2, "quarantine", str(row.held)))
    if row.journal not in {"", "ok"}:
        found.append(Concern(2, "journal", row.journal))
    if not -AHEAD <= age_of(row.seen_at, now) <= SILENT:
        found.append(Concern(1, "silent"))
    if row.waiting and row.oldest_waiting and age_of(row.oldest_waiting, now) > WAITS_LONG:
        found.append(Concern(1, "waits", str(row.waiting)))
    if abs(row.offset) > OFFSET_FAR:
        found.append(Concern(1, "clock"))
    if 0 < row.free_disk < DISK_LOW:
        found.append(Concern(1, "disk"))
    if row.error:
        found.append(Concern(1, "error", row.error))
    return tuple(sorted(found, key=lambda concern: -concern.level))


def age_of(at: str, now: datetime) -> timedelta:
    """Return how long ago an instant is, as a register or the centre spelled it; never is very long."""
    try:
        return now - parse_instant(at)
    except ValueError:
        return timedelta.max


def read_register(database: Database, register_id: str, now: datetime) -> RegisterPage | None:
    """Return one register with all there is to see of it, None when there is none such."""

    def work(connection: sa.Connection) -> RegisterPage | None:
        rows = _rows(connection, now, register_id)
        return _page(connection, rows[0], now) if rows else None

    return database.read(work)


def _page(connection: sa.Connection, row: RegisterRow, now: datetime) -> RegisterPage:
    h, je, re = journal_head.c, journal_epoch.c, register_epoch.c
    head = connection.execute(
        sa.select(h.epoch, h.seq, h.hash).where(h.location_id == row.location_id, h.register_id == row.id)
    ).first()
    ended = sa.select(je.epoch, je.seq).where(je.location_id == row.location_id, je.register_id == row.id)
    ends: dict[int, int] = {epoch: seq for epoch, seq in connection.execute(ended)}  # noqa: C416 - rows, typed
    if head is not None and head.epoch:
        ends[head.epoch] = head.seq
    epochs = connection.execute(
        sa.select(re.epoch, re.prefix, re.reason, re.at).where(re.register_id == row.id).order_by(re.epoch.desc())
    )
    return RegisterPage(
        row=row,
        epochs=tuple((*told, ends.get(told[0], 0)) for told in epochs),
        head_hash=bytes(head.hash).hex() if head is not None and head.seq else "",
        held=_held(connection, row),
        alarms=_alarms(connection, row),
        acts=_acts(connection, row.id),
        code_until=_code_until(connection, row.id, now),
    )


def _held(connection: sa.Connection, row: RegisterRow) -> tuple[HeldEvent, ...]:
    q = quarantine.c
    rows = connection.execute(
        sa.select(q.epoch, q.seq, q.id, q.type, q.state, q.reason, q.detail, q.at, q.note)
        .where(q.location_id == row.location_id, q.register_id == row.id, q.state != "repaired")
        .order_by(q.state, q.epoch.desc(), q.seq.desc())
        .limit(MOST_EVENTS)
    )
    return tuple(HeldEvent(*told) for told in rows)


def _alarms(connection: sa.Connection, row: RegisterRow) -> tuple[tuple[str, int, int, str, str], ...]:
    a = journal_alarm.c
    rows = connection.execute(
        sa.select(a.kind, a.epoch, a.times, a.last_at, a.detail)
        .where(a.location_id == row.location_id, a.register_id == row.id, a.closed_at == "")
        .order_by(a.last_at.desc())
        .limit(MOST_EVENTS)
    )
    return tuple((told[0], told[1], told[2], told[3], told[4]) for told in rows)


def _acts(connection: sa.Connection, subject: str) -> tuple[tuple[str, str, str, str], ...]:
    a = operator_act.c
    select = sa.select(a.at, a.operator, a.act, a.detail).where(a.subject == subject)
    rows = connection.execute(select.order_by(a.id.desc()).limit(50))
    return tuple((told[0], told[1], told[2], told[3]) for told in rows)


def _code_until(connection: sa.Connection, register_id: str, now: datetime) -> str:
    c = enrolment_code.c
    select = sa.select(c.expires_at).where(
        c.register_id == register_id, c.expires_at > instant(now), c.public_key == ""
    )
    return str(connection.execute(select).scalar() or "")


def read_event(database: Database, register_id: str, epoch: int, seq: int) -> bytes | None:
    """Return the very bytes of an event of a register, None when there is none such."""
    e = event.c
    select = (
        sa.select(e.bytes)
        .join(register, sa.and_(register.c.id == e.register_id, register.c.location_id == e.location_id))
        .where(e.register_id == register_id, e.epoch == epoch, e.seq == seq)
    )
    found = database.read(lambda connection: connection.execute(select).scalar())
    return None if found is None else bytes(found)


# --- totals of the day


class _Profile(msgspec.Struct):
    timezone: str = "UTC"


_profile: Final = msgspec.json.Decoder(_Profile)


def read_totals(database: Database, now: datetime) -> list[DayTotal]:
    """Return each location's totals of its own present day, those that have any, by location."""

    def work(connection: sa.Connection) -> list[DayTotal]:
        places = connection.execute(sa.select(location.c.id, location.c.name))
        names: dict[str, str] = {each: name for each, name in places}  # noqa: C416 - rows, typed
        found: list[DayTotal] = []
        for zone, of_zone in _by_zone(connection, names).items():
            begin = now.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
            found += _totals(connection, of_zone, names, begin)
        return sorted(found, key=lambda total: (total.location_id, total.currency))

    return database.read(work)


def _by_zone(connection: sa.Connection, names: Mapping[str, str]) -> dict[ZoneInfo, list[str]]:
    bodies = connection.execute(
        sa.select(store_item.c.location_id, store_item.c.body).where(store_item.c.kind == "store")
    )
    zones = {location_id: _zone(bytes(body)) for location_id, body in bodies}
    grouped: dict[ZoneInfo, list[str]] = {}
    for location_id in names:
        grouped.setdefault(zones.get(location_id, ZoneInfo("UTC")), []).append(location_id)
    return grouped


def _zone(body: bytes) -> ZoneInfo:
    try:
        return ZoneInfo(_profile.decode(body).timezone)
    except (ZoneInfoNotFoundError, ValueError, msgspec.DecodeError):
        return ZoneInfo("UTC")


def _totals(
    connection: sa.Connection, places: Sequence[str], names: Mapping[str, str], begin: datetime
) -> list[DayTotal]:
    t = tender_total.c
    first = begin.astimezone(UTC).strftime("%Y-%m-%dT%H:%M")
    select = (
        sa.select(t.location_id, t.currency, t.kind, sa.func.sum(t.amount))
        .where(t.location_id.in_(places), t.quarter >= first)
        .group_by(t.location_id, t.currency, t.kind)
    )
    sums: dict[tuple[str, str], dict[str, int]] = {}
    for place, currency, kind, amount in connection.execute(select):
        sums.setdefault((place, currency), {})[kind] = int(amount)
    return [
        DayTotal(place, names[place], begin.date().isoformat(), currency, *_parted(kinds))
        for (place, currency), kinds in sums.items()
    ]


def _parted(kinds: Mapping[str, int]) -> tuple[int, int]:
    return kinds.get("sale", 0), sum(amount for kind, amount in kinds.items() if kind != "sale")


# --- as text


def as_json(row: RegisterRow) -> dict[str, Any]:
    """Return a row as the admin API tells it."""
    told = {name: getattr(row, name) for name in row.__struct_fields__ if name != "concerns"}
    told["concerns"] = [{"level": one.level, "code": one.code, "figure": one.figure} for one in row.concerns]
    return told


_HEADS: Final = ("register", "location", "state", "epoch", "seq", "last contact", "waiting", "oldest", "offset s")
_MORE: Final = ("version", "quarantine", "disk GB", "attention")


def as_table(rows: Sequence[RegisterRow], now: datetime) -> str:
    """Return rows as a table of text, for the command line."""
    table = [[*_HEADS, *_MORE], *(_cells(row, now) for row in rows)]
    widths = [max(len(line[column]) for line in table) for column in range(len(table[0]))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in table
    )


def _cells(row: RegisterRow, now: datetime) -> list[str]:
    return [
        row.id,
        row.location_id,
        row.state,
        str(row.epoch),
        str(row.seq),
        _ago(row.seen_at, now),
        str(row.waiting),
        _ago(row.oldest_waiting, now) if row.waiting else "",
        f"{row.offset / 1_000_000:.1f}",
        row.version,
        str(row.held or ""),
        f"{row.free_disk / 1e9:.1f}" if row.free_disk else "",
        ", ".join(f"{one.code} {one.figure}".strip() for one in row.concerns),
    ]


def _ago(at: str, now: datetime) -> str:
    age = age_of(at, now)
    if age == timedelta.max:
        return "never" if not at else "?"
    seconds = max(0, int(age.total_seconds()))
    for size, unit in ((86_400, "d"), (3_600, "h"), (60, "min")):
        if seconds >= size:
            return f"{seconds // size} {unit}"
    return f"{seconds} s"
