"""The function-key bar: twelve keys in three groups of four, as on the keyboard."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QSizePolicy

from pos_client.ui.frame.keymap import KeyMap
from pos_client.ui.frame.screen import FunctionKey
from pos_client.ui.theme import LayoutClass, Theme, look
from pos_client.ui.widgets.keycap import HEIGHT, draw_keycap, keycap_width
from pos_client.ui.widgets.text import elided

_BELOW = ((True, 15), (True, 14), (True, 13), (True, 12), (True, 11))  # (narrow, px at 100 %), tried in turn
_BESIDE = ((False, 15), *_BELOW)


class _BarKey(QAbstractButton):
    """One key of the bar; stays an empty outline without a meaning. A disabled one still tells its cause on a press."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.number = number
        self.meaning: FunctionKey | None = None
        self.key_name = f"F{number}"
        self.setAutoRepeat(False)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)

    def set_meaning(self, meaning: FunctionKey | None, key_name: str) -> None:
        if (meaning, key_name) == (self.meaning, self.key_name):
            return
        self.meaning, self.key_name = meaning, key_name
        self.setText(meaning.caption if meaning else "")
        self.setAccessibleName(f"{key_name} {meaning.caption}" if meaning else key_name)
        self.setAccessibleDescription(meaning.cause if meaning else "")
        self.setToolTip(meaning.cause if meaning else "")
        self.setEnabled(meaning is not None)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(look().theme.px(79), look().theme.px(48))

    def _colours(self) -> tuple[str, str, str, str]:
        meaning = self.meaning
        if meaning is None:
            return "canvas", "line", "disabled", "disabled"
        if not meaning.enabled:
            return "disabled_bg", "line", "disabled", "disabled"
        if meaning.primary:
            return "accent_press" if self.isDown() else "accent", "accent", "on_accent", "on_accent"
        if meaning.chosen:
            return "accent_tint", "accent_line", "accent_text", "accent_text"
        return "keycap" if self.isDown() else "key_bg", "line", "ink", "ink_2"

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = look().theme
        fill, line, ink, number_ink = self._colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(theme.color(fill))
        painter.setPen(theme.color(line))
        radius = theme.radius("key")
        painter.drawRoundedRect(self.rect().toRectF().adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        if theme.layout is LayoutClass.W1920:
            self._paint_beside(painter, theme, ink)
        else:
            self._paint_below(painter, theme, ink, number_ink)

    def _paint_beside(self, painter: QPainter, theme: Theme, ink: str) -> None:
        height = theme.px(HEIGHT)
        width = keycap_width(theme, self.key_name)
        x = theme.px(12)
        on = "surface"
        if self.meaning is not None and self.meaning.enabled:
            on = "accent" if self.meaning.primary else "surface"
        elif self.meaning is None or not self.meaning.enabled:
            on = "disabled"
        draw_keycap(painter, QRect(x, (self.height() - height) // 2, width, height), self.key_name, theme, on=on)
        self._paint_caption(painter, theme, ink, Qt.AlignmentFlag.AlignVCenter)

    def _paint_below(self, painter: QPainter, theme: Theme, ink: str, number_ink: str) -> None:
        center = int(Qt.AlignmentFlag.AlignCenter)
        number_font = theme.font("caption", narrow=True, weight=600)
        painter.setFont(number_font)
        painter.setPen(theme.color(number_ink))
        if not self.text():
            painter.drawText(self.rect(), center, self.key_name)
            return
        line = theme.px(18)
        top = (self.height() - 2 * line) // 2
        painter.drawText(QRect(0, top, self.width(), line), center, self.key_name)
        self._paint_caption(painter, theme, ink, Qt.AlignmentFlag.AlignCenter)

    def _caption_rect(self, theme: Theme) -> QRect:
        if theme.layout is LayoutClass.W1920:
            x = theme.px(20) + keycap_width(theme, self.key_name)
            return QRect(x, 0, self.width() - x - theme.px(6), self.height())
        line = theme.px(18)
        return QRect(theme.px(2), self.height() // 2, self.width() - theme.px(4), line)

    def caption_shown(self, theme: Theme) -> tuple[QFont, str]:
        """Return the largest type in which the caption fits, and what of it is seen: all, but in the smallest."""
        room = self._caption_rect(theme).width()
        for narrow, size in _BESIDE if theme.layout is LayoutClass.W1920 else _BELOW:
            metrics = theme.metrics("row_s", narrow=narrow, weight=600, size=size)
            if metrics.horizontalAdvance(self.text()) <= room:
                break
        return theme.font("row_s", narrow=narrow, weight=600, size=size), elided(metrics, self.text(), room)

    def _paint_caption(self, painter: QPainter, theme: Theme, ink: str, align: Qt.AlignmentFlag) -> None:
        font, shown = self.caption_shown(theme)
        painter.setFont(font)
        painter.setPen(theme.color(ink))
        painter.drawText(self._caption_rect(theme), int(align), shown)


class KeyBar(QFrame):
    """Twelve keys. Signal: `pressed(int)` with the number; also for a disabled one, so that its cause can be told."""

    pressed = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("keyBar")
        self._keys = [_BarKey(number) for number in range(1, 13)]
        self._row = QHBoxLayout(self)
        for index, key in enumerate(self._keys):
            if index in (4, 8):
                self._row.addSpacing(0)
            self._row.addWidget(key, 1)
            key.clicked.connect(lambda _checked=False, number=key.number: self.pressed.emit(number))
        self.restyle()

    def restyle(self) -> None:
        """Take sizes anew."""
        theme = look().theme
        self.setFixedHeight(theme.frame("keys"))
        inner = (theme.frame("keys") - theme.px(48)) // 2
        side = theme.px(16 if theme.is_wide else 8)
        self._row.setContentsMargins(side, inner, side, inner)
        self._row.setSpacing(theme.px(8 if theme.is_wide else 4))
        for index in (4, 9):  # positions of the two wider gaps in the layout
            item = self._row.itemAt(index)
            spacer = item.spacerItem() if item is not None else None
            if spacer is not None:
                width = theme.px(8 if theme.is_wide else 4)
                spacer.changeSize(width, 0, QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Minimum)
        self._row.invalidate()

    def show_keys(self, keys: dict[int, FunctionKey], keymap: KeyMap) -> None:
        """Show the meanings of the screen in front."""
        for key in self._keys:
            key.set_meaning(keys.get(key.number), keymap.function_name(key.number))

    def caption_shown(self, number: int) -> str:
        """What is seen of the caption of key `number`; it ends in an ellipsis when there is no room for all of it."""
        return self._keys[number - 1].caption_shown(look().theme)[1]

    def key(self, number: int) -> FunctionKey | None:
        """What key `number` means now."""
        return self._keys[number - 1].meaning

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.StyleChange:
            self.restyle()
        super().changeEvent(event)
