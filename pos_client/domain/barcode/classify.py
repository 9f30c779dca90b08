"""What the one box was given: routes by what the scanner said it read, then by shape.

Pure, any thread, never raises for any text; work is bounded by `LONGEST`.

Symbologies are the values of `devices.ports.Symbology`; the domain does not import devices.
"""

from __future__ import annotations

import re
from typing import Final

from pos_client.domain.barcode.codes import Code, GtinCode, PluCode, TextQuery, bad
from pos_client.domain.barcode.digits import expand_upc_e, gtin14, is_digits
from pos_client.domain.barcode.gs1 import (
    GS,
    has_lost_separators,
    looks_like_message,
    read_bracketed,
    read_link,
    read_message,
    read_short_mark,
)
from pos_client.domain.barcode.own import MARK, read_own
from pos_client.domain.barcode.restricted import read_restricted

LONGEST: Final = 1_024
UNKNOWN: Final = "unknown"

_AIM: Final = {
    "]E0": "ean_upc",
    "]E1": "ean_upc",
    "]E2": "ean_upc",
    "]E3": "ean_upc",
    "]E4": "ean_upc",
    "]C0": "code128",
    "]C1": "gs1_128",
    "]d0": "data_matrix",
    "]d1": "data_matrix",
    "]d2": "gs1_data_matrix",
    "]Q0": "qr",
    "]Q1": "qr",
    "]Q3": "gs1_qr",
    "]e0": "gs1_databar",
}
_MESSAGES: Final = frozenset({"gs1_128", "gs1_data_matrix", "gs1_qr", "gs1_databar"})
_MATRIX: Final = frozenset({"gs1_data_matrix", "data_matrix", UNKNOWN})
_GTIN_LENGTHS: Final = frozenset({8, 12, 13, 14})
_LINK: Final = re.compile(r"https?://", re.IGNORECASE)
_MACRO_HEAD: Final = re.compile(r"\[\)>\x1e0[56]\x1d")


def classify(text: str, symbology: str, patterns: tuple[str, ...]) -> Code:
    """What `text` is, read as `symbology` ("unknown" when typed or not told), in a store with these `patterns`.

    `ValueError` only for a pattern that is none (see `parse_pattern`).
    """
    if len(text) > LONGEST:
        return bad("too_long", text, length=len(text), longest=LONGEST)
    raw = text.strip(" \t\r\n")
    if symbology == UNKNOWN and raw[:3] in _AIM:
        symbology, raw = _AIM[raw[:3]], raw[3:]
    content = _without_macro(raw)
    if not content.strip(GS):
        return bad("empty", raw)
    if not all(letter.isprintable() or letter == GS for letter in content) or "\N{REPLACEMENT CHARACTER}" in content:
        return bad("unreadable", raw)
    return _route(content, raw, symbology, patterns)


def _without_macro(raw: str) -> str:
    """The data inside a Data Matrix macro 05 or 06 envelope, else `raw`."""
    head = _MACRO_HEAD.match(raw)
    return raw[head.end() :].removesuffix("\x04").removesuffix("\x1e") if head else raw


def _route(content: str, raw: str, symbology: str, patterns: tuple[str, ...]) -> Code:
    if content.startswith(MARK):
        return read_own(content, raw)
    if _LINK.match(content):
        return read_link(content, raw, patterns)
    if symbology == "ean_upc":
        return _read_ean(content, raw, patterns)
    if symbology in _MESSAGES:
        return read_message(content, raw, patterns, is_matrix=symbology == "gs1_data_matrix")
    if is_digits(content) and len(content) <= 14:
        return _read_digits(content, raw, patterns, is_typed=symbology == UNKNOWN)
    return _read_by_shape(content, raw, symbology, patterns)


def _read_ean(content: str, raw: str, patterns: tuple[str, ...]) -> Code:
    if not is_digits(content):
        return bad("unreadable", raw)
    known = read_restricted(content, patterns, raw) or _read_gtin(content, raw)
    return known or bad("bad_check_digit" if len(content) in _GTIN_LENGTHS else "bad_length", raw)


def _read_gtin(digits: str, raw: str) -> GtinCode | None:
    number = gtin14(digits) or gtin14(expand_upc_e(digits) or "")
    return None if number is None else GtinCode(number, raw=raw)


def _read_digits(digits: str, raw: str, patterns: tuple[str, ...], *, is_typed: bool) -> Code:
    """Up to 14 digits of no known symbology: PLU, number, or part of one.

    Typed digits as long as a GTIN must be one; read from a Code 128 they may be a shop's own sku.
    """
    if len(digits) in (4, 5):
        return PluCode(digits, raw)
    known = read_restricted(digits, patterns, raw) or _read_gtin(digits, raw)
    if known is None and is_typed and len(digits) in _GTIN_LENGTHS:
        return bad("bad_check_digit", raw)
    return known or TextQuery(digits)


def _read_by_shape(content: str, raw: str, symbology: str, patterns: tuple[str, ...]) -> Code:
    is_matrix = symbology in _MATRIX
    if content.startswith("(01)"):
        return read_bracketed(content, raw, patterns)
    if is_matrix and looks_like_message(content) and has_lost_separators(content):
        return bad("separator_lost", raw)
    if GS in content or looks_like_message(content):
        return read_message(content, raw, patterns, is_matrix=is_matrix)
    if symbology == "data_matrix":
        return read_short_mark(content, raw) or bad("not_a_product", raw)
    if symbology == "qr":
        return bad("not_a_product", raw)
    inside = read_restricted(content, patterns, raw) if is_digits(content) else None
    return inside or TextQuery(content)
