"""Cash by hand: paid in, paid out, safe drop, and the drawer without a sale. Main thread."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future

from PySide6.QtCore import QObject, QTimer

from pos_client.services.shift.shift_views import CashMoveRow
from pos_client.services.views import Approval, NeedsApproval
from pos_client.ui import screens
from pos_client.ui.flows.stage import Stage
from pos_client.ui.i18n import message
from pos_client.ui.screens.approval import ApprovalPanel
from pos_client.ui.screens.more import MoreItem


class CashFlow(QObject):
    """Opens the panels of cash moves and tells what happened."""

    def __init__(self, stage: Stage) -> None:
        super().__init__()
        self._stage = stage
        self._moves = stage.services.cash_moves
        self._asked: tuple[str, screens.CashWish] | None = None  # what waits for an approval

    def _cause(self, first: str) -> str:
        blocked = self._moves.blocked_by()
        return first or (message(blocked, (), formatter=self._stage.window.formatter).what if blocked else "")

    def items(self, first: str) -> list[MoreItem]:
        """Return the items of More; `first` disables them, "" does not."""

        def item(icon: str, kind: str, caption: Callable[[], str], second: Callable[[], str]) -> MoreItem:
            return MoreItem(icon, caption, lambda: self.open(kind), second=second, cause=lambda: self._cause(first))

        return [
            item("arrow-down", "paid_in", lambda: self.tr("Paid in"), lambda: self.tr("cash into the drawer")),
            item("arrow-up", "paid_out", lambda: self.tr("Paid out"), lambda: self.tr("cash out of the drawer")),
            item("lock", "safe_drop", lambda: self.tr("Safe drop"), lambda: self.tr("into a numbered bag")),
        ]

    def no_sale_item(self, first: str) -> MoreItem:
        """Return the item of More that opens the drawer."""
        return MoreItem(
            "archive",
            lambda: self.tr("Open the drawer"),
            lambda: self.open("no_sale"),
            second=lambda: self.tr("without a sale, with a reason"),
            cause=lambda: self._cause(first),
        )

    def open(self, kind: str, wish: screens.CashWish | None = None) -> None:
        """Open the panel of one kind; `wish` is what was typed before."""
        panel = screens.CashMovePanel(
            kind,
            self._moves.reasons(kind),
            self._stage.services.desk.store.currency,
            self._stage.window.guard,
            lambda asked: self._do(kind, asked),
            wish=wish,
        )
        panel.told.connect(self._stage.tell)
        self._stage.window.open_side(panel)

    def _do(self, kind: str, wish: screens.CashWish) -> None:
        def act(given: Approval | None) -> Future[CashMoveRow] | NeedsApproval:
            if kind == "no_sale":
                return self._moves.no_sale(wish.reason_id, note=wish.words, approval=given)
            return self._moves.move(kind, wish.amount, wish.reason_id, note=wish.words, bag=wish.bag, approval=given)

        self._asked = (kind, wish)
        self._stage.perform(act, self._being_written)
        side = self._stage.window.side
        if isinstance(side, ApprovalPanel):
            side.closed.connect(self._approval_closed)

    def _approval_closed(self) -> None:
        """An approval that was not given: what was typed comes back."""
        QTimer.singleShot(0, self, self._come_back)

    def _come_back(self) -> None:
        asked, self._asked = self._asked, None
        if asked is not None and self._stage.logged_in and self._stage.window.side is None:
            self.open(*asked)

    def _being_written(self, future: Future[CashMoveRow]) -> None:
        self._asked = None
        panel = self._stage.window.side
        if isinstance(panel, screens.CashMovePanel):
            panel.set_busy(True)
        self._stage.bridge.deliver(future, self._written, self._refused)

    def _refused(self, error: Exception) -> None:
        panel = self._stage.window.side
        if isinstance(panel, screens.CashMovePanel):
            panel.set_busy(False)
        self._stage.tell_error(error)

    def _written(self, row: CashMoveRow) -> None:
        if isinstance(self._stage.window.side, screens.CashMovePanel):
            self._stage.window.close_side()
        amount = self._stage.money(row.amount)
        told = {
            "paid_in": self.tr("Paid in: {amount}. A slip is printed.").format(amount=amount),
            "paid_out": self.tr("Paid out: {amount}. A slip is printed.").format(amount=amount),
            "safe_drop": self.tr("Safe drop: {amount} in bag {bag}. A slip is printed.").format(
                amount=amount, bag=row.reference
            ),
            "no_sale": self.tr("The drawer is open, without a sale"),
        }[row.kind]
        self._stage.window.toast(told, state="ok")
