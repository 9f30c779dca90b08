"""Returns of this register's sales, line by line, and of goods without a receipt: one at a time.

A flow: `find` (or `start_loose`), choose, `begin` with what it needs approved, `begin_refund` and `run_refund` for
every refund that `asks_terminal`, then `finish`, and `done` or `not_done`. Main thread, except `run_refund` and
`run_query`, which block; what they give is handed to `refund_answered`. A return whose money moved or may have moved
cannot be dropped: it is finished now, or set aside and resumed, also after a restart.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from concurrent.futures import Future
from datetime import date, timedelta
from functools import partial

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from pos_client.db.journal import JournalWriteError, Outcome, Writer
from pos_client.devices.ports import PaymentTerminal
from pos_client.domain.barcode import ReceiptCode, classify
from pos_client.domain.returns import Condition, Return, ReturnLine, tax_totals, why_not
from pos_client.domain.sale import Sale
from pos_client.domain.staff import Permission
from pos_client.domain.tender import PAPERS
from pos_client.services.desk import Desk, ServiceError
from pos_client.services.limits import Limits
from pos_client.services.papers.documents import sale_of
from pos_client.services.reasons import judged_reason
from pos_client.services.returning import return_draft
from pos_client.services.returning.refund_steps import RefundSteps
from pos_client.services.returning.refunds import Refunds
from pos_client.services.returning.return_choice import Choice
from pos_client.services.returning.return_commit import Prepared, ReturnCommit
from pos_client.services.returning.return_draft import Draft
from pos_client.services.returning.return_money import Flow, cash_kind
from pos_client.services.returning.returns_views import PendingView, ReasonView, RefundState, ReturnView
from pos_client.services.selling.checkout import Checkout
from pos_client.services.views import Approval, NeedsApproval

DAYS_KEY = "return_days"


class _Current(Struct):
    """The return in hand. `refunds` is None while it is being chosen; then `draft.lines` are what comes back."""

    draft: Draft
    choice: Choice
    used: int
    refunds: Refunds | None = None
    attempt: Future[Return] | None = None
    in_doubt: bool = False

    @property
    def sale(self) -> Sale | None:
        return self.choice.sale

    @property
    def lines(self) -> tuple[ReturnLine, ...]:
        return self.choice.lines() if self.refunds is None else self.draft.lines


class Returns(RefundSteps[ReturnView]):
    """The return screen's job. `trouble` is told message codes that a person must know, also on other threads."""

    def __init__(
        self,
        desk: Desk,
        limits: Limits,
        checkout: Checkout,
        commit: ReturnCommit,
        terminals: dict[str, PaymentTerminal],
        *,
        trouble: Callable[[str], None],
    ) -> None:
        super().__init__(desk, limits, checkout, terminals, trouble=trouble)
        self._commit = commit
        self._now: _Current | None = None

    # --- beginning

    @property
    def is_open(self) -> bool:
        """True while a return is in hand."""
        return self._now is not None

    def find(self, text: str) -> ReturnView:
        """Take a receipt of this register in hand, by its scanned code, its number, or the number's last digits.

        `ServiceError`: no_shift, return_in_hand, unknown_receipt, receipt_of_other_register, sale_post_voided,
        is_a_return, nothing_to_return, receipt_damaged.
        """
        self._refuse_to_begin()
        reader = self._desk.journal.reader()
        number = receipt_number(self._desk, text)
        row = reader.sale(number)
        if row is None:
            raise ServiceError(self._why_unknown(number), receipt=number)
        sale = sale_of(reader, row)
        choice = Choice(self._desk, sale, return_draft.earlier(reader, sale.sale_id))
        back = choice.back
        if all(why_not(line, back.get(line.line.line_id, 0)) for line in sale.lines):
            raise ServiceError("nothing_to_return", receipt=number)
        draft = replace(self._new_draft(), sale_id=sale.sale_id, original_receipt=sale.receipt_number)
        self._now = _Current(draft, choice, self._used(has_receipt=True))
        return self.view()

    def _why_unknown(self, number: str) -> str:
        row = self._desk.journal.reader().correction(number)
        if row is not None:
            return "is_a_return" if row.kind == "return" else "sale_post_voided"
        prefix, dash, count = number.rpartition("-")
        other = dash and count.isdigit() and prefix and prefix != self._desk.replica.live.register.prefix
        return "receipt_of_other_register" if other else "unknown_receipt"

    def start_loose(self) -> ReturnView:
        """Begin a return without a receipt; goods come by `scan`. `ServiceError`: no_shift, return_in_hand."""
        self._refuse_to_begin()
        self._now = _Current(self._new_draft(), Choice(self._desk, None, ()), self._used(has_receipt=False))
        return self.view()

    def _refuse_to_begin(self) -> None:
        refuse_without_shift(self._desk)
        if self._now is not None:
            raise ServiceError("return_in_hand")

    def _new_draft(self) -> Draft:
        return Draft(uuid.uuid4().hex, self._desk.clock(), self._desk.staff.staff_id)

    def _used(self, *, has_receipt: bool) -> int:
        """Return what the person at the till gave back in this shift without anybody's yes: slices count together.

        What waits counts too: a return set aside, or the credit of a basket.
        """
        reader, me = self._desk.journal.reader(), self._desk.staff.staff_id
        rows = reader.corrections_of_shift(self._desk.shift_id)
        mine = [r for r in rows if r.kind == "return" and r.cashier_id == me and bool(r.sale_id) is has_receipt]
        waiting = (d for d in return_draft.pending(reader) if d.opened_by == me and bool(d.sale_id) is has_receipt)
        return sum(r.total for r in mine if not msgspec.json.decode(r.data, type=Return).approved_by) + sum(
            draft.total for draft in waiting if not (draft.approved_by or draft.post_void_reason)
        )

    # --- choosing

    def set_quantity(self, line_id: int, thousandths: int) -> ReturnView:
        """Choose how much of a line comes back; 0 takes it off. A marked unit is chosen by `scan` alone.

        `ServiceError`: the codes of `domain.returns.return_lines`.
        """
        self._choosing().choice.set_quantity(line_id, thousandths)
        return self.view()

    def take_all(self) -> ReturnView:
        """Choose everything that can come back; marked units wait for their codes."""
        self._choosing().choice.take_all()
        return self.view()

    def scan(self, text: str, symbology: str = "unknown") -> ReturnView:
        """Take one more unit of what was scanned: of the sale's lines, or, without a receipt, of the catalogue.

        `ServiceError`: not_on_receipt, nothing_left, code_returned, unknown_product, weight_needed, no_price.
        """
        self._choosing().choice.scan(text, symbology)
        return self.view()

    def set_price(self, line_id: int, unit_price: int) -> ReturnView:
        """Type the price of goods without a receipt; it then needs an approval."""
        self._choosing().choice.set_price(line_id, unit_price)
        return self.view()

    def reasons(self) -> tuple[ReasonView, ...]:
        """Return the reasons to choose from, in order."""
        live = self._desk.replica.live
        return tuple(
            ReasonView(r.reason_id, r.names, r.text_needed, self._condition_for(r.reason_id).value)
            for r in live.reasons("return")
        )

    def _condition_for(self, reason_id: str) -> Condition:
        return Condition(self._desk.replica.live.settings.get(f"condition.{reason_id}", Condition.RESALABLE.value))

    def set_reason(self, reason_id: str, words: str = "", line_id: int = 0) -> ReturnView:
        """Give a line, or with 0 every chosen line, its reason, and the condition that usually goes with it.

        `ServiceError`: reason_needed, reason_words_needed.
        """
        reason = judged_reason(self._desk.replica.live, "return", reason_id, words)
        self._choosing().choice.mark(line_id, reason=reason, condition=self._condition_for(reason_id))
        return self.view()

    def set_condition(self, condition: str, line_id: int = 0) -> ReturnView:
        """Say how a line, or with 0 every chosen line, came back: "resalable", "damaged", "disposed"."""
        self._choosing().choice.mark(line_id, condition=Condition(condition))
        return self.view()

    def _current(self) -> _Current:
        if self._now is None:
            raise ServiceError("no_return")
        return self._now

    def _choosing(self) -> _Current:
        now = self._current()
        if now.refunds is not None:
            raise ServiceError("return_begun")
        return now

    def set_onto_slip(self, *, onto_slip: bool) -> ReturnView:
        """Give what vouchers paid, which take nothing back, onto a credit slip, or in cash by approval."""
        now = self._choosing()
        paid = now.sale.payments if now.sale else ()
        papers = [of for of, payment in enumerate(paid) if payment.tender_class in PAPERS]
        now.draft = replace(now.draft, in_cash=() if onto_slip else tuple(papers))
        return self.view()

    # --- reading

    def view(self) -> ReturnView:
        """Return the whole state of the return in hand. `ServiceError("no_return")`."""
        now = self._current()
        lines, sale, store = now.lines, now.sale, self._desk.store
        flow, refunds = self._flow(now), self._refunds(now)
        cash = flow.cash_view(refunds.total, is_fixed=now.refunds is not None)
        to_give = refunds.total + (cash.amount if cash else 0)
        names = {kind.tender_id: kind.names for kind in self._desk.replica.live.tender_kinds()}
        moved = now.refunds is not None and now.refunds.moved
        taxes = tax_totals(lines, store.tax_basis)
        return ReturnView(
            return_id=now.draft.return_id,
            original_receipt=now.draft.original_receipt,
            sold_at=sale.completed_at if sale else None,
            cashier_name=sale.cashier_name if sale else "",
            payments=tuple((names.get(p.tender_id, ()), p.amount) for p in sale.payments) if sale else (),
            currency=store.currency,
            lines=now.choice.views(lines),
            refunds=(*refunds.views(), cash) if cash else refunds.views(),
            taxes=taxes,
            tax=sum(group.tax for group in taxes),
            total=flow.total,
            to_give=to_give,
            cash_rounding=to_give - flow.total,
            line_count=sum(line.parent_id is None for line in lines),
            stage="choosing" if now.refunds is None else "settled" if now.refunds.settled else "refunding",
            blocked_by=self._blocked_by(now),
            needs=self._needs(now, None) if lines and now.refunds is None else None,
            limit=self._desk.staff.role.limit(Permission.REFUND if sale else Permission.NO_RECEIPT_RETURN),
            used=now.used,
            last_day=self._last_day(sale),
            is_late=self._is_late(sale),
            can_leave=not moved and now.attempt is None and not now.in_doubt,
            can_set_aside=moved and now.attempt is None,
            can_exchange=bool(lines) and now.refunds is None and self._blocked_by(now) in ("", "basket_in_hand"),
            buyer_tax_number=sale.buyer_tax_number if sale else "",
            onto_slip=_onto_slip(now, refunds),
        )

    def _flow(self, now: _Current) -> Flow:
        return Flow(self._desk, now.sale, now.choice.earlier, now.lines)

    def _refunds(self, now: _Current) -> Refunds:
        """Return the parts that are given back, or, while choosing, those that would be."""
        if now.refunds is not None:
            return now.refunds
        planned = self._new_refunds(now.draft.return_id)
        self._flow(now).plan(planned, now.draft.in_cash)
        return planned

    def _blocked_by(self, now: _Current) -> str:
        lines = now.lines
        if not lines:
            return "nothing_chosen"
        if any(not line.reason for line in lines if line.parent_id is None):
            return "reason_needed"
        if not self._checkout.basket.is_empty:
            return "basket_in_hand"
        return "refund_waits" if now.refunds is not None and not now.refunds.settled else ""

    def _last_day(self, sale: Sale | None) -> date | None:
        days = int(self._desk.replica.live.settings.get(DAYS_KEY, "0"))
        return self._desk.business_day(sale.completed_at) + timedelta(days=days) if sale and days else None

    def _is_late(self, sale: Sale | None) -> bool:
        last = self._last_day(sale)
        return last is not None and self._desk.business_day(self._desk.clock()) > last

    # --- approving

    def _needs(self, now: _Current, approval: Approval | None, *, gives_cash: bool = True) -> NeedsApproval | None:
        """Return what must be approved: too much in this shift, too late, no receipt, cash for what was no cash."""
        flow, subject = self._flow(now), now.draft.return_id
        amount = now.used + flow.total
        if now.sale is None:
            permission, sensitive, code = (
                Permission.NO_RECEIPT_RETURN,
                now.choice.priced_by_hand,
                "approve_no_receipt_return",
            )
        else:
            late, cash = self._is_late(now.sale), gives_cash and flow.is_above_cash(self._refunds(now).total)
            permission, sensitive = Permission.REFUND, late or cash
            code = "approve_refund_late" if late else "approve_refund_cash" if cash else "approve_refund"
        needed = self._limits.check(permission, amount, approval, sensitive=sensitive, subject=subject)
        return replace(needed, code=code) if needed else None

    def begin(self, approval: Approval | None = None) -> ReturnView | NeedsApproval:
        """Fix what comes back and begin to give the money. `ServiceError` with what stops it, `view().blocked_by`."""
        now = self._choosing()
        blocked = self._blocked_by(now)
        if blocked:
            raise ServiceError(blocked)
        own = self._needs(now, None)
        needed = own and self._needs(now, approval)
        if needed:
            return needed
        refunds = self._refunds(now)
        now.draft = _fixed(now, approval if own else None)
        now.refunds = refunds
        return self.view()

    def for_exchange(self, approval: Approval | None) -> tuple[Draft, Choice] | NeedsApproval:
        """Return what was chosen, approved, as the credit of a basket; `services.returning.exchange` takes it over.

        The return stays in hand until `handed_over`.
        """
        now = self._choosing()
        blocked = self._blocked_by(now)
        if blocked and blocked != "basket_in_hand":
            raise ServiceError(blocked)
        own = self._needs(now, None, gives_cash=False)
        needed = own and self._needs(now, approval, gives_cash=False)
        return needed or (_fixed(now, approval if own else None), now.choice)

    def handed_over(self) -> None:
        """The return is a credit now: nothing is in hand."""
        self._now = None

    # --- cards

    def _refunding(self) -> tuple[_Current, Refunds]:
        now = self._current()
        if now.refunds is None or now.attempt is not None:
            raise ServiceError("return_not_begun")
        return now, now.refunds

    def _moving(self) -> Refunds:
        return self._refunding()[1]

    def _reserve(self, writer: Writer) -> None:
        now = self._refunding()[0]
        return_draft.reserve(self._desk, writer, now.draft, now.sale, self._desk.store.tax_basis)

    def to_cash(self, part_id: str, approval: Approval | None = None) -> ReturnView | NeedsApproval:
        """Give a share in cash that its tender does not take back: above the cash that was paid, by approval."""
        now, refunds = self._refunding()
        part = refunds.part(part_id)
        if part.state not in (RefundState.DUE, RefundState.DECLINED) or refunds.busy:
            raise ServiceError("card_at_terminal")
        other, flow = refunds.total - part.amount, self._flow(now)
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

    # --- finishing

    def finish(self) -> Future[Return]:
        """Commit the return; the future gives it once it is on disk. Repeating it never gives back twice.

        On success call `done`, else `not_done`. `ServiceError`: refund_waits, no_shift.
        """
        now, refunds = self._refunding()
        if not refunds.settled:
            raise ServiceError("refund_waits")
        refuse_without_shift(self._desk)
        now.attempt = self._commit.commit(self._prepared(now, refunds))
        return now.attempt

    def _prepared(self, now: _Current, refunds: Refunds) -> Prepared:
        tender = cash_kind(self._desk).tender_id
        return Prepared(now.draft, now.sale, refunds.refunds(), tender, self._desk.staff, self._desk.shift_id)

    def done(self) -> None:
        """The return is on disk."""
        self._now = None

    def not_done(self) -> ReturnView:
        """The commit failed, nothing was given but what cards got: try again, or choose again what has changed."""
        now = self._current()
        error = now.attempt.exception() if now.attempt is not None and now.attempt.done() else None
        now.attempt = None
        now.in_doubt = isinstance(error, JournalWriteError) and error.outcome is not Outcome.NOT_COMMITTED
        if isinstance(error, ServiceError) and now.refunds is not None and not now.refunds.moved and now.sale:
            now.refunds = None
            now.draft = replace(now.draft, return_id=uuid.uuid4().hex, lines=(), approved_by="", in_cash=())
            now.choice.start_again(return_draft.earlier(self._desk.journal.reader(), now.sale.sale_id))
        return self.view()

    def leave(self) -> None:
        """Drop the return. `ServiceError("refund_moved")` once money moved or may have."""
        now = self._now
        if now is None:
            return
        if now.attempt is not None or now.in_doubt or (now.refunds is not None and now.refunds.moved):
            raise ServiceError("refund_moved")
        return_draft.release_later(self._desk, now.draft.return_id, self._checkout.watch)
        self._now = None

    # --- set aside, and after a restart

    def set_aside(self) -> None:
        """Put a return away whose card refund is not decided: it waits in `pending`, its goods are taken."""
        _now, refunds = self._refunding()
        if not refunds.moved:
            raise ServiceError("return_not_begun")
        self._now = None

    def pending(self) -> tuple[PendingView, ...]:
        """Return the returns that were begun and not finished, oldest first."""
        current = self._now.draft.return_id if self._now else ""
        return return_draft.pending_views(
            self._desk.journal.reader(),
            lambda d: d.return_id != current and not (d.exchange_for or d.post_void_reason),
        )

    def resume(self, return_id: str) -> ReturnView:
        """Take a return in hand again that was set aside, or that a restart interrupted."""
        self._refuse_to_begin()
        reader = self._desk.journal.reader()
        draft = next((d for d in return_draft.pending(reader) if d.return_id == return_id), None)
        if draft is None:
            raise ServiceError("no_return")
        row = reader.sale_by_id(draft.sale_id) if draft.sale_id else None
        sale = sale_of(reader, row) if row else None
        choice = Choice(self._desk, sale, return_draft.earlier(reader, draft.sale_id, draft.return_id))
        choice.chosen, choice.loose = {c.line_id: c for c in draft.chosen}, list(draft.loose)
        now = _Current(draft, choice, 0, self._new_refunds(draft.return_id))
        if now.refunds is not None:
            now.refunds.restore(sale.payments if sale else ())
            self._flow(now).plan(now.refunds, draft.in_cash)
        self._now = now
        return self.view()


