"""How often who may ask: token buckets, judged before anything costs something. On the event loop's thread alone."""

from __future__ import annotations

import math
import re
from collections import OrderedDict
from collections.abc import Callable, Mapping
from typing import Final

from msgspec import Struct, field

MOST_KEPT: Final = 50_000
"""Buckets kept of one sort; beyond it the one longest unused is forgotten, which refills it."""
_KEY: Final = re.compile(r';\s*keyid="([A-Za-z0-9._-]{1,64})"')


class Rate(Struct, frozen=True):
    """`a_second` requests in the long run, `burst` at once."""

    a_second: float
    burst: float


class Rates(Struct, frozen=True):
    """What a service lets through. A register that sells, pulls and waits asks some five times a second at most."""

    everybody: Rate = field(default_factory=lambda: Rate(4_000, 8_000))
    register: Rate = field(default_factory=lambda: Rate(20, 100))
    unproved: Rate = field(default_factory=lambda: Rate(2, 60))
    """Of one address: requests that were refused as not signed by a register of ours."""
    strangers: Rate = field(default_factory=lambda: Rate(0.5, 30))
    """Of one address, for what anybody may ask."""


class _Bucket:
    __slots__ = ("at", "left")

    def __init__(self, left: float, at: float) -> None:
        self.left, self.at = left, at


class Buckets:
    """A bucket for each key. `clock` tells steady seconds."""

    def __init__(self, rate: Rate, clock: Callable[[], float]) -> None:
        self._rate = rate
        self._clock = clock
        self._buckets: OrderedDict[str, _Bucket] = OrderedDict()

    def look(self, key: str) -> int:
        """Return 0 when the bucket of `key` has one to give, or after how many seconds it has."""
        bucket = self._filled(key)
        return 0 if bucket.left >= 1 else max(1, math.ceil((1 - bucket.left) / self._rate.a_second))

    def take(self, key: str) -> int:
        """Take one from the bucket of `key`; returns as `look` does, and takes nothing when it is not 0."""
        seconds = self.look(key)
        if not seconds:
            self._filled(key).left -= 1
        return seconds

    def _filled(self, key: str) -> _Bucket:
        now = self._clock()
        bucket = self._buckets.get(key)
        if bucket is None:
            bucket = self._buckets[key] = _Bucket(self._rate.burst, now)
            if len(self._buckets) > MOST_KEPT:
                self._buckets.popitem(last=False)
        else:
            self._buckets.move_to_end(key)
            bucket.left = min(self._rate.burst, bucket.left + (now - bucket.at) * self._rate.a_second)
            bucket.at = now
        return bucket


class Limits:
    """The buckets of one service.

    Who a request claims to be of is not proved yet when it is judged: a register's bucket is of the address, too, so
    that nobody can empty it from elsewhere; and registers that proved themselves from an address are served there
    although others fail to.
    """

    def __init__(self, rates: Rates, clock: Callable[[], float]) -> None:
        self._everybody = Buckets(rates.everybody, clock)
        self._register = Buckets(rates.register, clock)
        self._unproved = Buckets(rates.unproved, clock)
        self._strangers = Buckets(rates.strangers, clock)
        self._known: OrderedDict[str, None] = OrderedDict()

    def admit(self, address: str, register_id: str, *, is_open: bool) -> int:
        """Return 0 for a request that may go on, else after how many seconds to come again."""
        if is_open:
            return self._strangers.take(address) or self._everybody.take("")
        name = f"{address} {register_id}"
        if name not in self._known:
            seconds = self._unproved.look(address)
            if seconds:
                return seconds
        return self._register.take(name) or self._everybody.take("")

    def judged(self, address: str, register_id: str, *, is_proved: bool) -> None:
        """Note whether a request was signed by whom it claimed.

        Who proved itself stays known: a neighbour behind one address must not shut it out by lying in its name.
        """
        name = f"{address} {register_id}"
        if not is_proved:
            self._unproved.take(address)
            return
        self._known[name] = None
        self._known.move_to_end(name)
        if len(self._known) > MOST_KEPT:
            self._known.popitem(last=False)


def claimed_register(headers: Mapping[str, str]) -> str:
    """Return whose signature a request says to bear, "" when it says nothing of the kind. Not proved."""
    found = _KEY.search(headers.get("signature-input", "")[:400])
    return found[1] if found else ""
