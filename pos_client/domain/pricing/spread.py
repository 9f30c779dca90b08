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
    if min(nets) >= minimum:
        weights, rooms = nets, [net - minimum for net in nets] if minimum else nets
    else:
        weights, rooms = [max(0, net) for net in nets], [max(0, net - minimum) for net in nets]
    return allot([(amount, len(nets))], weights, rooms, families)


def allot(
    stretches: Sequence[tuple[int, int]], weights: Sequence[int], rooms: Sequence[int], families: Sequence[int]
) -> list[int]:
    """Each (amount, how many lines) of `stretches` over its lines by `weights`, cut to `rooms`; families first.

    Lines of one family were one line before a split: they share what that line would have got, whether by weight or for
    want of room elsewhere. So a split moves no minor unit to another line, where it might be taxed otherwise.
    """
    if len(set(families)) == len(families):
        parts: list[int] = []
        for amount, count in stretches:
            parts += allocate(amount, weights[len(parts) : len(parts) + count])
        return fit(parts, rooms)
    wholes: list[list[int]] = []
    shares: list[int] = []
    start = 0
    for amount, count in stretches:
        by_family: dict[int, list[int]] = {}
        for i in range(start, start + count):
            by_family.setdefault(families[i], []).append(i)
        wholes += by_family.values()
        shares += allocate(amount, [sum(weights[i] for i in own) for own in by_family.values()])
        start += count
    result = [0] * len(weights)
    for own, part in zip(wholes, fit(shares, [sum(rooms[i] for i in own) for own in wholes]), strict=True):
        within = allocate(part, [weights[i] for i in own])
        for i, taken in zip(own, fit(within, [rooms[i] for i in own]), strict=True):
            result[i] = taken
    return result


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
