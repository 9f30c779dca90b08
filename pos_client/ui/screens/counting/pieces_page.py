"""The pieces of one currency: notes and coins side by side, or one of them with a switch where there is little room."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from pos_client.domain.money import Currency
from pos_client.ui.i18n import Formatter
from pos_client.ui.screens.counting.count_list import CountList, CountRow
from pos_client.ui.theme import look
from pos_client.ui.widgets import Tabs, margins


class PiecesPage(QWidget):
    """Counts `values` (largest first) of one currency.

    Attributes: `notes`, `coins` (a list without rows is not shown), `switch` (tabs, for the screen's head).
    Signals: `changed()`, `typed(value, pieces or None)`, `finished()` after Enter in the last row, `focused(int)`.
    """

    changed = Signal()
    typed = Signal(int, object)
    finished = Signal()
    focused = Signal(int)

    def __init__(self, values: Sequence[int], *, is_note: Callable[[int], bool], below: QWidget | None = None) -> None:
        """`below` stands under the notes where both lists are seen."""
        super().__init__()
        self.notes = CountList([value for value in values if is_note(value)], are_notes=is_note)
        self.coins = CountList([value for value in values if not is_note(value)], are_notes=is_note)
        self.switch = Tabs((("", ""), ("", "")))
        for one in (self.notes, self.coins):
            one.setParent(self)  # one without rows stays here, unseen
            one.hide()
        self._is_small = False
        self._both = QWidget()
        pair = QHBoxLayout(self._both)
        margins(pair, 0, 0, 0, 0, 12)
        self._left, self._right = QVBoxLayout(), QVBoxLayout()
        for side in (self._left, self._right):
            side.setSpacing(look().theme.px(12))
            pair.addLayout(side, 1)
        if below is not None:
            self._left.addWidget(below)
        if len(self.lists) == 1:
            pair.setStretch(1, 0)  # the one list has the whole width
        self._one = QStackedWidget()
        column = QVBoxLayout(self)
        margins(column, 0, 0, 0, 0, 0)
        column.addWidget(self._both, 1)
        column.addWidget(self._one, 1)
        for one in self.lists:
            one.changed.connect(self.changed)
            one.typed.connect(self.typed)
            one.focused.connect(self.focused)
        self.notes.finished.connect(lambda: self._go_on(self.notes))
        self.coins.finished.connect(lambda: self._go_on(self.coins))
        self.notes.left.connect(lambda by: self._past(self.notes, by))
        self.coins.left.connect(lambda by: self._past(self.coins, by))
        self.switch.changed.connect(self._switched)

    @property
    def lists(self) -> tuple[CountList, ...]:
        """The lists that have rows."""
        return tuple(one for one in (self.notes, self.coins) if one.rows)

    @property
    def rows(self) -> list[CountRow]:
        """Every row, largest value first."""
        return [row for one in self.lists for row in one.rows]

    @property
    def needs_switch(self) -> bool:
        """True where only one of two lists is seen at a time."""
        return self._is_small and len(self.lists) > 1

    def set_pieces(self, pieces: Mapping[int, int | None]) -> None:
        """Show what was counted before, by value."""
        for row in self.rows:
            row.set_pieces(pieces.get(row.value))

    def counted(self) -> list[tuple[int, int]]:
        """Return (value, pieces) of every counted row."""
        return [pair for one in self.lists for pair in one.counted()]

    @property
    def rows_left(self) -> int:
        """How many fields are empty."""
        return sum(row.pieces is None for row in self.rows)

    def row_at_work(self) -> CountRow | None:
        """The row that has the keyboard."""
        return next((row for row in self.rows if row.field.hasFocus()), None)

    def clear_row(self) -> None:
        """Empty the field at work: it counts as not counted."""
        row = self.row_at_work()
        if row is not None:
            row.field.clear()

    def focus_first(self) -> bool:
        """Put the cursor into the first empty field, else into the first one; False when none is empty."""
        row = next((row for row in self.rows if row.pieces is None), None)
        self.focus(row or self.rows[0])
        return row is not None

    def focus(self, row: CountRow) -> None:
        """Put the cursor into `row`, and its list in front."""
        self._show_list(self.coins if row in self.coins.rows else self.notes)
        row.field.setFocus()

    def set_small(self, small: bool, *, compact: bool = False) -> None:  # noqa: FBT001 - the layout class
        """Both lists side by side, or one at a time where there is little room; `compact`: without the step keys."""
        for row in self.rows:
            row.set_compact(compact)
        self._is_small = small
        at_work = self.row_at_work()
        one_at_a_time = self.needs_switch
        self.switch.setVisible(one_at_a_time)
        self._one.setVisible(one_at_a_time)
        self._both.setVisible(not one_at_a_time)
        for one, side in zip(self.lists, (self._left, self._right), strict=False):
            if one_at_a_time:
                self._one.addWidget(one)
            else:
                side.insertWidget(0, one, 1)
                one.show()
        if at_work is not None:  # other parents took the focus away
            self.focus(at_work)

    def show_in(self, formatter: Formatter, currency: Currency) -> int:
        """Write every word and figure; returns the sum so far in minor units of `currency`."""
        unit = formatter.symbol(currency)
        self.switch.set_captions(self.tr("Notes"), self.tr("Coins"))
        for one, title, together in (
            (self.notes, self.tr("Notes, {unit}"), self.tr("Notes together")),
            (self.coins, self.tr("Coins, {unit}"), self.tr("Coins together")),
        ):
            one.title.setText(title.format(unit=unit))
            one.pieces_head.setText(self.tr("Pieces"))
            one.sum_head.setText(self.tr("Sum"))
            one.together.setText(together)
        return sum(one.show_in(formatter, currency) for one in self.lists)

    def _go_on(self, from_list: CountList) -> None:
        """Enter in the last row of a list: on to the coins, or to whatever is still empty, or out."""
        if from_list is self.notes and self.coins.rows:
            self.focus(self.coins.first_open() or self.coins.rows[0])
            return
        row = next((row for row in self.rows if row.pieces is None), None)
        if row is not None:
            self.focus(row)
        else:
            self.finished.emit()

    def _past(self, from_list: CountList, by: int) -> None:
        if from_list is self.notes and by > 0 and self.coins.rows:
            self.focus(self.coins.rows[0])
        elif from_list is self.coins and by < 0 and self.notes.rows:
            self.focus(self.notes.rows[-1])

    def _show_list(self, one: CountList) -> None:
        if self.needs_switch:
            self._one.setCurrentWidget(one)
            self.switch.choose(0 if one is self.notes else 1)

    def _switched(self, index: int) -> None:
        if not self.needs_switch:
            return
        one = (self.notes, self.coins)[index]
        self._one.setCurrentWidget(one)
        if not any(row.field.hasFocus() for row in one.rows):
            (one.first_open() or one.rows[0]).field.setFocus()
