"""The pay screen: digits, then Enter settles what the filled key shows; F9 is exactly the same, never anything else.

What it shows is in `face`, what it does in `paying`; here are its keys. Main thread only.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent

from pos_client.runtime.bridge import Bridge
from pos_client.services.bundle import Services
from pos_client.services.views import PartState, PartView, PayView
from pos_client.ui.frame import FunctionKey, ScanLike
from pos_client.ui.screens.pay.paying import Paying
from pos_client.ui.widgets import KeyGuard


class PayScreen(Paying):
    """Signals, beside those of `Paying`: `help_wanted()`."""

    name = "pay"
    help_wanted = Signal()

    def __init__(self, services: Services, bridge: Bridge, guard: KeyGuard) -> None:
        super().__init__(services, bridge, guard)
        self.entry.field.installEventFilter(self)

    def function_keys(self) -> dict[int, FunctionKey]:
        """Return the bar: while a card is at the terminal, only what concerns it."""
        keys = {1: FunctionKey(self.tr("Help"))}
        busy = self._busy_part()
        if busy is not None and busy.state is PartState.RETURNING:
            return keys
        if busy is not None:
            slip = busy.state is PartState.CONFIRM
            keys[4] = FunctionKey(self.tr("Declined") if slip else self.tr("Cancel card"))
            keys[5] = FunctionKey(self.tr("Approved") if slip else self.tr("Ask again"))
            return keys
        view = self._view
        return keys if view is None or self._finishing else keys | self._free_keys(view)

    def _free_keys(self, view: PayView) -> dict[int, FunctionKey]:
        """The bar while no card is away."""
        keys = {3: FunctionKey(self.tr("Company"))}
        if any(part.can_remove for part in view.parts):
            keys[4] = FunctionKey(self.tr("Remove part"))
        if self._declined() is not None:
            keys[5] = FunctionKey(self.tr("Try again"))
        elif view.left > 0:  # what is paid out, or paid already, has no halves to type
            keys[5] = FunctionKey(self.tr("Split equally"))
        if self._of_class("credit_slip") and view.left > 0:
            keys[7] = FunctionKey(self.tr("Credit slip"))
        if self._of_class("voucher") and view.left > 0:
            keys[8] = FunctionKey(self.tr("Voucher"))
        rest = self._rest()
        if rest is not None and self._typed_amount() in (None, rest.to_give):
            amount = self.formatter.money(rest.to_give, view.currency, trim=True)
            keys[9] = FunctionKey(self.tr("Give {amount}").format(amount=amount), primary=True, finishing=True)
        preview = self._preview(view)
        if preview is not None:
            amount = self.formatter.money(abs(preview.given), view.currency, trim=True)
            words = self.tr("Give {amount}") if preview.given < 0 else self.tr("Cash {amount}")
            keys[9] = FunctionKey(words.format(amount=amount), primary=True, finishing=True)
        return keys

    def help_keys(self) -> tuple[tuple[str, str], ...]:
        """Return the other keys that act here: while a card is away, none."""
        view = self._view
        if view is None or view.busy or self._finishing:
            return ()
        keys = [
            ("0 … 9", self.tr("Type what is given, or a part of it")),
            ("Enter", self.tr("What the filled key shows")),
        ]
        if view.notes:
            keys.append((f"Ctrl+1 … {len(view.notes)}", self.tr("Take one of the amounts")))
        if self._of_class("card"):
            keys.append(("+", self.tr("By card: what is left, or what was typed")))
        if any(part.can_remove for part in view.parts):
            keys.append(("−", self.tr("Remove the last part")))
        return (*keys, ("Tab", self.tr("Go to the tenders; Space takes one")))

    def handle_function(self, number: int) -> None:
        """Do what the bar says."""
        if number == 1:
            self.help_wanted.emit()
            return
        busy = self._busy_part()
        if busy is not None:
            self._handle_busy(busy, number)
            return
        if number == 3:
            self.tax_number_wanted.emit()
        elif number == 4:
            self._remove_last()
        elif number == 5:
            declined = self._declined()
            if declined is not None:
                self._retry(declined.part_id)
            elif self._view is not None and self._view.left > 0:
                self.entry.field.setText(self._plain(-(-self._view.left // 2)))
        elif number in (7, 8):
            self._tender(self._of_class("credit_slip" if number == 7 else "voucher"))
        elif number == 9:
            self._settle()

    def _handle_busy(self, part: PartView, number: int) -> None:
        if part.state is PartState.RETURNING:
            return  # nobody can call it back
        if part.state is PartState.CONFIRM:
            if number in (4, 5):
                self._slip(part.part_id, number == 5)
        elif number == 4:
            self.cards.cancel(part.part_id)
        elif number == 5:
            self.cards.query(part.part_id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.isAutoRepeat() and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return
        text = event.text()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._settle()
        elif text in ("+", "-"):
            if not event.isAutoRepeat():
                self.take_sign(text)
        elif text and text in "0123456789.," and self._view is not None and not self._view.busy:
            self.entry.field.setFocus()
            self.entry.field.insert(text)
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # `+` and `-` are keys of Pay, never part of an amount.
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.text() in ("+", "-"):
            if not event.isAutoRepeat():
                self.take_sign(event.text())
            return True
        return super().eventFilter(watched, event)

    def take_sign(self, sign: str) -> bool:
        """Take a sign that is a key of Pay and never a digit: `+` card, `-` removes. True when it was one."""
        if self._view is None or self._view.busy or sign not in "+-":
            return False
        if sign == "-":
            self._remove_last()
        else:
            card = self._of_class("card")
            if card:
                self._tender(card)
        return True

    def handle_escape(self) -> None:
        """Back to selling; money that was taken is given back first."""
        if self._asked_big:
            self._forget_question()
            return
        if self._finishing or (self._view is not None and self._view.busy):
            return
        if self._payments.can_leave():
            self._payments.leave()
            self._view = None
            self.back_wanted.emit()
        else:
            self._tell("parts_taken")

    def handle_scan(self, scan: ScanLike) -> None:
        """A credit slip pays; any other scan in the middle of Pay adds nothing, and says so."""
        if self._view is None or self._finishing or not self._payments.is_slip(scan.text):
            self._tell("scanned_in_pay")
        elif self.take_slip(scan.text):
            self.good_tone_wanted.emit()
