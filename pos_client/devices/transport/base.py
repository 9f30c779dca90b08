"""What every byte transport does, and how it fails.

A transport belongs to one thread at a time: the reader or spooler of its device. Timeouts are seconds.
"""

from __future__ import annotations

import errno
import time
from types import TracebackType
from typing import Protocol, Self


class TransportError(Exception):
    """A transport failed. `code` is stable for the translator, `detail` is for the log.

    Codes: "not_found", "no_permission", "busy", "bad_settings", "bad_address", "refused", "unreachable", "timeout",
    "unplugged" (the other end went away), "no_backend" (USB without libusb), "not_open", "write_only", "io_error".
    `taken` is the number of bytes of a failed write that may have reached the other end: 0 means certainly none.
    """

    def __init__(self, code: str, detail: str = "", *, taken: int = 0) -> None:
        super().__init__(f"{code}: {detail}" if detail else code)
        self.code = code
        self.detail = detail
        self.taken = taken


class Transport(Protocol):
    """Bytes both ways. Every failure is a `TransportError`; after one, `close()` and `open()` again."""

    @property
    def name(self) -> str:
        """How the transport is shown in logs and settings, e.g. "tcp://10.0.0.7:9100"."""
        ...

    @property
    def can_answer(self) -> bool:
        """False for a write-only path (a plain file, a pipe): `read` then raises "write_only"."""
        ...

    def open(self) -> None:
        """Connect; harmless when already open."""
        ...

    def read(self, n: int, timeout: float) -> bytes:
        """Up to `n` bytes as soon as any came, b"" when none came within `timeout`."""
        ...

    def write(self, data: bytes, timeout: float) -> None:
        """Hand over all of `data` within `timeout`, or raise with `taken`."""
        ...

    def close(self) -> None:
        """Disconnect; never raises, harmless when closed."""
        ...


class ContextTransport:
    """Makes a transport usable in a `with` statement."""

    def open(self) -> None:
        """Connect."""
        raise NotImplementedError

    def close(self) -> None:
        """Disconnect."""
        raise NotImplementedError

    def __enter__(self) -> Self:
        self.open()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        self.close()


class Deadline:
    """A moment `seconds` from now on the monotonic clock."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + max(seconds, 0.0)

    @property
    def left(self) -> float:
        """Seconds left, never below zero."""
        return max(self._end - time.monotonic(), 0.0)

    @property
    def passed(self) -> bool:
        """True when nothing is left."""
        return self.left == 0.0


_CODES = {
    errno.ENOENT: "not_found",
    errno.ENODEV: "unplugged",
    errno.ENXIO: "unplugged",
    errno.EIO: "unplugged",
    errno.EPIPE: "unplugged",
    errno.ECONNRESET: "unplugged",
    errno.ECONNABORTED: "unplugged",
    errno.ESHUTDOWN: "unplugged",
    errno.EACCES: "no_permission",
    errno.EPERM: "no_permission",
    errno.EBUSY: "busy",
    errno.EWOULDBLOCK: "busy",
    errno.ECONNREFUSED: "refused",
    errno.EHOSTUNREACH: "unreachable",
    errno.ENETUNREACH: "unreachable",
    errno.EHOSTDOWN: "unreachable",
    errno.ETIMEDOUT: "timeout",
    errno.ENOTDIR: "not_found",
    errno.EISDIR: "bad_address",
}


def from_os_error(error: OSError, *, taken: int = 0) -> TransportError:
    """The transport error that says what `error` means."""
    if isinstance(error, TimeoutError):
        return TransportError("timeout", str(error), taken=taken)
    return TransportError(_CODES.get(error.errno or 0, "io_error"), str(error), taken=taken)
