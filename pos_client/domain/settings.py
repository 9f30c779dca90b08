"""How a register and its store are set up, besides the store's profile: quick keys, reasons, settings of the register.

Values only: the centre writes them into feeds, the register reads them from its replica. Pure, any thread.
"""

from __future__ import annotations

from typing import TypeAlias

from msgspec import Struct

Names: TypeAlias = tuple[tuple[str, str], ...]
"""A text by language: (("en", "Milk"), ("ru", "Молоко"))."""


class QuickKey(Struct, frozen=True):
    """A key of the sell screen: the sku it adds and its short `names`; `colour` is a theme token, "" for plain."""

    sku: str
    names: Names
    page: int = 1
    colour: str = ""


class Reason(Struct, frozen=True):
    """A reason to choose from. `kind`: "discount", "void", "cancel", "open_item", "approval", "paid_in", ...

    With `text_needed` the person also types a few words.
    """

    reason_id: str
    kind: str
    names: Names
    text_needed: bool = False


class RegisterSettings(Struct, frozen=True):
    """This register: identity, receipt `prefix` ("PL02"), language of its screens ("en", "ru", "pl"), theme, devices.

    `text_size` is a percentage; `idle_lock_seconds` 0 never locks; `printer_columns` is the paper's width in font A.
    """

    register_id: str
    name: str
    prefix: str
    language: str = "en"
    theme: str = "light"  # "light", "dark", "contrast"
    text_size: int = 100
    sounds: bool = True
    kiosk: bool = False
    idle_lock_seconds: int = 300
    printer_profile: str = "epson-80"
    printer_columns: int = 48
    drawer_pin: int = 2
    customer_display: bool = True


class Place(Struct, frozen=True):
    """A location of the region as its neighbours know it: `kind` is "store" or "warehouse"."""

    location_id: str
    name: str
    kind: str = "store"
