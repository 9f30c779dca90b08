"""A panel that asks for a few words: "Other: write". Main thread."""

from __future__ import annotations

from collections.abc import Callable

from pos_client.ui.frame import FunctionKey
from pos_client.ui.screens.side import Side
from pos_client.ui.widgets import EntryField, Key, Role

LONGEST = 80


class TextPanel(Side):
    """Asks for words, or for a code; `apply(text)` is called once with what was typed, never empty."""

    icon = "file-text"

    def __init__(
        self, apply: Callable[[str], None], *, texts: Callable[[], tuple[str, str, str]], is_code: bool = False
    ) -> None:
        super().__init__(columns=1)
        self._is_code = is_code
        self._apply = apply
        self._texts = texts
        self.entry = EntryField(longest=LONGEST, height=72, style="title")
        self.key = Key(role=Role.PRIMARY, keycaps=("Enter",), minimum=72)
        self.key.clicked.connect(lambda _c=False: self.accept())
        self.left_column.addWidget(self.entry)
        self.left_column.addStretch(1)
        self.left_column.addWidget(self.key)
        self.entry.changed.connect(lambda _text: self._show())
        self.watch(self.entry.field)

    def entered(self) -> None:
        """Type at once."""
        self.entry.field.setFocus()

    def retranslate(self) -> None:
        """Set every text in the language in force."""
        title, subject, caption = self._texts()
        self.title.setText(title)
        self.subject.setText(subject)
        self.entry.set_texts(caption)
        self._show()

    def _show(self) -> None:
        self.key.set_caption(self.tr("Apply"))
        self.key.set_cause("" if self.entry.text.strip() else self._missing())
        self.keys_changed.emit()

    def _missing(self) -> str:
        return self.tr("Type the code first") if self._is_code else self.tr("Type a few words first")

    def accept(self) -> None:
        """Take the words."""
        text = " ".join(self.entry.text.split())
        if text:
            self._apply(text)

    def function_keys(self) -> dict[int, FunctionKey]:
        """Return the bar."""
        cause = "" if self.entry.text.strip() else self._missing()
        return {9: FunctionKey(self.tr("Apply"), cause=cause, primary=not cause)}

    def handle_function(self, number: int) -> None:
        """F9 takes the words."""
        if number == 9:
            self.accept()
