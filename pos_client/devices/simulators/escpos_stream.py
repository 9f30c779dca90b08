"""Cuts a stream of ESC/POS bytes into commands, and finds the real-time ones, as a printer's front end does."""

from __future__ import annotations

import re

from msgspec import Struct

_LENGTHS = {  # whole length by the first two bytes, for commands of fixed length
    **{b"\x1b" + bytes([c]): 2 for c in b"@2<"},
    **{b"\x1b" + bytes([c]): 3 for c in b"!-3EGJMRSTUVadrtu{"},
    **{b"\x1b" + bytes([c]): 3 for c in b"="},
    **{b"\x1b" + bytes([c]): 4 for c in b"$\\c"},
    b"\x1bp": 5,
    **{b"\x1d" + bytes([c]): 3 for c in b"!BHIafhrw:/"},
    **{b"\x1d" + bytes([c]): 4 for c in b"$LPW\\"},
    **{b"\x1c" + bytes([c]): 2 for c in b".&"},
    **{b"\x1c" + bytes([c]): 3 for c in b"!-CW"},
    b"\x10\x04": 3,
    b"\x10\x05": 3,
    b"\x10\x14": 5,
}
_REALTIME = re.compile(
    rb"\x10\x04(?P<query>[\x01-\x04])|\x10\x14\x01(?P<pulse>[\x00\x01][\x01-\x08])"
    rb"|\x1d\(D\x05\x00\x14\x01(?P<guard>[\x00\x01])\x02[\x00\x01]",
    re.DOTALL,
)
_LONGEST_REALTIME = 10
_HEADS = {b"\x1d(": 5, b"\x1c(": 5, b"\x1b*": 5, b"\x1dv": 8}  # bytes that tell the length


class RealTimeFound(Struct, frozen=True):
    """A real-time command in the stream: `kind` is "query", "pulse" or "guard", `value` its byte."""

    kind: str
    value: int


class RealTimeFinder:
    """Finds real-time commands wherever they stand, even inside pictures: that is what printers do."""

    def __init__(self) -> None:
        self._tail = b""

    def feed(self, data: bytes) -> list[RealTimeFound]:
        """The commands completed by `data`."""
        stream = self._tail + data
        found: list[RealTimeFound] = []
        end = 0
        for match in _REALTIME.finditer(stream):
            kind = match.lastgroup or ""
            found.append(RealTimeFound(kind, match[kind][0]))
            end = match.end()
        self._tail = stream[max(end, len(stream) - _LONGEST_REALTIME + 1) :]
        return found


def command_length(data: bytes | bytearray, at: int) -> int | None:
    """Length of the command at `at`, a printable character being one of length 1; None when more bytes are needed."""
    lead = data[at]
    if lead not in b"\x10\x1b\x1c\x1d":
        return 1
    if at + 2 > len(data):
        return None
    start = bytes(data[at : at + 2])
    length = _LENGTHS.get(start) or _variable(data, at, start)
    return length if length is not None and at + length <= len(data) else None


def _variable(data: bytes | bytearray, at: int, start: bytes) -> int | None:
    head = bytes(data[at : at + 8])
    if start == b"\x1dk":
        return _barcode(data, at, head)
    if start == b"\x1dV":
        return None if len(head) < 3 else 4 if head[2] in (65, 66, 97, 98, 103, 104) else 3
    needed = _HEADS.get(start)
    if needed is None or len(head) < needed:
        return None if needed else 2  # unknown: the printer would print the rest as text
    if start == b"\x1dv":
        return 8 + (head[4] + 256 * head[5]) * (head[6] + 256 * head[7])
    if start == b"\x1b*":
        return 5 + (head[3] + 256 * head[4]) * (3 if head[2] >= 32 else 1)
    return 5 + head[3] + 256 * head[4]


def _barcode(data: bytes | bytearray, at: int, head: bytes) -> int | None:
    if len(head) < 4:
        return None
    if head[2] >= 65:
        return 4 + head[3]
    end = data.find(b"\x00", at + 3)
    return None if end < 0 else end + 1 - at
