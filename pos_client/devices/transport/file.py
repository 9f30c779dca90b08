"""A path as transport: a device file (`/dev/usb/lp0`), a named pipe, or a regular file that jobs are appended to.

Nothing is created below /dev: a missing device is "not_found", never a new file of that name.
"""

from __future__ import annotations

import os
import select
import stat
import sys
from pathlib import Path

from pos_client.devices.transport.base import ContextTransport, Deadline, TransportError, from_os_error


class FileTransport(ContextTransport):
    """Writes to `path`. `readable` opens both ways, for device files that answer (a USB printer's lp device)."""

    def __init__(self, path: Path, *, readable: bool = False) -> None:
        self._path = path
        self._readable = readable
        self._descriptor: int | None = None
        self._is_regular = False

    @property
    def name(self) -> str:
        """The path as text."""
        return f"file://{self._path}"

    @property
    def can_answer(self) -> bool:
        """True when opened both ways."""
        return self._readable

    def open(self) -> None:
        """Open without waiting: a pipe that nobody reads is "unplugged"."""
        if self._descriptor is not None:
            return
        flags = (os.O_RDWR if self._readable else os.O_WRONLY) | os.O_APPEND
        flags |= getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0) | getattr(os, "O_BINARY", 0)
        if Path("/dev") not in self._path.absolute().parents:
            flags |= os.O_CREAT
        try:
            self._descriptor = os.open(self._path, flags, 0o600)
            self._is_regular = stat.S_ISREG(os.fstat(self._descriptor).st_mode)
        except OSError as error:
            raise from_os_error(error) from error

    def _opened(self) -> int:
        if self._descriptor is None:
            raise TransportError("not_open", self.name)
        return self._descriptor

    def read(self, n: int, timeout: float) -> bytes:
        """What came, at most `n` bytes; "write_only" unless opened both ways."""
        descriptor = self._opened()
        if not self._readable:
            raise TransportError("write_only", self.name)
        try:
            if not self._wait(descriptor, timeout, for_write=False):
                return b""
            return os.read(descriptor, n)
        except BlockingIOError:
            return b""
        except OSError as error:
            raise from_os_error(error) from error

    def write(self, data: bytes, timeout: float) -> None:
        """Hand `data` over; a device that takes nothing for `timeout` seconds is a "timeout"."""
        descriptor = self._opened()
        deadline = Deadline(timeout)
        view = memoryview(data)
        while view:
            taken = len(data) - len(view)
            try:
                if not self._wait(descriptor, deadline.left, for_write=True):
                    raise TransportError("timeout", self.name, taken=taken)
                view = view[os.write(descriptor, view) :]
            except BlockingIOError:
                continue
            except OSError as error:
                raise from_os_error(error, taken=taken) from error

    def _wait(self, descriptor: int, timeout: float, *, for_write: bool) -> bool:
        if self._is_regular or sys.platform == "win32":  # always ready; Windows selects on sockets alone
            return True
        sets = ([], [descriptor]) if for_write else ([descriptor], [])
        return any(select.select(*sets, [], timeout)[:2])

    def close(self) -> None:
        """Close the path; a regular file is on the disk afterwards."""
        descriptor, self._descriptor = self._descriptor, None
        if descriptor is None:
            return
        try:
            if self._is_regular:
                os.fsync(descriptor)
        except OSError:
            pass  # the disk is in trouble: the write itself has already said so or the job stays on the spool
        finally:
            os.close(descriptor)
