"""Rows of a feed in a replica file, whatever tables they are in: newer wins, checksums are kept and looked at.

Used by the sync process alone. Everything that writes runs inside one transaction of its caller; a `Sums` lives as long
as that transaction and is stored at its end.
"""

from __future__ import annotations

import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from typing import Any, Final, NamedTuple

from msgspec import Struct, field

from sync.protocol import feeds
from sync.protocol.messages import BucketAnswer, FeedAnswer, Row

SLICE_SECONDS: Final = 0.02
REST_SECONDS: Final = 0.001
_PACE: Final = 32  # rows between two looks at the clock
_PAGE: Final = 200


class Known(NamedTuple):
    """The newest row of a key: the position it came from, its digest (0: it will be removed)."""

    position: int
    digest: int


class Pace:
    """Works in slices of at most 20 ms with a rest between them, so that a sale finds the processor free."""

    def __init__(self) -> None:
        self._end = time.monotonic() + SLICE_SECONDS
        self._count = 0

    def step(self) -> None:
        """Call it for every row."""
        self._count += 1
        if self._count % _PACE == 0 and time.monotonic() >= self._end:
            time.sleep(REST_SECONDS)
            self._end = time.monotonic() + SLICE_SECONDS


class Sums:
    """The checksums of a feed's buckets within one transaction. `position`: a bucket is whole from there on."""

    def __init__(self, stored: Callable[[int], tuple[Any, ...] | None]) -> None:
        """`stored` reads a bucket's checksum, as 8 bytes, and position."""
        self._stored = stored
        self.changed: dict[int, tuple[int, int]] = {}

    def of(self, bucket: int) -> tuple[int, int]:
        """Checksum and position of a bucket."""
        found = self.changed.get(bucket)
        if found is None:
            stored = self._stored(bucket)
            found = (0, 0) if stored is None else (int.from_bytes(stored[0]), stored[1])
        return found

    def change(self, bucket: int, old: int | None, new: int | None) -> None:
        """A row of the bucket went from digest `old` to `new`; None is no row."""
        checksum, position = self.of(bucket)
        self.changed[bucket] = feeds.add(checksum, old=old, new=new), position

    def set(self, bucket: int, checksum: int, position: int) -> None:
        """The bucket is now whole at `position`."""
        self.changed[bucket] = checksum, position

    def differing(self, answer: FeedAnswer) -> tuple[int, ...]:
        """The buckets that are not as the answer says; those that are ahead of it cannot be compared."""
        found = []
        for bucket, told in answer.checksums:
            checksum, position = self.of(bucket)
            if position <= answer.to and feeds.spell(checksum) != told:
                found.append(bucket)
        return tuple(found)


class FeedRows(ABC):
    """The rows of one feed. `sums` opens its checksums, `store_sums` keeps what has changed of them."""

    @abstractmethod
    def sums(self) -> Sums:
        """The checksums as they are stored."""

    @abstractmethod
    def store_sums(self, sums: Sums) -> None:
        """Store those that have changed."""

    @abstractmethod
    def newest(self, bucket: int, key: str) -> Known | None:
        """The newest row of `key`, in force or not."""

    @abstractmethod
    def take(self, bucket: int, row: Row) -> None:
        """Keep a row unless a newer one of its kind is there."""

    @abstractmethod
    def replace_bucket(self, bucket: int, rows: Sequence[Row]) -> None:
        """Make the bucket hold `rows` and nothing else, whatever is there."""

    @abstractmethod
    def in_bucket(self, bucket: int, after: str, most: int) -> Sequence[tuple[str, int, int]]:
        """At most `most` (key, position, digest) in force, in the order of keys, above `after`."""

    def waiting_in(self, bucket: int) -> Sequence[tuple[str, int, int]]:  # noqa: ARG002 - few feeds have any
        """The newest row not in force of each key, as (key, position, digest)."""
        return ()

    def apply(self, rows: Sequence[Row], sums: Sums) -> set[int]:
        """Take in `rows` in any order; returns the buckets they are in."""
        pace, touched = Pace(), set()
        for row in rows:
            pace.step()
            bucket = feeds.bucket_of(row.key)
            known = self.newest(bucket, row.key)
            self.take(bucket, row)
            if known is None or row.position > known.position:
                new = None if row.body is None else feeds.digest(row.key, bytes(row.body))
                sums.change(bucket, known and known.digest, new)
            touched.add(bucket)
        return touched

    def repair(self, answer: BucketAnswer, sums: Sums) -> bool:
        """Make one bucket what the answer says; False when it is older than what is there. `ValueError`."""
        if any(feeds.bucket_of(row.key) != answer.bucket or row.position > answer.position for row in answer.rows):
            raise ValueError(f"{answer.feed}: rows that are not of bucket {answer.bucket} at {answer.position}")
        if sums.of(answer.bucket)[1] > answer.position:
            return False
        self.replace_bucket(answer.bucket, answer.rows)
        found = Checking(answer.bucket)
        found.go_on(self, None)
        if feeds.spell(found.checksum) != answer.checksum:
            raise ValueError(f"{answer.feed}: bucket {answer.bucket} is not of its checksum")
        sums.set(answer.bucket, found.checksum, answer.position)
        return True


class Checking(Struct):
    """A bucket's checksum computed from its rows, page after page."""

    bucket: int
    checksum: int = 0
    _after: str = ""
    _positions: dict[str, tuple[int, int]] = field(default_factory=dict)

    def go_on(self, rows: FeedRows, until: float | None) -> bool:
        """Read on until the monotonic instant `until`; True when the bucket has been read whole."""
        while True:
            page = rows.in_bucket(self.bucket, self._after, _PAGE)
            for key, position, digest in page:
                self.checksum = feeds.add(self.checksum, old=None, new=digest)
                self._positions[key] = position, digest
            if len(page) < _PAGE:
                break
            self._after = page[-1][0]
            if until is not None and time.monotonic() >= until:
                return False
        for key, position, digest in rows.waiting_in(self.bucket):
            below, old = self._positions.get(key, (0, 0))
            if position > below:
                self.checksum = feeds.add(self.checksum, old=old, new=digest)
        return True
