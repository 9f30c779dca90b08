"""Epochs: each is granted once, signed, with a receipt prefix of its own, and begins where the centre's record ends.

Who grants one holds the register's locks (`locking`): a push under way is then either counted in the grant, or finds
itself fenced. Any thread.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final

import sqlalchemy as sa

from sync.central.db.database import Database
from sync.central.identity.authority import Authority
from sync.central.journal import heads
from sync.central.refused import Refused
from sync.central.registers.access import Caller
from sync.central.registers.locking import Locked, lock_register
from sync.central.registers.tables import register, register_epoch
from sync.protocol.base import instant
from sync.protocol.messages import EpochAnswer, EpochRequest, Grant, Signed
from sync.protocol.wire import IDEMPOTENCY_HEADER

FIRST: Final = 1
MOST_EPOCH: Final = 10**9
MOST_AHEAD: Final = 100
"""Epochs that a restored centre may have forgotten of one register: who claims more would use up their numbers."""
_e = register_epoch.c


def open_epoch(
    database: Database, authority: Authority, caller: Caller, request: EpochRequest, now: datetime, key: str = ""
) -> EpochAnswer:
    """Grant `caller` the next epoch, or tell it once more the one that this very request was granted.

    A request is known by its idempotency `key` (the header `IDEMPOTENCY_HEADER`); without one, by the epoch that it
    comes from. Two machines with one key (a cloned disk) thereby get epochs, and receipt prefixes, of their own; the
    later grant fences the earlier. `Refused`: 403 "revoked"; 400 "not_parsed" for an epoch beyond reason.
    """
    if request.epoch > MOST_EPOCH or len(key) > 200:
        raise Refused(400, "not_parsed", f"{IDEMPOTENCY_HEADER} or epoch out of bounds")
    asked = f"key:{key}" if key else f"epoch:{request.epoch}"

    def work(connection: sa.Connection) -> EpochAnswer:
        locked = lock_register(connection, caller.register_id, now)
        if locked.state == "revoked" or caller.revoked:
            raise Refused(403, "revoked", caller.register_id)
        held = heads.held_of(connection, caller.register_id)
        grant = granted_for(connection, caller.register_id, asked) or grant_next(
            connection,
            authority,
            locked,
            public_key=caller.public_key.hex(),
            reason=request.reason,
            asked=asked,
            at_least=request.epoch + 1,
            now=now,
        )
        anchors = heads.anchors_of(connection, caller.register_id)
        return EpochAnswer(grant=grant, held=held, anchors=anchors, time=instant(now))

    return database.write(work)


def granted_for(connection: sa.Connection, register_id: str, asked: str) -> Signed | None:
    """The grant that an earlier request, known as `asked`, was given."""
    return _grant(connection, (_e.register_id == register_id) & (_e.asked == asked))


def grant_of(connection: sa.Connection, register_id: str, epoch: int) -> Signed | None:
    """The grant of an epoch, None when the centre knows of none."""
    return _grant(connection, (_e.register_id == register_id) & (_e.epoch == epoch))


def _grant(connection: sa.Connection, where: sa.ColumnElement[bool]) -> Signed | None:
    row = connection.execute(sa.select(_e.grant_data, _e.grant_signature).where(where)).first()
    return None if row is None else Signed(data=bytes(row.grant_data).decode(), signature=row.grant_signature)


def grant_next(
    connection: sa.Connection,
    authority: Authority,
    locked: Locked,
    *,
    public_key: str,
    reason: str,
    asked: str,
    at_least: int,
    now: datetime,
) -> Signed:
    """Grant a locked register its next epoch.

    The epoch is above every one that the centre granted, that it holds events of, and that the register knows of: a
    centre that was restored from a copy never grants an epoch twice. `Refused` 400 for one far above all the others.
    """
    held = dict(heads.held_of(connection, locked.register_id))
    if at_least > max(locked.epoch, *held, 0) + 1 + MOST_AHEAD:
        raise Refused(400, "not_parsed", f"epoch {at_least - 1} is out of bounds")
    epoch = max(locked.epoch + 1, at_least, max(held, default=0) + 1, FIRST)
    previous = max((older for older, seq in held.items() if seq), default=0)
    grant = Grant(
        register_id=locked.register_id,
        location_id=locked.place.location_id,
        prefix=prefix_of(locked.prefix, epoch),
        epoch=epoch,
        public_key=public_key,
        previous_epoch=previous,
        previous_seq=held.get(previous, 0),
        previous_hash=heads.hash_of(connection, locked.register_id, previous) if previous else "",
        at=instant(now),
    )
    signed = authority.sign_statement("grant", grant)
    keep_grant(connection, grant, signed, reason=reason, asked=asked)
    return signed


def keep_grant(connection: sa.Connection, grant: Grant, signed: Signed, *, reason: str, asked: str) -> None:
    """Write down a grant and make its epoch the register's, which is locked."""
    connection.execute(
        sa.insert(register_epoch).values(
            register_id=grant.register_id,
            epoch=grant.epoch,
            prefix=grant.prefix,
            reason=reason,
            asked=asked,
            grant_data=signed.data.encode(),
            grant_signature=signed.signature,
            at=grant.at,
        )
    )
    connection.execute(
        sa.update(register).where(register.c.id == grant.register_id).values(epoch=grant.epoch, state="active")
    )


def replace_grant(connection: sa.Connection, grant: Grant, signed: Signed) -> None:
    """Put a newer grant of an epoch, for another key, in the place of the one that is known."""
    connection.execute(
        sa.update(register_epoch)
        .where(_e.register_id == grant.register_id, _e.epoch == grant.epoch)
        .values(grant_data=signed.data.encode(), grant_signature=signed.signature)
    )


def prefix_of(prefix: str, epoch: int) -> str:
    """The receipt prefix of an epoch: the register's own in its first, later "PL02.2", "PL02.3" ..."""
    return prefix if epoch == FIRST else f"{prefix}.{epoch}"
