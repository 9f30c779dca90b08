"""What is kept beside the journal: alarms, the other branch of a fork, bytes that are no push. All of it bounded.

Within a write of the caller, but for `keep_refused` and `rescue_upload`, which are whole writes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime
from typing import Final

import sqlalchemy as sa

from sync.central.db.database import Database
from sync.central.journal.arrived import Arrived
from sync.central.journal.heads import Place
from sync.central.journal.ports import Pusher
from sync.central.journal.tables import fork_event, journal_alarm, rescue
from sync.central.refused import RefusedError
from sync.protocol.base import instant

MOST_RESCUED_BYTES: Final = 64 * 1024 * 1024
MOST_RESCUED: Final = 1_000
REVOKED: Final = "revoked"
MOST_FORKED_BYTES: Final = 64 * 1024 * 1024
MOST_FORKED: Final = 20_000
"""Of one register. What is beyond stays where it is, at the register; the alarm says so."""


def alarm(connection: sa.Connection, place: Place, epoch: int, kind: str, detail: str, now: str) -> None:
    """Raise an alarm, or count it once more; one that an operator closed stands again."""
    connection.execute(
        _ALARM,
        {
            "location_id": place.location_id,
            "register_id": place.register_id,
            "epoch": epoch,
            "kind": kind,
            "now": now,
            "detail": detail[:200],
        },
    )


_ALARM: Final = sa.text(
    "INSERT INTO journal_alarm (location_id, register_id, epoch, kind, times, first_at, last_at, detail, closed_at,"
    " closed_by) VALUES (:location_id, :register_id, :epoch, :kind, 1, :now, :now, :detail, '', '')"
    " ON CONFLICT (location_id, register_id, epoch, kind) DO UPDATE SET times = journal_alarm.times + 1,"
    " last_at = excluded.last_at, detail = excluded.detail, closed_at = '', closed_by = ''"
)


def alarms(connection: sa.Connection, *, standing: bool = True) -> list[sa.Row[tuple[object, ...]]]:
    """Return the alarms, those that stand or all, newest first."""
    a = journal_alarm.c
    select = sa.select(journal_alarm).order_by(a.last_at.desc(), a.location_id, a.register_id, a.epoch, a.kind)
    return list(connection.execute(select.where(a.closed_at == "") if standing else select).all())


def keep_branch(connection: sa.Connection, place: Place, events: Sequence[Arrived], now: str) -> tuple[int, int]:
    """Keep events of a branch that cannot be accepted, as long as there is room.

    Returns how many were new, and how many there was no room for.
    """
    f = fork_event.c
    held, size = connection.execute(
        sa.select(sa.func.count(), sa.func.coalesce(sa.func.sum(sa.func.length(f.bytes)), 0)).where(
            f.location_id == place.location_id, f.register_id == place.register_id
        )
    ).one()
    kept = left = 0
    for event in events:
        if held >= MOST_FORKED or size + len(event.data) > MOST_FORKED_BYTES:
            left += 1
            continue
        done = connection.execute(
            _KEEP_BRANCH,
            {
                "location_id": place.location_id,
                "register_id": place.register_id,
                "epoch": event.header.epoch,
                "seq": event.header.seq,
                "hash": event.hash,
                "signature": event.signature,
                "bytes": event.data,
                "now": now,
            },
        )
        kept, held, size = kept + done.rowcount, held + done.rowcount, size + done.rowcount * len(event.data)
    return kept, left


_KEEP_BRANCH: Final = sa.text(
    "INSERT INTO fork_event (location_id, register_id, epoch, seq, hash, signature, bytes, at)"
    " VALUES (:location_id, :register_id, :epoch, :seq, :hash, :signature, :bytes, :now) ON CONFLICT DO NOTHING"
)


def keep_bytes(connection: sa.Connection, place: Place, reason: str, data: bytes, now: str) -> bool:
    """Keep bytes in rescue storage, once however often they come; False when the register's room there is used up.

    What comes under a revoked key has a room of its own: a thief cannot use up that of who has the register now.
    """
    r = rescue.c
    digest = hashlib.sha256(data).digest()
    of_room = r.reason == REVOKED if reason == REVOKED else r.reason != REVOKED
    mine = (r.location_id == place.location_id, r.register_id == place.register_id, of_room)
    if _is_kept(connection, place, digest):
        return True
    held, size = connection.execute(
        sa.select(sa.func.count(), sa.func.coalesce(sa.func.sum(sa.func.length(r.bytes)), 0)).where(*mine)
    ).one()
    if held >= MOST_RESCUED or size + len(data) > MOST_RESCUED_BYTES:
        return False
    connection.execute(
        _KEEP_BYTES,
        {
            "location_id": place.location_id,
            "register_id": place.register_id,
            "digest": digest,
            "reason": reason,
            "at": now,
            "bytes": data,
        },
    )
    return True


def _is_kept(connection: sa.Connection, place: Place, digest: bytes) -> bool:
    r = rescue.c
    mine = (r.location_id == place.location_id, r.register_id == place.register_id)
    return connection.execute(sa.select(r.at).where(*mine, r.digest == digest)).first() is not None


_KEEP_BYTES: Final = sa.text(
    "INSERT INTO rescue (location_id, register_id, digest, reason, at, bytes)"
    " VALUES (:location_id, :register_id, :digest, :reason, :at, :bytes) ON CONFLICT DO NOTHING"
)


def keep_refused(database: Database, caller: Pusher, data: bytes, refusal: RefusedError, now: datetime) -> None:
    """Keep the bytes of a push that is refused for what it is, and raise the alarm of that name.

    It is one of epoch 0: what such a push says of its own epoch is not to be believed.
    """
    place, at = Place(caller.location_id, caller.register_id), instant(now)

    def work(connection: sa.Connection) -> None:
        kept = keep_bytes(connection, place, refusal.code, data, at)
        alarm(connection, place, 0, refusal.code, refusal.detail, at)
        if not kept:
            alarm(connection, place, 0, "rescue_full", f"{len(data)} bytes were not kept", at)

    database.write(work)


def rescue_upload(database: Database, caller: Pusher, data: bytes, now: datetime) -> None:
    """Keep what a register has to say whose pushes are not taken: its key is revoked. Nothing of it has effects.

    `RefusedError` "too_large" when its room is used up.
    """
    place, at = Place(caller.location_id, caller.register_id), instant(now)

    def work(connection: sa.Connection) -> bool:
        if _is_kept(connection, place, hashlib.sha256(data).digest()):
            return True  # sent again, by whomever: it says nothing new
        kept = keep_bytes(connection, place, REVOKED if caller.revoked else "uploaded", data, at)
        alarm(connection, place, 0, "rescue" if kept else "rescue_full", f"{len(data)} bytes", at)
        return kept

    if not database.write(work):
        raise RefusedError(413, "too_large", "the rescue storage of this register is full")
