"""The screens, a folder each. Those that a start does not show are loaded when they are first asked for, here.

`from pos_client.ui import screens`, then `screens.PayScreen`: whoever puts screens together has the name at once
and the module, with all it needs, when it is used. A start loads what it shows: login and the basket.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pos_client.ui.screens.cash_move.panel import CashMovePanel as CashMovePanel
    from pos_client.ui.screens.cash_move.panel import CashWish as CashWish
    from pos_client.ui.screens.discount.panel import DiscountPanel as DiscountPanel
    from pos_client.ui.screens.doctor.screen import DoctorScreen as DoctorScreen
    from pos_client.ui.screens.elsewhere.screen import ElsewhereScreen as ElsewhereScreen
    from pos_client.ui.screens.exceptions.screen import ExceptionsScreen as ExceptionsScreen
    from pos_client.ui.screens.figure.panel import FigurePanel as FigurePanel
    from pos_client.ui.screens.help.panel import HelpPanel as HelpPanel
    from pos_client.ui.screens.journal.screen import JournalScreen as JournalScreen
    from pos_client.ui.screens.line.screen import LineScreen as LineScreen
    from pos_client.ui.screens.paid.screen import PaidScreen as PaidScreen
    from pos_client.ui.screens.pay.screen import PayScreen as PayScreen
    from pos_client.ui.screens.reason_panel import ReasonPanel as ReasonPanel
    from pos_client.ui.screens.receipts.post_void import PostVoidScreen as PostVoidScreen
    from pos_client.ui.screens.receipts.screen import ReceiptsScreen as ReceiptsScreen
    from pos_client.ui.screens.receipts.waiting import WaitingPanel as WaitingPanel
    from pos_client.ui.screens.returns.done import ReturnedScreen as ReturnedScreen
    from pos_client.ui.screens.returns.find import FindReceiptScreen as FindReceiptScreen
    from pos_client.ui.screens.returns.goods_panel import GoodsPanel as GoodsPanel
    from pos_client.ui.screens.returns.refunding import MoneyBack as MoneyBack
    from pos_client.ui.screens.returns.refunding import Refunding as Refunding
    from pos_client.ui.screens.returns.rest import RestScreen as RestScreen
    from pos_client.ui.screens.returns.screen import ReturnScreen as ReturnScreen
    from pos_client.ui.screens.returns.text_panel import TextPanel as TextPanel
    from pos_client.ui.screens.settings.screen import SettingsScreen as SettingsScreen
    from pos_client.ui.screens.shift_close.closed_screen import ClosedScreen as ClosedScreen
    from pos_client.ui.screens.shift_close.compare_screen import CompareScreen as CompareScreen
    from pos_client.ui.screens.shift_close.count_screen import CountScreen as CountScreen
    from pos_client.ui.screens.shift_close.settle import SettlePanel as SettlePanel
    from pos_client.ui.screens.shift_open.screen import ShiftOpenScreen as ShiftOpenScreen
    from pos_client.ui.screens.x_report.screen import XReportScreen as XReportScreen

_MODULES = {
    "CashMovePanel": "cash_move.panel",
    "CashWish": "cash_move.panel",
    "ClosedScreen": "shift_close.closed_screen",
    "CompareScreen": "shift_close.compare_screen",
    "CountScreen": "shift_close.count_screen",
    "DiscountPanel": "discount.panel",
    "DoctorScreen": "doctor.screen",
    "ElsewhereScreen": "elsewhere.screen",
    "ExceptionsScreen": "exceptions.screen",
    "FigurePanel": "figure.panel",
    "FindReceiptScreen": "returns.find",
    "GoodsPanel": "returns.goods_panel",
    "HelpPanel": "help.panel",
    "JournalScreen": "journal.screen",
    "LineScreen": "line.screen",
    "MoneyBack": "returns.refunding",
    "PaidScreen": "paid.screen",
    "PayScreen": "pay.screen",
    "PostVoidScreen": "receipts.post_void",
    "ReasonPanel": "reason_panel",
    "ReceiptsScreen": "receipts.screen",
    "Refunding": "returns.refunding",
    "RestScreen": "returns.rest",
    "ReturnScreen": "returns.screen",
    "ReturnedScreen": "returns.done",
    "SettingsScreen": "settings.screen",
    "SettlePanel": "shift_close.settle",
    "ShiftOpenScreen": "shift_open.screen",
    "TextPanel": "returns.text_panel",
    "WaitingPanel": "receipts.waiting",
    "XReportScreen": "x_report.screen",
}


def __getattr__(name: str) -> Any:  # noqa: ANN401 - whatever is asked for (PEP 562)
    module = _MODULES.get(name)
    if module is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = getattr(importlib.import_module(f"{__name__}.{module}"), name)
    globals()[name] = found  # asked for once
    return found
