"""Promotions compiled for one store: which act on a product, at an instant, for a customer. Pure, any thread.

`PromotionIndex` is built once for a tuple of promotions; a product's candidates are found through its sku, category and
brand. Which promotions name a sku is sought when it is first asked for: most goods of most promotions are in no basket
between two changes, and an index of them all is the dearest part of a start.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from pos_client.domain.catalogue import Product, StoreProfile
from pos_client.domain.local_time import in_window
from pos_client.domain.promotions.model import Promotion, RewardKind, Scope, Selection

MULTI_KINDS = frozenset(
    {
        RewardKind.CHEAPEST_FREE,
        RewardKind.N_FOR_M,
        RewardKind.N_FOR_PRICE,
        RewardKind.BUNDLE,
        RewardKind.GIFT,
    }
)
DISCOUNT_KINDS = MULTI_KINDS | {RewardKind.PERCENT, RewardKind.AMOUNT, RewardKind.FIXED_PRICE}
ANY = "*"  # in `combinable_with`: beside every other promotion


class Rule:
    """One promotion, compiled. `rank` is its place in the order of action: higher priority first, then by id."""

    __slots__ = (
        "coupon",
        "gift",
        "is_basket",
        "is_multi",
        "is_open",
        "kind",
        "names",
        "promotion",
        "rank",
        "reward",
        "selections",
    )

    def __init__(self, promotion: Promotion, rank: int) -> None:
        reward = promotion.reward
        condition = promotion.condition
        self.promotion = promotion
        self.rank = rank
        self.reward = reward
        self.kind = reward.kind
        self.names = promotion.names
        self.coupon = promotion.coupon
        gift_for_basket = reward.kind is RewardKind.GIFT and promotion.scope is Scope.BASKET
        sorts_units = reward.kind in MULTI_KINDS and not gift_for_basket
        self.is_basket = promotion.scope is Scope.BASKET and not sorts_units
        pools_units = condition.minimum_quantity > 1000 or condition.minimum_amount > 0 or reward.selection is not None
        self.is_multi = not self.is_basket and (reward.kind in MULTI_KINDS or pools_units)
        self.is_open = not promotion.stacking.exclusive_group  # it stacks with whatever admits it
        self.gift = Selection(skus=frozenset({reward.gift_sku})) if reward.kind is RewardKind.GIFT else None
        selections: list[Selection] = []
        if reward.kind is RewardKind.BUNDLE:
            selections += [group.selection for group in reward.groups]
        else:
            selections.append(condition.selection)
        if reward.selection is not None:
            selections.append(reward.selection)
        if self.gift is not None:
            selections.append(self.gift)
        self.selections = tuple(selections)

    @property
    def rewarded(self) -> Selection:
        """What the reward falls on."""
        return self.reward.selection or self.promotion.condition.selection

    def touches(self, product: Product) -> bool:
        """True when `product` is part of the condition or of the reward."""
        return any(selects(selection, product) for selection in self.selections)

    def __repr__(self) -> str:
        return f"Rule({self.promotion.promotion_id})"


def selects(selection: Selection, product: Product) -> bool:
    """True when `product` is selected by sku, category or brand; an empty selection takes every product."""
    if product.sku in selection.excluded_skus:
        return False
    if not (selection.skus or selection.categories or selection.brands):
        return True
    return (
        product.sku in selection.skus
        or product.category in selection.categories
        or (bool(product.brand) and product.brand in selection.brands)
    )


def compatible(one: Rule, other: Rule) -> bool:
    """True when both may act on the same unit.

    Without an exclusive group a promotion stacks with every other; of a group, one member acts on a unit, and beside it
    only what its `combinable_with` names (`ANY` for all). A unit serves one multi-item promotion.
    """
    if one.is_multi and other.is_multi:
        return False
    if one.is_open and other.is_open:
        return True
    first, second = one.promotion.stacking, other.promotion.stacking
    if first.exclusive_group and first.exclusive_group == second.exclusive_group:
        return False
    return _admits(one, other) and _admits(other, one)


def _admits(one: Rule, other: Rule) -> bool:
    stacking = one.promotion.stacking
    if not stacking.exclusive_group:
        return True
    named = stacking.combinable_with
    group = other.promotion.stacking.exclusive_group
    return ANY in named or other.promotion.promotion_id in named or (bool(group) and group in named)


def in_force(promotion: Promotion, moment: datetime) -> bool:
    """True when dates, weekdays and hours admit the store's local `moment`."""
    if not promotion.starts <= moment.date() <= promotion.ends:
        return False
    return in_window(moment, promotion.from_time, promotion.to_time, promotion.weekdays)


class PromotionIndex:
    """The promotions of one store and channel, by what they touch; immutable once built."""

    def __init__(self, promotions: Sequence[Promotion], store: StoreProfile, channel: str) -> None:
        ordered = sorted(promotions, key=lambda p: (-p.stacking.priority, p.promotion_id))
        self.rules: list[Rule] = []
        self._everything: list[Rule] = []
        self._naming_skus: list[tuple[frozenset[str], Rule]] = []
        self._by_sku: dict[str, tuple[Rule, ...]] = {}  # what was sought
        self._by_category: dict[str, list[Rule]] = {}
        self._by_brand: dict[str, list[Rule]] = {}
        for rank, promotion in enumerate(ordered):
            if promotion.channels and channel not in promotion.channels:
                continue
            if promotion.stores and store.store_id not in promotion.stores:
                continue
            self._add(Rule(promotion, rank))
        self.basket_rules = [rule for rule in self.rules if rule.is_basket]
        self.budgeted = tuple(rule.promotion.promotion_id for rule in self.rules if rule.promotion.has_budget)

    def _add(self, rule: Rule) -> None:
        self.rules.append(rule)
        if rule.is_basket:
            return
        for selection in rule.selections:
            if not (selection.skus or selection.categories or selection.brands):
                self._everything.append(rule)
            if selection.skus:
                self._naming_skus.append((selection.skus, rule))
            for keys, index in ((selection.categories, self._by_category), (selection.brands, self._by_brand)):
                for key in keys:
                    index.setdefault(key, []).append(rule)

    def _naming(self, sku: str) -> tuple[Rule, ...]:
        found = self._by_sku.get(sku)
        if found is None:
            found = self._by_sku[sku] = tuple(rule for skus, rule in self._naming_skus if sku in skus)
        return found

    def candidates(self, product: Product) -> tuple[Rule, ...]:
        """Line promotions that touch `product` at any time, in order of action."""
        found = {
            rule.rank: rule
            for rules in (
                self._everything,
                self._naming(product.sku),
                self._by_category.get(product.category, ()),
                self._by_brand.get(product.brand, ()),
            )
            for rule in rules
            if rule.touches(product)
        }
        return tuple(found[rank] for rank in sorted(found))


def admitted(rule: Rule, tier: str, segments: frozenset[str], coupons: Collection[str]) -> bool:
    """True when the customer's tier or segments, and coupons, let the promotion act."""
    promotion = rule.promotion
    is_for_some = bool(promotion.tiers or promotion.segments)
    if is_for_some and tier not in promotion.tiers and promotion.segments.isdisjoint(segments):
        return False
    return not promotion.coupon or promotion.coupon in coupons
