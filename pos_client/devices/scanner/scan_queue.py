"""What scanners delivered and the main thread has not taken yet: bounded, thread-safe.

Put from any reader thread, drained by the runtime on the main thread. A read is lost only when the queue is full, and
then it is said: one `BadRead("queue_full")` for each stretch of lost reads, in its place.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from threading import Lock
from typing import TypeAlias

from pos_client.devices.ports import BadRead, DeviceStatus, Scan
from pos_client.devices.scanner.decoding import printable

CAPACITY = 256
ScannerEvent: TypeAlias = Scan | BadRead | DeviceStatus


def _no_one() -> None:
    """Nobody waits."""


class ScanQueue:
    """A `ScannerListener` that keeps events until they are drained.

    `notify` is called on the putting thread, once each time the queue stops being empty; it must not block. Of the
    statuses of one device only the newest is kept, so they never push out a read.
    """

    def __init__(self, notify: Callable[[], None] = _no_one, *, capacity: int = CAPACITY) -> None:
        if capacity < 1:
            raise ValueError(f"a queue holds at least one read, got {capacity}")
        self._notify = notify
        self._capacity = capacity
        self._lock = Lock()
        self._reads: deque[Scan | BadRead] = deque()
        self._statuses: dict[tuple[str, str], DeviceStatus] = {}
        self._lost = 0
        self._since = 0

    def __call__(self, event: ScannerEvent) -> None:
        """Keep `event`; when full, remember that it was lost."""
        with self._lock:
            was_empty = not self._reads and not self._statuses
            if was_empty:
                self._since = time.monotonic_ns()
            if isinstance(event, DeviceStatus):
                self._statuses[event.device, event.name] = event
            elif len(self._reads) < self._capacity:
                self._reads.append(event)
            else:
                self._overflow(event)
        if was_empty:
            self._notify()

    def _overflow(self, event: Scan | BadRead) -> None:
        self._lost += 1
        if len(self._reads) == self._capacity:  # one place more than the capacity, for saying so
            sample = printable(event.text) if isinstance(event, Scan) else event.sample
            self._reads.append(BadRead("queue_full", event.scanner, sample))

    @property
    def since(self) -> int:
        """When the oldest event that is kept came, in ns of `time.monotonic_ns`; of the last one kept when empty."""
        with self._lock:
            return self._since

    @property
    def lost(self) -> int:
        """Reads lost to a full queue since the start."""
        with self._lock:
            return self._lost

    def drain(self) -> list[ScannerEvent]:
        """Everything kept, statuses first, reads in their order; the queue is empty after."""
        with self._lock:
            events: list[ScannerEvent] = [*self._statuses.values(), *self._reads]
            self._statuses.clear()
            self._reads.clear()
        return events
