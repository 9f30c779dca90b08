from __future__ import annotations

import contextlib
import json
import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from pos_client.devices.fiscal import FiscalSettings, FiscalSetupError, TcpFiscal, fiscal_device
from pos_client.devices.fiscal.protocol import Operation
from pos_client.devices.ports import DeviceState, FiscalAnswer, FiscalDocument, FiscalLine, FiscalState
from pos_client.devices.simulators.fiscal import Fault, FiscalSimulator
from pos_client.devices.simulators.line_server import Connection, LineServer

MORNING = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
FALSE_ANSWERS = {
    Fault.LOST: "answer_lost",
    Fault.GARBAGE: "malformed",
    Fault.ENDLESS: "malformed",
    Fault.WRONG_REQUEST: "wrong_request",
    Fault.WRONG_KIND: "unexpected_reply",
    Fault.NO_NUMBER: "impossible_answer",
    Fault.FALSE_TAX: "impossible_answer",
}


@pytest.fixture
def sim() -> Iterator[FiscalSimulator]:
    with FiscalSimulator(now=MORNING) as simulator:
        yield simulator


def client(sim: FiscalSimulator | LineServer, **times: float) -> TcpFiscal:
    host, port = sim.address
    return TcpFiscal(FiscalSettings(host, port, **times))  # type: ignore[arg-type]


def document(request_id: str = "r1", *totals: tuple[int, str, int], kind: str = "sale") -> FiscalDocument:
    lines = tuple(
        FiscalLine(f"Хлеб №{n} ł", 1_000, total, total, category, rate, ("010460\x1d21X",) if n == 0 else ())
        for n, (total, category, rate) in enumerate(totals or ((12_300, "A", 2_300), (1_050, "C", 500)))
    )
    total = sum(line.total for line in lines)
    return FiscalDocument(request_id, kind, lines, (("cash", total),), total, "PLN", "Anna", "5250001009")


def test_registered_with_number_sign_and_the_devices_own_tax(sim: FiscalSimulator) -> None:
    sent = document()
    answer = client(sim).register(sent)
    assert (answer.request_id, answer.state, answer.device, answer.document_number, answer.code) == (
        "r1",
        FiscalState.REGISTERED,
        "SIM-0001",
        "00000001",
        "",
    )
    assert len(answer.sign) == 20
    assert answer.tax == (("A", 2_300), ("C", 50))
    assert sim.documents[0].document == sent  # marking codes with their GS and all


def test_numbers_have_no_gaps_whatever_goes_wrong_between(sim: FiscalSimulator) -> None:
    fiscal = client(sim)
    sim.refuse("paper")
    for number, fault in enumerate([Fault.NONE, Fault.DROP_BEFORE, Fault.LOST, Fault.GARBAGE, Fault.NO_NUMBER] * 3):
        sim.plan(fault)
        fiscal.register(document(f"r{number}"))
    assert [d.number for d in sim.documents] == list(range(1, len(sim.documents) + 1))
    assert len({d.document.request_id for d in sim.documents}) == len(sim.documents) == 11


def test_refused_leaves_no_trace_and_the_same_document_may_come_again(sim: FiscalSimulator) -> None:
    fiscal = client(sim)
    sim.refuse("paper")
    answer = fiscal.register(document())
    assert (answer.state, answer.code) == (FiscalState.REFUSED, "paper")
    assert fiscal.last_document() is None
    assert fiscal.register(document()).document_number == "00000001"


@pytest.mark.parametrize(("fault", "code"), FALSE_ANSWERS.items())
def test_lost_or_false_answer_is_unknown_and_the_query_finds_the_one_document(
    sim: FiscalSimulator, fault: Fault, code: str
) -> None:
    fiscal = client(sim)
    sim.plan(fault)
    answer = fiscal.register(document())
    assert (answer.request_id, answer.state, answer.code) == ("r1", FiscalState.UNKNOWN, code)
    found = client(sim).query("r1")  # also by a program that only knows the id
    assert (found.state, found.document_number, found.tax) == (
        FiscalState.REGISTERED,
        "00000001",
        (("A", 2_300), ("C", 50)),
    )
    assert fiscal.last_document() == found
    assert fiscal.register(document()).document_number == "00000001"
    assert len(sim.documents) == 1


