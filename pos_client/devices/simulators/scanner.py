"""A scanner made of a pseudo-terminal: the program under it opens a real serial path. POSIX only.

It may be plugged and unplugged; the path is a symbolic link, as `/dev/serial/by-id` has them. Safe from any one thread.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import select
import struct
import termios
import time
import tty
from pathlib import Path
from types import TracebackType
from typing import Self

_WRITE_SECONDS = 10.0


class ScannerSimulator:
    """Writes scans into the port at `path`. Plug it in before the first scan; a context manager unplugs it."""

    def __init__(self, path: Path, *, prefix: bytes = b"", suffix: bytes = b"\r") -> None:
        self.path = path
        self._prefix = prefix
        self._suffix = suffix
        self._ends: tuple[int, int] | None = None

    def plug(self) -> None:
        """Make a new port and point the path to it; harmless when plugged."""
        if self._ends is not None:
            return
        master, slave = os.openpty()
        try:
            tty.setraw(slave)
            # Holding the slave end keeps what is scanned before the program opens the port.
            fresh = self.path.with_name(self.path.name + ".new")
            fresh.unlink(missing_ok=True)
            fresh.symlink_to(os.ttyname(slave))
            fresh.replace(self.path)
        except BaseException:
            os.close(master)
            os.close(slave)
            raise
        self._ends = (master, slave)

    def unplug(self) -> None:
        """Hang up and remove the path; harmless when unplugged."""
        if self._ends is None:
            return
        master, slave = self._ends
        self._ends = None
        self.path.unlink(missing_ok=True)
        os.close(master)
        with contextlib.suppress(OSError):  # the hang-up may have taken it
            os.close(slave)

    def scan(self, text: str | bytes, *, piece: int = 0, pause: float = 0.0) -> None:
        """Send one read with prefix and suffix, whole or in pieces of `piece` bytes, `pause` seconds apart."""
        data = text.encode() if isinstance(text, str) else text
        self.write(self._prefix + data + self._suffix, piece=piece, pause=pause)

    def write(self, data: bytes, *, piece: int = 0, pause: float = 0.0) -> None:
        """Send `data` as it is. `TimeoutError` when nobody reads for 10 s, `RuntimeError` when unplugged."""
        if self._ends is None:
            raise RuntimeError("the scanner is unplugged")
        master = self._ends[0]
        size = piece or len(data) or 1
        for start in range(0, len(data), size):
            view = memoryview(data)[start : start + size]
            while view:
                _, ready, _ = select.select([], [master], [], _WRITE_SECONDS)
                if not ready:
                    raise TimeoutError("nobody reads from the simulated scanner")
                # More than the port has room for would block inside the call.
                view = view[os.write(master, view[:1_024]) :]
            if pause:
                time.sleep(pause)

    def wait_until_read(self, seconds: float = _WRITE_SECONDS) -> bool:
        """True as soon as the program has taken everything that was sent."""
        if self._ends is None:
            raise RuntimeError("the scanner is unplugged")
        end = time.monotonic() + seconds
        while struct.unpack("i", fcntl.ioctl(self._ends[1], termios.FIONREAD, bytes(4)))[0]:
            if time.monotonic() > end:
                return False
            time.sleep(0.001)  # the kernel tells nobody when a reader has read
        return True

    def __enter__(self) -> Self:
        self.plug()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        self.unplug()
