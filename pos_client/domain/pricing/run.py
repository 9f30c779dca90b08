"""One pass of promotions over a basket's lines: line promotions, basket promotions, coupons. Amounts are minor units.

Lines come in canonical order (by product, price, quantity, never by scanning), so every tie falls alike. A pass may
prefer one basket promotion or coupon: then nothing that may not stand beside it acts on what it touches. Pure.
"""

from __future__ import annotations

from collections.abc import Sequence

from pos_client.domain.money import allocate, percent_of
from pos_client.domain.pricing.prepare import Prepared
from pos_client.domain.pricing.spread import fit, spread
from pos_client.domain.promotions.choice import Solution, solve
from pos_client.domain.promotions.model import RewardKind
from pos_client.domain.promotions.near import NEAR_AMOUNT, Near
from pos_client.domain.promotions.rules import Rule, compatible, selects
from pos_client.domain.promotions.units import Cell, Pool, apply_multi, reward_of
from pos_client.domain.quantity import THOUSAND

SolutionKey = tuple[int, tuple[tuple[int, int, int], ...]]
MOST_SOLUTIONS = 4096


class Solutions:
    """Components solved before, by pools, quantities and amounts; one more scan changes one of them."""

    def __init__(self) -> None:
        self._known: dict[SolutionKey, Solution] = {}

    def get(self, units: Sequence[tuple[Pool, int, int]], preferred: Rule | None) -> Solution:
        """The solution for `units` in canonical order."""
        rank = -1 if preferred is None else preferred.rank
        key = (rank, tuple((pool.number, quantity, gross) for pool, quantity, gross in units))
        found = self._known.get(key)
        if found is None:
            if len(self._known) >= MOST_SOLUTIONS:
                self._known = {}
            found = solve(units, lambda rule, pool: is_blocked(rule, pool, preferred))
            self._known[key] = found
        return found


def is_blocked(rule: Rule, pool: Pool, preferred: Rule | None) -> bool:
    """True when `preferred` has the pool and admits no `rule` beside it."""
    if preferred is None or rule is preferred:
        return False
    return preferred.touches(pool.product) and not compatible(rule, preferred)


