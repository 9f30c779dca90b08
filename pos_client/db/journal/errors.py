"""How the journal fails. Every error has a stable `code` for the translator; texts are for the log."""

from __future__ import annotations

import shutil
from enum import StrEnum
from pathlib import Path
from typing import Any

from pos_client.db.sqlite import FULL_BELOW_BYTES

SQLITE_BUSY = 5
SQLITE_LOCKED = 6
SQLITE_READONLY = 8
SQLITE_IOERR = 10
SQLITE_CORRUPT = 11
SQLITE_FULL = 13
SQLITE_CANTOPEN = 14
SQLITE_CONSTRAINT = 19
SQLITE_NOTADB = 26
SQLITE_IOERR_WRITE = SQLITE_IOERR | 3 << 8
_FULL_TEXT = "database or disk is full"

_CODES = {
    SQLITE_BUSY: "busy",
    SQLITE_LOCKED: "busy",
    SQLITE_READONLY: "read_only",
    SQLITE_IOERR: "io_error",
    SQLITE_FULL: "disk_full",
    SQLITE_CANTOPEN: "cannot_open",
}


class Outcome(StrEnum):
    """What became of a transaction whose commit reported a failure."""

    NOT_COMMITTED = "not_committed"
    COMMITTED = "committed"
    UNKNOWN = "unknown"  # the disk still refuses: it is decided by the next transaction that succeeds


class JournalError(Exception):
    """Anything the journal refuses or fails at."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(f"{code}: {detail}" if detail else code)
        self.code = code
        self.detail = detail


class AlreadyRunningError(JournalError):
    """Another program holds this journal; `pid` is its process, 0 when it could not be read."""

    def __init__(self, pid: int) -> None:
        super().__init__("already_running", f"process {pid}")
        self.pid = pid


class JournalOpenError(JournalError):
    """It cannot be opened: disk_full, io_error, read_only, cannot_open, busy, newer_program, wrong_identity."""


class JournalDamagedError(JournalError):
    """The journal is damaged and was left as it is; `seq` says where the chain breaks (or 0).

    Codes: not_a_database, corrupt, truncated, missing, trigger_missing, head_mismatch, chain_broken, and the codes of
    `verify`.
    """

    def __init__(self, code: str, detail: str = "", *, seq: int = 0) -> None:
        super().__init__(code, detail)
        self.seq = seq


class JournalWriteError(JournalError):
    """A transaction failed: disk_full, io_error, read_only, cannot_open, busy, queue_full, closed.

    `outcome` says what became of it; UNKNOWN turns into one of the others once the disk answers again.
    """

    def __init__(self, code: str, detail: str = "", outcome: Outcome = Outcome.NOT_COMMITTED) -> None:
        super().__init__(code, detail)
        self.outcome = outcome


class JournalUsageError(JournalError):
    """The calling code broke a rule of the journal: a bug, nothing was written."""


def primary_code(error: Any) -> int:  # noqa: ANN401 - the driver has no types
    """Return the primary SQLite result code of a driver error, 0 when it has none.

    The driver's backup gives its errors no code; of a full disk the text alone tells.
    """
    code = int(getattr(error, "sqlite_errorcode", 0) or 0) & 0xFF
    return code or (SQLITE_FULL if str(error) == _FULL_TEXT else 0)


def is_certainly_lost(error: Any) -> bool:  # noqa: ANN401 - the driver has no types
    """Tell whether a failed COMMIT cannot have left a whole transaction in the log.

    Frames are written in order and the last one carries the commit mark; when a write failed, that frame's checksum
    does not hold. Only a failed sync leaves it open.
    """
    extended = int(getattr(error, "sqlite_errorcode", 0) or 0)
    return extended & 0xFF in {SQLITE_FULL, SQLITE_BUSY, SQLITE_CONSTRAINT} or extended == SQLITE_IOERR_WRITE


def trouble_code(error: Any, path: Path) -> str:  # noqa: ANN401 - the driver has no types
    """Return the code of an environment fault, "" when the error is none."""
    code = _CODES.get(primary_code(error), "")
    return "disk_full" if code in {"io_error", "cannot_open"} and _is_full(path) else code


def damage_of(error: Any) -> JournalDamagedError | None:  # noqa: ANN401 - the driver has no types
    """Return the damage that a driver error reports, None when it reports none."""
    code = primary_code(error)
    if code == SQLITE_NOTADB:
        return JournalDamagedError("not_a_database", str(error))
    if code == SQLITE_CORRUPT:
        return JournalDamagedError("corrupt", str(error))
    return None


def write_error(error: Any, path: Path, outcome: Outcome) -> JournalError:  # noqa: ANN401 - the driver has no types
    """Return what a driver error means to whoever submitted the transaction."""
    damage = damage_of(error)
    if damage is not None:
        return damage
    code = trouble_code(error, path)
    if code:
        return JournalWriteError(code, str(error), outcome)
    return JournalUsageError("constraint" if primary_code(error) == SQLITE_CONSTRAINT else "database_error", str(error))


def open_error(error: Any, path: Path) -> JournalError:  # noqa: ANN401 - the driver has no types
    """Return what a driver error means to whoever opens the journal."""
    return damage_of(error) or JournalOpenError(trouble_code(error, path) or "cannot_open", str(error))


def os_error_code(error: OSError, path: Path) -> str:
    """Return the code of an operating system error while opening."""
    if error.errno == 28 or _is_full(path):
        return "disk_full"
    return "read_only" if isinstance(error, PermissionError) or error.errno == 30 else "cannot_open"


def _is_full(path: Path) -> bool:
    try:
        return shutil.disk_usage(path.parent).free < FULL_BELOW_BYTES
    except OSError:
        return False
