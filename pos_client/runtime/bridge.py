"""The one bridge between threads and Qt: runs work off the main thread and delivers results on it.

`run` and `deliver` are called on the main thread; `post` on any. What crosses is a frozen delivery carried by a queued
signal, so that no two threads ever touch one object at once.
"""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, TypeVar

from msgspec import Struct
from PySide6.QtCore import QObject, Qt, Signal, Slot

from pos_client.runtime.processors import USABLE

T = TypeVar("T")
_log = logging.getLogger(__name__)


class _Delivery(Struct, frozen=True):
    receive: Callable[[], None]


class Bridge(QObject):
    """Signals: `failed(object)`, an exception that nobody asked for: a bug, shown and logged, never swallowed."""

    failed = Signal(object)
    _delivered = Signal(object)

    def __init__(self, *, workers: int = 4, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(max_workers=workers, thread_name_prefix="work", initializer=_roam)
        self._open = True
        self._delivered.connect(self._receive, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        work: Callable[[], T],
        on_done: Callable[[T], None],
        on_error: Callable[[Exception], None] | None = None,
    ) -> None:
        """Run `work` on a worker; then `on_done(result)` or `on_error(exception)` on the main thread."""
        self.deliver(self._pool.submit(work), on_done, on_error)

    def deliver(
        self,
        future: Future[T],
        on_done: Callable[[T], None],
        on_error: Callable[[Exception], None] | None = None,
    ) -> None:
        """Hand the outcome of `future` to the main thread."""

        def settled(done: Future[T]) -> None:
            if done.cancelled():
                return  # by `close`: nobody waits any more
            error = done.exception()
            if error is None:
                self.post(lambda: on_done(done.result()))
            elif isinstance(error, Exception):
                caught = error
                self.post(lambda: (on_error or self._unexpected)(caught))

        future.add_done_callback(settled)

    def post(self, receive: Callable[[], None]) -> None:
        """Run `receive` on the main thread, in the order of posting. Any thread; dropped after `close`."""
        if self._open:
            self._delivered.emit(_Delivery(receive))

    def listener(self, receive: Callable[[Any], None]) -> Callable[[Any], None]:
        """Return a function for a device thread that hands its one frozen argument to `receive` on the main thread."""
        return lambda news: self.post(lambda: receive(news))

    def close(self) -> None:
        """Stop taking work and wait for what runs; nothing is delivered any more."""
        self._open = False
        self._pool.shutdown(wait=True, cancel_futures=True)

    @Slot(object)
    def _receive(self, delivery: _Delivery) -> None:
        if self._open:
            delivery.receive()

    def _unexpected(self, error: Exception) -> None:
        _log.error("work off the main thread failed", exc_info=error)
        self.failed.emit(error)


def _roam() -> None:
    """What each worker does first: run anywhere.

    A thread begins where the one that started it may run, and a till with a line keeps its main thread off a processor.
    """
    if sys.platform == "linux":
        os.sched_setaffinity(0, USABLE)
