"""One interface to the centre's two databases: embedded SQLite (the default) and PostgreSQL 15 by URL.

`write` runs a work in one transaction and returns when it is durable: on SQLite one writer at a time, BEGIN IMMEDIATE,
synchronous FULL; on PostgreSQL READ COMMITTED, synchronous commit, begun again when the server asks for it. `read` sees
one moment: a SQLite snapshot, or REPEATABLE READ READ ONLY; it cannot write. Any thread. Works may run more than once,
so they touch nothing but the connection; a work never starts another on its thread, which could wait for itself.
Nothing waits for ever: locks, the pool and statements have an end, which is a `DatabaseTroubleError`.

Tables of every area hang on `metadata`; migrations make them.
"""

from __future__ import annotations

import logging
import random
import selectors
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, TypeVar

import sqlalchemy as sa
from pysqlite3 import dbapi2

from sync.central.db.trouble import DatabaseTroubleError, trouble_of
from sync.protocol.sqlite_library import is_safe

T = TypeVar("T")
Listener = Callable[[frozenset[str]], None]

metadata: Final = sa.MetaData()

MOST_TRIES: Final = 6
MOST_WAIT_S: Final = 10
"""For a connection of the pool, and for the one writer of an embedded database."""
_RETRIED: Final = frozenset({"40001", "40P01"})  # serialization failure, deadlock
_MOVED: Final = "omnitill.moved"
_USED: Final = "omnitill.used"
RESTED_S: Final = 1.0
"""Seconds out of use, after which a connection to a server is tried before it is used."""
_PRAGMAS: Final = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA fullfsync=ON",  # of macOS, where a plain fsync does not reach the disk
    "PRAGMA foreign_keys=ON",
    "PRAGMA recursive_triggers=ON",
    "PRAGMA trusted_schema=OFF",
    "PRAGMA busy_timeout=10000",
    "PRAGMA cache_size=-65536",
    "PRAGMA journal_size_limit=67108864",
)
_POSTGRESQL: Final = {
    "connect_timeout": 10,
    "keepalives_idle": 30,
    "keepalives_interval": 10,
    "keepalives_count": 3,
    "application_name": "omnitill-central",
    "options": (
        "-c synchronous_commit=on -c timezone=UTC -c lock_timeout=30s -c statement_timeout=300s "
        "-c idle_in_transaction_session_timeout=300s"
    ),
}
_log = logging.getLogger(__name__)


class UnsafeSqliteError(RuntimeError):
    """The SQLite library has the WAL-reset race, which can lose what was acknowledged."""


class Database:
    """An open database. `listeners` are told, after a commit, which feeds moved in it.

    `engine` gives connections that read; on SQLite they cannot write.
    """

    def __init__(self, engine: sa.Engine, path: Path | None, writing: sa.Engine | None = None) -> None:
        self.engine = engine
        self.path = path
        self.is_sqlite: Final = engine.dialect.name == "sqlite"
        self.listeners: list[Listener] = []
        self._writing = writing or engine
        self._writer = threading.Lock()
        self._busy = threading.local()

    def write(self, work: Callable[[sa.Connection], T]) -> T:
        """Run `work` in a transaction and return its result once it is durable.

        Raises whatever `work` raises, `DatabaseTroubleError` when the database fails it. When the connection is lost
        while committing, the work may have been done.
        """
        with self._alone(), _told():
            if self.is_sqlite:
                if not self._writer.acquire(timeout=MOST_WAIT_S):
                    raise DatabaseTroubleError("busy", "another write has not ended")
                try:
                    result, moved = self._write_once(work)
                finally:
                    self._writer.release()
            else:
                result, moved = self._write_retried(work)
        if moved:
            self._tell(moved)
        return result

    def _write_once(self, work: Callable[[sa.Connection], T]) -> tuple[T, frozenset[str]]:
        with self._writing.connect() as connection:
            connection.info.pop(_MOVED, None)  # of a work that failed: it lives as long as the driver's connection
            with connection.begin():
                result = work(connection)
                return result, frozenset(connection.info.pop(_MOVED, ()))

    def _write_retried(self, work: Callable[[sa.Connection], T]) -> tuple[T, frozenset[str]]:
        for attempt in range(1, MOST_TRIES):
            try:
                return self._write_once(work)
            except sa.exc.DBAPIError as error:
                if getattr(error.orig, "sqlstate", None) not in _RETRIED:
                    raise
                time.sleep(random.uniform(0, 0.01 * 2**attempt))  # noqa: S311 - only to part two that collided
        return self._write_once(work)

    def _tell(self, moved: frozenset[str]) -> None:
        """Tell the listeners; the write is done, so that a listener's failure is none of the writer's."""
        for listener in tuple(self.listeners):
            try:
                listener(moved)
            except Exception:  # noqa: BLE001 - logged whole: the write is done
                _log.exception("a listener to moved feeds failed")

    def read(self, work: Callable[[sa.Connection], T]) -> T:
        """Run `work` on one consistent view of what is committed; raises what it raises, `DatabaseTroubleError`."""
        return self._read(work, "REPEATABLE READ")

    def look(self, work: Callable[[sa.Connection], T]) -> T:
        """`read` for a work of one query, which is a view of its own: a third of the way to PostgreSQL and back."""
        return self._read(work, "AUTOCOMMIT")

    def _read(self, work: Callable[[sa.Connection], T], isolation: str) -> T:
        with self._alone(), _told(), self.engine.connect() as connection:
            if not self.is_sqlite:
                connection = connection.execution_options(  # noqa: PLW2901 - the same connection, read only
                    isolation_level=isolation, postgresql_readonly=True
                )
            with connection.begin():
                return work(connection)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        if getattr(self._busy, "now", False):
            raise RuntimeError("a work may not start another on its thread")
        self._busy.now = True
        try:
            yield
        finally:
            self._busy.now = False

    def checkpoint(self) -> None:
        """Move what SQLite's log holds into its file, without waiting for readers; when there is little to do."""
        if self.is_sqlite:
            with _told(), self._writing.connect() as connection:
                connection.connection.cursor().execute("PRAGMA wal_checkpoint(PASSIVE)").close()

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()
        self._writing.dispose()


