"""Points that a sale earns. Amounts are minor units, points whole, multipliers basis points (20000 doubles). Pure.

A sale earns the floor of its eligible amount (money to pay) per multiplier group; the points are split over the lines
of the group in whole points by largest remainder and stay there, so that a return takes back exactly its line's share.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from pos_client.domain.catalogue import StoreProfile
from pos_client.domain.money import allocate
from pos_client.domain.pricing.model import PricedBasket

SINGLE = 10_000  # the multiplier of a line that no promotion touches


class PointsEarned(Struct, frozen=True):
    """`total` points and each line's share, (line_id, points), lines that earn nothing left out."""

    total: int
    shares: tuple[tuple[int, int], ...]


def earned(priced: PricedBasket, unit: int, not_earning: Mapping[int, int] | int = 0) -> PointsEarned:
    """Points at one a `unit` minor units.

    `not_earning` is what is paid with points and gift cards: by line as frozen in a sale, or in all, and then it is
    spread over the eligible lines. A `unit` of 0 means that there is no programme.
    """
    lines = [line for line in priced.lines if line.points_multiplier and line.to_pay > 0]
    if unit <= 0 or not lines:
        return PointsEarned(0, ())
    if isinstance(not_earning, int):
        spread = allocate(not_earning, [line.to_pay for line in lines])
        not_earning = {line.line_id: part for line, part in zip(lines, spread, strict=True)}
    groups: dict[int, list[tuple[int, int]]] = {}
    for line in lines:
        eligible = max(0, line.to_pay - not_earning.get(line.line_id, 0))
        groups.setdefault(line.points_multiplier, []).append((line.line_id, eligible))
    shares: dict[int, int] = {}
    for multiplier, members in groups.items():
        points = sum(amount for _, amount in members) * multiplier // (unit * SINGLE)
        for (line_id, _), part in zip(members, allocate(points, [amount for _, amount in members]), strict=True):
            shares[line_id] = part
    ordered = tuple((line.line_id, shares[line.line_id]) for line in lines if shares[line.line_id])
    return PointsEarned(sum(part for _, part in ordered), ordered)


def points_of_sale(priced: PricedBasket, store: StoreProfile, not_earning: int = 0) -> int:
    """The points that the attached customer would earn; 0 without a customer or a programme."""
    return earned(priced, store.points_unit, not_earning).total if priced.basket.customer_ref else 0
