"""Draws typeset items with Pillow: whole lines for printers that lack a letter, and receipts as pictures.

Letters are IBM Plex Sans from the resources, in the boxes that `typeset` gives; what is wider than its box is set in
the condensed cut, then squeezed. Any thread; fonts are loaded once a thread's first use and shared read-only.
"""

from __future__ import annotations

import io
from functools import lru_cache
from typing import TYPE_CHECKING

from pos_client.devices.printer import symbols
from pos_client.devices.printer.typeset import Item, PaperLine, centred, typeset
from pos_client.domain.receipt.model import Align, Barcode, Cut, Document, Drawer, Feed, Qr, Rule, Size
from pos_client.domain.receipt.model import Image as ImageBlock
from resources.loader import read_bytes, resource_path

if TYPE_CHECKING:
    from PIL import Image, ImageFont

_WHITE, _BLACK = 255, 0
_LINE = 30  # dots of a normal line on a 12-dot column
_LETTER = 22  # font size on a 12-dot column
_HEIGHTS = {Size.NORMAL: 1.0, Size.TALL: 1.7, Size.LARGE: 1.9}
_BAR_HEIGHT = 80
_MARGIN = 28
_DESK = 232
MAX_PICTURE = 120_000  # dots of height: a full basket is half of it


class Pen:
    """Draws items on paper of `dots` dots and `columns` columns; `scale` enlarges everything, for screens."""

    def __init__(self, columns: int, dots: int, scale: int = 1) -> None:
        self.columns = columns
        self.dots = dots * scale
        self._scale = scale
        self._cell = self.dots / columns

    def draw(self, item: Item) -> Image.Image | None:
        """The item as an "L" picture of the paper's width, None for what leaves no ink."""
        match item:
            case PaperLine():
                return self._line(item)
            case Rule():
                return self._rule(double=item.double)
            case Barcode() | Qr():
                code = self._qr(item.data) if isinstance(item, Qr) else self._barcode(item.data)
                return self._stack([code, *self._caption(item.caption)])
            case ImageBlock():
                return self._image(item.name)
            case Feed():
                return self._blank(item.lines * self._px(_LINE)) if item.lines else None
            case Cut() | Drawer():
                return None

    def stack(self, items: list[Item]) -> Image.Image:
        """All items below each other, at most `MAX_PICTURE` dots high."""
        return self._stack([drawn for item in items if (drawn := self.draw(item)) is not None])

    def _px(self, dots: float) -> int:
        """Dots of a 12-dot column in dots of this paper."""
        return max(round(dots * self._cell / 12), 1)

    def _blank(self, height: int) -> Image.Image:
        from PIL import Image  # noqa: PLC0415 - after first paint

        return Image.new("L", (self.dots, max(height, 1)), _WHITE)

    def _stack(self, pictures: list[Image.Image]) -> Image.Image:
        height = min(sum(picture.height for picture in pictures), MAX_PICTURE * self._scale)
        whole = self._blank(height)
        top = 0
        for picture in pictures:
            whole.paste(picture, (0, top))
            top += picture.height
        return whole

    def _line(self, line: PaperLine) -> Image.Image:
        from PIL import ImageOps  # noqa: PLC0415

        stretch = _HEIGHTS[line.size]
        picture = self._blank(self._px(_LINE * stretch))
        cell = self.dots / line.columns
        for segment in line.segments:
            if segment.text:
                box = (round(segment.start * cell), round(segment.width * cell))
                self._segment(picture, segment.text, box, segment.align, self._px(_LETTER * stretch), bold=line.bold)
        return ImageOps.invert(picture) if line.inverse else picture

    def _segment(
        self, picture: Image.Image, text: str, box: tuple[int, int], align: Align, size: int, *, bold: bool
    ) -> None:
        from PIL import Image, ImageDraw  # noqa: PLC0415

        left, room = box[0], max(box[1], 1)
        font = _font(size, bold=bold, condensed=False)
        if font.getlength(text) > room:
            font = _font(size, bold=bold, condensed=True)
        width = max(round(font.getlength(text)), 1)
        baseline = round(picture.height * 0.76)
        if width <= room:
            shift = {Align.LEFT: 0, Align.CENTER: (room - width) // 2, Align.RIGHT: room - width}[align]
            ImageDraw.Draw(picture).text((left + shift, baseline), text, _BLACK, font, anchor="ls")
            return
        wide = Image.new("L", (width, picture.height), _WHITE)
        ImageDraw.Draw(wide).text((0, baseline), text, _BLACK, font, anchor="ls")
        picture.paste(wide.resize((room, picture.height), Image.Resampling.LANCZOS), (left, 0))

    def _rule(self, *, double: bool) -> Image.Image:
        from PIL import ImageDraw  # noqa: PLC0415

        picture = self._blank(self._px(18))
        draw = ImageDraw.Draw(picture)
        thick = self._px(2)
        middle = picture.height // 2
        for top in (middle - 2 * thick, middle + thick) if double else (middle - thick // 2,):
            draw.rectangle((0, top, self.dots, top + thick - 1), _BLACK)
        return picture

    def _caption(self, caption: str) -> list[Image.Image]:
        return [self._line(line) for line in centred(caption, self.columns)] if caption else []

    def _barcode(self, data: str) -> Image.Image:
        module = symbols.barcode_module_dots(data, self.dots // self._scale) if symbols.is_barcode(data) else 0
        if not module:  # what no scanner would read is better readable for people
            return self._stack(self._caption(data))
        row = symbols.code128_modules(data)
        return self._matrix((row,), module * self._scale, _BAR_HEIGHT * self._scale)

    def _qr(self, data: str) -> Image.Image:
        try:
            matrix = symbols.qr_matrix(data)
        except ValueError:
            return self._stack(self._caption(data))
        module = symbols.qr_module_dots(len(matrix), self.dots // self._scale) * self._scale
        white = self._blank(4 * module)
        return self._stack([white, self._matrix(matrix, module, module), white])

    def _matrix(self, matrix: symbols.Matrix, width: int, height: int) -> Image.Image:
        """Modules of `width` by `height` dots, whole ones, in the middle of the paper."""
        from PIL import Image  # noqa: PLC0415

        small = Image.new("L", (len(matrix[0]), len(matrix)))
        small.putdata([_BLACK if dark else _WHITE for row in matrix for dark in row])
        large = small.resize((small.width * width, small.height * height), Image.Resampling.NEAREST)
        picture = self._blank(large.height)
        picture.paste(large, ((self.dots - large.width) // 2, 0))
        return picture

    def _image(self, name: str) -> Image.Image | None:
        from PIL import Image  # noqa: PLC0415

        data = picture_bytes(name)
        if data is None:
            return None
        with Image.open(io.BytesIO(data)) as opened:
            ink = opened.convert("L")
        width = min(ink.width * self._scale, self.dots)
        ink = ink.resize((width, max(ink.height * width // ink.width, 1)), Image.Resampling.LANCZOS)
        picture = self._blank(ink.height)
        picture.paste(ink, ((self.dots - width) // 2, 0))
        return picture


def picture_bytes(name: str) -> bytes | None:
    """The PNG `name` of the receipt resources, None when there is none of that name."""
    if not name.replace("-", "").replace("_", "").isalnum() or not name.isascii():
        return None
    try:
        return read_bytes("receipts", f"{name}.png")
    except FileNotFoundError:
        return None


@lru_cache(maxsize=64)
def _font(size: int, *, bold: bool, condensed: bool) -> ImageFont.FreeTypeFont:
    from PIL import ImageFont  # noqa: PLC0415

    family = "IBMPlexSansCondensed" if condensed else "IBMPlexSans"
    return ImageFont.truetype(str(resource_path("fonts", f"{family}-{'Bold' if bold else 'Medium'}.ttf")), size)


def render_png(document: Document, *, columns: int = 48, dots: int = 576, scale: int = 1) -> bytes:
    """The document as a PNG that looks like its paper: white, with margins and a torn edge on a grey desk.

    `dots` is the printed width; `scale` enlarges everything for sharp screens.
    """
    from PIL import Image  # noqa: PLC0415

    ink = Pen(columns, dots, scale).stack(typeset(document, columns))
    margin = _MARGIN * scale
    tooth = 8 * scale
    paper = Image.new("L", (ink.width + 2 * margin, ink.height + 2 * margin + tooth), _WHITE)
    paper.paste(ink, (margin, margin))
    _tear(paper, tooth)
    desk = Image.new("L", (paper.width + 2 * tooth, paper.height + 2 * tooth), _DESK)
    desk.paste(paper, (tooth, tooth))
    out = io.BytesIO()
    desk.save(out, "PNG")
    return out.getvalue()


def _tear(paper: Image.Image, tooth: int) -> None:
    """Cut the lower edge into teeth, as a printer's tear bar does."""
    from PIL import ImageDraw  # noqa: PLC0415

    draw = ImageDraw.Draw(paper)
    for left in range(0, paper.width, 2 * tooth):
        bottom = paper.height
        corners = [(left, bottom), (left + tooth, bottom - tooth), (left + 2 * tooth, bottom)]
        draw.polygon(corners, _DESK)
