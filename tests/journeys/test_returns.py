"""Money back at the till, by keys and scans: paper, journal, screen, drawer and terminal say the same."""

from __future__ import annotations

from pos_client.devices.simulators.terminal import Behaviour, Fault
from pos_client.domain.barcode import encode_receipt
from pos_client.services.returning.returns_views import RefundState
from sync.protocol.events import SaleBody
from tests.support.books import journal_events, sales
from tests.support.returning import (
    MANAGER_PIN,
    approve,
    choose,
    give_back,
    go_on,
    open_return,
    post_voids_of,
    read_return,
    returns_of,
    sell,
)
from tests.support.till import TillRig


def test_three_returns_of_one_sale_give_back_what_it_cost_and_then_nothing_is_left(selling: TillRig) -> None:
    bread, milk, *_ = selling.basket()
    number = sell(selling, bread, milk, milk, milk)
    (sold,) = sales(journal_events(selling.directory))
    given = []
    for step in range(3):
        open_return(selling, number)
        choose(selling, *(("1", "1") if step == 0 else ("", "1")))
        shown = selling.services.returns.view().to_give
        give_back(selling)
        view = selling.controller.returns.done.shown
        assert view is not None
        assert view.cash == shown
        given.append(shown)
        assert selling.printer.wait_for_papers(step + 2)
        go_on(selling)
    bodies = returns_of(selling)
    papers = [read_return(paper) for paper in selling.printer.papers[1:]]
    assert [paper.number for paper in papers] == [body.receipt_number for body in bodies]
    assert [paper.original for paper in papers] == [number] * 3
    assert [paper.total for paper in papers] == [body.total for body in bodies]
    assert [sum(r.amount for r in body.refunds) for body in bodies] == given
    assert sum(body.total for body in bodies) == sold.total
    assert sum(given) == sum(payment.amount for payment in sold.payments), "to the cent, rounding too"
    assert selling.printer.drawer_pulses == 4, "the sale's and one for each return"
    selling.scanner.scan(encode_receipt(number))
    selling.player.on_screen("receipts")
    assert "left to return" in selling.window.toast_text
    assert not selling.services.returns.is_open
    assert len(returns_of(selling)) == 3
    (row,) = [row for row in selling.services.receipts.search(number) if row.kind == "sale"]
    assert row.state == "returned"


def test_a_card_gets_its_money_back_once_though_the_answer_was_lost(selling: TillRig) -> None:
    number = sell(selling, *selling.basket()[:2], by_card=True)
    pulses = selling.printer.drawer_pulses
    selling.terminal.plan(Behaviour(fault=Fault.DROP_AFTER), "refund")
    selling.terminal.plan(Behaviour(fault=Fault.DROP_BEFORE), "query")
    open_return(selling, number)
    choose(selling, "1")
    selling.player.finishing_key("F9")
    screen = selling.controller.returns.screen
    selling.player.until(lambda: screen.part_in(RefundState.UNKNOWN) is not None, "the lost answer")
    selling.player.press("F12")  # nobody leaves while money is under way
    assert selling.services.desk.cashier is not None
    assert returns_of(selling) == []

    def asked() -> bool:
        if selling.window.current is screen and not screen.cards.is_asking:
            selling.player.press("F5")
        return selling.window.current is selling.controller.returns.done

    selling.player.until(asked, "the outcome")
    (body,) = returns_of(selling)
    charge, refund = selling.terminal.movements
    assert (refund.amount, body.total) == (-body.refunds[0].amount, body.refunds[0].amount)
    assert charge.amount > -refund.amount > 0
    assert selling.printer.drawer_pulses == pulses, "no cash, no drawer"
    selling.player.until(lambda: len(selling.printer.papers) == 2, "the paper")
    assert read_return(selling.printer.papers[-1]).tenders == [("Карта", body.total)]


def test_a_declined_card_is_paid_out_in_cash_by_somebody_elses_yes(selling: TillRig) -> None:
    number = sell(selling, selling.basket()[0], by_card=True)
    selling.terminal.plan(Behaviour(outcome="declined"), "refund")
    open_return(selling, number)
    choose(selling, "1")
    selling.player.finishing_key("F9")
    screen = selling.controller.returns.screen
    selling.player.until(lambda: screen.part_in(RefundState.DECLINED) is not None, "the refusal")
    selling.player.press("F6")
    approve(selling, MANAGER_PIN)
    selling.player.on_screen("returned")
    (body,) = returns_of(selling)
    assert [refund.tender_class for refund in body.refunds] == ["cash"]
    assert body.approved_by not in ("", body.cashier_id)
    assert [movement.amount > 0 for movement in selling.terminal.movements] == [True]


