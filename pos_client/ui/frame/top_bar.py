"""The top bar: store, register, cashier, state chips, clock. Every chip opens what it is about."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from pos_client.ui.i18n import Formatter
from pos_client.ui.theme import look
from pos_client.ui.widgets.chip import QUIET, Chip
from pos_client.ui.widgets.text import IconLabel, label, restyle

CHIP_ICONS = {
    "orders": "inbox",
    "network": "wifi",
    "printer": "printer",
    "scanner": "scan-barcode",
    "terminal": "credit-card",
    "fiscal": "receipt-text",
    "drawer": "archive",
}


class Mark(QWidget):
    """The program's mark: a ring over a line on the accent."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Omnitill")

    def sizeHint(self) -> QSize:
        side = look().theme.px(28)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = look().theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("accent"))
        painter.drawRoundedRect(self.rect(), theme.px(6), theme.px(6))
        painter.setPen(QPen(theme.color("on_accent"), 2.4 * theme.scale))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        unit = self.width() / 28
        painter.drawEllipse(QRectF(8.5 * unit, 4.5 * unit, 11 * unit, 11 * unit))
        painter.drawLine(QRectF(7 * unit, 21.5 * unit, 14 * unit, 0).topLeft(),
                         QRectF(7 * unit, 21.5 * unit, 14 * unit, 0).topRight())  # fmt: skip


class TopBar(QFrame):
    """Signals: `chip_clicked(str)` with the chip's name.

    Texts come from outside: `set_place`, `set_cashier`, `set_chip`. The clock ticks by itself.
    """

    chip_clicked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("topBar")
        self._formatter = Formatter("en")
        self._place = label("", "row_s", bold="true")
        self._cashier_icon = IconLabel("user", 16, "ink_2")
        self._cashier = label("", "row_s", "ink_2")
        self._day = label("", "row_s", "ink_2")
        self._clock = label("", "title")
        self._chips: dict[str, Chip] = {}
        self._row = QHBoxLayout(self)
        self._row.addWidget(Mark())
        self._row.addWidget(self._place)
        self._row.addWidget(self._cashier_icon)
        self._row.addWidget(self._cashier)
        self._row.addStretch(1)
        self._first_chip = self._row.count()
        self._row.addWidget(self._day)
        self._row.addWidget(self._clock)
        self._timer = QTimer(self)
        self._timer.setInterval(1000)
        self._timer.timeout.connect(self.tick)
        self._timer.start()
        self._now: Callable[[], datetime] = lambda: datetime.now(UTC)
        self.set_cashier("")
        self.restyle()

    def set_place(self, store: str, register: str) -> None:
        """Show where we are."""
        self._place.setText(" · ".join(part for part in (store, register) if part))

    def set_cashier(self, name: str) -> None:
        """Show who is at the till, "" for nobody."""
        self._cashier.setText(name)
        self._cashier.setVisible(bool(name))
        self._cashier_icon.setVisible(bool(name))

    def set_chip(self, name: str, text: str, role: str = QUIET, icon: str = "") -> None:
        """Show or change the state chip `name`; chips stand in the order of `CHIP_ICONS`, others after them."""
        chip = self._chips.get(name)
        if chip is None:
            chip = Chip(icon or CHIP_ICONS.get(name, "info"), text, role)
            chip.clicked.connect(lambda _checked=False, name=name: self.chip_clicked.emit(name))
            order = [*CHIP_ICONS, name]
            before = sum(order.index(other) < order.index(name) for other in self._chips if other in order)
            self._row.insertWidget(self._first_chip + before, chip)
            self._chips[name] = chip
            chip.show()  # at once: a layout would show it some events later
        chip.set_state(text, role, icon)
        self._arrange()

    def chip(self, name: str) -> Chip | None:
        """The chip `name`."""
        return self._chips.get(name)

    def set_formatter(self, formatter: Formatter) -> None:
        """Take another language."""
        self._formatter = formatter
        self.tick()

    def set_clock(self, now: Callable[[], datetime]) -> None:
        """Show the time that `now` tells: the one receipts carry, which need not be the machine's."""
        self._now = now
        self.tick()

    def tick(self) -> None:
        """Show the time."""
        now = self._now()
        self._day.setText(self._formatter.day(now))
        self._clock.setText(self._formatter.time(now))

    def restyle(self) -> None:
        """Take sizes anew."""
        theme = look().theme
        self.setFixedHeight(theme.frame("top"))
        side = theme.px(16 if theme.is_wide else 8)
        self._row.setContentsMargins(side, 0, side, 0)
        self._row.setSpacing(theme.px(12 if theme.is_wide else 8))
        restyle(self._place, kind="body" if theme.is_wide else "row_s")
        restyle(self._clock, kind="title" if theme.is_wide else "row")
        self._arrange()

    def _arrange(self) -> None:
        """Hide the day when a chip needs the room at 1024."""
        spoken = any(chip.role != QUIET for name, chip in self._chips.items() if name != "network")
        network = self._chips.get("network")
        long = network is not None and len(network.text()) > 16
        self._day.setVisible(not look().theme.is_small or not (spoken or long))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.StyleChange:
            self.restyle()
        super().changeEvent(event)