class Run:
    """The lines while promotions act. `nets` and `discounts` align with `lines`; `solved` are the components."""

    def __init__(self, lines: Sequence[Prepared], grosses: Sequence[int], minimum: int, preferred: Rule | None) -> None:
        self.lines = lines
        self.nets = list(grosses)
        self.grosses = grosses
        self.minimum = minimum
        self.preferred = preferred
        self.discounts: list[list[tuple[Rule, int]]] = [[] for _ in lines]
        self.solved: list[Solution] = []
        self.near: list[Near] = []  # of basket promotions
        self._members: dict[Pool, list[int]] = {}

    @property
    def saved(self) -> int:
        """All that came off."""
        return sum(amount for line in self.discounts for _, amount in line)

    def line_promotions(self, solutions: Solutions) -> None:
        """Line promotions without coupon."""
        for i, line in enumerate(self.lines):
            if line.pool is not None and self.nets[i] > 0:
                self._members.setdefault(line.pool, []).append(i)
        by_rule: dict[Rule, list[tuple[int, int]]] = {}
        for pools in self._components():
            units = [(pool, self._quantity(pool), self._gross(pool)) for pool in pools]
            solution = solutions.get(units, self.preferred)
            self.solved.append(solution)
            for cell in solution.cells:
                for rule, amount in cell.amounts:
                    by_rule.setdefault(rule, []).append((cell.place, amount))
            self._give(pools, by_rule)
            by_rule.clear()

    def _components(self) -> list[list[Pool]]:
        """Pools in canonical order, together when a multi-item promotion joins them."""
        parts: dict[int, list[Pool]] = {}
        part_of: dict[Rule, list[Pool]] = {}
        for pool in self._members:
            own = [pool]
            for rule in pool.multis:
                joined = part_of.get(rule)
                if joined is not None and joined is not own:
                    joined += own
                    parts.pop(id(own), None)
                    part_of.update({other: joined for member in own for other in member.multis if other in part_of})
                    own = joined
                part_of[rule] = own
            parts[id(own)] = own
        for part in parts.values():
            part.sort(key=lambda pool: pool.order)
        return list(parts.values())

    def _quantity(self, pool: Pool) -> int:
        return sum(self.lines[i].line.quantity.thousandths for i in self._members[pool])

    def _gross(self, pool: Pool) -> int:
        return sum(self.grosses[i] for i in self._members[pool])

    def _give(self, pools: Sequence[Pool], by_rule: dict[Rule, list[tuple[int, int]]]) -> None:
        """Divide what each rule takes off pools over their lines, by gross, line by line in canonical order."""
        for rule in sorted(by_rule, key=lambda rule: rule.rank):
            by_place: dict[int, int] = {}
            for place, amount in by_rule[rule]:
                by_place[place] = by_place.get(place, 0) + amount
            indices: list[int] = []
            parts: list[int] = []
            for place in sorted(by_place):
                members = self._members[pools[place]]
                indices += members
                parts += allocate(by_place[place], [self.grosses[i] for i in members])
            self._take_off(rule, indices, fit(parts, [max(0, self.nets[i] - self.minimum) for i in indices]))

    def _take_off(self, rule: Rule, indices: Sequence[int], parts: Sequence[int]) -> None:
        for i, part in zip(indices, parts, strict=True):
            if part:
                self.nets[i] -= part
                self.discounts[i].append((rule, part))

    def basket_promotion(self, rule: Rule) -> None:
        """One basket promotion (or basket coupon) on every line that counts and may bear it."""
        eligible = [i for i in range(len(self.lines)) if self._may_bear(rule, i)]
        condition = rule.promotion.condition
        product = [line.line.product for line in self.lines]
        gifts = [i for i in eligible if rule.gift is not None and selects(rule.gift, product[i])]
        counted = [i for i in eligible if selects(condition.selection, product[i]) and i not in gifts]
        amount = sum(self.nets[i] for i in counted)
        if not counted or self._highest_quantity(counted) < condition.minimum_quantity:
            return
        rewarded = gifts if rule.gift is not None else [i for i in eligible if selects(rule.rewarded, product[i])]
        saving = self._basket_saving(rule, rewarded)
        short = condition.minimum_amount - amount
        if short > 0:
            if saving > 0 and short * NEAR_AMOUNT <= condition.minimum_amount:
                self.near.append(Near(rule, short, saving, by_amount=True))
            return
        if rule.gift is not None and not gifts:
            self.near.append(Near(rule, rule.reward.take * THOUSAND, 0))
            return
        over = sorted({*counted, *rewarded})
        self._take_off(rule, over, spread(saving, [self.nets[i] for i in over], self.minimum))

    def _may_bear(self, rule: Rule, i: int) -> bool:
        line = self.lines[i]
        if not line.discountable or self.nets[i] <= 0:
            return False
        product = line.line.product
        if rule.coupon and product.restrictions.no_coupons:
            return False
        preferred = self.preferred
        has_line = preferred is not None and rule is not preferred and preferred.touches(product)
        if has_line and preferred is not None and not compatible(rule, preferred):
            return False
        return all(compatible(rule, other) for other, _ in self.discounts[i])

    def _highest_quantity(self, indices: Sequence[int]) -> int:
        by_unit: dict[str, int] = {}
        for i in indices:
            quantity = self.lines[i].line.quantity
            by_unit[quantity.unit] = by_unit.get(quantity.unit, 0) + quantity.thousandths
        return max(by_unit.values(), default=0)

    def _basket_saving(self, rule: Rule, rewarded: Sequence[int]) -> int:
        total = sum(self.nets[i] for i in rewarded)
        if rule.kind is RewardKind.PERCENT:
            return min(total, percent_of(total, rule.reward.value))
        if rule.kind is RewardKind.AMOUNT:
            return min(total, rule.reward.value)
        if rule.kind is RewardKind.FIXED_PRICE:
            return max(0, total - rule.reward.value)
        left = rule.reward.take * THOUSAND  # a gift: so many pieces of it cost nothing
        saving = 0
        for i in rewarded:
            quantity = self.lines[i].line.quantity.thousandths
            part = min(left, quantity)
            saving += self.nets[i] * part // quantity
            left -= part
        return saving

    def coupons(self, rules: Sequence[Rule]) -> None:
        """Line coupons, in the order given, on units as everything before left them."""
        pools = sorted(self._members, key=lambda pool: pool.order)
        cells = self._cells_now(pools)
        for rule in rules:
            blocked = [cell for cell in cells if is_blocked(rule, cell.pool, self.preferred)]
            free = [cell for cell in cells if cell not in blocked]
            changed = apply_multi(rule, free) if rule.is_multi else [_single(rule, cell) for cell in free]
            if changed is None:
                continue
            cells = blocked + changed
            amounts = [
                (cell.place, cell.amounts[-1][1]) for cell in changed if cell.amounts and cell.amounts[-1][0] is rule
            ]
            if amounts:
                self._give(pools, {rule: amounts})

    def _cells_now(self, pools: Sequence[Pool]) -> list[Cell]:
        """Cells of every pool with what basket promotions took off since; places are those of `pools`."""
        place_of = {pool: place for place, pool in enumerate(pools)}
        cells = [
            Cell(cell.pool, place_of[cell.pool], cell.quantity, cell.gross, cell.amounts)
            for solution in self.solved
            for cell in solution.cells
        ]
        result: list[Cell] = []
        for pool in pools:
            own = [cell for cell in cells if cell.pool is pool]
            for rule, amount in self._basket_amounts(pool).items():
                shares = spread(amount, [max(0, cell.net) for cell in own], 0)
                own = [cell.with_amount(rule, share) for cell, share in zip(own, shares, strict=True)]
            result += own
        return result

    def _basket_amounts(self, pool: Pool) -> dict[Rule, int]:
        amounts: dict[Rule, int] = {}
        for i in self._members[pool]:
            for rule, amount in self.discounts[i]:
                if rule.is_basket:
                    amounts[rule] = amounts.get(rule, 0) + amount
        return amounts


def _single(rule: Rule, cell: Cell) -> Cell:
    if rule not in cell.pool.rules or cell.net <= 0 or not cell.admits(rule):
        return cell
    if cell.quantity < rule.promotion.condition.minimum_quantity:
        return cell
    amount = reward_of(rule, cell.net, cell.quantity)
    return cell.with_amount(rule, amount) if amount > 0 else cell
