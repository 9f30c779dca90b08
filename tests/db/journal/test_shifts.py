"""What the check of whole shifts accepts: every honest order of things, purged journals, and what it says of each."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from pos_client.db import sqlite
from pos_client.db.journal import JournalError, schema, verify
from pos_client.db.journal.shift_check import difference
from pos_client.db.journal.triggers import TRIGGERS
from sync.protocol.events import ApprovalBody, CountCancelledBody, LoginBody, ShiftFigures, ZBody, instant
from tests.db.journal.conftest import Opener
from tests.db.journal.till_day import START, Day, card, cash, line, ticking

LOGIN = LoginBody(staff_id="anna", how="badge")


@pytest.fixture
def day(opened: Opener) -> Day:
    clock = ticking()
    return Day(opened(clock=clock), clock)


def test_every_shift_is_told_as_the_journal_proves_it(day: Day) -> None:
    day.whole_day()
    report = verify(day.journal.path)
    assert report.problems == ()
    closed, still_open = report.shifts
    stated = next(body for _row, body in day.journal.reader().events(types=("z_report",)) if isinstance(body, ZBody))
    assert closed.figures == stated.figures
    assert (closed.z_number, closed.over_short, closed.ok) == (1, -5, True)
    assert (still_open.z_number, still_open.closed_seq, still_open.over_short) == (0, 0, None)
    assert still_open.figures == day.figures()


def test_selling_goes_on_after_a_count_that_was_given_up(day: Day) -> None:
    day.open()
    day.count_cash()
    day.compare(-100)
    day.note("count_cancelled", CountCancelledBody(shift_id=day.shift, by="maria", at=instant(START), rounds=1))
    day.sell([line(1, 100)], [cash(100)])
    day.count_cash()
    day.compare(0)
    day.z()
    assert verify(day.journal.path).problems == ()


def test_an_x_may_be_of_an_earlier_head_but_a_z_may_not(day: Day) -> None:
    """An X is written beside selling: a sale may come between its figures and its event."""
    day.open()
    day.sell([line(1, 100)], [cash(100)])
    earlier, head = day.figures(), day.journal.reader().head()
    named = {"figures": earlier, "head_seq": head.seq, "head_hash": head.hash.hex()}
    day.sell([line(1, 200)], [cash(200)])
    day.x(**named)
    assert verify(day.journal.path).problems == ()
    later = day.figures()
    day.note("login", LOGIN)  # says nothing about the shift
    event = day.journal.reader().event(day.journal.reader().head().seq - 1)
    assert event is not None
    day.z(figures=later, head_seq=event.seq, head_hash=event.hash.hex())
    assert verify(day.journal.path).problems == ()


def test_a_z_leaves_nothing_out_even_an_approval(day: Day) -> None:
    day.open()
    earlier, head = day.figures(), day.journal.reader().head()
    body = ApprovalBody(permission="close", amount=1, reason="", asked_by="maria", approved_by="anna")
    day.note("approval", body)
    seq = day.z(figures=earlier, head_seq=head.seq, head_hash=head.hash.hex()).seq
    assert [(found.code, found.seq) for found in verify(day.journal.path).problems] == [("z_incomplete", seq)]


def months_later(day: Day, opened: Opener) -> None:
    day.journal.close()
    day.clock = ticking(START + timedelta(days=100))
    day.journal = opened(clock=day.clock)


def test_what_was_purged_is_not_judged_and_the_rest_is(day: Day, opened: Opener) -> None:
    day.open()
    first = day.sell([line(1, 100, 2000)], [card(100)])
    other = day.sell([line(1, 300)], [cash(300)])
    day.give_back(first, {1: 1000}, card)
    day.z()
    day.open()
    row = day.journal.reader().sale_by_id(first.sale_id)
    assert row is not None
    months_later(day, opened)
    day.journal.submit(lambda writer: writer.acknowledge(row.seq, row.hash, "token")).result()
    assert day.journal.submit(lambda writer: writer.purge((1, row.seq), day.clock())).result() == row.seq
    day.give_back(other, {1: 1000})
    day.sell([line(1, 700)], [cash(700)])
    day.x()
    day.z()
    report = verify(day.journal.path)
    assert report.problems == ()
    assert [(shift.z_number, shift.figures.sales_total) for shift in report.shifts] == [(2, 700)]
    raw = sqlite.connect(day.journal.path, mode="rw")
    raw.execute("DROP TRIGGER correction_no_delete")
    raw.execute("DELETE FROM correction WHERE number = 2")
    raw.execute(TRIGGERS["correction_no_delete"])
    raw.close()
    assert {found.code for found in verify(day.journal.path).problems} == {"correction_row_differs"}


def test_nothing_of_the_open_shift_is_purged(day: Day, opened: Opener) -> None:
    day.open()
    sale = day.sell([line(1, 100)], [cash(100)])
    row = day.journal.reader().sale_by_id(sale.sale_id)
    assert row is not None
    months_later(day, opened)
    day.journal.submit(lambda writer: writer.acknowledge(row.seq, row.hash, "token")).result()
    assert day.journal.submit(lambda writer: writer.purge((1, 99), day.clock())).result() == 1  # the first event alone
    day.z()
    report = verify(day.journal.path)
    assert report.problems == ()
    assert report.shifts[0].figures.sales_total == 100


def test_a_difference_names_what_differs() -> None:
    stated = ShiftFigures(currency="PLN", sales=2, sales_total=120)
    ours = ShiftFigures(currency="PLN", sales=1, sales_total=100)
    assert difference(stated, ours) == ("sales 2 stated, 1 in the journal; sales_total 120 stated, 100 in the journal")


def test_a_migration_that_fails_leaves_the_file_as_it_was(opened: Opener, tmp_path: Path) -> None:
    from tests.db.journal.test_corrections import first_revision  # noqa: PLC0415 - the two tests share the old file

    clock = ticking()
    day = Day(opened(tmp_path / "new", clock=clock), clock)
    day.open()
    day.journal.close()
    folder = tmp_path / "old"
    folder.mkdir()
    path = folder / "journal.sqlite"
    first_revision(path, tmp_path / "new" / "journal.sqlite")
    raw = sqlite.connect(path, mode="rw")
    raw.execute("CREATE TABLE one_post_void (x)")  # in the way of the migration's last step but the triggers
    raw.close()
    with pytest.raises(JournalError):
        opened(folder, clock=ticking(START + timedelta(hours=1)))
    raw = sqlite.connect(path, mode="ro")
    names = {row[0] for row in raw.execute("SELECT name FROM sqlite_master").fetchall()}
    assert schema.revision_of(raw) == "0001"
    assert "correction" not in names
    raw.close()
