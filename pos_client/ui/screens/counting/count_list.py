"""A list of denominations being counted: value, pieces, sum. An empty field is not zero."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from pos_client.domain.money import Currency
from pos_client.ui.i18n import Formatter
from pos_client.ui.screens.side import scroll_area
from pos_client.ui.theme import look
from pos_client.ui.widgets import Field, Key, Role, TearLine, label, margins, panel
from pos_client.ui.widgets.focus_ring import RINGED
from pos_client.ui.widgets.text import draw_text

MOST_PIECES = 99_999
LOWEST_ROW, HIGHEST_ROW = 48, 53  # px at 100 %
CELL = 116  # px at 100 %: the value at one end, the sum at the other


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


def _cell(widget: QWidget) -> QWidget:
    """Return `widget` in a cell as wide as the sum at the other end, so that the fields stand in the middle."""
    cell = QWidget()
    cell.setFixedWidth(look().theme.px(CELL))
    row = QHBoxLayout(cell)
    margins(row, 0, 0, 0, 0, 0)
    row.addWidget(widget)
    row.addStretch(1)
    return cell


class CountRow(QFrame):
    """One denomination.

    Signals: `changed()`, `typed(value, pieces or None)` by a person, `done()` (Enter: an empty field becomes 0),
    `stepped(int)` (Up -1, Down +1), `focused(int)` with the value.
    """

    changed = Signal()
    typed = Signal(int, object)
    done = Signal()
    stepped = Signal(int)
    focused = Signal(int)

    def __init__(self, value: int, *, is_note: bool) -> None:
        super().__init__()
        theme = look().theme
        self.value = value
        self._is_filling = False
        self.setProperty("panel", "none")
        self.setMinimumHeight(theme.px(LOWEST_ROW))
        self.setMaximumHeight(theme.px(HIGHEST_ROW))
        row = QHBoxLayout(self)
        margins(row, 12, 0, 12, 0, 8)
        self.piece = Denomination(is_note=is_note)
        self.field = Field(longest=5)
        self.field.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.field.setPlaceholderText("–")
        self.field.setStyleSheet(f"font-size: {theme.px(22)}px; font-weight: 600;")
        self.less, self.more = self._step_key("minus", -1), self._step_key("plus", 1)
        self._box = panel("entry")
        self._box.setProperty(RINGED, True)
        self._box.setFixedWidth(theme.px(88))
        self._box.setMinimumHeight(theme.px(LOWEST_ROW - 4))
        self._box.setMaximumHeight(theme.px(LOWEST_ROW))
        self._box.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        inside = QHBoxLayout(self._box)
        margins(inside, 8, 0, 10, 0, 0)
        inside.addWidget(self.field)
        self.sum = label("", "strong", align=Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.sum.setFixedWidth(theme.px(CELL))
        row.addWidget(_cell(self.piece))
        row.addStretch(1)
        row.addWidget(self.less)
        row.addWidget(self._box)
        row.addWidget(self.more)
        row.addStretch(1)
        row.addWidget(self.sum)
        self.field.textChanged.connect(self._text_changed)
        self.field.installEventFilter(self)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), look().theme.px(HIGHEST_ROW))

    @property
    def pieces(self) -> int | None:
        """What was counted; None while the field is empty."""
        return int(self.field.text()) if self.field.text() else None

    def set_pieces(self, pieces: int | None) -> None:
        """Show what was counted before; nobody is told that it was typed."""
        self._is_filling = True
        self.field.setText("" if pieces is None else str(pieces))
        self._is_filling = False

    def set_compact(self, compact: bool) -> None:  # noqa: FBT001 - the room there is
        """Hide the step keys where there is no room for them."""
        self.less.setHidden(compact)
        self.more.setHidden(compact)

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

    def _text_changed(self, text: str) -> None:
        digits = "".join(sign for sign in text if sign in "0123456789")
        if digits != text:
            self.field.setText(digits)
            return
        if not self._is_filling:
            self.typed.emit(self.value, self.pieces)
        self.changed.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.field.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QFocusEvent):
            self.update()
            self.field.setPlaceholderText("" if event.type() == QEvent.Type.FocusIn else "–")
            if event.type() == QEvent.Type.FocusIn:
                self.field.selectAll()
                self.focused.emit(self.value)
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                if not event.isAutoRepeat():
                    if not self.field.text():
                        self.field.setText("0")
                    self.done.emit()
                return True
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
                self.stepped.emit(1 if event.key() == Qt.Key.Key_Down else -1)
                return True
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.field.hasFocus():
            QPainter(self).fillRect(self.rect(), look().theme.color("accent_tint"))


class CountList(QFrame):
    """Notes or coins, or all of a currency that has few.

    Signals: `changed()`, `typed(value, pieces or None)`, `finished()` when Enter was pressed in the last row,
    `left(int)` when Up or Down went past its end, `focused(int)`.
    """

    changed = Signal()
    typed = Signal(int, object)
    finished = Signal()
    left = Signal(int)
    focused = Signal(int)

    def __init__(self, values: Sequence[int], *, are_notes: Callable[[int], bool]) -> None:
        super().__init__()
        self.setProperty("panel", "plain")
        self.title = label("", "small", "ink_2", bold="medium")
        self.pieces_head = label("", "small", "ink_2", bold="medium")
        self.sum_head = label("", "small", "ink_2", bold="medium")
        self.together = label("", "body", "ink_2")
        self.total = label("", "strong")
        self.rows: list[CountRow] = []
        column = QVBoxLayout(self)
        margins(column, 1, 1, 1, 1, 0)
        column.addWidget(self._line(self.title, self.pieces_head, self.sum_head, "head"))
        body = QWidget()
        inside = QVBoxLayout(body)
        margins(inside, 0, 0, 0, 0, 0)
        for place, value in enumerate(values):
            row = CountRow(value, is_note=are_notes(value))
            self.rows.append(row)
            inside.addWidget(row)
            row.changed.connect(self.changed)
            row.typed.connect(self.typed)
            row.focused.connect(self._row_focused)
            row.done.connect(lambda place=place: self._done(place))
            row.stepped.connect(lambda by, place=place: self._stepped(place, by))
        self._area = scroll_area(body)
        self._area.setMaximumHeight(look().theme.px(HIGHEST_ROW * len(values)))
        column.addWidget(self._area, 1000)  # what is above its highest is left to the stretch
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
        left.setMinimumWidth(look().theme.px(CELL))
        row.addWidget(left)
        row.addStretch(1)
        if middle is not None:
            row.addWidget(middle)
            row.addStretch(1)
        right.setMinimumWidth(look().theme.px(CELL))
        right.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(right)
        return frame

    def _row_focused(self, value: int) -> None:
        row = next(row for row in self.rows if row.value == value)
        self._area.ensureWidgetVisible(row, 0, 0)
        self.focused.emit(value)

    def _done(self, place: int) -> None:
        if place + 1 < len(self.rows):
            self.rows[place + 1].field.setFocus()
        else:
            self.finished.emit()

    def _stepped(self, place: int, by: int) -> None:
        if 0 <= place + by < len(self.rows):
            self.rows[place + by].field.setFocus()
        else:
            self.left.emit(by)

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
