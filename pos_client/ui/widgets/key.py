"""The key: every button of the program, painted from the theme.

A key has a caption and may have a second line, an icon and keycaps. What disables it can be said as its `cause`, which
then stands in the second line. Keys never repeat and never move.
"""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy

from pos_client.ui.theme import Theme, draw_icon, look
from pos_client.ui.widgets.key_guard import KeyGuard
from pos_client.ui.widgets.keycap import HEIGHT, draw_keycap, keycap_width
from pos_client.ui.widgets.text import elided, fitted

CENTER = Qt.AlignmentFlag.AlignCenter
LEAST_OF_A_SIZE = 85  # percent: what would be smaller still is cut


class Role(StrEnum):
    """What a key is, seen by its colours."""

    NORMAL = "normal"
    LIGHT = "light"  # a hair line border: quick keys, tiles
    QUIET = "quiet"  # backspace, clear
    PRIMARY = "primary"  # what Enter or F9 does at this moment
    DANGER = "danger"  # takes away
    CHOSEN = "chosen"  # one of several, chosen
    SLAB = "slab"  # on the slab


class Arrangement(StrEnum):
    """How a key's parts stand."""

    ROW = "row"  # icon, caption over second line, keycaps; centred
    LEFT = "left"  # the same from the left, keycaps at the right edge
    STACK = "stack"  # icon, caption, second line, keycap, one below the other


class _Colours(Struct, frozen=True):
    fill: QColor
    line: QColor
    ink: QColor
    second: QColor
    keycap_on: str


_ROLES = {
    Role.NORMAL: ("key_bg", "line_strong", "ink", "ink_2"),
    Role.LIGHT: ("key_bg", "line", "ink", "ink_2"),
    Role.QUIET: ("surface_2", "line_strong", "ink", "ink_2"),
    Role.PRIMARY: ("accent", "accent", "on_accent", "on_accent"),
    Role.DANGER: ("key_bg", "line_strong", "bad", "bad"),
    Role.CHOSEN: ("accent_tint", "accent_line", "accent_text", "accent_text"),
    Role.SLAB: ("slab", "on_slab_2", "on_slab", "on_slab_2"),
}


def _whole(painter: QPainter, metrics: QFontMetrics, text: str, width: int) -> str:
    """Return `text` for `width` px: a little too long it gets smaller letters in `painter`, else its end is cut."""
    if metrics.horizontalAdvance(text) <= width + 1:
        return text
    smaller = fitted(painter.font(), text, width)
    if smaller.pixelSize() * 100 < painter.font().pixelSize() * LEAST_OF_A_SIZE:
        return elided(metrics, text, width)
    painter.setFont(smaller)
    return text


