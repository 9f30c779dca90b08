"""A replica that is asked by one thread at a time, whichever lane asks."""

from __future__ import annotations

import threading
from pathlib import Path

from sync.engine.ports import Applied, ReplicaPort
from sync.protocol.messages import BucketAnswer, Cursor, FeedAnswer, SnapshotAnswer, StateAnswer


class SerialReplica:
    """A `ReplicaPort` in front of another; each call waits for the one before. Any thread."""

    def __init__(self, replica: ReplicaPort) -> None:
        self._replica = replica
        self._gate = threading.Lock()

    def cursors(self) -> tuple[Cursor, ...]:
        """See `ReplicaPort`, as of every method here."""
        with self._gate:
            return self._replica.cursors()

    def apply(self, answer: FeedAnswer) -> Applied:
        """Apply the rows of one feed."""
        with self._gate:
            return self._replica.apply(answer)

    def apply_state(self, answer: StateAnswer, *, first: StateAnswer) -> None:
        """Take in a page of a state read."""
        with self._gate:
            self._replica.apply_state(answer, first=first)

    def apply_bucket(self, answer: BucketAnswer) -> bool:
        """Replace one bucket."""
        with self._gate:
            return self._replica.apply_bucket(answer)

    def check_some(self, feed: str) -> tuple[int, ...]:
        """Recompute some checksums."""
        with self._gate:
            return self._replica.check_some(feed)

    def download(self, offer: SnapshotAnswer) -> tuple[Path, int]:
        """Say where a snapshot's bytes go."""
        with self._gate:
            return self._replica.download(offer)

    def install(self, offer: SnapshotAnswer, downloaded: Path) -> None:
        """Switch to a snapshot."""
        with self._gate:
            self._replica.install(offer, downloaded)

    def take_effect(self, now_micros: int) -> bool:
        """Make publications visible."""
        with self._gate:
            return self._replica.take_effect(now_micros)
