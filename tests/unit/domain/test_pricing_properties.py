"""Pricing as a whole: sums, order of scanning, splitting, naive models, partial returns. Any basket, any offers."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from pos_client.domain.basket import Basket, ManualDiscount, ManualKind
from pos_client.domain.basket_changes import split_line
from pos_client.domain.catalogue import TaxBasis, TaxRounding
from pos_client.domain.loyalty import earned
from pos_client.domain.money import allocate, given_back, percent_of
from pos_client.domain.pricing import PricedBasket, price
from pos_client.domain.promotions.model import BundleGroup, Promotion, RewardKind, Scope, Selection
from pos_client.domain.quantity import Quantity, Unit
from pos_client.domain.settlement import payment_shares
from tests.support.selling import NOW, STORE, Book, basket, book, line, offer, product

SKUS = [f"s{i}" for i in range(6)]
GOODS = [
    product(sku, tax="ABCZE"[i % 5], category="even" if i % 2 == 0 else "odd", unit=Unit.PIECE)
    for i, sku in enumerate(SKUS)
]
WEIGHED = product("kg", tax="B", category="odd", unit=Unit.KILOGRAM)

BY_HAND = (
    None,
    ManualDiscount(ManualKind.PERCENT, 3333, "r", "m"),
    ManualDiscount(ManualKind.AMOUNT, 3, "r", "m"),
    ManualDiscount(ManualKind.PRICE, 2, "r", "m"),
)
skus = st.lists(st.sampled_from(SKUS), min_size=0, max_size=4, unique=True)


@st.composite
def offers(draw: st.DrawFn) -> tuple[Promotion, ...]:
    found = []
    for i in range(draw(st.integers(0, 5))):
        kind = draw(st.sampled_from([k for k in RewardKind if k is not RewardKind.FREE_DELIVERY]))
        fields: dict[str, Any] = {
            "take": draw(st.integers(1, 4)),
            "pay": draw(st.integers(0, 3)),
            "skus": draw(skus),
            "quantity": draw(st.sampled_from([0, 0, 1000, 2000, 3000])),
            "amount": draw(st.sampled_from([0, 0, 500, 2000])),
            "priority": draw(st.integers(0, 2)),
            "group": draw(st.sampled_from(["", "", "g", "h"])),
            "beside": draw(st.sampled_from([(), ("g",), ("*",), ("p0", "p1")])),
            "rewarded": draw(st.sampled_from([None, None, ["s0"], ["s1", "s2"]])),
            "gift": draw(st.sampled_from(SKUS)),
            "scope": draw(st.sampled_from([Scope.LINE, Scope.LINE, Scope.BASKET])),
            "coupon": draw(st.sampled_from(["", "", "K"])),
        }
        if kind is RewardKind.BUNDLE:
            fields["groups"] = tuple(
                BundleGroup(Selection(frozenset(draw(skus))), draw(st.sampled_from([1000, 2000]))) for _ in range(2)
            )
        found.append(offer(f"p{i}", kind, draw(st.integers(0, 3000)), **fields))
    return tuple(found)


@st.composite
def shops(draw: st.DrawFn, minimums: tuple[int, ...] = (0, 1)) -> Book:
    store = replace(
        STORE,
        tax_basis=draw(st.sampled_from(TaxBasis)),
        tax_rounding=draw(st.sampled_from(TaxRounding)),
        minimum_line=draw(st.sampled_from(minimums)),
    )
    prices = st.one_of(st.sampled_from([1, 2, 99, 100]), st.integers(1, 1500))  # equal ones make ties
    goods = [(item, draw(prices)) for item in GOODS]
    return book([*goods, (WEIGHED, draw(st.integers(1, 1500)))], draw(offers()), store=store)


@st.composite
def baskets(draw: st.DrawFn) -> Basket:
    lines = []
    for i in range(draw(st.integers(1, 7))):
        if draw(st.integers(0, 6)) == 0:
            lines.append(line(i + 1, WEIGHED, draw(st.integers(1, 2500))))
        else:
            lines.append(line(i + 1, draw(st.sampled_from(GOODS)), 1000 * draw(st.integers(1, 6))))
    manual = draw(st.sampled_from([None, None, ManualDiscount(ManualKind.PERCENT, 700, "r", "m")]))
    coupons = draw(st.sampled_from([(), ("K",)]))
    return basket(lines, basket_discount=manual, coupons=coupons)


@settings(max_examples=150)
@given(baskets(), shops())
def test_every_figure_is_the_sum_of_its_parts(wanted: Basket, shop: Book) -> None:
    result = price(wanted, shop)
    for priced in result.lines:
        assert priced.gross - priced.net == sum(discount.amount for discount in priced.discounts)
        assert all(discount.amount > 0 for discount in priced.discounts)
        assert priced.net >= min(priced.gross, shop.store.minimum_line)
    assert result.saved == sum(priced.discount for priced in result.lines)
    assert result.total == sum(priced.to_pay for priced in result.lines)
    assert result.tax == sum(priced.tax for priced in result.lines) == sum(tax.tax for tax in result.taxes)
    assert sum(tax.gross for tax in result.taxes) == result.total
    added = result.tax if shop.store.tax_basis is TaxBasis.EXCLUSIVE else 0
    assert result.before_discounts - result.saved + result.charges + added == result.total


def by_sku(result: PricedBasket) -> dict[str, tuple[int, int, int]]:
    sums: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for priced in result.lines:
        sku = result.basket.line(priced.line_id).product.sku
        for i, figure in enumerate((priced.net, priced.tax, priced.to_pay)):
            sums[sku][i] += figure
    return {sku: (net, tax, to_pay) for sku, (net, tax, to_pay) in sums.items()}


@settings(max_examples=120)
@given(baskets(), shops(), st.randoms(use_true_random=False))
def test_the_order_of_scanning_changes_nothing(wanted: Basket, shop: Book, chance: Any) -> None:
    lines = list(wanted.lines)
    chance.shuffle(lines)
    moved = [replace(old, line_id=i + 1, instant=NOW + timedelta(seconds=i)) for i, old in enumerate(lines)]
    shuffled = replace(wanted, lines=tuple(moved))
    one, other = price(wanted, shop), price(shuffled, replace(shop))  # a fresh book: nothing remembered
    assert one.total == other.total
    assert one.promotions_applied == other.promotions_applied
    assert by_sku(one) == by_sku(other)


@settings(max_examples=120)
@given(baskets(), shops(minimums=(0,)), st.data())
def test_splitting_a_quantity_never_changes_the_total(wanted: Basket, shop: Book, data: st.DataObject) -> None:
    divisible = [old for old in wanted.lines if old.quantity.thousandths >= 2000 or old.product is WEIGHED]
    if not divisible:
        return
    old = data.draw(st.sampled_from(divisible))
    wanted = wanted.with_line(replace(old, manual=data.draw(st.sampled_from(BY_HAND))))
    if old.product is WEIGHED:
        if old.quantity.thousandths < 2:
            return
        part = data.draw(st.integers(1, old.quantity.thousandths - 1))
    else:
        part = 1000 * data.draw(st.integers(1, old.quantity.thousandths // 1000 - 1))
    whole = price(wanted, shop)
    split, new_id = split_line(wanted, old.line_id, Quantity(part, old.quantity.unit))
    parts = price(split, shop)
    assert (parts.total, parts.saved) == (whole.total, whole.saved)
    assert len(parts.lines) == len(whole.lines) + 1
    assert parts.line(old.line_id).gross + parts.line(new_id).gross == whole.line(old.line_id).gross


@settings(max_examples=60)
@given(baskets(), shops())
def test_what_is_remembered_never_changes_a_figure(wanted: Basket, shop: Book) -> None:
    first = price(wanted, shop)
    shorter = replace(wanted, lines=wanted.lines[:-1])
    price(shorter, shop)
    assert price(wanted, shop) == first == price(wanted, replace(shop, version="other"))


@settings(max_examples=80)
@given(st.lists(st.tuples(st.sampled_from(SKUS), st.integers(1, 9)), min_size=1, max_size=6), st.integers(0, 10_000))
def test_a_percentage_against_a_naive_model(wanted: list[tuple[str, int]], points: int) -> None:
    shop = book([(item, 137) for item in GOODS], [offer("p", RewardKind.PERCENT, points, categories=["even"])])
    lines = [line(i + 1, shop.products[sku], 1000 * count) for i, (sku, count) in enumerate(wanted)]
    counts: dict[str, int] = defaultdict(int)
    for sku, count in wanted:
        counts[sku] += count
    expected = 0
    for sku, count in counts.items():
        gross = 137 * count
        expected += gross - (percent_of(gross, points) if shop.products[sku].category == "even" else 0)
    assert price(basket(lines), shop).total == expected


@settings(max_examples=80)
@given(st.lists(st.integers(1, 900), min_size=1, max_size=6), st.lists(st.integers(0, 5), max_size=14), st.data())
def test_n_for_m_against_a_naive_model(prices: list[int], chosen: list[int], data: st.DataObject) -> None:
    take = data.draw(st.integers(2, 4))
    pay = data.draw(st.integers(0, take - 1))
    goods = GOODS[: len(prices)]
    shop = book(zip(goods, prices, strict=True), [offer("m", RewardKind.N_FOR_M, take=take, pay=pay)])
    units = sorted((prices[i % len(prices)] for i in chosen), reverse=True)
    expected = 0
    for start in range(0, len(units), take):
        group = units[start : start + take]
        expected += sum(group[:pay]) if len(group) == take else sum(group)
    lines = [line(n + 1, goods[i % len(prices)]) for n, i in enumerate(chosen)]
    assert price(basket(lines), shop).total == expected


@given(st.integers(-(10**6), 10**6), st.lists(st.integers(0, 10**5), min_size=1, max_size=9))
def test_an_allocation_sums_to_the_whole(total: int, weights: list[int]) -> None:
    parts = allocate(total, weights)
    assert sum(parts) == total
    whole = sum(weights)
    if whole:
        assert all(abs(part * whole - total * weight) < whole for part, weight in zip(parts, weights, strict=True))


@given(st.integers(0, 10**5), st.lists(st.integers(1, 5000), min_size=1, max_size=8))
def test_partial_returns_sum_to_the_share_and_are_never_negative(share: int, steps: list[int]) -> None:
    sold = sum(steps)
    given_so_far = back = 0
    for step in steps:
        back += step
        now = given_back(share, back, sold) - given_so_far
        assert now >= 0
        given_so_far += now
    assert given_so_far == share


@settings(max_examples=80)
@given(st.lists(st.integers(-500, 3000), min_size=1, max_size=8), st.lists(st.integers(1, 9), min_size=1, max_size=4))
def test_payment_shares_add_up_both_ways(to_pay: list[int], ratio: list[int]) -> None:
    total = sum(to_pay)
    amounts = allocate(total, ratio)
    shares = payment_shares(to_pay, amounts)
    assert [sum(share[i] for share in shares) for i in range(len(amounts))] == amounts
    if total:
        assert [sum(share) for share in shares] == to_pay


@settings(max_examples=80)
@given(baskets(), shops(), st.integers(1, 500))
def test_points_are_the_floor_of_each_group(wanted: Basket, shop: Book, unit: int) -> None:
    result = price(wanted, shop)
    points = earned(result, unit)
    expected = sum(net * multiplier // (unit * 10_000) for multiplier, net in result.points_multipliers)
    assert points.total == expected == sum(share for _, share in points.shares)
