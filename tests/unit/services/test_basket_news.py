"""News from the centre under an open basket: what its customer was promised stays, what is scanned next costs anew."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from pos_client.db.replica import CatalogueData, build_catalogue, switch_catalogue
from pos_client.domain.catalogue import PriceEntry
from pos_client.domain.pricing.terms import price_in_force, splice
from pos_client.domain.promotions.model import RewardKind
from tests.support.selling import offer
from tests.unit.services.conftest import Goods, Opener
from tests.unit.services.shop import Clock, Shop

START = datetime(2026, 11, 1, tzinfo=UTC)
HOURS = st.integers(0, 20)


@pytest.fixture
def open_shop(opener: Opener) -> Shop:
    shop = opener(clock=Clock())
    shop.begin()
    return shop


def publish(shop: Shop, data: CatalogueData) -> None:
    folder = shop.directory / "replica"
    switch_catalogue(folder, build_catalogue(folder, data))


def dearer(data: CatalogueData, sku: str, by: int) -> CatalogueData:
    """The price of `sku` as if it had always been another: worse than any honest price list."""
    prices = tuple(replace(e, amount=e.amount + by) if e.sku == sku else e for e in data.prices)
    return replace(data, prices=prices)


def test_a_line_keeps_its_price_and_the_next_scan_has_the_new_one(open_shop: Shop, goods: Goods) -> None:
    shop, product = open_shop, goods.plain[0]
    data = shop.replica.catalogue.data()
    shop.scan(product.gtin)
    before = shop.checkout.priced.lines[0].shelf_price
    shop.clock.forward(seconds=30)
    publish(shop, dearer(data, product.sku, 700))
    assert shop.checkout.take_news()
    assert [line.shelf_price for line in shop.checkout.priced.lines] == [before]
    shop.clock.forward(seconds=5)
    shop.scan(product.gtin)
    assert [line.shelf_price for line in shop.checkout.priced.lines] == [before, before + 700]
    publish(shop, dearer(data, product.sku, 900))
    shop.clock.forward(seconds=5)
    assert shop.checkout.take_news()
    shop.clock.forward(seconds=5)
    shop.scan(product.gtin)
    assert [line.shelf_price for line in shop.checkout.priced.lines] == [before, before + 700, before + 900]
    sale = shop.pay_cash()
    assert sale.total == shop.bodies("sale")[-1].total
    shop.scan(product.gtin)
    assert [line.shelf_price for line in shop.checkout.priced.lines] == [before + 900]


def test_a_promotion_withdrawn_under_the_basket_still_holds_for_it(open_shop: Shop, goods: Goods) -> None:
    shop, product = open_shop, goods.plain[0]
    data = shop.replica.catalogue.data()
    tenth = offer("tenth", RewardKind.PERCENT, 1_000, skus=[product.sku])
    publish(shop, replace(data, promotions=(*data.promotions, tenth)))
    assert shop.checkout.take_news()
    shop.scan(product.gtin)
    assert shop.checkout.priced.lines[0].discounts
    total = shop.checkout.view().total
    publish(shop, replace(data, promotions=()))
    assert shop.checkout.take_news()
    assert shop.checkout.view().total == total
    assert shop.pay_cash().total == total
    shop.scan(product.gtin)
    assert not shop.checkout.priced.lines[0].discounts


def test_a_product_that_is_gone_is_still_paid_but_not_scanned_again(open_shop: Shop, goods: Goods) -> None:
    shop, product = open_shop, goods.plain[0]
    data = shop.replica.catalogue.data()
    shop.scan(product.gtin)
    total = shop.checkout.view().total
    publish(
        shop,
        replace(
            data,
            products=tuple(p for p in data.products if p.sku != product.sku),
            prices=tuple(e for e in data.prices if e.sku != product.sku),
            gtins={sku: codes for sku, codes in data.gtins.items() if sku != product.sku},
            labels={item: sku for item, sku in data.labels.items() if sku != product.sku},
            popularity={},
            promotions=(),
        ),
    )
    assert shop.checkout.take_news()
    assert shop.checkout.view().total == total
    answer = shop.scan(product.gtin)
    assert answer.code == "unknown_code"
    shop.checkout.answer_error(shop.checkout.view().errors[0].error_id)
    assert shop.pay_cash().total == total


def test_without_news_nothing_moves_and_an_empty_basket_takes_all(open_shop: Shop, goods: Goods) -> None:
    shop = open_shop
    assert not shop.checkout.take_news()
    data = shop.replica.catalogue.data()
    publish(shop, replace(data, promotions=()))
    assert shop.checkout.take_news()
    assert shop.checkout.book.promotions() == ()
    shop.scan(goods.plain[0].gtin)
    assert not shop.checkout.priced.lines[0].discounts


@st.composite
def entries(draw: st.DrawFn) -> list[PriceEntry]:
    made = []
    for _ in range(draw(st.integers(0, 5))):
        start = draw(HOURS)
        end = draw(st.none() | st.integers(start + 1, 21))
        made.append(
            PriceEntry(
                "a",
                draw(st.sampled_from(["shelf", "gold"])),
                draw(st.integers(1, 9)),
                START + timedelta(hours=start),
                None if end is None else START + timedelta(hours=end),
            )
        )
    return made


@given(
    before=entries(),
    after=entries(),
    at=HOURS,
    asked=st.integers(-1, 22),
    price_list=st.sampled_from(["shelf", "gold"]),
)
def test_spliced_prices_are_the_old_ones_before_and_the_new_ones_after(
    before: list[PriceEntry], after: list[PriceEntry], at: int, asked: int, price_list: str
) -> None:
    moment, cut = START + timedelta(hours=asked), START + timedelta(hours=at)
    found = price_in_force(splice(before, after, cut), price_list, moment)
    expected = price_in_force(before if moment < cut else after, price_list, moment)
    assert (found.amount if found else None) == (expected.amount if expected else None)
