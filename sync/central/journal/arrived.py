"""A push taken apart and its chain judged, before anything is asked of the database. Pure, any thread."""

from __future__ import annotations

from msgspec import Struct

from sync.central.refused import RefusedError
from sync.protocol import chain, schemas
from sync.protocol.messages import PushRequest
from sync.protocol.wire import MOST_PUSH_BYTES, MOST_PUSH_EVENTS


class Arrived(Struct, frozen=True):
    """An event as it came: `data` its very bytes, `hash` computed anew from them."""

    header: chain.Header
    body: bytes
    hash: bytes
    signature: bytes
    data: bytes


def take_apart(register_id: str, request: PushRequest) -> list[Arrived]:
    """Return the events of a push, each linked to the one before.

    `RefusedError`: "too_large", "not_parsed" (bytes that are no event, a token that is none), "chain_broken" (another's
    event, another place than stated, a link that does not hold).
    """
    events = request.events
    if len(events) > MOST_PUSH_EVENTS:
        raise RefusedError(413, "too_large", f"{len(events)} events")
    if not (request.token.isascii() and request.token.isprintable()):
        raise RefusedError(422, "not_parsed", "the token")
    found: list[Arrived] = []
    previous, size = request.previous, 0
    for seq, pushed in enumerate(events, request.first_seq):
        data = bytes(pushed.data)
        size += len(data)
        if size > MOST_PUSH_BYTES and len(events) > 1:
            raise RefusedError(413, "too_large", f"more than {MOST_PUSH_BYTES} bytes of events")
        try:
            header, body, digest = chain.open_event(data)
        except chain.ChainError as error:
            raise RefusedError(422, "not_parsed", f"event {seq}: {error}"[:200]) from None
        if (header.register, header.epoch, header.seq) != (register_id, request.epoch, seq) or not seq:
            raise RefusedError(422, "chain_broken", f"event {seq} says that it is another")
        if header.previous != previous:
            raise RefusedError(422, "chain_broken", f"event {seq} does not follow the one before")
        if len(data) > schemas.most_bytes(header.type):
            raise RefusedError(413, "too_large", f"event {seq} of {len(data)} bytes")
        previous = digest.hex()
        found.append(Arrived(header, body, digest, bytes.fromhex(pushed.signature), data))
    return found
