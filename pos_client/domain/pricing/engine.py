"""Price a basket: lists, line and basket promotions, coupons, manual discounts, tax. Pure and deterministic.

`price` gives the same figures for the same lines whatever the order of scanning, at register and centre alike. What it
remembers between calls (indexes, prepared lines, solved components) follows from frozen values alone, belongs to one
book version, is bounded, and never changes a figure. Amounts are minor units of the store's currency. Any thread.
"""

from __future__ import annotations

import weakref
from collections.abc import Sequence
from datetime import datetime
from operator import add, sub

from msgspec import Struct
from msgspec.structs import replace

from pos_client.domain.basket import Basket, BasketLine, ManualDiscount, ManualKind
from pos_client.domain.catalogue import StoreProfile, TaxBasis
from pos_client.domain.local_time import local
from pos_client.domain.money import allocate, percent_of
from pos_client.domain.pricing.component import Components, near_miss
from pos_client.domain.pricing.extras import Extras, extras_of
from pos_client.domain.pricing.model import (
    AppliedDiscount,
    DiscountKind,
    NearMiss,
    PriceBook,
    PricedBasket,
    TaxTotal,
)
from pos_client.domain.pricing.prepare import Prepared, Preparer, Terms
from pos_client.domain.pricing.run import Grouped, Run
from pos_client.domain.pricing.spread import fit, spread
from pos_client.domain.pricing.terms import index_of, unit_price_at
from pos_client.domain.promotions.model import Promotion
from pos_client.domain.promotions.near import Near
from pos_client.domain.promotions.rules import DISCOUNT_KINDS, PromotionIndex, Rule, compatible, in_force
from pos_client.domain.promotions.units import Pool
from pos_client.domain.tax import share_tax

TILL = "pos"  # the channel of a register
REMEMBERED = 8  # books and terms


def price(basket: Basket, book: PriceBook, *, channel: str = TILL) -> PricedBasket:
    """Price every live line of `basket`.

    `NoPriceError` when a product has no price, or no rate of tax, at its line's instant.
    """
    return _ENGINES.get(basket, book, channel).price(basket, book)


class _Amounts(Struct):
    """Lines in canonical order with what pricing found for each."""

    lines: list[Prepared]
    grosses: list[int]
    forced: list[int]
    nets: list[int]
    by_hand: list[tuple[AppliedDiscount, ...]]


