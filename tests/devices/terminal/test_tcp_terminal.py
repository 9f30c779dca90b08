from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pos_client.devices.ports import CardState, CardStep, DeviceState
from pos_client.devices.simulators.line_server import Connection, LineServer
from pos_client.devices.simulators.terminal import Behaviour, Fault, Movement, TerminalSimulator
from pos_client.devices.terminal import TcpTerminal, TerminalSettings
from pos_client.devices.terminal.protocol import Answer

CLIENT_FAULTS = {
    Fault.DROP_AFTER: "answer_lost",
    Fault.GARBAGE: "malformed",
    Fault.ENDLESS: "malformed",
    Fault.ENDLESS_STEPS: "malformed",
    Fault.WRONG_INTENT: "wrong_intent",
    Fault.WRONG_KIND: "unexpected_reply",
    Fault.TOO_MUCH: "amount_mismatch",
    Fault.NEGATIVE: "malformed",
}


@pytest.fixture
def sim() -> Iterator[TerminalSimulator]:
    with TerminalSimulator() as simulator:
        yield simulator


def client(sim: TerminalSimulator | LineServer, **times: float) -> TcpTerminal:
    host, port = sim.address
    return TcpTerminal(TerminalSettings(host, port, **times))  # type: ignore[arg-type]


def no_progress(intent: str, step: CardStep) -> None:
    """Nobody looks."""


def test_charge_goes_through_its_steps_and_is_approved(sim: TerminalSimulator) -> None:
    steps: list[tuple[str, CardStep]] = []
    answer = client(sim).charge("i1", 12_345, "PLN", lambda i, s: steps.append((i, s)))
    assert (answer.intent_id, answer.state, answer.approved) == ("i1", CardState.APPROVED, 12_345)
    assert answer.reference
    assert dict(answer.details)["card"] == "**** 1234"
    assert steps == [
        ("i1", s) for s in (CardStep.SENT, CardStep.TAKEN, CardStep.CARD_READ, CardStep.PIN, CardStep.BANK)
    ]
    assert sim.movements == [Movement("i1", 12_345)]


def test_partial_approval_is_the_smaller_amount(sim: TerminalSimulator) -> None:
    sim.plan(Behaviour(approves=500))
    answer = client(sim).charge("i1", 1_000, "PLN", no_progress)
    assert (answer.state, answer.approved, answer.code) == (CardState.APPROVED, 500, "")


@pytest.mark.parametrize(("said", "state"), [("declined", CardState.DECLINED), ("cancelled", CardState.CANCELLED)])
def test_declined_and_cancelled_charge_nothing(sim: TerminalSimulator, said: str, state: CardState) -> None:
    sim.plan(Behaviour(outcome=said, message="Insufficient\x1b funds"))  # type: ignore[arg-type]
    answer = client(sim).charge("i1", 1_000, "PLN", no_progress)
    assert (answer.state, answer.approved) == (state, 0)
    assert answer.message == "Insufficient funds"
    assert sim.movements == []


@pytest.mark.parametrize(("fault", "code"), CLIENT_FAULTS.items())
def test_lost_or_false_answer_is_unknown_and_the_query_finds_the_one_charge(
    sim: TerminalSimulator, fault: Fault, code: str
) -> None:
    terminal = client(sim)
    sim.plan(Behaviour(fault=fault))
    answer = terminal.charge("i1", 1_000, "PLN", no_progress)
    assert (answer.state, answer.approved, answer.code) == (CardState.UNKNOWN, 0, code)
    found = terminal.query("i1")
    assert (found.state, found.approved) == (CardState.APPROVED, 1_000)
    assert sim.charges("i1") == 1


