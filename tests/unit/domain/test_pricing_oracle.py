"""Every promotion by itself, taxes, charges and discounts by hand against slow arithmetic in fractions, from the text.

Baskets are small and awkward: prices of 0.00 and 0.01, a gram, whole discounts, amounts above what is there, exempt and
rated goods, deposits and empties, tax in the price and on it, by group and by line. Every figure is exact to the unit.
"""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Any

import pytest
from msgspec import Struct
from msgspec.structs import replace

from pos_client.domain.basket import BasketLine, ManualDiscount, ManualKind
from pos_client.domain.catalogue import StoreProfile, TaxBasis, TaxCategory, TaxKind, TaxRate, TaxRounding
from pos_client.domain.pricing import DiscountKind, PricedBasket, price
from pos_client.domain.promotions.model import Promotion, RewardKind, Scope
from pos_client.domain.quantity import Unit
from tests.support.scale import scaled
from tests.support.selling import START, STORE, basket, book, line, offer, product

BASKETS = scaled(400, 20_000)
RATES = {"A": 2300, "B": 1000, "C": 500, "D": 2000, "F": 800, "Z": 0, "E": 0}
KINDS = {"Z": TaxKind.ZERO, "E": TaxKind.EXEMPT}
PRICES = (0, 1, 1, 2, 3, 5, 7, 9, 10, 49, 99, 100, 101, 199, 333, 1000, 99_999)
VALUES = (0, 1, 50, 100, 333, 500, 1000, 2500, 3333, 5000, 9999, 10_000)
ROUNDINGS = [(basis, rounding) for basis in TaxBasis for rounding in TaxRounding]


def rounded(amount: Fraction | int) -> int:
    """Half away from zero."""
    whole = int(abs(Fraction(amount)) * 2 + 1) // 2
    return whole if amount >= 0 else -whole


class Case(Struct, frozen=True):
    """A basket as wanted: prices by sku, at most one promotion, and a discount on the whole."""

    store: StoreProfile
    prices: dict[str, int]
    lines: list[BasketLine]
    offers: list[Promotion]
    overall: ManualDiscount | None

    def price(self) -> PricedBasket:
        products = {each.product.sku: each.product for each in self.lines}
        goods = [(products.get(sku) or product(sku), amount) for sku, amount in self.prices.items()]
        return price(basket(self.lines, basket_discount=self.overall), book(goods, self.offers, store=self.store))


def case(chance: random.Random, kind: RewardKind | None, scope: Scope, basis: TaxBasis, by: TaxRounding) -> Case:
    skus = [f"s{i}" for i in range(chance.randint(1, 5))]
    goods = {
        sku: product(sku, tax=chance.choice(list(RATES)), unit=chance.choice([Unit.PIECE] * 4 + [Unit.KILOGRAM]))
        for sku in skus
    }
    prices = {sku: chance.choice([*PRICES, chance.randint(0, 50_000)]) for sku in skus}
    deposit = product("deposit", tax=chance.choice("EA"), is_charge=True)
    bottle = product("bottle", tax=chance.choice("EA"), is_empties=True)
    prices |= {"deposit": chance.choice([0, 1, 50]), "bottle": chance.choice([1, 50, 333])}
    lines: list[BasketLine] = []
    for _ in range(chance.randint(1, 7)):
        item = chance.choice([*goods.values(), bottle])
        grams = chance.choice([1, 2, 5, 333, 999, 1000, 1001, 1500])
        amount = grams if item.unit is Unit.KILOGRAM else 1000 * chance.choice([1, 1, 2, 3, 4, 7])
        manual = by_hand(chance) if item is not bottle and chance.random() < 0.15 else None
        lines.append(line(len(lines) + 1, item, amount, manual=manual))
        if item.unit is Unit.PIECE and item is not bottle and chance.random() < 0.2:
            lines.append(line(len(lines) + 1, deposit, amount, parent_id=len(lines)))
    rates = tuple(
        TaxCategory(code, (TaxRate(START, rate, KINDS.get(code, TaxKind.RATED)),)) for code, rate in RATES.items()
    )
    store = replace(STORE, tax_basis=basis, tax_rounding=by, tax_categories=rates)
    overall = by_hand(chance, ManualKind.PERCENT, ManualKind.AMOUNT) if chance.random() < 0.2 else None
    return Case(store, prices, lines, [] if kind is None else [promotion(chance, kind, scope, goods)], overall)


