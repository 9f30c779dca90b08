"""Money, numbers and dates as text in one language, and typed figures back.

Separators and the names of days and months come from CLDR, as Qt has it. Amounts are minor units, quantities
thousandths, percents basis points; nothing is computed here but the text.
A `Formatter` is immutable and may be used from any thread.
"""

from __future__ import annotations

import re
from datetime import date, datetime, tzinfo

from msgspec import Struct
from PySide6.QtCore import QDate, QLocale

from pos_client.domain.money import Currency
from pos_client.domain.quantity import THOUSAND, Quantity, Unit
from pos_client.ui.i18n.language import name_in

MINUS = "\u2212"
NBSP = "\u00a0"

_LOCALES = {"en": "en_GB", "ru": "ru_RU", "pl": "pl_PL"}
_SYMBOLS = {
    "RUB": "₽", "PLN": "zł", "EUR": "€", "USD": "$", "GBP": "£", "CZK": "Kč", "KZT": "₸", "BYN": "Br", "JPY": "¥",
}  # fmt: skip
_LEAST_GROUPED = {"pl": 5}  # CLDR minimumGroupingDigits: Polish writes 1258 but 12 580
_DAY = {"en": "ddd d MMM", "ru": "ddd, d MMM", "pl": "ddd d MMM"}
_DATE = {"en": "d MMM yyyy", "ru": "dd.MM.yyyy", "pl": "dd.MM.yyyy"}
_SHORT_DATE = {"en": "d MMM", "ru": "dd.MM", "pl": "dd.MM"}
_UNITS = {
    "en": {Unit.KILOGRAM: "kg", Unit.METRE: "m", Unit.LITRE: "l", Unit.PIECE: "pc"},
    "ru": {Unit.KILOGRAM: "кг", Unit.METRE: "м", Unit.LITRE: "л", Unit.PIECE: "шт."},
    "pl": {Unit.KILOGRAM: "kg", Unit.METRE: "m", Unit.LITRE: "l", Unit.PIECE: "szt."},
}
_LONGEST_TYPED = 15
_TYPED = re.compile(r"(\d*)(?:[.,](\d*))?\Z", re.ASCII)


class MoneyParts(Struct, frozen=True):
    """An amount in the pieces a slab draws: `integer` has the sign, `decimals` its point ("" without decimals)."""

    integer: str
    decimals: str
    symbol: str
    symbol_first: bool

    @property
    def text(self) -> str:
        """The whole amount with its symbol, as it is read aloud."""
        figure = self.integer + self.decimals
        return f"{self.symbol}{NBSP}{figure}" if self.symbol_first else f"{figure}{NBSP}{self.symbol}"


