"""Line promotions on one component: lines whose units some multi-item promotion joins. Remembered between scans.

What comes off each line of a component follows from its lines alone, so one more scan works out one component anew.
Amounts are minor units. Pure; the memory is bounded, and equal values replace each other, so any thread may use it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from pos_client.domain.pricing.model import NearMiss
from pos_client.domain.pricing.prepare import Prepared
from pos_client.domain.pricing.spread import allot
from pos_client.domain.promotions.choice import Solution, solve
from pos_client.domain.promotions.near import Near, near_misses
from pos_client.domain.promotions.rules import Rule, compatible
from pos_client.domain.promotions.units import Pool

MOST_COMPONENTS = 4096
PriceOf = Callable[[str], int | None]


def is_blocked(rule: Rule, pool: Pool, preferred: Rule | None) -> bool:
    """True when `preferred` has the pool and admits no `rule` beside it."""
    if preferred is None or rule is preferred:
        return False
    return preferred.touches(pool.product) and not compatible(rule, preferred)


def near_miss(near: Near) -> NearMiss:
    """The near miss as lines and baskets show it."""
    return NearMiss(near.rule.promotion.promotion_id, near.rule.names, near.missing, near.saves, near.by_amount)


class Component:
    """What line promotions do to its lines; every tuple aligns with the lines, which are in canonical order."""

    __slots__ = ("_near", "acted", "amounts", "nets", "preferred", "rules", "saved", "solution", "totals")

    def __init__(self, lines: Sequence[Prepared], grosses: Sequence[int], minimum: int, preferred: Rule | None) -> None:
        members: dict[Pool, list[int]] = {}
        for i, line in enumerate(lines):
            if line.pool is not None:
                members.setdefault(line.pool, []).append(i)
        pools = sorted(members, key=lambda pool: pool.order)
        units = [
            (pool, sum(lines[i].line.quantity.thousandths for i in own), sum(grosses[i] for i in own))
            for pool, own in ((pool, members[pool]) for pool in pools)
        ]
        self.preferred = preferred
        self.solution: Solution = solve(units, lambda rule, pool: is_blocked(rule, pool, preferred))
        nets = list(grosses)
        amounts: list[list[tuple[Rule, int]]] = [[] for _ in lines]
        by_rule: dict[Rule, dict[int, int]] = {}
        for cell in self.solution.cells:
            for rule, amount in cell.amounts:
                by_place = by_rule.setdefault(rule, {})
                by_place[cell.place] = by_place.get(cell.place, 0) + amount
        for rule in sorted(by_rule, key=lambda rule: rule.rank):
            for i, part in share(by_rule[rule], [members[pool] for pool in pools], lines, grosses, nets, minimum):
                nets[i] -= part
                amounts[i].append((rule, part))
        self.nets = tuple(nets)
        self.amounts = tuple(tuple(line) for line in amounts)
        self.acted = frozenset(rule for line in amounts for rule, _ in line)
        self.totals = tuple(
            (rule, sum(amount for line in amounts for r, amount in line if r is rule)) for rule in self.acted
        )
        self.saved = sum(grosses) - sum(nets)
        self.rules = frozenset(rule for pool in pools for rule in pool.rules)
        self._near: tuple[datetime, dict[Pool, NearMiss]] | None = None

    def near(self, first: datetime, price_of: PriceOf) -> dict[Pool, NearMiss]:
        """Near misses by pool, with the prices of gifts and missing parts at the basket's `first` instant."""
        known = self._near
        if known is not None and known[0] == first:
            return known[1]
        found: dict[Pool, NearMiss] = {}
        if any(cell.pool.multis for cell in self.solution.cells):
            misses = near_misses(
                self.solution.cells, lambda rule, pool: is_blocked(rule, pool, self.preferred), price_of
            )
            found = {pool: near_miss(miss) for pool, miss in misses.items()}
        self._near = (first, found)
        return found


def share(
    by_place: dict[int, int],
    members: Sequence[Sequence[int]],
    lines: Sequence[Prepared],
    grosses: Sequence[int],
    nets: Sequence[int],
    minimum: int,
) -> list[tuple[int, int]]:
    """(line, its part) of what one rule takes off pools: over each pool's lines by gross, never below `minimum`."""
    indices: list[int] = []
    stretches: list[tuple[int, int]] = []
    for place in sorted(by_place):
        indices += members[place]
        stretches.append((by_place[place], len(members[place])))
    rooms = [max(0, nets[i] - minimum) for i in indices]
    parts = allot(stretches, [grosses[i] for i in indices], rooms, [lines[i].family for i in indices])
    return [(i, part) for i, part in zip(indices, parts, strict=True) if part]


class Components:
    """Components settled before, by their lines and amounts."""

    def __init__(self, minimum: int) -> None:
        self._minimum = minimum
        self._known: dict[tuple[object, ...], Component] = {}

    def get(self, lines: Sequence[Prepared], grosses: Sequence[int], preferred: Rule | None) -> Component:
        """The component of `lines`, in canonical order, each costing its gross before promotions."""
        rank = -1 if preferred is None else preferred.rank
        key: tuple[object, ...]
        if len(lines) == 1:  # most are
            key = (rank, lines[0].number, grosses[0])
        else:
            key = (rank, *[line.number for line in lines], *grosses)
        found = self._known.get(key)
        if found is None:
            if len(self._known) >= MOST_COMPONENTS:
                self._known = {}
            found = self._known[key] = Component(lines, grosses, self._minimum, preferred)
        return found
