"""What an operator does about quarantine and alarms: look, try again after an upgrade, park with a reason. Any thread.

A retry interprets events in the order of the chain; those that now can be have their effects, once, and stay noted as
repaired. Raw bytes never change.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from itertools import groupby
from typing import Final

import sqlalchemy as sa
from msgspec import Struct

from sync.central.db.database import Database
from sync.central.journal import heads
from sync.central.journal.arrived import Arrived
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


def retry(database: Database, now: datetime, *, parked: bool = False) -> Retried:
    """Interpret anew what is held, and with `parked` what was parked, one transaction a register.

    A register whose journal is forked keeps its quarantine: nothing is drawn from it until its next epoch.
    """
    states = ("held", "parked") if parked else ("held",)
    places = database.read(
        lambda connection: [
            Place(*row)
            for row in connection.execute(
                sa.select(_q.location_id, _q.register_id)
                .where(_q.state.in_(states))
                .distinct()
                .order_by(_q.location_id, _q.register_id)
            )
        ]
    )
    repaired = left = 0
    for place in places:
        done = database.write(partial(_retry, place=place, states=states, now=now))
        repaired, left = repaired + done.repaired, left + done.left
    return Retried(repaired, left)


def _retry(connection: sa.Connection, place: Place, states: Sequence[str], now: datetime) -> Retried:
    head = heads.lock(connection, place, instant(now))
    events = _events(connection, place, states)
    if head.state == "forked":
        return Retried(0, len(events))
    repaired, changed = 0, Settled()
    for epoch, group in groupby(events, key=lambda item: item.header.epoch):
        found = list(group)
        for first in range(0, len(found), PAGE):
            page = found[first : first + PAGE]
            done = settle(connection, place, page, again=True)
            changed.balances.update(done.balances)
            repaired += len(page) - len(done.faults)
            _note(connection, place, epoch, page, done, instant(now))
    if events:
        tell(connection, place, head, changed.balances, now)
    return Retried(repaired, len(events) - repaired)


def _events(connection: sa.Connection, place: Place, states: Sequence[str]) -> list[Arrived]:
    e = event.c
    rows = connection.execute(
        sa.select(e.bytes, e.signature)
        .join(quarantine, sa.and_(*(e[name] == _q[name] for name in ("location_id", "register_id", "epoch", "seq"))))
        .where(_q.location_id == place.location_id, _q.register_id == place.register_id, _q.state.in_(states))
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
        location_id = connection.execute(
            sa.select(_q.location_id).where(_q.register_id == register_id, _q.epoch == epoch, _q.seq == seq)
        ).scalar()
        place = Place(location_id or "", register_id)
        if location_id is None:
            raise LookupError(f"event {epoch}/{seq} of {register_id} is not in quarantine")
        head = heads.lock(connection, place, instant(now))
        changed = connection.execute(
            sa.update(quarantine)
            .where(*_one(place, epoch, seq), _q.state == "held")
            .values(state="parked", by=as_text(by), note=as_text(note), at=instant(now))
        )
        if not changed.rowcount:
            raise LookupError(f"event {epoch}/{seq} of {register_id} is not held")
        tell(connection, place, head, {}, now)

    database.write(work)


def close_alarm(database: Database, register_id: str, epoch: int, kind: str, *, by: str, now: datetime) -> None:
    """Close an alarm that stands; the next cause raises it again. `LookupError` when there is none."""
    a = journal_alarm.c
    change = (
        sa.update(journal_alarm)
        .where(a.register_id == register_id, a.epoch == epoch, a.kind == kind, a.closed_at == "")
        .values(closed_at=instant(now), closed_by=as_text(by))
    )
    if not database.write(lambda connection: connection.execute(change).rowcount):
        raise LookupError(f"no alarm {kind} of {register_id}, epoch {epoch}, stands")


def _one(place: Place, epoch: int, seq: int) -> tuple[sa.ColumnElement[bool], ...]:
    return (
        _q.location_id == place.location_id,
        _q.register_id == place.register_id,
        _q.epoch == epoch,
        _q.seq == seq,
    )