class _Engine:
    """Everything that one book version and one customer's terms determine."""

    def __init__(self, book: PriceBook, index: PromotionIndex, terms: Terms) -> None:
        self._preparer = Preparer(book, index, terms)
        self._index = index
        self._terms = terms
        self._components = Components(book.store.minimum_line)
        self._beside: dict[Rule, frozenset[Rule]] = {}

    def price(self, basket: Basket, book: PriceBook) -> PricedBasket:
        live = basket.live_lines
        first = min([line.instant for line in live], default=None)
        basket_rules = self._basket_rules(first)
        self._preparer.trim()
        amounts = _amounts(live, self._preparer, book)
        run = self._promotions(amounts, basket_rules)
        amounts.nets = list(run.nets)
        minimum = book.store.minimum_line
        _manual_discounts(amounts, minimum)
        if basket.basket_discount is not None:
            _basket_discount(amounts, basket.basket_discount, minimum)
        extras = extras_of(amounts.lines, amounts.nets, basket_rules)
        near, basket_near = self._near(run, first, book)
        return _result(basket, live, book.store, amounts, run, extras, near, basket_near)

    def _basket_rules(self, first: datetime | None) -> list[Rule]:
        """Basket promotions in force at the first line's instant."""
        if first is None or not self._index.basket_rules:
            return []
        moment = local(first, self._preparer.store.timezone)
        return [
            rule for rule in self._index.basket_rules if self._preparer.acts(rule) and in_force(rule.promotion, moment)
        ]

    def _ousted_by(self, preferred: Rule) -> frozenset[Rule]:
        """Promotions of the book that may not stand beside `preferred`."""
        known = self._beside.get(preferred)
        if known is None:
            others = [rule for rule in self._index.rules if rule is not preferred]
            known = frozenset(rule for rule in others if not compatible(preferred, rule))
            self._beside[preferred] = known
        return known

    def _promotions(self, amounts: _Amounts, basket_rules: Sequence[Rule]) -> Run:
        """The best pass: without preference, or preferring one basket promotion or coupon that admits no other."""
        baskets = [rule for rule in basket_rules if rule.kind in DISCOUNT_KINDS]
        pools = {line.pool for line in amounts.lines if line.pool is not None}
        coupons = sorted({rule for pool in pools for rule in pool.coupons}, key=lambda rule: rule.rank)
        grouped = Grouped(amounts.lines, amounts.nets)
        minimum = self._preparer.store.minimum_line
        base = Run(amounts.lines, amounts.nets, grouped, minimum)
        base.line_promotions(self._components, None, frozenset())
        self._after_lines(base, baskets, coupons)
        best = base
        for preferred in (*baskets, *coupons):
            ousted = self._ousted_by(preferred)
            if ousted.isdisjoint(baskets) and all(ousted.isdisjoint(pool.rules) for pool in pools):
                continue
            found = Run(amounts.lines, amounts.nets, grouped, minimum, preferred)
            found.line_promotions(self._components, base, ousted)
            if not coupons and found.saved + found.most_off(baskets) <= best.saved:
                continue  # as with most: what it ousts is worth more
            self._after_lines(found, baskets, coupons)
            if found.saved > best.saved:
                best = found
        return best

    def _after_lines(self, run: Run, baskets: list[Rule], coupons: list[Rule]) -> None:
        """Basket promotions, line coupons, basket coupons; the preferred one first among its kind."""
        preferred = run.preferred
        for rule in sorted(baskets, key=lambda rule: (bool(rule.coupon), rule is not preferred, rule.rank)):
            if not rule.coupon:
                run.basket_promotion(rule)
        if coupons:
            run.coupons(sorted(coupons, key=lambda rule: (rule is not preferred, rule.rank)))
        for rule in sorted(baskets, key=lambda rule: (rule is not preferred, rule.rank)):
            if rule.coupon:
                run.basket_promotion(rule)

    def _near(
        self, run: Run, first: datetime | None, book: PriceBook
    ) -> tuple[dict[Pool, NearMiss], tuple[NearMiss, ...]]:
        if first is None:
            return {}, ()

        def price_of(sku: str) -> int | None:
            found = unit_price_at(book.prices(sku), self._terms.tier, first) if sku else None
            return None if found is None else found[0]

        near: dict[Pool, NearMiss] = {}
        for component in run.components:
            found = component.near(first, price_of)
            if found:
                near.update(found)
        baskets = []
        for miss in run.near:
            saves = miss.saves or (price_of(miss.rule.reward.gift_sku) or 0) * miss.rule.reward.take
            if saves > 0:
                baskets.append(near_miss(Near(miss.rule, miss.missing, saves, by_amount=miss.by_amount)))
        return near, tuple(baskets)


def _amounts(live: Sequence[BasketLine], preparer: Preparer, book: PriceBook) -> _Amounts:
    """Gross and forced discounts in canonical order; lines that were one before a split are rounded as one."""
    lines = preparer.prepared(live, book)
    if any(line.split_from for line in live):
        lines, grosses, forced = _whole_families(lines)
    else:
        lines.sort(key=lambda line: line.canonical)
        grosses = [line.gross for line in lines]
        forced = [line.forced_off for line in lines]
    nets = list(map(sub, grosses, forced))
    return _Amounts(lines, grosses, forced, nets, [()] * len(lines))