def _onto_slip(now: _Current, refunds: Refunds) -> bool | None:
    """Return where what vouchers paid goes while it is chosen; None when there is nothing to choose."""
    if now.refunds is not None:
        return None
    return True if any(part.onto_slip for part in refunds.parts) else False if now.draft.in_cash else None


def _fixed(now: _Current, approval: Approval | None) -> Draft:
    """Return the draft with its lines as they are now."""
    return replace(
        now.draft,
        chosen=tuple(now.choice.chosen.values()),
        loose=tuple(now.choice.loose),
        lines=now.lines,
        approved_by=approval.approver_id if approval else "",
    )


def refuse_without_shift(desk: Desk) -> None:
    """`ServiceError`: no_shift, counting (the till is being counted: nothing moves its money)."""
    if not desk.shift_id:
        raise ServiceError("no_shift")
    if desk.counting:
        raise ServiceError("counting")


def receipt_number(desk: Desk, text: str) -> str:
    """Return the receipt number that a scanned code, a typed number or its last digits stand for."""
    text = text.strip()
    code = classify(text, "unknown", ())
    if isinstance(code, ReceiptCode):
        return code.receipt_number
    if text.isascii() and text.isdigit():  # the count without the register's prefix
        return f"{desk.replica.live.register.prefix}-{int(text[:12]):06d}"
    return text.upper()[:64]
