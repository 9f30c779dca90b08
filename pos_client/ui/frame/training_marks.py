"""What tells training from work on every screen, panel and theme: a striped strip under the top bar and a striped edge.

No figure is tinted: both stand beside the work, in the training colours of the tokens, which no theme changes.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPolygon
from PySide6.QtWidgets import QWidget

from pos_client.ui.theme import draw_icon, look
from pos_client.ui.widgets.text import draw_text, elided

HEIGHT = 28
EDGE = 4  # within the outer margin of the smallest layout
STRIPE = 12


def paint_stripes(painter: QPainter, rect: QRect) -> None:
    """Fill `rect` with slanting stripes of the training colours."""
    theme = look().theme
    width = theme.px(STRIPE)
    painter.save()
    painter.setClipRect(rect)
    painter.fillRect(rect, QColor(theme.tokens.training_strip))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme.tokens.training_on_strip))
    slant = rect.height()
    for x in range(rect.left() - slant, rect.right() + slant, 2 * width):
        foot = rect.bottom() + 1
        corners = [QPoint(x, foot), QPoint(x + width, foot), QPoint(x + width + slant, rect.top())]
        painter.drawPolygon(QPolygon([*corners, QPoint(x + slant, rect.top())]))
    painter.restore()


class TrainingStrip(QWidget):
    """The strip under the top bar in training mode: the word, what does not happen, everybody's `pin`."""

    def __init__(self) -> None:
        super().__init__()
        self.pin = ""
        self.setFixedHeight(look().theme.px(HEIGHT))
        self.hide()

    def set_pin(self, pin: str) -> None:
        """Say that everybody's PIN is `pin`, "" not to."""
        self.pin = pin
        self.setAccessibleName(self.text())
        self.update()

    def text(self) -> str:
        """What it says."""
        said = self.tr("Training: nothing here is sold, the drawer stays shut")
        return (
            self.tr("{training} · everybody's PIN is {pin}").format(training=said, pin=self.pin) if self.pin else said
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = look().theme
        ink = QColor(theme.tokens.training_on_strip)
        painter = QPainter(self)
        paint_stripes(painter, self.rect())
        font, metrics = theme.font("small", weight=600), theme.metrics("small", weight=600)
        icon = theme.px(18)
        pad = theme.px(10)
        text = elided(metrics, self.text(), self.width() - icon - 5 * pad)
        width = icon + metrics.horizontalAdvance(text) + 3 * pad
        plate = QRect((self.width() - width) // 2, 0, width, self.height())
        painter.fillRect(plate, QColor(theme.tokens.training_strip))
        draw_icon(painter, plate.left() + pad, (self.height() - icon) // 2, "graduation-cap", icon, ink)
        draw_text(painter, plate.adjusted(2 * pad + icon, 0, 0, 0), text, font, ink)


class TrainingEdge(QWidget):
    """A striped edge around the whole of `window`, above everything in it; the mouse goes through it."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.ChildAdded) and self.isVisible():
            self.cover()
        return super().eventFilter(watched, event)

    def cover(self) -> None:
        """Cover the window."""
        window = self.parentWidget()
        if window is not None:
            self.setGeometry(window.rect())
            self.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        width = look().theme.px(EDGE)
        inner = self.rect().adjusted(width, width, -width, -width)
        region = self.rect()
        for edge in (
            QRect(0, 0, width, region.height()),
            QRect(inner.right() + 1, 0, width, region.height()),
            QRect(0, inner.bottom() + 1, region.width(), width),
        ):
            paint_stripes(painter, edge)
