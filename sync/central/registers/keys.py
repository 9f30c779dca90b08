"""Keys of registers: one takes the place of another (the old key asks for it), or all are revoked. Any thread.

A rotation's answer may be lost, so the key that was rotated away from may ask again for ever: it is told the same and
changes nothing. For `GRACE` it also serves requests that were under way.
"""

from __future__ import annotations

from datetime import datetime

import msgspec
import sqlalchemy as sa

from sync.central.db.database import Database
from sync.central.feeds.publish import publish
from sync.central.identity.authority import Authority
from sync.central.identity.operators import journal_act
from sync.central.identity.revocations import Revocation
from sync.central.refused import Refused
from sync.central.registers import epochs
from sync.central.registers.access import Caller
from sync.central.registers.locking import lock_register
from sync.central.registers.tables import enrolment_code, location, register, register_key
from sync.central.staff.people import expire_pins
from sync.protocol import statements
from sync.protocol.base import instant
from sync.protocol.messages import Grant, RotateAnswer, RotateRequest, Signed
from sync.protocol.signing import Verifier

_k = register_key.c
NO_KEY = ""
"""In the file of revocations: the register is shut out, and no key of it was known."""


def rotate(
    database: Database, authority: Authority, caller: Caller, request: RotateRequest, now: datetime
) -> RotateAnswer:
    """Make the key of `request` the caller's present one; the grant of its epoch is signed anew for it.

    `Refused`: 403 "bad_request_signature" (the proof), "used" (a key that is known already, or that asks a second
    time for another), "revoked".
    """
    if not _is_proved(request, caller.public_key):
        raise Refused(403, "bad_request_signature", "the new key did not sign the old one")

    def work(connection: sa.Connection) -> Signed:
        locked = lock_register(connection, caller.register_id, now)
        found = sa.select(_k.public_key, _k.state).where(_k.register_id == caller.register_id)
        states = {row.public_key: row.state for row in connection.execute(found)}
        mine = states.get(caller.public_key.hex())
        if mine not in {"current", "rotated"}:
            raise Refused(403, "revoked", caller.register_id)
        grant = epochs.grant_of(connection, caller.register_id, locked.epoch)
        if grant is None:
            raise LookupError(f"{caller.register_id} has a key and no epoch")
        if states.get(request.public_key) in {"current", "rotated"}:  # asked once more
            return grant
        if mine == "rotated" or request.public_key in states or not may_become(connection, request.public_key):
            raise Refused(403, "used", "the old key has a successor, or the new one was a register's before")
        make_current(connection, caller.register_id, request.public_key, locked.epoch, "rotated", now)
        return _regrant(connection, authority, grant, request.public_key, now)

    return RotateAnswer(grant=database.write(work), time=instant(now))


def _is_proved(request: RotateRequest, old: bytes) -> bool:
    try:
        verifier = Verifier(bytes.fromhex(request.public_key))
    except ValueError:
        return False
    return verifier.proves("rotate", bytes.fromhex(request.proof), old)


def _regrant(connection: sa.Connection, authority: Authority, grant: Signed, public_key: str, now: datetime) -> Signed:
    """Sign the grant of the present epoch anew, for the new key."""
    old = statements.verify("grant", grant, *authority.public_keys)
    new = msgspec.structs.replace(old, public_key=public_key, at=instant(now))
    signed = authority.sign_statement("grant", new)
    epochs.replace_grant(connection, new, signed)
    return signed


def may_become(connection: sa.Connection, public_key: str) -> bool:
    """Tell whether a key may become a register's: one that was ever revoked may not."""
    revoked = sa.select(_k.register_id).where(_k.public_key == public_key, _k.state == "revoked")
    return connection.execute(revoked).first() is None


