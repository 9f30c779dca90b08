"""What a document moves of its location's stock: one rule for the centre's books and the register's own figure. Pure.

Charges, empties and open items move nothing; of goods taken back what is damaged comes in as unavailable, and what was
disposed of never came into stock. Quantities are thousandths of the line's unit; out is negative. A post-void moves
back what its sale moved, so it needs the sale: `reversed_of`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from sync.protocol.documents import ReturnBody, SaleBody


class Moved(NamedTuple):
    """One line's movement: `place` is the line's id in a sale, its place in a return; `unavailable` is part of it."""

    place: int
    sku: str
    quantity: int
    unavailable: int = 0


def of_sale(body: SaleBody) -> tuple[Moved, ...]:
    """Return what a sale took out."""
    return tuple(
        Moved(line.line_id, line.sku, -line.quantity)
        for line in body.lines
        if line.quantity and not (line.is_charge or line.is_empties or line.is_open_item)
    )


def of_return(body: ReturnBody) -> tuple[Moved, ...]:
    """Return what a return brought in. What its sale did not move does not come back: the caller knows the sale."""
    return tuple(
        Moved(place, line.sku, line.quantity, line.quantity if line.condition == "damaged" else 0)
        for place, line in enumerate(body.lines)
        if line.quantity and not (line.is_charge or line.is_open_item) and line.condition != "disposed"
    )


def reversed_of(moved: Iterable[Moved]) -> tuple[Moved, ...]:
    """Return what undoes movements."""
    return tuple(Moved(one.place, one.sku, -one.quantity, -one.unavailable) for one in moved)