def by_hand(chance: random.Random, *kinds: ManualKind) -> ManualDiscount:
    kind = chance.choice(kinds or list(ManualKind))
    value = chance.choice([1, 5, 99, 500, 3333, 10_000] if kind is ManualKind.PERCENT else [1, 2, 99, 500])
    return ManualDiscount(kind, value, "reason", "maria")


def promotion(chance: random.Random, kind: RewardKind, scope: Scope, goods: dict[str, Any]) -> Promotion:
    skus = chance.sample(sorted(goods), chance.randint(1, len(goods)))
    fields: dict[str, Any] = {"skus": skus, "scope": scope, "take": chance.randint(2, 4)}
    fields["pay"] = chance.randrange(fields["take"])
    if kind is RewardKind.GIFT:
        others = [sku for sku, item in goods.items() if item.unit is Unit.PIECE and sku not in skus]
        fields |= {"take": chance.choice([1, 2]), "gift": chance.choice([*others, "none"])}
        fields["quantity"] = chance.choice([1000, 2000])
    elif scope is Scope.BASKET or chance.random() < 0.3:
        fields |= {"amount": chance.choice([0, 1, 500, 2000]), "quantity": chance.choice([0, 2000, 3000])}
    return offer("p", kind, chance.choice(VALUES), **fields)


# --- the oracle


class Line(Struct):
    """A line as the oracle reckons it; `counts` for promotions."""

    wanted: BasketLine
    gross: int
    net: int
    counts: bool

    @property
    def sku(self) -> str:
        return self.wanted.product.sku

    @property
    def quantity(self) -> int:
        return self.wanted.quantity.thousandths

    @property
    def is_charge(self) -> bool:
        return self.wanted.product.is_charge or self.wanted.product.is_empties


def reckoned(one: Case, wanted: BasketLine) -> Line:
    each = -one.prices["bottle"] if wanted.product.is_empties else one.prices[wanted.product.sku]
    manual = wanted.manual if wanted.manual and wanted.manual.kind is ManualKind.PRICE else None
    if manual:
        each = max(each, manual.value)
    thousandths = Fraction(wanted.quantity.thousandths, 1000)
    gross = rounded(each * thousandths)
    net = min(gross, rounded(manual.value * thousandths)) if manual else gross
    plain = not (wanted.product.is_charge or wanted.product.is_empties)
    return Line(wanted, gross, net, plain and manual is None and gross > 0)


def met(of: Promotion, lines: Sequence[Line]) -> bool:
    condition = of.condition
    by_unit: Counter[Unit] = Counter()
    for each in lines:
        by_unit[each.wanted.quantity.unit] += each.quantity
    enough = max(by_unit.values(), default=0) >= condition.minimum_quantity
    return bool(lines) and enough and sum(each.gross for each in lines) >= condition.minimum_amount


def saved_in_all(of: Promotion, lines: Sequence[Line]) -> int | None:
    """What the promotion takes off `lines`, which count; None for what the oracle does not know (sets of kilograms)."""
    kind, value = of.reward.kind, of.reward.value
    own = [each for each in lines if each.sku in of.condition.selection.skus]
    total = sum(each.gross for each in own)
    if kind in SETS:
        return sets(of, own)
    if kind is RewardKind.GIFT:
        return gifts(of, own, [each for each in lines if each.sku == of.reward.gift_sku])
    if not met(of, own):
        return 0
    has_threshold = of.condition.minimum_amount > 0 or of.condition.minimum_quantity > 1000
    if of.scope is Scope.BASKET and kind is not RewardKind.PERCENT:
        return min(total, value) if kind is RewardKind.AMOUNT else max(0, total - value)
    if of.scope is Scope.BASKET or (kind is RewardKind.PERCENT and has_threshold):
        return rounded(Fraction(total * value, 10_000))  # one reward over all of them
    return sum(off_product(kind, value, [each for each in own if each.sku == sku]) for sku in {e.sku for e in own})


