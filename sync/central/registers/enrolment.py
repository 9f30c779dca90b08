"""Enrolment: a code for one register, good for ten minutes and five tries, turns a new key into that register.

Of the 40 bits of a code's secret the first ten are its handle: they say which code a guess was made at, so that tries
are counted for each code and nobody can spend those of all codes at once. The other thirty are what is guessed: five
tries are a chance of one in 214 million. Only a keyed hash is stored. Whoever enrolled with a code is told the same
answer, however often, while the code lives; anybody else that it is used. Any thread.
"""

from __future__ import annotations

import hmac
from datetime import datetime, timedelta
from typing import Any, Final, TypeAlias

import sqlalchemy as sa
from msgspec import Struct

from sync.central.db.database import Database
from sync.central.feeds import Change, publish
from sync.central.identity.authority import Authority
from sync.central.identity.operators import journal_act
from sync.central.journal import heads
from sync.central.refused import Refused
from sync.central.registers import epochs, keys
from sync.central.registers.following import feeds_of
from sync.central.registers.locking import Locked, lock_register
from sync.central.registers.status import note_status
from sync.central.registers.tables import enrolment_code, register
from sync.protocol import enrolment_code as codes
from sync.protocol.base import instant
from sync.protocol.feeds import register_feed
from sync.protocol.messages import EnrolAnswer, EnrolRequest, Signed
from sync.protocol.signing import Verifier

LIFE: Final = timedelta(minutes=10)
TRIES: Final = 5
HANDLE: Final = 2  # characters
CA_NEXT: Final = "ca_next"
"""Key in a register's feed of the CA to come."""
KEPT: Final = timedelta(days=1)
"""How long a code that is over is remembered, to say why it does not work."""
MOST_TYPED: Final = 100_000
"""An epoch up to which whoever has a code is believed: a person gave it, and a restored centre may know less."""
_SECRETS_TRIED: Final = 200
_c = enrolment_code.c
CodeRow: TypeAlias = Any  # of `enrolment_code`: SQLAlchemy types rows by position alone


class NewCode(Struct, frozen=True):
    """A code as it is handed over, once."""

    code: codes.EnrolmentCode
    register_id: str
    expires_at: str


def make_code(database: Database, authority: Authority, register_id: str, operator: str, now: datetime) -> NewCode:
    """Make the code that enrols `register_id`; an earlier one of it is void. `LookupError` for no such register.

    `Refused` 503 "busy" when a thousand codes are alive already.
    """

    def work(connection: sa.Connection) -> str:
        known = connection.execute(
            sa.select(register.c.id).where(register.c.id == register_id).with_for_update(key_share=True)
        ).first()
        if known is None:
            raise LookupError(f"there is no register {register_id}")
        connection.execute(
            sa.delete(enrolment_code).where((_c.register_id == register_id) | (_c.expires_at < instant(now - KEPT)))
        )
        secret = _free_secret(connection, now)
        connection.execute(
            sa.insert(enrolment_code).values(
                register_id=register_id,
                handle=secret[:HANDLE],
                secret_hash=authority.hash_secret(secret),
                made_at=instant(now),
                made_by=operator,
                expires_at=instant(now + LIFE),
                tries_left=TRIES,
            )
        )
        journal_act(connection, operator, "enrolment_code", register_id, "", now)
        return secret

    secret = database.write(work)
    return NewCode(codes.make(secret, authority.spki), register_id, instant(now + LIFE))


def _free_secret(connection: sa.Connection, now: datetime) -> str:
    """A secret whose handle no living code has; the row of a dead one gives way."""
    for _ in range(_SECRETS_TRIED):
        secret = codes.new_secret()
        is_dead = ~_c.expires_at.between(instant(now), instant(now + LIFE))  # or of a clock that was ahead
        connection.execute(sa.delete(enrolment_code).where(_c.handle == secret[:HANDLE], is_dead))
        taken = sa.select(_c.handle).where(_c.handle == secret[:HANDLE])
        if connection.execute(taken).first() is None:
            return secret
    raise Refused(503, "busy", "too many enrolment codes are alive", retry_after=int(LIFE.total_seconds()))


