"""Any sale given back in any steps: exactly what was paid, never more at any step, whatever the order."""

from __future__ import annotations

from collections import Counter
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from pos_client.domain.basket_changes import add_line
from pos_client.domain.catalogue import RoundingDirection, TaxBasis
from pos_client.domain.pricing import price
from pos_client.domain.quantity import Unit, pieces
from pos_client.domain.returns import Chosen, Refund, Return, own_shares, returned_quantities, why_not
from pos_client.domain.returns_money import cash_to_give
from pos_client.domain.sale import Sale
from pos_client.domain.settlement import due_in_cash
from pos_client.domain.tender import Payment, TenderClass
from tests.support.giving_back import back, cash, other, sold
from tests.support.selling import NOW, Book, product
from tests.unit.domain.test_pricing_properties import baskets, shops

BOTTLE = product("deposit", tax="Z", is_charge=True)
WATER = product("water", tax="B", charge_sku="deposit")


@st.composite
def sales(draw: st.DrawFn) -> tuple[Sale, Book]:
    """A random basket (weighed goods, deposits) under random offers, in a random store, paid by random tenders."""
    shop = draw(shops())
    step = draw(st.sampled_from([1, 1, 5, 10, 100]))
    store = replace(shop.store, cash_step=step, cash_direction=draw(st.sampled_from(RoundingDirection)))
    goods = {**shop.products, "water": WATER, "deposit": BOTTLE}
    entries = {
        **shop.entries,
        **{sku: [replace(shop.entries["s0"][0], sku=sku, amount=a)] for sku, a in PRICES.items()},
    }
    shop = replace(shop, store=store, products=goods, entries=entries)
    basket = draw(baskets())
    if draw(st.booleans()):
        count = pieces(draw(st.integers(1, 5)))
        basket, _line = add_line(
            basket, WATER, count, NOW, basket.lines[0].origin, "v1", sold_by="m", charge=BOTTLE, store=store, book=shop
        )
    total = price(basket, shop).total
    return sold(basket, shop, draw(tenders(total, shop))), shop


PRICES = {"water": 299, "deposit": 50}


@st.composite
def tenders(draw: st.DrawFn, total: int, shop: Book) -> list[Payment]:
    """Some of: cards, a voucher, a first part in cash; what is left is paid in cash, rounded."""
    parts: list[Payment] = []
    left = total
    for tender in draw(st.lists(st.sampled_from(["card1", "card2", "voucher", "cash"]), max_size=3, unique=True)):
        step = shop.store.cash_step if tender == "cash" else 1
        amount = draw(st.integers(0, left)) // step * step
        if amount and (tender != "cash" or due_in_cash(left - amount, shop.store) > 0):
            parts.append(cash(amount) if tender == "cash" else other(tender, amount))
            left -= amount
    return parts


def what_remains(sale: Sale, earlier: list[Return]) -> list[tuple[int, int, bool]]:
    gone = returned_quantities(earlier)
    return [
        (
            line.line.line_id,
            line.line.quantity.thousandths - gone.get(line.line.line_id, 0),
            line.line.quantity.unit is Unit.PIECE,
        )
        for line in sale.lines
        if not why_not(line, gone.get(line.line.line_id, 0))
    ]


