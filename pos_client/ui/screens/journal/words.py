"""Events of the journal as texts of the screen. Main thread only."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from msgspec import Struct

from pos_client.domain.money import Currency
from pos_client.services.upkeep.journal_view import EventView, JournalRow
from pos_client.ui.i18n import Formatter, message
from pos_client.ui.i18n.event_words import event_name, field_name, trouble_name, value_name
from pos_client.ui.widgets.row_table import RowTexts

LONGEST_WORD = 16
ZERO_WIDTH = "\u200b"
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
        *("over_short", "expected_cash", "cash_left", "cash_removed", "paid", "paid_in", "paid_out", "safe_drops"),
        *("first_count", "foreign", "foreign_amount", "refunded", "refund_given", "returned", "sold", "post_voided"),
        *("exchanged", "empties", "sale_rounding", "refund_rounding", "back", "line_total", "open_price", "shares"),
        *("sticker_price", "difference", "value"),
    }
)
"""Fields in minor units, with those that end on "_total"."""
RATES = frozenset({"rate", "tax_rate", "sticker_percent"})
CODED = frozenset(
    {
        *(
            "kind",
            "state",
            "how",
            "answer",
            "measured",
            "outcome",
            "source",
            "tax_kind",
            "origin",
            "price_list",
            "unit",
        ),
        *("condition", "what", "fiscal_profile", "device", "tender_class"),
    }
)
"""Fields whose codes have words."""
REASONS = frozenset({"reason", "explanation", "source"})
PARENTS = frozenset({"shares", "tax"})
"""Fields whose parts, numbered or named, are what they are."""


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


class Lexicon(Struct, frozen=True):
    """Who and what codes of this register stand for: each returns what it was given when it does not know it."""

    currency: Currency
    name_of: Callable[[str], str]
    reason_of: Callable[[str], str]
    tender_of: Callable[[str], str]


def fields_of(view: EventView, lexicon: Lexicon, formatter: Formatter) -> list[tuple[str, str]]:
    """Return (label, value) of every field, as a person reads them; what is not known stays as the journal has it.

    Of names in several languages one is shown: the language in force, else the first.
    """
    percents = {path.rpartition(".")[0] for path, value in view.fields if value == "percent"}
    languages: dict[str, set[str]] = {}
    for path, _said in view.fields:
        owner, _dot, language = path.rpartition(".")
        languages.setdefault(owner, set()).add(language)
    rows, named = [], set()
    for path, value in view.fields:
        owner, _dot, name = path.rpartition(".")
        if owner.rpartition(".")[2] == "names":
            if owner in named or (formatter.language in languages[owner] and name != formatter.language):
                continue
            named.add(owner)
            rows.append((field_name(owner[: -len("names")] + "name"), value))
        elif owner.rpartition(".")[2] == "denominations":
            piece = formatter.money(int(name), lexicon.currency, trim=True) if name.isdigit() else name
            rows.append((f"{field_name(owner)} {piece}", value))
        elif name == "value" and owner in percents:
            rows.append((field_name(path), _rate(value, formatter)))
        else:
            rows.append((field_name(path), _value(path, value, lexicon, formatter)))
    return rows


def _value(path: str, value: str, lexicon: Lexicon, formatter: Formatter) -> str:
    owner, _dot, name = path.rpartition(".")
    name = owner.rpartition(".")[2] if owner.rpartition(".")[2] in PARENTS else name
    if name in PEOPLE and value:
        shown = lexicon.name_of(value)
        return shown if shown == value else f"{shown} ({value})"
    if value in ("true", "false", "null"):
        return value_name(value)
    if value.lstrip("-").isdigit():
        return _figure(name, int(value), lexicon, formatter)
    if name == "at" or name.endswith("_at") or name in ("instant", "before", "after", "previous_start"):
        return _moment(value, formatter)
    if name in REASONS and (said := lexicon.reason_of(value)) != value:
        return said
    return _word(name, value, lexicon, formatter)


def _word(name: str, value: str, lexicon: Lexicon, formatter: Formatter) -> str:
    if name == "permission" and value:
        return message(f"approve_{value}", (), formatter=formatter).what
    if name == "tender_id":
        return lexicon.tender_of(value)
    return value_name(value) if name in CODED else value


def _figure(name: str, value: int, lexicon: Lexicon, formatter: Formatter) -> str:
    if name in MONEY or name.endswith("_total"):
        return formatter.money(value, lexicon.currency)
    if name == "quantity":
        return formatter.thousandths(value)
    if name == "micros":
        return formatter.thousandths(value // 1000)
    return formatter.percent(value) if name in RATES else str(value)


def _rate(value: str, formatter: Formatter) -> str:
    return formatter.percent(int(value)) if value.lstrip("-").isdigit() else value


def _moment(value: str, formatter: Formatter) -> str:
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return value
    return f"{formatter.date(moment, short=True)} {formatter.time(moment, seconds=True)}"


def breakable(value: str) -> str:
    """Return `value` with places to break a line in its long words: digests and ids would be cut at the edge."""
    words = value.split(" ")
    return " ".join(ZERO_WIDTH.join(_eights(word)) if len(word) > LONGEST_WORD else word for word in words)


def _eights(word: str) -> list[str]:
    """Return `word` in parts of eight."""
    return [word[at : at + 8] for at in range(0, len(word), 8)]
