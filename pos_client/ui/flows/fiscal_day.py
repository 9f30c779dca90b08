"""What a person asks of the fiscal device: to close its day, to take refused documents again. Main thread."""

from __future__ import annotations

from PySide6.QtCore import QObject

from pos_client.services.fiscal import Fiscal, FiscalAnswer, FiscalState
from pos_client.ui.flows.stage import Stage
from pos_client.ui.i18n import device_message
from pos_client.ui.screens.choice import ChoicePanel
from pos_client.ui.screens.more import MoreItem


class FiscalDayFlow(QObject):
    """The items of More about the fiscal device."""

    def __init__(self, stage: Stage, fiscal: Fiscal) -> None:
        super().__init__()
        self._stage = stage
        self._window = stage.window
        self._fiscal = fiscal
        self._is_closing = False

    def items(self, cause: str) -> list[MoreItem]:
        """Return the items; `cause` disables both, "" does not."""
        return [
            MoreItem(
                "receipt-text",
                lambda: self.tr("Close the fiscal day"),
                self.open_close_day,
                second=lambda: self.tr("asks first"),
                cause=lambda: cause or (self.tr("The device is closing it") if self._is_closing else ""),
            ),
            MoreItem(
                "rotate-ccw",
                lambda: self.tr("Send refused documents again"),
                self.send_again,
                second=lambda: self.tr("%n document(s)", "", len(self._fiscal.refused())),
                cause=lambda: cause or ("" if self._fiscal.refused() else self.tr("None was refused")),
            ),
        ]

    def open_close_day(self) -> None:
        """Ask before the day is closed: its report goes to the tax office and cannot be taken back."""
        panel = ChoicePanel(
            self._window.guard,
            lambda answer: self.close_day() if answer == "close" else self._window.close_side(),
            texts=lambda: (
                self.tr("Close the fiscal day"),
                self.tr("The device prints its report of the day."),
                self.tr("Do it"),
                self.tr("The next sale opens the next day."),
            ),
            options=lambda: [("stay", self.tr("Go on working")), ("close", self.tr("Close the fiscal day"))],
        )
        self._window.open_side(panel)

    def close_day(self) -> None:
        """Have the device close its day; the answer is told when it comes."""
        self._window.close_side()
        if self._is_closing:
            return
        self._is_closing = True
        self._window.toast(self.tr("The fiscal day is being closed"), state="waiting")
        self._stage.bridge.run(self._fiscal.close_day, self._closed, self._broken)

    def _closed(self, answer: FiscalAnswer) -> None:
        self._is_closing = False
        if answer.state is FiscalState.REGISTERED:
            self._window.toast(self.tr("The fiscal day is closed"), state="ok")
            return
        told = device_message("fiscal", answer.code or "error", detail=answer.message)
        self._window.toast(told.text, state="refused")

    def _broken(self, error: Exception) -> None:
        self._is_closing = False
        self._stage.tell_error(error)

    def send_again(self) -> None:
        """Have every refused document sent again."""
        self._window.close_side()
        self._stage.deliver(
            self._fiscal.send_again(),
            lambda _done: self._window.toast(self.tr("The documents are being sent again"), state="ok"),
        )
