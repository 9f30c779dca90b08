"""What is read from the beginning or again: snapshots of catalogues, state of other feeds, buckets that differ.

A lane of its own, so that a long download never keeps a price change or a sale from going its way.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final
from urllib.parse import urlencode

from msgspec import Struct

from sync.engine.core import Core
from sync.engine.lane import BaseLane, Question
from sync.engine.ports import PortError
from sync.engine.steps import Now, Sleep
from sync.engine.trouble import Kind, Trouble
from sync.protocol import feeds
from sync.protocol.messages import BucketAnswer, BucketRequest, Cursor, SnapshotAnswer, StateAnswer, StateRequest
from sync.protocol.snapshot import CATALOGUE_VERSION
from sync.protocol.wire import BUCKET, SNAPSHOT, SNAPSHOT_FILE, STATE, WireResponse

TIMEOUT: Final = 60.0
OFFER_TIMEOUT: Final = 180.0
"""Seconds; the centre may have to build the snapshot first."""
RANGE: Final = 4 * 1024 * 1024
MOST_SNAPSHOT: Final = 8 * 1024 * 1024 * 1024
LOOK_AGAIN: Final = 60.0
MOST_REPAIRS: Final = 3
"""Of one bucket within `REPAIRS_COUNT_FOR` seconds; after that the feed is read anew."""
_AFTER_REPAIRS: Final = 3
"""What ranks below it is needed before anything is repaired."""
REPAIRS_COUNT_FOR: Final = 3_600.0
ASK_AGAIN: Final = 0.5
"""Seconds until a bucket is asked for again that newer rows made useless."""


class _Start(Struct):
    """A feed being read anew: of a catalogue the `offer` and the file, of others the `first` page and the last key."""

    feed: str
    offer: SnapshotAnswer | None = None
    path: Path | None = None
    have: int = 0
    first: StateAnswer | None = None
    after: str = ""


class DownloadLane(BaseLane):
    """Does one thing after the other, what the till needs most first."""

    name = "download"

    def __init__(self, core: Core) -> None:
        super().__init__(core)
        self._starts: dict[str, _Start] = {}
        self._repairs: dict[tuple[str, int], list[float]] = {}
        self._not_before: dict[tuple[str, int], float] = {}

    def _choose(self, now: Now) -> Question | Sleep:
        starting = self.core.starting()
        for feed in set(self._starts) - starting:
            del self._starts[feed]
        cursors = {cursor.feed: cursor for cursor in self.core.ports.replica.cursors()}
        for feed in starting - cursors.keys():
            self.core.started(feed)  # followed no more
        wanted = sorted(starting & cursors.keys(), key=lambda feed: self._rank(cursors[feed]))
        is_bare = [feed for feed in wanted if self._rank(cursors[feed])[0] < _AFTER_REPAIRS]
        if is_bare:
            return self._start(is_bare[0])
        until = LOOK_AGAIN + now.steady
        for feed, bucket in self.core.repairs():
            if feed not in cursors:
                self.core.repaired(feed, bucket)
                continue
            due = self._not_before.get((feed, bucket), 0.0)
            if due <= now.steady:
                return self._repair(now, feed, bucket)
            until = min(until, due)
        return self._start(wanted[0]) if wanted else Sleep(until)

    def _rank(self, cursor: Cursor) -> tuple[int, bool, str]:
        kind = cursor.feed.partition(":")[0]
        own = cursor.feed == feeds.stock_feed(self.core.identity.location_id)
        rank = {"register": 0, "store": 1, "stock": 4}.get(kind, 5 if cursor.generation else 2)
        return rank, not own, cursor.feed

    def _start(self, feed: str) -> Question:
        start = self._starts.setdefault(feed, _Start(feed))
        if not feed.startswith("catalogue:"):
            return self._page(start)
        return self._offer(start) if start.offer is None else self._range(start, start.offer)

    # --- state reads

    def _page(self, start: _Start) -> Question:
        return Question(
            method="POST",
            path=STATE,
            timeout=TIMEOUT,
            kind=StateAnswer,
            message=StateRequest(feed=start.feed, after=start.after),
            took=lambda now, answer: self._took_page(now, answer, start),
        )

    def _took_page(self, now: Now, page: StateAnswer, start: _Start) -> Trouble | None:
        first = start.first or page
        if page.feed != start.feed:
            return Trouble(Kind.BUG, "not_asked", page.feed)
        keys = [row.key for row in page.rows]
        if keys != sorted(keys) or (keys and keys[0] <= start.after) or not (keys or page.done):
            del self._starts[start.feed]
            return Trouble(Kind.BUG, "not_understood", f"{page.feed}: a page not in the order of keys")
        if page.generation != first.generation:
            del self._starts[start.feed]  # another history: from its beginning
            return None
        try:
            self.core.ports.replica.apply_state(page, first=first)
        except ValueError as error:
            del self._starts[start.feed]
            return Trouble(Kind.BUG, "row_not_understood", f"{page.feed}: {error}"[:200])
        start.first, start.after = first, keys[-1] if keys else start.after
        if page.done:
            self._is_there(now, start.feed, first.position)
        return None

    # --- snapshots

    def _offer(self, start: _Start) -> Question:
        return Question(
            method="GET",
            path=SNAPSHOT,
            timeout=OFFER_TIMEOUT,
            kind=SnapshotAnswer,
            query=urlencode({"feed": start.feed, "version": CATALOGUE_VERSION}),
            held=True,
            took=lambda now, offer: self._took_offer(now, offer, start),
        )

    def _took_offer(self, now: Now, offer: SnapshotAnswer, start: _Start) -> Trouble | None:
        if offer.feed != start.feed or offer.version != CATALOGUE_VERSION:
            return Trouble(Kind.BUG, "not_asked", f"{offer.feed} version {offer.version}")
        if not 0 < offer.size <= MOST_SNAPSHOT or not 0 < offer.plain_size <= MOST_SNAPSHOT:
            return Trouble(Kind.BUG, "too_long", f"a snapshot of {offer.size}, plain {offer.plain_size} bytes")
        path, have = self.core.ports.replica.download(offer)
        if have > offer.size:
            path.unlink(missing_ok=True)
            return Trouble(Kind.BUG, "snapshot_invalid", f"{have} of {offer.size} bytes")
        start.offer, start.path, start.have = offer, path, have
        self.core.note_download(have, offer.size)
        return self._install(now, start) if have == offer.size else None

    def _range(self, start: _Start, offer: SnapshotAnswer) -> Question:
        last = min(offer.size, start.have + RANGE) - 1
        return Question(
            method="GET",
            path=SNAPSHOT_FILE,
            timeout=TIMEOUT,
            kind=None,
            query=urlencode({"name": offer.name}),
            more=(
                ("accept", "application/octet-stream"),
                ("accept-encoding", "identity"),
                ("range", f"bytes={start.have}-{last}"),
            ),
            took=lambda now, response: self._took_range(now, response, start, offer, last),
            refused=lambda _now, trouble: self._range_refused(trouble, start),
        )

    def _took_range(
        self, now: Now, response: WireResponse, start: _Start, offer: SnapshotAnswer, last: int
    ) -> Trouble | None:
        expected = f"bytes {start.have}-{last}/{offer.size}"
        told = response.headers.get("content-range", "")
        whole = response.status == 200 and start.have == 0 and len(response.body) == offer.size
        part = response.status == 206 and told == expected and len(response.body) == last + 1 - start.have
        if not (whole or part) or response.headers.get("content-encoding", "identity") != "identity":
            return Trouble(Kind.BUG, "not_understood", f"{told[:60]!r} of {expected!r}, {len(response.body)} bytes")
        self._append(start, response.body)
        self.core.note_download(start.have, offer.size)
        return self._install(now, start) if start.have == offer.size else None

    def _append(self, start: _Start, data: bytes) -> None:
        """Write behind what is there; a file that somebody else changed is given up."""
        if start.path is None:
            raise RuntimeError("a range before the file")
        try:
            with start.path.open("ab") as file:
                if file.tell() != start.have:
                    start.offer = None
                    raise PortError("replica_write", f"{start.path.name} is of {file.tell()}, not {start.have} bytes")
                file.write(data)
        except OSError as error:
            start.offer = None  # how much was written is looked at anew
            raise PortError("replica_write", str(error)) from error
        start.have += len(data)

    def _range_refused(self, trouble: Trouble, start: _Start) -> bool:
        if trouble.kind is not Kind.OFFLINE:
            start.offer = None  # the file is gone, or another: ask for an offer again, after a pause
        return False

    def _install(self, now: Now, start: _Start) -> Trouble | None:
        offer, path = start.offer, start.path
        if offer is None or path is None:
            raise RuntimeError("an installation before the offer")
        del self._starts[start.feed]
        self.core.note_download(0, 0)
        try:
            self.core.ports.replica.install(offer, path)
        except ValueError as error:
            return Trouble(Kind.BUG, "snapshot_invalid", f"{offer.feed}: {error}"[:200])
        self._is_there(now, offer.feed, offer.position)
        return None

    def _is_there(self, now: Now, feed: str, position: int) -> None:
        self._starts.pop(feed, None)
        for cursor in self.core.ports.replica.cursors():
            if cursor.feed == feed:
                self.core.note_feed(now, cursor, position)
        self.core.started(feed)
        self.core.on_changed(frozenset({feed}))

    # --- buckets

    def _repair(self, now: Now, feed: str, bucket: int) -> Question | Sleep:
        key = (feed, bucket)
        times = [at for at in self._repairs.get(key, []) if now.steady - at < REPAIRS_COUNT_FOR]
        if len(times) >= MOST_REPAIRS:
            self._repairs.pop(key, None)
            self.core.start_anew(feed)
            return Sleep(now.steady)
        return Question(
            method="POST",
            path=BUCKET,
            timeout=TIMEOUT,
            kind=BucketAnswer,
            message=BucketRequest(feed=feed, bucket=bucket),
            took=lambda now, answer: self._took_bucket(now, answer, key, times),
        )

    def _took_bucket(self, now: Now, answer: BucketAnswer, key: tuple[str, int], times: list[float]) -> Trouble | None:
        feed, bucket = key
        if (answer.feed, answer.bucket) != key:
            return Trouble(Kind.BUG, "not_asked", f"{answer.feed} {answer.bucket}")
        if _checksum(answer) != answer.checksum:
            return Trouble(Kind.BUG, "not_understood", f"{feed}: bucket {bucket} is not of its checksum")
        cursor = next((one for one in self.core.ports.replica.cursors() if one.feed == feed), None)
        if cursor is None or cursor.generation != answer.generation:
            self.core.start_anew(feed)
            return None
        self._repairs[key] = [*times, now.steady]
        try:
            fits = self.core.ports.replica.apply_bucket(answer)
        except ValueError as error:
            self.core.start_anew(feed)
            return Trouble(Kind.BUG, "row_not_understood", f"{feed}: {error}"[:200])
        if not fits:
            self._not_before[key] = now.steady + ASK_AGAIN
            return None
        self._not_before.pop(key, None)
        self.core.repaired(feed, bucket)
        self.core.on_changed(frozenset({feed}))
        return None


def _checksum(answer: BucketAnswer) -> str:
    """The checksum of a bucket's rows: of each key the one with the highest position counts."""
    last = {row.key: row for row in sorted(answer.rows, key=lambda row: row.position)}
    return feeds.spell(
        feeds.checksum(feeds.digest(row.key, bytes(row.body)) for row in last.values() if row.body is not None)
    )
