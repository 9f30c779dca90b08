"""A document as ESC/POS bytes: one blob a job, built by python-escpos on our own profile and code pages.

Letters are sent in the profile's code pages; a line with a letter that is on none of them is drawn. Nothing from the
document's texts reaches the printer as a command: control characters are stripped, pictures are guarded.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from pos_client.devices.printer import library, symbols
from pos_client.devices.printer.profile import Cutter, PrinterProfile, PrintMode
from pos_client.devices.printer.typeset import Item, PaperLine, centred, typeset
from pos_client.domain.receipt.model import Barcode, Cut, Document, Drawer, Feed, Image, Qr, Rule, Size
from pos_client.domain.receipt.text import clean

if TYPE_CHECKING:
    from PIL.Image import Image as Picture

DLE, ESC, FS, GS = b"\x10", b"\x1b", b"\x1c", b"\x1d"
_NO_AUTOMATIC_STATUS = GS + b"a\x00"
_NO_KANJI = FS + b"."  # printers from Asia otherwise read two bytes as one sign
# Stops DLE DC4 (drawer pulse, power off): picture data may look like it, and printers obey it inside pictures.
_GUARD = GS + b"(D\x05\x00\x14\x01\x00\x02\x00"
_UNGUARD = GS + b"(D\x05\x00\x14\x01\x01\x02\x00"
_BARCODE_HEIGHT = 80
_LONGEST_CODE = 3000  # bytes: more than the largest QR code, the longest command beside a picture
HEAD_END = bytes(16)  # completes any command's head with zeros, so that nothing sent next is read as its length
_DRAWN_AT_ONCE = 100  # items: bounds the memory of a long receipt
_SIZES = {Size.NORMAL: 0x00, Size.TALL: 0x01, Size.LARGE: 0x11}
_LEFT, _CENTER = ESC + b"a\x00", ESC + b"a\x01"

# What is on no page is better spelled than drawn.
_SPELLED = {
    "×": "x", "–": "-", "—": "-", "−": "-", "‑": "-", "…": "...", "№": "No", "€": "EUR", "₽": "руб.", "•": "*",
    "„": '"', "“": '"', "”": '"', "«": '"', "»": '"', "’": "'", "‘": "'", "‚": ",", "™": "(TM)", "®": "(R)", "°": "o",
}  # fmt: skip


class EscPosRenderer:
    """Renders documents for one printer. Stateless between jobs: each job sets everything it needs. Any thread."""

    def __init__(self, profile: PrinterProfile) -> None:
        self._profile = profile
        self._available = _characters(profile.pages)

    def render(self, document: Document) -> bytes:
        """The whole job."""
        job = _Job(self._profile)
        prepare = self.spelled if self._profile.mode is PrintMode.TEXT else clean
        items = typeset(document, self._profile.columns, prepare=prepare)
        if self._profile.mode is PrintMode.PICTURE:
            self._as_pictures(job, items)
        else:
            for item in items:
                self._item(job, item)
        return job.output()

    def spelled(self, text: str) -> str:
        """`text` cleaned, with what is on no code page spelled out where that is customary."""
        return "".join(c if c in self._available else _SPELLED.get(c, c) for c in clean(text))

    def _as_pictures(self, job: _Job, items: list[Item]) -> None:
        waiting: list[Item] = []
        for item in items:
            is_command = isinstance(item, (Cut, Drawer))
            if is_command or len(waiting) >= _DRAWN_AT_ONCE:
                job.picture_of(waiting)
                waiting = []
            if is_command:
                self._item(job, item)
            else:
                waiting.append(item)
        job.picture_of(waiting)

    def _item(self, job: _Job, item: Item) -> None:
        match item:
            case PaperLine():
                self._line(job, item)
            case Rule():
                job.text(("=" if item.double else "-") * self._profile.columns)
            case Barcode():
                self._barcode(job, item)
            case Qr():
                self._qr(job, item)
            case Image():
                job.picture_of([item])
            case Feed():
                if item.lines:
                    job.raw(ESC + b"d" + bytes([item.lines]))
            case Cut():
                job.cut()
            case Drawer():
                job.raw(drawer_pulse(self._profile))

    def _line(self, job: _Job, line: PaperLine) -> None:
        text = line.as_text()
        if all(character in self._available for character in text):
            if line.inverse:
                text = text.ljust(line.columns)
            job.text(text, bold=line.bold, size=line.size, inverse=line.inverse)
        else:
            job.picture_of([line])

    def _barcode(self, job: _Job, barcode: Barcode) -> None:
        module = (
            symbols.barcode_module_dots(barcode.data, self._profile.dots) if symbols.is_barcode(barcode.data) else 0
        )
        if not module or not self._profile.native_barcode:
            job.picture_of([Barcode(barcode.data)])
        else:
            data = symbols.code128_command_data(barcode.data)
            job.raw(_CENTER + GS + b"h" + bytes([_BARCODE_HEIGHT]) + GS + b"w" + bytes([module]) + GS + b"H\x00")
            job.raw(GS + b"k\x49" + bytes([len(data)]) + data + _LEFT)
        self._caption(job, barcode.caption)

    def _qr(self, job: _Job, code: Qr) -> None:
        try:
            size = len(symbols.qr_matrix(code.data))
        except ValueError:
            size = 0
        if not size or not self._profile.native_qr:
            job.picture_of([Qr(code.data)])
        else:
            job.native_qr(code.data, symbols.qr_module_dots(size, self._profile.dots))
        self._caption(job, code.caption)

    def _caption(self, job: _Job, caption: str) -> None:
        if caption:
            for line in centred(caption, self._profile.columns, self.spelled):
                self._line(job, line)


class _Job:
    """One job under way: the library's buffer and what goes into it.

    The buffer is new for each job and ESC @ stands at its start alone, since that makes the printer forget its code
    page and not the library: the first letter above ASCII always brings its page.
    """

    def __init__(self, profile: PrinterProfile) -> None:
        self._profile = profile
        self._printer = _dummy(profile)
        self.raw(ESC + b"@" + _NO_AUTOMATIC_STATUS + _NO_KANJI + (_GUARD if profile.realtime else b""))
        self._style = (False, 0, False)

    def raw(self, data: bytes) -> None:
        """Commands."""
        self._printer._raw(data)  # noqa: SLF001 - the library's one way for commands that it has no method for

    def text(self, text: str, *, bold: bool = False, size: Size = Size.NORMAL, inverse: bool = False) -> None:
        """One line, in the pages that its letters need."""
        self._set_style((bold, _SIZES[size], inverse))
        self._printer.text(text)
        self._set_style((bold, _SIZES[size], False))  # the line feed must not be inverse: some print a black strip
        self.raw(b"\n")

    def _set_style(self, style: tuple[bool, int, bool]) -> None:
        bold, size, inverse = style
        if style == self._style:
            return
        if bold != self._style[0]:
            self.raw(ESC + b"E" + bytes([bold]))
        if size != self._style[1]:
            self.raw(GS + b"!" + bytes([size]))
        if inverse != self._style[2]:
            self.raw(GS + b"B" + bytes([inverse]))
        self._style = style

    def picture_of(self, items: list[Item]) -> None:
        """Draw `items` and send them as raster bands."""
        from pos_client.devices.printer.draw import Pen  # noqa: PLC0415 - Pillow is loaded when first needed

        if not items:
            return
        self._set_style((False, 0, False))
        drawn = Pen(self._profile.columns, self._profile.dots).stack(items)
        if drawn.height > 1:
            self._picture(drawn)

    def _picture(self, drawn: Picture) -> None:
        dots = drawn.point(lambda shade: 255 if shade > 144 else 0)  # no dithering: letters stay sharp
        ink = dots.point(lambda shade: 255 - shade).getbbox()
        if ink is None:  # nothing but white
            self.raw(
                b"".join(ESC + b"J" + bytes([min(drawn.height - fed, 255)]) for fed in range(0, drawn.height, 255))
            )
            return
        cropped = dots.crop((0, 0, min((ink[2] + 7) // 8 * 8, dots.width), dots.height))  # white costs bytes too
        self._printer.image(cropped, impl="bitImageRaster", fragment_height=self._profile.band_height)

    def native_qr(self, data: str, module: int) -> None:
        """A QR code by the printer's own command, level M."""
        self.raw(_CENTER)
        self._printer.qr(data.encode("utf-8", "replace").decode("utf-8"), ec=1, size=module, native=True)
        self.raw(_LEFT)

    def cut(self) -> None:
        """Cut behind the last line, or feed it to the tear bar."""
        self._set_style((False, 0, False))
        self.raw(_cut(self._profile))

    def output(self) -> bytes:
        """Everything so far; afterwards the printer takes a real-time pulse again, which opens the drawer at once."""
        return bytes(self._printer.output) + (_UNGUARD if self._profile.realtime else b"")


