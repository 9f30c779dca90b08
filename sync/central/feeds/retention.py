"""Forgetting what no reader can need: old events, settled tombstones, files nobody was offered lately. Any thread.

An event goes when it is below the feed's floor and no row stands on it. The floor rises over what is older than
`KEPT`, but never past a snapshot that is still kept; a snapshot is kept until `KEPT` after its last offer. A reader
below the floor starts anew. Each step is a short write of its own, so selling registers hardly notice.
"""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any, Final, NamedTuple

import sqlalchemy as sa

from sync.central.db import tables
from sync.central.db.database import Database
from sync.central.db.driver import among, fetch, run
from sync.central.feeds import store
from sync.central.feeds.rows_in_force import in_effect, in_force
from sync.central.feeds.snapshots import HALF_DONE, NOTED_EVERY
from sync.central.feeds.tables import snapshot as table
from sync.protocol.base import instant, parse_instant

KEPT: Final = timedelta(days=14)
STEP: Final = 5_000
"""Events looked at by one write."""
ABANDONED_S: Final = 86_400
"""Age at which a file that nothing names was left by a crash, and is not being made."""


AHEAD: Final = timedelta(hours=1)
"""What stands further ahead of the clock than this was written while it was wrong, or it is wrong now."""
SURE: Final = timedelta(hours=20)
"""For so long a clock has to say so before it is believed: nobody's mistake of a minute makes what is young old."""


class Purged(NamedTuple):
    """What a purge removed."""

    events: int = 0
    tombstones: int = 0
    snapshots: int = 0


def overdue(connection: sa.Connection, now: datetime, *, late: timedelta) -> int:
    """In how many feeds a purge would have had something to forget `late` ago already: it does not run."""
    feeds = fetch(connection, "SELECT feed FROM feed_head WHERE position > floor", ())
    return sum(_next_floor(connection, feed, now - late) is not None for (feed,) in feeds)


def oldest(connection: sa.Connection) -> tuple[str, str] | None:
    """Which feed has the oldest change that it may still tell a reader, and its instant; None when there is none."""
    found = fetch(
        connection,
        "SELECT h.feed, e.at FROM feed_head h JOIN feed_event e ON e.feed = h.feed AND e.position = h.floor + 1"
        " ORDER BY e.at, h.feed LIMIT 1",
        (),
    )
    return (found[0][0], found[0][1]) if found else None


def purge(database: Database, directory: Path | None = None, *, now: datetime | None = None) -> Purged:
    """Forget what is past its time in every feed, and its snapshot files in `directory`. Safe to break off anywhere."""
    now = now or datetime.now(UTC)
    database.write(lambda connection: _put_right(connection, now))
    snapshots = _purge_snapshots(database, now)
    if directory is not None:
        _purge_files(database, directory)
    feeds = database.read(
        lambda connection: fetch(connection, "SELECT feed FROM feed_head WHERE position > floor ORDER BY feed", ())
    )
    events = tombstones = 0
    for (feed,) in feeds:
        more = _purge_feed(database, feed, now)
        events += more.events
        tombstones += more.tombstones
    return Purged(events, tombstones, snapshots)


def _put_right(connection: sa.Connection, now: datetime) -> None:
    """Have what a clock that was set far ahead has written count from now on: else it would stay for as long.

    Events never look older than those before them, so that one wrong day would last until the clock is there again.
    """
    ahead = instant(now + AHEAD)
    feeds = fetch(connection, "SELECT feed FROM feed_head WHERE at > ? ORDER BY feed", (ahead,))
    offered = connection.execute(sa.select(sa.func.max(table.c.offered_at))).scalar() or ""
    noted = tables.noted(connection, tables.CLOCK_AHEAD)
    if not feeds and offered <= ahead:
        if noted is not None:
            connection.execute(sa.delete(tables.centre_note).where(tables.centre_note.c.key == tables.CLOCK_AHEAD))
        return
    since = now - parse_instant(noted[1]) if noted is not None else None
    if since is None or since < timedelta(0):
        tables.note(connection, tables.CLOCK_AHEAD, str(len(feeds)), instant(now))
    elif since >= SURE:
        store.lock_heads(connection, [feed for (feed,) in feeds])
        run(connection, "UPDATE feed_event SET at = ? WHERE at > ?", (instant(now), ahead))
        run(connection, "UPDATE feed_head SET at = ? WHERE at > ?", (instant(now), ahead))
        connection.execute(sa.update(table).where(table.c.offered_at > ahead).values(offered_at=instant(now)))


