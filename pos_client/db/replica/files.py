"""Opening replica files: one connection a reader, guarded by a lock, on a SQLite that is free of the WAL-reset race.

Readers open the file for writing by permission only (a WAL reader keeps the shared-memory index) and set `query_only`.
`UnsafeSqliteError` when the library is a vulnerable one; `ReplicaDamagedError` when a file is missing, is not ours, is
cut short, or breaks while it is read; `ReplicaDiskError` when the disk refuses what reading needs.
"""

from __future__ import annotations

import errno
import os
import shutil
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final

from pysqlite3 import dbapi2

from pos_client.db.sqlite import FULL_BELOW_BYTES
from sync.protocol.sqlite_library import is_safe

LIVE_NAME: Final = "live.sqlite"
CACHE_KIB: Final = 32_768
MOST_LOG_BYTES: Final = 16 * 1024 * 1024
_PIECE: Final = 256 * 1024
_PIECE_REST: Final = 0.002  # seconds in which the disk has written a piece
_REFUSALS: Final = frozenset({3, 5, 6, 7, 8, 10, 13, 14})  # PERM, BUSY, LOCKED, NOMEM, READONLY, IOERR, FULL, CANTOPEN
_UNREADABLE: Final = frozenset(10 | kind << 8 for kind in (1, 2, 32, 33))  # IOERR: READ, SHORT_READ, DATA, CORRUPTFS


class ReplicaDamagedError(Exception):
    """The replica cannot be read: throw it away and rebuild it.

    `code`: "missing", "damaged", "not_ours", "schema_unknown".
    """

    def __init__(self, code: str, path: Path, detail: str = "") -> None:
        super().__init__(f"{code}: {path}{f' ({detail})' if detail else ''}")
        self.code = code
        self.path = path


class ReplicaDiskError(OSError):
    """The disk refuses what even reading needs, the index of the log above all: the files are as good as they were.

    `code`: "disk_full", "read_only", "cannot_open". Nothing is thrown away for it.
    """

    def __init__(self, path: Path, detail: str) -> None:
        self.code = _refusal(path.parent)
        super().__init__(f"{self.code}: {path} ({detail})")
        self.path = path


def _refusal(folder: Path) -> str:
    try:
        if shutil.disk_usage(folder).free < FULL_BELOW_BYTES:
            return "disk_full"
    except OSError:
        return "cannot_open"
    return "cannot_open" if os.access(folder, os.W_OK) else "read_only"


class ReplicaDataError(ValueError):
    """The data contradict themselves, or may not be written here: `code` and the `value` at fault.

    Codes: "duplicate_sku", "duplicate_gtin", "duplicate_plu", "duplicate_label", "duplicate_promotion", "bad_gtin",
    "unknown_sku", "bad_pattern", "kept_by_centre".
    """

    def __init__(self, code: str, value: str) -> None:
        super().__init__(f"{code}: {value}")
        self.code = code
        self.value = value


class ReplicaWriteError(Exception):
    """A replica file could not be written, and is as it was before: "disk_full" or "write_failed"."""

    def __init__(self, path: Path, detail: str) -> None:
        self.code = "disk_full" if "full" in detail or os.strerror(errno.ENOSPC) in detail else "write_failed"
        super().__init__(f"{self.code}: {path} ({detail})")
        self.path = path


class UnsafeSqliteError(RuntimeError):
    """This SQLite can lose committed rows of a WAL database (the WAL-reset race)."""


def require_safe_sqlite(version: Sequence[int] = dbapi2.sqlite_version_info) -> None:
    """Raise `UnsafeSqliteError` on a vulnerable SQLite."""
    if not is_safe(version):
        shown = ".".join(map(str, version))
        raise UnsafeSqliteError(f"SQLite {shown} has the WAL-reset race; 3.51.3, 3.50.7, 3.44.6 or newer is needed")


def check_header(path: Path, application_id: int, schema: int) -> None:
    """Refuse a file that is missing, not ours, of another schema, or shorter than its header says. Reads 100 bytes."""
    try:
        with path.open("rb") as file:
            head = file.read(100)
            size = os.fstat(file.fileno()).st_size
    except FileNotFoundError:
        raise ReplicaDamagedError("missing", path) from None
    except PermissionError as error:
        raise ReplicaDiskError(path, str(error)) from error
    except OSError as error:
        raise ReplicaDamagedError("damaged", path, str(error)) from error
    if len(head) < 100 or not head.startswith(b"SQLite format 3\0"):
        raise ReplicaDamagedError("damaged", path, "no SQLite header")
    if int.from_bytes(head[68:72]) != application_id:
        raise ReplicaDamagedError("not_ours", path)
    if int.from_bytes(head[60:64]) != schema:
        raise ReplicaDamagedError("schema_unknown", path, f"version {int.from_bytes(head[60:64])}")
    page = int.from_bytes(head[16:18])
    if size < (65_536 if page == 1 else page) * int.from_bytes(head[28:32]):
        raise ReplicaDamagedError("damaged", path, "cut short")


