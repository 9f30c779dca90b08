"""Reads a sale back from the text of its paper, by what is printed and by nothing of the program.

Give it the raw bytes that the printer took; it decodes them with the independent decoder and reads Russian receipts as
a careful customer does. What it cannot place is an error, so that nothing on the paper goes unread.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from tests.support.escpos_decoder import EPSON_WINDOWS_TABLES, decode

_AMOUNT = r"(?P<amount>-?\d{1,3}(?:[ \xa0\u202f]\d{3})*,\d\d)"
_ITEM = re.compile(rf"^(?P<left>.*?)\s+{_AMOUNT} (?P<letter>[A-Z])$")
_ROW = re.compile(rf"^(?P<left>.*?)\s+{_AMOUNT}$")
_MONEY = re.compile(rf"^(?P<left>.*?)\s+{_AMOUNT} руб\.$")
_NUMBER = re.compile(r"^Чек (?P<number>\S+)\s+\d\d\.\d\d\.\d{4} \d\d:\d\d$")
_RULE = re.compile(r"^-{20,}$")


class PaperError(AssertionError):
    """Something on the paper is not as a receipt should be."""


@dataclass
class PaperReceipt:
    """What stands on the paper, in minor units. `items` are printed line totals before discounts, charges apart."""

    number: str = ""
    is_copy: bool = False
    items: list[int] = field(default_factory=list)
    charges: list[int] = field(default_factory=list)
    discounts: list[int] = field(default_factory=list)
    subtotal: int | None = None
    discounts_in_all: int = 0
    total: int = 0
    taxes: list[tuple[str, int]] = field(default_factory=list)  # letter and tax
    payments: list[tuple[str, int]] = field(default_factory=list)
    rounding: int = 0
    change: int = 0
    saved: int = 0
    barcode: str = ""
    text: str = ""


def minor(text: str) -> int:
    """Return "1 490,00" in minor units."""
    return int(re.sub(r"[ \xa0\u202f,]", "", text))


def read_receipt(paper: bytes) -> PaperReceipt:
    """Return what `paper` says; `PaperError` when it is no whole receipt."""
    decoded = decode(paper, EPSON_WINDOWS_TABLES)
    if decoded.problems or decoded.cuts != 1:
        raise PaperError(f"problems {decoded.problems}, cuts {decoded.cuts}")
    found = PaperReceipt(text=decoded.text)
    parts: list[list[str]] = [[]]
    for line in decoded.lines:
        text = line.rstrip()
        if _RULE.match(text):
            parts.append([])
        elif text:
            parts[-1].append(text)
    if len(parts) != 6:
        raise PaperError(f"{len(parts)} parts instead of 6:\n{decoded.text}")
    head, numbers, goods, totals, taxes, payments = parts
    found.is_copy = any("КОПИЯ" in text for text in head)
    matched = _NUMBER.match(numbers[0])
    if matched is None:
        raise PaperError(f"no receipt number in {numbers[0]!r}")
    found.number = matched["number"]
    found.barcode = next((code.data for code in decoded.codes if code.kind == "barcode"), "")
    _goods(found, goods)
    _totals(found, totals)
    _taxes(found, taxes)
    _payments(found, payments)
    return found


def _goods(found: PaperReceipt, rows: list[str]) -> None:
    items = found.items
    for row in rows:
        if row == "Залог и сборы:":
            items = found.charges
        elif (item := _ITEM.match(row)) is not None:
            items.append(minor(item["amount"]))
        elif (discount := _ROW.match(row)) is not None and discount["amount"].startswith("-"):
            found.discounts.append(-minor(discount["amount"]))


def _totals(found: PaperReceipt, rows: list[str]) -> None:
    for row in rows:
        if (total := _MONEY.match(row)) is not None and total["left"].strip() == "ИТОГО":
            found.total = minor(total["amount"])
        elif (other := _ROW.match(row)) is not None and other["left"] == "Подытог":
            found.subtotal = minor(other["amount"])
        elif other is not None and other["left"] == "Скидки, всего":
            found.discounts_in_all = -minor(other["amount"])
        else:
            raise PaperError(f"among the totals: {row!r}")


def _taxes(found: PaperReceipt, rows: list[str]) -> None:
    amount = r"-?\d{1,3}(?:[ \xa0\u202f]\d{3})*,\d\d"
    wanted = re.compile(rf"^(?P<letter>[A-Z]) \S.*?\s{{2,}}({amount})\s{{2,}}(?P<tax>{amount})\s{{2,}}({amount})$")
    for row in rows[1:]:
        matched = wanted.match(row)
        if matched is None:
            raise PaperError(f"among the taxes: {row!r}")
        found.taxes.append((matched["letter"], minor(matched["tax"])))


def _payments(found: PaperReceipt, rows: list[str]) -> None:
    for row in rows:
        saved = _MONEY.match(row)
        matched = _ROW.match(row)
        if saved is not None and saved["left"] == "Вы сэкономили":
            found.saved = minor(saved["amount"])
        elif matched is None or row.startswith(" "):
            continue  # card details, thanks, the number below its barcode
        elif matched["left"] == "Округление":
            found.rounding = minor(matched["amount"])
        elif matched["left"] == "Сдача":
            found.change = minor(matched["amount"])
        else:
            found.payments.append((matched["left"], minor(matched["amount"])))