@pytest.mark.parametrize(("fault", "code"), CLIENT_FAULTS.items())
@pytest.mark.parametrize("op", ["query", "cancel", "reverse", "refund"])
def test_every_false_answer_to_every_request_is_unknown(
    sim: TerminalSimulator, fault: Fault, code: str, op: str
) -> None:
    terminal = client(sim)
    charged = terminal.charge("i1", 1_000, "PLN", no_progress)
    sim.plan(Behaviour(fault=fault), op)
    answer = {
        "query": lambda: terminal.query("i1"),
        "cancel": lambda: terminal.cancel("i1"),
        "reverse": lambda: terminal.reverse("i1", charged.reference, 1_000),
        "refund": lambda: terminal.refund("r1", charged.reference, 400, "PLN"),
    }[op]()
    assert (answer.state, answer.code) == (CardState.UNKNOWN, code)
    assert terminal.query("i1").state is (CardState.CANCELLED if op == "reverse" else CardState.APPROVED)
    if op == "refund":
        assert terminal.query("r1").state is CardState.REFUNDED
        assert terminal.refund("r1", charged.reference, 400, "PLN").approved == 400
        assert [m.amount for m in sim.movements] == [1_000, -400]


def test_query_resolves_for_another_process_that_only_knows_the_intent(sim: TerminalSimulator) -> None:
    sim.plan(Behaviour(approves=700, fault=Fault.DROP_AFTER))
    client(sim).charge("i1", 1_000, "PLN", no_progress)
    found = client(sim).query("i1")
    assert (found.state, found.approved) == (CardState.APPROVED, 700)


def test_cut_before_taking_is_unknown_until_the_query_says_nothing_was_taken(sim: TerminalSimulator) -> None:
    terminal = client(sim)
    sim.plan(Behaviour(fault=Fault.DROP_BEFORE))
    assert terminal.charge("i1", 1_000, "PLN", no_progress).state is CardState.UNKNOWN
    found = terminal.query("i1")
    assert (found.state, found.code) == (CardState.NOT_STARTED, "not_found")
    assert sim.movements == []


def test_the_same_intent_is_never_charged_again(sim: TerminalSimulator) -> None:
    terminal = client(sim)
    sim.plan(Behaviour(fault=Fault.DROP_AFTER))
    assert terminal.charge("i1", 1_000, "PLN", no_progress).state is CardState.UNKNOWN
    again = terminal.charge("i1", 1_000, "PLN", no_progress)
    assert (again.state, again.approved) == (CardState.APPROVED, 1_000)
    # a program that forgot: the terminal knows the id
    forgetful = client(sim).charge("i1", 1_000, "PLN", no_progress)
    assert (forgetful.state, forgetful.approved) == (CardState.APPROVED, 1_000)
    assert [r.op for r in sim.requests] == ["charge", "query", "charge"]
    assert sim.charges("i1") == 1


def test_an_id_used_for_another_amount_is_unknown_not_a_second_charge(sim: TerminalSimulator) -> None:
    client(sim).charge("i1", 1_000, "PLN", no_progress)
    answer = client(sim).charge("i1", 2_000, "PLN", no_progress)
    assert (answer.state, answer.code) == (CardState.UNKNOWN, "intent_reused")
    assert sim.movements == [Movement("i1", 1_000)]


def test_unreachable_terminal_charged_nothing_and_may_be_asked_again() -> None:
    sim = TerminalSimulator()
    sim.start()
    sim.stop()
    terminal = client(sim, connect_seconds=0.5)
    answer = terminal.charge("i1", 1_000, "PLN", no_progress)
    assert (answer.state, answer.code) == (CardState.NOT_STARTED, "unreachable")
    assert terminal.query("i1").state is CardState.UNKNOWN
    assert terminal.cancel("i1").state is CardState.UNKNOWN
    assert terminal.reverse("i1", "r", 1_000).state is CardState.NOT_STARTED
    assert terminal.status().state is DeviceState.FAILED
    assert terminal.batch_totals().code == "unreachable"
    with sim:
        assert terminal.charge("i1", 1_000, "PLN", no_progress).state is CardState.APPROVED
    assert sim.charges("i1") == 1


def test_terminal_that_never_takes_the_amount_times_out_early(sim: TerminalSimulator) -> None:
    sim.plan(Behaviour(fault=Fault.HOLD_UNREAD))
    answer = client(sim, take_seconds=0.1).charge("i1", 1_000, "PLN", no_progress)
    assert (answer.state, answer.code) == (CardState.UNKNOWN, "timeout")
    sim.release()


