"""A list of painted rows in columns, for long lists that are read: the register of exceptions, the journal.

The screen has the keys; the list shows which row is chosen and keeps it in view. Main thread only.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from msgspec import Struct
from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QVBoxLayout, QWidget

from pos_client.ui.theme import draw_icon, look
from pos_client.ui.widgets import panel
from pos_client.ui.widgets.text import elided

ROW_ROLE = Qt.ItemDataRole.UserRole + 1
ROW_HEIGHT = 52
HEAD_HEIGHT = 36
PAD = 10
_Index = QModelIndex | QPersistentModelIndex


class Column(Struct, frozen=True):
    """A column: `width` px at 100 %, 0 takes what is left; figures stand at the right."""

    caption: str
    width: int
    right: bool = False


class RowTexts(Struct, frozen=True):
    """One row: a text a column, and a second line under each (or ""). A marked one has an icon beside its colour."""

    key: int
    texts: tuple[str, ...]
    seconds: tuple[str, ...] = ()
    marked: bool = False


class _Model(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self.rows: Sequence[RowTexts] = ()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's own
        row = self.rows[index.row()]
        if role == ROW_ROLE:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return ", ".join(text for text in (*row.texts, *row.seconds) if text)
        return None

    def show_rows(self, rows: Sequence[RowTexts]) -> None:
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()


def _places(columns: Sequence[Column], width: int) -> list[tuple[int, int]]:
    """Return (left, width) of each column in px."""
    px = look().theme.px
    fixed = sum(px(column.width) for column in columns)
    free = max(0, width - fixed)
    stretching = max(1, sum(1 for column in columns if not column.width))
    places, x = [], 0
    for column in columns:
        wide = px(column.width) or free // stretching
        places.append((x, wide))
        x += wide
    return places


class _Delegate(QStyledItemDelegate):
    def __init__(self, table: RowTable) -> None:
        super().__init__(table)
        self._table = table

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(0, look().theme.px(ROW_HEIGHT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        theme, row, rect = look().theme, index.data(ROW_ROLE), option.rect
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.fillRect(rect, theme.color("accent_tint" if chosen else "surface"))
        if chosen:
            painter.fillRect(rect.x(), rect.y(), theme.px(4), rect.height(), theme.color("accent_line"))
        painter.fillRect(rect.x(), rect.bottom(), rect.width(), 1, theme.color("line"))
        columns = self._table.columns
        for place, ((x, width), column) in enumerate(zip(_places(columns, rect.width()), columns, strict=True)):
            cell = QRect(rect.x() + x + theme.px(PAD), rect.y(), width - theme.px(PAD) * 2, rect.height())
            if row.marked and place == self._table.marked_column:
                self._mark(painter, cell, row, place, right=column.right)
            self._cell(painter, cell, row, place, right=column.right)

    def _mark(self, painter: QPainter, cell: QRect, row: RowTexts, place: int, *, right: bool) -> None:
        """Draw the mark before the cell's text, and leave the cell what is beside it."""
        theme, side = look().theme, look().theme.px(18)
        second = row.seconds[place] if place < len(row.seconds) else ""
        top = cell.y() + (theme.px(7) if second else (cell.height() - side) // 2)
        taken = theme.metrics("small", weight=600).horizontalAdvance(row.texts[place]) if right else cell.width()
        left = max(cell.x(), cell.x() + cell.width() - taken - theme.px(6) - side) if right else cell.x()
        draw_icon(painter, left, top, "triangle-alert", side, theme.color(self._table.mark_tone))
        cell.setLeft(left + side + theme.px(6))

    def _cell(self, painter: QPainter, cell: QRect, row: RowTexts, place: int, *, right: bool) -> None:
        theme = look().theme
        text = row.texts[place]
        second = row.seconds[place] if place < len(row.seconds) else ""
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        is_marked = row.marked and place == self._table.marked_column
        weight = 600 if right or place == self._table.marked_column else 500
        metrics = theme.metrics("small", weight=weight)
        upper = QRect(cell.x(), cell.y(), cell.width(), cell.height() * 3 // 5 if second else cell.height())
        painter.setFont(theme.font("small", weight=weight))
        painter.setPen(theme.color(self._table.mark_tone if is_marked else "ink"))
        shown = text if right else elided(metrics, text, cell.width())  # amounts never elide
        down = Qt.AlignmentFlag.AlignBottom if second else Qt.AlignmentFlag.AlignVCenter
        painter.drawText(upper, int(side | down), shown)
        if second:
            lower = QRect(cell.x(), upper.bottom() + 1, cell.width(), cell.height() - upper.height())
            painter.setFont(theme.font("caption"))
            painter.setPen(theme.color("ink_2"))
            cut = elided(theme.metrics("caption"), second, cell.width())
            painter.drawText(lower, int(side | Qt.AlignmentFlag.AlignTop), cut)


class _Head(QFrame):
    def __init__(self, table: RowTable) -> None:
        super().__init__()
        self.setProperty("panel", "head")
        self._table = table
        self.setFixedHeight(look().theme.px(HEAD_HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        theme = look().theme
        painter = QPainter(self)
        painter.setFont(theme.font("caption", weight=500))
        painter.setPen(theme.color("ink_2"))
        columns = self._table.columns
        for (x, width), column in zip(_places(columns, self._table.list_width), columns, strict=True):
            cell = QRect(x + theme.px(PAD), 0, width - theme.px(PAD) * 2, self.height())
            side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
            painter.drawText(cell, int(side | Qt.AlignmentFlag.AlignVCenter), column.caption)


class RowTable(QWidget):
    """The list with its head. Signals: `changed()` when another row is chosen, `opened()` when one is touched twice."""

    changed = Signal()
    opened = Signal()

    def __init__(self, *, marked_column: int = 1, mark_tone: str = "bad") -> None:
        super().__init__()
        self.mark_tone = mark_tone
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # the screen takes the keys: they are left alone here
        self.columns: tuple[Column, ...] = ()
        self.marked_column = marked_column
        self._model = _Model()
        self._view = QListView()
        self._view.setModel(self._model)
        self._view.setItemDelegate(_Delegate(self))
        self._view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._view.setUniformItemSizes(True)
        self._view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self._head = _Head(self)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        frame = panel("plain")
        column = QVBoxLayout(frame)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addWidget(self._view, 1)
        outer.addWidget(frame)
        self._view.verticalScrollBar().rangeChanged.connect(lambda _least, _most: self._head.update())
        self._view.selectionModel().currentChanged.connect(lambda _new, _old: self.changed.emit())
        self._view.doubleClicked.connect(lambda _index: self.opened.emit())

    @property
    def list_width(self) -> int:
        """The width of the rows, px."""
        return self._view.viewport().width()

    def set_columns(self, *columns: Column) -> None:
        """Show other columns."""
        self.columns = columns
        self._head.update()

    def restyle(self) -> None:
        """Take sizes anew."""
        self._head.setFixedHeight(look().theme.px(HEAD_HEIGHT))
        self._view.doItemsLayout()

    def show_rows(self, rows: Sequence[RowTexts], *, keep: bool = False) -> None:
        """Show `rows` and choose the first; `keep` stays with the key that was chosen, where it is still there."""
        key = self.chosen_key
        self._model.show_rows(rows)
        place = next((n for n, row in enumerate(rows) if keep and row.key == key), 0)
        if rows:
            self._view.setCurrentIndex(self._model.index(place))
        else:
            self.changed.emit()

    @property
    def rows(self) -> Sequence[RowTexts]:
        """The rows shown."""
        return self._model.rows

    @property
    def at(self) -> int:
        """The place of the chosen row, -1 without any."""
        index = self._view.currentIndex()
        return index.row() if index.isValid() else -1

    @property
    def chosen_key(self) -> int | None:
        """The key of the chosen row, None without any."""
        return self._model.rows[self.at].key if 0 <= self.at < len(self._model.rows) else None

    def take_key(self, key: int) -> bool:
        """Walk with an arrow, page or end key; True when it was one."""
        last = len(self._model.rows) - 1
        page = max(1, self._view.viewport().height() // look().theme.px(ROW_HEIGHT) - 1)
        steps = {
            Qt.Key.Key_Up: self.at - 1,
            Qt.Key.Key_Down: self.at + 1,
            Qt.Key.Key_PageUp: self.at - page,
            Qt.Key.Key_PageDown: self.at + page,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }
        if key not in steps:
            return False
        if last >= 0:
            self._view.setCurrentIndex(self._model.index(max(0, min(last, steps[Qt.Key(key)]))))
        return True
