"""What an audit of the basket found: money that left the till through codes, limits and baskets that were not closed."""

from __future__ import annotations

import pytest

from pos_client.app.demo_codes import empties_slip
from pos_client.domain.basket import LineOrigin
from pos_client.domain.catalogue import Product
from pos_client.services.desk import ServiceError
from pos_client.services.views import TakeKind
from tests.unit.services.conftest import Goods
from tests.unit.services.shop import SENIOR, Shop


def dear(shop: Shop, goods: Goods) -> Product:
    """A product of 400.00 or more."""
    return next(p for p in goods.plain if shop.checkout.box.shelf_price(p) >= 40_000)


def gs1_price(product: Product, figures: str) -> str:
    return "01" + product.gtin.zfill(14) + "3922" + figures


def no_errors(shop: Shop) -> None:
    for row in shop.checkout.view().errors:
        shop.checkout.answer_error(row.error_id)


def test_two_slips_of_one_amount_are_two_lines_and_each_pays_once(shop: Shop, goods: Goods) -> None:
    shop.scan(goods.plain[0].gtin)
    first, second = empties_slip("AAA", 1_500), empties_slip("BBB", 1_500)
    for code in (first, second):
        assert shop.scan(code).kind is TakeKind.ADDED
    assert shop.scan(second).code == "sticker_twice"
    no_errors(shop)
    assert [line.sticker_serial for line in shop.checkout.basket.live_lines] == ["", first, second]
    shop.pay_cash()
    assert [shop.scan(code).code for code in (first, second)] == ["slip_used", "slip_used"]


def test_a_slip_takes_no_typed_quantity(shop: Shop) -> None:
    shop.checkout.take("5*")
    assert shop.scan(empties_slip("X", 1_000)).code == "label_one_by_one"
    assert shop.checkout.priced.total == 0


def test_pieces_with_their_own_price_never_merge(shop: Shop, goods: Goods) -> None:
    product = dear(shop, goods)
    shelf = shop.checkout.box.shelf_price(product)
    for code in (gs1_price(product, "50000"), gs1_price(product, "70000"), product.gtin, product.gtin):
        assert shop.scan(code).kind is TakeKind.ADDED
    assert [line.line_total for line in shop.checkout.basket.live_lines] == [50_000, 70_000, None]
    assert shop.checkout.basket.live_lines[0].origin is LineOrigin.PRICE_LABEL
    assert shop.checkout.priced.before_discounts == 120_000 + 2 * shelf


def test_a_piece_for_nothing_is_refused(shop: Shop, goods: Goods) -> None:
    assert shop.scan(gs1_price(goods.plain[0], "0")).code == "zero_price"


def test_the_limit_for_empties_holds_for_a_raised_quantity(shop: Shop, goods: Goods) -> None:
    line = shop.checkout.take_sku("990203", "quick_key").line_id
    answer = shop.checkout.set_quantity(line, 9_999_000, confirmed=True)
    assert getattr(answer, "code", "") == "above_empties_limit"
    assert shop.checkout.basket.line(line).quantity.thousandths == 1_000


def test_the_limit_for_empties_is_that_of_whoever_is_at_the_till(shop: Shop, goods: Goods) -> None:
    cashier = shop.desk.staff
    shop.begin(SENIOR)
    shop.checkout.take(f"40*{dear(shop, goods).gtin}")
    assert shop.scan(empties_slip("BIG", 60_000)).kind is TakeKind.ADDED
    assert shop.checkout.pay_blocked_by() == ""
    shop.desk.cashier = cashier
    assert shop.checkout.pay_blocked_by() == "above_empties_limit"
    with pytest.raises(ServiceError, match="above_empties_limit"):
        shop.payments.open()