def _whole_families(lines: Sequence[Prepared]) -> tuple[list[Prepared], list[int], list[int]]:
    """Lines, grosses and forced discounts where some line was split: rounded and ordered as if it had not been."""
    families: dict[tuple[object, ...], list[Prepared]] = {}
    for line in lines:
        by_hand = line.line.manual if line.forced_kind is DiscountKind.MANUAL else None
        terms = (line.family, line.line.line_total, line.unit_price, line.forced_kind, by_hand)
        families.setdefault(terms, []).append(line)
    keyed: list[tuple[tuple[object, ...], int, Prepared, int, int]] = []
    for own in families.values():
        weights = [line.line.quantity.thousandths for line in own]
        gross, off = own[0].amounts(sum(weights))
        key = own[0].canonical
        key = (*key[:2], gross, sum(weights), *key[4:])
        parts = allocate(gross, weights)
        taken = fit(allocate(off, weights), [max(0, part) for part in parts])
        for line, part, off_part in zip(own, parts, taken, strict=True):
            keyed.append((key, line.line.line_id, line, part, off_part))
    keyed.sort(key=lambda entry: entry[:2])
    return [entry[2] for entry in keyed], [entry[3] for entry in keyed], [entry[4] for entry in keyed]


def _manual_discounts(amounts: _Amounts, minimum: int) -> None:
    """A person's discount on lines; lines that were one before a split bear it as that one would.

    A percentage is reckoned once over them; of an amount divided with the line, each takes what the others cannot.
    """
    groups: dict[tuple[int, ManualDiscount], list[int]] = {}
    for i, line in enumerate(amounts.lines):
        manual = line.line.manual
        if manual is not None and manual.kind is not ManualKind.PRICE and line.takes_manual:
            alike = replace(manual, value=0) if manual.kind is ManualKind.AMOUNT else manual
            groups.setdefault((line.family, alike), []).append(i)
    for (_, manual), members in groups.items():
        if manual.kind is ManualKind.AMOUNT:
            values = [given.value for i in members if (given := amounts.lines[i].line.manual) is not None]
            parts = fit(values, [max(0, amounts.nets[i] - minimum) for i in members])
            _take_off(amounts, members, parts, manual, DiscountKind.MANUAL)
        else:
            off = percent_of(sum(amounts.nets[i] for i in members), manual.value)
            _manual_off(amounts, members, off, manual, DiscountKind.MANUAL, minimum)


def _basket_discount(amounts: _Amounts, manual: ManualDiscount, minimum: int) -> None:
    members = [i for i, line in enumerate(amounts.lines) if line.takes_manual and amounts.nets[i] > 0]
    total = sum(amounts.nets[i] for i in members)
    if manual.kind is ManualKind.PERCENT:
        off = percent_of(total, manual.value)
    elif manual.kind is ManualKind.AMOUNT:
        # The amount was judged as a part of what was there: striking lines must not turn it into a larger part.
        value = manual.value * total // manual.given_on if manual.given_on > total else manual.value
        off = min(total, value)
    else:
        off = max(0, total - manual.value)
    _manual_off(amounts, members, off, manual, DiscountKind.BASKET_MANUAL, minimum)


def _manual_off(
    amounts: _Amounts, members: Sequence[int], off: int, manual: ManualDiscount, kind: DiscountKind, minimum: int
) -> None:
    nets = [amounts.nets[i] for i in members]
    families = [amounts.lines[i].family for i in members]
    _take_off(amounts, members, spread(off, nets, minimum, families), manual, kind)


def _take_off(
    amounts: _Amounts, members: Sequence[int], parts: Sequence[int], manual: ManualDiscount, kind: DiscountKind
) -> None:
    for i, part in zip(members, parts, strict=True):
        if part:
            amounts.nets[i] -= part
            amounts.by_hand[i] += (AppliedDiscount(kind, manual.reason, (), part),)


