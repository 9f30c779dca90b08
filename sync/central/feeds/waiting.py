"""Holding a wait until it has something to tell: the whole of it but the transport. On the event loop."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

from sync.central.feeds.notifier import Notifier
from sync.protocol.base import instant
from sync.protocol.messages import PullAnswer, WaitRequest

Read = Callable[[], Awaitable[PullAnswer]]


async def hold(
    notifier: Notifier, request: WaitRequest, read: Read, clock: Callable[[], datetime] = lambda: datetime.now(UTC)
) -> PullAnswer:
    """Answer a wait: at once when there is news, else when there is, else empty after the seconds asked for.

    `read` is `pull(database, allowed, request, most_bytes=MOST_WAIT_ANSWER_BYTES, moved_only=True)` off the loop. The
    interest is registered before the first read, so nothing falls between reading and waiting. News of slow feeds alone
    are held back for their rest.
    """
    since = {cursor.feed: cursor.position for cursor in request.cursors}
    with notifier.watch(since, request.slow) as watch:
        end = notifier.loop.time() + request.seconds
        is_due = False
        while True:
            answer = await read()
            if any(told.needs or told.feed not in watch.slow for told in answer.feeds):
                return answer
            for told in answer.feeds:
                watch.hit(told.feed)
            left = end - notifier.loop.time()
            if left <= 0 or (is_due and answer.feeds):
                return answer
            moved = await watch.wait(left, since)
            if not moved:
                return PullAnswer(feeds=(), time=instant(clock()))
            is_due = moved <= watch.slow
