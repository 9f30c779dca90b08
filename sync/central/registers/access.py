"""Who is asking: the register whose key signed a request (RFC 9421), or a refusal that says why not. Any thread."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

import sqlalchemy as sa
from msgspec import Struct

from sync.central.db.database import Database
from sync.central.refused import Refused
from sync.central.registers.tables import register, register_key
from sync.protocol import http_signing, wire
from sync.protocol.base import instant

OPEN_TO_REVOKED: Final = f"{wire.PREFIX}{wire.RESCUE}"
OPEN_TO_ROTATED: Final = f"{wire.PREFIX}{wire.ROTATE}"
"""Whose answer may have been lost: the old key asks again, and is told the same."""
GRACE: Final = timedelta(minutes=10)
"""How long a key that another took the place of still serves requests that were under way."""


class Caller(Struct, frozen=True):
    """A register that proved its key.

    `epoch` is the newest that the centre granted it, as of this request (a push looks again under its lock:
    `journal.heads.open_for_push`). `revoked`: it reached rescue alone.
    """

    register_id: str
    location_id: str
    epoch: int
    public_key: bytes
    revoked: bool = False


_KEYS: Final = (
    sa.select(
        register.c.location_id,
        register.c.epoch,
        register_key.c.public_key,
        register_key.c.state,
        register_key.c.ended_at,
    )
    .join(register_key, register_key.c.register_id == register.c.id)
    .where(register.c.id == sa.bindparam("register_id"))
    .order_by(register_key.c.added_at.desc())
)


def authenticate(database: Database, request: wire.WireRequest, now: datetime) -> Caller:
    """Return who signed the request.

    `Refused`: 401 "bad_request_signature", "skew", "unknown_register"; 403 "revoked" unless the request is a rescue.
    """
    try:
        claim = http_signing.who(request)
    except http_signing.RequestSignatureError as error:
        raise Refused(401, error.code, error.detail) from None
    rows = database.look(lambda connection: connection.execute(_KEYS, {"register_id": claim.register_id}).all())
    if not rows:
        raise Refused(401, "unknown_register", claim.register_id)
    trouble: http_signing.RequestSignatureError | None = None
    for row in rows:
        try:
            http_signing.verify(request, bytes.fromhex(row.public_key), now)
        except http_signing.RequestSignatureError as error:
            trouble = error if trouble is None or error.code == "skew" else trouble
            continue
        is_ended = row.state in {"revoked", "replaced"}
        if is_ended and request.path != OPEN_TO_REVOKED:
            raise Refused(403, "revoked", f"a key of {claim.register_id} that is {row.state}")
        is_in_grace = instant(now - GRACE) < row.ended_at <= instant(now + GRACE)  # the clock may have been wrong then
        is_old = row.state == "rotated" and not is_in_grace
        if is_old and request.path not in {OPEN_TO_ROTATED, OPEN_TO_REVOKED}:
            raise Refused(401, "bad_request_signature", f"a key of {claim.register_id} that has a successor")
        return Caller(
            register_id=claim.register_id,
            location_id=row.location_id,
            epoch=row.epoch,
            public_key=bytes.fromhex(row.public_key),
            revoked=is_ended,
        )
    code, detail = (trouble.code, trouble.detail) if trouble else ("bad_request_signature", "no key")
    raise Refused(401, code, detail)
