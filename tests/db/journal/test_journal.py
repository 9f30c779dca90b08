from __future__ import annotations

import shutil
import threading
from concurrent.futures import Future
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest
from pysqlite3 import dbapi2

from pos_client.db import sqlite
from pos_client.db.journal import (
    AlreadyRunningError,
    Journal,
    JournalDamagedError,
    JournalOpenError,
    JournalUsageError,
    JournalWriteError,
    Writer,
    bound,
    verify,
)
from pos_client.db.journal.reader import PAGE
from sync.protocol import chain, events, schemas
from sync.protocol.signing import Signer, create
from tests.db.journal.conftest import Opener
from tests.db.journal.facts import (
    NOW,
    PREFIX,
    SHIFT,
    close_shift,
    log_in,
    open_shift,
    return_body,
    sale_body,
    sell,
    z_body,
)


def test_a_sale_and_all_that_belongs_to_it_are_there_at_once(journal: Journal) -> None:
    journal.submit(lambda w: w.save_basket("sale-PL02-000001", "open", b"x", "", 1, 1, "maria")).result()
    receipt, event = journal.submit(sell()).result()
    reader = journal.reader()
    sale = reader.sale(receipt)
    assert sale is not None
    assert receipt == "PL02-000001"
    assert (sale.seq, sale.hash, sale.short_hash, sale.total) == (event.seq, event.hash, event.short_hash, 3996)
    assert sale.completed_at == NOW
    assert reader.last_sale() == sale
    assert reader.basket("sale-PL02-000001") is None
    assert [job.reference for job in reader.print_jobs(("queued",))] == [receipt]
    assert reader.sales_of_shift(SHIFT) == (1, 3996)
    assert reader.head().hash == event.hash


def test_the_first_event_says_whose_journal_it_is(journal: Journal, signer: Signer) -> None:
    (row, body), *_ = journal.reader().events()
    assert isinstance(body, events.EpochOpenedBody)
    assert (body.register_id, body.receipt_prefix, body.public_key) == (PREFIX, PREFIX, signer.public_key.hex())
    header, _data, digest = chain.open_event(row.data)
    assert header.previous == chain.genesis_hash(PREFIX, 1).hex()
    assert digest == row.hash


def test_numbers_and_chain_go_on_over_stops(opened: Opener) -> None:
    first = opened(register_id="register-2")
    assert first.state.created
    for _ in range(3):
        first.submit(sell()).result()
    first.close()
    second = opened(register_id="register-2")
    assert (second.state.created, second.state.clean) == (False, True)
    assert second.submit(sell()).result()[0] == "PL02-000004"
    report = verify(second.path, shifts=False)
    assert report.ok, report.problems
    assert (report.sales, report.sales_total, report.receipts, report.events) == (4, 4 * 3996, 4, 5)
    assert second.reader().last_event_times(3) == tuple(sorted(second.reader().last_event_times(3), reverse=True))


def test_a_work_that_raises_leaves_nothing(journal: Journal) -> None:
    def work(writer: Writer) -> None:
        sell()(writer)
        writer.put_value("x", b"1")
        raise LookupError("changed my mind")

    with pytest.raises(LookupError):
        journal.submit(work).result()
    assert journal.reader().last_sale() is None
    assert journal.reader().value("x") is None
    assert journal.submit(sell()).result()[0] == "PL02-000001"
    assert journal.trouble == ""


@pytest.mark.parametrize("cheat", ["unused number", "number not taken", "twice", "z unused", "z not taken", "reserved"])
def test_the_rules_of_the_journal_hold_in_every_work(journal: Journal, cheat: str) -> None:
    def work(writer: Writer) -> None:
        if cheat == "unused number":
            writer.next_receipt_number()
        elif cheat == "number not taken":
            writer.append("sale", sale_body("PL02-000001"))
        elif cheat == "twice":
            receipt = writer.next_receipt_number()
            writer.append("sale", sale_body(receipt))
            writer.append("return", return_body(receipt))
        elif cheat == "z unused":
            writer.next_z_number()
        elif cheat == "z not taken":
            writer.append("z_report", z_body(1, 0, 0, seq=1, digest=bytes(32)))
        else:
            writer.put_value("journal.running", b"")

    with pytest.raises(JournalUsageError):
        journal.submit(work).result()
    assert journal.reader().head().receipts == 0
    assert verify(journal.path, shifts=False).ok