@contextmanager
def _told() -> Iterator[None]:
    """Raise a `DatabaseTroubleError` for errors that are the database's own."""
    try:
        yield
    except sa.exc.SQLAlchemyError as error:
        trouble = trouble_of(error)
        if trouble is None:
            raise
        _log.error("the database: %s", trouble)
        raise trouble from error


def note_moved(connection: sa.Connection, feeds: Iterable[str]) -> None:
    """Say, within a write, that feeds moved in it: told to `Database.listeners` after the commit."""
    connection.info.setdefault(_MOVED, set()).update(feeds)


def open_database(url: str, *, pool_size: int = 16) -> Database:
    """Open a database by URL: "sqlite:////path/centre.sqlite" or "postgresql://user@host/name". Creates no tables.

    At most `pool_size` works run at once; others wait for `MOST_WAIT_S`. `ValueError` for another kind of URL.
    """
    parsed = sa.engine.make_url(url)
    if parsed.get_backend_name() == "sqlite":
        if not parsed.database:
            raise ValueError("the embedded database needs a path")
        return _open_sqlite(Path(parsed.database), pool_size)
    if parsed.get_backend_name() != "postgresql":
        raise ValueError(f"neither SQLite nor PostgreSQL: {parsed.get_backend_name()}")
    engine = sa.create_engine(
        parsed.set(drivername="postgresql+psycopg"),
        pool_size=pool_size,
        max_overflow=0,
        pool_timeout=MOST_WAIT_S,
        hide_parameters=True,
        connect_args=_POSTGRESQL,
    )
    _try_rested(engine)
    return Database(engine, None)


def _try_rested(engine: sa.Engine) -> None:
    """Ask the server whether it is there before a connection is used that may be lost: it rested, or has word to give.

    A server that ends a connection says so, and what it says waits to be read. One that was used a moment ago and is
    quiet is not asked for, a round trip each time.
    """

    def returned(_connection: Any, record: Any) -> None:  # noqa: ANN401 - the pool's own
        record.info[_USED] = time.monotonic()

    def taken(connection: Any, record: Any, _proxy: object) -> None:  # noqa: ANN401
        if time.monotonic() - record.info.get(_USED, 0.0) < RESTED_S and not _has_word(connection):
            return
        try:
            is_there = engine.dialect.do_ping(connection)
        except engine.dialect.loaded_dbapi.Error:
            is_there = False
        if not is_there:
            raise sa.exc.DisconnectionError("the server has gone")

    sa.event.listen(engine, "checkin", returned)
    sa.event.listen(engine, "checkout", taken)


def _has_word(connection: Any) -> bool:  # noqa: ANN401
    """Whether something came over an idle connection to PostgreSQL: mostly that it is over."""
    with selectors.DefaultSelector() as selector:
        selector.register(connection.fileno(), selectors.EVENT_READ)
        return bool(selector.select(0))


def _open_sqlite(path: Path, pool_size: int) -> Database:
    version = dbapi2.sqlite_version_info
    if not is_safe(version):
        raise UnsafeSqliteError(f"SQLite {dbapi2.sqlite_version} has the WAL-reset race")
    if sys.platform != "win32" and not path.exists():
        path.touch(mode=0o600)  # its log and index take the same mode
    return Database(
        _sqlite_engine(path, pool_size, "BEGIN", "PRAGMA query_only=ON"),
        path,
        _sqlite_engine(path, 1, "BEGIN IMMEDIATE"),
    )


def _sqlite_engine(path: Path, pool_size: int, begin: str, *pragmas: str) -> sa.Engine:
    def connect() -> Any:  # noqa: ANN401 - the driver has no types
        raw = dbapi2.connect(str(path), isolation_level=None, check_same_thread=False, cached_statements=512)
        for pragma in (*_PRAGMAS, *pragmas):
            raw.execute(pragma).close()
        return raw

    engine = sa.create_engine(
        "sqlite://",
        module=dbapi2,
        creator=connect,
        poolclass=sa.pool.QueuePool,
        pool_size=pool_size,
        max_overflow=0,
        pool_timeout=MOST_WAIT_S,
        hide_parameters=True,
    )
    sa.event.listen(engine, "begin", lambda connection: connection.exec_driver_sql(begin))
    return engine
