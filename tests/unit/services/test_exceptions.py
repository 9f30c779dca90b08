"""The register of exceptions: listed by who, marked where it is grave, rated; looking is journalled."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest

from pos_client.domain.basket import ManualDiscount, ManualKind
from pos_client.domain.pricing import DiscountKind
from pos_client.services.desk import ServiceError
from pos_client.services.people.exception_entries import WATCHED, Kind
from pos_client.services.people.exceptions import Exceptions, PersonTotals, Report, Span, SpanKind, StoppedError
from pos_client.services.upkeep.clock_watch import ClockWatch
from pos_client.services.views import NeedsApproval, Taken
from pos_client.ui.i18n.event_words import KINDS, TYPES
from pos_client.ui.screens.exceptions.words import GROUPS
from sync.protocol.events import BODIES
from tests.unit.services.conftest import Goods
from tests.unit.services.shop import MANAGER, Shop


def report(shop: Shop, kind: SpanKind = SpanKind.ALL, looked_at: Exceptions | None = None) -> Report:
    """Let the manager look, as they would."""
    before, shop.desk.cashier = shop.desk.cashier, shop.member(MANAGER)
    register = looked_at or shop.services.exceptions
    answer = register.open()
    assert not isinstance(answer, NeedsApproval)
    answer.result(20)
    shop.settle()
    span = next(span for span in register.spans() if span.kind is kind)
    found = register.read(span)
    shop.desk.cashier = before
    return found


def kinds(found: Report) -> list[Kind]:
    return [entry.kind for entry in reversed(found.entries)]


def test_only_who_may_sees_it_and_the_look_is_journalled(shop: Shop) -> None:
    needed = shop.services.exceptions.open()
    assert isinstance(needed, NeedsApproval)
    with pytest.raises(ServiceError, match="not_allowed"):
        shop.services.exceptions.read(Span(SpanKind.ALL))
    approval = shop.approve(needed)
    answer = shop.services.exceptions.open(approval)
    assert not isinstance(answer, NeedsApproval)
    answer.result(20)
    (looked,) = shop.bodies("journal_viewed")
    assert (looked.by, looked.what) == (shop.desk.staff.staff_id, "exceptions")
    assert looked.approved_by == shop.member(MANAGER).staff_id
    shop.services.exceptions.read(Span(SpanKind.ALL))
    shop.desk.cashier = shop.member("senior")  # what one may see, the next may not
    with pytest.raises(ServiceError, match="not_allowed"):
        shop.services.exceptions.read(Span(SpanKind.ALL))


def test_a_void_a_lowering_and_a_discount_are_listed_with_who_how_much_and_why(shop: Shop, goods: Goods) -> None:
    struck = shop.scan(goods.plain[0].gtin).line_id
    kept = shop.checkout.take(f"3*{goods.plain[1].gtin}").line_id
    worth = shop.checkout.priced.line(struck).to_pay
    held = shop.checkout.priced.line(kept).to_pay
    assert isinstance(shop.checkout.void_line(struck), Taken)
    assert isinstance(shop.checkout.set_quantity(kept, 2_000), Taken)
    manual = ManualDiscount(ManualKind.PERCENT, 300, "discount.damaged", "")
    assert isinstance(shop.checkout.set_manual(kept, manual), Taken)
    sale = shop.pay_cash()
    found = report(shop)
    void, lowered, discount = (next(x for x in found.entries if x.kind is k) for k in kinds(found)[:3])
    cashier = shop.desk.staff.staff_id
    assert (void.kind, void.staff_id, void.amount, void.note) == (Kind.LINE_VOID, cashier, worth, goods.plain[0].sku)
    assert (lowered.kind, lowered.amount) == (Kind.LOWERED, held // 3)
    assert (discount.kind, discount.document) == (Kind.DISCOUNT, sale.receipt_number)
    given = sum(d.amount for line in sale.lines for d in line.priced.discounts if d.kind is DiscountKind.MANUAL)
    assert (discount.reason, discount.amount) == ("discount.damaged", given)
    assert given > 0
    assert {void.grave, lowered.grave} == {False}
    mine = next(person for person in found.people if person.staff_id == cashier)
    assert (mine.sales, mine.sales_total, mine.grave) == (1, sale.total, 0)
    assert mine.per_hundred(Kind.LINE_VOID) == 1000


def test_after_pay_was_opened_it_is_marked(shop: Shop, goods: Goods) -> None:
    shop.scan(goods.plain[0].gtin)
    shop.payments.open()
    shop.payments.leave()
    needed = shop.checkout.cancel("cancel.customer_left")
    assert isinstance(needed, NeedsApproval)
    shop.checkout.cancel("cancel.customer_left", shop.approve(needed))
    found = report(shop)
    cancelled = next(entry for entry in found.entries if entry.kind is Kind.CANCELLED)
    assert cancelled.grave
    assert cancelled.approved_by == shop.member(MANAGER).staff_id
    assert Kind.APPROVAL in kinds(found)


def test_a_suspended_basket_is_seen_before_anybody_drops_it_and_marked_the_next_day(shop: Shop, goods: Goods) -> None:
    shop.scan(goods.plain[0].gtin)
    shop.services.suspended.suspend("red hat").result(20)
    parked = next(entry for entry in report(shop).entries if entry.kind is Kind.PARKED)
    assert (parked.note, parked.staff_id, parked.grave) == ("red hat", shop.desk.staff.staff_id, False)
    shop.clock.forward(days=1)
    assert next(entry for entry in report(shop).entries if entry.kind is Kind.PARKED).grave


def test_the_day_begins_with_its_first_event_even_where_the_clock_was_wrong_for_a_while(
    shop: Shop, goods: Goods
) -> None:
    def void() -> None:
        assert isinstance(shop.checkout.void_line(shop.scan(goods.plain[0].gtin).line_id), Taken)
        shop.settle()

    void()  # yesterday
    shop.clock.forward(days=1)
    void()
    shop.clock.now -= timedelta(days=300)  # whoever hopes to hide the next one
    void()
    void()
    shop.clock.now += timedelta(days=300)
    void()
    assert kinds(report(shop, SpanKind.DAY)).count(Kind.LINE_VOID) == 4
    assert kinds(report(shop, SpanKind.ALL)).count(Kind.LINE_VOID) == 5


def test_a_shift_lists_what_is_its_own(shop: Shop, goods: Goods) -> None:
    with pytest.raises(ServiceError, match="wrong_pin"):
        shop.services.staff.check_pin(shop.member(MANAGER).staff_id, "9753")
    found = report(shop, SpanKind.SHIFT)
    wrong = next(entry for entry in found.entries if entry.kind is Kind.WRONG_PIN)
    assert (wrong.staff_id, wrong.about) == (shop.desk.staff.staff_id, shop.member(MANAGER).staff_id)
    assert found.filtered(staff_id=shop.member(MANAGER).staff_id) == tuple(
        entry for entry in found.entries if entry.concerns(shop.member(MANAGER).staff_id)
    )
    assert not found.filtered(frozenset({Kind.POST_VOID}))
    shop.scan(goods.plain[0].gtin)


def test_a_jump_of_the_clock_is_listed(shop: Shop) -> None:
    watch = ClockWatch(shop.desk, lambda _code: None, steady=shop.clock.steady)
    watch.check()
    shop.clock.now -= timedelta(hours=2)
    watch.check()
    clock = next(entry for entry in report(shop).entries if entry.kind is Kind.CLOCK)
    assert (clock.note, clock.grave) == ("-7200", True)


def test_what_is_listed_is_bounded_and_the_sums_are_not(shop: Shop, goods: Goods) -> None:
    for _ in range(5):
        assert isinstance(shop.checkout.void_line(shop.scan(goods.plain[0].gtin).line_id), Taken)
    found = report(shop, looked_at=Exceptions(shop.desk, shop.checkout.limits, most=3))
    assert len(found.entries) == 3
    count = next(count for person in found.people for kind, count, _amount in person.counts if kind is Kind.LINE_VOID)
    assert count == 5
    assert found.left_out + 3 == sum(count for person in found.people for _kind, count, _amount in person.counts)


def test_reading_tells_how_far_it_is_and_stops_when_told(shop: Shop, goods: Goods) -> None:
    for _ in range(3):
        shop.checkout.void_line(shop.scan(goods.plain[0].gtin).line_id)
    register = Exceptions(shop.desk, shop.checkout.limits, step=1)
    report(shop, looked_at=register)
    shop.desk.cashier = shop.member(MANAGER)
    stop, told = threading.Event(), []

    def progress(done: int, whole: int) -> None:
        told.append((done, whole))
        stop.set()

    with pytest.raises(StoppedError):
        register.read(Span(SpanKind.ALL), progress=progress, stop=stop)
    assert len(told) == 1
    assert told[0][1] > 0


def test_rates_are_per_hundred_sales_in_tenths() -> None:
    totals = PersonTotals("s", 240, 0, ((Kind.LINE_VOID, 8, 0),), 0)
    assert totals.per_hundred(Kind.LINE_VOID) == 33  # 3.3
    assert totals.per_hundred(Kind.NO_SALE) == 0
    assert PersonTotals("s", 0, 0, (), 0).per_hundred(Kind.NO_SALE) is None


def test_every_kind_has_words_and_a_group_and_every_type_is_known() -> None:
    assert set(KINDS) == {kind.value for kind in Kind}
    assert frozenset().union(*GROUPS.values()) == frozenset(Kind)
    assert set(TYPES) == set(BODIES)
    assert set(BODIES) >= WATCHED
