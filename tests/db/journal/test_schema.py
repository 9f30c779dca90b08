"""Migrations make what the models say, and the library behind the files is a safe one."""

from __future__ import annotations

import types
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from pos_client.db import sqlite
from pos_client.db.journal import Journal, schema
from pos_client.db.journal.tables import metadata
from pos_client.db.journal.triggers import TRIGGERS
from sync.protocol.sqlite_library import is_safe


def _shape(rows: list[tuple[str, str]]) -> dict[str, str]:
    return {name: sql for name, sql in rows if not name.startswith(("sqlite_", "alembic_"))}


def test_migrations_make_the_tables_of_the_models(tmp_path: Path) -> None:
    migrated, declared = tmp_path / "migrated.sqlite", tmp_path / "declared.sqlite"
    schema.migrate(migrated)
    with sqlite.engine(declared).begin() as connection:
        metadata.create_all(connection)
        for sql in TRIGGERS.values():
            connection.execute(sa.text(sql))
    shapes = []
    for path in (migrated, declared):
        with sqlite.engine(path).connect() as connection:
            found = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master").all()
            shapes.append(_shape([(row[0], row[1]) for row in found]))
    assert shapes[0] == shapes[1]
    assert set(TRIGGERS) < set(shapes[0])


def test_the_models_need_no_further_migration(tmp_path: Path) -> None:
    schema.migrate(tmp_path / "x.sqlite")
    with sqlite.engine(tmp_path / "x.sqlite").connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_the_newest_revision_is_the_one_that_is_opened() -> None:
    scripts = ScriptDirectory(str(Path(schema.__file__).with_name("migrations")))
    assert scripts.get_current_head() == schema.REVISION
    assert tuple(reversed([script.revision for script in scripts.walk_revisions()])) == schema.REVISIONS


def test_the_writer_syncs_every_commit_and_never_checkpoints_by_itself(journal: Journal) -> None:
    def pragma(name: str) -> int:
        return int(journal.submit(lambda writer: writer._raw.execute(f"PRAGMA {name}").fetchone()[0]).result())

    found = {name: pragma(name) for name in ("synchronous", "recursive_triggers", "wal_autocheckpoint")}
    assert found == {"synchronous": 2, "recursive_triggers": 1, "wal_autocheckpoint": 0}


@pytest.mark.parametrize(
    ("version", "safe"),
    [
        ((3, 40, 1), False),
        ((3, 44, 5), False),
        ((3, 44, 6), True),
        ((3, 45, 0), False),
        ((3, 50, 6), False),
        ((3, 50, 7), True),
        ((3, 51, 2), False),
        ((3, 51, 3), True),
        ((3, 53, 4), True),
    ],
)
def test_a_library_with_the_wal_reset_race_is_refused(version: tuple[int, int, int], safe: bool) -> None:
    module = types.ModuleType("driver")
    module.sqlite_version_info = version  # type: ignore[attr-defined]
    module.sqlite_version = ".".join(map(str, version))  # type: ignore[attr-defined]
    assert is_safe(version) is safe
    if safe:
        sqlite.check_library(module)
    else:
        with pytest.raises(sqlite.VulnerableSqliteError):
            sqlite.check_library(module)