def recovery(profile: PrinterProfile, *, separate: bool) -> bytes:
    """The bytes that bring a printer back to a known state, wherever an earlier job broke off.

    A printer keeps half a command when its line breaks, and takes what comes next for the rest: the first lines of the
    next paper would vanish in a picture. Zeros, which mean nothing between commands, complete the longest command that
    a job has; ESC @ then drops half a line and every setting. `separate` cuts, so that the half paper is not the head
    of the next one.
    """
    longest = max(profile.band_height * ((profile.dots + 7) // 8), _LONGEST_CODE)
    settled = HEAD_END + bytes(longest) + ESC + b"@"
    return settled + _cut(profile) if separate else settled


def _cut(profile: PrinterProfile) -> bytes:
    if profile.cutter is Cutter.NONE:
        return ESC + b"d" + bytes([profile.feed_to_tear])
    return GS + (b"V\x41\x00" if profile.cutter is Cutter.FULL else b"V\x42\x00")


def drawer_pulse(profile: PrinterProfile) -> bytes:
    """The command in a job that opens the drawer: 100 ms on, 500 ms off; nothing when there is no drawer."""
    if not profile.drawer_pin:
        return b""
    return ESC + b"p" + _pin(profile) + b"\x32\xfa"


def realtime_pulse(profile: PrinterProfile) -> bytes:
    """The command that opens the drawer at once, 100 ms, whatever the printer is doing or lacks."""
    return DLE + b"\x14\x01" + _pin(profile) + b"\x01"


def _pin(profile: PrinterProfile) -> bytes:
    return b"\x01" if profile.drawer_pin == 5 else b"\x00"


def _dummy(profile: PrinterProfile) -> Any:  # noqa: ANN401 - the library has no types
    module = library.load()
    from escpos.capabilities import Profile  # noqa: PLC0415 - after `library.load` made it harmless
    from escpos.magicencode import Encoder  # noqa: PLC0415

    # A profile of our own: the library's tables name pages that printers do not have.
    own = Profile(columns=profile.columns)
    own.profile_data = {
        "media": {"width": {"pixels": profile.dots}},
        "codePages": {str(slot): name for name, slot in profile.pages},
        "fonts": {"0": {"columns": profile.columns}},
        "features": {},
    }
    return module.Dummy(profile=own, magic_encode_args={"encoder": Encoder(dict(profile.pages))})


@lru_cache(maxsize=32)
def _characters(pages: tuple[tuple[str, int], ...]) -> frozenset[str]:
    """Every printable character that some page has."""
    found = {chr(code) for code in range(0x20, 0x7F)}
    for name, _ in pages:
        decoded = bytes(range(0x80, 0x100)).decode(name, "ignore")
        found.update(character for character in decoded if clean(character) == character)
    return frozenset(found)
