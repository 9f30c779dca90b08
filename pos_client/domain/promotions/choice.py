"""Which promotions act on which units: exclusive against stack, whichever is better for the customer. Pure, any thread.

Pools joined by multi-item promotions that have their units are solved together, all others alone. Those promotions are
tried in every order and subset (up to three of them; beyond that each one first, and each one alone). Where one took
units on which a single-unit promotion that may not stand beside it is worth something, it is tried without them too:
of up to three pools in every choice, of more without the one, two or three that gain most, and without all.
On each unit acts the best set of single-unit promotions that may stand together. A single-unit promotion acts before a
multi-item one, if it may stand beside it, when its priority is higher, or the same and it is a fixed price; else on
what that left.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from functools import lru_cache
from itertools import permutations
from typing import TypeAlias

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
Early: TypeAlias = tuple[tuple[int, tuple[Rule, ...]], ...]
"""Single-unit promotions that act first, by place."""


def solve(units: Sequence[tuple[Pool, int, int]], blocked: Blocked) -> Solution:
    """Solve one component: (pool, quantity, gross) in canonical order; `blocked` forbids a rule on a pool."""
    singles = [tuple(rule for rule in pool.singles if not blocked(rule, pool)) for pool, _, _ in units]
    fresh = [Cell(pool, place, quantity, gross) for place, (pool, quantity, gross) in enumerate(units)]
    alone = [best_singles(cell, own) for cell, own in zip(fresh, singles, strict=True)]
    found: list[Cell] = []
    for multis, cells in _parts(fresh, _multis(fresh, blocked)):
        if multis:
            search = _Search(cells, singles, alone, blocked)
            for option in _options(sorted(multis, key=lambda rule: rule.rank)):
                search.follow(option)
            found += search.best
        else:
            found += [alone[cell.place] for cell in cells]
    found.sort(key=lambda cell: (cell.place, -cell.quantity))
    return Solution(tuple(found), sum(cell.gross - cell.net for cell in found))


class _Search:
    """The best outcome on the units of `fresh`, which some multi-item promotions join."""

    def __init__(
        self, fresh: list[Cell], singles: Sequence[tuple[Rule, ...]], alone: Sequence[Cell], blocked: Blocked
    ) -> None:
        self._fresh = fresh
        self._singles = singles
        self._alone = alone
        self._allowed = {
            cell.place: frozenset([rule for rule in cell.pool.multis if not blocked(rule, cell.pool)]) for cell in fresh
        }
        self._earlier = [
            (place, earlier) for place, multis in self._allowed.items() if (earlier := _earlier(singles[place], multis))
        ]
        self._rivals = {cell.place: _rivals(cell, singles[cell.place], self._allowed[cell.place]) for cell in fresh}
        self._followed: dict[tuple[object, ...], list[Cell]] = {}
        self._tried: set[tuple[tuple[Rule, ...], frozenset[int]]] = set()
        self.best: list[Cell] = []
        self._most = -1

    def follow(self, option: tuple[Rule, ...]) -> None:
        """Try `option`, one promotion after the other, and then without units that others are better for.

        What finds no units counts as not tried: it must not decide what acts before the others.
        """
        trials = [(option, frozenset[int]())]
        for trial in trials:  # grows while it is walked through
            if trial in self._tried:
                continue
            self._tried.add(trial)
            rules, kept = trial
            before = self._before(rules)
            steps = [self._after(rules[:count], before, kept) for count in range(len(rules) + 1)]
            acted = tuple(
                [rule for rule, one, other in zip(rules, steps[:-1], steps[1:], strict=True) if one is not other]
            )
            if acted == rules:
                self._judge(steps[-1])
                trials += [(rules, more) for more in self._choices(kept, steps[-1])]
            else:
                trials.append((acted, kept))

    def _before(self, rules: tuple[Rule, ...]) -> Early:
        """Which single-unit promotions act before those of `rules` that may act at their place."""
        if not self._earlier:
            return ()
        found = []
        for place, earlier in self._earlier:
            here = self._allowed[place].intersection(rules)
            if here:
                found.append((place, tuple([single for single, multis in earlier if multis >= here])))
        return tuple(found)

    def _after(self, rules: tuple[Rule, ...], before: Early, kept: frozenset[int]) -> list[Cell]:
        """The units after `before` and `rules`, none taken in `kept` places; the same list when the last took none."""
        key: tuple[object, ...] = (before, kept, *rules)
        cells = self._followed.get(key)
        if cells is None:
            if rules:
                cells = self._one_after(rules[-1], self._after(rules[:-1], before, kept), kept)
            elif before:
                own = dict(before)
                cells = [best_singles(cell, own.get(cell.place, ())) for cell in self._fresh]
            else:
                cells = self._fresh
            self._followed[key] = cells
        return cells

    def _one_after(self, rule: Rule, cells: list[Cell], kept: frozenset[int]) -> list[Cell]:
        inside: list[Cell] = []
        outside: list[Cell] = []
        for cell in cells:
            (outside if cell.place in kept or rule not in self._allowed[cell.place] else inside).append(cell)
        changed = apply_multi(rule, inside) if inside else None
        return cells if changed is None else outside + changed

    def _judge(self, cells: list[Cell]) -> None:
        final = [_finish(cell, self._singles[cell.place], self._alone[cell.place]) for cell in cells]
        saved = sum(cell.gross - cell.net for cell in final)
        if saved > self._most:
            self.best, self._most = final, saved

    def _choices(self, kept: frozenset[int], cells: Sequence[Cell]) -> list[frozenset[int]]:
        """Which pools to keep beside `kept`, of those that a rival took units of.

        Each one, and so in time every few of them; of many those that gain most alone, and all of them.
        """
        gains: dict[int, int] = {}
        for cell in cells:
            if any(rule in self._rivals[cell.place] for rule, _ in cell.amounts):
                alone = self._alone[cell.place]
                gains.setdefault(cell.place, alone.gross - alone.net)
                gains[cell.place] -= cell.gross - cell.net
        if len(kept) + len(gains) <= MANY:
            return [kept | {place} for place in sorted(gains)]
        if kept:
            return []
        ordered = sorted(gains, key=lambda place: (-gains[place], place))
        return [frozenset(ordered[:count]) for count in (*range(1, MANY + 1), len(ordered))]


def _multis(fresh: Sequence[Cell], blocked: Blocked) -> set[Rule]:
    """The multi-item promotions that have their units here."""
    return {
        rule
        for rule in {rule for cell in fresh for rule in cell.pool.multis}
        if may_act(rule, [cell for cell in fresh if not blocked(rule, cell.pool)])
    }


def _parts(fresh: Sequence[Cell], multis: set[Rule]) -> list[tuple[set[Rule], list[Cell]]]:
    """The units that promotions of `multis` join, with those promotions; others by themselves, with none."""
    parts: list[tuple[set[Rule], list[Cell]]] = []
    for cell in fresh:
        rules, cells = multis.intersection(cell.pool.multis), [cell]
        for part in [part for part in parts if not part[0].isdisjoint(rules)]:
            parts.remove(part)
            rules, cells = rules | part[0], part[1] + cells
        parts.append((rules, sorted(cells, key=lambda cell: cell.place)))
    return parts


def _rivals(cell: Cell, singles: Sequence[Rule], multis: Collection[Rule]) -> frozenset[Rule]:
    """Which of `multis` may not stand beside a single-unit promotion worth something on the cell."""
    return frozenset(
        rule
        for rule in multis
        if any(not compatible(rule, single) and _stack(cell, (single,)) is not cell for single in singles)
    )


def _options(multis: list[Rule]) -> Iterator[tuple[Rule, ...]]:
    if len(multis) <= MANY:
        for size in range(len(multis), -1, -1):
            yield from permutations(multis, size)
    else:
        for first in multis:
            yield (first, *(rule for rule in multis if rule is not first))
        for alone in multis:
            yield (alone,)
        yield ()


def _earlier(singles: Sequence[Rule], multis: Collection[Rule]) -> tuple[tuple[Rule, frozenset[Rule]], ...]:
    """Each of `singles` that acts before some of `multis`, with those, where both may act on the same unit."""
    found = [(single, frozenset([multi for multi in multis if _goes_before(single, multi)])) for single in singles]
    return tuple([entry for entry in found if entry[1]])


def _goes_before(single: Rule, multi: Rule) -> bool:
    own, other = single.promotion.stacking.priority, multi.promotion.stacking.priority
    if own < other or (own == other and single.kind is not RewardKind.FIXED_PRICE):
        return False
    return compatible(single, multi)


def _finish(cell: Cell, singles: tuple[Rule, ...], alone: Cell) -> Cell:
    """Single-unit promotions on units as the multi-item ones left them; untouched units start afresh."""
    if not any(rule.is_multi for rule, _ in cell.amounts):
        if cell.quantity == alone.quantity:
            return alone
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
