"""Every message code and its English text: what happened | why | next step. Data for `messages`.

The texts are marked for lupdate and translated as one piece when shown. Add a code here and it is translated
everywhere.
"""

from __future__ import annotations

from pos_client.ui.i18n.catalogue_line import LINE
from pos_client.ui.i18n.catalogue_returns import RETURNS
from pos_client.ui.i18n.catalogue_shift import SHIFT
from pos_client.ui.i18n.catalogue_till import TILL
from pos_client.ui.i18n.catalogue_upkeep import SUBJECTS, TRIALS, UPKEEP


def QT_TRANSLATE_NOOP(context: str, text: str) -> str:  # noqa: ARG001 - lupdate reads it
    """Mark `text` for lupdate, which knows the function by this name; Qt's own is typed as returning any object."""
    return text


MESSAGES: dict[str, str] = {
    "unknown_message": QT_TRANSLATE_NOOP("Messages", "Not done ({code})||Try again or call the manager."),
    "unknown_code": QT_TRANSLATE_NOOP(
        "Messages", "Unknown code {raw}|Nothing was added.|Enter: find by name; F4: open item"
    ),
    "unknown_item": QT_TRANSLATE_NOOP(
        "Messages", "No product for {raw}|Nothing was added.|Enter: find by name; F4: open item"
    ),
    "no_price": QT_TRANSLATE_NOOP(
        "Messages", "No price for {raw}|The product has no price in force today.|Call the manager."
    ),
    "bad_check_digit": QT_TRANSLATE_NOOP(
        "Messages", "Code {raw} is misread|Its check digit is wrong.|Scan it again or type it anew."
    ),
    "too_long": QT_TRANSLATE_NOOP("Messages", "That code is too long|Nothing was added.|Scan one code at a time."),
    "unreadable": QT_TRANSLATE_NOOP(
        "Messages", "The code cannot be read|Nothing was added.|Scan again or find the product by name."
    ),
    "garbage": QT_TRANSLATE_NOOP(
        "Messages", "The scanner sent no code|Nothing was added.|Scan again; if it stays, check the scanner."
    ),
    "queue_full": QT_TRANSLATE_NOOP(
        "Messages", "Too much came at once|The last input was not taken.|Check the last line and do it again."
    ),
    "zero_weight": QT_TRANSLATE_NOOP(
        "Messages", "The label weighs nothing|A weight of zero is not sold.|Weigh the goods again."
    ),
    "zero_price": QT_TRANSLATE_NOOP(
        "Messages", "The label costs nothing|A price of zero is not sold.|Weigh the goods again."
    ),
    "expired": QT_TRANSLATE_NOOP(
        "Messages", "Past its last day {expiry}|It may not be sold.|Take another piece and put this one aside."
    ),
    "sticker_expired": QT_TRANSLATE_NOOP(
        "Messages", "The markdown sticker ended {expiry}|Nothing was added.|Scan the product's own code."
    ),
    "sticker_twice": QT_TRANSLATE_NOOP(
        "Messages", "This markdown sticker was used already|Every sticker counts once.|Scan the product's own code."
    ),
    "marking_code_twice": QT_TRANSLATE_NOOP(
        "Messages",
        "This piece was scanned already|Every square code is sold once.|Scan the square code of the next piece.",
    ),
    "marked_scan_needed": QT_TRANSLATE_NOOP(
        "Messages", "Scan the square code|The product is marked; its quantity comes from scanning every piece."
    ),
    "not_supported_code": QT_TRANSLATE_NOOP(
        "Messages", "Code {raw} is not used here yet|Cards, coupons and orders come with a later release."
    ),
    "nothing_to_void": QT_TRANSLATE_NOOP("Messages", "That product is not in the basket|Nothing was voided."),
    "too_many_lines": QT_TRANSLATE_NOOP(
        "Messages", "The basket is full|It has as many lines as a receipt may have.|Take the payment and start another."
    ),
    "no_such_line": QT_TRANSLATE_NOOP("Messages", "That line is gone|The basket has changed.|Choose a line again."),
    "not_changeable": QT_TRANSLATE_NOOP(
        "Messages", "This line cannot be changed|Its label or code fixes it.|Void it and scan again."
    ),
    "quantity_not_whole": QT_TRANSLATE_NOOP(
        "Messages", "Whole pieces only|The product is sold by the piece.|Type a whole number."
    ),
    "quantity_not_positive": QT_TRANSLATE_NOOP(
        "Messages", "The quantity must be above zero||To take the line out, void it with Del."
    ),
    "quantity_too_large": QT_TRANSLATE_NOOP("Messages", "That quantity is too large||Check what was typed."),
    "confirm_quantity": QT_TRANSLATE_NOOP(
        "Messages", "{quantity} pieces?|That is more than 99.|Enter takes it, Esc does not."
    ),
    "charge_follows_parent": QT_TRANSLATE_NOOP("Messages", "A deposit follows its product||Change the product's line."),
    "above_highest_quantity": QT_TRANSLATE_NOOP(
        "Messages", "At most {highest} in one sale|The product has a highest quantity."
    ),
    "above_highest_weight": QT_TRANSLATE_NOOP(
        "Messages", "The label weighs too much|The product has a highest weight.|Weigh the goods again."
    ),
    "below_zero_weight": QT_TRANSLATE_NOOP("Messages", "The weight must be above zero||Weigh the goods again."),
    "forbidden_hours": QT_TRANSLATE_NOOP(
        "Messages", "Not sold at this hour|The law or the store forbids it now.|Put the goods aside."
    ),
    "price_above_maximum": QT_TRANSLATE_NOOP("Messages", "The price is above the highest allowed||Call the manager."),
    "discount_not_allowed": QT_TRANSLATE_NOOP("Messages", "No discount on this product|It is excluded from discounts."),
    "nothing_to_split": QT_TRANSLATE_NOOP("Messages", "Nothing to split|Split needs less than the line has."),
    "underage": QT_TRANSLATE_NOOP(
        "Messages", "Age was refused|The goods may not be sold in this basket.|Void these lines."
    ),
    "age_refused": QT_TRANSLATE_NOOP(
        "Messages", "Age was refused|The goods may not be sold in this basket.|Void these lines."
    ),
    "errors": QT_TRANSLATE_NOOP(
        "Messages",
        "A code is not answered yet|The customer may think it was counted.|Enter: find by name, Esc: leave it out.",
    ),
    "age": QT_TRANSLATE_NOOP("Messages", "Check the age first||F5: seen, F8: refused."),
    "empty": QT_TRANSLATE_NOOP("Messages", "The basket is empty||Scan the first product."),
    "restricted": QT_TRANSLATE_NOOP("Messages", "Something may not be sold now||Void the marked lines."),
    "fiscal_day": QT_TRANSLATE_NOOP(
        "Messages", "The fiscal day is over 24 hours old|The law allows no sale in it.|Close it: F11, Reports."
    ),
    "negative": QT_TRANSLATE_NOOP("Messages", "The basket is below zero||Add goods or void a line."),
    "no_shift": QT_TRANSLATE_NOOP("Messages", "No shift is open||Count the opening cash first."),
    "nobody_logged_in": QT_TRANSLATE_NOOP("Messages", "Nobody is logged in||Log in with badge or PIN."),
    "journal_failed": QT_TRANSLATE_NOOP(
        "Messages", "The disk did not take the record|Nothing was lost; nothing new is taken.|Call the technician."
    ),
    "later_release": QT_TRANSLATE_NOOP("Messages", "Not in this release|It comes with a later release."),
    "customers_later": QT_TRANSLATE_NOOP(
        "Messages", "Customers come with a later release|No card can be attached at this register yet."
    ),
    "no_line": QT_TRANSLATE_NOOP("Messages", "There is no line to change||Scan the first product."),
    "nothing_suspended": QT_TRANSLATE_NOOP("Messages", "No basket is suspended"),
    "no_open_item": QT_TRANSLATE_NOOP("Messages", "This cannot be sold as an open item||Find the product by name."),
    "unknown_product": QT_TRANSLATE_NOOP(
        "Messages", "No such product: {raw}|It is not in the catalogue.|Find another by name."
    ),
    "unknown_label": QT_TRANSLATE_NOOP(
        "Messages", "Label {raw} names no product|Nothing was added.|Enter: find by name; F4: open item"
    ),
    "nothing_found": QT_TRANSLATE_NOOP(
        "Messages", "Nothing is called {raw}|Neither a name nor a code begins so.|Type a shorter part of the name."
    ),
    "not_in_basket": QT_TRANSLATE_NOOP("Messages", "That product is not in the basket|Nothing was voided."),
    "weight_needed": QT_TRANSLATE_NOOP(
        "Messages", "The weight is missing|The product is sold by weight.|Scan its label, or type the weight: 0.5*"
    ),
    "gift_cards_not_sold_here": QT_TRANSLATE_NOOP(
        "Messages", "Gift cards are not sold here|They come with a later release."
    ),
    "open_item_by_key": QT_TRANSLATE_NOOP(
        "Messages", "An open item needs its price|Nothing was added.|Press F4 on a code that was not found."
    ),
    "price_not_positive": QT_TRANSLATE_NOOP("Messages", "The price must be above zero||Type the price."),
    "needs_approval": QT_TRANSLATE_NOOP(
        "Messages", "That needs an approval|It is above the cashier's limit.|Choose the line and press Del."
    ),
    "coupon_twice": QT_TRANSLATE_NOOP("Messages", "This coupon is in the basket already|Every coupon counts once."),
    "coupon_attached": QT_TRANSLATE_NOOP("Messages", "Coupon taken|It counts as soon as its goods are there."),
    "unknown_coupon": QT_TRANSLATE_NOOP("Messages", "Coupon {raw} is not known|No promotion in force needs it."),
    "unknown_card": QT_TRANSLATE_NOOP("Messages", "Card {raw} is not known here|Customers come with a later release."),
    "unknown_order": QT_TRANSLATE_NOOP("Messages", "Order {raw} is not known here|Orders come with a later release."),
    "unknown_badge": QT_TRANSLATE_NOOP("Messages", "That is no badge of this store|Nothing was added."),
    "unknown_receipt": QT_TRANSLATE_NOOP(
        "Messages",
        "Receipt {receipt} is not on this register|It was sold elsewhere or never.|Ask the register that printed it.",
    ),
    "receipt_damaged": QT_TRANSLATE_NOOP(
        "Messages",
        "Receipt {receipt} was changed on disk|It is not what the signed journal says of it; nothing was done with it.|"
        "Tell the store's manager: the journal has to be verified.",
    ),
    "unknown_basket": QT_TRANSLATE_NOOP(
        "Messages", "That basket is not suspended here|It was recalled or dropped already."
    ),
    "empties_not_taken": QT_TRANSLATE_NOOP("Messages", "Empties are not taken here|The store has no rule for them."),
    "above_discount_limit": QT_TRANSLATE_NOOP(
        "Messages",
        "Too much taken off|A line's discounts together are above the limit.|Lower one, or have it approved.",
    ),
    "above_empties_limit": QT_TRANSLATE_NOOP(
        "Messages", "Too much for empties|It is above the cashier's limit for one basket.|Call the manager."
    ),
    "scan_it": QT_TRANSLATE_NOOP(
        "Messages",
        "Scan this code|A typed price is above the cashier's limit.|Scan it, or change the price of the line.",
    ),
    "slip_used": QT_TRANSLATE_NOOP("Messages", "This slip was paid out already|Every slip counts once."),
    "marked_one_by_one": QT_TRANSLATE_NOOP(
        "Messages", "Scan every piece|A marked product has no typed quantity.|Scan the square code of each piece."
    ),
    "marking_wait": QT_TRANSLATE_NOOP("Messages", "A marked unit is being checked||Wait a second or two."),
    "marking_refused": QT_TRANSLATE_NOOP(
        "Messages", "This unit may not be sold|The marking scheme refuses it.|Put it aside and take another one."
    ),
    "marking_no_answer": QT_TRANSLATE_NOOP(
        "Messages",
        "The unit could not be checked|Without an answer the store does not sell marked goods.|Scan it again.",
    ),
    "marking_code_sold": QT_TRANSLATE_NOOP(
        "Messages", "This piece was sold already|Its square code is used up.|Take another piece and call the manager."
    ),
    "sticker_used": QT_TRANSLATE_NOOP(
        "Messages", "This markdown sticker was used already|Every sticker counts once.|Scan the product's own code."
    ),
    "ask_quantity": QT_TRANSLATE_NOOP(
        "Messages", "{quantity} pieces?|That is more than 99.|Enter takes it, Esc does not."
    ),
    "age_unanswered": QT_TRANSLATE_NOOP("Messages", "Check the age first||F5: seen, F8: refused."),
    "confirm_slip": QT_TRANSLATE_NOOP("Messages", "What does the slip say?||F5: approved, F4: declined."),
    "not_started": QT_TRANSLATE_NOOP("Messages", "The terminal did not take it|Nothing was taken.|Try again."),
    "not_returned": QT_TRANSLATE_NOOP("Messages", "The money did not go back|The bank refused it.|Call the manager."),
    "not_found": QT_TRANSLATE_NOOP("Messages", "Nothing there|Nothing was taken.|Check the connection and try again."),
    "in_progress": QT_TRANSLATE_NOOP("Messages", "The card is still at the terminal||Wait and ask again."),
    "intent_reused": QT_TRANSLATE_NOOP("Messages", "The terminal knows another amount||Call the manager."),
    "amount_mismatch": QT_TRANSLATE_NOOP(
        "Messages", "The terminal states another amount||Compare the slip and call the manager."
    ),
    "currency_mismatch": QT_TRANSLATE_NOOP(
        "Messages", "The terminal states another currency||Compare the slip and call the manager."
    ),
    "wrong_intent": QT_TRANSLATE_NOOP("Messages", "The terminal answered another question||Ask again."),
    "unexpected_reply": QT_TRANSLATE_NOOP("Messages", "The answer makes no sense||Ask again."),
    "malformed": QT_TRANSLATE_NOOP("Messages", "The answer makes no sense||Ask again."),
    "answer_lost": QT_TRANSLATE_NOOP("Messages", "The answer was lost||Ask again."),
    "timeout": QT_TRANSLATE_NOOP("Messages", "No answer in time||Try again."),
    "unreachable": QT_TRANSLATE_NOOP(
        "Messages", "No connection|Nothing was taken.|Check the cable and power, then try again."
    ),
    "refused": QT_TRANSLATE_NOOP("Messages", "Refused|Nothing was taken.|Try again or call the manager."),
    "unplugged": QT_TRANSLATE_NOOP(
        "Messages", "The connection broke|The last input was cut off.|Check the cable and try again."
    ),
    "no_permission": QT_TRANSLATE_NOOP("Messages", "No access to the device||Call the technician."),
    "bad_settings": QT_TRANSLATE_NOOP("Messages", "The device is set up wrongly||Check it in F11, Settings."),
    "bad_address": QT_TRANSLATE_NOOP("Messages", "The device is set up wrongly||Check it in F11, Settings."),
    "no_terminator": QT_TRANSLATE_NOOP(
        "Messages", "The scan had no end|The scanner sends no Enter after a code.|Set up the scanner, or press Enter."
    ),
    "bad_length": QT_TRANSLATE_NOOP(
        "Messages", "That code has a wrong length|Nothing was added.|Scan again or find the product by name."
    ),
    "no_gtin": QT_TRANSLATE_NOOP(
        "Messages", "The code names no product|Nothing was added.|Scan the product's barcode."
    ),
    "not_a_product": QT_TRANSLATE_NOOP(
        "Messages", "That is no product's code|Nothing was added.|Scan the product's barcode."
    ),
    "bad_content": QT_TRANSLATE_NOOP("Messages", "The code is damaged|Nothing was added.|Scan again or type it anew."),
    "separator_lost": QT_TRANSLATE_NOOP(
        "Messages",
        "The scanner drops a separator|The square code came incomplete.|Call the technician to set up the scanner.",
    ),
    "unknown_prefix": QT_TRANSLATE_NOOP(
        "Messages", "That code is not of this store|Nothing was added.|Scan the product's barcode."
    ),
    "no_such_product": QT_TRANSLATE_NOOP("Messages", "That product is not in the basket|Nothing was voided."),
    "not_that_many": QT_TRANSLATE_NOOP("Messages", "The basket has fewer of them|{missing} are missing.|Type less."),
    "price_needed": QT_TRANSLATE_NOOP("Messages", "The price is missing|An open item needs its price.|Type the price."),
    "value_out_of_range": QT_TRANSLATE_NOOP("Messages", "That figure is not possible||Type another one."),
    "given_too_small": QT_TRANSLATE_NOOP("Messages", "Too little was given||Take the rest first."),
    "no_change": QT_TRANSLATE_NOOP("Messages", "This tender gives no change||Type less."),
    "part_against_total": QT_TRANSLATE_NOOP(
        "Messages", "That part goes the other way|The basket pays out.|Pay it out in cash."
    ),
    "priced_otherwise": QT_TRANSLATE_NOOP(
        "Messages", "The prices have changed|Nothing was sold.|Go back to the basket and pay again."
    ),
    "sale_exists": QT_TRANSLATE_NOOP(
        "Messages", "This sale is recorded already|It was sold once.|Print a copy of its receipt."
    ),
    "disk_full": QT_TRANSLATE_NOOP(
        "Messages", "The disk is full|Nothing was lost; nothing new is taken.|Call the technician."
    ),
    "io_error": QT_TRANSLATE_NOOP(
        "Messages", "The disk does not work|Nothing was lost; nothing new is taken.|Call the technician."
    ),
    "read_only": QT_TRANSLATE_NOOP(
        "Messages", "The disk is write-protected|Nothing was lost; nothing new is taken.|Call the technician."
    ),
    "cannot_open": QT_TRANSLATE_NOOP(
        "Messages", "The journal cannot be opened|Nothing was lost; nothing new is taken.|Call the technician."
    ),
    "busy": QT_TRANSLATE_NOOP("Messages", "Busy at the moment||Wait a little and try again."),
    "closed": QT_TRANSLATE_NOOP("Messages", "The register is being switched off|Nothing new is taken.|Start it again."),
    "database_error": QT_TRANSLATE_NOOP(
        "Messages", "The disk did not take the record|Nothing was lost; nothing new is taken.|Call the technician."
    ),
    "constraint": QT_TRANSLATE_NOOP(
        "Messages", "The disk did not take the record|Nothing was lost; nothing new is taken.|Call the technician."
    ),
    "corrupt": QT_TRANSLATE_NOOP(
        "Messages", "The journal is damaged|Nothing new is taken.|Call the technician; the backup is needed."
    ),
    "head_mismatch": QT_TRANSLATE_NOOP(
        "Messages", "The journal is damaged|Nothing new is taken.|Call the technician; the backup is needed."
    ),
    "missing": QT_TRANSLATE_NOOP(
        "Messages", "The journal is damaged|Nothing new is taken.|Call the technician; the backup is needed."
    ),
    "not_a_database": QT_TRANSLATE_NOOP(
        "Messages", "The journal is damaged|Nothing new is taken.|Call the technician; the backup is needed."
    ),
    "trigger_missing": QT_TRANSLATE_NOOP(
        "Messages", "The journal is damaged|Nothing new is taken.|Call the technician; the backup is needed."
    ),
    "truncated": QT_TRANSLATE_NOOP(
        "Messages", "The journal is damaged|Nothing new is taken.|Call the technician; the backup is needed."
    ),
    "sale_in_doubt": QT_TRANSLATE_NOOP(
        "Messages",
        "Not known whether the sale was written|The disk did not answer.|Enter tries again; it is never sold twice.",
    ),
    "label_one_by_one": QT_TRANSLATE_NOOP(
        "Messages", "Scan every label|A label has its own quantity.|Scan the labels one by one."
    ),
    "ask_slip": QT_TRANSLATE_NOOP("Messages", "What does the slip say?||F5: approved, F4: declined."),
    "not_integrated": QT_TRANSLATE_NOOP("Messages", "The terminal stands alone||Key the amount into it."),
    "card_amount_mismatch": QT_TRANSLATE_NOOP(
        "Messages", "The card was charged another amount|The terminal and the register differ.|Call the manager."
    ),
    "backup_failed": QT_TRANSLATE_NOOP(
        "Messages", "No backup was made|The journal itself is whole; selling goes on.|Call the technician."
    ),
    "journal_older": QT_TRANSLATE_NOOP(
        "Messages",
        "The journal is older than its copies|Somebody put an older file back: sales may be missing."
        "|Call the manager now: F11, Doctor.",
    ),
    "clock_went_back": QT_TRANSLATE_NOOP(
        "Messages", "The clock went back|Receipts would carry a wrong time.|Call the technician."
    ),
    "clock_went_ahead": QT_TRANSLATE_NOOP(
        "Messages", "The clock jumped ahead|Receipts would carry a wrong time.|Call the technician."
    ),
}
MESSAGES.update(LINE)
MESSAGES.update(TILL)
MESSAGES.update(SHIFT)
MESSAGES.update(RETURNS)
MESSAGES.update(UPKEEP)

