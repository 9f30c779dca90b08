"""The head that the three screens of a closing share: which shift, whose, and at which step. Also icons of tenders."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from pos_client.services.shift.shift_views import ShiftView
from pos_client.ui.frame import Screen
from pos_client.ui.screens.counting import Steps
from pos_client.ui.theme import look
from pos_client.ui.widgets import ElidedLabel, label, margins

CASH, TENDERS, COMPARE, DONE = range(4)
_ICONS = {
    "cash": "banknote",
    "card": "credit-card",
    "voucher": "ticket",
    "credit_slip": "receipt-text",
    "foreign_cash": "coins",
}


def tender_icon(tender_class: str) -> str:
    """Return the icon of a class of tenders."""
    return _ICONS.get(tender_class, "wallet")


class CloseHead(QWidget):
    """Title, person and steps in one line. `insert(widget)` puts something before the steps."""

    def __init__(self) -> None:
        super().__init__()
        self.title = label("", "heading")
        self.who = ElidedLabel("", "row_s", "ink_2")
        self.steps = Steps()
        self.is_narrow = False  # a side panel stands in the right column
        self._row = QHBoxLayout(self)
        margins(self._row, 0, 4, 0, 4, 12)
        self._row.addWidget(self.title)
        self._row.addWidget(self.who, 1)
        self._row.addWidget(self.steps)

    def insert(self, widget: QWidget) -> None:
        """Put `widget` between the person and the steps."""
        self._row.insertWidget(2, widget)

    def show_shift(self, shift: ShiftView, at: int, screen: Screen) -> None:
        """Write the shift and the step, in the language of `screen`."""
        formatter = screen.formatter
        self.title.setText(self.tr("Close shift {number}").format(number=shift.number))
        since = formatter.time(shift.opened_at)
        if shift.is_forgotten:
            since = f"{formatter.date(shift.opened_at, short=True)} {since}"
        self.who.setText(self.tr("{name}, since {time}").format(name=shift.opened_by_name, time=since))
        self.show_step(at)

    def show_step(self, at: int) -> None:
        """Write the step alone, once the shift is over."""
        names = (self.tr("Cash"), self.tr("Tenders"), self.tr("Compare"), self.tr("Z", "the closing report"))
        self.steps.setHidden(self.is_narrow and look().theme.is_small)
        self.steps.set_steps(names, at, compact=look().theme.is_small or self.is_narrow)
