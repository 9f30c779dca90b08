"""A panel that asks for one figure: a price, a tax number."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from pos_client.ui.frame import FunctionKey
from pos_client.ui.screens.side import Choice, Side, scroll_area
from pos_client.ui.widgets import EntryField, Numpad, Role, label, margins
from pos_client.ui.widgets.numpad import BACKSPACE, DECIMAL, ENTER

ROWS = (("7", "8", "9", BACKSPACE), ("4", "5", "6", DECIMAL), ("1", "2", "3", ENTER), ("0", "00", "000", ENTER))


class FigurePanel(Side):
    """Asks for a figure. `usable(text)` judges what is typed; `apply(text, chosen)` takes it.

    `options` are choices beside the entry: (id, caption); `chosen` is "" without any. Without options, Up and Down walk
    through what is `known` to begin with what was typed.
    """

    icon = "hash"

    def __init__(
        self,
        usable: Callable[[str], bool],
        apply: Callable[[str, str], None],
        *,
        texts: Callable[[], tuple[str, str, str, str]],
        options: Callable[[], list[tuple[str, str]]] | None = None,
        known: Callable[[str], Sequence[str]] = lambda _typed: (),
    ) -> None:
        super().__init__(columns=1 if options is None else 2)
        self._usable = usable
        self._apply = apply
        self._texts = texts
        self._options = options or list
        self._known = known
        self._typed = ""  # by a person; what Up and Down put in its place is not
        self._walked = -1
        self.choice = Choice()
        self.entry = EntryField(longest=12, height=72)
        self.note = label("", "small", "ink_2", wrap=True)
        self.pad = Numpad(ROWS, target=self.entry.field, minimum=56)
        body = QWidget()
        inner = QVBoxLayout(body)
        margins(inner, 0, 0, 0, 0, 0)
        inner.addWidget(self.choice)
        inner.addStretch(1)
        self._area = scroll_area(body)  # under banners there is less room than many choices need
        if options is not None:
            self.left_column.addWidget(self._area)
        column = self.left_column if options is None else self.right_column
        for widget in (self.entry, self.note):
            column.addWidget(widget)
        column.addWidget(self.pad, 1)
        self.entry.changed.connect(self._changed)
        self.pad.entered.connect(self.accept)
        self.watch(self.entry.field)

    def entered(self) -> None:
        """Type at once."""
        self.entry.field.setFocus()

    def retranslate(self) -> None:
        """Set every text in the language in force."""
        title, subject, caption, unit = self._texts()
        self.title.setText(title)
        self.subject.setText(subject)
        self.entry.set_texts(caption, "", unit)
        self.choice.set_options([(option_id, name, "", "") for option_id, name in self._options()])
        self.pad.set_decimal_sign(self.formatter.decimal_sign)
        self.pad.retranslate()
        self._show()

    def _changed(self, text: str) -> None:
        if self._walked < 0 or text not in self._known(self._typed):
            self._typed, self._walked = text.strip(), -1
        self._show()

    def _tell_known(self) -> None:
        found = self._known(self._typed)
        if found and self._walked < 0:
            self.note.setText(self.tr("Known, Down takes it: {number}").format(number=found[0]))
        else:
            self.note.setText("")

    @property
    def _is_usable(self) -> bool:
        return bool(self.entry.text.strip()) and self._usable(self.entry.text.strip())

    def _cause(self) -> str:
        """Why what stands there cannot be taken, "" when it can."""
        if self._is_usable:
            return ""
        return self.tr("Check what was typed") if self.entry.text.strip() else self.tr("Type a figure first")

    def _show(self) -> None:
        self.entry.set_bad(bool(self.entry.text) and not self._is_usable)
        key = self.pad.enter_key
        if key is not None:
            key.set_role(Role.PRIMARY)
            key.setEnabled(self._is_usable)
        self._tell_known()
        self.keys_changed.emit()

    def arrow(self, by: int) -> None:
        """Up and Down choose among the options, or walk through what is known."""
        found = self._known(self._typed)
        if not found:
            self.choice.step(by)
            key = self.choice.chosen_key
            if key is not None:
                self._area.ensureWidgetVisible(key, 0, 0)
            return
        self._walked = (self._walked + by) % len(found) if self._walked >= 0 else 0
        self.entry.field.setText(found[self._walked])

    def accept(self) -> None:
        """Take the figure, or say why it is none."""
        if self._is_usable:
            self._apply(self.entry.text.strip(), self.choice.chosen)
        else:
            self.note.setText(self._cause())

    def function_keys(self) -> dict[int, FunctionKey]:
        """Return the bar."""
        cause = self._cause()
        return {1: FunctionKey(self.tr("Help")), 9: FunctionKey(self.tr("Apply"), cause=cause, primary=not cause)}

    def handle_function(self, number: int) -> None:
        """F9 takes the figure."""
        if number == 9:
            self.accept()
        else:
            super().handle_function(number)
