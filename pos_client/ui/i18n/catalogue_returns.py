"""The message codes of returns, post-voids and exchanges; joined to the catalogue's."""

from __future__ import annotations


def QT_TRANSLATE_NOOP(context: str, text: str) -> str:  # noqa: ARG001 - lupdate reads it
    """Mark `text` for lupdate, which knows the function by this name; Qt's own is typed as returning any object."""
    return text


RETURNS: dict[str, str] = {
    # finding and choosing
    "no_return": QT_TRANSLATE_NOOP("Messages", "No return is open||F8 begins one."),
    "return_in_hand": QT_TRANSLATE_NOOP("Messages", "A return is open already||Finish it or leave it first."),
    "basket_in_hand": QT_TRANSLATE_NOOP(
        "Messages",
        "A basket is open|Sale and return are never one document.|Pay or suspend it first.",
    ),
    "receipt_of_other_register": QT_TRANSLATE_NOOP(
        "Messages",
        "Another register sold this|Its journal is not on this register.|Take it back there, or without a receipt.",
    ),
    "is_a_return": QT_TRANSLATE_NOOP(
        "Messages",
        "That is the receipt of a return|What came back does not come back again.|Scan the receipt of the sale.",
    ),
    "is_no_sale": QT_TRANSLATE_NOOP("Messages", "That is no sale||Choose the receipt of the sale."),
    "sale_post_voided": QT_TRANSLATE_NOOP("Messages", "That sale was voided as a whole|Its money went back already."),
    "nothing_to_return": QT_TRANSLATE_NOOP("Messages", "Nothing of it is left to return"),
    "nothing_chosen": QT_TRANSLATE_NOOP(
        "Messages", "Nothing is chosen yet||Choose lines with arrows and digits, or scan the goods."
    ),
    "choose_goods_first": QT_TRANSLATE_NOOP("Messages", "Choose the goods first||Arrows and digits, or scan them."),
    "chosen_twice": QT_TRANSLATE_NOOP("Messages", "That line is chosen twice"),
    "bad_quantity": QT_TRANSLATE_NOOP("Messages", "That is no quantity||Type how much comes back."),
    "above_remaining": QT_TRANSLATE_NOOP(
        "Messages", "More than is left of the line||Type less, or * for all that is left."
    ),
    "whole_pieces_only": QT_TRANSLATE_NOOP("Messages", "Whole pieces only||Type a whole number."),
    "follows_its_goods": QT_TRANSLATE_NOOP("Messages", "comes back with its goods"),
    "empties_not_returned": QT_TRANSLATE_NOOP("Messages", "Empties are not taken back by a return"),
    "gift_card_not_returned": QT_TRANSLATE_NOOP("Messages", "Gift cards are not taken back"),
    "no_returns": QT_TRANSLATE_NOOP("Messages", "These goods are not taken back"),
    "all_returned": QT_TRANSLATE_NOOP("Messages", "All of it was returned"),
    "receipt_in_return": QT_TRANSLATE_NOOP(
        "Messages", "That is a receipt, and goods are chosen already||Give these back first, or Esc; then scan it."
    ),
    "nothing_left": QT_TRANSLATE_NOOP("Messages", "Nothing more of these goods is left to return"),
    "not_on_receipt": QT_TRANSLATE_NOOP(
        "Messages", "That is not on this receipt|Nothing was chosen.|Look whether it is the right receipt."
    ),
    "code_needed": QT_TRANSLATE_NOOP(
        "Messages", "Scan the square code of the unit|Its own code tells whether this very unit was sold."
    ),
    "wrong_code": QT_TRANSLATE_NOOP(
        "Messages", "Another unit was sold|The square code is not on this receipt.|Scan the unit that was bought."
    ),
    "code_returned": QT_TRANSLATE_NOOP("Messages", "This unit came back already|Every unit comes back once."),
    "scanned_in_refund": QT_TRANSLATE_NOOP("Messages", "Not added: money is on its way back||Finish the return first."),
    "return_begun": QT_TRANSLATE_NOOP(
        "Messages", "The money is on its way back already|What comes back cannot be changed now."
    ),
    # giving back
    "return_not_begun": QT_TRANSLATE_NOOP("Messages", "The return was not begun"),
    "return_changed": QT_TRANSLATE_NOOP(
        "Messages", "Something of it came back meanwhile|Nothing was given back now.|Choose again what is left."
    ),
    "refund_waits": QT_TRANSLATE_NOOP("Messages", "A card still waits for its money||Finish it at the terminal first."),
    "refund_moved": QT_TRANSLATE_NOOP(
        "Messages", "Money of it moved, or may have|It cannot be dropped any more.|Finish it, or set it aside."
    ),
    "refund_begun": QT_TRANSLATE_NOOP("Messages", "The money is on its way back already"),
    "refund_not_begun": QT_TRANSLATE_NOOP("Messages", "The money is not on its way yet"),
    "refund_negative": QT_TRANSLATE_NOOP("Messages", "An amount to give back must be above zero"),
    "refund_not_settled": QT_TRANSLATE_NOOP("Messages", "What flows back does not add up||Call the manager."),
    "not_refundable_to": QT_TRANSLATE_NOOP("Messages", "paid by what takes no money back"),
    "no_reference": QT_TRANSLATE_NOOP("Messages", "the terminal knows no more of the payment"),
    "above_cash_paid": QT_TRANSLATE_NOOP("Messages", "more than was paid in cash: by approval"),
    "approve_refund_cash": QT_TRANSLATE_NOOP("Messages", "Refund in cash of what was paid otherwise"),
    "approve_refund_late": QT_TRANSLATE_NOOP("Messages", "Refund after the last day"),
    # post-voids
    "no_post_void": QT_TRANSLATE_NOOP("Messages", "No post-void is open"),
    "post_void_in_hand": QT_TRANSLATE_NOOP("Messages", "A post-void is open already||Finish it or leave it first."),
    "post_void_begun": QT_TRANSLATE_NOOP("Messages", "The money is on its way back already"),
    "post_void_not_begun": QT_TRANSLATE_NOOP("Messages", "The post-void was not begun"),
    "sale_of_other_shift": QT_TRANSLATE_NOOP(
        "Messages",
        "That sale is of another shift|Only sales of this shift are voided as a whole.|Take the goods back: F8.",
    ),
    "sale_returned": QT_TRANSLATE_NOOP(
        "Messages", "Something of that sale came back already|It cannot be voided as a whole.|Take the rest back: F8."
    ),
    "sale_registered": QT_TRANSLATE_NOOP(
        "Messages",
        "The fiscal device has that sale|A registered document is followed by a return.|Take the goods back: F8.",
    ),
    "sale_of_exchange": QT_TRANSLATE_NOOP(
        "Messages", "That sale is half of an exchange|The return stands beside it.|Take the goods back: F8."
    ),
    "shift_over": QT_TRANSLATE_NOOP(
        "Messages", "The shift ended meanwhile|Only sales of this shift are voided as a whole.|Take the goods back: F8."
    ),
    # exchanges
    "no_exchange": QT_TRANSLATE_NOOP("Messages", "The basket has no credit"),
    "exchange_in_hand": QT_TRANSLATE_NOOP(
        "Messages", "The basket has a credit already||Pay it, or cancel the exchange first."
    ),
    "exchange_dropped": QT_TRANSLATE_NOOP(
        "Messages", "The exchange ended with its basket|Nothing was given back; the goods were not taken back."
    ),
    "nothing_to_give_back": QT_TRANSLATE_NOOP("Messages", "The basket takes the whole credit||Pay what is left."),
    "exchange_rest_waits": QT_TRANSLATE_NOOP(
        "Messages", "The rest of the credit goes back first||Enter or F9 gives it back."
    ),
}
