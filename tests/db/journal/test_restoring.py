"""A copy in the place of a journal that was lost: it goes on in numbers of its own; what was there is kept."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from contextlib import nullcontext
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pos_client.db import sqlite
from pos_client.db.journal import (
    AlreadyRunningError,
    Journal,
    JournalDamagedError,
    RestoreError,
    RestoreReport,
    backups,
    epochs,
    restore,
    verify,
)
from pos_client.db.journal.opening import CREATED_NAME, FILE_NAME
from pos_client.db.journal.triggers import TRIGGERS
from sync.protocol import chain
from sync.protocol.events import CarriedBody, PaymentPart
from sync.protocol.signing import Signer, create
from tests.db.journal.conftest import Opener
from tests.db.journal.epoch_steps import acknowledge, begin, granted
from tests.db.journal.facts import sell
from tests.db.journal.till_day import START, Day, card, cash, line, ticking

LATER = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


@pytest.fixture
def day(opened: Opener) -> Day:
    clock = ticking()
    return Day(opened(clock=clock), clock)


def copy_of(journal: Journal, tmp_path: Path) -> Path:
    return journal.backup(tmp_path / "copies").path


def put_back(copy: Path, folder: Path, signer: Signer, *, force: bool = True, now: datetime = LATER) -> RestoreReport:
    return restore(copy, folder, signer, clock=lambda: now, force=force)


def code_of(work: Callable[[], object]) -> str:
    with pytest.raises(RestoreError) as caught:
        work()
    return caught.value.code


def test_a_restored_register_never_gives_a_number_twice(
    opened: Opener, folder: Path, signer: Signer, tmp_path: Path
) -> None:
    journal = opened()
    numbers = [journal.submit(sell()).result()[0] for _ in range(3)]
    copy = copy_of(journal, tmp_path)
    lost = [journal.submit(sell()).result()[0] for _ in range(2)]
    journal.close()
    report = put_back(copy, folder, signer)
    assert (report.copied.seq, report.copied.epoch, report.new_key) == (4, 1, False)
    assert report.aside is not None
    assert verify(report.aside, shifts=False).last_seq == 6  # what was there is whole, and kept
    again = opened()
    reader = again.reader()
    assert again.state.clean
    assert (reader.wish(), epochs.is_provisional(reader.head().epoch)) == ("restored", True)
    new = [again.submit(sell()).result()[0] for _ in range(2)]
    assert new == [f"{report.provisional.prefix}-00000{number}" for number in (1, 2)]
    assert report.provisional.prefix.startswith("PL02-")
    assert not set(new) & set(numbers + lost)
    assert reader.documents_waiting() == 2
    proved = verify(again.path, shifts=False)
    assert proved.ok, proved.problems
    assert proved.sales == 5


@pytest.mark.invariant(3)
@pytest.mark.invariant(10)
def test_what_was_sold_meanwhile_is_carried_into_the_granted_epoch(
    opened: Opener, folder: Path, signer: Signer, tmp_path: Path
) -> None:
    journal = opened()
    for _ in range(3):
        journal.submit(sell()).result()
    acknowledge(journal)
    copy = copy_of(journal, tmp_path)
    journal.close()
    report = put_back(copy, folder, signer)
    again = opened(clock=lambda: LATER)
    for _ in range(2):
        again.submit(sell()).result()
    begin(again, granted(signer, previous_epoch=1, previous_seq=9), [(1, 9)])  # the centre had more than the copy
    own = [body for _row, body in again.reader().events(types=("carried",))]
    places = [(body.epoch, body.seq) for body in own if isinstance(body, CarriedBody)]
    assert places == [(report.provisional.epoch, seq) for seq in (1, 2, 3)]
    reader = again.reader()
    assert (reader.head().epoch, reader.wish()) == (2, "")
    assert [head.epoch for head in reader.heads()] == [1, report.provisional.epoch, 2]
    assert again.submit(sell()).result()[0] == "PL02.2-000001"
    assert [row.epoch for row in reader.find_receipts()] == [2, *[report.provisional.epoch] * 2, 1, 1, 1]
    proved = verify(again.path, shifts=False)
    assert proved.ok, proved.problems
    again.close()
    last = opened()
    assert (last.state.clean, last.state.epoch) == (True, 2)


@pytest.mark.invariant(12)
def test_a_shift_that_was_open_in_the_copy_goes_on(
    day: Day, opened: Opener, folder: Path, signer: Signer, tmp_path: Path
) -> None:
    day.open()
    sale = day.sell([line(1, 900)], [cash(900)])
    copy = copy_of(day.journal, tmp_path)
    day.sell([line(1, 100)], [cash(100)])
    day.journal.close()
    put_back(copy, folder, signer)
    day.clock = ticking(LATER)
    day.journal = opened(clock=day.clock)
    day.sell([line(1, 250)], [cash(250)])
    day.x()
    day.post_void(sale)
    reader = day.journal.reader()
    shift = reader.open_shift()
    assert shift is not None
    assert reader.closing_of(shift) is None
    assert len({row.epoch for row, _body in reader.events_of_shift(day.shift)}) == 2
    assert day.figures().expected_cash == 20_000 + 900 + 250 - 900
    day.count_cash()
    day.compare(0)
    day.z()
    closed = reader.shift(day.shift)
    assert closed is not None
    closing = reader.closing_of(closed)
    assert closing is not None
    assert closing.epoch >= chain.FIRST_PROVISIONAL
    events = [row.type for row, _body in reader.events_of_shift(day.shift)]
    assert (events[0], events[-1], events.count("sale")) == ("shift_opened", "z_report", 2)
    begin(day.journal, granted(signer), [(1, 2)])
    day.open(10_000)
    day.sell([line(1, 40)], [cash(40)])
    assert len({row.epoch for row, _body in reader.events_of_shift(day.shift)}) == 1
    report = verify(day.journal.path)
    assert report.problems == ()
    assert [shift.figures.sales for shift in report.shifts] == [2, 1]


@pytest.mark.invariant(12)
def test_a_z_that_leaves_out_what_the_copy_had_is_found(
    day: Day, opened: Opener, folder: Path, signer: Signer, tmp_path: Path
) -> None:
    day.open()
    day.sell([line(1, 900)], [cash(900)])
    copy = copy_of(day.journal, tmp_path)
    day.journal.close()
    put_back(copy, folder, signer)
    day.journal = opened(clock=day.clock)
    day.sell([line(1, 250)], [cash(250)])
    honest = day.figures()
    day.z(figures=type(honest)(**{**{name: getattr(honest, name) for name in honest.__struct_fields__}, "sales": 1}))
    assert "z_differs" in {problem.code for problem in verify(day.journal.path).problems}


def test_goods_and_slips_of_the_lost_days_may_come_back(
    day: Day, opened: Opener, folder: Path, signer: Signer, tmp_path: Path
) -> None:
    day.open()
    copy = copy_of(day.journal, tmp_path)
    lost = day.sell([line(1, 900)], [card(900)])
    day.journal.close()
    put_back(copy, folder, signer)
    day.clock = ticking(LATER)
    day.journal = opened(clock=day.clock)
    day.give_back(lost, {1: 1000}, card)
    slip = PaymentPart(
        tender_id="slip",
        tender_class="credit_slip",
        amount=500,
        given=500,
        reference="PL02-000007-1",
        details=(("code_hash", "ab"),),
    )
    day.journal.submit(lambda writer: writer.put_mark("ab", "slip_used:500")).result()
    day.sell([line(1, 500)], [slip])
    assert verify(day.journal.path).problems == ()


def test_a_sound_newer_journal_is_not_replaced_by_mistake(
    opened: Opener, folder: Path, signer: Signer, tmp_path: Path
) -> None:
    journal = opened()
    journal.submit(sell()).result()
    copy = copy_of(journal, tmp_path)
    assert code_of_running(copy, folder, signer)
    journal.submit(sell()).result()
    journal.close()
    assert code_of(lambda: put_back(copy, folder, signer, force=False)) == "newer_here"
    assert code_of(lambda: put_back(folder / FILE_NAME, folder, signer)) == "same_file"
    assert code_of(lambda: put_back(tmp_path / "none.sqlite", folder, signer)) == "not_verified"
    assert not [path.name for path in folder.iterdir() if "replaced" in path.name or "part" in path.name]
    assert opened().reader().head().seq == 3


def code_of_running(copy: Path, folder: Path, signer: Signer) -> bool:
    with pytest.raises(AlreadyRunningError):
        put_back(copy, folder, signer)
    return True


def test_a_copy_that_was_changed_is_refused(opened: Opener, folder: Path, signer: Signer, tmp_path: Path) -> None:
    journal = opened()
    for _ in range(2):
        journal.submit(sell()).result()
    copy = copy_of(journal, tmp_path)
    journal.close()
    raw = sqlite.connect(copy, mode="rw")
    raw.execute("DROP TRIGGER event_no_update")
    raw.execute("UPDATE event SET signature = zeroblob(64) WHERE seq = 2")
    raw.execute(TRIGGERS["event_no_update"])
    raw.close()
    before = (folder / FILE_NAME).read_bytes()
    assert code_of(lambda: put_back(copy, folder, signer)) == "not_verified"
    assert (folder / FILE_NAME).read_bytes() == before


@pytest.mark.parametrize("what", ["gone", "damaged", "never there"])
def test_a_lost_or_damaged_journal_is_replaced(
    opened: Opener, folder: Path, signer: Signer, tmp_path: Path, what: str
) -> None:
    journal = opened()
    journal.submit(sell()).result()
    copy = copy_of(journal, tmp_path)
    journal.close()
    target = folder
    if what == "gone":
        (folder / FILE_NAME).unlink()
    elif what == "damaged":
        (folder / FILE_NAME).write_bytes(b"SQLite format 3\0" + b"\xff" * 5_000)
    else:
        target = tmp_path / "new computer"
    report = put_back(copy, target, signer, force=False)
    assert (report.aside is not None) == (what == "damaged")
    assert (target / CREATED_NAME).exists()
    again = opened(target)
    again.submit(sell()).result()
    assert verify(again.path, shifts=False).ok


@pytest.mark.invariant(1)
@pytest.mark.parametrize("renaming", [1, 2, 3, 4])
def test_a_restoration_that_is_killed_hides_no_sale(
    opened: Opener, folder: Path, tmp_path: Path, renaming: int
) -> None:
    key = tmp_path / "own.key"
    signer = create(key)
    journal = opened(signer=signer)
    journal.submit(sell()).result()
    copy = copy_of(journal, tmp_path)
    journal.close()

    def child(*arguments: str) -> int:
        command = [sys.executable, "-m", "tests.db.journal.restore_child", str(folder), str(key), *arguments]
        return subprocess.run(command, check=False, timeout=60).returncode

    assert child("sell") == 9
    assert (folder / f"{FILE_NAME}-wal").stat().st_size > 0  # what was sold stands in the log alone
    assert child(str(copy), str(renaming)) == 9
    with pytest.raises(JournalDamagedError, match="missing") if not (folder / FILE_NAME).exists() else nullcontext():
        found = opened(signer=signer)
        assert found.reader().head().receipts == 4
        found.close()
    put_back(copy, folder, signer)
    asides = [verify(path, shifts=False) for path in folder.glob("journal-replaced-*.sqlite")]
    assert [one.sales for one in asides if one.ok and one.sales == 4], asides
    again = opened(signer=signer)
    again.submit(sell()).result()
    assert verify(again.path, shifts=False).ok


def test_another_key_goes_on_and_says_so(opened: Opener, folder: Path, signer: Signer, tmp_path: Path) -> None:
    journal = opened()
    journal.submit(sell()).result()
    copy = copy_of(journal, tmp_path)
    journal.close()
    other = create(tmp_path / "new.key")
    assert put_back(copy, folder, other).new_key
    again = opened(signer=other)
    again.submit(sell()).result()
    report = verify(again.path, shifts=False, public_key=other.public_key)
    assert report.ok, report.problems
    assert verify(again.path, shifts=False, public_key=signer.public_key).problems[0].code == "other_key"


def test_restored_twice_has_two_series(opened: Opener, folder: Path, signer: Signer, tmp_path: Path) -> None:
    journal = opened()
    journal.submit(sell()).result()
    copy = copy_of(journal, tmp_path)
    journal.close()
    first = put_back(copy, folder, signer).provisional
    again = opened()
    again.submit(sell()).result()
    on_top = copy_of(again, tmp_path)
    again.close()
    second = put_back(copy, folder, signer, now=LATER + timedelta(seconds=1)).provisional
    third = put_back(on_top, folder, signer, now=LATER - timedelta(days=900)).provisional  # a clock that lies
    assert len({first.epoch, second.epoch, third.epoch}) == 3
    assert len({first.prefix, second.prefix, third.prefix}) == 3
    assert third.epoch > first.epoch
    assert {one.prefix.count("-") for one in (first, second, third)} == {1}
    last = opened()
    assert [head.epoch for head in last.reader().heads()] == [1, first.epoch, third.epoch]
    assert verify(last.path, shifts=False).ok


def test_the_newest_copies_are_kept_through_all_epochs(
    opened: Opener, folder: Path, signer: Signer, tmp_path: Path
) -> None:
    copies = tmp_path / "copies"
    journal = opened()
    for _ in range(3):
        journal.submit(sell()).result()
        journal.backup(copies, keep=3)
    journal.close()
    put_back(backups(copies)[0], folder, signer)
    again = opened()
    provisional = again.backup(copies, keep=2).path
    assert backups(copies)[0] == provisional
    begin(again, granted(signer))
    newest = again.backup(copies, keep=2).path
    assert backups(copies) == (newest, provisional)


@pytest.mark.invariant(11)
def test_a_file_put_back_by_hand_is_older_than_what_the_centre_acknowledged(
    opened: Opener, folder: Path, signer: Signer, tmp_path: Path
) -> None:
    journal = opened()
    journal.submit(sell()).result()
    acknowledge(journal)
    copy = copy_of(journal, tmp_path)
    journal.submit(sell()).result()
    acknowledge(journal)
    journal.close()
    again = opened(folder)
    assert not again.state.older
    again.close()
    opened_by_hand = tmp_path / "by hand"
    opened_by_hand.mkdir()
    for name in (CREATED_NAME, "journal.acknowledged"):
        (opened_by_hand / name).write_bytes((folder / name).read_bytes())
    (opened_by_hand / FILE_NAME).write_bytes(copy.read_bytes())
    for _ in range(2):  # closing it does not lower the proof, selling on does not hide it
        older = opened(opened_by_hand)
        assert older.state.older
        older.submit(sell(lines=2)).result()
        older.close()
    (folder / "journal.acknowledged").write_bytes(b"no proof")
    assert not opened(folder).state.older
    put_back(copy, opened_by_hand, signer)
    assert not opened(opened_by_hand).state.older


@pytest.mark.invariant(11)
def test_a_provisional_epoch_proves_where_the_copy_ended(
    opened: Opener, folder: Path, signer: Signer, tmp_path: Path
) -> None:
    journal = opened()
    for _ in range(2):
        journal.submit(sell()).result()
    copy = copy_of(journal, tmp_path)
    journal.close()
    put_back(copy, folder, signer)
    raw = sqlite.connect(folder / FILE_NAME, mode="rw")
    cut = TRIGGERS["event_no_delete"]
    raw.execute("DROP TRIGGER event_no_delete")
    raw.execute("DELETE FROM event WHERE epoch = 1 AND seq = 3")
    raw.execute(cut)
    raw.execute("DELETE FROM sale WHERE 0")
    row = raw.execute("SELECT hash FROM event WHERE epoch = 1 AND seq = 2").fetchone()
    raw.execute("UPDATE head SET seq = 2, receipts = 1, hash = ? WHERE epoch = 1", row)
    raw.close()
    found = {problem.code for problem in verify(folder / FILE_NAME, shifts=False).problems}
    assert found == {"previous_differs"}


def test_the_clock_starts_no_year_too_early() -> None:
    assert epochs.next_provisional((1,), START - timedelta(days=5_000)) == chain.FIRST_PROVISIONAL
    assert epochs.next_provisional((1,), START + timedelta(days=50_000)) == 2**31 - 1
