"""Index rows of returns and post-voids, searching documents of both kinds, and a file of the first revision."""

from __future__ import annotations

import json
import shutil
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest
from alembic import command
from alembic.config import Config
from pysqlite3 import dbapi2

from pos_client.db import sqlite
from pos_client.db.journal import Journal, JournalUsageError, SaleRow, Writer, bound, restore_check, schema, verify
from sync.protocol.signing import Signer
from tests.db.journal.conftest import Opener
from tests.db.journal.facts import NOW, PREFIX, return_body, sale_body, sell
from tests.db.journal.till_day import START, Day, card, cash, line, ticking


@pytest.fixture
def day(opened: Opener) -> Day:
    clock = ticking()
    day = Day(opened(clock=clock), clock)
    day.whole_day()
    return day


def test_corrections_are_found_by_whatever_names_them(day: Day) -> None:
    reader = day.journal.reader()
    sales = reader.recent_sales("", None, 10)
    first, wrong = sales[-1], sales[-3]
    back = reader.corrections_of(first.sale_id)
    assert [(row.kind, row.total) for row in back] == [
        ("return", 300),
        ("return", 799),
        ("return", 100),
        ("return", 100),
    ]
    (void,) = reader.corrections_of(wrong.sale_id)
    assert (void.kind, void.total, void.cashier_id, void.short_hash) == ("post_void", 300, "maria", void.short_hash)
    event = reader.event(void.seq)
    assert event is not None
    assert event.hash == void.hash
    assert reader.correction(void.receipt_number) == void
    assert reader.correction_by_id(void.document_id) == void
    assert reader.correction("PL02-000001") is None
    assert reader.correction_by_id("nothing") is None
    assert reader.corrections_of_shift(void.shift_id) == (back[0], back[1], void, back[2])
    assert json.loads(back[0].data)["total"] == 300


def test_documents_are_searched_by_all_that_is_given(day: Day) -> None:
    reader = day.journal.reader()

    def found(*given: Any, **more: Any) -> str:
        return "".join(row.receipt_number[-2:] + " " for row in reader.find_receipts(*given, **more)).strip()

    assert found() == "10 09 08 07 06 05 04 03 02 01"
    assert found(limit=3) == "10 09 08"
    assert found("0007") == "07"
    assert found("", 300) == "06 04 03"
    assert found("0007", 300) == "07 06 04 03"  # one box: a number or an amount
    assert found("nothing") == ""
    assert found(sku="sku-2") == "05 01"
    assert found(sku='sku-2"') == found(sku="sku-") == ""
    at = reader.find_receipts("0004")[0].completed_at
    assert found(since=at) == "10 09 08 07 06 05 04"
    assert found(until=at) == "03 02 01"
    assert found(since=at, until=at + timedelta(seconds=1)) == "04"
    assert found(since=at, sku="sku-2", total=799) == "05"
    assert found(shift_id=reader.shifts(1)[0].shift_id) == "10 09"
    assert [row.shift_id for row in reader.shifts(5)] == ["shift-13", "shift-1"]


def test_a_sale_is_post_voided_once_and_a_correction_stated_once(day: Day) -> None:
    sale = day.sell([line(1, 500)], [cash(500)])
    day.post_void(sale)
    with pytest.raises(JournalUsageError, match="post_voided"):
        day.post_void(sale)
    with pytest.raises(JournalUsageError, match="post_voided"):
        day.give_back(sale, {1: 1000})
    other = day.sell([line(1, 500)], [cash(500)])
    day.give_back(other, {1: 500}, return_id="r")
    with pytest.raises(JournalUsageError, match="correction_exists"):
        day.give_back(other, {1: 500}, return_id="r")
    day.give_back(other, {1: 500}, original_sale_id="", original_receipt="")  # without a receipt, any number of them
    day.give_back(other, {1: 500}, original_sale_id="", original_receipt="")
    assert verify(day.journal.path).ok


