"""The card's way between the screen, the worker and the terminal. Main thread; the blocking calls run on the bridge.

Whatever comes back is handed to `Payments` on the main thread; an error that is none of the terminal's leaves the part
unknown, so that it is asked about and never charged again.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from pos_client.runtime.bridge import Bridge
from pos_client.services.paying.payments import CardAnswer, CardState, CardStep, Payments

ASK_AGAIN_MS = 10_000


class CardDesk(QObject):
    """Signals: `changed()` after anything moved; `failed(str)` with a message code."""

    changed = Signal()
    failed = Signal(str)

    def __init__(self, payments: Payments, bridge: Bridge) -> None:
        super().__init__()
        self._payments = payments
        self._bridge = bridge
        self._asking = False
        self._part = ""
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(ASK_AGAIN_MS)
        self._again.timeout.connect(self._ask_again)

    @property
    def is_asking(self) -> bool:
        """True while a question to the terminal is under way."""
        return self._asking

    def charge(self, tender_id: str, amount: int | None) -> None:
        """Put a card part at the terminal. `ServiceError` when it may not be."""
        part_id = self._payments.begin_card(tender_id, amount).part_id
        self.changed.emit()

        def step(_intent: str, reached: CardStep) -> None:
            self._bridge.post(lambda: self._stepped(part_id, reached))

        self._ask(part_id, lambda: self._payments.run_card(part_id, step))

    def query(self, part_id: str) -> None:
        """Ask what became of the charge."""
        self._ask(part_id, lambda: self._payments.run_query(part_id))

    def cancel(self, part_id: str) -> None:
        """Ask the terminal to cancel; it may be done while the charge is still under way."""
        self._bridge.run(
            lambda: self._payments.run_cancel(part_id), lambda answer: self._answered(part_id, answer), self._broken
        )

    def reverse(self, part_id: str) -> None:
        """Give an approved part back; all else waits meanwhile. `ServiceError` when it may not be."""
        self._payments.begin_reverse(part_id)
        self._asking = True
        self._part = part_id
        self.changed.emit()

        def broken(error: Exception) -> None:
            code = getattr(error, "code", "internal_error")
            self._reversed(part_id, CardAnswer(part_id, CardState.UNKNOWN, message=code))

        self._bridge.run(
            lambda: self._payments.run_reverse(part_id), lambda answer: self._reversed(part_id, answer), broken
        )

    def stop(self) -> None:
        """Ask no more by itself."""
        self._again.stop()

    def _ask(self, part_id: str, work: Callable[[], CardAnswer]) -> None:
        self._again.stop()
        self._asking = True
        self._part = part_id
        self._bridge.run(work, lambda answer: self._answered(part_id, answer), self._broken)

    def _ask_again(self) -> None:
        if not self._asking and self._payments.is_unknown(self._part):
            self.query(self._part)

    def _stepped(self, part_id: str, step: CardStep) -> None:
        self._payments.card_step(part_id, step)
        self.changed.emit()

    def _answered(self, part_id: str, answer: CardAnswer) -> None:
        self._asking = False
        self._payments.card_answered(part_id, answer)
        if answer.state is CardState.UNKNOWN and self._payments.is_unknown(part_id):
            self._again.start()
        self.changed.emit()

    def _reversed(self, part_id: str, answer: CardAnswer) -> None:
        self._asking = False
        self._payments.reversed(part_id, answer)
        unknown = self._payments.is_unknown(part_id)
        if unknown:
            self._again.start()
        self.changed.emit()
        if unknown:
            self.failed.emit("reversal_unknown")
        elif answer.state in (CardState.DECLINED, CardState.NOT_STARTED):
            self.failed.emit("reversal_refused")

    def _broken(self, error: Exception) -> None:
        self._asking = False
        if self._part:
            self._payments.card_lost(self._part)
        self.changed.emit()
        self.failed.emit(getattr(error, "code", "internal_error"))
