"""Bytes from a scanner, cut into reads. Pure: time is handed in (monotonic ns), any one thread.

Memory is bounded by `Framing.max_length` whatever arrives: a longer read is reported once and dropped up to its end.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TypeAlias

from msgspec import Struct

from pos_client.devices.scanner.settings import Framing

SAMPLE_BYTES = 64
_MS = 1_000_000


class Fault(StrEnum):
    """Why bytes are no read; the value is the code of the `BadRead`."""

    TOO_LONG = "too_long"
    GARBAGE = "garbage"
    NO_TERMINATOR = "no_terminator"  # a read that was never ended: the suffix of the scanner is not set up
    UNPLUGGED = "unplugged"  # the scanner went away in the middle


class Frame(Struct, frozen=True):
    """One whole read, prefix and terminator cut off."""

    data: bytes


class BrokenFrame(Struct, frozen=True):
    """Bytes that cannot be trusted, and the start of them."""

    fault: Fault
    sample: bytes


FrameEvent: TypeAlias = Frame | BrokenFrame


class Framer:
    """Cuts one scanner's stream. Feed what came; at `deadline` call `expire`; when the port closes, `abandon`."""

    def __init__(self, framing: Framing) -> None:
        self._framing = framing
        marks = sorted(framing.terminators, key=len, reverse=True)
        self._end = re.compile(b"|".join(re.escape(mark) for mark in marks)) if marks else None
        self._longest_end = max((len(mark) for mark in marks), default=1)
        self._prefixes = sorted(framing.prefixes, key=len, reverse=True)
        self._starts = tuple(mark for mark in framing.prefixes if len(mark) == 1 and mark[0] < 0x20)
        self._buffer = bytearray()
        self._too_long = False
        self._skip_lf = False
        self._last = 0

    @property
    def deadline(self) -> int | None:
        """When `expire` is due, monotonic ns; None while no read is open."""
        if not self._buffer and not self._too_long:
            return None
        wait = self._framing.idle_gap_ms if self._end is None else self._framing.stale_ms
        return self._last + wait * _MS

    def feed(self, data: bytes, now: int) -> list[FrameEvent]:
        """The reads that `data`, come at `now`, completes."""
        events = self.expire(now)
        self._last = now
        step = self._framing.max_length
        for start in range(0, len(data), step):
            self._take(data[start : start + step], events)
        return events

    def expire(self, now: int) -> list[FrameEvent]:
        """Close what has been silent for too long at `now`."""
        due = self.deadline
        if due is None or now < due:
            return []
        if self._end is None:
            return self._close()
        return self._drop(Fault.NO_TERMINATOR)

    def abandon(self) -> list[FrameEvent]:
        """The port went away: what was open is reported, never passed on as whole."""
        return self._drop(Fault.UNPLUGGED)

    def _take(self, data: bytes, events: list[FrameEvent]) -> None:
        search_from = max(len(self._buffer) - self._longest_end + 1, 0)
        self._buffer += data
        if self._end is not None:
            done = 0
            for match in self._end.finditer(self._buffer, search_from):
                piece = bytes(self._buffer[done : match.start()])
                done = match.end()
                events += self._whole(piece, match.group())
            del self._buffer[:done]
        if self._too_long:
            self._forget_all_but_tail()
        elif len(self._buffer) > self._framing.max_length:
            events.append(BrokenFrame(Fault.TOO_LONG, bytes(self._buffer[:SAMPLE_BYTES])))
            self._too_long = True
            self._forget_all_but_tail()

    def _forget_all_but_tail(self) -> None:
        # The tail may hold the first half of a terminator.
        keep = self._longest_end - 1
        del self._buffer[: max(len(self._buffer) - keep, 0)]

    def _whole(self, piece: bytes, end: bytes) -> list[FrameEvent]:
        skip_lf, self._skip_lf = self._skip_lf, end == b"\r"
        if self._too_long:
            self._too_long = False
            return []
        if skip_lf and piece.startswith(b"\n"):
            piece = piece[1:]
        if end == b"\n" and piece.endswith(b"\r"):
            piece = piece[:-1]
        return self._split_at_starts(piece) if piece else []

    def _close(self) -> list[FrameEvent]:
        piece = bytes(self._buffer)
        self._buffer.clear()
        if self._too_long:
            self._too_long = False
            return []
        return self._split_at_starts(piece) if piece else []

    def _drop(self, fault: Fault) -> list[FrameEvent]:
        piece = bytes(self._buffer)
        self._buffer.clear()
        if self._too_long:
            self._too_long = False
            return []
        skip_lf, self._skip_lf = self._skip_lf, False
        if skip_lf and piece.startswith(b"\n"):
            piece = piece[1:]
        return [BrokenFrame(fault, piece[:SAMPLE_BYTES])] if piece else []

    def _split_at_starts(self, piece: bytes) -> list[FrameEvent]:
        """Cut at the last start mark: what stands before it is noise or a read without an end."""
        cut = max((piece.rfind(mark) for mark in self._starts), default=-1)
        events: list[FrameEvent] = []
        if cut > 0:
            events.append(BrokenFrame(Fault.GARBAGE, piece[:cut][:SAMPLE_BYTES]))
            piece = piece[cut:]
        if len(piece) > self._framing.max_length:
            return [*events, BrokenFrame(Fault.TOO_LONG, piece[:SAMPLE_BYTES])]
        for mark in self._prefixes:
            if piece.startswith(mark):
                piece = piece[len(mark) :]
                break
        return [*events, Frame(piece) if piece else BrokenFrame(Fault.GARBAGE, b"")]
