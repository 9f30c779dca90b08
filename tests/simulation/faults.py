"""What goes wrong in a world, and how often. A likelihood is of each occasion, or of a world; 0 is never."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from msgspec import Struct
from msgspec.structs import replace


class CrashError(BaseException):
    """A process dies here: no `except Exception` of the product may live through it."""


class Faults(Struct, frozen=True):
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
    revoke: float = 0.0  # of a world: a register's keys are revoked
    centre_full: float = 0.0  # a write of the centre finds its disk full
    skew: float = 0.0
    seconds: float = 60.0  # how long faults last
    readers: float = 0.2  # of a register: somebody reads its replica while it is written
    publications: float = 0.3  # of a world: prices that change together, some of them later

    def none(self) -> Faults:
        """The same world when faults have stopped; clocks stay as wrong as they are."""
        return replace(Faults(), skew=self.skew, readers=self.readers)


PROFILES: Final[Mapping[str, Faults]] = {
    "calm": Faults(),
    "rough": Faults(
        lose_request=0.08, lose_answer=0.08, duplicate=0.08, late=0.1, tamper=0.03, replay=0.05, crash_before=0.01,
        crash_after=0.01, disk_full=0.01, offline=0.02, poison=0.03, old_version=0.05, clone=0.15, restore=0.15,
        centre_restored=0.15, revoke=0.05, centre_full=0.01, skew=7200.0, seconds=120.0,
    ),
    "crashes": Faults(lose_answer=0.05, crash_before=0.08, crash_after=0.08),
    "clones": Faults(lose_answer=0.1, duplicate=0.05, late=0.05, clone=1.0),
    "restores": Faults(lose_request=0.1, lose_answer=0.1, late=0.05, offline=0.3, restore=1.0),
    "centre": Faults(lose_answer=0.1, late=0.05, centre_restored=1.0),
    "clocks": Faults(lose_answer=0.1, late=0.1, old_version=0.1, skew=86_400.0),
    "disks": Faults(lose_answer=0.05, disk_full=0.15, centre_full=0.1),
    "wire": Faults(lose_request=0.2, lose_answer=0.2, duplicate=0.3, late=0.4),
    "offline": Faults(lose_answer=0.05, offline=1.0, seconds=300.0),
    "attackers": Faults(tamper=0.3, replay=1.0, lose_answer=0.05, poison=0.15, old_version=0.1, revoke=0.4),
    "prices": Faults(lose_answer=0.1, duplicate=0.1, late=0.05, readers=1.0, publications=1.0),
}  # fmt: skip
"""Worlds of every kind; each but the first two is heavy in one thing."""
