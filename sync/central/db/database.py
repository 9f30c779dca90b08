"""One interface to the centre's two databases: embedded SQLite (the default) and PostgreSQL 15 by URL.

`write` runs a work in one transaction and returns when it is durable: on SQLite one writer at a time, BEGIN IMMEDIATE,
synchronous FULL; on PostgreSQL READ COMMITTED, begun again when the server asks for it. `read` sees one moment: a
SQLite snapshot, or REPEATABLE READ READ ONLY. Any thread. Works may run more than once, so they touch nothing but the
connection. Tables of every area hang on `metadata`; migrations make them.
"""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, Final, TypeVar

import sqlalchemy as sa
from pysqlite3 import dbapi2

T = TypeVar("T")
Listener = Callable[[frozenset[str]], None]

metadata: Final = sa.MetaData()

SAFE_SQLITE: Final = ((3, 51, 3), (3, 50, 7), (3, 44, 6))
MOST_TRIES: Final = 6
_RETRIED: Final = frozenset({"40001", "40P01"})  # serialization failure, deadlock
_MOVED: Final = "omnitill.moved"
_PRAGMAS: Final = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA recursive_triggers=ON",
    "PRAGMA trusted_schema=OFF",
    "PRAGMA busy_timeout=10000",
    "PRAGMA cache_size=-65536",
)


class UnsafeSqliteError(RuntimeError):
    """The SQLite library has the WAL-reset race, which can lose what was acknowledged."""


class Database:
    """An open database. `listeners` are told, after a commit, which feeds moved in it."""

    def __init__(self, engine: sa.Engine, path: Path | None) -> None:
        self.engine = engine
        self.path = path
        self.is_sqlite: Final = engine.dialect.name == "sqlite"
        self.listeners: list[Listener] = []
        self._writer = threading.Lock()

    def write(self, work: Callable[[sa.Connection], T]) -> T:
        """Run `work` in a transaction and return its result once it is durable; raises whatever it raises."""
        if self.is_sqlite:
            with self._writer:
                result, moved = self._write_once(work)
        else:
            result, moved = self._write_retried(work)
        if moved:
            for listener in self.listeners:
                listener(moved)
        return result

    def _write_once(self, work: Callable[[sa.Connection], T]) -> tuple[T, frozenset[str]]:
        with self.engine.connect() as connection:
            connection.info.pop(_MOVED, None)  # of a work that failed: it lives as long as the driver's connection
            if self.is_sqlite:
                connection.info["begin"] = "BEGIN IMMEDIATE"
            with connection.begin():
                result = work(connection)
                return result, frozenset(connection.info.pop(_MOVED, ()))

    def _write_retried(self, work: Callable[[sa.Connection], T]) -> tuple[T, frozenset[str]]:
        for attempt in range(1, MOST_TRIES + 1):
            try:
                return self._write_once(work)
            except sa.exc.DBAPIError as error:
                if attempt == MOST_TRIES or getattr(error.orig, "sqlstate", None) not in _RETRIED:
                    raise
                time.sleep(random.uniform(0, 0.01 * 2**attempt))  # noqa: S311 - only to part two that collided
        raise AssertionError("unreachable")

    def read(self, work: Callable[[sa.Connection], T]) -> T:
        """Run `work` on one consistent view of what is committed, and return its result."""
        with self.engine.connect() as connection:
            if self.is_sqlite:
                connection.info["begin"] = "BEGIN"
            else:
                connection = connection.execution_options(  # noqa: PLW2901 - the same connection, read only
                    isolation_level="REPEATABLE READ", postgresql_readonly=True
                )
            with connection.begin():
                return work(connection)

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()


def note_moved(connection: sa.Connection, feeds: Iterable[str]) -> None:
    """Say, within a write, that feeds moved in it: told to `Database.listeners` after the commit."""
    connection.info.setdefault(_MOVED, set()).update(feeds)


def open_database(url: str, *, pool_size: int = 16) -> Database:
    """Open a database by URL: "sqlite:////path/centre.sqlite" or "postgresql://user@host/name". Creates no tables."""
    parsed = sa.engine.make_url(url)
    if parsed.get_backend_name() == "sqlite":
        if not parsed.database:
            raise ValueError("the embedded database needs a path")
        return _open_sqlite(Path(parsed.database))
    engine = sa.create_engine(
        parsed.set(drivername="postgresql+psycopg"), pool_size=pool_size, max_overflow=0, pool_pre_ping=True
    )
    return Database(engine, None)


def _open_sqlite(path: Path) -> Database:
    version = dbapi2.sqlite_version_info
    if not any(
        version >= safe if safe == SAFE_SQLITE[0] else version[:2] == safe[:2] and version >= safe
        for safe in SAFE_SQLITE
    ):
        raise UnsafeSqliteError(f"SQLite {dbapi2.sqlite_version} has the WAL-reset race")

    def connect() -> Any:  # noqa: ANN401 - the driver has no types
        raw = dbapi2.connect(str(path), isolation_level=None, check_same_thread=False, cached_statements=512)
        for pragma in _PRAGMAS:
            raw.execute(pragma).close()
        return raw

    engine = sa.create_engine("sqlite://", module=dbapi2, creator=connect, poolclass=sa.pool.QueuePool, pool_size=8)

    def begin(connection: sa.Connection) -> None:
        connection.exec_driver_sql(connection.info.pop("begin", "BEGIN IMMEDIATE"))

    sa.event.listen(engine, "begin", begin)
    return Database(engine, path)
