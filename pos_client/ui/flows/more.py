"""F11: everything that is not selling, in groups that a digit opens. Main thread.

A new job adds its items in `MoreFlow._items`; a group without items is not shown.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec import Struct
from PySide6.QtCore import QObject, Signal

from pos_client.ui.flows.appearance import AppearanceFlow
from pos_client.ui.flows.basket import BasketFlow
from pos_client.ui.flows.cash import CashFlow
from pos_client.ui.flows.fiscal_day import FiscalDayFlow
from pos_client.ui.flows.line import LineFlow
from pos_client.ui.flows.oversight import OversightFlow
from pos_client.ui.flows.papers import PapersFlow
from pos_client.ui.flows.shift import ShiftFlow
from pos_client.ui.flows.stage import Stage
from pos_client.ui.flows.upkeep import UpkeepFlow
from pos_client.ui.flows.waiting import WaitingFlow
from pos_client.ui.screens.choice import ChoicePanel
from pos_client.ui.screens.more import MoreItem, MorePanel


class MoreFlows(Struct, frozen=True):
    """Whoever has items in More."""

    basket: BasketFlow
    papers: PapersFlow
    waiting: WaitingFlow
    appearance: AppearanceFlow
    fiscal_day: FiscalDayFlow | None
    upkeep: UpkeepFlow
    cash: CashFlow
    shift: ShiftFlow
    oversight: OversightFlow
    line: LineFlow


class MoreFlow(QObject):
    """Opens More. Signal: `quit_wanted()`."""

    quit_wanted = Signal()

    def __init__(self, stage: Stage, flows: MoreFlows) -> None:
        super().__init__()
        self._stage = stage
        self._flows = flows

    def open(self) -> None:
        """Open the first page over whatever screen is in front."""
        self._stage.window.open_side(MorePanel(self._items()))

    def _items(self) -> list[MoreItem]:
        flows, stage = self._flows, self._stage
        current = stage.window.current
        in_sell = current is not None and current.name == "sell"
        first = "" if stage.logged_in else self.tr("Log in first")
        fiscal_day = flows.fiscal_day.items(first) if flows.fiscal_day is not None else []
        upkeep = [
            flows.upkeep.settings.item(),
            flows.upkeep.doctor_item(),
            flows.line.item(),
            flows.upkeep.training_item(),
            flows.papers.test_page_item(),
        ]
        items = [
            flows.papers.receipts_item(),
            *self._group("list", lambda: self.tr("Basket"), flows.basket.items(in_sell=in_sell)),
            flows.cash.no_sale_item(first),
            *self._group("banknote", lambda: self.tr("Cash"), flows.cash.items(first)),
            *self._group("clock", lambda: self.tr("Shift"), [*flows.shift.items(first), *fiscal_day]),
            *self._group("shield-check", lambda: self.tr("Oversight"), flows.oversight.items(first)),
            *self._group("eye", lambda: self.tr("Screen and sound"), flows.appearance.items()),
            *self._group("settings", lambda: self.tr("Devices and settings"), upkeep),
        ]
        quit_item = MoreItem(
            "power", lambda: self.tr("Switch off"), self.open_quit, second=lambda: self.tr("asks first")
        )
        waiting = [flows.waiting.item()] if flows.waiting.count else []  # last: no digit moves for it
        return [*items, quit_item, *waiting]

    @staticmethod
    def _group(icon: str, caption: Callable[[], str], items: Sequence[MoreItem]) -> list[MoreItem]:
        """Return one item that opens `items` as a page of its own; nothing when there are none."""
        if not items:
            return []
        return [MoreItem(icon, caption, second=lambda: ", ".join(i.caption() for i in items), page=tuple(items))]

    def open_quit(self) -> None:
        """Switching off asks first; a basket that is open stays on disk."""
        window = self._stage.window
        panel = ChoicePanel(
            window.guard,
            lambda answer: self.quit_wanted.emit() if answer == "off" else window.close_side(),
            texts=lambda: (
                self.tr("Switch off"),
                self.tr("The basket stays as it is and comes back at the next start."),
                self.tr("Do it"),
                self.tr("The shift stays open."),
            ),
            options=lambda: [("stay", self.tr("Go on working")), ("off", self.tr("Switch the register off"))],
        )
        window.open_side(panel)
