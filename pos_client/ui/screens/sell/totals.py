"""The foot of the basket: the strip that counts, and the slab with the totals."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from pos_client.domain.quantity import Quantity, Unit
from pos_client.services.views import BasketView
from pos_client.ui.i18n import Formatter
from pos_client.ui.theme import look
from pos_client.ui.widgets import Amount, ElidedLabel, Keycap, label, restyle

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class CountStrip(QWidget):
    """How much is in the basket, what is out of view, and the two keys that change lines."""

    def __init__(self) -> None:
        super().__init__()
        self._count = label("", "small", "ink_2", bold="medium")
        self._above = ElidedLabel("", "small", "ink_2")
        self._void = label("", "small", "ink_2")
        self._choose = label("", "small", "ink_2")
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._count)
        self._row.addWidget(self._above, 1)
        self._del = Keycap("Del")
        self._arrows = Keycap("↑ ↓")
        self._keys_act = True
        self._any = False
        for cap, words in ((self._del, self._void), (self._arrows, self._choose)):
            self._row.addWidget(cap)
            self._row.addWidget(words)
        self.restyle()

    def restyle(self) -> None:
        """Take sizes anew."""
        theme = look().theme
        self.setFixedHeight(theme.frame("count"))
        side = theme.px(20 if theme.is_wide else 12)
        self._row.setContentsMargins(side, 0, side, 0)
        self._row.setSpacing(theme.px(8))
        for part in (self._count, self._above, self._void, self._choose):
            restyle(part, kind="row_s" if theme.is_wide else "caption")

    def show_view(self, view: BasketView, above: int, formatter: Formatter) -> None:
        """Show the counts of `view`; `above` rows are out of view."""
        lines = sum(not line.is_voided and not line.is_charge for line in view.lines)
        parts = [self.tr("%n line(s)", "", lines)]
        pieces = self.tr("%n piece(s)", "", view.pieces) if view.pieces or not view.weight else ""
        weight = formatter.quantity(Quantity(view.weight, Unit.KILOGRAM)) if view.weight else ""
        parts.append(" + ".join(part for part in (pieces, weight) if part))
        self._count.setText(" · ".join(parts) if lines else "")
        self._above.setText("↑ " + self.tr("%n more line(s) above", "", above) if above else "")
        self._any = bool(lines)
        self._show_keys()
        self._void.setText(self.tr("void"))
        self._choose.setText(self.tr("choose"))

    def set_keys_act(self, *, act: bool) -> None:
        """Beside a side panel the keys belong to the panel: what is out of view is read whole instead."""
        self._keys_act = act
        self._show_keys()

    def _show_keys(self) -> None:
        for part in (self._del, self._void, self._arrows, self._choose):
            part.setVisible(self._any and self._keys_act)


class TotalsSlab(QFrame):
    """The slab: what it was, what is saved, tax, points, and what is to pay, readable from two metres."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("panel", "slabFoot")
        self._names = [label("", "caption", "on_slab_2") for _ in range(4)]
        self._values = [label("", "body", "on_slab", bold="true") for _ in range(4)]
        self._taxes = label("", "caption", "on_slab_2")
        self._to_pay = label("", "small", "on_slab_2", bold="medium", align=_RIGHT)
        self.amount = Amount("due", align=Qt.AlignmentFlag.AlignRight)
        restyle(self._values[1], tone="slab_good")
        self._grid = QGridLayout()
        for index, (name, value) in enumerate(zip(self._names, self._values, strict=True)):
            row, column = divmod(index, 2)
            cell = QVBoxLayout()
            cell.setSpacing(0)
            cell.addWidget(name)
            cell.addWidget(value)
            if index == 2:
                cell.addWidget(self._taxes)
            cell.addStretch(1)
            self._grid.addLayout(cell, row, column)
        self._row = QHBoxLayout(self)
        left = QVBoxLayout()
        left.addStretch(1)
        left.addLayout(self._grid)
        left.addStretch(1)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addStretch(1)
        right.addWidget(self._to_pay)
        right.addWidget(self.amount)
        right.addStretch(1)
        self._row.addLayout(left)
        self._row.addLayout(right, 1)
        self.restyle()

    def restyle(self) -> None:
        """Take sizes anew."""
        theme = look().theme
        wide = theme.is_wide
        self.setFixedHeight(theme.frame("slab"))
        side = theme.px(24 if wide else 12)
        self._row.setContentsMargins(side, theme.px(6), side, theme.px(6))
        self._row.setSpacing(theme.px(16))
        self._grid.setHorizontalSpacing(theme.px(80 if wide else 36))
        self._grid.setVerticalSpacing(theme.px(8 if wide else 10))
        for name in self._names:
            restyle(name, kind="body" if wide else "caption")
        for value in self._values:
            restyle(value, kind="last" if wide else "body")
        restyle(self._to_pay, kind="row" if wide else "small")
        self.amount.set_style("due" if theme.is_small else "total")

    def show_view(self, view: BasketView, formatter: Formatter) -> None:
        """Show the totals of `view`."""
        money = view.currency
        names = (
            self.tr("Before discounts"),
            self.tr("Saved"),
            self.tr("VAT included") if view.tax_included else self.tr("Tax added"),
            self.tr("Points to earn") if look().theme.is_wide else self.tr("Points"),
        )
        values = (
            formatter.money(view.before_discounts, money),
            formatter.money(-view.saved, money),
            formatter.money(view.tax, money),
            formatter.number(view.points, sign=True),
        )
        for label_, text in zip((*self._names, *self._values), (*names, *values), strict=True):
            label_.setText(text)
        shown = [f"{formatter.percent(tax.rate)} {formatter.money(tax.tax, money)}" for tax in view.taxes if tax.tax]
        self._taxes.setText(" · ".join(shown))
        self._taxes.setVisible(look().theme.is_wide and len(shown) > 1)
        for part in (self._names[3], self._values[3]):
            part.setVisible(view.points != 0)
        for part in (self._names[1], self._values[1]):
            part.setVisible(view.saved != 0)
        self._to_pay.setText(self.tr("To pay") if view.total >= 0 else self.tr("To give back"))
        self.amount.set_parts(formatter.money_parts(abs(view.total), money))
