"""Suspended baskets at the end of a shift: each is recalled, cancelled with a reason, or carried visibly."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal

from pos_client.domain.money import Currency
from pos_client.services.views import SuspendedView
from pos_client.ui.frame import FunctionKey
from pos_client.ui.screens.side import Choice, Side
from pos_client.ui.widgets import Key, KeyGuard, Role, hint

MOST_SHOWN = 7


class SettlePanel(Side):
    """Signals: `recall_wanted(str)`, `drop_wanted(str)` with a basket id, `carry_wanted()`.

    `baskets()` is asked anew at each change of language. During a count nothing is recalled, since nothing is sold.
    """

    icon = "pause"
    recall_wanted = Signal(str)
    drop_wanted = Signal(str)
    carry_wanted = Signal()

    def __init__(
        self,
        baskets: Callable[[], Sequence[SuspendedView]],
        currency: Currency,
        guard: KeyGuard,
        *,
        may_recall: bool,
    ) -> None:
        super().__init__(columns=1)
        self._baskets = baskets
        self._currency = currency
        self._guard = guard
        self.choice = Choice(self)
        self.recall_key = Key(icon="undo-2", keycaps=("F7",), minimum=60)
        self.drop_key = Key(icon="trash-2", role=Role.DANGER, keycaps=("F4",), minimum=60)
        self.carry_key = Key(icon="pause", role=Role.PRIMARY, keycaps=("Enter", "F9"), minimum=72)
        self.left_column.addWidget(self.choice)
        self.left_column.addStretch(1)
        for key in (self.recall_key, self.drop_key, self.carry_key):
            key.set_guard(guard)
            self.left_column.addWidget(key)
        self.recall_key.setVisible(may_recall)
        line, self.note = hint("info", "")
        self.foot.addWidget(line, 1)
        self.recall_key.clicked.connect(lambda _c=False: self.recall_wanted.emit(self.choice.chosen))
        self.drop_key.clicked.connect(lambda _c=False: self.drop_wanted.emit(self.choice.chosen))
        self.carry_key.clicked.connect(lambda _c=False: self.carry_wanted.emit())
        self._may_recall = may_recall

    def entered(self) -> None:
        """The chosen basket has the keys."""
        self.choice.focus_chosen()

    def retranslate(self) -> None:
        """Set every text in the language in force."""
        baskets = self._baskets()
        self.title.setText(self.tr("Suspended baskets"))
        self.subject.setText(self.tr("%n basket(s) to settle before the shift ends", "", len(baskets)))
        self.recall_key.set_caption(self.tr("Recall it"))
        self.recall_key.set_second(self.tr("back to selling with this basket"))
        self.drop_key.set_caption(self.tr("Cancel it"))
        self.drop_key.set_second(self.tr("with a reason"))
        self.carry_key.set_caption(self.tr("Carry them"))
        self.carry_key.set_second(self.tr("they stay parked and stand on the Z"))
        self.note.setText(self.tr("Up and Down choose a basket. Esc goes back."))
        self.choice.set_options([(one.basket_id, self._line(one), "", "") for one in baskets[:MOST_SHOWN]])

    def _line(self, one: SuspendedView) -> str:
        lines = self.tr("%n line(s)", "", one.line_count)
        when = f"{self.formatter.date(one.suspended_at, short=True)} {self.formatter.time(one.suspended_at)}"
        return " · ".join((when, lines, self.formatter.money(one.total, self._currency, symbol=True)))

    def arrow(self, by: int) -> None:
        """Up and Down choose."""
        self.choice.step(by)

    def accept(self) -> None:
        """Enter does what the filled key says: carry them, unless it came too soon."""
        if self._guard.allows():
            self.carry_wanted.emit()

    def function_keys(self) -> dict[int, FunctionKey]:
        """Return the bar."""
        keys = {
            4: FunctionKey(self.tr("Cancel")),
            9: FunctionKey(self.tr("Carry"), primary=True, finishing=True),
        }
        if self._may_recall:
            keys[7] = FunctionKey(self.tr("Recall"), finishing=True)
        return keys

    def handle_function(self, number: int) -> None:
        """Do what the bar says."""
        if number == 4:
            self.drop_wanted.emit(self.choice.chosen)
        elif number == 7:
            self.recall_wanted.emit(self.choice.chosen)
        elif number == 9:
            self.carry_wanted.emit()