def test_the_constraints_stand_in_the_file_too(day: Day) -> None:
    """A bug above the table cannot post-void a sale twice, nor change or lose a document."""
    day.journal.close()
    raw = sqlite.connect(day.journal.path, mode="rw")
    copy = (
        "INSERT INTO correction SELECT NULL, receipt_number || 'x', epoch, seq, {own}, kind, sale_id, completed_at, "
        "total, cashier_id, shift_id, hash, data FROM correction WHERE kind = '{kind}' LIMIT 1"
    )
    for sql, why in (
        (copy.format(own="document_id || 'x'", kind="post_void"), "UNIQUE"),
        (copy.format(own="document_id", kind="return"), "UNIQUE"),
        ("UPDATE correction SET total = 0", "final"),
        ("DELETE FROM correction", "final"),
        ("UPDATE sale SET total = 0", "final"),
        ("DELETE FROM sale", "final"),
        ("INSERT OR REPLACE INTO sale SELECT * FROM sale WHERE number = 1", "final"),
    ):
        with pytest.raises(dbapi2.Error, match=why):
            raw.executescript("PRAGMA recursive_triggers=ON;" + sql)
    raw.close()


@pytest.mark.parametrize(
    ("cheat", "code"),
    [
        ("no row", "document_without_row"),
        ("another total", "row_differs"),
        ("another time", "row_differs"),
        ("another sale", "row_differs"),
        ("other data", "row_differs"),
        ("data of which the event says nothing", "row_differs"),
        ("as a post-void", "row_differs"),
        ("twice", "event_not_in_transaction"),
    ],
)
def test_a_row_says_what_its_event_says(journal: Journal, cheat: str, code: str) -> None:
    def work(writer: Writer) -> None:
        body = return_body(writer.next_receipt_number())
        stated = body if cheat.startswith("data of which") else bound(body, b"kept")
        event = writer.append("return", stated)

        def record(**changes: Any) -> None:
            row = {
                "kind": "return",
                "receipt_number": body.receipt_number,
                "seq": event.seq,
                "document_id": body.return_id,
                "sale_id": "",
                "completed_at": NOW,
                "total": body.total,
                "cashier_id": "maria",
                "shift_id": body.shift_id,
                "data": b"kept",
            }
            writer.record_correction(**{**row, **changes})

        if cheat == "another total":
            record(total=1)
        elif cheat == "another time":
            record(completed_at=NOW + timedelta(seconds=1))
        elif cheat == "another sale":
            record(sale_id="other")
        elif cheat == "other data":
            record(data=b"else")
        elif cheat.startswith("data of which"):
            record()
        elif cheat == "as a post-void":
            record(kind="post_void")
        elif cheat == "twice":
            record()
            record()

    with pytest.raises(JournalUsageError, match=code):
        journal.submit(work).result()
    assert journal.reader().head().receipts == 0


# --- a file of the first revision


def first_revision(path: Path, source: Path) -> None:
    """Make a file as the first program left it, with everything that `source` holds."""
    config = Config()
    config.set_main_option("script_location", str(Path(schema.__file__).with_name("migrations")))
    engine = sqlite.engine(path)
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
    engine.dispose()
    raw = sqlite.connect(path, mode="rw")
    raw.execute("ATTACH ? AS source", (str(source),))
    for table in ("event", "head", "purge_floor", "basket", "sale", "shift", "intent", "print_job", "mark", "value"):
        raw.execute(f"INSERT INTO {table} SELECT * FROM source.{table}")  # noqa: S608 - of a list above
    raw.close()


@pytest.fixture
def old(opened: Opener, tmp_path: Path) -> Path:
    """A folder with a file of revision 0001 in which a shift with three sales is open."""
    clock = ticking()
    day = Day(opened(tmp_path / "new", clock=clock), clock)
    day.open()
    for amount in (100, 200, 300):
        day.sell([line(1, amount)], [card(amount)])
    day.journal.submit(lambda w: w.save_basket("b", "suspended", b"x", "blue coat", 250, 2, "maria")).result()
    day.journal.close()
    folder = tmp_path / "old"
    folder.mkdir()
    first_revision(folder / "journal.sqlite", tmp_path / "new" / "journal.sqlite")
    (folder / "journal.created").touch()
    return folder


