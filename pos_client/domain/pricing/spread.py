"""Spreading one discount over lines, never below the store's minimum line. Minor units. Pure, any thread."""

from __future__ import annotations

from collections.abc import Sequence
from operator import le

from pos_client.domain.money import allocate


def spread(amount: int, nets: Sequence[int], minimum: int, families: Sequence[int]) -> list[int]:
    """Parts of `amount` by largest remainder over `nets`, ties to earlier lines, over families first.

    A part never takes its line below `minimum` (a line already below it stays); what it may not take goes to the next
    lines, and round to the first again. What no line can take is not given.
    """
    if amount <= 0 or not nets:
        return [0] * len(nets)
    rooms = [max(0, net - minimum) for net in nets]
    return fit(allocate_families(amount, [max(0, net) for net in nets], families), rooms)


def allocate_families(amount: int, weights: Sequence[int], families: Sequence[int]) -> list[int]:
    """`amount` over `weights` by largest remainder; lines of one family (split from one line) share what that line got.

    So a split moves no minor unit to another line, where it might be taxed otherwise.
    """
    if len(weights) == 1:
        return [amount]
    if len(set(families)) == len(weights):
        return allocate(amount, weights)
    members: dict[int, list[int]] = {}
    for i, family in enumerate(families):
        members.setdefault(family, []).append(i)
    parts = [0] * len(weights)
    totals = [sum(weights[i] for i in own) for own in members.values()]
    for own, total in zip(members.values(), allocate(amount, totals), strict=True):
        for i, part in zip(own, allocate(total, [weights[i] for i in own]), strict=True):
            parts[i] = part
    return parts


def fit(parts: Sequence[int], rooms: Sequence[int]) -> list[int]:
    """`parts` cut to `rooms`; the difference goes to the next lines that have room, and round to the first again."""
    fitted = list(parts)
    if all(map(le, fitted, rooms)):
        return fitted
    carry = 0
    for _ in range(2):
        for i, room in enumerate(rooms):
            wanted = fitted[i] + carry
            fitted[i] = min(wanted, room)
            carry = wanted - fitted[i]
        if not carry:
            break
    return fitted
