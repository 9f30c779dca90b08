"""What a lane and what drives it say to each other. Pure.

A driver asks `next(now)`: it is told to send a request, and then calls `answered` or `failed` exactly once before it
asks again, or to sleep; it may ask earlier than told, and does when `Core.on_wake` named the lane.
"""

from __future__ import annotations

import math
from typing import Final, NamedTuple, Protocol

from msgspec import Struct

from sync.protocol.wire import WireRequest, WireResponse

NEVER: Final = math.inf


class Now(NamedTuple):
    """A moment by the register's two clocks.

    `steady` in seconds never goes back and counts while the machine sleeps, where the system has such a clock; `wall`
    is the register's own clock in µs since 1970, right or wrong.
    """

    steady: float
    wall: int


class Send(Struct, frozen=True):
    """Send this request; give up after `timeout` seconds without an answer."""

    request: WireRequest
    timeout: float


class Sleep(Struct, frozen=True):
    """Nothing to send until `until` (steady seconds; `NEVER`: until woken)."""

    until: float


class Lane(Protocol):
    """One stream of requests, one under way at a time. Used by one thread at a time."""

    name: str

    def next(self, now: Now) -> Send | Sleep:
        """Say what to do now."""
        ...

    def answered(self, now: Now, response: WireResponse) -> None:
        """Take the answer of the request under way, whatever it is."""
        ...

    def failed(self, now: Now, why: str) -> None:
        """Take note that there was no answer; `why` is a code of `trouble.OFFLINE`."""
        ...
