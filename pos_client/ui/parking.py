"""Parking the basket with F7, and what happens when the disk refuses it: nothing may be lost. Main thread."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from pos_client.runtime.bridge import Bridge
from pos_client.services.bundle import Services
from pos_client.services.desk import ServiceError
from pos_client.ui.frame import MainWindow
from pos_client.ui.i18n import message
from pos_client.ui.widgets import Banner

BANNER = "parking"


class Parking(QObject):
    """Signal: `changed()` after the basket in hand became another one."""

    changed = Signal()

    def __init__(
        self, window: MainWindow, services: Services, bridge: Bridge, tell: Callable[[str, object], None]
    ) -> None:
        super().__init__()
        self._window = window
        self._services = services
        self._bridge = bridge
        self._tell = tell
        self._is_writing = False
        self._is_refused = False
        window.screen_shown.connect(self.basket_changed)

    def suspend(self) -> None:
        """Park the basket; one at a time, since only the last one can be put back."""
        if self._is_writing or self._is_refused:
            self._tell("suspending" if self._is_writing else "not_suspended", ())
            return
        try:
            future = self._services.suspended.suspend("")
        except ServiceError as error:
            self._tell(error.code, error.details)
            return
        self._is_writing = True
        self._bridge.deliver(future, lambda _done: self._suspended(), self._refused)
        self.changed.emit()

    def _suspended(self) -> None:
        self._is_writing = False
        self.changed.emit()
        self._window.toast(self.tr("Basket suspended. F7 takes it back."), state="ok")

    def _refused(self, error: Exception) -> None:
        self._is_writing, self._is_refused = False, True
        if self._services.checkout.basket.is_empty:
            self._put_back()
        else:
            told = message("not_suspended", (), formatter=self._window.formatter)
            self._window.show_banner(BANNER, Banner(told.what, told.second, state="bad", icon="circle-alert"))
        self._tell(getattr(error, "code", "internal_error"), ())

    @Slot()
    def basket_changed(self) -> None:
        """Put a refused basket back as soon as the one in hand is empty and selling goes on."""
        if self._is_refused:
            QTimer.singleShot(0, self._try_again)  # a scan that begins the next basket comes first

    def _try_again(self) -> None:
        front = self._window.current
        if self._is_refused and front is not None and front.name == "sell" and self._services.checkout.basket.is_empty:
            self._put_back()
            self._window.toast(self.tr("The basket that could not be parked is back"), state="waiting")

    def _put_back(self) -> None:
        self._services.suspended.take_back()
        self._is_refused = False
        self._window.clear_banner(BANNER)
        self.changed.emit()
