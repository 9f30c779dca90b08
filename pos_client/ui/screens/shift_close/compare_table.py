"""The comparison by tender: counted, expected, over or short with colour, sign and word; together beneath."""

from __future__ import annotations

from msgspec import Struct
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from pos_client.services.shift.shift_views import CompareRow, CompareView
from pos_client.ui.i18n import Formatter, device_message
from pos_client.ui.screens.shift_close.head import tender_icon
from pos_client.ui.screens.side import scroll_area
from pos_client.ui.theme import look
from pos_client.ui.widgets import ElidedLabel, IconLabel, Rule, TearLine, empty, label, margins, panel

ROOMY = 4  # more tenders than these have lower rows on a small screen
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_STATES = {
    "even": ("good", "circle-check"),
    "over": ("warn", "circle-plus"),
    "short": ("bad", "circle-minus"),
    "unreconciled": ("warn", "triangle-alert"),
}


class _Widths(Struct, frozen=True):
    """Widths of the three figures in px at 100 %, for the layout class in force."""

    figure: int
    difference: int


def _widths() -> _Widths:
    return _Widths(108, 196) if look().theme.is_small else _Widths(150, 210)


class CompareTable(QFrame):
    """Shows a `CompareView`."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("panel", "plain")
        self.is_narrow = False  # no room for what was counted and expected
        self._is_low = False  # many tenders on a small screen: lower rows
        self._area: QScrollArea | None = None
        self._column = QVBoxLayout(self)
        margins(self._column, 1, 1, 1, 1, 0)

    def show_view(self, view: CompareView, formatter: Formatter) -> None:
        """Write every row anew."""
        empty(self._column)
        self._is_low = look().theme.is_small and len(view.rows) > ROOMY
        unit = formatter.symbol(view.currency)
        self._column.addWidget(self._head(unit))
        body = QWidget()
        rows = QVBoxLayout(body)
        margins(rows, 0, 0, 0, 0, 0)
        for place, row in enumerate(view.rows):
            if place:
                rows.addWidget(Rule())
            rows.addWidget(self._row(row, view, formatter))
        rows.addStretch(1)
        self._area = scroll_area(body)
        self._column.addWidget(self._area, 1)
        self._column.addWidget(TearLine())
        self._column.addWidget(self._together(view, formatter))

    def turn_page(self, by: int) -> None:
        """Page Up (-1) and Page Down (+1), should the tenders not fit."""
        if self._area is not None:
            bar = self._area.verticalScrollBar()
            bar.setValue(bar.value() + by * self._area.viewport().height())

    @staticmethod
    def _frame(height: int, kind: str = "none") -> tuple[QFrame, QHBoxLayout]:
        frame = panel(kind)
        frame.setMinimumHeight(look().theme.px(height))
        row = QHBoxLayout(frame)
        margins(row, 16, 2, 16, 2, 12)
        return frame, row

    def _head(self, unit: str) -> QFrame:
        frame, row = self._frame(34 if self._is_low else 40, "head")
        row.addWidget(label(self.tr("Tender"), "small", "ink_2", bold="medium"), 1)
        widths = _widths()
        figures = [
            (self.tr("Counted, {unit}").format(unit=unit), widths.figure),
            (self.tr("Expected, {unit}").format(unit=unit), widths.figure),
        ]
        for text, width in (*([] if self.is_narrow else figures), (self.tr("Over / short"), widths.difference)):
            one = label(text, "small", "ink_2", bold="medium", align=RIGHT)
            one.setFixedWidth(look().theme.px(width))
            row.addWidget(one)
        return frame

    def _row(self, found: CompareRow, view: CompareView, formatter: Formatter) -> QFrame:
        is_even = found.state == "even"
        frame, row = self._frame(46 if self._is_low else 54 if look().theme.is_small else 62)
        if not is_even:
            tint = {"over": "warn", "short": "bad", "unreconciled": "warn"}[found.state]
            frame.setStyleSheet(f"QFrame[panel='none'] {{ background: {look().theme.hex(tint + '_tint')}; }}")
        row.addWidget(IconLabel(tender_icon(found.tender_class), 22, "ink_2"))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch(1)
        name = formatter.name(found.names)
        if found.currency != view.currency:
            name = f"{name}, {formatter.symbol(found.currency)}"
        words.addWidget(ElidedLabel(name, "strong"))
        words.addWidget(ElidedLabel(self._told(found, formatter), "small", "ink_2"))
        words.addStretch(1)
        row.addLayout(words, 1)
        counted = "–" if found.counted is None else formatter.money(found.counted, found.currency)
        self._figures(row, counted, formatter.money(found.expected, found.currency))
        row.addWidget(self._difference(found.state, found.over_short, formatter.money(abs(found.over_short),
                                                                                     found.currency)))  # fmt: skip
        return frame

    def _figures(self, row: QHBoxLayout, counted: str, expected: str) -> None:
        if self.is_narrow:
            return
        style = "row" if look().theme.is_small else "title"
        room = look().theme.px(_widths().figure)
        for text, bold in ((counted, "true"), (expected, "")):
            is_long = look().theme.metrics(style, weight=600).horizontalAdvance(text) > room  # no digit is lost
            one = label(text, "body" if is_long else style, align=RIGHT, bold=bold, narrow=is_long)
            one.setStyleSheet("" if bold else "font-weight: 400;")
            one.setFixedWidth(room)
            row.addWidget(one)

    def _difference(self, state: str, over_short: int, amount: str) -> QWidget:
        tone, icon = _STATES[state]
        made = QWidget()
        made.setFixedWidth(look().theme.px(_widths().difference))
        row = QHBoxLayout(made)
        margins(row, 0, 0, 0, 0, 6)
        row.addStretch(1)
        row.addWidget(IconLabel(icon, 20, tone))
        told = self._word(state, over_short, amount)
        room = look().theme.px(_widths().difference - 26)
        if look().theme.metrics("strong").horizontalAdvance(told) > room and over_short:
            told = f"{'+' if over_short > 0 else '−'}{amount}"  # no digit is lost; icon, sign and colour still say it
        figure = label(told, "strong", tone, align=RIGHT)
        figure.setAccessibleName(self._word(state, over_short, amount))
        row.addWidget(figure)
        return made

    def _word(self, state: str, over_short: int, amount: str) -> str:
        if state == "unreconciled":
            return self.tr("unreconciled")
        if over_short == 0:
            return amount
        return self.tr("over +{amount}").format(amount=amount) if over_short > 0 else self.tr(
            "short −{amount}"
        ).format(amount=amount)  # fmt: skip

    def _told(self, found: CompareRow, formatter: Formatter) -> str:
        """Say where the figure came from."""
        if found.first_count is not None:
            first = formatter.money(found.first_count, found.currency)
            return self.tr("counted again; {amount} at first").format(amount=first)
        if found.state == "unreconciled":
            return device_message("terminal", found.code).what
        if found.source in ("terminal", "typed"):
            at = formatter.time(found.read_at) if found.read_at is not None else ""
            read = self.tr("batch total read from the terminal, {time}").format(time=at)
            return read if found.source == "terminal" else self.tr("typed from the terminal's slip")
        if found.slips is not None:
            return self.tr("%n slip(s)", "", found.slips)
        return self.tr("%n kind(s) counted, blind", "", found.kinds_counted) if found.kinds_counted else ""

    def _together(self, view: CompareView, formatter: Formatter) -> QFrame:
        frame, row = self._frame(44 if self._is_low else 52 if look().theme.is_small else 60)
        row.addWidget(ElidedLabel(self.tr("Together"), "strong"), 1)
        money = view.currency
        self._figures(row, formatter.money(view.counted, money), formatter.money(view.expected, money))
        state = "even" if not view.over_short else "over" if view.over_short > 0 else "short"
        row.addWidget(self._difference(state, view.over_short, formatter.money(abs(view.over_short), money)))
        return frame

    def labels(self) -> list[QLabel]:
        """Every label now shown, for whoever reads the table."""
        return self.findChildren(QLabel)