@pytest.mark.parametrize(("fault", "code"), FALSE_ANSWERS.items())
def test_false_answer_to_a_query_is_unknown(sim: FiscalSimulator, fault: Fault, code: str) -> None:
    fiscal = client(sim)
    fiscal.register(document())
    for op in ("query", "last"):
        sim.plan(fault, op)
    answer = fiscal.query("r1")
    assert (answer.state, answer.code) == (FiscalState.UNKNOWN, code)
    last = fiscal.last_document()
    # the last document has no id to be compared with: any registered one is taken
    assert last is not None
    assert last.state is (FiscalState.REGISTERED if fault is Fault.WRONG_REQUEST else FiscalState.UNKNOWN)


def test_never_received_may_be_sent_once_the_query_says_so(sim: FiscalSimulator) -> None:
    fiscal = client(sim)
    sim.plan(Fault.DROP_BEFORE)
    assert fiscal.register(document()).state is FiscalState.UNKNOWN
    found = fiscal.query("r1")
    assert (found.state, found.code) == (FiscalState.REQUESTED, "not_found")
    assert fiscal.register(document()).state is FiscalState.REGISTERED


def test_late_answer_is_unknown_and_a_query_waits_its_turn_behind_the_document(sim: FiscalSimulator) -> None:
    sim.plan(Fault.LATE)
    hurried = client(sim, register_seconds=0.2, answer_seconds=0.2)
    assert hurried.register(document()).code == "timeout"
    assert hurried.query("r1").code == "timeout"  # the device is still at the document
    with ThreadPoolExecutor(1) as pool:
        asked = pool.submit(client(sim).query, "r1")
        sim.release()
        assert asked.result(15).state is FiscalState.REGISTERED
    assert len(sim.documents) == 1


def test_second_register_with_the_id_asks_instead_of_sending(sim: FiscalSimulator) -> None:
    fiscal = client(sim)
    sim.plan(Fault.LOST)
    fiscal.register(document())
    sim.plan(Fault.LOST, "query")
    assert fiscal.register(document()).code == "answer_lost"
    assert fiscal.register(document()).state is FiscalState.REGISTERED
    # even a program that forgot cannot register it twice, nor another document under its id
    assert client(sim).register(document()).document_number == "00000001"
    assert client(sim).register(document("r1", (5, "A", 0))).code == "request_reused"
    assert len(sim.documents) == 1


def test_unreachable_device_is_unknown_and_registers_later() -> None:
    sim = FiscalSimulator(now=MORNING)
    sim.start()
    sim.stop()
    fiscal = client(sim, connect_seconds=0.5)
    for answer in (fiscal.register(document()), fiscal.query("r1"), fiscal.last_document(), fiscal.close_day()):
        assert answer is not None
        assert (answer.state, answer.code) == (FiscalState.UNKNOWN, "unreachable")
    assert (fiscal.status().state, fiscal.status().code) == (DeviceState.FAILED, "unreachable")
    assert fiscal.day_opened_at() == ""
    with sim:
        assert fiscal.query("r1").state is FiscalState.REQUESTED
        assert fiscal.register(document()).state is FiscalState.REGISTERED


def test_day_opens_warns_by_its_own_clock_and_closes_with_a_report(sim: FiscalSimulator) -> None:
    fiscal = client(sim)
    assert fiscal.day_opened_at() == ""
    assert (fiscal.close_day().state, fiscal.close_day().code) == (FiscalState.REFUSED, "day_closed")
    assert fiscal.open_day().document_number == "00001"
    assert fiscal.open_day().code == "day_open"
    assert datetime.fromisoformat(fiscal.day_opened_at()) == MORNING
    fiscal.register(document())
    fiscal.register(document("r2", (2_460, "A", 2_300), kind="return"))
    fiscal.register(document("r3", (-1_230, "A", 2_300), kind="return"))
    report = fiscal.close_day()
    assert (report.state, report.document_number, report.tax) == (
        FiscalState.REGISTERED,
        "00001",
        (("A", 2_300 - 460 - 230), ("C", 50)),
    )
    assert fiscal.day_opened_at() == ""
    assert fiscal.open_day().document_number == "00002"


