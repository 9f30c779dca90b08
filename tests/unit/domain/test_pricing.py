"""Pricing at its edges: dated lists, missing prices, budgets, memory, channels, coupons, many offers at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import pytest
from msgspec.structs import replace

from pos_client.domain.basket import Basket, ManualDiscount, ManualKind
from pos_client.domain.basket_changes import split_line
from pos_client.domain.catalogue import PriceEntry, Product, TaxKind
from pos_client.domain.loyalty import earned
from pos_client.domain.pricing import BudgetBook, NoPriceError, PriceBook, price
from pos_client.domain.pricing.spread import fit, spread
from pos_client.domain.pricing.terms import price_in_force, unit_price_at
from pos_client.domain.promotions.model import BundleGroup, Condition, Promotion, RewardKind, Scope, Selection
from pos_client.domain.promotions.rules import Rule, selects
from pos_client.domain.quantity import Unit
from tests.support.selling import NOW, START, STORE, Book, basket, book, line, offer, product

A, B = product("a"), product("b", brand="best")
HOUR = timedelta(hours=1)


def total(shop: PriceBook, *lines: tuple[str, int], **fields: object) -> int:
    goods = {"a": A, "b": B}
    return price(basket([line(i + 1, goods[sku], n) for i, (sku, n) in enumerate(lines)], **fields), shop).total


def test_dated_prices() -> None:
    entries = [
        PriceEntry("a", "shelf", 100, START),
        PriceEntry("a", "shelf", 80, NOW, NOW + HOUR),
        PriceEntry("a", "gold", 90, START),
    ]
    assert unit_price_at(entries, "", NOW - HOUR) == (100, 100, "shelf")
    assert unit_price_at(entries, "gold", NOW - HOUR) == (90, 100, "gold")
    assert unit_price_at(entries, "gold", NOW) == (80, 80, "shelf"), "a rank never makes it dearer"
    assert unit_price_at(entries, "", NOW + HOUR) == (100, 100, "shelf")
    assert unit_price_at(entries[2:], "gold", NOW) == (90, 90, "gold")
    assert unit_price_at(entries[2:], "", NOW) is None
    assert price_in_force(entries, "shelf", START - HOUR) is None
    both = [PriceEntry("a", "shelf", 100, START), PriceEntry("a", "shelf", 95, START)]
    assert price_in_force(both, "shelf", NOW) == price_in_force(both[::-1], "shelf", NOW) == both[1]


def test_the_price_at_the_lines_instant_counts() -> None:
    shop = book([(A, 100)])
    shop.entries["a"].append(PriceEntry("a", "shelf", 80, NOW + HOUR))
    two = basket([line(1, A), line(2, A, instant=NOW + HOUR)])
    assert [priced.net for priced in price(two, shop).lines] == [100, 80]


def test_a_product_without_price_is_an_error_that_says_so() -> None:
    with pytest.raises(NoPriceError) as caught:
        price(basket([line(7, A)]), book([]))
    assert (caught.value.sku, caught.value.line_id) == ("a", 7)
    ham = product("ham", unit=Unit.KILOGRAM)
    labelled = price(basket([line(1, ham, 300, line_total=450)]), book([]))
    assert labelled.total == 450, "a label says what it costs"


def test_a_product_without_a_rate_of_tax_has_no_price() -> None:
    """As with a clock that its battery has forgotten, or a category that the store knows no more."""
    unknown = replace(A, tax_category="gone")
    with pytest.raises(NoPriceError) as caught:
        price(basket([line(1, B), line(7, unknown)]), book([(A, 100), (B, 100)]))
    assert (caught.value.sku, caught.value.line_id) == ("a", 7)


def test_an_empty_basket() -> None:
    result = price(basket([]), book([], [offer("s", RewardKind.PERCENT, 100, scope=Scope.BASKET)]))
    assert (result.total, result.lines, result.taxes) == (0, (), ())
    with pytest.raises(LookupError, match="not priced"):
        result.line(1)


class Budgeted(Book, frozen=True):
    """A book in which "used" has no uses left for Elena."""

    def uses_left(self, promotion_id: str, customer_ref: str) -> int | None:
        return {"used": 0 if customer_ref == "elena" else 1, "free": None}[promotion_id]


@pytest.mark.parametrize(
    ("identity", "customer", "expected"), [("used", "elena", 100), ("used", "", 90), ("free", "elena", 90)]
)
def test_a_budget_used_up(identity: str, customer: str, expected: int) -> None:
    plain = book([(A, 100)], [offer(identity, RewardKind.PERCENT, 1000, uses_per_customer=1)])
    shop: BudgetBook = Budgeted(plain.store, plain.products, plain.entries, plain.offers)
    assert total(shop, ("a", 1000), customer_ref=customer) == expected
    assert total(plain, ("a", 1000), customer_ref=customer) == 90, "a book that knows no budgets has none"


class Slotted:
    """A book that cannot be held weakly, so nothing is remembered for it."""

    __slots__ = ("book",)

    def __init__(self, inner: Book) -> None:
        self.book = inner

    version = "v1"
    store = STORE

    def prices(self, sku: str) -> Sequence[PriceEntry]:
        return self.book.prices(sku)

    def promotions(self) -> tuple[()]:
        return ()

    def product(self, sku: str) -> Product | None:
        return self.book.product(sku)


def test_books_without_memory_and_books_that_are_gone() -> None:
    assert total(Slotted(book([(A, 100)])), ("a", 1000)) == 100
    for amount in range(1, 20):  # one book after the other is dropped; a new one may get an old one's address
        assert total(book([(A, amount)]), ("a", 1000)) == amount


def test_what_is_remembered_is_bounded_and_forgetting_changes_nothing() -> None:
    goods = [product(f"g{i}") for i in range(900)]
    shop = book([(item, 100) for item in goods], [offer("p", RewardKind.PERCENT, 1000)])
    for round_ in range(6):  # 5,400 lines and as many components
        lines = [line(i + 1, item, 1000 * (round_ + 1)) for i, item in enumerate(goods)]
        assert price(basket(lines), shop).total == 90 * 900 * (round_ + 1)


def test_a_channel_of_its_own() -> None:
    shop = book([(A, 100)], [offer("web", RewardKind.PERCENT, 1000, channels=frozenset({"web"}))])
    one = basket([line(1, A)])
    assert (price(one, shop).total, price(one, shop, channel="web").total) == (100, 90)


def test_an_exclusive_coupon_against_the_stack() -> None:
    stack = offer("p", RewardKind.PERCENT, 1000, skus=["a"])
    weak = offer("c", RewardKind.PERCENT, 500, skus=["a"], coupon="K", group="solo")
    strong = offer("c", RewardKind.PERCENT, 3000, skus=["a"], coupon="K", group="solo")
    assert total(book([(A, 1000)], [stack, weak]), ("a", 1000), coupons=("K",)) == 900
    assert total(book([(A, 1000)], [stack, strong]), ("a", 1000), coupons=("K",)) == 700
    spend = offer("s", RewardKind.PERCENT, 1000, scope=Scope.BASKET)
    assert total(book([(A, 1000)], [spend, strong]), ("a", 1000), coupons=("K",)) == 700


def test_a_multi_item_coupon_takes_only_free_units() -> None:
    line_set = offer("m", RewardKind.N_FOR_M, take=3, pay=2, skus=["a"])
    pair = offer("c", RewardKind.N_FOR_PRICE, 150, take=2, skus=["a"], coupon="K")
    shop = book([(A, 100)], [line_set, pair])
    assert total(shop, ("a", 5000), coupons=("K",)) == 350
    assert total(shop, ("a", 4000), coupons=("K",)) == 300, "both ways save 1.00"
    assert total(shop, ("a", 1000), coupons=("K",)) == 100
    least = offer("c", RewardKind.PERCENT, 1000, skus=["a"], coupon="K", quantity=1000)
    assert total(book([(A, 100)], [least]), ("a", 1000), coupons=("K",)) == 90


def test_more_multi_item_promotions_than_are_tried_in_every_order() -> None:
    offers = [offer(f"m{i}", RewardKind.N_FOR_PRICE, 190 - 10 * i, take=2, skus=["a"]) for i in range(5)]
    assert total(book([(A, 100)], offers), ("a", 4000)) == 300, "the best of five: 2 for 1.50"


def test_more_single_promotions_than_are_tried_in_every_set() -> None:
    offers = [offer(f"p{i}", RewardKind.PERCENT, 100 * (i + 1), skus=["a"], group="solo") for i in range(12)]
    assert total(book([(A, 10_000)], offers), ("a", 1000)) == 8800


@pytest.mark.parametrize(
    "nonsense",
    [
        offer("x", RewardKind.N_FOR_M, take=0, pay=0),
        offer("x", RewardKind.N_FOR_M, take=2, pay=3),
        offer("x", RewardKind.BUNDLE, 5),
        offer("x", RewardKind.GIFT, take=0, gift="b"),
        offer("x", RewardKind.GIFT, take=1),
        offer("x", RewardKind.N_FOR_M, take=2, pay=1, quantity=9000),
        offer("x", RewardKind.FIXED_PRICE, 5000, scope=Scope.BASKET),
        offer("x", RewardKind.PERCENT, 1000, scope=Scope.BASKET, quantity=9000),
        offer("x", RewardKind.PERCENT, 1000, skus=["z"], rewarded=["a"]),
        offer("x", RewardKind.GIFT, take=1, gift="z", scope=Scope.BASKET),
        offer("x", RewardKind.BUNDLE, 5, groups=(BundleGroup(Selection(frozenset({"a"})), 9000),) * 2),
        offer("x", RewardKind.BUNDLE, 5, groups=(BundleGroup(Selection(categories=frozenset({"z"})), 1000),)),
    ],
)
def test_promotions_that_can_give_nothing(nonsense: Promotion) -> None:
    shop = replace(book([(A, 100), (B, 100)]), offers=(nonsense,))
    assert total(shop, ("a", 3000), ("b", 1000)) == 400


def test_a_basket_at_a_fixed_price() -> None:
    shop = book([(A, 700), (B, 500)], [offer("x", RewardKind.FIXED_PRICE, 1000, scope=Scope.BASKET)])
    assert total(shop, ("a", 1000), ("b", 1000)) == 1000


def test_a_basket_condition_that_rewards_something_else() -> None:
    shop = book(
        [(A, 700), (B, 500)], [offer("x", RewardKind.PERCENT, 5000, scope=Scope.BASKET, skus=["a"], rewarded=["b"])]
    )
    result = price(basket([line(1, A), line(2, B)]), shop)
    assert [priced.discount for priced in result.lines] == [146, 104]


def test_a_basket_gift_not_fetched() -> None:
    shop = book([(A, 2000), (B, 500)], [offer("g", RewardKind.GIFT, take=1, gift="b", scope=Scope.BASKET, amount=2000)])
    result = price(basket([line(1, A)]), shop)
    assert [(miss.promotion_id, miss.missing, miss.saves) for miss in result.near_misses] == [("g", 1000, 500)]


def test_near_misses_tell_of_the_best() -> None:
    offers = [
        offer("m", RewardKind.N_FOR_M, take=3, pay=2, skus=["a"]),
        offer("n", RewardKind.N_FOR_M, take=3, pay=1, skus=["a"]),
    ]
    result = price(basket([line(1, A, 2000)]), book([(A, 100)], offers))
    assert result.lines[0].near_miss is not None
    assert (result.lines[0].near_miss.promotion_id, result.lines[0].near_miss.saves) == ("n", 200)


def test_thresholds_of_other_products_are_no_near_miss() -> None:
    far = offer("t", RewardKind.PERCENT, 1000, skus=["a"], quantity=9000)
    poor = offer("t", RewardKind.PERCENT, 1000, skus=["a"], quantity=3000, amount=9000)
    other = offer("t", RewardKind.AMOUNT, 10, skus=["z"], rewarded=["a"])
    for one in (far, poor, other):
        assert price(basket([line(1, A, 2000)]), book([(A, 100)], [one])).lines[0].near_miss is None


def test_selections() -> None:
    assert selects(Selection(), A)
    assert not selects(Selection(excluded_skus=frozenset({"a"})), A)
    assert selects(Selection(brands=frozenset({"best"})), B)
    assert not selects(Selection(brands=frozenset({""})), A), "no brand is not a brand"
    branded = replace(offer("p", RewardKind.PERCENT, 1000), condition=Condition(Selection(brands=frozenset({"best"}))))
    assert total(book([(A, 100), (B, 100)], [branded]), ("a", 1000), ("b", 1000)) == 190
    assert repr(Rule(branded, 0)) == "Rule(p)"


def test_the_difference_of_the_minimum_line_goes_on_and_round() -> None:
    assert fit([5, 0, 0], [3, 1, 9]) == [3, 1, 1]
    assert fit([0, 0, 5], [3, 9, 1]) == [3, 1, 1]
    assert fit([9, 9], [1, 2]) == [1, 2], "what no line can take is not given"
    assert spread(0, [1], 0, [1]) == [0]
    assert spread(5, [], 0, []) == []
    assert spread(10, [30, 30, 40], 0, [1, 1, 2]) == [3, 3, 4]


def test_manual_discounts_on_a_free_line_do_nothing() -> None:
    free = offer("p", RewardKind.PERCENT, 10_000, skus=["a"])
    by_hand = ManualDiscount(ManualKind.PERCENT, 500, "r", "m")
    one = basket([line(1, A, manual=by_hand), line(2, B)])
    assert price(one, book([(A, 100), (B, 50)], [free])).total == 50


def test_a_whole_basket_price_by_hand() -> None:
    by_hand = ManualDiscount(ManualKind.PRICE, 900, "r", "m")
    assert total(book([(A, 700), (B, 500)]), ("a", 1000), ("b", 1000), basket_discount=by_hand) == 900


def test_points_by_line_paid_otherwise() -> None:
    result = price(basket([line(1, A), line(2, B)], customer_ref="e"), book([(A, 1000), (B, 1000)]))
    assert earned(result, 100, {1: 1000}).shares == ((2, 10),)
    assert earned(result, 0).total == 0


def test_gift_cards_are_exempt_whatever_their_category() -> None:
    card = product("card", is_gift_card=True)
    priced = price(basket([line(1, card, open_price=5000)]), book([])).lines[0]
    assert (priced.tax, priced.tax_kind, priced.points_multiplier) == (0, TaxKind.EXEMPT, 0)


def test_a_tie_falls_by_product_and_not_by_scanning() -> None:
    shop = book([(A, 100), (B, 100)], [offer("s", RewardKind.AMOUNT, 1, scope=Scope.BASKET)])
    for first, second in ((A, B), (B, A)):
        result = price(basket([line(1, first), line(2, second)]), shop)
        assert [result.basket.line(priced.line_id).product.sku for priced in result.lines if priced.discount] == ["a"]


def test_a_split_weight_is_rounded_as_one() -> None:
    ham = product("ham", unit=Unit.KILOGRAM)
    shop = book([(ham, 33)])
    parts = [line(1, ham, 500), line(2, ham, 500, split_from=1)]
    assert [priced.net for priced in price(basket(parts), shop).lines] == [17, 16]
    apart = [line(1, ham, 500), line(2, ham, 500)]
    assert [priced.net for priced in price(basket(apart), shop).lines] == [17, 17]


def test_a_split_moves_no_cent_to_another_product() -> None:
    shop = book([(A, 100), (B, 100)], [offer("s", RewardKind.AMOUNT, 2, scope=Scope.BASKET)])
    whole = price(basket([line(1, A, 2000), line(2, B)]), shop)
    parts = price(basket([line(1, A), line(3, A, split_from=1), line(2, B)]), shop)
    assert [priced.discount for priced in whole.lines] == [1, 1]
    assert [priced.discount for priced in parts.lines] == [1, 0, 1]


@pytest.mark.parametrize("alone", [1, 29, 30, 31, 99])
@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (RewardKind.PERCENT, 3000),
        (RewardKind.AMOUNT, 30),
        (RewardKind.FIXED_PRICE, 70),
        (RewardKind.GIFT, 0),
    ],
)
def test_of_two_that_exclude_each_other_the_better_acts(kind: RewardKind, value: int, alone: int) -> None:
    """A line promotion that stands alone takes `alone` off a; the basket's would take 30, of whatever kind it is."""
    offers = [
        offer("line", RewardKind.AMOUNT, alone, skus=["a"], group="alone"),
        offer("basket", kind, value, skus=["a"], take=1, gift="b", scope=Scope.BASKET),
    ]
    result = price(basket([line(1, A), line(2, B)]), book([(A, 100), (B, 30)], offers))
    assert result.saved == max(alone, 30)
    assert [name for name, _ in result.promotions_applied] == ["line" if alone >= 30 else "basket"]


