"""The end of a shift after counting: compare, explain, close. Main thread.

`compare` journals what was found first, so that counting again hides nothing; only from then on is there an expected
figure. `close` writes the Z and everything with it in one transaction. Futures as in `services.shift.counting`.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future

import msgspec
from msgspec.structs import replace

from pos_client.db.journal import Writer
from pos_client.domain import shift as rules
from pos_client.domain.staff import Permission
from pos_client.services.desk import Desk, ServiceError
from pos_client.services.fiscal import Fiscal, FiscalAnswer
from pos_client.services.limits import Limits
from pos_client.services.paying.payments import Payments
from pos_client.services.reasons import clean_words, judged_reason
from pos_client.services.selling.checkout import Checkout
from pos_client.services.selling.suspended import Suspended
from pos_client.services.shift.count_state import CountKeeper, CountState
from pos_client.services.shift.count_views import (
    compare_row,
    differences_of,
    expected_of,
    persons,
    setting,
    told_difference,
)
from pos_client.services.shift.counting import Counting
from pos_client.services.shift.shift_views import (
    CloseWish,
    CompareView,
    CountView,
    OpenCard,
    OpeningView,
    ShiftView,
    ZDone,
)
from pos_client.services.shift.shifts import Shifts
from pos_client.services.shift.slips import Slips
from pos_client.services.shift.terminal_day import TerminalDay
from pos_client.services.shift.z_commit import ZCommit, ZWish, open_payments, shift_figures
from pos_client.services.views import Approval, NeedsApproval
from sync.protocol.events import CountComparedBody, instant, parse_instant

LONGEST_BAG = 40
DEFAULT_RECOUNTS = 2


class Closing(Counting):
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
        busy_elsewhere: Callable[[], str],
    ) -> None:
        super().__init__(
            desk,
            limits,
            checkout,
            payments,
            shifts,
            slips,
            terminals,
            on_trouble=on_trouble,
            busy_elsewhere=busy_elsewhere,
        )
        self._suspended = suspended
        self._commit = commit
        self._fiscal = fiscal

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
            reader = desk.journal.reader()
            figures = shift_figures(reader, state.shift_id)
            expected = expected_of(figures, state.tenders, own)
            moved = (body for _event, body in reader.events_of_shift(state.shift_id, ("cash_move",)))
            hands = {row.cashier_id for row in figures.cashiers} | {getattr(body, "by", "") for body in moved}
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
            compared = msgspec.structs.replace(
                state, expected=expected, first=state.first or found, hands=tuple(sorted(hands))
            )
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
        cash, differences = rows[0], differences_of(desk, rows)
        difference = rules.together(differences)
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
            difference=told_difference(differences),
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
        baskets_suspended and cards_open unless they are carried; from the future also changed_since_count: then what
        was counted stands and is to be compared again.
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
        written = self._step(lambda writer: self._commit.write(writer, state, asked), self._closed, self._not_closed)
        self._slips.after_commit(written)
        return written

    def _not_closed(self, error: BaseException) -> None:
        state = self._keeper.state
        if isinstance(error, ServiceError) and error.code == "changed_since_count" and state is not None:
            self._keeper.change(msgspec.structs.replace(state, expected=None))

    def _closed(self, done: ZDone) -> None:
        if self._desk.shift_id == done.shift_id:
            self._desk.shift_id = ""
        self._over(done)

    def _explanation(self, view: CompareView, wish: CloseWish) -> str:
        if not view.needs_explanation and not wish.reason_id:
            return clean_words(wish.note)
        return judged_reason(self._desk.replica.live, "over_short", wish.reason_id, wish.note)

    # --- the fiscal day

    def close_fiscal_day(self) -> FiscalAnswer:
        """Have the fiscal device close its day, journalled with its answer. Blocks; not on the main thread.

        Our own Z stands whatever it says. `ServiceError("no_fiscal_device")`.
        """
        if self._fiscal is None:
            raise ServiceError("no_fiscal_device")
        return self._fiscal.close_day()

    # --- who may close what

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
            return _unsettled(needed, view), approval.approver_id if approval and not needed else ""
        own = self._limits.check(Permission.CLOSE_OTHERS_SHIFT, 0, None, subject=subject)
        needed = own and self._limits.check(Permission.CLOSE_OTHERS_SHIFT, 0, approval, subject=subject)
        return _unsettled(needed, view), approval.approver_id if approval and own and not needed else ""

    def _had_a_hand(self, shift: ShiftView) -> bool:
        """Tell whether whoever is at the till answers for it, sold or moved cash in this shift."""
        return self._desk.staff.person in persons(self._desk, (shift.opened_by, *self._state().hands))


def _unsettled(needed: NeedsApproval | None, view: CompareView) -> NeedsApproval | None:
    """Say what the yes is asked for: the difference, or the payments that nothing accounts for."""
    if needed is None:
        return None
    if view.needs_approval:
        return replace(needed, code="approve_difference", at_stake=view.difference)
    return replace(needed, code="approve_carried_cards", at_stake=sum(card.amount for card in view.open_cards))
