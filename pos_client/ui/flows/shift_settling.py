"""Suspended baskets before a shift ends: recalled, cancelled with a reason, or carried visibly. Main thread."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from pos_client.ui import screens
from pos_client.ui.flows.stage import Stage


class SettlingFlow(QObject):
    """Signals: `recall_wanted(str)` with a basket, `changed()` when one was dropped. `carries`: the rest is carried."""

    recall_wanted = Signal(str)
    changed = Signal()

    def __init__(self, stage: Stage) -> None:
        super().__init__()
        self._stage = stage
        self.carries = False

    def open(self, then: Callable[[], None], *, may_recall: bool) -> None:
        """Ask what becomes of every suspended basket, then go on with `then`; `may_recall` offers to sell them."""
        stage = self._stage
        panel = screens.SettlePanel(
            stage.services.suspended.all, stage.services.desk.store.currency, stage.window.guard, may_recall=may_recall
        )

        def go_on() -> None:
            stage.window.close_side()
            then()

        def carry() -> None:
            self.carries = True
            go_on()

        def dropped() -> None:
            self.changed.emit()
            if stage.services.suspended.all():
                self.open(then, may_recall=may_recall)
            else:
                go_on()

        panel.recall_wanted.connect(self.recall_wanted)
        panel.drop_wanted.connect(lambda basket_id: self._open_drop(basket_id, dropped))
        panel.carry_wanted.connect(carry)
        stage.window.open_side(panel)

    def _open_drop(self, basket_id: str, dropped: Callable[[], None]) -> None:
        stage = self._stage
        one = next((view for view in stage.services.suspended.all() if view.basket_id == basket_id), None)
        if one is None:
            return

        def done(_result: None) -> None:
            stage.window.toast(self.tr("The basket was cancelled"), state="ok")
            stage.basket_changed.emit()
            dropped()

        def drop(reason_id: str, words: str) -> None:
            stage.perform(
                lambda given: stage.services.suspended.drop(basket_id, reason_id, note=words, approval=given),
                lambda future: stage.deliver(future, done),
            )

        panel = screens.ReasonPanel(
            stage.window.guard,
            stage.services.desk.replica.live.reasons("cancel"),
            drop,
            texts=lambda: (
                self.tr("Cancel the suspended basket"),
                self.tr("%n line(s)", "", one.line_count) + f" · {stage.money(one.total)}",
                self.tr("Cancel the basket"),
                self.tr("The journal keeps what was in it, who and why."),
            ),
        )
        stage.window.open_side(panel)
