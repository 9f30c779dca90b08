"""Post-void: the last sale of this shift, or another of it, taken back whole by a new record and somebody else's yes.

A flow: `find` (the last sale for ""), `set_reason`, `begin` with the approval, `begin_refund` and `run_refund` for
every card, `finish`, and `done` or `not_done`. Cards get their money first; an unknown outcome keeps the post-void
open, to be asked about, also after a restart (`pending`, `resume`). Main thread, except what `RefundSteps` says to
block.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from concurrent.futures import Future

from msgspec import Struct, field
from msgspec.structs import replace

from pos_client.db.journal import JournalWriteError, Outcome, Reader, SaleRow, Writer
from pos_client.devices.ports import PaymentTerminal
from pos_client.domain.post_void import PostVoid, cash_back
from pos_client.domain.returns import Chosen, return_lines, why_not
from pos_client.domain.sale import Sale
from pos_client.domain.settlement import due_in_cash
from pos_client.domain.staff import Permission
from pos_client.domain.tender import PAPERS, TenderClass
from pos_client.services.desk import Desk, ServiceError
from pos_client.services.limits import Limits
from pos_client.services.papers.documents import sale_of
from pos_client.services.paying import credit_slips
from pos_client.services.paying.pay_part import kind_of_intent
from pos_client.services.reasons import judged_reason
from pos_client.services.returning import return_draft
from pos_client.services.returning.post_void_commit import PostVoidCommit, PreparedVoid
from pos_client.services.returning.refund_steps import RefundSteps
from pos_client.services.returning.refunds import Refunds
from pos_client.services.returning.return_draft import Draft
from pos_client.services.returning.return_money import CASH_PART, cash_kind
from pos_client.services.returning.returns import receipt_number, refuse_without_shift
from pos_client.services.returning.returns_views import PendingView, PostVoidView, ReasonView, RefundState, RefundView
from pos_client.services.selling.checkout import Checkout
from pos_client.services.views import Approval, NeedsApproval


class _Current(Struct):
    """The post-void in hand. `refunds` is None until it was approved."""

    draft: Draft
    sale: Sale
    sale_seq: int
    refunds: Refunds | None = None
    attempt: Future[PostVoid] | None = None
    in_doubt: bool = False
    slips_back: set[str] = field(default_factory=set)  # numbers of the sale's credit slips that are on the counter

    @property
    def slips_missing(self) -> tuple[str, ...]:
        """The sale's credit slips that did not come back; once it began, all of them are there."""
        if self.refunds is not None:
            return ()
        return tuple(slip.number for slip in self.sale.slips if slip.number not in self.slips_back)

    @property
    def moved(self) -> int:
        """What cards left to cash."""
        return sum(self.sale.payments[of].amount for of in self.draft.in_cash)


