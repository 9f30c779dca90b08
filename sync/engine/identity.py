"""Who this register is to the centre, and what it tells of itself. Frozen values; pure."""

from __future__ import annotations

from dataclasses import dataclass

from sync.protocol.messages import Signed


@dataclass(frozen=True, slots=True)
class Identity:
    """`ca_public_key`: the 32 bytes of the centre's key, which signs grants and acknowledgements.

    `grant` is the newest one that the register holds, None when it holds none.
    """

    register_id: str
    location_id: str
    ca_public_key: bytes
    grant: Signed | None = None


@dataclass(frozen=True, slots=True)
class About:
    """What operators are told of this register. `free_disk` in bytes; `journal`: "ok" or a code of its check."""

    version: str = ""
    free_disk: int = 0
    journal: str = ""
