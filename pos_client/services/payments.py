"""Paying one basket: parts, cash, cards with intent and query, and the commit that makes it a sale.

Main thread, except the methods said to block: `run_card`, `run_query`, `run_cancel`, `run_reverse`. Those talk to the
terminal and the journal on a worker and give an answer that the main thread hands to `card_answered`, or, of
`run_reverse`, to `reversed`.

A card: the intent is journalled before the terminal is asked; the outcome is journalled before the part counts. An
unknown outcome is queried and never charged again. Completing is one journal transaction: receipt number, sale event,
used codes, spooled receipt, and the basket's end. A commit that failed leaves everything as it was; while nobody
knows what became of it, nothing else can be taken, and trying again never sells twice.
"""

from __future__ import annotations

import logging
import uuid
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from datetime import datetime

from pos_client.db.journal import JournalWriteError, Outcome
from pos_client.devices.ports import CardAnswer, CardProgress, CardState, CardStep, PaymentTerminal
from pos_client.domain import settlement
from pos_client.domain.catalogue import RoundingDirection
from pos_client.domain.money import divide_rounded
from pos_client.domain.sale import Sale
from pos_client.domain.tender import Overpayment, Payment, TenderClass, TenderKind
from pos_client.services import card_journal
from pos_client.services.checkout import Checkout
from pos_client.services.desk import Desk, ServiceError
from pos_client.services.sale_commit import SaleCommit
from pos_client.services.views import (
    CashPreview,
    NoteKey,
    PartState,
    PartView,
    PayView,
    TenderKey,
)

__all__ = ["CardAnswer", "CardState", "CardStep", "Part", "Payments"]

CASH_ASKS_ABOVE = 10  # times the amount due
ASK_SLIP = "confirm_slip"
MISMATCH = "amount_mismatch"
_log = logging.getLogger(__name__)


@dataclass
class Part:
    """One part of the payment while it is being paid. `intent_id` names the card payment in the journal."""

    part_id: str
    kind: TenderKind
    amount: int
    state: PartState
    given: int = 0
    reference: str = ""
    message: str = ""
    details: tuple[tuple[str, str], ...] = ()
    foreign_amount: int = 0
    closes: bool = False  # cash that pays the rest, rounded
    returning: bool = False  # CONFIRM asks what the slip of a reversal says
    steps: list[tuple[str, datetime]] = field(default_factory=list)
    asked: int = field(init=False)  # what a card was asked for; the approved amount may be less

    def __post_init__(self) -> None:
        self.asked = self.amount

    def payment(self) -> Payment:
        """Return the settled part."""
        return Payment(
            tender_id=self.kind.tender_id,
            tender_class=self.kind.tender_class,
            amount=self.amount,
            given=self.given or self.amount,
            reference=self.reference,
            details=self.details,
            foreign_amount=self.foreign_amount,
            foreign_currency=self.kind.currency if self.foreign_amount else "",
            intent_id=self.part_id if self.kind.has_intent else "",
        )


