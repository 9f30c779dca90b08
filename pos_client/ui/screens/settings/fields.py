"""The fields of the settings: text, choice, key of the keyboard; each with a caption and what is wrong with it.

Every field has `text`, `set_text`, signal `changed()`; Up, Down, Page keys and Enter go to the screen.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from pos_client.services.upkeep.device_settings import FieldKind, SettingField
from pos_client.ui.theme import look
from pos_client.ui.widgets import ElidedLabel, Key, Role, label, margins
from pos_client.ui.widgets.entry import Field
from pos_client.ui.widgets.focus_ring import RINGED
from pos_client.ui.widgets.text import restyle

HEIGHT = 52
CAPTION_WIDTH = 236
FIELD_INSET = 2  # px that a line edit keeps before its text, at any scale
_PLAIN_KEYS = {Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_Meta, Qt.Key.Key_AltGr}


class _KeyField(Field):
    """Takes a key of the keyboard after Enter; the next press is the key, whatever it does elsewhere."""

    waiting_changed = Signal(bool)
    waits = False

    def __init__(self) -> None:
        super().__init__(longest=40)
        self.setReadOnly(True)

    def event(self, event: QEvent) -> bool:
        if self.waits and event.type() == QEvent.Type.ShortcutOverride:
            event.accept()  # no shortcut of the frame may act
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.waits:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
                self._wait(on=True)
                return
            event.ignore()
            return
        if event.key() in _PLAIN_KEYS or event.isAutoRepeat():
            return
        self._wait(on=False)
        self.setText(QKeySequence(event.keyCombination()).toString())

    def focusOutEvent(self, event: object) -> None:
        self._wait(on=False)
        super().focusOutEvent(event)  # type: ignore[arg-type]

    def _wait(self, *, on: bool) -> None:
        if on != self.waits:
            self.waits = on
            self.waiting_changed.emit(on)


class SettingRow(QWidget):
    """One setting. Attributes: `setting`, `editor` (what takes the focus). Signals: `changed()`, `focused()`."""

    changed = Signal()

    def __init__(self, setting: SettingField) -> None:
        super().__init__()
        self.setting = setting
        self._captions: Callable[[str], str] = str
        self._value = ""
        column = QVBoxLayout(self)
        margins(column, 0, 0, 0, 0, 2)
        self.box = QFrame()
        self.box.setProperty("panel", "entry")
        self.box.setProperty(RINGED, True)
        self.box.setFixedHeight(look().theme.px(HEIGHT))
        self._row = QHBoxLayout(self.box)
        margins(self._row, 16, 2, 4, 2, 8)
        self.caption = ElidedLabel("", "row_s", "ink_2")
        self.caption.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self.caption.setFixedWidth(look().theme.px(CAPTION_WIDTH))
        self._row.addWidget(self.caption)
        column.addWidget(self.box)
        self.problem = label("", "small", "bad", wrap=True)
        self.problem.hide()
        column.addWidget(self.problem)

    @property
    def editor(self) -> QWidget:
        """What takes the focus."""
        return self.box

    @property
    def text(self) -> str:
        """The setting's text."""
        return self._value

    def set_text(self, text: str) -> None:
        """Take another text."""
        if text != self._value:
            self._value = text
            self.show_value()
            self.changed.emit()

    def set_words(self, caption: str, captions: Callable[[str], str]) -> None:
        """Show other words: the caption, and how a value is called."""
        self.caption.setText(caption)
        self.editor.setAccessibleName(caption)
        self._captions = captions
        self.show_value()

    def set_problem(self, text: str) -> None:
        """Say what is wrong with it, "" for nothing."""
        self.problem.setText(text)
        self.problem.setVisible(bool(text))
        restyle(self.box, bad="true" if text else "false")

    def show_value(self) -> None:
        """Show the value."""

    def step(self, by: int) -> bool:
        """Left (-1) or Right (+1); True when it was taken."""
        return False


class TextRow(SettingRow):
    """A text, a number, or a key of the keyboard."""

    def __init__(self, setting: SettingField) -> None:
        super().__init__(setting)
        is_key = setting.kind is FieldKind.KEY
        self.field = _KeyField() if is_key else Field(longest=setting.longest)
        self.field.setFont(look().theme.font("body", weight=600))
        self.field.setTextMargins(-FIELD_INSET, 0, 0, 0)  # in one column with the chosen values
        self.field.textChanged.connect(self._typed)
        self._row.addWidget(self.field, 1)
        self.box.setFocusProxy(self.field)
        if isinstance(self.field, _KeyField):
            self.field.waiting_changed.connect(lambda _on: self.show_value())
        self.waiting_text = ""

    @property
    def editor(self) -> QWidget:
        """The line edit."""
        return self.field

    def _typed(self, text: str) -> None:
        if not (isinstance(self.field, _KeyField) and self.field.waits):
            self.set_text(text.strip())

    def show_value(self) -> None:
        if isinstance(self.field, _KeyField):
            self.field.setPlaceholderText(self.waiting_text if self.field.waits else "")
            restyle(self.field, waits="true" if self.field.waits else "false")
        if self.field.text().strip() != self._value:
            self.field.setText(self._value)


class ChoiceRow(SettingRow):
    """One of several values; Left and Right step, so do the two keys at its right."""

    def __init__(self, setting: SettingField) -> None:
        super().__init__(setting)
        self.box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.value = ElidedLabel("", "body", bold="true")
        self._row.addWidget(self.value, 1)
        for by, sign in ((-1, "‹"), (1, "›")):
            key = Key(sign, role=Role.QUIET, style="title", minimum=48)
            key.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            key.setAccessibleName("−" if by < 0 else "+")
            key.clicked.connect(lambda _c=False, by=by: self.step(by))
            self._row.addWidget(key)

    def step(self, by: int) -> bool:
        """Take the next or previous value."""
        choices = self.setting.choices
        at = choices.index(self._value) if self._value in choices else -by
        self.set_text(choices[(at + by) % len(choices)])
        return True

    def show_value(self) -> None:
        self.value.setText(self._captions(self._value))
        self.value.setAccessibleName(self.value.text())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.box.setFocus()
        super().mousePressEvent(event)


def row_of(setting: SettingField) -> SettingRow:
    """Return the field for `setting`."""
    return ChoiceRow(setting) if setting.kind is FieldKind.CHOICE else TextRow(setting)
