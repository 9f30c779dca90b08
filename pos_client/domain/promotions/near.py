"""Near misses: what would trigger a promotion, and what that would save. Pure, any thread.

A set is near when one unit is missing, or no more than half of it; an amount when a quarter or less is missing.
Amounts are minor units, quantities thousandths.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec import Struct

from pos_client.domain.promotions.model import RewardKind
from pos_client.domain.promotions.rules import Rule, selects
from pos_client.domain.promotions.units import Cell, Pool, reward_of, set_saving
from pos_client.domain.quantity import THOUSAND

NEAR_AMOUNT = 4  # a quarter of the least amount


class Near(Struct, frozen=True):
    """`missing` thousandths (minor units when `by_amount`) more, and `rule` saves `saves`."""

    rule: Rule
    missing: int
    saves: int
    by_amount: bool = False


def near_misses(
    cells: Sequence[Cell], blocked: Callable[[Rule, Pool], bool], price_of: Callable[[str], int | None]
) -> dict[Pool, Near]:
    """By pool, the near miss that saves most, over the multi-item promotions that left units free."""
    rules = {rule.rank: rule for cell in cells for rule in cell.pool.multis if not blocked(rule, cell.pool)}
    found: dict[Pool, Near] = {}
    for rank in sorted(rules):
        rule = rules[rank]
        free = [
            cell
            for cell in cells
            if rule in cell.pool.multis and cell.net > 0 and cell.admits(rule) and not blocked(rule, cell.pool)
        ]
        if not free or (rule.promotion.condition.minimum_quantity and any(_acted(rule, cell) for cell in cells)):
            continue
        for pool, near in _misses(rule, free, price_of):
            if near.saves > 0 and (pool not in found or near.saves > found[pool].saves):
                found[pool] = near
    return found


def _acted(rule: Rule, cell: Cell) -> bool:
    return any(other is rule for other, _ in cell.amounts)


def _misses(rule: Rule, free: list[Cell], price_of: Callable[[str], int | None]) -> list[tuple[Pool, Near]]:
    if rule.kind is RewardKind.BUNDLE:
        near = _bundle(rule, free, price_of)
    elif rule.kind is RewardKind.GIFT:
        near = _gift(rule, free, price_of)
    elif rule.kind in {RewardKind.PERCENT, RewardKind.AMOUNT, RewardKind.FIXED_PRICE}:
        return _threshold(rule, free)
    else:
        return _sets(rule, free)
    return [(cell.pool, near) for cell in free] if near is not None else []


def _sets(rule: Rule, free: list[Cell]) -> list[tuple[Pool, Near]]:
    """N for M and its kin: the free units and more of the same product; the saving depends on which."""
    size = rule.reward.take * THOUSAND
    pay = rule.reward.take - 1 if rule.kind is RewardKind.CHEAPEST_FREE else rule.reward.pay
    pieces = [cell for cell in free if cell.quantity % THOUSAND == 0]
    held = sum(cell.quantity for cell in pieces)
    missing = size - held % size if size > 0 else 0
    if not held or not missing or held > size or not is_near(missing, size):
        return []
    result: list[tuple[Pool, Near]] = []
    for cell in pieces:
        more = Cell(cell.pool, cell.place, missing, cell.worth(missing))
        parts = [(part, part.quantity) for part in sorted([*pieces, more], key=lambda part: part.unit_order)]
        saves = set_saving(rule, parts, (rule.reward.take - pay) * THOUSAND, 1)
        result.append((cell.pool, Near(rule, missing, saves)))
    return result


def is_near(missing: int, size: int) -> bool:
    """One unit, or half a set at most."""
    return missing <= THOUSAND or 2 * missing <= size


def _threshold(rule: Rule, free: list[Cell]) -> list[tuple[Pool, Near]]:
    """A least quantity or amount is nearly there; more of the line's own product is worth what that costs."""
    condition = rule.promotion.condition
    givers = [cell for cell in free if selects(condition.selection, cell.pool.product)]
    rewarded = [cell for cell in free if selects(rule.rewarded, cell.pool.product)]
    if not givers or not rewarded:
        return []
    held: dict[str, int] = {}
    for cell in givers:
        held[cell.pool.product.unit] = held.get(cell.pool.product.unit, 0) + cell.quantity
    short = condition.minimum_amount - sum(cell.net for cell in givers)
    saves = sum(reward_of(rule, cell.net, cell.quantity) for cell in rewarded)
    if max(held.values()) >= condition.minimum_quantity:
        if not 0 < short * NEAR_AMOUNT <= condition.minimum_amount:
            return []
        return [(cell.pool, Near(rule, short, saves, by_amount=True)) for cell in free]
    found: list[tuple[Pool, Near]] = []
    for cell in givers if short <= 0 else ():
        missing = condition.minimum_quantity - held[cell.pool.product.unit]
        if is_near(missing, condition.minimum_quantity):
            # what is still missing is rewarded too, unless the reward falls on something else
            more = 0 if rule.reward.selection is not None else reward_of(rule, cell.worth(missing), missing)
            found.append((cell.pool, Near(rule, missing, saves + more)))
    return found


def _gift(rule: Rule, free: list[Cell], price_of: Callable[[str], int | None]) -> Near | None:
    """The condition holds and the gift has not been fetched."""
    condition = rule.promotion.condition
    if rule.gift is None or any(selects(rule.gift, cell.pool.product) for cell in free):
        return None
    enough = sum(cell.quantity for cell in free) >= (condition.minimum_quantity or THOUSAND)
    if not enough or sum(cell.net for cell in free) < condition.minimum_amount:
        return None
    price = price_of(rule.reward.gift_sku) or 0
    return Near(rule, rule.reward.take * THOUSAND, price * rule.reward.take)


def _bundle(rule: Rule, free: list[Cell], price_of: Callable[[str], int | None]) -> Near | None:
    """All groups but one are there, and the missing one is a single product whose price is known."""
    together = 0
    absent: list[tuple[str, int]] = []
    left = {cell: cell.quantity for cell in sorted(free, key=lambda cell: cell.unit_order)}
    for group in rule.reward.groups:
        missing = group.count
        for cell, free_units in left.items():
            if missing and selects(group.selection, cell.pool.product):
                part = min(missing, free_units)
                together += cell.worth(part)
                left[cell] = free_units - part
                missing -= part
        if missing:
            absent += [(sku, missing) for sku in sorted(group.selection.skus)] or [("", missing)]
    if len(absent) != 1:
        return None
    sku, missing = absent[0]
    price = price_of(sku)
    if price is None:
        return None
    return Near(rule, missing, together + price * missing // THOUSAND - rule.reward.value)
