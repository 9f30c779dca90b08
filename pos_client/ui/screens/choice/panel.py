"""A panel with a list of which one is taken: a reason to cancel, a basket to recall, whether to switch off."""

from __future__ import annotations

from collections.abc import Callable

from pos_client.ui.frame import FunctionKey
from pos_client.ui.screens.side import Choice, Side
from pos_client.ui.widgets import Key, KeyGuard, Role, hint


class ChoicePanel(Side):
    """`options()` are (id, caption); `apply(id)` is called once. The key is dead for 400 ms after it appeared."""

    def __init__(
        self,
        guard: KeyGuard,
        apply: Callable[[str], None],
        *,
        texts: Callable[[], tuple[str, str, str, str]],
        options: Callable[[], list[tuple[str, str]]],
        danger: bool = True,
    ) -> None:
        super().__init__(columns=1)
        self._guard = guard
        self._apply = apply
        self._texts = texts
        self._options = options
        self.choice = Choice(self)
        self.key = Key(role=Role.DANGER if danger else Role.PRIMARY, keycaps=("Enter",), minimum=72)
        self.key.set_guard(guard)
        self.key.clicked.connect(lambda _c=False: self._apply(self.choice.chosen))
        self.left_column.addWidget(self.choice)
        self.left_column.addStretch(1)
        self.left_column.addWidget(self.key)
        line, self.note = hint("info", "")
        self.foot.addWidget(line, 1)

    def entered(self) -> None:
        """The chosen one has the keys."""
        self.choice.focus_chosen()

    def retranslate(self) -> None:
        """Set every text in the language in force."""
        title, subject, caption, note = self._texts()
        self.title.setText(title)
        self.subject.setText(subject)
        self.key.set_caption(caption)
        self.note.setText(note)
        self.choice.set_options([(option_id, name, "", "") for option_id, name in self._options()])

    def arrow(self, by: int) -> None:
        """Up and Down choose."""
        self.choice.step(by)

    def accept(self) -> None:
        """Enter does it, unless it came too soon."""
        if self._guard.allows():
            self._apply(self.choice.chosen)

    def function_keys(self) -> dict[int, FunctionKey]:
        """Return the bar; nothing is filled, so that F9 never takes away."""
        return {1: FunctionKey(self.tr("Help"))}
