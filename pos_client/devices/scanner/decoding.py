"""A whole read as text: encoding, AIM identifier, symbology. Pure, any thread.

GS, RS, FS and EOT stay (GS1 and ISO 15434 need them); any other control character means noise on the line, and a read
with noise in it is never passed on.
"""

from __future__ import annotations

import re

from pos_client.devices.ports import BadRead, Scan, Symbology
from pos_client.devices.scanner.framing import BrokenFrame, Fault, FrameEvent
from pos_client.devices.scanner.settings import Framing

GS = "\x1d"
SAMPLE_LENGTH = 32

_AIM = re.compile(r"\]([A-Za-z])([0-9A-Za-z])")
# Tab, LF and CR occur inside a QR code when they are no terminator here.
_NOISE = re.compile(r"[\x00-\x03\x05-\x08\x0b\x0c\x0e-\x1b\x1f\x7f-\x9f]")

_MODIFIED = {
    "C1": Symbology.GS1_128,
    "d2": Symbology.GS1_DATA_MATRIX,
    "d5": Symbology.GS1_DATA_MATRIX,  # the same with extended channels
    "Q3": Symbology.GS1_QR,
    "Q4": Symbology.GS1_QR,
}
_FAMILIES = {
    "E": Symbology.EAN_UPC,
    "C": Symbology.CODE128,
    "d": Symbology.DATA_MATRIX,
    "Q": Symbology.QR,
    "e": Symbology.GS1_DATABAR,
}


def split_aim(text: str) -> tuple[Symbology, str]:
    """The symbology an AIM identifier at the start names, and the text without it."""
    found = _AIM.match(text)
    if found is None:
        return Symbology.UNKNOWN, text
    family, modifier = found.groups()
    symbology = _MODIFIED.get(family + modifier) or _FAMILIES.get(family, Symbology.OTHER)
    return symbology, text[found.end() :]


def printable(data: bytes | str) -> str:
    """A short start of `data` that is safe on a screen and in a log."""
    text = data if isinstance(data, str) else data.decode("latin-1")
    return "".join(c if c.isprintable() else "·" for c in text[:SAMPLE_LENGTH])


def decode(data: bytes, encodings: tuple[str, ...]) -> str | None:
    """`data` in the first encoding that fits, or None."""
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def read_text(text: str, scanner: str, sequence: int, *, has_aim: bool) -> Scan | BadRead:
    """The read of a decoded `text`, counted as `sequence`."""
    symbology, rest = split_aim(text) if has_aim else (Symbology.UNKNOWN, text)
    if not rest or _NOISE.search(rest):
        return BadRead(Fault.GARBAGE, scanner, printable(text))
    return Scan(rest, symbology, scanner, sequence)


def read_frame(event: FrameEvent, framing: Framing, scanner: str, sequence: int) -> Scan | BadRead:
    """The read that `event` stands for; `sequence` is used only if it is a scan."""
    if isinstance(event, BrokenFrame):
        return BadRead(event.fault, scanner, printable(event.sample))
    text = decode(event.data, framing.encodings)
    if text is None:
        return BadRead(Fault.GARBAGE, scanner, printable(event.data))
    return read_text(text, scanner, sequence, has_aim=framing.has_aim)
