"""The feeds' way to the register: a held request that answers as soon as something moved, and pulls of what is long.

A feed that was never read, or that has to be read anew, belongs to the download lane until it is at a position.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sync.engine.core import Core
from sync.engine.lane import BaseLane, Question
from sync.engine.steps import Now, Sleep
from sync.engine.trouble import Kind, Trouble
from sync.protocol.feeds import stock_feed
from sync.protocol.messages import Cursor, FeedAnswer, PullAnswer, PullRequest, WaitRequest
from sync.protocol.wire import LONGEST_WAIT, MOST_CURSORS, PULL, SHORTEST_WAIT, WAIT

PULL_TIMEOUT: Final = 30.0
WAIT_ROOM: Final = 15.0
"""Seconds that a held answer may be late."""
WAIT_WHILE_STARTING: Final = 1
"""Seconds of a wait while other feeds are still being read for the first time: they join the next one."""
LOOK_AGAIN: Final = 60.0
MOST_HOLES: Final = 3
MOST_EMPTY: Final = 5
"""Answers in a row, faster than `SHORT` seconds, that brought nothing: the centre is not holding them."""
SHORT: Final = 0.5
POLL_EVERY: Final = 15.0
WAITS_BEFORE_POLLING: Final = 2
POLL_FOR: Final = 300.0
"""Seconds of plain polling after held requests kept failing where short ones succeed."""


class LiveLane(BaseLane):
    """Follows every feed of the register that stands at a position."""

    name = "live"

    def __init__(self, core: Core) -> None:
        super().__init__(core)
        self._behind: set[str] = set()  # the centre has more of these than it sent
        self._holes: dict[str, int] = {}
        self._empty = 0
        self._failed_waits = 0
        self._poll_until = 0.0
        self._polled = 0.0
        self._turn = 0  # which group of cursors a pull takes, when they are more than one request may name

    def _choose(self, now: Now) -> Question | Sleep:
        starting, ready = self.core.starting(), []
        for cursor in self.core.ports.replica.cursors():
            if not cursor.generation:
                self.core.start_anew(cursor.feed)
            elif cursor.feed not in starting:
                ready.append(cursor)
        if not ready:
            return Sleep(now.steady + LOOK_AGAIN)
        ready.sort(key=self._rank)
        behind = [cursor for cursor in ready if cursor.feed in self._behind]
        if behind:
            return self._pull(now, behind[:MOST_CURSORS])
        if now.steady < self._poll_until:
            if now.steady < self._polled + POLL_EVERY:
                return Sleep(self._polled + POLL_EVERY)
            return self._pull(now, self._group(ready, 0))
        if len(ready) > MOST_CURSORS and now.steady >= self._polled + POLL_EVERY:
            return self._pull(now, self._group(ready, MOST_CURSORS))
        return self._wait(now, ready)

    def _rank(self, cursor: Cursor) -> tuple[bool, str]:
        return (self._is_slow(cursor.feed), cursor.feed)

    def _is_slow(self, feed: str) -> bool:
        """Stock of other locations need not wake the register at once."""
        return feed.startswith("stock:") and feed != stock_feed(self.core.identity.location_id)

    def _group(self, ready: Sequence[Cursor], after: int) -> Sequence[Cursor]:
        rest = ready[after:]
        groups = -(-len(rest) // MOST_CURSORS)
        self._turn = (self._turn + 1) % groups
        return rest[self._turn * MOST_CURSORS : (self._turn + 1) * MOST_CURSORS]

    # --- asking

    def _pull(self, now: Now, cursors: Sequence[Cursor]) -> Question:
        self._polled = now.steady
        return Question(
            method="POST",
            path=PULL,
            timeout=PULL_TIMEOUT,
            kind=PullAnswer,
            message=PullRequest(cursors=tuple(cursors), status=self.core.own_status(now)),
            took=lambda now, answer: self._took(now, answer, cursors),
        )

    def _wait(self, now: Now, ready: Sequence[Cursor]) -> Question:
        cursors = tuple(ready[:MOST_CURSORS])
        seconds = WAIT_WHILE_STARTING if self.core.starting() else self.core.rng.randint(SHORTEST_WAIT, LONGEST_WAIT)
        if len(ready) > MOST_CURSORS:
            seconds = min(seconds, int(POLL_EVERY))
        return Question(
            method="POST",
            path=WAIT,
            timeout=seconds + WAIT_ROOM,
            kind=PullAnswer,
            message=WaitRequest(
                cursors=cursors,
                slow=tuple(cursor.feed for cursor in cursors if self._is_slow(cursor.feed)),
                seconds=seconds,
                status=self.core.own_status(now),
            ),
            held=True,
            took=lambda later, answer: self._waited(now, later, answer, cursors),
            refused=self._wait_failed,
        )

    def _wait_failed(self, now: Now, trouble: Trouble) -> bool:
        """Held requests that are cut where short ones pass: poll for a while."""
        if trouble.code in {"timed_out", "cut"}:
            self._failed_waits += 1
            if self._failed_waits >= WAITS_BEFORE_POLLING:
                self._failed_waits = 0
                self._poll_until = now.steady + POLL_FOR
        return False

    # --- taking in

    def _waited(self, sent: Now, now: Now, answer: PullAnswer, cursors: Sequence[Cursor]) -> Trouble | None:
        self._failed_waits = 0
        trouble = self._took(now, answer, cursors)
        is_hurried = now.steady - sent.steady < SHORT and not any(one.head > one.start for one in answer.feeds)
        self._empty = self._empty + 1 if is_hurried else 0
        if trouble is None and self._empty >= MOST_EMPTY:
            self._empty = 0
            return Trouble(Kind.BUG, "wait_not_held", f"{MOST_EMPTY} empty answers at once")
        return trouble

    def _took(self, now: Now, answer: PullAnswer, cursors: Sequence[Cursor]) -> Trouble | None:
        asked = {cursor.feed: cursor for cursor in cursors}
        changed: set[str] = set()
        trouble: Trouble | None = None
        for one in answer.feeds:
            cursor = asked.pop(one.feed, None)
            if cursor is None:
                return Trouble(Kind.BUG, "not_asked", one.feed)
            found = self._take_feed(now, one, cursor, changed)
            trouble = trouble or found
        for cursor in asked.values():  # left out: they did not move
            self._behind.discard(cursor.feed)
        if changed:
            self.core.on_changed(frozenset(changed))
        return trouble

    def _take_feed(self, now: Now, one: FeedAnswer, cursor: Cursor, changed: set[str]) -> Trouble | None:
        if one.needs or one.generation != cursor.generation:
            self._anew(one.feed)
            return None
        if not one.start <= one.to <= one.head:
            return Trouble(Kind.BUG, "not_understood", f"{one.feed}: ({one.start}, {one.to}] of {one.head}")
        try:
            applied = self.core.ports.replica.apply(one)
        except ValueError as error:
            self._anew(one.feed)
            return Trouble(Kind.BUG, "row_not_understood", f"{one.feed}: {error}"[:200])
        if applied.hole:
            return self._met_hole(one)
        self._holes.pop(one.feed, None)
        self.core.note_feed(now, one, one.head)
        if applied.rows:
            changed.add(one.feed)
        self.core.repair(one.feed, applied.mismatched)
        if one.head > one.to:
            if one.to == one.start and one.feed in self._behind:
                self._behind.discard(one.feed)
                return Trouble(Kind.BUG, "no_progress", f"{one.feed} stays at {one.to} of {one.head}")
            self._behind.add(one.feed)
        else:
            self._behind.discard(one.feed)
        return None

    def _met_hole(self, one: FeedAnswer) -> Trouble | None:
        """Nothing was applied: ask again from where we stand; what stays a hole is read anew."""
        self._holes[one.feed] = self._holes.get(one.feed, 0) + 1
        self._behind.add(one.feed)
        if self._holes[one.feed] < MOST_HOLES:
            return None
        self._anew(one.feed)
        return Trouble(Kind.BUG, "hole", f"{one.feed} from {one.start}")

    def _anew(self, feed: str) -> None:
        self._behind.discard(feed)
        self._holes.pop(feed, None)
        self.core.start_anew(feed)
