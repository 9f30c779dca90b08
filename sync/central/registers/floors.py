"""What registers must keep: the events that no verified copy of the centre holds yet. Any thread."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Final

import sqlalchemy as sa

from sync.central.db.database import Database
from sync.central.feeds import Change, publish
from sync.central.registers.tables import register
from sync.protocol import canonical
from sync.protocol.feeds import register_feed

KEEP: Final = "keep"
"""Key in a register's feed: {"epoch": e, "seq": s}; events above must be kept, those up to it are in a copy."""


def publish_floors(database: Database, heads: Mapping[tuple[str, int], int], now: datetime) -> int:
    """Tell each register of `heads` ((register, epoch) -> seq in a verified copy) its floor; returns how many.

    Only the newest epoch of each counts: it comes after all that older ones hold, and those a copy holds whole or they
    are carried. A copy that lacks events of an older epoch still waits for what is carried, which is above the floor.
    """
    newest: dict[str, tuple[int, int]] = {}
    for (register_id, epoch), seq in heads.items():
        newest[register_id] = max(newest.get(register_id, (0, 0)), (epoch, seq))

    def work(connection: sa.Connection) -> int:
        known = set(connection.execute(sa.select(register.c.id)).scalars())
        changes = [
            Change(register_feed(register_id), KEEP, canonical.encode({"epoch": epoch, "seq": seq}))
            for register_id, (epoch, seq) in sorted(newest.items())
            if register_id in known
        ]
        publish(connection, changes, now=now)
        return len(changes)

    return database.write(work) if newest else 0
