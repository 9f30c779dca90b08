"""Money back by the tender that paid: the parts of one document's refund, and cards through the terminal.

A card's refund has an intent of its own, journalled before the terminal is asked, under the document it belongs to;
what the terminal says is journalled before it counts. An unknown outcome is asked about and never refunded again. Main
thread, except `run` and `run_query`, which block and give an answer for `answered`.
"""

from __future__ import annotations

import logging
import uuid
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any

from msgspec import Struct

from pos_client.db.journal import JournalWriteError, Writer
from pos_client.devices.ports import CardAnswer, CardState, PaymentTerminal
from pos_client.domain.returns import Refund
from pos_client.domain.tender import Payment, TenderClass, TenderKind
from pos_client.services.desk import Desk, ServiceError
from pos_client.services.paying.pay_part import kind_of_intent
from pos_client.services.returning import refund_journal
from pos_client.services.returning.returns_views import RefundState, RefundView

ASK_SLIP = "confirm_slip"
MISMATCH = "amount_mismatch"
_HELD = (RefundState.AT_TERMINAL, RefundState.UNKNOWN, RefundState.CONFIRM)
_log = logging.getLogger(__name__)


class RefundPart(Struct):
    """A part that goes back to the payment `of` of the sale (its index). A card's `part_id` is its intent."""

    part_id: str
    kind: TenderKind
    amount: int
    of: int
    payment: Payment
    state: RefundState = RefundState.DUE
    message: str = ""
    reference: str = ""
    details: tuple[tuple[str, str], ...] = ()
    onto_slip: bool = False  # its own tender takes nothing back: a new credit slip instead

    @property
    def asks_terminal(self) -> bool:
        """True for a card: `run` gives it back."""
        return self.kind.tender_class is TenderClass.CARD

    def refund(self) -> Refund:
        """What the document says of it."""
        intent = self.part_id if self.asks_terminal else ""
        return Refund(
            self.kind.tender_id,
            self.kind.tender_class,
            self.amount,
            self.of,
            "" if self.onto_slip else self.reference or self.payment.reference,
            self.details,
            intent,
        )


