"""The slab of Pay: what is left in figures for two metres, and where it comes from."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from pos_client.services.views import CashPreview, PartState, PayView
from pos_client.ui.i18n import Formatter
from pos_client.ui.theme import look
from pos_client.ui.widgets import Amount, TearLine, empty, label, margins

MOST_ROWS = 5
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class PaySlab(QFrame):
    """Shows a `PayView`; `preview` adds what cash would round."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("panel", "slab")
        self.caption = label("", "title", "on_slab_2")
        self.amount = Amount("total")
        self._figures = QWidget()
        self._grid = QGridLayout(self._figures)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setVerticalSpacing(2)
        self._grid.setHorizontalSpacing(look().theme.px(24))
        row = QHBoxLayout(self)
        margins(row, 24, 8, 24, 8, 16)
        left = QVBoxLayout()
        left.setSpacing(0)
        left.addWidget(self.caption)
        left.addStretch(1)
        left.addWidget(self.amount)
        left.addStretch(1)
        row.addLayout(left, 1)
        row.addWidget(self._figures, 0, Qt.AlignmentFlag.AlignVCenter)

    def restyle(self) -> None:
        """Take sizes anew."""
        theme = look().theme
        self.setFixedHeight(theme.frame("slab") if theme.is_small else theme.px(160))
        self.amount.set_style("due" if theme.is_small else "total")

    def set_narrow(self, *, narrow: bool) -> None:
        """Beside a side panel at 1024 there is room for the amount alone."""
        self._figures.setVisible(not narrow)

    def show_view(self, view: PayView, preview: CashPreview | None, formatter: Formatter, *, gives: int = 0) -> None:
        """Write every figure; `gives` is what of an exchange's credit goes back."""

        def money(amount: int) -> str:
            return formatter.money(amount, view.currency)

        pays_out = view.left < 0
        self.caption.setText(
            self.tr("To give back") if gives else self.tr("To pay out") if pays_out else self.tr("Left to pay")
        )
        self.amount.set_parts(formatter.money_parts(gives or abs(view.left), view.currency))
        rows = []
        for part in view.parts:
            name = formatter.name(part.names)
            if part.state is PartState.DECLINED:
                rows.append((name, self.tr("declined"), "on_slab"))
            elif part.state is PartState.UNKNOWN:
                rows.append((self.tr("{tender}, unknown").format(tender=name), money(-part.amount), "on_slab"))
            elif part.state is PartState.AT_TERMINAL:
                rows.append((self.tr("With the terminal"), money(-part.amount), "on_slab"))
            else:
                rows.append((name, money(-part.amount), "slab_good"))
        total = (self.tr("Total of %n line(s)", "", view.line_count), money(view.total), "on_slab")
        extra = []
        if preview is not None and preview.closes and view.rounding_step > 1 and not view.busy:
            step = formatter.money(view.rounding_step, view.currency)
            words = (
                self.tr("Cash rounding, down to {step}") if view.rounding_down else self.tr("Cash rounding to {step}")
            )
            extra = [
                (words.format(step=step), money(view.rounding), "on_slab"),
                (self.tr("In cash"), money(view.due_cash), "on_slab"),
            ]
        kept = MOST_ROWS - 1 - len(extra)  # every part is listed below as well
        rows = [total, *rows[-kept:]]
        before = self._before_total(view, money)
        if len(before) + len(rows) + len(extra) <= MOST_ROWS:
            rows = [*before, *rows]
        self._fill(rows, extra)

    def _before_total(self, view: PayView, money: Callable[[int], str]) -> list[tuple[str, str, str]]:
        """How the total came about, in the order of the receipt: the prices, what was taken off, tax where it is added.

        It gives way to the parts of the payment: the total stands for itself.
        """
        if not view.saved and not view.tax_added:
            return []
        rows = [(self.tr("Before discounts"), money(view.total + view.saved - view.tax_added), "on_slab")]
        if view.saved:
            rows.append((self.tr("Saved"), money(-view.saved), "slab_good"))
        if view.tax_added:
            rows.append((self.tr("Tax added"), money(view.tax_added), "on_slab"))
        return rows

    def figures(self, column: int = 0) -> list[QLabel]:
        """Return the names of what is listed beside the amount, or with 1 their figures, from the top."""
        items = [self._grid.itemAtPosition(row, column) for row in range(self._grid.rowCount())]
        return [found for item in items if item is not None and isinstance(found := item.widget(), QLabel)]

    def _fill(self, rows: list[tuple[str, str, str]], extra: list[tuple[str, str, str]]) -> None:
        empty(self._grid)
        line = 0
        for place, (name, figure, tone) in enumerate([*rows, *extra]):
            if extra and place == len(rows):
                self._grid.addWidget(TearLine("on_slab_2"), line, 0, 1, 2)
                line += 1
            self._grid.addWidget(label(name, "body", "on_slab_2"), line, 0)
            self._grid.addWidget(label(figure, "strong", tone, align=RIGHT), line, 1)
            line += 1
