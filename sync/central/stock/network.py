"""Stock of one product at every location, asked online for what lies beyond the region. Any thread."""

from __future__ import annotations

from datetime import datetime
from typing import Final

import msgspec
import sqlalchemy as sa

from sync.central.db.database import Database
from sync.central.feeds.tables import feed_event, feed_row
from sync.central.registers.tables import location
from sync.central.stock.silence import told_of
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
_BODIES: Final = (
    sa.select(feed_event.c.feed, feed_event.c.body)
    .join(feed_row, sa.and_(feed_row.c.feed == feed_event.c.feed, feed_row.c.position == feed_event.c.position))
    .where(
        feed_row.c.feed.in_(sa.bindparam("feeds", expanding=True)),
        feed_row.c.key == sa.bindparam("key"),
        feed_event.c.body.is_not(None),
    )
)


def stock_everywhere(database: Database, request: StockRequest, now: datetime) -> StockAnswer:
    """Return the figures of every location that has or had the product, by the location's id."""

    def work(connection: sa.Connection) -> list[StockOfLocation]:
        names = {
            feeds.stock_feed(row.id): (row.id, row.name)
            for row in connection.execute(sa.select(location.c.id, location.c.name))
        }
        found = connection.execute(_BODIES, {"feeds": list(names), "key": f"sku/{request.sku}"}).all()
        silent = told_of(connection, [names[feed][0] for feed, _body in found])
        return [_told(*names[feed], bytes(body), silent.get(names[feed][0])) for feed, body in found]

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
