"""The schema of the centre's database: migrated on purpose (`omnitill-central migrate`), checked whenever it is served.

A centre starts on the newest schema alone, with every declared trigger in place and, on PostgreSQL, texts ordered by
their bytes: heads are locked in an order that both databases and Python share. `SchemaError` says what is not so.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Final

import sqlalchemy as sa

from sync.central.db import triggers
from sync.central.db.database import Database, open_database

REVISIONS: Final = ("r0001_registers", "r0002_journal", "r0003_feeds", "r0004_catalogue")
REVISION: Final = REVISIONS[-1]
AREAS: Final = ("db", "identity", "registers", "journal", "stock", "feeds", "catalogue", "staff")
_LOCK: Final = 7_064_100_271_991_001  # any number: two that migrate at once take turns
_COLLATIONS: Final = frozenset({"C", "POSIX", "C.UTF-8", "C.utf8", "ucs_basic"})


class SchemaError(Exception):
    """The database cannot be served as it is; `code`: "empty", "old", "newer", "collation", "encoding", "triggers"."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(f"{code}: {detail}")
        self.code = code
        self.detail = detail


def load_tables() -> None:
    """Import the tables of every area, so that `metadata` and the declared triggers are whole."""
    for area in AREAS:
        import_module(f"sync.central.{area}.tables")


def revision_of(connection: sa.Connection) -> str:
    """The revision of a database, "" before the first migration."""
    if not sa.inspect(connection).has_table("alembic_version"):
        return ""
    found = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    return str(found or "")


def migrate(database: Database, revision: str = "head") -> str:
    """Bring the schema to `revision` in one transaction; returns the revision it was. `SchemaError`.

    Several may call it at once: they take turns, and the later find nothing to do.
    """
    from alembic import command  # noqa: PLC0415 - serving needs none of it
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).with_name("migrations")))
    config.set_main_option("path_separator", "os")

    def work(connection: sa.Connection) -> str:
        if not database.is_sqlite:
            connection.execute(sa.text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        _judge_texts(connection)
        before = revision_of(connection)
        if before and before not in REVISIONS:
            raise SchemaError("newer", f"revision {before}, this program knows {REVISION}")
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
        return before

    return database.write(work)


def check(database: Database) -> None:
    """Make sure that the database can be served; `SchemaError`."""
    load_tables()

    def work(connection: sa.Connection) -> None:
        found = revision_of(connection)
        if not found:
            raise SchemaError("empty", "there are no tables")
        if found not in REVISIONS:
            raise SchemaError("newer", f"revision {found}, this program knows {REVISION}")
        if found != REVISION:
            raise SchemaError("old", f"revision {found}, this program needs {REVISION}")
        _judge_texts(connection)
        gone = triggers.missing(connection)
        if gone:
            raise SchemaError("triggers", ", ".join(gone))

    database.read(work)


def open_centre(url: str, *, pool_size: int = 16) -> Database:
    """Open a database that is to be served; `SchemaError`. An embedded one that is not there is not made."""
    require_file(url)
    database = open_database(url, pool_size=pool_size)
    try:
        check(database)
    except BaseException:
        database.close()
        raise
    return database


def require_file(url: str) -> None:
    """Raise `SchemaError` "empty" for an embedded database whose file is not there."""
    parsed = sa.engine.make_url(url)
    if parsed.get_backend_name() == "sqlite" and not Path(parsed.database or "").is_file():
        raise SchemaError("empty", f"there is no {parsed.database}")


def _judge_texts(connection: sa.Connection) -> None:
    """Texts must be UTF-8 and ordered by their bytes, as SQLite and Python order them."""
    if connection.dialect.name == "sqlite":
        return
    row = connection.exec_driver_sql(
        "SELECT datcollate, datlocprovider, pg_encoding_to_char(encoding) FROM pg_database "
        "WHERE datname = current_database()"
    ).one()
    if row[2] != "UTF8":
        raise SchemaError("encoding", f"{row[2]}, not UTF8")
    if row[1] not in {"c", "b"} or row[0] not in _COLLATIONS:
        raise SchemaError("collation", f"{row[0]} (provider {row[1]}), not C")
