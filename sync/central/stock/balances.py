"""Movements of a batch and the balances that they change, in the order of products. Within a write of the caller."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache

import sqlalchemy as sa
from msgspec import Struct

from sync.central.db.driver import Statement, among, is_sqlite
from sync.central.feeds.publish import Change
from sync.central.journal import bulk
from sync.central.stock.tables import stock_balance, stock_movement
from sync.protocol import feeds


class Balance(Struct, frozen=True):
    """Thousandths of the product's unit."""

    on_hand: int
    unavailable: int
    reserved: int


def recording(
    connection: sa.Connection, location_id: str, rows: Sequence[tuple[str, int, str, int, int, str, str]]
) -> list[Statement]:
    """The statement that inserts movements: (event id, line, sku, quantity, unavailable, reason, at)."""
    return bulk.inserting(connection, stock_movement, (location_id,), rows)


def hold(connection: sa.Connection, location_id: str, skus: Iterable[str]) -> None:
    """Lock the balances of `skus` in their order, making those that are missing, so that later changes never wait."""
    rows = [(sku, 0, 0, 0) for sku in sorted(skus)]
    bulk.insert(connection, stock_balance, (location_id,), rows, _TOUCH)


def changing(connection: sa.Connection, location_id: str, changes: Mapping[str, tuple[int, int]]) -> list[Statement]:
    """What adds (on hand, unavailable) to balances, in the order of products; the last tells what they are now.

    The rows are for `told`.
    """
    if not changes:
        return []
    names = sorted(changes)
    rows = [(sku, *changes[sku], 0) for sku in names]
    (adding,) = bulk.inserting(connection, stock_balance, (location_id,), rows, _ADD)
    if is_sqlite(connection):  # which tells nothing of many rows
        return [adding, Statement(_NOW, (among(connection, names), location_id))]
    return [adding._replace(text=f"{adding.text} RETURNING {_COLUMNS}")]


def told(rows: Iterable[tuple[str, int, int, int]]) -> dict[str, Balance]:
    """The balances that rows of `changing` are."""
    return {sku: Balance(on_hand, unavailable, reserved) for sku, on_hand, unavailable, reserved in rows}


_COLUMNS = "sku, on_hand, unavailable, reserved"
_NOW = (
    "SELECT b.sku, b.on_hand, b.unavailable, b.reserved FROM json_each(?) AS given CROSS JOIN stock_balance b"
    " ON b.location_id = ? AND b.sku = given.value"
)
_TOUCH = "ON CONFLICT (location_id, sku) DO UPDATE SET on_hand = stock_balance.on_hand"  # which locks the row
_ADD = (
    "ON CONFLICT (location_id, sku) DO UPDATE SET on_hand = stock_balance.on_hand + excluded.on_hand,"
    " unavailable = stock_balance.unavailable + excluded.unavailable"
)


def find(connection: sa.Connection, location_id: str, skus: Sequence[str]) -> dict[str, Balance]:
    """Return the balances that there are of `skus`."""
    statement = _find(bulk.from_given(connection))
    rows = connection.execute(statement, {"location_id": location_id, "names": bulk.listed(connection, skus)})
    return told(tuple(row) for row in rows)


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