def test_slow_customer_times_out_and_the_charge_is_found_later(sim: TerminalSimulator) -> None:
    terminal = client(sim, take_seconds=0.2, charge_seconds=0.3)
    sim.plan(Behaviour(fault=Fault.HOLD))
    assert terminal.charge("i1", 1_000, "PLN", no_progress).code == "timeout"
    running = terminal.query("i1")
    assert (running.state, running.code) == (CardState.UNKNOWN, "in_progress")
    assert terminal.status().state is DeviceState.WORKING
    other = terminal.charge("i2", 500, "PLN", no_progress)
    assert (other.state, other.code) == (CardState.NOT_STARTED, "busy")
    sim.release()
    assert sim.wait_until_settled("i1")
    assert terminal.query("i1").state is CardState.APPROVED
    assert sim.movements == [Movement("i1", 1_000)]


def test_answer_kept_back_times_out(sim: TerminalSimulator) -> None:
    sim.plan(Behaviour(fault=Fault.MUTE))
    terminal = client(sim, take_seconds=0.2, charge_seconds=0.3)
    assert terminal.charge("i1", 1_000, "PLN", no_progress).code == "timeout"
    assert terminal.query("i1").approved == 1_000
    sim.release()


def test_bytes_that_trickle_for_ever_meet_the_deadline() -> None:
    def trickle(connection: Connection) -> None:
        connection.receive(4_096)
        while connection.send(b" ") and not server.stopping.wait(0.01):
            pass

    with LineServer(trickle, name="trickle", concurrent=True) as server:
        answer = client(server, take_seconds=0.2, charge_seconds=0.3).charge("i1", 1, "PLN", no_progress)
    assert (answer.state, answer.code) == (CardState.UNKNOWN, "timeout")


def test_cancel_from_another_thread_stops_a_running_charge(sim: TerminalSimulator) -> None:
    terminal = client(sim)
    sim.plan(Behaviour(fault=Fault.HOLD))
    with ThreadPoolExecutor(1) as pool:
        charge = pool.submit(terminal.charge, "i1", 1_000, "PLN", no_progress)
        assert sim.wait_until_held()
        assert terminal.cancel("i1").state is CardState.CANCELLED
        assert charge.result(15).state is CardState.CANCELLED
    assert sim.movements == []


def test_cancel_that_comes_too_late_tells_what_was_charged(sim: TerminalSimulator) -> None:
    terminal = client(sim)
    terminal.charge("i1", 1_000, "PLN", no_progress)
    late = terminal.cancel("i1")
    assert (late.state, late.approved) == (CardState.APPROVED, 1_000)
    assert terminal.cancel("never").state is CardState.NOT_STARTED


def test_after_a_query_found_nothing_a_request_still_on_its_way_charges_nothing(sim: TerminalSimulator) -> None:
    terminal = client(sim, take_seconds=0.2)
    sim.plan(Behaviour(fault=Fault.HOLD_UNREAD))
    assert terminal.charge("i1", 1_000, "PLN", no_progress).code == "timeout"
    assert terminal.query("i1").state is CardState.NOT_STARTED
    sim.release()  # the terminal now takes up the charge that came before the query
    sim.stop()  # and is done with it
    assert sim.movements == []


def test_reversal_gives_all_back_once_and_the_query_says_so(sim: TerminalSimulator) -> None:
    terminal = client(sim)
    charged = terminal.charge("i1", 1_000, "PLN", no_progress)
    sim.plan(Behaviour(fault=Fault.DROP_AFTER), "reverse")
    assert terminal.reverse("i1", charged.reference, 1_000).code == "answer_lost"
    assert terminal.query("i1").state is CardState.CANCELLED
    assert terminal.reverse("i1", charged.reference, 1_000).state is CardState.CANCELLED
    assert sim.movements == [Movement("i1", 1_000), Movement("i1", -1_000)]


