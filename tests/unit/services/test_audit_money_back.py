"""What a dishonest customer or cashier tries with money that goes back: no cent twice, none to another tender."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from pos_client.db.journal import verify
from pos_client.devices.simulators.terminal import Behaviour, Fault, TerminalSimulator
from pos_client.domain.staff import Permission
from pos_client.services.desk import ServiceError
from pos_client.services.returning.returns_views import ExchangeView, ReturnView
from pos_client.services.shift.z_commit import shift_figures
from pos_client.services.views import Approval, NeedsApproval
from tests.unit.services.conftest import Goods, Opener
from tests.unit.services.shop import MANAGER, SECONDS, Clock, Shop, with_terminal
from tests.unit.services.test_exchange import attach, other
from tests.unit.services.test_returns import card, refund, sell, sell_by_card, take


@pytest.fixture
def terminal() -> Iterator[TerminalSimulator]:
    with TerminalSimulator(currency="RUB") as simulator:
        yield simulator


@pytest.fixture
def carded(opener: Opener, terminal: TerminalSimulator) -> Shop:
    shop = opener(with_terminal(terminal.address), clock=Clock())
    shop.begin()
    return shop


def problems(shop: Shop) -> list[str]:
    shop.settle()
    return [f"{p.code} {p.detail}" for p in verify(shop.directory / "journal.sqlite").problems]


def begun(shop: Shop) -> ReturnView:
    """Begin the return in hand with whoever has to say yes."""
    answer = shop.services.returns.begin()
    if isinstance(answer, NeedsApproval):
        answer = shop.services.returns.begin(shop.approve(answer))
    assert isinstance(answer, ReturnView)
    return answer


def unit(goods: Goods) -> str:
    return f"01{goods.marked.gtin.zfill(14)}21unit0001\x1d93abcd"


def give_back_loose(shop: Shop, code: str) -> None:
    returns = shop.services.returns
    returns.start_loose()
    returns.scan(code, "gs1_data_matrix")
    returns.set_reason("return.mistake")
    begun(shop)
    returns.finish().result(SECONDS)
    returns.done()


def test_an_exchange_for_nothing_to_pay_still_writes_the_return(shop: Shop, goods: Goods) -> None:
    sale = sell(shop, goods, 1)
    attach(shop, sale, 1)
    shop.scan(goods.empties.gtin or goods.empties.sku)
    shop.payments.open()
    view = shop.services.exchange.begin_rest()
    assert isinstance(view, ExchangeView)
    assert view.to_give == sale.total
    shop.pay_cash()
    (body,) = shop.bodies("return")
    assert body.total == sale.total
    assert shop.services.returns.pending() == ()
    assert problems(shop) == []
    with pytest.raises(ServiceError, match="nothing_to_return"):
        shop.services.returns.find(sale.receipt_number)


def test_goods_beside_empties_give_the_card_no_more_than_it_paid(
    carded: Shop, goods: Goods, terminal: TerminalSimulator
) -> None:
    carded.checkout.take(f"2*{goods.plain[0].gtin}")
    carded.scan(goods.empties.gtin or goods.empties.sku)
    carded.payments.open()
    carded.charge()
    sale = carded.finish()
    goods_total = sale.lines[0].priced.to_pay
    assert goods_total > sale.total
    take(carded, sale, line1=2000)
    view = begun(carded)
    assert card(view).amount == sale.total
    refund(carded, view)
    carded.services.returns.finish().result(SECONDS)
    carded.services.returns.done()
    assert sum(m.amount for m in terminal.movements) == 0
    assert problems(carded) == []


def test_a_return_set_aside_counts_for_the_limit_of_the_next(
    carded: Shop, goods: Goods, terminal: TerminalSimulator
) -> None:
    first, second = (sell_by_card(carded, goods, 1) for _ in range(2))
    take(carded, first, line1=1000)
    view = carded.services.returns.begin()
    assert isinstance(view, ReturnView)
    refund(carded, view)
    carded.services.returns.set_aside()
    view = take(carded, second, line1=1000)
    assert view.used == first.total


def test_a_voucher_worth_more_than_the_sale_goes_back_whole_with_a_post_void(shop: Shop, goods: Goods) -> None:
    shop.scan(goods.plain[0].gtin)
    shop.payments.open()
    total = shop.payments.total
    shop.payments.voucher("voucher", total + 5_000, "V1")
    sale = shop.finish()
    voids = shop.services.post_voids
    voids.find(sale.receipt_number)
    voids.set_reason("post_void.wrong_goods")
    (slip,) = sale.slips
    voids.slip_back(slip.code)
    voids.begin(shop.approve(voids.begin()))
    voids.finish().result(SECONDS)
    voids.done()
    shop.settle()
    figures = shift_figures(shop.journal.reader(), shop.desk.shift_id)
    assert next(t.expected for t in figures.tenders if t.tender_class == "voucher") == 0


def test_a_card_that_was_never_charged_is_not_given_back(
    carded: Shop, goods: Goods, terminal: TerminalSimulator
) -> None:
    carded.scan(goods.plain[0].gtin)
    carded.payments.open()
    terminal.plan(Behaviour(fault=Fault.DROP_BEFORE))
    carded.charge()
    basket_id = carded.checkout.basket.basket_id
    carded.desk.record(lambda writer: writer.drop_basket(basket_id)).result(SECONDS)
    carded.checkout.start_new()
    cards = carded.services.left_over
    (row,) = cards.rows()
    assert cards.answered(row.intent_id, cards.run_query(row.intent_id)) == ()
    assert terminal.movements == []


def test_a_marked_unit_that_came_back_without_its_receipt_stops_the_post_void(shop: Shop, goods: Goods) -> None:
    shop.scan(unit(goods), "gs1_data_matrix")
    sale = shop.pay_cash()
    give_back_loose(shop, unit(goods))
    voids = shop.services.post_voids
    with pytest.raises(ServiceError, match="sale_returned"):
        voids.find(sale.receipt_number)


def test_a_marked_unit_of_a_waiting_return_is_not_taken_back_without_its_receipt(
    carded: Shop, goods: Goods, terminal: TerminalSimulator
) -> None:
    carded.scan(unit(goods), "gs1_data_matrix")
    carded.payments.open()
    carded.charge()
    sale = carded.finish()
    returns = carded.services.returns
    returns.find(sale.receipt_number)
    returns.scan(unit(goods), "gs1_data_matrix")
    returns.set_reason("return.mistake")
    view = begun(carded)
    refund(carded, view)
    returns.set_aside()
    returns.start_loose()
    with pytest.raises(ServiceError, match="code_returned"):
        returns.scan(unit(goods), "gs1_data_matrix")
    returns.leave()
    returns.resume(view.return_id)
    returns.finish().result(SECONDS)
    returns.done()
    assert problems(carded) == []


def test_nobody_is_named_as_approving_what_was_not_asked(shop: Shop, goods: Goods) -> None:
    sale = sell(shop, goods, 4)
    attach(shop, sale, 4)
    shop.scan(other(shop, goods, sale.total, above=False))
    shop.payments.open()
    manager = shop.member(MANAGER).staff_id
    held = Approval(manager, Permission.REFUND, 10**9, "x", "0" * 32, sensitive=True, asked_by="S1001")
    assert isinstance(shop.services.exchange.begin_rest(held), ExchangeView)
    shop.finish()
    assert shop.bodies("return")[0].approved_by == ""
