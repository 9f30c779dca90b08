"""An export is whole, proves itself to whoever knows its form alone, and is never made in secret."""

from __future__ import annotations

import csv
import hashlib
import json
import subprocess
import sys
import tracemalloc
from datetime import timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from pos_client.db.journal import ExportError, ExportLimits, Journal, export, verify
from pos_client.db.journal.export_tables import decimal, text
from sync.protocol.events import ExportedBody, LoginBody, SaleBody, ZBody
from sync.protocol.signing import Signer, create
from tests.db.journal.conftest import Opener
from tests.db.journal.facts import PREFIX
from tests.db.journal.till_day import START, Day, card, cash, line, ticking


@pytest.fixture
def day(opened: Opener) -> Day:
    clock = ticking()
    day = Day(opened(clock=clock), clock)
    day.whole_day()
    return day


# --- the independent verifier: knows sync/protocol/export.md, json, hashlib and the key library, nothing of ours


def canonical(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()


def prove(folder: Path, public_key: bytes) -> list[dict[str, Any]]:
    """Prove an export from its own files; raises `AssertionError` or `InvalidSignature`."""
    key = Ed25519PublicKey.from_public_bytes(public_key)
    rows = (folder / "README.txt").read_text().splitlines()[2:10]
    stated = {row[:12].strip(): row[12:] for row in rows}
    previous = bytes.fromhex(stated["previous"])
    events: list[dict[str, Any]] = []
    for row in (folder / "events.jsonl").read_bytes().splitlines():
        event = json.loads(row)
        header, body = canonical(event["header"]), canonical(event["body"])
        parts = (len(header).to_bytes(4, "big"), header, len(body).to_bytes(4, "big"), body)
        digest = hashlib.sha256(b"omnitill.journal.event.1" + previous + b"".join(parts)).digest()
        assert event["header"]["previous"] == previous.hex()
        assert event["hash"] == digest.hex()
        key.verify(bytes.fromhex(event["signature"]), b"omnitill.journal.signature.1" + digest)
        if events:
            assert event["header"]["seq"] == events[-1]["header"]["seq"] + 1
        previous = digest
        events.append(event)
    return events


def table(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_an_export_proves_itself_and_its_tables_are_its_events(day: Day, tmp_path: Path, signer: Signer) -> None:
    report = export(day.journal, tmp_path / "out", by="anna", approved_by="boss")
    events = prove(tmp_path / "out", signer.public_key)
    assert [event["header"]["seq"] for event in events] == list(range(1, report.last_seq + 1))
    assert report.events == len(events)
    documents = table(tmp_path / "out", "documents.csv")
    bodies = [e["body"] for e in events if e["header"]["type"] in {"sale", "return", "post_void"}]
    assert [row["receipt"] for row in documents] == [body["receipt_number"] for body in bodies]
    assert [round(float(row["total"]) * 100) for row in documents] == [body["total"] for body in bodies]
    assert documents[0]["tenders"] == "card 9.99; cash 5.00"
    assert [row["corrects"] for row in documents if row["kind"] == "post_void"] == ["PL02-000003"]
    closed, still_open = table(tmp_path / "out", "shifts.csv")
    stated = next(event["body"] for event in events if event["header"]["type"] == "z_report")
    assert (closed["z_number"], closed["over_short"], closed["cash_left"]) == ("1", "-0.05", "100.00")
    assert closed["sales_total"] == decimal(stated["figures"]["sales_total"], "PLN")
    assert (still_open["z_number"], still_open["sales"], still_open["returns_total"]) == ("", "1", "1.00")


def test_after_a_purge_all_that_is_left_is_proved_found_and_exported(
    day: Day, opened: Opener, tmp_path: Path, signer: Signer
) -> None:
    day.z()
    reader = day.journal.reader()
    before = {row.receipt_number: row for row in reader.find_receipts()}
    sales = {number: reader.sale(number) for number in before if reader.sale(number) is not None}
    assert len(sales) >= 3
    day.journal.close()
    day.clock = ticking(START + timedelta(days=100))
    day.journal = opened(clock=day.clock)
    head = day.journal.reader().head()
    day.journal.submit(lambda writer: writer.acknowledge(head.seq, head.hash, "token")).result()
    removed = 0
    while count := day.journal.submit(lambda writer: writer.purge((1, head.seq), day.clock(), 5)).result():
        removed += count
    assert removed == head.seq
    report = verify(day.journal.path)
    assert report.ok, report.problems
    reader = day.journal.reader()
    assert {row.receipt_number: row for row in reader.find_receipts()} == before
    assert {number: reader.sale(number) for number in sales} == sales
    day.open()
    sold = day.sell([line(1, 100, 2000)], [card(100)])
    day.give_back(sold, {1: 1000}, card)
    day.z()
    assert verify(day.journal.path).ok
    export(day.journal, tmp_path / "out", by="anna", approved_by="boss")
    events = prove(tmp_path / "out", signer.public_key)
    assert events[0]["header"]["seq"] == removed + 1
    assert next(row["receipt"] for row in table(tmp_path / "out", "documents.csv")) == sold.receipt_number


def test_an_export_is_journalled_with_who_and_what(day: Day, tmp_path: Path) -> None:
    head = day.journal.reader().head()
    limits = ExportLimits(since=START, until=START + timedelta(hours=1))
    report = export(day.journal, tmp_path / "out", by="anna", approved_by="boss", limits=limits)
    row = day.journal.reader().event(report.stated.seq)
    assert row is not None
    (body,) = [body for _row, body in day.journal.reader().events(types=("exported",))]
    assert isinstance(body, ExportedBody)
    assert (body.by, body.approved_by, body.where) == ("anna", "boss", str(tmp_path / "out"))
    assert (body.first_seq, body.last_seq, body.head_seq) == (1, head.seq, head.seq)
    assert body.head_hash == head.hash.hex()
    assert dict(body.limits) == {"since": "2026-11-22T08:00:00.000000Z", "until": "2026-11-22T09:00:00.000000Z"}
    assert verify(day.journal.path).ok


def test_one_shift_and_a_span_of_time_are_unbroken_runs(day: Day, tmp_path: Path, signer: Signer) -> None:
    shifts = day.journal.reader().shifts(9)
    export(day.journal, tmp_path / "shift", by="anna", limits=ExportLimits(shift_id=shifts[1].shift_id))
    events = prove(tmp_path / "shift", signer.public_key)
    assert (events[0]["header"]["type"], events[-1]["header"]["type"]) == ("shift_opened", "z_report")
    assert (events[0]["header"]["seq"], events[-1]["header"]["seq"]) == (shifts[1].opened_seq, shifts[1].closed_seq)
    assert len(table(tmp_path / "shift", "shifts.csv")) == 1
    opened_at = shifts[0].opened_at
    export(day.journal, tmp_path / "late", by="anna", limits=ExportLimits(since=opened_at))
    late = prove(tmp_path / "late", signer.public_key)
    assert late[0]["header"]["type"] == "shift_opened"
    assert late[0]["body"]["shift_id"] == shifts[0].shift_id
    export(day.journal, tmp_path / "early", by="anna", limits=ExportLimits(until=opened_at))
    early = prove(tmp_path / "early", signer.public_key)
    assert early[-1]["header"]["seq"] == late[0]["header"]["seq"] - 1


def test_the_proof_fails_for_what_was_changed(day: Day, tmp_path: Path, signer: Signer) -> None:
    export(day.journal, tmp_path / "out", by="anna")
    file = tmp_path / "out" / "events.jsonl"
    whole = file.read_bytes()
    file.write_bytes(whole.replace(b'"total":1003', b'"total":1002'))
    with pytest.raises(AssertionError):
        prove(tmp_path / "out", signer.public_key)
    rows = whole.splitlines(keepends=True)
    file.write_bytes(b"".join(rows[:4] + rows[5:]))
    with pytest.raises(AssertionError):
        prove(tmp_path / "out", signer.public_key)
    file.write_bytes(whole)
    with pytest.raises(InvalidSignature):
        prove(tmp_path / "out", bytes(32))


@pytest.mark.parametrize(
    ("limits", "code"),
    [
        (ExportLimits(shift_id="nothing"), "no_such_shift"),
        (ExportLimits(since=START + timedelta(days=9)), "nothing"),
        (ExportLimits(until=START - timedelta(days=9)), "nothing"),
    ],
)
def test_what_cannot_be_exported_leaves_nothing(day: Day, tmp_path: Path, limits: ExportLimits, code: str) -> None:
    head = day.journal.reader().head()
    with pytest.raises(ExportError) as caught:
        export(day.journal, tmp_path / "into" / "out", by="anna", limits=limits)
    assert caught.value.code == code
    assert list((tmp_path / "into").iterdir()) == []
    assert day.journal.reader().head() == head


def test_nothing_is_overwritten(day: Day, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    with pytest.raises(ExportError, match="exists"):
        export(day.journal, tmp_path / "out", by="anna")
    assert list((tmp_path / "out").iterdir()) == []
    file = tmp_path / "file"
    file.write_text("mine")
    with pytest.raises(ExportError, match="exists"):
        export(day.journal, file, by="anna")
    assert file.read_text() == "mine"


def test_an_export_that_is_stopped_leaves_nothing_and_states_nothing(day: Day, tmp_path: Path) -> None:
    class StoppedError(Exception):
        pass

    def stop() -> None:
        raise StoppedError

    day.journal.submit(
        lambda w: [w.append("login", LoginBody(staff_id="maria", how="name")) for _ in range(300)]
    ).result()
    head = day.journal.reader().head()
    with pytest.raises(StoppedError):
        export(day.journal, tmp_path / "into" / "out", by="anna", pause=stop)
    assert list((tmp_path / "into").iterdir()) == []
    assert day.journal.reader().head() == head


FULL_DISK = """
import resource, signal, sys
from pathlib import Path
from pos_client.db.journal import ExportError, Journal, export
from sync.protocol.signing import load
journal = Journal.open(Path(sys.argv[1]), load(Path(sys.argv[2])), prefix="PL02")
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
before = journal.reader().head().seq
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, resource.RLIM_INFINITY))
try:
    export(journal, Path(sys.argv[3]) / "out", by="anna")
except ExportError as error:
    print("refused", error.code, journal.reader().head().seq - before)
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
journal.close()
"""


def test_a_disk_that_takes_no_more_leaves_no_half_export(tmp_path: Path, opened: Opener) -> None:
    keys = tmp_path / "key.pem"
    day = Day(opened(signer=create(keys)), ticking())
    day.open()
    for _ in range(80):
        day.sell([line(number, 100 + number) for number in range(1, 9)], [cash(836)])
    day.journal.close()
    into = tmp_path / "into"
    into.mkdir()
    command = [sys.executable, "-c", FULL_DISK, str(day.journal.path.parent), str(keys), str(into)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.stdout.startswith("refused"), done.stderr
    assert done.stdout.split()[2] == "0"  # nothing was stated
    assert list(into.iterdir()) == []


def test_a_years_export_takes_little_memory(tmp_path: Path, journal: Journal) -> None:
    clock = ticking()
    day = Day(journal, clock)
    day.open()
    body = day.sell([line(number, 100) for number in range(1, 61)], [card(6_000)])

    def many(writer: Any) -> None:
        for _ in range(100):
            day.write_sale(writer, body.lines, body.payments)

    for _ in range(6):
        journal.submit(many).result()
    tracemalloc.start()
    report = export(journal, tmp_path / "out", by="anna")
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    size = (tmp_path / "out" / "events.jsonl").stat().st_size
    assert report.documents == 601
    assert size > 8_000_000
    assert peak < size / 3


def test_tables_are_safe_to_open() -> None:
    assert [text(value) for value in ("=1+1", "@x", "Maria", "-5", "")] == ["'=1+1", "'@x", "Maria", "'-5", ""]
    found = [decimal(-1234, code) for code in ("PLN", "JPY", "KWD", "XXX")]
    assert found == ["-12.34", "-1234", "-1.234", "-1234"]
    assert decimal(5, "PLN") == "0.05"


def test_bodies_read_back_as_they_were(day: Day, tmp_path: Path) -> None:
    export(day.journal, tmp_path / "out", by="anna")
    rows = [json.loads(row) for row in (tmp_path / "out" / "events.jsonl").read_bytes().splitlines()]
    kinds = {"sale": SaleBody, "z_report": ZBody}
    for row in rows:
        kind = kinds.get(row["header"]["type"])
        if kind is not None:
            assert msgspec.convert(row["body"], kind)
    assert rows[0]["body"]["receipt_prefix"] == PREFIX
