"""Events that are stored and could not be interpreted: noted, told to their register, repaired after an upgrade.

`add`, `ids` and `included_row` are parts of a write; what an operator does is in `repair`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import msgspec
import sqlalchemy as sa

from sync.central.db.driver import fetch
from sync.central.feeds.publish import Change
from sync.central.journal import bulk
from sync.central.journal.arrived import Arrived
from sync.central.journal.facts import plausible
from sync.central.journal.heads import Place
from sync.central.journal.tables import quarantine
from sync.protocol import feeds

MOST_TOLD: Final = 2_000
"""Of the seqs in one row of a feed."""
_q = quarantine.c
_OF_EPOCH: Final = sa.and_(
    _q.location_id == sa.bindparam("location_id"),
    _q.register_id == sa.bindparam("register_id"),
    _q.epoch == sa.bindparam("epoch"),
)
_IDS: Final = (
    sa.select(_q.id)
    .where(_OF_EPOCH, _q.seq.between(sa.bindparam("first"), sa.bindparam("last")), _q.state != "repaired")
    .order_by(_q.seq)
)
_HELD: Final = (
    "SELECT seq FROM quarantine WHERE location_id = ? AND register_id = ? AND epoch = ? AND state = 'held'"
    " ORDER BY seq LIMIT ?"
)


def add(
    connection: sa.Connection,
    place: Place,
    events: Sequence[Arrived],
    faults: Mapping[int, tuple[str, str]],
    now: str,
) -> tuple[str, ...]:
    """Note the events whose seq is in `faults`, with the reason and its detail; returns their ids."""
    rows = [
        (
            item.header.epoch,
            item.header.seq,
            item.header.id if plausible(item.header.id) else "~",
            item.header.type if plausible(item.header.type) else "~",
            "held",
            *map(as_text, faults[item.header.seq]),
            now,
            "",
            "",
        )
        for item in events
        if item.header.seq in faults
    ]
    bulk.insert(connection, quarantine, (place.location_id, place.register_id), rows)
    return tuple(str(row[2]) for row in rows)


def as_text(told: str) -> str:
    """What a register sent, or a database said of it, as text that any database and any screen takes."""
    return "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in told[:200])


def ids(connection: sa.Connection, place: Place, epoch: int, first: int, last: int) -> tuple[str, ...]:
    """Return the ids of the events in a range of seqs that are in quarantine."""
    rows = connection.execute(_IDS, {**_names(place, epoch), "first": first, "last": last})
    return tuple(rows.scalars())


def included_row(connection: sa.Connection, place: Place, epoch: int, seq: int) -> Change:
    """The row of the location's stock feed that says what of a register its figures include."""
    rows = fetch(connection, _HELD, (place.location_id, place.register_id, epoch, MOST_TOLD))
    told = {"epoch": epoch, "quarantined": [held for (held,) in rows], "seq": seq}
    return Change(feeds.stock_feed(place.location_id), f"register/{place.register_id}", msgspec.json.encode(told))


def _names(place: Place, epoch: int) -> dict[str, str | int]:
    return {"location_id": place.location_id, "register_id": place.register_id, "epoch": epoch}