def test_past_24_hours_nothing_is_registered_until_the_day_is_closed(sim: FiscalSimulator) -> None:
    fiscal = client(sim)
    fiscal.register(document("r1"))
    sim.advance(timedelta(hours=23, minutes=59, seconds=59))
    assert fiscal.register(document("r2")).state is FiscalState.REGISTERED
    with socket.create_connection(sim.address, 5) as raw:  # the clock is turned from outside
        raw.sendall(b'{"op":"advance","seconds":1}\n')
        assert json.loads(raw.makefile().readline()) == {"type": "state", "state": "ready", "code": "advanced"}
    late = fiscal.register(document("r3"))
    assert (late.state, late.code) == (FiscalState.REFUSED, "day_too_long")
    assert fiscal.register(document("r1")).state is FiscalState.REGISTERED  # what is registered stays so
    assert fiscal.close_day().state is FiscalState.REGISTERED
    assert fiscal.register(document("r3")).document_number == "00000003"


def test_device_that_does_not_open_by_itself() -> None:
    with FiscalSimulator(now=MORNING, opens_by_itself=False) as sim:
        fiscal = client(sim)
        assert fiscal.register(document()).code == "day_closed"
        fiscal.open_day()
        assert fiscal.register(document()).state is FiscalState.REGISTERED


def test_when_the_device_does_not_tell_its_day_the_last_word_counts(sim: FiscalSimulator) -> None:
    fiscal = client(sim)
    fiscal.open_day()
    told = fiscal.day_opened_at()
    for fault in (Fault.LOST, Fault.GARBAGE, Fault.WRONG_KIND, Fault.ENDLESS):
        sim.plan(fault, "day")
        assert fiscal.day_opened_at() == told


@pytest.mark.parametrize("said", ["yesterday", "2026-03-02T08:00:00", "0", "2026-13-01T00:00:00+00:00"])
def test_instant_that_is_none_is_not_taken(said: str) -> None:
    def lie(connection: Connection) -> None:
        connection.receive(4_096)
        connection.send(json.dumps({"type": "day", "opened_at": said}).encode() + b"\n")

    with LineServer(lie, name="lie", concurrent=True) as server:
        assert client(server).day_opened_at() == ""


def test_other_total_is_registered_and_reported(sim: FiscalSimulator) -> None:
    sim.plan(Fault.FALSE_TOTAL)
    answer = client(sim).register(document())
    assert (answer.state, answer.code) == (FiscalState.REGISTERED, "total_differs")


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"kind": "gift"}, "bad_document"),
        ({"total": 1}, "bad_total"),
        ({"payments": (("cash", 1),)}, "underpaid"),
        ({"payments": ()}, "underpaid"),
        ({"lines": ()}, "bad_document"),
        ({"request_id": "x" * 65}, "bad_document"),
    ],
)
def test_impossible_document_is_refused(sim: FiscalSimulator, wrong: dict[str, object], code: str) -> None:
    answer = client(sim).register(replace(document(), **wrong))
    assert (answer.state, answer.code) == (FiscalState.REFUSED, code)
    assert sim.documents == []


def test_too_large_document_is_refused_before_it_is_sent(sim: FiscalSimulator) -> None:
    many = document("r1", *((1, "A", 0),) * 2_001)
    assert client(sim).register(many).code == "too_many_lines"
    line = replace(document().lines[0], marking_codes=("\x1d" * 200_000,))
    assert client(sim).register(replace(document(), lines=(line,))).code == "too_long"
    largest = document("r2", *((1, "A", 0),) * 2_000)
    assert client(sim).register(largest).state is FiscalState.REGISTERED


def test_status_says_what_is_wrong(sim: FiscalSimulator) -> None:
    fiscal = client(sim)
    assert fiscal.status().state is DeviceState.OK
    sim.set_state("failed", "paper")
    assert (fiscal.status().state, fiscal.status().code) == (DeviceState.FAILED, "paper")
    assert fiscal.register(document()).code == "paper"
    sim.set_state("trouble", "paper_low")
    assert fiscal.status().state is DeviceState.TROUBLE
    for fault in (Fault.GARBAGE, Fault.WRONG_KIND, Fault.LOST):
        sim.plan(fault, "status")
        assert fiscal.status().state is DeviceState.FAILED