def test_a_writer_that_was_kept_is_dead(journal: Journal) -> None:
    kept = journal.submit(lambda writer: writer).result()
    with pytest.raises(JournalUsageError):
        kept.append("login", events.LoginBody(staff_id="maria", how="name"))
    with pytest.raises(JournalUsageError):
        kept.put_value("x", b"")


def test_an_event_too_large_costs_nothing(journal: Journal) -> None:
    body = sale_body("PL02-000001", lines=999)
    codes = tuple(msgspec.structs.replace(part, raw_codes=(f"{part.line_id:0500d}",)) for part in body.lines)
    with pytest.raises(schemas.EventTooLargeError):
        journal.submit(lambda writer: writer.append("sale", msgspec.structs.replace(body, lines=codes))).result()
    assert journal.submit(sell()).result()[0] == "PL02-000001"


def test_a_sale_is_sold_once_however_often_it_is_tried(journal: Journal) -> None:
    body = sale_body(f"{PREFIX}-000001")

    def work(writer: Writer) -> None:
        receipt = writer.next_receipt_number()
        event = writer.append("sale", bound(msgspec.structs.replace(body, receipt_number=receipt), b""))
        writer.record_sale(receipt, event.seq, body.sale_id, NOW, body.total, "maria", SHIFT, b"")

    journal.submit(work).result()
    with pytest.raises(JournalUsageError, match="sale_exists"):
        journal.submit(work).result()
    found = journal.reader().sale_by_id(body.sale_id)
    assert found is not None
    assert found.receipt_number == f"{PREFIX}-000001"
    assert verify(journal.path, shifts=False).sales == 1


def test_recent_sales_are_found_by_number_or_total(journal: Journal) -> None:
    for lines in (1, 2, 3):
        journal.submit(sell(lines=lines)).result()
    reader = journal.reader()

    def found(text: str, total: int | None, limit: int = 10) -> list[str]:
        return [row.receipt_number[-1] for row in reader.recent_sales(text, total, limit)]

    assert found("", None) == ["3", "2", "1"]
    assert found("", None, 2) == ["3", "2"]
    assert found("0002", None) == ["2"]
    assert found("nothing", 999) == ["1"]


def test_baskets_come_back_as_they_were_kept(journal: Journal) -> None:
    def save(basket_id: str, state: str, data: bytes) -> None:
        journal.submit(lambda w: w.save_basket(basket_id, state, data, "blue coat", 250, 2, "maria")).result()

    save("a", "open", b"1")
    save("b", "suspended", b"2")
    save("a", "suspended", b"3")
    rows = journal.reader().baskets("suspended")
    assert [(row.basket_id, row.data, row.label, row.total, row.line_count, row.by) for row in rows] == [
        ("b", b"2", "blue coat", 250, 2, "maria"),
        ("a", b"3", "blue coat", 250, 2, "maria"),
    ]
    assert journal.reader().baskets("open") == ()
    assert rows[0].updated_at.tzinfo is UTC


def test_a_till_has_one_shift(journal: Journal) -> None:
    journal.submit(open_shift("s1", "maria", 20000)).result()
    with pytest.raises(JournalUsageError, match="constraint"):
        journal.submit(open_shift("s2", "jan", 0)).result()
    with pytest.raises(JournalUsageError, match="shift_without_event"):
        journal.submit(lambda w: w.open_shift("s2", "jan", 0)).result()
    shift = journal.reader().open_shift()
    assert shift is not None
    assert (shift.shift_id, shift.opening_cash, shift.closed_at) == ("s1", 20000, None)
    journal.submit(sell(shift="s1")).result()
    journal.submit(log_in()).result()
    with pytest.raises(JournalUsageError, match="shift_without_event"):
        journal.submit(lambda w: w.close_shift("s1")).result()
    journal.submit(close_shift("s1")).result()
    journal.submit(sell(shift="s2")).result()
    assert journal.reader().open_shift() is None
    found = [body for _row, body in journal.reader().events_of_shift("s1", ("sale",))]
    assert [body.shift_id for body in found if isinstance(body, events.SaleBody)] == ["s1"]
    with pytest.raises(JournalUsageError, match="no_such_shift"):
        journal.submit(close_shift("s1")).result()


