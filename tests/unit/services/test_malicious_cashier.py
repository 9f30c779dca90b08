"""What a dishonest cashier would try at the till: each is refused, or stands in the register of exceptions by name."""

from __future__ import annotations

from datetime import timedelta

import pytest
from msgspec.structs import replace
from pysqlite3 import dbapi2

from pos_client.db.journal import verify
from pos_client.domain.barcode import encode_badge
from pos_client.domain.basket import ManualDiscount, ManualKind
from pos_client.domain.staff import Permission
from pos_client.services.desk import ServiceError
from pos_client.services.people.exception_entries import Entry, Kind
from pos_client.services.people.pin_guard import TRIES_PER_PERSON
from pos_client.services.upkeep.clock_watch import ClockWatch
from pos_client.services.upkeep.journal_view import Query
from pos_client.services.views import Approval, NeedsApproval, Taken
from tests.unit.services.conftest import Goods, Opener
from tests.unit.services.shop import CASHIER, MANAGER, SENIOR, Shop
from tests.unit.services.test_exceptions import report


def seen(shop: Shop, kind: Kind) -> list[Entry]:
    """Return what the manager finds of a kind, oldest first."""
    return [entry for entry in reversed(report(shop).entries) if entry.kind is kind]


def guess(shop: Shop, staff_id: str, pin: str) -> str:
    try:
        shop.services.staff.check_pin(staff_id, pin)
    except ServiceError as error:
        return error.code
    return "right"


def test_guessing_the_managers_pin_with_restarts_and_the_clock_gets_five_tries(shop: Shop, opener: Opener) -> None:
    manager, cashier = shop.member(MANAGER).staff_id, shop.desk.staff.staff_id
    answers = [guess(shop, manager, f"90{n:02}") for n in range(8)]
    shop.clock.now += timedelta(days=1)
    answers += [guess(shop, manager, f"91{n:02}") for n in range(3)]
    shop.clock.now -= timedelta(days=400)
    answers += [guess(shop, manager, f"92{n:02}") for n in range(3)]
    shop.close()
    again = opener(clock=shop.clock)
    answers += [guess(again, manager, f"93{n:02}") for n in range(3)]
    assert answers.count("wrong_pin") == TRIES_PER_PERSON
    assert set(answers[TRIES_PER_PERSON:]) == {"pin_wait"}
    again.clock.now = shop.clock.now + timedelta(days=400)
    again.desk.cashier = again.member(CASHIER)
    wrong = seen(again, Kind.WRONG_PIN)
    assert [(entry.staff_id, entry.about) for entry in wrong] == [(cashier, manager)] * TRIES_PER_PERSON
    assert [entry.grave for entry in seen(again, Kind.THROTTLED)] == [True]


def test_a_copied_badge_opens_nothing_and_approves_nothing(shop: Shop, goods: Goods) -> None:
    copy = encode_badge(shop.member(MANAGER).badge)
    shop.scan(goods.plain[0].gtin)
    shop.payments.open()
    shop.payments.leave()
    needed = shop.checkout.cancel("cancel.customer_left")
    assert isinstance(needed, NeedsApproval)
    for symbology in ("code128", "qr", "chip"):
        with pytest.raises(ServiceError, match="chip_needed"):
            shop.services.staff.approve_by_chip(copy, symbology, needed, "cancel.customer_left")
    shop.services.staff.lock()
    assert [shop.services.staff.log_in_by_badge(copy, "qr") for _ in range(3)] == [None] * 3
    assert shop.desk.cashier is None
    assert shop.bodies("approval") == []


def test_ones_own_act_is_approved_by_nobody_of_the_same_person(shop: Shop, goods: Goods) -> None:
    shop.desk.cashier = replace(shop.member(CASHIER), person_id=shop.member(MANAGER).staff_id)
    shop.scan(goods.plain[0].gtin)
    shop.payments.open()
    shop.payments.leave()
    with pytest.raises(ServiceError, match="own_act"):
        shop.approve(shop.checkout.cancel("cancel.customer_left"))


def test_an_approval_serves_once_for_one_line_of_one_basket(shop: Shop, goods: Goods) -> None:
    checkout = shop.checkout
    lines = [shop.scan(goods.plain[n].gtin).line_id for n in range(3)]
    shop.payments.open()
    shop.payments.leave()
    approval = shop.approve(checkout.void_line(lines[0]))
    assert isinstance(checkout.void_line(lines[0], approval), Taken)
    assert isinstance(checkout.void_line(lines[1], approval), NeedsApproval)  # used
    other = shop.approve(checkout.void_line(lines[1]))
    assert isinstance(checkout.void_line(lines[2], other), NeedsApproval)  # for another line
    assert isinstance(checkout.void_line(lines[1], other), NeedsApproval)  # and spent by trying
    forged = Approval("S1004", Permission.LINE_VOID, 10**9, "x", "0" * 32, sensitive=True, asked_by="S1001")
    assert isinstance(checkout.void_line(lines[1], forged), NeedsApproval)
    assert [entry.grave for entry in seen(shop, Kind.LINE_VOID)] == [True]
    assert [entry.approved_by for entry in seen(shop, Kind.APPROVAL)] == [shop.member(MANAGER).staff_id] * 2


