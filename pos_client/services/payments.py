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
from dataclasses import replace

from pos_client.db.journal import JournalWriteError, Outcome
from pos_client.devices.ports import CardAnswer, CardProgress, CardState, CardStep, PaymentTerminal
from pos_client.domain import settlement
from pos_client.domain.catalogue import RoundingDirection
from pos_client.domain.money import divide_rounded
from pos_client.domain.sale import Sale
from pos_client.domain.tender import Overpayment, TenderClass, TenderKind
from pos_client.services import card_journal
from pos_client.services.checkout import Checkout
from pos_client.services.desk import Desk, ServiceError
from pos_client.services.pay_part import Part, kind_of_intent
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
LEAST_ROOM = 8 * 1024  # bytes that the parts of a payment may take in the sale's event
PARTS_ROOM = 3  # parts that every basket has room for: one, one approved for less, and cash that closes
PART_BYTES = 2 * 1024  # what one part takes there at most, beside its share of every line
_HELD = (PartState.AT_TERMINAL, PartState.UNKNOWN, PartState.CONFIRM, PartState.RETURNING)
_log = logging.getLogger(__name__)


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
        self._doubts: list[JournalWriteError] = []  # of this basket's commits; the journal still learns how they ended
        self._dropped: dict[str, tuple[Part, str]] = {}  # card parts that were taken away, and their baskets
        self._given_back: set[str] = set()
        checkout.holds_money = lambda: self._committing or not self.can_leave()

    # --- reading

    @property
    def total(self) -> int:
        """What the basket costs, before cash rounding."""
        return self._checkout.priced.total

    @property
    def left(self) -> int:
        """What is still to pay; a declined part does not count, a part at the terminal does."""
        return self.total - sum(p.amount - p.rounding for p in self._parts if p.state is not PartState.DECLINED)

    @property
    def busy(self) -> bool:
        """True while a card is at the terminal, gets its money back, waits for its slip, or has an unknown outcome."""
        return self._committing or any(p.state in _HELD for p in self._parts)

    @property
    def has_parts(self) -> bool:
        """True when something was taken or is at the terminal."""
        return bool(self._parts)

    def view(self) -> PayView:
        """Return the pay screen's whole state."""
        store = self._desk.store
        left = self.left
        due = settlement.due_in_cash(left, store)
        whole = [piece for piece in store.denominations if piece >= store.currency.factor]  # coins are not handed over
        notes = settlement.smart_notes(due, whole) if left > 0 else ()
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
            if self._room() < max(LEAST_ROOM, PARTS_ROOM * self._part_bytes()):
                raise ServiceError("basket_too_large")
            self._checkout.note_pay_opened()
        return self.view()

    def can_leave(self) -> bool:
        """Return True when no part holds money that would have to be given back first."""
        return not self.busy and not any(p.state is PartState.TAKEN for p in self._parts)

    def leave(self) -> None:
        """Go back to selling. `ServiceError("parts_taken")` while money was taken."""
        if not self.can_leave():
            raise ServiceError("parts_taken")
        for part in list(self._parts):
            self._drop(part)

    def _room(self) -> int:
        return self._commit.room(self._checkout.basket, self._checkout.priced)

    def _part_bytes(self) -> int:
        return PART_BYTES + sum(len(str(line.to_pay)) + 2 for line in self._checkout.priced.lines)

    def _refuse_without_room(self, *, closes: bool = False) -> None:
        """A part that may leave something to pay needs room for the next one, too: the sale must fit in one event."""
        taken = sum(p.state is not PartState.DECLINED for p in self._parts)
        if taken and (taken + (1 if closes else 2)) * self._part_bytes() > self._room():
            raise ServiceError("basket_too_large")

    # --- cash and vouchers

    def preview(self, amount: int | None) -> CashPreview:
        """Return what Enter would do with `amount` in cash; None stands for the exact sum."""
        left = self.left
        due = settlement.due_in_cash(left, self._desk.store)
        given = due if amount is None or left < 0 else amount
        closes = given >= due or settlement.closes(left, given, self._desk.store)
        asks = closes and due > 0 and given > CASH_ASKS_ABOVE * due
        counts = min(given, due)
        return CashPreview(given, closes, counts - left if closes else 0, given - counts if closes else 0, asks)

    def cash(self, tender_id: str, amount: int | None, *, confirmed: bool = False) -> CashPreview:
        """Take cash. When the preview `closes`, the sale may be finished; else it is a part. Asks once above 10 ×."""
        preview = self.preview(amount)
        if self.left == 0 and self._parts and not self.busy:
            if self._attempt is None:
                raise ServiceError("nothing_to_pay")
            self._attempt = None  # everything is paid and the disk refused: try again, also what is in doubt
            return replace(preview, asks_once=False)
        self._refuse_when_busy()
        if preview.given <= 0 and not preview.closes:
            raise ServiceError("amount_not_positive")
        if preview.asks_once and not confirmed:
            return preview
        kind = self._kind(tender_id)
        self._refuse_without_room(closes=preview.closes)
        self._take(kind, preview.given - preview.change, preview.given, closes=preview.closes)
        return replace(preview, asks_once=False)

    def foreign_cash(self, tender_id: str, foreign_minor: int) -> PayView:
        """Take foreign notes at the fixed rate; change is in our own money, in pieces that there are."""
        self._refuse_when_busy()
        kind = self._kind(tender_id)
        if foreign_minor <= 0:
            raise ServiceError("amount_not_positive")
        worth = divide_rounded(foreign_minor * kind.rate_millionths, 1_000_000)
        left, store = self.left, self._desk.store
        if worth <= 0 or left <= 0:
            raise ServiceError("amount_not_positive")
        pays = settlement.foreign_pays(left, worth, store)
        closes = pays < worth or worth >= settlement.due_in_cash(left, store) or settlement.closes(left, worth, store)
        self._refuse_without_room(closes=closes)
        self._take(kind, pays, worth, closes=closes).foreign_amount = foreign_minor
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
        self._refuse_without_room(closes=amount >= self.left)
        self._take(kind, min(amount, allowed), amount).reference = reference[:64]
        return self.view()

    def _take(self, kind: TenderKind, amount: int, given: int, *, closes: bool = False) -> Part:
        part = Part(uuid.uuid4().hex, kind, amount, PartState.TAKEN, given=given, closes=closes)
        part.rounding = amount - self.left if closes else 0
        self._attempt = None
        self._parts.append(part)
        return part

    def _refuse_when_busy(self, *, adds: bool = True) -> None:
        if self.busy:
            raise ServiceError("card_at_terminal")
        if self.in_doubt:
            raise ServiceError("sale_in_doubt")
        if adds and self.left < 0 < self.total:  # a card was approved after all
            raise ServiceError("overpaid")

    def remove(self, part_id: str) -> PayView:
        """Take back a cash or voucher part, or a declined card. An approved card goes through `begin_reverse`."""
        self._refuse_when_busy(adds=False)
        part = self._part(part_id)
        if part.state is PartState.TAKEN and part.kind.has_intent:
            raise ServiceError("reverse_first")
        if part.state not in (PartState.TAKEN, PartState.DECLINED):
            raise ServiceError("card_at_terminal")
        self._drop(part)
        return self.view()

    def _drop(self, part: Part) -> None:
        """Take a part away; the terminal may yet say yes to a card."""
        self._parts.remove(part)
        self._attempt = None
        if part.kind.has_intent:
            self._dropped[part.part_id] = (part, self._checkout.basket.basket_id)

    def _drop_returned(self, part: Part) -> None:
        self._parts.remove(part)
        self._attempt = None
        self._given_back.add(part.part_id)

    def _found(self, part_id: str) -> Part | None:
        return next((p for p in self._parts if p.part_id == part_id), None)

    def _part(self, part_id: str) -> Part:
        part = self._found(part_id)
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
        self._refuse_without_room()
        integrated = self._terminals[tender_id].is_integrated
        state = PartState.AT_TERMINAL if integrated else PartState.CONFIRM
        part = Part(uuid.uuid4().hex, kind, asked, state)
        for declined in [p for p in self._parts if p.state is PartState.DECLINED]:
            self._drop(declined)
        self._attempt = None
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

    def begin_reverse(self, part_id: str) -> PayView:
        """Begin to give an approved card back: all else waits. Then call `run_reverse` off the main thread."""
        self._refuse_when_busy(adds=False)
        part = self._part(part_id)
        if part.state is not PartState.TAKEN or not part.kind.has_intent:
            raise ServiceError("no_such_part")
        self._terminal(part)
        part.state, part.message = PartState.RETURNING, ""
        return self.view()

    def run_reverse(self, part_id: str) -> CardAnswer:
        """Give back the part that `begin_reverse` named. Blocks; not on the main thread. CANCELLED: the money is back.

        Of a standalone terminal the cashier then says what the slip says (`confirm_slip`). The journal counts the
        card as unknown meanwhile, so that it is asked about after a crash.
        """
        part = self._part(part_id)
        if part.state is not PartState.RETURNING:
            raise ServiceError("no_such_part")
        terminal = self._terminal(part)
        if not terminal.is_integrated:
            return CardAnswer(part_id, CardState.UNKNOWN, message=ASK_SLIP, code=ASK_SLIP)
        try:
            card_journal.begin_return(self._desk, part_id)
        except JournalWriteError as error:
            return CardAnswer(part_id, CardState.NOT_STARTED, message=error.code, code=error.code)
        answer = terminal.reverse(part_id, part.reference, part.amount)
        if answer.intent_id != part_id or answer.state in (CardState.UNKNOWN, CardState.APPROVED):
            return replace(answer, intent_id=part_id, state=CardState.UNKNOWN)
        if answer.state is CardState.CANCELLED:
            return self._record(part, self._checkout.basket.basket_id, answer, returned=True)
        card_journal.stays_approved(self._desk, part_id)
        return answer

    def _terminal(self, part: Part) -> PaymentTerminal:
        terminal = self._terminals.get(part.kind.tender_id)
        if terminal is None:
            raise ServiceError("no_terminal")
        return terminal

    def _record(
        self, part: Part, basket_id: str, answer: CardAnswer, *, also_unknown: bool = False, returned: bool = False
    ) -> CardAnswer:
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
            card_journal.record_answer(
                self._desk, basket_id, part.kind.tender_id, part.asked, answer, returned=returned or part.returning
            )
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
            self._drop_returned(part)
        return self.view()

    def _record_slip(self, part: Part, answer: CardAnswer) -> None:
        by, basket_id = self._desk.staff.staff_id, self._checkout.basket.basket_id
        future = card_journal.record_answer_later(
            self._desk, basket_id, part.kind.tender_id, part.asked, answer, confirmed_by=by
        )
        self._checkout.watch(future)

    def card_step(self, part_id: str, step: CardStep) -> PayView:
        """Note a step of the card on the main thread."""
        part = self._found(part_id)
        if part is not None:  # it may have been cancelled and taken away meanwhile
            part.steps.append((step.value, self._desk.clock()))
        return self.view()

    def card_answered(self, part_id: str, answer: CardAnswer) -> PayView:
        """Take the terminal's answer over on the main thread."""
        part = self._found(part_id)
        if part is None:
            return self._answered_late(part_id, answer)
        if part.state not in (PartState.AT_TERMINAL, PartState.UNKNOWN, PartState.CONFIRM):
            if answer.state is not CardState.APPROVED or part.state is not PartState.DECLINED:
                return self.view()  # answered already, by a query or a cancellation that overtook it
            _log.warning("%s was approved after all", part_id)  # the money moved: it must count, or be given back
        if answer.code == ASK_SLIP or answer.intent_id != part_id:
            return self.view()
        part.message = answer.message
        if answer.state is CardState.UNKNOWN:
            part.state = PartState.UNKNOWN
            return self.view()
        was_returning, part.returning = part.returning, False
        if answer.state is CardState.APPROVED:
            part.approve(answer)
        elif was_returning:
            self._drop_returned(part)
        else:
            part.state = PartState.DECLINED
        return self.view()

    def _answered_late(self, part_id: str, answer: CardAnswer) -> PayView:
        """Judge an answer about a part that is gone. Money that moved counts again, or somebody has to give it back."""
        if answer.state is not CardState.APPROVED or answer.intent_id != part_id or part_id in self._given_back:
            return self.view()
        part, basket_id = self._dropped.pop(part_id, (None, ""))
        _log.warning("%s was approved after it was taken away", part_id)
        is_same = basket_id == self._checkout.basket.basket_id
        if part is None or not is_same or self._committing or self.in_doubt:
            self._checkout.on_trouble("card_to_return")
            return self.view()
        part.approve(answer)
        self._attempt = None
        self._parts.append(part)
        self._checkout.on_trouble("card_approved_late")
        return self.view()

    def card_lost(self, part_id: str) -> PayView:
        """Nobody knows what the terminal did (the journal or the program failed): ask, never charge again."""
        part = self._found(part_id)
        if part is not None and part.state is PartState.AT_TERMINAL:
            part.state = PartState.UNKNOWN
        return self.view()

    def is_unknown(self, part_id: str) -> bool:
        """Tell whether the outcome of this part is still unknown."""
        return any(p.part_id == part_id and p.state is PartState.UNKNOWN for p in self._parts)

    def reversed(self, part_id: str, answer: CardAnswer) -> PayView:
        """Take the answer to a reversal over: the part goes, or stays as it was when the terminal refused.

        When nobody knows, the part counts as paid with its outcome unknown: the terminal is asked, the sale waits.
        """
        part = self._part(part_id)
        if part.state is not PartState.RETURNING:
            return self.view()
        if answer.state is CardState.CANCELLED:
            self._drop_returned(part)
        elif answer.code == ASK_SLIP:
            part.state, part.returning, part.message = PartState.CONFIRM, True, "return_slip"
        elif answer.state is CardState.UNKNOWN:
            part.state, part.returning, part.message = PartState.UNKNOWN, True, "reversal_unknown"
        else:
            part.state, part.message = PartState.TAKEN, answer.message or "reversal_refused"
        return self.view()

    def restore(self) -> bool:
        """After a restart: bring back approved and unknown card parts of this basket. True when there are any."""
        known = {part.part_id for part in self._parts}
        for intent in card_journal.of_basket(self._desk, self._checkout.basket.basket_id):
            if intent.intent_id in known:
                continue
            kind = kind_of_intent(self._kinds(), intent.tender_id, self._desk.store.currency.code)
            part = Part(intent.intent_id, kind, intent.amount, PartState.UNKNOWN, reference=intent.reference)
            terminal = self._terminals.get(kind.tender_id)
            if terminal is None or not terminal.is_integrated:  # nobody to ask but the slip
                part.state = PartState.CONFIRM
            if intent.approved:
                part.state, part.amount, part.given = PartState.TAKEN, intent.approved, intent.approved
                part.details = intent.details
            self._parts.append(part)
        return bool(self._parts)

    # --- finishing

    @property
    def is_settled(self) -> bool:
        """True when the parts pay the basket, cash rounding included. After a failed commit not until it is repeated.

        `cash` with nothing left to pay repeats it.
        """
        return not self.busy and self.left == 0 and self._attempt is None

    @property
    def in_doubt(self) -> bool:
        """True while a failed commit may have gone through after all: all that can be done is to repeat it."""
        return any(error.outcome is not Outcome.NOT_COMMITTED for error in self._doubts)

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
        self._doubts.clear()
        self._parts.clear()
        self._checkout.start_new()

    def not_done(self) -> PayView:
        """The commit failed: nothing was sold, the basket and the parts are as before.

        Closing cash is given back to type again, unless the disk cannot say what became of the commit: then everything
        stays for another try, which gives the sale that there may be and never a second one.
        """
        self._committing = False
        error = self._attempt.exception() if self._attempt is not None and self._attempt.done() else None
        if isinstance(error, JournalWriteError):
            self._doubts.append(error)
        if not self.in_doubt:
            self._parts = [p for p in self._parts if not p.closes]
            if self.left != 0:
                self._attempt = None
        return self.view()
