"""Which products the stock feed of a location tells of: those of the catalogue, and what it ever told of.

What moves under a name that no catalogue has is kept, as movements and in the balance that is their sum; but a register
that invents names must not fill the feed that every register of the region holds. Once the catalogue knows the name the
figure is told: with the next movement, after the publication that brought it (`catch_up`), or by the day's upkeep.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import datetime
from functools import partial
from typing import Final

import sqlalchemy as sa

from sync.central.db.database import Database
from sync.central.feeds import store
from sync.central.feeds.publish import publish
from sync.central.journal import bulk
from sync.central.journal.tables import journal_alarm
from sync.central.stock import balances
from sync.central.stock.tables import stock_balance
from sync.protocol import feeds
from sync.protocol.base import instant

ALARM: Final = "unknown_sku"
"""The alarm of a register whose sales name what no catalogue has; closed or not, it says where to look later."""
SLICE: Final = 5_000
_SKU: Final = "sku/"
_LISTED: Final = "catalogue_item c ON c.kind = 'product' AND c.scope = '' AND c.item_key = given.value"


def listed(connection: sa.Connection, keys: Collection[str]) -> frozenset[str]:
    """Return those keys of a stock feed that may get a row: products of the catalogue, and whatever is no product."""
    skus = sorted(key.removeprefix(_SKU) for key in keys if key.startswith(_SKU))
    others = {key for key in keys if not key.startswith(_SKU)}
    if not skus:
        return frozenset(others)
    statement = f"SELECT c.item_key {bulk.from_given(connection)} {_LISTED}"
    rows = connection.execute(sa.text(statement), {"names": bulk.listed(connection, skus)})
    return frozenset(others).union(_SKU + sku for sku in rows.scalars())


def catch_up(
    database: Database,
    now: datetime,
    named: Callable[[sa.Connection], Collection[str]] | None = None,
    *,
    most: int = SLICE,
) -> int:
    """Tell of figures that were kept back and may be told now; return how many. Safe to repeat.

    Of any products, or of those `named`, which is asked only when there is a location that it matters to: one that had
    the alarm. A write a location and `most` names: the feed's head is held while it looks, so that no push judges the
    same names meanwhile.
    """
    a = journal_alarm.c
    select = sa.select(a.location_id).where(a.kind == ALARM).distinct().order_by(a.location_id)
    places = database.look(lambda connection: list(connection.execute(select).scalars()))
    skus = database.read(named) if named is not None and places else None
    if named is not None and not skus:
        return 0
    told = 0
    for place in places:
        after: str | None = ""
        while after is not None:
            more, after = database.write(partial(_catch_up, place=place, after=after, skus=skus, most=most, now=now))
            told += more
    return told


def _catch_up(
    connection: sa.Connection, place: str, after: str, skus: Collection[str] | None, most: int, now: datetime
) -> tuple[int, str | None]:
    """Tell of the next names after `after`; returns how many were told, and the last looked at, None at the end."""
    feed = feeds.stock_feed(place)
    store.lock_heads(connection, [feed])
    b = stock_balance.c
    names = sa.select(b.sku).where(b.location_id == place, b.sku > after).order_by(b.sku).limit(most)
    page = (
        list(connection.execute(names).scalars()) if skus is None else sorted(sku for sku in skus if sku > after)[:most]
    )
    known = store.known_rows(connection, feed, [_SKU + sku for sku in page])
    kept = listed(connection, [_SKU + sku for sku in page if _SKU + sku not in known])
    held = balances.find(connection, place, sorted(key.removeprefix(_SKU) for key in kept))
    publish(connection, balances.feed_rows(place, held, instant(now)), now=now)
    return len(held), page[-1] if len(page) == most else None
