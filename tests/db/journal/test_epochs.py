"""The register's epochs: what is granted and carried, what of it survives a crash, and that the check proves it."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from pos_client.db import sqlite
from pos_client.db.journal import Journal, Writer, epochs, verify
from pos_client.db.journal.centre_writer import MOST_CARRIED
from pos_client.db.journal.triggers import TRIGGERS
from sync.protocol import chain, schemas
from sync.protocol.events import CarriedBody, EpochOpenedBody, TaskBody
from sync.protocol.signing import Signer, create
from tests.db.journal.conftest import Opener
from tests.db.journal.epoch_steps import acknowledge, begin, carried, granted, refused
from tests.db.journal.facts import PREFIX, log_in, sell
from tests.db.journal.till_day import Day, card, cash, line, ticking


@pytest.fixture
def day(opened: Opener) -> Day:
    clock = ticking()
    return Day(opened(clock=clock), clock)


# --- a granted epoch


def test_a_new_epoch_has_its_own_series_and_names_the_one_before(journal: Journal, signer: Signer) -> None:
    old = [journal.submit(sell()).result() for _ in range(4)]
    acknowledge(journal, old[1][1].seq)
    journal.submit(lambda writer: writer.wish_epoch("fenced")).result()
    assert journal.reader().wish() == "fenced"
    grant = granted(signer, previous_epoch=1, previous_seq=3, previous_hash=old[1][1].hash.hex())
    assert begin(journal, grant, [(1, 3)]) == 2
    reader = journal.reader()
    head = reader.head()
    assert (head.epoch, head.prefix, head.receipts, head.z_reports) == (2, "PL02.2", 0, 0)
    assert (head.acknowledged_seq, head.token, reader.wish()) == (0, "", "")
    first = next(reader.events())[1]
    assert isinstance(first, EpochOpenedBody)
    assert (first.previous_epoch, first.previous_seq, first.previous_hash) == (1, 3, old[1][1].hash.hex())
    assert journal.submit(sell()).result()[0] == "PL02.2-000001"
    assert [one.epoch for one in reader.heads()] == [1, 2]
    report = verify(journal.path, shifts=False)
    assert report.ok, report.problems
    assert (report.epoch, report.sales, report.receipts) == (2, 5, 5)
    assert [row.epoch for row in reader.find_receipts()] == [2, 1, 1, 1, 1]
    acknowledged = reader.acknowledgement()
    assert acknowledged is not None
    assert (acknowledged.epoch, acknowledged.seq) == (1, 3)  # to be shown until there is one of this epoch


@pytest.mark.invariant(3)
def test_what_the_centre_lacks_is_carried_to_the_byte(journal: Journal, signer: Signer) -> None:
    refs = [journal.submit(sell()).result()[1] for _ in range(5)]
    assert begin(journal, granted(signer), [(1, 2), (0, 9)]) == 4
    reader = journal.reader()
    for row, body in reader.events(types=("carried",)):
        assert isinstance(body, CarriedBody)
        original = reader.event(body.seq, body.epoch)
        assert original is not None
        assert (body.data.encode(), bytes.fromhex(body.hash)) == (original.data, original.hash)
        assert bytes.fromhex(body.signature) == original.signature
        assert row.epoch == 2
    assert carried(journal) == [(1, ref.seq) for ref in refs[1:]]
    assert reader.documents_waiting() == 4
    assert begin(journal, granted(signer), [(1, 2)]) == 0  # the same answer once more
    assert reader.head().epoch == 2


@pytest.mark.invariant(3)
def test_of_a_fork_our_own_branch_is_carried_whatever_the_centre_holds(journal: Journal, signer: Signer) -> None:
    """The file was put back to event 3 and sold on; the centre holds seven events of the other branch."""
    refs = [journal.submit(sell()).result()[1] for _ in range(4)]  # 2 to 5
    acknowledge(journal, 3)
    fork = granted(signer, previous_epoch=1, previous_seq=5, previous_hash="ab" * 32)
    assert begin(journal, fork, [(1, 5)]) == 2
    assert carried(journal) == [(1, ref.seq) for ref in refs[2:]]
    begin(journal, granted(signer, 3), [(1, 5), (2, 3)])  # the carriers are held: not once more
    assert carried(journal) == []


@pytest.mark.invariant(3)
def test_a_branch_that_is_shorter_than_what_the_centre_holds_is_carried(journal: Journal, signer: Signer) -> None:
    journal.submit(sell()).result()
    fork = granted(signer, previous_epoch=1, previous_seq=9, previous_hash="ab" * 32)
    assert begin(journal, fork, [(1, 9)]) == 2


@pytest.mark.invariant(3)
def test_what_a_restored_centre_was_told_since_does_not_pass_for_our_own_history(
    journal: Journal, signer: Signer
) -> None:
    """It acknowledged all of this, lost it, and was told another history of the same length by a clone."""
    refs = [journal.submit(sell()).result()[1] for _ in range(7)]  # 2 to 8
    acknowledge(journal)
    hashes = [ref.hash.hex() for ref in refs]
    anchors = [(1, 1, "cd" * 32), (1, 3, hashes[1]), (1, 7, "ab" * 32), (1, 8, "ab" * 32), (5, 1, "ab" * 32)]
    grant = granted(signer, previous_epoch=1, previous_seq=8, previous_hash="ab" * 32)
    journal.submit(lambda writer: writer.open_epoch(grant, [(1, 8)], anchors)).result()
    journal.submit(lambda writer: writer.carry()).result()
    assert carried(journal) == [(1, ref.seq) for ref in refs[2:]]


@pytest.mark.parametrize(("told", "left"), [("ab" * 32, 3), ("", 0)])
def test_an_anchor_proves_where_no_acknowledgement_came(journal: Journal, signer: Signer, told: str, left: int) -> None:
    refs = [journal.submit(sell()).result()[1] for _ in range(2)]  # 2 and 3
    anchors = [(1, 3, told or refs[1].hash.hex())]
    journal.submit(lambda writer: writer.open_epoch(granted(signer), [(1, 3)], anchors)).result()
    assert journal.submit(lambda writer: writer.carry()).result() == left
    acknowledged = {head.epoch: head.acknowledged_seq for head in journal.reader().heads()}
    assert acknowledged == {1: 0 if left else 3, 2: 0}


def test_what_is_still_to_be_carried_waits_too(journal: Journal, signer: Signer) -> None:
    for _ in range(5):
        journal.submit(sell()).result()
    acknowledge(journal, 1)
    journal.submit(lambda writer: writer.open_epoch(granted(signer), [(1, 1)])).result()
    assert journal.reader().documents_waiting() == 5
    journal.submit(lambda writer: writer.carry(2)).result()
    assert journal.reader().documents_waiting() == 5
    journal.submit(sell()).result()
    journal.submit(lambda writer: writer.carry()).result()
    assert journal.reader().documents_waiting() == 6
    assert MOST_CARRIED > 5


@pytest.mark.invariant(3)
def test_of_a_third_epoch_nothing_is_carried_twice_and_nothing_is_left(journal: Journal, signer: Signer) -> None:
    for _ in range(6):
        journal.submit(sell()).result()  # seq 2 to 7
    begin(journal, granted(signer), [(1, 3)])  # 4 to 7 are carried as 2 to 5 of epoch 2
    journal.submit(log_in()).result()  # 6
    begin(journal, granted(signer, 3), [(1, 3), (2, 3)])  # of the carried ones the centre has 4 and 5
    assert carried(journal) == [(1, 6), (1, 7), (2, 6)]
    begin(journal, granted(signer, 4), [(1, 3), (2, 3), (3, 4)])
    assert carried(journal) == []
    report = verify(journal.path, shifts=False)
    assert report.ok, report.problems


def test_an_epoch_is_opened_only_where_it_may(day: Day, signer: Signer, tmp_path: Path) -> None:
    journal = day.journal
    other = create(tmp_path / "other")
    for grant, code in (
        (granted(other), "wrong_key"),
        (granted(signer, register_id="T99"), "wrong_identity"),
        (granted(signer, 1, prefix="X"), "epoch_not_newer"),
        (granted(signer, chain.FIRST_PROVISIONAL), "epoch_not_newer"),
    ):
        assert refused(journal, lambda writer, grant=grant: writer.open_epoch(grant, ())) == code  # type: ignore[misc]

    def late(writer: Writer) -> None:
        log_in()(writer)
        writer.open_epoch(granted(signer), ())

    assert refused(journal, late) == "epoch_in_transaction"
    day.open()
    assert refused(journal, lambda writer: writer.open_epoch(granted(signer), ())) == "shift_open"
    assert refused(journal, lambda writer: writer.wish_epoch("bored")) == "unknown_wish"
    assert journal.submit(lambda writer: writer.carry()).result() == 0


def test_an_opened_epoch_is_opened_again_by_the_settings_prefix(opened: Opener, signer: Signer) -> None:
    journal = opened()
    begin(journal, granted(signer))
    journal.close()
    again = opened()
    assert (again.state.epoch, again.reader().head().prefix) == (2, "PL02.2")


def test_days_in_two_epochs_are_proved_to_the_cent(day: Day, signer: Signer) -> None:
    day.whole_day()
    day.z()
    first = day.journal.reader().shifts(1)[0]
    begin(day.journal, granted(signer), [(1, 9)])
    day.open(10_000)
    sale = day.sell([line(1, 800)], [cash(800)])
    day.give_back(sale, {1: 1000})
    day.x()
    day.z()
    report = verify(day.journal.path)
    assert report.problems == ()
    assert [(shift.z_number, shift.ok) for shift in report.shifts] == [(1, True), (2, True), (1, True)]
    reader = day.journal.reader()
    assert [row.opened_epoch for row in reader.shifts(9)] == [2, 1, 1]
    closing = reader.closing_of(first)
    assert closing is not None
    assert (closing.epoch, closing.type) == (1, "z_report")
    assert {row.epoch for row, _body in reader.events_of_shift(first.shift_id)} == {1}
    assert len(reader.last_event_times(3)) == 3


# --- crashes


CHILD = """
import os, signal, sys
from pathlib import Path
from pos_client.db.journal import Journal
from sync.protocol import signing
from tests.db.journal.facts import PREFIX
from tests.db.journal.epoch_steps import granted

