"""The basket as a table model. A new view changes only the rows that differ, so that one scan repaints one line.

Rows are the view's lines, then its unanswered codes. Main thread only.
"""

from __future__ import annotations

from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from pos_client.services.views import BasketView, LineView
from pos_client.ui.i18n import Formatter
from pos_client.ui.models.basket_rows import RowTexts, error_texts, line_texts

ROW_ROLE = Qt.ItemDataRole.UserRole + 1  # the whole RowTexts
_Index = QModelIndex | QPersistentModelIndex


class Column(IntEnum):
    """The table's columns, left to right."""

    NUMBER = 0
    NAME = 1
    QUANTITY = 2
    PRICE = 3
    DISCOUNT = 4
    TOTAL = 5


class BasketModel(QAbstractTableModel):
    """Rows of `RowTexts`. `show_view` takes a new state; `row(i)` and `row_of(line_id)` look rows up."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[RowTexts] = []
        self._last = -1
        self._lines: tuple[LineView, ...] = ()  # what the rows of lines were made of
        self._how: tuple[str, bool] = ("", False)

    def show_view(self, view: BasketView, formatter: Formatter, *, wide: bool) -> None:
        """Show `view`; texts of lines that did not change are kept, rows before the first that did not looked at."""
        how, lines, old = (formatter.language, wide), view.lines, self._lines
        if how != self._how:
            old = ()
        self._how, self._lines = how, lines
        same = next((i for i, (line, before) in enumerate(zip(lines, old, strict=False)) if line is not before), -1)
        same = min(len(lines), len(old)) if same < 0 else same
        made = {line.line_id: (line, self._rows[i]) for i, line in enumerate(old[same:], start=same)}
        rows = self._rows[:same]
        for line in lines[same:]:
            known, texts = made.get(line.line_id, (None, None))
            if texts is None or known != line:
                texts = line_texts(line, view.currency, formatter, wide=wide)
            rows.append(texts)
        rows += [error_texts(error, view.currency, formatter) for error in view.errors]
        self._last = next((i for i, line in enumerate(lines) if line.is_last), -1)
        self._take(rows, same)

    def _take(self, rows: list[RowTexts], same: int) -> None:
        """Show `rows`, of which the first `same` are there already."""
        old, shared = self._rows, same
        changed: list[int] = []
        for row, before in zip(rows[same:], old[same:], strict=False):
            if (row.line_id, row.error_id) != (before.line_id, before.error_id):
                break
            if row is not before and row != before:
                changed.append(shared)
            shared += 1
        if shared < len(old):
            self.beginRemoveRows(QModelIndex(), shared, len(old) - 1)
            self._rows = old[:shared]
            self.endRemoveRows()
        self._rows = rows[:shared]
        for first, last in _runs(changed):
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(Column) - 1))
        if shared < len(rows):
            self.beginInsertRows(QModelIndex(), shared, len(rows) - 1)
            self._rows = rows
            self.endInsertRows()

    def row(self, index: int) -> RowTexts:
        """The row at `index`; `IndexError`."""
        return self._rows[index]

    @property
    def last_row(self) -> int:
        """Index of the row scanned last, -1 for none."""
        return self._last

    def row_of(self, line_id: int) -> int:
        """Index of the row of a line, -1 when it is not there."""
        return next((i for i, row in enumerate(self._rows) if row.line_id == line_id), -1)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(Column)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's variant
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == ROW_ROLE:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return (row.number, row.name, row.quantity, row.price, row.discount, row.total)[index.column()]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return row.spoken
        return None


def _runs(indexes: list[int]) -> list[tuple[int, int]]:
    """Return (first, last) of each run of neighbouring indexes."""
    runs: list[tuple[int, int]] = []
    for index in indexes:
        if runs and runs[-1][1] == index - 1:
            runs[-1] = (runs[-1][0], index)
        else:
            runs.append((index, index))
    return runs