def split_anywhere(shop: Book, whole: Basket, line_id: int) -> set[int]:
    """The totals of `whole` and of it with the line split at every sixth that its unit admits."""
    quantity = whole.line(line_id).quantity
    parts = [replace(quantity, thousandths=quantity.thousandths * sixth // 6) for sixth in range(1, 6)]
    split = [split_line(whole, line_id, part)[0] for part in parts if part.is_whole or part.unit is not Unit.PIECE]
    assert split
    return {price(one, shop).total for one in (whole, *split)}


def test_a_gift_is_worth_the_same_however_its_units_are_split() -> None:
    """Sets leave 2 of the second good's 3: a third of it is nothing, and a line of one piece was worth 1."""
    offers = [
        offer("sets", RewardKind.CHEAPEST_FREE, take=2),
        offer("gift", RewardKind.GIFT, take=1, gift="b", scope=Scope.BASKET),
    ]
    shop = book([(A, 1), (B, 1)], offers)
    six = basket([line(1, A, 3000), line(2, B, 3000)])
    assert split_anywhere(shop, six, 1) == split_anywhere(shop, six, 2) == {3}


def test_what_may_stand_beside_a_promotion_is_asked_of_the_whole_line() -> None:
    """300 off b by two of a, 1 of it by rounding on a: neither half of a bears what may not stand beside that."""
    offers = [
        offer("set", RewardKind.AMOUNT, 300, skus=["a"], quantity=2000, rewarded=["b"]),
        offer("alone", RewardKind.PERCENT, 10_000, skus=["a"], scope=Scope.BASKET, group="alone"),
    ]
    assert split_anywhere(book([(A, 1), (B, 1000)], offers), basket([line(1, A, 2000), line(2, B)]), 1) == {702}


def test_a_part_that_costs_nothing_by_rounding_counts_with_its_whole() -> None:
    """300 g at 2 per kg cost 1, and 2 per kg off are 1; of two halves one costs nothing."""
    weighed = product("w", unit=Unit.KILOGRAM)
    shop = book([(weighed, 2)], [offer("off", RewardKind.AMOUNT, 2, skus=["w"])])
    assert split_anywhere(shop, basket([line(1, weighed, 300)]), 1) == {0}


def test_an_amount_by_hand_that_one_part_cannot_bear_comes_off_the_other() -> None:
    """Of 3 one comes off by a set, by the basket and by hand each, all from the larger part; the smaller has room."""
    by_hand = ManualDiscount(ManualKind.AMOUNT, 1, "r", "m")
    offers = [offer("set", RewardKind.N_FOR_PRICE, 2, take=3), offer("off", RewardKind.AMOUNT, 1, scope=Scope.BASKET)]
    assert split_anywhere(book([(A, 1)], offers), basket([line(1, A, 3000, manual=by_hand)]), 1) == {0}


def test_a_split_price_by_hand_is_rounded_as_one() -> None:
    ham = product("ham", unit=Unit.KILOGRAM)
    shop = book([(ham, 100)])
    by_hand = ManualDiscount(ManualKind.PRICE, 33, "r", "m")
    parts = [line(1, ham, 500, manual=by_hand), line(2, ham, 500, split_from=1, manual=by_hand)]
    result = price(basket(parts), shop)
    assert (result.total, result.saved, [priced.net for priced in result.lines]) == (33, 67, [16, 17])
