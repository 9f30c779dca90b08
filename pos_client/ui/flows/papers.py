"""Papers: copies of receipts, the answer to "is it out?", a test page. Main thread."""

from __future__ import annotations

from PySide6.QtCore import QObject

from pos_client.services.desk import ServiceError
from pos_client.ui.flows.stage import Stage
from pos_client.ui.screens.more import MoreItem


class PapersFlow(QObject):
    """What is printed besides the receipt of a sale."""

    def __init__(self, stage: Stage) -> None:
        super().__init__()
        self._stage = stage

    def receipts_item(self) -> MoreItem:
        """Return the item of More that opens the receipts."""
        return MoreItem(
            "receipt-text",
            lambda: self.tr("Receipts"),
            lambda: self._stage.window.show_screen("receipts"),
            cause=lambda: "" if self._stage.logged_in else self.tr("Log in first"),
        )

    def test_page_item(self) -> MoreItem:
        """Return the item of More that prints a test page."""
        has_printer = self._stage.services.spooler is not None
        return MoreItem(
            "printer",
            lambda: self.tr("Print a test page"),
            self._print_test,
            cause=lambda: "" if has_printer else self.tr("No printer is set up"),
        )

    def reprint(self, receipt_number: str) -> None:
        """Print a copy, with an approval where the role needs one."""
        told = self.tr("A copy of {receipt} is being printed").format(receipt=receipt_number)
        self._stage.perform(
            lambda given: self._stage.services.receipts.reprint(receipt_number, given),
            lambda future: self._stage.deliver(future, lambda _done: self._stage.window.toast(told, state="ok")),
        )

    def gift(self, receipt_number: str) -> None:
        """Print a gift slip: the goods without their prices."""
        told = self.tr("A gift slip of {receipt} is being printed").format(receipt=receipt_number)
        try:
            future = self._stage.services.receipts.gift_receipt(receipt_number)
        except ServiceError as error:
            self._stage.tell(error.code, error.details)
            return
        self._stage.deliver(future, lambda _done: self._stage.window.toast(told, state="ok"))

    def answer(self, job_id: str, printed: bool) -> None:  # noqa: FBT001 - Qt's signal
        """Say what became of a paper of which the printer did not tell."""
        if self._stage.services.spooler is not None:
            self._stage.services.spooler.answer(job_id, printed=printed)

    def _print_test(self) -> None:
        self._stage.services.print_test()
        self._stage.window.toast(self.tr("A test page is being printed"), state="ok")
