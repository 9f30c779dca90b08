"""What an input of the one box can be: one frozen value for each kind. `raw` is the input as read, GS kept.

Weights are thousandths of a kilogram (grams), amounts minor units of the store's currency.
"""

from __future__ import annotations

from datetime import date
from typing import TypeAlias

from msgspec import Struct


class GtinCode(Struct, frozen=True):
    """A product's global number, as 14 digits, and what else the code said.

    `expiry` is the last day (AI 17); `best_before` (AI 15) forbids nothing. `price` is in thousandths of the
    currency, whatever decimals the code states: no currency has more than three.
    """

    gtin14: str
    batch: str = ""
    expiry: date | None = None
    serial: str = ""
    net_weight: int | None = None
    price: int | None = None
    count: int | None = None
    raw: str = ""
    best_before: date | None = None


class MarkingCode(Struct, frozen=True):
    """A unit's own code (Data Matrix): `raw` goes to the fiscal device unchanged."""

    gtin14: str
    serial: str
    raw: str
    expiry: date | None = None
    net_weight: int | None = None


class WeightLabel(Struct, frozen=True):
    """A scale's label with a weight: `item` is the shop's item number."""

    item: str
    thousandths: int
    raw: str


class PriceLabel(Struct, frozen=True):
    """A scale's label with a price: `amount` is the line's total."""

    item: str
    amount: int
    raw: str


class MarkdownCode(Struct, frozen=True):
    """Our own sticker: a new unit `price` or `percent_bp` off (basis points), until `last_day`, once."""

    sku: str
    price: int | None
    percent_bp: int | None
    last_day: date
    serial: str
    raw: str


class PluCode(Struct, frozen=True):
    """A price look-up number of four or five digits."""

    plu: str
    raw: str


class BadgeCode(Struct, frozen=True):
    """A person's badge: it says who, and proves nothing."""

    badge: str
    raw: str


class ReceiptCode(Struct, frozen=True):
    """The number of one of our receipts."""

    receipt_number: str
    raw: str


class BasketCode(Struct, frozen=True):
    """A suspended basket's slip."""

    reference: str
    raw: str


class EmptiesSlip(Struct, frozen=True):
    """A bottle machine's slip: `amount` to pay out, once."""

    reference: str
    amount: int
    raw: str


class CreditSlipCode(Struct, frozen=True):
    """A credit slip of ours: its number, and the secret that makes it money."""

    number: str
    secret: str
    raw: str


class CardCode(Struct, frozen=True):
    """A customer's card."""

    reference: str
    raw: str


class CouponCode(Struct, frozen=True):
    """A coupon."""

    reference: str
    raw: str


class OrderCode(Struct, frozen=True):
    """A customer's order, to hand over."""

    reference: str
    raw: str


class TextQuery(Struct, frozen=True):
    """Words or part of a number: to be searched for."""

    text: str


class BadCode(Struct, frozen=True):
    """Input that is no code we can use: `code` says why, `raw` is its printable start (at most 64 characters).

    Codes: "empty", "too_long", "unreadable", "bad_check_digit", "bad_length", "no_gtin", "bad_content", "zero_weight",
    "zero_price", "separator_lost", "not_a_product", "unknown_prefix".
    """

    code: str
    raw: str
    details: tuple[tuple[str, str | int], ...] = ()


Code: TypeAlias = (
    GtinCode
    | MarkingCode
    | WeightLabel
    | PriceLabel
    | MarkdownCode
    | PluCode
    | BadgeCode
    | ReceiptCode
    | BasketCode
    | EmptiesSlip
    | CreditSlipCode
    | CardCode
    | CouponCode
    | OrderCode
    | TextQuery
    | BadCode
)

RAW_SHOWN = 64


def bad(code: str, raw: str, **details: str | int) -> BadCode:
    """A `BadCode` whose raw text is short and printable."""
    shown = "".join(letter if letter.isprintable() else "\N{SYMBOL FOR NEWLINE}" for letter in raw[:RAW_SHOWN])
    return BadCode(code, shown, tuple(sorted(details.items())))
