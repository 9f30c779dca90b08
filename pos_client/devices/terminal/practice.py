"""The card terminal of training: it charges nobody, says so, and goes through the steps of a real one. Any thread.

Every amount is approved but those that end in 13, which are declined, so that both can be practised. It forgets
everything when the program ends.
"""

from __future__ import annotations

import threading

from pos_client.devices.ports import (
    BatchTotals,
    CardAnswer,
    CardProgress,
    CardState,
    CardStep,
    DeviceState,
    DeviceStatus,
)
from pos_client.devices.terminal.protocol import not_started, unknown

STEP_SECONDS = 0.6
DECLINED_ENDING = 13  # minor units, modulo 100
MESSAGE = "training"
_STEPS = (CardStep.SENT, CardStep.TAKEN, CardStep.CARD_READ, CardStep.PIN, CardStep.BANK)


class PracticeTerminal:
    """Implements `ports.PaymentTerminal` and `ports.BatchReader` by pretending; `step_seconds` is its pace."""

    def __init__(self, *, name: str = "training", step_seconds: float = STEP_SECONDS) -> None:
        self._name = name
        self._step_seconds = step_seconds
        self._gate = threading.Lock()
        self._answers: dict[str, CardAnswer] = {}
        self._running: dict[str, threading.Event] = {}
        self._charged: list[int] = []
        self._returned: list[int] = []
        self._currency = ""

    @property
    def is_integrated(self) -> bool:
        """True: nothing is typed on any real terminal."""
        return True

    def charge(self, intent_id: str, amount: int, currency: str, progress: CardProgress) -> CardAnswer:
        """Go through the steps and approve; a second charge with one id only asks, as everywhere."""
        with self._gate:
            if intent_id in self._answers or intent_id in self._running:
                return self._answers.get(intent_id) or unknown(intent_id, "in_progress")
            cancelled = self._running[intent_id] = threading.Event()
            self._currency = currency
        for step in _STEPS:
            progress(intent_id, step)
            if cancelled.wait(self._step_seconds):
                break
        with self._gate:
            del self._running[intent_id]
            answer = self._answers[intent_id] = self._answer(intent_id, amount, cancelled=cancelled.is_set())
            return answer

    def _answer(self, intent_id: str, amount: int, *, cancelled: bool) -> CardAnswer:
        if cancelled:
            return CardAnswer(intent_id, CardState.CANCELLED, message=MESSAGE)
        if amount % 100 == DECLINED_ENDING:
            return CardAnswer(intent_id, CardState.DECLINED, message=MESSAGE)
        self._charged.append(amount)
        return CardAnswer(intent_id, CardState.APPROVED, amount, f"TRAINING-{len(self._charged)}", MESSAGE)

    def query(self, intent_id: str) -> CardAnswer:
        """Say what came of the intent."""
        with self._gate:
            if intent_id in self._running:
                return unknown(intent_id, "in_progress")
            return self._answers.get(intent_id) or not_started(intent_id, "not_found")

    def cancel(self, intent_id: str) -> CardAnswer:
        """Stop a running charge at its next step; APPROVED when that was too late."""
        with self._gate:
            running = self._running.get(intent_id)
            if running is not None:
                running.set()
                return CardAnswer(intent_id, CardState.CANCELLED, message=MESSAGE)
        return self.query(intent_id)

    def reverse(self, intent_id: str, reference: str, amount: int) -> CardAnswer:  # noqa: ARG002 - the port's shape
        """Pretend to take a charge back."""
        with self._gate:
            if self._answers.get(intent_id, unknown(intent_id, "")).state is CardState.APPROVED:  # once
                self._returned.append(amount)
            answer = self._answers[intent_id] = CardAnswer(intent_id, CardState.CANCELLED, message=MESSAGE)
            return answer

    def refund(self, intent_id: str, reference: str, amount: int, currency: str) -> CardAnswer:
        """Pretend to give a part back; asked again under one id it is the same refund."""
        with self._gate:
            known = self._answers.get(intent_id)
            if known is not None:
                return known
            self._returned.append(amount)
            self._currency = currency
            refunded = CardAnswer(intent_id, CardState.REFUNDED, amount, reference, MESSAGE)
            self._answers[intent_id] = refunded
            return refunded

    def batch_totals(self) -> BatchTotals:
        """What was pretended since the program began."""
        with self._gate:
            charged, returned = list(self._charged), list(self._returned)
        return BatchTotals(
            is_known=True,
            currency=self._currency,
            charged=sum(charged),
            charged_count=len(charged),
            returned=sum(returned),
            returned_count=len(returned),
        )

    def status(self) -> DeviceStatus:
        """It always works."""
        return DeviceStatus("terminal", self._name, DeviceState.OK, MESSAGE)
