"""Cash by hand: reasons, limits over the whole shift, slips and the drawer only after the commit."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from pos_client.db.journal import JournalWriteError
from pos_client.devices.simulators.printer import PrinterSimulator
from pos_client.domain.staff import Permission
from pos_client.services.desk import ServiceError
from pos_client.services.shift.cash_moves import MOVES
from pos_client.services.views import NeedsApproval
from tests.support.escpos_decoder import decode
from tests.support.waiting import wait_until
from tests.unit.services.conftest import Opener
from tests.unit.services.counting import OPENING, compared, done, writes_refused
from tests.unit.services.shop import CASHIER, MANAGER, SECONDS, SENIOR, Clock, Shop, with_printer

LIMIT = 500_000  # of the demo's cashier, in kopecks


@pytest.fixture
def printer() -> Iterator[PrinterSimulator]:
    with PrinterSimulator() as simulator:
        yield simulator


def reason(kind: str) -> str:
    return {"paid_in": "paid_in.change", "paid_out": "paid_out.supplies", "safe_drop": "safe_drop.limit"}[kind]


def test_each_move_is_journalled_with_who_why_and_what(shop: Shop) -> None:
    moves = shop.services.cash_moves
    done(moves.move("paid_in", 30_000, "paid_in.change"))
    done(moves.move("paid_out", 12_000, "paid_out.other", note="a cab for\nthe cake"))
    done(moves.move("safe_drop", 100_000, "safe_drop.limit", bag="BAG-77"))
    told = [(b.kind, b.amount, b.reason, b.reference, b.by, b.approved_by) for b in shop.bodies("cash_move")]
    who = shop.member(CASHIER).staff_id
    assert told == [
        ("paid_in", 30_000, "paid_in.change", "", who, ""),
        ("paid_out", 12_000, "paid_out.other: a cab for the cake", "", who, ""),
        ("safe_drop", 100_000, "safe_drop.limit", "BAG-77", who, ""),
    ]
    assert [row.kind for row in moves.of_shift()] == ["safe_drop", "paid_out", "paid_in"]
    assert compared(shop, OPENING + 30_000 - 12_000 - 100_000).cash_over_short == 0


def test_what_is_missing_in_a_move_is_refused(shop: Shop) -> None:
    moves = shop.services.cash_moves
    for code, kind, amount, why, bag in (
        ("amount_not_positive", "paid_in", 0, "paid_in.change", ""),
        ("amount_not_positive", "paid_in", -1, "paid_in.change", ""),
        ("reason_needed", "paid_in", 100, "", ""),
        ("reason_needed", "paid_in", 100, "paid_out.supplies", ""),
        ("reason_words_needed", "paid_in", 100, "paid_in.other", ""),
        ("bag_needed", "safe_drop", 100, "safe_drop.limit", " \n"),
        ("unknown_move", "no_sale", 100, "no_sale.change", ""),
    ):
        with pytest.raises(ServiceError, match=code):
            moves.move(kind, amount, why, bag=bag)
    assert shop.bodies("cash_move") == []


@pytest.mark.parametrize("kinds", [("paid_out",), MOVES])
def test_slices_do_not_pass_the_limit(shop: Shop, kinds: tuple[str, ...]) -> None:
    moves = shop.services.cash_moves
    for number in range(10):
        kind = kinds[number % len(kinds)]
        moves.move(kind, LIMIT // 10, reason(kind), bag="B")  # not waited for: what is being written counts
    needed = moves.move("paid_out", 1, reason("paid_out"))
    assert isinstance(needed, NeedsApproval)
    assert (needed.permission, needed.amount) == (Permission.CASH_MOVE, LIMIT + 1)
    approved = shop.approve(needed)
    with pytest.raises(ServiceError, match="above_limit"):
        shop.approve(needed, "technician")
    assert isinstance(moves.move("safe_drop", 1, reason("safe_drop"), bag="B", approval=approved), NeedsApproval)
    done(moves.move("paid_out", 1, reason("paid_out"), approval=shop.approve(needed)))
    assert shop.bodies("cash_move")[-1].approved_by == shop.member(MANAGER).staff_id
    again = moves.move("paid_in", 1, reason("paid_in"))
    assert isinstance(again, NeedsApproval)  # what was approved counts, too
    assert again.amount == LIMIT + 2


def test_an_approver_s_limit_counts_the_slices_that_were_approved(shop: Shop) -> None:
    moves, senior = shop.services.cash_moves, 5_000_000
    needed = moves.move("paid_out", senior - 1_000, reason("paid_out"))
    done(moves.move("paid_out", senior - 1_000, reason("paid_out"), approval=shop.approve(needed, SENIOR)))
    needed = moves.move("paid_out", 2_000, reason("paid_out"))
    with pytest.raises(ServiceError, match="above_limit"):
        shop.approve(needed, SENIOR)


def test_the_limit_is_one_s_own_and_survives_a_restart(opener: Opener) -> None:
    first = opener(clock=Clock())
    first.begin()
    done(first.services.cash_moves.move("paid_out", LIMIT, reason("paid_out")))
    first.close()
    again = opener(clock=Clock())
    again.services.shifts.restore()
    again.desk.cashier = again.member(CASHIER)
    assert isinstance(again.services.cash_moves.move("paid_out", 1, reason("paid_out")), NeedsApproval)
    again.desk.cashier = again.member(SENIOR)
    done(again.services.cash_moves.move("paid_out", 1, reason("paid_out")))


def test_more_than_the_drawer_holds_is_refused_to_nobody(shop: Shop) -> None:
    """A refusal, or a question for a manager, would tell the expected cash to whoever tries amounts."""
    done(shop.services.cash_moves.move("paid_out", LIMIT, reason("paid_out")))
    shop.desk.cashier = shop.member(MANAGER)
    done(shop.services.cash_moves.move("paid_out", 100 * OPENING, reason("paid_out")))
    assert len(shop.bodies("cash_move")) == 2


def test_a_drawer_without_a_sale_is_approved_and_counted(shop: Shop) -> None:
    needed = shop.services.cash_moves.no_sale("no_sale.change")
    assert isinstance(needed, NeedsApproval)
    done(shop.services.cash_moves.no_sale("no_sale.change", approval=shop.approve(needed)))
    (body,) = shop.bodies("cash_move")
    assert (body.kind, body.amount, body.approved_by) == ("no_sale", 0, shop.member(MANAGER).staff_id)
    compared(shop, OPENING)
    done(shop.services.closing.open_drawer())
    assert shop.bodies("cash_move")[-1].reason == "counting"


def test_without_a_shift_no_cash_moves(opener: Opener) -> None:
    shop = opener(clock=Clock())
    shop.desk.cashier = shop.member(MANAGER)
    assert shop.services.cash_moves.blocked_by() == "no_shift"
    with pytest.raises(ServiceError, match="no_shift"):
        shop.services.cash_moves.move("paid_in", 100, reason("paid_in"))
    with pytest.raises(ServiceError, match="no_shift"):
        shop.services.cash_moves.no_sale("no_sale.change")


def test_slip_and_drawer_come_after_the_commit(opener: Opener, printer: PrinterSimulator) -> None:
    shop = opener(with_printer(printer.address), clock=Clock())
    shop.begin()
    done(shop.services.cash_moves.move("safe_drop", 123_400, "safe_drop.limit", bag="BAG-77"))
    wait_until(lambda: len(printer.papers) == 1 and printer.drawer_pulses == 1, "the slip and the drawer")
    paper = decode(printer.papers[0]).text
    assert "ИНКАССАЦИЯ" in paper
    assert "1 234,00" in paper
    assert "BAG-77" in paper
    assert "Много наличных" in paper
    assert printer.drawer_pulses == 1
    with writes_refused(shop):
        failed = shop.services.cash_moves.move("paid_out", 100, "paid_out.supplies")
        assert not isinstance(failed, NeedsApproval)
        assert isinstance(failed.exception(SECONDS), JournalWriteError)
    assert printer.drawer_pulses == 1
