"""The foot of a return: why the goods come back, and in which condition. Main thread."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from pos_client.services.returning.returns_views import ReasonView
from pos_client.ui.i18n import Formatter
from pos_client.ui.theme import look
from pos_client.ui.widgets import ElidedLabel, Key, Role, label

MOST = 5  # more reasons are behind F3


class ReasonFoot(QWidget):
    """Signals: `chosen(str)` with a reason; `condition_wanted()`, the next condition."""

    chosen = Signal(str)
    condition_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.about = ElidedLabel("", "small", "ink_2")
        self.title = label("", "row_s", "ink_2")
        self.condition = Key(role=Role.LIGHT, keycaps=("F4",), style="row_s")
        self.condition.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.condition.clicked.connect(self.condition_wanted)
        self._keys: dict[str, Key] = {}
        self._grid = QGridLayout(self)
        self._reasons = QHBoxLayout()
        self._under = QHBoxLayout()
        self._grid.addLayout(self._reasons, 0, 0)
        self._grid.addLayout(self._under, 1, 0)
        self._under.addWidget(self.about, 1)
        self._reasons.addWidget(self.title)
        self._reasons.addStretch(1)

    def restyle(self) -> None:
        """Take sizes anew."""
        theme = look().theme
        px = theme.px
        for row in (self._reasons, self._under):
            row.removeWidget(self.condition)
        (self._under if theme.is_small else self._reasons).addWidget(self.condition)
        self.about.setVisible(theme.is_small)
        self._grid.setContentsMargins(px(16), px(8), px(16), px(8))
        self._grid.setSpacing(px(8))
        self._reasons.setSpacing(px(8))

    def show_reasons(self, reasons: Sequence[ReasonView], formatter: Formatter, chosen: str) -> None:
        """Show the first reasons as keys, `chosen` marked."""
        shown = reasons[:MOST]
        if [reason.reason_id for reason in shown] != list(self._keys):
            self._build([reason.reason_id for reason in shown])
        self.title.setText(self.tr("Reason"))
        for reason in shown:
            key, here = self._keys[reason.reason_id], reason.reason_id == chosen
            key.set_caption(formatter.name(reason.names))
            key.set_role(Role.CHOSEN if here else Role.LIGHT)
            key.set_icon("check" if here else "", 18)

    def _build(self, reason_ids: list[str]) -> None:
        for key in self._keys.values():
            self._reasons.removeWidget(key)
            key.hide()
            key.deleteLater()
        self._keys = {}
        for place, reason_id in enumerate(reason_ids, start=1):
            key = Key(role=Role.LIGHT, style="row_s")
            key.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            key.clicked.connect(lambda _c=False, reason_id=reason_id: self.chosen.emit(reason_id))
            self._reasons.insertWidget(place, key)
            self._keys[reason_id] = key

    def show_condition(self, words: str, about: str, *, can: bool) -> None:
        """Show the condition of the goods `about`; `can` when it may be changed now."""
        self.condition.set_caption(words)
        self.condition.setEnabled(can)
        self.about.setText(about)

    def set_at_work(self, at_work: bool) -> None:  # noqa: FBT001 - the one thing it sets
        """Nothing can be chosen any more while money flows back."""
        for key in (*self._keys.values(), self.condition):
            key.setEnabled(not at_work)
