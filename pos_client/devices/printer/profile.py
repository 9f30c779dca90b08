"""What a receipt printer can do, as data: width, code pages, cutter, native codes, whether it answers.

Profiles come from `resources/receipts/printers.toml`, or from the technician's own text of the same form.
"""

from __future__ import annotations

import codecs
import tomllib
from enum import StrEnum
from typing import Any

from msgspec import Struct

from resources.loader import read_text


class ProfileError(ValueError):
    """A profile is not as it must be."""


class PrintMode(StrEnum):
    """Whether letters are sent as code pages, or everything as a picture."""

    TEXT = "text"
    PICTURE = "picture"


class Cutter(StrEnum):
    """What the printer does at the end of a paper."""

    NONE = "none"
    PARTIAL = "partial"
    FULL = "full"


class PrinterProfile(Struct, frozen=True):
    """One kind of printer. `pages` are (code page name, slot of ESC t); `drawer_pin` is 2 or 5, 0 for no drawer.

    `answers`: the printer has a status channel. `realtime`: it knows DLE DC4, the drawer's pulse at any moment, and
    GS ( D, which stops picture data from being taken for one.
    `drawer_open_high`: the drawer's switch closes the circuit while it is shut.
    """

    name: str
    title: str
    columns: int
    dots: int
    pages: tuple[tuple[str, int], ...]
    mode: PrintMode = PrintMode.TEXT
    cutter: Cutter = Cutter.PARTIAL
    drawer_pin: int = 2
    native_barcode: bool = True
    native_qr: bool = True
    answers: bool = True
    realtime: bool = False
    drawer_open_high: bool = True
    feed_to_tear: int = 5  # lines from the print head to the tear bar
    band_height: int = 48  # dots of one picture command: small buffers overflow on tall ones, a broken one eats less

    def __post_init__(self) -> None:
        if not 20 <= self.columns <= 96 or not 200 <= self.dots <= 1024 or self.dots // self.columns < 8:
            raise ProfileError(f"{self.name}: {self.columns} columns on {self.dots} dots")
        if self.drawer_pin not in (0, 2, 5):
            raise ProfileError(f"{self.name}: drawer pin {self.drawer_pin}")
        if not 0 <= self.feed_to_tear <= 20 or not 8 <= self.band_height <= 2000:
            raise ProfileError(f"{self.name}: feed or band out of range")
        for page, slot in self.pages:
            if not 0 <= slot <= 255:
                raise ProfileError(f"{self.name}: slot {slot}")
            try:
                codecs.lookup(page)
            except LookupError as error:
                raise ProfileError(f"{self.name}: unknown code page {page}") from error
        if self.mode is PrintMode.TEXT and not self.pages:
            raise ProfileError(f"{self.name}: text needs a code page")


def parse_profiles(text: str) -> dict[str, PrinterProfile]:
    """The profiles in TOML `text` by name; `ProfileError`."""
    try:
        tables = tomllib.loads(text)
        return {name: _profile(name, table) for name, table in tables.items()}
    except (ValueError, TypeError, KeyError, AttributeError) as error:  # TOMLDecodeError is a ValueError
        raise ProfileError(f"{type(error).__name__}: {error}") from error


def known_profiles() -> dict[str, PrinterProfile]:
    """The profiles that come with the program."""
    return parse_profiles(read_text("receipts", "printers.toml"))


def _profile(name: str, table: dict[str, Any]) -> PrinterProfile:
    values = dict(table)
    pages = tuple(sorted(values.pop("pages").items(), key=lambda page: int(page[1])))
    mode = PrintMode(values.pop("mode", PrintMode.TEXT))
    cutter = Cutter(values.pop("cutter", Cutter.PARTIAL))
    return PrinterProfile(name=name, pages=pages, mode=mode, cutter=cutter, **values)
