"""The end of a shift: one journal transaction with the Z report, its figures, and the close of the shift.

In it: Z's number, the figures folded from the shift's events up to the chain's head, what was counted, what stays and
what is removed, the shift's row, the next shift's expected opening cash, and the paper in the print spool. Papers that
were done with a month ago leave the spool: each document itself is kept beside its event. Runs on the journal's thread.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Final

import msgspec
from msgspec import Struct

from pos_client.db.journal import Reader, ShiftRow, Writer
from pos_client.domain import shift as rules
from pos_client.domain.shift import TenderCount
from pos_client.domain.tender import TenderClass
from pos_client.services.desk import Desk, ServiceError
from pos_client.services.shift.count_state import CountKeeper, CountState
from pos_client.services.shift.count_views import expected_of
from pos_client.services.shift.reports import Reports
from pos_client.services.shift.shift_views import CloseWish, ZDone
from pos_client.services.shift.shifts import CASH_LEFT_KEY, CashLeft
from pos_client.services.shift.terminal_day import TerminalDay
from sync.protocol.events import (
    CarriedBasketPart,
    CarriedPaymentPart,
    ShiftFigures,
    ZBody,
    ZTenderPart,
    instant,
)
from sync.protocol.shift_figures import figures_of

PAPERS_KEPT: Final = timedelta(days=30)  # finished papers, for whoever looks into what the printer did
NOT_CARDS = frozenset({"fiscal"})  # intents that are no money: their own queue settles them


class ZWish(Struct, frozen=True):
    """What the person decided, with what was judged on the main thread. `explanation` as it is journalled."""

    wish: CloseWish
    explanation: str
    closed_by: str
    approved_by: str
    is_forgotten: bool


def shift_figures(reader: Reader, shift_id: str, up_to: int | None = None) -> ShiftFigures:
    """Fold the figures of a shift from the journal; some milliseconds for every hundred sales."""
    return figures_of(((event.seq, body) for event, body in reader.events_of_shift(shift_id)), up_to)


def open_payments(reader: Reader) -> tuple[CarriedPaymentPart, ...]:
    """Return the money at providers that no document accounts for."""
    return tuple(
        CarriedPaymentPart(
            intent_id=row.intent_id, kind=row.kind, state=row.state, amount=row.amount, asked_at=instant(row.opened_at)
        )
        for row in reader.open_intents()
        if row.kind not in NOT_CARDS
    )


def suspended_baskets(reader: Reader) -> tuple[CarriedBasketPart, ...]:
    """Return the parked baskets."""
    return tuple(
        CarriedBasketPart(
            basket_id=row.basket_id,
            suspended_at=instant(row.updated_at),
            by=row.by,
            total=row.total,
            line_count=row.line_count,
            label=row.label,
        )
        for row in reader.baskets("suspended")
    )


class ZCommit(Struct, frozen=True):
    """Closes shifts of one register."""

    desk: Desk
    reports: Reports

    def write(self, writer: Writer, state: CountState, asked: ZWish) -> ZDone:
        """Close the counted shift, once: a repetition gives the Z there is.

        `ServiceError`: changed_since_count, baskets_suspended, cards_open, no_shift.
        """
        reader = self.desk.journal.reader()
        row = reader.shift(state.shift_id)
        if row is None:
            raise ServiceError("no_shift")
        if row.closed_at is not None:
            return self._earlier(reader, row)
        figures = shift_figures(reader, state.shift_id)
        if expected_of(figures, state.tenders, self.desk.store.currency.code) != state.expected:
            raise ServiceError("changed_since_count")
        carried, payments = suspended_baskets(reader), open_payments(reader)
        if carried and not asked.wish.carry_baskets:
            raise ServiceError("baskets_suspended", count=len(carried))
        if payments and not asked.wish.carry_cards:
            raise ServiceError("cards_open", count=len(payments))
        body = self._body(writer, row, state, figures, asked, carried, payments)
        event = writer.append("z_report", body)
        writer.close_shift(row.shift_id)
        left = CashLeft(body.cash_left, body.currency, body.z_number)
        writer.put_value(CASH_LEFT_KEY, msgspec.json.encode(left))
        for count in state.tenders:
            if count.has_terminal:
                TerminalDay.keep(writer, count)
        CountKeeper.put(writer, None)
        is_printing = self.reports.queue_z(writer, body, event.seq, event.short_hash)
        writer.drop_prints(self.desk.clock() - PAPERS_KEPT)
        return self._done(body, is_printing=is_printing)

    def _body(
        self,
        writer: Writer,
        row: ShiftRow,
        state: CountState,
        figures: ShiftFigures,
        asked: ZWish,
        carried: tuple[CarriedBasketPart, ...],
        payments: tuple[CarriedPaymentPart, ...],
    ) -> ZBody:
        desk, head = self.desk, writer.head
        cash = state.tenders[0].total or 0
        totals = (TerminalDay.part(count) for count in state.tenders)
        return ZBody(
            z_number=writer.next_z_number(),
            shift_id=row.shift_id,
            register_id=head.register_id,
            store_id=desk.store.store_id,
            opened_at=instant(row.opened_at),
            closed_at=instant(desk.clock()),
            opened_by=row.opened_by,
            closed_by=asked.closed_by,
            currency=figures.currency,
            first_seq=row.opened_seq,
            head_seq=head.seq,
            head_hash=head.hash.hex(),
            figures=figures,
            tenders=self._tenders(figures, state),
            rounds=state.round,
            explanation=asked.explanation,
            cash_left=asked.wish.cash_left,
            cash_removed=cash - asked.wish.cash_left,
            bag_number=asked.wish.bag_number,
            carried_baskets=carried,
            carried_payments=payments,
            approved_by=asked.approved_by,
            forgotten=asked.is_forgotten,
            terminal_totals=tuple(part for part in totals if part is not None),
        )

    def _tenders(self, figures: ShiftFigures, state: CountState) -> tuple[ZTenderPart, ...]:
        """Return a part for every tender of the figures, and for what was counted beside them.

        Of tenders that share one figure (a drawer, a terminal) the first carries the difference of all.
        """
        own, expected = self.desk.store.currency.code, state.expected or {}
        parts: list[ZTenderPart] = []
        seen: set[str] = set()
        for row in figures.tenders:
            count = _count_for(state.tenders, row.tender_id, row.tender_class, row.currency or own, own)
            if count is None:
                parts.append(
                    ZTenderPart(
                        tender_id=row.tender_id,
                        tender_class=row.tender_class,
                        currency=row.currency,
                        expected=row.expected,
                    )
                )
                continue
            found = rules.found(count, expected[count.tender_id])
            over_short = 0 if found is None or count.tender_id in seen else found - expected[count.tender_id]
            is_first = count.tender_id not in seen
            seen.add(count.tender_id)
            parts.append(
                ZTenderPart(
                    tender_id=row.tender_id,
                    tender_class=row.tender_class,
                    currency=row.currency,
                    expected=row.expected,
                    counted=None if found is None else row.expected + over_short,
                    over_short=over_short,
                    source=count.source.value,
                    unreconciled=count.unreconciled,
                    first_count=_first(state, count, found) if is_first else None,
                    denominations=count.pieces if is_first and count.pieces else (),
                )
            )
        parts.extend(_unexpected(count, state, own) for count in state.tenders if count.tender_id not in seen)
        return tuple(parts)

    def _earlier(self, reader: Reader, row: ShiftRow) -> ZDone:
        for _event, body in reader.events(row.closed_seq - 1, ("z_report",)):
            if isinstance(body, ZBody) and body.shift_id == row.shift_id:
                return self._done(body, is_printing=self.reports.has_printer)
        raise ServiceError("no_shift")

    def _done(self, body: ZBody, *, is_printing: bool) -> ZDone:
        cash = sum(part.over_short for part in body.tenders if part.tender_class == TenderClass.CASH)
        return ZDone(
            z_number=body.z_number,
            shift_id=body.shift_id,
            cash_left=body.cash_left,
            cash_removed=body.cash_removed,
            over_short=cash,
            currency=self.desk.store.currency,
            is_printing=is_printing,
            fiscal_step=self.desk.store.fiscal_profile != "none",
        )


def _count_for(
    counts: tuple[TenderCount, ...], tender_id: str, tender_class: str, currency: str, own: str
) -> TenderCount | None:
    if tender_class == TenderClass.CASH and currency == own:
        return counts[0]  # the drawer, whatever its tenders are called
    return next((count for count in counts if tender_id in count.tender_ids and currency == count.currency), None)


def _unexpected(count: TenderCount, state: CountState, own: str) -> ZTenderPart:
    """Return a counted tender that the figures know nothing of: all of it is over."""
    found = rules.found(count, 0)
    return ZTenderPart(
        tender_id=count.tender_id,
        tender_class=count.tender_class.value,
        currency="" if count.currency == own else count.currency,
        counted=found,
        over_short=found or 0,
        source=count.source.value,
        unreconciled=count.unreconciled,
        first_count=_first(state, count, found),
        denominations=count.pieces,
    )


def _first(state: CountState, count: TenderCount, found: int | None) -> int | None:
    first = state.first.get(count.tender_id)
    return first if state.round > 1 and first != found else None
