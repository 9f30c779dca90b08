"""Spreading one discount over lines, never below the store's minimum line. Minor units. Pure, any thread."""

from __future__ import annotations

from collections.abc import Sequence

from pos_client.domain.money import allocate


def spread(amount: int, nets: Sequence[int], minimum: int, weights: Sequence[int] | None = None) -> list[int]:
    """Parts of `amount` by largest remainder over `weights` (else `nets`), ties to earlier lines.

    A part never takes its line below `minimum` (a line already below it stays); what it may not take goes to the next
    lines, and round to the first again. What no line can take is not given.
    """
    if amount <= 0 or not nets:
        return [0] * len(nets)
    rooms = [max(0, net - minimum) for net in nets]
    parts = allocate(amount, [max(0, weight) for weight in (nets if weights is None else weights)])
    return fit(parts, rooms)


def fit(parts: Sequence[int], rooms: Sequence[int]) -> list[int]:
    """`parts` cut to `rooms`; the difference goes to the next lines that have room, and round to the first again."""
    fitted = list(parts)
    carry = 0
    for _ in range(2):
        for i, room in enumerate(rooms):
            wanted = fitted[i] + carry
            fitted[i] = min(wanted, room)
            carry = wanted - fitted[i]
        if not carry:
            break
    return fitted
