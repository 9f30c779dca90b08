"""A card's way back between the screen, the worker and the terminal: part after part, an unknown one asked about.

Main thread; the blocking calls run on the bridge. An error that is none of the terminal's leaves the part unknown, so
that it is asked about and never given back twice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Protocol

from PySide6.QtCore import QObject, QTimer, Signal

from pos_client.runtime.bridge import Bridge
from pos_client.services.paying.payments import CardAnswer
from pos_client.services.returning.returns_views import RefundState, RefundView

ASK_AGAIN_MS = 10_000


class CardRefunds(Protocol):
    """What a service that gives cards back has; `run_refund` and `run_query` block."""

    def begin_refund(self, part_id: str) -> str: ...
    def run_refund(self, part_id: str) -> CardAnswer: ...
    def run_query(self, part_id: str) -> CardAnswer: ...
    def refund_answered(self, part_id: str, answer: CardAnswer) -> object: ...
    def refund_lost(self, part_id: str) -> object: ...


class RefundDesk(QObject):
    """Signals: `changed()` after anything moved; `failed(str)` with a message code. `parts` tells the refunds."""

    changed = Signal()
    failed = Signal(str)

    def __init__(self, service: CardRefunds, parts: Callable[[], Iterable[RefundView]], bridge: Bridge) -> None:
        super().__init__()
        self._service = service
        self._parts = parts
        self._bridge = bridge
        self._asking = ""
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(ASK_AGAIN_MS)
        self._again.timeout.connect(self.ask)

    @property
    def is_asking(self) -> bool:
        """True while a question to the terminal is under way."""
        return bool(self._asking)

    def go_on(self) -> None:
        """Give back the next card that nothing was done for; a refused one waits for a person."""
        parts = tuple(self._parts())
        states = {part.state for part in parts}
        if self._asking or states & {RefundState.DECLINED, RefundState.CONFIRM}:
            return
        if RefundState.UNKNOWN in states:
            self.ask()
            return
        due = next((part for part in parts if part.asks_terminal and part.state is RefundState.DUE), None)
        if due is not None:
            self.refund(due.part_id)

    def refund(self, part_id: str) -> None:
        """Give a card back, for the first time or again after it was declined. `ServiceError` when it may not be."""
        at_work = self._service.begin_refund(part_id)
        self._send(at_work, lambda: self._service.run_refund(at_work))
        self.changed.emit()

    def ask(self) -> None:
        """Ask what became of the part whose outcome is unknown."""
        self._again.stop()
        unknown = next((part for part in self._parts() if part.state is RefundState.UNKNOWN), None)
        if unknown is not None and not self._asking:
            part_id = unknown.part_id
            self._send(part_id, lambda: self._service.run_query(part_id))

    def stop(self) -> None:
        """Ask no more by itself."""
        self._again.stop()

    def _send(self, part_id: str, work: Callable[[], CardAnswer]) -> None:
        self._again.stop()
        self._asking = part_id
        self._bridge.run(work, lambda answer: self._answered(part_id, answer), lambda error: self._lost(part_id, error))

    def _answered(self, part_id: str, answer: CardAnswer) -> None:
        self._asking = ""
        if self._has(part_id):  # else it was set aside meanwhile: the journal has the answer
            self._service.refund_answered(part_id, answer)
        self._after()

    def _lost(self, part_id: str, error: Exception) -> None:
        self._asking = ""
        if self._has(part_id):
            self._service.refund_lost(part_id)
        self.failed.emit(getattr(error, "code", "internal_error"))
        self._after()

    def _has(self, part_id: str) -> bool:
        return any(part.part_id == part_id for part in self._parts())

    def _after(self) -> None:
        if any(part.state is RefundState.UNKNOWN for part in self._parts()):
            self._again.start()
            self.changed.emit()
            return
        self.changed.emit()
        self.go_on()
