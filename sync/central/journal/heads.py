"""Where each register's journal stands at the centre. Every write of a register's journal locks its head row first."""

from __future__ import annotations

from typing import Any, Final

import sqlalchemy as sa
from msgspec import Struct
from msgspec.structs import replace

from sync.central.db.driver import Rows, Statement, among, fetch, is_sqlite, run, spelled, together
from sync.central.journal.tables import carried_end, event, journal_epoch, journal_head
from sync.central.registers.tables import register
from sync.protocol import chain

_h = journal_head.c


class Place(Struct, frozen=True):
    """Whose journal."""

    location_id: str
    register_id: str


class Head(Struct, frozen=True):
    """The newest epoch that a register pushed in. `epoch` 0: none yet."""

    epoch: int = 0
    seq: int = 0
    hash: bytes = b""
    token: str = ""
    previous_token: str = ""
    state: str = "ok"


_COLUMNS: Final = (_h.epoch, _h.seq, _h.hash, _h.token, _h.previous_token, _h.state)
_LOCK: Final = (
    "SELECT epoch, seq, hash, token, previous_token, state FROM journal_head WHERE location_id = ? AND register_id = ?"
)


class Opened(Struct, frozen=True):
    """What a push is judged by, read under the lock of its register's head, which a grant takes, too.

    `granted` is the newest epoch that the register was granted, `keys` are those (`OWN`) that may have signed.
    """

    head: Head
    granted: int
    keys: tuple[bytes, ...]


def open_for_push(connection: sa.Connection, place: Place, epoch: int, now: str) -> Opened:
    """Lock the register's head until the transaction ends; return it, and what is granted for `epoch`, in one go."""
    asking = [
        spelled(connection, _GRANTED, (place.register_id,)),
        spelled(connection, _KEYS, (place.register_id, epoch, among(connection, OWN))),
    ]
    head, (granted, keys) = _locked(connection, place, now, asking)
    return Opened(head, granted[0][0] if granted else 0, tuple(bytes.fromhex(key) for (key,) in keys))


def lock(connection: sa.Connection, place: Place, now: str) -> Head:
    """Lock the register's head until the transaction ends, and return it."""
    return _locked(connection, place, now, [])[0]


def _locked(connection: sa.Connection, place: Place, now: str, asking: list[Statement]) -> tuple[Head, list[Rows]]:
    """Lock the head, making it if there is none, and ask what is to be asked under the lock."""
    mark = "" if is_sqlite(connection) else " FOR UPDATE"  # SQLite's write has the only writer's lock
    statements = [spelled(connection, f"{_LOCK}{mark}", (place.location_id, place.register_id)), *asking]
    rows, *told = together(connection, statements)
    if not rows:
        run(connection, _NEW, (place.location_id, place.register_id, b"", now))
        rows, *told = together(connection, statements)
    epoch, seq, digest, *rest = rows[0]
    return Head(epoch, seq, bytes(digest), *rest), told


_NEW: Final = (
    "INSERT INTO journal_head (location_id, register_id, epoch, seq, hash, token, previous_token, state, at)"
    " VALUES (?, ?, 0, 0, ?, '', '', 'ok', ?) ON CONFLICT DO NOTHING"
)


def store(connection: sa.Connection, place: Place, head: Head, now: str) -> None:
    """Make the locked row say `head`."""
    told = (head.epoch, head.seq, head.hash, head.token, head.previous_token, head.state, now)
    together(connection, [spelled(connection, _STORE, (*told, place.location_id, place.register_id))])


_STORE: Final = (
    "UPDATE journal_head SET epoch = ?, seq = ?, hash = ?, token = ?, previous_token = ?, state = ?, at = ?"
    " WHERE location_id = ? AND register_id = ?"
)


def begin_epoch(connection: sa.Connection, place: Place, head: Head, epoch: int, token: str) -> Head:
    """Return the head of a newer epoch, keeping where the present one ended. The token it comes with is current."""
    if head.epoch:
        keep_end(connection, place, head.epoch, head.seq, head.hash)
    return Head(epoch, 0, chain.genesis_hash(place.register_id, epoch), token, token)


def keep_end(
    connection: sa.Connection, place: Place, epoch: int, seq: int, digest: bytes, table: sa.Table = journal_epoch
) -> None:
    """Note up to where an older epoch is held: as pushed in it (`journal_epoch`) or as carried (`carried_end`)."""
    t = table.c
    changed = connection.execute(
        sa.update(table)
        .where(t.location_id == place.location_id, t.register_id == place.register_id, t.epoch == epoch)
        .values(seq=seq, hash=digest)
    )
    if not changed.rowcount:
        connection.execute(sa.insert(table).values(**_names(place), epoch=epoch, seq=seq, hash=digest))


def ends(connection: sa.Connection, place: Place) -> dict[int, tuple[int, bytes]]:
    """Return (seq, hash) up to which each older epoch is held without a gap, carried events included."""
    found: dict[int, tuple[int, bytes]] = {}
    for table in (journal_epoch, carried_end):  # what was carried is above what was pushed
        t = table.c
        rows = connection.execute(
            sa.select(t.epoch, t.seq, t.hash).where(
                t.location_id == place.location_id, t.register_id == place.register_id
            )
        )
        found |= {epoch: (seq, bytes(digest)) for epoch, seq, digest in rows}
    return found


_GRANTED: Final = "SELECT epoch FROM register WHERE id = ?"


BELIEVED: Final = ("current", "rotated", "replaced")
OWN: Final = ("current", "rotated")
"""States of keys that a register has or rotated away from since it was enrolled last."""


