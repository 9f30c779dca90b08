"""What stores are told of their neighbours: a row `location/<id>` in their feeds for every place of their region."""

from __future__ import annotations

from datetime import datetime
from typing import Final

import sqlalchemy as sa

from pos_client.domain.settings import Place
from sync.central.db import Database
from sync.central.feeds import Change, publish
from sync.central.feeds.tables import feed_event, feed_row
from sync.central.registers.tables import location
from sync.protocol.feeds import store_feed
from sync.protocol.values import encode_value

PREFIX: Final = "location/"


def place_changes(connection: sa.Connection) -> list[Change]:
    """Return what the feeds of all stores lack, or should no longer say; nothing when they are up to date."""
    c = location.c
    places = connection.execute(sa.select(c.id, c.name, c.kind, c.region)).all()
    told = _told(connection)
    changes: list[Change] = []
    for store in (place for place in places if place.kind == "store"):
        feed = store_feed(store.id)
        wanted = {
            PREFIX + place.id: encode_value(Place(place.id, place.name, place.kind))
            for place in places
            if place.region == store.region
        }
        known = told.get(feed, {})
        changes += [Change(feed, key, body) for key, body in sorted(wanted.items()) if known.get(key) != body]
        changes += [Change(feed, key, None) for key in sorted(known.keys() - wanted.keys())]
    return changes


def tell_places(database: Database, now: datetime) -> int:
    """Bring every store's feed up to date with the chain's places; returns how many rows changed."""

    def work(connection: sa.Connection) -> int:
        changes = place_changes(connection)
        publish(connection, changes, now=now)
        return len(changes)

    return database.write(work)


def _told(connection: sa.Connection) -> dict[str, dict[str, bytes]]:
    """What each store's feed says now."""
    rows = connection.execute(
        sa.select(feed_row.c.feed, feed_row.c.key, feed_event.c.body)
        .join(feed_event, sa.and_(feed_event.c.feed == feed_row.c.feed, feed_event.c.position == feed_row.c.position))
        .where(feed_row.c.feed.like("store:%"), feed_row.c.key.like(f"{PREFIX}%"), feed_event.c.body.is_not(None))
    )
    found: dict[str, dict[str, bytes]] = {}
    for feed, key, body in rows:
        found.setdefault(feed, {})[key] = bytes(body)
    return found
