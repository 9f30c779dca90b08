"""Exchanges at the register: two documents, one settlement, both or neither."""

from __future__ import annotations

from concurrent.futures import Future

import pytest

from pos_client.devices.simulators.terminal import Behaviour, Fault, TerminalSimulator
from pos_client.domain.sale import Sale
from pos_client.services.desk import ServiceError
from pos_client.services.returning.returns_views import ExchangeView, RefundState
from pos_client.services.upkeep.recovery import recover
from pos_client.services.views import NeedsApproval, PartState
from tests.unit.services.conftest import Goods, Opener
from tests.unit.services.shop import MANAGER, SECONDS, Shop, with_terminal


def sell(shop: Shop, goods: Goods, count: int, *, card: bool = False) -> Sale:
    """Sell some pieces of the first plain product."""
    shop.checkout.take(f"{count}*")
    shop.scan(goods.plain[0].gtin)
    if not card:
        return shop.pay_cash()
    shop.payments.open()
    shop.charge()
    return shop.finish()


def attach(shop: Shop, sale: Sale, count: int) -> None:
    """Bring some pieces back as the credit of the basket in hand."""
    returns, exchange = shop.services.returns, shop.services.exchange
    view = returns.find(sale.receipt_number)
    returns.set_quantity(view.lines[0].line_id, count * 1000)
    view = returns.set_reason("return.does_not_fit")
    assert view.can_exchange
    answer = exchange.attach()
    if isinstance(answer, NeedsApproval):
        answer = exchange.attach(shop.approve(answer))
    assert isinstance(answer, Future)
    answer.result(SECONDS)
    exchange.attached(answer)
    assert not returns.is_open


def other(shop: Shop, goods: Goods, price: int, *, above: bool) -> str:
    """A plain product that costs more, or less, than `price`."""
    for product in goods.plain:
        amount = shop.replica.catalogue.prices(product.sku)[0].amount
        if (amount > price) is above and amount != price:
            return product.gtin
    raise AssertionError("the demo has no such product")


def test_dearer_goods_are_paid_by_what_came_back_and_cash(shop: Shop, goods: Goods) -> None:
    sale = sell(shop, goods, 1)
    shop.scan(other(shop, goods, sale.total, above=True))
    attach(shop, sale, 1)
    assert shop.services.exchange.view().takes == sale.total
    view = shop.payments.open()
    assert [(part.tender_class, part.amount, part.can_remove) for part in view.parts] == [
        ("exchange", sale.total, False)
    ]
    bought = shop.pay_cash()
    (body,) = shop.bodies("return")
    said = shop.bodies("sale")[-1]
    assert (body.exchange_sale_id, said.exchange_return_id) == (bought.sale_id, body.return_id)
    assert [(r.tender_class, r.amount, r.reference) for r in body.refunds] == [
        ("exchange", sale.total, bought.receipt_number)
    ]
    assert [(p.tender_class, p.amount) for p in said.payments] == [
        ("exchange", sale.total),
        ("cash", bought.total - sale.total),
    ]
    assert said.payments[0].reference == body.receipt_number
    assert (shop.services.exchange.is_open, shop.services.returns.pending()) == (False, ())
    types = [kind for kind, _body in shop.events("sale", "return")]
    assert types == ["sale", "sale", "return"]


def test_what_is_left_of_the_credit_goes_back_in_cash(shop: Shop, goods: Goods) -> None:
    sale = sell(shop, goods, 4)
    attach(shop, sale, 4)
    shop.scan(other(shop, goods, sale.total, above=False))
    shop.payments.open()
    assert (shop.payments.left, shop.payments.is_settled) == (0, False)
    with pytest.raises(ServiceError, match="refund_waits"):
        shop.payments.finish()
    view = shop.services.exchange.begin_rest()
    assert isinstance(view, ExchangeView)
    assert (view.stage, view.to_give, view.needs) == ("settled", sale.total - shop.payments.total, None)
    bought = shop.finish()
    (body,) = shop.bodies("return")
    assert [(r.tender_class, r.amount) for r in body.refunds] == [
        ("exchange", bought.total),
        ("cash", sale.total - bought.total),
    ]


def test_a_card_gets_back_what_the_basket_does_not_take(
    carded: Shop, goods: Goods, terminal: TerminalSimulator
) -> None:
    sale = sell(carded, goods, 4, card=True)
    attach(carded, sale, 4)
    carded.scan(other(carded, goods, sale.total, above=False))
    carded.payments.open()
    exchange = carded.services.exchange
    view = exchange.begin_rest()
    assert isinstance(view, ExchangeView)
    assert view.stage == "refunding"
    assert carded.payments.can_leave()
    part_id = exchange.begin_refund(view.refunds[0].part_id)
    exchange.refund_answered(part_id, exchange.run_refund(part_id))
    assert not carded.payments.can_leave()
    with pytest.raises(ServiceError, match="refund_moved"):
        exchange.cancel()
    bought = carded.finish()
    assert [m.amount for m in terminal.movements] == [sale.total, bought.total - sale.total]
    assert carded.journal.reader().open_intents() == ()


def test_leaving_pay_and_buying_more_changes_what_is_taken(shop: Shop, goods: Goods) -> None:
    sale = sell(shop, goods, 4)
    attach(shop, sale, 4)
    cheap = other(shop, goods, sale.total, above=False)
    shop.scan(cheap)
    shop.payments.open()
    shop.services.exchange.begin_rest()
    shop.payments.leave()
    assert shop.payments.view().parts == ()
    shop.scan(cheap)
    shop.payments.open()
    assert not shop.payments.is_settled
    shop.services.exchange.begin_rest()
    bought = shop.finish()
    (body,) = shop.bodies("return")
    assert body.refunds[0].amount == bought.total