def test_reversal_of_another_amount_or_of_nothing_is_refused(sim: TerminalSimulator) -> None:
    terminal = client(sim)
    charged = terminal.charge("i1", 1_000, "PLN", no_progress)
    assert terminal.reverse("i1", charged.reference, 999).state is CardState.DECLINED
    assert terminal.reverse("i9", "no-such", 999).state is CardState.NOT_STARTED
    sim.plan(Behaviour(outcome="declined"), "reverse")
    assert terminal.reverse("i1", charged.reference, 1_000).state is CardState.DECLINED
    assert terminal.query("i1").state is CardState.APPROVED


def test_refunds_under_their_own_ids_go_up_to_what_was_charged(sim: TerminalSimulator) -> None:
    terminal = client(sim)
    charged = terminal.charge("i1", 1_000, "PLN", no_progress)
    assert terminal.refund("r1", charged.reference, 600, "PLN").state is CardState.REFUNDED
    assert terminal.refund("r1", charged.reference, 600, "PLN").state is CardState.REFUNDED
    assert terminal.refund("r2", charged.reference, 401, "PLN").state is CardState.DECLINED
    assert terminal.query("r2").state is CardState.DECLINED
    another = client(sim)  # a program that was started again knows the id alone
    assert another.refund("r3", charged.reference, 400, "PLN").state is CardState.REFUNDED
    assert (terminal.query("r3").state, terminal.query("r3").approved) == (CardState.REFUNDED, 400)
    assert terminal.refund("r4", "no-such", 1, "PLN").state is CardState.NOT_STARTED
    assert terminal.refund("r5", charged.reference, 1, "EUR").state is CardState.NOT_STARTED
    assert another.refund("r1", charged.reference, 600, "PLN").state is CardState.REFUNDED, "the id is the key"
    assert [m.amount for m in sim.movements] == [1_000, -600, -400]
    totals = terminal.batch_totals()
    assert (totals.is_known, totals.charged, totals.charged_count, totals.returned, totals.returned_count) == (
        True,
        1_000,
        1,
        1_000,
        2,
    )


def test_status_and_totals_survive_nonsense(sim: TerminalSimulator) -> None:
    terminal = client(sim)
    assert terminal.status().state is DeviceState.OK
    for fault in (Fault.GARBAGE, Fault.ENDLESS, Fault.WRONG_KIND, Fault.DROP_AFTER, Fault.DROP_BEFORE):
        sim.plan(Behaviour(fault=fault), "status")
        sim.plan(Behaviour(fault=fault), "totals")
        assert terminal.status().state is DeviceState.FAILED
        assert not terminal.batch_totals().is_known


def test_transactions_outlive_a_restart_of_the_terminal(sim: TerminalSimulator) -> None:
    terminal = client(sim)
    terminal.charge("i1", 1_000, "PLN", no_progress)
    sim.stop()
    sim.start()
    assert terminal.query("i1").approved == 1_000


def test_foreign_currency_is_refused_and_a_false_one_is_unknown(sim: TerminalSimulator) -> None:
    assert client(sim).charge("i1", 1_000, "EUR", no_progress).code == "bad_currency"

    def euro(connection: Connection) -> None:
        connection.receive(4_096)
        connection.send(
            b'{"type":"answer","op":"charge","intent":"i1","state":"approved","amount":5,"approved":5,"currency":"EUR"}\n'
        )
        connection.receive(4_096)

    with LineServer(euro, name="euro", concurrent=True) as server:
        answer = client(server).charge("i1", 5, "PLN", no_progress)
    assert (answer.state, answer.code) == (CardState.UNKNOWN, "currency_mismatch")


@pytest.mark.parametrize(
    ("state", "approved"), [("declined", 5), ("approved", 4), ("partial", 5), ("approved", 0), ("partial", 0)]
)
def test_answers_that_contradict_themselves_are_unknown(state: str, approved: int) -> None:
    def contradict(connection: Connection) -> None:
        connection.receive(4_096)
        answer = Answer("charge", "i1", state, amount=5, approved=approved, currency="PLN")  # type: ignore[arg-type]
        connection.send(msgspec.json.encode(answer) + b"\n")
        connection.receive(4_096)

    with LineServer(contradict, name="contradict", concurrent=True) as server:
        answer = client(server).charge("i1", 5, "PLN", no_progress)
    assert (answer.state, answer.code) == (CardState.UNKNOWN, "amount_mismatch")


