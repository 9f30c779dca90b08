"""Raising a feed's generation: what was told before is void, every reader starts anew. Any thread.

For all feeds after a restore from a backup. What a single reader claims raises nothing: its cursor's tag is judged for
it alone (`doubts`).
"""

from __future__ import annotations

from datetime import UTC, datetime

import sqlalchemy as sa

from sync.central.db.database import note_moved
from sync.central.db.driver import fetch, run
from sync.central.feeds import store
from sync.protocol.base import instant


def raise_generations(connection: sa.Connection, now: datetime | None = None) -> int:
    """Raise every feed, within a write: the database was restored from a backup. Returns how many feeds there are."""
    feeds = [row[0] for row in fetch(connection, "SELECT feed FROM feed_head ORDER BY feed", ())]
    store.lock_heads(connection, feeds)
    run(
        connection,
        "UPDATE feed_head SET generation = generation + 1, raised_at = ?",
        (instant(now or datetime.now(UTC)),),
    )
    note_moved(connection, feeds)
    return len(feeds)
