"""Dividing units over the groups of a bundle, which may select the same products. Thousandths of a unit. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def divided(quantities: Sequence[int], groups: Sequence[Sequence[int]], wanted: Sequence[int]) -> list[int] | None:
    """How much of each quantity fills all of `wanted`, of the first as much as can be; None when it cannot be filled.

    `groups` are those that each quantity may stand in. What stands in a group goes over to another of its own when a
    later quantity can stand nowhere else: so what can be filled is filled, and no choice has more of the first.
    """
    room = list(wanted)
    standing = [dict.fromkeys(own, 0) for own in groups]
    for own, quantity in zip(standing, quantities, strict=True):
        left = quantity
        while left and (way := _way(own, standing, room)):
            entered, moves, free = way
            moved = min(left, room[free], *[standing[mover][group] for mover, group, _ in moves])
            for mover, group, other in moves:
                standing[mover][group] -= moved
                standing[mover][other] += moved
            own[entered] += moved
            room[free] -= moved
            left -= moved
    return None if any(room) else [sum(own.values()) for own in standing]


Move = tuple[int, int, int]  # what goes over, from which group, to which


def _way(
    own: Iterable[int], standing: Sequence[dict[int, int]], room: Sequence[int]
) -> tuple[int, list[Move], int] | None:
    """The shortest way in: the group entered, who then goes over to which, and the group with room at the end."""
    ways: dict[int, tuple[int, list[Move]]] = {group: (group, []) for group in own}
    for group in ways:
        if room[group]:
            return group, [], group
    reached = list(ways)
    for group in reached:  # grows while it is walked through
        entered, moves = ways[group]
        if room[group]:
            return entered, moves, group
        for mover, places in enumerate(standing):
            if places.get(group):
                for other in [other for other in places if other not in ways]:
                    ways[other] = (entered, [*moves, (mover, group, other)])
                    reached.append(other)
    return None