def keys(connection: sa.Connection, place: Place, epoch: int, *, states: tuple[str, ...] = BELIEVED) -> list[bytes]:
    """Return the public keys that may have signed events of an epoch: the register's in `states`, no revoked ones.

    What it pushes itself is signed by `OWN` ones: events wait longer than keys live.
    """
    return [
        bytes.fromhex(key) for (key,) in fetch(connection, _KEYS, (place.register_id, epoch, among(connection, states)))
    ]


_KEYS: Final = (
    "SELECT public_key FROM register_key WHERE register_id = ? AND epoch <= ?"
    " AND state IN (SELECT value FROM json_each(?)) ORDER BY epoch DESC, state"
)


def held_of(connection: sa.Connection, register_id: str, *, lock: bool = True) -> tuple[tuple[int, int], ...]:
    """Return (epoch, seq) up to which each epoch of a register is held, oldest first; locks the head, unless told not.

    Who grants an epoch asks this first, within the same write: a push under way is then either seen, or finds itself
    fenced. Epochs that were pushed after a backup that the centre was restored from are in it, although no grant is;
    provisional ones are not: no epoch is granted above them, and the register knows itself what of them was carried.
    """
    place = _place_of(connection, register_id)
    if place is None:
        return ()
    select = sa.select(*_COLUMNS).where(_of(place))
    head = connection.execute(select.with_for_update() if lock else select).first()
    known = ends(connection, place).items()
    found = {epoch: seq for epoch, (seq, _hash) in known if not chain.is_provisional(epoch)}
    if head is not None and head.epoch:
        found[head.epoch] = head.seq
    return tuple(sorted(found.items()))


MOST_EPOCHS: Final = 8
"""Of how many epochs, the newest, anchors below the last event are named."""


def anchors_of(connection: sa.Connection, register_id: str) -> tuple[tuple[int, int, str], ...]:
    """Return (epoch, seq, hash) by which a register finds how much of an epoch that is held is its own history.

    Of each epoch the last event that is held without a gap, hence all before it; of the newest also events 1, 3, 7 ...
    below what was pushed, so that a register that shares but the beginning carries at most twice what it has to.
    """
    place = _place_of(connection, register_id)
    if place is None:
        return ()
    head = connection.execute(sa.select(*_COLUMNS).where(_of(place))).first()
    last = {epoch: end for epoch, end in _last(connection, place, head).items() if not chain.is_provisional(epoch)}
    found = {(epoch, seq): digest.hex() for epoch, (seq, digest) in last.items()}
    for epoch in sorted(last)[-MOST_EPOCHS:]:
        pushed = _pushed(connection, place, epoch, head)
        seqs = [seq for power in range(pushed.bit_length() + 1) if (seq := pushed + 1 - 2**power) > 0]
        named = _hashes(connection, place, epoch, event.c.seq.in_(seqs))
        found |= {(epoch, seq): digest.hex() for seq, digest in named.items()}
    return tuple((*key, found[key]) for key in sorted(found))


def _pushed(connection: sa.Connection, place: Place, epoch: int, head: sa.Row[*tuple[Any, ...]] | None) -> int:
    """Up to which seq an epoch was pushed itself: what was carried may be of several branches."""
    if head is not None and head.epoch == epoch:
        return int(head.seq)
    t = journal_epoch.c
    select = sa.select(t.seq).where(
        t.location_id == place.location_id, t.register_id == place.register_id, t.epoch == epoch
    )
    return connection.execute(select).scalar() or 0


def hash_of(connection: sa.Connection, register_id: str, epoch: int) -> str:
    """Return the hash, in hexadecimal, of the last event held of an epoch; "" when none is."""
    place = _place_of(connection, register_id)
    if place is None:
        return ""
    head = connection.execute(sa.select(*_COLUMNS).where(_of(place))).first()
    _seq, digest = _last(connection, place, head).get(epoch, (0, b""))
    return digest.hex()


def _last(
    connection: sa.Connection, place: Place, head: sa.Row[*tuple[Any, ...]] | None
) -> dict[int, tuple[int, bytes]]:
    """Return (seq, hash) of the last event held of each epoch that any is held of, the newest included."""
    found = {epoch: end for epoch, end in ends(connection, place).items() if end[0]}
    if head is not None and head.seq:
        found[head.epoch] = (head.seq, bytes(head.hash))
    return found


def hashes(connection: sa.Connection, place: Place, epoch: int, first: int, last: int) -> dict[int, bytes]:
    """Return the hashes of the events held in a range of seqs."""
    return _hashes(connection, place, epoch, event.c.seq.between(first, last))


def _hashes(connection: sa.Connection, place: Place, epoch: int, which: sa.ColumnElement[bool]) -> dict[int, bytes]:
    e = event.c
    rows = connection.execute(
        sa.select(e.seq, e.hash).where(
            e.location_id == place.location_id, e.register_id == place.register_id, e.epoch == epoch, which
        )
    )
    return {seq: bytes(digest) for seq, digest in rows}


def rolled(head: Head, token: str) -> Head:
    """Return the head whose current token is `token`."""
    return replace(head, token=token, previous_token=head.token)


def _place_of(connection: sa.Connection, register_id: str) -> Place | None:
    found = connection.execute(sa.select(register.c.location_id).where(register.c.id == register_id)).scalar()
    return None if found is None else Place(found, register_id)


def _of(place: Place) -> sa.ColumnElement[bool]:
    return sa.and_(_h.location_id == place.location_id, _h.register_id == place.register_id)


def _names(place: Place) -> dict[str, str]:
    return {"location_id": place.location_id, "register_id": place.register_id}
