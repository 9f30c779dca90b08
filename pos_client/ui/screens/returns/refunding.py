"""Money on its way back: what a return and a post-void do alike while cards are given back. Main thread only."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, Protocol

from PySide6.QtCore import Signal

from pos_client.runtime.bridge import Bridge
from pos_client.services.desk import ServiceError
from pos_client.services.paying.payments import CardAnswer
from pos_client.services.returning.returns_views import PendingView, RefundState, RefundView
from pos_client.services.views import Approval
from pos_client.ui.frame import FunctionKey, Screen
from pos_client.ui.screens.returns.refund_desk import RefundDesk
from pos_client.ui.screens.returns.refund_rows import RefundRows
from pos_client.ui.widgets import KeyGuard

HELD = (RefundState.AT_TERMINAL, RefundState.UNKNOWN, RefundState.CONFIRM)


class MoneyParts(Protocol):
    """What every service that gives money back part by part has; see there for what it refuses."""

    @property
    def is_open(self) -> bool: ...
    def view(self) -> Any: ...  # noqa: ANN401 - each has its own view; `refunds` and `stage` are in all
    def begin_refund(self, part_id: str) -> str: ...
    def run_refund(self, part_id: str) -> CardAnswer: ...
    def run_query(self, part_id: str) -> CardAnswer: ...
    def refund_answered(self, part_id: str, answer: CardAnswer) -> object: ...
    def refund_lost(self, part_id: str) -> object: ...
    def confirm_slip(self, part_id: str, *, refunded: bool) -> object: ...


class MoneyBack(MoneyParts, Protocol):
    """What the services of returns and of post-voids have alike beside that."""

    def begin(self, approval: Approval | None = None) -> Any: ...  # noqa: ANN401
    def to_cash(self, part_id: str, approval: Approval | None = None) -> Any: ...  # noqa: ANN401
    def finish(self) -> Future[Any]: ...
    def done(self) -> None: ...
    def not_done(self) -> Any: ...  # noqa: ANN401
    def leave(self) -> None: ...
    def set_aside(self) -> None: ...
    def pending(self) -> tuple[PendingView, ...]: ...
    def resume(self, document_id: str, /) -> Any: ...  # noqa: ANN401


class Refunding(Screen):
    """A screen whose document gives money back.

    Signals: `told(str, object)` with a message code and its details, `give_back_wanted()`, `cash_wanted(str)` with a
    part, `settled()` when all but the writing is done, `leave_wanted()`, `help_wanted()`, `lock_wanted()`.
    """

    told = Signal(str, object)
    give_back_wanted = Signal()
    cash_wanted = Signal(str)
    settled = Signal()
    leave_wanted = Signal()
    help_wanted = Signal()
    lock_wanted = Signal()

    def __init__(self, service: MoneyParts, bridge: Bridge, guard: KeyGuard) -> None:
        super().__init__()
        self._service = service
        self._guard = guard
        self._finishing = False
        self._failed = False
        self.cards = RefundDesk(service, self.parts, bridge)
        self.cards.changed.connect(self.refresh)
        self.cards.failed.connect(lambda code: self.told.emit(code, ()))

    def refresh(self) -> None:
        """Show the document as it is now."""
        raise NotImplementedError

    def connect_rows(self, rows: RefundRows) -> None:
        """Let the keys of the refunds act."""
        rows.ask_pressed.connect(lambda _part: self.cards.ask())
        rows.retry_pressed.connect(self._retry)
        rows.cash_pressed.connect(self.cash_wanted)
        rows.slip_pressed.connect(self._slip)

    # what is at work

    def parts(self) -> tuple[RefundView, ...]:
        """The refunds as they are now."""
        found: tuple[RefundView, ...] = self._service.view().refunds if self._service.is_open else ()
        return found

    @property
    def busy(self) -> bool:
        """True while a card gets its money back, its outcome is unknown, or the document is being written."""
        return self._finishing or any(part.state in HELD for part in self.parts())

    def part_in(self, *states: RefundState) -> RefundView | None:
        """The first refund in one of `states`."""
        return next((part for part in self.parts() if part.state in states), None)

    def go_on(self) -> None:
        """It was approved, or goes another way: give it."""
        self.refresh()
        self.cards.go_on()

    def finish_when_settled(self) -> None:
        """Once every card has its money the document is written, by itself and once; after a failure by F9."""
        if self.is_settled and not self._finishing and not self._failed:
            self._finishing = True
            self.settled.emit()

    @property
    def is_settled(self) -> bool:
        """True when only the writing is left."""
        return self._service.is_open and self._service.view().stage == "settled"

    def finished(self, *, well: bool = True) -> None:
        """The writing ended, or the document was put away."""
        self._finishing, self._failed = False, not well

    def left(self) -> None:
        """Ask the terminal no more by itself."""
        self.cards.stop()

    def _retry(self, part_id: str) -> None:
        try:
            self.cards.refund(part_id)
        except ServiceError as error:
            self.told.emit(error.code, error.details)

    def _slip(self, part_id: str, refunded: bool) -> None:  # noqa: FBT001 - Qt's signal
        if self._guard.allows():
            self._service.confirm_slip(part_id, refunded=refunded)
            self.go_on()

    # keys

    def refund_keys(self) -> dict[int, FunctionKey]:
        """Return the bar while money flows back: only what concerns it."""
        keys: dict[int, FunctionKey] = {}
        if not self._service.is_open:
            return keys
        if self._failed and self.is_settled:
            keys[9] = FunctionKey(self.tr("Write again"), primary=True, finishing=True)
        if self.part_in(RefundState.CONFIRM) is not None:
            keys[4] = FunctionKey(self.tr("Declined"))
            keys[5] = FunctionKey(self.tr("Given back"), finishing=True)
        elif self.part_in(RefundState.UNKNOWN) is not None:
            keys[5] = FunctionKey(self.tr("Ask again"))
        else:
            declined = self.part_in(RefundState.DECLINED)
            if declined is not None:
                keys[5] = FunctionKey(self.tr("Try again"))
                if declined.can_cash:
                    keys[6] = FunctionKey(self.tr("In cash"))
        if self.can_step_back():
            keys[7] = FunctionKey(self.tr("Leave") if self.may_leave() else self.tr("Set aside"))
        return keys

    def refund_function(self, number: int) -> None:
        """Do what `refund_keys` say."""
        slip, declined = self.part_in(RefundState.CONFIRM), self.part_in(RefundState.DECLINED)
        acts: dict[int, Callable[[], None]] = {7: self.leave_wanted.emit, 9: self._write_again}
        if slip is not None:
            acts |= {4: lambda: self._slip(slip.part_id, False), 5: lambda: self._slip(slip.part_id, True)}
        elif self.part_in(RefundState.UNKNOWN) is not None:
            acts[5] = self.cards.ask
        elif declined is not None:
            acts |= {5: lambda: self._retry(declined.part_id), 6: lambda: self.cash_wanted.emit(declined.part_id)}
        if number in acts:
            acts[number]()

    def _write_again(self) -> None:
        self._failed = False
        self.refresh()

    def may_leave(self) -> bool:
        """True while the document can be dropped without losing money from sight."""
        return bool(self._service.view().can_leave)

    def can_step_back(self) -> bool:
        """False while the terminal is at work or the document is being written."""
        return not self._finishing and not self.cards.is_asking and self.part_in(RefundState.AT_TERMINAL) is None
