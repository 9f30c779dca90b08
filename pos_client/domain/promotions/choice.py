"""Which promotions act on which units: exclusive against stack, whichever is better for the customer. Pure, any thread.

Pools joined by multi-item promotions are solved together, all others alone. Multi-item promotions are tried in every
Pools joined by multi-item promotions are solved together, all others alone. Multi-item promotions are tried in every
order and subset (up to three of them; beyond that each one first, and each one alone), and on each unit the best
set of single-unit promotions that may stand together. A single-unit promotion acts before a multi-item one when
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import permutations

from msgspec import Struct

from pos_client.domain.promotions.model import RewardKind
from pos_client.domain.promotions.rules import Rule, compatible
from pos_client.domain.promotions.units import Cell, Pool, apply_multi, may_act, reward_of

MANY = 3  # multi-item promotions in one component that are tried in every order
MOST_SINGLES = 8  # single-unit promotions on one unit that are tried in every set


class Solution(Struct, frozen=True, eq=False):
    """The units of a component after its promotions; `saved` in all."""

    cells: tuple[Cell, ...]
    saved: int


Blocked = Callable[[Rule, Pool], bool]


def solve(units: Sequence[tuple[Pool, int, int]], blocked: Blocked) -> Solution:
    """Solve one component: (pool, quantity, gross) in canonical order; `blocked` forbids a rule on a pool."""
    singles = [tuple(rule for rule in pool.singles if not blocked(rule, pool)) for pool, _, _ in units]
    multis = {rule.rank: rule for pool, _, _ in units for rule in pool.multis if not blocked(rule, pool)}
    ordered = [multis[rank] for rank in sorted(multis)]
    fresh = [Cell(pool, place, quantity, gross) for place, (pool, quantity, gross) in enumerate(units)]
    possible = {rule for rule in ordered if may_act(rule, [cell for cell in fresh if not blocked(rule, cell.pool)])}
    best: Solution | None = None
    followed: set[tuple[object, ...]] = set()
    for option in _options(ordered, any_singles=any(singles)):
        before = [_before(cell.pool, singles[cell.place], option, blocked) for cell in fresh]
        acting = tuple(rule for rule in option if rule in possible)
        key = (acting, *before)
        if key in followed:  # it differs by promotions that have not their units here: the outcome is known
            continue
        followed.add(key)
        found = _follow(fresh, singles, before, acting, blocked)
        if best is None or found.saved > best.saved:
            best = found
    if best is None:  # there is always the empty option
        raise AssertionError("no option was tried")
    return best


def _options(multis: list[Rule], *, any_singles: bool) -> Iterator[tuple[Rule, ...]]:
    if len(multis) <= MANY:
        for size in range(len(multis), 0, -1):
            yield from permutations(multis, size)
    else:
        for first in multis:
            yield (first, *(rule for rule in multis if rule is not first))
        for alone in multis:
            yield (alone,)
    if any_singles or not multis:
        yield ()


def _before(pool: Pool, singles: tuple[Rule, ...], option: Sequence[Rule], blocked: Blocked) -> tuple[Rule, ...]:
    """Which of `singles` act on a pool before the multi-item promotions of `option` that may act on it."""
    if not singles:
        return ()
    here = [rule for rule in option if rule in pool.multis and not blocked(rule, pool)]
    return tuple(rule for rule in singles if _goes_before(rule, here)) if here else ()


def _follow(
    fresh: Sequence[Cell],
    singles: Sequence[tuple[Rule, ...]],
    before: Sequence[tuple[Rule, ...]],
    option: Sequence[Rule],
    blocked: Blocked,
) -> Solution:
    cells = [best_singles(cell, rules) for cell, rules in zip(fresh, before, strict=True)]
    for rule in option:
        outside = [cell for cell in cells if blocked(rule, cell.pool)]
        inside = [cell for cell in cells if not blocked(rule, cell.pool)] if outside else cells
        changed = apply_multi(rule, inside)
        if changed is not None:
            cells = outside + changed
    final = [_finish(cell, singles[cell.place]) for cell in cells]
    final.sort(key=lambda cell: (cell.place, -cell.quantity))
    return Solution(tuple(final), sum(cell.gross - cell.net for cell in final))


def _goes_before(single: Rule, multis: list[Rule]) -> bool:
    own = single.promotion.stacking.priority
    for multi in multis:
        other = multi.promotion.stacking.priority
        if own < other or (own == other and single.kind is not RewardKind.FIXED_PRICE):
            return False
        if not compatible(single, multi):
            return False
    return True


def _finish(cell: Cell, singles: tuple[Rule, ...]) -> Cell:
    """Single-unit promotions on units as the multi-item ones left them; untouched units start afresh."""
    if not any(rule.is_multi for rule, _ in cell.amounts):
        return best_singles(Cell(cell.pool, cell.place, cell.quantity, cell.gross), singles)
    acted = {rule for rule, _ in cell.amounts}
    return best_singles(cell, tuple(rule for rule in singles if rule not in acted and cell.admits(rule)))


def best_singles(cell: Cell, singles: tuple[Rule, ...]) -> Cell:
    """`cell` with the set of single-unit promotions on it that saves most."""
    if not singles or cell.net <= 0:
        return cell
    if len(singles) == 1:
        return _stack(cell, singles)
    best = cell
    for chosen in _stacks(_strongest(cell, singles)):
        found = _stack(cell, chosen)
        if found.net < best.net:
            best = found
    return best


def _stack(cell: Cell, singles: Sequence[Rule]) -> Cell:
    for rule in singles:
        if cell.quantity < rule.promotion.condition.minimum_quantity:
            continue
        amount = reward_of(rule, cell.net, cell.quantity)
        if amount > 0:
            cell = cell.with_amount(rule, amount)
    return cell


def _strongest(cell: Cell, singles: tuple[Rule, ...]) -> tuple[Rule, ...]:
    if len(singles) <= MOST_SINGLES:
        return singles
    by_worth = sorted(singles, key=lambda rule: (-reward_of(rule, cell.net, cell.quantity), rule.rank))
    return tuple(sorted(by_worth[:MOST_SINGLES], key=lambda rule: rule.rank))


@lru_cache(maxsize=4096)
def _stacks(singles: tuple[Rule, ...]) -> tuple[tuple[Rule, ...], ...]:
    """Every largest set of promotions that may stand beside each other, in order of action."""
    beside = {rule: {other for other in singles if other is rule or compatible(rule, other)} for rule in singles}
    if all(len(others) == len(singles) for others in beside.values()):
        return (singles,)
    found: list[tuple[Rule, ...]] = []

    def grow(chosen: tuple[Rule, ...], index: int) -> None:
        if index == len(singles):
            is_largest = all(rule in chosen or not beside[rule].issuperset(chosen) for rule in singles)
            if is_largest:
                found.append(chosen)
            return
        rule = singles[index]
        if beside[rule].issuperset(chosen):
            grow((*chosen, rule), index + 1)
        grow(chosen, index + 1)

    grow((), 0)
    return tuple(found)
