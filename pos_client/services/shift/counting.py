"""Counting a shift: from stopping the sales to a figure in every field. `services.shift.closing` goes on from there.

From `begin_count` to the Z (or `cancel_count`) nothing is sold and no cash moves. What was counted so far is kept in
the journal's file: after a power cut the count goes on where it was. Nothing here knows what is expected. Main thread,
except `read_terminal`, which blocks. A future that a method gives is done once the journal has it, and what the method
changes holds from then on; a failure leaves everything as it was.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from typing import Any

import msgspec

from pos_client.db.journal import Writer
from pos_client.devices.ports import BatchTotals
from pos_client.domain import shift as rules
from pos_client.domain.shift import Batch, CountError, TenderCount
from pos_client.domain.staff import Permission
from pos_client.services.desk import Desk, ServiceError
from pos_client.services.limits import Limits
from pos_client.services.paying.payments import Payments
from pos_client.services.reasons import clean_words
from pos_client.services.selling.checkout import Checkout
from pos_client.services.shift.count_state import CountKeeper, CountState
from pos_client.services.shift.count_views import counts_of, kind_view
from pos_client.services.shift.shift_views import CountView, ShiftView
from pos_client.services.shift.shifts import Shifts
from pos_client.services.shift.slips import Slips
from pos_client.services.shift.terminal_day import TerminalDay
from pos_client.services.views import Approval, NeedsApproval
from sync.protocol.events import (
    CashMoveBody,
    CountCancelledBody,
    CountComparedBody,
    CountedPart,
    CountStartedBody,
    instant,
)

COUNT_REASON = "counting"  # why the drawer is opened during a count


class Counting:
    """Counts the shift of one register. `busy_elsewhere` names what else is going on at the till, "" for nothing."""

    def __init__(
        self,
        desk: Desk,
        limits: Limits,
        checkout: Checkout,
        payments: Payments,
        shifts: Shifts,
        slips: Slips,
        terminals: TerminalDay,
        *,
        on_trouble: Callable[[str], None],
        busy_elsewhere: Callable[[], str],
    ) -> None:
        self._desk = desk
        self._limits = limits
        self._checkout = checkout
        self._payments = payments
        self._shifts = shifts
        self._slips = slips
        self._terminals = terminals
        self._busy_elsewhere = busy_elsewhere
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

        "no_shift", "counting", "parts_taken" (money was taken, or a card is at the terminal), "basket_open", and what
        `busy_elsewhere` says ("return_in_hand", "post_void_in_hand").
        """
        if not self._desk.shift_id:
            return "no_shift"
        if self._desk.counting:
            return "counting"
        if self._payments.has_parts or self._checkout.holds_money():
            return "parts_taken"
        return self._busy_elsewhere() or ("" if self._checkout.basket.is_empty else "basket_open")

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
            round=compared[-1].round + 1 if compared else 1,
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
        """Give the count up and sell on. Once expected figures were shown, somebody with the right has to agree.

        The drawer was opened for nothing then, which is journalled as without a sale.
        """
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
        opened = self._opened_for_nothing(state)

        def work(writer: Writer) -> None:
            writer.append("count_cancelled", body)
            writer.append("cash_move", opened)
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
        """Open the drawer during the count, journalled as opened without a sale.

        For whoever may count this shift: `ServiceError("not_allowed")` for anybody else.
        """
        state = self._state()
        if self._judge_right(None)[0]:
            raise ServiceError("not_allowed")
        desk, body = self._desk, self._opened_for_nothing(state)

        def work(writer: Writer) -> None:
            writer.append("cash_move", body)

        written = desk.record(work)
        self._slips.after_commit(written, drawer=True)
        return written

    def _opened_for_nothing(self, state: CountState) -> CashMoveBody:
        desk = self._desk
        return CashMoveBody(
            move_id=uuid.uuid4().hex,
            kind="no_sale",
            amount=0,
            currency=desk.store.currency.code,
            reason=COUNT_REASON,
            shift_id=state.shift_id,
            by=desk.staff.staff_id,
            at=instant(desk.clock()),
        )

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

    def _step(
        self,
        work: Callable[[Writer], Any],
        taken: Callable[[Any], None],
        refused: Callable[[BaseException], None] = lambda _error: None,
    ) -> Future[Any]:
        """Write a step of the count, one at a time; then, on the journal's thread, call `taken` or `refused`."""
        self._refuse_when_writing()

        def written(done: Future[Any]) -> None:
            error = done.exception()
            if error is None:
                taken(done.result())
            else:
                refused(error)

        self._attempt = self._desk.record(work)
        self._attempt.add_done_callback(written)
        return self._attempt

    def _earlier_comparisons(self) -> list[CountComparedBody]:
        events = self._desk.journal.reader().events_of_shift(self._desk.shift_id, ("count_compared",))
        return [body for _event, body in events if isinstance(body, CountComparedBody)]

    def _counted(self, state: CountState) -> tuple[CountedPart, ...]:
        return self._parts(state, {count.tender_id: count.total for count in state.tenders})

    def _parts(self, state: CountState, amounts: Mapping[str, int | None]) -> tuple[CountedPart, ...]:
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
