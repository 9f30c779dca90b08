"""Writing to feeds: consecutive positions under the locked head, so that commit order is position order.

`publish` is the last call of a write. It locks the heads of its feeds in sorted order and holds them until the commit;
a reader therefore never sees a position before all lower ones. Works set-wise; nothing here reads a body.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Final, TypeAlias

import sqlalchemy as sa
from msgspec import Struct

from sync.central.db.database import note_moved
from sync.central.db.driver import together
from sync.central.feeds import store
from sync.central.feeds.rows_in_force import decode_closing
from sync.protocol import feeds as arithmetic
from sync.protocol.base import instant

MOST_ROW_BYTES: Final = 1024 * 1024
"""Of a row's body: a longer one could never be answered."""
MOST_PUBLICATION: Final = 200
SLICE: Final = 5_000
"""Changes handled by one round of statements, which bounds memory."""
MayBegin: TypeAlias = Callable[[sa.Connection, Collection[str]], Collection[str]]
"""Of keys that a feed has no row of yet: those that may get their first."""
_FEED: Final = re.compile(r"(catalogue|stock|store|register):[A-Za-z0-9._-]{1,64}")


class Change(Struct, frozen=True):
    """One change of a feed: the row's whole canonical JSON body, or None for a tombstone.

    `publication` names what it takes effect with; "" takes effect at once.
    """

    feed: str
    key: str
    body: bytes | None
    publication: str = ""


def publish(
    connection: sa.Connection,
    changes: Sequence[Change],
    *,
    now: datetime | None = None,
    may_begin: MayBegin | None = None,
) -> dict[str, int]:
    """Append `changes`, in their order, to their feeds; return each feed's new position. Call it LAST in a write.

    With `may_begin`, changes of keys that the feed has no row of are left out unless it lets them in.
    `ValueError` for what no reader could be told: a feed, key or publication out of bounds, a body that is too long.
    """
    if not changes:
        return {}
    at = instant(now or datetime.now(UTC))
    by_feed: dict[str, list[Change]] = {}
    for change in changes:
        if not 1 <= len(change.key) <= 200 or len(change.publication) > MOST_PUBLICATION:
            raise ValueError(f"not a key or publication of a feed: {change.key[:40]!r}, {change.publication[:40]!r}")
        if change.body is not None and len(change.body) > MOST_ROW_BYTES:
            raise ValueError(f"the body of {change.key!r} has {len(change.body)} bytes")
        by_feed.setdefault(change.feed, []).append(change)
    for feed in by_feed:
        if not _FEED.fullmatch(feed):
            raise ValueError(f"not a feed: {feed[:80]!r}")
    positions: dict[str, int] = {}
    for feed in sorted(by_feed):
        positions[feed] = _append(connection, feed, by_feed[feed], at, may_begin)
    note_moved(connection, positions)
    return positions


def _append(connection: sa.Connection, feed: str, changes: list[Change], at: str, may_begin: MayBegin | None) -> int:
    parts = [changes[first : first + SLICE] for first in range(0, len(changes), SLICE)]
    head, found = store.lock_and_find(connection, feed, *_touched(parts[0]))
    at = max(at, head.at)  # a clock that was set back never makes an event look older than one before it
    at_once = _in_effect(changes, at)
    position, tag = head.position, head.tag
    for nth, part in enumerate(parts):
        if nth:
            found = store.find(connection, feed, *_touched(part))
        written = _Slice(at_once, position, tag, at, found)
        written.take(part if may_begin is None else _let_in(connection, part, found.known, may_begin))
        position, tag = written.position, written.tag
        writing = [
            *store.inserting_events(connection, feed, written.events),
            *store.covering(connection, feed, written.covered, written.bare),
            *store.putting_rows(connection, feed, written.rows.values()),
            *store.putting_sums(connection, feed, written.sums),
            store.moving_head(connection, feed, position, tag, at),
        ]
        together(connection, writing)
    return position


def _touched(changes: Iterable[Change]) -> tuple[set[str], set[int]]:
    """The keys and the buckets of `changes`."""
    keys = {change.key for change in changes}
    return keys, set(map(arithmetic.bucket_of, keys))


def _let_in(
    connection: sa.Connection, changes: list[Change], known: Mapping[str, store.Known], may_begin: MayBegin
) -> list[Change]:
    new = {change.key for change in changes} - known.keys()
    if not new:
        return changes
    kept = set(may_begin(connection, new))
    return [change for change in changes if change.key in known or change.key in kept]


def _in_effect(changes: Iterable[Change], at: str) -> frozenset[str]:
    """The publications that are closed among `changes` and in effect already: their rows wait for nothing."""
    closings = {change.key: change.body for change in changes if change.key.startswith(arithmetic.PUBLICATION)}
    return frozenset(
        key.removeprefix(arithmetic.PUBLICATION)
        for key, body in closings.items()
        if body is not None and decode_closing(body).effective_at <= at
    )


class _Slice:
    """What a run of changes leads to, computed in memory from what their keys and buckets are now."""

    def __init__(self, at_once: frozenset[str], position: int, tag: str, at: str, found: store.Found) -> None:
        self.position, self.tag = position, tag
        self.sums: dict[int, int] = {}  # of the buckets that changed
        self.events: list[store.Event] = []
        self.rows: dict[str, store.NewRow] = {}
        self.covered: list[tuple[str, int, str]] = []  # rows that hold until a publication above them takes effect
        self.bare: set[str] = set()  # keys beneath whose row nothing holds any more
        self._at_once, self._at, self._found = at_once, at, found

    def take(self, changes: Iterable[Change]) -> None:
        """Give `changes` their positions, tags and checksums."""
        sums, (known, before) = self.sums, self._found
        for change in changes:
            key, body, publication = change.key, change.body, change.publication
            self.position += 1
            self.tag = arithmetic.next_tag(self.tag, self.position, key, body)
            bucket = arithmetic.bucket_of(key)
            digest = None if body is None else arithmetic.digest(key, body)
            old = known.get(key)
            checksum = sums[bucket] if bucket in sums else before.get(bucket, 0)
            checksum = sums[bucket] = arithmetic.add(checksum, old=old and old.digest, new=digest)
            event = (self.position, key, body, publication, self.tag, store.signed(checksum), self._at)
            self.events.append(event)
            if old is not None:
                self._cover(key, old, publication)
            known[key] = store.Known(self.position, digest, publication)
            self.rows[key] = (key, self.position, bucket, None if digest is None else store.signed(digest), publication)

    def _cover(self, key: str, old: store.Known, publication: str) -> None:
        if not publication or publication in self._at_once:
            if old.publication:
                self.bare.add(key)
                self.covered = [row for row in self.covered if row[0] != key]
        elif old.publication != publication and (old.digest is not None or old.publication):
            self.covered.append((key, old.position, old.publication))
