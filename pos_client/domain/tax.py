"""Tax of priced lines by rate group, with each line's share. Amounts are minor units, rates basis points. Pure.

A group is a category, a rate and its kind (exempt and zero-rated stay apart). The tax of a group is rounded once, or
once a line when the store says so, and shared over its lines by largest remainder. Amounts below zero (empties) are the
mirror of amounts above it and are rounded by themselves, so that a bottle handed back never moves the tax of goods.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from datetime import datetime

from msgspec import Struct

from pos_client.domain.catalogue import Product, StoreProfile, TaxBasis, TaxKind, TaxRate, TaxRounding
from pos_client.domain.money import allocate, divide_rounded

WHOLE = 10_000  # basis points


RateKey = tuple[str, int, str]  # category, basis points, kind: what rate groups are told apart by


class RateGroup(Struct, frozen=True):
    """The sums of one rate group: `net` without tax, `tax`, `gross` with it."""

    category: str
    rate: int
    kind: TaxKind
    net: int
    tax: int
    gross: int


def tax_of(amount: int, basis_points: int, basis: TaxBasis) -> int:
    """Tax in `amount` (inclusive) or on it (exclusive), rounded half away from zero."""
    if basis is TaxBasis.INCLUSIVE:
        return divide_rounded(amount * basis_points, WHOLE + basis_points)
    return divide_rounded(amount * basis_points, WHOLE)


def rate_key(category: str, rate: TaxRate) -> RateKey:
    """The rate group of a line of tax `category` at `rate`."""
    return category, rate.basis_points, rate.kind.value


def rate_of(product: Product, store: StoreProfile, instant: datetime) -> TaxRate:
    """The rate a line of `product` bears at `instant`; selling a gift card is no turnover, so it bears none.

    `LookupError` when the store does not know the product's category or it has no rate yet.
    """
    rate = store.tax_category(product.tax_category).at(instant)
    return TaxRate(rate.valid_from, 0, TaxKind.EXEMPT) if product.is_gift_card else rate


def share_tax(
    keys: Sequence[RateKey], amounts: Sequence[int], families: Sequence[Hashable], store: StoreProfile
) -> tuple[list[int], tuple[RateGroup, ...]]:
    """Each line's tax, in the order given (ties go to earlier lines), and the groups by category, rate, kind.

    Line by line: its rate group, its amount in the price's basis, its family (lines of one were one before a split).
    """
    shares = [0] * len(amounts)
    groups: dict[RateKey, list[int]] = {}
    for i, key in enumerate(keys):
        groups.setdefault(key, []).append(i)
    totals: list[RateGroup] = []
    for (category, basis_points, kind), members in sorted(groups.items()):
        own = [amounts[i] for i in members]
        tax = 0
        if basis_points:
            for places in _rounded_together(own, [families[i] for i in members], store):
                parts = [own[place] for place in places]
                off = tax_of(sum(parts), basis_points, store.tax_basis)
                if off:
                    tax += off
                    for place, share in zip(places, allocate(off, list(map(abs, parts))), strict=True):
                        shares[members[place]] = share
        amount = sum(own)
        net = amount - tax if store.tax_basis is TaxBasis.INCLUSIVE else amount
        totals.append(RateGroup(category, basis_points, TaxKind(kind), net, tax, net + tax))
    return shares, tuple(totals)


def _rounded_together(
    amounts: Sequence[int], families: Sequence[Hashable], store: StoreProfile
) -> Iterable[Sequence[int]]:
    """Which of a group's places are rounded as one: all of one sign, or each line by itself when the store says so."""
    per_line = store.tax_rounding is TaxRounding.PER_LINE
    if not per_line and min(amounts) >= 0:
        return (range(len(amounts)),)
    together: dict[Hashable, list[int]] = {}
    for place, amount in enumerate(amounts):
        key = (amount < 0, families[place]) if per_line else amount < 0
        together.setdefault(key, []).append(place)
    return together.values()
