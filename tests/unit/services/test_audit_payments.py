"""Money that moves late, twice or not at all: reversals, late approvals, doubtful commits, and sales that must fit."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from subprocess import DEVNULL, PIPE
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from pos_client.db.journal import JournalWriteError, Outcome, verify
from pos_client.devices.ports import CardAnswer, CardState
from pos_client.devices.simulators.terminal import Behaviour, Fault, TerminalSimulator
from pos_client.domain import basket_changes, settlement
from pos_client.domain.basket import LineOrigin
from pos_client.domain.catalogue import RoundingDirection
from pos_client.domain.pricing import price
from pos_client.domain.quantity import pieces
from pos_client.domain.tender import Payment, TenderClass
from pos_client.services.desk import ServiceError
from pos_client.services.upkeep.recovery import recover
from pos_client.services.views import PartState
from tests.support.selling import NOW, STORE, basket, book, line, product
from tests.support.waiting import wait_until
from tests.unit.services.conftest import Goods, Opener
from tests.unit.services.counting import writes_refused
from tests.unit.services.shop import CASHIER, Clock, Shop, open_shop, with_terminal

ROOT = Path(__file__).parents[3]
STRACE = shutil.which("strace")


@pytest.fixture
def terminal() -> Iterator[TerminalSimulator]:
    with TerminalSimulator(currency="RUB") as simulator:
        yield simulator


@pytest.fixture
def paying(opener: Opener, terminal: TerminalSimulator, goods: Goods) -> Shop:
    shop = opener(with_terminal(terminal.address), clock=Clock())
    shop.begin()
    shop.scan(goods.plain[0].gtin)
    shop.payments.open()
    return shop


@pytest.mark.invariant(1)
def test_nothing_is_sold_while_a_card_gets_its_money_back(paying: Shop, terminal: TerminalSimulator) -> None:
    part_id, _answer = paying.charge(amount=1_000)
    paying.payments.begin_reverse(part_id)
    view = paying.payments.view()
    assert (view.busy, view.parts[0].state, view.parts[0].can_remove) == (True, PartState.RETURNING, False)
    for act in (
        lambda: paying.payments.cash("cash", None),
        lambda: paying.payments.begin_card("card", None),
        lambda: paying.payments.remove(part_id),
        lambda: paying.payments.begin_reverse(part_id),
        paying.payments.leave,
        paying.payments.finish,
    ):
        with pytest.raises(ServiceError):
            act()
    paying.payments.reversed(part_id, paying.payments.run_reverse(part_id))
    assert paying.payments.view().parts == ()
    assert [p.tender_id for p in paying.pay_cash().payments] == ["cash"]
    assert sum(m.amount for m in terminal.movements) == 0


@pytest.mark.parametrize("fault", [Fault.DROP_BEFORE, Fault.DROP_AFTER])
def test_a_lost_answer_to_a_reversal_is_asked_about(
    paying: Shop, opener: Opener, terminal: TerminalSimulator, fault: Fault
) -> None:
    part_id, _answer = paying.charge(amount=1_000)
    paying.payments.begin_reverse(part_id)
    terminal.plan(Behaviour(fault=fault), "reverse")
    view = paying.payments.reversed(part_id, paying.payments.run_reverse(part_id))
    assert (view.parts[0].state, view.busy) == (PartState.UNKNOWN, True)
    paying.close()  # and a restart asks, too
    again = opener(with_terminal(terminal.address), clock=paying.clock)
    assert recover(again.services).has_card_parts
    again.payments.card_answered(part_id, again.payments.run_query(part_id))
    moved = sum(m.amount for m in terminal.movements)
    assert sum(p.amount for p in again.payments.view().parts if p.state is PartState.TAKEN) == moved


def test_a_late_yes_for_a_part_taken_away_counts_again(paying: Shop) -> None:
    part_id = paying.payments.begin_card("card", None).part_id
    answer = paying.payments.run_card(part_id, lambda _intent, _step: None)
    paying.payments.card_answered(part_id, CardAnswer(part_id, CardState.CANCELLED))
    paying.payments.remove(part_id)
    assert paying.payments.card_answered(part_id, answer).left == 0
    assert paying.troubles == ["card_approved_late"]
    assert paying.finish().payments[0].intent_id == part_id


def test_a_late_yes_after_the_sale_is_told_also_after_a_restart(
    paying: Shop, opener: Opener, terminal: TerminalSimulator
) -> None:
    part_id = paying.payments.begin_card("card", None).part_id
    answer = paying.payments.run_card(part_id, lambda _intent, _step: None)
    paying.payments.card_answered(part_id, CardAnswer(part_id, CardState.CANCELLED))
    paying.payments.remove(part_id)
    paying.pay_cash()
    paying.payments.card_answered(part_id, answer)
    assert paying.troubles == ["card_to_return"]
    paying.close()
    again = opener(with_terminal(terminal.address), clock=paying.clock)
    recover(again.services)
    assert again.troubles == ["card_to_return"]


def test_more_than_the_total_is_given_back_before_the_sale(paying: Shop) -> None:
    part_id = paying.payments.begin_card("card", None).part_id
    answer = paying.payments.run_card(part_id, lambda _intent, _step: None)
    paying.payments.card_answered(part_id, CardAnswer(part_id, CardState.CANCELLED))
    paying.payments.remove(part_id)
    paying.payments.cash("cash", 1_000)
    assert paying.payments.card_answered(part_id, answer).left == -1_000
    with pytest.raises(ServiceError, match="overpaid"):
        paying.payments.cash("cash", None)
    paying.payments.remove(paying.payments.view().parts[0].part_id)
    assert paying.finish().payments[0].intent_id == part_id


class FailingDisk:
    """A register in a process of its own, whose syncs fail while it is attached to: a disk that reports its failure."""

    def __init__(self, folder: Path, gtin: str, reads: str) -> None:
        command = [sys.executable, "-m", "tests.unit.services.doubt_child", str(folder), gtin, reads]
        self.child = subprocess.Popen(command, stdin=PIPE, stdout=PIPE, text=True, cwd=ROOT)

    def hear(self) -> dict[str, Any]:
        """Return what the register says next."""
        assert self.child.stdout is not None
        heard: dict[str, Any] = json.loads(self.child.stdout.readline())
        return heard

    def go_on(self) -> dict[str, Any]:
        """Let the register do the next thing; return what it says of it."""
        assert self.child.stdin is not None
        self.child.stdin.write("\n")
        self.child.stdin.flush()
        return self.hear()

    @contextlib.contextmanager
    def failing(self) -> Iterator[None]:
        """Have every sync fail meanwhile."""
        attach = [str(STRACE), "-f", "-e", "trace=fsync", "-o", os.devnull, "-p", str(self.child.pid)]
        with subprocess.Popen([*attach, "-e", "inject=fsync:error=EIO"], stderr=PIPE, stdout=DEVNULL) as tracer:
            try:
                assert tracer.stderr is not None
                said = tracer.stderr.readline()
                if b"attached" not in said:
                    pytest.skip(f"a process may not be traced here: {said!r}")
                yield
            finally:
                # Asked to let go, strace waits for each thread by itself: of a process that has just been killed, for
                # its first one, which ends after all others, while the others wait for strace. The system lets go
                # of them all at once.
                tracer.kill()

    def end(self) -> None:
        """Wait for the register's end."""
        self.child.communicate(timeout=60)

    def put_away(self) -> None:
        """End it whatever it is at, and leave nothing of it to the tests after this one."""
        self.child.kill()
        self.child.communicate()


