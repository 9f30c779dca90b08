"""One pass of promotions over a basket's lines: line promotions, basket promotions, coupons. Amounts are minor units.

Lines come in canonical order (by product, price, quantity, never by scanning), so every tie falls alike. A pass may
prefer one basket promotion or coupon: then nothing that may not stand beside it acts on what it touches. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pos_client.domain.catalogue import Product
from pos_client.domain.money import percent_of
from pos_client.domain.pricing.component import Component, Components, applied, is_blocked, share
from pos_client.domain.pricing.model import AppliedDiscount
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

    __slots__ = ("members", "parts", "wholes")

    def __init__(self, lines: Sequence[Prepared], grosses: Sequence[int]) -> None:
        self.wholes = _wholes(lines, range(len(lines))) if len({line.family for line in lines}) < len(lines) else []
        self.members: dict[Pool, list[int]] = {}
        together = self.summed(grosses)
        for i, line in enumerate(lines):
            if line.pool is not None and together[i] > 0:
                self.members.setdefault(line.pool, []).append(i)
        self.parts: list[tuple[list[int], list[Prepared], list[int]]] = []
        for pools in self._joined():
            indices = self.members[pools[0]]
            if len(pools) > 1:
                indices = sorted(i for pool in pools for i in self.members[pool])
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
                    joined += own
                    parts.pop(id(own), None)
                    part_of.update({other: joined for member in own for other in member.multis if other in part_of})
                    own = joined
                part_of[rule] = own
            parts[id(own)] = own
        return list(parts.values())


class Run:
    """The lines while promotions act. `nets` and `amounts` align with `lines`, `discounts` tells of line promotions."""

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
        self.discounts: list[tuple[AppliedDiscount, ...]] = [()] * len(lines)
        self.components: list[Component] = []
        self.near: list[Near] = []  # of basket promotions
        self._grouped = grouped
        self._members = grouped.members

    def shown(self) -> list[tuple[AppliedDiscount, ...]]:
        """What applied to each line, in the order it came off."""
        return [
            before
            if len(before) == len(amounts)
            else before + tuple(applied(*entry) for entry in amounts[len(before) :])
            for before, amounts in zip(self.discounts, self.amounts, strict=True)
        ]

    @property
    def saved(self) -> int:
        """All that came off."""
        return sum(self.grosses) - sum(self.nets)

    def line_promotions(self, components: Components, base: Run | None, ousted: frozenset[Rule]) -> None:
        """Line promotions without coupon; components without `ousted` promotions are as in `base`."""
        for number, (indices, lines, grosses) in enumerate(self._grouped.parts):
            component = None if base is None else base.components[number]
            if component is None or not ousted.isdisjoint(component.rules):
                component = components.get(lines, grosses, self.preferred)
            self.components.append(component)
            if component.saved:
                for place, i in enumerate(indices):
                    self.nets[i] = component.nets[place]
                    self.amounts[i] = component.amounts[place]
                    self.discounts[i] = component.discounts[place]

    def _take_off(self, rule: Rule, parts: Iterable[tuple[int, int]]) -> None:
        for i, part in parts:
            if part:
                self.nets[i] -= part
                self.amounts[i] += ((rule, part),)

    def basket_promotion(self, rule: Rule) -> None:
        """One basket promotion (or basket coupon) on every line that counts and may bear it."""
        nets, amounts = self._grouped.summed(self.nets), self._whole_amounts()
        eligible = [
            i
            for i, line in enumerate(self.lines)
            if line.discountable and nets[i] > 0 and self._may_stand(rule, line.line.product, amounts[i])
        ]
        condition = rule.promotion.condition
        gifts = self._selected(rule.gift, eligible) if rule.gift is not None else []
        counted = self._selected(condition.selection, [i for i in eligible if i not in gifts] if gifts else eligible)
        amount = sum(self.nets[i] for i in counted)
        if not counted or self._highest_quantity(counted) < condition.minimum_quantity:
            return
        if rule.gift is not None:
            rewarded = gifts
        elif rule.reward.selection is None:
            rewarded = counted
        else:
            rewarded = self._selected(rule.rewarded, eligible)
        saving = self._basket_saving(rule, rewarded)
        short = condition.minimum_amount - amount
        if short > 0:
            if saving > 0 and short * NEAR_AMOUNT <= condition.minimum_amount:
                self.near.append(Near(rule, short, saving, by_amount=True))
            return
        if rule.gift is not None and not gifts:
            self.near.append(Near(rule, rule.reward.take * THOUSAND, 0))
            return
        over = counted if rewarded is counted else sorted({*counted, *rewarded})
        parts = spread(saving, [self.nets[i] for i in over], self.minimum, [self.lines[i].family for i in over])
        self._take_off(rule, zip(over, parts, strict=True))

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

    def _may_stand(self, rule: Rule, product: Product, amounts: Sequence[tuple[Rule, int]]) -> bool:
        """True when `rule` may act on a line of `product` beside what took `amounts` off it, and what is preferred."""
        if rule.coupon and product.restrictions.no_coupons:
            return False
        preferred = self.preferred
        has_line = preferred is not None and rule is not preferred and preferred.touches(product)
        if has_line and preferred is not None and not compatible(rule, preferred):
            return False
        return not amounts or all((rule.is_open and other.is_open) or compatible(rule, other) for other, _ in amounts)

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
            self._take_off(rule, share(by_place, members, self.lines, self.grosses, self.nets, self.minimum))

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
