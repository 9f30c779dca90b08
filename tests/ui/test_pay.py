from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt

from pos_client.devices.simulators.terminal import Behaviour, Fault
from pos_client.domain.barcode import encode_empties
from pos_client.services.views import PartState, PartView
from pos_client.ui.widgets import Key
from tests.support.returning import choose, open_return, sell
from tests.support.till import TillRig, banner_text, press_repeated, shown_texts


@pytest.fixture
def paying(selling: TillRig) -> TillRig:
    selling.to_pay()
    return selling


def parts(rig: TillRig) -> tuple[PartView, ...]:
    return rig.services.payments.view().parts


def typed(rig: TillRig) -> str:
    return rig.controller.pay.entry.text


def test_a_double_struck_f9_does_not_pay(selling: TillRig) -> None:
    selling.scan_all()
    selling.player.press("F9")
    selling.player.press("F9")
    selling.player.on_screen("pay")
    selling.player.run_for(0.2)
    assert parts(selling) == ()
    selling.player.finishing_key("F9")
    selling.player.on_screen("paid")


def test_a_held_enter_pays_nothing(paying: TillRig) -> None:
    for _ in range(3):
        press_repeated(Qt.Key.Key_Return, "\r")
    paying.player.run_for(0.2)
    assert parts(paying) == ()
    assert paying.window.current is paying.controller.pay


def test_a_scan_in_pay_adds_nothing_and_tells(paying: TillRig) -> None:
    before = paying.services.checkout.view()
    paying.scanner.scan(paying.basket()[0])
    paying.player.until(lambda: "Not added" in banner_text(paying.window, "pay"), "the refusal")
    assert paying.services.checkout.view() == before


def test_cash_over_ten_times_asks_once(paying: TillRig) -> None:
    paying.player.type("90000")
    paying.player.press("Return")
    assert "Really" in banner_text(paying.window, "pay")
    paying.player.press("Return")  # struck twice
    assert parts(paying) == ()
    paying.player.press("Esc")
    assert banner_text(paying.window, "pay") == ""
    assert typed(paying) == "90000"
    paying.player.finishing_key("Return")
    assert "Really" in banner_text(paying.window, "pay")
    assert parts(paying) == ()
    paying.player.finishing_key("Return")
    paying.player.on_screen("paid")


