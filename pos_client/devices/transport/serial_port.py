"""A serial port, real or virtual (USB CDC), by pyserial.

Name ports by `/dev/serial/by-id/...`, which survives replugging. The port is opened exclusively.
"""

from __future__ import annotations

import contextlib
import os
import select
import sys
from pathlib import Path

import serial
from msgspec import Struct

from pos_client.devices.transport.base import ContextTransport, Deadline, TransportError, from_os_error

# Some virtual ports refuse 7E1 with termios.error, which is neither a SerialException nor an OSError.
_OPEN_ERRORS: tuple[type[Exception], ...] = (ValueError,)
if sys.platform != "win32":
    import termios

    _OPEN_ERRORS = (ValueError, termios.error)


BY_ID = Path("/dev/serial/by-id")


class PortFound(Struct, frozen=True):
    """A serial port of this computer: the `path` to set, best one that survives replugging, and what is plugged in."""

    path: str
    title: str


def serial_ports() -> tuple[PortFound, ...]:
    """Return the serial ports that are plugged in now. Some tens of milliseconds."""
    from serial.tools import list_ports  # noqa: PLC0415 - for the settings alone

    lasting = {os.path.realpath(link): str(link) for link in BY_ID.iterdir()} if BY_ID.is_dir() else {}
    found = []
    for port in list_ports.comports():
        title = port.product or (port.description if port.description != "n/a" else "") or port.device
        found.append(PortFound(lasting.get(os.path.realpath(port.device), port.device), title))
    return tuple(sorted(found, key=lambda port: port.path))


class SerialSettings(Struct, frozen=True):
    """How a port is set: `parity` is "N", "E" or "O"; flow control is off unless switched on."""

    port: str
    baudrate: int = 9600
    bytesize: int = 8
    parity: str = "N"
    stopbits: int = 1
    rtscts: bool = False
    xonxoff: bool = False
    dsrdtr: bool = False


class SerialTransport(ContextTransport):
    """A serial port with the given settings."""

    can_answer = True

    def __init__(self, settings: SerialSettings) -> None:
        self._settings = settings
        self._serial: serial.Serial | None = None

    @property
    def name(self) -> str:
        """The port as text."""
        return f"serial://{self._settings.port}"

    def open(self) -> None:
        """Open and set the port; "bad_settings" when it cannot be set so."""
        if self._serial is not None:
            return
        chosen = self._settings
        try:
            self._serial = serial.Serial(
                port=chosen.port,
                baudrate=chosen.baudrate,
                bytesize=chosen.bytesize,
                parity=chosen.parity,
                stopbits=chosen.stopbits,
                rtscts=chosen.rtscts,
                xonxoff=chosen.xonxoff,
                dsrdtr=chosen.dsrdtr,
                timeout=0,
                write_timeout=0,
                exclusive=True if sys.platform != "win32" else None,
            )
        except OSError as error:  # SerialException is one
            raise from_os_error(error) from error
        except _OPEN_ERRORS as error:
            raise TransportError("bad_settings", str(error)) from error

    def _opened(self) -> serial.Serial:
        if self._serial is None:
            raise TransportError("not_open", self.name)
        return self._serial

    def read(self, n: int, timeout: float) -> bytes:
        """What came, at most `n` bytes; "unplugged" when the device went away."""
        port = self._opened()
        try:
            port.timeout = timeout
            first = port.read(1)
            if not first or n <= 1:
                return bytes(first)
            waiting = min(port.in_waiting, n - 1)  # raises a plain OSError once unplugged
            return bytes(first + port.read(waiting)) if waiting else bytes(first)
        except OSError as error:
            raise TransportError("unplugged", str(error)) from error
        except _OPEN_ERRORS as error:  # setting a timeout on a port that vanished
            raise TransportError("unplugged", str(error)) from error

    def write(self, data: bytes, timeout: float) -> None:
        """Hand `data` to the port; a receiver that holds the flow makes it a "timeout"."""
        port = self._opened()
        if sys.platform == "win32":
            _write_by_library(port, data, timeout)
        else:
            # pyserial spins at full load while the flow is held, and forgets how much was taken.
            _write_by_descriptor(port.fileno(), data, timeout, self.name)

    def close(self) -> None:
        """Close the port."""
        port, self._serial = self._serial, None
        if port is not None:
            with contextlib.suppress(OSError):  # unplugged: the descriptor is gone with the device
                port.close()


def _write_by_descriptor(descriptor: int, data: bytes, timeout: float, name: str) -> None:
    deadline = Deadline(timeout)
    view = memoryview(data)
    while view:
        taken = len(data) - len(view)
        try:
            _, ready, _ = select.select([], [descriptor], [], deadline.left)
            if not ready:
                raise TransportError("timeout", name, taken=taken)
            view = view[os.write(descriptor, view) :]
        except BlockingIOError:
            continue
        except OSError as error:
            raise TransportError("unplugged", str(error), taken=taken) from error


def _write_by_library(port: serial.Serial, data: bytes, timeout: float) -> None:
    deadline = Deadline(timeout)
    for start in range(0, len(data), 256):
        chunk = data[start : start + 256]
        try:
            port.write_timeout = max(deadline.left, 0.001)
            port.write(chunk)
        except serial.SerialTimeoutException as error:
            raise TransportError("timeout", str(error), taken=start + len(chunk)) from error
        except OSError as error:
            raise TransportError("unplugged", str(error), taken=start + len(chunk)) from error