class Payments:
    """Pays the basket of one `Checkout`."""

    def __init__(
        self,
        desk: Desk,
        checkout: Checkout,
        commit: SaleCommit,
        terminals: dict[str, PaymentTerminal],
        *,
        is_online: Callable[[], bool],
    ) -> None:
        self._desk = desk
        self._checkout = checkout
        self._commit = commit
        self._terminals = terminals
        self._is_online = is_online
        self._parts: list[Part] = []
        self._committing = False
        self._attempt: Future[Sale] | None = None  # a commit that failed, until the next try
        checkout.holds_money = lambda: self._committing or not self.can_leave()

    # --- reading

    @property
    def total(self) -> int:
        """What the basket costs, before cash rounding."""
        return self._checkout.priced.total

    @property
    def left(self) -> int:
        """What is still to pay; a declined part does not count, a part at the terminal does."""
        if any(p.closes for p in self._parts):
            return 0
        return self.total - sum(p.amount for p in self._parts if p.state is not PartState.DECLINED)

    @property
    def busy(self) -> bool:
        """True while a card is at the terminal, waits for its slip, or has an unknown outcome."""
        held = (PartState.AT_TERMINAL, PartState.UNKNOWN, PartState.CONFIRM)
        return self._committing or any(p.state in held for p in self._parts)

    @property
    def has_parts(self) -> bool:
        """True when something was taken or is at the terminal."""
        return bool(self._parts)

    def view(self) -> PayView:
        """Return the pay screen's whole state."""
        store = self._desk.store
        left = self.left
        due = settlement.due_in_cash(left, store)
        notes = settlement.smart_notes(due, store.denominations) if left > 0 else ()
        return PayView(
            currency=store.currency,
            total=self.total,
            line_count=len([n for n in self._checkout.basket.live_lines if n.parent_id is None]),
            left=left,
            due_cash=due,
            rounding=due - left,
            rounding_step=store.cash_step,
            rounding_down=store.cash_direction is RoundingDirection.DOWN,
            parts=tuple(self._part_view(part) for part in self._parts),
            tenders=tuple(self._tender_key(kind) for kind in self._kinds()),
            notes=tuple(NoteKey(given, given - due) for given in notes),
            busy=self.busy,
            buyer_tax_number=self._checkout.basket.buyer_tax_number,
            saved=self._checkout.priced.saved,
        )

    def _kinds(self) -> tuple[TenderKind, ...]:
        return self._desk.replica.live.tender_kinds()

    def _kind(self, tender_id: str) -> TenderKind:
        kind = next((k for k in self._kinds() if k.tender_id == tender_id), None)
        if kind is None:
            raise ServiceError("unknown_tender", tender=tender_id)
        return kind

    def _part_view(self, part: Part) -> PartView:
        removable = part.state in (PartState.TAKEN, PartState.DECLINED) and not self.busy
        return PartView(
            part.part_id,
            part.kind.tender_id,
            part.kind.names,
            part.kind.tender_class.value,
            part.amount,
            part.state,
            part.message,
            tuple(part.steps),
            removable,
        )

    def _tender_key(self, kind: TenderKind) -> TenderKey:
        return TenderKey(kind.tender_id, kind.names, kind.tender_class.value, self._disabled_by(kind))

    def _disabled_by(self, kind: TenderKind) -> str:
        states = {p.state for p in self._parts}
        if PartState.UNKNOWN in states:
            return "card_unknown"
        if self.busy:
            return "card_at_terminal"
        if self.left < 0 and kind.tender_class is not TenderClass.CASH:
            return "pays_out_cash_only"
        if not kind.works_offline and not self._is_online():
            return "needs_the_line"
        if kind.categories and not self._allowed_amount(kind):
            return "not_for_these_goods"
        return "no_terminal" if kind.has_intent and kind.tender_id not in self._terminals else ""

    def _allowed_amount(self, kind: TenderKind) -> int:
        """Return what `kind` may still pay: the goods of its categories less what it paid already."""
        if not kind.categories:
            return self.left
        basket = self._checkout.basket
        goods = sum(
            line.to_pay
            for line in self._checkout.priced.lines
            if basket.line(line.line_id).product.category in kind.categories
        )
        used = sum(p.amount for p in self._parts if p.kind == kind and p.state is not PartState.DECLINED)
        return max(0, min(self.left, goods - used))

    # --- opening and leaving

    def open(self) -> PayView:
        """Begin (or continue) paying. `ServiceError` with what stops Pay: empty, errors, age, restricted ..."""
        if not self._parts:
            blocked = self._checkout.pay_blocked_by() or self._checkout.used_codes()
            if blocked or not self._desk.shift_id:
                raise ServiceError(blocked or "no_shift")
            self._checkout.note_pay_opened()
        return self.view()

    def can_leave(self) -> bool:
        """Return True when no part holds money that would have to be given back first."""
        return not self.busy and not any(p.state is PartState.TAKEN for p in self._parts)

    def leave(self) -> None:
        """Go back to selling. `ServiceError("parts_taken")` while money was taken."""
        if not self.can_leave():
            raise ServiceError("parts_taken")
        self._parts.clear()

    # --- cash and vouchers

    def preview(self, amount: int | None) -> CashPreview:
        """Return what Enter would do with `amount` in cash; None stands for the exact sum."""
        left = self.left
        due = settlement.due_in_cash(left, self._desk.store)
        given = due if amount is None or left < 0 else amount
        closes = given >= due
        asks = closes and due > 0 and given > CASH_ASKS_ABOVE * due
        return CashPreview(given, closes, due - left if closes else 0, max(0, given - due) if closes else 0, asks)

    def cash(self, tender_id: str, amount: int | None, *, confirmed: bool = False) -> CashPreview:
        """Take cash. When the preview `closes`, the sale may be finished; else it is a part. Asks once above 10 ×."""
        self._refuse_when_busy()
        preview = self.preview(amount)
        if self.left == 0 and self._parts:
            if self._attempt is None:
                raise ServiceError("nothing_to_pay")
            self._attempt = None  # everything is paid and the disk refused: try again
            return replace(preview, asks_once=False)
        if preview.given <= 0 and not preview.closes:
            raise ServiceError("amount_not_positive")
        if preview.asks_once and not confirmed:
            return preview
        kind = self._kind(tender_id)
        due = settlement.due_in_cash(self.left, self._desk.store)
        part = self._taken(kind, due if preview.closes else preview.given, preview.given)
        part.closes = preview.closes
        self._parts.append(part)
        return replace(preview, asks_once=False)

    def foreign_cash(self, tender_id: str, foreign_minor: int) -> PayView:
        """Take foreign notes at the fixed rate; change is in our own money."""
        self._refuse_when_busy()
        kind = self._kind(tender_id)
        if foreign_minor <= 0:
            raise ServiceError("amount_not_positive")
        worth = divide_rounded(foreign_minor * kind.rate_millionths, 1_000_000)
        due = settlement.due_in_cash(self.left, self._desk.store)
        if worth <= 0 or self.left <= 0:
            raise ServiceError("amount_not_positive")
        part = self._taken(kind, min(worth, due), worth)
        part.closes = worth >= due
        part.foreign_amount = foreign_minor
        self._parts.append(part)
        return self.view()

    def voucher(self, tender_id: str, amount: int, reference: str) -> PayView:
        """Take a voucher of `amount`; what is above the amount due is forfeited or refused by its kind."""
        self._refuse_when_busy()
        kind = self._kind(tender_id)
        allowed = self._allowed_amount(kind)
        if amount <= 0 or allowed <= 0:
            raise ServiceError("amount_not_positive" if amount <= 0 else "not_for_these_goods")
        if any(p.reference == reference and reference for p in self._parts):
            raise ServiceError("voucher_twice")
        if amount > allowed and kind.overpayment is not Overpayment.FORFEITED:
            raise ServiceError("above_amount_due")
        part = self._taken(kind, min(amount, allowed), amount)
        part.reference = reference[:64]
        self._parts.append(part)
        return self.view()

    def _taken(self, kind: TenderKind, amount: int, given: int) -> Part:
        return Part(uuid.uuid4().hex, kind, amount, PartState.TAKEN, given=given)

    def _refuse_when_busy(self) -> None:
        if self.busy:
            raise ServiceError("card_at_terminal")
        if self._in_doubt:
            raise ServiceError("sale_in_doubt")

    def remove(self, part_id: str) -> PayView:
        """Take back a cash or voucher part, or a declined card. An approved card goes through `run_reverse`."""
        self._refuse_when_busy()
        part = self._part(part_id)
        if part.state is PartState.TAKEN and part.kind.has_intent:
            raise ServiceError("reverse_first")
        if part.state not in (PartState.TAKEN, PartState.DECLINED):
            raise ServiceError("card_at_terminal")
        self._parts.remove(part)
        return self.view()

    def _part(self, part_id: str) -> Part:
        part = next((p for p in self._parts if p.part_id == part_id), None)
        if part is None:
            raise ServiceError("no_such_part")
        return part

    # --- cards

    def begin_card(self, tender_id: str, amount: int | None) -> PartView:
        """Put a card part at the terminal; then call `run_card` off the main thread. None pays what is left."""
        self._refuse_when_busy()
        kind = self._kind(tender_id)
        cause = self._disabled_by(kind)
        if cause:
            raise ServiceError(cause)
        most = self._allowed_amount(kind)
        asked = most if amount is None else amount
        if asked <= 0:
            raise ServiceError("amount_not_positive")
        if asked > most:
            raise ServiceError("above_amount_due")
        integrated = self._terminals[tender_id].is_integrated
        state = PartState.AT_TERMINAL if integrated else PartState.CONFIRM
        part = Part(uuid.uuid4().hex, kind, asked, state)
        self._parts = [p for p in self._parts if p.state is not PartState.DECLINED]
        self._parts.append(part)
        return self._part_view(part)

    def run_card(self, part_id: str, progress: CardProgress) -> CardAnswer:
        """Journal the intent, charge, journal the outcome. Blocks; not on the main thread."""
        part = self._part(part_id)
        basket_id = self._checkout.basket.basket_id
        try:
            card_journal.open_intent(self._desk, part_id, basket_id, part.kind, part.amount)
        except JournalWriteError as error:
            return CardAnswer(part_id, CardState.NOT_STARTED, message=error.code, code=error.code)
        terminal = self._terminals[part.kind.tender_id]
        if not terminal.is_integrated:
            return CardAnswer(part_id, CardState.UNKNOWN, message=ASK_SLIP, code=ASK_SLIP)
        answer = terminal.charge(part_id, part.amount, self._desk.store.currency.code, progress)
        return self._record(part, basket_id, answer, also_unknown=True)

    def run_query(self, part_id: str) -> CardAnswer:
        """Ask the terminal what became of the charge. Blocks; not on the main thread."""
        part = self._part(part_id)
        return self._record(part, self._checkout.basket.basket_id, self._terminal(part).query(part_id))

    def run_cancel(self, part_id: str) -> CardAnswer:
        """Ask the terminal to cancel what is at it. Blocks; not on the main thread."""
        part = self._part(part_id)
        return self._record(part, self._checkout.basket.basket_id, self._terminal(part).cancel(part_id))

    def run_reverse(self, part_id: str) -> CardAnswer:
        """Give an approved card part back. Blocks; not on the main thread. CANCELLED means the money is back.

        Of a standalone terminal the cashier then says what the slip says (`confirm_slip`).
        """
        self._refuse_when_busy()
        part = self._part(part_id)
        terminal = self._terminal(part)
        if not terminal.is_integrated:
            return CardAnswer(part_id, CardState.UNKNOWN, message=ASK_SLIP, code=ASK_SLIP)
        answer = terminal.reverse(part_id, part.reference, part.amount)
        if answer.state is not CardState.CANCELLED or answer.intent_id != part_id:
            return replace(answer, state=CardState.UNKNOWN)
        return self._record(part, self._checkout.basket.basket_id, answer)

    def _terminal(self, part: Part) -> PaymentTerminal:
        terminal = self._terminals.get(part.kind.tender_id)
        if terminal is None:
            raise ServiceError("no_terminal")
        return terminal

    def _record(self, part: Part, basket_id: str, answer: CardAnswer, *, also_unknown: bool = False) -> CardAnswer:
        """Journal an answer and return what counts: one that cannot be true counts as unknown, with an alarm."""
        if answer.intent_id != part.part_id:
            _log.error("an answer for %s came to the question about %s", answer.intent_id, part.part_id)
            return CardAnswer(part.part_id, CardState.UNKNOWN, message="wrong_intent", code="wrong_intent")
        if answer.state is CardState.APPROVED and not 0 < answer.approved <= part.asked:
            _log.error("%s approved for %s, where %s was asked", answer.approved, part.part_id, part.asked)
            answer = CardAnswer(part.part_id, CardState.UNKNOWN, message=MISMATCH, code=MISMATCH)
        if answer.code == MISMATCH and part.message != MISMATCH:  # told once, however often it is asked again
            self._checkout.on_trouble("card_amount_mismatch")
        if answer.state is not CardState.UNKNOWN or also_unknown:
            card_journal.record_answer(self._desk, basket_id, part.kind.tender_id, part.asked, answer)
        return answer

    def confirm_slip(self, part_id: str, *, approved: bool, reference: str = "") -> PayView:
        """Say what the slip of a standalone terminal says, of a payment or of its reversal."""
        part = self._part(part_id)
        if part.state is not PartState.CONFIRM:
            raise ServiceError("no_such_part")
        if part.returning:
            return self._confirm_return(part, approved=approved)
        state = CardState.APPROVED if approved else CardState.DECLINED
        answer = CardAnswer(part_id, state, part.amount if approved else 0, reference[:64], "slip", code="slip")
        self._record_slip(part, answer)
        return self.card_answered(part_id, answer)

    def _confirm_return(self, part: Part, *, approved: bool) -> PayView:
        part.returning, part.state, part.message = False, PartState.TAKEN, ""
        if approved:
            self._record_slip(part, CardAnswer(part.part_id, CardState.CANCELLED, message="slip", code="slip"))
            self._parts.remove(part)
        return self.view()

    def _record_slip(self, part: Part, answer: CardAnswer) -> None:
        by, basket_id = self._desk.staff.staff_id, self._checkout.basket.basket_id
        future = card_journal.record_answer_later(
            self._desk, basket_id, part.kind.tender_id, part.asked, answer, confirmed_by=by
        )
        self._checkout.watch(future)

    def card_step(self, part_id: str, step: CardStep) -> PayView:
        """Note a step of the card on the main thread."""
        self._part(part_id).steps.append((step.value, self._desk.clock()))
        return self.view()

    def card_answered(self, part_id: str, answer: CardAnswer) -> PayView:
        """Take the terminal's answer over on the main thread."""
        part = self._part(part_id)
        if part.state not in (PartState.AT_TERMINAL, PartState.UNKNOWN, PartState.CONFIRM):
            if answer.state is not CardState.APPROVED or part.state is not PartState.DECLINED:
                return self.view()  # answered already, by a query or a cancellation that overtook it
            _log.warning("%s was approved after all", part_id)  # the money moved: it must count, or be given back
        if answer.code == ASK_SLIP or answer.intent_id != part_id:
            return self.view()
        part.message = answer.message
        if answer.state is CardState.APPROVED:
            part.state, part.amount, part.given = PartState.TAKEN, answer.approved, answer.approved
            part.reference, part.details = answer.reference, answer.details
        elif answer.state is CardState.UNKNOWN:
            part.state = PartState.UNKNOWN
        else:
            part.state = PartState.DECLINED
        return self.view()

    def card_lost(self, part_id: str) -> PayView:
        """Nobody knows what the terminal did (the journal or the program failed): ask, never charge again."""
        part = next((p for p in self._parts if p.part_id == part_id), None)
        if part is not None and part.state is PartState.AT_TERMINAL:
            part.state = PartState.UNKNOWN
        return self.view()

    def is_unknown(self, part_id: str) -> bool:
        """Tell whether the outcome of this part is still unknown."""
        return any(p.part_id == part_id and p.state is PartState.UNKNOWN for p in self._parts)

    def reversed(self, part_id: str, answer: CardAnswer) -> PayView:
        """Take the answer to a reversal over: the part goes, or the basket stays open with the part as it was."""
        part = self._part(part_id)
        if answer.state is CardState.CANCELLED:
            self._parts.remove(part)
        elif answer.code == ASK_SLIP:
            part.state, part.returning, part.message = PartState.CONFIRM, True, "return_slip"
        else:
            part.message = answer.message or "reversal_unknown"
        return self.view()

    def restore(self) -> bool:
        """After a restart: bring back approved and unknown card parts of this basket. True when there are any."""
        known = {part.part_id for part in self._parts}
        for intent in card_journal.of_basket(self._desk, self._checkout.basket.basket_id):
            if intent.intent_id in known:
                continue
            kind = self._kind_of_intent(intent.tender_id)
            part = Part(intent.intent_id, kind, intent.amount, PartState.UNKNOWN, reference=intent.reference)
            terminal = self._terminals.get(kind.tender_id)
            if terminal is None or not terminal.is_integrated:  # nobody to ask but the slip
                part.state = PartState.CONFIRM
            if intent.approved:
                part.state, part.amount, part.given = PartState.TAKEN, intent.approved, intent.approved
                part.details = intent.details
            self._parts.append(part)
        return bool(self._parts)

    def _kind_of_intent(self, tender_id: str) -> TenderKind:
        """Return the kind that was paid with, also when this store no longer has it: the money has moved."""
        for kind in self._kinds():
            if kind.tender_id == tender_id:
                return kind
        currency = self._desk.store.currency.code
        return TenderKind(
            tender_id, (), TenderClass.CARD, currency, Overpayment.REFUSED, False, True, True, True, True, "electronic"
        )

    # --- finishing

    @property
    def is_settled(self) -> bool:
        """True when the parts pay the basket, cash rounding included. After a failed commit not until it is repeated.

        `cash` with nothing left to pay repeats it.
        """
        return not self.busy and self.left == 0 and self._attempt is None

    @property
    def _in_doubt(self) -> bool:
        """True while a failed commit may have gone through after all."""
        attempt = self._attempt
        error = attempt.exception() if attempt is not None and attempt.done() else None
        return isinstance(error, JournalWriteError) and error.outcome is not Outcome.NOT_COMMITTED

    def finish(self) -> Future[Sale]:
        """Commit the sale; the future gives it once it is on disk. `ServiceError`: not_paid, no_shift.

        On success call `done`, else `not_done`.
        """
        if self._committing or self.busy or self.left != 0:
            raise ServiceError("not_paid")
        payments = tuple(p.payment() for p in self._parts if p.state is PartState.TAKEN)
        intents = tuple(p.part_id for p in self._parts if p.kind.has_intent and p.state is PartState.TAKEN)
        self._attempt = self._commit.commit(self._checkout.basket, self._checkout.priced, payments, intents)
        self._committing = True
        return self._attempt

    def done(self) -> None:
        """The sale is on disk: begin the next basket."""
        self._committing, self._attempt = False, None
        self._parts.clear()
        self._checkout.start_new()

    def not_done(self) -> PayView:
        """The commit failed: nothing was sold, the basket and the parts are as before.

        Closing cash is given back to type again, unless the disk cannot say what became of the commit: then everything
        stays for another try, which gives the sale that there may be and never a second one.
        """
        self._committing = False
        if not self._in_doubt:
            self._parts = [p for p in self._parts if not p.closes]
            if self.left != 0:
                self._attempt = None
        return self.view()