folder, key, where = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
signer = signing.load(key)
journal = Journal.open(folder, signer, prefix=PREFIX)

def die():
    os.kill(os.getpid(), signal.SIGKILL)

def opening(writer):
    grant = granted(signer, previous_epoch=1, previous_seq=2, previous_hash=journal.reader().event(2).hash.hex())
    writer.open_epoch(grant, [(1, 2)])
    if where == "opening":
        die()

def carrying(writer):
    writer.carry(3)
    if where == "carrying":
        die()

journal.submit(opening).result()
if where == "opened":
    die()
journal.submit(carrying).result()
if where == "carried":
    die()
"""


@pytest.mark.invariant(3)
@pytest.mark.parametrize(
    ("where", "epoch", "done"), [("opening", 1, 0), ("opened", 2, 0), ("carrying", 2, 0), ("carried", 2, 3)]
)
def test_a_crash_half_way_leaves_nothing_out_and_nothing_twice(
    opened: Opener, tmp_path: Path, where: str, epoch: int, done: int
) -> None:
    key, folder = tmp_path / "key", tmp_path / "journal"
    signer = create(key)
    journal = opened(folder, signer=signer)
    for _ in range(8):
        journal.submit(sell()).result()  # seq 2 to 9
    journal.close()
    child = subprocess.run([sys.executable, "-c", CHILD, folder, key, where], check=False)
    assert child.returncode == -signal.SIGKILL
    again = opened(folder, signer=signer)
    assert not again.state.clean
    assert (again.reader().head().epoch, len(carried(again))) == (epoch, done)
    assert again.reader().is_carrying() == (epoch == 2)
    if where == "carrying":
        again.submit(sell()).result()  # selling goes on between
    begin(again, granted(signer), [(1, 2)])
    expected = list(range(3, 10)) + ([10] if where == "opening" else [])  # the start after the crash noted itself
    assert carried(again) == [(1, seq) for seq in expected]
    report = verify(again.path, shifts=False)
    assert report.ok, report.problems


# --- what does not hold


def raw_change(journal: Journal, *statements: tuple[str, tuple[object, ...]], without: str = "") -> None:
    raw = sqlite.connect(journal.path, mode="rw")
    if without:
        raw.execute(f"DROP TRIGGER {without}")
    for sql, parameters in statements:
        raw.execute(sql, parameters)
    if without:
        raw.execute(TRIGGERS[without])
    raw.close()


def found_in(journal: Journal) -> set[tuple[str, int]]:
    return {(problem.code, problem.epoch) for problem in verify(journal.path, shifts=False).problems}


@pytest.mark.invariant(11)
def test_a_change_in_an_older_epoch_is_found(journal: Journal, signer: Signer) -> None:
    journal.submit(sell()).result()
    begin(journal, granted(signer))
    change = "UPDATE event SET bytes = replace(CAST(bytes AS TEXT), 'maria', 'maris') WHERE epoch = 1 AND seq = 2"
    raw_change(
        journal,
        (change.replace("replace(", "CAST(replace(").replace("'maris')", "'maris') AS BLOB)"), ()),
        without="event_no_update",
    )
    assert found_in(journal) == {("hash_differs", 1)}


@pytest.mark.invariant(11)
def test_a_carried_event_is_the_one_that_stands_here(journal: Journal, signer: Signer, tmp_path: Path) -> None:
    _receipt, ref = journal.submit(sell()).result()
    begin(journal, granted(signer))
    original = journal.reader().event(ref.seq, 1)
    assert original is not None
    good = CarriedBody(
        data=original.data.decode(), hash=original.hash.hex(), signature=original.signature.hex(), epoch=1, seq=2
    )
    with pytest.raises(schemas.EventInvalidError, match="carried_differs"):
        journal.submit(lambda writer: writer.append("carried", msgspec.structs.replace(good, seq=3))).result()
    foreign = create(tmp_path / "k").sign(original.hash).hex()
    bad = msgspec.structs.replace(good, signature=foreign)
    journal.submit(lambda writer: writer.append("carried", bad)).result()
    assert found_in(journal) == {("carried_differs", 0)}


def test_the_order_of_epochs_is_that_of_their_heads(journal: Journal, signer: Signer) -> None:
    begin(journal, granted(signer))
    raw_change(journal, ("UPDATE value SET value = ? WHERE key = ?", (b"[1]", epochs.ORDER)))
    assert found_in(journal) == {("epochs_differ", 0)}
    raw_change(journal, ("UPDATE value SET value = ? WHERE key = ?", (b"[x", epochs.ORDER)))
    assert not verify(journal.path, shifts=False).ok


def test_a_damaged_event_does_not_keep_back_what_follows(journal: Journal, signer: Signer) -> None:
    for _ in range(3):
        journal.submit(sell()).result()
    raw_change(journal, ("UPDATE event SET bytes = x'5b5d' WHERE epoch = 1 AND seq = 3", ()), without="event_no_update")
    assert begin(journal, granted(signer)) == 4
    assert carried(journal) == [(1, 1), (1, 2), (1, 4)]
    (task,) = (body for _row, body in journal.reader().events(types=("task",)))
    assert isinstance(task, TaskBody)
    assert (task.kind, dict(task.details)["seq"]) == ("carry_damaged", "3")


# --- acknowledgements


@pytest.mark.invariant(4)
def test_the_furthest_statement_is_kept_when_a_restored_centre_holds_less(journal: Journal) -> None:
    refs = [journal.submit(sell()).result()[1] for _ in range(4)]  # 2 to 5
    acknowledge(journal, 4)
    assert refused(journal, lambda writer: writer.regress(4, refs[2].hash)) == "not_regressed"
    assert refused(journal, lambda writer: writer.regress(3, refs[2].hash)) == "acknowledged_other"
    journal.submit(lambda writer: writer.regress(2, refs[0].hash)).result()
    reader = journal.reader()
    assert (reader.head().acknowledged_seq, reader.head().acknowledged_hash) == (2, refs[0].hash)
    (task,) = (body for _row, body in reader.events(types=("task",)))
    assert isinstance(task, TaskBody)
    assert (task.kind, dict(task.details)["held"]) == ("centre_restored", "2")
    acknowledge(journal, 3)
    kept = reader.acknowledgement()
    assert kept is not None
    assert (kept.seq, kept.data, reader.head().acknowledged_seq) == (4, "ack 1/4", 3)
    acknowledge(journal, 5)
    kept = reader.acknowledgement()
    assert kept is not None
    assert kept.data == "ack 1/5"
    genesis = chain.genesis_hash(PREFIX, 1)
    journal.submit(lambda writer: writer.regress(0, genesis)).result()
    assert (reader.head().acknowledged_seq, reader.head().acknowledged_hash) == (0, b"")


def test_a_centre_that_knows_nothing_of_an_epoch_may_have_lost_of_older_ones(journal: Journal, signer: Signer) -> None:
    journal.submit(sell()).result()
    acknowledge(journal)
    journal.submit(lambda writer: writer.regress(0, chain.genesis_hash(PREFIX, 1))).result()
    assert journal.reader().wish() == ""  # there are no older ones
    acknowledge(journal)
    begin(journal, granted(signer), [(1, journal.reader().head().seq)])
    journal.submit(sell()).result()
    acknowledge(journal)
    event = journal.reader().event(1)
    assert event is not None
    journal.submit(lambda writer: writer.regress(1, event.hash)).result()
    assert journal.reader().wish() == ""  # it has the beginning of this one, hence all that was carried by then
    journal.submit(lambda writer: writer.regress(0, chain.genesis_hash(PREFIX, 2))).result()
    assert journal.reader().wish() == "lost"


def test_an_older_epochs_shift_and_slip_of_paper(day: Day, signer: Signer) -> None:
    """What was sold before the new epoch is taken back after it."""
    day.open()
    sale = day.sell([line(1, 900)], [card(900)])
    day.z()
    begin(day.journal, granted(signer))
    day.open(10_000)
    day.give_back(sale, {1: 1000}, card)
    day.z()
    assert verify(day.journal.path).problems == ()