def test_a_file_of_the_first_revision_is_carried_over_with_all_it_holds(old: Path, opened: Opener) -> None:
    before = sqlite.connect(old / "journal.sqlite", mode="ro")
    assert schema.revision_of(before) == "0001"
    events = before.execute("SELECT * FROM event ORDER BY seq").fetchall()
    sales = before.execute("SELECT * FROM sale ORDER BY number").fetchall()
    before.close()
    clock = ticking(START + timedelta(hours=1))
    journal = opened(old, clock=clock)
    after = sqlite.connect(old / "journal.sqlite", mode="ro")
    assert schema.revision_of(after) == schema.REVISION
    assert after.execute("SELECT * FROM event ORDER BY seq").fetchall() == events
    assert after.execute("SELECT * FROM sale ORDER BY number").fetchall() == sales
    after.close()
    assert verify(journal.path).ok
    day = Day(journal, clock)
    row = journal.reader().open_shift()
    assert row is not None
    day.shift = row.shift_id
    sale = json.loads(journal.reader().sale(f"{PREFIX}-000002").data)  # type: ignore[union-attr]
    assert day.give_back(_sale(sale), {1: 1000}, card).receipt_number == f"{PREFIX}-000004"
    assert [basket.label for basket in journal.reader().baskets("suspended")] == ["blue coat"]
    assert verify(journal.path).ok
    assert journal.reader().sales_of_shift(row.shift_id) == (3, 600)


def _sale(data: dict[str, Any]) -> Any:
    return msgspec.convert(data, type(sale_body("x")))


def test_a_copy_of_the_first_revision_checks_before_it_is_restored(old: Path, signer: Signer) -> None:
    report = restore_check(old / "journal.sqlite", public_key=signer.public_key)
    assert report.problems == ()
    assert report.sales == 3
    assert verify(old / "journal.sqlite").problems == ()
    raw = sqlite.connect(old / "journal.sqlite", mode="rw")
    raw.execute("DROP TRIGGER event_no_update")
    raw.close()
    assert {problem.code for problem in restore_check(old / "journal.sqlite").problems} == {"trigger_missing"}


def test_a_file_of_a_newer_program_is_left_alone(opened: Opener, tmp_path: Path) -> None:
    journal = opened()
    journal.submit(sell()).result()
    journal.close()
    raw = sqlite.connect(journal.path, mode="rw")
    raw.execute("UPDATE alembic_version SET version_num = '0099'")
    raw.close()
    copy = Path(shutil.copy(journal.path, tmp_path / "copy.sqlite"))
    assert {problem.code for problem in verify(journal.path).problems} == {"newer_program"}
    assert copy.read_bytes() == journal.path.read_bytes()


def test_searching_five_thousand_sales_reads_every_one(opened: Opener) -> None:
    """Not a bench: says how long it took, and that the answer is right however far back it is."""
    clock = ticking()
    day = Day(opened(clock=clock), clock)
    day.open()
    lines = [line(number, 100) for number in range(1, 9)]

    def many(writer: Writer) -> None:
        for _ in range(250):
            day.write_sale(writer, lines, [card(800)])

    day.sell([*lines, line(77, 100)], [card(900)])
    for _ in range(20):
        day.journal.submit(many).result()
    begun = time.perf_counter()
    (row,) = day.journal.reader().find_receipts(sku="sku-77")
    taken = time.perf_counter() - begun
    assert isinstance(row, SaleRow)
    assert row.receipt_number == f"{PREFIX}-000001"
    print(f"\nfive thousand sales by product: {taken * 1000:.0f} ms")  # noqa: T201
