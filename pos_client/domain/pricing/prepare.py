"""What pricing must know of one line before any other line counts: price in force, promotions that may act, tax.

It follows from the line, the customer's tier and coupons, and one catalogue version; so it is remembered for as long as
those stay, and one more scan prepares one line. Amounts are minor units. Any thread: equal values replace each other.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from functools import lru_cache
from itertools import count

from msgspec import Struct

from pos_client.domain.basket import BasketLine, ManualKind
from pos_client.domain.catalogue import TaxRate
from pos_client.domain.local_time import local
from pos_client.domain.money import percent_of
from pos_client.domain.pricing.model import (
    MANUAL,
    OPEN,
    SHELF,
    AppliedDiscount,
    DiscountKind,
    NearMiss,
    NoPriceError,
    PriceBook,
    PricedLine,
)
from pos_client.domain.pricing.terms import unit_price_at
from pos_client.domain.promotions.model import RewardKind
from pos_client.domain.promotions.rules import DISCOUNT_KINDS, PromotionIndex, Rule, admitted, in_force
from pos_client.domain.promotions.units import Pool
from pos_client.domain.quantity import Quantity, extended
from pos_client.domain.tax import RateKey, rate_key, rate_of

MOST_LINES = 4096  # remembered before starting afresh
_NUMBERS = count()  # numbers are never used twice, so that nothing remembered is mixed up


# Gross, forced discount, what promotions and people took off, net, tax, to pay, near miss, points multiplier.
Figures = tuple[
    int, int, tuple[tuple[Rule, int], ...], tuple[AppliedDiscount, ...], int, int, int, NearMiss | None, int
]


class Terms(Struct, frozen=True):
    """What the customer brings: tier, segments, coupon kinds, and promotions whose budget is used up for them."""

    tier: str
    segments: frozenset[str]
    coupons: frozenset[str]
    exhausted: frozenset[str]


class Prepared:
    """One line, prepared. `forced` replaces the price (a sticker, a manual price): its kind, source and amount."""

    __slots__ = (
        "canonical",
        "discountable",
        "earns",
        "extras",
        "family",
        "forced_kind",
        "forced_off",
        "forced_source",
        "gross",
        "is_charge",
        "last",
        "line",
        "line_id",
        "number",
        "pool",
        "price_list",
        "rate",
        "rate_key",
        "shelf_price",
        "takes_manual",
        "unit_price",
    )

    canonical: tuple[object, ...]
    discountable: bool  # promotions may act, and it counts for their thresholds
    earns: bool  # points
    extras: tuple[Rule, ...]  # points multipliers and free delivery
    family: int  # the line it was split from, or itself
    forced_kind: DiscountKind | None
    forced_off: int
    forced_source: str
    gross: int
    is_charge: bool
    last: tuple[Figures, PricedLine] | None  # as priced last: most lines stay as they are when another is scanned
    line: BasketLine
    line_id: int
    number: int  # tells prepared lines apart for ever
    pool: Pool | None
    price_list: str
    rate: TaxRate
    rate_key: RateKey
    shelf_price: int
    takes_manual: bool
    unit_price: int

    def amounts(self, thousandths: int) -> tuple[int, int]:
        """(gross, forced discount) of `thousandths` on this line's terms; a label's total stays what it is."""
        line = self.line
        gross = line.line_total
        if gross is None:
            gross = extended(self.unit_price, Quantity(thousandths, line.quantity.unit))
        if line.sticker_percent is not None:
            return gross, percent_of(gross, line.sticker_percent)
        value = line.sticker_price
        if value is None and self.forced_kind is DiscountKind.MANUAL and line.manual is not None:
            value = line.manual.value
        if value is None:
            return gross, 0
        return gross, max(0, gross - extended(value, Quantity(thousandths, line.quantity.unit)))

    def priced(self, figures: Figures) -> PricedLine:
        """The line with `figures`; the very value of the last time when nothing changed."""
        known = self.last
        if known is not None and known[0] == figures:
            return known[1]
        gross, forced, amounts, by_hand, net, tax, to_pay, near_miss, multiplier = figures
        discounts = tuple([applied(rule, amount) for rule, amount in amounts]) + by_hand
        if self.forced_kind is not None and forced > 0:
            discounts = (AppliedDiscount(self.forced_kind, self.forced_source, (), forced), *discounts)
        fresh = PricedLine(
            self.line_id,
            self.unit_price,
            self.shelf_price,
            self.price_list,
            gross,
            discounts,
            net,
            self.line.product.tax_category,
            self.rate.basis_points,
            self.rate.kind,
            tax,
            to_pay,
            near_miss,
            self.is_charge,
            multiplier,
        )
        self.last = (figures, fresh)
        return fresh


@lru_cache(maxsize=16_384)
def applied(rule: Rule, amount: int) -> AppliedDiscount:
    """What the line and the receipt tell of `amount` off; a discount spread over several lines says so."""
    if rule.coupon:
        kind = DiscountKind.COUPON
    else:
        kind = DiscountKind.BASKET_PROMOTION if rule.is_basket else DiscountKind.PROMOTION
    spreads = rule.is_multi or rule.is_basket
    return AppliedDiscount(kind, rule.promotion.promotion_id, rule.names, amount, multi_item=spreads)


class Preparer:
    """Prepares and remembers lines of one book version on one customer's terms."""

    def __init__(self, book: PriceBook, index: PromotionIndex, terms: Terms) -> None:
        self.store = book.store
        self.index = index
        self.terms = terms
        self._pools: dict[Hashable, Pool] = {}
        self._lines: dict[int, Prepared] = {}

    def trim(self) -> None:
        """Forget everything when it has grown large; between two baskets only, so that equal units share a pool."""
        if len(self._lines) > MOST_LINES or len(self._pools) > MOST_LINES:
            self._lines = {}
            self._pools = {}

    def prepared(self, lines: Iterable[BasketLine], book: PriceBook) -> list[Prepared]:
        """What is to know of each line; `NoPriceError`."""
        known = self._lines
        found: list[Prepared] = []
        for line in lines:
            one = known.get(id(line))  # what is prepared holds its line, so no other object can have its id
            if one is None:
                one = known[id(line)] = self._prepare(line, book)
            found.append(one)
        return found

    def _prepare(self, line: BasketLine, book: PriceBook) -> Prepared:
        new = Prepared()
        product = line.product
        limits = product.restrictions
        new.line = line
        new.line_id = line.line_id
        new.last = None
        new.number = next(_NUMBERS)
        new.family = line.split_from or line.line_id
        new.is_charge = product.is_charge or product.is_empties or line.parent_id is not None
        try:
            new.rate = rate_of(product, self.store, line.instant)
        except LookupError as error:
            raise NoPriceError(product.sku, line.line_id) from error
        new.rate_key = rate_key(product.tax_category, new.rate)
        self._price(new, book)
        plain = not (
            new.is_charge or product.is_gift_card or limits.no_discounts or new.forced_kind is DiscountKind.STICKER
        )
        new.takes_manual = plain
        new.discountable = plain and new.forced_kind is None and new.price_list != MANUAL
        new.earns = not (new.is_charge or product.is_gift_card or limits.no_points_earned)
        new.extras, rules = self._rules(new)
        new.pool = self._pool(new, rules) if rules else None
        manual = line.manual
        new.canonical = (
            product.sku,
            new.unit_price,
            new.gross,
            line.quantity.thousandths,
            tuple(rule.rank for rule in rules),
            new.forced_off,
            (manual.kind.value, manual.value, manual.reason) if manual is not None else (),
            (new.is_charge, new.rate.basis_points, new.rate.kind.value, tuple(rule.rank for rule in new.extras)),
        )
        return new

    def _price(self, new: Prepared, book: PriceBook) -> None:
        line = new.line
        new.forced_kind = None
        new.forced_source = ""
        if line.open_price is not None:
            new.unit_price = new.shelf_price = line.open_price
            new.price_list = OPEN
        else:
            tier = "" if new.is_charge else self.terms.tier
            found = unit_price_at(book.prices(line.product.sku), tier, line.instant)
            if found is None and line.line_total is not None:
                found = (0, 0, SHELF)  # the label says what it costs
            if found is None:
                raise NoPriceError(line.product.sku, line.line_id)
            new.unit_price, new.shelf_price, new.price_list = found
        if line.sticker_price is not None or line.sticker_percent is not None:
            self._force(new, DiscountKind.STICKER, line.sticker_serial)
        elif line.manual is not None and line.manual.kind is ManualKind.PRICE and line.line_total is None:
            self._force(new, DiscountKind.MANUAL, line.manual.reason)
            if line.manual.value >= new.unit_price:  # dearer by hand: a price of its own, not a discount
                new.unit_price = line.manual.value
                new.price_list = MANUAL
                new.forced_kind = None
        if line.product.is_empties:
            new.unit_price = -abs(new.unit_price)
            new.shelf_price = -abs(new.shelf_price)
        new.gross, new.forced_off = new.amounts(line.quantity.thousandths)

    def _force(self, new: Prepared, kind: DiscountKind, source: str) -> None:
        """A price that stays whoever the customer is: reckoned from the shelf's, not from a tier's."""
        new.forced_kind = kind
        new.forced_source = source
        new.unit_price = new.shelf_price
        if new.price_list != OPEN:
            new.price_list = SHELF

    def acts(self, rule: Rule) -> bool:
        """True when customer and budget admit the promotion."""
        return rule.promotion.promotion_id not in self.terms.exhausted and admitted(
            rule, self.terms.tier, self.terms.segments, self.terms.coupons
        )

    def _rules(self, new: Prepared) -> tuple[tuple[Rule, ...], tuple[Rule, ...]]:
        line = new.line
        if new.is_charge or line.product.is_gift_card:
            return (), ()
        moment = local(line.instant, self.store.timezone)
        acting = [
            rule for rule in self.index.candidates(line.product) if self.acts(rule) and in_force(rule.promotion, moment)
        ]
        extras = tuple(rule for rule in acting if rule.kind not in DISCOUNT_KINDS)
        if not new.discountable:
            return extras, ()
        no_coupons = line.product.restrictions.no_coupons
        rules = [rule for rule in acting if rule.kind in DISCOUNT_KINDS and not (rule.coupon and no_coupons)]
        if line.line_total is not None:  # a label's total is no number of units: only a share of it can come off
            rules = [
                rule
                for rule in rules
                if rule.kind is RewardKind.PERCENT and not rule.promotion.condition.minimum_quantity
            ]
        return extras, tuple(rules)

    def _pool(self, new: Prepared, rules: tuple[Rule, ...]) -> Pool:
        product = new.line.product
        ranks = tuple(rule.rank for rule in rules)
        order = (product.sku, new.unit_price, new.line.line_total is not None, product.unit.value, ranks)
        pool = self._pools.get(order)
        if pool is None or pool.product != product:
            pool = Pool(product, new.unit_price, rules, order)
            self._pools[order] = pool
        return pool
