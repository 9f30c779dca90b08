"""Receipts: found by number, amount, time or product, shown as paper; copied, as a gift slip, returned, voided."""

from __future__ import annotations

from PySide6.QtCore import Signal

from pos_client.runtime.bridge import Bridge
from pos_client.services.bundle import Services
from pos_client.ui.frame import FunctionKey
from pos_client.ui.i18n import message
from pos_client.ui.screens.receipts.face import ReceiptsFace


class ReceiptsScreen(ReceiptsFace):
    """Signals, each with a receipt number: `copy_wanted`, `gift_wanted`, `return_wanted`, `post_void_wanted`.

    `waiting_wanted()` for the money that waits to be given back.
    """

    name = "receipts"
    copy_wanted = Signal(str)
    gift_wanted = Signal(str)
    return_wanted = Signal(str)
    post_void_wanted = Signal(str)
    waiting_wanted = Signal()

    def __init__(self, services: Services, bridge: Bridge) -> None:
        super().__init__(services, bridge)
        self._waiting = 0

    def set_waiting(self, count: int) -> None:
        """Take how many cards, returns and post-voids wait for money back."""
        self._waiting = count
        self.keys_changed.emit()

    def heading(self) -> str:
        """The screen's title."""
        return self.tr("Receipts of this register")

    def handle_action(self, action: str) -> bool:
        """Ctrl+P copies the chosen one."""
        if action == "print" and self.chosen:
            self.copy_wanted.emit(self.chosen)
        return True

    def _sale_cause(self) -> str:
        """Why nothing can be done with the goods of the chosen one, "" when it can."""
        row = self.chosen_row
        if row is None:
            return self.tr("Choose a receipt first")
        code = "sale_post_voided" if row.state == "void" else "is_no_sale" if row.kind != "sale" else ""
        return message(code, formatter=self.formatter).text if code else ""

    def function_keys(self) -> dict[int, FunctionKey]:
        """Return the bar."""
        none = "" if self.chosen else self.tr("Choose a receipt first")
        keys = super().function_keys()
        keys[4] = FunctionKey(self.tr("Post-void"), self._sale_cause())
        keys[6] = FunctionKey(self.tr("Gift slip"), self._sale_cause())
        if self._waiting:
            keys[7] = FunctionKey(self.tr("Waiting {count}").format(count=self._waiting))
        keys[8] = FunctionKey(self.tr("Return"), self._sale_cause())
        keys[9] = FunctionKey(self.tr("Copy"), cause=none, primary=not none, finishing=True)
        return keys

    def handle_function(self, number: int) -> None:
        """Do what the bar says for the chosen receipt."""
        wanted = {4: self.post_void_wanted, 6: self.gift_wanted, 8: self.return_wanted, 9: self.copy_wanted}
        if number == 7:
            self.waiting_wanted.emit()
        elif number not in wanted:
            super().handle_function(number)
        elif self.chosen:
            wanted[number].emit(self.chosen)
