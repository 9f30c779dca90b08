"""Marking codes of single units, as far as a basket must know them. Pure, any thread.

A marking code names one unit: a GS1 element string with its GTIN (01) and serial (21), or, on a pack of tobacco, both
without identifiers: fourteen digits and seven characters. Reading scans is `domain.barcode`'s; here is only which codes
mean the same unit.
"""

from __future__ import annotations

from typing import Final

from pos_client.domain.barcode.digits import short_mark

GS: Final = "\x1d"
_GTIN_END: Final = 16  # "01" and fourteen digits
_FIXED: Final = {"11": 6, "12": 6, "13": 6, "15": 6, "16": 6, "17": 6, "20": 2}  # digits behind the identifier
_MEASURES: Final = frozenset({"31", "32", "33", "34", "35", "36"})  # an identifier of four, then six digits


def marking_identity(raw: str) -> str:
    """GTIN and serial of a marking code, as "01…21…" without symbology prefix and the rest; "" for other codes.

    The same unit read by two scanners, or with and without its check part, gives the same identity.
    """
    text = raw[3:] if raw.startswith("]") else raw
    text = text.lstrip(GS)
    gtin, serial = text[2:_GTIN_END], ""
    if text.startswith("01") and len(gtin) == _GTIN_END - 2 and gtin.isascii() and gtin.isdigit():
        serial = _serial(text[_GTIN_END:])
    if not serial:
        gtin, serial = short_mark(text) or ("", "")
    return f"01{gtin}21{serial}" if serial else ""


def _serial(elements: str) -> str:
    """The serial (21) in the elements behind a GTIN, wherever it stands among them; "" when there is none."""
    left = elements.lstrip(GS)
    while left:
        identifier = left[:2]
        if identifier == "21":
            return left[2:].split(GS, 1)[0]
        if identifier in _FIXED:
            left = left[2 + _FIXED[identifier] :]
        elif identifier in _MEASURES:
            left = left[10:]
        else:
            left = left.partition(GS)[2]
        left = left.lstrip(GS)
    return ""


def is_marking_code(raw: str) -> bool:
    """True when `raw` names a single unit."""
    return bool(marking_identity(raw))
