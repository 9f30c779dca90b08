from __future__ import annotations

from datetime import UTC, datetime

import pytest
import sqlalchemy as sa

from sync.central.catalogue.tables import zone
from sync.central.db import Database

NOW = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture
def zones(database: Database) -> Database:
    """A database with two price zones."""
    rows = [
        {"zone_id": "ru", "currency": "RUB", "name": "Russia"},
        {"zone_id": "pl", "currency": "PLN", "name": "Poland"},
    ]
    database.write(lambda connection: connection.execute(sa.insert(zone), rows))
    return database
