"""Answers to readers of feeds: intervals after a cursor, pages of the state, single buckets. Any thread.

Every answer comes from one consistent read. An interval (from, to] carries the last row of each key in it, so that a
reader who stood at the centre's state of `from` stands exactly at its state of `to`; each event carries the checksum of
its bucket as it was then, so the checksums at `to` come with it. A row of a publication does not stand for the row it
covers: both are told, in the order of their positions.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Iterator
from datetime import UTC, datetime
from typing import Final, NamedTuple

import msgspec
import sqlalchemy as sa

from sync.central.db.database import Database
from sync.central.db.driver import fetch
from sync.central.feeds import store
from sync.central.refused import RefusedError
from sync.protocol import feeds as arithmetic
from sync.protocol.base import instant
from sync.protocol.messages import (
    BucketAnswer,
    BucketRequest,
    Cursor,
    FeedAnswer,
    PullAnswer,
    PullRequest,
    Row,
    StateAnswer,
    StateRequest,
    WaitRequest,
)
from sync.protocol.wire import MOST_ANSWER_BYTES, MOST_BODY_BYTES

MOST_EVENTS: Final = 10_000
"""Events that one answer looks through, whatever they shrink to."""
FEW: Final = 2_000
"""A feed with more changes than this is not told from its beginning: a state read is shorter."""
_AT_ONCE: Final = 500  # events fetched by one query
_PAGE: Final = 1_000
_EXTRA: Final = 64  # bytes that a row costs beside key, body and publication, its share of checksums included
NEEDS_SNAPSHOT: Final = "snapshot"

_log = logging.getLogger(__name__)


class _Told(NamedTuple):
    position: int
    key: str
    body: bytes | None
    publication: str
    tag: str
    checksum: int

    @property
    def size(self) -> int:
        return len(self.key) + len(self.body or b"") + len(self.publication) + _EXTRA

    def row(self) -> Row:
        return row_of(self.key, self.position, self.body, self.publication)


def row_of(key: str, position: int, body: bytes | None, publication: str) -> Row:
    """A row as the wire has it."""
    return Row(key, position, None if body is None else msgspec.Raw(body), publication)


class _Budget:
    """What an answer may still hold."""

    def __init__(self, most_bytes: int) -> None:
        self.bytes = most_bytes
        self.events = MOST_EVENTS
        self.is_untouched = True  # a lone row is always sent


def check_allowed(allowed: frozenset[str], feed: str) -> None:
    """Raise `RefusedError` unless the caller may read `feed`."""
    if feed not in allowed:
        raise RefusedError(403, "not_allowed", f"{feed} is not a feed of this register")


def pull(
    database: Database,
    allowed: frozenset[str],
    request: PullRequest | WaitRequest,
    *,
    now: datetime | None = None,
    most_bytes: int = MOST_ANSWER_BYTES,
    moved_only: bool = False,
    admitted: Callable[[Collection[str]], frozenset[str]] = frozenset,
) -> PullAnswer:
    """Answer each cursor with what comes after it, `most_bytes` of rows at most and a lone row always.

    With `moved_only`, as a wait is answered, feeds with nothing to tell are left out, and rows that do not all fit too.
    A cursor beyond the head or with a tag that its position never had is of a history that is not ours: its reader
    starts that feed anew. `admitted` is told which feeds those are and says which of them may: the caller's own
    account, no other reader's business; the others are left out, as what has not moved.
    """
    now = now or datetime.now(UTC)
    for cursor in request.cursors:
        check_allowed(allowed, cursor.feed)

    def work(connection: sa.Connection) -> tuple[list[FeedAnswer], set[str]]:
        heads = store.read_heads(connection, {cursor.feed for cursor in request.cursors})
        budget = _Budget(most_bytes)
        reader = _Reader(connection, budget)
        answers = [reader.answer(cursor, store.head_of(heads, cursor.feed)) for cursor in request.cursors]
        return answers, reader.lost

    answers, lost = database.read(work)
    if lost:
        left_out = lost - admitted(lost)
        answers = [answer for answer in answers if answer.feed not in left_out]
    if moved_only:
        answers = [_shortened(answer) for answer in answers if answer.needs or answer.head > answer.start]
    return PullAnswer(feeds=tuple(answers), time=instant(now))


def _shortened(answer: FeedAnswer) -> FeedAnswer:
    if answer.to == answer.head or answer.needs:
        return answer
    return msgspec.structs.replace(answer, to=answer.start, tag="", rows=(), checksums=())


class _Reader:
    """Answers cursors within one read."""

    def __init__(self, connection: sa.Connection, budget: _Budget) -> None:
        self._connection = connection
        self._budget = budget
        self.lost: set[str] = set()  # feeds of which a cursor tells a history that is not ours

    def answer(self, cursor: Cursor, head: store.Head) -> FeedAnswer:
        """What comes after `cursor`, or that its reader is to start anew."""
        if cursor.generation == 0 and cursor.position == 0 and _is_short(head):
            cursor = msgspec.structs.replace(cursor, generation=head.generation, tag=arithmetic.NO_TAG)
        elif cursor.generation != head.generation:
            return _start_anew(cursor, head)
        if cursor.position > head.position or (cursor.position == head.position and cursor.tag != head.tag):
            return self._lost(cursor, head)
        if cursor.position == head.position:
            return _answer(cursor, head, _Interval(cursor))
        if cursor.position < head.floor:
            return _start_anew(cursor, head)
        return self._after(cursor, head)

    def _after(self, cursor: Cursor, head: store.Head) -> FeedAnswer:
        interval = _Interval(cursor)
        tag: str | None
        if cursor.position == head.floor:
            tag, events = head.floor_tag, self._events(cursor.position, head)
        else:  # what the cursor stands at is read with what follows
            events = self._events(cursor.position - 1, head)
            at = next(events, None)
            tag = at.tag if at is not None and at.position == cursor.position else None
        if cursor.tag != tag:
            return self._lost(cursor, head)
        for told in events:
            if told.position != interval.to + 1:
                _log.error("feed %s has a hole after position %d", head.feed, interval.to)
                return _start_anew(cursor, head)
            if not interval.take(told, self._budget):
                break
        if interval.to < head.position and not interval.is_full:
            _log.error("feed %s lacks what follows position %d", head.feed, interval.to)
            return _start_anew(cursor, head)
        self._budget.bytes -= interval.size
        return _answer(cursor, head, interval)

    def _events(self, after: int, head: store.Head) -> Iterator[_Told]:
        while True:
            found = fetch(
                self._connection,
                "SELECT position, key, body, publication, tag, checksum FROM feed_event"
                " WHERE feed = ? AND position > ? AND position <= ? ORDER BY position LIMIT ?",
                (head.feed, after, head.position, _AT_ONCE),
            )
            for row in found:
                yield _Told(*row)
            if len(found) < _AT_ONCE:
                return
            after = found[-1][0]

    def _lost(self, cursor: Cursor, head: store.Head) -> FeedAnswer:
        self.lost.add(head.feed)
        return _start_anew(cursor, head)


def _is_short(head: store.Head) -> bool:
    is_catalogue = head.feed.startswith("catalogue:")  # a register builds no catalogue: the file is made for it
    return not is_catalogue and head.floor == 0 and head.position <= FEW


class _Interval:
    """The last rows of an interval as it grows, event by event."""

    def __init__(self, cursor: Cursor) -> None:
        self.to, self.tag = cursor.position, cursor.tag
        self.size = 0
        self.is_full = False
        self.sums: dict[int, int] = {}
        self._rows: dict[str, list[_Told]] = {}

    def take(self, told: _Told, budget: _Budget) -> bool:
        """Go on to the next event, unless the answer would grow too long."""
        before = self._rows.get(told.key, [])
        kept = [row for row in before if told.publication and row.publication != told.publication]
        size = self.size + told.size + sum(row.size for row in kept) - sum(row.size for row in before)
        if budget.events <= 0 or (size > budget.bytes and not budget.is_untouched):
            self.is_full = True
            return False
        budget.events -= 1
        budget.is_untouched = False
        self.size = size
        self._rows[told.key] = [*kept, told]
        self.sums[arithmetic.bucket_of(told.key)] = told.checksum
        self.to, self.tag = told.position, told.tag
        return True

    def rows(self) -> tuple[Row, ...]:
        """The rows in the order of their positions."""
        told = sorted((row for rows in self._rows.values() for row in rows), key=lambda row: row.position)
        return tuple(row.row() for row in told)


def _answer(cursor: Cursor, head: store.Head, interval: _Interval) -> FeedAnswer:
    return FeedAnswer(
        feed=head.feed,
        generation=head.generation,
        start=cursor.position,
        to=interval.to,
        head=head.position,
        tag=interval.tag,
        rows=interval.rows(),
        checksums=tuple(
            (bucket, arithmetic.spell(store.unsigned(checksum))) for bucket, checksum in sorted(interval.sums.items())
        ),
    )


def _start_anew(cursor: Cursor, head: store.Head) -> FeedAnswer:
    return FeedAnswer(
        feed=head.feed,
        generation=head.generation,
        start=cursor.position,
        to=cursor.position,
        head=head.position,
        tag=cursor.tag,
        needs=NEEDS_SNAPSHOT,
    )


def state(
    database: Database,
    allowed: frozenset[str],
    request: StateRequest,
    *,
    now: datetime | None = None,
    most_bytes: int = MOST_ANSWER_BYTES,
) -> StateAnswer:
    """A page of the feed's rows as they are now, by key and then by position; a key is never parted."""
    check_allowed(allowed, request.feed)

    def work(connection: sa.Connection) -> tuple[store.Head, list[Row], bool]:
        head = store.head_of(store.read_heads(connection, [request.feed]), request.feed)
        rows: list[Row] = []
        size = 0
        for held in store.held_rows(connection, request.feed, after=request.after, most=_PAGE):
            size += sum(len(key) + len(body or b"") + len(named) + _EXTRA for key, _, body, named in held)
            if rows and size > most_bytes:
                return head, rows, False
            rows.extend(row_of(*row) for row in held)
            if len(rows) >= _PAGE:
                return head, rows, False
        return head, rows, True

    head, rows, done = database.read(work)
    return StateAnswer(
        feed=request.feed,
        generation=head.generation,
        position=head.position,
        tag=head.tag,
        rows=tuple(rows),
        done=done,
        time=instant(now or datetime.now(UTC)),
    )


def bucket(
    database: Database, allowed: frozenset[str], request: BucketRequest, *, now: datetime | None = None
) -> BucketAnswer:
    """One bucket whole, as it is now; refused when it is longer than a body may be (take a new snapshot then)."""
    check_allowed(allowed, request.feed)

    def work(connection: sa.Connection) -> tuple[store.Head, list[Row], int]:
        head = store.head_of(store.read_heads(connection, [request.feed]), request.feed)
        rows: list[Row] = []
        size = 0
        for held in store.held_rows(connection, request.feed, bucket=request.bucket):
            size += sum(len(key) + len(body or b"") + len(named) + _EXTRA for key, _, body, named in held)
            if size > MOST_BODY_BYTES:
                raise RefusedError(413, "too_large", f"bucket {request.bucket} of {request.feed}")
            rows.extend(row_of(*row) for row in held)
        return head, rows, store.bucket_sum(connection, request.feed, request.bucket)

    head, rows, checksum = database.read(work)
    return BucketAnswer(
        feed=request.feed,
        generation=head.generation,
        bucket=request.bucket,
        position=head.position,
        tag=head.tag,
        checksum=arithmetic.spell(checksum),
        rows=tuple(rows),
        time=instant(now or datetime.now(UTC)),
    )
