"""Words for what the journal keeps: types of events, fields and codes, kinds of exceptions, what is wrong with a chain.

Looked up when asked, in the language in force; what has no words is shown as the journal spells it. Main thread only.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from pos_client.ui.i18n.event_fields import FIELDS, QT_TRANSLATE_NOOP, VALUES

TYPES: dict[str, str] = {
    "epoch_opened": QT_TRANSLATE_NOOP("Events", "Journal begun"),
    "recovered": QT_TRANSLATE_NOOP("Events", "Unclean stop checked"),
    "purged": QT_TRANSLATE_NOOP("Events", "Old events removed"),
    "carried": QT_TRANSLATE_NOOP("Events", "Brought into a new series"),
    "sale": QT_TRANSLATE_NOOP("Events", "Sale"),
    "return": QT_TRANSLATE_NOOP("Events", "Return"),
    "post_void": QT_TRANSLATE_NOOP("Events", "Post-void"),
    "cash_move": QT_TRANSLATE_NOOP("Events", "Cash move"),
    "shift_opened": QT_TRANSLATE_NOOP("Events", "Shift opened"),
    "x_report": QT_TRANSLATE_NOOP("Events", "X report"),
    "z_report": QT_TRANSLATE_NOOP("Events", "Z report"),
    "count_started": QT_TRANSLATE_NOOP("Events", "Count started"),
    "count_compared": QT_TRANSLATE_NOOP("Events", "Count compared"),
    "count_cancelled": QT_TRANSLATE_NOOP("Events", "Count given up"),
    "fiscal_requested": QT_TRANSLATE_NOOP("Events", "Fiscal request"),
    "fiscal_answer": QT_TRANSLATE_NOOP("Events", "Fiscal answer"),
    "basket_cancelled": QT_TRANSLATE_NOOP("Events", "Basket cancelled"),
    "line_voided": QT_TRANSLATE_NOOP("Events", "Line voided"),
    "approval": QT_TRANSLATE_NOOP("Events", "Approval"),
    "login": QT_TRANSLATE_NOOP("Events", "Login"),
    "payment_intent": QT_TRANSLATE_NOOP("Events", "Payment asked"),
    "payment_outcome": QT_TRANSLATE_NOOP("Events", "Payment answered"),
    "age_check": QT_TRANSLATE_NOOP("Events", "Age check"),
    "reprint": QT_TRANSLATE_NOOP("Events", "Copy printed"),
    "clock_jump": QT_TRANSLATE_NOOP("Events", "Clock jump"),
    "task": QT_TRANSLATE_NOOP("Events", "Task"),
    "marking_check": QT_TRANSLATE_NOOP("Events", "Marking check"),
    "settings_changed": QT_TRANSLATE_NOOP("Events", "Settings changed"),
    "training": QT_TRANSLATE_NOOP("Events", "Training"),
    "print_answered": QT_TRANSLATE_NOOP("Events", "Print answered"),
    "journal_viewed": QT_TRANSLATE_NOOP("Events", "Looked at"),
    "exported": QT_TRANSLATE_NOOP("Events", "Export"),
}
"""Types of events."""

KINDS: dict[str, str] = {
    "line_void": QT_TRANSLATE_NOOP("Events", "Line voided"),
    "lowered": QT_TRANSLATE_NOOP("Events", "Quantity lowered"),
    "cancelled": QT_TRANSLATE_NOOP("Events", "Basket cancelled"),
    "dropped": QT_TRANSLATE_NOOP("Events", "Parked basket dropped"),
    "parked": QT_TRANSLATE_NOOP("Events", "Parked basket waits"),
    "discount": QT_TRANSLATE_NOOP("Events", "Discount by hand"),
    "price_change": QT_TRANSLATE_NOOP("Events", "Price by hand"),
    "open_item": QT_TRANSLATE_NOOP("Events", "Open item"),
    "empties": QT_TRANSLATE_NOOP("Events", "Empties"),
    "return": QT_TRANSLATE_NOOP("Events", "Return"),
    "no_receipt_return": QT_TRANSLATE_NOOP("Events", "Return, no receipt"),
    "post_void": QT_TRANSLATE_NOOP("Events", "Post-void"),
    "no_sale": QT_TRANSLATE_NOOP("Events", "Drawer without a sale"),
    "paid_in": QT_TRANSLATE_NOOP("Events", "Paid in"),
    "paid_out": QT_TRANSLATE_NOOP("Events", "Paid out"),
    "safe_drop": QT_TRANSLATE_NOOP("Events", "Safe drop"),
    "recount": QT_TRANSLATE_NOOP("Events", "Counted again"),
    "over_short": QT_TRANSLATE_NOOP("Events", "Over or short"),
    "reprint": QT_TRANSLATE_NOOP("Events", "Copy printed"),
    "approval": QT_TRANSLATE_NOOP("Events", "Approval"),
    "wrong_pin": QT_TRANSLATE_NOOP("Events", "Wrong PIN"),
    "throttled": QT_TRANSLATE_NOOP("Events", "PIN entry stopped"),
    "clock": QT_TRANSLATE_NOOP("Events", "Clock jump"),
    "unclean_stop": QT_TRANSLATE_NOOP("Events", "Unclean stop"),
    "training": QT_TRANSLATE_NOOP("Events", "Training"),
    "settings": QT_TRANSLATE_NOOP("Events", "Settings changed"),
    "looked": QT_TRANSLATE_NOOP("Events", "Looked at"),
    "exported": QT_TRANSLATE_NOOP("Events", "Export"),
}
"""Kinds of the register of exceptions."""

TROUBLES: dict[str, str] = {
    "hash_differs": QT_TRANSLATE_NOOP("Events", "its content was changed"),
    "header_differs": QT_TRANSLATE_NOOP("Events", "it stands in a wrong place"),
    "chain_broken": QT_TRANSLATE_NOOP("Events", "the event before it was changed or removed"),
    "previous_differs": QT_TRANSLATE_NOOP("Events", "the event before it was changed or removed"),
    "carried_differs": QT_TRANSLATE_NOOP("Events", "its content was changed"),
    "epochs_differ": QT_TRANSLATE_NOOP("Events", "the event before it was changed or removed"),
    "bad_signature": QT_TRANSLATE_NOOP("Events", "it is not signed by this register"),
    "not_an_event": QT_TRANSLATE_NOOP("Events", "it cannot be read"),
    "not_canonical": QT_TRANSLATE_NOOP("Events", "it is spelled in another way"),
    "head_mismatch": QT_TRANSLATE_NOOP("Events", "the end of the journal is missing"),
    "missing": QT_TRANSLATE_NOOP("Events", "there is no journal"),
    "no_journal": QT_TRANSLATE_NOOP("Events", "there is no journal"),
    "not_a_database": QT_TRANSLATE_NOOP("Events", "the database is damaged"),
    "truncated": QT_TRANSLATE_NOOP("Events", "the database is damaged"),
    "corrupt": QT_TRANSLATE_NOOP("Events", "the database is damaged"),
    "head_missing": QT_TRANSLATE_NOOP("Events", "the database is damaged"),
    "newer_program": QT_TRANSLATE_NOOP("Events", "a newer program wrote it"),
    "trigger_missing": QT_TRANSLATE_NOOP("Events", "what keeps events unchanged was taken out of the database"),
    "disk_full": QT_TRANSLATE_NOOP("Events", "the file cannot be read"),
    "io_error": QT_TRANSLATE_NOOP("Events", "the file cannot be read"),
    "read_only": QT_TRANSLATE_NOOP("Events", "the file cannot be read"),
    "cannot_open": QT_TRANSLATE_NOOP("Events", "the file cannot be read"),
    "busy": QT_TRANSLATE_NOOP("Events", "the file cannot be read"),
    "gap": QT_TRANSLATE_NOOP("Events", "events are missing"),
    "genesis_missing": QT_TRANSLATE_NOOP("Events", "events are missing"),
    "floor_not_named": QT_TRANSLATE_NOOP("Events", "events are missing"),
    "acknowledged_missing": QT_TRANSLATE_NOOP("Events", "events are missing"),
    "anchor_missing": QT_TRANSLATE_NOOP("Events", "events are missing"),
    "other_key": QT_TRANSLATE_NOOP("Events", "it is not of this register"),
    "foreign_epoch": QT_TRANSLATE_NOOP("Events", "it is not of this register"),
    "anchor_differs": QT_TRANSLATE_NOOP("Events", "it is not the one that was printed"),
    "invalid_body": QT_TRANSLATE_NOOP("Events", "it does not say what its kind of event must say"),
    "unbalanced": QT_TRANSLATE_NOOP("Events", "its own sums do not meet"),
    "receipt_gap": QT_TRANSLATE_NOOP("Events", "receipt numbers are missing or out of order"),
    "receipt_counter_differs": QT_TRANSLATE_NOOP("Events", "receipt numbers are missing or out of order"),
    "z_gap": QT_TRANSLATE_NOOP("Events", "Z numbers are missing or out of order"),
    "z_counter_differs": QT_TRANSLATE_NOOP("Events", "Z numbers are missing or out of order"),
    "sale_row_differs": QT_TRANSLATE_NOOP("Events", "the receipt kept beside it was changed"),
    "slip_differs": QT_TRANSLATE_NOOP("Events", "a credit slip was taken for another amount or by another code"),
    "slip_not_back": QT_TRANSLATE_NOOP("Events", "taken back without the credit slip that it gave"),
    "slip_number_differs": QT_TRANSLATE_NOOP("Events", "a credit slip has the number of another document"),
    "slip_row_differs": QT_TRANSLATE_NOOP("Events", "what is kept of a credit slip was changed"),
    "slip_twice": QT_TRANSLATE_NOOP("Events", "a credit slip was used more than once"),
    "slip_unknown": QT_TRANSLATE_NOOP("Events", "a credit slip was taken that was never given"),
    "correction_row_differs": QT_TRANSLATE_NOOP("Events", "the receipt kept beside it was changed"),
    "sale_data_differs": QT_TRANSLATE_NOOP("Events", "the receipt kept beside it was changed"),
    "correction_data_differs": QT_TRANSLATE_NOOP("Events", "the receipt kept beside it was changed"),
    "shift_row_differs": QT_TRANSLATE_NOOP("Events", "the list of shifts was changed"),
    "outside_shift": QT_TRANSLATE_NOOP("Events", "it does not fit the shifts around it"),
    "two_shifts_open": QT_TRANSLATE_NOOP("Events", "it does not fit the shifts around it"),
    "shift_twice": QT_TRANSLATE_NOOP("Events", "it does not fit the shifts around it"),
    "opening_differs": QT_TRANSLATE_NOOP("Events", "it does not fit the shifts around it"),
    "z_without_shift": QT_TRANSLATE_NOOP("Events", "it does not fit the shifts around it"),
    "during_count": QT_TRANSLATE_NOOP("Events", "the count of the drawer was not done as it must be"),
    "comparison_differs": QT_TRANSLATE_NOOP("Events", "the count of the drawer was not done as it must be"),
    "z_count_differs": QT_TRANSLATE_NOOP("Events", "the count of the drawer was not done as it must be"),
    "x_differs": QT_TRANSLATE_NOOP("Events", "the report does not say what its events sum to"),
    "x_head_differs": QT_TRANSLATE_NOOP("Events", "the report does not say what its events sum to"),
    "z_differs": QT_TRANSLATE_NOOP("Events", "the report does not say what its events sum to"),
    "z_head_differs": QT_TRANSLATE_NOOP("Events", "the report does not say what its events sum to"),
    "z_incomplete": QT_TRANSLATE_NOOP("Events", "the report does not say what its events sum to"),
    "z_opening_differs": QT_TRANSLATE_NOOP("Events", "the report does not say what its events sum to"),
    "sale_twice": QT_TRANSLATE_NOOP("Events", "it is stated twice"),
    "correction_twice": QT_TRANSLATE_NOOP("Events", "it is stated twice"),
    "post_void_twice": QT_TRANSLATE_NOOP("Events", "it is stated twice"),
    "unknown_sale": QT_TRANSLATE_NOOP("Events", "more or something else came back than was sold"),
    "post_void_of_returned": QT_TRANSLATE_NOOP("Events", "more or something else came back than was sold"),
    "post_void_other_shift": QT_TRANSLATE_NOOP("Events", "more or something else came back than was sold"),
    "post_void_differs": QT_TRANSLATE_NOOP("Events", "more or something else came back than was sold"),
    "return_of_post_voided": QT_TRANSLATE_NOOP("Events", "more or something else came back than was sold"),
    "return_differs": QT_TRANSLATE_NOOP("Events", "more or something else came back than was sold"),
    "return_line_unknown": QT_TRANSLATE_NOOP("Events", "more or something else came back than was sold"),
    "return_above": QT_TRANSLATE_NOOP("Events", "more or something else came back than was sold"),
    "refund_above": QT_TRANSLATE_NOOP("Events", "more or something else came back than was sold"),
    "exchange_unsettled": QT_TRANSLATE_NOOP("Events", "the two halves of the exchange do not settle each other"),
    "clock_went_back": QT_TRANSLATE_NOOP("Events", "the clock went back, and the register did not say so"),
    "clock_unreadable": QT_TRANSLATE_NOOP("Events", "the clock went back, and the register did not say so"),
}
"""What does not hold of an event or of the whole journal, by the code of the check."""


def event_name(event_type: str) -> str:
    """Return the name of a type of event."""
    return _said(TYPES, event_type)


def kind_name(kind: str) -> str:
    """Return the name of a kind of exception."""
    return _said(KINDS, kind)


def trouble_name(code: str) -> str:
    """Return what is wrong with an event."""
    return _said(TROUBLES, code)


def field_name(path: str) -> str:
    """Return the name of a field: "lines.2.sku" as "Lines 2 · SKU"."""
    parts: list[str] = []
    for part in path.split("."):
        if part.isdigit() and parts:
            parts[-1] = f"{parts[-1]} {part}"
        else:
            parts.append(_said(FIELDS, part))
    return " · ".join(parts)


def value_name(code: str) -> str:
    """Return the words of a code that stands in a field."""
    return _said(VALUES, code)


def _said(words: dict[str, str], key: str) -> str:
    text = words.get(key)
    return QCoreApplication.translate("Events", text) if text is not None else key