@pytest.fixture
def doubtful(tmp_path: Path, demo_replica: Path, goods: Goods, request: pytest.FixtureRequest) -> Iterator[FailingDisk]:
    """A register about to write a sale, by a log that is begun anew or by one that goes on."""
    if sys.platform != "linux" or STRACE is None:
        pytest.skip("strace on Linux makes the disk fail")
    shutil.copytree(demo_replica, tmp_path / "till" / "replica")
    disk = FailingDisk(tmp_path / "till", goods.plain[0].gtin, request.param)
    try:
        disk.hear()
        yield disk
    finally:
        disk.put_away()


LOGS = pytest.mark.parametrize("doubtful", ["NONE", "READ"], indirect=True)


@LOGS
@pytest.mark.invariant(1)
def test_a_doubtful_commit_is_repeated_and_sells_once(doubtful: FailingDisk, tmp_path: Path) -> None:
    with doubtful.failing():
        told = doubtful.go_on()
    assert told == {"outcome": "unknown", "in_doubt": True, "refused": "sale_in_doubt"}
    assert doubtful.go_on() == {"settled": True, "became": "not_committed", "sales": 1, "in_doubt": False}
    doubtful.end()
    assert verify(tmp_path / "till" / "journal.sqlite").ok


@LOGS
@pytest.mark.invariant(1)
def test_a_doubt_that_the_power_ends_leaves_the_sale_or_its_basket(doubtful: FailingDisk, tmp_path: Path) -> None:
    with doubtful.failing():
        assert doubtful.go_on()["in_doubt"]
        doubtful.child.kill()
    doubtful.end()
    shop = open_shop(tmp_path / "till", clock=Clock())
    try:
        shop.desk.cashier = shop.member(CASHIER)
        recover(shop.services)
        assert (len(shop.bodies("sale")), shop.checkout.basket.is_empty) in ((1, True), (0, False))
        if not shop.checkout.basket.is_empty:
            shop.payments.open()
            shop.pay_cash()
        assert len(shop.bodies("sale")) == 1
    finally:
        shop.close()


