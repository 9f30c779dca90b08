"""Tax of priced lines by rate group, with each line's share. Amounts are minor units, rates basis points. Pure.

A group is a category, a rate and its kind (exempt and zero-rated stay apart). The tax of a group is rounded once, or
once a line when the store says so, and shared over its lines by largest remainder. Amounts below zero (empties) are the
mirror of amounts above it and are rounded by themselves, so that a bottle handed back never moves the tax of goods.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from datetime import datetime
from typing import NamedTuple

from msgspec import Struct

from pos_client.domain.catalogue import Product, StoreProfile, TaxBasis, TaxKind, TaxRate, TaxRounding
from pos_client.domain.money import allocate, divide_rounded

WHOLE = 10_000  # basis points


class Taxable(NamedTuple):
    """One line for the tax: `amount` in the price's basis; lines of one `family` were one line before a split."""

    category: str
    rate: TaxRate
    amount: int
    family: Hashable


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


def rate_of(product: Product, store: StoreProfile, instant: datetime) -> TaxRate:
    """The rate a line of `product` bears at `instant`; selling a gift card is no turnover, so it bears none.

    `LookupError` when the store does not know the product's category or it has no rate yet.
    """
    rate = store.tax_category(product.tax_category).at(instant)
    return TaxRate(rate.valid_from, 0, TaxKind.EXEMPT) if product.is_gift_card else rate


def share_tax(lines: Sequence[Taxable], store: StoreProfile) -> tuple[list[int], tuple[RateGroup, ...]]:
    """Each line's tax, in the order given (ties go to earlier lines), and the groups by category, rate, kind."""
    shares = [0] * len(lines)
    by_rate: dict[tuple[str, int], list[int]] = {}  # by the rate's identity: lines mostly share the store's own
    for index, line in enumerate(lines):
        by_rate.setdefault((line.category, id(line.rate)), []).append(index)
    groups: dict[tuple[str, int, str], list[int]] = {}
    for (category, _), members in by_rate.items():
        rate = lines[members[0]].rate
        groups.setdefault((category, rate.basis_points, rate.kind.value), []).extend(members)
    if len(groups) < len(by_rate):
        for members in groups.values():
            members.sort()
    totals: list[RateGroup] = []
    for (category, basis_points, kind), members in sorted(groups.items()):
        if basis_points:
            _share_group(lines, members, basis_points, store, shares)
        amount = sum(lines[i].amount for i in members)
        tax = sum(shares[i] for i in members)
        net = amount - tax if store.tax_basis is TaxBasis.INCLUSIVE else amount
        totals.append(RateGroup(category, basis_points, TaxKind(kind), net, tax, net + tax))
    return shares, tuple(totals)


def _share_group(
    lines: Sequence[Taxable], members: list[int], rate: int, store: StoreProfile, shares: list[int]
) -> None:
    rounded_together: dict[Hashable, list[int]] = {}
    per_line = store.tax_rounding is TaxRounding.PER_LINE
    for i in members:
        line = lines[i]
        key = (line.amount < 0, line.family) if per_line else line.amount < 0
        rounded_together.setdefault(key, []).append(i)
    for part in rounded_together.values():
        amounts = [lines[i].amount for i in part]
        tax = tax_of(sum(amounts), rate, store.tax_basis)
        if tax:
            for i, share in zip(part, allocate(tax, list(map(abs, amounts))), strict=True):
                shares[i] = share
