"""Decodes ESC/POS bytes into text and a picture, by the command reference and by nothing of the program.

It is strict: what the reference does not know, a page the printer does not have, a code wider than the paper or a
control byte between the letters is a problem that it lists. Native codes are drawn by zxing-cpp's writer, so that its
reader can be asked what a scanner would read from the whole paper.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import zxingcpp
from PIL import Image, ImageDraw, ImageFont

FONT = Path(__file__).parents[2] / "resources" / "fonts" / "IBMPlexSansCondensed-Medium.ttf"

# Character code tables of an Epson TM-T20: ESC t n.
EPSON_TABLES = {0: "cp437", 2: "cp850", 16: "cp1252", 17: "cp866", 18: "cp852", 19: "cp858"}
EPSON_WINDOWS_TABLES = {**EPSON_TABLES, 45: "cp1250", 46: "cp1251"}


@dataclass(frozen=True)
class Line:
    """A printed line of text."""

    text: str
    align: int = 0  # 0 left, 1 centre, 2 right
    emphasized: bool = False
    wide: int = 1
    high: int = 1
    inverse: bool = False


@dataclass(frozen=True)
class Code:
    """A native barcode or QR code."""

    kind: str
    data: str
    module: int
    align: int


@dataclass(frozen=True)
class Raster:
    """A raster bit image."""

    image: Image.Image
    align: int


@dataclass
class Decoded:
    """What the bytes do."""

    content: list[Line | Code | Raster | int] = field(default_factory=list)  # an int feeds that many dots
    pulses: list[int] = field(default_factory=list)
    cuts: int = 0
    problems: list[str] = field(default_factory=list)
    tables: set[int] = field(default_factory=set)

    @property
    def lines(self) -> list[str]:
        return [item.text for item in self.content if isinstance(item, Line)]

    @property
    def text(self) -> str:
        """Everything as text; pictures as "<picture>"."""
        shown: list[str] = []
        for item in self.content:
            if isinstance(item, Line):
                shown.append(item.text.rstrip())
            elif isinstance(item, Code):
                shown.append(f"<{item.kind} {item.data}>")
            elif isinstance(item, Raster):
                shown.append("<picture>")
            else:
                shown.append(f"<feed {item}>")
        return "\n".join(shown) + "\n"

    @property
    def codes(self) -> list[Code]:
        return [item for item in self.content if isinstance(item, Code)]

    @property
    def rasters(self) -> list[Raster]:
        return [item for item in self.content if isinstance(item, Raster)]


class Decoder:
    """Reads one job. `dots` is the printable width, `columns` how many font A characters stand on it."""

    def __init__(self, tables: Mapping[int, str] = EPSON_TABLES, *, dots: int = 576, columns: int = 48) -> None:
        self.tables = tables
        self.dots = dots
        self.columns = columns
        self.out = Decoded()
        self.data = b""
        self.at = 0
        self.initialize()

    def initialize(self) -> None:
        self.table = self.tables.get(0, "ascii")
        self.table_known = False
        self.align = 0
        self.emphasized = False
        self.wide = self.high = 1
        self.inverse = self.line_inverse = False
        self.bar_height, self.bar_width = 162, 3
        self.text = ""
        self.symbol = b""
        self.symbol_size = 3

    def decode(self, data: bytes) -> Decoded:
        self.data, self.at = data, 0
        while self.at < len(data):
            self.step()
        if self.text:
            self.out.problems.append(f"text without a line feed at the end: {self.text!r}")
            self.line_feed()
        return self.out

    def take(self, count: int) -> bytes:
        taken = self.data[self.at : self.at + count]
        if len(taken) < count:
            self.out.problems.append("the job ends within a command")
        self.at += count
        return taken.ljust(count, b"\x00")

    def step(self) -> None:
        byte = self.take(1)[0]
        if byte == 0x0A:
            self.line_feed()
        elif byte == 0x1B:
            self.escape(self.take(1))
        elif byte == 0x1D:
            self.group(self.take(1))
        elif byte == 0x1C:
            if (command := self.take(1)) != b".":
                self.out.problems.append(f"FS {command!r}")
        elif byte == 0 and not self.text:
            # has no function; between the letters of a line it is as wrong as any other control byte
            while self.at < len(self.data) and not self.data[self.at]:
                self.at += 1
        elif byte < 0x20 or byte == 0x7F:
            self.out.problems.append(f"control byte {byte:#04x}")
        else:
            self.letter(byte)

    def letter(self, byte: int) -> None:
        if byte >= 0x80 and not self.table_known:
            self.out.problems.append("a letter above ASCII before any ESC t")
        try:
            self.text += bytes([byte]).decode(self.table)
        except UnicodeDecodeError:
            self.out.problems.append(f"{byte:#04x} is empty in {self.table}")
        self.line_inverse |= self.inverse
        if len(self.text) * self.wide > self.columns:
            self.out.problems.append(f"longer than the paper: {self.text!r}")

    def line_feed(self) -> None:
        line = Line(self.text, self.align, self.emphasized, self.wide, self.high, self.line_inverse)
        self.out.content.append(line)
        self.text = ""
        self.line_inverse = False

    def escape(self, command: bytes) -> None:
        if command == b"@":
            self.initialize()
        elif command == b"t":
            number = self.take(1)[0]
            self.out.tables.add(number)
            self.table_known = True
            if number not in self.tables:
                self.out.problems.append(f"no character table {number}")
            self.table = self.tables.get(number, "ascii")
        elif command == b"E":
            self.emphasized = bool(self.take(1)[0] & 1)
        elif command == b"a":
            self.align = self.take(1)[0]
        elif command == b"d":
            self.out.content.append(self.take(1)[0] * 30)
        elif command == b"J":
            self.out.content.append(self.take(1)[0])
        elif command == b"p":
            pin, on, off = self.take(3)
            self.out.pulses.append(pin)
            if pin not in (0, 1) or not on or off < on:
                self.out.problems.append(f"drawer pulse {pin} {on} {off}")
        else:
            self.out.problems.append(f"ESC {command!r}")

    def group(self, command: bytes) -> None:
        if command == b"!":
            size = self.take(1)[0]
            self.wide, self.high = (size >> 4) + 1, (size & 0x0F) + 1
        elif command == b"B":
            self.inverse = bool(self.take(1)[0] & 1)
        elif command == b"a":
            if self.take(1) != b"\x00":
                self.out.problems.append("automatic status switched on")
        elif command == b"V":
            if self.take(1)[0] >= 65:
                self.take(1)
            self.out.cuts += 1
        else:
            self.code(command)

    def code(self, command: bytes) -> None:
        if command == b"h":
            self.bar_height = self.take(1)[0]
        elif command == b"w":
            self.bar_width = self.take(1)[0]
        elif command in (b"H", b"f"):
            self.take(1)
        elif command == b"k":
            self.barcode()
        elif command == b"v":
            self.raster()
        elif command == b"(":
            self.extended()
        else:
            self.out.problems.append(f"GS {command!r}")

    def barcode(self) -> None:
        kind, length = self.take(2)
        data = self.take(length)
        if kind != 73 or data[:1] != b"{":
            self.out.problems.append(f"barcode of kind {kind} that begins with {data[:2]!r}")
        text, symbols, chosen, at = "", 1, "", 0  # the check symbol
        while at < len(data):
            if data[at : at + 1] == b"{":
                following = data[at + 1 : at + 2].decode("latin-1")
                if following == "{":
                    text += "{"
                elif following in "ABC":
                    chosen = following
                else:
                    self.out.problems.append(f"barcode mark {{{following}")
                symbols += 1
                at += 2
                continue
            if chosen == "C" and data[at] > 99:
                self.out.problems.append(f"pair {data[at]} in set C")
            text += f"{data[at]:02d}" if chosen == "C" else chr(data[at])
            symbols += 1
            at += 1
        if (symbols * 11 + 13 + 20) * self.bar_width > self.dots:
            self.out.problems.append(f"barcode of {symbols} symbols at {self.bar_width} dots is wider than the paper")
        self.out.content.append(Code("barcode", text, self.bar_width, self.align))

    def raster(self) -> None:
        kind, mode, xl, xh, yl, yh = self.take(6)
        width, height = xl + 256 * xh, yl + 256 * yh
        if kind != ord("0") or mode != 0 or not width or not height:
            self.out.problems.append("unknown raster form")
        if width * 8 > self.dots + 7:
            self.out.problems.append("picture wider than the paper")
        bits = Image.frombytes("1", (width * 8, height), self.take(width * height))
        self.out.content.append(Raster(bits.point(lambda dot: 255 - dot).convert("L"), self.align))

    def extended(self) -> None:
        name = self.take(1)
        low, high = self.take(2)
        data = self.take(low + 256 * high)
        if name == b"D":
            if data not in (b"\x14\x01\x00\x02\x00", b"\x14\x01\x01\x02\x00"):
                self.out.problems.append(f"GS ( D {data!r}")
        elif name == b"k" and data[:1] == b"1":
            self.qr(data[1:2], data[2:])
        else:
            self.out.problems.append(f"GS ( {name!r}")

    def qr(self, function: bytes, data: bytes) -> None:
        if function == b"C":
            self.symbol_size = data[0]
        elif function == b"P":
            self.symbol = data[1:]
        elif function == b"Q":
            self.out.content.append(Code("qr", self.symbol.decode("utf-8"), self.symbol_size, self.align))
        elif function not in (b"A", b"E"):
            self.out.problems.append(f"QR function {function!r}")


def decode(data: bytes, tables: Mapping[int, str] = EPSON_TABLES, *, dots: int = 576, columns: int = 48) -> Decoded:
    """What `data` prints on an Epson with these character tables."""
    return Decoder(tables, dots=dots, columns=columns).decode(data)


def picture(decoded: Decoded, *, dots: int = 576, columns: int = 48) -> Image.Image:
    """The paper as it leaves the printer."""
    strips = [_strip(item, dots, columns) for item in decoded.content]
    paper = Image.new("L", (dots, sum(strip.height for strip in strips) + 60), 255)
    top = 20
    for strip in strips:
        paper.paste(strip, (0, top))
        top += strip.height
    return paper


def scanned(image: Image.Image) -> set[str]:
    """What a barcode reader reads from the picture."""
    return {code.text for code in zxingcpp.read_barcodes(image) if code.valid}


def _strip(item: Line | Code | Raster | int, dots: int, columns: int) -> Image.Image:
    if isinstance(item, int):
        return Image.new("L", (dots, max(item, 1)), 255)
    if isinstance(item, Line):
        return _text_strip(item, dots, dots // columns)
    if isinstance(item, Raster):
        return _placed(item.image, item.align, dots)
    wanted = zxingcpp.BarcodeFormat.QRCode if item.kind == "qr" else zxingcpp.BarcodeFormat.Code128
    drawn = zxingcpp.create_barcode(item.data, wanted).to_image(scale=item.module, add_quiet_zones=True)
    view = memoryview(drawn)  # type: ignore[arg-type]  # it is a buffer, its stub does not say so
    height, width = view.shape or (0, 0)
    return _placed(Image.frombytes("L", (width, height), view.tobytes()), item.align, dots)


def _text_strip(line: Line, dots: int, cell: int) -> Image.Image:
    row = Image.new("L", (max(len(line.text), 1) * cell, 30), 255)
    font = ImageFont.truetype(str(FONT), 22)
    draw = ImageDraw.Draw(row)
    for place, letter in enumerate(line.text):
        middle = place * cell + cell // 2
        for shift in (0, 1) if line.emphasized else (0,):  # emphasised is struck twice, a dot apart
            draw.text((middle + shift, 23), letter, 0, font, anchor="ms")
    row = row.resize((row.width * line.wide, row.height * line.high))
    strip = _placed(row, line.align, dots)
    return strip.point(lambda shade: 255 - shade) if line.inverse else strip


def _placed(image: Image.Image, align: int, dots: int) -> Image.Image:
    strip = Image.new("L", (dots, image.height), 255)
    strip.paste(image, ((0, (dots - image.width) // 2, dots - image.width)[align], 0))
    return strip