JSONISH = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda children: st.lists(children, max_size=4) | st.dictionaries(st.text(max_size=8), children, max_size=4),
    max_leaves=10,
)


@given(
    st.one_of(
        st.binary(max_size=300),
        st.fixed_dictionaries(
            {"type": st.sampled_from(["answer", "step", "state", "totals", "?"])},
            optional={
                "op": st.sampled_from(["charge", "query", "reverse", "refund"]) | JSONISH,
                "intent": st.just("i1") | JSONISH,
                "state": st.sampled_from(["approved", "partial", "declined", "returned", "refunded", "ready"])
                | JSONISH,
                "step": st.sampled_from(["taken", "pin"]) | JSONISH,
                "amount": st.integers(-5, 20) | JSONISH,
                "approved": st.integers(-5, 20) | JSONISH,
                "currency": st.just("PLN") | JSONISH,
                "details": JSONISH,
                "code": JSONISH,
            },
        ),
    ).map(lambda said: said if isinstance(said, bytes) else msgspec.json.encode(said))
)
@settings(max_examples=150, deadline=None)
def test_no_bytes_whatever_crash_the_client_or_approve_more_than_was_asked(sent: bytes) -> None:
    def fuzz(connection: Connection) -> None:
        connection.receive(4_096)
        connection.send(sent + b"\n")

    with LineServer(fuzz, name="fuzz", concurrent=True) as server:
        terminal = client(server)
        answer = terminal.charge("i1", 10, "PLN", no_progress)
        assert 0 <= answer.approved <= 10
        assert (answer.approved > 0) == (answer.state is CardState.APPROVED)
        assert terminal.query("i1").approved <= 10
        assert terminal.status().device == "terminal"


@given(st.lists(st.binary(max_size=500), max_size=5))
@settings(max_examples=40, deadline=None)
def test_no_bytes_whatever_crash_the_simulator(chunks: list[bytes]) -> None:
    with TerminalSimulator() as sim:
        # It may hang up at the first nonsense, before the rest was sent.
        with contextlib.suppress(OSError), socket.create_connection(sim.address, 5) as raw:
            for chunk in chunks:
                raw.sendall(chunk + b"\n")
            raw.shutdown(socket.SHUT_WR)
            while raw.recv(4_096):
                pass
        assert client(sim).charge("i1", 10, "PLN", no_progress).approved == 10


def test_many_registers_retrying_at_once_charge_each_intent_once(sim: TerminalSimulator) -> None:
    start = threading.Barrier(8)

    def retry(number: int) -> CardState:
        terminal = client(sim)
        start.wait(15)
        for _ in range(5):
            answer = terminal.charge("i1", 1_000, "PLN", no_progress)
        return answer.state

    for fault in (Fault.DROP_BEFORE, Fault.DROP_AFTER, Fault.GARBAGE):
        sim.plan(Behaviour(fault=fault))
    with ThreadPoolExecutor(8) as pool:
        states = set(pool.map(retry, range(8)))
    assert sim.charges("i1") == 1
    assert states == {CardState.APPROVED}


@pytest.mark.parametrize(
    ("intent", "amount", "currency"),
    [("", 1, "PLN"), ("a b", 1, "PLN"), ("i", 0, "PLN"), ("i", -5, "PLN"), ("i", 1, "")],
)
def test_what_no_program_should_send_is_refused_here(
    sim: TerminalSimulator, intent: str, amount: int, currency: str
) -> None:
    with pytest.raises(ValueError, match="bad"):
        client(sim).charge(intent, amount, currency, no_progress)
    assert sim.requests == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"host": ""},
        {"host": "a b"},
        {"port": 0},
        {"port": 70_000},
        {"name": "\n"},
        {"take_seconds": 0},
        {"charge_seconds": float("nan")},
        {"charge_seconds": 5},
        {"connect_seconds": 1e9},
    ],
)
def test_impossible_settings_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        TerminalSettings(**({"host": "h", "port": 1} | wrong))  # type: ignore[arg-type]
