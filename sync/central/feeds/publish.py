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
    for head in store.lock_heads(connection, sorted(by_feed)):
        positions[head.feed] = _append(connection, head, by_feed[head.feed], at, may_begin)
    note_moved(connection, positions)
    return positions


def _append(
    connection: sa.Connection, head: store.Head, changes: list[Change], at: str, may_begin: MayBegin | None
) -> int:
    at = max(at, head.at)  # a clock that was set back never makes an event look older than one before it
    at_once = _in_effect(changes, at)
    position, tag = head.position, head.tag
    empty = position == 0
    for first in range(0, len(changes), SLICE):
        part = changes[first : first + SLICE]
        written = _Slice(at_once, position, tag, at)
        if not empty or first:
            written.known = store.known_rows(connection, head.feed, {change.key for change in part})
        if may_begin is not None:
            part = _let_in(connection, part, written.known, may_begin)
        written.sums = store.bucket_sums(connection, head.feed, {arithmetic.bucket_of(change.key) for change in part})
        written.take(part)
        store.insert_events(connection, head.feed, written.events)
        store.cover(connection, head.feed, written.covered, written.bare)
        store.put_rows(connection, head.feed, written.rows.values())
        store.put_sums(connection, head.feed, written.sums)
        position, tag = written.position, written.tag
    store.move_head(connection, head.feed, position, tag, at)
    return position


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

    def __init__(self, at_once: frozenset[str], position: int, tag: str, at: str) -> None:
        self.position, self.tag = position, tag
        self.known: dict[str, store.Known] = {}
        self.sums: dict[int, int] = {}
        self.events: list[store.Event] = []
        self.rows: dict[str, store.NewRow] = {}
        self.covered: list[tuple[str, int, str]] = []  # rows that hold until a publication above them takes effect
        self.bare: set[str] = set()  # keys beneath whose row nothing holds any more
        self._at_once, self._at = at_once, at

    def take(self, changes: Iterable[Change]) -> None:
        """Give `changes` their positions, tags and checksums."""
        sums, known = self.sums, self.known
        for change in changes:
            key, body, publication = change.key, change.body, change.publication
            self.position += 1
            self.tag = arithmetic.next_tag(self.tag, self.position, key, body)
            bucket = arithmetic.bucket_of(key)
            digest = None if body is None else arithmetic.digest(key, body)
            old = known.get(key)
            sums[bucket] = arithmetic.add(sums.get(bucket, 0), old=old and old.digest, new=digest)
            event = (self.position, key, body, publication, self.tag, store.signed(sums[bucket]), self._at)
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