def make_current(
    connection: sa.Connection, register_id: str, public_key: str, epoch: int, others_are: str, now: datetime
) -> None:
    """Make a key the present one of a locked register; the others become "rotated" or "replaced"."""
    ended = ("current",) if others_are == "rotated" else ("current", "rotated")
    mine = (_k.register_id == register_id) & (_k.public_key == public_key)
    connection.execute(
        sa.update(register_key)
        .where(_k.register_id == register_id, _k.state.in_(ended))
        .values(state=others_are, ended_at=instant(now))
    )
    changed = connection.execute(sa.update(register_key).where(mine).values(state="current", ended_at=""))
    if not changed.rowcount:
        connection.execute(
            sa.insert(register_key).values(
                register_id=register_id, public_key=public_key, state="current", epoch=epoch, added_at=instant(now)
            )
        )


def note_replaced(connection: sa.Connection, grant: Grant, now: datetime) -> bool:
    """Take up a key that this database never knew, of a grant that another has taken the place of; False if known."""
    mine = (_k.register_id == grant.register_id) & (_k.public_key == grant.public_key)
    if connection.execute(sa.select(_k.state).where(mine)).first() is not None:
        return False
    connection.execute(
        sa.insert(register_key).values(
            register_id=grant.register_id,
            public_key=grant.public_key,
            state="replaced",
            epoch=grant.epoch,
            added_at=grant.at,
            ended_at=instant(now),
        )
    )
    return True


def revoke(
    database: Database,
    authority: Authority,
    register_id: str,
    *,
    operator: str,
    reason: str,
    is_stolen: bool,
    now: datetime,
) -> int:
    """Revoke every key of a register; returns how many. `LookupError` for no such register, `OSError`.

    The file beside the CA key is written first: a crash in between leaves keys that are revoked the next time the
    centre starts, and never the other way round. When it `is_stolen` the PINs of that store's staff must change: the
    store's `pins_void_since` says from when. A register without a key that is known gets a line, too: a centre that was
    restored may have forgotten the key, and an older grant must not bring it back.
    """

    def work(connection: sa.Connection) -> int:
        locked = lock_register(connection, register_id, now)
        keys = list(
            connection.execute(
                sa.select(_k.public_key).where(_k.register_id == register_id, _k.state != "revoked")
            ).scalars()
        )
        authority.revocations.append(
            *(
                Revocation(at=instant(now), register_id=register_id, public_key=key, operator=operator, reason=reason)
                for key in keys or [NO_KEY]
            )
        )
        _revoke_keys(connection, register_id, keys, instant(now))
        connection.execute(sa.update(register).where(register.c.id == register_id).values(state="revoked"))
        connection.execute(sa.delete(enrolment_code).where(enrolment_code.c.register_id == register_id))
        if is_stolen:
            connection.execute(
                sa.update(location)
                .where(location.c.id == locked.place.location_id)
                .values(pins_void_since=instant(now))
            )
        journal_act(connection, operator, "stolen" if is_stolen else "revoked", register_id, reason, now)
        if is_stolen:  # whoever has the register has the verifiers: no PIN of that store proves anybody from now on
            publish(connection, expire_pins(connection, locked.place.location_id), now=now)
        return len(keys)

    return database.write(work)


def apply_revocations(database: Database, authority: Authority) -> int:
    """Revoke what the file beside the CA key says was revoked; returns how many keys the database had forgotten."""
    revoked = authority.revocations.all()
    if not revoked:
        return 0

    def work(connection: sa.Connection) -> int:
        forgotten = 0
        for entry in revoked:
            forgotten += _revoke_keys(connection, entry.register_id, [entry.public_key], entry.at)
        is_left = sa.exists().where(_k.register_id == register.c.id, _k.state == "current")
        ids = {entry.register_id for entry in revoked}
        connection.execute(
            sa.update(register).where(register.c.id.in_(ids), register.c.epoch > 0, ~is_left).values(state="revoked")
        )
        return forgotten

    return database.write(work)


def _revoke_keys(connection: sa.Connection, register_id: str, keys: list[str], at: str) -> int:
    changed = connection.execute(
        sa.update(register_key)
        .where(_k.register_id == register_id, _k.public_key.in_(keys), _k.state != "revoked")
        .values(state="revoked", ended_at=at)
    )
    return changed.rowcount
