"""F8 from selling: which receipt do the goods come back to? Scanned, typed, or found in this register's journal."""

from __future__ import annotations

from PySide6.QtCore import Signal

from pos_client.ui.frame import FunctionKey, ScanLike
from pos_client.ui.i18n import message
from pos_client.ui.screens.receipts.face import ReceiptsFace


class FindReceiptScreen(ReceiptsFace):
    """Signals: `receipt_wanted(str)` with a number or a scanned code, `loose_wanted()` for goods without a receipt."""

    name = "returns_find"
    receipt_wanted = Signal(str)
    loose_wanted = Signal()

    def heading(self) -> str:
        """The screen's title."""
        return self.tr("Return: which receipt?")

    def entered(self) -> None:
        """Begin with an empty box."""
        self.box.field.clear()
        super().entered()

    def _cause(self) -> str:
        row = self.chosen_row
        if row is None:
            return "" if self.box.text.strip() else self.tr("Scan or type a receipt first")
        code = {"void": "sale_post_voided", "returned": "nothing_to_return"}.get(row.state, "")
        if row.kind != "sale":
            code = "is_no_sale"
        return message(code, formatter=self.formatter).text if code else ""

    def act(self) -> None:
        """Open the chosen receipt; what is not in the list is asked of the service, which says why."""
        if not self._cause():
            self.receipt_wanted.emit(self.chosen or self.box.text.strip())
        else:
            self.shell.toast(self._cause(), state="waiting")

    def handle_scan(self, scan: ScanLike) -> None:
        """A scanned receipt opens; a product finds the receipts with it."""
        if self._services.receipts.number_in(scan.text):
            self.receipt_wanted.emit(scan.text)
        else:
            super().handle_scan(scan)

    def function_keys(self) -> dict[int, FunctionKey]:
        """Return the bar."""
        cause = self._cause()
        return super().function_keys() | {
            6: FunctionKey(self.tr("No receipt")),
            9: FunctionKey(self.tr("Open"), cause=cause, primary=not cause, finishing=True),
        }

    def handle_function(self, number: int) -> None:
        """F6 goes without a receipt, F9 opens the chosen one."""
        if number == 6:
            self.loose_wanted.emit()
        elif number == 9:
            self.act_when_found()
        else:
            super().handle_function(number)

    def help_keys(self) -> tuple[tuple[str, str], ...]:
        """Return the other keys that act here."""
        return (("Enter", self.tr("Open the chosen receipt")), *super().help_keys())
