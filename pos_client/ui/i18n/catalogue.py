"""Every message code and its English text: what happened | why | next step. Data for `messages`.

The texts are marked for lupdate and translated as one piece when shown. Add a code here and it is translated
everywhere.
"""

from __future__ import annotations


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
        "Messages", "Scans came too fast|The last one was not taken.|Check the last line and scan again."
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
    "unknown_basket": QT_TRANSLATE_NOOP(
        "Messages", "That basket is not suspended here|It was recalled or dropped already."
    ),
    "empties_not_taken": QT_TRANSLATE_NOOP("Messages", "Empties are not taken here|The store has no rule for them."),
    "slip_used": QT_TRANSLATE_NOOP("Messages", "This slip was paid out already|Every slip counts once."),
    "marked_one_by_one": QT_TRANSLATE_NOOP(
        "Messages", "Scan every piece|A marked product has no typed quantity.|Scan the square code of each piece."
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
}

DEVICES: dict[str, str] = {
    "ok": QT_TRANSLATE_NOOP("Messages", "{device}|Works."),
    "off": QT_TRANSLATE_NOOP("Messages", "{device}: off|It is not set up.|F11, Settings."),
    "failed": QT_TRANSLATE_NOOP("Messages", "{device}: no answer||Check its cable and power."),
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
