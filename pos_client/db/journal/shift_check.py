"""Judging shifts from the chain alone: their order, what stands outside of them, and every X and Z to the cent."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec
from msgspec import Struct

from pos_client.db.journal import statements as s
from pos_client.db.journal.sums import Found
from sync.protocol import chain, schemas
from sync.protocol.canonical import HIGHEST
from sync.protocol.events import (
    Body,
    CashMoveBody,
    CountCancelledBody,
    CountComparedBody,
    CountedPart,
    CountStartedBody,
    PostVoidBody,
    ReturnBody,
    SaleBody,
    ShiftFigures,
    ShiftOpenedBody,
    XReportBody,
    ZBody,
    ZTenderPart,
)
from sync.protocol.shift_figures import CASH, EXCHANGE, ShiftFold, figures_of

_STOPPED_BY_COUNT = (SaleBody, ReturnBody, PostVoidBody, CashMoveBody)
_OWNED = (*_STOPPED_BY_COUNT, CountStartedBody, CountComparedBody, CountCancelledBody, XReportBody)
_SHOWN = 4  # differences that a problem names


class Source:
    """Reads events again, by epoch and seq, in the snapshot of a check that walks the epochs in their order."""

    def __init__(self, raw: Any) -> None:  # noqa: ANN401 - the driver has no types
        self._raw = raw
        self._walked: list[int] = []

    @property
    def epoch(self) -> int:
        """The epoch that is walked."""
        return self._walked[-1]

    def enter(self, epoch: int) -> None:
        """Go on with the next epoch."""
        self._walked.append(epoch)

    def hash_of(self, seq: int) -> bytes:
        """Return the hash of an event of this epoch, b"" when it is not there."""
        row = self._raw.execute(s.EVENT_HASH.sql, (self.epoch, seq)).fetchone()
        return bytes(row[0]) if row else b""

    def body(self, epoch: int, seq: int) -> Body | None:
        """Return an event's message, None when it is not there or cannot be read."""
        return next((body for _seq, body in self._bodies(epoch, seq, seq)), None)

    def bodies(self, epoch: int, first: int, last: int) -> Iterator[tuple[int, Body]]:
        """Yield (seq, message) from `first` of an epoch on to `last` of this one; what cannot be read is left out."""
        walked = self._walked[self._walked.index(epoch) :]
        for older in walked[:-1]:
            yield from self._bodies(older, first, HIGHEST)
            first = 1
        yield from self._bodies(self.epoch, first, last)

    def _bodies(self, epoch: int, first: int, last: int) -> Iterator[tuple[int, Body]]:
        rows = self._raw.execute(s.EVENTS_BETWEEN.sql, (epoch, first, last))
        for seq, data in rows:
            try:
                header, body, _hash = chain.open_event(data)
                yield seq, schemas.decode_body(header.type, header.version, body)
            except (chain.ChainError, schemas.EventInvalidError):
                continue


class ShiftSummary(Struct, frozen=True):
    """A shift as the journal proves it: `figures` computed anew, `z_number` 0 while it has no Z.

    `over_short` is of own cash, None when it was not counted; `ok`: its X and Z say what the journal says.
    """

    shift_id: str
    opened_seq: int
    opened_by: str
    opened_at: str
    figures: ShiftFigures
    closed_seq: int = 0
    z_number: int = 0
    over_short: int | None = None
    ok: bool = True


class _Open(Struct):
    epoch: int
    seq: int
    body: ShiftOpenedBody
    fold: ShiftFold
    counting: bool = False
    compared: CountComparedBody | None = None  # the last comparison of a count
    ok: bool = True


