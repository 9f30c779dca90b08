"""Invariants 11 and 12 on a real till's two days: whatever is changed is found, at the event where it breaks.

The clumsy forger changes the file behind the triggers. The careful one has the register's own key and writes chain,
signatures, numbers, heads and rows anew: only the sums and the order of things betray him.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from pos_client.db import sqlite
from pos_client.db.journal import Journal, VerifyReport, verify
from sync.protocol import canonical, chain
from sync.protocol.signing import Signer, create
from tests.db.journal.facts import PREFIX
from tests.db.journal.forging import Page, Raw, forge, nth, pages_of, tamper
from tests.db.journal.till_day import Day, ticking

Pages = list[Page]


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory, signer: Signer) -> Path:
    clock = ticking()
    journal = Journal.open(tmp_path_factory.mktemp("till"), signer, prefix=PREFIX, clock=clock)
    Day(journal, clock).whole_day()
    journal.close()
    return journal.path


@pytest.fixture
def path(original: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(original, tmp_path / "journal.sqlite"))


def pages(path: Path) -> Pages:
    raw = sqlite.connect(path, mode="ro")
    try:
        return pages_of(raw)
    finally:
        raw.close()


def problems(report: VerifyReport) -> set[tuple[str, int]]:
    return {(problem.code, problem.seq) for problem in report.problems}


def codes(report: VerifyReport) -> set[str]:
    return {problem.code for problem in report.problems}


def test_the_original_is_in_order(path: Path, signer: Signer) -> None:
    report = verify(path, public_key=signer.public_key)
    assert report.problems == ()
    assert [(shift.z_number, shift.over_short, shift.ok) for shift in report.shifts] == [(1, -5, True), (0, None, True)]


def test_writing_all_of_it_anew_without_a_change_is_in_order(path: Path, signer: Signer) -> None:
    forge(path, signer, lambda _pages: None)
    assert verify(path, public_key=signer.public_key).problems == ()


# --- the clumsy forger: event, head and triggers


def _seq(path: Path, event_type: str, number: int = 1) -> int:
    return nth(pages(path), event_type, number).old


def edited(raw: Raw, seq: int) -> tuple[bytes, bytes]:
    """A sale by somebody else, everything in its own body consistent; its bytes and hash."""
    header, body, _hash = chain.open_event(raw.execute("SELECT bytes FROM event WHERE seq = ?", (seq,)).fetchone()[0])
    changed = body.replace(b'"cashier_id":"jan"', b'"cashier_id":"eva"')
    assert changed != body
    return chain.seal(header, changed)


def edit(raw: Raw, seq: int) -> None:
    raw.execute("UPDATE event SET bytes = ? WHERE seq = ?", (edited(raw, seq)[0], seq))


def edit_and_hash(raw: Raw, seq: int) -> None:
    raw.execute("UPDATE event SET bytes = ?, hash = ? WHERE seq = ?", (*edited(raw, seq), seq))


def swap(raw: Raw, seq: int) -> None:
    for old, new in ((seq, -1), (seq + 1, seq), (-1, seq + 1)):
        raw.execute("UPDATE event SET seq = ? WHERE seq = ?", (new, old))


def delete(raw: Raw, seq: int) -> None:
    raw.execute("DELETE FROM event WHERE seq = ?", (seq,))


def insert(raw: Raw, seq: int) -> None:
    raw.execute("UPDATE event SET seq = -seq WHERE seq > ?", (seq,))
    raw.execute("UPDATE event SET seq = 1 - seq WHERE seq < 0")
    copy = "SELECT epoch, seq + 1, id, type, hash, signature, bytes FROM event WHERE seq = ?"
    raw.execute(f"INSERT INTO event {copy}", (seq,))
    raw.execute("UPDATE head SET seq = seq + 1")


def cut(raw: Raw, seq: int) -> None:
    raw.execute("DELETE FROM event WHERE seq > ?", (seq,))


def sign_otherwise(raw: Raw, seq: int) -> None:
    raw.execute("UPDATE event SET signature = (SELECT signature FROM event WHERE seq = 2) WHERE seq = ?", (seq,))


@pytest.mark.invariant(11)
@pytest.mark.parametrize(
    ("attack", "found", "later"),
    [
        (edit, "hash_differs", 0),
        (edit_and_hash, "bad_signature", 0),
        (edit_and_hash, "chain_broken", 1),
        (swap, "header_differs", 0),
        (swap, "chain_broken", 0),
        (delete, "gap", 1),
        (insert, "header_differs", 1),
        (insert, "chain_broken", 1),
        (cut, "head_mismatch", 0),
        (sign_otherwise, "bad_signature", 0),
    ],
    ids=lambda value: value.__name__ if callable(value) else str(value),
)
def test_a_change_to_the_events_is_found_where_it_is(
    path: Path, attack: Callable[[Raw, int], None], found: str, later: int
) -> None:
    seq = _seq(path, "sale", 2)  # Jan's
    tamper(path, lambda raw: attack(raw, seq))
    report = verify(path)
    assert (found, seq + later) in problems(report)
    assert min(problem.seq for problem in report.problems if problem.seq) >= seq


def set_back(raw: Raw, seq: int) -> None:
    """Cut the end off and set the head back, rows too: the file is consistent in itself."""
    digest = raw.execute("SELECT hash FROM event WHERE seq = ?", (seq,)).fetchone()[0]
    cut(raw, seq)
    raw.execute("DELETE FROM sale WHERE seq > ?", (seq,))
    raw.execute("DELETE FROM correction WHERE seq > ?", (seq,))
    raw.execute("UPDATE head SET receipts = (SELECT count(*) FROM sale) + (SELECT count(*) FROM correction)")
    raw.execute("UPDATE head SET seq = ?, hash = ?", (seq, digest))


@pytest.mark.invariant(11)
def test_an_end_cut_off_is_found_by_what_was_printed(path: Path) -> None:
    last = verify(path)
    seq = last.last_seq - 1
    tamper(path, lambda raw: set_back(raw, seq))
    assert verify(path).problems == ()  # nobody could tell from the file alone
    printed = (last.last_seq, last.last_hash[:4])  # what a receipt shows
    assert problems(verify(path, anchors=[printed])) == {("anchor_missing", last.last_seq)}


@pytest.mark.invariant(11)
def test_an_end_cut_off_without_its_rows_is_found_by_them(path: Path) -> None:
    last = _seq(path, "return", 4)

    def attack(raw: Raw) -> None:
        digest = raw.execute("SELECT hash FROM event WHERE seq = ?", (last - 1,)).fetchone()[0]
        cut(raw, last - 1)
        raw.execute("UPDATE head SET seq = ?, hash = ?, receipts = receipts - 1", (last - 1, digest))

    tamper(path, attack)
    assert problems(verify(path)) == {("correction_row_differs", last)}


@pytest.mark.invariant(11)
def test_all_written_anew_with_the_own_key_is_found_by_what_was_printed(path: Path, signer: Signer) -> None:
    sale = nth(pages(path), "sale", 2)
    raw = sqlite.connect(path, mode="ro")
    printed = raw.execute("SELECT substr(hash, 1, 4) FROM event WHERE seq = ?", (sale.old,)).fetchone()[0]
    raw.close()
    forge(path, signer, lambda found: nth(found, "sale", 2).body.update(tier="gold"))
    assert verify(path).problems == ()
    assert problems(verify(path, anchors=[(sale.old, printed)])) == {("anchor_differs", sale.old)}


@pytest.mark.invariant(11)
def test_another_key_is_found(path: Path, tmp_path: Path, signer: Signer) -> None:
    forger = create(tmp_path / "forger")
    forge(path, forger, lambda found: nth(found, "sale", 2).body.update(tier="gold"))
    assert ("bad_signature", 1) in problems(verify(path))
    tamper(path, lambda raw: raw.execute("UPDATE head SET public_key = ?", (forger.public_key,)))
    assert problems(verify(path)) == {("other_key", 1)}  # the first event names the right one
    forge(path, forger, lambda found: found[0].body.update(public_key=forger.public_key.hex()))
    assert verify(path).problems == ()  # all of it, key included: only who knows the key can tell
    assert ("other_key", 0) in problems(verify(path, public_key=signer.public_key))


@pytest.mark.invariant(11)
@pytest.mark.parametrize("epoch", [0, 2])
def test_an_event_of_an_epoch_that_never_was_is_found(path: Path, epoch: int) -> None:
    copy = "SELECT ?, 1, id, type, hash, signature, bytes FROM event WHERE seq = 5"
    tamper(path, lambda raw: raw.execute(f"INSERT INTO event {copy}", (epoch,)))
    assert problems(verify(path)) == {("foreign_epoch", 0)}


@pytest.mark.invariant(11)
def test_a_trigger_taken_away_is_found(path: Path) -> None:
    raw = sqlite.connect(path, mode="rw")
    raw.execute("DROP TRIGGER sale_no_update")
    raw.execute("UPDATE sale SET total = total")
    raw.close()
    assert codes(verify(path)) == {"trigger_missing"}


def floor_moved(raw: Raw) -> None:
    raw.execute("INSERT INTO purge_floor SELECT 1, 3, hash, 9 FROM event WHERE seq = 3")
    raw.execute("DELETE FROM event WHERE seq <= 3")


_DATA = (
    "UPDATE {table} SET data = CAST(replace(CAST(data AS TEXT), '{old}', '{new}') AS BLOB) "
    "WHERE seq = {seq} AND instr(CAST(data AS TEXT), '{old}')"
)
CLUMSY: dict[str, tuple[str, str]] = {
    "sale total": ("UPDATE sale SET total = total - 100 WHERE seq = {sale}", "sale_row_differs"),
    "sale cashier": ("UPDATE sale SET cashier_id = 'eva' WHERE seq = {sale}", "sale_row_differs"),
    "sale time": ("UPDATE sale SET completed_at = '2026-11-21' WHERE seq = {sale}", "sale_row_differs"),
    "sale shift": ("UPDATE sale SET shift_id = 'x' WHERE seq = {sale}", "sale_row_differs"),
    "sale hash": ("UPDATE sale SET hash = x'00' WHERE seq = {sale}", "sale_row_differs"),
    "sale gone": ("DELETE FROM sale WHERE seq = {sale}", "sale_row_differs"),
    "sale doubled": (
        (
            "INSERT INTO sale SELECT NULL, 'x', epoch, seq, 'x', completed_at, total, cashier_id, shift_id, hash, data "
            "FROM sale WHERE seq = {sale}"
        ),
        "sale_row_differs",
    ),
    "sale data": (_DATA.format(table="sale", seq="{sale}", old="1003", new="9003"), "sale_data_differs"),
    "sale data gone": ("UPDATE sale SET data = x'' WHERE seq = {sale}", "sale_data_differs"),
    "return data": (_DATA.format(table="correction", seq="{return}", old="PLN", new="EUR"), "correction_data_differs"),
    "post-void data": (
        _DATA.format(table="correction", seq="{post_void}", old="300", new="900"),
        "correction_data_differs",
    ),
    "return total": ("UPDATE correction SET total = 1 WHERE seq = {return}", "correction_row_differs"),
    "return of another sale": ("UPDATE correction SET sale_id = 'x' WHERE seq = {return}", "correction_row_differs"),
    "return gone": ("DELETE FROM correction WHERE seq = {return}", "correction_row_differs"),
    "post-void as return": (
        "UPDATE correction SET kind = 'return' WHERE seq = {post_void}",
        "correction_row_differs",
    ),
    "shift opening cash": ("UPDATE shift SET opening_cash = 0 WHERE opened_seq = {shift}", "shift_row_differs"),
    "shift opener": ("UPDATE shift SET opened_by = 'eva' WHERE opened_seq = {shift}", "shift_row_differs"),
    "shift ends later": ("UPDATE shift SET closed_seq = 99 WHERE opened_seq = {shift}", "shift_row_differs"),
    "shift open again": (
        "UPDATE shift SET state = 'closed', closed_seq = 99 WHERE state = 'open'",
        "shift_row_differs",
    ),
    "shift invented": (
        "INSERT INTO shift SELECT 'x', 'closed', opened_by, opened_at, 0, 1, 9, closed_at, 9 FROM shift LIMIT 1",
        "shift_row_differs",
    ),
    "shift gone": ("DELETE FROM shift WHERE opened_seq = {shift}", "shift_row_differs"),
    "receipt counter": ("UPDATE head SET receipts = receipts + 1", "receipt_counter_differs"),
    "z counter": ("UPDATE head SET z_reports = 0", "z_counter_differs"),
    "acknowledged": ("UPDATE head SET acknowledged_seq = 999", "acknowledged_missing"),
}


@pytest.mark.invariant(11)
@pytest.mark.parametrize("what", CLUMSY)
def test_a_change_to_what_stands_beside_the_events_is_found(path: Path, what: str) -> None:
    sql, code = CLUMSY[what]
    seqs = {
        "sale": _seq(path, "sale", 2),
        "return": _seq(path, "return"),
        "post_void": _seq(path, "post_void"),
        "shift": _seq(path, "shift_opened"),
    }
    wanted = next((seqs[name] for name in seqs if f"{{{name}}}" in sql), None)
    wanted = {"shift open again": 99, "shift ends later": _seq(path, "z_report")}.get(what, wanted)
    tamper(path, lambda raw: raw.execute(sql.format(**seqs)))
    found = problems(verify(path))
    assert {one for one, _seq in found} == {code}
    assert wanted is None or wanted in {seq for _code, seq in found}


@pytest.mark.invariant(11)
def test_a_floor_that_no_event_names_is_found(path: Path) -> None:
    tamper(path, floor_moved)
    assert "floor_not_named" in codes(verify(path))


# --- the careful forger: chain, signatures, numbers and rows are right


def less(page: Page, amount: int) -> None:
    """Make a sale in cash smaller, with lines, taxes and tenders that meet."""
    body = page.body
    body["total"] -= amount
    body["lines"][0]["to_pay"] -= amount
    body["payments"][-1]["amount"] -= amount
    body["payments"][-1]["given"] -= amount


def removed_and_renumbered(found: Pages) -> None:
    found.remove(nth(found, "sale", 2))
    for number, page in enumerate((p for p in found if p.type in {"sale", "return", "post_void"}), 1):
        page.body["receipt_number"] = f"{PREFIX}-{number:06d}"
    nth(found, "post_void").body["sale_receipt"] = nth(found, "sale", 2).body["receipt_number"]


def another_sale(found: Pages, before: str, number: int = 1) -> Page:
    """A copy of the last sale of the day before, put before an event, with the next receipt numbers moved on."""
    mark = found.index(nth(found, before, number))
    shift = next(p for p in reversed(found[:mark]) if p.type == "shift_opened").body["shift_id"]
    last = nth(found, "sale", 2)
    page = Page(msgspec.structs.replace(last.header, id="invented"), {**last.body, "sale_id": "new"}, 0)
    page.body["shift_id"] = shift
    found.insert(mark, page)
    for count, one in enumerate((p for p in found if p.type in {"sale", "return", "post_void"}), 1):
        one.body["receipt_number"] = f"{PREFIX}-{count:06d}"
    for one in found:
        names = {p.body["sale_id"]: p.body["receipt_number"] for p in found if p.type == "sale"}
        if one.type == "return":
            one.body["original_receipt"] = names[one.body["original_sale_id"]]
        if one.type == "post_void":
            one.body["sale_receipt"] = names[one.body["sale_id"]]
    return page


def z(found: Pages) -> Page:
    return nth(found, "z_report")


def more_refund(found: Pages) -> None:
    body = nth(found, "return", 4).body
    body["lines"][0]["refund"] += 50
    body["total"] += 50
    body["refunds"][0]["amount"] += 50
    body["refunds"][0]["given"] += 50


def more_tax(found: Pages) -> None:
    body = nth(found, "return", 4).body
    body["lines"][0]["tax"] += 5
    body["tax"] += 5
    body["taxes"][0]["tax"] += 5


def second_post_void(found: Pages) -> None:
    page = nth(found, "post_void")
    copy = Page(msgspec.structs.replace(page.header, id="invented"), {**page.body, "post_void_id": "again"}, 0)
    copy.body["shift_id"] = nth(found, "shift_opened", 2).body["shift_id"]
    documents = [p for p in found if p.type in {"sale", "return", "post_void"}]
    copy.body["receipt_number"] = f"{PREFIX}-{len(documents) + 1:06d}"
    found.append(copy)


def changed_return(found: Pages, **line: Any) -> None:
    nth(found, "return", 4).body["lines"][0].update(line)


def z_figures(found: Pages, **changes: int) -> None:
    z(found).body["figures"].update(changes)


def late_sale_uncounted(found: Pages) -> None:
    """A sale between the head that the Z names and the Z itself: it is in no shift's totals."""
    another_sale(found, "z_report")


