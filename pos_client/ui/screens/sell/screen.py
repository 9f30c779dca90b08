"""The sell screen: it renders `BasketView`s and turns keys, touches and scans into calls of the checkout service.

What it shows is in `face`, what it takes in `taking`; here are its keys. What other screens do is asked for by signals.
Main thread only.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from pos_client.services.views import Tone
from pos_client.ui.frame.screen import FunctionKey
from pos_client.ui.i18n import message
from pos_client.ui.screens.sell.one_box import Mode
from pos_client.ui.screens.sell.taking import Taking

_LATER = {3: "customers_later", 6: "later_release", 10: "later_release"}


class SellScreen(Taking):
    """Name "sell".

    Signals, for what other screens do, beside those of `Taking`: `help_wanted()`, `suspend_wanted()`,
    `recall_wanted()`, `return_wanted()`, `pay_wanted()`, `more_wanted()`, `lock_wanted()`, `cancel_wanted()`, and
    `open_item_wanted(object)` with the `ErrorRow`.
    """

    name = "sell"
    sells = True
    help_wanted = Signal()
    suspend_wanted = Signal()
    recall_wanted = Signal()
    return_wanted = Signal()
    pay_wanted = Signal()
    more_wanted = Signal()
    lock_wanted = Signal()
    cancel_wanted = Signal()
    open_item_wanted = Signal(object)

    # function keys

    def function_keys(self) -> dict[int, FunctionKey]:
        view = self._view
        no_line = "" if self._target() else message("no_line", formatter=self.formatter).text
        keys = {
            1: FunctionKey(self.tr("Help")),
            2: FunctionKey(self.tr("Find")),
            3: FunctionKey(self.tr("Customer"), self._later(3)),
            4: FunctionKey(self.tr("Discount"), no_line),
            5: FunctionKey(self.tr("Quantity"), no_line),
            6: FunctionKey(self.tr("Elsewhere"), self._later(6)),
            7: self._suspend_key(),
            8: FunctionKey(self.tr("Return")),
            9: FunctionKey(self.tr("Pay"), primary=view.can_pay),
            10: FunctionKey(self.tr("Orders"), self._later(10)),
            11: FunctionKey(self.tr("More")),
            12: FunctionKey(self.tr("Lock")),
        }
        error = self._open_error()
        if error is not None and error.can_open_item:
            keys[4] = FunctionKey(self.tr("Open item"))
        if view.age_prompt is not None:
            keys[5] = FunctionKey(self.tr("Seen"))
            keys[8] = FunctionKey(self.tr("Refused"))
        if view.pay_blocked_by == "empty":
            keys[9] = FunctionKey(self.tr("Pay"), message("empty", formatter=self.formatter).text)
        return keys

    def _suspend_key(self) -> FunctionKey:
        if self._view.lines:
            return FunctionKey(self.tr("Suspend"))
        if self._view.suspended_count:
            return FunctionKey(self.tr("Recall"))
        return FunctionKey(self.tr("Suspend"), message("nothing_suspended", formatter=self.formatter).text)

    def _later(self, number: int) -> str:
        return "" if number in self._features else message(_LATER[number], formatter=self.formatter).text

    def handle_function(self, number: int) -> None:
        if self._view.age_prompt is not None and number in (5, 8):
            self._answer_age(number == 5)
            return
        if number == 2:
            self._rest()
            self.box.field.setFocus()
        elif number == 4:
            self._discount_or_open_item()
        elif number == 5:
            self._ask_quantity()
        elif number == 7:
            (self.suspend_wanted if self._view.lines else self.recall_wanted).emit()
        elif number == 9:
            self._pay()
        elif number in _LATER:
            self.function_wanted.emit(number)
        else:
            wanted = {
                1: self.help_wanted,
                8: self.return_wanted,
                11: self.more_wanted,
                12: self.lock_wanted,
            }
            wanted[number].emit()

    def _pay(self) -> None:
        if self._view.can_pay:
            self.pay_wanted.emit()
            return
        said = message(self._view.pay_blocked_by, formatter=self.formatter, currency=self._view.currency)
        self.shell.toast(said.text, state="waiting")
        self.tone_wanted.emit(Tone.BAD.value)

    def _discount_or_open_item(self) -> None:
        error = self._open_error()
        if error is not None and error.can_open_item:
            self.open_item_wanted.emit(error)
        else:
            self._ask_discount()

    def handle_action(self, action: str) -> bool:
        if action == "cancel_basket" and self._view.lines:
            self.cancel_wanted.emit()
            return True
        if action == "print":
            paid = self._last.last_receipt()
            if paid is not None:
                self.reprint_wanted.emit(paid.receipt_number)
            return True
        return False

    # keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():
                self._enter()
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            step = -1 if key == Qt.Key.Key_Up else 1
            if self.box.results.hits:
                self.box.results.move_choice(step)
            else:
                self.table.move_choice(step)
        elif key == Qt.Key.Key_Delete:
            if not event.isAutoRepeat():
                self._void()
        elif event.text() and event.text().isprintable() and not self.box.field.hasFocus():
            self.take_typed(event.text())
        else:
            super().keyPressEvent(event)

    def take_typed(self, text: str) -> None:
        """Put what was typed elsewhere into the box, as if it had been typed there."""
        self.box.field.setFocus()
        self.box.field.insert(text)
        self._edited(self.box.text)

    def handle_escape(self) -> None:
        if self.box.mode is not Mode.PRODUCT or self.box.text or self._prefix or self.box.results.hits:
            self._rest()
        elif self.table.chosen_line:
            self.table.choose(0)
        elif self._open_error() is not None:
            self._strike_error()
