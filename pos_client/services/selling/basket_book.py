"""What the basket in hand is priced by: the newest catalogue, but nothing that was promised to its customer changes.

A basket keeps the promotions, what is left of their budgets, and the store's rules it began with. When prices change
under it, each of its products costs what it did at every instant before the news, and what the news say from then on.
Main thread only.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from pos_client.domain.basket import BasketLine
from pos_client.domain.catalogue import PriceEntry, Product, StoreProfile
from pos_client.domain.pricing.terms import splice
from pos_client.domain.promotions.model import Promotion
from pos_client.services.desk import Desk
from pos_client.services.selling import budgets


class BasketBook:
    """The `PriceBook` of one basket after another; `begin` when a new one is begun."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._promotions: tuple[Promotion, ...] = ()
        self._store = desk.store
        self._spliced: dict[str, tuple[PriceEntry, ...]] = {}
        self._budgets: dict[str, Promotion] = {}
        self._left: dict[tuple[str, str], int | None] = {}  # by promotion and customer
        self.begin()

    def begin(self) -> None:
        """Take the catalogue as it is for a new basket."""
        catalogue = self._desk.replica.catalogue
        self._promotions = catalogue.promotions()
        self._store = catalogue.store
        self._spliced = {}
        self._budgets = {each.promotion_id: each for each in self._promotions if each.has_budget}
        self._left = {}

    def take_news(self, lines: Sequence[BasketLine], now: datetime) -> bool:
        """Take over what came from the centre, under a basket of `lines`; True when there was anything."""
        held = {sku: tuple(self.prices(sku)) for sku in {line.product.sku for line in lines}}
        # a line just scanned is before the news, and so is one of before the clock was set back
        at = max([now, *(line.instant for line in lines)]) + timedelta.resolution
        if not self._desk.refresh():
            return False
        catalogue = self._desk.replica.catalogue
        for sku, before in held.items():
            after = catalogue.prices(sku)
            if sku in self._spliced or after != before:
                self._spliced[sku] = splice(before, after, at)
        return True

    # --- as a price book

    @property
    def version(self) -> str:
        """The version of the newest catalogue: what new lines are priced by."""
        return self._desk.replica.catalogue.version

    @property
    def store(self) -> StoreProfile:
        """The store's rules as they were when the basket began."""
        return self._store

    def prices(self, sku: str) -> Sequence[PriceEntry]:
        """Every dated price of `sku`."""
        return self._spliced.get(sku) or self._desk.replica.catalogue.prices(sku)

    def promotions(self) -> tuple[Promotion, ...]:
        """The promotions in force when the basket began: the same tuple while it lasts."""
        return self._promotions

    def product(self, sku: str) -> Product | None:
        """The product with `sku`."""
        return self._desk.replica.catalogue.product(sku)

    def uses_left(self, promotion_id: str, customer_ref: str) -> int | None:
        """Sales here that may still use the promotion, as of the basket's beginning; None without a limit."""
        key = (promotion_id, customer_ref)
        if key not in self._left:
            self._left[key] = self._count_left(self._budgets[promotion_id], customer_ref)
        return self._left[key]

    def _count_left(self, promotion: Promotion, customer_ref: str) -> int | None:
        reader = self._desk.journal.reader()
        left = []
        if promotion.uses_in_all is not None:
            left.append(promotion.uses_in_all - budgets.used(reader, promotion.promotion_id))
        if promotion.uses_per_customer is not None and customer_ref:
            left.append(promotion.uses_per_customer - budgets.used(reader, promotion.promotion_id, customer_ref))
        return min(left, default=None)
