"""How often a PIN may be guessed: wrong ones are counted per person and per register, and waited for.

A wait is served by the machine's steady clock and never by the wall clock, which somebody with a few minutes at the
machine can move either way. Within one start of the machine the steady clock goes on while the program is stopped.
After a restart of the machine nobody can say how long it was off: a wait begins anew with the program. So nobody waits
longer than `LONGEST_WAIT` of a running register, whatever the clocks say. Any thread.
"""

from __future__ import annotations

import math
import uuid
from datetime import timedelta
from pathlib import Path

import msgspec
from msgspec import Struct

from pos_client.db.journal import Writer
from pos_client.services.desk import Desk
from sync.protocol.events import LoginBody

TRIES_PER_PERSON = 5
TRIES_PER_REGISTER = 15
FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(minutes=15)
REGISTER_FADES = timedelta(hours=1)
REGISTER_KEY = "register"
_BOOT_ID = Path("/proc/sys/kernel/random/boot_id")
_MOST_ROUNDS = 16  # more doublings change nothing


def machine_start() -> str:
    """Name this start of the machine; where the system has no name for it, this start of the program."""
    try:
        return _BOOT_ID.read_text(encoding="ascii").strip()
    except (OSError, ValueError):
        return uuid.uuid4().hex


class PinWait(Struct, frozen=True):
    """For how many `seconds` no PIN is looked at (0: at once), and how many tries remain before the next wait."""

    seconds: int
    tries_left: int


class _Last(msgspec.Struct, frozen=True):
    """When the last wrong PIN came: seconds of the steady clock of one start of the machine."""

    start: str
    at: float


class PinGuard:
    """Counts wrong PINs of one register. `start` names the machine's start, since which `desk.steady` counts."""

    def __init__(self, desk: Desk, *, start: str = "") -> None:
        self._desk = desk
        self._start = start or machine_start()
        self._began = desk.steady()

    def wait(self, staff_id: str) -> PinWait:
        """Return how long this person, or this register, has to wait before a PIN is looked at."""
        person, register = self._wait_of(staff_id, TRIES_PER_PERSON), self._wait_of(REGISTER_KEY, TRIES_PER_REGISTER)
        return PinWait(max(person.seconds, register.seconds), min(person.tries_left, register.tries_left))

    def _wait_of(self, key: str, tries: int) -> PinWait:
        count = self._desk.journal.reader().pin_failures(key).count
        left = tries - count % tries
        if count < tries or count % tries:
            return PinWait(0, left)
        rounds = min(count // tries, _MOST_ROUNDS)
        wait = min(FIRST_WAIT * 2 ** (rounds - 1), LONGEST_WAIT).total_seconds()
        return PinWait(max(0, math.ceil(wait - self._since(key))), left)

    def _since(self, key: str) -> float:
        """Return the seconds that surely passed since the last wrong PIN of `key`."""
        kept = self._desk.journal.reader().value(_kept_as(key))
        last = msgspec.json.decode(kept, type=_Last) if kept is not None else None
        if last is not None and last.start == self._start and last.at <= self._desk.steady():
            return self._desk.steady() - last.at
        return self._desk.steady() - self._began

    def count(self, staff_id: str, *, at_till: str = "", permission: str = "") -> None:
        """Count a wrong PIN of `staff_id` and journal it, and the wait that it begins. Blocks until it is on disk.

        `at_till` is whoever was logged in meanwhile, `permission` what an approval was asked for. The register's own
        count fades in a while; a person's ends with the right PIN alone.
        """
        now, reader = self._desk.clock(), self._desk.journal.reader()
        faded = self._since(REGISTER_KEY) > REGISTER_FADES.total_seconds()
        of_register = 1 if faded else reader.pin_failures(REGISTER_KEY).count + 1
        of_person = reader.pin_failures(staff_id).count + 1
        last = msgspec.json.encode(_Last(self._start, self._desk.steady()))

        def remember(writer: Writer) -> None:
            if faded:
                writer.clear_pin_failures(REGISTER_KEY)
            for key in (staff_id, REGISTER_KEY):
                writer.record_pin_failure(key, now)
                writer.put_value(_kept_as(key), last)
            ends = of_person % TRIES_PER_PERSON == 0 or of_register % TRIES_PER_REGISTER == 0
            for how in ("refused", "throttled") if ends else ("refused",):
                body = LoginBody(staff_id=staff_id, how=how, at_till=at_till, permission=permission)
                writer.append("login", body)

        self._desk.record(remember).result()

    def clear(self, staff_id: str) -> None:
        """Forget a person's wrong PINs: the right one came. Blocks until it is on disk when there were any."""
        if self._desk.journal.reader().pin_failures(staff_id).count:
            self._desk.record(lambda writer: writer.clear_pin_failures(staff_id)).result()


def _kept_as(key: str) -> str:
    return f"pin/{key}"
