"""What an empty basket shows: the last receipt, its change, and the key that prints it again."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pos_client.services.views import PaidView
from pos_client.ui.i18n import Formatter
from pos_client.ui.widgets import IconLabel, Key, ListRow, label, margins, panel

_CENTER = Qt.AlignmentFlag.AlignCenter


class EmptyBasket(QWidget):
    """Signal: `reprint(str)` with the receipt's number."""

    reprint = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._paid: PaidView | None = None
        column = QVBoxLayout(self)
        margins(column, 24, 24, 24, 24, 8)
        column.addStretch(2)
        column.addWidget(IconLabel("scan-barcode", 48, "accent_text"), 0, _CENTER)
        self._title = label("", "heading", align=_CENTER)
        self._second = label("", "body", "ink_2", align=_CENTER, wrap=True)
        column.addWidget(self._title)
        column.addWidget(self._second)
        column.addStretch(2)
        self._last = panel("second")
        row = QHBoxLayout(self._last)
        margins(row, 16, 8, 8, 8, 16)
        self._receipt = ListRow("", icon="receipt-text", height=56)
        row.addWidget(self._receipt, 1)
        self.key = Key("", icon="printer", keycaps=("Ctrl+P",))
        self.key.clicked.connect(self._press)
        row.addWidget(self.key)
        column.addWidget(self._last)

    def _press(self) -> None:
        if self._paid is not None:
            self.reprint.emit(self._paid.receipt_number)

    def set_narrow(self, *, narrow: bool) -> None:
        """A panel takes the room: the key goes, Ctrl+P stays."""
        self.key.setVisible(not narrow)

    def show_last(self, paid: PaidView | None, formatter: Formatter) -> None:
        """Show the last sale, or none."""
        self._paid = paid
        self._title.setText(self.tr("Scan the first product"))
        self._second.setText(self.tr("or type its code or name"))
        self.key.set_caption(self.tr("Reprint"))
        self._last.setVisible(paid is not None)
        if paid is None:
            return
        change = self.tr("Change {amount}").format(amount=formatter.money(paid.change, paid.currency, symbol=True))
        lines = self.tr("%n line(s)", "", paid.line_count)
        said = [change if paid.change else "", paid.receipt_number, lines]  # what is asked for first is cut last
        second = " · ".join(part for part in said if part)
        self._receipt.set_texts(
            self.tr("Last receipt"), second, formatter.money(paid.total, paid.currency, symbol=True)
        )
