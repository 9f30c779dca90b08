"""What an operator does about quarantine and alarms: look, try again after an upgrade, park or vouch with a reason.

A retry interprets events in the order of the chain; those that now can be have their effects, once, and stay noted as
repaired. Raw bytes never change. Every act is journalled, with the operator's name, in the write that does it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import partial
from itertools import groupby
from typing import Final

import sqlalchemy as sa
from msgspec import Struct

from sync.central.db.database import Database
from sync.central.identity.operators import journal_act
from sync.central.journal import heads
from sync.central.journal.arrived import Arrived
from sync.central.journal.carried import REVOKED_KEY
from sync.central.journal.heads import Place
from sync.central.journal.quarantine import as_text
from sync.central.journal.settle import Settled, settle
from sync.central.journal.tables import event, journal_alarm, quarantine
from sync.central.journal.telling import tell
from sync.protocol import chain
from sync.protocol.base import instant

PAGE: Final = 500
MOST_SHOWN: Final = 20_000
"""Characters of an event that are shown."""
_q = quarantine.c


class Retried(Struct, frozen=True):
    """How many events have had their effects now, and how many still cannot be interpreted."""

    repaired: int = 0
    left: int = 0


def listed(
    connection: sa.Connection, *, state: str = "held", most: int = 1_000
) -> Sequence[sa.Row[tuple[object, ...]]]:
    """Return what is in quarantine in a state ("held", "parked", "repaired"), in the order of location and chain."""
    order = (_q.location_id, _q.register_id, _q.epoch, _q.seq)
    return connection.execute(sa.select(quarantine).where(_q.state == state).order_by(*order).limit(most)).all()


def show(connection: sa.Connection, register_id: str, epoch: int, seq: int) -> str:
    """Return an event in quarantine as text, with why it is there; `LookupError` when it is not.

    Nothing a register sent can steer a terminal or a page: signs that are not printed are replaced.
    """
    e = event.c
    row = connection.execute(
        sa.select(quarantine, e.bytes)
        .join(event, sa.and_(*(e[name] == _q[name] for name in ("location_id", "register_id", "epoch", "seq"))))
        .where(_q.register_id == register_id, _q.epoch == epoch, _q.seq == seq)
    ).first()
    if row is None:
        raise LookupError(f"event {epoch}/{seq} of {register_id} is not in quarantine")
    told = bytes(row.bytes).decode(errors="replace")
    spelled = "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in told[:MOST_SHOWN])
    cut = f"\n... and {len(told) - MOST_SHOWN} characters more" if len(told) > MOST_SHOWN else ""
    head = f"{register_id} {epoch}/{seq}, {row.type}, {row.id}: {row.state}, {row.reason}: {row.detail}"
    note = f"\n{row.by}, {row.at}: {row.note}" if row.by else ""
    return f"{as_text(head)}{note}\n{spelled}{cut}"


def retry(database: Database, now: datetime, *, by: str, parked: bool = False, register_id: str = "") -> Retried:
    """Interpret anew what is held (of one register, or of all), and with `parked` what was parked; a write a register.

    A register whose journal is forked keeps its quarantine: nothing is drawn from it until its next epoch.
    """
    states = ("held", "parked") if parked else ("held",)
    select = sa.select(_q.location_id, _q.register_id).where(_q.state.in_(states)).distinct()
    if register_id:
        select = select.where(_q.register_id == register_id)
    select = select.order_by(_q.location_id, _q.register_id)
    places = database.read(lambda connection: [Place(*row) for row in connection.execute(select)])
    repaired = left = 0
    for place in places:
        done = database.write(partial(_retry, place=place, states=states, by=by, now=now))
        repaired, left = repaired + done.repaired, left + done.left
    return Retried(repaired, left)


def _retry(connection: sa.Connection, place: Place, states: Sequence[str], by: str, now: datetime) -> Retried:
    head = heads.lock(connection, place, instant(now))
    events = _events(connection, place, _q.state.in_(states))
    if head.state == "forked":
        journal_act(connection, by, "retry", place.register_id, "forked: nothing is drawn", now)
        return Retried(0, len(events))
    repaired, changed = 0, Settled()
    for epoch, group in groupby(events, key=lambda item: item.header.epoch):
        for page, done in _settled_again(connection, place, list(group)):
            changed.balances.update(done.balances)
            repaired += len(page) - len(done.faults)
            _note(connection, place, epoch, page, done, instant(now))
    done_now = Retried(repaired, len(events) - repaired)
    journal_act(connection, by, "retry", place.register_id, f"{done_now.repaired} repaired, {done_now.left} held", now)
    if events:
        tell(connection, place, head, changed.balances, now)
    return done_now


def _settled_again(
    connection: sa.Connection, place: Place, events: Sequence[Arrived], *, vouched: bool = False
) -> Iterator[tuple[Sequence[Arrived], Settled]]:
    """Interpret events of one epoch anew, `PAGE` at a time: each page with what became of it."""
    for first in range(0, len(events), PAGE):
        page = events[first : first + PAGE]
        yield page, settle(connection, place, page, again=True, vouched=vouched)


def _events(connection: sa.Connection, place: Place, *which: sa.ColumnElement[bool]) -> list[Arrived]:
    e = event.c
    rows = connection.execute(
        sa.select(e.bytes, e.signature)
        .join(quarantine, sa.and_(*(e[name] == _q[name] for name in ("location_id", "register_id", "epoch", "seq"))))
        .where(_q.location_id == place.location_id, _q.register_id == place.register_id, *which)
        .order_by(e.epoch, e.seq)
    )
    return [Arrived(*chain.open_event(bytes(data)), bytes(signature), bytes(data)) for data, signature in rows]


def _note(
    connection: sa.Connection, place: Place, epoch: int, events: Sequence[Arrived], done: Settled, now: str
) -> None:
    for item in events:
        fault = done.faults.get(item.header.seq)
        said = {"state": "repaired"} if fault is None else {"reason": fault[0], "detail": as_text(fault[1])}
        connection.execute(sa.update(quarantine).where(*_one(place, epoch, item.header.seq)).values(at=now, **said))


def park(database: Database, register_id: str, epoch: int, seq: int, *, by: str, note: str, now: datetime) -> None:
    """Say that an event will not be interpreted, and why: registers stop counting it themselves.

    `LookupError` when it is not held in quarantine; `ValueError` without a reason.
    """
    if not note.strip():
        raise ValueError("parking an event needs a reason")

    def work(connection: sa.Connection) -> None:
        place = _place_of(connection, register_id, epoch, seq)
        head = heads.lock(connection, place, instant(now))
        changed = connection.execute(
            sa.update(quarantine)
            .where(*_one(place, epoch, seq), _q.state == "held")
            .values(state="parked", by=as_text(by), note=as_text(note), at=instant(now))
        )
        if not changed.rowcount:
            raise LookupError(f"event {epoch}/{seq} of {register_id} is not held")
        journal_act(connection, by, "park", register_id, f"{epoch}/{seq}: {note}", now)
        tell(connection, place, head, {}, now)

    database.write(work)


def vouch(
    database: Database, register_id: str, epoch: int, first: int, last: int, *, by: str, note: str, now: datetime
) -> Retried:
    """Let the facts of a revoked key count that events `first` to `last` of an epoch carry: a person answers for them.

    Only what is in quarantine for that key, and nothing else against it: hash, signature and place in the chain are
    judged as ever. `LookupError` when there is none such there; `ValueError` without a reason, for a journal that is
    forked, and when none of the facts can count, which changes nothing. Those that still cannot stay as they are.
    """
    if not note.strip():
        raise ValueError("vouching for an event needs a reason")

    def work(connection: sa.Connection) -> Retried:
        place = _place_of(connection, register_id, epoch, first, last)
        head = heads.lock(connection, place, instant(now))
        if head.state == "forked":
            raise ValueError(f"the journal of {register_id} is forked: nothing is drawn from it until its next epoch")
        which = (_q.epoch == epoch, _q.seq.between(first, last), _q.reason == REVOKED_KEY, _q.state != "repaired")
        events = _events(connection, place, *which)
        if not events:
            raise LookupError(f"no event {epoch}/{first} to {last} of {register_id} is held for a revoked key")
        repaired, changed, faults = 0, Settled(), []
        for page, done in _settled_again(connection, place, events, vouched=True):
            changed.balances.update(done.balances)
            counted = [item for item in page if item.header.seq not in done.faults]
            faults += [f"{seq} {reason}" for seq, (reason, _detail) in sorted(done.faults.items())]
            for item in counted:
                said = {"state": "repaired", "by": as_text(by), "note": as_text(note), "at": instant(now)}
                one = _one(place, epoch, item.header.seq)
                connection.execute(sa.update(quarantine).where(*one).values(**said))
            repaired += len(counted)
        if not repaired:
            raise ValueError(f"none of them can count: {', '.join(faults[:5])}")
        detail = f"{epoch}/{first} to {last}, {repaired} counted, {len(faults)} held: {note}"
        journal_act(connection, by, "vouch", register_id, detail, now)
        tell(connection, place, head, changed.balances, now)
        return Retried(repaired, len(faults))

    return database.write(work)


def _place_of(connection: sa.Connection, register_id: str, epoch: int, first: int, last: int = 0) -> Place:
    """Whose journal has events of a range of seqs in quarantine; `LookupError`."""
    location_id = connection.execute(
        sa.select(_q.location_id)
        .where(_q.register_id == register_id, _q.epoch == epoch, _q.seq.between(first, last or first))
        .limit(1)
    ).scalar()
    if location_id is None:
        raise LookupError(f"event {epoch}/{first} of {register_id} is not in quarantine")
    return Place(location_id, register_id)


def close_alarm(database: Database, register_id: str, epoch: int, kind: str, *, by: str, now: datetime) -> None:
    """Close an alarm that stands; the next cause raises it again. `LookupError` when there is none."""
    a = journal_alarm.c
    change = (
        sa.update(journal_alarm)
        .where(a.register_id == register_id, a.epoch == epoch, a.kind == kind, a.closed_at == "")
        .values(closed_at=instant(now), closed_by=as_text(by))
    )

    def work(connection: sa.Connection) -> None:
        if not connection.execute(change).rowcount:
            raise LookupError(f"no alarm {kind} of {register_id}, epoch {epoch}, stands")
        journal_act(connection, by, "alarm_closed", register_id, f"{kind} of epoch {epoch}", now)

    database.write(work)


def _one(place: Place, epoch: int, seq: int) -> tuple[sa.ColumnElement[bool], ...]:
    return (
        _q.location_id == place.location_id,
        _q.register_id == place.register_id,
        _q.epoch == epoch,
        _q.seq == seq,
    )