def a_step(data: st.DataObject, sale: Sale, earlier: list[Return]) -> list[Chosen]:
    """A random part of what remains, of at least one line."""
    left = what_remains(sale, earlier)
    picked = data.draw(st.lists(st.sampled_from(left), min_size=1, unique=True))
    return [
        Chosen(number, 1000 * data.draw(st.integers(1, rest // 1000)) if whole else data.draw(st.integers(1, rest)))
        for number, rest, whole in picked
    ]


def sums(documents: list[Return]) -> dict[str, Any]:
    """Everything that was given back, by what it is."""
    found: Counter[str] = Counter()
    for document in documents:
        found["total"] += document.total
        found["tax"] += document.tax
        for group in document.taxes:
            found[f"tax {group.category} {group.rate}"] += group.tax
            found[f"taxed {group.category} {group.rate}"] += group.gross
        for refund in document.refunds:
            found[f"by {'cash' if refund.of is None else refund.of}"] += refund.amount
        for line in document.lines:
            found[f"quantity {line.line_id}"] += line.quantity.thousandths
            found[f"refund {line.line_id}"] += line.refund
            for discount in line.discounts:
                found[f"discount {line.line_id} {discount.source_id}"] += discount.amount
            for index, share in enumerate(line.shares):
                found[f"share {line.line_id} {index}"] += share
    return {name: amount for name, amount in found.items() if amount}


def paid(sale: Sale) -> dict[str, Any]:
    """The same of the sale itself."""
    found: Counter[str] = Counter()
    found["total"], found["tax"] = sale.total, sale.tax
    for group in sale.taxes:
        found[f"tax {group.category} {group.rate}"] += group.tax
        found[f"taxed {group.category} {group.rate}"] += group.gross
    for index, payment in enumerate(sale.payments):
        found["by cash" if payment.tender_class.value == "cash" else f"by {index}"] += payment.amount
    for line in sale.lines:
        number = line.line.line_id
        found[f"quantity {number}"] += line.line.quantity.thousandths
        found[f"refund {number}"] += line.priced.to_pay
        for discount in line.priced.discounts:
            found[f"discount {number} {discount.source_id}"] += discount.amount
        for index, share in enumerate(own_shares(line)):
            found[f"share {number} {index}"] += share
    return {name: amount for name, amount in found.items() if amount}


@settings(max_examples=150, deadline=None)
@given(sales(), st.data())
def test_any_steps_give_back_exactly_what_was_paid_and_never_more(
    sale_in: tuple[Sale, Book], data: st.DataObject
) -> None:
    sale, shop = sale_in
    most = paid(sale)
    step = max(1, shop.store.cash_step)
    documents: list[Return] = []
    while what_remains(sale, documents):
        document = back(sale, documents, a_step(data, sale, documents), shop)
        documents.append(document)
        assert document.total + document.cash_rounding == sum(refund.amount for refund in document.refunds)
        assert document.total == sum(line.refund for line in document.lines) == sum(g.gross for g in document.taxes)
        assert document.cash >= 0
        assert document.cash % step == 0
        for line in document.lines:
            assert line.refund >= 0
            assert line.gross - sum(discount.amount for discount in line.discounts) == line.net
            assert sum(line.shares) == (line.refund if sale.payments else 0)
            assert all(share >= 0 for share in line.shares)
            assert line.net == (line.refund if shop.store.tax_basis is TaxBasis.INCLUSIVE else line.refund - line.tax)
        for name, amount in sums(documents).items():
            assert 0 <= amount <= most.get(name, 0), name
    assert sums(documents) == most


@settings(max_examples=60, deadline=None)
@given(sales(), st.data())
def test_the_steps_never_change_what_a_quantity_is_worth(sale_in: tuple[Sale, Book], data: st.DataObject) -> None:
    sale, shop = sale_in
    documents: list[Return] = []
    for _ in range(data.draw(st.integers(1, 3))):
        if what_remains(sale, documents):
            documents.append(back(sale, documents, a_step(data, sale, documents), shop))
    gone = returned_quantities(documents)
    charges = {line.line.line_id for line in sale.lines if line.line.parent_id is not None}
    at_once = [Chosen(number, amount) for number, amount in gone.items() if number not in charges]
    assert sums([back(sale, [], at_once, shop)]) == sums(documents)


@settings(max_examples=100, deadline=None)
@given(sales(), st.data())
def test_a_return_that_was_counted_and_then_dropped_costs_nobody_a_cent(
    sale_in: tuple[Sale, Book], data: st.DataObject
) -> None:
    """Another return was prepared first, so this one is worth what comes after it; then the other is dropped."""
    sale, shop = sale_in
    most = paid(sale)
    documents: list[Return] = []
    while what_remains(sale, documents):
        before = list(documents)
        if data.draw(st.booleans()):
            before.append(back(sale, documents, a_step(data, sale, documents), shop))
            before[-1] = replace(before[-1], refunds=(), cash_rounding=0)  # its cash was never given
        if not what_remains(sale, before):
            before = list(documents)
        lines = back(sale, before, a_step(data, sale, before), shop)
        cash = cash_of(sale, documents, lines, shop)
        documents.append(replace(lines, refunds=(*(r for r in lines.refunds if r.of is not None), *cash)))
        for name, amount in sums(documents).items():
            if not name.startswith("by "):
                assert 0 <= amount <= most.get(name, 0), name
    found = sums(documents)
    wanted = {name: amount for name, amount in most.items() if not name.startswith("by ")}
    assert {name: amount for name, amount in found.items() if not name.startswith("by ")} == wanted


def cash_of(sale: Sale, before: list[Return], document: Return, shop: Book) -> list[Refund]:
    """The cash of a return as the commit counts it: after those that are written."""
    in_cash = document.total - sum(refund.amount for refund in document.refunds if refund.of is not None)
    amount = cash_to_give(sale, before, in_cash, shop.store)
    return [Refund("cash", TenderClass.CASH, amount)] if amount else []


@settings(max_examples=60, deadline=None)
@given(sales(), st.data())
def test_all_of_it_in_cash_is_what_was_paid_but_for_the_rounding_of_one_cash_payment(
    sale_in: tuple[Sale, Book], data: st.DataObject
) -> None:
    sale, shop = sale_in
    documents: list[Return] = []
    while what_remains(sale, documents):
        documents.append(back(sale, documents, a_step(data, sale, documents), shop, all_cash=True))
    handed = sum(document.cash for document in documents)
    took = sum(payment.amount for payment in sale.payments)
    assert handed % max(1, shop.store.cash_step) == 0
    assert abs(handed - took) < max(1, shop.store.cash_step)


def test_the_random_sales_are_not_all_alike() -> None:
    """The generators reach deposits, weighed goods, several tenders and rounding; else the properties prove little."""
    seen: set[str] = set()

    @settings(max_examples=120, deadline=None, database=None, derandomize=True)
    @given(sales())
    def look(sale_in: tuple[Sale, Book]) -> None:
        sale, shop = sale_in
        seen.add(f"{len(sale.payments)} payments")
        seen.update({"rounded"} if sale.cash_rounding else set())
        seen.update({"deposit"} if any(line.line.parent_id for line in sale.lines) else set())
        seen.update({"discount"} if sale.saved else set())
        seen.update({"weighed"} if any(line.line.quantity.unit is Unit.KILOGRAM for line in sale.lines) else set())
        seen.add(shop.store.tax_basis.value)

    look()
    assert seen >= {
        "1 payments",
        "2 payments",
        "3 payments",
        "rounded",
        "deposit",
        "discount",
        "weighed",
        "inclusive",
        "exclusive",
    }
