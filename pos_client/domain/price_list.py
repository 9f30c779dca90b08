"""One row of a price list to values, or to what is wrong with it, and what it makes of a product and its prices. Pure.

Codes: "missing_sku", "bad_gtin", "bad_plu", "bad_label_item", "bad_unit", "unknown_tax", "bad_price", "zero_price",
"bad_age", "bad_yes_no"; for a product that the catalogue does not know yet also "missing_name", "missing_tax",
"missing_price".
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from pos_client.domain.barcode.digits import gtin14, is_digits
from pos_client.domain.catalogue import PriceEntry, Product
from pos_client.domain.money import Currency
from pos_client.domain.price_table import RowProblem, shown
from pos_client.domain.quantity import Unit
from pos_client.domain.search_text import fold

_UNITS: Final = {
    fold(text): unit
    for unit, texts in {
        Unit.PIECE: ("pc", "pcs", "piece", "шт", "шт.", "szt", "szt."),
        Unit.KILOGRAM: ("kg", "кг", "кг."),
        Unit.METRE: ("m", "м", "м."),
        Unit.LITRE: ("l", "л", "л."),
    }.items()
    for text in texts
}
_YES_NO: Final = {
    **dict.fromkeys(("1", "yes", "true", "да", "tak", "y"), True),
    **dict.fromkeys(("0", "no", "false", "нет", "nie", "n"), False),
}
_SPACES: Final = re.compile(r"[\s\u00a0\u202f']")
_PLAIN_PRICE: Final = re.compile(r"([0-9]{1,9})(?:[.,]([0-9]{1,6}))?")
_GROUPED_PRICE: Final = re.compile(r"([0-9]{1,3}(?:,[0-9]{3})+)\.([0-9]{1,3})|([0-9]{1,3}(?:\.[0-9]{3})+),([0-9]{1,3})")
HIGHEST_AGE: Final = 120


class ListedProduct(Struct, frozen=True):
    """A good row: None means that the list does not say. `price` in minor units, `gtin` as listed without spaces."""

    row: int
    sku: str
    names: tuple[tuple[str, str], ...] = ()
    gtin: str | None = None
    plu: str | None = None
    label_item: str | None = None
    category: str | None = None
    brand: str | None = None
    unit: Unit | None = None
    tax: str | None = None
    price: int | None = None
    minimum_age: int | None = None
    charge_sku: str | None = None
    needs_marking: bool | None = None


def parse_price(text: str, currency: Currency) -> int:
    """Minor units of "12", "12.5", "12,50", "1 234,50", "1,234.50", "1.234,50". `ValueError` for anything else.

    More decimals than the currency has are refused, so that "1,234" is never taken for either of its readings.
    """
    packed = _SPACES.sub("", text)
    grouped = _GROUPED_PRICE.fullmatch(packed)
    plain = _PLAIN_PRICE.fullmatch(packed)
    if grouped:
        whole = re.sub(r"[.,]", "", grouped.group(1) or grouped.group(3))
        fraction = grouped.group(2) or grouped.group(4)
    elif plain:
        whole, fraction = plain.group(1), plain.group(2) or ""
    else:
        raise ValueError(f"not a price: {text!r}")
    if len(fraction) > currency.digits or len(whole) > 9:
        raise ValueError(f"{text!r} does not fit {currency.code}")
    return int(whole) * currency.factor + int(fraction.ljust(currency.digits, "0") or "0")


class _Reader:
    """Reads the cells of one row and gathers what is wrong with them."""

    def __init__(self, row: int, cells: dict[str, str]) -> None:
        self.row = row
        self.cells = cells
        self.problems: list[RowProblem] = []

    def wrong(self, column: str, code: str) -> None:
        self.problems.append(RowProblem(self.row, column, code, shown(self.cells.get(column, ""))))

    def digits(self, column: str, shortest: int, longest: int) -> str | None:
        text = self.cells.get(column)
        if text is not None and not (is_digits(text) and shortest <= len(text) <= longest):
            self.wrong(column, f"bad_{column}")
        return text

    def gtin(self) -> str | None:
        text = self.cells.get("gtin")
        if text is None:
            return None
        packed = _SPACES.sub("", text)
        # A spreadsheet drops leading zeros; they do not change the check digit
        if not (is_digits(packed) and 7 <= len(packed) <= 14 and int(packed) and gtin14(packed.zfill(14))):
            self.wrong("gtin", "bad_gtin")
        return packed.zfill(8)

    def price(self, currency: Currency) -> int | None:
        text = self.cells.get("price")
        if text is None:
            return None
        try:
            price = parse_price(text, currency)
        except ValueError:
            self.wrong("price", "bad_price")
            return None
        if price == 0:
            self.wrong("price", "zero_price")
        return price

    def age(self) -> int | None:
        text = self.cells.get("minimum_age")
        if text is None:
            return None
        if not (is_digits(text) and len(text) <= 3 and int(text) <= HIGHEST_AGE):
            self.wrong("minimum_age", "bad_age")
            return None
        return int(text)

    def unit(self) -> Unit | None:
        text = self.cells.get("unit")
        unit = _UNITS.get(fold(text)) if text is not None else None
        if text is not None and unit is None:
            self.wrong("unit", "bad_unit")
        return unit

    def yes_no(self, column: str) -> bool | None:
        text = self.cells.get(column)
        answer = _YES_NO.get(text.casefold()) if text is not None else None
        if text is not None and answer is None:
            self.wrong(column, "bad_yes_no")
        return answer

    def tax(self, known: Collection[str]) -> str | None:
        text = self.cells.get("tax")
        if text is not None and text not in known:
            self.wrong("tax", "unknown_tax")
        return text


def read_row(
    row: int, cells: dict[str, str], currency: Currency, taxes: Collection[str]
) -> tuple[ListedProduct, list[RowProblem]]:
    """The values of a row and its problems; the values are good only when there are none.

    Prices are of `currency`, `taxes` are the codes of the tax categories that there are.
    """
    reader = _Reader(row, cells)
    if not cells.get("sku"):
        reader.wrong("sku", "missing_sku")
    names = tuple((name.removeprefix("name_"), text) for name, text in cells.items() if name.startswith("name_"))
    listed = ListedProduct(
        row=row,
        sku=cells.get("sku", ""),
        names=names,
        gtin=reader.gtin(),
        plu=reader.digits("plu", 4, 5),
        label_item=reader.digits("label_item", 1, 12),
        category=cells.get("category"),
        brand=cells.get("brand"),
        unit=reader.unit(),
        tax=reader.tax(taxes),
        price=reader.price(currency),
        minimum_age=reader.age(),
        charge_sku=cells.get("charge_sku"),
        needs_marking=reader.yes_no("needs_marking"),
    )
    return listed, reader.problems


def missing_of_new(listed: ListedProduct) -> list[RowProblem]:
    """What a row lacks to make a product that the catalogue does not know."""
    problems = []
    if not listed.names:
        problems.append(RowProblem(listed.row, "name_en", "missing_name", shown(listed.sku)))
    if listed.tax is None:
        problems.append(RowProblem(listed.row, "tax", "missing_tax", shown(listed.sku)))
    if listed.price is None:
        problems.append(RowProblem(listed.row, "price", "missing_price", shown(listed.sku)))
    return problems


def _covers(entry: PriceEntry, instant: datetime) -> bool:
    return entry.valid_from <= instant and (entry.valid_to is None or instant < entry.valid_to)


def in_force(entries: Iterable[PriceEntry], instant: datetime) -> PriceEntry | None:
    """The price that holds at `instant`."""
    covering = [entry for entry in entries if _covers(entry, instant)]
    return max(covering, key=lambda entry: entry.valid_from, default=None)


def with_price(
    entries: Iterable[PriceEntry], sku: str, price_list: str, amount: int, since: datetime
) -> tuple[PriceEntry, ...]:
    """`entries` of one list with `amount` in force from `since` on, until the next price already set for later."""
    known = tuple(entries)
    later = [entry.valid_from for entry in known if entry.valid_from > since]
    kept = [
        replace(entry, valid_to=since) if _covers(entry, since) else entry
        for entry in known
        if entry.valid_from != since
    ]
    return (*kept, PriceEntry(sku, price_list, amount, since, min(later, default=None)))


def merged(old: Product | None, listed: ListedProduct) -> Product:
    """The product as the list has it; what the list does not say stays."""
    product = old or Product(listed.sku, listed.names, Unit.PIECE, listed.tax or "", "")
    same_gtin = listed.gtin is not None and product.gtin and _number_key(product.gtin) == _number_key(listed.gtin)
    age = product.restrictions.minimum_age if listed.minimum_age is None else listed.minimum_age
    return replace(
        product,
        names=tuple({**dict(product.names), **dict(listed.names)}.items()),
        gtin=product.gtin if same_gtin or listed.gtin is None else listed.gtin,
        plu=product.plu if listed.plu is None else listed.plu,
        category=product.category if listed.category is None else listed.category,
        brand=product.brand if listed.brand is None else listed.brand,
        unit=product.unit if listed.unit is None else listed.unit,
        tax_category=product.tax_category if listed.tax is None else listed.tax,
        charge_sku=product.charge_sku if listed.charge_sku is None else listed.charge_sku,
        needs_marking=product.needs_marking if listed.needs_marking is None else listed.needs_marking,
        restrictions=replace(product.restrictions, minimum_age=age),
    )


def _number_key(number: str) -> str:
    return number.lstrip("0") or "0"
