"""A register that is reported stolen takes the PINs of its store's people with it, in one write."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import sqlalchemy as sa

from sync.central.catalogue.tables import zone
from sync.central.db import Database
from sync.central.identity.authority import Authority
from sync.central.registers.keys import revoke
from sync.central.staff.people import add_people, put_roles
from tests.sync.central.catalogue.goods import feed
from tests.sync.central.staff.shops import person, put_location, role

NOW = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)


def expired(database: Database, register_id: str) -> bool:
    told = json.loads(feed(database, f"register:{register_id}")["staff/S1"])["value"]
    return bool(told.get("pin_expired", False))


def test_a_stolen_register_expires_the_pins_it_held(database: Database, tmp_path: Path) -> None:
    rows = {"zone_id": "ru", "currency": "RUB", "name": "Russia"}
    database.write(lambda connection: connection.execute(sa.insert(zone), rows))
    put_location(database, "M1", "ru", "M1-1", "M1-2", "M1-3")
    put_roles(database, "ru", [role()], by="olga", now=NOW)
    add_people(database, [(person("S1"), ("M1",))], by="olga", now=NOW)
    authority = Authority.create(tmp_path / "authority", "Chain", NOW)
    revoke(database, authority, "M1-1", operator="olga", reason="scrapped", is_stolen=False, now=NOW)
    assert not expired(database, "M1-2")
    moved: list[frozenset[str]] = []
    database.listeners.append(moved.append)
    revoke(database, authority, "M1-3", operator="olga", reason="gone", is_stolen=True, now=NOW)
    assert expired(database, "M1-2")
    assert moved == [frozenset({"register:M1-1", "register:M1-2", "register:M1-3"})]
