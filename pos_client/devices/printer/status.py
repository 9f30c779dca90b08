"""What a printer says of itself: the real-time answers to DLE EOT, the in-order answer to GS r, automatic status.

Sans I/O: bytes in, answers out. Three kinds of bytes arrive mixed. An answer to DLE EOT has the fixed bits 0xx1xx10. An
automatic status is four bytes, the first 0xx1xx00, the others with bits 4 and 7 clear. The answer to GS r has bits 4
and 7 clear too, so it is one only outside of an automatic status. XON, XOFF and anything else mean nothing here.
"""

from __future__ import annotations

from enum import IntEnum

from msgspec import Struct

from pos_client.devices.ports import DeviceState

QUERY = b"\x10\x04"
ACKNOWLEDGE = b"\x1dr\x01"
_FIXED = 0b1001_0011


class Query(IntEnum):
    """What DLE EOT n asks for."""

    PRINTER = 1
    OFFLINE_CAUSE = 2
    ERROR_CAUSE = 3
    PAPER = 4


class RealTime(Struct, frozen=True):
    """An answer to DLE EOT."""

    byte: int


class InOrder(Struct, frozen=True):
    """An answer to GS r 1: everything sent before it has been taken in order."""

    byte: int


class AnswerReader:
    """Sorts the bytes that come from a printer."""

    def __init__(self) -> None:
        self._automatic_left = 0

    def feed(self, data: bytes) -> list[RealTime | InOrder]:
        """The answers in `data`, automatic status dropped."""
        answers: list[RealTime | InOrder] = []
        for byte in data:
            if byte & _FIXED == 0b0001_0010:
                answers.append(RealTime(byte))
            elif byte & _FIXED == 0b0001_0000:
                self._automatic_left = 3
            elif byte & 0b1001_0000 == 0:
                if self._automatic_left:
                    self._automatic_left -= 1
                else:
                    answers.append(InOrder(byte))
        return answers


class PrinterState(Struct, frozen=True):
    """The answers to DLE EOT 1 to 4 as read."""

    printer: int
    offline_cause: int
    error_cause: int
    paper: int

    @property
    def trouble(self) -> tuple[DeviceState, str]:
        """The state and its code, the worst first: what keeps it from printing, then what only needs attention."""
        for wrong, code in (
            (self.offline_cause & 0x04, "cover_open"),
            (self.paper & 0x60 or self.offline_cause & 0x20, "no_paper"),
            (self.error_cause & 0x08, "cutter_stuck"),
            (self.error_cause & 0x20, "broken"),
            (self.error_cause & 0x40, "overheated"),
            (self.error_cause & 0x04, "mechanical_error"),
            (self.offline_cause & 0x40, "error"),
            (self.printer & 0x08, "offline"),
        ):
            if wrong:
                return DeviceState.FAILED, code
        if self.paper & 0x0C:
            return DeviceState.TROUBLE, "paper_near_end"
        return DeviceState.OK, ""

    def drawer_is_open(self, *, open_high: bool) -> bool:
        """The drawer's switch; which level means open depends on the drawer."""
        return bool(self.printer & 0x04) == open_high
