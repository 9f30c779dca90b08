"""The wall clock is watched: backwards it would put sales into yesterday. A jump is journalled and told, never hidden.

Main thread. `check` is called at the start, then every half minute; while running, the wall clock is measured against
the machine's own steady one.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime, timedelta

from pos_client.services.desk import Desk
from sync.protocol.events import ClockJumpBody, instant

TOLERANCE = timedelta(seconds=5)  # what keeping time over the network corrects by and by
LAST_EVENTS = 5  # those of this start may already carry the wrong time
BACK = "clock_went_back"
AHEAD = "clock_went_ahead"


class ClockWatch:
    """Watches the clock of `desk`. `on_trouble` is called with the code of a jump."""

    def __init__(
        self, desk: Desk, on_trouble: Callable[[str], None], *, steady: Callable[[], float] = time.monotonic
    ) -> None:
        self._desk = desk
        self._on_trouble = on_trouble
        self._steady = steady
        self._seen: tuple[datetime, float] | None = None

    def check(self) -> str:
        """Compare the clock with what it should say; returns the code of a jump, "" for none."""
        now, steady = self._desk.clock(), self._steady()
        expected = self._expected(steady)
        is_first = self._seen is None
        self._seen = (now, steady)
        measured = "event" if is_first else "steady"
        if expected is None:
            return ""
        if now < expected - TOLERANCE:
            return self._note(expected, now, BACK, measured)
        if not is_first and now > expected + TOLERANCE and (now - expected) > timedelta(minutes=1):
            return self._note(expected, now, AHEAD, measured)
        return ""

    def _expected(self, steady: float) -> datetime | None:
        if self._seen is not None:
            wall, then = self._seen
            return wall + timedelta(seconds=steady - then)
        times = self._desk.journal.reader().last_event_times(LAST_EVENTS)
        return max(times, default=None)

    def _note(self, before: datetime, after: datetime, code: str, measured: str) -> str:
        micros = (after - before) // timedelta(microseconds=1)
        body = ClockJumpBody(before=instant(before), after=instant(after), micros=micros, measured=measured)
        self._desk.record(lambda writer: writer.append("clock_jump", body))
        self._on_trouble(code)
        return code