def gifts(of: Promotion, own: Sequence[Line], given: Sequence[Line]) -> int | None:
    """So many gifts as there are and as full minimum quantities allow, at the gift's own price."""
    if any(each.wanted.quantity.unit is not Unit.PIECE for each in own):
        return None
    allowed = sum(each.quantity for each in own) // of.condition.minimum_quantity * of.reward.take
    free = min(sum(each.quantity for each in given) // 1000, allowed)
    return rounded(sum((Fraction(each.gross * 1000, each.quantity) for each in given[:1]), Fraction(0)) * free)


def off_product(kind: RewardKind, value: int, own: Sequence[Line]) -> int:
    """What a percent, an amount or a price a unit takes off all units of one product, rounded once."""
    total, units = sum(each.gross for each in own), Fraction(sum(each.quantity for each in own), 1000)
    if kind is RewardKind.PERCENT:
        return rounded(Fraction(total * value, 10_000))
    return min(total, rounded(value * units)) if kind is RewardKind.AMOUNT else max(0, total - rounded(value * units))


SETS = (RewardKind.CHEAPEST_FREE, RewardKind.N_FOR_M, RewardKind.N_FOR_PRICE)


def sets(of: Promotion, own: Sequence[Line]) -> int | None:
    reward, take = of.reward, of.reward.take
    if sum(each.quantity for each in own if each.wanted.quantity.unit is not Unit.PIECE) >= take * 1000:
        return None
    pieces = [each for each in own if each.wanted.quantity.unit is Unit.PIECE]
    units = [Fraction(each.gross * 1000, each.quantity) for each in pieces for _ in range(each.quantity // 1000)]
    units.sort(reverse=True)
    pay = take - 1 if reward.kind is RewardKind.CHEAPEST_FREE else reward.pay
    saved = Fraction(0)
    if len(units) * 1000 >= of.condition.minimum_quantity:
        for at in range(0, len(units) - take + 1, take):
            one = units[at : at + take]
            off = sum(one) - reward.value if reward.kind is RewardKind.N_FOR_PRICE else sum(one[pay:])
            saved += max(Fraction(0), Fraction(off))
    return rounded(saved)


def tax_of(amount: int, rate: int, basis: TaxBasis) -> int:
    return rounded(Fraction(amount * rate, 10_000 + rate if basis is TaxBasis.INCLUSIVE else 10_000))


# --- the comparison


def off(result: PricedBasket, *kinds: DiscountKind) -> list[int]:
    return [sum(d.amount for d in priced.discounts if d.kind in kinds) for priced in result.lines]


def shared(whole: int, weights: Sequence[int], parts: Iterable[int]) -> bool:
    """True when each part is less than a unit from its share of the whole, and they sum to it."""
    parts, total = list(parts), sum(weights)
    near = all(abs(part * total - whole * weight) < abs(total) for part, weight in zip(parts, weights, strict=True))
    return sum(parts) == whole and (near or not total)


def check_by_hand(one: Case, lines: Sequence[Line], result: PricedBasket) -> None:
    """Discounts by hand come after promotions, first those of lines, then the basket's on what is left."""
    promoted = off(result, DiscountKind.PROMOTION, DiscountKind.BASKET_PROMOTION)
    left: list[int] = []
    for each, taken in zip(lines, promoted, strict=True):
        net, manual = each.net - taken, each.wanted.manual
        if manual and manual.kind is ManualKind.PERCENT:
            net -= rounded(Fraction(net * manual.value, 10_000))
        elif manual and manual.kind is ManualKind.AMOUNT:
            net -= min(net, manual.value)
        left.append(net)
    overall = off(result, DiscountKind.BASKET_MANUAL)
    assert [p.net + part for p, part in zip(result.lines, overall, strict=True)] == left
    bearing = [i for i, each in enumerate(lines) if not each.is_charge and left[i] > 0]
    base, whole = sum(left[i] for i in bearing), 0
    if one.overall:
        by_percent = one.overall.kind is ManualKind.PERCENT
        whole = min(base, rounded(Fraction(base * one.overall.value, 10_000)) if by_percent else one.overall.value)
    assert shared(whole, [left[i] for i in bearing], [overall[i] for i in bearing])
    assert sum(overall) == whole


def check_tax(one: Case, result: PricedBasket) -> None:
    """Each rate group is rounded once, or line by line; empties by themselves; the groups make the total."""
    groups: dict[str, list[int]] = defaultdict(list)
    for i, wanted in enumerate(one.lines):
        groups[wanted.product.tax_category].append(i)
    nets, basis = [priced.net for priced in result.lines], one.store.tax_basis
    assert [total.category for total in result.taxes] == sorted(groups)
    for total in result.taxes:
        own, rate, tax = groups[total.category], RATES[total.category], 0
        if one.store.tax_rounding is TaxRounding.PER_LINE:
            assert [result.lines[i].tax for i in own] == [tax_of(nets[i], rate, basis) for i in own]
            tax = sum(tax_of(nets[i], rate, basis) for i in own)
        else:
            for part in ([i for i in own if nets[i] >= 0], [i for i in own if nets[i] < 0]):
                amounts = [nets[i] for i in part]
                tax += tax_of(sum(amounts), rate, basis)
                assert shared(tax_of(sum(amounts), rate, basis), amounts, [result.lines[i].tax for i in part])
        amount = sum(nets[i] for i in own)
        net = amount - tax if basis is TaxBasis.INCLUSIVE else amount
        assert (total.net, total.tax, total.gross) == (net, tax, net + tax)
        assert (total.rate, total.kind) == (rate, KINDS.get(total.category, TaxKind.RATED))


def check(one: Case) -> None:
    lines = [reckoned(one, wanted) for wanted in one.lines]
    result = one.price()
    assert [priced.gross for priced in result.lines] == [each.gross for each in lines]
    promoted = off(result, DiscountKind.PROMOTION, DiscountKind.BASKET_PROMOTION)
    expected = saved_in_all(one.offers[0], [each for each in lines if each.counts]) if one.offers else 0
    assert expected is None or sum(promoted) == expected
    assert all(each.counts or not taken for each, taken in zip(lines, promoted, strict=True))
    check_by_hand(one, lines, result)
    check_tax(one, result)
    tax = result.tax if one.store.tax_basis is TaxBasis.EXCLUSIVE else 0
    assert result.tax == sum(total.tax for total in result.taxes)
    assert result.total == sum(priced.net for priced in result.lines) + tax
    assert result.saved == sum(priced.gross - priced.net for priced in result.lines)
    assert result.charges == sum(p.net for p, each in zip(result.lines, lines, strict=True) if each.is_charge)
    assert all(p.net >= 0 or each.is_charge for p, each in zip(result.lines, lines, strict=True))


PLAIN = [(None, Scope.LINE), *[(kind, Scope.LINE) for kind in (*SETS, RewardKind.GIFT)]]
UNITS = (RewardKind.PERCENT, RewardKind.AMOUNT, RewardKind.FIXED_PRICE)


@pytest.mark.parametrize(("kind", "scope"), [*PLAIN, *[(kind, scope) for kind in UNITS for scope in Scope]])
def test_every_figure(kind: RewardKind | None, scope: Scope) -> None:
    chance = random.Random(f"{kind} {scope}")
    for number in range(BASKETS):
        one = case(chance, kind, scope, *ROUNDINGS[number % len(ROUNDINGS)])
        try:
            check(one)
        except AssertionError as failed:
            failed.add_note(repr(one))
            raise
