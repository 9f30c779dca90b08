"""Restricted circulation numbers: what digits mean inside one store, by the store's patterns.

A pattern is as long as its codes. Digits stand for themselves; letters name fields:

- `I` item number, `W` weight in grams, `P` price in minor units, `V` the price's own check digit (after 4 or 5 `P`)
- `R` reference and `A` amount in minor units of a bottle machine's slip
- `K` a customer card's reference, `U` a coupon's
- `C` the check digit of the whole, `X` a digit that means nothing

"21IIIIIWWWWWC" is a scale's weight label. The first pattern that fits wins.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from msgspec import Struct

from pos_client.domain.barcode.codes import (
    BadCode,
    CardCode,
    Code,
    CouponCode,
    EmptiesSlip,
    PriceLabel,
    WeightLabel,
    bad,
)
from pos_client.domain.barcode.digits import has_good_check_digit, price_check_digit

_FIELDS: Final = "IWPVRAKUCX"
_MEANINGS: Final = (frozenset("IW"), frozenset("IP"), frozenset("IPV"), frozenset("RA"), frozenset("K"), frozenset("U"))
SHORTEST: Final = 8
LONGEST: Final = 32


class Pattern(Struct, frozen=True):
    """A pattern taken apart: `text` as given, fixed digits and fields by position."""

    text: str
    fixed: tuple[tuple[int, str], ...]
    fields: frozenset[str]

    def fits(self, number: str) -> bool:
        """True when `number` (digits) has the length and the fixed digits."""
        return len(number) == len(self.text) and all(number[at] == digit for at, digit in self.fixed)

    def field(self, name: str, number: str) -> str:
        """The digits of one field."""
        return "".join(digit for digit, letter in zip(number, self.text, strict=True) if letter == name)


@lru_cache(maxsize=256)
def parse_pattern(text: str) -> Pattern:
    """Take a pattern apart; `ValueError` says what is wrong with it, so that settings are refused when typed."""
    if not SHORTEST <= len(text) <= LONGEST:
        raise ValueError(f"pattern {text!r} must have {SHORTEST} to {LONGEST} characters")
    fixed = tuple((at, letter) for at, letter in enumerate(text) if letter in "0123456789")
    fields = frozenset(letter for letter in text if letter in _FIELDS)
    if len(fixed) + sum(text.count(letter) for letter in fields) != len(text):
        raise ValueError(f"pattern {text!r}: digits and the letters {_FIELDS} only")
    if not fixed or fixed[0][0] != 0:
        raise ValueError(f"pattern {text!r} must begin with a digit")
    if fields - {"C", "X"} not in _MEANINGS:
        raise ValueError(
            f"pattern {text!r} must name item and weight, item and price, reference and amount, or one card"
        )
    if "C" in fields and (text.count("C") != 1 or not text.endswith("C")):
        raise ValueError(f"pattern {text!r}: one C, at the end")
    if "V" in fields and (text.count("V") != 1 or text.count("P") not in (4, 5)):
        raise ValueError(f"pattern {text!r}: one V, with four or five P")
    return Pattern(text, fixed, fields)


def read_restricted(number: str, patterns: tuple[str, ...], raw: str) -> Code | None:
    """What `number` (digits) means by the first of `patterns` that fits; None when none does."""
    for text in patterns:
        pattern = parse_pattern(text)
        if pattern.fits(number):
            return _read(pattern, number, raw)
    return None


def _read(pattern: Pattern, number: str, raw: str) -> Code:
    if "C" in pattern.fields and not has_good_check_digit(number):
        return bad("bad_check_digit", raw)
    if "W" in pattern.fields:
        thousandths = int(pattern.field("W", number))
        item = pattern.field("I", number)
        return WeightLabel(item, thousandths, raw) if thousandths else bad("zero_weight", raw, item=item)
    if "P" in pattern.fields:
        return _read_price(pattern, number, raw)
    if "A" in pattern.fields:
        amount = int(pattern.field("A", number))
        return EmptiesSlip(pattern.field("R", number), amount, raw) if amount else bad("zero_price", raw)
    if "K" in pattern.fields:
        return CardCode(pattern.field("K", number), raw)
    return CouponCode(pattern.field("U", number), raw)


def _read_price(pattern: Pattern, number: str, raw: str) -> PriceLabel | BadCode:
    price = pattern.field("P", number)
    if "V" in pattern.fields and price_check_digit(price) != pattern.field("V", number):
        return bad("bad_check_digit", raw)
    item = pattern.field("I", number)
    return PriceLabel(item, int(price), raw) if int(price) else bad("zero_price", raw, item=item)