def test_events_of_some_types_come_in_order_over_every_page(journal: Journal) -> None:
    def work(writer: Writer) -> None:
        for _ in range(2 * PAGE):
            log_in()(writer)
        sell()(writer)

    journal.submit(work).result()
    journal.submit(log_in("eva")).result()
    reader = journal.reader()
    for after in (0, 1, PAGE, 2 * PAGE + 1, 2 * PAGE + 3):
        for types in (("login",), ("sale",), ("sale", "login", "none"), ("epoch_opened",), ()):
            every = [row.seq for row, _body in reader.events() if not types or row.type in types]
            found = [row.seq for row, _body in reader.events(after, types)]
            assert found == [seq for seq in every if seq > after]
    assert [row.type for row, _body in reader.events(2, ("sale", "epoch_opened"))] == ["sale"]


def test_an_intent_stays_open_until_it_is_settled(journal: Journal) -> None:
    journal.submit(lambda w: w.open_intent("i", "card", "b", 100, b"asked")).result()
    for state, data, is_open in (("unknown", b"", True), ("approved", b"yes", True), ("settled", b"", False)):
        journal.submit(lambda w, s=state, d=data: w.resolve_intent("i", s, d)).result()  # type: ignore[misc]
        assert bool(journal.reader().open_intents()) is is_open
    row = journal.reader().intent("i")
    assert row is not None
    assert (row.state, row.data, row.amount) == ("settled", b"yes", 100)
    with pytest.raises(JournalUsageError, match="no_such_intent"):
        journal.submit(lambda w: w.resolve_intent("nobody", "settled")).result()


def test_the_print_queue_keeps_its_order_and_forgets_what_is_done(journal: Journal) -> None:
    for job in "abc":
        journal.submit(lambda w, job=job: w.queue_print(job, "receipt", b"d", f"ref-{job}")).result()  # type: ignore[misc]
    journal.submit(lambda w: w.mark_print("a", "printed")).result()
    journal.submit(lambda w: w.mark_print("c", "failed", "no_paper")).result()
    reader = journal.reader()
    assert [job.job_id for job in reader.print_jobs(("queued", "failed"))] == ["b", "c"]
    assert [job.job_id for job in reader.print_jobs(("failed", "printed"))] == ["a", "c"]
    failed = reader.print_job("c")
    assert failed is not None
    assert failed.code == "no_paper"
    with pytest.raises(JournalUsageError, match="unknown_print_state"):
        journal.submit(lambda w: w.mark_print("b", "eaten")).result()
    assert journal.submit(lambda w: w.drop_prints(datetime.now(UTC) + timedelta(1))).result() == 1
    assert [job.job_id for job in reader.print_jobs(("queued", "failed", "printed"))] == ["b", "c"]


def test_once_only_codes_and_wrong_pins(journal: Journal) -> None:
    reader = journal.reader()
    assert not reader.has_mark("h")
    journal.submit(lambda w: w.put_mark("h", "sold")).result()
    assert reader.has_mark("h")
    journal.submit(lambda w: w.put_mark("h", "returned")).result()
    assert not reader.has_mark("h")
    for minute in (2, 1):
        journal.submit(lambda w, m=minute: w.record_pin_failure("jan", NOW + timedelta(minutes=m))).result()  # type: ignore[misc]
    assert (reader.pin_failures("jan").count, reader.pin_failures("jan").last) == (2, NOW + timedelta(minutes=2))
    journal.submit(lambda w: w.clear_pin_failures("jan")).result()
    assert (reader.pin_failures("jan").count, reader.pin_failures("jan").last) == (0, None)