def other_shift(found: Pages) -> None:
    nth(found, "cash_move").body["shift_id"] = "elsewhere"


def no_first_shift(found: Pages) -> None:
    found.remove(nth(found, "shift_opened"))


def clock_back(found: Pages) -> None:
    page = nth(found, "line_voided")
    page.header = msgspec.structs.replace(page.header, at="2026-11-22T07:00:00.000000Z")


def half_an_exchange(found: Pages) -> None:
    body = nth(found, "sale", 4).body
    body["exchange_return_id"] = ""
    body["payments"] = [{**part, "tender_id": "cash", "tender_class": "cash"} for part in body["payments"]]


def uneven_exchange(found: Pages) -> None:
    swapped, in_cash = nth(found, "sale", 4).body["payments"]
    swapped["amount"] -= 10
    in_cash["amount"] += 10


def voided_then_returned(found: Pages) -> None:
    voided = nth(found, "post_void").body
    page = nth(found, "return", 4)
    page.body["original_sale_id"], page.body["original_receipt"] = voided["sale_id"], voided["sale_receipt"]


CAREFUL: dict[str, tuple[Callable[[Pages], object], str, tuple[str, int]]] = {
    "a sale made smaller": (lambda p: less(nth(p, "sale", 2), 100), "z_differs", ("z_report", 1)),
    "a sale made smaller, X": (lambda p: less(nth(p, "sale", 2), 100), "x_differs", ("x_report", 1)),
    "a sale taken out": (removed_and_renumbered, "z_differs", ("z_report", 1)),
    "a sale taken out, number kept": (lambda p: p.remove(nth(p, "sale", 2)), "receipt_gap", ("sale", 2)),
    "a sale during the count": (lambda p: another_sale(p, "z_report"), "during_count", ("sale", 5)),
    "a sale that no Z holds": (late_sale_uncounted, "z_incomplete", ("z_report", 1)),
    "a sale twice": (
        lambda p: another_sale(p, "z_report").body.update(sale_id=nth(p, "sale", 2).body["sale_id"]),
        "sale_twice",
        ("sale", 5),
    ),
    "a Z taken out": (lambda p: p.remove(z(p)), "two_shifts_open", ("shift_opened", 2)),
    "a Z renumbered": (lambda p: z(p).body.update(z_number=2), "z_gap", ("z_report", 1)),
    "Z figures": (lambda p: z_figures(p, sales_total=1), "z_differs", ("z_report", 1)),
    "Z acts": (lambda p: z_figures(p, no_sales=0), "z_differs", ("z_report", 1)),
    "Z opening": (lambda p: z(p).body.update(opened_by="eva"), "z_opening_differs", ("z_report", 1)),
    "Z head": (lambda p: z(p).body.update(head_seq=999), "z_head_differs", ("z_report", 1)),
    "Z of an older head": (
        lambda p: z(p).body.update(head_seq=nth(p, "sale", 2).old),
        "z_incomplete",
        ("z_report", 1),
    ),
    "Z counted cash": (
        lambda p: next(t for t in z(p).body["tenders"] if t["tender_id"] == "cash").update(counted=1),
        "unbalanced",
        ("z_report", 1),
    ),
    "a recount hidden": (lambda p: z(p).body.pop("rounds"), "z_count_differs", ("z_report", 1)),
    "another count than was compared": (
        lambda p: nth(p, "count_compared", 2).body["counted"][0].update(counted=1),
        "z_count_differs",
        ("z_report", 1),
    ),
    "a comparison taken out": (
        lambda p: p.remove(nth(p, "count_compared")),
        "comparison_differs",
        ("count_compared", 1),
    ),
    "a comparison with another expected sum": (
        lambda p: nth(p, "count_compared", 2).body["expected"][0].update(counted=1),
        "comparison_differs",
        ("count_compared", 2),
    ),
    "X figures": (
        lambda p: nth(p, "x_report").body["figures"].update(paid_in=1),
        "x_differs",
        ("x_report", 1),
    ),
    "a cash move of another shift": (other_shift, "outside_shift", ("cash_move", 1)),
    "a shift that was never opened": (no_first_shift, "outside_shift", ("sale", 1)),
    "no shift, but a Z": (no_first_shift, "z_without_shift", ("z_report", 1)),
    "a shift opened twice": (
        lambda p: nth(p, "shift_opened", 2).body.update(shift_id=nth(p, "shift_opened").body["shift_id"]),
        "shift_twice",
        ("shift_opened", 2),
    ),
    "less in the drawer than was left": (
        lambda p: nth(p, "shift_opened", 2).body.update(expected_cash=9_000),
        "opening_differs",
        ("shift_opened", 2),
    ),
    "opening cash": (lambda p: nth(p, "shift_opened").body.update(opening_cash=1), "z_differs", ("z_report", 1)),
    "a return of too much money": (more_refund, "return_above", ("return", 4)),
    "a return of too much tax": (more_tax, "return_above", ("return", 4)),
    "a return of too many": (lambda p: changed_return(p, quantity=9_000), "return_above", ("return", 4)),
    "a return of too much of a payment": (
        lambda p: changed_return(p, shares=[300, 0]),
        "return_above",
        ("return", 4),
    ),
    "a return of a line never sold": (lambda p: changed_return(p, sku="gold"), "return_line_unknown", ("return", 4)),
    "a return of a sale never made": (
        lambda p: nth(p, "return", 4).body.update(original_sale_id="never"),
        "unknown_sale",
        ("return", 4),
    ),
    "a return of another receipt": (
        lambda p: nth(p, "return", 4).body.update(original_receipt="PL02-000002"),
        "return_differs",
        ("return", 4),
    ),
    "a return to a card that paid less": (
        lambda p: nth(p, "return", 2).body["refunds"][0].update(tender_id="card", tender_class="card"),
        "refund_above",
        ("return", 2),
    ),
    "a return of what was post-voided": (voided_then_returned, "return_of_post_voided", ("return", 4)),
    "a return twice": (
        lambda p: nth(p, "return", 4).body.update(return_id=nth(p, "return").body["return_id"]),
        "correction_twice",
        ("return", 4),
    ),
    "a second post-void": (second_post_void, "post_void_twice", ("post_void", 2)),
    "a post-void of another shift": (second_post_void, "post_void_other_shift", ("post_void", 2)),
    "a post-void of what was returned": (
        lambda p: nth(p, "post_void").body.update(sale_id=nth(p, "sale").body["sale_id"]),
        "post_void_of_returned",
        ("post_void", 1),
    ),
    "a post-void of other taxes": (
        lambda p: nth(p, "post_void").body["taxes"][0].update(net=1),
        "post_void_differs",
        ("post_void", 1),
    ),
    "a return whose lines have other taxes": (lambda p: changed_return(p, tax=0), "unbalanced", ("return", 4)),
    "an exchange of two amounts": (uneven_exchange, "exchange_unsettled", ("sale", 4)),
    "half an exchange": (half_an_exchange, "exchange_unsettled", ("z_report", 1)),
    "half an exchange, the return": (half_an_exchange, "exchange_unsettled", ("return", 3)),
    "a second beginning": (
        lambda p: p.insert(4, Page(p[0].header, p[0].body, 0)),
        "genesis_missing",
        ("epoch_opened", 2),
    ),
    "a time that is none": (
        lambda p: setattr(
            nth(p, "line_voided"), "header", msgspec.structs.replace(nth(p, "line_voided").header, at="soon")
        ),
        "clock_unreadable",
        ("line_voided", 1),
    ),
    "the clock set back": (clock_back, "clock_went_back", ("line_voided", 1)),
}