def test_documents_outlive_a_restart_of_the_device(sim: FiscalSimulator) -> None:
    fiscal = client(sim)
    fiscal.register(document())
    sim.stop()
    sim.start()
    assert fiscal.register(document("r2")).document_number == "00000002"


def test_many_threads_wait_for_each_other_and_register_each_document_once(sim: FiscalSimulator) -> None:
    fiscal = client(sim)
    for fault in (Fault.LOST, Fault.DROP_BEFORE, Fault.GARBAGE):
        sim.plan(fault)

    def until_registered(number: int) -> FiscalAnswer:
        for _ in range(10):
            answer = fiscal.register(document(f"r{number % 8}"))
            if answer.state is FiscalState.REGISTERED:
                return answer
        return answer

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(until_registered, range(24)))
    assert {a.state for a in answers} == {FiscalState.REGISTERED}
    assert sorted(d.number for d in sim.documents) == list(range(1, 9))


def test_busy_line_does_not_keep_anybody_past_the_deadline(sim: FiscalSimulator) -> None:
    fiscal = client(sim, answer_seconds=0.1)
    sim.plan(Fault.LATE)
    with ThreadPoolExecutor(1) as pool:
        registering = pool.submit(fiscal.register, document())
        assert sim.wait_until_held()
        assert (fiscal.status().state, fiscal.status().code) == (DeviceState.FAILED, "busy")
        sim.release()
        assert registering.result(15).state is FiscalState.REGISTERED


PRICED = st.tuples(st.integers(1, 10_000), st.sampled_from("ABC"), st.sampled_from([0, 500, 800, 2_300]))


@given(st.lists(PRICED, min_size=1, max_size=8))
@settings(max_examples=40, deadline=None)
def test_tax_is_summed_and_rounded_once_per_rate(lines: list[tuple[int, str, int]]) -> None:
    with FiscalSimulator(now=MORNING) as sim:
        answer = client(sim).register(document("r1", *lines))
    expected: dict[str, int] = {}
    for category, rate in {(c, r) for _, c, r in lines}:
        gross = Decimal(sum(t for t, c, r in lines if (c, r) == (category, rate)))
        tax = (gross * rate / (10_000 + rate)).quantize(Decimal(1), ROUND_HALF_UP)
        expected[category] = expected.get(category, 0) + int(tax)
    assert dict(answer.tax) == expected


JSONISH = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda children: st.lists(children, max_size=4) | st.dictionaries(st.text(max_size=8), children, max_size=4),
    max_leaves=10,
)
REPLIES = st.one_of(
    st.binary(max_size=300),
    st.fixed_dictionaries(
        {"type": st.sampled_from(["answer", "day", "state", "?"])},
        optional={
            "op": st.sampled_from(["register", "query", "last", "open_day"]) | JSONISH,
            "request": st.sampled_from(["r1", ""]) | JSONISH,
            "state": st.sampled_from(["registered", "refused", "not_found", "none", "ready"]) | JSONISH,
            "number": st.just("7") | JSONISH,
            "tax": st.just([["A", 1]]) | JSONISH,
            "total": st.just(13_350) | JSONISH,
            "opened_at": st.just("2026-03-02T08:00:00+00:00") | JSONISH,
            "code": JSONISH,
        },
    ),
).map(lambda said: said if isinstance(said, bytes) else msgspec.json.encode(said))


@given(REPLIES)
@settings(max_examples=150, deadline=None)
def test_no_bytes_whatever_crash_the_client(sent: bytes) -> None:
    def fuzz(connection: Connection) -> None:
        connection.receive(10_000)
        connection.send(sent + b"\n")

    with LineServer(fuzz, name="fuzz", concurrent=True) as server:
        fiscal = client(server)
        answer = fiscal.register(document())
        assert answer.request_id == "r1"
        assert (answer.state is FiscalState.REGISTERED) <= bool(answer.document_number)
        assert fiscal.query("r1").state in set(FiscalState)
        fiscal.last_document()
        fiscal.open_day()
        assert fiscal.day_opened_at() in {"", "2026-03-02T08:00:00+00:00"}
        assert fiscal.status().device == "fiscal"


