"""How a scanner is set up: frozen values, checked when made.

`ValueError` says which setting is wrong; the settings screen shows it beside the field. Lengths are bytes, times
milliseconds.
"""

from __future__ import annotations

import codecs

from msgspec import Struct, field

CR, LF, CRLF, TAB = b"\r", b"\n", b"\r\n", b"\t"
STX, ETX = b"\x02", b"\x03"

LONGEST_MARK = 8
LONGEST_READ = 65_536
_BAUD_RATES = frozenset({300, 600, 1200, 2400, 4800, 9600, 19_200, 38_400, 57_600, 115_200, 230_400, 460_800, 921_600})


def _check(good: bool, what: str) -> None:  # noqa: FBT001 - a plain assertion that stays on under -O
    if not good:
        raise ValueError(what)


class Framing(Struct, frozen=True):
    r"""How reads are told apart in a stream of bytes.

    `terminators` end a read; a CR also swallows the LF of a CRLF. With none, a silence of `idle_gap_ms` ends it, and
    two reads that come without a silence between them cannot be told apart: give the scanner a suffix. `prefixes` are
    cut off; a prefix of one control character (STX) also starts a read afresh in the middle of noise. A read that
    lacks its terminator for `stale_ms` is reported, so that it never grows together with the next one.
    """

    terminators: tuple[bytes, ...] = (CR, LF)
    prefixes: tuple[bytes, ...] = (STX,)
    idle_gap_ms: int = 60
    stale_ms: int = 1_000
    max_length: int = 4_096
    encodings: tuple[str, ...] = ("utf-8", "latin-1")  # the first that fits
    has_aim: bool = True  # read and cut AIM identifiers, "]C1"

    def __post_init__(self) -> None:
        for mark in (*self.terminators, *self.prefixes):
            _check(0 < len(mark) <= LONGEST_MARK, f"a prefix or terminator has 1 to {LONGEST_MARK} bytes, got {mark!r}")
        _check(len(self.terminators) <= 8 and len(self.prefixes) <= 8, "at most 8 prefixes and 8 terminators")
        _check(not set(self.terminators) & set(self.prefixes), "a prefix cannot be a terminator too")
        _check(5 <= self.idle_gap_ms <= 5_000, f"idle gap must be 5 to 5000 ms, got {self.idle_gap_ms}")
        _check(self.idle_gap_ms <= self.stale_ms <= 60_000, f"stale after {self.stale_ms} ms: not within gap to 60 s")
        _check(8 <= self.max_length <= LONGEST_READ, f"longest read must be 8 to {LONGEST_READ}, got {self.max_length}")
        _check(bool(self.encodings), "at least one encoding is needed")
        for name in self.encodings:
            try:
                codecs.lookup(name)
            except LookupError:
                raise ValueError(f"unknown encoding {name!r}") from None


class ScannerSettings(Struct, frozen=True):
    """A serial scanner: its `name` on the chip, its path (best `/dev/serial/by-id/...`), line and framing.

    Back-off between attempts to open the port grows from `first_retry_ms` to `longest_retry_ms`.
    """

    name: str
    port: str
    baudrate: int = 9_600
    bytesize: int = 8
    parity: str = "N"
    stopbits: int = 1
    framing: Framing = field(default_factory=Framing)
    first_retry_ms: int = 100
    longest_retry_ms: int = 2_000
    reads_chips: bool = False  # a reader of chip badges: what it reads cannot be copied on paper

    def __post_init__(self) -> None:
        _check(0 < len(self.name) <= 60 and self.name.isprintable(), f"bad scanner name {self.name!r}")
        _check(0 < len(self.port) <= 4_096 and "\0" not in self.port, "the port is a path or a name such as COM3")
        _check(self.baudrate in _BAUD_RATES, f"{self.baudrate} is no usual baud rate")
        _check(self.bytesize in {7, 8}, f"7 or 8 data bits, got {self.bytesize}")
        _check(self.parity in {"N", "E", "O"}, f"parity is N, E or O, got {self.parity!r}")
        _check(self.stopbits in {1, 2}, f"1 or 2 stop bits, got {self.stopbits}")
        _check(10 <= self.first_retry_ms <= self.longest_retry_ms <= 60_000, "retry times must grow, 10 ms to 60 s")


class WedgeSettings(Struct, frozen=True):
    """How a keyboard-wedge burst is told from typing; `wedge.py` explains the figures.

    `prefix` and `suffix` are single characters the scanner is set to send and nobody types: they make a burst certain.
    With `only_marked` nothing else counts as a burst.
    """

    name: str = "keyboard"
    longest_gap_ms: int = 50
    mean_gap_ms: int = 25
    marked_gap_ms: int = 300
    tail_ms: int = 120
    shortest_ended: int = 4
    shortest_open: int = 8  # a burst without terminator; 0: such a burst is typing
    max_length: int = 4_096
    prefix: str = ""
    suffix: str = ""
    only_marked: bool = False
    maps_cyrillic: bool = True
    has_aim: bool = True

    def __post_init__(self) -> None:
        _check(0 < len(self.name) <= 60 and self.name.isprintable(), f"bad scanner name {self.name!r}")
        _check(5 <= self.mean_gap_ms <= self.longest_gap_ms <= 200, "gaps must be 5 to 200 ms, longest above mean")
        _check(self.longest_gap_ms <= self.marked_gap_ms <= 2_000, "the gap in a marked burst is at most 2 s")
        _check(0 <= self.tail_ms <= 500, f"the tail is 0 to 500 ms, got {self.tail_ms}")
        _check(2 <= self.shortest_ended <= 64, f"a burst has 2 to 64 characters at least, got {self.shortest_ended}")
        _check(self.shortest_open == 0 or 6 <= self.shortest_open <= 64, "an open burst has 6 to 64 characters")
        _check(8 <= self.max_length <= LONGEST_READ, f"longest read must be 8 to {LONGEST_READ}, got {self.max_length}")
        _check(len(self.prefix) <= 1 and len(self.suffix) <= 1, "prefix and suffix are one character")
        _check(not (self.only_marked and not (self.prefix or self.suffix)), "only_marked needs a prefix or a suffix")
        _check(not self.prefix or self.prefix != self.suffix, "prefix and suffix must differ")
