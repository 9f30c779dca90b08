"""Tabs: 49 px high, icon and words, a 3 px line under the chosen one."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from pos_client.ui.theme import draw_icon, look
from pos_client.ui.widgets.text import elided

_HEIGHT = 49


class _Tab(QAbstractButton):
    def __init__(self, caption: str, icon: str) -> None:
        super().__init__()
        self.setCheckable(True)
        self.setText(caption)
        self.setAccessibleName(caption)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._icon = icon

    def sizeHint(self) -> QSize:
        theme = look().theme
        words = theme.metrics("row_s", weight=600).horizontalAdvance(self.text())
        return QSize(words + theme.px(24 + (26 if self._icon else 0)), theme.px(_HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = look().theme
        painter = QPainter(self)
        chosen = self.isChecked()
        ink = theme.color("accent_text" if chosen else "ink_2")
        metrics = theme.metrics("row_s", weight=600 if chosen else 500)
        icon = theme.px(20) if self._icon else 0
        gap = theme.px(6) if icon else 0
        text = elided(metrics, self.text(), self.width() - icon - gap - theme.px(4))
        x = (self.width() - icon - gap - metrics.horizontalAdvance(text)) // 2
        if icon:
            draw_icon(painter, x, (self.height() - icon) // 2, self._icon, icon, ink)
        painter.setFont(theme.font("row_s", weight=600 if chosen else 500))
        painter.setPen(ink)
        painter.drawText(
            QRect(x + icon + gap, 0, self.width(), self.height()), int(Qt.AlignmentFlag.AlignVCenter), text
        )
        painter.fillRect(0, self.height() - 1, self.width(), 1, theme.color("line"))
        if chosen:
            thick = theme.px(3)
            painter.fillRect(0, self.height() - thick, self.width(), thick, theme.color("accent_text"))


class Tabs(QWidget):
    """A row of tabs. Signal: `changed(int)` with the index chosen."""

    changed = Signal(int)

    def __init__(self, tabs: tuple[tuple[str, str], ...]) -> None:
        super().__init__()
        self._group = QButtonGroup(self)
        self._tabs: list[_Tab] = []
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for index, (caption, icon) in enumerate(tabs):
            tab = _Tab(caption, icon)
            self._group.addButton(tab, index)
            self._tabs.append(tab)
            row.addWidget(tab, 1)
        self._tabs[0].setChecked(True)
        self._group.idToggled.connect(self._toggled)

    def _toggled(self, index: int, on: bool) -> None:  # noqa: FBT001 - Qt's signal
        if on:
            self.changed.emit(index)

    @property
    def index(self) -> int:
        """The chosen one."""
        return self._group.checkedId()

    def choose(self, index: int) -> None:
        """Choose a tab."""
        self._tabs[index].setChecked(True)

    def set_captions(self, *captions: str) -> None:
        """Show other words, after a change of language."""
        for tab, caption in zip(self._tabs, captions, strict=True):
            tab.setText(caption)
            tab.setAccessibleName(caption)
            tab.update()
