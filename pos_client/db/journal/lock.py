"""One program a journal: an advisory lock on a file that the system frees when the process ends, however it ends."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import BinaryIO

from pos_client.db.journal.errors import AlreadyRunningError, JournalOpenError, os_error_code

_PID_BYTES = 32


class InstanceLock:
    """Holds `path` until `release`. `AlreadyRunningError` while another process, or another journal here, holds it."""

    def __init__(self, path: Path) -> None:
        try:
            handle = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o600)
        except OSError as error:
            raise JournalOpenError(os_error_code(error, path), str(error)) from error
        self._file: BinaryIO = os.fdopen(handle, "r+b", buffering=0)
        try:
            _lock(self._file)
        except OSError:
            pid = _pid_in(self._file)
            self._file.close()
            raise AlreadyRunningError(pid) from None
        try:
            self._file.seek(1)  # the first byte is what Windows locks
            self._file.write(str(os.getpid()).encode().ljust(_PID_BYTES))
        except OSError as error:
            self._file.close()
            raise JournalOpenError(os_error_code(error, path), str(error)) from error

    def release(self) -> None:
        """Free the lock; the file stays, so that nobody locks a removed one."""
        self._file.close()


def _pid_in(file: BinaryIO) -> int:
    try:
        file.seek(1)
        text = file.read(_PID_BYTES).strip()
    except OSError:
        return 0
    return int(text) if text.isdigit() else 0


def _lock(file: BinaryIO) -> None:
    if sys.platform == "win32":
        import msvcrt  # noqa: PLC0415 - exists on Windows alone

        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
    else:
        import fcntl  # noqa: PLC0415 - does not exist on Windows

        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
