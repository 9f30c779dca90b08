"""Stores hear of the places of their region, once, and of changes alone."""

from __future__ import annotations

from datetime import UTC, datetime

import msgspec
import sqlalchemy as sa

from sync.central.db import Database
from sync.central.feeds import state
from sync.central.registers.estate import put_location
from sync.central.registers.places import tell_places
from sync.protocol.feeds import store_feed
from sync.protocol.messages import StateRequest

NOW = datetime(2026, 11, 22, 10, tzinfo=UTC)


def put(database: Database, location: str, kind: str = "store", region: str = "north", name: str = "") -> None:
    def work(connection: sa.Connection) -> None:
        put_location(connection, location, name=name or location, kind=kind, zone="z", region=region)

    database.write(work)


def told(database: Database, store: str) -> dict[str, tuple[str, str]]:
    feed = store_feed(store)
    answer = state(database, frozenset({feed}), StateRequest(feed=feed), now=NOW)
    rows = {row.key: msgspec.json.decode(bytes(row.body)) for row in answer.rows if row.body is not None}
    return {key.removeprefix("location/"): (row["name"], row.get("kind", "store")) for key, row in rows.items()}


def test_a_store_knows_the_places_of_its_region_and_only_changes_are_told(database: Database) -> None:
    put(database, "A01", name="Arbat")
    put(database, "T12", name="Tverskaya, 12")
    put(database, "W01", "warehouse", name="Warehouse East")
    put(database, "K08", region="south")
    assert tell_places(database, NOW) == 7
    north = {"A01": ("Arbat", "store"), "T12": ("Tverskaya, 12", "store"), "W01": ("Warehouse East", "warehouse")}
    assert told(database, "A01") == told(database, "T12") == north
    assert told(database, "K08") == {"K08": ("K08", "store")}
    assert tell_places(database, NOW) == 0
    put(database, "A01", name="Arbat", region="south")
    assert tell_places(database, NOW) == 5  # T12 loses it, A01 loses two and gains K08, K08 gains it
    assert told(database, "T12") == {name: place for name, place in north.items() if name != "A01"}
    assert told(database, "A01") == told(database, "K08") == {"A01": ("Arbat", "store"), "K08": ("K08", "store")}