def test_another_part_after_a_failed_commit_is_a_new_try(shop: Shop, goods: Goods) -> None:
    shop.scan(goods.plain[0].gtin)
    shop.payments.open()
    shop.payments.voucher("voucher", 1_000_000, "V")
    shop.settle()
    with writes_refused(shop):
        error = shop.payments.finish().exception(30)
    assert isinstance(error, JournalWriteError)
    assert error.outcome is Outcome.NOT_COMMITTED
    shop.payments.not_done()
    shop.payments.remove(shop.payments.view().parts[0].part_id)
    wait_until(lambda: not shop.journal.trouble, "the journal to write again")
    shop.payments.cash("cash", None)
    assert shop.payments.is_settled
    assert shop.finish().payments[0].tender_id == "cash"


def fill(shop: Shop, goods: Goods, count: int) -> None:
    filled, now = shop.checkout.basket, shop.desk.clock()
    version = shop.replica.catalogue.version
    for number in range(count):
        good = goods.plain[number % len(goods.plain)]
        filled, _line = basket_changes.add_line(
            filled, good, pieces(1), now, LineOrigin.SCAN, version, raw_code=good.gtin
        )
    shop.checkout.restore(filled)


def test_a_basket_that_fits_no_event_is_refused_before_money_is_taken(shop: Shop, goods: Goods) -> None:
    fill(shop, goods, 999)
    lines = len(shop.checkout.basket.lines)
    assert lines > 300
    room = shop.commit.room(shop.checkout.basket, shop.checkout.priced)
    fits = lines * (256 * 1024 - 9 * 1024) // (256 * 1024 - 1024 - room)
    assert fits >= 999  # plain lines that one receipt holds
    long = [
        replace(line, raw_codes=tuple(f"{place}{line.line_id:0500d}" for place in "ab"))
        for line in shop.checkout.basket.lines
    ]
    shop.checkout.restore(replace(shop.checkout.basket, lines=tuple(long)))
    with pytest.raises(ServiceError, match="basket_too_large"):
        shop.payments.open()
    assert not shop.payments.has_parts


AMOUNTS = st.integers(1, 1_200)


@settings(max_examples=300, deadline=None)
@given(
    step=st.sampled_from([1, 5, 10, 100]),
    direction=st.sampled_from(list(RoundingDirection)),
    total=st.integers(1, 1_000),
    given_amounts=st.lists(st.tuples(st.sampled_from(["cash", "card", "foreign"]), AMOUNTS), max_size=5),
)
@example(step=100, direction=RoundingDirection.NEAREST, total=450, given_amounts=[("cash", 451)])
@example(step=100, direction=RoundingDirection.NEAREST, total=450, given_amounts=[("foreign", 451)])
def test_whatever_closes_completes(
    step: int, direction: RoundingDirection, total: int, given_amounts: list[tuple[str, int]]
) -> None:
    store = replace(STORE, cash_step=step, cash_direction=direction)
    milk = product("milk")
    bought = basket([line(1, milk)])
    priced = price(bought, book([(milk, total)]))
    left, paid, closed = priced.total, [], False
    for kind, amount in [*given_amounts, ("cash", 10_000)]:
        if closed or left == 0:
            break
        due = settlement.due_in_cash(left, store)
        if kind == "card":
            counts, handed = min(amount, left), min(amount, left)
        elif kind == "cash":
            counts, handed = min(amount, due), amount
            closed = amount >= due or settlement.closes(left, amount, store)
        else:
            counts, handed = settlement.foreign_pays(left, amount, store), amount
            closed = counts < amount or amount >= due or settlement.closes(left, amount, store)
        classes = {"card": TenderClass.CARD, "cash": TenderClass.CASH, "foreign": TenderClass.FOREIGN_CASH}
        paid.append(Payment(kind, classes[kind], counts, handed))
        left -= counts
    sale = settlement.complete(
        bought, priced, paid, sale_id="s", receipt_number="1", store=store, register_id="r", shift_id="h",
        cashier_id="m", cashier_name="M", now=NOW,
    )  # fmt: skip
    assert sale.total + sale.cash_rounding == sum(p.amount for p in paid)
    assert abs(sale.cash_rounding) < max(1, step)


def test_foreign_change_is_in_pieces_that_there_are() -> None:
    five = replace(STORE, cash_step=5)
    ruble = replace(STORE, cash_step=100, cash_direction=RoundingDirection.DOWN)
    assert [10_037 - settlement.foreign_pays(left, 10_037, five) for left in (399, 402)] == [9_640, 9_635]
    assert 10_037 - settlement.foreign_pays(6_984, 10_037, ruble) == 3_100
    assert settlement.foreign_pays(6_984, 10_000, ruble) == 6_900


def test_notes_are_whole_money(paying: Shop) -> None:
    view = paying.payments.view()
    assert all(note.given % 100 == 0 for note in view.notes[1:])