def test_events_cannot_be_changed_deleted_replaced_or_skipped(journal: Journal) -> None:
    journal.submit(sell()).result()
    raw = sqlite.connect(journal.path, mode="rw", pragmas=sqlite.WRITER_PRAGMAS)
    for attack in (
        "UPDATE event SET type = 'x' WHERE seq = 2",
        "DELETE FROM event WHERE seq = 2",
        "DELETE FROM event",
        "INSERT OR REPLACE INTO event SELECT epoch, seq, id, 'x', hash, signature, bytes FROM event WHERE seq = 2",
        "INSERT INTO event SELECT epoch, 9, id, type, hash, signature, bytes FROM event WHERE seq = 2",
        "INSERT INTO purge_floor VALUES (1, 2, x'00', 2)",
    ):
        with pytest.raises(dbapi2.IntegrityError):
            raw.execute(attack)
    raw.close()
    assert verify(journal.path, shifts=False).ok


def test_a_journal_without_its_triggers_is_not_opened(opened: Opener) -> None:
    journal = opened()
    journal.close()
    raw = sqlite.connect(journal.path, mode="rw")
    sql = raw.execute("SELECT sql FROM sqlite_master WHERE name = 'event_no_delete'").fetchone()[0]
    raw.execute("DROP TRIGGER event_no_delete")
    raw.execute(sql.replace("seq >= OLD.seq", "seq >= 0"))
    raw.close()
    with pytest.raises(JournalDamagedError, match="event_no_delete") as caught:
        opened()
    assert caught.value.code == "trigger_missing"


def test_the_acknowledgement_never_runs_ahead_of_the_journal(journal: Journal) -> None:
    _receipt, event = journal.submit(sell()).result()
    for seq, digest, code in ((99, event.hash, "acknowledged_ahead"), (event.seq, bytes(32), "acknowledged_other")):
        with pytest.raises(JournalUsageError, match=code):
            journal.submit(lambda w, s=seq, d=digest: w.acknowledge(s, d, "t")).result()  # type: ignore[misc]
    journal.submit(lambda w: w.acknowledge(event.seq, event.hash, "token")).result()
    head = journal.reader().head()
    assert (head.acknowledged_seq, head.acknowledged_hash, head.token) == (event.seq, event.hash, "token")


def test_a_purge_takes_only_what_is_acknowledged_and_is_signed(opened: Opener) -> None:
    now = [NOW]
    journal = opened(clock=lambda: now[0])
    refs = [journal.submit(sell()).result()[1] for _ in range(10)]
    now[0] += timedelta(days=91)
    all_kept = (1, refs[9].seq)
    assert journal.submit(lambda w: w.purge(all_kept, now[0])).result() == 0  # nothing is acknowledged
    journal.submit(lambda w: w.acknowledge(refs[6].seq, refs[6].hash, "t")).result()
    assert journal.submit(lambda w: w.purge(all_kept, now[0], refs[4].seq)).result() == refs[4].seq
    assert journal.submit(lambda w: w.purge(all_kept, now[0])).result() == 2
    assert journal.reader().event(refs[6].seq) is None
    report = verify(journal.path, shifts=False)
    assert report.ok, report.problems
    assert (report.first_seq, report.events) == (refs[6].seq + 1, 5)
    assert journal.submit(sell()).result()[0] == "PL02-000011"


def test_a_purge_may_pass_the_place_from_which_a_recovery_checks(opened: Opener, folder: Path, tmp_path: Path) -> None:
    """The till ran for months since it was closed last, and then the power goes."""
    opened(clock=lambda: NOW).close()  # which leaves an anchor
    now = [NOW]
    journal = opened(clock=lambda: now[0])
    refs = [journal.submit(sell()).result()[1] for _ in range(6)]
    journal.submit(lambda w: w.acknowledge(refs[4].seq, refs[4].hash, "t")).result()
    now[0] += timedelta(days=91)
    assert journal.submit(lambda w: w.purge((1, refs[4].seq), now[0])).result() == refs[4].seq
    journal.submit(sell()).result()
    shutil.copytree(folder, tmp_path / "after")
    journal.close()
    again = opened(tmp_path / "after", clock=lambda: now[0])
    assert not again.state.clean
    assert again.state.checked is not None
    assert again.state.checked.first_seq == refs[4].seq + 1