class PostVoids(RefundSteps[PostVoidView]):
    """The post-void panel's job. `trouble` is told message codes that a person must know, also on other threads."""

    def __init__(
        self,
        desk: Desk,
        limits: Limits,
        checkout: Checkout,
        commit: PostVoidCommit,
        terminals: dict[str, PaymentTerminal],
        *,
        trouble: Callable[[str], None],
    ) -> None:
        super().__init__(desk, limits, checkout, terminals, trouble=trouble)
        self._commit = commit
        self._now: _Current | None = None

    @property
    def is_open(self) -> bool:
        """True while a post-void is in hand."""
        return self._now is not None

    def find(self, text: str = "") -> PostVoidView:
        """Take a sale in hand: the last one for "", else by code or number.

        `ServiceError`: no_shift, post_void_in_hand, unknown_receipt, receipt_damaged, and what stands against it:
        sale_of_other_shift, sale_post_voided, sale_returned, sale_registered (with the fiscal device),
        sale_of_exchange.
        """
        refuse_without_shift(self._desk)
        if self._now is not None:
            raise ServiceError("post_void_in_hand")
        reader = self._desk.journal.reader()
        row = reader.sale(receipt_number(self._desk, text)) if text.strip() else reader.last_sale()
        if row is None:
            raise ServiceError("unknown_receipt", receipt=text[:64])
        sale = sale_of(reader, row)
        cause = self._why_not(reader, row, sale)
        if cause:
            raise ServiceError(cause, receipt=sale.receipt_number)
        draft = Draft(uuid.uuid4().hex, self._desk.clock(), self._desk.staff.staff_id, sale.sale_id)
        self._now = _Current(replace(draft, original_receipt=sale.receipt_number), sale, row.seq)
        return self.view()

    def _why_not(self, reader: Reader, row: SaleRow, sale: Sale) -> str:
        corrections = reader.corrections_of(sale.sale_id)
        begun = any(draft.sale_id == sale.sale_id for draft in return_draft.pending(reader))
        causes = {
            "sale_post_voided": any(correction.kind == "post_void" for correction in corrections),
            "sale_returned": bool(corrections) or begun or _came_back(reader, sale),
            "sale_of_other_shift": row.shift_id != self._desk.shift_id,
            "sale_registered": self._desk.store.fiscal_profile not in ("", "none"),
            "sale_of_exchange": any(p.tender_class is TenderClass.EXCHANGE for p in sale.payments),
        }
        return next((code for code, stands in causes.items() if stands), "")

    def reasons(self) -> tuple[ReasonView, ...]:
        """Return the reasons to choose from, in order."""
        live = self._desk.replica.live
        return tuple(ReasonView(r.reason_id, r.names, r.text_needed, "") for r in live.reasons("post_void"))

    def set_reason(self, reason_id: str, words: str = "") -> PostVoidView:
        """Say why. `ServiceError`: reason_needed, reason_words_needed."""
        now = self._current()
        if now.refunds is not None:
            raise ServiceError("post_void_begun")
        reason = judged_reason(self._desk.replica.live, "post_void", reason_id, words)
        now.draft = replace(now.draft, post_void_reason=reason)
        return self.view()

    def slip_back(self, text: str) -> PostVoidView:
        """Take a credit slip that the sale gave, by its code: unused, it has to come back before the sale does.

        `ServiceError`: post_void_begun, slip_of_other_sale, and what `credit_slips.find` says.
        """
        now = self._current()
        if now.refunds is not None:
            raise ServiceError("post_void_begun")
        held = credit_slips.find(self._desk, text)
        if all(slip.number != held.number for slip in now.sale.slips):
            raise ServiceError("slip_of_other_sale", slip=held.number)
        now.slips_back.add(held.number)
        return self.view()

    # --- reading

    def view(self) -> PostVoidView:
        """Return the whole state of the post-void in hand. `ServiceError("no_post_void")`."""
        now = self._current()
        refunds = now.refunds or self._planned(now)
        cash = self._cash(now)
        views = refunds.views()
        if cash:
            kind = cash_kind(self._desk)
            state = RefundState.DUE if now.refunds is None else RefundState.DONE
            shown = RefundView(CASH_PART, kind.tender_id, kind.names, kind.tender_class.value, cash, cash, state)
            views = (*views, shown)
        moved = now.refunds is not None and now.refunds.moved
        return PostVoidView(
            post_void_id=now.draft.return_id,
            sale_receipt=now.sale.receipt_number,
            sold_at=now.sale.completed_at,
            cashier_name=now.sale.cashier_name,
            currency=self._desk.store.currency,
            total=now.sale.total,
            line_count=sum(line.line.parent_id is None for line in now.sale.lines),
            refunds=views,
            cash=cash,
            stage="choosing" if now.refunds is None else "settled" if now.refunds.settled else "refunding",
            blocked_by=self._blocked_by(now),
            needs=self._check(now, None) if now.refunds is None else None,
            can_leave=not moved and now.attempt is None and not now.in_doubt,
            slips_missing=now.slips_missing,
        )

    def _current(self) -> _Current:
        if self._now is None:
            raise ServiceError("no_post_void")
        return self._now

    def _cash(self, now: _Current) -> int:
        cash = cash_back(now.sale)
        return due_in_cash(cash + now.moved, self._desk.store) if now.moved else cash

    def _planned(self, now: _Current) -> Refunds:
        """Return what goes back as it came: cards through the terminal, vouchers themselves."""
        refunds = self._new_refunds(now.draft.return_id)
        kinds, currency = self._desk.replica.live.tender_kinds(), self._desk.store.currency.code
        for index, payment in enumerate(now.sale.payments):
            if payment.tender_class in (TenderClass.CARD, *PAPERS) and index not in now.draft.in_cash:
                kind = replace(kind_of_intent(kinds, payment.tender_id, currency), tender_class=payment.tender_class)
                refunds.add(kind, payment.amount, index, payment)
        return refunds

    def _blocked_by(self, now: _Current) -> str:
        if not now.draft.post_void_reason:
            return "reason_needed"
        if now.slips_missing:
            return "slip_not_back"
        if not self._checkout.basket.is_empty:
            return "basket_in_hand"
        return "refund_waits" if now.refunds is not None and not now.refunds.settled else ""

    # --- doing

    def _check(self, now: _Current, approval: Approval | None) -> NeedsApproval | None:
        return self._limits.check_by_other(
            Permission.POST_VOID, abs(now.sale.total), approval, subject=now.draft.return_id
        )

    def begin(self, approval: Approval | None = None) -> PostVoidView | NeedsApproval:
        """Begin to give the money back, once somebody else said yes. `ServiceError` with `view().blocked_by`."""
        now = self._current()
        if now.refunds is not None:
            raise ServiceError("post_void_begun")
        blocked = self._blocked_by(now)
        if blocked:
            raise ServiceError(blocked)
        planned = self._planned(now)
        if any(part.asks_terminal and part.kind.tender_id not in self._terminals for part in planned.parts):
            raise ServiceError("no_terminal")  # before an approval is spent on it
        needed = self._check(now, approval)
        if needed:
            return needed
        basis, back = self._desk.store.tax_basis, [line for line in now.sale.lines if not why_not(line, 0)]
        chosen = tuple(
            Chosen(
                line.line.line_id,
                line.line.quantity.thousandths,
                codes=line.line.raw_codes if line.line.product.needs_marking else (),
            )
            for line in back
        )
        now.draft = replace(
            now.draft,
            chosen=chosen,
            lines=return_lines(now.sale, (), chosen, basis) if chosen else (),
            approved_by=approval.approver_id if approval else "",
        )
        now.refunds = planned
        return self.view()

    def _moving(self) -> Refunds:
        now = self._current()
        if now.refunds is None or now.attempt is not None:
            raise ServiceError("post_void_not_begun")
        return now.refunds

    def _reserve(self, writer: Writer) -> None:
        now = self._current()
        return_draft.reserve_whole(self._desk, writer, now.draft)

    def to_cash(self, part_id: str, approval: Approval | None = None) -> PostVoidView | NeedsApproval:
        """Give a card's share in cash that the terminal does not take back, by an approval of its own."""
        now, refunds = self._current(), self._moving()
        part = refunds.part(part_id)
        if part.state not in (RefundState.DUE, RefundState.DECLINED) or refunds.busy:
            raise ServiceError("card_at_terminal")
        subject = f"{now.draft.return_id}/cash"
        needed = self._limits.check(Permission.REFUND, part.amount, approval, sensitive=True, subject=subject)
        if needed:
            return replace(needed, code="approve_refund_cash")
        refunds.drop(part_id)
        now.draft = return_draft.with_cash(now.draft, part.of)
        return self.view()

    def finish(self) -> Future[PostVoid]:
        """Commit; the future gives the record once it is on disk. Repeating it never takes back twice.

        On success call `done`, else `not_done`. `ServiceError("refund_waits")`.
        """
        now, refunds = self._current(), self._moving()
        if not refunds.settled:
            raise ServiceError("refund_waits")
        refuse_without_shift(self._desk)
        prepared = PreparedVoid(
            now.draft,
            now.sale,
            now.sale_seq,
            refunds.refunds(),
            now.moved,
            cash_kind(self._desk).tender_id,
            self._desk.staff,
        )
        now.attempt = self._commit.commit(prepared)
        return now.attempt

    def done(self) -> None:
        """The record is on disk."""
        self._now = None

    def not_done(self) -> PostVoidView:
        """The commit failed: the sale stands, nothing was given but what cards got; try again."""
        now = self._current()
        error = now.attempt.exception() if now.attempt is not None and now.attempt.done() else None
        now.attempt = None
        now.in_doubt = isinstance(error, JournalWriteError) and error.outcome is not Outcome.NOT_COMMITTED
        return self.view()

    def leave(self) -> None:
        """Drop it. `ServiceError("refund_moved")` once money moved or may have."""
        now = self._now
        if now is None:
            return
        if now.attempt is not None or now.in_doubt or (now.refunds is not None and now.refunds.moved):
            raise ServiceError("refund_moved")
        return_draft.release_later(self._desk, now.draft.return_id, self._checkout.watch)
        self._now = None

    # --- set aside, and after a restart

    def set_aside(self) -> None:
        """Put it away while a card's refund is not decided: it waits in `pending`."""
        if not self._moving().moved:
            raise ServiceError("post_void_not_begun")
        self._now = None

    def pending(self) -> tuple[PendingView, ...]:
        """Return the post-voids that were begun and not finished, oldest first."""
        current = self._now.draft.return_id if self._now else ""
        return return_draft.pending_views(
            self._desk.journal.reader(), lambda d: bool(d.post_void_reason) and d.return_id != current
        )

    def resume(self, post_void_id: str) -> PostVoidView:
        """Take a post-void in hand again that was set aside, or that a restart interrupted."""
        if self._now is not None:
            raise ServiceError("post_void_in_hand")
        reader = self._desk.journal.reader()
        draft = next((d for d in return_draft.pending(reader) if d.return_id == post_void_id), None)
        row = reader.sale_by_id(draft.sale_id) if draft is not None else None
        if draft is None or row is None:
            raise ServiceError("no_post_void")
        sale = sale_of(reader, row)
        now = _Current(draft, sale, row.seq)
        refunds = self._new_refunds(draft.return_id)
        refunds.restore(sale.payments)
        asked = {part.of for part in refunds.parts}
        refunds.parts.extend(part for part in self._planned(now).parts if part.of not in asked)
        now.refunds, self._now = refunds, now
        return self.view()


def _came_back(reader: Reader, sale: Sale) -> bool:
    """Tell whether a marked unit of the sale came back without its receipt."""
    marked = (line.line for line in sale.lines if line.line.product.needs_marking)
    try:
        return_draft.refuse_codes(reader, (code for line in marked for code in line.raw_codes))
    except ServiceError:
        return True
    return False
