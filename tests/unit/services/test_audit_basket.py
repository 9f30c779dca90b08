"""Ways money could leave the till unnoticed: through codes, limits and baskets that were not closed."""

from __future__ import annotations

import threading
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from msgspec.structs import replace

from pos_client.app.demo_codes import empties_slip, weight_label
from pos_client.domain.barcode import encode_markdown
from pos_client.domain.basket import Basket, LineOrigin, ManualDiscount, ManualKind
from pos_client.domain.catalogue import Product
from pos_client.domain.money import divide_rounded
from pos_client.domain.pricing import DiscountKind
from pos_client.domain.staff import Permission
from pos_client.services.desk import ServiceError
from pos_client.services.limits import discountable
from pos_client.services.prices.price_lists import PriceLists
from pos_client.services.upkeep.recovery import recover
from pos_client.services.views import NeedsApproval, TakeKind, Taken
from tests.unit.services.conftest import Goods, Opener
from tests.unit.services.shop import SENIOR, Shop


def dear(shop: Shop, goods: Goods) -> Product:
    """A product of 400.00 or more."""
    return next(p for p in goods.plain if shop.checkout.box.shelf_price(p) >= 40_000)


def list_it(folder: Path, rows: str) -> None:
    """Import a price list into the register in `folder`."""
    path = folder / "list.csv"
    path.write_text(rows)
    lists = PriceLists(folder / "replica")
    lists.apply(lists.check(path, effective_from=datetime(2026, 11, 1, tzinfo=UTC)), confirmed_by="manager")


def gs1_price(product: Product, figures: str) -> str:
    return "01" + product.gtin.zfill(14) + "3922" + figures


@pytest.mark.parametrize(
    ("stated", "total"), [("3922" + "50001", 50_001), ("3923" + "500014", 50_001), ("3920" + "500", 50_000)]
)
def test_a_stated_price_is_in_the_currency_whatever_its_decimals(
    shop: Shop, goods: Goods, stated: str, total: int
) -> None:
    assert shop.scan("01" + dear(shop, goods).gtin.zfill(14) + stated).kind is TakeKind.ADDED
    assert shop.checkout.priced.lines[-1].gross == total


def no_errors(shop: Shop) -> None:
    for row in shop.checkout.view().errors:
        shop.checkout.answer_error(row.error_id)


def test_two_slips_of_one_amount_are_two_lines_and_each_pays_once(shop: Shop, goods: Goods) -> None:
    shop.scan(goods.plain[0].gtin)
    first, second = empties_slip("AAA", 1_500), empties_slip("BBB", 1_500)
    for code in (first, second):
        assert shop.scan(code).kind is TakeKind.ADDED
    assert shop.scan(second).code == "sticker_twice"
    no_errors(shop)
    assert [line.sticker_serial for line in shop.checkout.basket.live_lines] == ["", first, second]
    shop.pay_cash()
    assert [shop.scan(code).code for code in (first, second)] == ["slip_used", "slip_used"]


def test_a_slip_takes_no_typed_quantity(shop: Shop) -> None:
    shop.checkout.take("5*")
    assert shop.scan(empties_slip("X", 1_000)).code == "label_one_by_one"
    assert shop.checkout.priced.total == 0


def test_pieces_with_their_own_price_never_merge(shop: Shop, goods: Goods) -> None:
    product = dear(shop, goods)
    shelf = shop.checkout.box.shelf_price(product)
    for code in (gs1_price(product, "50000"), gs1_price(product, "70000"), product.gtin, product.gtin):
        assert shop.scan(code).kind is TakeKind.ADDED
    assert [line.line_total for line in shop.checkout.basket.live_lines] == [50_000, 70_000, None]
    assert shop.checkout.basket.live_lines[0].origin is LineOrigin.PRICE_LABEL
    assert shop.checkout.priced.before_discounts == 120_000 + 2 * shelf


def test_a_piece_for_nothing_is_refused(shop: Shop, goods: Goods) -> None:
    assert shop.scan(gs1_price(goods.plain[0], "0")).code == "zero_price"


