"""What goes wrong, in three kinds that are never mixed, and the next step of a person for each code. Pure.

Offline: wait, in order. Refused: the centre says no, park, visible. Bug: something is not as it can be, park, alarm.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from msgspec import Struct

from sync.protocol.messages import Refusal


class Kind(StrEnum):
    """Whose turn it is: the network's, the operator's, the maker's."""

    OFFLINE = "offline"
    REFUSED = "refused"
    BUG = "bug"


class Trouble(Struct, frozen=True):
    """Why a request brought nothing. `pause`: seconds the centre asked for; `detail` is for the log and the page."""

    kind: Kind
    code: str
    detail: str = ""
    pause: float = 0.0
    refusal: Refusal | None = None


OFFLINE: Final = frozenset(
    {
        "unreachable",  # no connection: network, address, centre down
        "unknown_host",
        "timed_out",
        "cut",  # the connection ended before the answer did
        "wrong_certificate",  # whoever answers is not our centre
        "too_long",  # an answer beyond the bounds, cut off unread
    }
)

NEXT_STEPS: Final = {
    "unreachable": "check_network",
    "unknown_host": "check_network",
    "timed_out": "check_network",
    "cut": "check_network",
    "too_long": "call_support",
    "wrong_certificate": "check_address",
    "busy": "wait",
    "slow_down": "wait",
    "stopping": "wait",
    "centre_error": "wait",
    "skew": "check_clock",
    "revoked": "enrol_again",
    "unknown_register": "enrol_again",
    "bad_request_signature": "enrol_again",
    "too_many_epochs": "wait",
    "key_half_changed": "rotate_key",
    "fenced": "close_shift",
    "fork": "close_shift",
    "clone": "close_shift",
    "restored": "close_shift",
    "rolled_back": "close_shift",
    "not_allowed": "call_support",
    "unknown_feed": "call_support",
    "journal_write": "check_disk",
    "replica_write": "check_disk",
}
CALL_SUPPORT: Final = "call_support"

_BUGS: Final = frozenset({"chain_broken", "bad_signature", "not_parsed", "too_large"})
_LOAD: Final = frozenset({"busy", "slow_down", "stopping"})


def next_step(code: str) -> str:
    """What a person can do about it, as a code; "" for no trouble."""
    return NEXT_STEPS.get(code, CALL_SUPPORT) if code else ""


def kind_of(status: int, code: str) -> Kind:
    """Say of which kind a refusal of the centre is."""
    if code in _LOAD or status in {408, 425, 429, 502, 503, 504} or status >= 500:
        return Kind.OFFLINE
    return Kind.BUG if code in _BUGS else Kind.REFUSED
