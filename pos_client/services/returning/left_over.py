"""Approved cards whose sale went on without them: who they are, and their money back to the card.

Such a card is approved in the journal, and its basket is sold or gone. Main thread, except `run` and `run_query`, which
talk to the terminal and block; what they give is handed to `answered`.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from typing import Any

from pos_client.db.journal import IntentRow, JournalWriteError
from pos_client.devices.ports import CardAnswer, CardState, PaymentTerminal
from pos_client.services.desk import Desk, ServiceError
from pos_client.services.paying import card_journal
from pos_client.services.paying.pay_part import kind_of_intent
from pos_client.services.returning.refunds import ASK_SLIP
from pos_client.services.returning.returns_views import LeftOverView, RefundState


class LeftOverCards:
    """The left-over cards of one register. `basket_id` names the basket in hand, whose cards are none of them."""

    def __init__(
        self,
        desk: Desk,
        terminals: dict[str, PaymentTerminal],
        *,
        basket_id: Callable[[], str],
        watch: Callable[[Future[Any]], None],
    ) -> None:
        self._desk = desk
        self._terminals = terminals
        self._basket_id = basket_id
        self._watch = watch
        self._running: dict[str, RefundState] = {}
        self._messages: dict[str, str] = {}

    def rows(self) -> tuple[LeftOverView, ...]:
        """Return the cards that have to get their money back, oldest first."""
        reader = self._desk.journal.reader()
        kinds, currency = self._desk.replica.live.tender_kinds(), self._desk.store.currency.code
        found = []
        for row in card_journal.left_over(self._desk, but=self._basket_id()):
            data = card_journal.data_of(row)
            sale = reader.sale_by_id(row.basket_id)
            found.append(
                LeftOverView(
                    row.intent_id,
                    sale.receipt_number if sale else "",
                    data.tender_id,
                    kind_of_intent(kinds, data.tender_id, currency).names,
                    data.approved or row.amount,
                    row.opened_at,
                    self._state(row),
                    self._messages.get(row.intent_id, ""),
                )
            )
        return tuple(found)

    def _state(self, row: IntentRow) -> RefundState:
        if row.intent_id in self._running:
            return self._running[row.intent_id]
        if row.state == CardState.APPROVED.value:
            return RefundState.DECLINED if row.intent_id in self._messages else RefundState.DUE
        terminal = self._terminals.get(card_journal.data_of(row).tender_id)
        asks_slip = terminal is None or not terminal.is_integrated
        return RefundState.CONFIRM if asks_slip else RefundState.UNKNOWN

    def begin(self, intent_id: str) -> tuple[LeftOverView, ...]:
        """Begin to give one back; then call `run` off the main thread. `ServiceError`: no_such_part, no_terminal."""
        row = self._row(intent_id)
        if self._state(row) not in (RefundState.DUE, RefundState.DECLINED) or self._running:
            raise ServiceError("card_at_terminal")
        self._terminal(row)
        self._messages.pop(intent_id, None)
        self._running[intent_id] = RefundState.AT_TERMINAL
        return self.rows()

    def _row(self, intent_id: str) -> IntentRow:
        rows = card_journal.left_over(self._desk, but=self._basket_id())
        row = next((row for row in rows if row.intent_id == intent_id), None)
        if row is None:
            raise ServiceError("no_such_part")
        return row

    def _terminal(self, row: IntentRow) -> PaymentTerminal:
        terminal = self._terminals.get(card_journal.data_of(row).tender_id)
        if terminal is None:
            raise ServiceError("no_terminal")
        return terminal

    def run(self, intent_id: str) -> CardAnswer:
        """Reverse the charge `begin` named. Blocks; not on the main thread. CANCELLED: the money is back.

        The journal counts the card as unknown meanwhile: after a crash it is asked about, never repeated blindly.
        """
        row = self._row(intent_id)
        terminal, data = self._terminal(row), card_journal.data_of(row)
        try:
            card_journal.begin_return(self._desk, intent_id)
        except JournalWriteError as error:
            return CardAnswer(intent_id, CardState.NOT_STARTED, message=error.code, code=error.code)
        if not terminal.is_integrated:
            return CardAnswer(intent_id, CardState.UNKNOWN, message=ASK_SLIP, code=ASK_SLIP)
        return self._record(row, terminal.reverse(intent_id, data.reference, data.approved or row.amount))

    def run_query(self, intent_id: str) -> CardAnswer:
        """Ask the terminal what became of the reversal. Blocks; not on the main thread."""
        row = self._row(intent_id)
        return self._record(row, self._terminal(row).query(intent_id))

    def _record(self, row: IntentRow, answer: CardAnswer) -> CardAnswer:
        if answer.intent_id != row.intent_id:
            return CardAnswer(row.intent_id, CardState.UNKNOWN, message="wrong_intent", code="wrong_intent")
        is_charged = card_journal.data_of(row).approved > 0
        if answer.state is CardState.CANCELLED or (not is_charged and answer.state is not CardState.UNKNOWN):
            self._write(row, answer).result()  # what was not known of the charge is known now: a yes with its figures
        elif answer.state is not CardState.UNKNOWN:  # declined, not begun, or, by a query, charged as before
            card_journal.stays_approved(self._desk, row.intent_id)
        return answer

    def _write(self, row: IntentRow, answer: CardAnswer) -> Future[None]:
        by, tender_id = self._desk.staff.staff_id, card_journal.data_of(row).tender_id
        return card_journal.record_answer_later(
            self._desk, row.basket_id, tender_id, row.amount, answer, confirmed_by=by, returned=True
        )

    def answered(self, intent_id: str, answer: CardAnswer) -> tuple[LeftOverView, ...]:
        """Take the terminal's answer over on the main thread."""
        self._running.pop(intent_id, None)
        if answer.code == ASK_SLIP:
            self._running[intent_id] = RefundState.CONFIRM
        elif answer.state not in (CardState.CANCELLED, CardState.UNKNOWN):
            self._messages[intent_id] = answer.message or "reversal_refused"
        return self.rows()

    def lost(self, intent_id: str) -> tuple[LeftOverView, ...]:
        """The journal or the program failed while the terminal was asked: what the journal says counts."""
        self._running.pop(intent_id, None)
        return self.rows()

    def confirm_slip(self, intent_id: str, *, returned: bool) -> tuple[LeftOverView, ...]:
        """Say what the slip of a standalone terminal says of the reversal. The row goes once it is on disk."""
        row = self._row(intent_id)
        if self._state(row) is not RefundState.CONFIRM:
            raise ServiceError("no_such_part")
        self._running.pop(intent_id, None)
        if returned:
            answer = CardAnswer(intent_id, CardState.CANCELLED, message="slip", code="slip")
            future = self._write(row, answer)
        else:
            future = card_journal.stays_approved_later(self._desk, intent_id)
        self._watch(future)
        return self.rows()
