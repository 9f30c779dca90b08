"""Lays a document out for a width in columns: paragraphs wrapped, right edges aligned, tables in their columns.

The result serves every renderer: as a grid of characters (ESC/POS, plain text), or as boxes that a proportional font
is drawn into (pictures). Texts are cleaned here once more, whatever the document holds.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from typing import TypeAlias

from msgspec import Struct

from pos_client.domain.receipt.model import (
    Align,
    Barcode,
    Cut,
    Document,
    Drawer,
    Feed,
    Image,
    Qr,
    Rule,
    Size,
    Table,
    Text,
)
from pos_client.domain.receipt.text import clean, width_of, wrap

MAX_FEED = 20


class Segment(Struct, frozen=True):
    """A run of text in the box of `width` columns that begins at column `start`."""

    text: str
    start: int
    width: int
    align: Align = Align.LEFT


class PaperLine(Struct, frozen=True):
    """One printed line of `columns` columns (half as many for large letters)."""

    segments: tuple[Segment, ...]
    columns: int
    bold: bool = False
    size: Size = Size.NORMAL
    inverse: bool = False

    def as_text(self) -> str:
        """The line on a character grid, without spaces at its end."""
        line = ""
        used = 0
        for segment in self.segments:
            free = max(segment.width - width_of(segment.text), 0)
            before = {Align.LEFT: 0, Align.CENTER: free // 2, Align.RIGHT: free}[segment.align]
            gap = max(segment.start + before - used, 0)
            line += " " * gap + segment.text
            used += gap + width_of(segment.text)
        return line.rstrip()


Item: TypeAlias = PaperLine | Rule | Barcode | Qr | Image | Feed | Cut | Drawer
Prepare: TypeAlias = Callable[[str], str]


def typeset(document: Document, columns: int, *, prepare: Prepare = clean, enlarged: bool = True) -> list[Item]:
    """The document's lines and other items. `prepare` cleans every text; `enlarged` False ignores sizes."""
    items: list[Item] = []
    for block in document.blocks:
        if isinstance(block, Text):
            items.extend(_text(block, columns, prepare, enlarged=enlarged))
        elif isinstance(block, Table):
            items.extend(_table(block, columns, prepare))
        elif isinstance(block, Feed):
            items.append(Feed(min(max(block.lines, 0), MAX_FEED)))
        else:
            items.append(block)
    return items


def centred(text: str, columns: int, prepare: Prepare = clean) -> list[PaperLine]:
    """A paragraph in the middle, as captions are."""
    return list(_text(Text(text, align=Align.CENTER), columns, prepare, enlarged=False))


def _text(block: Text, columns: int, prepare: Prepare, *, enlarged: bool) -> Iterator[PaperLine]:
    left, right = prepare(block.left), prepare(block.right)
    size = block.size if enlarged else Size.NORMAL
    both = width_of(left) + width_of(right) + (1 if left and right else 0)
    if size is Size.LARGE and both > columns // 2:
        size = Size.TALL  # a large line that does not fit is better high than broken
    grid = columns // 2 if size is Size.LARGE else columns
    indent = min(max(block.indent, 0), grid // 2)
    for segments in _segments(left, right, block.align, indent, grid):
        yield PaperLine(segments, grid, block.bold, size, block.inverse)


def _segments(left: str, right: str, align: Align, indent: int, grid: int) -> Iterator[tuple[Segment, ...]]:
    room = grid - indent
    if not right:
        for line in wrap(left, room):
            yield (Segment(line, indent, room, align),)
        return
    *above, last = wrap(left, room)
    for line in above:
        yield (Segment(line, indent, room),)
    used = width_of(last)
    spare = room - used - width_of(right) - 1
    if spare >= 0:
        # Both get half of what is free: a proportional font then need not squeeze a figure that has room beside it.
        edge = indent + used + spare // 2 + 1 if last else indent
        ending = Segment(right, edge, grid - edge, Align.RIGHT)
        yield (Segment(last, indent, edge - 1 - indent), ending) if last else (ending,)
        return
    if last:  # no room beside it: the right text gets lines of its own
        yield (Segment(last, indent, room),)
    for line in wrap(right, room):
        yield (Segment(line, indent, room, Align.RIGHT),)


def _table(block: Table, columns: int, prepare: Prepare) -> Iterator[PaperLine]:
    if not block.columns:
        return
    boxes = _boxes([max(column.share, 1) for column in block.columns], columns)
    for number, row in enumerate(block.rows):
        cells = [wrap(prepare(cell), max(width, 2)) for cell, (_, width) in zip(row, boxes, strict=False)]
        for depth in range(max((len(cell) for cell in cells), default=0)):
            segments = tuple(
                Segment(cell[depth], start, width, column.align)
                for cell, (start, width), column in zip(cells, boxes, block.columns, strict=False)
                if depth < len(cell) and cell[depth]
            )
            yield PaperLine(segments, columns, bold=block.heading and number == 0)


def _boxes(shares: list[int], columns: int) -> list[tuple[int, int]]:
    """(start, width) of every column, one blank between neighbours."""
    whole = sum(shares)
    edges = [columns * sum(shares[:i]) // whole for i in range(len(shares) + 1)]
    last = len(shares) - 1
    return [
        (start, end - start - (0 if number == last else 1))
        for number, (start, end) in enumerate(itertools.pairwise(edges))
    ]
