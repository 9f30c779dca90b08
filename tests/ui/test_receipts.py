from __future__ import annotations

from dataclasses import replace

from pos_client.domain.barcode import encode_receipt
from pos_client.domain.staff import Permission
from pos_client.ui.screens.approval import ApprovalPanel
from pos_client.ui.screens.help import HelpPanel
from tests.support.till import TillRig


def sold(rig: TillRig, *codes: str) -> str:
    """Sell `codes` for cash; the receipt's number."""
    rig.to_pay(*codes)
    rig.player.press("Return")
    rig.player.on_screen("paid")
    number = rig.services.receipts.recent("", None)[0].receipt_number
    rig.controller.show_sell()
    rig.player.on_screen("sell")
    return number


def test_receipts_are_listed_found_and_copied(selling: TillRig) -> None:
    first, second = sold(selling, selling.basket()[0]), sold(selling)
    assert first != second
    selling.window.show_screen("receipts")
    screen = selling.controller.receipts
    assert (screen.list.count(), screen.chosen) == (2, second)
    selling.player.press("Down")
    assert screen.chosen == first
    selling.player.type(second)
    assert (screen.list.count(), screen.chosen) == (1, second)
    total = next(r.total for r in selling.services.receipts.recent("", None) if r.receipt_number == first)
    screen.box.field.setText(f"{total // 100}.{total % 100:02}")
    assert screen.chosen == first
    selling.scanner.scan(encode_receipt(second))
    selling.player.until(lambda: screen.chosen == second, "the scanned receipt")
    selling.player.press("F1")
    opened: object = selling.window.side
    assert isinstance(opened, HelpPanel)
    selling.player.press("F1")
    selling.player.finishing_key("F9")
    assert selling.window.side is None  # Maria may print copies by herself
    assert selling.printer.wait_for_papers(3)


def test_who_may_not_copy_asks_somebody(selling: TillRig) -> None:
    number = sold(selling)
    selling.window.show_screen("receipts")
    role = selling.services.desk.staff.role
    limits = tuple(one for one in role.limits if one[0] is not Permission.REPRINT)
    assert limits != role.limits
    selling.services.desk.cashier = replace(selling.member(), role=replace(role, limits=limits))
    selling.player.finishing_key("F9")
    assert isinstance(selling.window.side, ApprovalPanel)
    assert selling.controller.receipts.chosen == number
