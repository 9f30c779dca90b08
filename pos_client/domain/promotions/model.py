"""Promotions as data. Amounts are minor units, quantities thousandths, rates basis points, instants aware UTC."""

from __future__ import annotations

from datetime import date, time
from enum import StrEnum

from msgspec import Struct


class RewardKind(StrEnum):
    """What a promotion gives."""

    PERCENT = "percent"  # value: basis points off each matching unit
    AMOUNT = "amount"  # value: minor units off each matching unit (line scope) or the basket (basket scope)
    FIXED_PRICE = "fixed_price"  # value: the unit price in minor units
    CHEAPEST_FREE = "cheapest_free"  # of every `take` units the cheapest is free
    N_FOR_M = "n_for_m"  # take `take`, pay `pay`
    N_FOR_PRICE = "n_for_price"  # `take` units for value minor units
    BUNDLE = "bundle"  # one group of `groups` each, together for value minor units
    GIFT = "gift"  # `gift_sku`, `take` pieces of it free when in the basket
    POINTS_MULTIPLIER = "points_multiplier"  # value: basis points, 20000 doubles
    FREE_DELIVERY = "free_delivery"


class Scope(StrEnum):
    """Whether a promotion acts on matching lines or on the whole basket's eligible amount."""

    LINE = "line"
    BASKET = "basket"


class Selection(Struct, frozen=True):
    """Products by sku, category or brand; empty means every product. `excluded_skus` never match."""

    skus: frozenset[str] = frozenset()
    categories: frozenset[str] = frozenset()
    brands: frozenset[str] = frozenset()
    excluded_skus: frozenset[str] = frozenset()


class BundleGroup(Struct, frozen=True):
    """One group of a bundle: `count` thousandths of what it selects."""

    selection: Selection
    count: int


class Condition(Struct, frozen=True):
    """When a promotion acts: what it selects, and the least quantity (thousandths) and amount (minor units) of it."""

    selection: Selection = Selection()
    minimum_quantity: int = 0
    minimum_amount: int = 0


class Reward(Struct, frozen=True):
    """What it gives; the fields used depend on `kind` (see `RewardKind`). `selection` defaults to the condition's."""

    kind: RewardKind
    value: int = 0
    take: int = 0
    pay: int = 0
    groups: tuple[BundleGroup, ...] = ()
    gift_sku: str = ""
    selection: Selection | None = None


class Stacking(Struct, frozen=True):
    """Higher `priority` first. An `exclusive_group` admits one of its members a unit; "" stacks with all others.

    `combinable_with` limits a non-empty exclusive group's promotion to these promotion ids or groups beside it.
    """

    priority: int = 0
    exclusive_group: str = ""
    combinable_with: frozenset[str] = frozenset()


class Promotion(Struct, frozen=True):
    """One promotion. Empty `channels` and `stores` mean all; `coupon` names the coupon kind it needs.

    With `tiers` or `segments` it is for customers of one of these tiers, or in one of these segments.
    """

    promotion_id: str
    names: tuple[tuple[str, str], ...]
    starts: date
    ends: date
    reward: Reward
    condition: Condition = Condition()
    scope: Scope = Scope.LINE
    weekdays: frozenset[int] = frozenset(range(1, 8))
    from_time: time | None = None
    to_time: time | None = None
    channels: frozenset[str] = frozenset()
    stores: frozenset[str] = frozenset()
    tiers: frozenset[str] = frozenset()
    segments: frozenset[str] = frozenset()
    coupon: str = ""
    uses_in_all: int | None = None
    uses_per_customer: int | None = None
    stacking: Stacking = Stacking()

    @property
    def has_budget(self) -> bool:
        """True when it may be used only so often."""
        return self.uses_in_all is not None or self.uses_per_customer is not None

    def name(self, language: str) -> str:
        """The name in `language`, else in English, else the id."""
        by_language = dict(self.names)
        return by_language.get(language) or by_language.get("en") or self.promotion_id
