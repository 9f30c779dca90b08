"""What both ends compute of a feed alike: a row's digest, its bucket, a bucket's checksum, the running tag. Pure.

A checksum is the sum of its rows' digests modulo 2^64, so that one row changes it without reading the others. It finds
accidents; against forgery stand TLS and the centre's own records. Keys of feeds are listed here, bodies in `wire.md`.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable
from typing import Final

BUCKETS: Final = 256
NO_TAG: Final = ""
_MASK: Final = 2**64 - 1

TILLS: Final = "tills"
"""Key in a location's stock feed: there while none of its registers is heard, with when the last one was."""
PUBLICATION: Final = "publication/"
"""Key prefix of a publication's closing row, whose body is {"effective_at": instant, "count": rows}."""


def catalogue_feed(zone: str) -> str:
    """Products, prices and promotions of a price zone."""
    return f"catalogue:{zone}"


def stock_feed(location_id: str) -> str:
    """On hand by sku at one location, and up to which event of each register it includes."""
    return f"stock:{location_id}"


def store_feed(location_id: str) -> str:
    """What all registers of a store share: profile, tender kinds, reasons, roles, open items, settings."""
    return f"store:{location_id}"


def register_feed(register_id: str) -> str:
    """What one register alone is told: its settings, the staff who may log in there, grants, what may be purged."""
    return f"register:{register_id}"


def bucket_of(key: str) -> int:
    """The bucket of a key, 0 to `BUCKETS` - 1."""
    return zlib.crc32(key.encode()) % BUCKETS


def digest(key: str, body: bytes) -> int:
    """The digest of a live row: the first 8 bytes of SHA-256 over the key, a zero byte and the body's very bytes."""
    return int.from_bytes(hashlib.sha256(key.encode() + b"\0" + body).digest()[:8])


def add(checksum: int, *, old: int | None, new: int | None) -> int:
    """A bucket's checksum after one row went from digest `old` to `new`; None is no row (or a tombstone)."""
    return (checksum - (old or 0) + (new or 0)) & _MASK


def checksum(digests: Iterable[int]) -> int:
    """The checksum of a whole bucket."""
    return sum(digests) & _MASK


def spell(checksum: int) -> str:
    """A checksum as the wire has it: 16 hexadecimal digits."""
    return f"{checksum:016x}"


def next_tag(tag: str, position: int, key: str, body: bytes | None) -> str:
    """The feed's running tag after the change at `position`: two histories that differ once differ from then on."""
    told = hashlib.sha256(f"{tag}|{position}|{key}|".encode())
    told.update(b"-" if body is None else body)
    return told.hexdigest()[:16]
