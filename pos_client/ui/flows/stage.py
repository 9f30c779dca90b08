"""What every flow stands on: window, services, one way to tell, one way to have an act approved. Main thread."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from pos_client.runtime.bridge import Bridge
from pos_client.services.bundle import Services
from pos_client.services.desk import ServiceError
from pos_client.services.views import Approval, NeedsApproval
from pos_client.ui.frame import MainWindow
from pos_client.ui.i18n import message
from pos_client.ui.screens.approval import ApprovalPanel
from pos_client.ui.sounds import Sounds

T = TypeVar("T")


class Stage(QObject):
    """Signal: `basket_changed()` when the basket in hand became another one, or was changed from outside its screen."""

    basket_changed = Signal()

    def __init__(self, window: MainWindow, services: Services, bridge: Bridge, sounds: Sounds) -> None:
        super().__init__()
        self.window = window
        self.services = services
        self.bridge = bridge
        self.sounds = sounds

    # telling

    def tell(self, code: str, details: object = ()) -> None:
        """Say a message by its code, with the low tone."""
        pairs = details if isinstance(details, tuple) else ()
        told = message(code, pairs, formatter=self.window.formatter, currency=self.services.desk.store.currency)
        self.window.toast(told.text, state="refused")
        self.sounds.play("bad")

    def tell_error(self, error: Exception) -> None:
        """Say why something failed; an error without a code is a bug and is told as one."""
        self.tell(getattr(error, "code", "internal_error"), getattr(error, "details", ()))

    def money(self, amount: int, *, sign: bool = False) -> str:
        """Return `amount` (minor units of the store) as text with its currency."""
        return self.window.formatter.money(amount, self.services.desk.store.currency, symbol=True, sign=sign)

    # doing

    def perform(
        self,
        act: Callable[[Approval | None], T | NeedsApproval],
        done: Callable[[T], None],
        approval: Approval | None = None,
        *,
        reason: str = "",
    ) -> None:
        """Do `act` and hand its answer to `done`; what is above the cashier's limit is done again with an approval.

        `reason` was given for the act already, and is proposed for the approval.
        """
        try:
            answer = act(approval)
        except ServiceError as error:
            self.tell(error.code, error.details)
            return
        if isinstance(answer, NeedsApproval):
            self.ask_approval(answer, lambda given: self.perform(act, done, given, reason=reason), reason)
            return
        done(answer)

    def deliver(self, future: Future[T], done: Callable[[T], None]) -> None:
        """Hand what `future` gives to `done` on the main thread; say why when it fails."""
        self.bridge.deliver(future, done, self.tell_error)

    def ask_approval(self, needed: NeedsApproval, granted: Callable[[Approval], None], reason: str = "") -> None:
        """Ask somebody with the right; `granted` repeats the act with the approval."""
        panel = ApprovalPanel(self.services, self.bridge, self.window.guard, needed, granted, reason=reason)
        self.window.open_side(panel)

    # going

    @property
    def logged_in(self) -> bool:
        """True while somebody is at the till."""
        return self.services.desk.cashier is not None

    def show_sell(self) -> None:
        """Bring the basket to the front, or what stands in its place: a count, the opening of a shift, the login."""
        self.window.show_screen(self.home)

    @property
    def home(self) -> str:
        """The screen where work goes on. Before the first day has come there is nothing but the line."""
        if not self.services.desk.replica.ready:
            return "line"
        closing = self.services.closing
        if not self.logged_in:
            return "login"
        if closing.is_counting:
            return "shift_compare" if closing.is_compared else "shift_count"
        return "sell" if self.services.shifts.is_open else "shift_open"
