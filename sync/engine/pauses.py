"""How long to wait after a failure: full jitter, doubling up to a cap. Pure; randomness comes from outside."""

from __future__ import annotations

import random
from typing import Final

from sync.engine.trouble import Kind, Trouble

LEAST: Final = 0.1
MOST_ASKED: Final = 600.0
"""Seconds; a centre that asks for a longer pause is asked again after this one."""
_BOUNDS: Final = {Kind.OFFLINE: (0.5, 60.0), Kind.REFUSED: (10.0, 600.0), Kind.BUG: (5.0, 300.0)}


class Pauses:
    """Counts failures in a row of one lane."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng
        self._failures = 0
        self._kind: Kind | None = None

    def after(self, trouble: Trouble) -> float:
        """Return how many seconds to wait after one more failure; a failure of another kind counts from one."""
        self._failures = self._failures + 1 if trouble.kind is self._kind else 1
        self._kind = trouble.kind
        first, most = _BOUNDS[trouble.kind]
        return max(LEAST, self._rng.uniform(0, min(most, first * 2 ** min(self._failures - 1, 30))))

    def asked(self, seconds: float) -> float:
        """Return the pause for a centre that asked for one: never less than asked, and up to half as much again."""
        return min(MOST_ASKED, seconds) * self._rng.uniform(1.0, 1.5)

    def over(self) -> None:
        """Forget the failures: something has succeeded."""
        self._failures = 0
        self._kind = None
