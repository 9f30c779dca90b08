"""Migrations make what the models say, on both databases; a centre is not served on anything else."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from sync.central.db import Database, metadata, open_database, schema, triggers
from tests.support.postgres import cluster

KINDS = ("sqlite", "postgresql")
TRIGGERS_OF_POSTGRESQL = """
SELECT c.relname, t.tgname, pg_get_triggerdef(t.oid), p.prosrc FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
JOIN pg_proc p ON p.oid = t.tgfoid WHERE NOT t.tgisinternal
"""
COLUMNS_OF_POSTGRESQL = """
SELECT table_name, column_name, data_type, is_nullable, column_default, collation_name, is_identity
FROM information_schema.columns WHERE table_schema = 'public' AND table_name <> 'alembic_version'
"""
CONSTRAINTS_OF_POSTGRESQL = """
SELECT conrelid::regclass::text, contype::text, pg_get_constraintdef(oid) FROM pg_constraint
WHERE connamespace = 'public'::regnamespace AND conrelid::regclass::text <> 'alembic_version'
"""
INDEXES_OF_POSTGRESQL = "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' AND tablename <> 'alembic_version'"
COMPRESSION_OF_POSTGRESQL = """
SELECT attrelid::regclass::text, attname, attcompression::text FROM pg_attribute a JOIN pg_class c ON c.oid = attrelid
WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND attnum > 0
AND attrelid::regclass::text <> 'alembic_version'
"""


@contextmanager
def without_tables(kind: str, folder: Path) -> Iterator[Database]:
    """An open database without a table."""
    server = cluster() if kind == "postgresql" else None
    name = server.create() if server else ""
    database = open_database(server.url(name) if server else f"sqlite:///{folder / 'empty.sqlite'}")
    try:
        yield database
    finally:
        database.close()
        if server:
            server.drop(name)


@pytest.fixture(params=KINDS)
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """An open database without a table, once for each kind."""
    with without_tables(request.param, tmp_path) as database:
        yield database


def shape(connection: sa.Connection) -> dict[str, Any]:
    """What a database consists of, comparable between two of a kind."""
    if connection.dialect.name == "sqlite":
        rows = connection.exec_driver_sql("SELECT type, name, tbl_name, sql FROM sqlite_master").all()
        found: dict[str, Any] = {
            f"{kind} {name}": " ".join((sql or "").split())
            for kind, name, table, sql in rows
            if kind == "trigger" and not table.startswith("alembic_")
        }
        for name in sorted(set(sa.inspect(connection).get_table_names()) - {"alembic_version"}):
            found[f"columns {name}"] = sorted(connection.exec_driver_sql(f"PRAGMA table_info({name})").all())
            found[f"foreign {name}"] = sorted(
                row[2:] for row in connection.exec_driver_sql(f"PRAGMA foreign_key_list({name})")
            )
            found[f"checks {name}"] = sorted(
                str(check["sqltext"]) for check in sa.inspect(connection).get_check_constraints(name)
            )
            found[f"indexes {name}"] = sorted(
                (index[2], [part[2:] for part in connection.exec_driver_sql(f"PRAGMA index_xinfo('{index[1]}')")])
                for index in connection.exec_driver_sql(f"PRAGMA index_list({name})")
            )
        return found
    return {
        name: sorted(tuple(map(str, row)) for row in connection.execute(sa.text(query)))
        for name, query in {
            "triggers": TRIGGERS_OF_POSTGRESQL,
            "columns": COLUMNS_OF_POSTGRESQL,
            "constraints": CONSTRAINTS_OF_POSTGRESQL,
            "indexes": INDEXES_OF_POSTGRESQL,
            "compression": COMPRESSION_OF_POSTGRESQL,
        }.items()
    }


def test_migrations_make_the_tables_of_the_models(database: Database, tmp_path: Path) -> None:
    schema.load_tables()
    with without_tables(database.engine.dialect.name, tmp_path) as declared:
        declared.write(metadata.create_all)
        assert database.read(shape) == declared.read(shape)
    assert set(database.read(lambda connection: sa.inspect(connection).get_table_names())) == {
        *metadata.tables,
        "alembic_version",
    }


def test_the_models_need_no_further_migration(database: Database) -> None:
    schema.load_tables()
    assert database.read(lambda c: compare_metadata(MigrationContext.configure(c), metadata)) == []


def test_the_chain_of_revisions_is_the_one_that_is_checked() -> None:
    scripts = ScriptDirectory(str(Path(schema.__file__).with_name("migrations")))
    assert tuple(reversed([script.revision for script in scripts.walk_revisions()])) == schema.REVISIONS


def test_migrating_twice_changes_nothing(empty: Database) -> None:
    assert schema.migrate(empty) == ""
    before = empty.read(shape)
    assert schema.migrate(empty) == schema.REVISION
    assert empty.read(shape) == before
    schema.check(empty)


def test_a_failed_migration_leaves_nothing(empty: Database) -> None:
    empty.write(lambda c: c.execute(sa.text("CREATE TABLE feed_head (x INTEGER)")))  # in the way of the third revision
    with pytest.raises(sa.exc.DBAPIError):
        schema.migrate(empty)
    assert empty.read(lambda c: sa.inspect(c).get_table_names()) == ["feed_head"]


def code_of(database: Database) -> str:
    with pytest.raises(schema.SchemaError) as caught:
        schema.check(database)
    return caught.value.code


def test_a_database_without_tables_is_not_served(empty: Database) -> None:
    assert code_of(empty) == "empty"


def test_an_older_database_is_not_served(empty: Database) -> None:
    schema.migrate(empty, schema.REVISIONS[0])
    assert code_of(empty) == "old"


def test_a_newer_database_is_neither_served_nor_migrated(database: Database) -> None:
    database.write(lambda c: c.execute(sa.text("UPDATE alembic_version SET version_num = 'r9999_later'")))
    assert code_of(database) == "newer"
    with pytest.raises(schema.SchemaError, match="newer"):
        schema.migrate(database)


def test_a_database_that_lost_a_trigger_is_not_served(database: Database) -> None:
    drop = "DROP TRIGGER operator_act_no_update" + ("" if database.is_sqlite else " ON operator_act")
    database.write(lambda c: c.execute(sa.text(drop)))
    assert code_of(database) == "triggers"


def test_a_trigger_that_is_switched_off_is_missed() -> None:
    server = cluster()
    name = server.create()
    database = open_database(server.url(name))
    try:
        schema.migrate(database)
        database.write(lambda c: c.execute(sa.text("ALTER TABLE event DISABLE TRIGGER ALL")))
        assert set(database.read(triggers.missing)) == {"event.event_no_update", "event.event_no_delete"}
    finally:
        database.close()
        server.drop(name)


def test_every_table_that_is_only_inserted_into_refuses_changes(database: Database) -> None:
    schema.load_tables()
    guarded = {table for table, _ in triggers.DECLARED}
    assert {"operator_act", "event"} <= guarded
    if database.is_sqlite:
        return  # SQLite's are rows of sqlite_master, held against the models above
    for table in sorted(guarded):
        with pytest.raises(sa.exc.DBAPIError, match="only ever inserted into"):
            database.write(lambda c, table=table: c.execute(sa.text(f"TRUNCATE {table} CASCADE")))  # type: ignore[misc]


@pytest.mark.parametrize("change", ["UPDATE operator_act SET act = 'x'", "DELETE FROM operator_act"])
def test_what_operators_did_cannot_be_changed(database: Database, change: str) -> None:
    row = "INSERT INTO operator_act (at, operator, act, subject, detail) VALUES ('', '', '', '', '')"
    database.write(lambda c: c.execute(sa.text(row)))
    with pytest.raises(sa.exc.DBAPIError, match="only ever inserted into"):
        database.write(lambda c: c.execute(sa.text(change)))


@pytest.mark.parametrize(
    ("options", "code"),
    [("LOCALE_PROVIDER icu ICU_LOCALE 'en' LOCALE 'C'", "collation"), ("ENCODING 'LATIN1' LOCALE 'C'", "encoding")],
)
def test_texts_are_ordered_by_their_bytes(options: str, code: str) -> None:
    server = cluster()
    name = f"other_{code}"
    server.execute(f"CREATE DATABASE {name} TEMPLATE template0 {options}")
    database = open_database(server.url(name))
    try:
        with pytest.raises(schema.SchemaError) as caught:
            schema.migrate(database)
        assert caught.value.code == code
    finally:
        database.close()
        server.drop(name)


def test_a_trigger_is_declared_for_its_own_table() -> None:
    with pytest.raises(ValueError, match="is of event"):
        triggers.declare(metadata.tables["operator_act"], *triggers.append_only("event"))
