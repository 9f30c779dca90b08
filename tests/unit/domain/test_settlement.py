"""Completing a sale: exactly paid or refused, cash rounding only on what cash closes, every share frozen."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from pos_client.domain.basket import Basket
from pos_client.domain.catalogue import RoundingDirection, StoreProfile
from pos_client.domain.pricing import PricedBasket, price
from pos_client.domain.sale import Sale
from pos_client.domain.settlement import SettlementError, complete, payment_shares
from pos_client.domain.tender import Payment, TenderClass
from tests.support.selling import NOW, STORE, basket, book, line, product

FIVE = replace(STORE, cash_step=5)
RUBLE = replace(STORE, cash_step=100, cash_direction=RoundingDirection.DOWN)
MILK, BREAD = product("milk"), product("bread", tax="B")
HUNDRED = replace(STORE, cash_step=100)
BOTTLE = product("bottle", tax="E", is_empties=True)
SHOP = book([(MILK, 602), (BREAD, 400), (BOTTLE, 50)])
BASKET = basket(
    [line(1, MILK), line(2, BREAD), line(3, MILK, voided_at=NOW)], customer_ref="elena", buyer_tax_number="5260001246"
)


def cash(amount: int, given: int | None = None) -> Payment:
    return Payment("cash", TenderClass.CASH, amount, amount if given is None else given)


def card(amount: int, given: int | None = None) -> Payment:
    return Payment("card", TenderClass.CARD, amount, amount if given is None else given)


def voucher(amount: int, given: int) -> Payment:
    return Payment("voucher", TenderClass.VOUCHER, amount, given)


def settle(
    *payments: Payment, store: StoreProfile = FIVE, wanted: Basket = BASKET, priced: PricedBasket | None = None
) -> Sale:
    fields: dict[str, Any] = {"sale_id": "s", "receipt_number": "PL02-000123", "register_id": "r", "shift_id": "h"}
    return complete(
        wanted,
        priced or price(wanted, SHOP),
        payments,
        store=store,
        cashier_id="m",
        cashier_name="Maria K.",
        now=NOW,
        **fields,
    )


@pytest.mark.parametrize(
    ("payments", "store", "rounding", "change"),
    [
        ((card(1002),), FIVE, 0, 0),
        ((cash(1000),), FIVE, -2, 0),
        ((cash(1000, 5000),), FIVE, -2, 4000),
        ((card(500), cash(500, 600)), FIVE, -2, 100),
        ((cash(501), card(501)), FIVE, 0, 0),
        ((cash(1002),), STORE, 0, 0),
        ((card(2), cash(1000)), RUBLE, 0, 0),
        ((cash(1000),), RUBLE, -2, 0),
        ((voucher(500, 700), cash(500)), FIVE, -2, 0),
        ((card(552), cash(450)), HUNDRED, 0, 0),
        ((card(552), cash(451)), HUNDRED, 1, 0),
        ((card(552), cash(499)), HUNDRED, 49, 0),
        ((card(552), cash(500, 600)), HUNDRED, 50, 100),
        ((voucher(1002, 2000),), FIVE, 0, 0),
        (
            (Payment("eur", TenderClass.FOREIGN_CASH, 1000, 1100, foreign_amount=11, foreign_currency="EUR"),),
            FIVE,
            -2,
            100,
        ),
    ],
)
def test_settled(payments: tuple[Payment, ...], store: StoreProfile, rounding: int, change: int) -> None:
    sale = settle(*payments, store=store)
    assert (sale.cash_rounding, sale.change) == (rounding, change)
    assert sale.total + sale.cash_rounding == sum(payment.amount for payment in payments)
    shares = [line.payment_shares for line in sale.lines]
    assert [sum(column) for column in zip(*shares, strict=True)] == [payment.amount for payment in payments]


@pytest.mark.parametrize(
    ("payments", "code"),
    [
        ((), "underpaid"),
        ((card(1001),), "underpaid"),
        ((card(1003),), "overpaid"),
        ((cash(1002),), "overpaid"),
        ((card(1000),), "underpaid"),
        ((cash(1000), card(2), card(1)), "overpaid"),
        ((cash(1000, 999),), "given_too_small"),
        ((card(1002, 1100),), "no_change"),
        ((card(1102), card(-100)), "part_against_total"),
        ((cash(1003), cash(0)), "overpaid"),
    ],
)
def test_refused(payments: tuple[Payment, ...], code: str) -> None:
    with pytest.raises(SettlementError) as caught:
        settle(*payments)
    assert caught.value.code == code


def test_what_is_refused_whatever_is_paid() -> None:
    empty = basket([line(1, MILK, voided_at=NOW)])
    with pytest.raises(SettlementError, match="empty"):
        settle(wanted=empty)
    with pytest.raises(SettlementError, match="priced_otherwise"):
        settle(card(602), priced=price(basket([line(1, MILK)]), SHOP))


def test_the_sale_keeps_what_was_sold() -> None:
    sale = settle(card(1002))
    assert [(sold.line.product.sku, sold.priced.to_pay, sold.payment_shares) for sold in sale.lines] == [
        ("milk", 602, (602,)),
        ("bread", 400, (400,)),
    ]
    assert [struck.line_id for struck in sale.voided] == [3]
    assert (sale.store_id, sale.currency, sale.customer_ref, sale.buyer_tax_number) == (
        "s1",
        "RUB",
        "elena",
        "5260001246",
    )
    assert (sale.before_discounts, sale.saved, sale.charges, sale.tax) == (1002, 0, 0, 113 + 36)
    assert sale.taxes == price(BASKET, SHOP).taxes


def test_a_basket_below_zero_pays_out() -> None:
    bottles = basket([line(1, BOTTLE, 3000)])
    sale = settle(cash(-150), wanted=bottles)
    assert (sale.total, sale.change, sale.lines[0].payment_shares) == (-150, 0, (-150,))


def test_nothing_to_pay() -> None:
    even = basket([line(1, BREAD), line(2, BOTTLE, 8000)])
    sale = settle(wanted=even)
    assert (sale.total, sale.cash_rounding, [sold.payment_shares for sold in sale.lines]) == (0, 0, [(), ()])


def test_less_than_half_a_step_is_nothing_in_cash() -> None:
    penny = book([(MILK, 2)])
    one = basket([line(1, MILK)])
    assert settle(wanted=one, priced=price(one, penny)).cash_rounding == -2


def test_no_lines_no_shares() -> None:
    assert payment_shares([], []) == []
