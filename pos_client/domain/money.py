"""Money: integer minor units with an ISO 4217 currency; rounding and splitting of amounts.

Everything rounds half away from zero, so that a return is the mirror of its sale. Pure, any thread.
Mixing currencies raises `CurrencyMismatchError` (a `TypeError`).
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct


class CurrencyMismatchError(TypeError):
    """Two amounts of different currencies met in one operation."""


class Currency(Struct, frozen=True):
    """An ISO 4217 currency: alphabetic `code` and the number of decimal `digits` of its minor unit."""

    code: str
    digits: int

    def __post_init__(self) -> None:
        if len(self.code) != 3 or not (self.code.isascii() and self.code.isalpha() and self.code.isupper()):
            raise ValueError(f"currency code must be three capital letters, got {self.code!r}")
        if self.digits not in (0, 2, 3):
            raise ValueError(f"currency {self.code}: 0, 2 or 3 decimals exist, got {self.digits}")

    @property
    def factor(self) -> int:
        """Minor units in one major unit."""
        return int(10**self.digits)


RUB = Currency("RUB", 2)
PLN = Currency("PLN", 2)
EUR = Currency("EUR", 2)
USD = Currency("USD", 2)
GBP = Currency("GBP", 2)
CZK = Currency("CZK", 2)
KZT = Currency("KZT", 2)
BYN = Currency("BYN", 2)
JPY = Currency("JPY", 0)
KWD = Currency("KWD", 3)

CURRENCIES = {c.code: c for c in (RUB, PLN, EUR, USD, GBP, CZK, KZT, BYN, JPY, KWD)}


def currency(code: str) -> Currency:
    """The currency with ISO code `code`; `ValueError` when this program does not know its decimals."""
    try:
        return CURRENCIES[code]
    except KeyError:
        raise ValueError(f"unknown currency {code!r}") from None


class Money(Struct, frozen=True):
    """An amount: `minor` units (may be negative) of `currency`."""

    minor: int
    currency: Currency

    def _same(self, other: Money) -> None:
        if self.currency != other.currency:
            raise CurrencyMismatchError(f"{self.currency.code} and {other.currency.code} do not mix")

    def __add__(self, other: Money) -> Money:
        self._same(other)
        return Money(self.minor + other.minor, self.currency)

    def __sub__(self, other: Money) -> Money:
        self._same(other)
        return Money(self.minor - other.minor, self.currency)

    def __neg__(self) -> Money:
        return Money(-self.minor, self.currency)

    def __lt__(self, other: Money) -> bool:
        self._same(other)
        return self.minor < other.minor

    def __le__(self, other: Money) -> bool:
        self._same(other)
        return self.minor <= other.minor

    def __gt__(self, other: Money) -> bool:
        self._same(other)
        return self.minor > other.minor

    def __ge__(self, other: Money) -> bool:
        self._same(other)
        return self.minor >= other.minor

    def __bool__(self) -> bool:
        return self.minor != 0


def divide_rounded(numerator: int, denominator: int) -> int:
    """Numerator / denominator, rounded half away from zero. `ZeroDivisionError` for a zero denominator."""
    if denominator == 0:
        raise ZeroDivisionError("division by zero")
    negative = (numerator < 0) != (denominator < 0)
    quotient = (2 * abs(numerator) + abs(denominator)) // (2 * abs(denominator))
    return -quotient if negative else quotient


def percent_of(amount: int, basis_points: int) -> int:
    """`basis_points` (1/100 of a percent) of `amount` minor units, rounded half away from zero."""
    return divide_rounded(amount * basis_points, 10_000)


def allocate(total: int, weights: Sequence[int]) -> list[int]:
    """Split `total` minor units over `weights` (all >= 0) by largest remainder, ties by position.

    The parts always sum to `total`; a zero weight gets nothing unless every weight is zero, when the first part
    takes all. A negative total is the mirror of the positive one. `ValueError` for no weights or a negative one.
    """
    if not weights:
        raise ValueError("cannot split over no parts")
    if min(weights) < 0:
        raise ValueError("weights must not be negative")
    if total < 0:
        return [-part for part in allocate(-total, weights)]
    whole = sum(weights)
    if whole == 0:
        return [total, *([0] * (len(weights) - 1))]
    parts = [total * w // whole for w in weights]
    left = total - sum(parts)
    if left:
        remainders = [-(total * w % whole) for w in weights]
        for i in sorted(range(len(weights)), key=remainders.__getitem__)[:left]:  # a stable sort: ties by position
            parts[i] += 1
    return parts


def given_back(share: int, returned: int, sold: int) -> int:
    """What of `share` is given back in all once `returned` of `sold` thousandths came back: round(share * k / n).

    A return gives this less what earlier returns gave, so the steps never change the sum.
    """
    if not 0 <= returned <= sold or sold == 0:
        raise ValueError(f"cannot return {returned} of {sold} thousandths")
    return divide_rounded(share * returned, sold)
