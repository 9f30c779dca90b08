"""What promotions give beside money off: points multipliers and free delivery. Basis points, minor units. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from pos_client.domain.pricing.prepare import Prepared
from pos_client.domain.promotions.model import RewardKind
from pos_client.domain.promotions.rules import DISCOUNT_KINDS, Rule, selects

SINGLE = 10_000


class Extras(Struct, frozen=True):
    """The multiplier of each line (0: earns no points), in the order of the lines, and whether delivery is free."""

    multipliers: tuple[int, ...]
    free_delivery: bool


def extras_of(lines: Sequence[Prepared], nets: Sequence[int], basket_rules: Sequence[Rule]) -> Extras:
    """Judge conditions on what the lines cost after every discount; of several multipliers the highest counts."""
    multipliers = [SINGLE if line.earns else 0 for line in lines]
    free_delivery = False
    counted: dict[Rule, list[int]] = {}
    for i, line in enumerate(lines):
        for rule in line.extras:
            counted.setdefault(rule, []).append(i)
    for rule in basket_rules:
        if rule.kind not in DISCOUNT_KINDS:
            touched = [i for i, line in enumerate(lines) if not line.is_charge and rule.touches(line.line.product)]
            counted[rule] = [i for i in touched if not lines[i].line.product.is_gift_card]
    for rule, members in counted.items():
        if not _met(rule, lines, nets, members):
            continue
        if rule.kind is RewardKind.FREE_DELIVERY:
            free_delivery = True
            continue
        for i in members:
            if lines[i].earns and selects(rule.rewarded, lines[i].line.product):
                multipliers[i] = max(multipliers[i], rule.reward.value)
    return Extras(tuple(multipliers), free_delivery)


def _met(rule: Rule, lines: Sequence[Prepared], nets: Sequence[int], members: Sequence[int]) -> bool:
    condition = rule.promotion.condition
    givers = [i for i in members if selects(condition.selection, lines[i].line.product)]
    if not givers or sum([nets[i] for i in givers]) < condition.minimum_amount:
        return False
    by_unit: dict[str, int] = {}
    for i in givers:
        quantity = lines[i].line.quantity
        by_unit[quantity.unit] = by_unit.get(quantity.unit, 0) + quantity.thousandths
    return max(by_unit.values()) >= condition.minimum_quantity
