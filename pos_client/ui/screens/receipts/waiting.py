"""Money that waits to be given back: cards left over, returns and post-voids that were set aside. Main thread."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer

from pos_client.services.returning.returns_views import RefundState
from pos_client.ui.frame import FunctionKey
from pos_client.ui.screens.side import Choice, Side
from pos_client.ui.widgets import Key, KeyGuard, Role, hint


class WaitingPanel(Side):
    """`rows()` are (id, caption, second line, state of a card or None); `act(id)` does what Enter says.

    `slip(id, returned)` is what the slip of a standalone terminal says of a card.
    """

    icon = "credit-card"

    def __init__(
        self,
        guard: KeyGuard,
        rows: Callable[[], list[tuple[str, str, str, RefundState | None]]],
        act: Callable[[str], None],
        slip: Callable[[str, bool], None],
    ) -> None:
        super().__init__(columns=1)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._guard = guard
        self._rows = rows
        self._act = act
        self._slip = slip
        self._states: dict[str, RefundState | None] = {}
        self.choice = Choice(self)
        self.key = Key(role=Role.PRIMARY, keycaps=("Enter",), minimum=72)
        self.key.set_guard(guard)
        self.key.clicked.connect(lambda _c=False: self._act(self.choice.chosen))
        self.left_column.addWidget(self.choice)
        self.left_column.addStretch(1)
        self.left_column.addWidget(self.key)
        line, self.note = hint("info", "")
        self.foot.addWidget(line, 1)
        self.choice.changed.connect(lambda _chosen: self._show_key())

    def entered(self) -> None:
        """The chosen one has the keys."""
        self.choice.focus_chosen()

    def retranslate(self) -> None:
        """Set every text in the language in force."""
        self.title.setText(self.tr("Money to give back"))
        self.subject.setText(self.tr("Every row waits until it is finished"))
        self.note.setText(self.tr("A card gets its money once; a lost answer is asked for again."))
        self.refresh()

    def refresh(self) -> None:
        """Show what waits now."""
        rows = self._rows()
        if self.isVisible():
            self.setFocus()  # the keys go, the focus stays in the panel; the new ones are shown a turn later
            QTimer.singleShot(0, self, self.choice.focus_chosen)
        self._states = {row_id: state for row_id, _caption, _second, state in rows}
        self.choice.set_options([(row_id, caption, second, "") for row_id, caption, second, _state in rows])
        self._show_key()

    def _show_key(self) -> None:
        state = self._states.get(self.choice.chosen)
        words = {
            None: self.tr("Go on with it"),
            RefundState.DUE: self.tr("Give the money back"),
            RefundState.DECLINED: self.tr("Try again"),
            RefundState.UNKNOWN: self.tr("Ask the terminal again"),
            RefundState.CONFIRM: self.tr("Given back, says the slip: F5"),
            RefundState.AT_TERMINAL: self.tr("At the terminal"),
            RefundState.DONE: "",
        }
        self.key.set_caption(words[state] if self._states else self.tr("Nothing waits"))
        blocked = state in (RefundState.AT_TERMINAL, RefundState.CONFIRM)
        self.key.setEnabled(bool(self._states) and not blocked)
        self.keys_changed.emit()

    def arrow(self, by: int) -> None:
        """Up and Down choose."""
        self.choice.step(by)

    def accept(self) -> None:
        """Enter does what the key says, unless it came too soon."""
        if self.key.isEnabled() and self._guard.allows():
            self._act(self.choice.chosen)

    def function_keys(self) -> dict[int, FunctionKey]:
        """Return the bar: what the slip of a standalone terminal says."""
        if self._states.get(self.choice.chosen) is not RefundState.CONFIRM:
            return {}
        return {
            4: FunctionKey(self.tr("Declined"), finishing=True),
            5: FunctionKey(self.tr("Given back"), finishing=True),
        }

    def handle_function(self, number: int) -> None:
        """F5 and F4 say what the slip says."""
        self._slip(self.choice.chosen, number == 5)
