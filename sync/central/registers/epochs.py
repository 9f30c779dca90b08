"""Epochs: each is granted once, signed, with a receipt prefix of its own, and begins where the centre's record ends.

Who grants one holds the register's locks (`locking`): a push under way is then either counted in the grant, or finds
itself fenced. Any thread.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

import sqlalchemy as sa

from sync.central.db import tables
from sync.central.db.database import Database
from sync.central.identity.authority import Authority
from sync.central.journal import aside, heads
from sync.central.refused import Refused
from sync.central.registers.access import Caller
from sync.central.registers.locking import Locked, lock_register
from sync.central.registers.tables import register, register_epoch
from sync.protocol import statements
from sync.protocol.base import instant, parse_instant
from sync.protocol.messages import EpochAnswer, EpochRequest, Grant, Signed
from sync.protocol.wire import IDEMPOTENCY_HEADER

FIRST: Final = 1
MOST_EPOCH: Final = 10**9
MOST_AHEAD: Final = 100
"""Epochs that a restored centre may have forgotten of one register: who claims more would use up their numbers.

So many numbers a centre passes over once it was restored: those that it forgot are among them.
"""
MOST_A_DAY: Final = 20
"""Epochs that one register is granted in `DAY` by asking for them; each costs a number series for ever."""
DAY: Final = timedelta(hours=24)
ENROLLED: Final = "enrolled"
SHOWN: Final = "shown"
TOO_MANY: Final = "too_many_epochs"
"""The refusal's code, and the alarm's."""
_e = register_epoch.c


def open_epoch(
    database: Database, authority: Authority, caller: Caller, request: EpochRequest, now: datetime, key: str = ""
) -> EpochAnswer:
    """Grant `caller` the next epoch, or tell it once more the one that this very request was granted.

    A request is known by its idempotency `key` (the header `IDEMPOTENCY_HEADER`); without one, by the epoch that it
    comes from. Two machines with one key (a cloned disk) thereby get epochs, and receipt prefixes, of their own; the
    later grant fences the earlier. `Refused`: 403 "revoked"; 400 "not_parsed" for an epoch beyond reason; 409
    "too_many_epochs" for one that had `MOST_A_DAY` of them: it waits, and an alarm says so.
    """
    if request.epoch > MOST_EPOCH or len(key) > 200:
        raise Refused(400, "not_parsed", f"{IDEMPOTENCY_HEADER} or epoch out of bounds")
    asked = f"key:{key}" if key else f"epoch:{request.epoch}"

    shown = _shown(authority, caller.register_id, request.grant)

    def work(connection: sa.Connection) -> EpochAnswer | Refused:
        locked = lock_register(connection, caller.register_id, now)
        if locked.state == "revoked" or caller.revoked:
            raise Refused(403, "revoked", caller.register_id)
        held = heads.held_of(connection, caller.register_id)
        grant = granted_for(connection, caller.register_id, asked)
        refused = _too_many(connection, locked, now) if grant is None else None
        if refused is not None:
            return refused
        grant = grant or grant_next(
            connection,
            authority,
            locked,
            public_key=caller.public_key.hex(),
            reason=request.reason,
            asked=asked,
            at_least=request.epoch + 1,
            proved=shown,
            now=now,
        )
        anchors = heads.anchors_of(connection, caller.register_id)
        return EpochAnswer(grant=grant, held=held, anchors=anchors, time=instant(now))

    answer = database.write(work)
    if isinstance(answer, Refused):
        raise answer
    return answer


def _shown(authority: Authority, register_id: str, signed: Signed | None) -> int:
    """The epoch of the grant that a register shows, 0 when it shows none that this centre signed for it."""
    if signed is None:
        return 0
    try:
        grant = statements.verify("grant", signed, *authority.public_keys)
    except statements.StatementError:
        return 0
    return grant.epoch if grant.register_id == register_id else 0


def _too_many(connection: sa.Connection, locked: Locked, now: datetime) -> Refused | None:
    """Refuse who had a day's epochs already, with an alarm; those that an operator's code gave do not count."""
    select = (
        sa.select(_e.at)
        .where(
            _e.register_id == locked.register_id,
            _e.at > instant(now - DAY),
            _e.at <= instant(now),
            _e.reason.not_in((ENROLLED, SHOWN)),
        )
        .order_by(_e.at.desc())
        .limit(MOST_A_DAY)
    )
    had = connection.execute(select).scalars().all()
    if len(had) < MOST_A_DAY:
        return None
    until = instant(parse_instant(had[-1]) + DAY)
    aside.alarm(connection, locked.place, 0, TOO_MANY, f"{len(had)} in a day; the next one at {until}", instant(now))
    return Refused(409, TOO_MANY, f"{len(had)} epochs in a day, the next one at {until}")


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
    proved: int = 0,
    now: datetime,
) -> Signed:
    """Grant a locked register its next epoch.

    The epoch is above every one that the centre granted, that it holds events of, and that the register knows of
    (`at_least`; `proved` is one whose grant it showed); and above what a centre that was restored from a copy may have
    granted since the copy, to a disk that is no more or a clone that will not say: none is ever granted twice.
    `Refused` 400 for one far above all the others.
    """
    held = dict(heads.held_of(connection, locked.register_id))
    first = first_after_restore(connection)
    known = max(locked.epoch, *held, proved, 0)
    if at_least > max(known + 1, first) + MOST_AHEAD:
        raise Refused(400, "not_parsed", f"epoch {at_least - 1} is out of bounds")
    epoch = max(known + 1, at_least, first, FIRST)
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


def forget_none(connection: sa.Connection, why: str, now: datetime) -> int:
    """Have every epoch granted from now on be above all that were granted since the copy that this database is from.

    To be called once it is restored, or a register proves that it was. Returns the first that may be granted.
    """
    highest = connection.execute(sa.select(sa.func.max(register.c.epoch))).scalar() or 0
    first = max(highest, first_after_restore(connection)) + 1 + MOST_AHEAD
    tables.note(connection, tables.EPOCHS_FROM, str(first), instant(now))
    tables.note(connection, tables.RESTORED, why, instant(now))
    return first


def first_after_restore(connection: sa.Connection) -> int:
    """The first epoch that a database which was restored may grant; 0 for one that never was."""
    noted = tables.noted(connection, tables.EPOCHS_FROM)
    return int(noted[0]) if noted else 0


def proved_restored(connection: sa.Connection, register_id: str, signed_at: str, now: datetime) -> None:
    """A register showed what this centre signed at `signed_at` and does not know: it lost it, by whatever way."""
    noted = tables.noted(connection, tables.RESTORED)
    if noted is None or noted[1] < signed_at or noted[1] > instant(now):  # whose clock was wrong then
        forget_none(connection, f"an unknown copy, as {register_id} proved", now)


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
