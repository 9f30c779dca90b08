"""The table of a return: head, lines that are chosen by keys or touch, always the current one in view. Main thread."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from pos_client.services.returning.returns_views import ReturnLineView, ReturnView
from pos_client.ui.i18n import Formatter
from pos_client.ui.screens.returns.line_row import LineRow, columns
from pos_client.ui.screens.side import scroll_area
from pos_client.ui.theme import look

_VCENTER = Qt.AlignmentFlag.AlignVCenter
_RIGHT = int(Qt.AlignmentFlag.AlignRight | _VCENTER)


class ReturnHead(QFrame):
    """The column heads, painted on the columns of the `rows` beneath, which a scroll bar makes narrower."""

    def __init__(self, rows: QWidget) -> None:
        super().__init__()
        self._rows = rows
        self.is_narrow = False
        self.setProperty("panel", "head")
        self.restyle()

    def restyle(self) -> None:
        """Take sizes anew."""
        self.setFixedHeight(look().theme.px(36 if not look().theme.is_wide else 40))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        theme = look().theme
        painter = QPainter(self)
        painter.setFont(theme.font("small" if theme.is_wide else "caption", weight=500))
        painter.setPen(theme.color("ink_2"))
        pad = theme.px(12 if theme.is_small else 16)
        left = int(Qt.AlignmentFlag.AlignLeft | _VCENTER)
        painter.drawText(self.rect().adjusted(pad, 0, 0, 0), left, self.tr("Line"))
        right = self._rows.width() - pad
        names: tuple[str, ...] = (self.tr("Amount"), self.tr("To return"), self.tr("Left"), self.tr("Bought"))
        widths: tuple[int, ...] = tuple(reversed(columns(theme)))
        if self.is_narrow:
            names, widths = names[:1], widths[:1]
        for name, width in zip(names, widths, strict=True):
            painter.drawText(right - width, 0, width, self.height(), _RIGHT, name)
            right -= width


class ReturnTable(QWidget):
    """Shows the lines of a `ReturnView`. Signals: `touched(int)`, `stepped(int, int)` with a line and 1 or -1."""

    touched = Signal(int)
    stepped = Signal(int, int)

    def __init__(self) -> None:
        super().__init__()
        self._rows: dict[int, LineRow] = {}
        self._body = QWidget()
        self.head = ReturnHead(self._body)
        self._column = QVBoxLayout(self._body)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addStretch(1)
        self._area = scroll_area(self._body)
        self._area.verticalScrollBar().rangeChanged.connect(self.head.update)  # Qt's own, also while all is put away
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.head)
        outer.addWidget(self._area, 1)

    def set_narrow(self, *, narrow: bool) -> None:
        """Show only what has room beside a side panel at 1024."""
        self.head.is_narrow = narrow
        self.head.update()
        for row in self._rows.values():
            row.set_narrow(narrow=narrow)

    def restyle(self) -> None:
        """Take sizes anew."""
        self.head.restyle()
        for row in self._rows.values():
            row.restyle()

    def row(self, line_id: int) -> LineRow:
        """Return the row of a line; `KeyError`."""
        return self._rows[line_id]

    def show_view(
        self,
        view: ReturnView,
        formatter: Formatter,
        current: int,
        typed: str,
        extra: Callable[[ReturnLineView], str],
    ) -> None:
        """Show the lines of `view`, `current` framed with `typed` in it; `extra` tells a line's reason."""
        shown = [line for line in view.lines if not line.is_charge]
        if [line.line_id for line in shown] != list(self._rows):
            self._build([line.line_id for line in shown])
        for line in shown:
            here = line.line_id == current
            self._rows[line.line_id].show_line(
                line,
                formatter,
                view.currency,
                current=here,
                typed=typed if here else "",
                extra=extra(line) if line.chosen.thousandths else "",
                at_work=view.stage != "choosing",
            )
        self._show_current(current)

    def _build(self, line_ids: list[int]) -> None:
        for row in self._rows.values():
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows = {}
        for place, line_id in enumerate(line_ids):
            row = LineRow(line_id)
            row.touched.connect(self.touched)
            row.stepped.connect(self.stepped)
            self._column.insertWidget(place, row)
            self._rows[line_id] = row

    def _show_current(self, current: int) -> None:
        row = self._rows.get(current)
        if row is not None:
            # a new row has its place only after the layout settled
            QTimer.singleShot(0, row, lambda: self._area.ensureWidgetVisible(row, 0, row.height() // 2))
