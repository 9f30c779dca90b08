"""The slab's amount: integer and decimals in two sizes on one baseline, with the currency beside them."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from pos_client.ui.i18n import MoneyParts
from pos_client.ui.theme import look

# px of the decimals and of the symbol for each type of figure (about 60 %)
_DECIMALS = {"due": 38, "total": 52, "guest": 56, "change": 100, "count": 34, "entry": 24}
_SYMBOLS = {"due": 30, "total": 48, "guest": 40, "change": 60, "count": 26, "entry": 20}


class Amount(QWidget):
    """Draws one amount of type `style` ("due", "total", "change", "count", "guest"); never elides.

    When the room is too narrow the whole figure takes the next smaller size, so that no digit is lost.
    """

    def __init__(
        self,
        style: str = "total",
        *,
        align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
        tone: str = "on_slab",
        symbol_tone: str = "on_slab_2",
    ) -> None:
        super().__init__()
        self._style = style
        self._align = align
        self._tone = tone
        self._symbol_tone = symbol_tone
        self._parts = MoneyParts("0", "", "", symbol_first=False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_parts(self, parts: MoneyParts) -> None:
        """Show an amount made by `Formatter.money_parts`."""
        if parts != self._parts:
            self._parts = parts
            self.setAccessibleName(parts.text)
            self.update()

    def set_style(self, style: str) -> None:
        """Take another type token, for another layout class."""
        if style != self._style:
            self._style = style
            self.updateGeometry()
            self.update()

    @property
    def parts(self) -> MoneyParts:
        """What is shown."""
        return self._parts

    def sizeHint(self) -> QSize:
        return QSize(0, look().theme.line(self._style))

    def _pieces(self, shrink: float) -> list[tuple[str, int, int, str]]:
        theme = look().theme
        token = theme.tokens.types[self._style]
        whole = max(13, round(token.size * shrink))
        small = max(13, round(_DECIMALS.get(self._style, round(token.size * 0.6)) * shrink))
        sign = max(13, round(_SYMBOLS.get(self._style, round(token.size * 0.5)) * shrink))
        figure = [(self._parts.integer, whole, 600, self._tone), (self._parts.decimals, small, 600, self._tone)]
        symbol = (self._parts.symbol, sign, 500, self._symbol_tone)
        return [symbol, *figure] if self._parts.symbol_first else [*figure, symbol]

    def _width(self, pieces: list[tuple[str, int, int, str]]) -> int:
        theme = look().theme
        texts = sum(theme.metrics("body", weight=w, size=s).horizontalAdvance(t) for t, s, w, _ in pieces if t)
        return texts + self._gap(pieces)

    def _gap(self, pieces: list[tuple[str, int, int, str]]) -> int:
        return look().theme.px(max(s for _, s, _, _ in pieces) * 0.12) if self._parts.symbol else 0

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = look().theme
        painter = QPainter(self)
        shrink = 1.0
        pieces = self._pieces(shrink)
        while self._width(pieces) > self.width() and shrink > 0.3:
            shrink -= 0.05
            pieces = self._pieces(shrink)
        width = self._width(pieces)
        x = self.width() - width if self._align & Qt.AlignmentFlag.AlignRight else 0
        big = theme.metrics("body", weight=600, size=max(s for _, s, _, _ in pieces))
        baseline = (self.height() + big.capHeight()) // 2
        for index, (text, size, weight, tone) in enumerate(pieces):
            if not text:
                continue
            if text == self._parts.symbol and index == len(pieces) - 1:
                x += self._gap(pieces)
            painter.setFont(theme.font("body", weight=weight, size=size))
            painter.setPen(theme.color(tone))
            painter.drawText(x, baseline, text)
            x += theme.metrics("body", weight=weight, size=size).horizontalAdvance(text)
            if index == 0 and self._parts.symbol_first:
                x += self._gap(pieces)
