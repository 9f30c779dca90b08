"""Events of the journal as texts of the screen. Main thread only."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from pos_client.domain.money import Currency
from pos_client.services.upkeep.journal_view import EventView, JournalRow
from pos_client.ui.i18n import Formatter
from pos_client.ui.i18n.event_words import event_name, field_name, trouble_name
from pos_client.ui.widgets.row_table import RowTexts

TYPES: dict[str, frozenset[str]] = {
    "all": frozenset(),
    "documents": frozenset({"sale", "return", "post_void"}),
    "basket": frozenset({"line_voided", "basket_cancelled", "age_check", "marking_check", "task"}),
    "cash": frozenset(
        {
            *("cash_move", "shift_opened", "x_report", "z_report"),
            *("count_started", "count_compared", "count_cancelled"),
        }
    ),
    "payments": frozenset({"payment_intent", "payment_outcome", "fiscal_requested", "fiscal_answer"}),
    "people": frozenset({"login", "approval", "journal_viewed", "exported", "training"}),
    "papers": frozenset({"reprint", "print_answered"}),
    "register": frozenset({"epoch_opened", "carried", "recovered", "purged", "clock_jump", "settings_changed"}),
}
"""What the list is narrowed to."""
PEOPLE = frozenset(
    {
        *("by", "cashier_id", "staff_id", "opened_by", "closed_by", "asked_by", "approved_by", "voided_by", "sold_by"),
        *("confirmed_by", "at_till"),
    }
)
MONEY = frozenset(
    {
        *("total", "amount", "gross", "net", "to_pay", "unit_price", "shelf_price", "tax", "given", "change", "saved"),
        *("charges", "before_discounts", "cash_rounding", "opening_cash", "approved", "refund", "expected", "counted"),
        *("over_short", "sales_total", "returns_total", "expected_cash", "cash_left", "cash_removed", "paid"),
    }
)


def row_texts(row: JournalRow, currency: Currency, formatter: Formatter, name_of: Callable[[str], str]) -> RowTexts:
    """Return the row of an event."""
    when = ("", "") if row.at is None else (formatter.time(row.at, seconds=True), formatter.date(row.at, short=True))
    who = name_of(row.staff_id) if row.staff_id else ""
    approved = name_of(row.approved_by) if row.approved_by else ""
    amount = "" if row.amount is None else formatter.money(row.amount, currency)
    return RowTexts(
        row.seq,
        (str(row.seq), when[0], event_name(row.type), who, amount),
        ("", when[1], trouble_name(row.trouble) if row.trouble else row.document, f"+ {approved}" if approved else ""),
        marked=bool(row.trouble),
    )


def fields_of(
    view: EventView, currency: Currency, formatter: Formatter, name_of: Callable[[str], str]
) -> list[tuple[str, str]]:
    """Return (label, value) of every field, as a person reads them; what is not known stays as the journal has it."""
    return [(field_name(path), _value(path, value, currency, formatter, name_of)) for path, value in view.fields]


def _value(path: str, value: str, currency: Currency, formatter: Formatter, name_of: Callable[[str], str]) -> str:
    name = path.rpartition(".")[2]
    if name in PEOPLE and value:
        shown = name_of(value)
        return shown if shown == value else f"{shown} ({value})"
    if name in MONEY and value.lstrip("-").isdigit():
        return formatter.money(int(value), currency)
    if name == "quantity" and value.lstrip("-").isdigit():
        return formatter.thousandths(int(value))
    if name == "at" or name.endswith("_at") or name == "instant":
        try:
            moment = datetime.fromisoformat(value)
        except ValueError:
            return value
        return f"{formatter.date(moment, short=True)} {formatter.time(moment, seconds=True)}"
    return value
