"""Dead time of keys that finish: 400 ms after their screen appears, and never on auto-repeat."""

from __future__ import annotations

import time
from collections.abc import Callable

DEAD_MS = 400


class KeyGuard:
    """Tells whether a finishing key may act now. `arm()` when its screen appears; `clock` gives seconds."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._armed_at: float | None = None

    def arm(self) -> None:
        """Start the dead time."""
        self._armed_at = self._clock()

    def allows(self, *, auto_repeat: bool = False) -> bool:
        """Return True when a press counts: not repeated by the keyboard, and the dead time is over."""
        if auto_repeat:
            return False
        return self._armed_at is None or (self._clock() - self._armed_at) * 1000 >= DEAD_MS
