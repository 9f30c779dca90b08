"""A panel that finds goods by a typed code or a part of the name, to say that they come back. Main thread."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from pos_client.ui.frame import FunctionKey
from pos_client.ui.screens.side import Choice, Side
from pos_client.ui.widgets import EntryField, label

MOST = 6
LONGEST = 48


class GoodsPanel(Side):
    """`find(text)` gives (id, name, second line); `apply(id)` takes the chosen one, `take(text)` a typed code."""

    icon = "search"

    def __init__(
        self,
        find: Callable[[str], Sequence[tuple[str, str, str]]],
        apply: Callable[[str], None],
        take: Callable[[str], None],
        *,
        texts: Callable[[], tuple[str, str, str]],
    ) -> None:
        super().__init__(columns=1)
        self._find = find
        self._apply = apply
        self._take = take
        self._texts = texts
        self.entry = EntryField(longest=LONGEST, height=64, style="title")
        self.choice = Choice()
        self.note = label("", "small", "ink_2", wrap=True)
        for widget in (self.entry, self.choice, self.note):
            self.left_column.addWidget(widget)
        self.left_column.addStretch(1)
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
        text = self.entry.text.strip()
        hits = list(self._find(text))[:MOST]
        self.choice.set_options([(hit_id, name, second, "") for hit_id, name, second in hits])
        if hits:
            self.note.setText(self.tr("Up and Down choose, Enter takes it"))
        else:
            self.note.setText(self.tr("Nothing like that; Enter takes what is typed as a code") if text else "")
        self.keys_changed.emit()

    def arrow(self, by: int) -> None:
        """Up and Down choose."""
        self.choice.step(by)

    def accept(self) -> None:
        """Take the chosen one, else what is typed."""
        text = self.entry.text.strip()
        if self.choice.chosen and not (text.isdigit() and len(text) > MOST):
            self._apply(self.choice.chosen)
        elif text:
            self._take(text)

    def function_keys(self) -> dict[int, FunctionKey]:
        """Return the bar."""
        can = bool(self.choice.chosen or self.entry.text.strip())
        cause = "" if can else self.tr("Type a code or a name first")
        return {9: FunctionKey(self.tr("Take"), cause=cause, primary=not cause)}

    def handle_function(self, number: int) -> None:
        """F9 takes it."""
        if number == 9:
            self.accept()