DEVICES: dict[str, str] = {
    "ok": QT_TRANSLATE_NOOP("Messages", "{device}|Works."),
    "off": QT_TRANSLATE_NOOP("Messages", "{device}: off|It is not set up.|F11, Settings."),
    "failed": QT_TRANSLATE_NOOP("Messages", "{device}: no answer||Check its cable and power."),
    "wrong_currency": QT_TRANSLATE_NOOP("Messages", "{device}: another currency||Call the technician."),
    "unplugged": QT_TRANSLATE_NOOP("Messages", "{device}: unplugged||Plug it in; it is found again by itself."),
    "timeout": QT_TRANSLATE_NOOP("Messages", "{device}: no answer||Check its cable and power."),
    "refused": QT_TRANSLATE_NOOP("Messages", "{device}: cannot connect||Check its address in F11, Settings."),
    "offline": QT_TRANSLATE_NOOP("Messages", "{device}: off-line||Press its feed key or switch it on."),
    "no_paper": QT_TRANSLATE_NOOP("Messages", "{device}: no paper||Put in a roll."),
    "paper_low": QT_TRANSLATE_NOOP("Messages", "{device}: paper is low||Keep a roll ready."),
    "cover_open": QT_TRANSLATE_NOOP("Messages", "{device}: cover open||Close the cover."),
    "cutter": QT_TRANSLATE_NOOP("Messages", "{device}: cutter stuck||Switch off, free the cutter, switch on."),
    "overheated": QT_TRANSLATE_NOOP("Messages", "{device}: too hot||It goes on when it has cooled."),
    "error": QT_TRANSLATE_NOOP("Messages", "{device}: error||Switch it off and on."),
    "busy": QT_TRANSLATE_NOOP("Messages", "{device}: busy"),
    "unknown": QT_TRANSLATE_NOOP("Messages", "{device}: answer unknown||Ask it again."),
    "drawer_open": QT_TRANSLATE_NOOP("Messages", "{device}: open||Close the drawer."),
    "fiscal_day": QT_TRANSLATE_NOOP("Messages", "{device}: the day must be closed||F11, Reports."),
    "paper_near_end": QT_TRANSLATE_NOOP("Messages", "{device}: paper is low||Keep a roll ready."),
    "cutter_stuck": QT_TRANSLATE_NOOP("Messages", "{device}: cutter stuck||Switch off, free the cutter, switch on."),
    "broken": QT_TRANSLATE_NOOP(
        "Messages", "{device}: broken||Switch it off and on; if it stays, call the technician."
    ),
    "mechanical_error": QT_TRANSLATE_NOOP("Messages", "{device}: jammed||Switch off, free the paper, switch on."),
    "no_answer": QT_TRANSLATE_NOOP("Messages", "{device}: no answer||Check its cable and power."),
    "bad_document": QT_TRANSLATE_NOOP(
        "Messages", "{device}: document refused|It cannot be put on paper.|Call the technician."
    ),
    "unreachable": QT_TRANSLATE_NOOP("Messages", "{device}: no connection||Check its cable, power and the network."),
    "not_found": QT_TRANSLATE_NOOP(
        "Messages", "{device}: not found||Plug it in, or check its address in F11, Settings."
    ),
    "no_permission": QT_TRANSLATE_NOOP(
        "Messages", "{device}: no access|The system does not allow it.|Call the technician."
    ),
    "bad_settings": QT_TRANSLATE_NOOP("Messages", "{device}: set up wrongly||Check F11, Settings."),
    "bad_address": QT_TRANSLATE_NOOP("Messages", "{device}: wrong address||Check F11, Settings."),
    "no_backend": QT_TRANSLATE_NOOP(
        "Messages", "{device}: no driver|The system lacks its driver.|Call the technician."
    ),
    "io_error": QT_TRANSLATE_NOOP(
        "Messages", "{device}: connection error||Check its cable; if it stays, call the technician."
    ),
    "not_open": QT_TRANSLATE_NOOP("Messages", "{device}: not connected||Check its cable and power."),
    "write_only": QT_TRANSLATE_NOOP(
        "Messages", "{device}: gives no answers|Its connection goes one way.|Look at the paper."
    ),
    "answer_lost": QT_TRANSLATE_NOOP("Messages", "{device}: answer lost||Ask it again."),
    "malformed": QT_TRANSLATE_NOOP("Messages", "{device}: answer makes no sense||Switch it off and on."),
    "unexpected_reply": QT_TRANSLATE_NOOP("Messages", "{device}: answer makes no sense||Switch it off and on."),
    "wrong_intent": QT_TRANSLATE_NOOP("Messages", "{device}: answer makes no sense||Switch it off and on."),
    "in_progress": QT_TRANSLATE_NOOP("Messages", "{device}: still at work||Wait a little."),
    "standalone": QT_TRANSLATE_NOOP("Messages", "{device}: stands alone|Its outcome is confirmed by hand."),
    "too_long": QT_TRANSLATE_NOOP("Messages", "{device}: document too long||Call the technician."),
    "too_many_lines": QT_TRANSLATE_NOOP("Messages", "{device}: too many lines||Call the technician."),
    "request_reused": QT_TRANSLATE_NOOP(
        "Messages", "{device}: document refused|Its number was used already.|Call the technician."
    ),
    "total_differs": QT_TRANSLATE_NOOP(
        "Messages", "{device}: total differs|The device counted another total.|Call the technician."
    ),
    "day_warning": QT_TRANSLATE_NOOP(
        "Messages", "{device}: day ends soon|It is over 22 hours old.|Close it: F11, Reports."
    ),
    "day_too_long": QT_TRANSLATE_NOOP(
        "Messages", "{device}: day over 24 hours|The law allows no sale in it.|Close it: F11, Reports."
    ),
    "day_closed": QT_TRANSLATE_NOOP("Messages", "{device}: day is closed||It opens with the next sale."),
    "day_open": QT_TRANSLATE_NOOP("Messages", "{device}: day is open already"),
    "paper": QT_TRANSLATE_NOOP("Messages", "{device}: no paper||Put in a roll."),
    "wrong_request": QT_TRANSLATE_NOOP("Messages", "{device}: answer makes no sense||Switch it off and on."),
    "disk_full": QT_TRANSLATE_NOOP("Messages", "{device}: answer not written|The disk is full.|Call the technician."),
    **dict.fromkeys(
        ("read_only", "cannot_open", "queue_full", "closed"),
        QT_TRANSLATE_NOOP("Messages", "{device}: answer not written|The disk did not take it.|Call the technician."),
    ),
    "interrupted": QT_TRANSLATE_NOOP(
        "Messages", "{device}: broke off in the middle||Look whether the receipt is on paper."
    ),
    "fiscal_refused": QT_TRANSLATE_NOOP("Messages", "{device}: receipt refused|{detail}|Call the manager."),
}

NOTES: dict[str, str] = {
    "": "",
    "device_printer": QT_TRANSLATE_NOOP("Messages", "Printer"),
    "device_scanner": QT_TRANSLATE_NOOP("Messages", "Scanner"),
    "device_terminal": QT_TRANSLATE_NOOP("Messages", "Terminal"),
    "device_fiscal": QT_TRANSLATE_NOOP("Messages", "Fiscal device"),
    "device_drawer": QT_TRANSLATE_NOOP("Messages", "Drawer"),
    "device_display": QT_TRANSLATE_NOOP("Messages", "Display"),
    "weighed_label": QT_TRANSLATE_NOOP("Messages", "Weighed label"),
    "price_label": QT_TRANSLATE_NOOP("Messages", "Price label"),
    "markdown_sticker": QT_TRANSLATE_NOOP("Messages", "Markdown sticker"),
    "open_item": QT_TRANSLATE_NOOP("Messages", "Open item"),
    "tier_price": QT_TRANSLATE_NOOP("Messages", "Tier price, shelf {price}"),
    "manual": QT_TRANSLATE_NOOP("Messages", "By hand"),
}
NOTES.update(SUBJECTS)
DEVICES.update(TRIALS)