def test_one_program_a_journal(opened: Opener, folder: Path) -> None:
    journal = opened()
    with pytest.raises(AlreadyRunningError) as caught:
        opened()
    assert caught.value.pid > 0
    journal.close()
    opened().close()


@pytest.mark.parametrize("other", ["prefix", "register_id", "signer"])
def test_a_journal_of_another_register_is_not_written_to(opened: Opener, tmp_path: Path, other: str) -> None:
    opened(register_id="register-2").close()
    changes = {"prefix": "PL03", "register_id": "register-3", "signer": create(tmp_path / "other")}
    with pytest.raises(JournalOpenError, match="wrong_identity"):
        opened(**{"register_id": "register-2", other: changes[other]})


def test_a_journal_of_a_newer_program_is_not_opened(opened: Opener) -> None:
    journal = opened()
    journal.close()
    raw = sqlite.connect(journal.path, mode="rw")
    raw.execute("UPDATE alembic_version SET version_num = '9999'")
    raw.close()
    with pytest.raises(JournalOpenError, match="newer_program"):
        opened()


def test_works_run_one_at_a_time_and_in_order(journal: Journal) -> None:
    receipts: list[Future[tuple[str, object]]] = []
    gate = threading.Lock()

    def till() -> None:
        for _ in range(10):
            with gate:
                receipts.append(journal.submit(sell(lines=1)))

    threads = [threading.Thread(target=till) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [future.result()[0] for future in receipts] == [f"PL02-{n:06d}" for n in range(1, 41)]
    assert verify(journal.path, shifts=False).ok


def test_a_queue_that_is_full_or_closed_says_so(journal: Journal) -> None:
    go = threading.Event()
    first = journal.submit(lambda _w: go.wait(30))
    waiting = [journal.submit(lambda _w: None) for _ in range(1_100)]
    refused = [future for future in waiting if future.done() and future.exception() is not None]
    assert refused
    error = refused[0].exception()
    assert isinstance(error, JournalWriteError)
    assert error.code == "queue_full"
    go.set()
    assert first.result()
    journal.close()
    assert all(future.done() for future in waiting)
    late = journal.submit(lambda _w: None).exception()
    assert isinstance(late, JournalWriteError)
    assert late.code == "closed"


def test_the_log_is_moved_when_idle_and_gone_after_a_stop(opened: Opener) -> None:
    journal = opened(idle_seconds=0.02)
    log = journal.path.with_name("journal.sqlite-wal")
    before = journal.path.stat().st_size
    for _ in range(50):
        journal.submit(sell()).result()
    raw = sqlite.connect(journal.path, mode="ro")
    deadline = threading.Event()
    while raw.execute("PRAGMA page_count").fetchone()[0] * 4096 > journal.path.stat().st_size:
        assert not deadline.wait(0.02)  # pytest's own timeout bounds this
    assert journal.path.stat().st_size > before
    raw.close()
    journal.close()
    assert not log.exists()


def test_readers_of_other_threads_see_what_was_committed(journal: Journal) -> None:
    seen: list[int] = []
    for _ in range(3):
        journal.submit(sell()).result()
        thread = threading.Thread(target=lambda: seen.append(journal.reader().sales_of_shift(SHIFT)[0]))
        thread.start()
        thread.join()
    assert seen == [1, 2, 3]
    assert journal.reader() is journal.reader()


def test_events_carry_the_offset_to_the_centre(journal: Journal) -> None:
    journal.set_offset(-1_500_000)
    event = journal.submit(log_in()).result()
    row = journal.reader().event(event.seq)
    assert row is not None
    assert chain.open_event(row.data)[0].offset == -1_500_000
