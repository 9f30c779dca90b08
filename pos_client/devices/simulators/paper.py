"""What stands on a simulated printer's paper: executes ESC/POS bytes, shows the result as text and as a picture."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from msgspec import Struct, field

from pos_client.devices.printer.draw import Pen
from pos_client.devices.printer.profile import PrinterProfile
from pos_client.devices.printer.typeset import PaperLine, Segment
from pos_client.devices.simulators.escpos_stream import command_length
from pos_client.domain.receipt import Align, Barcode, Feed, Qr, Size

if TYPE_CHECKING:
    from PIL.Image import Image as Picture

_SETTINGS = frozenset({b"\x1b@", b"\x1bt", b"\x1bE", b"\x1ba", b"\x1d!", b"\x1dB"})
_ALIGNS = (Align.LEFT, Align.CENTER, Align.RIGHT)


class Bitmap(Struct, frozen=True):
    """A raster picture: rows of `width_bytes` bytes, the left dot in the high bit, 1 is black."""

    width_bytes: int
    height: int
    data: bytes


class Row(Struct, frozen=True):
    """A row of text as printed."""

    text: str
    align: Align
    bold: bool
    size: Size
    inverse: bool


class Paper(Struct):
    """The paper of one job, up to its cut."""

    rows: list[Row | Bitmap | Barcode | Qr | Feed] = field(default_factory=list)
    unknown_pages: set[int] = field(default_factory=set)


class PaperMaker:
    """Executes the bytes of one paper for a printer of kind `profile`."""

    def __init__(self, profile: PrinterProfile) -> None:
        self._pages = {slot: name for name, slot in profile.pages}
        self._paper = Paper()
        self._qr = b""
        self._reset()

    def _reset(self) -> None:
        self._page = "cp437"
        self._text = ""
        self._align = Align.LEFT
        self._bold = self._inverse = self._row_inverse = False
        self._size = Size.NORMAL

    def make(self, data: bytes) -> Paper:
        """The paper that `data` prints; an unfinished command at the end prints nothing."""
        at = 0
        while at < len(data):
            length = command_length(data, at)
            if length is None:
                break
            self._execute(data[at : at + length])
            at += length
        if self._text:
            self._end_row()
        return self._paper

    def _execute(self, command: bytes) -> None:
        if len(command) == 1:
            self._byte(command)
            return
        start, value = command[:2], command[2] if len(command) > 2 else 0
        if start in _SETTINGS:
            self._set(start, value)
        elif start == b"\x1bd":
            self._paper.rows.append(Feed(value))
        elif start == b"\x1dv":
            self._paper.rows.append(Bitmap(command[4] + 256 * command[5], command[6] + 256 * command[7], command[8:]))
        elif start == b"\x1dk" and value == 73:
            self._paper.rows.append(Barcode(_code128_text(command[4:])))
        elif start == b"\x1d(" and value == ord("k"):
            self._two_dimensional(command[5:])

    def _set(self, start: bytes, value: int) -> None:
        if start == b"\x1b@":
            self._reset()
        elif start == b"\x1bt":
            if value not in self._pages:
                self._paper.unknown_pages.add(value)
            self._page = self._pages.get(value, "ascii")
        elif start == b"\x1bE":
            self._bold = bool(value & 1)
        elif start == b"\x1ba":
            self._align = _ALIGNS[value % 48 % 3]
        elif start == b"\x1d!":
            self._size = {0x00: Size.NORMAL, 0x01: Size.TALL}.get(value, Size.LARGE)
        elif start == b"\x1dB":
            self._inverse = bool(value & 1)
            self._row_inverse |= self._inverse

    def _byte(self, byte: bytes) -> None:
        if byte == b"\n":
            self._end_row()
        elif byte[0] >= 0x20:
            self._text += byte.decode(self._page, "replace")

    def _end_row(self) -> None:
        self._paper.rows.append(Row(self._text, self._align, self._bold, self._size, self._row_inverse))
        self._text = ""
        self._row_inverse = self._inverse

    def _two_dimensional(self, data: bytes) -> None:
        if data[:2] == b"1P":
            self._qr = data[3:]
        elif data[:2] == b"1Q" and self._qr:
            self._paper.rows.append(Qr(self._qr.decode("utf-8", "replace")))


def _code128_text(data: bytes) -> str:
    """The text of a GS k 73: "{B" letters, "{C" pairs of digits."""
    text = ""
    code_set, at = "B", 0
    while at < len(data):
        if data[at] == ord("{") and at + 1 < len(data):
            mark = chr(data[at + 1])
            if mark in "ABC":
                code_set = mark
            elif mark == "{":
                text += "{"
            at += 2
            continue
        text += f"{data[at]:02d}" if code_set == "C" else chr(data[at])
        at += 1
    return text


def paper_text(paper: Paper) -> str:
    """The rows as text: pictures as "[picture WxH]", codes as their data."""
    lines: list[str] = []
    for row in paper.rows:
        match row:
            case Row():
                lines.append(row.text.rstrip())
            case Bitmap():
                lines.append(f"[picture {row.width_bytes * 8}x{row.height}]")
            case Barcode():
                lines.append(f"||| {row.data} |||")
            case Qr():
                lines.append(f"[QR {row.data}]")
            case Feed():
                lines.extend([""] * row.lines)
    return "\n".join(lines) + "\n"


def paper_png(paper: Paper, profile: PrinterProfile) -> bytes:
    """The paper as a PNG of the printable width, letters on the printer's grid."""
    from PIL import Image  # noqa: PLC0415 - Pillow is loaded when a paper is looked at

    pen = Pen(profile.columns, profile.dots)
    pictures = [drawn for row in paper.rows if (drawn := _draw(row, pen, profile)) is not None]
    whole = Image.new("L", (profile.dots, max(sum(drawn.height for drawn in pictures), 1)), 255)
    top = 0
    for drawn in pictures:
        whole.paste(drawn, (0, top))
        top += drawn.height
    out = io.BytesIO()
    whole.save(out, "PNG")
    return out.getvalue()


def _draw(row: Row | Bitmap | Barcode | Qr | Feed, pen: Pen, profile: PrinterProfile) -> Picture | None:
    if isinstance(row, Row):
        columns = profile.columns // 2 if row.size is Size.LARGE else profile.columns
        blank = (columns - len(row.text)) // 2 if row.align is Align.CENTER else 0
        segments = tuple(
            Segment(letter, blank + place, 1, Align.CENTER) for place, letter in enumerate(row.text) if letter != " "
        )
        return pen.draw(PaperLine(segments, columns, row.bold, row.size, row.inverse))
    if isinstance(row, Bitmap):
        if not row.data:
            return None
        from PIL import Image, ImageOps  # noqa: PLC0415

        bits = Image.frombytes("1", (row.width_bytes * 8, row.height), row.data)
        return ImageOps.invert(bits.convert("L"))
    return pen.draw(row)
