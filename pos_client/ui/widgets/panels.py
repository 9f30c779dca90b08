"""Panels, heads and rows: the flat surfaces screens are built of."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLayout, QVBoxLayout, QWidget

from pos_client.ui.theme import look
from pos_client.ui.widgets.text import ElidedLabel, IconLabel, label


def panel(kind: str = "plain") -> QFrame:
    """Return a frame: "plain", "tinted", "second", "side", "slab", "slabFoot", "head", "entry" or "none"."""
    made = QFrame()
    made.setProperty("panel", kind)
    return made


def margins(layout: QHBoxLayout | QVBoxLayout, left: int, top: int, right: int, bottom: int, spacing: int) -> None:
    """Set margins and spacing in px at 100 %."""
    px = look().theme.px
    layout.setContentsMargins(px(left), px(top), px(right), px(bottom))
    layout.setSpacing(px(spacing))


def empty(layout: QLayout) -> None:
    """Take every widget out of `layout`."""
    while layout.count():
        item = layout.takeAt(0)
        widget = item.widget() if item is not None else None
        if widget is not None:
            widget.hide()
            widget.deleteLater()


class ListRow(QFrame):
    """A row of a list in a panel: icon, two lines, a figure, and any widgets at the right.

    Attributes: `title`, `second`, `figure` (labels). It is as high as `height` px at 100 %.
    """

    def __init__(
        self,
        title: str,
        second: str = "",
        *,
        icon: str = "",
        icon_tone: str = "ink_2",
        figure: str = "",
        height: int = 64,
    ) -> None:
        super().__init__()
        self.setProperty("panel", "none")
        self.setMinimumHeight(look().theme.px(height))
        row = QHBoxLayout(self)
        margins(row, 0, 4, 0, 4, 12)
        self.icon = IconLabel(icon, 22, icon_tone) if icon else None
        if self.icon is not None:
            row.addWidget(self.icon)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch(1)
        self.title = ElidedLabel(title, "body", bold="true")  # words give way, figures never do
        self.second = ElidedLabel(second, "small", "ink_2")
        words.addWidget(self.title)
        words.addWidget(self.second)
        words.addStretch(1)
        row.addLayout(words, 1)
        # only now: shown before it has a parent, a label would be a window of its own and take the focus
        self.second.setHidden(not second)
        self.figure = label(figure, "title", align=Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.figure)
        self.figure.setHidden(not figure)
        self._row = row

    def add(self, widget: QWidget) -> None:
        """Put a widget at the right end."""
        self._row.addWidget(widget)

    def set_inset(self, inset: int) -> None:
        """Keep `inset` px at 100 % free at both ends, for a row that shows the focus."""
        margins(self._row, inset, 4, inset, 4, 12)

    def set_texts(self, title: str, second: str = "", figure: str = "") -> None:
        """Show other texts."""
        self.title.setText(title)
        self.second.setText(second)
        self.second.setVisible(bool(second))
        self.figure.setText(figure)
        self.figure.setVisible(bool(figure))


def hint(icon: str, text: str, tone: str = "ink_2") -> tuple[QWidget, QLabel]:
    """Return a line with an icon and a small text that wraps, and the text's label."""
    made = QWidget()
    row = QHBoxLayout(made)
    margins(row, 0, 0, 0, 0, 8)
    words = label(text, "small", tone, wrap=True)
    row.addWidget(IconLabel(icon, 18, tone), 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(words, 1)
    return made, words
