"""Stock of one product at every location, asked online for what lies beyond the region. Any thread."""

from __future__ import annotations

from datetime import datetime
from typing import Final

import msgspec
import sqlalchemy as sa

from sync.central.db.database import Database
from sync.central.feeds import store
from sync.central.registers.tables import location
from sync.protocol import feeds
from sync.protocol.base import instant
from sync.protocol.messages import StockAnswer, StockOfLocation, StockRequest


class _Figure(msgspec.Struct):
    at: str
    on_hand: int = 0
    reserved: int = 0
    unavailable: int = 0


class _Silence(msgspec.Struct):
    heard_at: str


_figure: Final = msgspec.json.Decoder(_Figure)
_silence: Final = msgspec.json.Decoder(_Silence)


def stock_everywhere(database: Database, request: StockRequest, now: datetime) -> StockAnswer:
    """Return the figures of every location that has or had the product, by the location's id."""

    def work(connection: sa.Connection) -> list[StockOfLocation]:
        names = {
            feeds.stock_feed(row.id): (row.id, row.name)
            for row in connection.execute(sa.select(location.c.id, location.c.name))
        }
        found = store.bodies_of(connection, f"sku/{request.sku}", names)
        silent = store.bodies_of(connection, feeds.TILLS, found)
        return [_told(*names[feed], body, silent.get(feed)) for feed, body in found.items()]

    rows = sorted(database.read(work), key=lambda row: row.location_id)
    return StockAnswer(sku=request.sku, locations=tuple(rows), time=instant(now))


def _told(location_id: str, name: str, body: bytes, silent: bytes | None) -> StockOfLocation:
    figure = _figure.decode(body)
    return StockOfLocation(
        location_id=location_id,
        name=name[:200],
        on_hand=figure.on_hand,
        unavailable=figure.unavailable,
        reserved=figure.reserved,
        at=figure.at,
        tills_heard_at=_silence.decode(silent).heard_at if silent is not None else "",
    )
