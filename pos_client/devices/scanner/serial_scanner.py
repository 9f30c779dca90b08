"""A scanner on a serial port, real or virtual, with a reader thread of its own.

The thread opens the port by its path, reads, and after any trouble closes it and tries again with a growing pause, so a
scanner may be unplugged and plugged in at any time, also behind a symbolic link. The listener is called on that thread;
what it raises is a bug and ends the thread, with the port closed.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from threading import Event, Lock, Thread
from typing import TypeAlias

from pos_client.devices.ports import DeviceState, DeviceStatus, Scan, ScannerListener, Symbology
from pos_client.devices.scanner.decoding import read_frame
from pos_client.devices.scanner.framing import FrameEvent, Framer
from pos_client.devices.scanner.settings import ScannerSettings
from pos_client.devices.transport import SerialSettings, SerialTransport, Transport, TransportError

LOG = logging.getLogger(__name__)

OpenPort: TypeAlias = Callable[[ScannerSettings], Transport]

_READ_BYTES = 4_096
_READ_SECONDS = 0.2  # how long stopping may take
_STEADY_SECONDS = 1.0
# What the chip says for trouble whose cause the cashier can act on; the rest reads as "unplugged".
_OWN_CODES = frozenset({"busy", "no_permission", "bad_settings", "bad_address"})


def serial_port(settings: ScannerSettings) -> Transport:
    """The transport of `settings`, not opened."""
    return SerialTransport(
        SerialSettings(
            port=settings.port,
            baudrate=settings.baudrate,
            bytesize=settings.bytesize,
            parity=settings.parity,
            stopbits=settings.stopbits,
        )
    )


class SerialScanner:
    """Implements `ports.Scanner`. One object is started and stopped any number of times; reads keep counting."""

    def __init__(self, settings: ScannerSettings, *, make_port: OpenPort = serial_port) -> None:
        self._settings = settings
        self._make_port = make_port
        self._lock = Lock()
        self._stopping = Event()
        self._thread: Thread | None = None
        self._sequence = 0

    def start(self, listener: ScannerListener) -> None:
        """Begin to read; harmless when already reading."""
        with self._lock:
            if self._thread is not None:
                return
            self._stopping = Event()
            reader = _Reader(self._settings, self._make_port, listener, self._stopping, self._next_sequence)
            self._thread = Thread(target=reader.run, name=f"scanner-{self._settings.name}", daemon=True)
            self._thread.start()

    def stop(self) -> None:
        """End the reader and close the port; returns when both are done (0.2 s at most). Not from the listener."""
        with self._lock:
            thread, self._thread = self._thread, None
            self._stopping.set()
        if thread is not None:
            thread.join()

    def _next_sequence(self) -> int:
        self._sequence += 1  # one reader thread at a time
        return self._sequence


class _Reader:
    """The life of one reader thread."""

    def __init__(
        self,
        settings: ScannerSettings,
        make_port: OpenPort,
        listener: ScannerListener,
        stopping: Event,
        next_sequence: Callable[[], int],
    ) -> None:
        self._settings = settings
        self._make_port = make_port
        self._listener = listener
        self._stopping = stopping
        self._next_sequence = next_sequence
        self._framer = Framer(settings.framing)
        self._pause_ms = settings.first_retry_ms
        self._reported: tuple[DeviceState, str] | None = None

    def run(self) -> None:
        """Open, read until trouble, pause; until stopped."""
        while not self._stopping.is_set():
            port = self._make_port(self._settings)
            try:
                port.open()
                self._report(DeviceState.OK, "")
                self._read(port)
            except TransportError as error:
                LOG.info("scanner %s: %s", self._settings.name, error)
                self._deliver(self._framer.abandon())
                self._report(DeviceState.FAILED, error.code if error.code in _OWN_CODES else "unplugged", error.detail)
            finally:
                port.close()
            self._stopping.wait(self._pause_ms / 1_000)
            self._pause_ms = min(self._pause_ms * 2, self._settings.longest_retry_ms)

    def _read(self, port: Transport) -> None:
        opened = time.monotonic()
        while not self._stopping.is_set():
            data = port.read(_READ_BYTES, self._patience())
            now = time.monotonic_ns()
            self._deliver(self._framer.feed(data, now) if data else self._framer.expire(now))
            # A port that opens but fails at its first read keeps the long pause.
            if data or time.monotonic() - opened > _STEADY_SECONDS:
                self._pause_ms = self._settings.first_retry_ms

    def _patience(self) -> float:
        due = self._framer.deadline
        if due is None:
            return _READ_SECONDS
        left = (due - time.monotonic_ns()) / 1_000_000_000
        return min(max(left, 0.001), _READ_SECONDS)

    def _deliver(self, events: list[FrameEvent]) -> None:
        for event in events:
            read = read_frame(event, self._settings.framing, self._settings.name, 0)
            if isinstance(read, Scan):
                symbology = Symbology.CHIP if self._settings.reads_chips else read.symbology
                read = Scan(read.text, symbology, read.scanner, self._next_sequence())
            self._listener(read)

    def _report(self, state: DeviceState, code: str, detail: str = "") -> None:
        if self._reported != (state, code):
            self._reported = (state, code)
            self._listener(DeviceStatus("scanner", self._settings.name, state, code, detail))
