"""The codes of the line to the centre, after "line_"; joined to the catalogue's."""

from __future__ import annotations


def QT_TRANSLATE_NOOP(context: str, text: str) -> str:  # noqa: ARG001 - lupdate reads it
    """Mark `text` for lupdate, which knows the function by this name; Qt's own is typed as returning any object."""
    return text


LINE: dict[str, str] = {
    "line_unreachable": QT_TRANSLATE_NOOP(
        "Messages",
        "No connection to the centre|It does not answer.|Nothing is lost. Check the network cable and the router.",
    ),
    "line_wrong_certificate": QT_TRANSLATE_NOOP(
        "Messages",
        "Somebody else answers in the centre's place|Its certificate is not the one this register knows.|"
        "Nothing was told to it. Call the administrator.",
    ),
    "line_skew": QT_TRANSLATE_NOOP(
        "Messages", "This clock is far from the centre's|The register reckons with it.|Set the computer's clock."
    ),
    "line_revoked": QT_TRANSLATE_NOOP(
        "Messages",
        "This register was revoked|What it sold is handed over for safe keeping.|Call the administrator.",
    ),
    "line_unknown_register": QT_TRANSLATE_NOOP(
        "Messages", "The centre does not know this register||Let it be enrolled anew."
    ),
    "line_bad_request_signature": QT_TRANSLATE_NOOP(
        "Messages", "The centre does not take this register's key||Let it be enrolled anew."
    ),
    "line_fenced": QT_TRANSLATE_NOOP(
        "Messages", "A newer history of this register exists|It goes on under a new number series by itself."
    ),
    "line_fork": QT_TRANSLATE_NOOP(
        "Messages",
        "Two registers with the same identity have sold|The centre keeps what both have sold.|"
        "Close the shift: a new number series begins then. Call the administrator.",
    ),
    "line_clone": QT_TRANSLATE_NOOP(
        "Messages",
        "A copy of this register is in use elsewhere|The centre keeps what both have sold.|"
        "Switch the copy off and call the administrator.",
    ),
    "line_too_many_epochs": QT_TRANSLATE_NOOP(
        "Messages",
        "This register has begun too many number series today|A copy of it may be in use elsewhere.|"
        "It goes on by itself within a day. Switch a copy off, and call the administrator.",
    ),
    "line_key_half_changed": QT_TRANSLATE_NOOP(
        "Messages",
        "A change of this register's key was broken off|What is sold waits here; nothing is lost.|"
        "Close the shift and the program, then run: omnitill rotate-key.",
    ),
    "line_restored": QT_TRANSLATE_NOOP(
        "Messages", "This register was restored from a copy|It numbers in a provisional series until the line is back."
    ),
    "line_centre_restored": QT_TRANSLATE_NOOP(
        "Messages", "The centre was restored from a backup|What it lacks is sent again by itself."
    ),
    "line_busy": QT_TRANSLATE_NOOP("Messages", "The centre is busy|It is asked again by itself."),
    "line_bad_answer": QT_TRANSLATE_NOOP(
        "Messages",
        "The centre's answer makes no sense|Nothing of it was taken.|If it stays, call the administrator.",
    ),
    "line_disk_full": QT_TRANSLATE_NOOP(
        "Messages", "No room for new prices and stock|The disk is full.|Selling goes on. Make room on the disk."
    ),
    "line_replica": QT_TRANSLATE_NOOP(
        "Messages", "New prices and stock cannot be written||Selling goes on. Call the technician."
    ),
    "may_not_work_here": QT_TRANSLATE_NOOP(
        "Messages", "Whoever was at the till may not work here any more|The office has changed that.|Log in anew."
    ),
    "line_needed": QT_TRANSLATE_NOOP("Messages", "The centre cannot be asked now|There is no line to it."),
    "stock_no_answer": QT_TRANSLATE_NOOP("Messages", "The centre did not answer||The figures are as last told."),
    "stock_not_followed": QT_TRANSLATE_NOOP(
        "Messages", "Nobody tells this register of stock|It belongs to no centre yet."
    ),
    "line_internal_error": QT_TRANSLATE_NOOP(
        "Messages", "The line failed and was begun anew||If it stays, call the technician."
    ),
}
