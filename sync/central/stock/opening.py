"""What a location has on its first day at the centre: movements with reason "opening", once a location.

They are movements as any, so that on hand stays the sum of movements. Within a write of the caller's.
"""

from __future__ import annotations

from collections.abc import Mapping

import sqlalchemy as sa

from sync.central.db.driver import together
from sync.central.feeds.publish import Change
from sync.central.stock import balances
from sync.central.stock.tables import stock_movement

OPENING = "opening"
"""The reason of such movements, and in place of an event's id what makes them happen once at a location."""


def opening(connection: sa.Connection, location_id: str, stock: Mapping[str, int], at: str) -> list[Change]:
    """Put `stock` (thousandths by sku) on hand at the instant `at`; return what the stock feed has to tell.

    A location that had its opening gets nothing, and () is told. The caller publishes last.
    """
    mine = (stock_movement.c.location_id == location_id, stock_movement.c.event_id == OPENING)
    skus = sorted(stock)
    if not skus:
        return []
    balances.hold(connection, location_id, skus[:1])  # whoever opens the same location waits here
    if connection.execute(sa.select(stock_movement.c.line).where(*mine).limit(1)).first() is not None:
        return []
    balances.hold(connection, location_id, skus)
    rows = [(OPENING, line, sku, stock[sku], 0, OPENING, at) for line, sku in enumerate(skus)]
    changing = balances.changing(connection, location_id, {sku: (stock[sku], 0) for sku in skus})
    told = together(connection, [*balances.recording(connection, location_id, rows), *changing])
    return balances.feed_rows(location_id, balances.told(told[-1]), at)
