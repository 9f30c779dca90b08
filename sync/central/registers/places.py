"""What stores are told of their neighbours: a row `location/<id>` in their feeds for every place of their region."""

from __future__ import annotations

from datetime import datetime
from typing import Final

import sqlalchemy as sa

from pos_client.domain.settings import Place
from sync.central.db import Database
from sync.central.feeds import Change, publish, store
from sync.central.registers.tables import location
from sync.protocol.feeds import store_feed
from sync.protocol.values import encode_value

PREFIX: Final = "location/"


def place_changes(connection: sa.Connection) -> list[Change]:
    """Return what the feeds of all stores lack, or should no longer say; nothing when they are up to date."""
    c = location.c
    places = connection.execute(sa.select(c.id, c.name, c.kind, c.region)).all()
    shops = {store_feed(place.id): place for place in places if place.kind == "store"}
    told = store.bodies_under(connection, PREFIX, shops)
    changes: list[Change] = []
    for feed, shop in shops.items():
        wanted = {
            PREFIX + place.id: encode_value(Place(place.id, place.name, place.kind))
            for place in places
            if place.region == shop.region
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
