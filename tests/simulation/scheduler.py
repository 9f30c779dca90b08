"""One seeded order of everything that happens: the time of the simulated world, and who acts next."""

from __future__ import annotations

import heapq
import itertools
import random
from collections.abc import Callable

START = 1_800_000_000.0  # seconds since 1970: where every world begins


class Scheduler:
    """Acts in order of time, ties in order of asking. `now` is seconds since 1970, the true time."""

    def __init__(self, seed: int) -> None:
        self.rng = random.Random(seed)
        self.now = START
        self._acts: list[tuple[float, int, Callable[[], None]]] = []
        self._numbers = itertools.count()

    def after(self, seconds: float, act: Callable[[], None]) -> None:
        """Do `act` in so many seconds."""
        heapq.heappush(self._acts, (self.now + max(0.0, seconds), next(self._numbers), act))

    def run(self, until: float, most: int = 6_000) -> int:
        """Act until the true time `until`; returns how many acts there were."""
        count = 0
        while self._acts and self._acts[0][0] <= until:
            if count >= most:
                raise AssertionError(f"invariant 15: {most} acts and no end: something turns in a circle")
            self.now, _number, act = heapq.heappop(self._acts)
            act()
            count += 1
        self.now = max(self.now, until)
        return count

    def chance(self, likelihood: float) -> bool:
        """True as often as `likelihood` (0 to 1) says."""
        return self.rng.random() < likelihood
