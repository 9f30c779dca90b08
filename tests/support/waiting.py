"""Waiting for a condition with a deadline: the test fails with what was waited for, never hangs, never oversleeps."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

Seen = TypeVar("Seen")


def wait_until(condition: Callable[[], Seen], what: str, seconds: float = 10.0) -> Seen:
    """Call `condition` until what it returns is true, and return that; `AssertionError` naming `what` after `seconds`.

    For threads and processes. Where Qt's event loop has to run, use pytest-qt's `qtbot.waitUntil` or `waitSignal`.
    """
    deadline = time.monotonic() + seconds
    pause = 0.001
    while True:
        seen = condition()
        if seen:
            return seen
        if time.monotonic() >= deadline:
            raise AssertionError(f"waited {seconds:g} s in vain for: {what}")
        time.sleep(pause)
        pause = min(pause * 1.5, 0.05)