class Shifts:
    """Follows the shifts of a walk. What began before the first event that is left is not judged."""

    def __init__(self, source: Source, *, from_genesis: bool, found: Found) -> None:
        self._source = source
        self._found = found
        self._known = from_genesis  # whether all shifts that may be open are known
        self._open: dict[str, _Open] = {}
        self._seen: set[str] = set()
        self._cash_left: tuple[str, int] | None = None  # of the last Z: currency, amount
        self.summaries: list[ShiftSummary] = []

    def add(self, seq: int, body: Body) -> None:
        """Take the message of the next event."""
        if isinstance(body, ShiftOpenedBody):
            self._opened(seq, body)
        elif isinstance(body, ZBody):
            self._closed(seq, body)
        elif isinstance(body, _OWNED):
            self._owned(seq, body)
        for shift in self._open.values():
            shift.fold.add(body)

    def end(self) -> None:
        """Take the shifts that are still open into the summaries."""
        for shift in self._open.values():
            self.summaries.append(_summary(shift, shift.fold.figures))

    def _opened(self, seq: int, body: ShiftOpenedBody) -> None:
        for other in self._open:
            self._found("two_shifts_open", seq, f"{body.shift_id} while {other} has no Z")
        if body.shift_id in self._seen:
            self._found("shift_twice", seq, body.shift_id)
        left = self._cash_left
        if left is not None and body.expected_cash is not None and (body.currency, body.expected_cash) != left:
            self._found("opening_differs", seq, f"{body.expected_cash} expected, the Z before left {left[1]}")
        self._seen.add(body.shift_id)
        self._known = True
        self._open[body.shift_id] = _Open(self._source.epoch, seq, body, ShiftFold())

    def _owned(self, seq: int, body: Any) -> None:  # noqa: ANN401 - one of _OWNED
        shift = self._open.get(body.shift_id)
        if shift is None:
            if self._known:
                self._found("outside_shift", seq, f"{type(body).__name__} of shift {body.shift_id}")
            return
        if isinstance(body, CountStartedBody):
            shift.counting = True
        elif isinstance(body, CountCancelledBody):
            shift.counting = False
        elif isinstance(body, CountComparedBody):
            self._compared(seq, body, shift)
        elif isinstance(body, XReportBody):
            self._report(seq, body, shift, "x")
        elif shift.counting and isinstance(body, _STOPPED_BY_COUNT) and getattr(body, "kind", "") != "no_sale":
            self._found("during_count", seq, f"{type(body).__name__} of shift {body.shift_id}")

    def _compared(self, seq: int, body: CountComparedBody, shift: _Open) -> None:
        """A comparison shows what the journal expects of own cash, and its round goes on from the one before."""
        before = shift.compared.round if shift.compared is not None else 0
        expected, stated = shift.fold.figures.expected_cash, _own_cash(body.expected)
        if stated not in {expected, None} or not before <= body.round <= before + 1:
            self._found("comparison_differs", seq, f"round {body.round} after {before}, {stated} of {expected}")
        shift.compared = body

    def _closed(self, seq: int, body: ZBody) -> None:
        shift = self._open.pop(body.shift_id, None)
        if shift is None:
            if self._known:
                self._found("z_without_shift", seq, body.shift_id)
            self._known = True
        else:
            self._report(seq, body, shift, "z")
            opening = shift.body
            stated = (body.first_seq, body.opened_by, body.opened_at, body.currency)
            if stated != (shift.seq, opening.opened_by, opening.opened_at, opening.currency):
                shift.ok = False
                self._found("z_opening_differs", seq, f"opening at event {shift.seq}")
            said = shift.compared
            if said is not None and (said.round, _own_cash(said.counted)) != (body.rounds, _own_cash(body.tenders)):
                shift.ok = False
                self._found("z_count_differs", seq, f"round {said.round} found {_own_cash(said.counted)}")
            figures = shift.fold.figures
            if any(row.paid != row.refunded for row in figures.tenders if row.tender_class == EXCHANGE):
                self._found("exchange_unsettled", seq, f"shift {body.shift_id}")
            cash = next((part.over_short for part in body.tenders if _is_cash_found(part)), None)
            self.summaries.append(_summary(shift, figures, seq, body.z_number, cash))
        self._cash_left = (body.currency, body.cash_left)

    def _report(self, seq: int, body: XReportBody | ZBody, shift: _Open, kind: str) -> None:
        """Compare an X or Z with the figures at the head that it names; a Z must also be of all that there was."""
        whole = shift.fold.figures
        first = shift.seq if shift.epoch == self._source.epoch else 0  # it goes on in the epoch of a restored copy
        if not first <= body.head_seq < seq or self._source.hash_of(body.head_seq).hex() != body.head_hash:
            shift.ok = False
            self._found(f"{kind}_head_differs", seq, f"event {body.head_seq} {body.head_hash[:8]}")
            ours = whole
        elif body.head_seq == seq - 1:
            ours = whole
        else:
            ours = figures_of(self._source.bodies(shift.epoch, shift.seq, body.head_seq))
        if body.figures != ours:
            shift.ok = False
            self._found(f"{kind}_differs", seq, difference(body.figures, ours))
        if kind == "z" and ours != whole:
            shift.ok = False
            self._found("z_incomplete", seq, difference(ours, whole))


def difference(stated: ShiftFigures, ours: ShiftFigures) -> str:
    """Return which figures differ, the first few: "sales_total 120 stated, 100 in the journal; ..."."""
    found = []
    for name in ShiftFigures.__struct_fields__:
        one, other = getattr(stated, name), getattr(ours, name)
        if one != other:
            if isinstance(one, tuple):
                one = [msgspec.to_builtins(row) for row in one if row not in other]
                other = [msgspec.to_builtins(row) for row in other if row not in getattr(stated, name)]
            found.append(f"{name} {one} stated, {other} in the journal")
    return "; ".join(found[:_SHOWN])


def _is_cash_found(part: CountedPart | ZTenderPart) -> bool:
    return part.tender_class == CASH and part.counted is not None


def _own_cash(parts: Iterable[CountedPart | ZTenderPart]) -> int | None:
    """Return what a count or a Z says of own cash, None when it says nothing."""
    return next((part.counted for part in parts if _is_cash_found(part)), None)


def _summary(
    shift: _Open, figures: ShiftFigures, closed: int = 0, number: int = 0, over_short: int | None = None
) -> ShiftSummary:
    return ShiftSummary(
        shift_id=shift.body.shift_id,
        opened_seq=shift.seq,
        opened_by=shift.body.opened_by,
        opened_at=shift.body.opened_at,
        figures=figures,
        closed_seq=closed,
        z_number=number,
        over_short=over_short,
        ok=shift.ok,
    )
