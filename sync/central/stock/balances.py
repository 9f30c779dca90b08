"""Movements of a batch and the balances that they change, in the order of products. Within a write of the caller."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache

import sqlalchemy as sa
from msgspec import Struct

from sync.central.feeds.publish import Change
from sync.central.journal import bulk
from sync.central.stock.tables import stock_balance, stock_movement
from sync.protocol import feeds


class Balance(Struct, frozen=True):
    """Thousandths of the product's unit."""

    on_hand: int
    unavailable: int
    reserved: int


def record(
    connection: sa.Connection, location_id: str, rows: Sequence[tuple[str, int, str, int, int, str, str]]
) -> None:
    """Insert movements: (event id, line, sku, quantity, unavailable, reason, at)."""
    bulk.insert(connection, stock_movement, (location_id,), rows)


def hold(connection: sa.Connection, location_id: str, skus: Iterable[str]) -> None:
    """Lock the balances of `skus` in their order, making those that are missing, so that later changes never wait."""
    rows = [(sku, 0, 0, 0) for sku in sorted(skus)]
    bulk.insert(connection, stock_balance, (location_id,), rows, _TOUCH)


def change(connection: sa.Connection, location_id: str, changes: Mapping[str, tuple[int, int]]) -> dict[str, Balance]:
    """Add (on hand, unavailable) to balances, in the order of products, and return what they are now."""
    if not changes:
        return {}
    names = sorted(changes)
    rows = [(sku, *changes[sku], 0) for sku in names]
    told = bulk.insert(connection, stock_balance, (location_id,), rows, _ADD, _COLUMNS)
    if told is None:
        return find(connection, location_id, names)
    return {row.sku: Balance(row.on_hand, row.unavailable, row.reserved) for row in told}


_COLUMNS = "sku, on_hand, unavailable, reserved"
_TOUCH = "ON CONFLICT (location_id, sku) DO UPDATE SET on_hand = stock_balance.on_hand"  # which locks the row
_ADD = (
    "ON CONFLICT (location_id, sku) DO UPDATE SET on_hand = stock_balance.on_hand + excluded.on_hand,"
    " unavailable = stock_balance.unavailable + excluded.unavailable"
)


def find(connection: sa.Connection, location_id: str, skus: Sequence[str]) -> dict[str, Balance]:
    """Return the balances that there are of `skus`."""
    statement = _find(bulk.from_given(connection))
    rows = connection.execute(statement, {"location_id": location_id, "names": bulk.listed(connection, skus)})
    return {row.sku: Balance(row.on_hand, row.unavailable, row.reserved) for row in rows}


@cache
def _find(from_given: str) -> sa.TextClause:
    return sa.text(
        "SELECT b.sku, b.on_hand, b.unavailable, b.reserved"
        f" {from_given} stock_balance b ON b.location_id = :location_id AND b.sku = given.value"
    )


def feed_rows(location_id: str, balances: Mapping[str, Balance], at: str) -> list[Change]:
    """The rows that the location's stock feed has to tell of `balances`."""
    feed = feeds.stock_feed(location_id)
    return [
        Change(
            feed,
            f"sku/{sku}",
            b'{"at":"%b","on_hand":%d,"reserved":%d,"unavailable":%d}'
            % (at.encode(), balance.on_hand, balance.reserved, balance.unavailable),
        )
        for sku, balance in sorted(balances.items())
    ]