def _purge_feed(database: Database, feed: str, now: datetime) -> Purged:
    floor = database.read(lambda connection: _next_floor(connection, feed, now))
    if floor is None:
        return Purged()
    tombstones = database.write(lambda connection: _raise_floor(connection, feed, floor, now))
    removed, after = 0, 0
    while after < floor:
        more, after = database.write(partial(_drop_events, feed=feed, after=after, floor=floor))
        removed += more
    return Purged(removed, tombstones)


def _next_floor(connection: sa.Connection, feed: str, now: datetime) -> int | None:
    """How far the floor may rise, None when it stays."""
    head = store.head_of(store.read_heads(connection, [feed]), feed)
    young = fetch(
        connection,
        "SELECT position FROM feed_event WHERE feed = ? AND position > ? AND at >= ? ORDER BY position LIMIT 1",
        (feed, head.floor, instant(now - KEPT)),
    )
    oldest = connection.execute(
        sa.select(sa.func.min(table.c.position)).where(table.c.feed == feed, table.c.generation == head.generation)
    ).scalar()
    floor = min(young[0][0] - 1 if young else head.position, head.position if oldest is None else oldest)
    return floor if floor > head.floor else None


def _raise_floor(connection: sa.Connection, feed: str, floor: int, now: datetime) -> int:
    """Move the floor, forget tombstones below it and what lies beneath rows in force; returns how many tombstones."""
    (head,) = store.lock_heads(connection, [feed])
    if floor <= head.floor:
        return 0
    ((tag,),) = fetch(connection, "SELECT tag FROM feed_event WHERE feed = ? AND position = ?", (feed, floor))
    run(connection, "UPDATE feed_head SET floor = ?, floor_tag = ? WHERE feed = ?", (floor, tag, feed))
    effective = in_effect(connection, feed, instant(now))
    _uncover(connection, feed, effective)
    return run(
        connection,
        "DELETE FROM feed_row WHERE feed = ? AND digest IS NULL AND position <= ?"
        " AND publication IN (SELECT value FROM json_each(?))"
        " AND NOT EXISTS (SELECT 1 FROM feed_beneath b WHERE b.feed = feed_row.feed AND b.key = feed_row.key)",
        (feed, floor, among(connection, effective)),
    )


def _uncover(connection: sa.Connection, feed: str, effective: frozenset[str]) -> None:
    """Forget the rows beneath what has taken effect."""
    keys = [row[0] for row in fetch(connection, "SELECT DISTINCT key FROM feed_beneath WHERE feed = ?", (feed,))]
    for held in store.rows_of(connection, feed, keys):
        place = in_force(held, effective)
        if place > 0:
            run(
                connection,
                "DELETE FROM feed_beneath WHERE feed = ? AND key = ? AND position < ?",
                (feed, held[place][0], held[place][1]),
            )


def _drop_events(connection: sa.Connection, *, feed: str, after: int, floor: int) -> tuple[int, int]:
    """Drop events no row stands on among the next `STEP` above `after`; returns how many, and how far it looked."""
    last = fetch(
        connection,
        "SELECT position FROM feed_event WHERE feed = ? AND position > ? AND position <= ?"
        " ORDER BY position LIMIT 1 OFFSET ?",
        (feed, after, floor, STEP - 1),
    )
    until = last[0][0] if last else floor
    removed = run(
        connection,
        "DELETE FROM feed_event WHERE feed = ? AND position > ? AND position <= ?"
        " AND NOT EXISTS (SELECT 1 FROM feed_row r"
        " WHERE r.feed = feed_event.feed AND r.key = feed_event.key AND r.position = feed_event.position)"
        " AND NOT EXISTS (SELECT 1 FROM feed_beneath b"
        " WHERE b.feed = feed_event.feed AND b.key = feed_event.key AND b.position = feed_event.position)",
        (feed, after, until),
    )
    return removed, until


def _purge_snapshots(database: Database, now: datetime) -> int:
    old = table.c.offered_at < instant(now - KEPT - NOTED_EVERY)
    return database.write(lambda connection: connection.execute(sa.delete(table).where(old)).rowcount)


def _purge_files(database: Database, directory: Path) -> None:
    """Remove what nothing names any more, once it is old enough not to be in the making."""
    if not directory.is_dir():
        return

    def work(connection: sa.Connection) -> set[Any]:
        return set(connection.execute(sa.select(table.c.name)).scalars())

    before = time.time() - ABANDONED_S
    files = [file for file in directory.iterdir() if file.name.startswith((HALF_DONE, "catalogue-"))]
    named = database.read(work)
    for file in files:
        if file.name not in named and file.stat().st_mtime < before:
            file.unlink(missing_ok=True)
