"""Raising a feed's generation: what was told before is void, every reader starts anew. Any thread.

The centre does it itself when a reader shows a position that its history does not hold, and for all feeds after a
restore from a backup.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Final

import sqlalchemy as sa

from sync.central.db.database import Database, note_moved
from sync.central.feeds import store
from sync.protocol.base import instant, parse_instant

REST: Final = timedelta(minutes=10)
"""A reader's claim raises a feed at most this often: the second of two claims is that reader's own trouble, and one
that lies cannot make every register start anew over and over."""

_log = logging.getLogger(__name__)


def raise_lost(database: Database, lost: Mapping[str, int], now: datetime) -> dict[str, int]:
    """Raise each feed of `lost` that still has the generation given; return the generations that hold now.

    Idempotent: of many readers that show the same loss one raises, the others find it done.
    """

    def work(connection: sa.Connection) -> dict[str, int]:
        generations: dict[str, int] = {}
        raised = []
        for head in store.lock_heads(connection, sorted(lost)):
            rested = not head.raised_at or not timedelta(0) <= now - parse_instant(head.raised_at) < REST
            if head.generation == lost[head.feed] and rested:
                generations[head.feed] = head.generation + 1
                raised.append(head.feed)
            else:
                generations[head.feed] = head.generation
        if raised:
            store.run(
                connection,
                "UPDATE feed_head SET generation = generation + 1, raised_at = ?"
                " WHERE feed IN (SELECT value FROM json_each(?))",
                (instant(now), store.among(connection, raised)),
            )
            note_moved(connection, raised)
            _log.error("history of %s was lost: their generation is raised", ", ".join(raised))
        return generations

    return database.write(work)


def raise_generations(connection: sa.Connection, now: datetime | None = None) -> int:
    """Raise every feed, within a write: the database was restored from a backup. Returns how many feeds there are."""
    feeds = [row[0] for row in store.fetch(connection, "SELECT feed FROM feed_head ORDER BY feed", ())]
    store.lock_heads(connection, feeds)
    store.run(
        connection,
        "UPDATE feed_head SET generation = generation + 1, raised_at = ?",
        (instant(now or datetime.now(UTC)),),
    )
    note_moved(connection, feeds)
    return len(feeds)