def test_the_keys_of_the_tenders(paying: TillRig) -> None:
    paying.player.type("20")
    paying.player.press("Return")
    assert [p.amount for p in parts(paying)] == [2_000]
    paying.player.press("-")
    assert parts(paying) == ()
    left = paying.services.payments.view().left
    paying.player.press("F5")
    assert paying.controller.pay.entry.text.replace(".", "") in {str(-(-left // 2)), str(-(-left // 200))}
    paying.player.press("F8")
    assert [p.tender_class for p in parts(paying)] == ["voucher"]
    paying.player.press("F4")
    assert parts(paying) == ()


@pytest.mark.parametrize("place", range(6))
def test_ctrl_and_a_digit_take_a_note(paying: TillRig, place: int) -> None:
    view = paying.services.payments.view()
    paying.player.press(f"Ctrl+{place + 1}")
    given = view.notes[place].given
    assert paying.controller.pay._typed_amount() == given


def test_comma_and_point_are_one_key(paying: TillRig) -> None:
    paying.player.type("12,50")
    comma = paying.controller.pay._typed_amount()
    paying.player.press("Ctrl+A")
    paying.player.type("12.50")
    assert comma == paying.controller.pay._typed_amount() == 1_250


def test_plus_is_the_card_and_the_sale_is_made(paying: TillRig) -> None:
    paying.player.press("+")
    paying.player.on_screen("paid")
    assert [m.amount > 0 for m in paying.terminal.movements] == [True]


def test_a_declined_card_is_left_to_pay(paying: TillRig) -> None:
    total = paying.services.payments.view().left
    paying.terminal.plan(Behaviour(outcome="declined"))
    paying.player.press("+")
    paying.player.until(lambda: [p.state for p in parts(paying)] == [PartState.DECLINED], "the refusal")
    assert paying.services.payments.view().left == total
    assert paying.terminal.movements == []
    tenders = paying.controller.pay.tenders
    assert all(tenders.key(t.tender_id).isEnabled() for t in paying.services.payments.view().tenders)
    assert paying.controller.pay.entry.field.hasFocus()
    paying.player.press("F5")  # try again
    paying.player.on_screen("paid")
    assert len(paying.terminal.movements) == 1


def test_while_a_card_is_away_only_its_own_keys_act(paying: TillRig) -> None:
    paying.player.type("10")
    paying.player.press("Return")
    paying.terminal.plan(Behaviour(fault=Fault.HOLD))
    paying.player.press("+")
    assert paying.terminal.wait_until_held()
    paying.player.run_for(0.1)
    before = [(p.part_id, p.amount) for p in parts(paying)]
    for key in ("-", "Esc", "F12", "F9", "Return", "5", "Ctrl+1", "F8", "+"):
        paying.player.press(key)
    assert paying.window.current is paying.controller.pay
    assert [(p.part_id, p.amount) for p in parts(paying)] == before
    assert typed(paying) == ""
    assert paying.services.desk.cashier is not None
    assert paying.controller.pay.waits.hasFocus()
    assert paying.window.key_bar.key(9) is None
    paying.player.press("F4")
    paying.player.until(lambda: not paying.services.payments.busy, "the cancellation")
    assert paying.controller.pay.entry.field.hasFocus()
    assert paying.terminal.movements == []


def test_a_lost_answer_is_asked_for_and_charged_once(paying: TillRig) -> None:
    paying.terminal.plan(Behaviour(fault=Fault.DROP_AFTER))
    for _ in range(2):
        paying.terminal.plan(Behaviour(fault=Fault.DROP_BEFORE), "query")
    paying.player.press("+")
    paying.player.until(lambda: [p.state for p in parts(paying)] == [PartState.UNKNOWN], "the lost answer")
    part_id = parts(paying)[0].part_id
    paying.player.press("Esc")
    assert paying.window.current is paying.controller.pay

    def asked() -> bool:
        if paying.window.current is paying.controller.pay:
            paying.player.press("F5")
        return paying.window.current is paying.controller.paid

    paying.player.until(asked, "the outcome")
    assert paying.terminal.charges(part_id) == 1
    assert len(paying.terminal.movements) == 1


def test_esc_keeps_money_that_was_taken(paying: TillRig) -> None:
    paying.player.type("10")
    paying.player.press("Return")
    paying.player.press("Esc")
    assert paying.window.current is paying.controller.pay
    assert "taken" in banner_text(paying.window, "pay")
    assert [p.amount for p in parts(paying)] == [1_000]
    lines = len(paying.services.checkout.view().lines)
    paying.player.press("-")
    paying.player.press("Esc")
    paying.player.on_screen("sell")
    assert len(paying.services.checkout.view().lines) == lines


def test_tab_reaches_the_tenders_and_enter_keeps_its_meaning(paying: TillRig) -> None:
    pay = paying.controller.pay
    pay._other_tender()
    card = pay.tenders.keys()[0]
    assert card.hasFocus()
    paying.player.type("5")
    assert typed(paying) == "5"  # digits go to the amount from anywhere
    card.setFocus()
    paying.player.press("Return")
    assert [(p.tender_class, p.amount) for p in parts(paying)] == [("cash", 500)]


def test_the_tax_number_panel_leaves_what_is_paid_in_view(paying: TillRig) -> None:
    paying.player.press("F3")
    assert paying.window.side is not None
    right = paying.window.side.mapTo(paying.window, paying.window.side.rect().topRight()).x()
    assert right < paying.window.width()
    assert paying.controller.pay.slab.amount.isVisible()
    paying.player.press("Esc")
    assert paying.controller.pay.entry.field.hasFocus()


def test_while_a_card_gets_its_money_back_no_key_sells(paying: TillRig) -> None:
    paying.player.type("10")
    paying.player.press("+")
    paying.player.until(lambda: [p.state for p in parts(paying)] == [PartState.TAKEN], "the card")
    part_id = parts(paying)[0].part_id
    paying.services.payments.begin_reverse(part_id)  # what `-` does first; the terminal takes its time
    paying.controller.pay.refresh()
    for key in ("Return", "F9", "-", "Esc", "F12", "F4", "F5", "+"):
        paying.player.press(key)
    assert paying.window.current is paying.controller.pay
    assert [p.state for p in parts(paying)] == [PartState.RETURNING]
    payments = paying.services.payments
    payments.reversed(part_id, payments.run_reverse(part_id))
    paying.controller.pay.refresh()
    assert parts(paying) == ()


@pytest.mark.parametrize("size", [(1024, 768), (1366, 768)])
def test_a_declined_card_is_whole_in_view_whatever_was_paid_beside_it(paying: TillRig, size: tuple[int, int]) -> None:
    paying.window.resize(*size)
    paying.terminal.plan(Behaviour(outcome="declined"))
    paying.player.press("+")
    paying.player.until(lambda: [p.state for p in parts(paying)] == [PartState.DECLINED], "the refusal")
    panel = paying.controller.pay.parts
    paying.player.until(panel.part_in_view, "the refused card in view")
    for _ in range(3):
        paying.player.type("20")
        paying.player.press("Return")
    paying.player.until(lambda: len(parts(paying)) == 4 and panel.part_in_view(), "it stays in view")
    key = next(key for key in panel.findChildren(Key) if "Try again" in key.text())
    assert panel.rect().contains(key.rect().translated(key.mapTo(panel, QPoint(0, 0))))


def test_what_was_taken_off_stands_above_the_total(selling: TillRig) -> None:
    selling.to_pay(*selling.basket())
    view = selling.services.payments.view()
    assert view.saved > 0
    slab = selling.controller.pay.slab
    texts = [w.text() for w in slab.figures()]
    assert texts[:3] == ["Before discounts", "Saved", "Total of 7 lines"]
    formatter, currency = selling.window.formatter, view.currency
    before = selling.services.checkout.view().before_discounts
    assert [w.text() for w in slab.figures(1)][:3] == [
        formatter.money(before, currency),
        formatter.money(-view.saved, currency),
        formatter.money(view.total, currency),
    ]
    selling.player.type("20")
    selling.player.press("Return")
    selling.player.type("20")
    selling.player.press("Return")
    assert slab.figures()[0].text() == "Total of 7 lines", "the parts of the payment need the room"


def test_help_in_pay_names_what_no_key_of_the_bar_says(paying: TillRig) -> None:
    assert {cap for cap, _text in paying.controller.pay.help_keys()} >= {"Enter", "+", "Tab", "Ctrl+1 … 6"}
    assert "−" not in {cap for cap, _text in paying.controller.pay.help_keys()}
    paying.player.type("20")
    paying.player.press("Return")
    assert "−" in {cap for cap, _text in paying.controller.pay.help_keys()}
    paying.player.press("F1")
    assert "By card: what is left, or what was typed" in shown_texts(paying.window)
    paying.player.press("Esc")
    paying.terminal.plan(Behaviour(fault=Fault.HOLD))
    paying.player.press("+")
    assert paying.terminal.wait_until_held()
    assert paying.controller.pay.help_keys() == ()
    paying.player.press("F4")
    paying.player.until(lambda: not paying.services.payments.busy, "the cancellation")


def test_what_is_paid_out_is_not_split_and_the_paid_screen_says_that_it_was_given(selling: TillRig) -> None:
    selling.to_pay(encode_empties("V1", 2_500))
    assert selling.services.payments.view().left == -2_500
    assert selling.window.key_bar.key(5) is None
    selling.player.press("F5")
    assert typed(selling) == ""
    selling.player.finishing_key("Return")
    selling.player.on_screen("paid")
    selling.player.until(lambda: {"Paid out", "Given"} <= shown_texts(selling.window), "what was handed over")


def test_what_is_typed_at_a_pay_out_is_refused_until_it_is_what_is_paid_out(selling: TillRig) -> None:
    selling.to_pay(encode_empties("V1", 2_500))
    pay = selling.controller.pay
    assert pay.entry.caption.text() == "Cash to hand over"
    selling.player.type("100")
    assert selling.window.key_bar.key(9) is None
    selling.player.finishing_key("Return")
    assert "no more and no less" in banner_text(selling.window, "pay")
    assert "25.00" in banner_text(selling.window, "pay")
    assert parts(selling) == ()
    assert typed(selling) == "100"
    for _ in range(3):
        selling.player.press("Backspace")
    selling.player.type("25")
    selling.player.finishing_key("Return")
    selling.player.on_screen("paid")


def test_the_figures_of_pay_are_whole_however_many_parts_there_are(paying: TillRig) -> None:
    paying.window.resize(1024, 768)
    for _ in range(4):
        paying.player.type("5")
        paying.player.press("Return")
    paying.player.run_for(0.1)
    slab = paying.controller.pay.slab
    for column in (0, 1):
        for figure in slab.figures(column):
            drawn = figure.fontMetrics().tightBoundingRect(figure.text() + "Ёgу")
            assert figure.height() >= drawn.height(), figure.text()


def test_the_rest_of_an_exchange_is_not_what_is_typed(selling: TillRig) -> None:
    bread, milk, *_ = selling.basket()
    open_return(selling, sell(selling, bread, milk))
    choose(selling, "1", "1")
    selling.player.press("F7")
    selling.player.on_screen("sell")
    selling.to_pay(milk)
    pay = selling.controller.pay
    assert pay.entry.caption.text() == "To give back"
    selling.player.type("100")
    assert selling.window.key_bar.key(9) is None
    selling.player.finishing_key("Return")
    assert "no more and no less" in banner_text(selling.window, "pay")
    assert selling.window.current is pay
    selling.player.press("Ctrl+A")
    selling.player.press("Backspace")
    selling.player.finishing_key("Return")
    selling.player.on_screen("returned")
