"""Where the basket table's columns stand: one rule for the head and the rows."""

from __future__ import annotations

from pos_client.ui.models.basket_model import Column
from pos_client.ui.theme import Theme


def column_widths(theme: Theme, width: int) -> dict[Column, int]:
    """Return px of each column for a table `width` px wide; the name takes what is left, 0 hides a column.

    A figure's right edge stands at its column's right edge; the last column contains the right margin.
    """
    px = theme.px
    if theme.is_wide:
        fixed = {Column.NUMBER: px(64), Column.QUANTITY: px(118), Column.PRICE: px(118), Column.DISCOUNT: px(250)}
        fixed[Column.TOTAL] = px(150 + 20)
    else:
        fixed = {Column.NUMBER: px(42), Column.QUANTITY: px(88), Column.PRICE: px(88), Column.DISCOUNT: 0}
        fixed[Column.TOTAL] = px(96 + 12)
    return {**fixed, Column.NAME: max(px(80), width - sum(fixed.values()))}


def margin(theme: Theme) -> int:
    """Return the table's inner margin, px."""
    return theme.px(20 if theme.is_wide else 12)
