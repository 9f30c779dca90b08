from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from pos_client.app.demo_codes import weight_label
from pos_client.domain.barcode import encode_receipt
from pos_client.services.returning.returns_views import ReturnLineView, ReturnView
from pos_client.ui.i18n import languages
from pos_client.ui.screens import HelpPanel
from pos_client.ui.screens.returns.goods_panel import GoodsPanel
from pos_client.ui.screens.returns.line_row import LineRow
from pos_client.ui.screens.returns.screen import ReturnScreen
from pos_client.ui.screens.returns.text_panel import TextPanel
from pos_client.ui.widgets import Key
from tests.support.returning import approve, choose, give_back, open_return, returns_of, sell
from tests.support.shift import goods
from tests.support.till import STORE, TillRig, press_repeated, shown_texts


@pytest.fixture
def returning(selling: TillRig) -> TillRig:
    """The mock-ups' basket, sold for cash; its return is open."""
    open_return(selling, sell(selling, *selling.basket()))
    return selling


def view(rig: TillRig) -> ReturnView:
    return rig.services.returns.view()


def screen(rig: TillRig) -> ReturnScreen:
    return rig.controller.returns.screen


def lines(rig: TillRig) -> list[ReturnLineView]:
    return [line for line in view(rig).lines if not line.is_charge]


def chosen(rig: TillRig) -> list[int]:
    return [line.chosen.thousandths for line in lines(rig)]


def soon(rig: TillRig, place: int, thousandths: int) -> None:
    """Wait until so much of a line is chosen; a key may be held a moment, in case it is of a scan."""
    rig.player.until(lambda: chosen(rig)[place] == thousandths, f"{thousandths} of line {place}, not {chosen(rig)}")


def test_lines_are_chosen_by_arrows_digits_and_signs(returning: TillRig) -> None:
    press, typed = returning.player.press, returning.player.type
    assert chosen(returning) == [0] * 7
    press("Down")
    typed("2")
    soon(returning, 1, 2_000)
    press("Return")  # it ends the figure, and gives nothing back
    press("+")
    soon(returning, 2, 862)
    press("-")
    soon(returning, 2, 0)
    typed("0,5")
    soon(returning, 2, 500)
    press("Backspace")
    soon(returning, 2, 0)
    typed("*")
    soon(returning, 2, 862)
    press("Up")
    press("Del")
    soon(returning, 1, 0)
    typed("9")  # three were bought
    returning.player.until(lambda: "left of the line" in returning.window.toast_text, "the refusal")
    assert chosen(returning)[1] == 0
    press("Ctrl+A")
    whole = [line.remaining.thousandths for line in lines(returning)]
    returning.player.until(lambda: chosen(returning) == whole, "the whole receipt")
    assert returns_of(returning) == []


def test_a_held_key_chooses_nothing(returning: TillRig) -> None:
    for key, text in ((Qt.Key.Key_Plus, "+"), (Qt.Key.Key_1, "1"), (Qt.Key.Key_Asterisk, "*")):
        press_repeated(key, text)
    assert chosen(returning) == [0] * 7


def test_a_scanned_product_is_one_more_and_another_product_is_refused(returning: TillRig) -> None:
    _bread, milk, *_ = returning.basket()
    for count in (1, 2):
        returning.scanner.scan(milk)
        soon(returning, 1, count * 1_000)
    line = screen(returning).current_line
    assert line is not None
    assert line.line_id == lines(returning)[1].line_id
    before = returning.services.checkout.view()
    returning.scanner.scan("4600000000015")
    returning.player.until(lambda: bool(returning.window.toast_text), "the refusal")
    assert chosen(returning)[1] == 2_000
    assert returning.services.checkout.view() == before


def test_nothing_is_given_back_without_a_reason(returning: TillRig) -> None:
    returning.player.press("+")
    assert view(returning).blocked_by == "reason_needed"
    assert not screen(returning).side.key.isEnabled()
    returning.player.finishing_key("F9")
    assert returning.window.current is screen(returning)
    assert returns_of(returning) == []
    returning.player.press("Right")
    assert lines(returning)[0].reason == "return.defect"
    returning.player.press("F4")
    first = lines(returning)[0].condition
    returning.player.press("F4")
    assert lines(returning)[0].condition != first
    returning.player.press("Down")
    returning.player.press("+")
    assert lines(returning)[1].reason == "return.defect"  # what was chosen last holds on
    assert view(returning).blocked_by == ""


