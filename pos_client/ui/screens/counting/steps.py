"""Where a job of several steps stands: numbered rings, the one at work filled, those behind with a check. Painted."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from pos_client.ui.theme import draw_icon, look

_RING, _GAP, _LINE = 30, 8, 22


class Steps(QWidget):
    """Steps by name; `at` is the one at work. `compact` names that one alone, where there is little room."""

    def __init__(self) -> None:
        super().__init__()
        self._names: tuple[str, ...] = ()
        self._at = 0
        self._compact = False
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_steps(self, names: Sequence[str], at: int, *, compact: bool = False) -> None:
        """Show `names`; those before `at` are done."""
        if (tuple(names), at, compact) == (self._names, self._at, self._compact):
            return
        self._names, self._at, self._compact = tuple(names), at, compact
        told = f"{at + 1}/{len(self._names)} {self._names[at]}" if at < len(self._names) else ""
        self.setAccessibleName(told)
        self.updateGeometry()
        self.update()

    def _caption(self, place: int) -> str:
        return self._names[place] if not self._compact or place == self._at else ""

    def _word_width(self, text: str, *, bold: bool) -> int:
        theme = look().theme
        return (
            theme.metrics("body", weight=600 if bold else 400).horizontalAdvance(text) + theme.px(_GAP) if text else 0
        )

    def sizeHint(self) -> QSize:
        theme = look().theme
        words = sum(self._word_width(self._caption(n), bold=True) for n in range(len(self._names)))
        lines = max(0, len(self._names) - 1) * theme.px(_LINE + 2 * _GAP)
        return QSize(words + lines + len(self._names) * theme.px(_RING) + 2, theme.px(_RING + 2))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.StyleChange:
            self.updateGeometry()
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = look().theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ring, gap, line = theme.px(_RING), theme.px(_GAP), theme.px(_LINE)
        x, middle = 1, self.height() // 2
        for place in range(len(self._names)):
            if place:
                pen = QPen(theme.color("line_strong"))
                pen.setDashPattern([4, 3])
                painter.setPen(pen)
                painter.drawLine(x + gap, middle, x + gap + line, middle)
                x += line + 2 * gap
            x = self._paint_step(painter, place, x, middle, ring, gap)

    def _paint_step(self, painter: QPainter, place: int, x: int, middle: int, ring: int, gap: int) -> int:
        theme = look().theme
        now, done = place == self._at, place < self._at
        painter.setPen(theme.color("accent" if now else "line_strong"))
        painter.setBrush(theme.color("accent" if now else "surface"))
        circle = QRectF(x + 0.5, middle - ring / 2 + 0.5, ring - 1, ring - 1)
        painter.drawEllipse(circle)
        if done:
            side = theme.px(18)
            top = middle - side // 2
            draw_icon(painter, x + (ring - side) // 2, top, "check", side, theme.color("good"))
        else:
            painter.setFont(theme.font("row_s", weight=600))
            painter.setPen(theme.color("on_accent" if now else "ink_2"))
            painter.drawText(circle, int(Qt.AlignmentFlag.AlignCenter), str(place + 1))
        x += ring
        caption = self._caption(place)
        if caption:
            weight = 600 if now else 400
            painter.setFont(theme.font("body", weight=weight))
            painter.setPen(theme.color("accent_text" if now else "ink_2"))
            width = theme.metrics("body", weight=weight).horizontalAdvance(caption)
            rect = QRectF(x + gap, 0, width + 2, self.height())
            painter.drawText(rect, int(Qt.AlignmentFlag.AlignVCenter), caption)
            x += gap + width
        return x
