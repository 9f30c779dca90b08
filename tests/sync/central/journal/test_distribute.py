"""Every table of every area can be spread by its key, and what a push asks stays within one key."""

from __future__ import annotations

import re
from typing import Any, Self

import psycopg
import pytest
import sqlalchemy as sa

from sync.central.db import Database, metadata
from sync.central.db.schema import load_tables
from sync.central.journal import distribute
from sync.central.journal.distribute import LOCAL, PLACED, REFERENCE
from sync.central.journal.push import push
from tests.support.central_books import NOW, Centre, post_void_of, return_of


def test_every_table_of_every_area_can_be_distributed() -> None:
    load_tables()
    assert distribute.lint(list(metadata.sorted_tables)) == []


def test_the_database_that_migrations_or_models_made_has_no_other_keys(database: Database) -> None:
    """What stands in the database itself, whoever made it, not only in the models."""

    def keys(connection: sa.Connection) -> list[tuple[str, set[str]]]:
        inspector = sa.inspect(connection)
        found: list[tuple[str, set[str]]] = []
        for table in inspector.get_table_names():
            primary = inspector.get_pk_constraint(table)["constrained_columns"]
            unique: list[list[str | None]] = [[*key["column_names"]] for key in inspector.get_unique_constraints(table)]
            indexes = [[*index["column_names"]] for index in inspector.get_indexes(table) if index["unique"]]
            every: list[list[str | None]] = [[*primary], *unique, *indexes]
            found += [(table, {str(name) for name in key}) for key in every]
        return found

    for table, key in database.read(keys):
        column = PLACED[table]
        assert column in (REFERENCE, LOCAL) or column in key, (table, key)


def test_lint_tells_what_cannot_be() -> None:
    other = sa.MetaData()
    sa.Table("unknown", other, sa.Column("id", sa.Text, primary_key=True))
    sa.Table("event", other, sa.Column("id", sa.Text, primary_key=True), sa.Column("location_id", sa.Text))
    sa.Table("register", other, sa.Column("id", sa.Text, primary_key=True))
    sa.Table("zone", other, sa.Column("id", sa.ForeignKey("event.id"), primary_key=True))
    sa.Table(
        "document",
        other,
        sa.Column("location_id", sa.ForeignKey("register.id"), primary_key=True),
        sa.Column("event_id", sa.ForeignKey("event.id")),
        sa.Index("by_event", "event_id", unique=True),
    )
    assert sorted(distribute.lint(list(other.tables.values()))) == [
        "document: a foreign key to event",
        "document: event_id does not contain location_id",
        "event: id does not contain location_id",
        "unknown is not placed",
        "zone: a foreign key to event",
    ]


def test_statements_place_what_others_point_to_first() -> None:
    load_tables()
    made = distribute.statements(metadata.sorted_tables)
    assert made[0] == "CREATE EXTENSION IF NOT EXISTS citus"
    named = [re.findall(r"'(\w+)'", statement)[0] for statement in made[2:]]
    assert sorted(named) == sorted(name for name in metadata.tables if PLACED[name] != LOCAL)
    places = [statement.split("(", 1)[0] for statement in made[2:]]
    assert places == sorted(places, reverse=True)  # references first
    assert "SELECT create_distributed_table('event', 'location_id', colocate_with => 'carried_end')" in made


@pytest.mark.parametrize("with_trouble", [False, True])
def test_what_a_push_asks_names_the_key_of_each_table(centre: Centre, with_trouble: bool) -> None:
    """The hot queries, as they are sent: whatever touches a distributed table says which shard."""
    asked: list[str] = []

    class Heard(psycopg.Cursor[Any]):
        def execute(self, query: Any, *rest: Any, **more: Any) -> Self:
            asked.append(str(query))
            return super().execute(query, *rest, **more)

    @sa.event.listens_for(sa.Pool, "checkout")
    def listen(connection: Any, *_rest: object) -> None:
        if isinstance(connection, psycopg.Connection):
            connection.cursor_factory = Heard
        else:
            connection.set_trace_callback(asked.append)

    journal = centre.add_register()
    journal.open()
    sold = journal.sell(("milk", 1000))
    journal.append("return", return_of(journal, sold, ("resalable",)))
    journal.append("post_void", post_void_of(journal, sold))
    if with_trouble:
        journal.append("sale", sold)
        journal.append("hologram", b"{}")
    caller, request = centre.caller(journal), journal.request()
    asked.clear()
    push(centre.database, centre.authority, caller, request, NOW)
    first = list(asked)
    newer = centre.grant(journal, 2)
    newer.open()
    newer.carry(journal, 2)
    caller, request = centre.caller(newer), newer.request()
    asked.clear()
    push(centre.database, centre.authority, caller, request, NOW)
    sa.event.remove(sa.Pool, "checkout", listen)
    checked = 0
    for statement in first + asked:
        for table in re.findall(r"(?:FROM|JOIN|INTO|UPDATE) (\w+)", statement):
            column = PLACED.get(table, LOCAL)
            if column not in (REFERENCE, LOCAL):
                checked += 1
                assert re.search(rf"\b{column}\b\"?( =| IN|,)|\({column}\b|\(\"{column}\"", statement), statement
    assert checked > 30
