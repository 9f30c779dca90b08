"""Which units a promotion acts on, against every way there is: small baskets, prices that make no fractions of a unit.

A unit serves one multi-item promotion; a set that may be made better for the customer is. The oracle divides units,
takes sets and sums in fractions, from the text of the rules alone.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from fractions import Fraction
from itertools import permutations, product

import pytest
from msgspec import Struct
from msgspec.structs import replace

from pos_client.domain.pricing import price
from pos_client.domain.promotions.choice import solve
from pos_client.domain.promotions.model import BundleGroup, Promotion, RewardKind, Selection, Stacking
from pos_client.domain.promotions.rules import PromotionIndex, Rule
from pos_client.domain.promotions.units import Pool
from tests.support.scale import scaled
from tests.support.selling import STORE, basket, book, line, offer
from tests.support.selling import product as goods

SKUS = ("a", "b", "c", "d")
BASKETS = scaled(400, 20_000)


class Set(Struct, frozen=True):
    """A multi-item promotion as the oracle knows it: `groups` of a bundle, else `take` units of `skus`."""

    kind: RewardKind
    skus: frozenset[str]
    take: int = 1
    pay: int = 0
    value: int = 0
    groups: tuple[frozenset[str], ...] = ()

    @property
    def size(self) -> int:
        return len(self.groups) or self.take

    def saves(self, units: Sequence[str], nets: Sequence[Fraction]) -> Fraction | None:
        """What the promotion saves on exactly these units; None when it cannot take them all."""
        if len(units) % self.size:
            return None
        count = len(units) // self.size
        if self.groups:
            places = [skus for skus in self.groups for _ in range(count)]
            if not any(all(u in s for u, s in zip(units, order, strict=True)) for order in permutations(places)):
                return None
        elif not self.skus.issuperset(units):
            return None
        if self.kind in (RewardKind.BUNDLE, RewardKind.N_FOR_PRICE):
            return sum(nets, Fraction(0)) - self.value * count
        dearest = sorted(nets, reverse=True)
        free = [net for at in range(self.pay, len(units), self.take) for net in dearest[at : at + self.take - self.pay]]
        return sum(free, Fraction(0))

    def promotion(self) -> Promotion:
        if self.groups:
            groups = tuple(BundleGroup(Selection(skus), 1000) for skus in self.groups)
            return offer("set", self.kind, self.value, groups=groups)
        return offer("set", self.kind, self.value, take=self.take, pay=self.pay, skus=self.skus)


def some(chance: random.Random) -> frozenset[str]:
    return frozenset(chance.sample(SKUS, chance.randint(1, len(SKUS))))


def a_set(chance: random.Random) -> Set:
    kind = chance.choice([RewardKind.BUNDLE, RewardKind.N_FOR_PRICE, RewardKind.N_FOR_M, RewardKind.CHEAPEST_FREE])
    if kind is RewardKind.BUNDLE:
        groups = tuple(some(chance) for _ in range(chance.randint(2, 3)))
        return Set(kind, frozenset().union(*groups), value=chance.choice([300, 500, 1000, 1500]), groups=groups)
    take = chance.randint(2, 3)
    if kind is RewardKind.N_FOR_PRICE:
        return Set(kind, some(chance), take, value=chance.choice([300, 500, 1000]))
    return Set(kind, some(chance), take, take - 1 if kind is RewardKind.CHEAPEST_FREE else chance.randint(0, take - 1))


def most(of: Set, units: Sequence[str], prices: dict[str, int], alone: dict[str, int]) -> Fraction:
    """The most that `of` and, on units that it leaves, the savings `alone` come to: every choice of units is tried."""
    best = Fraction(0)
    tried: set[tuple[tuple[str, bool], ...]] = set()
    for chosen in product([False, True], repeat=len(units)):
        taken = tuple(sorted(zip(units, chosen, strict=True)))
        if taken in tried:
            continue
        tried.add(taken)
        inside = [unit for unit, is_in in taken if is_in]
        saved = of.saves(inside, [Fraction(prices[unit]) for unit in inside])
        if saved is not None:
            best = max(best, saved + sum(alone.get(unit, 0) for unit, is_in in taken if not is_in))
    return best


def saved_by_us(units: Sequence[str], prices: dict[str, int], offers: Sequence[Promotion]) -> int:
    shop = book([(goods(sku), amount) for sku, amount in prices.items()], offers)
    lines = [line(i, shop.products[sku], 1000 * n) for i, (sku, n) in enumerate(Counter(units).items(), start=1)]
    return price(basket(lines), shop).saved


@pytest.mark.parametrize("seed", range(2))
def test_a_set_is_found_and_is_the_best_there_is(seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(BASKETS):
        prices = {sku: chance.choice([100, 200, 300, 500, 800, 1000]) for sku in SKUS}
        of, units = a_set(chance), [chance.choice(SKUS) for _ in range(chance.randint(1, 6))]
        assert saved_by_us(units, prices, [of.promotion()]) == most(of, units, prices, {}), (of, units, prices)


@pytest.mark.parametrize("seed", range(2))
def test_what_is_better_off_alone_stays_alone(seed: int) -> None:
    """A percentage that stands beside nothing against a set, one unit of each product: the better for every unit.

    On up to three products; of more, not every choice is tried.
    """
    chance = random.Random(seed)
    for _ in range(BASKETS):
        prices = {sku: chance.choice([100, 200, 300, 500, 800, 1000]) for sku in SKUS}
        of, units = a_set(chance), chance.sample(SKUS, chance.randint(2, 4))
        skus, half = chance.sample(SKUS, chance.randint(1, 3)), chance.choice([1000, 2000, 5000])
        alone = {sku: prices[sku] * half // 10_000 for sku in skus}
        solo = replace(offer("solo", RewardKind.PERCENT, half, skus=skus), stacking=Stacking(0, "solo"))
        offers = [of.promotion(), solo]
        assert saved_by_us(units, prices, offers) == most(of, units, prices, alone), (of, units, prices, alone)


@pytest.mark.parametrize("seed", range(2))
def test_one_more_promotion_never_costs_the_customer(seed: int) -> None:
    """Up to three sets that share products in any way: all together save no less than any of them left out."""
    chance = random.Random(seed)
    for _ in range(BASKETS // 2):
        prices = {sku: chance.choice([100, 200, 300, 500, 800, 1000]) for sku in SKUS}
        units = [chance.choice(SKUS) for _ in range(chance.randint(1, 8))]
        sets = [replace(a_set(chance).promotion(), promotion_id=f"set{i}") for i in range(chance.randint(2, 3))]
        together = saved_by_us(units, prices, sets)
        for left_out in sets:
            others = [each for each in sets if each is not left_out]
            assert saved_by_us(units, prices, others) <= together, (units, prices, sets)


@pytest.mark.parametrize("seed", range(2))
def test_a_near_miss_saves_what_it_says(seed: int) -> None:
    """So many more of the line's own product, and the basket saves exactly that much more."""
    chance = random.Random(seed)
    told = 0
    for _ in range(BASKETS):
        prices = {sku: chance.choice([100, 200, 300, 500, 800, 1000]) for sku in SKUS}
        units = [chance.choice(SKUS) for _ in range(chance.randint(1, 6))]
        kind = chance.choice([RewardKind.PERCENT, RewardKind.AMOUNT, RewardKind.FIXED_PRICE])
        least = {"skus": some(chance), "quantity": chance.choice([2000, 3000, 5000])}
        of = a_set(chance)
        threshold = offer("threshold", kind, 1000 if kind is RewardKind.PERCENT else 100, **least)  # type: ignore[arg-type]
        wanted = of.promotion() if not of.groups and chance.random() < 0.5 else threshold
        shop = book([(goods(sku), amount) for sku, amount in prices.items()], [wanted])
        held = sorted(Counter(units))
        lines = [line(i, shop.products[sku], 1000 * units.count(sku)) for i, sku in enumerate(held, start=1)]
        now = price(basket(lines), shop)
        for sku, priced in zip(held, now.lines, strict=True):
            near = priced.near_miss
            if near is not None:
                told += 1
                more = [*units, *[sku] * (near.missing // 1000)]
                assert saved_by_us(more, prices, [wanted]) - now.saved == near.saves, (units, prices, wanted, sku)
    assert told > BASKETS // 10


class Counted(tuple[Rule, ...]):
    """The promotions of a pool, which count how often one is looked for among them: once a trial."""

    __slots__ = ()
    asked = 0

    def __contains__(self, rule: object) -> bool:
        Counted.asked += 1
        return super().__contains__(rule)


def test_a_whole_basket_of_contested_units_is_soon_priced() -> None:
    """Sixty products, sets and a percentage that excludes them on all: the trials are counted, not their time."""
    chance = random.Random(1)
    items = [goods(f"s{i:02}") for i in range(60)]
    sets = [offer(f"set{i}", RewardKind.N_FOR_M, take=3, pay=2) for i in range(2)]
    solo = replace(offer("solo", RewardKind.PERCENT, 2000), stacking=Stacking(0, "solo"))
    rules = Counted(PromotionIndex([*sets, solo], STORE, "pos").candidates(items[0]))
    amounts = [chance.randint(50, 2000) for _ in items]
    pools = [Pool(item, amount, rules, (item.sku,)) for item, amount in zip(items, amounts, strict=True)]
    Counted.asked = 0
    solution = solve([(pool, 1000, pool.unit_price) for pool in pools], lambda _rule, _pool: False)
    assert solution.saved >= sum(amount * 2000 // 10_000 for amount in amounts)
    assert 0 < Counted.asked < 100 * len(items)
