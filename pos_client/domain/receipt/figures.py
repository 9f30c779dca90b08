"""Figures as they stand on paper: plain spaces and hyphens only, since no-break ones are in no code page."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from pos_client.domain.money import Currency
from pos_client.domain.quantity import THOUSAND, Quantity, Unit
from pos_client.domain.receipt.layout import Words


def amount(minor: int, currency: Currency, words: Words) -> str:
    """`minor` units with the currency's decimals and the language's separators: "1,234.56", "1 234,56"."""
    whole, rest = divmod(abs(minor), currency.factor)
    text = _grouped(whole, words.group)
    if currency.digits:
        text += f"{words.decimal}{rest:0{currency.digits}d}"
    return f"-{text}" if minor < 0 else text


def money(minor: int, currency: Currency, words: Words) -> str:
    """The amount followed by the currency as written on paper: "1 234,56 zł"."""
    return f"{amount(minor, currency, words)} {words.currency(currency.code)}"


def quantity(value: Quantity, words: Words) -> str:
    """As "2 pcs" or "0.862 kg": whole pieces without decimals, everything else with three."""
    whole, rest = divmod(abs(value.thousandths), THOUSAND)
    text = _grouped(whole, words.group)
    if rest or value.unit is not Unit.PIECE:
        text += f"{words.decimal}{rest:03d}"
    sign = "-" if value.thousandths < 0 else ""
    return f"{sign}{text} {words.unit(value.unit.value)}"


def percent(basis_points: int, words: Words) -> str:
    """As "23%" or "7.5%", without needless zeros."""
    whole, rest = divmod(abs(basis_points), 100)
    text = str(whole)
    if rest:
        text += words.decimal + f"{rest:02d}".rstrip("0")
    return f"{'-' if basis_points < 0 else ''}{text}%"


def moment(instant: datetime, timezone: str, words: Words) -> str:
    """`instant` (aware) on the clock of `timezone` (IANA)."""
    return instant.astimezone(ZoneInfo(timezone)).strftime(words.date)


def _grouped(whole: int, group: str) -> str:
    return f"{whole:,}".replace(",", group)