def test_the_limit_for_empties_holds_for_a_raised_quantity(shop: Shop, goods: Goods) -> None:
    line = shop.checkout.take_sku("990203", "quick_key").line_id
    answer = shop.checkout.set_quantity(line, 9_999_000, confirmed=True)
    assert getattr(answer, "code", "") == "above_empties_limit"
    assert shop.checkout.basket.line(line).quantity.thousandths == 1_000


def test_the_limit_for_empties_is_that_of_whoever_is_at_the_till(shop: Shop, goods: Goods) -> None:
    cashier = shop.desk.staff
    shop.begin(SENIOR)
    shop.checkout.take(f"40*{dear(shop, goods).gtin}")
    assert shop.scan(empties_slip("BIG", 60_000)).kind is TakeKind.ADDED
    assert shop.checkout.pay_blocked_by() == ""
    shop.desk.cashier = cashier
    assert shop.checkout.pay_blocked_by() == "above_empties_limit"
    with pytest.raises(ServiceError, match="above_empties_limit"):
        shop.payments.open()


def manual(kind: ManualKind, value: int) -> ManualDiscount:
    return ManualDiscount(kind, value, "discount.damaged", "")


def test_an_amount_off_the_basket_shrinks_with_it(shop: Shop, goods: Goods) -> None:
    for product in goods.plain[:10]:
        shop.scan(product.gtin)
    full = discountable(shop.checkout.priced)
    off = full * 5 // 100
    assert isinstance(shop.checkout.set_basket_discount(manual(ManualKind.AMOUNT, off)), Taken)
    assert discountable(shop.checkout.priced) - sum(line.net for line in shop.checkout.priced.lines) == off
    for line in shop.checkout.basket.live_lines[1:]:
        assert isinstance(shop.checkout.void_line(line.line_id), Taken)
    (left,) = shop.checkout.priced.lines
    assert discountable(shop.checkout.priced) - left.net == off * discountable(shop.checkout.priced) // full
    assert 0 < discountable(shop.checkout.priced) - left.net <= discountable(shop.checkout.priced) * 5 // 100


def test_a_new_total_does_not_give_away_what_comes_later(shop: Shop, goods: Goods) -> None:
    shop.scan(goods.plain[0].gtin)
    total = shop.checkout.priced.total
    assert isinstance(shop.checkout.set_basket_discount(manual(ManualKind.PRICE, total - 100)), Taken)
    assert shop.checkout.priced.total == total - 100
    shop.scan(goods.plain[1].gtin)
    lines = shop.checkout.priced.lines
    assert sum(d.amount for line in lines for d in line.discounts if d.kind is DiscountKind.BASKET_MANUAL) == 100


def test_an_amount_off_a_line_shrinks_with_its_quantity(shop: Shop, goods: Goods) -> None:
    line = shop.checkout.take(f"20*{goods.plain[0].gtin}").line_id
    off = shop.checkout.priced.line(line).net * 5 // 100
    assert isinstance(shop.checkout.set_manual(line, manual(ManualKind.AMOUNT, off)), Taken)
    shop.checkout.set_quantity(line, 1_000)
    priced = shop.checkout.priced.line(line)
    assert sum(d.amount for d in priced.discounts if d.kind is DiscountKind.MANUAL) == off // 20


