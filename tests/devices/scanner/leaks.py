"""What device tests share: a check for leaked threads and descriptors, and a listener that can be waited for."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Generic, TypeVar

T = TypeVar("T")
PATIENCE = 15.0


def _descriptors() -> set[tuple[str, str]]:
    found = set()
    for entry in Path("/proc/self/fd").iterdir():
        try:
            found.add((entry.name, str(entry.readlink())))
        except OSError:  # the listing's own descriptor
            continue
    return {(fd, target) for fd, target in found if target.startswith(("socket:", "pipe:", "/dev/pts", "/dev/ptmx"))}


@contextmanager
def nothing_leaked() -> Iterator[None]:
    threads = set(threading.enumerate())
    descriptors = _descriptors()
    yield
    end = time.monotonic() + PATIENCE
    for thread in set(threading.enumerate()) - threads:
        thread.join(max(end - time.monotonic(), 0.0))
    assert set(threading.enumerate()) - threads == set()
    assert _descriptors() - descriptors == set()


class Recorder(Generic[T]):
    """Collects what a thread hands over; `wait` returns as soon as enough has come, and fails at a deadline."""

    def __init__(self) -> None:
        self._condition = threading.Condition()
        self.events: list[T] = []

    def __call__(self, event: T) -> None:
        with self._condition:
            self.events.append(event)
            self._condition.notify_all()

    def wait(self, enough: Callable[[list[T]], bool], what: str) -> list[T]:
        with self._condition:
            assert self._condition.wait_for(lambda: enough(self.events), PATIENCE), f"no {what}: {self.events!r:.2000}"
            return list(self.events)
