"""The end of a shift: count blind, compare, explain, close. Main thread, except `read_terminal`, which blocks.

From `begin_count` to the Z (or `cancel_count`) nothing is sold and no cash moves. What was counted so far is kept in
the journal's file: after a power cut the count goes on where it was. Nothing before `compare` knows what is expected;
`compare` journals what was found first, so that counting again hides nothing. A future that a method gives is done
once the journal has it, and what the method changes holds from then on; a failure leaves everything as it was.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import replace
from typing import Any

import msgspec

from pos_client.db.journal import Writer
from pos_client.devices.ports import BatchTotals
from pos_client.domain import shift as rules
from pos_client.domain.shift import Batch, CountError, TenderCount
from pos_client.domain.staff import Permission
from pos_client.services.checkout import Checkout
from pos_client.services.count_state import CountKeeper, CountState
from pos_client.services.count_views import (
    compare_row,
    counts_of,
    difference_of,
    expected_of,
    kind_view,
    persons,
    setting,
)
from pos_client.services.desk import Desk, ServiceError
from pos_client.services.fiscal import Fiscal, FiscalAnswer
from pos_client.services.limits import Limits
from pos_client.services.payments import Payments
from pos_client.services.reasons import clean_words, judged_reason
from pos_client.services.shift_views import CloseWish, CompareView, CountView, OpenCard, OpeningView, ShiftView, ZDone
from pos_client.services.shifts import Shifts
from pos_client.services.slips import Slips
from pos_client.services.suspended import Suspended
from pos_client.services.terminal_day import TerminalDay
from pos_client.services.views import Approval, NeedsApproval
from pos_client.services.z_commit import ZCommit, ZWish, open_payments, shift_figures
from sync.protocol.events import (
    CashMoveBody,
    CountCancelledBody,
    CountComparedBody,
    CountedPart,
    CountStartedBody,
    instant,
    parse_instant,
)

LONGEST_BAG = 40
COUNT_REASON = "counting"  # why the drawer is opened during a count
DEFAULT_RECOUNTS = 2


class Closing:
    """Counts and closes the shift of one register."""

    def __init__(
        self,
        desk: Desk,
        limits: Limits,
        checkout: Checkout,
        payments: Payments,
        shifts: Shifts,
        suspended: Suspended,
        slips: Slips,
        commit: ZCommit,
        terminals: TerminalDay,
        fiscal: Fiscal | None,
        *,
        on_trouble: Callable[[str], None],
    ) -> None:
        self._desk = desk
        self._limits = limits
        self._checkout = checkout
        self._payments = payments
        self._shifts = shifts
        self._suspended = suspended
        self._slips = slips
        self._commit = commit
        self._terminals = terminals
        self._fiscal = fiscal
        self._keeper = CountKeeper(desk, on_trouble)
        self._reading: set[str] = set()
        self._attempt: Future[Any] | None = None  # a step that is being written

    # --- beginning and giving up

    @property
    def is_counting(self) -> bool:
        """True from the start of the count to its end: nothing is sold and no cash moves."""
        return self._desk.counting

    @property
    def is_compared(self) -> bool:
        """True while the comparison stands: `compare_view` may be asked."""
        return self._keeper.state is not None and self._keeper.state.is_compared

    def restore(self) -> None:
        """Go on with a count that was interrupted; after `shifts.restore`."""
        self._keeper.restore(self._desk.shift_id)
        self._desk.counting = self._keeper.state is not None

    def blocked_by(self) -> str:
        """Return the message code of what stands against beginning a count, "" for nothing.

        "no_shift", "counting", "parts_taken" (money was taken, or a card is at the terminal), "basket_open".
        """
        if not self._desk.shift_id:
            return "no_shift"
        if self._desk.counting:
            return "counting"
        if self._payments.has_parts or self._checkout.holds_money():
            return "parts_taken"
        return "" if self._checkout.basket.is_empty else "basket_open"

    def begin_count(self, approval: Approval | None = None) -> Future[None] | NeedsApproval:
        """Stop selling and begin to count; the drawer opens. `ServiceError` as `blocked_by` says.

        One's own shift needs CLOSE_SHIFT, somebody else's or a forgotten one CLOSE_OTHERS_SHIFT.
        """
        blocked = self.blocked_by()
        if blocked:
            raise ServiceError(blocked)
        needed, approver = self._judge_right(approval)
        if needed:
            return needed
        desk, by, at = self._desk, self._desk.staff.staff_id, instant(self._desk.clock())
        compared = self._earlier_comparisons()
        state = CountState(
            shift_id=desk.shift_id,
            begun_by=by,
            begun_at=at,
            approved_by=approver,
            allowed=(by,),
            tenders=counts_of(desk, self._terminals),
            round=len(compared) + 1,
            first={part.tender_id: part.counted for part in compared[0].counted} if compared else {},
        )
        body = CountStartedBody(shift_id=state.shift_id, by=by, at=at, approved_by=approver)

        def work(writer: Writer) -> None:
            writer.append("count_started", body)
            CountKeeper.put(writer, state)

        desk.counting, self._keeper.state = True, state

        def begun(done: Future[None]) -> None:
            if done.exception() is not None:
                desk.counting, self._keeper.state = False, None

        written = desk.record(work)
        written.add_done_callback(begun)
        self._slips.after_commit(written, drawer=True)
        return written

    def cancel_count(self, reason: str = "", approval: Approval | None = None) -> Future[None] | NeedsApproval:
        """Give the count up and sell on. Once expected figures were shown, somebody with the right has to agree."""
        state = self._state()
        compared, approver = bool(state.first) or state.is_compared, ""
        if compared:
            check = (Permission.CLOSE_OTHERS_SHIFT, 0)
            own = self._limits.check(*check, None, subject=state.shift_id)
            needed = own and self._limits.check(*check, approval, subject=state.shift_id)
            if needed:
                return needed
            approver = approval.approver_id if approval and own else ""
        body = CountCancelledBody(
            shift_id=state.shift_id,
            by=self._desk.staff.staff_id,
            at=instant(self._desk.clock()),
            reason=clean_words(reason),
            rounds=state.round,
            counted=self._counted(state),
            compared=compared,
            approved_by=approver,
        )

        def work(writer: Writer) -> None:
            writer.append("count_cancelled", body)
            CountKeeper.put(writer, None)

        return self._step(work, self._over)

    def _over(self, _result: object) -> None:
        self._desk.counting, self._keeper.state = False, None
        self._reading.clear()

    # --- counting

    def count_view(self) -> CountView:
        """Return the count as it stands; no figure in it tells what is expected. `ServiceError("not_counting")`."""
        state = self._state()
        kinds = tuple(
            kind_view(self._desk, count, self._terminals, is_reading=count.tender_id in self._reading)
            for count in state.tenders
        )
        return CountView(
            shift=self._shift(),
            currency=self._desk.store.currency,
            kinds=kinds,
            counted_cash=state.tenders[0].so_far,
            fields_left=state.fields_left,
            round=state.round,
            may_cancel_alone=not state.first and not state.is_compared,
        )

    def set_pieces(self, tender_id: str, value: int, pieces: int | None) -> CountView:
        """Set the pieces of one denomination; None empties the field, which is not zero.

        `ServiceError`: not_counting, already_compared, unknown_tender, unknown_denomination, bad_count.
        """
        return self._change(tender_id, lambda count: rules.with_pieces(count, value, pieces))

    def set_amount(self, tender_id: str, amount: int | None, slips: int | None = None) -> CountView:
        """Set a typed total, with the number of slips where they are counted. Errors as `set_pieces`."""
        self._reading.discard(tender_id)  # what the terminal may still say is not asked for any more
        return self._change(tender_id, lambda count: rules.with_amount(count, amount, slips))

    def begin_read(self, tender_id: str) -> CountView:
        """Mark that the terminal is asked for its batch total; then call `read_terminal` off the main thread."""
        self._count(tender_id)
        if not self._terminals.can_read(tender_id):
            raise ServiceError("no_terminal")
        self._reading.add(tender_id)
        return self.count_view()

    def read_terminal(self, tender_id: str) -> BatchTotals:
        """Ask the terminal what it counted, with its deadline. Blocks; not on the main thread."""
        return self._terminals.read(tender_id)

    def terminal_read(self, tender_id: str, totals: BatchTotals | None) -> CountView | None:
        """Take the terminal's answer over; None when asking failed. A late one, or of a count that is over, is nothing.

        Without a figure the tender is "unreconciled", to be read again or typed from the slip.
        """
        if tender_id not in self._reading or self._keeper.state is None:
            return None
        self._reading.discard(tender_id)
        batch, code = None, "no_answer" if totals is None else totals.code
        if totals is not None and totals.is_known:
            batch = Batch(totals.charged, totals.charged_count, totals.returned, totals.returned_count)
        at = instant(self._desk.clock())
        return self._change(tender_id, lambda count: rules.with_batch(count, batch, at, code))

    def open_drawer(self) -> Future[None]:
        """Open the drawer during the count, journalled as opened without a sale."""
        state = self._state()
        desk = self._desk
        body = CashMoveBody(
            move_id=f"{state.shift_id}-{instant(desk.clock())}",
            kind="no_sale",
            amount=0,
            currency=desk.store.currency.code,
            reason=COUNT_REASON,
            shift_id=state.shift_id,
            by=desk.staff.staff_id,
            at=instant(desk.clock()),
        )

        def work(writer: Writer) -> None:
            writer.append("cash_move", body)

        written = desk.record(work)
        self._slips.after_commit(written, drawer=True)
        return written

    # --- comparing

    def compare(self, approval: Approval | None = None) -> Future[None] | NeedsApproval:
        """Journal what was found and learn what is expected; then `compare_view`.

        `ServiceError`: not_counting, already_compared, fields_left, terminal_reading, busy.
        """
        state = self._open_state()
        if state.fields_left:
            raise ServiceError("fields_left", count=state.fields_left)
        if self._reading:
            raise ServiceError("terminal_reading")
        needed, _approver = self._judge_right(approval)
        if needed:
            return needed
        state = self._allowed(state)
        desk, by, at = self._desk, self._desk.staff.staff_id, instant(self._desk.clock())
        own = desk.store.currency.code

        def work(writer: Writer) -> CountState:
            expected = expected_of(shift_figures(desk.journal.reader(), state.shift_id), state.tenders, own)
            found = {count.tender_id: rules.found(count, expected[count.tender_id]) for count in state.tenders}
            body = CountComparedBody(
                shift_id=state.shift_id,
                by=by,
                at=at,
                round=state.round,
                counted=self._parts(state, found),
                expected=self._parts(state, expected),
            )
            writer.append("count_compared", body)
            compared = msgspec.structs.replace(state, expected=expected, first=state.first or found)
            CountKeeper.put(writer, compared)
            return compared

        return self._step(work, self._took_over)

    def _took_over(self, state: CountState) -> None:
        self._keeper.state = state

    def compare_view(self) -> CompareView:
        """Return the comparison and what closing asks. `ServiceError`: not_counting, not_compared."""
        desk, state = self._desk, self._compared_state()
        expected = state.expected or {}
        rows = [compare_row(desk, state, count, expected[count.tender_id]) for count in state.tenders]
        own = [row for row in rows if row.currency == desk.store.currency]
        cash, difference = rows[0], difference_of(desk, rows)
        cash_counted = cash.counted or 0
        wanted = setting(desk, "float", None)
        proposed = cash_counted if wanted is None else min(wanted, cash_counted)
        pieces = rules.left_in_drawer(state.tenders[0].pieces, proposed)
        if state.tenders[0].pieces:
            proposed = rules.value_of(pieces)
        explain_above = setting(desk, "explain_above", 0) or 0
        return CompareView(
            shift=self._shift(),
            currency=desk.store.currency,
            rows=tuple(rows),
            counted=sum(row.counted or 0 for row in own),
            expected=sum(row.expected for row in own),
            over_short=sum(row.over_short for row in own),
            cash_counted=cash_counted,
            cash_over_short=cash.over_short,
            explain_above=explain_above,
            needs_explanation=difference > explain_above,
            needs_approval=self._difference_to_approve(difference) is not None,
            reasons=desk.replica.live.reasons("over_short"),
            recounts_left=self._recounts_left(state),
            proposed_left=proposed,
            left_pieces=pieces,
            opening=self._shifts.opening() or OpeningView(0, None, desk.store.currency),
            suspended=self._suspended.all(),
            open_cards=tuple(
                OpenCard(part.intent_id, part.kind, part.amount, part.state, parse_instant(part.asked_at))
                for part in open_payments(desk.journal.reader())
            ),
        )

    def recount(self, tender_id: str) -> CountView:
        """Count one tender again; every count is kept. `ServiceError`: not_compared, no_recounts, unknown_tender."""
        state = self._compared_state()
        if self._recounts_left(state) <= 0:
            raise ServiceError("no_recounts")
        count = rules.emptied(self._count(tender_id))
        again = msgspec.structs.replace(state.with_tender(count), round=state.round + 1, expected=None)
        self._keeper.change(again)
        return self.count_view()

    def _recounts_left(self, state: CountState) -> int:
        allowed = setting(self._desk, "recounts", DEFAULT_RECOUNTS) or 0
        return max(0, allowed + 1 - state.round)

    # --- closing

    def close(self, wish: CloseWish, approval: Approval | None = None) -> Future[ZDone] | NeedsApproval:
        """Close the shift with its Z; the future gives it once everything is on disk, and the shift is over then.

        `ServiceError`: not_compared, busy, cash_left_above_counted, bag_needed, reason_needed, reason_words_needed,
        baskets_suspended and cards_open unless they are carried; from the future also changed_since_count.
        """
        view, state = self.compare_view(), self._compared_state()
        self._refuse_when_writing()
        if not 0 <= wish.cash_left <= view.cash_counted:
            raise ServiceError("cash_left_above_counted")
        bag = clean_words(wish.bag_number, LONGEST_BAG) if wish.cash_left < view.cash_counted else ""
        if wish.cash_left < view.cash_counted and not bag:
            raise ServiceError("bag_needed")
        explanation = self._explanation(view, wish)
        if view.suspended and not wish.carry_baskets:
            raise ServiceError("baskets_suspended", count=len(view.suspended))
        if view.open_cards and not wish.carry_cards:
            raise ServiceError("cards_open", count=len(view.open_cards))
        needed, approver = self._judge_close(view, approval)
        if needed:
            return needed
        asked = ZWish(
            wish=replace(wish, bag_number=bag),
            explanation=explanation,
            closed_by=self._desk.staff.staff_id,
            approved_by=approver or state.approved_by,
            is_forgotten=view.shift.is_forgotten,
        )
        written = self._step(lambda writer: self._commit.write(writer, state, asked), self._closed)
        self._slips.after_commit(written)
        return written

    def _closed(self, done: ZDone) -> None:
        if self._desk.shift_id == done.shift_id:
            self._desk.shift_id = ""
        self._over(done)

    def _explanation(self, view: CompareView, wish: CloseWish) -> str:
        if not view.needs_explanation and not wish.reason_id:
            return clean_words(wish.note)
        return judged_reason(self._desk.replica.live, "over_short", wish.reason_id, wish.note)

    # --- the fiscal day

    @property
    def has_fiscal_day(self) -> bool:
        """True where the fiscal device's own day is closed after the Z."""
        return self._fiscal is not None

    def close_fiscal_day(self) -> FiscalAnswer:
        """Have the fiscal device close its day, journalled with its answer. Blocks; not on the main thread.

        Our own Z stands whatever it says. `ServiceError("no_fiscal_device")`.
        """
        if self._fiscal is None:
            raise ServiceError("no_fiscal_device")
        return self._fiscal.close_day()

    # --- who may

    def _judge_right(self, approval: Approval | None) -> tuple[NeedsApproval | None, str]:
        """Judge whether whoever is at the till may close this shift; with who approved it."""
        state, shift = self._keeper.state, self._shift()
        if state is not None and self._desk.staff.staff_id in state.allowed:
            return None, ""
        is_plain = shift.is_own and not shift.is_forgotten
        permission = Permission.CLOSE_SHIFT if is_plain else Permission.CLOSE_OTHERS_SHIFT
        own = self._limits.check(permission, 0, None, subject=shift.shift_id)
        needed = own and self._limits.check(permission, 0, approval, subject=shift.shift_id)
        return needed, approval.approver_id if approval and own and not needed else ""

    def _difference_to_approve(self, difference: int) -> int | None:
        """Return the amount that somebody else has to approve, None when it is within the store's limit."""
        limit = setting(self._desk, "approve_above", None)
        return difference if limit is not None and difference > limit else None

    def _judge_close(self, view: CompareView, approval: Approval | None) -> tuple[NeedsApproval | None, str]:
        """Judge the difference and what is carried: both want somebody with the right who had no hand in this till."""
        needed, approver = self._judge_right(None)
        if needed:  # another person than who counted
            return self._judge_right(approval)
        if not view.needs_approval and not view.open_cards:
            return None, approver
        subject = f"{view.shift.shift_id}/close"
        if self._had_a_hand(view.shift):
            needed = self._limits.check_by_other(Permission.CLOSE_OTHERS_SHIFT, 0, approval, subject=subject)
            return needed, approval.approver_id if approval and not needed else ""
        own = self._limits.check(Permission.CLOSE_OTHERS_SHIFT, 0, None, subject=subject)
        needed = own and self._limits.check(Permission.CLOSE_OTHERS_SHIFT, 0, approval, subject=subject)
        return needed, approval.approver_id if approval and own and not needed else ""

    def _had_a_hand(self, shift: ShiftView) -> bool:
        """Tell whether whoever is at the till answers for it, sold or moved cash in this shift."""
        reader = self._desk.journal.reader()
        hands = [shift.opened_by]
        for _event, body in reader.events_of_shift(shift.shift_id, ("sale", "return", "post_void", "cash_move")):
            hands.append(body.by if isinstance(body, CashMoveBody) else str(getattr(body, "cashier_id", "")))
        return self._desk.staff.person in persons(self._desk, tuple(set(hands)))

    # --- inside

    def _shift(self) -> ShiftView:
        view = self._shifts.view()
        if view is None:
            raise ServiceError("no_shift")
        return view

    def _state(self) -> CountState:
        if self._keeper.state is None:
            raise ServiceError("not_counting")
        return self._keeper.state

    def _open_state(self) -> CountState:
        state = self._state()
        if state.is_compared:
            raise ServiceError("already_compared")
        self._refuse_when_writing()
        return state

    def _compared_state(self) -> CountState:
        state = self._state()
        if not state.is_compared:
            raise ServiceError("not_compared")
        return state

    def _allowed(self, state: CountState) -> CountState:
        by = self._desk.staff.staff_id
        return state if by in state.allowed else msgspec.structs.replace(state, allowed=(*state.allowed, by))

    def _count(self, tender_id: str) -> TenderCount:
        count = next((count for count in self._state().tenders if count.tender_id == tender_id), None)
        if count is None:
            raise ServiceError("unknown_tender", tender=tender_id)
        return count

    def _change(self, tender_id: str, work: Callable[[TenderCount], TenderCount]) -> CountView:
        state, count = self._open_state(), self._count(tender_id)
        try:
            changed = work(count)
        except CountError as error:
            raise ServiceError(error.code) from error
        self._keeper.change(state.with_tender(changed))
        return self.count_view()

    def _refuse_when_writing(self) -> None:
        if self._attempt is not None and not self._attempt.done():
            raise ServiceError("busy")

    def _step(self, work: Callable[[Writer], Any], taken: Callable[[Any], None]) -> Future[Any]:
        """Write a step of the count, one at a time; `taken` holds as soon as it is on disk, on the journal's thread."""
        self._refuse_when_writing()

        def written(done: Future[Any]) -> None:
            if done.exception() is None:
                taken(done.result())

        self._attempt = self._desk.record(work)
        self._attempt.add_done_callback(written)
        return self._attempt

    def _earlier_comparisons(self) -> list[CountComparedBody]:
        events = self._desk.journal.reader().events_of_shift(self._desk.shift_id, ("count_compared",))
        return [body for _event, body in events if isinstance(body, CountComparedBody)]

    def _counted(self, state: CountState) -> tuple[CountedPart, ...]:
        return self._parts(state, {count.tender_id: count.total for count in state.tenders})

    def _parts(self, state: CountState, amounts: dict[str, int | None] | dict[str, int]) -> tuple[CountedPart, ...]:
        own, parts = self._desk.store.currency.code, []
        for count in state.tenders:
            amount = amounts[count.tender_id]
            if amount is not None:
                foreign = "" if count.currency == own else count.currency
                parts.append(
                    CountedPart(
                        tender_id=count.tender_id,
                        tender_class=count.tender_class.value,
                        counted=amount,
                        currency=foreign,
                    )
                )
        return tuple(parts)
