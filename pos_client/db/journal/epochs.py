"""The epochs in a journal file: their order, which is provisional, and what of them is still to be carried.

Small values beside the chain; every function reads on the connection it is given, on any thread.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

import msgspec
from msgspec import Struct

from pos_client.db.journal import statements as s
from pos_client.db.journal.errors import JournalDamagedError
from sync.protocol import canonical, chain, schemas
from sync.protocol.chain import FIRST_PROVISIONAL, is_provisional
from sync.protocol.events import CarriedBody
from sync.protocol.messages import Signed

ORDER = "journal.epochs"
"""The epochs of the file in the order in which they began, as canonical JSON; without it there is but one."""
WISH = "journal.wish"
ACK = "journal.ack"
CARRYING = "journal.carrying"
GRANT = "journal.grant"
"""The grant of the newest granted epoch as the centre signed it, in one transaction with the epoch's beginning."""

__all__ = [
    "ACK",
    "CARRYING",
    "GRANT",
    "ORDER",
    "WISH",
    "Acknowledgement",
    "Carrying",
    "acknowledgement",
    "begin_carrying",
    "carrying",
    "granted",
    "is_provisional",
    "next_provisional",
    "order",
    "to_carry",
]

_START = datetime(2026, 1, 1, tzinfo=UTC)
_MOST_PROVISIONAL = 2**31 - 1
_APART = 100_000
_PAGE = 500


class Acknowledgement(Struct, frozen=True):
    """The furthest signed acknowledgement of the last epoch that had one: `messages.Signed` taken apart."""

    epoch: int
    seq: int
    data: str
    signature: str


class Carrying(msgspec.Struct, frozen=True, omit_defaults=True):
    """What is left to carry: of each epoch, in `order`, what is above `held` and not in the ranges of `done`.

    `epoch` and `seq` are the last event that was dealt with.
    """

    order: tuple[int, ...]
    held: dict[str, int] = {}
    done: dict[str, tuple[tuple[int, int], ...]] = {}
    epoch: int = 0
    seq: int = 0

    def after(self, epoch: int, seq: int) -> Carrying:
        """Return the same once the event was dealt with."""
        return msgspec.structs.replace(self, epoch=epoch, seq=seq)

    def encoded(self) -> bytes:
        """Return what `carrying` reads."""
        return canonical.encode_struct(self)

    def ranges(self) -> Iterator[tuple[int, int]]:
        """Yield (epoch, seq above which it is still to be looked at), from where it stands."""
        begun = self.order.index(self.epoch) if self.epoch in self.order else 0
        for epoch in self.order[begun:]:
            held = self.held.get(str(epoch), 0)
            yield epoch, max(held, self.seq) if epoch == self.epoch else held

    def is_done(self, epoch: int, seq: int) -> bool:
        """Tell whether the centre holds the event already inside a carried one."""
        return any(first <= seq <= last for first, last in self.done.get(str(epoch), ()))


def next_provisional(order: tuple[int, ...], now: datetime) -> int:
    """Return a number for a provisional epoch: above those in the file, and by the clock another than any elsewhere.

    Where the clock lies, chance keeps two restorations of one copy apart.
    """
    clock, newest = FIRST_PROVISIONAL + max(0, int((now - _START).total_seconds())), max(order)
    return min(clock if clock > newest else newest + 1 + secrets.randbelow(_APART), _MOST_PROVISIONAL)


def order(raw: Any) -> tuple[int, ...]:  # noqa: ANN401 - the driver has no types
    """Return the epochs of the file in the order in which they began. `JournalDamagedError` "epochs_differ"."""
    known = [int(row[0]) for row in raw.execute(s.EPOCHS.sql).fetchall()]
    row = raw.execute(s.VALUE.sql, (ORDER,)).fetchone()
    if row is None:
        return tuple(known)
    try:
        kept = msgspec.json.decode(bytes(row[0]), type=tuple[int, ...])
    except msgspec.DecodeError as error:
        raise JournalDamagedError("epochs_differ", str(error)) from None
    if sorted(kept) != known:
        raise JournalDamagedError("epochs_differ", f"{kept} kept, {known} have a head")
    return kept


def acknowledgement(raw: Any) -> Acknowledgement | None:  # noqa: ANN401
    """Return the signed acknowledgement that is kept."""
    row = raw.execute(s.VALUE.sql, (ACK,)).fetchone()
    return Acknowledgement(*msgspec.json.decode(bytes(row[0]), type=tuple[int, int, str, str])) if row else None


def granted(raw: Any) -> Signed | None:  # noqa: ANN401
    """Return the grant of the newest granted epoch, None when it is not kept here."""
    row = raw.execute(s.VALUE.sql, (GRANT,)).fetchone()
    if row is None:
        return None
    data, signature = msgspec.json.decode(bytes(row[0]), type=tuple[str, str])
    return Signed(data=data, signature=signature)


def carrying(raw: Any) -> Carrying | None:  # noqa: ANN401
    """Return what is left to carry, None when nothing is."""
    row = raw.execute(s.VALUE.sql, (CARRYING,)).fetchone()
    return msgspec.json.decode(bytes(row[0]), type=Carrying) if row else None


def begin_carrying(raw: Any, epochs: tuple[int, ...], held: Mapping[int, int]) -> bytes:  # noqa: ANN401
    """Return the beginning of carrying what the centre, which holds `held`, lacks of `epochs`.

    What it holds as carried events of older epochs counts as held; their originals are not carried once more.
    """
    done: dict[int, list[tuple[int, int]]] = {}
    for epoch in epochs:
        for body in _carried(raw, epoch, held.get(epoch, 0)):
            ranges = done.setdefault(body.epoch, [])
            if ranges and ranges[-1][1] + 1 == body.seq:
                ranges[-1] = (ranges[-1][0], body.seq)
            else:
                ranges.append((body.seq, body.seq))
    return Carrying(
        order=epochs,
        held={str(epoch): seq for epoch, seq in held.items() if epoch in epochs},
        done={str(epoch): tuple(ranges) for epoch, ranges in done.items()},
    ).encoded()


def to_carry(raw: Any, state: Carrying, most: int) -> Iterator[tuple[int, int, bytes, bytes, bytes]]:  # noqa: ANN401
    """Yield (epoch, seq, hash, signature, bytes) of the next events to carry, at most `most`.

    A carried event is passed over: what it carries stands in this file, too, and is carried itself.
    """
    left = most
    for epoch, after in state.ranges():
        above = after
        while left > 0:
            rows = raw.execute(s.EVENTS.sql, (epoch, above, min(_PAGE, left))).fetchall()
            if not rows:
                break
            for _epoch, seq, _id, kind, digest, signature, data in rows:
                above = seq
                if kind != schemas.CARRIED and not state.is_done(epoch, seq):
                    left -= 1
                    yield epoch, seq, bytes(digest), bytes(signature), bytes(data)


def _carried(raw: Any, epoch: int, up_to: int) -> Iterator[CarriedBody]:  # noqa: ANN401
    above, types = 0, canonical.encode([schemas.CARRIED]).decode()
    while True:
        rows = raw.execute(s.EVENTS_OF_TYPES.sql, (epoch, above, up_to, types, _PAGE)).fetchall()
        for row in rows:
            above = row[1]
            header, data, _digest = chain.open_event(row[6])
            body = schemas.decode_body(header.type, header.version, data)
            if isinstance(body, CarriedBody):
                yield body
        if len(rows) < _PAGE:
            return
