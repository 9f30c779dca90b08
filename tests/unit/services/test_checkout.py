"""The one box and the basket: what scans and typed codes do, what is refused, what is journalled as sensitive."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from pos_client.app.demo_codes import empties_slip, marking_code, weight_label
from pos_client.db.replica import build_catalogue, switch_catalogue
from pos_client.domain.basket import ManualDiscount, ManualKind
from pos_client.domain.staff import Permission
from pos_client.services.desk import ServiceError
from pos_client.services.selling.basket_state import MOST_ERRORS
from pos_client.services.selling.marks import mark_key
from pos_client.services.views import NeedsApproval, TakeKind, Taken
from tests.unit.services.conftest import Goods, Opener
from tests.unit.services.shop import MANAGER, SENIOR, Clock, Shop


def test_a_scan_adds_and_the_basket_is_saved(shop: Shop, goods: Goods) -> None:
    answer = shop.scan(goods.plain[0].gtin)
    assert (answer.kind, len(answer.view.lines)) == (TakeKind.ADDED, 1)
    shop.settle()
    (row,) = shop.journal.reader().baskets("open")
    assert (row.line_count, row.total) == (1, answer.view.total)


def test_a_shops_own_number_is_found_before_its_check_digit_is_doubted(shop: Shop, goods: Goods) -> None:
    typed = shop.checkout.take(goods.plain[1].sku)
    assert (typed.kind, typed.view.lines[-1].code) == (TakeKind.ADDED, goods.plain[1].gtin)
    wrong = goods.plain[0].gtin[:-1] + str((int(goods.plain[0].gtin[-1]) + 1) % 10)
    assert shop.checkout.take(wrong).code == "bad_check_digit"


def test_a_scan_is_never_guessed(shop: Shop) -> None:
    assert shop.checkout.take("milk").kind is TakeKind.CHOICES or shop.checkout.take("молоко").kind is TakeKind.CHOICES
    answer = shop.scan("MILK-77", "code128")
    assert (answer.kind, answer.code) == (TakeKind.ERROR, "unknown_code")


def test_minus_takes_out_the_typed_quantity_over_several_lines(shop: Shop, goods: Goods) -> None:
    gtin = goods.plain[0].gtin
    shop.checkout.take(f"3*{gtin}")
    shop.scan(goods.plain[1].gtin)
    answer = shop.checkout.take(f"-2*{gtin}")
    assert answer.kind is TakeKind.REMOVED
    left = [line for line in shop.checkout.basket.live_lines if line.product.gtin == gtin]
    assert sum(line.quantity.thousandths for line in left) == 1000
    assert shop.checkout.take(f"-2*{gtin}").code == "not_that_many"


def test_the_same_unit_read_by_another_scanner_is_the_same(shop: Shop, goods: Goods) -> None:
    code = marking_code(goods.marked.gtin, "AB12cd")
    assert mark_key(code) == mark_key("]d2" + code) == mark_key(code.split("\x1d")[0]) != mark_key(code[:-20])
    shop.scan(code, "gs1_data_matrix")
    assert shop.scan(code.split("\x1d")[0], "gs1_data_matrix").code == "marking_code_twice"
    shop.checkout.answer_error(shop.checkout.view().errors[0].error_id)
    shop.pay_cash()
    assert shop.scan(code.split("\x1d")[0] + "\x1d93OTHER", "gs1_data_matrix").code == "marking_code_sold"


def test_a_unit_sold_meanwhile_stops_a_recalled_basket(shop: Shop, goods: Goods) -> None:
    code = marking_code(goods.marked.gtin, "twice1")
    shop.scan(code, "gs1_data_matrix")
    parked = shop.checkout.basket.basket_id
    shop.services.suspended.suspend("").result(10)
    shop.scan(code, "gs1_data_matrix")
    shop.pay_cash()
    shop.services.suspended.recall(parked)
    with pytest.raises(ServiceError, match="marking_code_sold"):
        shop.payments.open()


def test_minus_and_a_marked_unit_takes_out_that_unit(shop: Shop, goods: Goods) -> None:
    codes = [marking_code(goods.marked.gtin, f"unit{n}") for n in range(2)]
    for code in codes:
        shop.scan(code, "gs1_data_matrix")
    assert shop.checkout.take("-" + codes[0]).kind is TakeKind.REMOVED
    (left,) = shop.checkout.basket.live_lines
    assert left.raw_codes == (codes[1],)


def test_refused_age_takes_the_goods_and_keeps_them_out(shop: Shop, goods: Goods) -> None:
    shop.scan(goods.plain[0].gtin)
    shop.scan(goods.adult.gtin)
    assert shop.checkout.pay_blocked_by() == "age"
    shop.checkout.answer_age(seen=False)
    assert [line.product for line in shop.checkout.basket.live_lines] == [goods.plain[0]]
    assert shop.scan(goods.adult.gtin).code == "age_refused"
    (said,) = shop.bodies("age_check")
    assert (said.age, said.seen) == (18, False)


def test_a_slip_of_the_bottle_machine_pays_out_once_and_within_the_limit(shop: Shop, goods: Goods) -> None:
    shop.scan(goods.plain[0].gtin)
    before = shop.checkout.priced.total
    assert shop.scan(empties_slip("S1", 1_500)).kind is TakeKind.ADDED
    assert shop.checkout.priced.total == before - 1_500
    assert shop.scan(empties_slip("S1", 1_500)).kind is TakeKind.ERROR
    assert shop.scan(empties_slip("S2", 49_000)).code == "above_empties_limit"
    for row in shop.checkout.view().errors:
        shop.checkout.answer_error(row.error_id)
    shop.pay_cash()
    assert shop.scan(empties_slip("S1", 1_500)).code == "slip_used"


def expensive(shop: Shop, goods: Goods) -> int:
    """A line above the cashier's void limit of 3,000.00; returns its id."""
    line = shop.checkout.take(f"90*{goods.plain[0].gtin}").line_id
    assert shop.checkout.priced.line(line).to_pay > 300_000
    return line