def enrol(database: Database, authority: Authority, request: EnrolRequest, now: datetime) -> EnrolAnswer:
    """Make the key of `request` the register's that its secret names, in a new epoch.

    `Refused`: 403 "wrong_code", "expired", "used", "too_many_tries", "bad_request_signature" (the proof), "revoked",
    "other_register" (the code is not for the one that asks); 400 "not_parsed" for an epoch beyond reason. Nothing but
    the count of tries changes then.
    """
    if request.epoch > epochs.MOST_EPOCH:
        raise Refused(400, "not_parsed", "epoch out of bounds")
    secret, announcement = request.secret, authority.next_announcement()
    if not _is_proved(request):
        raise Refused(403, "bad_request_signature", "the new key did not sign the secret")

    def work(connection: sa.Connection) -> EnrolAnswer | Refused:
        found = connection.execute(sa.select(_c.register_id).where(_c.handle == secret[:HANDLE])).first()
        if found is None:
            return Refused(403, "wrong_code", "no code begins so")
        locked = lock_register(connection, found.register_id, now)
        row = connection.execute(
            sa.select(enrolment_code).where(_c.handle == secret[:HANDLE]).with_for_update()
        ).first()
        if row is None or row.register_id != locked.register_id:  # another code took its place a moment ago
            return Refused(403, "wrong_code", "no code begins so")
        refused = _judge(connection, row, authority.hash_secret(secret), request.public_key, now)
        if refused is not None:
            return refused
        if request.register_id not in {"", locked.register_id}:
            return Refused(403, "other_register", locked.register_id)
        held = heads.held_of(connection, locked.register_id)
        known = epochs.grant_of(connection, locked.register_id, row.epoch)
        grant = known or _admit(connection, authority, locked, request, row, now)
        note_status(connection, locked.register_id, request.status, now)
        answer = EnrolAnswer(
            grant=grant,
            ca=authority.certificate_pem,
            feeds=feeds_of(connection, locked.register_id),
            time=instant(now),
            held=held,
            anchors=heads.anchors_of(connection, locked.register_id),
        )
        if known is None and announcement is not None:
            publish(connection, [Change(register_feed(locked.register_id), CA_NEXT, announcement)], now=now)
        return answer

    answer = database.write(work)
    if isinstance(answer, Refused):
        raise answer
    return answer


def _is_proved(request: EnrolRequest) -> bool:
    try:
        verifier = Verifier(bytes.fromhex(request.public_key))
    except ValueError:
        return False
    return verifier.proves("enrol", bytes.fromhex(request.proof), request.secret.encode())


def _judge(connection: sa.Connection, row: CodeRow, given: bytes, public_key: str, now: datetime) -> Refused | None:
    """Why the code does not work, None when it does. A wrong secret costs a try, whatever else is wrong.

    A code that lives longer than any was made while the clock was ahead: it has expired, too.
    """
    if row.tries_left <= 0:
        return Refused(403, "too_many_tries", row.register_id)
    if not hmac.compare_digest(bytes(row.secret_hash), given):
        connection.execute(
            sa.update(enrolment_code).where(_c.register_id == row.register_id).values(tries_left=_c.tries_left - 1)
        )
        return Refused(403, "wrong_code", row.register_id)
    if not instant(now) < row.expires_at <= instant(now + LIFE):
        return Refused(403, "expired", row.register_id)
    if row.public_key not in {"", public_key}:
        return Refused(403, "used", row.register_id)
    return None


def _admit(
    connection: sa.Connection,
    authority: Authority,
    locked: Locked,
    request: EnrolRequest,
    row: CodeRow,
    now: datetime,
) -> Signed:
    """Put the new key in the place of all earlier ones, and grant an epoch."""
    if not keys.may_become(connection, request.public_key):
        raise Refused(403, "revoked", "the key was revoked")
    grant = epochs.grant_next(
        connection,
        authority,
        locked,
        public_key=request.public_key,
        reason=epochs.ENROLLED,
        asked=f"code:{row.made_at}",
        at_least=request.epoch + 1,
        proved=min(request.epoch, MOST_TYPED),
        now=now,
    )
    epoch = connection.execute(sa.select(register.c.epoch).where(register.c.id == locked.register_id)).scalar_one()
    keys.make_current(connection, locked.register_id, request.public_key, epoch, "replaced", now)
    connection.execute(
        sa.update(enrolment_code)
        .where(_c.register_id == locked.register_id)
        .values(public_key=request.public_key, epoch=epoch)
    )
    journal_act(connection, row.made_by, "enrolled", locked.register_id, f"epoch {epoch}, was {locked.state}", now)
    return grant
