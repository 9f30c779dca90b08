"""A company's tax number, checked by its check digits. Pure.

NIP (Poland): ten digits, weights 6 5 7 2 3 4 5 6 7, sum modulo 11. INN (Russia): ten digits with weights
2 4 10 3 5 9 4 6 8, twelve with two check digits; sums modulo 11, then modulo 10.
"""

from __future__ import annotations

_NIP = (6, 5, 7, 2, 3, 4, 5, 6, 7)
_INN_10 = (2, 4, 10, 3, 5, 9, 4, 6, 8)
_INN_11 = (7, 2, 4, 10, 3, 5, 9, 4, 6, 8)
_INN_12 = (3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8)
LONGEST = 20


def _digit(digits: str, weights: tuple[int, ...]) -> int:
    return sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=False)) % 11


def _is_nip(digits: str) -> bool:
    return len(digits) == 10 and _digit(digits, _NIP) == int(digits[9])


def _is_inn(digits: str) -> bool:
    if len(digits) == 10:
        return _digit(digits, _INN_10) % 10 == int(digits[9])
    if len(digits) == 12:
        return _digit(digits, _INN_11) % 10 == int(digits[10]) and _digit(digits, _INN_12) % 10 == int(digits[11])
    return False


def is_personal(number: str) -> bool:
    """True for the number of a person: an INN of twelve digits."""
    return len(number) == 12 and _is_inn(number)


def company_number(text: str, currency_code: str) -> str:
    """Return the number without blanks, dashes and country letters; "" when its check digits are wrong.

    Which check holds follows the store's currency: NIP for PLN, INN for RUB; elsewhere 5 to 20 letters and digits.
    """
    plain = "".join(sign for sign in text.upper() if sign not in " -.")
    if currency_code == "PLN":
        digits = plain.removeprefix("PL")
        return digits if digits.isascii() and digits.isdigit() and _is_nip(digits) else ""
    if currency_code == "RUB":
        return plain if plain.isascii() and plain.isdigit() and _is_inn(plain) else ""
    return plain if plain.isascii() and plain.isalnum() and 5 <= len(plain) <= LONGEST else ""