def test_a_cancelled_exchange_leaves_the_basket_and_frees_the_goods(shop: Shop, goods: Goods) -> None:
    sale = sell(shop, goods, 1)
    shop.scan(goods.plain[1].gtin)
    attach(shop, sale, 1)
    with pytest.raises(ServiceError, match="exchange_in_hand"):
        shop.services.suspended.suspend("x")
    with pytest.raises(ServiceError, match="nothing_to_return"):
        shop.services.returns.find(sale.receipt_number)
    shop.services.exchange.cancel()
    shop.settle()
    assert len(shop.checkout.basket.live_lines) == 1
    assert shop.services.returns.find(sale.receipt_number).lines[0].remaining.thousandths == 1000


def test_a_basket_that_is_cancelled_drops_its_credit_and_says_so(shop: Shop, goods: Goods) -> None:
    sale = sell(shop, goods, 1)
    shop.scan(goods.plain[1].gtin)
    attach(shop, sale, 1)
    shop.checkout.cancel("cancel.customer_left")
    assert not shop.services.exchange.is_open
    assert "exchange_dropped" in shop.troubles
    shop.settle()
    shop.services.returns.find(sale.receipt_number)


def test_it_survives_a_restart_with_its_basket(shop: Shop, goods: Goods, opener: Opener) -> None:
    sale = sell(shop, goods, 1)
    shop.scan(other(shop, goods, sale.total, above=True))
    attach(shop, sale, 1)
    shop.settle()
    shop.close()
    again = opener(clock=shop.clock)
    recover(again.services)
    again.desk.cashier = again.member(MANAGER)
    assert again.services.exchange.view().credit == sale.total
    bought = again.pay_cash()
    assert len(again.bodies("return")) == 1
    assert bought.payments[0].amount == sale.total


def test_a_credit_whose_basket_is_gone_is_let_go_at_the_restart(shop: Shop, goods: Goods, opener: Opener) -> None:
    sale = sell(shop, goods, 1)
    attach(shop, sale, 1)
    shop.close()
    again = opener(clock=shop.clock)
    recover(again.services)
    again.desk.cashier = again.member(MANAGER)
    again.settle()
    assert not again.services.exchange.is_open
    assert again.services.returns.find(sale.receipt_number).lines[0].remaining.thousandths == 1000


def test_money_that_moved_before_a_crash_is_finished_after_it(
    carded: Shop, goods: Goods, terminal: TerminalSimulator, opener: Opener
) -> None:
    sale = sell(carded, goods, 4, card=True)
    attach(carded, sale, 4)
    carded.scan(other(carded, goods, sale.total, above=False))
    carded.payments.open()
    exchange = carded.services.exchange
    view = exchange.begin_rest()
    assert isinstance(view, ExchangeView)
    part_id = exchange.begin_refund(view.refunds[0].part_id)
    terminal.plan(Behaviour(fault=Fault.DROP_AFTER), "refund")
    exchange.refund_answered(part_id, exchange.run_refund(part_id))
    carded.settle()
    carded.close()
    carded.clock.forward(days=1)  # the basket is not priced anew: what it takes of the credit is settled
    again = opener(with_terminal(terminal.address), clock=carded.clock)
    recover(again.services)
    again.desk.cashier = again.member(MANAGER)
    exchange = again.services.exchange
    assert exchange.moved
    again.payments.open()
    part = exchange.view().refunds[0]
    assert (part.state, again.payments.is_settled) == (RefundState.UNKNOWN, False)
    exchange.refund_answered(part.part_id, exchange.run_query(part.part_id))
    bought = again.finish()
    assert [m.amount for m in terminal.movements] == [sale.total, bought.total - sale.total]
    assert again.journal.reader().open_intents() == ()


def test_returning_what_was_exchanged_gives_cash_as_far_as_cash_had_paid(shop: Shop, goods: Goods) -> None:
    sale = sell(shop, goods, 1)
    shop.scan(other(shop, goods, sale.total, above=True))
    attach(shop, sale, 1)
    bought = shop.pay_cash()
    returns = shop.services.returns
    view = returns.find(bought.receipt_number)
    returns.set_quantity(view.lines[0].line_id, 1000)
    view = returns.set_reason("return.mistake")
    assert view.needs is None
    assert [(part.tender_class, part.amount) for part in view.refunds] == [("cash", bought.total)]


def test_goods_paid_by_card_and_exchanged_are_not_turned_into_cash_unseen(
    carded: Shop, goods: Goods, terminal: TerminalSimulator
) -> None:
    sale = sell(carded, goods, 1, card=True)
    carded.scan(other(carded, goods, sale.total, above=True))
    attach(carded, sale, 1)
    carded.payments.open()
    assert carded.payments.view().parts[0].state is PartState.TAKEN
    bought = carded.pay_cash()
    returns = carded.services.returns
    view = returns.find(bought.receipt_number)
    returns.set_quantity(view.lines[0].line_id, 1000)
    view = returns.set_reason("return.mistake")
    assert view.needs is not None
    assert (view.needs.code, view.needs.sensitive) == ("approve_refund_cash", True)
    with pytest.raises(ServiceError, match="sale_of_exchange"):
        carded.services.post_voids.find(bought.receipt_number)
