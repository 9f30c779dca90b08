"""A request and its answer as values, apart from what carries them, and the bounds both ends keep. Pure, any thread.

The engine makes a `WireRequest` and is given a `WireResponse`; the centre does the other half. HTTP carries them in the
program, a scheduler in the simulation. Bodies here are as on the wire: compressed when a `content-encoding` says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from msgspec import Struct, field

PREFIX: Final = "/v1"

# paths, below PREFIX
CA: Final = "/ca"
ENROL: Final = "/enrol"
PUSH: Final = "/push"
PULL: Final = "/pull"
WAIT: Final = "/wait"
STATE: Final = "/state"
BUCKET: Final = "/bucket"
SNAPSHOT: Final = "/snapshot"
SNAPSHOT_FILE: Final = "/snapshot-file"
STOCK: Final = "/stock"
EPOCH: Final = "/epoch"
ROTATE: Final = "/rotate"
RESCUE: Final = "/rescue"

MOST_PUSH_EVENTS: Final = 500
MOST_PUSH_BYTES: Final = 1024 * 1024
"""Of the events' own bytes in one push; a lone event is always accepted, up to `schemas.most_bytes` of its type."""
MOST_BODY_BYTES: Final = 4 * 1024 * 1024
"""Of any body, after decompression. A longer one is refused unread."""
MOST_ANSWER_BYTES: Final = 1024 * 1024
"""Of the rows in one answer to a pull; a lone row is always sent."""
MOST_WAIT_ANSWER_BYTES: Final = 64 * 1024
"""Of the rows in one answer to a wait; above it only positions are told and the register pulls."""
MOST_CURSORS: Final = 200
LONGEST_WAIT: Final = 55
SHORTEST_WAIT: Final = 25
MOST_SKEW: Final = 300
"""Seconds that a signature's `created` may differ from the centre's clock."""

EPOCH_HEADER: Final = "omnitill-epoch"
IDEMPOTENCY_HEADER: Final = "idempotency-key"


class WireRequest(Struct, frozen=True):
    """A request: `path` from `PREFIX` on, `query` without its question mark, header names in small letters."""

    method: str
    path: str
    query: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""


class WireResponse(Struct, frozen=True):
    """An answer; header names in small letters."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
