"""A list of denominations being counted: value, pieces, sum. An empty field is not zero."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from pos_client.domain.money import Currency
from pos_client.ui.i18n import Formatter
from pos_client.ui.theme import look
from pos_client.ui.widgets import Field, Key, Role, TearLine, label, margins, panel
from pos_client.ui.widgets.focus_ring import RINGED
from pos_client.ui.widgets.text import draw_text

MOST_PIECES = 99_999


class Denomination(QWidget):
    """The value in the shape of its money: a note is square, a coin is round."""

    def __init__(self, *, is_note: bool) -> None:
        super().__init__()
        self._text = ""
        self._is_note = is_note
        self.setFixedSize(look().theme.px(78), look().theme.px(36))

    def set_text(self, text: str) -> None:
        """Show another value."""
        self._text = text
        self.setAccessibleName(text)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = look().theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(theme.color("line_strong"))
        painter.setBrush(theme.color("surface_2"))
        radius = theme.px(4) if self._is_note else self.height() / 2
        painter.drawRoundedRect(self.rect().toRectF().adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        align = Qt.AlignmentFlag.AlignCenter
        draw_text(painter, self.rect(), self._text, theme.font("strong"), theme.color("ink"), align)


class CountRow(QFrame):
    """One denomination. Signals: `changed()`, `done()` (Enter: an empty field becomes 0), `focused(int)`."""

    changed = Signal()
    done = Signal()
    focused = Signal(int)

    def __init__(self, value: int, *, height: int, is_note: bool) -> None:
        super().__init__()
        self.value = value
        self.setProperty("panel", "none")
        self.setFixedHeight(look().theme.px(height))
        row = QHBoxLayout(self)
        margins(row, 12, 2, 12, 2, 12)
        self.piece = Denomination(is_note=is_note)
        self.field = Field(longest=5)
        self.field.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.field.setPlaceholderText("–")
        self.field.setStyleSheet(f"font-size: {look().theme.px(22)}px; font-weight: 600;")
        self.less, self.more = self._step_key("minus", -1), self._step_key("plus", 1)
        self._box = panel("entry")
        self._box.setProperty(RINGED, True)
        self._box.setFixedSize(look().theme.px(88), look().theme.px(min(48, height - 4)))
        inside = QHBoxLayout(self._box)
        margins(inside, 8, 0, 10, 0, 0)
        inside.addWidget(self.field)
        self.sum = label("", "strong", align=Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row.setSpacing(look().theme.px(8))
        row.addWidget(self.piece)
        row.addStretch(1)
        row.addWidget(self.less)
        row.addWidget(self._box)
        row.addWidget(self.more)
        row.addStretch(1)
        row.addWidget(self.sum)
        self.sum.setFixedWidth(look().theme.px(116))
        self.field.textChanged.connect(self._typed)
        self.field.installEventFilter(self)

    @property
    def pieces(self) -> int | None:
        """What was counted; None while the field is empty."""
        return int(self.field.text()) if self.field.text() else None

    def _step_key(self, icon: str, by: int) -> Key:
        key = Key(icon=icon, role=Role.LIGHT)
        key.setFixedSize(look().theme.px(48), look().theme.px(48))
        key.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        key.clicked.connect(lambda _c=False: self._step(by))
        return key

    def _step(self, by: int) -> None:
        self.field.setFocus()
        self.field.setText(str(min(MOST_PIECES, max(0, (self.pieces or 0) + by))))

    def show_in(self, formatter: Formatter, currency: Currency) -> None:
        """Write value and sum in the language of `formatter`."""
        name = formatter.money(self.value, currency, trim=True)
        self.piece.set_text(name)
        self.field.setAccessibleName(name)
        self.less.setAccessibleName(self.tr("{value}: one less").format(value=name))
        self.more.setAccessibleName(self.tr("{value}: one more").format(value=name))
        pieces = self.pieces
        self.sum.setText("" if pieces is None else formatter.money(pieces * self.value, currency))

    def _typed(self, text: str) -> None:
        digits = "".join(sign for sign in text if sign in "0123456789")
        if digits != text:
            self.field.setText(digits)
            return
        self.changed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QFocusEvent) and event.type() == QEvent.Type.FocusIn:
            self.focused.emit(self.value)
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                if not event.isAutoRepeat():
                    if not self.field.text():
                        self.field.setText("0")
                    self.done.emit()
                return True
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
                self.focusNextPrevChild(event.key() == Qt.Key.Key_Down)
                return True
        return super().eventFilter(watched, event)


class CountList(QFrame):
    """Notes or coins. Signals: `changed()`, `finished()` when Enter was pressed in the last row, `focused(int)`."""

    changed = Signal()
    finished = Signal()
    focused = Signal(int)

    def __init__(self, values: Sequence[int], *, are_notes: bool) -> None:
        super().__init__()
        self.setProperty("panel", "plain")
        self.title = label("", "small", "ink_2", bold="medium")
        self.pieces_head = label("", "small", "ink_2", bold="medium")
        self.sum_head = label("", "small", "ink_2", bold="medium")
        self.together = label("", "body", "ink_2")
        self.total = label("", "strong")
        self.rows: list[CountRow] = []
        column = QVBoxLayout(self)
        margins(column, 0, 0, 0, 0, 0)
        column.addWidget(self._line(self.title, self.pieces_head, self.sum_head, "head"))
        for value in values:
            row = CountRow(value, height=53 if len(values) <= 9 else 50, is_note=are_notes)
            self.rows.append(row)
            column.addWidget(row)
            row.changed.connect(self.changed)
            row.focused.connect(self.focused)
        for before, after in zip(self.rows, self.rows[1:], strict=False):
            before.done.connect(after.field.setFocus)
        if self.rows:
            self.rows[-1].done.connect(self.finished)
        column.addStretch(1)
        column.addWidget(TearLine())
        column.addWidget(self._line(self.together, None, self.total, "none"))

    @staticmethod
    def _line(left: QLabel, middle: QLabel | None, right: QLabel, kind: str) -> QFrame:
        frame = QFrame()
        frame.setProperty("panel", kind)
        frame.setFixedHeight(look().theme.px(44))
        row = QHBoxLayout(frame)
        margins(row, 12, 0, 12, 0, 12)
        row.addWidget(left)
        row.addStretch(1)
        if middle is not None:
            row.addWidget(middle)
            row.addStretch(1)
        right.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Preferred)
        row.addWidget(right)
        return frame

    def first_open(self) -> CountRow | None:
        """Return the first row not counted yet."""
        return next((row for row in self.rows if row.pieces is None), None)

    def counted(self) -> list[tuple[int, int]]:
        """Return (value, pieces) of every counted row."""
        return [(row.value, row.pieces) for row in self.rows if row.pieces is not None]

    def show_in(self, formatter: Formatter, currency: Currency) -> int:
        """Write every figure; returns the sum so far in minor units."""
        for row in self.rows:
            row.show_in(formatter, currency)
        total = sum(value * pieces for value, pieces in self.counted())
        self.total.setText(formatter.money(total, currency))
        return total