def test_a_reason_of_ones_own_words(returning: TillRig) -> None:
    returning.player.press("+")
    returning.player.press("F3")
    for _ in range(3):
        returning.player.press("Down")
    returning.player.finishing_key("Return")
    assert isinstance(returning.window.side, TextPanel)
    returning.player.press("Return")  # nothing is written yet
    assert isinstance(returning.window.side, TextPanel)
    returning.player.type("too sour")
    returning.player.press("Return")
    returning.player.until(lambda: returning.window.side is None, "the end of the panel")
    assert "too sour" in lines(returning)[0].reason_text
    assert any("too sour" in text for text in shown_texts(returning.window))


def test_escape_goes_one_step_back_and_asks_before_a_choice_is_forgotten(returning: TillRig) -> None:
    returning.player.type("1")
    returning.player.press("Esc")  # the figure that is being typed
    assert chosen(returning)[0] == 1_000
    returning.player.press("Esc")
    assert returning.window.side is not None
    returning.player.finishing_key("Return")  # go on
    assert chosen(returning)[0] == 1_000
    returning.player.press("Esc")
    returning.player.press("Down")
    returning.player.finishing_key("Return")
    returning.player.on_screen("sell")
    assert not returning.services.returns.is_open


def test_locking_keeps_the_return_for_whoever_comes_back(returning: TillRig) -> None:
    choose(returning, "1")
    before = chosen(returning)
    returning.player.press("F12")
    returning.player.on_screen("login")
    returning.log_in()
    returning.player.on_screen("returns")
    assert chosen(returning) == before


def test_f9_struck_twice_gives_back_once(returning: TillRig) -> None:
    choose(returning, "1")
    returning.player.run_for(0.45)
    returning.player.press("F9")
    returning.player.press("F9")
    returning.player.on_screen("returned")
    returning.player.run_for(0.2)
    assert returning.window.current is returning.controller.returns.done
    assert len(returns_of(returning)) == 1


def test_what_was_given_back_stays_in_view_until_the_next_sale_begins(returning: TillRig) -> None:
    choose(returning, "1")
    give_back(returning)
    done = returning.controller.returns.done
    assert any("TV03-000002" in text for text in shown_texts(returning.window))
    returning.player.until(lambda: done.shown is not None and done.shown.print_state == "printed", "the paper")
    returning.player.press("Return")
    assert returning.window.current is done
    returning.player.press("Ctrl+P")
    assert returning.printer.wait_for_papers(3)
    returning.player.scan(returning.basket()[0])
    returning.player.on_screen("sell")
    assert len(returning.services.checkout.view().lines) == 1


def test_a_refused_approval_gives_nothing_back(returning: TillRig) -> None:
    returning.player.press("Ctrl+A")
    returning.player.press("Right")
    returning.player.finishing_key("F9")
    assert returning.window.side is not None
    returning.player.press("Esc")
    assert view(returning).stage == "choosing"
    assert returns_of(returning) == []
    returning.player.finishing_key("F9")
    approve(returning)
    returning.player.on_screen("returned")
    (body,) = returns_of(returning)
    assert body.approved_by != ""


def test_goods_without_a_receipt_are_scanned_and_always_approved(selling: TillRig) -> None:
    selling.player.press("F8")
    selling.player.on_screen("returns_find")
    selling.player.press("F6")
    selling.player.on_screen("returns")
    selling.scanner.scan(selling.basket()[0])
    selling.player.until(lambda: view(selling).line_count == 1, "the bread")
    selling.player.press("Right")
    selling.player.finishing_key("F9")
    approve(selling)
    selling.player.on_screen("returned")
    (body,) = returns_of(selling)
    assert (body.original_receipt, len(body.lines)) == ("", 1)
    assert body.approved_by != ""


def test_goods_are_found_by_name(returning: TillRig) -> None:
    returning.player.press("F2")
    assert isinstance(returning.window.side, GoodsPanel)
    returning.player.type("choc")
    returning.player.press("Return")
    assert chosen(returning)[-1] == 1_000


def test_the_receipt_is_found_by_number_amount_time_product_and_scan(selling: TillRig) -> None:
    bread, milk, *_ = selling.basket()
    first, second = sell(selling, bread), sell(selling, milk)
    selling.player.press("F8")
    selling.player.on_screen("returns_find")
    find = selling.controller.returns.find

    def finds(typed: str, *expected: str) -> None:
        selling.player.press("Ctrl+A")
        selling.player.type(typed)
        selling.player.until(
            lambda: tuple(row.receipt_number for row in find._rows) == expected, f"{expected} for {typed!r}"
        )

    finds(first[-1], first)
    finds("129", first)
    finds(milk, second)
    finds("milk", second)
    finds("14:30", second, first)
    finds("09:00-10:00")
    finds("14:30", second, first)
    finds("nothing of the kind")
    selling.scanner.scan(encode_receipt(second))
    selling.player.on_screen("returns")
    assert view(selling).original_receipt == second
    selling.player.press("Esc")
    selling.player.on_screen("returns_find")
    selling.player.press("Esc")
    selling.player.on_screen("sell")


