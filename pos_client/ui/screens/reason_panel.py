"""A panel that asks why: a reason of a list, in words where the reason wants them, then one key."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from pos_client.ui.frame import FunctionKey
from pos_client.ui.screens.reason_like import ReasonLike
from pos_client.ui.screens.side import Choice, Side
from pos_client.ui.widgets import EntryField, Key, KeyGuard, Role, hint

MOST_REASONS = 8
LONGEST_WORDS = 100


class ReasonPanel(Side):
    """`apply(reason_id, words)` is called by Enter or the key; `texts()`: title, subject, the key's caption, a note."""

    icon = "message-square-warning"

    def __init__(
        self,
        guard: KeyGuard,
        reasons: Sequence[ReasonLike],
        apply: Callable[[str, str], None],
        *,
        texts: Callable[[], tuple[str, str, str, str]],
    ) -> None:
        super().__init__(columns=1)
        self._guard = guard
        self._reasons = {reason.reason_id: reason for reason in reasons[:MOST_REASONS]}
        self._apply = apply
        self._texts = texts
        self.choice = Choice(self)
        self.words = EntryField(longest=LONGEST_WORDS, height=64, style="body")
        self.key = Key(role=Role.DANGER, keycaps=("Enter",), minimum=72)
        self.key.set_guard(guard)
        self.key.clicked.connect(lambda _c=False: self._try())
        self.left_column.addWidget(self.choice)
        self.left_column.addWidget(self.words)
        self.left_column.addStretch(1)
        self.left_column.addWidget(self.key)
        line, self.note = hint("info", "")
        self.foot.addWidget(line, 1)
        self.watch(self.words.field)
        self.choice.changed.connect(lambda _reason: self._show())
        self.words.changed.connect(lambda _text: self._show())

    def entered(self) -> None:
        """The chosen reason has the keys; without a list the words have."""
        if self._reasons:
            self.choice.focus_chosen()
        else:
            self.words.field.setFocus()

    def retranslate(self) -> None:
        """Set every text in the language in force."""
        title, subject, caption, note = self._texts()
        self.title.setText(title)
        self.subject.setText(subject)
        self.key.set_caption(caption)
        self.note.setText(note)
        self.words.set_texts(self.tr("In words"))
        options = [(one.reason_id, self.formatter.name(one.names), "", "") for one in self._reasons.values()]
        self.choice.set_options(options)
        self._show()

    @property
    def _words_needed(self) -> bool:
        reason = self._reasons.get(self.choice.chosen)
        return reason.text_needed if reason is not None else True

    @property
    def _is_missing(self) -> bool:
        return self._words_needed and not self.words.text.strip()

    def _show(self) -> None:
        self.words.setVisible(self._words_needed)
        self.key.set_cause(self.tr("Say why in words") if self._is_missing else "")
        self.keys_changed.emit()

    def arrow(self, by: int) -> None:
        """Up and Down choose."""
        self.choice.step(by)

    def accept(self) -> None:
        """Enter: to the words that are missing, else do it, unless it came too soon."""
        if self._is_missing:
            self.words.field.setFocus()
        elif self._guard.allows():
            self._try()

    def _try(self) -> None:
        if not self._is_missing:
            self._apply(self.choice.chosen, self.words.text.strip() if self._words_needed else "")

    def function_keys(self) -> dict[int, FunctionKey]:
        """Return the bar; nothing is filled, so that F9 never takes away."""
        return {}
