"""A promotion that may be used only so often ends when it was, and not before."""

from __future__ import annotations

import pytest

from pos_client.domain.catalogue import Product
from pos_client.services.selling import budgets
from tests.unit.services.conftest import Goods, Opener
from tests.unit.services.shop import SECONDS, Clock, Shop

FIRST_500 = "P038"  # of the demo: light bulbs for 40 % less, 500 uses in all, 2 a customer


@pytest.fixture
def bulb(goods: Goods) -> Product:
    return next(p for p in goods.plain if p.category == "bulbs")


def is_cheaper(shop: Shop, product: Product) -> bool:
    """Whether the promotion acts on a basket of one."""
    shop.scan(product.gtin)
    return FIRST_500 in budgets.used_by(shop.checkout.priced.lines)


def used(shop: Shop, customer: str = "") -> int:
    shop.settle()
    return budgets.used(shop.journal.reader(), FIRST_500, customer)


def was_used(shop: Shop, times: int) -> None:
    """As the journal's file has it."""
    shop.journal.submit(lambda writer: writer.put_value(f"promotion_uses.{FIRST_500}.", str(times).encode())).result()
    shop.checkout.book.begin()


def test_the_last_use_is_the_last_and_outlives_a_restart(opener: Opener, bulb: Product) -> None:
    shop = opener(clock=Clock())
    shop.begin()
    assert is_cheaper(shop, bulb)
    shop.scan(bulb.gtin)
    shop.pay_cash()
    assert used(shop) == 1  # a sale is one use, however many bulbs
    was_used(shop, 499)
    assert is_cheaper(shop, bulb)
    shop.pay_cash()
    assert used(shop) == 500
    assert not is_cheaper(shop, bulb)
    shop.pay_cash()
    assert used(shop) == 500
    shop.close()
    again = opener(clock=Clock())
    assert again.checkout.book.uses_left(FIRST_500, "") == 0


def test_a_basket_keeps_what_it_was_promised(shop: Shop, bulb: Product) -> None:
    assert is_cheaper(shop, bulb)
    shop.journal.submit(lambda writer: writer.put_value(f"promotion_uses.{FIRST_500}.", b"500")).result(SECONDS)
    assert is_cheaper(shop, bulb)


def test_a_post_void_gives_the_use_back(shop: Shop, bulb: Product) -> None:
    was_used(shop, 499)
    assert is_cheaper(shop, bulb)
    sale = shop.pay_cash()
    assert used(shop) == 500
    shop.post_void(sale)
    assert used(shop) == 499
    shop.checkout.book.begin()
    assert is_cheaper(shop, bulb)


def test_each_customer_has_a_budget_of_his_own(shop: Shop) -> None:
    reader, book = shop.journal.reader(), shop.checkout.book
    assert (book.uses_left(FIRST_500, ""), book.uses_left(FIRST_500, "elena")) == (500, 2)
    for left in (1, 0):
        shop.journal.submit(lambda writer: budgets.take(shop.journal.reader(), writer, {FIRST_500}, "elena")).result(
            SECONDS
        )
        book.begin()
        assert book.uses_left(FIRST_500, "elena") == left
    assert (book.uses_left(FIRST_500, ""), book.uses_left(FIRST_500, "ivan")) == (498, 2)
    shop.journal.submit(lambda writer: budgets.give_back(shop.journal.reader(), writer, {FIRST_500}, "elena")).result(
        SECONDS
    )
    assert (budgets.used(reader, FIRST_500), budgets.used(reader, FIRST_500, "elena")) == (1, 1)
    assert reader.value("promotion_uses.P038.elena") is None  # nobody's name is in a key


def test_what_was_never_used_is_not_given_back(shop: Shop) -> None:
    shop.journal.submit(lambda writer: budgets.give_back(shop.journal.reader(), writer, {FIRST_500}, "")).result(
        SECONDS
    )
    assert used(shop) == 0
