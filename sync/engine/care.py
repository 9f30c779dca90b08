"""What the register needs without the network: publications take effect in time, checksums are looked at when idle.

And of the journal what is old goes, some events at a time: by the lesser of this clock and the centre's, once that was
measured, and up to where the centre's verified copies hold it.
"""

from __future__ import annotations

from typing import Final

from sync.engine.core import Core
from sync.engine.ports import PortError
from sync.engine.steps import Now, Send, Sleep
from sync.engine.trouble import Kind, Trouble
from sync.protocol.wire import WireResponse

EFFECT_EVERY: Final = 1.0
CHECK_EVERY: Final = 5.0
PURGE_EVERY: Final = 5.0
PURGE_PAUSE: Final = 600.0
"""Seconds until it is looked again after there was nothing to remove."""


class CareLane:
    """Sends nothing. Effective times are judged by the centre's clock as it is known."""

    name = "care"

    def __init__(self, core: Core) -> None:
        self._core = core
        self._due = 0.0
        self._check = 0.0
        self._purge = 0.0
        self._turn = 0

    def next(self, now: Now) -> Send | Sleep:
        """Do what is due."""
        if now.steady >= self._due:
            self._due = now.steady + EFFECT_EVERY
            try:
                self._care(now)
            except PortError as error:
                self._core.note_trouble(self.name, now, Trouble(Kind.BUG, error.code, str(error)[:200]))
            else:
                self._core.note_cared(self.name)
        return Sleep(self._due)

    def answered(self, now: Now, response: WireResponse) -> None:  # noqa: ARG002 - one shape for all lanes
        """Nothing was asked."""
        raise RuntimeError("this lane asks nothing")

    def failed(self, now: Now, why: str) -> None:  # noqa: ARG002
        """Nothing was asked."""
        raise RuntimeError("this lane asks nothing")

    def _care(self, now: Now) -> None:
        replica = self._core.ports.replica
        if replica.take_effect(self._core.clock.time(now)):
            self._core.on_changed(frozenset({"catalogue"}))
        self._forget_old(now)
        if now.steady < self._check:
            return
        self._check = now.steady + CHECK_EVERY
        starting = self._core.starting()
        ready = [one.feed for one in replica.cursors() if one.generation and one.feed not in starting]
        if ready:
            self._turn = (self._turn + 1) % len(ready)
            feed = ready[self._turn]
            self._core.repair(feed, replica.check_some(feed))

    def _forget_old(self, now: Now) -> None:
        keep = self._core.keep
        if keep is None or now.steady < self._purge or not self._core.clock.is_measured:
            return
        self._purge = now.steady + PURGE_EVERY
        if not self._core.ports.journal.purge(keep, min(now.wall, self._core.clock.time(now))):
            self._purge = now.steady + PURGE_PAUSE
