"""The one interface to both databases."""

from __future__ import annotations

import sqlalchemy as sa

from sync.central.db import Database


def test_a_fresh_database_writes_and_reads(database: Database) -> None:
    database.write(lambda connection: connection.execute(sa.text("CREATE TABLE x (a INTEGER)")))
    database.write(lambda connection: connection.execute(sa.text("INSERT INTO x VALUES (7)")))
    assert database.read(lambda connection: connection.execute(sa.text("SELECT a FROM x")).scalar_one()) == 7
