"""Check digits: GS1's for item numbers and for prices in labels. Digits are ASCII. Pure."""

from __future__ import annotations

from typing import Final

_GTIN_LENGTHS: Final = frozenset({8, 12, 13, 14})

# GS1's weighting of price digits: "2-" doubles and takes the tens from the units; "5+" adds them; "5-" takes them.
_TWO_MINUS: Final = (0, 2, 4, 6, 8, 9, 1, 3, 5, 7)
_THREE: Final = (0, 3, 6, 9, 2, 5, 8, 1, 4, 7)
_FIVE_PLUS: Final = (0, 5, 1, 6, 2, 7, 3, 8, 4, 9)
_FIVE_MINUS: Final = (0, 5, 9, 4, 8, 3, 7, 2, 6, 1)


def is_digits(text: str) -> bool:
    """True for ASCII digits only, at least one."""
    return text.isascii() and text.isdigit()


def check_digit(payload: str) -> str:
    """GS1's check digit after `payload` (digits without it): weights 3 and 1 from the right."""
    odd = sum(map(int, payload[::-2]))
    even = sum(map(int, payload[-2::-2]))
    return str(-(3 * odd + even) % 10)


def has_good_check_digit(number: str) -> bool:
    """True when the last digit of `number` is right."""
    return check_digit(number[:-1]) == number[-1]


def gtin14(number: str) -> str | None:
    """`number` as 14 digits when it is a GTIN-8, -12, -13 or -14 with the right check digit."""
    if len(number) in _GTIN_LENGTHS and is_digits(number) and has_good_check_digit(number):
        return number.zfill(14)
    return None


def short_mark(text: str) -> tuple[str, str] | None:
    """GTIN and serial of a marking code without identifiers, as on packs of tobacco; None for anything else.

    Fourteen digits and seven characters; then, or not, a price of four and a check part of four.
    """
    number = gtin14(text[:14]) if len(text) in (21, 25, 29) and "\x1d" not in text else None
    return None if number is None else (number, text[14:21])


def expand_upc_e(number: str) -> str | None:
    """The UPC-A (12 digits) of a UPC-E of eight digits, None when it is none."""
    if len(number) != 8 or not is_digits(number) or number[0] not in "01":
        return None
    system, six, check = number[0], number[1:7], number[7]
    last = six[5]
    if last in "012":
        body = six[:2] + last + "0000" + six[2:5]
    elif last == "3":
        body = six[:3] + "00000" + six[3:5]
    elif last == "4":
        body = six[:4] + "00000" + six[4]
    else:
        body = six[:5] + "0000" + last
    expanded = system + body + check
    return expanded if has_good_check_digit(expanded) else None


def price_check_digit(price: str) -> str | None:
    """GS1's check digit of a price field of four or five digits; None for other lengths, which have none."""
    digits = [int(digit) for digit in price]
    if len(digits) == 4:
        return str(3 * _weighted(digits, _TWO_MINUS, _TWO_MINUS, _THREE, _FIVE_MINUS) % 10)
    if len(digits) == 5:
        total = _weighted(digits, _FIVE_PLUS, _TWO_MINUS, _FIVE_MINUS, _FIVE_PLUS, _TWO_MINUS)
        return str(_FIVE_MINUS.index(-total % 10))
    return None


def _weighted(digits: list[int], *tables: tuple[int, ...]) -> int:
    return sum(table[digit] for table, digit in zip(tables, digits, strict=True))
