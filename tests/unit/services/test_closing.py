"""The end of a shift: nothing is sold while it is counted, nothing known before the comparison, one Z comes of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest

from pos_client.db.journal import verify
from pos_client.devices.ports import FiscalState
from pos_client.devices.simulators.fiscal import FiscalSimulator
from pos_client.domain.staff import Permission
from pos_client.services.desk import ServiceError
from pos_client.services.shift.count_state import CountState
from pos_client.services.shift.z_commit import ZCommit, ZWish
from pos_client.services.upkeep.recovery import recover
from pos_client.services.views import NeedsApproval
from sync.protocol.events import CashMoveBody, instant
from tests.support.waiting import wait_until
from tests.unit.services.conftest import Goods, Opener
from tests.unit.services.counting import OPENING, close, compared, done, fill, put_down, wish
from tests.unit.services.shop import CASHIER, MANAGER, SECONDS, SENIOR, START, Clock, Shop, make_fiscal, with_fiscal


def sell(shop: Shop, goods: Goods, count: int = 1) -> int:
    """Sell for cash; returns what came into the drawer."""
    taken = 0
    for number in range(count):
        shop.scan(goods.plain[number].gtin)
        sale = shop.pay_cash()
        taken += sale.total + sale.cash_rounding
    return taken


def whole_numbers(view: Any) -> set[int]:
    """Return every whole number anywhere in a view."""
    if isinstance(view, bool) or view is None:
        return set()
    if isinstance(view, int):
        return {view}
    if isinstance(view, (tuple, list)):
        return set().union(*(whole_numbers(one) for one in view)) if view else set()
    if isinstance(view, msgspec.Struct):
        return set().union(*(whole_numbers(getattr(view, name)) for name in view.__struct_fields__))
    return set()


def test_a_shift_is_counted_compared_and_closed_with_its_z(shop: Shop, goods: Goods) -> None:
    taken = sell(shop, goods, 3)
    view = compared(shop, OPENING + taken)
    assert (view.cash_counted, view.cash_over_short, view.over_short) == (OPENING + taken, 0, 0)
    assert not view.needs_explanation
    assert not view.needs_approval
    shift_id = shop.desk.shift_id
    ended = close(shop, wish(300_000, reason_id=""))
    assert (ended.z_number, ended.cash_left, ended.cash_removed) == (1, 300_000, OPENING + taken - 300_000)
    assert shop.desk.shift_id == ""
    assert not shop.desk.counting
    (body,) = shop.bodies("z_report")
    assert (body.shift_id, body.bag_number, body.forgotten) == (shift_id, "0048 2217", False)
    assert body.figures.sales == 3
    assert body.figures.sales_total == sum(sale.total for sale in shop.bodies("sale"))
    cash = next(part for part in body.tenders if part.tender_class == "cash")
    assert (cash.expected, cash.counted, cash.over_short) == (OPENING + taken, OPENING + taken, 0)
    row = shop.journal.reader().shift(shift_id)
    assert row is not None
    assert row.closed_at is not None


def test_a_z_lets_finished_papers_of_last_month_go_and_no_others(shop: Shop) -> None:
    def queue(*jobs: str) -> None:
        for job in jobs:
            shop.journal.submit(lambda w, job=job: w.queue_print(job, "receipt", b"d", job)).result()  # type: ignore[misc]

    now, shop.clock.now = shop.clock.now, shop.clock.now - timedelta(days=31)
    queue("old", "waiting")
    shop.journal.submit(lambda w: w.mark_print("old", "printed")).result()
    shop.clock.now = now
    queue("new")
    shop.journal.submit(lambda w: w.mark_print("new", "printed")).result()
    compared(shop, OPENING)
    close(shop, wish(0))
    kept = {job for job in ("old", "waiting", "new") if shop.journal.reader().print_job(job) is not None}
    assert kept == {"waiting", "new"}


def test_nothing_is_sold_or_moved_from_the_first_count(shop: Shop, goods: Goods) -> None:
    done(shop.services.closing.begin_count())
    assert shop.scan(goods.plain[0].gtin).code == "counting"
    assert shop.checkout.basket.is_empty
    with pytest.raises(ServiceError, match="empty"):
        shop.payments.open()
    with pytest.raises(ServiceError, match="counting"):
        shop.services.returns.find("TV03-000001")
    with pytest.raises(ServiceError, match="counting"):
        shop.services.cash_moves.move("paid_in", 100, "paid_in.change")
    with pytest.raises(ServiceError, match="counting"):
        shop.services.cash_moves.no_sale("no_sale.change")
    with pytest.raises(ServiceError, match="counting"):
        shop.services.reports.x_report()
    assert shop.bodies("sale") == shop.bodies("cash_move") == shop.bodies("x_report") == []


def test_a_basket_in_hand_or_money_taken_stops_the_count(shop: Shop, goods: Goods) -> None:
    shop.scan(goods.plain[0].gtin)
    with pytest.raises(ServiceError, match="basket_open"):
        shop.services.closing.begin_count()
    shop.payments.open()
    shop.payments.cash("cash", 1_000)
    with pytest.raises(ServiceError, match="parts_taken"):
        shop.services.closing.begin_count()
    assert not shop.desk.counting


def test_no_view_tells_what_is_expected_before_the_comparison(shop: Shop, goods: Goods) -> None:
    taken = sell(shop, goods, 2)
    secret = OPENING + taken
    done(shop.services.closing.begin_count())
    assert secret not in whole_numbers(shop.services.closing.count_view())
    fill(shop, 100_000)
    seen = whole_numbers(shop.services.closing.count_view())
    assert not {secret, taken, secret - 100_000} & seen
    with pytest.raises(ServiceError, match="not_compared"):
        shop.services.closing.compare_view()
    done(shop.services.closing.compare())
    assert secret in whole_numbers(shop.services.closing.compare_view())


def test_an_empty_field_is_not_zero(shop: Shop) -> None:
    closing = shop.services.closing
    done(closing.begin_count())
    put_down(shop, OPENING)
    with pytest.raises(ServiceError, match="fields_left"):
        closing.compare()
    fill(shop, OPENING)
    last = closing.count_view().kinds[0].fields[-1].value
    assert closing.set_pieces("cash", last, None).fields_left == 1
    with pytest.raises(ServiceError, match="fields_left"):
        closing.compare()
    for wrong in (-1, 100_001):
        with pytest.raises(ServiceError, match="bad_count"):
            closing.set_pieces("cash", last, wrong)
    with pytest.raises(ServiceError, match="unknown_denomination"):
        closing.set_pieces("cash", 333, 1)


def test_a_count_survives_a_power_cut_and_selling_stays_stopped(opener: Opener, goods: Goods) -> None:
    first = opener(clock=Clock())
    first.begin()
    taken = sell(first, goods)
    done(first.services.closing.begin_count())
    first.services.closing.set_pieces("cash", 100_000, 5)
    first.services.closing.set_amount("voucher", 5_000, 1)
    first.settle()
    first.journal.close()  # nothing else is put away
    again = opener(clock=Clock())
    again.desk.cashier = again.member(CASHIER)
    recover(again.services)
    assert again.desk.counting
    drawer, *others = again.services.closing.count_view().kinds
    assert {field.value: field.pieces for field in drawer.fields if field.pieces is not None} == {100_000: 5}
    assert next(kind.amount for kind in others if kind.tender_id == "voucher") == 5_000
    assert again.scan(goods.plain[0].gtin).code == "counting"
    view = compared(again, OPENING + taken)
    again.settle()
    again.journal.close()
    third = opener(clock=Clock())
    third.desk.cashier = third.member(CASHIER)
    recover(third.services)
    assert third.services.closing.compare_view() == view
    assert close(third).z_number == 1


def test_a_cancelled_count_sells_on_and_leaves_its_trace(shop: Shop, goods: Goods) -> None:
    done(shop.services.closing.begin_count())
    put_down(shop, 123_000)
    done(shop.services.closing.cancel_count("a customer came"))
    (body,) = shop.bodies("count_cancelled")
    assert (body.compared, body.reason, body.counted[0].counted) == (False, "a customer came", 123_000)
    (opened,) = shop.bodies("cash_move")  # or a count begun and given up would open the drawer unseen
    assert (opened.kind, opened.reason, opened.by) == ("no_sale", "counting", shop.member(CASHIER).staff_id)
    assert sell(shop, goods)
    assert done(shop.services.closing.begin_count()) is None
    assert shop.services.closing.count_view().kinds[0].fields_left > 0


def test_a_count_is_not_given_up_alone_once_expected_was_seen(shop: Shop) -> None:
    compared(shop, OPENING - 5_000)
    needed = shop.services.closing.cancel_count()
    assert isinstance(needed, NeedsApproval)
    assert shop.desk.counting
    done(shop.services.closing.cancel_count("", shop.approve(needed)))
    assert shop.bodies("count_cancelled")[0].approved_by == shop.member(MANAGER).staff_id
    view = compared(shop, OPENING)
    assert view.recounts_left == 1  # what was counted before counts
    assert view.rows[0].first_count == OPENING - 5_000
    close(shop, wish(OPENING, reason_id=""))
    shop.close()
    assert verify(shop.directory / "journal.sqlite").problems == ()


def test_counting_again_hides_nothing_and_ends(shop: Shop) -> None:
    view = compared(shop, OPENING - 20_000)
    assert (view.cash_over_short, view.recounts_left) == (-20_000, 2)
    for cash in (OPENING - 10_000, OPENING):
        counting = shop.services.closing.recount("cash")
        assert counting.fields_left == len(counting.kinds[0].fields)
        put_down(shop, cash)
        done(shop.services.closing.compare())
    view = shop.services.closing.compare_view()
    assert (view.cash_over_short, view.rows[0].first_count, view.recounts_left) == (0, OPENING - 20_000, 0)
    with pytest.raises(ServiceError, match="no_recounts"):
        shop.services.closing.recount("cash")
    found = [body.counted[0].counted for body in shop.bodies("count_compared")]
    assert found == [OPENING - 20_000, OPENING - 10_000, OPENING]
    close(shop, wish(OPENING, reason_id=""))
    (body,) = shop.bodies("z_report")
    assert (body.rounds, body.tenders[0].first_count) == (3, OPENING - 20_000)


def test_a_difference_above_the_limit_wants_a_reason_and_above_the_next_somebody_else(shop: Shop) -> None:
    closing = shop.services.closing
    view = compared(shop, OPENING - 10_000)
    assert not view.needs_explanation  # exactly the limit
    shop.services.closing.recount("cash")
    put_down(shop, OPENING - 10_100)
    done(closing.compare())
    assert closing.compare_view().needs_explanation
    with pytest.raises(ServiceError, match="reason_needed"):
        closing.close(wish(0, reason_id=""))
    with pytest.raises(ServiceError, match="reason_words_needed"):
        closing.close(wish(0, reason_id="over_short.other"))
    shop.services.closing.recount("cash")
    put_down(shop, OPENING - 100_100)
    done(closing.compare())
    needed = closing.close(wish())
    assert isinstance(needed, NeedsApproval)
    with pytest.raises(ServiceError, match="own_act"):
        shop.approve(needed, CASHIER)
    assert shop.bodies("z_report") == []
    close(shop, wish(0, note="gone since noon"))
    (body,) = shop.bodies("z_report")
    assert (body.approved_by, body.explanation) == (
        shop.member(MANAGER).staff_id,
        "over_short.wrong_change: gone since noon",
    )


def test_a_manager_who_sold_into_the_till_does_not_approve_alone(opener: Opener, goods: Goods) -> None:
    shop = opener(clock=Clock())
    shop.begin(MANAGER)
    sell(shop, goods)
    compared(shop, 0)
    needed = shop.services.closing.close(wish())
    assert isinstance(needed, NeedsApproval)
    with pytest.raises(ServiceError, match="own_act"):
        shop.approve(needed, MANAGER)


def test_money_that_stays_and_the_bag(shop: Shop) -> None:
    closing = shop.services.closing
    compared(shop, OPENING)
    assert closing.compare_view().proposed_left == 300_000  # the store's float
    with pytest.raises(ServiceError, match="cash_left_above_counted"):
        closing.close(wish(OPENING + 1))
    with pytest.raises(ServiceError, match="cash_left_above_counted"):
        closing.close(wish(-1))
    with pytest.raises(ServiceError, match="bag_needed"):
        closing.close(wish(100_000, bag_number="  "))
    assert close(shop, wish(OPENING, bag_number="", reason_id="")).cash_removed == 0


def test_the_opening_count_is_compared_with_what_was_left_only_afterwards(shop: Shop) -> None:
    compared(shop, OPENING)
    close(shop, wish(200_000, reason_id=""))
    shift_id = done(shop.services.shifts.open([(100_000, 1), (50_000, 1)]))
    shop.services.shifts.opened(shift_id)
    opening = shop.services.shifts.opening()
    assert opening is not None
    assert (opening.counted, opening.expected, opening.difference) == (150_000, 200_000, -50_000)
    assert shop.bodies("shift_opened")[-1].expected_cash == 200_000
    assert compared(shop, 150_000).opening == opening


def test_two_clicks_of_close_give_one_z(shop: Shop) -> None:
    compared(shop, OPENING)
    first = shop.services.closing.close(wish(OPENING))
    with pytest.raises(ServiceError, match=r"busy|not_counting"):
        shop.services.closing.close(wish(OPENING))
    assert done(first).z_number == 1
    assert len(shop.bodies("z_report")) == 1
    with pytest.raises(ServiceError, match="not_counting"):
        shop.services.closing.close(wish(OPENING))


def test_z_numbers_leave_no_gap(shop: Shop, goods: Goods) -> None:
    for number in range(1, 4):
        taken = sell(shop, goods)
        compared(shop, OPENING + taken)
        assert close(shop, wish(OPENING, reason_id="")).z_number == number
        if number < 3:
            shop.begin()
    assert [body.z_number for body in shop.bodies("z_report")] == [1, 2, 3]
    shop.close()
    assert verify(shop.directory / "journal.sqlite").problems == ()


def test_a_forgotten_shift_is_closed_by_a_manager_and_marked(shop: Shop, goods: Goods) -> None:
    taken = sell(shop, goods)
    shop.clock.forward(hours=20)
    shift = shop.services.shifts.view()
    assert shift is not None
    assert (shift.warning, shift.is_forgotten, shift.is_own) == ("shift_day_over", True, True)
    needed = shop.services.closing.begin_count()
    assert isinstance(needed, NeedsApproval)
    assert needed.permission.value == "close_others_shift"
    shop.desk.cashier = shop.member(MANAGER)
    compared(shop, OPENING + taken)
    close(shop, wish(OPENING, reason_id=""))
    (body,) = shop.bodies("z_report")
    assert body.forgotten
    assert (body.opened_by, body.closed_by) == (shop.member(CASHIER).staff_id, shop.member(MANAGER).staff_id)


def test_somebody_elses_shift_needs_the_right(shop: Shop) -> None:
    owner = shop.member(CASHIER)
    shop.desk.cashier = next(m for m in shop.replica.live.staff() if m.role == owner.role and m != owner)
    needed = shop.services.closing.begin_count()
    assert isinstance(needed, NeedsApproval)
    done(shop.services.closing.begin_count(shop.approve(needed)))
    fill(shop, OPENING)
    done(shop.services.closing.compare())
    involved = {shop.desk.staff.staff_id, shop.member(CASHIER).staff_id}
    shop.desk.cashier = next(
        m
        for m in shop.replica.live.staff()
        if not m.role.allows(Permission.CLOSE_OTHERS_SHIFT) and m.staff_id not in involved
    )
    assert isinstance(shop.services.closing.close(wish(OPENING, reason_id="")), NeedsApproval)


def test_suspended_baskets_are_dropped_or_carried_visibly(shop: Shop, goods: Goods) -> None:
    for number in range(2):
        shop.scan(goods.plain[number].gtin)
        shop.services.suspended.suspend(f"customer {number}").result(10)
    view = compared(shop, OPENING)
    assert len(view.suspended) == 2
    with pytest.raises(ServiceError, match="baskets_suspended"):
        shop.services.closing.close(wish(OPENING))
    with pytest.raises(ServiceError, match="counting"):
        shop.services.suspended.recall(view.suspended[0].basket_id)
    gone = view.suspended[0].basket_id
    needed = shop.services.suspended.drop(gone, "cancel.customer_left")
    assert isinstance(needed, NeedsApproval)
    done(shop.services.suspended.drop(gone, "cancel.customer_left", approval=shop.approve(needed)))
    (dropped,) = shop.bodies("basket_cancelled")
    assert (dropped.basket_id, dropped.was_suspended, dropped.reason) == (gone, True, "cancel.customer_left")
    kept = shop.services.closing.compare_view().suspended
    assert [one.basket_id for one in kept] == [view.suspended[1].basket_id]
    close(shop, wish(OPENING, carry_baskets=True))
    (body,) = shop.bodies("z_report")
    assert [(one.basket_id, one.total, one.label) for one in body.carried_baskets] == [
        (kept[0].basket_id, kept[0].total, kept[0].label)
    ]
    assert (body.figures.dropped, body.figures.dropped_total) == (1, dropped.total)
    shop.begin()
    shop.services.suspended.recall(kept[0].basket_id)


def kept_count(shop: Shop) -> CountState:
    shop.settle()
    data = shop.journal.reader().value("shift.count")
    assert data is not None
    return msgspec.json.decode(data, type=CountState)


def asked(shop: Shop) -> ZWish:
    return ZWish(wish(OPENING), "", shop.member(CASHIER).staff_id, "", is_forgotten=False)


def test_a_close_repeated_gives_the_z_there_is(shop: Shop) -> None:
    """As after a commit that reported a failure and had gone through."""
    compared(shop, OPENING)
    state, commit, wanted = kept_count(shop), ZCommit(shop.desk, shop.services.reports), asked(shop)
    first = shop.journal.submit(lambda writer: commit.write(writer, state, wanted)).result(SECONDS)
    again = shop.journal.submit(lambda writer: commit.write(writer, state, wanted)).result(SECONDS)
    assert first == again
    assert [body.z_number for body in shop.bodies("z_report")] == [1]


def test_what_was_written_since_the_comparison_is_compared_again(shop: Shop) -> None:
    compared(shop, OPENING)
    late = CashMoveBody(
        move_id="late",
        kind="paid_in",
        amount=700,
        currency="RUB",
        reason="paid_in.change",
        shift_id=shop.desk.shift_id,
        by=shop.member(SENIOR).staff_id,
        at=instant(shop.clock.now),
    )
    shop.journal.submit(lambda writer: writer.append("cash_move", late)).result(SECONDS)  # past every rule
    refused = shop.services.closing.close(wish(OPENING))
    assert not isinstance(refused, NeedsApproval)
    with pytest.raises(ServiceError, match="changed_since_count"):
        refused.result(SECONDS)
    assert shop.bodies("z_report") == []
    assert not shop.services.closing.is_compared
    done(shop.services.closing.compare())
    view = shop.services.closing.compare_view()
    assert (view.cash_over_short, view.recounts_left) == (-700, 2)  # comparing again is no counting again
    assert close(shop, wish(OPENING, reason_id="")).z_number == 1


def test_the_drawer_is_opened_during_a_count_by_whoever_may_count(shop: Shop) -> None:
    done(shop.services.closing.begin_count())
    shop.desk.cashier = shop.member("technician")
    with pytest.raises(ServiceError, match="not_allowed"):
        shop.services.closing.open_drawer()
    assert shop.bodies("cash_move") == []
    shop.desk.cashier = shop.member(CASHIER)
    done(shop.services.closing.open_drawer())
    compared(shop, OPENING)
    close(shop, wish(OPENING, reason_id=""))
    assert shop.bodies("z_report")[0].figures.no_sales == 1
    shop.close()
    assert verify(shop.directory / "journal.sqlite").problems == ()


@pytest.fixture
def device() -> Iterator[FiscalSimulator]:
    with FiscalSimulator(now=START, opens_by_itself=False) as simulator:
        yield simulator


@pytest.mark.parametrize("answers", [True, False])
def test_the_fiscal_day_is_a_step_after_our_own_z(
    opener: Opener, folder: Path, device: FiscalSimulator, goods: Goods, *, answers: bool
) -> None:
    make_fiscal(folder)
    shop = opener(with_fiscal(device.address), clock=Clock())
    shop.begin()
    taken = sell(shop, goods)
    wait_until(lambda: len(shop.bodies("fiscal_answer")) == 1, "the receipt's registration")
    if not answers:
        device.stop()
    compared(shop, OPENING + taken)
    ended = close(shop, wish(OPENING, reason_id=""))
    assert (ended.z_number, ended.fiscal_step) == (1, True)
    answer = shop.services.closing.close_fiscal_day()
    assert answer.state is (FiscalState.REGISTERED if answers else FiscalState.UNKNOWN)
    asked_last, told = shop.bodies("fiscal_requested")[-1], shop.bodies("fiscal_answer")[-1]
    assert (asked_last.kind, told.request_id, told.state) == ("close_day", asked_last.request_id, answer.state.value)
    assert len(shop.bodies("z_report")) == 1


def test_a_store_without_a_fiscal_device_has_no_such_step(shop: Shop) -> None:
    with pytest.raises(ServiceError, match="no_fiscal_device"):
        shop.services.closing.close_fiscal_day()
