"""The PIN panel: whose it is, the dots, what is wrong, the pad. It never keeps a PIN longer than the try takes."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout

from pos_client.ui.theme import look
from pos_client.ui.widgets import EntryField, KeyGuard, Numpad, Role, label, margins, restyle

PIN_MIN = 4
PIN_MAX = 8
NUMBER_MAX = 12


class PinPad(QFrame):
    """Signals: `entered(str)`, a PIN of 4 to 8 digits; `numbered(str)`, the figures of a staff number."""

    entered = Signal(str)
    numbered = Signal(str)

    def __init__(self, *, minimum: int = 72, compact: bool = False) -> None:
        """`compact` stands in a panel: no frame, and the note says whose PIN it is."""
        super().__init__()
        self.setProperty("panel", "none" if compact else "plain")
        self._compact = compact
        self._said = False
        self._is_number = False
        self.name = label("", "title", align=Qt.AlignmentFlag.AlignCenter)
        self.rule = label("", "row_s", "ink_2", align=Qt.AlignmentFlag.AlignCenter)
        if compact:
            self.name.setParent(self)
            self.rule.setParent(self)
            self.name.hide()
            self.rule.hide()
        self.note = label("", "small", "ink_2", align=Qt.AlignmentFlag.AlignCenter, wrap=True)
        self.entry = EntryField(secret=True, height=60, longest=PIN_MAX)
        self.pad = Numpad(target=self.entry.field, minimum=minimum)
        column = QVBoxLayout(self)
        if compact:
            margins(column, 0, 0, 0, 0, 8)
        else:
            margins(column, 24, 24, 24, 24, 6)
            for widget in (self.name, self.rule):
                column.addWidget(widget)
            column.addSpacing(look().theme.px(8))
        column.addWidget(self.entry)
        column.addWidget(self.note)
        if not compact:
            self.note.setMinimumHeight(look().theme.px(24))
        column.addWidget(self.pad, 1)
        self.entry.field.installEventFilter(self)
        self.entry.field.textChanged.connect(self._typed)

    def ask(self, name: str, rule: str, enter: str, guard: KeyGuard | None = None) -> None:
        """Ask `name` for the PIN; `enter` is the caption of the key that sends it."""
        self._ask(name, rule, enter, guard, is_number=False)

    def ask_number(self, title: str, rule: str, enter: str) -> None:
        """Ask for a staff number, which is no secret and is shown."""
        self._ask(title, rule, enter, None, is_number=True)

    def _ask(self, name: str, rule: str, enter: str, guard: KeyGuard | None, *, is_number: bool) -> None:
        if is_number != self._is_number:
            self._is_number = is_number
            field = self.entry.field
            field.clear()  # figures typed for the one never become the other
            field.setEchoMode(QLineEdit.EchoMode.Normal if is_number else QLineEdit.EchoMode.Password)
            field.setMaxLength(NUMBER_MAX if is_number else PIN_MAX)
        self.name.setText(name)
        self.rule.setText(rule)
        self.entry.set_texts(f"{name}: {rule}")
        if self._compact and not self._said:
            self.note.setText(name)
        key = self.pad.enter_key
        if key is not None:
            key.set_caption(enter)
            key.set_icon("")
            key.set_keycaps("Enter")
            key.set_role(Role.PRIMARY)
            if guard is not None:
                key.set_guard(guard)

    def say(self, text: str, *, bad: bool = False) -> None:
        """Say how the last try went, or what comes next."""
        self._said = bool(text)
        self.note.setText(text or (self.name.text() if self._compact else ""))
        restyle(self.note, tone="bad" if bad else "ink_2")
        self.entry.set_bad(bad)

    def clear(self) -> None:
        """Forget what was typed and take the focus."""
        self.entry.field.clear()
        self.entry.field.setFocus()

    def set_busy(self, busy: bool) -> None:  # noqa: FBT001 - the one thing it sets
        """Stand still while a PIN is being checked or nothing may be tried."""
        self.entry.field.setReadOnly(busy)
        for digit in "0123456789":
            self.pad.key(digit).setEnabled(not busy)
        key = self.pad.enter_key
        if key is not None:
            key.setEnabled(not busy)

    def submit(self) -> None:
        """Send what was typed, if it can be a PIN, or a number; a PIN that is too short says so."""
        typed = self.entry.text
        if self.entry.field.isReadOnly() or not typed:
            return
        if not self._is_number and len(typed) < PIN_MIN:
            self.say(self.rule.text(), bad=True)
            return
        self.entry.field.clear()
        (self.numbered if self._is_number else self.entered).emit(typed)

    def _typed(self, text: str) -> None:
        digits = "".join(sign for sign in text if sign in "0123456789")
        if digits != text:
            self.entry.field.setText(digits)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        is_press = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress
        if is_press and isinstance(event, QKeyEvent) and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():
                self.submit()
            return True
        return super().eventFilter(watched, event)
