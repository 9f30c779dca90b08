"""What of a key's rows is in force at an instant: publications wait above what they will replace. Any thread."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec
import sqlalchemy as sa

from sync.central.feeds import store
from sync.protocol.feeds import PUBLICATION
from sync.protocol.snapshot_build import SnapshotRow


class Closing(msgspec.Struct):
    """What the centre reads of a publication's closing row."""

    effective_at: str


decode_closing = msgspec.json.Decoder(Closing).decode


def in_effect(connection: sa.Connection, feed: str, at: str) -> frozenset[str]:
    """The publications of a feed that are closed and in effect at the instant `at`, and "" for what needs none."""
    closings = store.bodies_under(connection, PUBLICATION, [feed]).get(feed, {})
    closed = (
        key.removeprefix(PUBLICATION) for key, body in closings.items() if decode_closing(body).effective_at <= at
    )
    return frozenset(("", *closed))


def snapshot_rows(connection: sa.Connection, feed: str, effective: frozenset[str]) -> Iterator[SnapshotRow]:
    """The rows of a feed for a snapshot: in force, each with publication "", and those that wait above."""
    for held in store.held_rows(connection, feed):
        yield from settle(held, effective)


def settle(held: Sequence[store.Held], effective: frozenset[str]) -> Iterator[SnapshotRow]:
    """One key's rows, lowest position first: the one in force, unless it is a tombstone, and what waits above it."""
    first = in_force(held, effective)
    if first >= 0:
        key, position, body, _ = held[first]
        if body is not None:
            yield SnapshotRow(key, position, body)
    for key, position, body, publication in held[first + 1 :]:
        yield SnapshotRow(key, position, body, publication)


def in_force(held: Sequence[store.Held], effective: frozenset[str]) -> int:
    """The place, in one key's rows, of the one in force; -1 when all wait. A closing row waits for nothing."""
    places = (
        place
        for place, (key, _, _, publication) in enumerate(held)
        if publication in effective or key.startswith(PUBLICATION)
    )
    return max(places, default=-1)
