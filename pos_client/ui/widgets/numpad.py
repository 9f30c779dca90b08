"""The numpad: keys that type into whatever field has the focus, 7-8-9 on top, no auto-repeat."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QGridLayout, QSizePolicy, QWidget

from pos_client.ui.theme import look
from pos_client.ui.widgets.key import Arrangement, Key, Role

BACKSPACE = "backspace"
CLEAR = "clear"
ENTER = "enter"
DECIMAL = "decimal"

PLAIN: tuple[tuple[str, ...], ...] = (("7", "8", "9"), ("4", "5", "6"), ("1", "2", "3"), (BACKSPACE, "0", ENTER))
MONEY: tuple[tuple[str, ...], ...] = (
    ("7", "8", "9", BACKSPACE),
    ("4", "5", "6", CLEAR),
    ("1", "2", "3", ENTER),
    ("0", "00", DECIMAL, ENTER),
)


class Numpad(QWidget):
    """A pad of `rows`: digits, signs, and BACKSPACE, CLEAR, ENTER, DECIMAL; a name in two rows is one tall key.

    Keys go as key events to `target` or, without one, to the widget with the focus; a press never takes the focus.
    Signals: `entered()` after the ENTER key (its key event was sent already), `cleared()`.
    Attribute `enter_key`: the ENTER key, to give it a caption, a role or a cause (None when the pad has none).
    """

    entered = Signal()
    cleared = Signal()

    def __init__(
        self,
        rows: Sequence[Sequence[str]] = PLAIN,
        *,
        decimal_sign: str = ".",
        target: QWidget | None = None,
        minimum: int = 72,
    ) -> None:
        super().__init__()
        self._target = target
        self._keys: dict[str, Key] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(look().theme.touch("gap"))
        self._build(rows, decimal_sign, minimum)

    def _build(self, rows: Sequence[Sequence[str]], decimal_sign: str, minimum: int) -> None:
        for r, row in enumerate(rows):
            self._grid.setRowStretch(r, 1)
            for c, name in enumerate(row):
                self._grid.setColumnStretch(c, 1)
                if name in self._keys:
                    continue
                height = sum(1 for other in rows if c < len(other) and other[c] == name)
                key = self._make(name, decimal_sign, minimum)
                self._grid.addWidget(key, r, c, height, 1)

    def _make(self, name: str, decimal_sign: str, minimum: int) -> Key:
        arrangement = Arrangement.STACK
        if name == BACKSPACE:
            key = Key(role=Role.QUIET, icon="delete", arrangement=arrangement)
            key.set_icon("delete", 26)
            key.setAccessibleName(self.tr("Backspace"))
        elif name == CLEAR:
            key = Key(self.tr("Clear"), role=Role.QUIET, arrangement=arrangement)
        elif name == ENTER:
            key = Key(role=Role.CHOSEN, icon="corner-down-left", arrangement=arrangement)
            key.set_icon("corner-down-left", 24)
            key.setAccessibleName(self.tr("Enter"))
        else:
            key = Key(decimal_sign if name == DECIMAL else name, style="heading", arrangement=arrangement)
        key.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
        key.setMinimumSize(look().theme.px(48), look().theme.px(minimum))
        key.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        key.clicked.connect(lambda _checked=False, name=name: self._press(name))
        self._keys[name] = key
        return key

    @property
    def enter_key(self) -> Key | None:
        """The ENTER key, if the pad has one."""
        return self._keys.get(ENTER)

    def key(self, name: str) -> Key:
        """The key with this name; `KeyError`."""
        return self._keys[name]

    def set_target(self, target: QWidget | None) -> None:
        """Send keys to `target`, or to the focused widget when None."""
        self._target = target

    def set_decimal_sign(self, sign: str) -> None:
        """Show the language's decimal sign."""
        if DECIMAL in self._keys:
            self._keys[DECIMAL].set_caption(sign)

    def set_cause(self, cause: str) -> None:
        """Disable every key ("" enables)."""
        for key in self._keys.values():
            key.setEnabled(not cause)
            key.setAccessibleDescription(cause)

    def retranslate(self) -> None:
        """Ask the words anew."""
        if CLEAR in self._keys:
            self._keys[CLEAR].set_caption(self.tr("Clear"))
        for name, text in ((BACKSPACE, self.tr("Backspace")), (ENTER, self.tr("Enter"))):
            if name in self._keys and not self._keys[name].text():
                self._keys[name].setAccessibleName(text)

    def _press(self, name: str) -> None:
        if name == CLEAR:
            self._send(Qt.Key.Key_A, "\x01", Qt.KeyboardModifier.ControlModifier)
            self._send(Qt.Key.Key_Backspace, "")
            self.cleared.emit()
        elif name == BACKSPACE:
            self._send(Qt.Key.Key_Backspace, "")
        elif name == ENTER:
            self._send(Qt.Key.Key_Return, "\r")
            self.entered.emit()
        else:
            text = self._keys[name].text() if name == DECIMAL else name
            for sign in text:
                self._send(Qt.Key(ord(sign)), sign)

    def _send(self, key: Qt.Key, text: str, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        target = self._target or QApplication.focusWidget()
        if target is None:
            return
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QCoreApplication.sendEvent(target, QKeyEvent(kind, key, modifiers, text))