class Refunds:
    """The parts of one document that do not go back in cash. `document_id` is the return's or post-void's id.

    `watch` is told of writes that nobody waits for, `trouble` of what a person must know.
    """

    def __init__(
        self,
        desk: Desk,
        terminals: dict[str, PaymentTerminal],
        document_id: str,
        *,
        watch: Callable[[Future[Any]], None],
        trouble: Callable[[str], None],
    ) -> None:
        self._desk = desk
        self._terminals = terminals
        self.document_id = document_id
        self._watch = watch
        self._trouble = trouble
        self.parts: list[RefundPart] = []

    # --- reading

    @property
    def busy(self) -> bool:
        """True while a card is at the terminal, waits for its slip, or has an unknown outcome."""
        return any(part.state in _HELD for part in self.parts)

    @property
    def settled(self) -> bool:
        """True when every part is done."""
        return all(part.state is RefundState.DONE for part in self.parts)

    @property
    def moved(self) -> bool:
        """True when money went back already, or may have: the document has to be finished."""
        return any(
            part.state in _HELD or (part.asks_terminal and part.state is RefundState.DONE) for part in self.parts
        )

    @property
    def total(self) -> int:
        """What goes back by these parts."""
        return sum(part.amount for part in self.parts)

    def views(self) -> tuple[RefundView, ...]:
        """Return the parts as shown."""
        return tuple(
            RefundView(
                part.part_id,
                part.kind.tender_id,
                part.kind.names,
                part.kind.tender_class.value,
                part.amount,
                part.payment.amount,
                part.state,
                part.message,
                asks_terminal=part.asks_terminal and part.state in (RefundState.DUE, RefundState.DECLINED),
                can_cash=part.state in (RefundState.DUE, RefundState.DECLINED) and not self.busy,
                reference=part.payment.reference,
            )
            for part in self.parts
        )

    def why_not(self, kind: TenderKind | None, payment: Payment) -> str:
        """Return why a share of `payment` cannot go back as it came, "" when it can."""
        if kind is None or not kind.refundable_to:
            return "not_refundable_to"
        if kind.tender_class is TenderClass.CARD and kind.tender_id not in self._terminals:
            return "no_terminal"
        integrated = kind.tender_class is TenderClass.CARD and self._terminals[kind.tender_id].is_integrated
        return "no_reference" if integrated and not payment.reference else ""

    def refunds(self) -> tuple[Refund, ...]:
        """Return what the document says of the parts."""
        return tuple(part.refund() for part in self.parts)

    # --- changing

    def add(self, kind: TenderKind, amount: int, of: int, payment: Payment, *, onto_slip: bool = False) -> None:
        """Add a part; what asks no terminal is done with the document itself."""
        state = RefundState.DUE if kind.tender_class is TenderClass.CARD else RefundState.DONE
        part = RefundPart(uuid.uuid4().hex, kind, amount, of, payment, state, onto_slip=onto_slip)
        self.parts.append(part)

    def drop(self, part_id: str) -> RefundPart:
        """Take a part away that nothing was done for: it goes back otherwise. `ServiceError`."""
        part = self.part(part_id)
        if part.state not in (RefundState.DUE, RefundState.DECLINED) or self.busy:
            raise ServiceError("card_at_terminal")
        self.parts.remove(part)
        return part

    def part(self, part_id: str) -> RefundPart:
        """Return a part; `ServiceError("no_such_part")`."""
        found = next((part for part in self.parts if part.part_id == part_id), None)
        if found is None:
            raise ServiceError("no_such_part")
        return found

    # --- cards

    def begin(self, part_id: str) -> str:
        """Put a part at the terminal and return its intent; then call `run` off the main thread.

        A declined part gets a new intent: the old one is answered for good.
        """
        part = self.part(part_id)
        if self.busy or not part.asks_terminal or part.state not in (RefundState.DUE, RefundState.DECLINED):
            raise ServiceError("card_at_terminal")
        if part.state is RefundState.DECLINED:
            part.part_id = uuid.uuid4().hex
        part.state, part.message = RefundState.AT_TERMINAL, ""
        return part.part_id

    def run(self, part_id: str, reserve: Callable[[Writer], None]) -> CardAnswer:
        """Journal the intent, refund, journal the outcome. Blocks; not on the main thread.

        `reserve` runs in the intent's transaction and raises `ServiceError` when the document no longer holds.
        """
        part = self.part(part_id)
        try:
            refund_journal.open_intent(self._desk, part_id, self.document_id, part.kind, part.amount, part.of, reserve)
        except JournalWriteError as error:
            return CardAnswer(part_id, CardState.NOT_STARTED, message=error.code, code=error.code)
        except ServiceError as error:
            return CardAnswer(part_id, CardState.NOT_STARTED, message=error.code, code=error.code)
        terminal = self._terminals[part.kind.tender_id]
        if not terminal.is_integrated:
            return CardAnswer(part_id, CardState.UNKNOWN, message=ASK_SLIP, code=ASK_SLIP)
        currency = self._desk.store.currency.code
        return self._record(part, terminal.refund(part_id, part.payment.reference, part.amount, currency))

    def run_query(self, part_id: str) -> CardAnswer:
        """Ask the terminal what became of the refund. Blocks; not on the main thread."""
        part = self.part(part_id)
        terminal = self._terminals.get(part.kind.tender_id)
        if terminal is None:
            raise ServiceError("no_terminal")
        return self._record(part, terminal.query(part_id))

    def _record(self, part: RefundPart, answer: CardAnswer) -> CardAnswer:
        """Journal an answer and return what counts; one that cannot be true counts as unknown, with an alarm."""
        if answer.intent_id != part.part_id:
            _log.error("an answer for %s came to the question about %s", answer.intent_id, part.part_id)
            answer = CardAnswer(part.part_id, CardState.UNKNOWN, message="wrong_intent", code="wrong_intent")
        impossible = answer.state is CardState.REFUNDED and answer.approved != part.amount
        if impossible or answer.state is CardState.APPROVED or answer.code == "returned":  # what a charge would say
            _log.error("%s answered as %s %s for %s", part.part_id, answer.state, answer.approved, part.amount)
            answer = CardAnswer(part.part_id, CardState.UNKNOWN, message=MISMATCH, code=MISMATCH)
            if part.message != MISMATCH:  # told once, however often it is asked again
                self._trouble("card_amount_mismatch")
        self._recorded(part, answer).result()
        return answer

    def _recorded(self, part: RefundPart, answer: CardAnswer, confirmed_by: str = "") -> Future[None]:
        return refund_journal.record_answer(self._desk, part.kind, part.of, answer, confirmed_by)

    def answered(self, part_id: str, answer: CardAnswer) -> None:
        """Take the terminal's answer over on the main thread."""
        part = next((part for part in self.parts if part.part_id == part_id), None)
        if part is None or answer.intent_id != part_id or part.state not in _HELD:
            return  # answered already
        part.message = answer.message
        if answer.code == ASK_SLIP:
            part.state = RefundState.CONFIRM
        elif answer.state is CardState.UNKNOWN:
            part.state = RefundState.UNKNOWN
        elif answer.state is CardState.REFUNDED:
            part.state, part.reference, part.details = RefundState.DONE, answer.reference, answer.details
        else:
            part.state = RefundState.DECLINED

    def lost(self, part_id: str) -> None:
        """Nobody knows what the terminal did (the journal or the program failed): ask, never refund again."""
        part = self.part(part_id)
        if part.state is RefundState.AT_TERMINAL:
            part.state = RefundState.UNKNOWN

    def confirm_slip(self, part_id: str, *, refunded: bool, reference: str = "") -> None:
        """Say what the slip of a standalone terminal says."""
        part = self.part(part_id)
        if part.state is not RefundState.CONFIRM:
            raise ServiceError("no_such_part")
        state = CardState.REFUNDED if refunded else CardState.DECLINED
        answer = CardAnswer(part_id, state, part.amount if refunded else 0, reference[:64], "slip", code="slip")
        self._watch(self._recorded(part, answer, self._desk.staff.staff_id))
        self.answered(part_id, answer)

    def restore(self, payments: tuple[Payment, ...]) -> None:
        """After a restart: what was asked of the terminal is a part again, done or to be asked about."""
        kinds, currency = self._desk.replica.live.tender_kinds(), self._desk.store.currency.code
        for intent in refund_journal.of_document(self._desk, self.document_id):
            kind = kind_of_intent(kinds, intent.tender_id, currency)
            part = RefundPart(intent.intent_id, kind, intent.amount, intent.of, payments[intent.of])
            terminal = self._terminals.get(kind.tender_id)
            part.state = RefundState.UNKNOWN
            if intent.refunded:
                part.state, part.reference, part.details = RefundState.DONE, intent.reference, intent.details
            elif terminal is None or not terminal.is_integrated:  # nobody to ask but the slip
                part.state = RefundState.CONFIRM
            self.parts.append(part)
