"""Marking codes of single units, as far as a basket must know them. Pure, any thread.

A marking code is a GS1 element string that names one unit: GTIN (01), then its serial (21), then whatever the scheme
adds after a group separator. Reading scans is `domain.barcode`'s; here is only which codes mean the same unit.
"""

from __future__ import annotations

GS = "\x1d"
_GTIN_LENGTH = 16  # "01" and fourteen digits


def marking_identity(raw: str) -> str:
    """GTIN and serial of a marking code, without symbology prefix and without what follows; "" for other codes.

    The same unit read by two scanners, or with and without its check part, gives the same identity.
    """
    text = raw[3:] if raw.startswith("]") else raw
    text = text.lstrip(GS)
    if len(text) <= _GTIN_LENGTH + 2 or not text.startswith("01") or text[_GTIN_LENGTH : _GTIN_LENGTH + 2] != "21":
        return ""
    gtin = text[2:_GTIN_LENGTH]
    return text.split(GS, 1)[0] if gtin.isascii() and gtin.isdigit() else ""


def is_marking_code(raw: str) -> bool:
    """True when `raw` names a single unit."""
    return bool(marking_identity(raw))
