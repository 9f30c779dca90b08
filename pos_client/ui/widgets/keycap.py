"""A keycap: the name of a key on the keyboard, 20 px high."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from pos_client.ui.theme import Theme, look

HEIGHT = 20


def keycap_width(theme: Theme, text: str) -> int:
    """Return the px a keycap with `text` takes."""
    return max(
        theme.px(HEIGHT), theme.metrics("caption", narrow=True, weight=600).horizontalAdvance(text) + theme.px(14)
    )


def draw_keycap(painter: QPainter, rect: QRect, text: str, theme: Theme, *, on: str = "surface") -> None:
    """Paint a keycap in `rect`; `on` is what lies under it: "surface", "accent" or "disabled"."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    fill, line, ink = {
        "accent": ("accent", "on_accent", "on_accent"),
        "disabled": ("disabled_bg", "line", "disabled"),
    }.get(on, ("keycap", "line", "ink_2"))
    painter.setBrush(theme.color(fill))
    painter.setPen(theme.color(line))
    painter.drawRoundedRect(rect.toRectF().adjusted(0.5, 0.5, -0.5, -0.5), theme.px(4), theme.px(4))
    painter.setFont(theme.font("caption", narrow=True, weight=600))
    painter.setPen(theme.color(ink))
    painter.drawText(rect, int(Qt.AlignmentFlag.AlignCenter), text)
    painter.restore()


class Keycap(QWidget):
    """A keycap as a widget, for hints beside text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAccessibleName(text)

    def set_text(self, text: str) -> None:
        """Show another key."""
        if text != self._text:
            self._text = text
            self.setAccessibleName(text)
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        theme = look().theme
        return QSize(keycap_width(theme, self._text), theme.px(HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        draw_keycap(QPainter(self), self.rect(), self._text, look().theme)
