"""Waking who waits for feeds: 10,000 waiting tasks on one event loop, indexed by feed.

`watch` and what it returns belong to the loop's thread; commits of this process come in from any thread, those of
others by PostgreSQL's NOTIFY (sent after the commit, coalesced, on a connection of its own) or, at the latest, by the
sweep: every 250 ms the heads of watched feeds are read and compared with what their readers hold. Wakes are hints: one
may be for nothing, and none is needed for correctness.
"""

from __future__ import annotations

import asyncio
import random
import threading
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Final, Self

from sync.central.db.database import Database
from sync.central.feeds.pulse import Pulse

SLOW: Final = (10.0, 14.0)


class Watch:
    """One reader's interest, from before it reads until it has waited. Use as a context manager, on the loop."""

    def __init__(self, notifier: Notifier, feeds: frozenset[str], slow: frozenset[str]) -> None:
        self.feeds, self.slow = feeds, slow
        self.since: dict[str, int] = {}
        self._notifier = notifier
        self._moved: set[str] = set()
        self._slow_from = notifier.loop.time() + random.uniform(*notifier.slow)  # noqa: S311 - spreads load, guards nothing
        self._waiting: asyncio.Future[None] | None = None
        self._is_closing = False

    def __enter__(self) -> Self:
        self._notifier._add(self)  # noqa: SLF001 - two halves of one thing
        return self

    def __exit__(self, *_error: object) -> None:
        self._notifier._remove(self)  # noqa: SLF001

    def hit(self, feed: str) -> None:
        """A feed moved. A slow one that rests is noticed when its rest is over."""
        self._moved.add(feed)
        if feed not in self.slow or self._notifier.loop.time() >= self._slow_from:
            self._wake()

    def end(self) -> None:
        """No more wakes will come: let the reader go."""
        self._is_closing = True
        self._wake()

    def _wake(self) -> None:
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_result(None)

    async def wait(self, seconds: float, since: Mapping[str, int]) -> frozenset[str]:
        """Wait until a feed has moved that is not slow, or a slow one has and its rest is over; return what moved.

        `since` is the position the reader now holds of each feed: whatever is known to be beyond counts as moved. After
        `seconds`, or when the notifier closes, whatever has moved by then, slow ones too, is returned: mostly nothing.
        """
        loop = self._notifier.loop
        end = loop.time() + seconds
        self.since = dict(since)
        self._moved |= self._notifier._ahead(self)  # noqa: SLF001
        while True:
            now = loop.time()
            is_due = not self._moved <= self.slow or (self._moved and now >= self._slow_from)
            if is_due or now >= end or self._is_closing:
                moved, self._moved = frozenset(self._moved), set()
                return moved
            await self._sleep((min(end, self._slow_from) if now < self._slow_from else end) - now)

    async def _sleep(self, seconds: float) -> None:
        self._waiting = self._notifier.loop.create_future()
        timer = self._notifier.loop.call_later(seconds, self._wake)
        try:
            await self._waiting
        finally:
            timer.cancel()
            self._waiting = None


class Notifier:
    """Wakes watches of one process. `start` on the loop's thread, `close` once from any thread.

    A wait is not woken for its slow feeds before a random number of seconds within `slow`.
    """

    def __init__(self, database: Database, *, slow: tuple[float, float] = SLOW) -> None:
        self._database = database
        self.slow = slow
        self._watches: dict[str, set[Watch]] = {}
        self._known: dict[str, int] = {}  # by watched feed: every watch of it holds this position or a later one
        self._fresh: set[str] = set()  # watched since the last sweep
        self._lock = threading.Lock()
        self._hints: set[str] = set()
        self._is_scheduled = False
        self._pulse: Pulse | None = None
        self.loop: asyncio.AbstractEventLoop

    def start(self, loop: asyncio.AbstractEventLoop) -> None:
        """Begin to listen."""
        self.loop = loop
        self._pulse = Pulse(self._database, hint=self._hint, sweep=self._swept, watched=self._watched)
        self._pulse.start()
        self._database.listeners.append(self._committed)

    def close(self) -> None:
        """Stop listening and let every waiting reader go; returns when the threads have ended."""
        if self._pulse is None:
            return
        self._database.listeners.remove(self._committed)
        self._pulse.close()
        self._pulse = None
        self._call(self._end)

    def watch(self, feeds: Iterable[str], slow: Iterable[str] = ()) -> Watch:
        """Interest in `feeds`, of which those in `slow` wake at most every 10 s (jittered)."""
        feeds = frozenset(feeds)
        return Watch(self, feeds, feeds & frozenset(slow))

    async def wait(
        self, feeds: Iterable[str], slow: Iterable[str], seconds: float, since: Mapping[str, int]
    ) -> frozenset[str]:
        """Wait for what comes after `since`; a commit between the read and this call is found by the next sweep."""
        with self.watch(feeds, slow) as watch:
            return await watch.wait(seconds, since)

    # --- on the loop's thread

    def _add(self, watch: Watch) -> None:
        for feed in watch.feeds:
            self._watches.setdefault(feed, set()).add(watch)

    def _remove(self, watch: Watch) -> None:
        for feed in watch.feeds:
            others = self._watches.get(feed)
            if others is not None:
                others.discard(watch)
                if not others:
                    del self._watches[feed]
                    self._known.pop(feed, None)

    def _ahead(self, watch: Watch) -> set[str]:
        """The feeds known to be beyond what the watch holds; the others' known positions become no higher than that."""
        ahead = set()
        for feed, position in watch.since.items():
            if feed in watch.feeds:
                if feed not in self._known:
                    self._known[feed] = position
                    self._fresh.add(feed)
                elif self._known[feed] > position:
                    ahead.add(feed)
        return ahead

    def _wake(self) -> None:
        with self._lock:
            hints, self._hints = self._hints, set()
            self._is_scheduled = False
        for feed in hints:
            for watch in tuple(self._watches.get(feed, ())):
                watch.hit(feed)

    def _compare(self, heads: Mapping[str, int]) -> None:
        for feed, position in heads.items():
            if position > self._known.get(feed, position):
                self._known[feed] = position
                for watch in tuple(self._watches.get(feed, ())):
                    if watch.since.get(feed, position) < position:
                        watch.hit(feed)

    def _end(self) -> None:
        for watch in {watch for watches in self._watches.values() for watch in watches}:
            watch.end()

    # --- on any thread

    def _committed(self, feeds: frozenset[str]) -> None:
        self._hint(feeds)
        if self._pulse is not None:
            self._pulse.tell(feeds)

    def _hint(self, feeds: Collection[str]) -> None:
        with self._lock:
            self._hints.update(feeds)
            if self._is_scheduled:
                return
            self._is_scheduled = True
        self._call(self._wake)

    def _watched(self, *, fresh: bool) -> list[str]:
        # each copy is one step of the interpreter, so the loop's thread may change the original meanwhile
        if not fresh:
            return list(self._known)
        taken, self._fresh = self._fresh, set()
        return list(taken)

    def _swept(self, heads: Mapping[str, int]) -> None:
        self._call(self._compare, heads)

    def _call(self, function: Callable[..., None], *arguments: object) -> None:
        try:
            self.loop.call_soon_threadsafe(function, *arguments)
        except RuntimeError:
            if not self.loop.is_closed():
                raise
