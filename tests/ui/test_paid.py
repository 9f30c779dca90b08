from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from tests.support.till import TillRig, press_repeated


@pytest.fixture
def paid(selling: TillRig) -> TillRig:
    selling.to_pay()
    selling.player.type("1000")
    selling.player.press("Return")
    selling.player.on_screen("paid")
    return selling


def test_f9_and_a_held_enter_do_not_close_it_at_once(paid: TillRig) -> None:
    paid.player.press("F9")
    assert paid.window.current is paid.controller.paid
    press_repeated(Qt.Key.Key_Return, "\r")
    paid.player.press("Return")
    assert paid.window.current is paid.controller.paid
    paid.player.finishing_key("F9")
    paid.player.on_screen("sell")


def test_the_first_scan_begins_the_next_basket(paid: TillRig) -> None:
    paid.player.scan(paid.basket()[0])
    paid.player.on_screen("sell")
    assert len(paid.services.checkout.view().lines) == 1


def test_typing_begins_the_next_basket_with_what_was_typed(paid: TillRig) -> None:
    paid.player.type("mi")
    paid.player.on_screen("sell")
    paid.player.until(lambda: paid.controller.sell.box.text == "mi", "what was typed")


def test_the_receipt_says_when_it_is_out_and_a_copy_follows(paid: TillRig) -> None:
    screen = paid.controller.paid
    paid.player.until(lambda: "printed" in screen.print_row.title.text().lower(), "the print")
    assert paid.printer.wait_for_papers(1)
    paid.player.run_for(0.3)
    paid.player.press("Ctrl+P")
    paid.player.until(lambda: len(paid.printer.papers) == 2 or paid.window.side is not None, "the copy")


def test_f12_locks(paid: TillRig) -> None:
    paid.player.press("F12")
    paid.player.on_screen("login")
    assert paid.services.desk.cashier is None


def test_what_was_paid_stands_there_and_the_box_has_the_focus(paid: TillRig) -> None:
    assert paid.controller.paid.box.field.hasFocus()
    view = paid.services.payments.view()
    assert view.parts == ()
    assert paid.controller.paid.amount.parts.text.startswith("₽")
