"""The one box of the paid screen: it says that the next sale may begin, and takes its first key."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout

from pos_client.ui.theme import look
from pos_client.ui.widgets import Field, IconLabel, Keycap, margins
from pos_client.ui.widgets.focus_ring import RINGED


class NextBox(QFrame):
    """A field with a scanner's icon and its key; attribute: `field`."""

    def __init__(self) -> None:
        super().__init__()
        theme = look().theme
        self.setProperty("panel", "entry")
        self.setProperty(RINGED, True)
        self.setFixedHeight(theme.px(66))
        self.field = Field(longest=64)
        self.field.setStyleSheet(f"font-size: {theme.px(theme.tokens.types['title'].size)}px;")
        self.setFocusProxy(self.field)
        row = QHBoxLayout(self)
        margins(row, 16, 4, 14, 4, 12)
        row.addWidget(IconLabel("scan-barcode", 26, "accent_text"))
        row.addWidget(self.field, 1)
        row.addWidget(Keycap("F2"))

    def set_text(self, text: str) -> None:
        """Say what it waits for."""
        self.field.setPlaceholderText(text)
        self.field.setAccessibleName(text)
