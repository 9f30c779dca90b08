"""The message codes of paying, of who is at the till and of approvals; joined to the catalogue's."""

from __future__ import annotations


def QT_TRANSLATE_NOOP(context: str, text: str) -> str:  # noqa: ARG001 - lupdate reads it
    """Mark `text` for lupdate, which knows the function by this name; Qt's own is typed as returning any object."""
    return text


TILL: dict[str, str] = {
    # paying
    "card_at_terminal": QT_TRANSLATE_NOOP(
        "Messages", "Card at the terminal||Wait, ask again with F5 or cancel it: F4."
    ),
    "card_unknown": QT_TRANSLATE_NOOP("Messages", "Card: outcome unknown||Ask the terminal: F5."),
    "needs_the_line": QT_TRANSLATE_NOOP("Messages", "Needs the line|The register is offline.|Take another tender."),
    "not_for_these_goods": QT_TRANSLATE_NOOP(
        "Messages", "Not for these goods|The tender pays only some kinds of goods.|Take another tender."
    ),
    "no_terminal": QT_TRANSLATE_NOOP("Messages", "No terminal is set up||Take another tender."),
    "pays_out_cash_only": QT_TRANSLATE_NOOP("Messages", "Paid out in cash only||Enter pays it out."),
    "nothing_to_pay": QT_TRANSLATE_NOOP("Messages", "Nothing is left to pay"),
    "amount_not_positive": QT_TRANSLATE_NOOP("Messages", "The amount must be above zero||Type the amount."),
    "above_amount_due": QT_TRANSLATE_NOOP("Messages", "More than is left to pay|Only cash gives change.|Type less."),
    "voucher_twice": QT_TRANSLATE_NOOP("Messages", "This voucher was taken already|Every voucher counts once."),
    # credit slips
    "not_a_slip": QT_TRANSLATE_NOOP(
        "Messages",
        "That is no code of a credit slip|Nothing was taken.|Scan it, or type all that stands under its code.",
    ),
    "slip_by_code": QT_TRANSLATE_NOOP(
        "Messages", "A credit slip is worth what it says|It is taken by its code alone.|Scan it, or press F7."
    ),
    "slips_not_taken": QT_TRANSLATE_NOOP("Messages", "This store takes no credit slips||Take another tender."),
    "slip_twice": QT_TRANSLATE_NOOP(
        "Messages", "Credit slip {slip} was taken already|It counts once.|Scan another one."
    ),
    "slip_needs_line": QT_TRANSLATE_NOOP(
        "Messages",
        "Credit slip {slip} is of another register|Only the line to the centre can tell whether it is worth anything."
        "|Take another tender, or pay at the register that gave it.",
    ),
    "slip_unknown": QT_TRANSLATE_NOOP(
        "Messages",
        "Credit slip {slip} was never given|The number is of this register, the code is not.|Call the manager.",
    ),
    "credit_slip_used": QT_TRANSLATE_NOOP(
        "Messages", "Credit slip {slip} was used already|It pays once.|Take another tender."
    ),
    "slip_void": QT_TRANSLATE_NOOP(
        "Messages", "Credit slip {slip} is void|The sale that gave it was taken back.|Take another tender."
    ),
    "slip_in_pay": QT_TRANSLATE_NOOP(
        "Messages", "Credit slip {slip} pays, it is no goods||Go to Pay and scan it there."
    ),
    "slip_not_back": QT_TRANSLATE_NOOP(
        "Messages", "The sale gave a credit slip that is not back|It has to come back unused.|Scan it here, or F7."
    ),
    "slip_of_other_sale": QT_TRANSLATE_NOOP(
        "Messages", "Credit slip {slip} is of another sale||Scan the one that this sale gave."
    ),
    "bad_amount": QT_TRANSLATE_NOOP("Messages", "That is no amount|Nothing was taken.|Check what was typed."),
    "pays_out_whole": QT_TRANSLATE_NOOP(
        "Messages", "{amount} is paid out, no more and no less|Nothing was paid out.|Clear what was typed, then Enter."
    ),
    "type_amount_first": QT_TRANSLATE_NOOP("Messages", "Type the amount first||Then press the key again."),
    "parts_taken": QT_TRANSLATE_NOOP(
        "Messages", "Money was taken already|It would be lost from sight.|Give each part back first: F4 or −."
    ),
    "scanned_in_pay": QT_TRANSLATE_NOOP(
        "Messages", "Not added: payment is open|The sum does not change while it is paid.|Esc, then scan again."
    ),
    "scanned_in_panel": QT_TRANSLATE_NOOP("Messages", "Not added: finish here first||Enter or Esc, then scan again."),
    "reversal_unknown": QT_TRANSLATE_NOOP(
        "Messages", "Nobody knows whether the card got its money back|The part stays as it was.|Remove it again: F4."
    ),
    "reversal_refused": QT_TRANSLATE_NOOP(
        "Messages", "The card did not get its money back|The part stays as it was.|Remove it again: F4."
    ),
    "basket_too_large": QT_TRANSLATE_NOOP(
        "Messages", "Too much for one receipt|Nothing was taken.|Void some lines and sell them in a second receipt."
    ),
    "card_approved_late": QT_TRANSLATE_NOOP(
        "Messages", "A card was approved after all|It counts as paid again.|Keep it, or give it back: F4 in Pay."
    ),
    "card_to_return": QT_TRANSLATE_NOOP(
        "Messages", "A card paid for nothing|It was approved, and no sale uses it.|Call the manager: give it back."
    ),
    "overpaid": QT_TRANSLATE_NOOP("Messages", "More was taken than the basket costs||Give a part back: F4."),
    "reverse_first": QT_TRANSLATE_NOOP("Messages", "The card must get its money back first||Remove the part: F4."),
    "no_such_part": QT_TRANSLATE_NOOP("Messages", "That part is gone|The payment has changed."),
    "not_paid": QT_TRANSLATE_NOOP("Messages", "Not paid in full yet||Take what is left."),
    "unknown_tender": QT_TRANSLATE_NOOP("Messages", "This register does not take that tender||Take another tender."),
    "cancelled": QT_TRANSLATE_NOOP("Messages", "Cancelled"),
    "declined": QT_TRANSLATE_NOOP("Messages", "Refused"),
    "slip": QT_TRANSLATE_NOOP("Messages", "Refused by the slip"),
    # who is at the till
    "pin_wait": QT_TRANSLATE_NOOP("Messages", "Too many wrong PINs||Wait, then try again."),
    "not_allowed": QT_TRANSLATE_NOOP("Messages", "Not allowed for whoever is logged in||Ask somebody who may."),
    "unknown_event": QT_TRANSLATE_NOOP("Messages", "That event is not kept here any more||The centre has it."),
    "export_exists": QT_TRANSLATE_NOOP("Messages", "Such a folder is there already||Try again in a second."),
    "export_nothing": QT_TRANSLATE_NOOP("Messages", "There is nothing to export||Choose another time."),
    "export_no_such_shift": QT_TRANSLATE_NOOP("Messages", "That shift is not kept here any more||The centre has it."),
    "export_damaged": QT_TRANSLATE_NOOP(
        "Messages", "The journal is damaged, nothing was exported||Call support: the doctor names the event."
    ),
    "export_disk_full": QT_TRANSLATE_NOOP("Messages", "The disk is full, nothing was exported||Make room, try again."),
    "export_read_only": QT_TRANSLATE_NOOP(
        "Messages", "The folder cannot be written to, nothing was exported||Check the disk, try again."
    ),
    "export_cannot_open": QT_TRANSLATE_NOOP(
        "Messages", "The folder cannot be opened, nothing was exported||Check the disk, try again."
    ),
    "export_io_error": QT_TRANSLATE_NOOP("Messages", "The disk failed, nothing was exported||Take another disk."),
    "reason_needed": QT_TRANSLATE_NOOP("Messages", "No reason is given||Choose one, or write it where it says so."),
    "chip_needed": QT_TRANSLATE_NOOP("Messages", "A printed badge only says who||Type the PIN."),
    "wrong_pin": QT_TRANSLATE_NOOP("Messages", "Wrong PIN||Type it again."),
    "pin_expired": QT_TRANSLATE_NOOP(
        "Messages", "The PIN has expired|A register of this store was stolen.|Get a new PIN from the office."
    ),
    "unknown_staff": QT_TRANSLATE_NOOP("Messages", "Not known in this store any more||Choose somebody else."),
    "own_act": QT_TRANSLATE_NOOP("Messages", "Nobody approves their own act||Choose somebody else."),
    "above_limit": QT_TRANSLATE_NOOP("Messages", "Above that person's limit too||Choose somebody else."),
    "shift_open": QT_TRANSLATE_NOOP("Messages", "A shift is open already"),
    "bad_count": QT_TRANSLATE_NOOP("Messages", "That count cannot be right||Check the pieces."),
    # the register
    "suspending": QT_TRANSLATE_NOOP("Messages", "The last basket is still being written||Try again in a moment."),
    "not_suspended": QT_TRANSLATE_NOOP(
        "Messages", "A basket could not be parked|The disk refused it; it is kept in memory.|Finish this basket first."
    ),
    "basket_open": QT_TRANSLATE_NOOP("Messages", "A basket is open||Finish or suspend it first."),
    "no_printer": QT_TRANSLATE_NOOP("Messages", "No printer is set up||F11, Settings."),
    "settings_not_kept": QT_TRANSLATE_NOOP(
        "Messages", "The settings were not kept|The disk refused; they hold until the next start.|Call the technician."
    ),
    "internal_error": QT_TRANSLATE_NOOP(
        "Messages", "Something went wrong inside|The log says what.|Try again; if it stays, call the technician."
    ),
    # what is approved
    "approve_discount_percent": QT_TRANSLATE_NOOP("Messages", "Discount"),
    "approve_price_change": QT_TRANSLATE_NOOP("Messages", "Price by hand"),
    "approve_line_void": QT_TRANSLATE_NOOP("Messages", "Void of a line"),
    "approve_lower_quantity": QT_TRANSLATE_NOOP("Messages", "Lower quantity"),
    "approve_cancel_basket": QT_TRANSLATE_NOOP("Messages", "Cancelling the basket"),
    "approve_open_item": QT_TRANSLATE_NOOP("Messages", "Open item"),
    "approve_no_sale": QT_TRANSLATE_NOOP("Messages", "Drawer without a sale"),
    "approve_reprint": QT_TRANSLATE_NOOP("Messages", "Copy of a receipt"),
    "approve_drop_suspended": QT_TRANSLATE_NOOP("Messages", "Dropping a suspended basket"),
    "approve_refund": QT_TRANSLATE_NOOP("Messages", "Refund"),
    "approve_no_receipt_return": QT_TRANSLATE_NOOP("Messages", "Return without a receipt"),
    "approve_post_void": QT_TRANSLATE_NOOP("Messages", "Voiding a finished sale"),
    "approve_empties": QT_TRANSLATE_NOOP("Messages", "Empties"),
    "approve_open_shift": QT_TRANSLATE_NOOP("Messages", "Opening a shift"),
    "approve_cash_move": QT_TRANSLATE_NOOP("Messages", "Cash in or out"),
    "approve_settings": QT_TRANSLATE_NOOP("Messages", "Settings"),
    "approve_see_customer": QT_TRANSLATE_NOOP("Messages", "Customer's data"),
    "approve_close_shift": QT_TRANSLATE_NOOP("Messages", "Closing the shift"),
    "approve_difference": QT_TRANSLATE_NOOP("Messages", "Closing with this difference"),
    "approve_carried_cards": QT_TRANSLATE_NOOP("Messages", "Closing with a payment unsettled"),
    "approve_close_others_shift": QT_TRANSLATE_NOOP("Messages", "Closing another person's shift"),
    "approve_x_report": QT_TRANSLATE_NOOP("Messages", "X report"),
    "approve_see_expected": QT_TRANSLATE_NOOP("Messages", "Expected cash"),
    "approve_see_exceptions": QT_TRANSLATE_NOOP("Messages", "Register of exceptions"),
    "approve_see_journal": QT_TRANSLATE_NOOP("Messages", "Journal"),
    "approve_training": QT_TRANSLATE_NOOP("Messages", "Training mode"),
    "approve_export": QT_TRANSLATE_NOOP("Messages", "Export"),
}