class Formatter:
    """Texts in `language` ("en", "ru", "pl"); instants are shown in `zone` (None: the machine's own)."""

    def __init__(self, language: str, zone: tzinfo | None = None) -> None:
        self.language = language
        self.zone = zone
        self._locale = QLocale(_LOCALES[language])
        self.decimal_sign = self._locale.decimalPoint()
        self._group = self._locale.groupSeparator().replace("\u202f", NBSP)
        self._least_grouped = _LEAST_GROUPED.get(language, 4)

    def name(self, names: tuple[tuple[str, str], ...]) -> str:
        """Return the name in this language, else in English, else any."""
        return name_in(names, self.language)

    def number(self, value: int, *, sign: bool = False) -> str:
        """Return an integer with group separators; `sign` shows a plus too."""
        return _signed(value, self._grouped(abs(value)), show_plus=sign)

    def money(
        self, amount: int, currency: Currency, *, symbol: bool = False, sign: bool = False, trim: bool = False
    ) -> str:
        """Return an amount: "5,379.62". `trim` drops decimals that are all zero, `symbol` adds the currency's."""
        parts = self.money_parts(amount, currency)
        decimals = "" if trim and amount % currency.factor == 0 else parts.decimals
        figure = f"+{parts.integer}{decimals}" if sign and amount > 0 else parts.integer + decimals
        if not symbol:
            return figure
        return f"{parts.symbol}{NBSP}{figure}" if parts.symbol_first else f"{figure}{NBSP}{parts.symbol}"

    def money_parts(self, amount: int, currency: Currency) -> MoneyParts:
        """Return an amount split into integer, decimals and symbol."""
        whole, rest = divmod(abs(amount), currency.factor)
        decimals = f"{self.decimal_sign}{rest:0{currency.digits}d}" if currency.digits else ""
        symbol = self.symbol(currency)
        integer = _signed(amount, self._grouped(whole), show_plus=False)
        return MoneyParts(integer, decimals, symbol, self.language == "en" and not symbol[0].isalpha())

    def typed_money(self, amount: int, currency: Currency) -> str:
        """Return an amount as a person types it, without group separators, so that `parse_money` takes it back."""
        whole, rest = divmod(abs(amount), currency.factor)
        decimals = f"{self.decimal_sign}{rest:0{currency.digits}d}" if currency.digits else ""
        return f"{'-' if amount < 0 else ''}{whole}{decimals}"

    def symbol(self, currency: Currency) -> str:
        """Return the currency's narrow symbol, else its code."""
        return _SYMBOLS.get(currency.code, currency.code)

    def thousandths(self, value: int, *, fixed: bool = False) -> str:
        """Return thousandths as a decimal without trailing zeros, or with all three when `fixed`."""
        whole, rest = divmod(abs(value), THOUSAND)
        digits = f"{rest:03d}" if fixed else f"{rest:03d}".rstrip("0")
        text = self._grouped(whole) + (f"{self.decimal_sign}{digits}" if digits else "")
        return _signed(value, text, show_plus=False)

    def quantity(self, quantity: Quantity) -> str:
        """Return a quantity: "3" for pieces, "0.862 kg" for what is measured."""
        if quantity.unit is Unit.PIECE:
            return self.thousandths(quantity.thousandths)
        return f"{self.thousandths(quantity.thousandths, fixed=True)}{NBSP}{self.unit(quantity.unit)}"

    def unit(self, unit: Unit) -> str:
        """Return the unit's short name."""
        return _UNITS[self.language][unit]

    def percent(self, basis_points: int) -> str:
        """Return basis points as a percentage: "15 %", "7.5 %"."""
        whole, rest = divmod(abs(basis_points), 100)
        digits = f"{rest:02d}".rstrip("0")
        text = self._grouped(whole) + (f"{self.decimal_sign}{digits}" if digits else "")
        return _signed(basis_points, f"{text}{'' if self.language == 'pl' else NBSP}%", show_plus=False)

    def time(self, instant: datetime, *, seconds: bool = False) -> str:
        """Return the time of an aware instant: "14:32" or "14:32:05"."""
        return self._local(instant).strftime("%H:%M:%S" if seconds else "%H:%M")

    def day(self, instant: datetime) -> str:
        """Return the day of an aware instant for the clock: "Sat 21 Nov"."""
        return _written(self._locale, self._local(instant).date(), _DAY[self.language])

    def date(self, value: date | datetime, *, short: bool = False) -> str:
        """Return a date: "21 Nov 2026", "21.11.2026"; `short` leaves the year out."""
        day = self._local(value).date() if isinstance(value, datetime) else value
        return _written(self._locale, day, (_SHORT_DATE if short else _DATE)[self.language])

    def parse_money(self, text: str, currency: Currency) -> int | None:
        """Return typed money in minor units; None when it is none or has too many decimals."""
        return parse_decimal(text, currency.digits)

    def parse_quantity(self, text: str) -> int | None:
        """Return a typed quantity in thousandths; None when it is none."""
        return parse_decimal(text, 3)

    def _local(self, instant: datetime) -> datetime:
        return instant.astimezone(self.zone)

    def _grouped(self, value: int) -> str:
        digits = str(value)
        if len(digits) < self._least_grouped:
            return digits
        return f"{value:,}".replace(",", self._group)


def _written(locale: QLocale, day: date, form: str) -> str:
    return locale.toString(QDate(day.year, day.month, day.day), form)


def _signed(value: int, text: str, *, show_plus: bool) -> str:
    if value < 0:
        return MINUS + text
    return f"+{text}" if show_plus and value > 0 else text


def parse_decimal(text: str, digits: int) -> int | None:
    """Return typed `text` as an integer scaled by 10**digits; comma and point are one decimal key.

    Spaces are ignored. None for an empty text, a second separator, anything but digits, more decimals than `digits`
    (zeros beyond are fine), or more than 15 digits.
    """
    plain = text.strip().replace(NBSP, "").replace("\u202f", "").replace(" ", "")
    found = _TYPED.match(plain)
    if found is None:
        return None
    whole, rest = found[1], found[2] or ""
    if not whole and not rest:
        return None
    if len(whole) > _LONGEST_TYPED or len(rest) > _LONGEST_TYPED or rest[digits:].strip("0"):
        return None
    factor: int = 10**digits
    return int(whole or "0") * factor + int((rest[:digits]).ljust(digits, "0") or "0")
