"""Stores, registers and people that tests of the centre put in place."""

from __future__ import annotations

from datetime import UTC, datetime

import sqlalchemy as sa
from argon2 import PasswordHasher

from pos_client.domain.catalogue import StoreProfile, TaxCategory, TaxRate
from pos_client.domain.money import currency
from pos_client.domain.staff import Permission, Role
from sync.central.db import Database
from sync.central.registers.tables import location, register
from sync.central.staff.people import Person

CHEAP = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
VERIFIER = CHEAP.hash("1111")
_SINCE = datetime(2020, 1, 1, tzinfo=UTC)


def profile(store_id: str, *, taxes: str = "A", code: str = "RUB", **more: object) -> StoreProfile:
    categories = tuple(TaxCategory(tax, (TaxRate(_SINCE, 2000),)) for tax in taxes)
    return StoreProfile(
        store_id,
        "Store",
        currency(code),
        "ru",
        "Europe/Moscow",
        tax_categories=categories,
        **more,  # type: ignore[arg-type]
    )


def put_location(database: Database, location_id: str, zone: str, *registers: str) -> None:
    """A store of a zone, and registers that can be enrolled there."""
    place = {"id": location_id, "name": location_id, "kind": "store", "zone": zone, "region": zone}
    rows = [
        {
            "id": each,
            "location_id": location_id,
            "name": each,
            "prefix": each,
            "state": "new",
            "epoch": 0,
            "created_at": "",
        }
        for each in registers
    ]

    def work(connection: sa.Connection) -> None:
        connection.execute(sa.insert(location).values(place))
        if rows:
            connection.execute(sa.insert(register), rows)

    database.write(work)


def role(role_id: str = "cashier", limit: int = 100) -> Role:
    return Role(role_id, (("en", role_id),), ((Permission.REFUND, limit),))


def person(staff_id: str, role_id: str = "cashier", **more: object) -> Person:
    return Person(staff_id, f"Name {staff_id}", role_id, VERIFIER, **more)  # type: ignore[arg-type]
