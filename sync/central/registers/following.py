"""Which feeds a register follows, and no others. Any thread, within a transaction of the caller's."""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa

from sync.central.registers.tables import location, register
from sync.protocol import feeds

_other: Final = location.alias("other")
_REGION: Final = (
    sa.select(location.c.id, location.c.zone, _other.c.id)
    .join(register, register.c.location_id == location.c.id)
    .join(_other, _other.c.region == location.c.region)
    .where(register.c.id == sa.bindparam("register_id"))
    .order_by(_other.c.id)
)


def feeds_of(connection: sa.Connection, register_id: str) -> tuple[str, ...]:
    """Return the feeds that a register may read: catalogue, store, its own, stock of its region. () for none such."""
    rows = connection.execute(_REGION, {"register_id": register_id}).all()
    if not rows:
        return ()
    own, zone, _ = rows[0]
    stock = [feeds.stock_feed(other) for _, _, other in rows]
    stock.sort(key=lambda feed: feed != feeds.stock_feed(own))  # what is on the own shelf comes first
    return (feeds.register_feed(register_id), feeds.store_feed(own), feeds.catalogue_feed(zone), *stock)
