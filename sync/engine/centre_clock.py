"""The centre's time as the register knows it, from the time that its answers tell. Pure.

Kept as the distance from the steady clock, so that a jump of the register's own clock changes nothing: the offset to
the own clock follows from it at each moment. A sample is off by half its round trip at most; a long one moves little.
"""

from __future__ import annotations

from typing import Final

from sync.engine.steps import Now

LONGEST_TRIP: Final = 10.0
"""Seconds: what took longer says too little of the time."""
JUMP: Final = 2_000_000
"""µs: further from what was known, a sample is taken as it is."""
WEIGHT: Final = 0.2
MOST_OFFSET: Final = 100 * 366 * 86_400 * 1_000_000
"""µs: a hundred years; what is beyond is nonsense and is not taken."""


class CentreClock:
    """What must be added to the register's clock. `offset` of before the start serves until the first answer."""

    def __init__(self, offset: int = 0) -> None:
        self._first = max(-MOST_OFFSET, min(MOST_OFFSET, offset))
        self._base: float | None = None  # centre's µs at steady 0
        self.is_measured = False

    def sample(self, sent: Now, now: Now, centre: int) -> None:
        """Take the centre's time (µs since 1970) of an answer to what was sent at `sent`."""
        trip = now.steady - sent.steady
        if not 0 <= trip <= LONGEST_TRIP or abs(centre - now.wall) > MOST_OFFSET:
            return
        base = centre - (sent.steady + trip / 2) * 1_000_000
        if self._base is None or abs(base - self._base) > JUMP + trip * 500_000:
            self._base = base
        else:
            self._base += (base - self._base) * WEIGHT
        self.is_measured = True

    def take(self, now: Now, centre: int) -> None:
        """Take the centre's time as it is: it refused a request for its date."""
        if abs(centre - now.wall) <= MOST_OFFSET:
            self._base = centre - now.steady * 1_000_000
            self.is_measured = True

    def offset(self, now: Now) -> int:
        """Return the µs to add to the register's clock as it goes now."""
        return self._first if self._base is None else round(self._base + now.steady * 1_000_000) - now.wall

    def time(self, now: Now) -> int:
        """Return the centre's time, µs since 1970, as far as it is known."""
        return max(0, now.wall + self.offset(now))