def test_a_void_above_the_limit_needs_an_approval_for_that_line_alone(shop: Shop, goods: Goods) -> None:
    line = expensive(shop, goods)
    other = shop.checkout.take(f"95*{goods.plain[1].gtin}").line_id
    approval = shop.approve(shop.checkout.void_line(line))
    assert isinstance(shop.checkout.void_line(other, approval), NeedsApproval)
    assert isinstance(shop.checkout.void_line(line, approval), NeedsApproval)  # spent by the attempt to misuse it
    approval = shop.approve(shop.checkout.void_line(line))
    assert isinstance(shop.checkout.void_line(line, approval), Taken)
    (noted,) = shop.bodies("line_voided")
    assert (noted.line_id, noted.approved_by) == (line, shop.member(MANAGER).staff_id)
    assert len(shop.bodies("approval")) == 2


def test_an_approval_serves_only_whom_it_was_given_to(shop: Shop, goods: Goods) -> None:
    line = expensive(shop, goods)
    approval = shop.approve(shop.checkout.void_line(line))
    others = [m for m in shop.replica.live.staff() if m.role.role_id == "cashier"]
    shop.desk.cashier = next(m for m in others if m != shop.desk.cashier)
    assert isinstance(shop.checkout.void_line(line, approval), NeedsApproval)


def test_after_pay_was_opened_every_void_is_sensitive(shop: Shop, goods: Goods) -> None:
    shop.scan(goods.plain[0].gtin)
    line = shop.scan(goods.plain[1].gtin).line_id
    shop.payments.open()
    shop.payments.leave()
    needed = shop.checkout.void_line(line)
    assert isinstance(needed, NeedsApproval)
    assert needed.sensitive
    with pytest.raises(ServiceError, match="above_limit"):
        shop.approve(needed, SENIOR)  # a limit is not enough
    answer = shop.checkout.void_line(line, shop.approve(needed))
    assert isinstance(answer, Taken)
    (noted,) = shop.bodies("line_voided")
    assert noted.pay_opened


def test_shelf_price_and_open_items_become_tasks_of_the_sale(shop: Shop, goods: Goods) -> None:
    line = shop.scan(goods.plain[0].gtin).line_id
    manual = ManualDiscount(ManualKind.PERCENT, 300, "discount.shelf_price", "")
    assert isinstance(shop.checkout.set_manual(line, manual), Taken)
    assert shop.scan("4607001999997").kind is TakeKind.ERROR
    shop.checkout.answer_error(shop.checkout.view().errors[0].error_id)
    assert isinstance(shop.checkout.open_item(goods.open_item.sku, 9_900, "4607001999997"), Taken)
    assert [line.sub for line in shop.checkout.view().lines] == ["", "open_item"]
    sale = shop.pay_cash()
    shelf, item = shop.bodies("task")
    assert (shelf.kind, shelf.sku, shelf.receipt) == ("shelf_price", goods.plain[0].sku, sale.receipt_number)
    assert (item.kind, item.raw_code) == ("open_item", "4607001999997")


def test_a_cancelled_basket_leaves_its_lines_in_the_journal(shop: Shop, goods: Goods) -> None:
    shop.scan(goods.plain[0].gtin)
    shop.checkout.cancel("cancel.test")
    (body,) = shop.bodies("basket_cancelled")
    assert [line.sku for line in body.lines] == [goods.plain[0].sku]
    assert shop.journal.reader().baskets("open") == ()


def test_recall_keeps_prices_within_the_day_and_takes_them_anew_after_it(shop: Shop, goods: Goods) -> None:
    line = shop.scan(goods.plain[0].gtin).line_id
    basket = shop.checkout.basket
    shop.services.suspended.suspend("").result(10)
    shop.clock.forward(hours=2)
    shop.services.suspended.recall(basket.basket_id)
    assert shop.checkout.basket.line(line).instant == basket.line(line).instant
    shop.services.suspended.suspend("").result(10)
    shop.clock.forward(hours=20)
    shop.services.suspended.recall(basket.basket_id)
    assert shop.checkout.basket.line(line).instant == shop.clock()


