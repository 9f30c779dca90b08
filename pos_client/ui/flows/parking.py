"""Parking the basket with F7, taking it back, and what happens when the disk refuses it: nothing may be lost."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Slot

from pos_client.services.desk import ServiceError
from pos_client.services.views import SuspendedView
from pos_client.ui.flows.stage import Stage
from pos_client.ui.i18n import message
from pos_client.ui.screens.choice import ChoicePanel
from pos_client.ui.widgets import Banner

BANNER = "parking"
MOST_SHOWN = 8


class ParkingFlow(QObject):
    """Suspending and recalling. Main thread."""

    def __init__(self, stage: Stage) -> None:
        super().__init__()
        self._stage = stage
        self._services = stage.services
        self._is_writing = False
        self._is_refused = False
        stage.window.screen_shown.connect(self.basket_changed)
        stage.window.retranslated.connect(self._spoken)

    # parking

    def suspend(self) -> None:
        """Park the basket; one at a time, since only the last one can be put back."""
        if self._is_writing or self._is_refused:
            self._stage.tell("suspending" if self._is_writing else "not_suspended")
            return
        try:
            future = self._services.suspended.suspend("")
        except ServiceError as error:
            self._stage.tell(error.code, error.details)
            return
        self._is_writing = True
        self._stage.bridge.deliver(future, lambda _done: self._suspended(), self._refused)
        self._stage.basket_changed.emit()

    def _suspended(self) -> None:
        self._is_writing = False
        self._stage.basket_changed.emit()
        self._stage.window.toast(self.tr("Basket suspended. F7 takes it back."), state="ok")

    def _refused(self, error: Exception) -> None:
        self._is_writing, self._is_refused = False, True
        if self._services.checkout.basket.is_empty:
            self._put_back()
        else:
            self._show_refused()
        self._stage.tell_error(error)

    def _show_refused(self) -> None:
        told = message("not_suspended", (), formatter=self._stage.window.formatter)
        self._stage.window.show_banner(BANNER, Banner(told.what, told.second, state="bad", icon="circle-alert"))

    def _spoken(self) -> None:
        """A banner is said once: another language says it anew."""
        if self._stage.window.banner(BANNER) is not None:
            self._show_refused()

    @Slot()
    def basket_changed(self) -> None:
        """Put a refused basket back as soon as the one in hand is empty and selling goes on."""
        if self._is_refused:
            QTimer.singleShot(0, self._try_again)  # a scan that begins the next basket comes first

    def _try_again(self) -> None:
        front = self._stage.window.current
        if self._is_refused and front is not None and front.name == "sell" and self._services.checkout.basket.is_empty:
            self._put_back()
            self._stage.window.toast(self.tr("The basket that could not be parked is back"), state="waiting")

    def _put_back(self) -> None:
        self._services.suspended.take_back()
        self._is_refused = False
        self._stage.window.clear_banner(BANNER)
        self._stage.basket_changed.emit()

    # taking back

    def open_recall(self) -> None:
        """F7 with an empty basket: take a parked one back."""
        parked = self._services.suspended.all()
        if not parked:
            self._stage.tell("nothing_suspended")
            return
        panel = ChoicePanel(
            self._stage.window.guard,
            self.recall,
            texts=lambda: (
                self.tr("Suspended baskets"),
                self.tr("%n basket(s)", "", len(parked)),
                self.tr("Recall"),
                self.tr("After the business day has ended, prices are taken anew."),
            ),
            options=lambda: [(one.basket_id, self._line(one)) for one in parked[:MOST_SHOWN]],
            danger=False,
        )
        self._stage.window.open_side(panel)

    def _line(self, one: SuspendedView) -> str:
        formatter, currency = self._stage.window.formatter, self._services.desk.store.currency
        lines = self.tr("%n line(s)", "", one.line_count)
        return " · ".join((formatter.time(one.suspended_at), lines, formatter.money(one.total, currency)))

    def recall(self, basket_id: str) -> None:
        """Take this basket back; "": ask which one."""
        if not basket_id:
            self.open_recall()
            return
        try:
            _view, change = self._services.suspended.recall(basket_id)
        except ServiceError as error:
            self._stage.tell(error.code, error.details)
            return
        self._stage.window.close_side()
        self._stage.show_sell()
        for told in self.price_change(change):
            self._stage.window.toast(told, state="waiting")

    def price_change(self, change: int) -> tuple[str, ...]:
        """Say by how much a basket's total changed because its business day has ended; nothing when it did not."""
        if not change:
            return ()
        return (self.tr("Prices of today: {amount}").format(amount=self._stage.money(change, sign=True)),)
