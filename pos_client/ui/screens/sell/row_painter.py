"""Paints the rows of the basket: line, last line, chosen line, voided line, charge, unanswered code.

Everything comes from the row's texts and the theme; nothing is measured twice. A row is painted once and kept as a
picture while it is in view: a scan moves every row up and changes two. Main thread.
"""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPixmap

from pos_client.ui.models.basket_model import Column
from pos_client.ui.models.basket_rows import RowTexts
from pos_client.ui.screens.sell.columns import column_widths, margin
from pos_client.ui.theme import Theme, draw_icon, look
from pos_client.ui.widgets.chip import draw_tag, tag_width
from pos_client.ui.widgets.text import elided, fitted

_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine)
_Looks = tuple[RowTexts, bool, Theme, int, int, float]  # all that a picture shows: texts, chosen, theme, size, ratio


class RowPainter:
    """Paints rows over the width of `fit`; `line_height` is a row's height without its key strip."""

    def __init__(self) -> None:
        self._widths: dict[Column, int] = {}
        self._width = 0
        self._pictures: dict[tuple[int, int], tuple[_Looks, QPixmap]] = {}

    def fit(self, theme: Theme, width: int) -> None:
        """Take the table's width, px."""
        self._widths = dict(sorted(column_widths(theme, width).items()))
        self._width = width

    def line_height(self, theme: Theme, row: RowTexts) -> int:
        """Height of a row without its keys, px."""
        return theme.frame("row_last" if row.is_last else "row")

    def draw(self, painter: QPainter, row: RowTexts, top: int, height: int, *, chosen: bool) -> None:
        """Paint `row` from `top` on: as the picture of it, or anew when it looks otherwise by now."""
        theme, ratio = look().theme, painter.device().devicePixelRatioF()
        if not ratio.is_integer():  # rows begin between two pixels: a picture would be moved by a part of one
            painter.translate(0, top)
            self._paint(painter, theme, row, height, chosen=chosen)
            painter.translate(0, -top)
            return
        place = (row.line_id, row.error_id)
        looks = (row, chosen, theme, self._width, height, ratio)
        known = self._pictures.get(place)
        if known is None or known[0] != looks:
            picture = QPixmap(QSize(self._width, height) * ratio)
            picture.setDevicePixelRatio(ratio)
            with QPainter(picture) as own:
                self._paint(own, theme, row, height, chosen=chosen)
            known = self._pictures[place] = (looks, picture)
        painter.drawPixmap(0, top, known[1])

    def keep(self, rows: Iterable[RowTexts]) -> None:
        """Forget the pictures of all rows but these."""
        places = [(row.line_id, row.error_id) for row in rows]
        self._pictures = {place: self._pictures[place] for place in places if place in self._pictures}

    def _paint(self, painter: QPainter, theme: Theme, row: RowTexts, height: int, *, chosen: bool) -> None:
        x, line_height = 0, self.line_height(theme, row)
        fill = self._fill(theme, row, chosen=chosen)
        for column, width in self._widths.items():
            if width:
                cell = QRect(x, 0, width, height)
                painter.fillRect(cell, fill)
                line = QRect(x, 0, width, line_height)
                if row.is_error:
                    self._paint_error(painter, theme, row, line, column)
                else:
                    self._paint_cell(painter, theme, row, line, column)
                self._paint_edges(painter, theme, row, cell, column, chosen=chosen)
            x += width

    def _fill(self, theme: Theme, row: RowTexts, *, chosen: bool) -> QColor:
        if row.is_error:
            return theme.color("bad_tint")
        if row.is_last:
            return theme.color("accent_tint")
        return theme.color("surface_2" if chosen else "surface")

    def _paint_edges(
        self, painter: QPainter, theme: Theme, row: RowTexts, cell: QRect, column: Column, *, chosen: bool
    ) -> None:
        painter.fillRect(cell.x(), cell.bottom(), cell.width(), 1, theme.color("line"))
        if column is Column.NUMBER and (row.is_last or row.is_error):
            mark = theme.px(theme.tokens.border["mark"])
            painter.fillRect(
                cell.x(), cell.y(), mark, cell.height(), theme.color("bad_fill" if row.is_error else "accent")
            )
        if not chosen:
            return
        thick = theme.px(theme.tokens.border["strong"])
        color = theme.color("accent_text")
        painter.fillRect(cell.x(), cell.y(), cell.width(), thick, color)
        painter.fillRect(cell.x(), cell.bottom() + 1 - thick, cell.width(), thick, color)
        if column is Column.NUMBER:
            painter.fillRect(cell.x(), cell.y(), thick, cell.height(), color)
        if column is Column.TOTAL:
            painter.fillRect(cell.right() + 1 - thick, cell.y(), thick, cell.height(), color)

    def _paint_cell(self, painter: QPainter, theme: Theme, row: RowTexts, line: QRect, column: Column) -> None:
        if column is Column.NUMBER:
            rect = line.adjusted(margin(theme), 0, 0, 0)
            self._text(
                painter, theme, rect, row.number, theme.font("small" if theme.is_wide else "caption"), "ink_3", _LEFT
            )
        elif column is Column.NAME:
            self._paint_name(painter, theme, row, line)
        elif column is Column.QUANTITY:
            font = _figure(theme, row, strong=row.quantity_strong)
            tone = "ink_3" if row.is_voided else "ink"
            self._text(painter, theme, line, row.quantity, font, tone, _RIGHT)
        elif column is Column.PRICE:
            self._paint_price(painter, theme, row, line)
        elif column is Column.DISCOUNT:
            self._paint_discount(painter, theme, row, line)
        else:
            rect = line.adjusted(0, 0, -margin(theme), 0)
            tone = "ink_3" if row.is_voided else "ink"
            self._text(painter, theme, rect, row.total, _total(theme, row), tone, _RIGHT)

    def _paint_name(self, painter: QPainter, theme: Theme, row: RowTexts, line: QRect) -> None:
        style, weight, size = _name_style(theme, row)
        metrics = theme.metrics(style, weight=weight, size=size)
        small = theme.metrics("small")
        second_height = theme.px(24) if row.tag else small.height()
        gap = theme.px(4) if row.tag else theme.px(1)
        height = metrics.height() + (gap + second_height if row.second or row.tag else 0)
        top = line.y() + (line.height() - height) // 2
        x, width = line.x(), line.width() - theme.px(8)
        if row.is_charge:
            side = theme.px(16)
            draw_icon(painter, x, top + (metrics.height() - side) // 2, "corner-down-right", side, theme.color("ink_3"))
            x, width = x + theme.px(22), width - theme.px(22)
        font = theme.font(style, weight=weight, size=size)
        tone = "ink_3" if row.is_voided else "ink"
        if row.is_voided:
            font = QFont(font)
            font.setStrikeOut(True)
        text = elided(metrics, row.name, width)
        self._text(painter, theme, QRect(x, top, width + 2, metrics.height()), text, font, tone, _LEFT)
        below = QRect(x, top + metrics.height() + gap, width, second_height)
        if row.tag:
            wide = min(width, tag_width(theme, row.tag, row.tag_icon))
            draw_tag(painter, QRect(below.x(), below.y(), wide, below.height()), row.tag, row.tag_icon, "warn", theme)
        elif row.second:
            self._paint_second(painter, theme, row, below)

    def _paint_second(self, painter: QPainter, theme: Theme, row: RowTexts, rect: QRect) -> None:
        x = rect.x()
        if row.second_icon:
            side = theme.px(14)
            draw_icon(
                painter, x, rect.y() + (rect.height() - side) // 2, row.second_icon, side, theme.color(row.second_tone)
            )
            x += side + theme.px(6)
        weight = 500 if row.second_tone == "accent_text" else 0
        size = 0 if theme.is_wide else 13
        metrics = theme.metrics("small", weight=weight, size=size)
        room = rect.right() - x
        text = elided(metrics, row.second, room, middle=weight > 0)  # a near miss ends in what it saves
        font = theme.font("small", weight=weight, size=size)
        self._text(painter, theme, QRect(x, rect.y(), room + 2, rect.height()), text, font, row.second_tone, _LEFT)

    def _paint_price(self, painter: QPainter, theme: Theme, row: RowTexts, line: QRect) -> None:
        font = _figure(theme, row, strong=False)
        if theme.is_wide or not row.discount:
            self._text(painter, theme, line, row.price, font, "ink_2", _RIGHT)
            return
        upper, lower = theme.px(20), theme.px(18)
        top = line.y() + (line.height() - upper - lower) // 2
        self._text(painter, theme, QRect(line.x(), top, line.width(), upper), row.price, font, "ink_2", _RIGHT)
        below = QRect(line.x(), top + upper, line.width(), lower)
        self._text(painter, theme, below, row.discount, theme.font("caption", weight=600), "good", _RIGHT)

    def _paint_discount(self, painter: QPainter, theme: Theme, row: RowTexts, line: QRect) -> None:
        if not row.discount:
            return
        upper, lower = theme.px(24), theme.px(20)
        top = line.y() + (line.height() - upper - lower) // 2
        font = theme.font("row", weight=600)
        self._text(painter, theme, QRect(line.x(), top, line.width(), upper), row.discount, font, "good", _RIGHT)
        metrics = theme.metrics("small")
        text = elided(metrics, row.reason, line.width() - theme.px(24))
        below = QRect(line.x(), top + upper, line.width(), lower)
        self._text(painter, theme, below, text, theme.font("small"), "good", _RIGHT)
        side = theme.px(14)
        x = line.right() - metrics.horizontalAdvance(text) - side - theme.px(5)
        draw_icon(painter, x, below.y() + (lower - side) // 2, "corner-down-right", side, theme.color("good"))

    def _paint_error(self, painter: QPainter, theme: Theme, row: RowTexts, line: QRect, column: Column) -> None:
        if column is Column.NUMBER:
            side = theme.px(18)
            x = line.x() + margin(theme) - theme.px(2)
            draw_icon(painter, x, line.y() + (line.height() - side) // 2, "circle-x", side, theme.color("bad"))
            return
        # the text runs over all columns: each cell paints its own part of it
        left = sum(width for other, width in self._widths.items() if Column.NUMBER < other < column)
        metrics, small = theme.metrics("row_s"), theme.metrics("small")
        whole = sum(width for other, width in self._widths.items() if other is not Column.NUMBER) - margin(theme)
        top = line.y() + (line.height() - metrics.height() - small.height()) // 2
        painter.save()
        painter.setClipRect(line)
        x = line.x() - left
        rect = QRect(x, top, whole, metrics.height())
        self._text(painter, theme, rect, elided(metrics, row.name, whole), theme.font("row_s"), "ink", _LEFT)
        below = QRect(x, top + metrics.height(), whole, small.height())
        self._text(painter, theme, below, elided(small, row.second, whole), theme.font("small"), "bad", _LEFT)
        painter.restore()

    @staticmethod
    def _text(painter: QPainter, theme: Theme, rect: QRect, text: str, font: QFont, tone: str, flags: int) -> None:
        painter.setFont(fitted(font, text, rect.width()) if flags == _RIGHT else font)
        painter.setPen(theme.color(tone))
        painter.drawText(rect, flags, text)


def _name_style(theme: Theme, row: RowTexts) -> tuple[str, int, int]:
    if row.is_last:
        return ("last", 600, 0) if theme.is_wide else ("strong", 600, 0)
    if row.is_charge:
        return ("body", 400, 0) if theme.is_wide else ("small", 400, 0)
    return ("row", 500, 0) if theme.is_wide else ("row_s", 500, 0)


def _figure(theme: Theme, row: RowTexts, *, strong: bool) -> QFont:
    weight = 600 if strong else 400
    if row.is_last:
        return theme.font("last", weight=weight, size=0 if theme.is_wide else 17)
    return theme.font("row" if theme.is_wide else "body", weight=weight)


def _total(theme: Theme, row: RowTexts) -> QFont:
    if row.is_last:
        return theme.font("last", weight=700, size=26 if theme.is_wide else 20)
    return theme.font("row" if theme.is_wide else "body", weight=600, size=0 if theme.is_wide else 16)