def test_what_cannot_come_back_says_why(selling: TillRig) -> None:
    number = sell(selling, selling.basket()[0])
    open_return(selling, number)
    choose(selling, "1")
    give_back(selling)
    selling.player.finishing_key("F9")
    selling.player.on_screen("sell")
    selling.player.press("F8")
    selling.player.on_screen("returns_find")
    selling.player.type("TV09-000001")
    selling.player.press("Return")
    selling.player.until(lambda: "Another register" in selling.window.toast_text, "the refusal")
    selling.player.press("Esc")  # the newest is the return itself
    selling.player.finishing_key("Return")
    selling.player.until(lambda: "no sale" in selling.window.toast_text, "the cause")
    assert selling.window.current is selling.controller.returns.find
    assert not selling.services.returns.is_open


def test_help_lists_the_keys_of_the_return(returning: TillRig) -> None:
    returning.player.press("F1")
    panel: object = returning.window.side
    assert isinstance(panel, HelpPanel)
    texts = {label.text() for label in panel.findChildren(QLabel)}
    assert {"The whole receipt", "Another reason", "One more, one less"} <= texts


@pytest.mark.parametrize("size", [(1024, 768), (1920, 1080)])
@pytest.mark.parametrize("language", ["en", "ru", "pl"])
def test_keys_are_large_enough_and_amounts_whole_in_every_language(
    make_rig: object, size: tuple[int, int], language: str
) -> None:
    assert callable(make_rig)
    rig: TillRig = make_rig(size=size)
    rig.begin()
    open_return(rig, sell(rig, *rig.basket()))
    choose(rig, "1", "2", "*")
    languages().set_language(language)
    rig.player.run_for(0.1)
    for key in screen(rig).findChildren(Key):
        if key.isVisible():
            assert key.width() >= 48
            assert key.height() >= 44
    for line in lines(rig):
        row = screen(rig).table.row(line.line_id)
        assert row.amount.fontMetrics().horizontalAdvance(row.amount.text()) <= row.amount.width()
        assert row.sold.fontMetrics().horizontalAdvance(row.sold.text()) <= row.sold.width()


def test_without_a_receipt_plus_adds_and_nothing_says_how_much_was_sold(selling: TillRig) -> None:
    bread, *_ = selling.basket()
    selling.player.press("F8")
    selling.player.on_screen("returns_find")
    selling.player.press("F6")
    selling.player.on_screen("returns")
    selling.scanner.scan(bread)
    selling.player.until(lambda: [line.chosen.thousandths for line in lines(selling)] == [1_000], "the bread")
    row = screen(selling).table.findChildren(LineRow)[0]
    assert row.more.isEnabled()
    selling.player.press("+")
    soon(selling, 0, 2_000)
    selling.player.type("*")  # nobody knows how much was bought
    selling.player.run_for(0.2)
    assert chosen(selling) == [2_000]
    selling.player.press("-")
    soon(selling, 0, 1_000)
    assert (row.sold.text(), row.left.text()) == ("–", "–")
    selling.scanner.scan(weight_label(STORE, goods().loose[0], 500))
    selling.player.until(lambda: len(lines(selling)) == 2, "goods by weight")
    selling.player.press("+")
    selling.player.run_for(0.2)
    assert chosen(selling) == [1_000, 500], "what was weighed comes back as it was weighed"


def test_what_a_return_does_not_know_is_named_and_a_receipt_waits_its_turn(selling: TillRig) -> None:
    bread, milk, *_ = selling.basket()
    first, second = sell(selling, bread), sell(selling, milk)
    open_return(selling, first)
    selling.scanner.scan(encode_receipt(second))
    selling.player.until(lambda: view(selling).original_receipt == second, "another receipt while nothing is chosen")
    selling.scanner.scan(milk)
    soon(selling, 0, 1_000)
    selling.scanner.scan(encode_receipt(first))
    selling.player.until(lambda: "is a receipt" in selling.window.toast_text, "why it is not opened")
    assert view(selling).original_receipt == second
    assert chosen(selling) == [1_000]
    selling.scanner.scan("4607001999997")
    selling.player.until(lambda: "4607001999997" in selling.window.toast_text, "what is not known, by its code")
