"""Lanes: bounded pools of threads, so that no sort of work takes the threads of another. `run` on the event loop."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Final, TypeVar

from msgspec import Struct

from sync.central.refused import RefusedError

T = TypeVar("T")


class Width(Struct, frozen=True):
    """How many threads, how many more works may wait for one, and when (s) to come again if not even that."""

    threads: int
    queue: int
    retry_after: int = 2


WIDTHS: Final[Mapping[str, Width]] = {
    "live": Width(4, 512),  # some seconds of work: a crowd that comes back waits here rather than knocking again
    "catch_up": Width(2, 32, retry_after=5),
    "pulls": Width(4, 256),
    "waits": Width(2, 20_000, retry_after=15),
    "snapshots": Width(2, 512, retry_after=10),
    "others": Width(2, 64),
}
"""A live push is one register's last sales; one that is long belongs to a register that catches up."""
LIVE_BYTES: Final = 32 * 1024
"""Packed length of a push above which it catches up: less than a full batch's hashes and signatures alone take."""


class Lane:
    """One pool."""

    def __init__(self, name: str, width: Width) -> None:
        self.name = name
        self.width = width
        self.held = 0
        self._pool = ThreadPoolExecutor(width.threads, thread_name_prefix=f"centre-{name}")

    async def run(self, work: Callable[[], T]) -> T:
        """Run `work` in a thread of the lane; `RefusedError` 503 "busy" when too much waits already.

        A caller that is cancelled leaves its work running to the end.
        """
        if self.held >= self.width.threads + self.width.queue:
            raise RefusedError(503, "busy", self.name, retry_after=self.width.retry_after)
        self.held += 1
        future = asyncio.get_running_loop().run_in_executor(self._pool, work)
        future.add_done_callback(self._done)
        return await asyncio.shield(future)

    def _done(self, future: asyncio.Future[T]) -> None:
        self.held -= 1
        if not future.cancelled():
            future.exception()  # whoever waited has it; if nobody did, nobody is to be told again

    def close(self) -> None:
        """Let what runs finish, drop what only waits; returns when the threads have ended."""
        self._pool.shutdown(wait=True, cancel_futures=True)


def open_lanes(widths: Mapping[str, Width] = WIDTHS) -> dict[str, Lane]:
    """Return a lane for each width."""
    return {name: Lane(name, width) for name, width in widths.items()}
