"""One way to open a SQLite file of the register: SQLAlchemy over `pysqlite3`, on a library without the WAL-reset race.

The driver never begins or commits by itself; a SQLAlchemy transaction begins with BEGIN IMMEDIATE (BEGIN on a
read-only file), so that a writer never fails half-way for want of the lock. Connections may be closed from another
thread, but only one thread may use one at a time. Errors are the driver's, of an engine as SQLAlchemy wraps them;
`VulnerableSqliteError` when the library is too old.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from pysqlite3 import dbapi2

from sync.protocol.sqlite_library import is_safe

if TYPE_CHECKING:
    import sqlalchemy as sa

WRITER_PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA recursive_triggers=ON",  # without it INSERT OR REPLACE slips past delete triggers
    "PRAGMA trusted_schema=OFF",
    "PRAGMA wal_autocheckpoint=0",  # the owner checkpoints when it is idle
)
READER_PRAGMAS = ("PRAGMA query_only=ON", "PRAGMA trusted_schema=OFF")
BUSY_MILLISECONDS = 5_000
FULL_BELOW_BYTES = 64 * 1024  # an I/O error with less room than this is a full disk


class VulnerableSqliteError(RuntimeError):
    """The SQLite library has the WAL-reset race, which can lose a committed sale."""


def check_library(module: ModuleType = dbapi2) -> None:
    """Raise `VulnerableSqliteError` unless the SQLite behind `module` is safe."""
    version = module.sqlite_version_info
    if not is_safe(version):
        raise VulnerableSqliteError(f"SQLite {module.sqlite_version} has the WAL-reset race")


def uri(path: Path, *, mode: str) -> str:
    """Return the URI of a file; `mode` is "rwc", "rw", "ro" or "immutable"."""
    how = "mode=ro&immutable=1" if mode == "immutable" else f"mode={mode}"
    return f"file:{quote(str(path.absolute()))}?{how}"


def connect(path: Path, *, mode: str, pragmas: Sequence[str] = ()) -> Any:  # noqa: ANN401 - the driver has no types
    """Return a driver connection in autocommit mode with `pragmas` set."""
    check_library()
    raw = dbapi2.connect(
        uri(path, mode=mode),
        uri=True,
        isolation_level=None,
        check_same_thread=False,
        timeout=BUSY_MILLISECONDS / 1000,
        cached_statements=256,
    )
    try:
        for pragma in pragmas:
            raw.execute(pragma).close()
    except BaseException:
        raw.close()
        raise
    return raw


def engine(path: Path, *, mode: str = "rwc", pragmas: Sequence[str] = WRITER_PRAGMAS) -> sa.Engine:
    """Return an engine on `path`. It keeps no connection: each `connect()` opens the file, each `close()` closes it."""
    import sqlalchemy as sa  # noqa: PLC0415 - only migrations need it, and a start has no time for it

    made = sa.create_engine(
        "sqlite://",
        module=dbapi2,
        creator=lambda: connect(path, mode=mode, pragmas=pragmas),
        poolclass=sa.pool.NullPool,
    )
    begin = "BEGIN IMMEDIATE" if mode in {"rw", "rwc"} else "BEGIN"

    def _begin(connection: sa.Connection) -> None:
        connection.exec_driver_sql(begin)

    sa.event.listen(made, "begin", _begin)
    return made