def test_a_label_is_not_multiplied_by_a_typed_quantity(shop: Shop, goods: Goods) -> None:
    with_label = next(item for item in ("10001", "20001", "00001", "1001") if _label(shop, item))
    answer = shop.checkout.take("3*" + weight_label("T12", with_label, 500))
    assert answer.code == "label_one_by_one"


def _label(shop: Shop, item: str) -> bool:
    return shop.replica.catalogue.by_label_item(item) is not None


def test_a_discount_says_who_approved_it_only_when_somebody_had_to(shop: Shop, goods: Goods) -> None:
    line = shop.scan(goods.plain[0].gtin).line_id
    needed = shop.checkout.set_manual(line, ManualDiscount(ManualKind.PERCENT, 3_000, "discount.damaged", ""))
    assert isinstance(needed, NeedsApproval)
    assert needed.permission is Permission.DISCOUNT_PERCENT
    approval = shop.approve(needed)
    small = ManualDiscount(ManualKind.PERCENT, 100, "discount.damaged", "")
    shop.checkout.set_manual(line, small, approval)
    manual = shop.checkout.basket.line(line).manual
    assert manual is not None
    assert (manual.by, manual.approved_by) == (shop.desk.staff.staff_id, "")


def test_new_prices_come_between_baskets(opener: Opener, goods: Goods) -> None:
    shop = opener(clock=Clock())
    shop.begin()
    product = goods.plain[0]
    data = shop.replica.catalogue.data()
    dearer = tuple(replace(e, amount=e.amount + 700) if e.sku == product.sku else e for e in data.prices)
    shop.scan(product.gtin)
    before = shop.checkout.priced.lines[0].shelf_price
    switch_catalogue(
        shop.directory / "replica", build_catalogue(shop.directory / "replica", replace(data, prices=dearer))
    )
    shop.scan(product.gtin)
    assert {line.shelf_price for line in shop.checkout.priced.lines} == {before}
    shop.pay_cash()
    shop.scan(product.gtin)
    assert shop.checkout.priced.lines[0].shelf_price == before + 700


def test_rows_that_wait_for_an_answer_are_bounded_and_the_last_says_that_more_came(shop: Shop, goods: Goods) -> None:
    """A scanner on a broken cable sends thousands of reads: nobody can answer a row for each before Pay opens."""
    unknown = [f"46070019{number:04}X" for number in range(MOST_ERRORS + 500)]
    for code in unknown:
        taken = shop.scan(code)
        assert (taken.kind, taken.code) == (TakeKind.ERROR, "unknown_code")
    rows = shop.checkout.view().errors
    assert [row.raw for row in rows[:-1]] == unknown[:MOST_ERRORS]
    assert (rows[-1].code, rows[-1].can_find, rows[-1].can_open_item) == ("queue_full", False, False)

    shop.scan(goods.plain[0].gtin)
    assert len(shop.checkout.view().lines) == 1, "what is known is sold as ever"
    for row in rows:
        shop.checkout.answer_error(row.error_id)
    assert shop.scan(unknown[-1]).code == "unknown_code"
    assert [row.raw for row in shop.checkout.view().errors] == [unknown[-1]]


def test_a_read_that_is_no_code_is_told_once_until_it_is_answered(shop: Shop) -> None:
    for sample in ("\x00\x01", "\xff", "x"):
        shop.checkout.error("garbage", sample, once=True)
    shop.checkout.error("no_terminator", "46070", once=True)
    rows = shop.checkout.view().errors
    assert [(row.code, row.raw) for row in rows] == [("garbage", "··"), ("no_terminator", "46070")]
    shop.checkout.answer_error(rows[0].error_id)
    shop.checkout.error("garbage", "y", once=True)
    assert [row.code for row in shop.checkout.view().errors] == ["no_terminator", "garbage"]


def test_a_clock_that_lost_its_battery_sells_nothing_and_says_why(shop: Shop, goods: Goods) -> None:
    shop.scan(goods.plain[0].gtin)
    now = shop.clock.now
    shop.clock.now = now.replace(year=1996)
    answer = shop.scan(goods.plain[1].gtin)
    assert (answer.kind, answer.code, len(answer.view.lines)) == (TakeKind.ERROR, "no_price", 1)
    shop.clock.now = now
    shop.checkout.answer_error(answer.view.errors[0].error_id)
    shop.scan(goods.plain[1].gtin)
    assert len(shop.pay_cash().lines) == 2


def test_a_basket_comes_back_without_what_bears_no_tax_any_more(shop: Shop, goods: Goods) -> None:
    """The centre may have struck a category while the till was off: the till begins all the same."""
    shop.scan(goods.plain[0].gtin)
    shop.scan(goods.plain[1].gtin)
    basket = shop.checkout.basket
    first, second = basket.lines
    gone = replace(second, product=replace(second.product, tax_category="gone"))
    shop.checkout.start_new()
    view = shop.checkout.restore(replace(basket, lines=(first, gone)))
    assert [(row.code, row.raw) for row in view.errors] == [("no_price", second.product.gtin)]
    assert [line.line_id for line in shop.checkout.basket.live_lines] == [first.line_id]