@given(st.lists(st.binary(max_size=500), max_size=5))
@settings(max_examples=40, deadline=None)
def test_no_bytes_whatever_crash_the_simulator(chunks: list[bytes]) -> None:
    with FiscalSimulator(now=MORNING) as sim:
        # It answers the first line and hangs up.
        with contextlib.suppress(OSError), socket.create_connection(sim.address, 5) as raw:
            for chunk in chunks:
                raw.sendall(chunk + b"\n")
            raw.shutdown(socket.SHUT_WR)
            while raw.recv(4_096):
                pass
        assert client(sim).register(document()).document_number == "00000001"


OPS: list[Operation] = ["register", "query", "last", "day", "open_day", "close_day", "status"]


@given(st.lists(st.tuples(st.sampled_from(OPS), st.integers(0, 3), st.sampled_from(list(Fault))), max_size=12))
@settings(max_examples=30, deadline=None)
def test_any_order_of_calls_and_faults_keeps_the_books_straight(
    steps: list[tuple[Operation, int, Fault]],
) -> None:
    with FiscalSimulator(now=MORNING) as sim:
        fiscal = client(sim)
        said: dict[str, FiscalAnswer] = {}
        for op, number, fault in steps:
            sim.plan(Fault.NONE if fault in {Fault.LATE, Fault.FALSE_TOTAL, Fault.ENDLESS} else fault, op)
            if op == "register":
                answer = fiscal.register(document(f"r{number}"))
            elif op == "query":
                answer = fiscal.query(f"r{number}")
            else:
                {
                    "last": fiscal.last_document,
                    "day": fiscal.day_opened_at,
                    "open_day": fiscal.open_day,
                    "close_day": fiscal.close_day,
                    "status": fiscal.status,
                }[op]()
                continue
            if answer.state is FiscalState.REGISTERED:
                earlier = said.setdefault(answer.request_id, answer)
                assert earlier.document_number == answer.document_number
        kept = sim.documents
        assert [d.number for d in kept] == list(range(1, len(kept) + 1))
        assert len({d.document.request_id for d in kept}) == len(kept)
        assert set(said) <= {d.document.request_id for d in kept}


def test_profile_none_has_no_device_and_others_need_one() -> None:
    chosen = FiscalSettings("127.0.0.1", 1)
    assert fiscal_device("none", None) is None
    assert fiscal_device("none", chosen) is None
    assert isinstance(fiscal_device("device", chosen), TcpFiscal)
    with pytest.raises(FiscalSetupError) as no_settings:
        fiscal_device("printer", None)
    with pytest.raises(FiscalSetupError) as no_driver:
        fiscal_device("printer", replace(chosen, driver="nobody_has_this"))
    assert (no_settings.value.code, no_driver.value.code) == ("no_settings", "no_driver")


def test_plug_in_is_found_by_its_entry_point(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "shop_fiscal_plug.py").write_text(
        "from pos_client.devices.fiscal import TcpFiscal\n"
        "class Plug(TcpFiscal): pass\n"
        "def broken(settings): raise OSError('no licence dongle')\n"
    )
    info = tmp_path / "shop_fiscal_plug-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: shop-fiscal-plug\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(
        "[omnitill.fiscal]\nplug = shop_fiscal_plug:Plug\nbroken = shop_fiscal_plug:broken\ngone = no_such_module:x\n"
    )
    monkeypatch.syspath_prepend(tmp_path)
    chosen = FiscalSettings("127.0.0.1", 1)
    assert type(fiscal_device("device", replace(chosen, driver="plug"))).__name__ == "Plug"
    for name in ("broken", "gone"):
        with pytest.raises(FiscalSetupError) as failed:
            fiscal_device("device", replace(chosen, driver=name))
        assert failed.value.code == "bad_driver"


@pytest.mark.parametrize(
    "wrong",
    [{"host": ""}, {"port": 0}, {"name": ""}, {"driver": "a b"}, {"register_seconds": 0}, {"report_seconds": 1e6}],
)
def test_impossible_settings_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        FiscalSettings(**({"host": "h", "port": 1} | wrong))  # type: ignore[arg-type]
