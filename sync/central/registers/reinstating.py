"""A register that shows the centre's own signature to a centre that has forgotten it: one restored from a copy.

The grant that a register holds names it, its place, epoch and key, signed by the CA key, which is no part of a copy. On
a request for an epoch that bears one, the centre takes the register in again as granted; keys in the file of
revocations stay out, and so do grants from before their register was revoked. Of two grants the newer one counts,
whichever comes first; who shows the older one has a key that another took the place of, and reaches rescue storage.
Any thread.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final

import sqlalchemy as sa

from sync.central.db.database import Database
from sync.central.identity.authority import Authority
from sync.central.identity.operators import journal_act
from sync.central.refused import Refused
from sync.central.registers import epochs, keys
from sync.central.registers.access import Caller, authenticate
from sync.central.registers.locking import lock_register
from sync.central.registers.tables import location, register
from sync.protocol import coding, http_signing, statements, wire
from sync.protocol.base import instant
from sync.protocol.messages import EpochRequest, Grant, Signed

PATH: Final = f"{wire.PREFIX}{wire.EPOCH}"
_FORGOTTEN: Final = frozenset({"unknown_register", "bad_request_signature"})


def authenticate_or_reinstate(
    database: Database, authority: Authority, request: wire.WireRequest, now: datetime
) -> Caller:
    """Return who signed the request, taking a forgotten register in again by its grant; `Refused` as `authenticate`."""
    try:
        return authenticate(database, request, now)
    except Refused as refused:
        signed = _grant_in(request) if refused.code in _FORGOTTEN and request.path == PATH else None
        if signed is None or not _reinstate(database, authority, request, signed, now):
            raise
    return authenticate(database, request, now)


def _grant_in(request: wire.WireRequest) -> Signed | None:
    try:
        encoding = request.headers.get("content-encoding", coding.PLAIN)
        return coding.read(EpochRequest, request.body, encoding).grant
    except coding.CodingError:
        return None


def _reinstate(
    database: Database, authority: Authority, request: wire.WireRequest, signed: Signed, now: datetime
) -> bool:
    """Take the register in as granted, when the grant is ours, newer than what is known, and its key signed this."""
    try:
        grant = statements.verify("grant", signed, *authority.public_keys)
        claim = http_signing.verify(request, bytes.fromhex(grant.public_key), now)
    except (statements.StatementError, http_signing.RequestSignatureError):
        return False
    if claim.register_id != grant.register_id or _is_shut_out(authority, grant):
        return False
    return database.write(lambda connection: _take_in(connection, authority, grant, signed, now))


def _is_shut_out(authority: Authority, grant: Grant) -> bool:
    """Tell whether the key was revoked, or the register after the grant: under a key that the copy did not know."""
    return any(
        entry.public_key == grant.public_key or (entry.register_id == grant.register_id and entry.at >= grant.at)
        for entry in authority.revocations.all()
    )


def _take_in(connection: sa.Connection, authority: Authority, grant: Grant, signed: Signed, now: datetime) -> bool:
    if connection.execute(sa.select(location.c.id).where(location.c.id == grant.location_id)).first() is None:
        return False
    known = connection.execute(sa.select(register.c.id).where(register.c.id == grant.register_id)).first()
    if known is None and not _add(connection, grant, now):
        return False
    locked = lock_register(connection, grant.register_id, now)
    if locked.place.location_id != grant.location_id or not keys.may_become(connection, grant.public_key):
        return False
    present = epochs.grant_of(connection, grant.register_id, locked.epoch) if locked.epoch else None
    if present is not None:
        held = statements.verify("grant", present, *authority.public_keys)
        if (held.epoch, held.at) >= (grant.epoch, grant.at):
            return keys.note_replaced(connection, grant, now)
    if locked.epoch == grant.epoch:
        epochs.replace_grant(connection, grant, signed)
    else:
        epochs.keep_grant(connection, grant, signed, reason=epochs.SHOWN, asked=f"shown:{grant.epoch}")
    epochs.proved_restored(connection, grant.register_id, grant.at, now)
    keys.make_current(connection, grant.register_id, grant.public_key, grant.epoch, "replaced", now)
    journal_act(connection, "centre", "reinstated", grant.register_id, f"epoch {grant.epoch} by its grant", now)
    return True


def _add(connection: sa.Connection, grant: Grant, now: datetime) -> bool:
    """Add a register that a copy was made before; False when its prefix has become another's."""
    prefix = grant.prefix.removesuffix(f".{grant.epoch}")
    taken = sa.select(register.c.id).where(register.c.prefix == prefix)
    if connection.execute(taken).first() is not None:
        return False
    connection.execute(
        sa.insert(register).values(
            id=grant.register_id,
            location_id=grant.location_id,
            name=grant.register_id,
            prefix=prefix,
            state="active",
            epoch=0,
            created_at=instant(now),
        )
    )
    return True
