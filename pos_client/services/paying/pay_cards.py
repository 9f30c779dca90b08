"""Cards as parts of a payment: intent before the terminal is asked, outcome before the part counts.

Main thread, except the methods said to block: `run_card`, `run_query`, `run_cancel`, `run_reverse`. Those talk to the
terminal and the journal on a worker and give an answer that the main thread hands to `card_answered`, or, of
`run_reverse`, to `reversed`. An unknown outcome is queried and never charged again.
"""

from __future__ import annotations

import logging
import uuid

from msgspec.structs import replace

from pos_client.db.journal import JournalWriteError
from pos_client.devices.ports import CardAnswer, CardProgress, CardState, CardStep, PaymentTerminal
from pos_client.services.desk import ServiceError
from pos_client.services.paying import card_journal
from pos_client.services.paying.pay_part import Part, kind_of_intent
from pos_client.services.paying.pay_parts import PayParts
from pos_client.services.views import PartState, PartView, PayView

ASK_SLIP = "confirm_slip"
MISMATCH = "amount_mismatch"
_log = logging.getLogger(__name__)


class PayCards(PayParts):
    """Charges, asks about and gives back the card parts of a payment."""

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