class Key(QPushButton):
    """A painted push button.

    Attributes set by methods: caption (`setText`), `set_second`, `set_icon`, `set_keycaps`, `set_role`, `set_cause`,
    `set_guard`. `style` is the type token of the caption; `second_style` that of the second line. Signal: `clicked`.
    """

    def __init__(
        self,
        caption: str = "",
        *,
        role: Role = Role.NORMAL,
        arrangement: Arrangement = Arrangement.ROW,
        icon: str = "",
        second: str = "",
        keycaps: tuple[str, ...] = (),
        style: str = "body",
        weight: int = 600,
        second_style: str = "caption",
        narrow: bool = False,
        minimum: int = 48,
    ) -> None:
        super().__init__(caption)
        self._role = role
        self._arrangement = arrangement
        self._icon = icon
        self._icon_size = 20
        self._mark = ""
        self._second = second
        self._cause = ""
        self._keycaps = keycaps
        self._style = style
        self._weight = weight
        self._second_style = second_style
        self._narrow = narrow
        self._minimum = minimum
        self._guard: KeyGuard | None = None
        self.setAutoRepeat(False)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Minimum)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._describe()

    # what it shows

    def set_caption(self, caption: str) -> None:
        """Show another caption."""
        if caption != self.text():
            self.setText(caption)
            self._describe()

    def set_second(self, second: str) -> None:
        """Show another second line, "" for none."""
        if second != self._second:
            self._second = second
            self._describe()

    def set_icon(self, name: str, size: int = 20) -> None:
        """Show another icon, "" for none, `size` px at 100 %."""
        self._icon, self._icon_size = name, size
        self._changed()

    def set_mark(self, name: str) -> None:
        """Show an icon at the right end of a LEFT key, such as the check of what is chosen; "" for none."""
        if name != self._mark:
            self._mark = name
            self._changed()

    def set_keycaps(self, *keycaps: str) -> None:
        """Show these keys of the keyboard."""
        if keycaps != self._keycaps:
            self._keycaps = keycaps
            self._changed()

    def set_role(self, role: Role) -> None:
        """Take other colours."""
        if role is not self._role:
            self._role = role
            self.update()

    @property
    def role(self) -> Role:
        """The role in force."""
        return self._role

    def set_cause(self, cause: str) -> None:
        """Disable with `cause` in the second line; "" enables."""
        if cause != self._cause or self.isEnabled() == bool(cause):
            self._cause = cause
            self.setEnabled(not cause)
            self._describe()

    @property
    def cause(self) -> str:
        """Why it is disabled, "" when it is not."""
        return self._cause

    def set_guard(self, guard: KeyGuard) -> None:
        """Let `guard` decide whether a press counts (a key that finishes, shuts down or reserves)."""
        self._guard = guard

    def _describe(self) -> None:
        self.setAccessibleName(self.text() or self._second)
        self.setAccessibleDescription(self._cause or self._second)
        self._changed()

    def _changed(self) -> None:
        self.updateGeometry()
        self.update()

    # presses

    def nextCheckState(self) -> None:
        """Keys do not toggle."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self.click()
            return
        if event.isAutoRepeat() and event.key() == Qt.Key.Key_Space:
            return
        super().keyPressEvent(event)

    def hitButton(self, pos: QPoint) -> bool:
        return super().hitButton(pos) and (self._guard is None or self._guard.allows())

    def click(self) -> None:
        """Press, unless it is disabled or its guard says the press is a stray one."""
        if self._guard is None or self._guard.allows():
            super().click()

    # size and painting

    def _second_text(self) -> str:
        return self._cause if self._cause and not self.isEnabled() else self._second

    def sizeHint(self) -> QSize:
        theme = look().theme
        caption = theme.metrics(self._style, narrow=self._narrow, weight=self._weight)
        second = theme.metrics(self._second_style, narrow=self._narrow)
        words = caption.horizontalAdvance(self.text())
        height = caption.height()
        if self._second_text():
            words = max(words, second.horizontalAdvance(self._second_text()))
            height += second.height()
        icon = theme.px(self._icon_size + 8) if self._icon else 0
        caps = sum(keycap_width(theme, cap) + theme.px(10) for cap in self._keycaps)
        if self._arrangement is Arrangement.STACK:
            width = max(words, icon, caps)
            height += (icon if self._icon else 0) + (theme.px(HEIGHT) if self._keycaps else 0)
        else:
            width = words + icon + caps
        least = theme.px(self._minimum)
        return QSize(max(width + theme.px(24), least), max(height + theme.px(12), least))

    def minimumSizeHint(self) -> QSize:
        least = look().theme.px(self._minimum)
        return QSize(least, least)

    def _colours(self, theme: Theme) -> _Colours:
        if not self.isEnabled():
            return _Colours(
                theme.color("disabled_bg"), theme.color("line"), theme.color("disabled"), theme.color("disabled"),
                "disabled",
            )  # fmt: skip
        fill, line, ink, second = _ROLES[self._role]
        if self.isDown():
            fill = {"accent": "accent_press", "slab": "slab_track"}.get(fill, "keycap")
        keycap_on = "accent" if self._role is Role.PRIMARY else "surface"
        return _Colours(theme.color(fill), theme.color(line), theme.color(ink), theme.color(second), keycap_on)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = look().theme
        colours = self._colours(theme)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(colours.fill)
        painter.setPen(colours.line)
        radius = theme.radius("key")
        painter.drawRoundedRect(self.rect().toRectF().adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        if self._arrangement is Arrangement.STACK:
            self._paint_stack(painter, theme, colours)
        else:
            self._paint_row(painter, theme, colours)

    def _caption_font(self, theme: Theme) -> tuple[QFont, QFontMetrics]:
        return (
            theme.font(self._style, narrow=self._narrow, weight=self._weight),
            theme.metrics(self._style, narrow=self._narrow, weight=self._weight),
        )

    def _paint_row(self, painter: QPainter, theme: Theme, colours: _Colours) -> None:
        pad = theme.px(12 if self._arrangement is Arrangement.ROW else 18)
        gap = theme.px(8 if self._arrangement is Arrangement.ROW else 18)
        metrics = self._caption_font(theme)[1]
        second_metrics = theme.metrics(self._second_style, narrow=self._narrow)
        icon = theme.px(self._icon_size) if self._icon else 0
        caps = [keycap_width(theme, cap) for cap in self._keycaps]
        caps_width = sum(caps) + theme.px(8) * max(0, len(caps) - 1)
        if self._mark:
            side = theme.px(18)
            mark_x = self.width() - theme.px(14) - side
            draw_icon(painter, mark_x, (self.height() - side) // 2, self._mark, side, colours.ink)
            caps_width += side
        second = self._second_text()
        before_caps = gap
        room = self.width() - 2 * pad - (icon + gap if icon else 0) - (caps_width + before_caps if caps_width else 0)
        wanted = max(metrics.horizontalAdvance(self.text()), second_metrics.horizontalAdvance(second) if second else 0)
        left = self._arrangement is Arrangement.LEFT
        if wanted > room:
            if left:  # such keys stand below each other: their words and their caps keep their edges
                before_caps = theme.px(6)
            else:
                pad = theme.px(6)
            room = (
                self.width() - 2 * pad - (icon + gap if icon else 0) - (caps_width + before_caps if caps_width else 0)
            )
        wraps = metrics.horizontalAdvance(self.text()) > room and " " in self.text() and not second
        words = min(room, wanted)
        used = words + (icon + gap if icon else 0) + (caps_width + gap if caps_width else 0)
        x = pad if left else max(pad, (self.width() - used) // 2)
        if icon:
            draw_icon(painter, x, (self.height() - icon) // 2, self._icon, icon, colours.ink)
            x += icon + gap
        block = QRect(x, 0, max(words, 1) if not left else room, self.height())
        align = Qt.AlignmentFlag.AlignLeft if left or caps or icon else Qt.AlignmentFlag.AlignHCenter
        self._paint_words(painter, theme, colours, block, align, wraps=wraps)
        x = self.width() - pad - caps_width if left else x + words + gap
        for cap, width in zip(self._keycaps, caps, strict=True):
            height = theme.px(HEIGHT)
            draw_keycap(
                painter, QRect(x, (self.height() - height) // 2, width, height), cap, theme, on=colours.keycap_on
            )
            x += width + theme.px(8)

    def _paint_words(
        self, painter: QPainter, theme: Theme, colours: _Colours, block: QRect, align: Qt.AlignmentFlag, *, wraps: bool
    ) -> None:
        font, metrics = self._caption_font(theme)
        second = self._second_text()
        painter.setFont(font)
        painter.setPen(colours.ink)
        if wraps:
            flags = int(align | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap)
            painter.drawText(block, flags, self.text())
            return
        second_metrics = theme.metrics(self._second_style, narrow=self._narrow)
        height = metrics.height() + (second_metrics.height() + theme.px(1) if second else 0)
        top = (self.height() - height) // 2
        one = int(align | Qt.TextFlag.TextSingleLine)
        line = QRect(block.x(), top, block.width(), metrics.height())
        painter.drawText(line, one, _whole(painter, metrics, self.text(), block.width()))
        if second:
            painter.setFont(theme.font(self._second_style, narrow=self._narrow))
            painter.setPen(colours.second)
            below = QRect(block.x(), top + metrics.height() + theme.px(1), block.width(), second_metrics.height())
            painter.drawText(below, one, _whole(painter, second_metrics, second, block.width()))

    def _paint_stack(self, painter: QPainter, theme: Theme, colours: _Colours) -> None:
        font, metrics = self._caption_font(theme)
        second = self._second_text()
        second_metrics = theme.metrics(self._second_style, narrow=self._narrow)
        room = self.width() - theme.px(8)
        wrap = int(CENTER | Qt.TextFlag.TextWordWrap)
        text_height = 0
        if self.text():
            text_height = metrics.boundingRect(QRect(0, 0, room, 1000), wrap, self.text()).height()
        text_height = min(text_height, 2 * metrics.height())
        icon = theme.px(self._icon_size) if self._icon else 0
        gap = theme.px(4)
        cap = theme.px(HEIGHT) if self._keycaps else 0
        parts = [icon, text_height, second_metrics.height() if second else 0, cap]
        y = (self.height() - sum(parts) - gap * (bool(icon) + bool(cap))) // 2
        if icon:
            draw_icon(painter, (self.width() - icon) // 2, y, self._icon, icon, colours.ink)
            y += icon + gap
        left = (self.width() - room) // 2
        painter.setFont(font if " " in self.text() else fitted(font, self.text(), room))  # a figure does not wrap
        painter.setPen(colours.ink)
        painter.drawText(QRect(left, y, room, text_height), wrap, self.text())
        y += text_height
        if second:
            painter.setFont(theme.font(self._second_style, narrow=self._narrow))
            painter.setPen(colours.second)
            rect = QRect(left, y, room, second_metrics.height())
            painter.drawText(rect, int(CENTER), elided(second_metrics, second, room))
            y += second_metrics.height()
        if cap:
            text = self._keycaps[0]
            width = keycap_width(theme, text)
            rect = QRect((self.width() - width) // 2, y + gap, width, cap)
            draw_keycap(painter, rect, text, theme, on=colours.keycap_on)
