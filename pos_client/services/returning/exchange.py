"""Exchange: goods come back, others are taken, one settlement, two documents in one journal transaction.

A return that was chosen becomes the credit of the basket in hand (`attach`, then `attached`). Pay counts it as a part
of class "exchange" up to the basket's total; what is more goes back by the tenders that paid (`begin_rest` and the
refund steps) before the sale completes. The credit is kept in the journal with its basket, so a crash leaves both
documents or neither.
`cancel` drops it and leaves the basket as it is. A basket that is cancelled drops its credit; one that has a credit
cannot be suspended. Main thread, except what `RefundSteps` says to block.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import Future
from functools import partial

from msgspec import Struct
from msgspec.structs import replace

from pos_client.db.journal import Writer
from pos_client.devices.ports import PaymentTerminal
from pos_client.domain.returns_money import CASH, dues
from pos_client.domain.staff import Permission
from pos_client.domain.tender import Overpayment, TenderClass, TenderKind
from pos_client.services.desk import Desk, ServiceError
from pos_client.services.limits import Limits
from pos_client.services.papers.documents import sale_of
from pos_client.services.returning import refund_journal, return_draft
from pos_client.services.returning.refund_steps import RefundSteps
from pos_client.services.returning.refunds import Refunds
from pos_client.services.returning.return_choice import Choice
from pos_client.services.returning.return_commit import Joined, Prepared, ReturnCommit
from pos_client.services.returning.return_draft import Draft
from pos_client.services.returning.return_money import Flow, cash_kind
from pos_client.services.returning.returns import Returns, refuse_without_shift
from pos_client.services.returning.returns_views import ExchangeView, RefundState
from pos_client.services.selling.checkout import Checkout
from pos_client.services.views import Approval, NeedsApproval

_log = logging.getLogger(__name__)
EXCHANGE = TenderKind(
    tender_id="exchange",
    names=(("en", "Exchange"), ("ru", "Обмен"), ("pl", "Wymiana")),
    tender_class=TenderClass.EXCHANGE,
    currency="",
    overpayment=Overpayment.REFUSED,
    opens_drawer=False,
    counted_at_close=False,
    works_offline=True,
    refundable_to=False,
    needs_intent=False,
    fiscal_type="other",
)
"""The tender of an exchange; no store has it among its own."""


class _Current(Struct):
    """The credit in hand. `refunds` is None until its rest is given back."""

    draft: Draft
    choice: Choice
    basket_empty: bool
    refunds: Refunds | None = None


class Exchange(RefundSteps[ExchangeView]):
    """The exchange of the basket in hand. `trouble` is told message codes that a person must know."""

    def __init__(
        self,
        desk: Desk,
        limits: Limits,
        checkout: Checkout,
        returns: Returns,
        commit: ReturnCommit,
        terminals: dict[str, PaymentTerminal],
        *,
        trouble: Callable[[str], None],
    ) -> None:
        super().__init__(desk, limits, checkout, terminals, trouble=trouble)
        self._returns = returns
        self._commit = commit
        self._now: _Current | None = None
        self._attaching: _Current | None = None
        checkout.has_exchange = lambda: self._now is not None or self._attaching is not None

    # --- beginning and ending

    @property
    def is_open(self) -> bool:
        """True while the basket in hand has a credit."""
        return self._now is not None

    def attach(self, approval: Approval | None = None) -> Future[None] | NeedsApproval:
        """Make the return in hand the credit of the basket in hand; call `attached` once the future is done.

        `ServiceError`: exchange_in_hand, parts_taken, return_changed (in the future), and what blocks the return.
        """
        refuse_without_shift(self._desk)
        if self._now is not None or self._attaching is not None:
            raise ServiceError("exchange_in_hand")
        self._checkout.refuse_while_paying()
        chosen = self._returns.for_exchange(approval)
        if isinstance(chosen, NeedsApproval):
            return chosen
        draft, choice = chosen
        basket = self._checkout.basket
        draft = replace(draft, exchange_for=basket.basket_id)
        self._attaching = _Current(draft, choice, basket.is_empty)
        basis = self._desk.store.tax_basis
        return self._desk.record(lambda writer: return_draft.reserve(self._desk, writer, draft, choice.sale, basis))

    def attached(self, done: Future[None]) -> None:
        """Take the answer of `attach` over: the credit is there, or the return is still in hand."""
        attaching, self._attaching = self._attaching, None
        if attaching is not None and done.exception() is None:
            self._now = attaching
            self._returns.handed_over()
            self.look()

    def cancel(self) -> None:
        """Drop the credit; the basket stays. `ServiceError`: refund_moved, parts_taken (it pays already)."""
        now = self._now
        if now is None:
            return
        if self.moved:
            raise ServiceError("refund_moved")
        self._checkout.refuse_while_paying()
        self._release(now)

    def _release(self, now: _Current) -> None:
        return_draft.release_later(self._desk, now.draft.return_id, self._checkout.watch)
        self._now = None

    def look(self) -> None:
        """Follow the basket: called whenever it changed."""
        now, basket = self._now, self._checkout.basket
        if now is None:
            return
        if basket.basket_id == now.draft.exchange_for:
            now.basket_empty = basket.is_empty
        elif now.basket_empty and not self.moved:  # another basket took the place of one with nothing in it
            now.draft = replace(now.draft, exchange_for=basket.basket_id)
            now.basket_empty = basket.is_empty
            self._checkout.watch(self._keep(now.draft))
        else:
            self._release(now)
            self._trouble("exchange_dropped")

    def _keep(self, draft: Draft) -> Future[None]:
        """Bring what the journal keeps of the draft up to date."""
        basis = self._desk.store.tax_basis
        return self._desk.record(lambda writer: return_draft.reserve(self._desk, writer, draft, None, basis))

    def restore(self) -> None:
        """After a restart, once the basket is back: its credit is there again. One without its basket is let go.

        When money of it moved, it stays as a return that has to be finished.
        """
        reader = self._desk.journal.reader()
        asked = {intent.document_id for intent in refund_journal.waiting(self._desk)}
        for draft in (draft for draft in return_draft.pending(reader) if draft.exchange_for):
            restored = None
            if draft.exchange_for == self._checkout.basket.basket_id and self._now is None:
                restored = self._restored(draft, asks=draft.return_id in asked)
            if restored is not None:
                self._now = restored
            elif draft.return_id in asked:
                self._checkout.watch(self._keep(replace(draft, exchange_for="", credit=0)))
            else:
                return_draft.release_later(self._desk, draft.return_id, self._checkout.watch)

    def _restored(self, draft: Draft, *, asks: bool) -> _Current | None:
        """Return the exchange as it stood; None when the journal's rows of its sale were tampered with."""
        reader = self._desk.journal.reader()
        row = reader.sale_by_id(draft.sale_id) if draft.sale_id else None
        try:
            sale = sale_of(reader, row) if row else None
            before = return_draft.earlier(reader, draft.sale_id, draft.return_id)
        except ServiceError as error:  # a start goes on; who resumes the return is told
            _log.error("the exchange %s is not taken up: %s", draft.return_id, error)
            return None
        choice = Choice(self._desk, sale, before)
        choice.chosen, choice.loose = {c.line_id: c for c in draft.chosen}, list(draft.loose)
        now = _Current(draft, choice, self._checkout.basket.is_empty)
        if asks:
            now.refunds = self._new_refunds(draft.return_id)
            now.refunds.restore(sale.payments if sale else ())
            self._flow(now, draft.credit).plan(now.refunds, draft.in_cash)
        return now

    # --- reading

    @property
    def moved(self) -> bool:
        """True when money of the rest went back already, or may have: the sale has to be finished."""
        return self._now is not None and self._now.refunds is not None and self._now.refunds.moved

    def takes(self, total: int) -> int:
        """Return what a basket of `total` takes of the credit."""
        return max(0, min(total, self._now.draft.total)) if self._now is not None else 0

    def cash_in(self, credit: int) -> int:
        """Return how much of what is taken was paid in cash."""
        if self._now is None or self._now.choice.sale is None:
            return 0
        owed = dues(self._now.choice.sale, self._now.draft.lines, self._now.choice.earlier)
        others = sum(due.amount for due in owed if due.tender_class not in CASH)
        return max(0, min(credit, self._now.draft.total - others))

    def is_ready(self, total: int) -> bool:
        """Tell whether nothing of the credit has to go back before a sale of `total` completes."""
        now = self._now
        if now is None or now.draft.total <= self.takes(total):
            return True
        return now.refunds is not None and now.draft.credit == self.takes(total) and now.refunds.settled

    def view(self) -> ExchangeView:
        """Return the credit and what goes back of it. `ServiceError("no_exchange")`."""
        now = self._current()
        takes = self.takes(self._checkout.priced.total)
        flow = self._flow(now, takes)
        refunds = now.refunds
        if refunds is None:
            refunds = self._new_refunds(now.draft.return_id)
            flow.plan(refunds, now.draft.in_cash)
        cash = flow.cash_view(refunds.total, is_fixed=now.refunds is not None)
        return ExchangeView(
            return_id=now.draft.return_id,
            original_receipt=now.draft.original_receipt,
            currency=self._desk.store.currency,
            credit=now.draft.total,
            takes=takes,
            rest=flow.rest,
            to_give=refunds.total + (cash.amount if cash else 0),
            refunds=(*refunds.views(), cash) if cash else refunds.views(),
            stage="choosing" if now.refunds is None else "settled" if now.refunds.settled else "refunding",
            needs=self._needs(now, flow, refunds, None) if now.refunds is None else None,
            can_cancel=not self.moved and not self._checkout.holds_money(),
        )

    def _current(self) -> _Current:
        if self._now is None:
            raise ServiceError("no_exchange")
        return self._now

    def _flow(self, now: _Current, credit: int) -> Flow:
        return Flow(self._desk, now.choice.sale, now.choice.earlier, now.draft.lines, credit)

    # --- the rest goes back

    def _needs(self, now: _Current, flow: Flow, refunds: Refunds, approval: Approval | None) -> NeedsApproval | None:
        if not flow.is_above_cash(refunds.total):
            return None
        subject = f"{now.draft.return_id}/rest"
        needed = self._limits.check(Permission.REFUND, flow.rest, approval, sensitive=True, subject=subject)
        return replace(needed, code="approve_refund_cash") if needed else None

    def begin_rest(self, approval: Approval | None = None) -> ExchangeView | NeedsApproval:
        """Begin to give back what the basket does not take, while Pay is open. The sale completes after that.

        `ServiceError`: nothing_to_give_back, refund_begun.
        """
        now = self._current()
        takes = self.takes(self._checkout.priced.total)
        flow = self._flow(now, takes)
        if not flow.rest:
            raise ServiceError("nothing_to_give_back")
        if now.refunds is not None:
            raise ServiceError("refund_begun")
        refunds = self._new_refunds(now.draft.return_id)
        flow.plan(refunds, now.draft.in_cash)
        own = self._needs(now, flow, refunds, None)
        needed = own and self._needs(now, flow, refunds, approval)
        if needed:
            return needed
        approver = approval.approver_id if approval and own else ""  # nobody approved what nobody was asked about
        now.draft = replace(now.draft, credit=takes, approved_by=approver or now.draft.approved_by)
        now.refunds = refunds
        return self.view()

    def drop_rest(self) -> None:
        """Pay was left: what the basket takes may change. Nothing of the rest moved."""
        if self._now is not None and not self.moved:
            self._now.refunds = None
            self._now.draft = replace(self._now.draft, credit=0, in_cash=())

    def to_cash(self, part_id: str, approval: Approval | None = None) -> ExchangeView | NeedsApproval:
        """Give a share in cash that its tender does not take back: above the cash that was paid, by approval."""
        now, refunds = self._current(), self._moving()
        part = refunds.part(part_id)
        if part.state not in (RefundState.DUE, RefundState.DECLINED) or refunds.busy:
            raise ServiceError("card_at_terminal")
        flow, other = self._flow(now, now.draft.credit), refunds.total - part.amount
        approver = ""
        if flow.is_above_cash(other):
            check = partial(
                self._limits.check,
                Permission.REFUND,
                flow.cash(other),
                sensitive=True,
                subject=f"{now.draft.return_id}/cash",
            )
            own = check(None)
            needed = own and check(approval)
            if needed:
                return replace(needed, code="approve_refund_cash")
            approver = approval.approver_id if approval and own else ""
        refunds.drop(part_id)
        now.draft = replace(return_draft.with_cash(now.draft, part.of), approved_by=approver or now.draft.approved_by)
        return self.view()

    def _moving(self) -> Refunds:
        now = self._current()
        if now.refunds is None:
            raise ServiceError("refund_not_begun")
        return now.refunds

    def _reserve(self, writer: Writer) -> None:
        now = self._current()
        return_draft.reserve(self._desk, writer, now.draft, now.choice.sale, self._desk.store.tax_basis)

    # --- finishing, by `services.paying.payments`

    def joined(self, total: int) -> Joined | None:
        """Return what the sale's transaction has to write beside it, None without a credit.

        Also when the basket takes nothing of it: then all of it went back as money.
        """
        now = self._now
        if now is None:
            return None
        refunds = now.refunds.refunds() if now.refunds is not None else ()
        tender = cash_kind(self._desk).tender_id
        prepared = Prepared(now.draft, now.choice.sale, refunds, tender, self._desk.staff, self._desk.shift_id)
        return Joined(self._commit, prepared, self.takes(total))

    def done(self) -> None:
        """Both documents are on disk."""
        self._now = None
