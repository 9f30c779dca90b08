"""Chips: states in the top bar (whole bar height touches) and small tags in rows."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from pos_client.ui.theme import Theme, draw_icon, look

QUIET = "quiet"


def _colours(role: str) -> tuple[str, str, str]:
    if role == QUIET:
        return "surface", "line", "ink_2"
    return f"{role}_tint", f"{role}_line", "accent_text" if role == "accent" else role


class Chip(QAbstractButton):
    """A clickable state: icon and words. `role` is "quiet", "good", "warn", "bad" or "accent".

    A quiet chip shows its words only in the 1920 layout; they stay its accessible name.
    """

    def __init__(self, icon: str, text: str = "", role: str = QUIET) -> None:
        super().__init__()
        self._icon = icon
        self._role = role
        self.setText(text)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(text)

    def set_state(self, text: str, role: str, icon: str = "") -> None:
        """Show other words, colour and icon."""
        if (text, role, icon or self._icon) == (self.text(), self._role, self._icon):
            return
        self._role = role
        self._icon = icon or self._icon
        self.setText(text)
        self.setAccessibleName(text)
        self.setToolTip(text)
        self.updateGeometry()
        self.update()

    @property
    def role(self) -> str:
        """The colour role in force."""
        return self._role

    def _shown(self, theme: Theme) -> str:
        return self.text() if self._role != QUIET or theme.is_wide else ""

    def sizeHint(self) -> QSize:
        theme = look().theme
        text = self._shown(theme)
        if not text:
            return QSize(theme.touch("min"), theme.frame("top"))
        return QSize(theme.px(12 + 18 + 6 + 12) + self._metrics_width(theme, text), theme.frame("top"))

    @staticmethod
    def _metrics_width(theme: Theme, text: str) -> int:
        return theme.metrics("small", weight=500).horizontalAdvance(text)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = look().theme
        fill, line, ink = _colours(self._role)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        height = theme.frame("chip")
        text = self._shown(theme)
        width = self.width() if text else height  # a bare icon is drawn smaller than it touches
        rect = QRectF((self.width() - width) // 2 + 0.5, (self.height() - height) // 2 + 0.5, width - 1, height - 1)
        painter.setBrush(theme.color("keycap" if self.isDown() else fill))
        painter.setPen(theme.color(line))
        painter.drawRoundedRect(rect, theme.radius("key"), theme.radius("key"))
        side = theme.px(18)
        x = theme.px(12) if text else (self.width() - side) // 2
        draw_icon(painter, x, (self.height() - side) // 2, self._icon, side, theme.color(ink))
        if text:
            painter.setFont(theme.font("small", weight=500))
            painter.setPen(theme.color(ink))
            left = x + side + theme.px(6)
            painter.drawText(
                QRect(left, 0, self.width() - left, self.height()), int(Qt.AlignmentFlag.AlignVCenter), text
            )


def tag_width(theme: Theme, text: str, icon: str) -> int:
    """Return the px a painted tag takes."""
    return theme.px(16) + (theme.px(20) if icon else 0) + theme.metrics("caption", weight=500).horizontalAdvance(text)


def draw_tag(painter: QPainter, rect: QRect, text: str, icon: str, role: str, theme: Theme) -> None:
    """Paint a small tag (24 px high) of `role` in `rect`."""
    fill, line, ink = _colours(role)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(theme.color(fill))
    painter.setPen(theme.color(line))
    painter.drawRoundedRect(rect.toRectF().adjusted(0.5, 0.5, -0.5, -0.5), theme.px(4), theme.px(4))
    x = rect.x() + theme.px(8)
    if icon:
        side = theme.px(14)
        draw_icon(painter, x, rect.y() + (rect.height() - side) // 2, icon, side, theme.color(ink))
        x += theme.px(20)
    painter.setFont(theme.font("caption", weight=500))
    painter.setPen(theme.color(ink))
    painter.drawText(QRect(x, rect.y(), rect.right() - x, rect.height()), int(Qt.AlignmentFlag.AlignVCenter), text)
    painter.restore()


class Tag(QWidget):
    """A small tag as a widget: "Taken", "Declined", "Gold"."""

    def __init__(self, text: str, role: str = "accent", icon: str = "") -> None:
        super().__init__()
        self._text, self._role, self._icon = text, role, icon
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(text)

    def set_state(self, text: str, role: str, icon: str = "") -> None:
        """Show other words, colour and icon."""
        self._text, self._role, self._icon = text, role, icon
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        theme = look().theme
        return QSize(tag_width(theme, self._text, self._icon), theme.px(24))

    def paintEvent(self, event: QPaintEvent) -> None:
        draw_tag(QPainter(self), self.rect(), self._text, self._icon, self._role, look().theme)
