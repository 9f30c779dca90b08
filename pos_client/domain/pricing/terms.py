"""The price of a product at an instant, from dated price lists. Amounts are minor units. Pure, any thread."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from msgspec.structs import replace

from pos_client.domain.catalogue import PriceEntry, Product, StoreProfile
from pos_client.domain.local_time import local
from pos_client.domain.pricing.model import SHELF, PriceBook
from pos_client.domain.promotions.model import Promotion
from pos_client.domain.promotions.rules import PromotionIndex, in_force


def price_in_force(entries: Sequence[PriceEntry], price_list: str, instant: datetime) -> PriceEntry | None:
    """The entry of `price_list` in force at `instant`; of several, the one that began last, then the lowest."""
    found: PriceEntry | None = None
    for entry in entries:
        if entry.price_list != price_list or entry.valid_from > instant:
            continue
        if entry.valid_to is not None and entry.valid_to <= instant:
            continue
        if found is None or (entry.valid_from, -entry.amount) > (found.valid_from, -found.amount):
            found = entry
    return found


def unit_price_at(entries: Sequence[PriceEntry], tier: str, instant: datetime) -> tuple[int, int, str] | None:
    """(unit price, shelf price, its price list) for a customer of `tier`; None without any price in force.

    A tier's price counts when it is below the shelf's: a rank never makes a product dearer.
    """
    shelf = price_in_force(entries, SHELF, instant)
    own = price_in_force(entries, tier, instant) if tier and tier != SHELF else None
    if own is not None and (shelf is None or own.amount < shelf.amount):
        return own.amount, own.amount if shelf is None else shelf.amount, tier
    return None if shelf is None else (shelf.amount, shelf.amount, SHELF)


def splice(before: Sequence[PriceEntry], after: Sequence[PriceEntry], at: datetime) -> tuple[PriceEntry, ...]:
    """Prices as `before` at every instant up to `at`, and as `after` from then on."""
    kept = (
        entry if entry.valid_to is not None and entry.valid_to <= at else replace(entry, valid_to=at)
        for entry in before
        if entry.valid_from < at
    )
    return (*kept, *_from(after, at))


def _from(entries: Sequence[PriceEntry], at: datetime) -> Iterator[PriceEntry]:
    """What is in force from `at` on, one entry after the other: cut to one beginning, overlapping ones would tie."""
    for price_list in {entry.price_list for entry in entries}:
        own = [entry for entry in entries if entry.price_list == price_list]
        ends = {moment for entry in own for moment in (entry.valid_from, entry.valid_to) if moment and moment > at}
        points = [at, *sorted(ends)]
        for start, end in zip(points, [*points[1:], None], strict=True):
            found = price_in_force(own, price_list, start)
            if found is not None:
                yield replace(found, valid_from=start, valid_to=end)


def same_terms(book: PriceBook, product: Product, one: datetime, other: datetime) -> bool:
    """True when prices in every list, tax rate, and promotions on `product` are the same at both instants."""
    if one == other:
        return True
    entries = book.prices(product.sku)
    lists = {entry.price_list for entry in entries}
    if any(price_in_force(entries, name, one) != price_in_force(entries, name, other) for name in lists):
        return False
    category = book.store.tax_category(product.tax_category)
    if category.at(one) != category.at(other):
        return False
    moments = local(one, book.store.timezone), local(other, book.store.timezone)
    rules = index_of(tuple(book.promotions()), book.store, "pos").candidates(product)
    return all(in_force(rule.promotion, moments[0]) == in_force(rule.promotion, moments[1]) for rule in rules)


class _Indexes:
    """The last few indexes, by the identity of what they were built from: hashing 500 promotions costs too much."""

    def __init__(self) -> None:
        self._kept: list[tuple[tuple[Promotion, ...], StoreProfile, str, PromotionIndex]] = []

    def get(self, promotions: tuple[Promotion, ...], store: StoreProfile, channel: str) -> PromotionIndex:
        for kept in self._kept:
            if kept[0] is promotions and kept[1] == store and kept[2] == channel:
                return kept[3]
        index = PromotionIndex(promotions, store, channel)
        self._kept = [(promotions, store, channel, index), *self._kept[:7]]  # one new list: readers never see half
        return index


_INDEXES = _Indexes()


def index_of(promotions: tuple[Promotion, ...], store: StoreProfile, channel: str) -> PromotionIndex:
    """The index of `promotions`, built once for one tuple object."""
    return _INDEXES.get(promotions, store, channel)
