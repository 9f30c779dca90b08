"""What goes wrong in a world, and how often. A likelihood is of each occasion; 0 is never."""

from __future__ import annotations

from dataclasses import dataclass, replace


class CrashError(BaseException):
    """A process dies here: no `except Exception` of the product may live through it."""


@dataclass(frozen=True, slots=True)
class Faults:
    """Likelihoods. `skew` is the most that a register's clock is wrong by, in seconds."""

    lose_request: float = 0.0
    lose_answer: float = 0.0
    duplicate: float = 0.0
    late: float = 0.0  # an answer or a copy comes up to a minute late
    tamper: float = 0.0
    replay: float = 0.0  # an old request is sent again by somebody else
    crash_before: float = 0.0  # before a commit, at either end
    crash_after: float = 0.0  # after a commit, before anybody hears of it
    disk_full: float = 0.0  # a write of the replica or of an acknowledgement is refused
    offline: float = 0.0  # a register's line goes down for minutes
    poison: float = 0.0  # an event that the centre cannot interpret
    old_version: float = 0.0  # an event as an old program wrote it
    clone: float = 0.0  # of a world: a register's disk is copied and both are used
    restore: float = 0.0  # of a world: a register's journal is lost and restored from its copy
    centre_restored: float = 0.0  # of a world: the centre loses its last minutes
    skew: float = 0.0

    def none(self) -> Faults:
        """The same world when faults have stopped; clocks stay as wrong as they are."""
        return replace(Faults(), skew=self.skew)


CALM = Faults()
ROUGH = Faults(
    lose_request=0.08,
    lose_answer=0.08,
    duplicate=0.08,
    late=0.1,
    tamper=0.03,
    replay=0.05,
    crash_before=0.01,
    crash_after=0.01,
    disk_full=0.01,
    offline=0.02,
    poison=0.03,
    old_version=0.05,
    clone=0.15,
    restore=0.15,
    centre_restored=0.15,
    skew=7200.0,
)
