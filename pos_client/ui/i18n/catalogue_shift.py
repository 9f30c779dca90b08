"""The message codes of a shift: cash moves, the count, the comparison, X and Z; joined to the catalogue's."""

from __future__ import annotations


def QT_TRANSLATE_NOOP(context: str, text: str) -> str:  # noqa: ARG001 - lupdate reads it
    """Mark `text` for lupdate, which knows the function by this name; Qt's own is typed as returning any object."""
    return text


SHIFT: dict[str, str] = {
    # cash moves
    "amount_too_large": QT_TRANSLATE_NOOP("Messages", "That amount cannot be right||Check what was typed."),
    "bag_needed": QT_TRANSLATE_NOOP("Messages", "The bag has no number||Scan or type the number on the bag."),
    "reason_words_needed": QT_TRANSLATE_NOOP("Messages", "This reason needs words||Say why in a few words."),
    "unknown_move": QT_TRANSLATE_NOOP("Messages", "This register knows no such cash move"),
    # a shift that waits to be closed
    "shift_day_over": QT_TRANSLATE_NOOP(
        "Messages", "Shift {number} was not closed|{name}, open since {opened}.|A manager counts and closes it."
    ),
    "shift_owner_gone": QT_TRANSLATE_NOOP(
        "Messages", "Shift {number} has nobody|{name} is not known here any more.|A manager counts and closes it."
    ),
    # counting
    "counting": QT_TRANSLATE_NOOP(
        "Messages", "The till is being counted|Nothing is sold and no cash moves.|Finish the count, or give it up: Esc."
    ),
    "not_counting": QT_TRANSLATE_NOOP("Messages", "Nobody is counting||F11, Shift, Count and close."),
    "fields_left": QT_TRANSLATE_NOOP(
        "Messages",
        "The count is not finished|{count} fields are empty; empty is not zero.|Enter counts an empty one 0.",
    ),
    "terminal_reading": QT_TRANSLATE_NOOP(
        "Messages", "The terminal is being asked||Wait for its answer, or type the total from its slip."
    ),
    "unknown_denomination": QT_TRANSLATE_NOOP("Messages", "This store counts no such piece"),
    "count_by_pieces": QT_TRANSLATE_NOOP("Messages", "This tender is counted in pieces"),
    # comparing and closing
    "already_compared": QT_TRANSLATE_NOOP("Messages", "The count was compared already||To count again: F4."),
    "not_compared": QT_TRANSLATE_NOOP("Messages", "The count was not compared yet||Finish it and press F9."),
    "no_recounts": QT_TRANSLATE_NOOP(
        "Messages", "It was counted often enough|Every count is on record.|Explain the difference and close."
    ),
    "cash_left_above_counted": QT_TRANSLATE_NOOP(
        "Messages", "More is left than was counted||Type what really stays in the drawer."
    ),
    "baskets_suspended": QT_TRANSLATE_NOOP(
        "Messages", "{count} suspended baskets wait||Cancel them with a reason, or carry them."
    ),
    "cards_open": QT_TRANSLATE_NOOP(
        "Messages", "{count} card payments have no outcome||Ask the terminal, or leave them to the manager."
    ),
    "changed_since_count": QT_TRANSLATE_NOOP(
        "Messages", "Something was written since the count|What is expected has changed.|Count again: F4."
    ),
    "no_fiscal_device": QT_TRANSLATE_NOOP("Messages", "This store has no fiscal device"),
    "unknown_report": QT_TRANSLATE_NOOP("Messages", "There is no Z {number} on this register"),
}
