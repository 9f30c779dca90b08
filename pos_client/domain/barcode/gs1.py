"""GS1 element strings, their bracketed text form, and digital links, read by `biip` (80-150 microseconds a code).

`biip` reports a wrong check digit inside AI 01 only beside the value, so it is judged here; it is imported at the first
use because that takes a tenth of a second.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Final

from pos_client.domain.barcode.codes import Code, GtinCode, MarkingCode, bad
from pos_client.domain.barcode.digits import gtin14, is_digits, short_mark
from pos_client.domain.barcode.restricted import read_restricted

if TYPE_CHECKING:
    from biip.gs1_element_strings import GS1ElementString

GS: Final = "\x1d"
LONGEST_SERIAL: Final = 20
_CRYPTO: Final = frozenset({"91", "92", "93"})
_BESIDE_A_MARK: Final = frozenset({"01", "21", "91", "92", "93", "240", "8005"})


def read_message(text: str, raw: str, patterns: tuple[str, ...], *, is_matrix: bool) -> Code:
    """What an element string says; `is_matrix` when it may be a unit's marking code."""
    from biip import ParseError  # noqa: PLC0415 - see the module
    from biip.gs1_messages import GS1Message  # noqa: PLC0415

    try:
        elements = _once(GS1Message.parse(text.strip(GS)).element_strings)
    except (ParseError, ValueError, ArithmeticError):
        return bad("unreadable", raw)
    return _judge(elements, raw, patterns, is_matrix=is_matrix)


def read_bracketed(text: str, raw: str, patterns: tuple[str, ...]) -> Code:
    """What the text under a code says: "(01)04601234567893(10)ABC"."""
    from biip import ParseError  # noqa: PLC0415
    from biip.gs1_messages import GS1Message  # noqa: PLC0415

    try:
        elements = _once(GS1Message.parse_hri(text).element_strings)
    except (ParseError, ValueError, ArithmeticError):
        return bad("unreadable", raw)
    return _judge(elements, raw, patterns, is_matrix=False)


def read_link(text: str, raw: str, patterns: tuple[str, ...]) -> Code:
    """What a GS1 digital link says; any other link is "not_a_product"."""
    from biip import ParseError  # noqa: PLC0415
    from biip.gs1_digital_link_uris import GS1DigitalLinkURI  # noqa: PLC0415

    try:
        elements = _once(GS1DigitalLinkURI.parse(text).element_strings)
    except (ParseError, ValueError, ArithmeticError):
        return bad("not_a_product", raw)
    return _judge(elements, raw, patterns, is_matrix=False)


def looks_like_message(text: str) -> bool:
    """True for text that begins like an element string with a GTIN: AI 01, a right check digit, and more behind it."""
    return len(text) > 16 and text.startswith("01") and gtin14(text[2:16]) is not None


def has_lost_separators(text: str) -> bool:
    """True for a marking code longer than GTIN and serial can be, without any GS: the reader dropped them."""
    return GS not in text and text[16:18] == "21" and len(text) > 18 + LONGEST_SERIAL


def read_short_mark(text: str, raw: str) -> MarkingCode | None:
    """A marking code without application identifiers: GTIN, then a serial of seven, then price and signature."""
    found = short_mark(text)
    return None if found is None else MarkingCode(*found, raw)


def _once(elements: Iterable[GS1ElementString]) -> dict[str, GS1ElementString]:
    """Each element by its identifier. `ValueError` for two codes glued together, of which one would be lost."""
    by_ai: dict[str, GS1ElementString] = {}
    for element in elements:
        other = by_ai.setdefault(element.ai.ai, element)
        if other is not element and (element.ai.ai == "01" or other.value != element.value):
            raise ValueError(f"two of {element.ai.ai}")
    return by_ai


def _judge(by_ai: dict[str, GS1ElementString], raw: str, patterns: tuple[str, ...], *, is_matrix: bool) -> Code:
    main = by_ai.get("01")
    if main is None:
        return bad("no_gtin", raw)
    number = main.value
    inside = read_restricted(number.lstrip("0"), patterns, raw) if is_digits(number) else None
    if inside is not None:
        return inside
    if gtin14(number) is None:
        return bad("bad_check_digit", raw)
    weight = _decimal(by_ai, "310", 1_000)
    if weight == 0:
        return bad("zero_weight", raw)
    expiry = by_ai["17"].date if "17" in by_ai else None
    serial = by_ai["21"].value if "21" in by_ai else ""
    if is_matrix and serial and (_CRYPTO & by_ai.keys() or by_ai.keys() <= _BESIDE_A_MARK):
        return MarkingCode(number, serial, raw, expiry, weight)
    counted = by_ai.get("30") or by_ai.get("37")
    return GtinCode(
        gtin14=number,
        batch=by_ai["10"].value if "10" in by_ai else "",
        expiry=expiry,
        serial=serial,
        net_weight=weight,
        price=_decimal(by_ai, "392", 1000),
        count=int(counted.value) if counted is not None else None,
        raw=raw,
        best_before=by_ai["15"].date if "15" in by_ai else None,
    )


def _decimal(by_ai: dict[str, GS1ElementString], family: str, factor: int) -> int | None:
    """The value of AI `family`0 to `family`5 times `factor`, rounded half up."""
    for places in range(6):
        element = by_ai.get(f"{family}{places}")
        if element is not None and element.decimal is not None:
            return int((element.decimal * factor).quantize(Decimal(1), rounding=ROUND_HALF_UP))
    return None
