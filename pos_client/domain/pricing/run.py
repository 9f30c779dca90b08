"""One pass of promotions over a basket's lines: line promotions, basket promotions, coupons. Amounts are minor units.

Lines come in canonical order (by product, price, quantity, never by scanning), so every tie falls alike. A pass may
prefer one basket promotion or coupon: then nothing that may not stand beside it acts on what it touches. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pos_client.domain.money import percent_of
from pos_client.domain.pricing.component import Component, Components, is_blocked, share
from pos_client.domain.pricing.prepare import Prepared
from pos_client.domain.pricing.spread import spread
from pos_client.domain.promotions.model import RewardKind, Selection
from pos_client.domain.promotions.near import NEAR_AMOUNT, Near
from pos_client.domain.promotions.rules import Rule, compatible, selects
from pos_client.domain.promotions.units import Cell, Pool, apply_multi, reward_of
from pos_client.domain.quantity import THOUSAND


class Grouped:
    """The lines by pool, and the components: places in the order of lines, and those lines with their grosses.

    `wholes` has the places of lines that were one line before a split. Whether they count is asked of them together:
    a part of a line may cost nothing by rounding, and its units count all the same.
    """

    __slots__ = ("bearing", "families", "members", "parts", "wholes")

    def __init__(self, lines: Sequence[Prepared], grosses: Sequence[int]) -> None:
        self.families = [line.family for line in lines]
        is_split = len(set(self.families)) < len(self.families)
        self.wholes = _wholes(lines, range(len(lines))) if is_split else []
        self.bearing = [i for i, line in enumerate(lines) if line.discountable]  # what basket promotions may fall on
        self.members: dict[Pool, list[int]] = {}
        together = self.summed(grosses)
        for i, line in enumerate(lines):
            if line.pool is not None and together[i] > 0:
                self.members.setdefault(line.pool, []).append(i)
        self.parts: list[tuple[list[int], list[Prepared], list[int]]] = []
        for pools in self._joined():
            indices = self.members[pools[0]]
            if len(pools) > 1:
                indices = sorted([i for pool in pools for i in self.members[pool]])
            self.parts.append((indices, [lines[i] for i in indices], [grosses[i] for i in indices]))

    def summed(self, amounts: Sequence[int]) -> Sequence[int]:
        """`amounts` of lines, where each part of a split line stands for the whole."""
        if not self.wholes:
            return amounts
        sums = list(amounts)
        for own in self.wholes:
            whole = sum(amounts[i] for i in own)
            for i in own:
                sums[i] = whole
        return sums

    def _joined(self) -> list[list[Pool]]:
        """Pools that a multi-item promotion joins, together; every other pool alone."""
        parts: dict[int, list[Pool]] = {}
        part_of: dict[Rule, list[Pool]] = {}
        for pool in self.members:
            own = [pool]
            for rule in pool.multis:
                joined = part_of.get(rule)
                if joined is not None and joined is not own:
                    parts.pop(id(own), None)
                    for other in [other for member in own for other in member.multis if part_of.get(other) is own]:
                        part_of[other] = joined
                    joined += own
                    own = joined
                part_of[rule] = own
            parts[id(own)] = own
        return list(parts.values())


class Run:
    """The lines while promotions act. `nets` and `amounts`, what each promotion took off, align with `lines`."""

    def __init__(
        self,
        lines: Sequence[Prepared],
        grosses: Sequence[int],
        grouped: Grouped,
        minimum: int,
        preferred: Rule | None = None,
    ) -> None:
        self.lines = lines
        self.nets = list(grosses)
        self.grosses = grosses
        self.minimum = minimum
        self.preferred = preferred
        self.amounts: list[tuple[tuple[Rule, int], ...]] = [()] * len(lines)
        self.components: list[Component] = []
        self.near: list[Near] = []  # of basket promotions
        self.after_lines = (self.nets, self.amounts)  # as line promotions left them
        self._taken: list[tuple[Rule, int]] = []  # by what came after line promotions
        self._grouped = grouped
        self._members = grouped.members

    @property
    def saved(self) -> int:
        """All that came off."""
        return sum(self.grosses) - sum(self.nets)

    def totals(self) -> dict[str, int]:
        """What came off in all, by promotion."""
        sums: dict[str, int] = {}
        for entries in (*[component.totals for component in self.components if component.saved], self._taken):
            for rule, amount in entries:
                identity = rule.promotion.promotion_id
                sums[identity] = sums.get(identity, 0) + amount
        return sums

    def line_promotions(self, components: Components, base: Run | None, ousted: frozenset[Rule]) -> None:
        """Line promotions without coupon; components without `ousted` promotions are as in `base`."""
        if base is not None:
            self.nets, self.amounts = list(base.after_lines[0]), list(base.after_lines[1])
        for number, (indices, lines, grosses) in enumerate(self._grouped.parts):
            if base is not None and ousted.isdisjoint(base.components[number].rules):
                self.components.append(base.components[number])
                continue
            component = components.get(lines, grosses, self.preferred)
            self.components.append(component)
            if component.saved or base is not None:
                for i, net, amounts in zip(indices, component.nets, component.amounts, strict=True):
                    self.nets[i] = net
                    self.amounts[i] = amounts
        self.after_lines = (list(self.nets), list(self.amounts))

    def most_off(self, rules: Sequence[Rule]) -> int:
        """No less than basket promotions `rules` can take off the lines as they are, whatever they stand beside."""
        cost = sum([self.nets[i] for i in self._grouped.bearing])
        most = 0
        for rule in rules:
            value = rule.reward.value
            if rule.kind is RewardKind.PERCENT:
                most += max(0, percent_of(cost, value))
            elif rule.kind is RewardKind.AMOUNT:
                most += max(0, value)
            elif rule.kind is RewardKind.FIXED_PRICE:
                most += max(0, cost - value)
            else:  # a gift is worth no more than all there is
                most += cost
        return most

    def _take_off(self, rule: Rule, indices: Iterable[int], parts: Iterable[int]) -> None:
        nets, amounts = self.nets, self.amounts
        total = 0
        for i, part in zip(indices, parts, strict=True):
            if part:
                nets[i] -= part
                amounts[i] += ((rule, part),)
                total += part
        if total:
            self._taken.append((rule, total))

    def basket_promotion(self, rule: Rule) -> None:
        """One basket promotion (or basket coupon) on every line that counts and may bear it."""
        eligible = self._eligible(rule)
        condition = rule.promotion.condition
        gifts = self._selected(rule.gift, eligible) if rule.gift is not None else []
        counted = self._selected(condition.selection, [i for i in eligible if i not in gifts] if gifts else eligible)
        if not counted:
            return
        if condition.minimum_quantity and self._highest_quantity(counted) < condition.minimum_quantity:
            return
        if rule.gift is not None:
            rewarded = gifts
        elif rule.reward.selection is None:
            rewarded = counted
        else:
            rewarded = self._selected(rule.rewarded, eligible)
        saving = self._basket_saving(rule, rewarded)
        short = condition.minimum_amount - sum([self.nets[i] for i in counted])
        if short > 0:
            if saving > 0 and short * NEAR_AMOUNT <= condition.minimum_amount:
                self.near.append(Near(rule, short, saving, by_amount=True))
            return
        if rule.gift is not None and not gifts:
            self.near.append(Near(rule, rule.reward.take * THOUSAND, 0))
            return
        over = counted if rewarded is counted else sorted({*counted, *rewarded})
        families = [self._grouped.families[i] for i in over]
        self._take_off(rule, over, spread(saving, [self.nets[i] for i in over], self.minimum, families))

    def _eligible(self, rule: Rule) -> list[int]:
        """Lines that cost something and that `rule` may act on, beside what acted on them and what is preferred."""
        nets, lines, preferred = self._grouped.summed(self.nets), self.lines, self.preferred
        found = [i for i in self._grouped.bearing if nets[i] > 0]
        acted = set().union(*[component.acted for component in self.components], [other for other, _ in self._taken])
        beside = {other for other in acted if not compatible(rule, other)}
        if beside:
            amounts = self._whole_amounts()
            found = [i for i in found if not amounts[i] or beside.isdisjoint([other for other, _ in amounts[i]])]
        if rule.coupon:
            found = [i for i in found if not lines[i].line.product.restrictions.no_coupons]
        if preferred is not None and rule is not preferred and not compatible(rule, preferred):
            found = [i for i in found if not preferred.touches(lines[i].line.product)]
        return found

    def _whole_amounts(self) -> Sequence[tuple[tuple[Rule, int], ...]]:
        """What came off each line; each part of a split line has what came off the whole."""
        if not self._grouped.wholes:
            return self.amounts
        amounts = list(self.amounts)
        for own in self._grouped.wholes:
            whole = tuple(entry for i in own for entry in self.amounts[i])
            for i in own:
                amounts[i] = whole
        return amounts

    def _selected(self, selection: Selection, indices: Sequence[int]) -> Sequence[int]:
        if not (selection.skus or selection.categories or selection.brands or selection.excluded_skus):
            return indices
        return [i for i in indices if selects(selection, self.lines[i].line.product)]

    def _highest_quantity(self, indices: Sequence[int]) -> int:
        by_unit: dict[str, int] = {}
        for i in indices:
            quantity = self.lines[i].line.quantity
            by_unit[quantity.unit] = by_unit.get(quantity.unit, 0) + quantity.thousandths
        return max(by_unit.values(), default=0)

    def _basket_saving(self, rule: Rule, rewarded: Sequence[int]) -> int:
        total = sum([self.nets[i] for i in rewarded])
        if rule.kind is RewardKind.PERCENT:
            return min(total, percent_of(total, rule.reward.value))
        if rule.kind is RewardKind.AMOUNT:
            return min(total, rule.reward.value)
        if rule.kind is RewardKind.FIXED_PRICE:
            return max(0, total - rule.reward.value)
        left = rule.reward.take * THOUSAND  # a gift: so many pieces of it cost nothing
        saving = 0
        for own in _wholes(self.lines, rewarded):  # rounded once, however many lines its units stand on
            quantity = sum(self.lines[i].line.quantity.thousandths for i in own)
            part = min(left, quantity)
            saving += sum(self.nets[i] for i in own) * part // quantity
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
            by_place: dict[int, int] = {}
            for cell in changed:
                if cell.amounts and cell.amounts[-1][0] is rule:
                    by_place[cell.place] = by_place.get(cell.place, 0) + cell.amounts[-1][1]
            members = [self._members[pool] for pool in pools]
            parts = share(by_place, members, self.lines, self.grosses, self.nets, self.minimum)
            self._take_off(rule, [i for i, _ in parts], [part for _, part in parts])

    def _cells_now(self, pools: Sequence[Pool]) -> list[Cell]:
        """Cells of every pool with what basket promotions took off since; places are those of `pools`."""
        place_of = {pool: place for place, pool in enumerate(pools)}
        cells = [
            Cell(cell.pool, place_of[cell.pool], cell.quantity, cell.gross, cell.amounts)
            for component in self.components
            for cell in component.solution.cells
        ]
        result: list[Cell] = []
        for pool in pools:
            own = [cell for cell in cells if cell.pool is pool]
            for rule, amount in self._basket_amounts(pool).items():
                shares = spread(amount, [max(0, cell.net) for cell in own], 0, range(len(own)))
                own = [cell.with_amount(rule, share) for cell, share in zip(own, shares, strict=True)]
            result += own
        return result

    def _basket_amounts(self, pool: Pool) -> dict[Rule, int]:
        amounts: dict[Rule, int] = {}
        for i in self._members[pool]:
            for rule, amount in self.amounts[i]:
                if rule.is_basket:
                    amounts[rule] = amounts.get(rule, 0) + amount
        return amounts


def _wholes(lines: Sequence[Prepared], places: Iterable[int]) -> list[list[int]]:
    """`places` of lines, together where they were one line before a split and still are on the same terms."""
    found: dict[tuple[object, ...], list[int]] = {}
    for i in places:
        line = lines[i]
        found.setdefault((line.family, line.pool, line.unit_price, line.forced_kind), []).append(i)
    return list(found.values())


def _single(rule: Rule, cell: Cell) -> Cell:
    if rule not in cell.pool.rules or cell.net <= 0 or not cell.admits(rule):
        return cell
    if cell.quantity < rule.promotion.condition.minimum_quantity:
        return cell
    amount = reward_of(rule, cell.net, cell.quantity)
    return cell.with_amount(rule, amount) if amount > 0 else cell
