"""Trying a scanner out: one read with every byte as it came, and what the register makes of it. Blocks; any thread."""

from __future__ import annotations

import time
from collections.abc import Callable

from msgspec import Struct

from pos_client.devices.ports import BadRead, Scan
from pos_client.devices.scanner.decoding import read_frame
from pos_client.devices.scanner.framing import Framer
from pos_client.devices.scanner.serial_scanner import OpenPort, serial_port
from pos_client.devices.scanner.settings import ScannerSettings
from pos_client.devices.transport import Deadline

SECONDS = 20.0
QUIET_SECONDS = 0.3  # after the last byte: nothing more comes
LONGEST_SECONDS = 1.0  # after the first byte, however much comes
_PATIENCE = 0.1
_MOST_BYTES = 4_096


class Sample(Struct, frozen=True):
    """What came: `raw` bytes, b"" when none came in time, and the reads they make."""

    raw: bytes
    reads: tuple[Scan | BadRead, ...]


def read_once(
    settings: ScannerSettings,
    *,
    seconds: float = SECONDS,
    stopped: Callable[[], bool] = lambda: False,
    make_port: OpenPort = serial_port,
) -> Sample:
    """Wait for one read. The port must be free: stop its scanner first. `TransportError`."""
    port = make_port(settings)
    port.open()
    try:
        raw = _bytes(port.read, Deadline(seconds), stopped)
    finally:
        port.close()
    framer = Framer(settings.framing)
    now = time.monotonic_ns()
    events = framer.feed(raw, now) if raw else []
    events += framer.expire(now + settings.framing.stale_ms * 1_000_000 + 1)
    return Sample(raw, tuple(read_frame(event, settings.framing, settings.name, 0) for event in events))


def _bytes(read: Callable[[int, float], bytes], deadline: Deadline, stopped: Callable[[], bool]) -> bytes:
    found = bytearray()
    quiet = Deadline(QUIET_SECONDS)
    while not (deadline.passed or stopped() or len(found) >= _MOST_BYTES or (found and quiet.passed)):
        more = read(_MOST_BYTES - len(found), _PATIENCE)
        if more and not found:
            deadline = Deadline(LONGEST_SECONDS)
        if more:
            found += more
            quiet = Deadline(QUIET_SECONDS)
    return bytes(found)


def spelled(raw: bytes) -> str:
    """Return bytes as a person may read them: "]E04600000000015<CR>"."""
    return "".join(chr(byte) if 0x20 < byte < 0x7F else f"<{_NAMES.get(byte, f'{byte:02X}')}>" for byte in raw)


_NAMES = {0x02: "STX", 0x03: "ETX", 0x04: "EOT", 0x09: "TAB", 0x0A: "LF", 0x0D: "CR", 0x1D: "GS", 0x1E: "RS", 0x20: " "}