def _result(
    basket: Basket,
    live: Sequence[BasketLine],
    store: StoreProfile,
    amounts: _Amounts,
    run: Run,
    extras: Extras,
    near: dict[Pool, NearMiss],
    basket_near: tuple[NearMiss, ...],
) -> PricedBasket:
    lines, nets = amounts.lines, amounts.nets
    taxes, groups = share_tax([line.rate_key for line in lines], nets, [line.family for line in lines], store)
    to_pay = list(map(add, nets, taxes)) if store.tax_basis is TaxBasis.EXCLUSIVE else nets
    misses = [near.get(line.pool) if line.pool is not None else None for line in lines] if near else [None] * len(lines)
    columns = (amounts.grosses, amounts.forced, run.amounts, amounts.by_hand, nets, taxes, to_pay, misses)
    figures = zip(*columns, extras.multipliers, strict=True)
    by_line = {line.line_id: line.priced(own) for line, own in zip(lines, figures, strict=True)}
    charges = [i for i, line in enumerate(lines) if line.is_charge]
    of_charges = sum([nets[i] for i in charges])
    before = sum(amounts.grosses) - sum([amounts.grosses[i] for i in charges])
    by_multiplier: dict[int, int] = {}
    for multiplier, amount in zip(extras.multipliers, to_pay, strict=True):
        if multiplier and amount > 0:
            by_multiplier[multiplier] = by_multiplier.get(multiplier, 0) + amount
    return PricedBasket(
        basket=basket,
        lines=tuple([by_line[line.line_id] for line in live]),
        taxes=tuple(TaxTotal(g.category, g.rate, g.kind, g.net, g.tax, g.gross) for g in groups),
        before_discounts=before,
        saved=before + of_charges - sum(nets),
        charges=of_charges,
        tax=sum(taxes),
        total=sum(to_pay),
        promotions_applied=tuple(sorted(run.totals().items())),
        points_multipliers=tuple(sorted(by_multiplier.items())),
        free_delivery=extras.free_delivery,
        near_misses=basket_near,
    )


class _Remembered(Struct, frozen=True):
    book: weakref.ReferenceType[PriceBook]
    version: str
    promotions: tuple[Promotion, ...]
    store: StoreProfile
    channel: str
    terms: Terms
    engine: _Engine


class _Engines:
    """The last few engines, each for one book object, version and terms; books are held weakly and may be closed."""

    def __init__(self) -> None:
        self._kept: tuple[_Remembered, ...] = ()

    def get(self, basket: Basket, book: PriceBook, channel: str) -> _Engine:
        promotions = tuple(book.promotions())
        store = book.store
        index = index_of(promotions, store, channel)
        terms = Terms(
            basket.tier, frozenset(basket.segments), frozenset(basket.coupons), _exhausted(index, basket, book)
        )
        for kept in self._kept:
            if (
                kept.book() is book
                and kept.version == book.version
                and kept.promotions is promotions
                and kept.channel == channel
                and kept.terms == terms
                and (kept.store is store or kept.store == store)
            ):
                return kept.engine
        engine = _Engine(book, index, terms)
        try:
            reference = weakref.ref(book)
        except TypeError:  # a book without room for weak references is priced without memory
            return engine
        fresh = _Remembered(reference, book.version, promotions, store, channel, terms, engine)
        alive = [kept for kept in self._kept if kept.book() is not None]
        self._kept = (fresh, *alive[: REMEMBERED - 1])  # one new tuple: another thread sees the old or the new
        return engine


def _exhausted(index: PromotionIndex, basket: Basket, book: PriceBook) -> frozenset[str]:
    """Promotions whose budget is used up, as far as the book knows; one sale is one use."""
    uses_left = getattr(book, "uses_left", None)
    if uses_left is None or not index.budgeted:
        return frozenset()
    left = {identity: uses_left(identity, basket.customer_ref) for identity in index.budgeted}
    return frozenset(identity for identity, uses in left.items() if uses is not None and uses <= 0)


_ENGINES = _Engines()
