"""Telling a region which locations nobody has heard of lately: their figures may lack what their tills sold since.

The stock feed of such a location has one row, `tills`, with the instant at which any register of it was last heard. It
comes when the last of them falls silent and goes when one is heard again: two rows an outage, whatever is sold. Any
thread.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

import sqlalchemy as sa

from sync.central.db.database import Database
from sync.central.feeds import store
from sync.central.feeds.publish import Change, publish
from sync.central.registers.tables import register, register_status
from sync.protocol import feeds
from sync.protocol.base import instant
from sync.protocol.feeds import TILLS

SILENT: Final = timedelta(minutes=10)
"""A register that has a line is heard every minute."""
_ENROLLED: Final = ("active", "forked", "cloned")


class Silence:
    """Keeps the rows. A service that has only begun has heard nobody: for `SILENT` it says nothing of anybody."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database, self._clock = database, clock
        self._began = clock()

    def look(self) -> int:
        """Bring the feeds up to date; returns how many locations are told of otherwise than before."""
        now = self._clock()
        if now - self._began < SILENT:
            return 0
        if not self._database.read(lambda connection: _changes(connection, now)):
            return 0
        return self._database.write(lambda connection: _tell(connection, now))


def _tell(connection: sa.Connection, now: datetime) -> int:
    wanted = _changes(connection, now)
    store.lock_heads(connection, sorted({change.feed for change in wanted}))
    changes = _changes(connection, now)  # of several services one was first
    publish(connection, changes, now=now)
    return len(changes)


def _changes(connection: sa.Connection, now: datetime) -> list[Change]:
    heard = _heard(connection)
    before = instant(now - SILENT)
    wanted = {feeds.stock_feed(place): _body(at) if at < before else None for place, at in heard.items()}
    told = store.bodies_of(connection, TILLS, wanted)
    return [Change(feed, TILLS, body) for feed, body in wanted.items() if told.get(feed) != body]


def _body(at: str) -> bytes:
    return b'{"heard_at":"%b"}' % at.encode()


def _heard(connection: sa.Connection) -> dict[str, str]:
    """When any register of each location was last heard, for locations that have such."""
    newest = sa.func.max(register_status.c.seen_at)
    select = (
        sa.select(register.c.location_id, newest)
        .join(register_status, register_status.c.register_id == register.c.id)
        .where(register.c.state.in_(_ENROLLED), register_status.c.seen_at != "")
        .group_by(register.c.location_id)
        .order_by(register.c.location_id)
    )
    return {place: at for place, at in connection.execute(select)}  # noqa: C416 - rows, typed
