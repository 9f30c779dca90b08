"""Our own codes: "+", a kind letter, fields parted by "/", two check digits: "+RPL02-01842709".

They fit Code 128 and QR, can be typed, and cannot be a GTIN or a name. Fields hold 0-9 A-Z - and "."; any other
character is written as "_" and two hexadecimal digits for each byte of its UTF-8. The check digits are taken over all
that stands before them, modulo 97 with weights of powers of 100, so that one wrong character or two neighbours swapped
are always found.

Kinds are rows of a table: `register_prefix` adds one. What prints receipts and badges uses the table that reads them.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Final

from msgspec import Struct

from pos_client.domain.barcode.codes import (
    BadgeCode,
    BasketCode,
    CardCode,
    Code,
    CouponCode,
    CreditSlipCode,
    EmptiesSlip,
    MarkdownCode,
    OrderCode,
    ReceiptCode,
    bad,
)
from pos_client.domain.barcode.digits import is_digits
from pos_client.domain.search_text import swap_layout

MARK: Final = "+"
PART: Final = "/"
ESCAPE: Final = "_"
LONGEST_PAYLOAD: Final = 120

_PLAIN: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-."
_ALPHABET: Final = {letter: value for value, letter in enumerate(_PLAIN + MARK + PART + ESCAPE)}


class OwnKind(Struct, frozen=True):
    """One kind: `name`, number of fields, and how they become a code; `read` raises `ValueError` to refuse them."""

    name: str
    parts: int
    read: Callable[[tuple[str, ...], str], Code]


_kinds: Final[dict[str, OwnKind]] = {}


def register_prefix(prefix: str, kind: OwnKind) -> None:
    """Add a kind under one capital letter; `ValueError` when it is no such letter or taken by another kind."""
    if len(prefix) != 1 or not ("A" <= prefix <= "Z"):
        raise ValueError(f"prefix must be one capital letter, got {prefix!r}")
    if _kinds.setdefault(prefix, kind) != kind:
        raise ValueError(f"prefix {prefix!r} belongs to {_kinds[prefix].name}")


def encode_own(prefix: str, *fields: str) -> str:
    """The printable code of a registered kind; `ValueError` for a wrong number of fields, an empty or too long one."""
    kind = _kinds.get(prefix)
    if kind is None or len(fields) != kind.parts or not all(fields):
        raise ValueError(f"prefix {prefix!r} takes {kind.parts if kind else 'no'} fields that are not empty: {fields}")
    payload = PART.join(map(_escape, fields))
    if len(payload) > LONGEST_PAYLOAD:
        raise ValueError(f"{kind.name}: {len(payload)} characters do not fit into a code")
    body = MARK + prefix + payload
    return body + _check(body)


def read_own(text: str, raw: str) -> Code:
    """What one of our codes (it begins with "+") says; letters of the Cyrillic layout and lower case are mended."""
    code = (text if text.isascii() else MARK + swap_layout(text[1:].replace(".", PART))).upper()
    if len(code) < 5 or len(code) > LONGEST_PAYLOAD + 4 or not all(letter in _ALPHABET for letter in code):
        return bad("unreadable", raw)
    body, check = code[:-2], code[-2:]
    if _check(body) != check:
        return bad("bad_check_digit", raw)
    kind = _kinds.get(body[1])
    if kind is None:
        return bad("unknown_prefix", raw, prefix=body[1])
    try:
        fields = tuple(map(_unescape, body[2:].split(PART)))
        if len(fields) != kind.parts or not all(fields):
            return bad("bad_content", raw, kind=kind.name)
        return kind.read(fields, raw)
    except ValueError:
        return bad("bad_content", raw, kind=kind.name)


def _check(body: str) -> str:
    value = 0
    for letter in body:
        value = (value * 100 + _ALPHABET[letter]) % 97
    return f"{98 - value * 100 % 97:02}"


def _escape(field: str) -> str:
    return "".join(
        letter if letter in _PLAIN else "".join(f"{ESCAPE}{byte:02X}" for byte in letter.encode()) for letter in field
    )


def _unescape(field: str) -> str:
    """The field as it was; `ValueError` for broken escapes."""
    head, *rest = field.split(ESCAPE)
    content = bytearray(head.encode())
    for part in rest:
        if len(part) < 2:
            raise ValueError("escape cut short")
        content += bytes.fromhex(part[:2]) + part[2:].encode()
    return content.decode()


def _positive(digits: str) -> int:
    if not is_digits(digits) or len(digits) > 12 or not int(digits):
        raise ValueError(f"not a positive amount: {digits!r}")
    return int(digits)


def _read_empties(fields: tuple[str, ...], raw: str) -> Code:
    return EmptiesSlip(fields[0], _positive(fields[1]), raw)


def _read_slip(fields: tuple[str, ...], raw: str) -> Code:
    number, secret = fields
    document, _dash, place = number.rpartition("-")
    if not (document and is_digits(place)):
        raise ValueError(f"not a slip's number: {number!r}")
    return CreditSlipCode(number, secret, raw)


def _read_markdown(fields: tuple[str, ...], raw: str) -> Code:
    sku, change, day, serial = fields
    if not (is_digits(day) and len(day) == 8):
        raise ValueError(f"not a day: {day!r}")
    last_day = date(int(day[:4]), int(day[4:6]), int(day[6:]))
    value = _positive(change[1:])
    if change[0] == "P":
        return MarkdownCode(sku, value, None, last_day, serial, raw)
    if change[0] == "D" and value <= 10_000:
        return MarkdownCode(sku, None, value, last_day, serial, raw)
    raise ValueError(f"neither price nor percent: {change!r}")


register_prefix("R", OwnKind("receipt", 1, lambda fields, raw: ReceiptCode(fields[0], raw)))
register_prefix("K", OwnKind("basket", 1, lambda fields, raw: BasketCode(fields[0], raw)))
register_prefix("B", OwnKind("badge", 1, lambda fields, raw: BadgeCode(fields[0], raw)))
register_prefix("C", OwnKind("card", 1, lambda fields, raw: CardCode(fields[0], raw)))
register_prefix("U", OwnKind("coupon", 1, lambda fields, raw: CouponCode(fields[0], raw)))
register_prefix("O", OwnKind("order", 1, lambda fields, raw: OrderCode(fields[0], raw)))
register_prefix("E", OwnKind("empties", 2, _read_empties))
register_prefix("S", OwnKind("credit_slip", 2, _read_slip))
register_prefix("M", OwnKind("markdown", 4, _read_markdown))


def encode_receipt(receipt_number: str) -> str:
    """The code on a receipt: "PL02-018427" as it is numbered."""
    return encode_own("R", receipt_number)


def encode_basket(reference: str) -> str:
    """The code on a suspended basket's slip."""
    return encode_own("K", reference)