@pytest.mark.invariant(12)
@pytest.mark.parametrize("what", CAREFUL)
def test_what_a_careful_forger_changes_is_found_by_the_sums(path: Path, signer: Signer, what: str) -> None:
    change, code, (event_type, number) = CAREFUL[what]
    after = forge(path, signer, change)
    found = problems(verify(path, public_key=signer.public_key))
    assert (code, nth(after, event_type, number).old) in found
    assert not {one for one, _seq in found} & {"hash_differs", "chain_broken", "bad_signature", "gap", "head_mismatch"}


@pytest.mark.invariant(12)
def test_a_clock_set_back_openly_is_in_order(path: Path, signer: Signer) -> None:
    def change(found: Pages) -> None:
        clock_back(found)
        page = nth(found, "basket_cancelled")
        body = {"before": page.header.at, "after": "2026-11-22T07:00:00.000000Z", "seconds": -3600}
        header = msgspec.structs.replace(page.header, id="jump", type="clock_jump", at=body["after"])
        found.insert(found.index(page), Page(header, body, 0))

    forge(path, signer, change)
    assert "clock_went_back" not in codes(verify(path))


def test_bytes_that_are_no_body_are_found(path: Path, signer: Signer) -> None:
    seq = _seq(path, "sale", 2)

    def attack(raw: Raw) -> None:
        header, _body, _hash = chain.open_event(
            raw.execute("SELECT bytes FROM event WHERE seq = ?", (seq,)).fetchone()[0]
        )
        data, digest = chain.seal(header, canonical.encode({"total": "much"}))
        row = (data, digest, signer.sign(digest), seq)
        raw.execute("UPDATE event SET bytes = ?, hash = ?, signature = ? WHERE seq = ?", row)

    tamper(path, attack)
    assert ("invalid_body", seq) in problems(verify(path))
