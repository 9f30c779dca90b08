"""The banner (something is asked; it stays) and the toast (nothing is asked; gone after 4 s)."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from pos_client.ui.theme import look
from pos_client.ui.widgets.key import Key, Role
from pos_client.ui.widgets.panels import margins
from pos_client.ui.widgets.text import ElidedLabel, IconLabel, label, restyle

_TEXT_TONE = {"accent": "accent_text"}


class Banner(QFrame):
    """A banner of `state` "warn", "bad", "good" or "accent": icon, what happened, why and next, keys at the right.

    Attributes: `title`, `figure` (a larger part of the title, such as a date), `second`.
    """

    def __init__(
        self, title: str, second: str = "", *, state: str = "warn", icon: str = "circle-alert", figure: str = ""
    ) -> None:
        super().__init__()
        self.setProperty("state", state)
        self.setMinimumHeight(look().theme.px(66))
        self.icon = IconLabel(icon, 26, _TEXT_TONE.get(state, state))
        self.title = label(title, "strong", bold="medium")
        self.figure = label(figure, "title", bold="true")
        self.second = ElidedLabel(second, "small", "ink_2")
        row = QHBoxLayout(self)
        margins(row, 16, 6, 8, 6, 12)
        row.addWidget(self.icon)
        words = QVBoxLayout()
        words.setSpacing(0)
        top = QHBoxLayout()
        margins(top, 0, 0, 0, 0, 8)
        top.addWidget(self.title)
        top.addWidget(self.figure)
        top.addStretch(1)
        words.addLayout(top)
        words.addWidget(self.second)
        row.addLayout(words, 1)
        self._row = row
        self._refresh()

    def _refresh(self) -> None:
        self.figure.setVisible(bool(self.figure.text()))
        self.second.setVisible(bool(self.second.text()))
        self.setAccessibleName(" ".join(w.text() for w in (self.title, self.figure, self.second) if w.text()))

    def set_texts(self, title: str, second: str = "", figure: str = "") -> None:
        """Show other texts."""
        self.title.setText(title)
        self.second.setText(second)
        self.figure.setText(figure)
        self._refresh()

    def set_state(self, state: str, icon: str) -> None:
        """Take another colour and icon."""
        restyle(self, state=state)
        self.icon.set_icon(icon, _TEXT_TONE.get(state, state))

    def add_key(self, key: Key) -> Key:
        """Put a key at the right."""
        self._row.addWidget(key)
        return key


class Toast(QFrame):
    """One passing remark on the slab's colours, top right below the bar; the frame places it. Signal: `closed()`."""

    closed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("panel", "slab")
        self._icon = IconLabel("circle-check", 22, "slab_good")
        self._text = label("", "body", "on_slab", wrap=True)
        self._key = Key(role=Role.SLAB)
        self._action: Callable[[], None] | None = None
        row = QHBoxLayout(self)
        margins(row, 16, 4, 6, 4, 12)
        row.addWidget(self._icon)
        row.addWidget(self._text, 1)
        row.addWidget(self._key)
        self._key.clicked.connect(self._act)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.close_now)
        self.hide()

    @property
    def text(self) -> str:
        """What it says; "" when hidden."""
        return self._text.text() if not self.isHidden() else ""

    def say(
        self,
        text: str,
        *,
        icon: str = "circle-check",
        tone: str = "slab_good",
        action: str = "",
        on_action: Callable[[], None] | None = None,
    ) -> None:
        """Show `text`, with a key `action` that calls `on_action`; replaces what was shown."""
        self._icon.set_icon(icon, tone)
        self._text.setText(text)
        self._key.setVisible(bool(action))
        self._key.set_caption(action)
        self._action = on_action
        self.setAccessibleName(text)
        self.show()
        self.raise_()
        self._timer.start(look().theme.tokens.toast_ms)

    def close_now(self) -> None:
        """Hide it."""
        self._timer.stop()
        self.hide()
        self.closed.emit()

    def _act(self) -> None:
        action = self._action
        self.close_now()
        if action is not None:
            action()
