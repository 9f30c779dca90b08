"""What is printed, free of any printer: a document is a row of frozen blocks.

A document knows no columns and no fonts: renderers lay it out for a width in columns (ESC/POS, plain text) or in dots
(a picture). Texts are data and may hold anything; renderers strip what a printer could take for a command.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TypeAlias

from msgspec import Struct


class Align(StrEnum):
    """Where a text stands in its line or cell."""

    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"


class Size(StrEnum):
    """How large a text is: `TALL` is double height, `LARGE` double height and width."""

    NORMAL = "normal"
    TALL = "tall"
    LARGE = "large"


class Text(Struct, frozen=True):
    """A paragraph: `left` wraps, `right` stands at the right edge of its last line. `align` holds when `right` is "".

    `inverse` prints white on black over the whole width; `indent` is in columns and holds for every line of it.
    """

    left: str
    right: str = ""
    align: Align = Align.LEFT
    bold: bool = False
    size: Size = Size.NORMAL
    inverse: bool = False
    indent: int = 0


class Rule(Struct, frozen=True):
    """A line across the paper."""

    double: bool = False


class Column(Struct, frozen=True):
    """A column of a table: `share` of the width, relative to the other columns' shares."""

    share: int
    align: Align = Align.LEFT


class Table(Struct, frozen=True):
    """Rows of cells, one cell a column; a cell that is too long wraps inside its column. The first may be a heading."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    heading: bool = False


class Barcode(Struct, frozen=True):
    """A Code 128 of printable ASCII `data`, centred, with `caption` below. What cannot be a barcode prints as text."""

    data: str
    caption: str = ""


class Qr(Struct, frozen=True):
    """A QR code of `data` (UTF-8), centred, with `caption` below."""

    data: str
    caption: str = ""


class Image(Struct, frozen=True):
    """A picture from the resources, by name, centred. A renderer that has no such picture prints nothing."""

    name: str


class Feed(Struct, frozen=True):
    """`lines` empty lines."""

    lines: int = 1


class Cut(Struct, frozen=True):
    """Cut the paper; printers without a cutter feed to the tear bar."""


class Drawer(Struct, frozen=True):
    """Open the cash drawer."""


Block: TypeAlias = Text | Rule | Table | Barcode | Qr | Image | Feed | Cut | Drawer

MAX_BLOCKS = 50_000  # a full basket of 999 lines, each with its discounts, is a tenth of it


class Document(Struct, frozen=True):
    """A finished document; `title` names it in logs and files ("PL02-000123", "test page")."""

    blocks: tuple[Block, ...]
    title: str = ""
