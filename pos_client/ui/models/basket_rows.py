"""What a row of the basket table says: a line or an unanswered code, as texts in the cashier's language. Main thread.

Texts are made once per changed line, not per paint.
"""

from __future__ import annotations

from msgspec import Struct
from PySide6.QtCore import QCoreApplication, QObject

from pos_client.domain.money import Currency
from pos_client.domain.quantity import THOUSAND
from pos_client.services.views import ErrorRow, LineView
from pos_client.ui.i18n import Formatter, message, note


class RowTexts(Struct, frozen=True):
    """One row. `line_id` is 0 for an error row, whose `error_id` is set. Empty texts are not painted."""

    line_id: int
    error_id: int
    number: str
    name: str
    second: str = ""
    second_icon: str = ""
    second_tone: str = "ink_2"
    tag: str = ""
    tag_icon: str = ""
    quantity: str = ""
    quantity_strong: bool = False
    price: str = ""
    discount: str = ""
    reason: str = ""
    total: str = ""
    is_last: bool = False
    is_voided: bool = False
    is_charge: bool = False
    code: str = ""

    @property
    def is_error(self) -> bool:
        """True for a code that was not understood."""
        return self.error_id != 0

    @property
    def spoken(self) -> str:
        """The row as a screen reader says it."""
        parts = (self.number, self.name, self.quantity, self.discount, self.reason, self.total, self.second, self.tag)
        return ", ".join(part for part in parts if part)


class BasketRows(QObject):
    """The one plural text here: lupdate sees a plural only in `tr`."""

    def more(self, count: int) -> str:
        """Return what `count` more pieces would do."""
        return self.tr("%n more makes {promotion}, saves {saves}", "", count)


def shown_code(code: str) -> str:
    """Return a GTIN-13 as printed under its bars: "4 607001 230113"; other codes as they are."""
    return f"{code[0]} {code[1:7]} {code[7:]}" if len(code) == 13 and code.isdigit() else code


def _near_miss(line: LineView, currency: Currency, formatter: Formatter) -> str:
    miss = line.near_miss
    if miss is None:
        return ""
    places = {"promotion": formatter.name(miss.names), "saves": formatter.money(miss.saves, currency)}
    if miss.by_amount:
        text = QCoreApplication.translate("BasketRows", "{missing} more makes {promotion}, saves {saves}")
        return text.format(missing=formatter.money(miss.missing, currency), **places)
    if miss.missing % THOUSAND:
        text = QCoreApplication.translate("BasketRows", "{missing} more makes {promotion}, saves {saves}")
        return text.format(missing=formatter.thousandths(miss.missing), **places)
    count = miss.missing // THOUSAND
    return BasketRows().more(count).format(**places)


def _reason(line: LineView, formatter: Formatter) -> str:
    names = [formatter.name(d.names) or note("manual", formatter=formatter) for d in line.discounts]
    return " · ".join(dict.fromkeys(names))


def _second(line: LineView, currency: Currency, formatter: Formatter, *, wide: bool) -> tuple[str, str, str]:
    """Return text, icon and tone of the second line: the most useful one of what could stand there."""
    if line.is_voided:
        text = QCoreApplication.translate("BasketRows", "Voided {time}")
        return text.format(time=formatter.time(line.voided_at) if line.voided_at else "").strip(), "", "ink_3"
    miss = _near_miss(line, currency, formatter)
    if miss:
        return miss, "lightbulb", "accent_text"
    if line.discounts and not wide:
        return _reason(line, formatter), "corner-down-right", "good"
    if line.sub:
        details = (("price", line.shelf_price),)
        return note(line.sub, details, formatter=formatter, currency=currency), "", "ink_2"
    return shown_code(line.code), "", "ink_2"


def line_texts(line: LineView, currency: Currency, formatter: Formatter, *, wide: bool) -> RowTexts:
    """Return the texts of a line; `wide` has a column of its own for discounts."""
    second, icon, tone = _second(line, currency, formatter, wide=wide)
    off = sum(discount.amount for discount in line.discounts)
    tag = ""
    if line.age_pending and not line.is_voided:
        tag = QCoreApplication.translate("BasketRows", "{age}+ · waits for a check").format(age=line.age_pending)
    return RowTexts(
        line_id=line.line_id,
        error_id=0,
        number=str(line.number),
        name=formatter.name(line.names),
        second=second,
        second_icon=icon,
        second_tone=tone,
        tag=tag,
        tag_icon="id-card" if tag else "",
        quantity=formatter.quantity(line.quantity),
        quantity_strong=line.quantity.thousandths != THOUSAND and not line.is_voided,
        price=formatter.money(line.unit_price, currency),
        discount=formatter.money(-off, currency) if off else "",
        reason=_reason(line, formatter) if off else "",
        total=formatter.money(line.total, currency),
        is_last=line.is_last,
        is_voided=line.is_voided,
        is_charge=line.is_charge,
        code=shown_code(line.code),
    )


def error_texts(error: ErrorRow, currency: Currency, formatter: Formatter) -> RowTexts:
    """Return the texts of a code that added nothing."""
    said = message(error.code, (("raw", error.raw), *error.details), formatter=formatter, currency=currency)
    about = formatter.name(error.names) if error.names else ""
    return RowTexts(
        line_id=0,
        error_id=error.error_id,
        number="",
        name=f"{said.what} · {about}" if about else said.what,
        second=said.second or error.raw,
        second_tone="bad",
        code=error.raw,
    )
