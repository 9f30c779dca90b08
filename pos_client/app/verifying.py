"""`omnitill verify`: proves the journal and says, in words, what does not hold and at which event it breaks."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable
from pathlib import Path

from pos_client.db.journal import Problem, ShiftSummary, verify
from pos_client.db.journal.export_tables import decimal
from sync.protocol.signing import KeyFileError, load

DAMAGE = {
    # the file
    "missing": "there is no journal",
    "no_journal": "the file holds no journal",
    "not_a_database": "the file is no database",
    "truncated": "the file is cut short",
    "corrupt": "the database is damaged",
    "newer_program": "a newer program wrote this file",
    "trigger_missing": "the guards that keep events unchanged were taken away or altered",
    "head_missing": "the journal has no head",
    "disk_full": "the disk is full",
    "io_error": "the disk cannot be read",
    "read_only": "the disk cannot be written to",
    "cannot_open": "the file cannot be opened",
    "busy": "another program holds the file",
    # the chain
    "not_an_event": "these bytes are no event",
    "not_canonical": "the event is not spelled as it must be",
    "hash_differs": "the event was changed after it was written",
    "chain_broken": "the event does not follow the one before it: something before it was changed, moved or taken out",
    "gap": "events are missing before this one",
    "header_differs": "the event says another place or type than where it stands",
    "bad_signature": "the register did not sign this event",
    "other_key": "the journal is signed with another key than the register's",
    "genesis_missing": "the event that begins the journal is missing or stands elsewhere",
    "foreign_epoch": "events of an epoch that this journal never had",
    "epochs_differ": "the order of the journal's epochs was changed",
    "previous_differs": "the copy that was restored ended elsewhere than where its epoch ends now",
    "carried_differs": "an event of an older epoch was carried over otherwise than it stands there",
    "head_mismatch": "the journal ends elsewhere than its head says: the end was cut off or added to",
    "anchor_differs": "the event is not the one that was printed or reported",
    "anchor_missing": "the journal ends before an event that was printed or reported: its end was cut off",
    "acknowledged_missing": "the journal ends before what the centre already holds",
    "floor_not_named": "events were removed without an event that says so",
    "invalid_body": "the event does not say what its type must say",
    # numbers and sums
    "unbalanced": "the document's own sums do not meet",
    "receipt_gap": "a receipt number is missing or out of order",
    "receipt_counter_differs": "the counter of receipts is not the number of documents",
    "z_gap": "a Z number is missing or out of order",
    "z_counter_differs": "the counter of Z reports is not their number",
    # beside the chain
    "sale_row_differs": "the list of sales says something else than the event, or a sale is missing from it",
    "correction_row_differs": "the list of returns and post-voids says something else than the event",
    "sale_data_differs": "what is kept to print the sale again and to take it back is not what was written with it",
    "correction_data_differs": "what is kept to print the return or post-void again is not what was written with it",
    "slip_row_differs": "what is kept of a credit slip says something else than the events",
    "shift_row_differs": "the list of shifts says something else than the events",
}
"""Code of a problem -> what it means, where the file is not as the register wrote it."""

STORY = {
    # credit slips
    "slip_twice": "a credit slip is used, or taken back, more than once",
    "slip_differs": "a credit slip is taken for another amount or by another code than it was given with",
    "slip_unknown": "a credit slip of this register is taken that was never given",
    "slip_number_differs": "a credit slip has the number of another document, or of another slip",
    "slip_not_back": "a sale is taken back without the credit slip that it gave",
    # shifts
    "outside_shift": "the document or act belongs to no open shift",
    "two_shifts_open": "a shift begins while another was never closed",
    "shift_twice": "this shift was opened before",
    "opening_differs": "the opening says another amount was left than the Z before it",
    "during_count": "sold, or cash moved, while the drawer was being counted",
    "comparison_differs": "the comparison of a count shows other figures, or hides one before it",
    "x_differs": "the X does not say what its events sum to",
    "x_head_differs": "the X names an event that is not there",
    "z_differs": "the Z does not say what its events sum to",
    "z_head_differs": "the Z names an event that is not there",
    "z_incomplete": "the Z leaves out events of its shift",
    "z_opening_differs": "the Z names another opening than its shift's",
    "z_count_differs": "the Z says another count than was last compared",
    "z_without_shift": "a Z of a shift that was not open",
    # corrections
    "sale_twice": "the same sale is stated twice",
    "correction_twice": "the same return or post-void is stated twice",
    "unknown_sale": "it corrects a sale that is not in this journal",
    "post_void_twice": "the sale was post-voided before",
    "post_void_of_returned": "goods of the post-voided sale had come back before",
    "post_void_other_shift": "the post-voided sale is of another shift",
    "post_void_differs": "the post-void does not give back what the sale took",
    "return_of_post_voided": "the sale had been post-voided",
    "return_differs": "the return names another receipt or currency than its sale's",
    "return_line_unknown": "the sale has no such line",
    "return_above": "more came back than is left of the line",
    "refund_above": "more went to the card than it had paid",
    "exchange_unsettled": "an exchange whose two documents do not settle each other",
    "clock_went_back": "the clock went back, and the register did not say so",
    "clock_unreadable": "the event's time cannot be read",
}
"""The same where what the register wrote does not hold together."""

NOT_IN_ORDER = "the journal is NOT in order. Nothing was changed. Restore the newest verified backup; see README."
SUSPICIOUS = (
    "the journal is whole, but what it says is NOT in order. Nothing was changed. Keep a copy; ask who did it and why."
)


def anchor(text: str) -> tuple[int, bytes]:
    """Read "SEQ:HASH", as a receipt prints it or longer. `argparse.ArgumentTypeError`."""
    found = re.fullmatch(r"([0-9]{1,15}):((?:[0-9A-Fa-f]{2}){4,32})", text)
    if found is None:
        raise argparse.ArgumentTypeError(f"{text!r} is not SEQ:HASH, as 123:1A2B3C4D")
    return int(found[1]), bytes.fromhex(found[2])


def verify_journal(
    path: Path, key_file: Path, *, shifts: bool, anchors: list[tuple[int, bytes]], say: Callable[[str], None]
) -> int:
    """Prove the journal at `path` and say what was found; returns the exit code. The key file may be missing."""
    report = verify(path, public_key=_public_key(key_file), anchors=anchors)
    for problem in report.problems:
        say(words(problem))
    if shifts:
        for summary in report.shifts:
            say(shift_line(summary))
    if report.ok:
        closed = sum(bool(summary.z_number) for summary in report.shifts)
        say(f"the journal is in order: {report.events} events, {report.sales} sales, {closed} closed shifts")
        return 0
    say(SUSPICIOUS if {problem.code for problem in report.problems} <= STORY.keys() else NOT_IN_ORDER)
    return 1


def words(problem: Problem) -> str:
    """Return a problem as a line: where it breaks, what it means, and the figures."""
    where = f"event {problem.seq}" if problem.seq else "the file"
    where += f" of epoch {problem.epoch}" if problem.epoch else ""
    meaning = DAMAGE.get(problem.code) or STORY.get(problem.code, "")
    detail = f" ({problem.detail})" if problem.detail else ""
    return f"{where}: {problem.code}: {meaning}{detail}"


def shift_line(shift: ShiftSummary) -> str:
    """Return a shift as a line with its totals, as the journal proves them."""
    figures = shift.figures

    def money(amount: int) -> str:
        return decimal(amount, figures.currency)

    name = f"Z {shift.z_number}" if shift.z_number else "open"
    parts = [
        f"{name}  shift {shift.shift_id}  {shift.opened_at[:16].replace('T', ' ')} by {shift.opened_by}",
        f"events {shift.opened_seq}-{shift.closed_seq or ''}",
        f"{figures.sales} sales {money(figures.sales_total)}",
        f"{figures.returns} returns {money(figures.returns_total)}",
        f"{figures.post_voids} post-voids {money(figures.post_voids_total)}",
        *(f"{row.tender_id} {money(row.paid - row.refunded)}" for row in figures.tenders),
        f"expected in the drawer {money(figures.expected_cash)} {figures.currency}",
    ]
    if shift.over_short is not None:
        parts.append(f"over/short {money(shift.over_short)}")
    parts.append("in order" if shift.ok else "NOT in order")
    return "  ".join(parts)


def _public_key(key_file: Path) -> bytes | None:
    """Return the register's own public key; None where there is no key file that may be read, as at an auditor's."""
    try:
        return load(key_file).public_key
    except KeyFileError:
        return None
