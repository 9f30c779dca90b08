"""The hash chain of a register's journal: header, hash, genesis, event ids. Pure but for `new_event_id`; any thread.

An event is stored and sent as the canonical JSON array [header, body]. Its hash covers the previous event's hash, the
header and the body, each length-prefixed, under a domain tag; spec.md gives the bytes.
"""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime

import msgspec

from sync.protocol import canonical

EVENT_TAG = b"omnitill.journal.event.1"
GENESIS_TAG = b"omnitill.journal.genesis.1"
SHORT_HASH_DIGITS = 8
FIRST_PROVISIONAL = 1_000_000_000
"""From here on the number of an epoch is one that a restored register took itself: seconds since 2026 make it its own.

No centre grants such an epoch, none is pushed: its events come inside a granted one, as `carried` events.
"""


class ChainError(ValueError):
    """Bytes that are no event: `code` is "not_an_event" or "not_canonical"."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(f"{code}: {detail}")
        self.code = code


class Header(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Where an event stands. `at` is the register's wall clock, `offset` the µs to add for the centre's.

    `previous` is the hash of the event before, in hexadecimal; of the first of an epoch, the genesis hash.
    """

    register: str
    epoch: int
    seq: int
    id: str
    type: str
    version: int
    at: str
    previous: str
    offset: int = 0


class Envelope(msgspec.Struct, frozen=True, array_like=True):
    """An event taken apart: the header read, the body as its very bytes."""

    header: Header
    body: msgspec.Raw


_envelope_decoder = msgspec.json.Decoder(Envelope)
_raw_decoder = msgspec.json.Decoder(tuple[msgspec.Raw, msgspec.Raw])


def is_provisional(epoch: int) -> bool:
    """Tell whether no centre granted this epoch."""
    return epoch >= FIRST_PROVISIONAL


def genesis_hash(register_id: str, epoch: int) -> bytes:
    """Return what the first event of an epoch names as its previous hash, so that chains cannot be grafted."""
    return hashlib.sha256(GENESIS_TAG + canonical.encode({"epoch": epoch, "register": register_id})).digest()


def event_hash(previous: bytes, header: bytes, body: bytes) -> bytes:
    """Return the SHA-256 of an event: tag, previous hash (32 bytes), then header and body with their lengths."""
    return hashlib.sha256(
        b"".join((EVENT_TAG, previous, len(header).to_bytes(4), header, len(body).to_bytes(4), body))
    ).digest()


def seal(header: Header, body: bytes) -> tuple[bytes, bytes]:
    """Return (bytes of the event, hash) for a header and canonical body bytes."""
    head = canonical.encode_struct(header)
    return b"[%b,%b]" % (head, body), event_hash(bytes.fromhex(header.previous), head, body)


def open_event(data: bytes) -> tuple[Header, bytes, bytes]:
    """Return (header, body bytes, hash computed anew from `data`); `ChainError` when `data` is no event."""
    try:
        envelope = _envelope_decoder.decode(data)
        head, body = _raw_decoder.decode(data)
        previous = bytes.fromhex(envelope.header.previous)
    except (msgspec.DecodeError, ValueError, RecursionError) as error:
        raise ChainError("not_an_event", str(error)) from None
    if len(previous) != hashlib.sha256().digest_size:
        raise ChainError("not_an_event", "the previous hash is not of 32 bytes")
    head_bytes, body_bytes = bytes(head), bytes(body)
    if len(head_bytes) + len(body_bytes) + 3 != len(data) or canonical.encode_struct(envelope.header) != head_bytes:
        raise ChainError("not_canonical", "the envelope is not spelled canonically")
    return envelope.header, body_bytes, event_hash(previous, head_bytes, body_bytes)


def short_hash(digest: bytes) -> str:
    """Return what a receipt prints of a hash: the first eight hexadecimal digits, in capitals."""
    return digest.hex()[:SHORT_HASH_DIGITS].upper()


def new_event_id(now: datetime) -> str:
    """Return a UUIDv7 of `now` (RFC 9562): 48 bits of milliseconds, 74 random bits. Identity only, orders nothing."""
    milliseconds = int(now.timestamp() * 1000) & (2**48 - 1)
    random = secrets.randbits(74)
    value = milliseconds << 80 | 0x7 << 76 | (random >> 62) << 64 | 0b10 << 62 | random & (2**62 - 1)
    digits = f"{value:032x}"
    return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"
