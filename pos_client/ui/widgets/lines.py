"""Thin lines: the tear line (dashed, "not final") and the rule; and two bars of progress."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from pos_client.ui.theme import look


class Rule(QWidget):
    """A 1 px horizontal line in colour role `tone`; dashed (4, 3) when it is a tear line."""

    def __init__(self, tone: str = "line", *, dashed: bool = False) -> None:
        super().__init__()
        self._tone = tone
        self._dashed = dashed
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(0, 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        pen = QPen(look().theme.color(self._tone))
        if self._dashed:
            pen.setDashPattern([4, 3])
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        painter.setPen(pen)
        painter.drawLine(0, 0, self.width(), 0)


class TearLine(Rule):
    """The tear line: what is below or inside is not final. Give `tone="on_slab_2"` on a slab."""

    def __init__(self, tone: str = "line_strong") -> None:
        super().__init__(tone, dashed=True)


class PartsBar(QWidget):
    """A bar of two parts in thousandths: `first` in the accent, `second` after it in a lighter one."""

    def __init__(self, height: int = 8, *, on_slab: bool = False) -> None:
        super().__init__()
        self._height = height
        self._on_slab = on_slab
        self._first = 0
        self._second = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_parts(self, first: int, second: int = 0) -> None:
        """Set both parts, in thousandths of the whole; what exceeds the whole is cut."""
        self._first = max(0, min(first, 1000))
        self._second = max(0, min(second, 1000 - self._first))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(0, look().theme.px(self._height))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = look().theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        names = ("slab_track", "slab_accent", "on_slab") if self._on_slab else ("line", "accent_line", "accent")
        radius = self.height() / 2
        for share, name in ((1000, names[0]), (self._first + self._second, names[1]), (self._first, names[2])):
            if share:
                painter.setBrush(theme.color(name))
                painter.drawRoundedRect(0, 0, round(self.width() * share / 1000), self.height(), radius, radius)