def test_a_price_of_nothing_is_a_discount_of_everything(shop: Shop, goods: Goods) -> None:
    cheap = min(goods.plain, key=shop.checkout.box.shelf_price)
    line = shop.scan(cheap.gtin).line_id
    shelf = shop.checkout.priced.line(line).shelf_price
    limit = shop.desk.staff.role.limit(Permission.PRICE_CHANGE)
    assert limit is not None
    needed = shop.checkout.set_manual(line, manual(ManualKind.PRICE, max(0, shelf - limit)))
    assert isinstance(needed, NeedsApproval)
    assert (needed.permission, needed.amount > 500) == (Permission.DISCOUNT_PERCENT, True)
    assert isinstance(shop.checkout.set_manual(line, manual(ManualKind.PRICE, shelf - shelf // 25)), Taken)
    approved = shop.checkout.set_manual(line, manual(ManualKind.PRICE, shelf - limit), shop.approve(needed))
    assert isinstance(approved, Taken)


def test_two_discounts_are_judged_together(shop: Shop, goods: Goods) -> None:
    line = shop.scan(goods.plain[0].gtin).line_id
    assert isinstance(shop.checkout.set_manual(line, manual(ManualKind.PERCENT, 500)), Taken)
    assert isinstance(shop.checkout.set_basket_discount(manual(ManualKind.PERCENT, 500)), NeedsApproval)
    shop.checkout.set_manual(line, None)
    assert isinstance(shop.checkout.set_basket_discount(manual(ManualKind.PERCENT, 500)), Taken)
    needed = shop.checkout.set_manual(line, manual(ManualKind.PERCENT, 500))
    assert isinstance(needed, NeedsApproval)
    assert needed.amount == 975


def test_many_small_lowerings_are_one(shop: Shop, goods: Goods) -> None:
    product = dear(shop, goods)
    line = shop.checkout.take(f"90*{product.gtin}").line_id
    lowered = []
    for pieces_left in range(84, 0, -6):
        answer = shop.checkout.set_quantity(line, pieces_left * 1_000)
        lowered.append(type(answer))
        if isinstance(answer, NeedsApproval):
            break
    assert lowered == [Taken, NeedsApproval]  # 6 x 400.00 is within 3,000.00, 12 are not
    assert isinstance(shop.checkout.void_line(line), NeedsApproval)


def test_minus_again_and_again_is_one_void(shop: Shop, goods: Goods) -> None:
    product = dear(shop, goods)
    shop.checkout.take(f"20*{product.gtin}")
    answers = [shop.checkout.take("-" + product.gtin).code for _ in range(8)]
    assert answers[0] == ""
    assert answers[-1] == "needs_approval"


def test_a_struck_basket_leaves_nothing_to_the_next_customer(shop: Shop, goods: Goods) -> None:
    line = shop.scan(goods.adult.gtin).line_id
    first = shop.checkout.basket.basket_id
    shop.checkout.answer_age(seen=True)
    shop.checkout.set_buyer_tax_number("7700998877")
    shop.checkout.set_basket_discount(manual(ManualKind.PERCENT, 500))
    shop.payments.open()
    shop.payments.leave()
    shop.checkout.void_line(line, shop.approve(shop.checkout.void_line(line)))
    basket = shop.checkout.basket
    assert basket.basket_id != first
    assert basket == Basket(basket.basket_id, basket.opened_at, basket.opened_by)
    (body,) = shop.bodies("basket_cancelled")
    assert (body.basket_id, body.reason, [part.sku for part in body.lines]) == (first, "all_voided", [goods.adult.sku])
    assert [noted.basket_id for noted in shop.bodies("line_voided")] == [first]
    assert shop.journal.reader().baskets("open") == ()
    shop.scan(goods.adult.gtin)
    assert shop.checkout.pay_blocked_by() == "age"


def test_a_recall_over_a_struck_basket_leaves_no_open_row(shop: Shop, goods: Goods) -> None:
    shop.scan(goods.plain[0].gtin)
    parked = shop.checkout.basket.basket_id
    shop.services.suspended.suspend("").result(10)
    shop.checkout.void_line(shop.scan(goods.plain[1].gtin).line_id)
    shop.services.suspended.recall(parked)
    shop.settle()
    assert [row.basket_id for row in shop.journal.reader().baskets("open")] == [parked]


def sticker(product: Product, serial: str, **terms: int) -> str:
    return encode_markdown(product.sku, date(2026, 12, 31), serial, **terms)


def test_a_typed_price_is_a_change_of_price(shop: Shop, goods: Goods) -> None:
    product = dear(shop, goods)
    shelf = shop.checkout.box.shelf_price(product)
    typed = (gs1_price(product, "1"), sticker(product, "S1", price=1), sticker(product, "S2", percent_bp=10_000))
    for code in typed:
        assert shop.checkout.take(code).code == "scan_it"
    no_errors(shop)
    assert shop.checkout.basket.is_empty
    assert shop.checkout.take(sticker(product, "S3", price=shelf - 100)).kind is TakeKind.ADDED
    for code in typed:
        assert shop.scan(code).kind is TakeKind.ADDED


def test_no_sticker_raises_what_empties_pay(shop: Shop) -> None:
    bottle = shop.replica.catalogue.product("990203")
    assert bottle is not None
    assert shop.scan(sticker(bottle, "S1", price=49_999)).code == "discount_not_allowed"


def test_minus_and_a_sticker_takes_out_that_unit(shop: Shop, goods: Goods) -> None:
    product = goods.plain[0]
    first, second = sticker(product, "S1", price=4_000), sticker(product, "S2", price=4_000)
    for code in (first, second, product.gtin):
        shop.scan(code)
    assert shop.checkout.take("-" + first).kind is TakeKind.REMOVED
    assert [line.sticker_serial for line in shop.checkout.basket.live_lines] == ["S2", ""]
    assert shop.checkout.take("-" + first).code == "not_in_basket"


def test_minus_and_the_plain_code_leaves_the_stickers(shop: Shop, goods: Goods) -> None:
    product = goods.plain[0]
    shop.scan(product.gtin)
    shop.scan(sticker(product, "S1", price=4_000))
    assert shop.checkout.take("-" + product.gtin).kind is TakeKind.REMOVED
    assert [line.sticker_serial for line in shop.checkout.basket.live_lines] == ["S1"]


def test_a_refused_age_stays_refused_after_a_lower_one(shop: Shop, goods: Goods) -> None:
    shop.scan(goods.plain[0].gtin)
    shop.scan(goods.adult.gtin)
    shop.checkout.answer_age(seen=False)
    younger = replace(goods.plain[1], restrictions=replace(goods.plain[1].restrictions, minimum_age=16))
    shop.checkout.add(younger, LineOrigin.SCAN, raw=younger.gtin)
    shop.checkout.answer_age(seen=True)
    assert shop.checkout.pay_blocked_by() == ""
    assert shop.scan(goods.adult.gtin).code == "age_refused"


def test_a_basket_is_recalled_once_however_slow_the_disk(shop: Shop, goods: Goods) -> None:
    shop.scan(goods.plain[0].gtin)
    parked = shop.checkout.basket.basket_id
    shop.services.suspended.suspend("").result(10)
    hold = threading.Event()
    shop.journal.submit(lambda _writer: hold.wait(10))
    try:
        shop.services.suspended.recall(parked)
        shop.checkout.cancel("cancel.test")
        assert shop.services.suspended.all() == ()
        with pytest.raises(ServiceError, match="unknown_basket"):
            shop.services.suspended.recall(parked)
    finally:
        hold.set()
    shop.settle()
    assert len(shop.bodies("basket_cancelled")) == 1


def test_a_basket_parked_again_can_be_recalled_again(shop: Shop, goods: Goods) -> None:
    shop.scan(goods.plain[0].gtin)
    parked = shop.checkout.basket.basket_id
    for _ in range(3):
        shop.services.suspended.suspend("").result(10)
        shop.settle()
        assert [view.basket_id for view in shop.services.suspended.all()] == [parked]
        shop.services.suspended.recall(parked)
    assert shop.checkout.basket.basket_id == parked


def test_parking_does_not_make_old_prices_younger(shop: Shop, goods: Goods) -> None:
    line = shop.scan(goods.plain[0].gtin).line_id
    parked = shop.checkout.basket.basket_id
    shop.clock.forward(days=2)
    shop.services.suspended.suspend("").result(10)
    shop.services.suspended.recall(parked)
    assert shop.checkout.basket.line(line).instant == shop.clock()


def test_what_was_taken_off_is_judged_again_before_paying(shop: Shop, goods: Goods) -> None:
    """A basket comes back in which two discounts together are more than whoever gave them may give today."""
    shop.scan(goods.plain[0].gtin)
    mine, senior = shop.desk.staff.staff_id, shop.member(SENIOR).staff_id
    plain = shop.checkout.basket

    def with_discounts(on_line: int, on_all: int, by: str, approved_by: str = "") -> str:
        own = ManualDiscount(ManualKind.PERCENT, on_line, "discount.damaged", by, approved_by)
        overall = ManualDiscount(ManualKind.PERCENT, on_all, "discount.damaged", by)
        line = replace(plain.lines[0], manual=own)
        shop.checkout.restore(replace(plain, lines=(line,), basket_discount=overall if on_all else None))
        return shop.checkout.pay_blocked_by()

    assert with_discounts(500, 0, mine) == ""
    assert with_discounts(300, 300, mine) == "above_discount_limit"
    with pytest.raises(ServiceError, match="above_discount_limit"):
        shop.payments.open()
    assert with_discounts(300, 300, mine, approved_by=senior) == ""
    assert with_discounts(300, 300, senior) == ""
    assert with_discounts(1_500, 300, senior) == "above_discount_limit"


def test_after_a_night_a_basket_is_priced_anew_though_it_was_saved_this_morning(
    shop: Shop, goods: Goods, opener: Opener
) -> None:
    shop.scan(goods.plain[0].gtin)
    shop.clock.forward(days=1)
    shop.checkout.set_buyer_tax_number("7707083893")  # saves the basket, and prices nothing
    shop.settle()
    shop.close()
    again = opener(clock=shop.clock)
    recover(again.services)
    assert again.checkout.basket.lines[0].instant == shop.clock.now


def test_goods_that_are_counted_since_this_noon_leave_the_basket_as_they_came(
    shop: Shop, goods: Goods, folder: Path
) -> None:
    """Weighed until a price list says "pieces": old labels are refused, and a minus finds both kinds of line."""
    weighed = goods.weighed
    item = next(item for item, sku in shop.replica.catalogue.data().labels.items() if sku == weighed.sku)
    label = weight_label(shop.desk.store.store_id, item, 862)
    assert shop.scan(label).kind is TakeKind.ADDED
    list_it(folder, f"sku;unit;price\n{weighed.sku};pc;199\n")
    assert shop.checkout.take_news()
    refused = shop.scan(label)
    assert (refused.kind, refused.code) == (TakeKind.ERROR, "quantity_not_whole")
    shop.checkout.take(f"2*{weighed.sku}")
    left = []
    for _ in range(3):
        assert shop.checkout.take(f"-{weighed.sku}").kind is TakeKind.REMOVED
        left.append([line.quantity.thousandths for line in shop.checkout.basket.live_lines])
    assert left == [[862, 1000], [862], []]


def test_a_square_code_that_says_it_is_expired_is_refused(shop: Shop, goods: Goods, folder: Path) -> None:
    marked, gtin = goods.marked, "4600000000022"
    list_it(folder, f"sku;gtin\n{goods.weighed.sku};{gtin}\n")
    shop.checkout.take_news()

    def square(number: str, expiry: str, more: str = "") -> str:
        return f"01{number.zfill(14)}21unit{expiry}\x1d17{expiry}{more}93Demo"

    for number in (marked.gtin, goods.plain[0].gtin):
        refused = shop.scan(square(number, "261120"))  # yesterday
        assert (refused.kind, refused.code) == (TakeKind.ERROR, "expired")
        assert dict(refused.details)["expiry"] == "2026-11-20"
        assert shop.scan(square(number, "261121")).kind is TakeKind.ADDED
    assert shop.scan(square(gtin, "261121", "3103000862")).kind is TakeKind.ADDED
    weighed = shop.checkout.basket.live_lines[-1]
    assert (weighed.quantity.thousandths, weighed.origin) == (862, LineOrigin.WEIGHT_LABEL)


def test_a_pack_of_tobacco_is_sold_by_the_code_that_it_bears(shop: Shop, goods: Goods) -> None:
    """Without identifiers: the GTIN, seven characters, the highest price, a check part; once, whoever reads it."""
    gtin = goods.marked.gtin.zfill(14)
    pack = gtin + "aB1+x/9AAAAx7Qd"
    assert shop.scan(pack, "data_matrix").kind is TakeKind.ADDED
    assert shop.checkout.pay_blocked_by() in ("", "age")
    assert shop.scan(pack[:21], "data_matrix").code == "marking_code_twice"
    assert shop.scan(f"01{gtin}21aB1+x/9\x1d93Demo", "gs1_data_matrix").code == "marking_code_twice"
    assert shop.scan(f"01{gtin}1727123121aB1+x/8\x1d93Demo", "gs1_data_matrix").kind is TakeKind.ADDED
    for row in shop.checkout.view().errors:
        shop.checkout.answer_error(row.error_id)
    if shop.checkout.pay_blocked_by() == "age":
        shop.checkout.answer_age(seen=True)
    sale = shop.pay_cash()
    assert sale.lines[0].line.raw_codes == (pack,)
    assert shop.scan(pack, "data_matrix").code == "marking_code_sold"


def test_a_line_that_is_gone_while_somebody_typed_is_told(shop: Shop, goods: Goods) -> None:
    """A refused unit is struck out under an open panel, the basket with it when it was the only line."""
    shop.scan(goods.plain[0].gtin)
    shop.scan(goods.plain[1].gtin)
    discount = ManualDiscount(ManualKind.PERCENT, 100, "discount.goodwill", "x")

    def answers() -> list[tuple[object, str]]:
        checkout = shop.checkout
        acts = (
            checkout.set_manual(1, discount),
            checkout.set_manual(1, None),
            checkout.set_quantity(1, 2000),
            checkout.void_line(1),
            checkout.split_line(1, 1000),
        )
        return [(act.kind, act.code) for act in acts if isinstance(act, Taken)]

    shop.checkout.refuse_line(1, "marking_refused", "")
    assert answers() == [(TakeKind.ERROR, "not_changeable")] * 5
    shop.checkout.refuse_line(2, "marking_refused", "")
    assert shop.checkout.basket.lines == ()
    assert answers() == [(TakeKind.ERROR, "no_such_line")] * 5


def test_no_sticker_lowers_what_the_law_takes_out_of_discounts(shop: Shop) -> None:
    """Infant formula, for one (EU 2016/127 art. 10: no special sale at retail), whoever printed the sticker."""
    products = shop.replica.catalogue.data().products
    banned = next(p for p in products if p.restrictions.no_discounts and p.gtin and not p.needs_marking)
    half = encode_markdown(banned.sku, last_day=shop.desk.today, serial="S77", percent_bp=5000)
    refused = shop.scan(half)
    assert (refused.kind, refused.code) == (TakeKind.ERROR, "discount_not_allowed")
    assert shop.checkout.basket.is_empty


def test_a_percentage_off_weighed_goods_needs_their_weight(shop: Shop, goods: Goods) -> None:
    """The sticker does not say how much is in the package: 400 g would have cost as a kilogram."""
    weighed = goods.weighed
    half = encode_markdown(weighed.sku, last_day=shop.desk.today, serial="S78", percent_bp=5000)
    refused = shop.scan(half)
    assert (refused.kind, refused.code) == (TakeKind.ERROR, "weight_needed")
    shop.checkout.take("0.4*")
    assert shop.scan(half).kind is TakeKind.ADDED
    line = shop.checkout.priced.lines[0]
    assert shop.checkout.basket.lines[0].quantity.thousandths == 400
    assert line.gross == divide_rounded(shop.checkout.box.shelf_price(weighed) * 400, 1000)
    assert line.net == line.gross - divide_rounded(line.gross, 2)
    shop.checkout.take("0.4*")
    assert shop.scan(half).code == "sticker_twice"