def _broken(error: Any, path: Path) -> ReplicaDamagedError | ReplicaDiskError:  # noqa: ANN401 - the driver has no types
    """What a driver's error means to whoever reads: bad bytes are damage, a refusal of the disk is none."""
    code = int(getattr(error, "sqlite_errorcode", 0) or 0)
    if code & 0xFF not in _REFUSALS or code in _UNREADABLE:
        return ReplicaDamagedError("damaged", path, str(error))
    return ReplicaDiskError(path, str(error)) if path.exists() else ReplicaDamagedError("missing", path)


class ReplicaFile:
    """One open replica file. Any thread may ask; a lock lets one statement, or one `together`, run at a time."""

    def __init__(self, path: Path, *, writing: bool = False) -> None:
        require_safe_sqlite()
        self.path = path
        self.lock = threading.RLock()
        self.unfolded = 0  # statements written since the log was last folded away
        self._log = path.with_name(path.name + "-wal")
        uri = f"{path.absolute().as_uri()}?mode={'rwc' if writing else 'rw'}"
        try:
            self._connection: Any = dbapi2.connect(
                uri, uri=True, check_same_thread=False, isolation_level=None, timeout=5
            )
            self._cursor: Any = self._connection.cursor()
            self._cursor.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
            self._cursor.execute("PRAGMA trusted_schema = OFF")
            if not writing:
                self._cursor.execute("PRAGMA query_only = ON")
        except dbapi2.DatabaseError as error:
            raise _broken(error, path) from error

    def row(self, sql: str, values: Sequence[object] = ()) -> tuple[Any, ...] | None:
        """The first row, or None."""
        try:
            with self.lock:
                cursor = self._cursor
                found: tuple[Any, ...] | None = cursor.execute(sql, values).fetchone()
                return found
        except dbapi2.DatabaseError as error:
            raise _broken(error, self.path) from error

    def rows(self, sql: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """Every row."""
        try:
            with self.lock:
                found: list[tuple[Any, ...]] = self._cursor.execute(sql, values).fetchall()
                return found
        except dbapi2.DatabaseError as error:
            raise _broken(error, self.path) from error

    @contextmanager
    def together(self) -> Iterator[None]:
        """Let what is read within belong to one moment of the file."""
        with self.lock:
            self.rows("BEGIN")
            try:
                yield
            finally:
                self.rows("COMMIT")

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Write all of what is written within, or nothing of it; `ReplicaWriteError`."""
        with self.lock:
            self.run("BEGIN IMMEDIATE")
            try:
                yield
                self.run("COMMIT")
            except BaseException:
                with suppress(ReplicaWriteError):  # SQLite may have rolled back by itself
                    self.run("ROLLBACK")
                raise

    def data_version(self) -> int:
        """A number that is another one after another connection has committed to the file."""
        found = self.row("PRAGMA data_version")
        return 0 if found is None else int(found[0])

    def run(self, sql: str, values: Sequence[object] = ()) -> None:
        """Run one statement of a writer; `ReplicaWriteError`."""
        try:
            with self.lock:
                self._cursor.execute(sql, values)
                self.unfolded += 1
        except dbapi2.DatabaseError as error:
            raise ReplicaWriteError(self.path, str(error)) from error

    def run_many(self, sql: str, rows: Sequence[Sequence[object]]) -> None:
        """Run one statement of a writer for each of `rows`; `ReplicaWriteError`."""
        try:
            with self.lock:
                self._cursor.executemany(sql, rows)
                self.unfolded += len(rows)
        except dbapi2.DatabaseError as error:
            raise ReplicaWriteError(self.path, str(error)) from error

    @property
    def must_fold(self) -> bool:
        """Whether the log has grown so long that it cannot wait for a pause."""
        return self.unfolded > 0 and self._log_bytes() > MOST_LOG_BYTES

    def _log_bytes(self) -> int:
        try:
            return self._log.stat().st_size
        except FileNotFoundError:
            return 0

    def fold(self) -> None:
        """Move the log into the file, as a writer; what a reader still needs of it stays. `ReplicaWriteError`.

        One sync of the whole log would hold up whoever else syncs, a sale that is being paid: so the system is first
        asked, where it can be, to write it out piece by piece, and the sync then finds little left to do.
        """
        try:
            if hasattr(os, "posix_fadvise") and self._log_bytes():
                with self._log.open("rb") as log:
                    for start in range(0, self._log_bytes(), _PIECE):
                        os.posix_fadvise(log.fileno(), start, _PIECE, os.POSIX_FADV_DONTNEED)  # Linux begins to write
                        time.sleep(_PIECE_REST)
            with self.lock:
                busy, total, moved = self._cursor.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
                if not busy and total == moved:
                    self.unfolded = 0
        except (OSError, dbapi2.DatabaseError) as error:
            raise ReplicaWriteError(self.path, str(error)) from error

    def check(self) -> None:
        """Read every page and cell (`quick_check`): seconds for a large file, so call it in the background.

        On a connection of its own: scans do not wait, and FTS5 judges by the segments that this one has seen last,
        which is damage where another process has merged them since.
        """
        own = ReplicaFile(self.path)
        try:
            found = own.rows("PRAGMA quick_check(1)")
        finally:
            own.close()
        if found != [("ok",)]:
            raise ReplicaDamagedError("damaged", self.path, str(found[0][0]) if found else "no answer")

    def close(self) -> None:
        """Close the connection; the last one of a WAL file folds its log away."""
        with self.lock:
            self._cursor.close()
            self._connection.close()