def test_slices_under_the_limit_are_judged_together(shop: Shop, goods: Goods) -> None:
    limit = shop.desk.staff.role.limit(Permission.LOWER_QUANTITY)
    assert limit is not None
    line = shop.checkout.take(f"99*{goods.plain[0].gtin}").line_id
    assert shop.checkout.priced.line(line).to_pay > limit
    taken, left = 0, 99
    while left > 1:
        answer = shop.checkout.set_quantity(line, (left - 1) * 1000)
        if isinstance(answer, NeedsApproval):
            break
        taken, left = taken + 1, left - 1
    assert left > 1, "the whole line went away in slices"
    slices = seen(shop, Kind.LOWERED)
    assert len(slices) == taken
    assert sum(entry.amount or 0 for entry in slices) <= limit


def test_slices_of_a_discount_are_judged_together(shop: Shop, goods: Goods) -> None:
    line = shop.scan(goods.plain[0].gtin).line_id
    five = ManualDiscount(ManualKind.PERCENT, 500, "discount.damaged", "")
    assert isinstance(shop.checkout.set_manual(line, five), Taken)
    assert isinstance(shop.checkout.set_basket_discount(five), NeedsApproval)


def test_cancelling_after_the_customer_saw_the_total_needs_a_yes_and_is_marked(shop: Shop, goods: Goods) -> None:
    shop.scan(goods.plain[0].gtin)
    shop.payments.open()
    shop.payments.leave()
    needed = shop.checkout.cancel("cancel.test")
    assert isinstance(needed, NeedsApproval)
    assert needed.sensitive
    shop.checkout.cancel("cancel.test", shop.approve(needed))
    (cancelled,) = seen(shop, Kind.CANCELLED)
    assert (cancelled.grave, cancelled.staff_id) == (True, shop.desk.staff.staff_id)


def test_striking_every_line_instead_of_cancelling_leaves_each_of_them(shop: Shop, goods: Goods) -> None:
    lines = [shop.scan(goods.plain[n].gtin).line_id for n in range(3)]
    worth = [shop.checkout.priced.line(line).to_pay for line in lines]
    for line in lines:
        assert isinstance(shop.checkout.void_line(line), Taken)
    assert [entry.amount for entry in seen(shop, Kind.LINE_VOID)] == worth
    assert [entry.reason for entry in seen(shop, Kind.CANCELLED)] == ["all_voided"]


def test_suspending_after_the_total_and_forgetting_stays_in_sight(shop: Shop, goods: Goods) -> None:
    shop.scan(goods.plain[0].gtin)
    shop.payments.open()
    shop.payments.leave()
    basket_id, total = shop.checkout.basket.basket_id, shop.checkout.view().total
    shop.services.suspended.suspend("nobody").result(20)
    (parked,) = seen(shop, Kind.PARKED)
    assert (parked.document, parked.amount, parked.staff_id) == (basket_id, total, shop.desk.staff.staff_id)
    shop.services.suspended.recall(basket_id)
    assert isinstance(shop.checkout.cancel("cancel.test"), NeedsApproval)  # it still knows that Pay was opened


def test_moving_the_clock_is_written_down_with_who_was_at_the_till(shop: Shop) -> None:
    shop.services.staff.log_in(shop.member(CASHIER))
    watch = ClockWatch(shop.desk, lambda _code: None, steady=shop.clock.steady)
    watch.check()
    for by in (timedelta(hours=-3), timedelta(hours=3)):
        shop.clock.now += by
        watch.check()
    jumps = seen(shop, Kind.CLOCK)
    assert [(entry.staff_id, entry.note, entry.grave) for entry in jumps] == [
        (shop.member(CASHIER).staff_id, "-10800", True),
        (shop.member(CASHIER).staff_id, "10800", False),
    ]


def test_a_file_edited_by_hand_is_found_by_the_check_and_by_the_viewer(shop: Shop, goods: Goods) -> None:
    shop.scan(goods.plain[0].gtin)
    needed_void = shop.checkout.void_line(shop.scan(goods.plain[1].gtin).line_id)
    assert isinstance(needed_void, Taken)
    shop.pay_cash()
    shop.settle()
    path = shop.journal.path
    raw = dbapi2.connect(str(path))
    (trigger,) = raw.execute("SELECT sql FROM sqlite_master WHERE name = 'event_no_update'").fetchone()
    raw.execute("DROP TRIGGER event_no_update")  # whoever has the file can do that
    (seq,) = raw.execute("SELECT seq FROM event WHERE type = 'line_voided'").fetchone()
    raw.execute(
        "UPDATE event SET bytes = CAST(replace(CAST(bytes AS TEXT), ?, ?) AS BLOB) WHERE seq = ?",
        (shop.member(CASHIER).staff_id, shop.member(SENIOR).staff_id, seq),
    )
    raw.execute(trigger)
    raw.commit()
    raw.close()
    assert ("hash_differs", seq) in {(problem.code, problem.seq) for problem in verify(path).problems}
    shop.desk.cashier = shop.member(MANAGER)
    answer = shop.services.journal_view.open()
    assert not isinstance(answer, NeedsApproval)
    answer.result(20)
    page = shop.services.journal_view.page(Query())
    assert (seq, "hash_differs") in page.troubles
    assert next(row.trouble for row in page.rows if row.seq == seq) == "hash_differs"


def test_nobody_looks_or_exports_without_the_right(shop: Shop) -> None:
    assert isinstance(shop.services.exceptions.open(), NeedsApproval)
    assert isinstance(shop.services.journal_view.open(), NeedsApproval)
    assert isinstance(shop.services.journal_view.prepare_export(), NeedsApproval)
    with pytest.raises(ServiceError, match="not_allowed"):
        shop.services.journal_view.page(Query())
    with pytest.raises(ServiceError, match="not_allowed"):
        shop.services.journal_view.show(1)
    assert shop.bodies("journal_viewed") == []