def test_a_return_above_the_limit_asks_and_slices_count_together(selling: TillRig) -> None:
    number = sell(selling, *selling.basket())
    open_return(selling, number)
    choose(selling, "", "", "", "1")  # 1,490.00 of 1,500.00
    give_back(selling)
    go_on(selling)
    assert returns_of(selling)[0].approved_by == ""
    open_return(selling, number)
    choose(selling, "1")  # 129.00 more: above the limit of the shift
    selling.player.finishing_key("F9")
    approve(selling)
    selling.player.on_screen("returned")
    assert returns_of(selling)[1].approved_by != ""


def test_dearer_goods_in_exchange_are_paid_by_the_difference(selling: TillRig) -> None:
    bread, milk, *_ = selling.basket()
    number = sell(selling, bread)
    open_return(selling, number)
    choose(selling, "1")
    selling.player.press("F7")
    selling.player.on_screen("sell")
    selling.player.until(lambda: selling.window.banner("exchange") is not None, "the credit")
    selling.to_pay(bread, milk)
    left = selling.services.payments.view().left
    selling.player.press("Return")
    selling.player.on_screen("paid")
    (body,) = returns_of(selling)
    bought = sales(journal_events(selling.directory))[-1]
    assert (body.exchange_sale_id, bought.exchange_return_id) == (bought.sale_id, body.return_id)
    assert [p.tender_class for p in bought.payments] == ["exchange", "cash"]
    assert bought.payments[0].amount == body.total == bought.total - left
    assert selling.window.banner("exchange") is None
    selling.player.until(lambda: len(selling.printer.papers) == 3, "both papers")


def test_the_rest_of_a_credit_is_handed_over(selling: TillRig) -> None:
    bread, milk, *_ = selling.basket()
    number = sell(selling, bread, milk)
    open_return(selling, number)
    choose(selling, "1", "1")
    selling.player.press("F7")
    selling.player.on_screen("sell")
    selling.scan_all(milk)
    selling.player.press("F9")
    selling.player.on_screen("pay")
    rest = selling.services.exchange.view().to_give
    assert rest > 0
    selling.player.finishing_key("Return")
    selling.player.on_screen("returned")
    view = selling.controller.returns.done.shown
    assert view is not None
    assert view.cash == rest
    (body,) = returns_of(selling)
    assert [(r.tender_class, r.amount) for r in body.refunds][-1] == ("cash", rest)


def test_cancelling_an_exchange_keeps_the_basket_and_takes_no_goods_back(selling: TillRig) -> None:
    bread, milk, *_ = selling.basket()
    number = sell(selling, bread)
    open_return(selling, number)
    choose(selling, "1")
    selling.player.press("F7")
    selling.player.on_screen("sell")
    selling.scan_all(milk)
    before = selling.services.checkout.view().lines
    selling.player.press("Ctrl+E")
    selling.player.press("Down")
    selling.player.finishing_key("Return")
    selling.player.until(lambda: not selling.services.exchange.is_open, "the end of the exchange")
    assert selling.window.banner("exchange") is None
    assert selling.services.checkout.view().lines == before
    selling.player.finishing_key("F9")
    selling.player.on_screen("pay")
    selling.player.finishing_key("Return")
    selling.player.on_screen("paid")
    assert returns_of(selling) == []
    selling.player.finishing_key("F9")
    open_return(selling, number)  # nothing of it came back
    assert selling.services.returns.view().lines[0].remaining.thousandths == 1000


def test_a_post_void_is_somebody_elses_yes_and_gives_the_whole_sale_back(selling: TillRig) -> None:
    number = sell(selling, *selling.basket()[:2])
    selling.player.press("F11")
    selling.player.press("1")
    selling.player.on_screen("receipts")
    selling.player.press("F4")
    selling.player.on_screen("post_void")
    assert number in selling.controller.post_voids.screen.question.text()
    selling.player.finishing_key("F9")  # without a reason it only says why not
    assert selling.window.side is None
    selling.player.press("Down")
    selling.player.finishing_key("F9")
    approve(selling)
    selling.player.on_screen("returned")
    (body,) = post_voids_of(selling)
    (sold,) = [b for _k, b in journal_events(selling.directory) if isinstance(b, SaleBody)]
    assert (body.sale_receipt, body.total) == (number, sold.total)
    assert body.approved_by not in ("", body.cashier_id)
    assert sum(r.amount for r in body.refunds) == sum(p.amount for p in sold.payments)
    assert selling.printer.drawer_pulses == 2
    (row,) = [row for row in selling.services.receipts.search(number) if row.kind == "sale"]
    assert row.state == "void"
