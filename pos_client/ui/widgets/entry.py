"""Fields: a figure being typed (money, percent, pieces) and the dots of a PIN."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from pos_client.ui.theme import look
from pos_client.ui.widgets.focus_ring import RINGED
from pos_client.ui.widgets.panels import margins
from pos_client.ui.widgets.text import label, restyle


class Field(QLineEdit):
    """A line edit that leaves Enter, Escape, Up, Down and function keys to its screen, and bounds its length."""

    def __init__(self, *, longest: int = 64) -> None:
        super().__init__()
        self.setMaxLength(longest)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Escape):
            event.ignore()
            return
        super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        # Qt takes Shift+Del for "cut": the basket's cancelling would become the voiding of its last line.
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Delete
            and event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        ):
            event.ignore()
            return False
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus() and not self.hasSelectedText():
            theme = look().theme
            caret = self.cursorRect()
            width = theme.px(3)
            x = max(0, min(caret.center().x() - width // 2, self.width() - width))
            QPainter(self).fillRect(x, caret.y(), width, caret.height(), theme.color("accent_text"))


class EntryField(QFrame):
    """Caption and hint at the left, the typed figure at the right, a unit after it; it takes the focus ring.

    Attributes: `field` (the line edit), `caption`, `hint`, `unit`. Signal: `changed(str)`. Enter goes to the screen.
    """

    changed = Signal(str)

    def __init__(
        self,
        caption: str = "",
        hint: str = "",
        *,
        unit: str = "",
        height: int = 72,
        style: str = "entry",
        longest: int = 16,
        secret: bool = False,
    ) -> None:
        super().__init__()
        theme = look().theme
        self.setProperty("panel", "entry")
        self.setProperty("bad", "false")
        self.setProperty(RINGED, True)
        self.setFixedHeight(theme.px(height))
        self.caption = label(caption, "small", "ink_2")
        self.hint = label(hint, "caption", "ink_2")
        self.unit = label(unit, "heading", "ink_2")
        self.field = Field(longest=longest)
        self.field.setFont(theme.font(style))
        self.field.setStyleSheet(f"font-size: {theme.px(theme.tokens.types[style].size)}px; font-weight: 600;")
        self.field.setAlignment(Qt.AlignmentFlag.AlignCenter if secret else Qt.AlignmentFlag.AlignRight)
        if secret:
            self.field.setEchoMode(QLineEdit.EchoMode.Password)
        self.field.setAccessibleName(caption)
        self.field.textChanged.connect(self.changed)
        self.setFocusProxy(self.field)
        row = QHBoxLayout(self)
        margins(row, 16, 4, 14, 4, 6)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch(1)
        words.addWidget(self.caption)
        words.addWidget(self.hint)
        words.addStretch(1)
        self._words = QWidget(self)  # of a secret they are for screen readers alone; without a parent they were windows
        self._words.setLayout(words)
        words.setContentsMargins(0, 0, 0, 0)
        self._row = row
        if secret:
            self._words.hide()
        else:
            row.addWidget(self._words)
            self.field.textChanged.connect(lambda _text: self._make_room())
        row.addWidget(self.field, 1)
        row.addWidget(self.unit)
        self._refresh()

    def _refresh(self) -> None:
        for part in (self.caption, self.hint, self.unit):
            part.setVisible(bool(part.text()))

    def _make_room(self) -> None:
        """What is typed is seen whole: the words beside it give way when there is no room for both."""
        margin, gap = self._row.contentsMargins(), self._row.spacing()
        beside = self.unit.sizeHint().width() + gap if self.unit.text() else 0
        room = self.width() - margin.left() - margin.right() - self._words.sizeHint().width() - gap - beside
        typed = self.field.fontMetrics().horizontalAdvance(self.field.text()) + look().theme.px(8)  # and the caret
        self._words.setVisible(not self.field.text() or typed <= room)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._row.indexOf(self._words) >= 0:  # not of a secret
            self._make_room()

    def set_texts(self, caption: str, hint: str = "", unit: str = "") -> None:
        """Show other words."""
        self.caption.setText(caption)
        self.hint.setText(hint)
        self.unit.setText(unit)
        self.field.setAccessibleName(caption)
        self._refresh()

    def set_bad(self, bad: bool) -> None:  # noqa: FBT001 - the one thing it sets
        """Show that what is typed cannot be used."""
        restyle(self, bad="true" if bad else "false")

    @property
    def text(self) -> str:
        """What is typed."""
        return self.field.text()