def encode_badge(badge: str) -> str:
    """The code on a badge; `badge` is `StaffMember.badge`."""
    return encode_own("B", badge)


def encode_card(reference: str) -> str:
    """The code on a customer's card."""
    return encode_own("C", reference)


def encode_coupon(reference: str) -> str:
    """The code on a coupon."""
    return encode_own("U", reference)


def encode_order(reference: str) -> str:
    """The code that a customer shows to collect an order."""
    return encode_own("O", reference)


def encode_empties(reference: str, amount: int) -> str:
    """The code on a bottle slip worth `amount` minor units."""
    return encode_own("E", reference, str(_positive(str(amount))))


def encode_slip(number: str, secret: str) -> str:
    """The code on a credit slip."""
    return encode_own("S", number, secret)


def encode_markdown(
    sku: str, last_day: date, serial: str, *, price: int | None = None, percent_bp: int | None = None
) -> str:
    """The code on a markdown sticker: exactly one of a unit `price` and `percent_bp` off (at most 10,000)."""
    if (price is None) == (percent_bp is None):
        raise ValueError("a markdown has a price or a percent, and not both")
    if percent_bp is not None and percent_bp > 10_000:
        raise ValueError(f"{percent_bp} basis points are more than the whole")
    change = f"P{_positive(str(price))}" if price is not None else f"D{_positive(str(percent_bp))}"
    return encode_own("M", sku, change, f"{last_day:%Y%m%d}", serial)
