"""Changes of a basket: what they do, what they refuse, and that charges follow their parent."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from functools import partial
from typing import Any

import pytest
from msgspec.structs import replace

from pos_client.domain import basket_changes as change
from pos_client.domain.basket import MAX_LINES, AgeCheck, Basket, BasketError, LineOrigin, ManualDiscount, ManualKind
from pos_client.domain.catalogue import ForbiddenHours, PriceEntry, Product, Restrictions, TaxCategory, TaxRate
from pos_client.domain.pricing import price
from pos_client.domain.promotions.model import RewardKind
from pos_client.domain.quantity import Quantity, Unit, UnitMismatchError, pieces
from tests.support.selling import NOW, RATES, START, STORE, basket, book, line, offer, product

MILK = product("milk")
BEER = product("beer", charge_sku="deposit")
DEPOSIT = product("deposit", tax="E", is_charge=True)
TOMATO = product("tomato", unit=Unit.KILOGRAM, highest_weight=5000)
CODE = "\x1d01046000000000122155abc\x1d93xyz1"
CIGARETTES = product("cig", needs_marking=True)
EMPTY = basket([])


def add(to: Basket, item: Product, count: int = 1, **fields: Any) -> tuple[Basket, int]:
    fields.setdefault("instant", NOW)
    quantity = fields.pop("quantity", pieces(count))
    origin = fields.pop("origin", LineOrigin.SCAN)
    return change.add_line(to, item, quantity, fields.pop("instant"), origin, fields.pop("version", "v1"), **fields)


def refused(code: str, act: Callable[[], object]) -> BasketError:
    with pytest.raises(BasketError) as caught:
        act()
    assert caught.value.code == code
    return caught.value


def test_the_same_product_raises_the_line_in_its_place() -> None:
    one, first = add(EMPTY, MILK, raw_code="4600000000012")
    two, _ = add(one, product("bread"))
    three, again = add(two, MILK, 2, raw_code="milk")
    assert again == first
    assert [(old.product.sku, old.quantity.thousandths) for old in three.lines] == [("milk", 3000), ("bread", 1000)]
    assert three.line(first).raw_codes == ("4600000000012", "milk")
    assert add(three, MILK, raw_code="milk")[0].line(first).raw_codes == ("4600000000012", "milk")
    assert one.line(first).quantity == pieces(1), "a change leaves the old basket alone"


@pytest.mark.parametrize(
    "fields",
    [
        {"version": "v2"},
        {"instant": NOW + timedelta(minutes=15)},
        {"origin": LineOrigin.MARKDOWN, "sticker_price": 50, "sticker_serial": "s"},
        {"sold_by": "anna"},
        {"charge": DEPOSIT},
    ],
)
def test_on_other_terms_it_is_a_line_of_its_own(fields: dict[str, Any]) -> None:
    one, _ = add(EMPTY, MILK)
    assert len([old for old in add(one, MILK, **fields)[0].lines if old.product == MILK]) == 2


def test_a_discounted_line_takes_no_more() -> None:
    one, first = add(EMPTY, MILK)
    one = change.set_manual(one, first, ManualDiscount(ManualKind.PERCENT, 500, "r", "m"))
    assert len(add(one, MILK)[0].lines) == 2


def test_a_voided_line_takes_no_more() -> None:
    one, first = add(EMPTY, MILK)
    assert add(change.void_line(one, first, NOW, "m"), MILK)[1] != first


def test_with_a_book_lines_merge_as_long_as_the_terms_are_the_same() -> None:
    shop = book([(MILK, 100)], [offer("p", RewardKind.PERCENT, 100, to_time=time(14, 40))])
    one, first = add(EMPTY, MILK, book=shop)
    assert add(one, MILK, instant=NOW + timedelta(minutes=7), book=shop)[1] == first
    assert add(one, MILK, instant=NOW + timedelta(minutes=9), book=shop)[1] != first
    assert add(one, MILK, instant=NOW + timedelta(minutes=7), book=shop)[0].line(first).instant == NOW
    dearer = PriceEntry("milk", "gold", 90, NOW + timedelta(minutes=2))
    shop.entries["milk"].append(dearer)
    assert add(one, MILK, instant=NOW + timedelta(minutes=1), book=shop)[1] == first
    assert add(one, MILK, instant=NOW + timedelta(minutes=3), book=shop)[1] != first
    later = TaxCategory("A", (TaxRate(START, 2300), TaxRate(NOW + timedelta(seconds=5), 2500)))
    taxed = replace(shop, store=replace(STORE, tax_categories=(later, *RATES[1:])))
    assert add(one, MILK, instant=NOW, book=taxed)[1] == first
    assert add(one, MILK, instant=NOW + timedelta(seconds=6), book=taxed)[1] != first


def test_raw_codes_of_a_merged_line_are_bounded() -> None:
    one = EMPTY
    for i in range(40):
        one, _ = add(one, MILK, raw_code=str(i))
    assert len(one.lines) == 1
    assert one.lines[0].raw_codes == tuple(str(i) for i in range(20, 40))


def test_a_charge_follows_its_parent() -> None:
    one, beer = add(EMPTY, BEER, 2, charge=DEPOSIT)
    charge = one.lines[1]
    assert (charge.parent_id, charge.quantity, charge.origin) == (beer, pieces(2), LineOrigin.CHARGE)
    two, again = add(one, BEER, charge=DEPOSIT)
    assert again == beer
    assert [old.quantity for old in two.lines] == [pieces(3), pieces(3)]
    five = change.set_quantity(two, beer, pieces(5), NOW)
    assert five.line(charge.line_id).quantity == pieces(5)
    later = NOW + timedelta(hours=1)
    assert {old.instant for old in change.reprice(five, beer, later).lines} == {later}
    gone = change.void_line(five, beer, later, "maria")
    assert [(old.voided_at, old.voided_by) for old in gone.lines] == [(later, "maria")] * 2
    for act in (
        lambda: change.set_quantity(five, charge.line_id, pieces(1), NOW),
        lambda: change.void_line(five, charge.line_id, NOW, "m"),
        lambda: change.split_line(five, charge.line_id, pieces(1)),
        lambda: change.set_manual(five, charge.line_id, None),
        lambda: change.reprice(five, charge.line_id, NOW),
    ):
        refused("charge_follows_parent", act)


def test_a_split_keeps_charges_and_total() -> None:
    shop = book([(BEER, 199), (DEPOSIT, 50)])
    one, beer = add(EMPTY, BEER, 3, charge=DEPOSIT)
    two, new = change.split_line(one, beer, pieces(1))
    shown = [(old.line_id, old.quantity.thousandths, old.parent_id, old.split_from) for old in two.lines]
    assert shown == [(1, 2000, None, 0), (2, 2000, 1, 0), (3, 1000, None, 1), (4, 1000, 3, 2)]
    assert (new, two.next_line_id) == (3, 5)
    assert price(two, shop).total == price(one, shop).total == 747
    three, _ = change.split_line(two, beer, pieces(1))
    assert len(three.live_lines) == 6


def test_one_charge_for_what_is_weighed_stays_with_the_first_part() -> None:
    bag = product("bag", is_charge=True)
    one, kilos = add(EMPTY, TOMATO, quantity=Quantity(1500, Unit.KILOGRAM), origin=LineOrigin.TYPED, charge=bag)
    assert one.lines[1].quantity == pieces(1)
    two, _ = change.split_line(one, kilos, Quantity(500, Unit.KILOGRAM))
    assert [old.product.sku for old in two.lines] == ["tomato", "bag", "tomato"]
    assert change.set_quantity(one, kilos, Quantity(900, Unit.KILOGRAM), NOW).lines[1].quantity == pieces(1)


def test_a_split_divides_an_amount_taken_off() -> None:
    one, first = add(EMPTY, MILK, 3)
    one = change.set_manual(one, first, ManualDiscount(ManualKind.AMOUNT, 100, "r", "m"))
    two, new = change.split_line(one, first, pieces(1))
    values = [two.line(i).manual for i in (first, new)]
    assert [manual.value for manual in values if manual] == [67, 33]


@pytest.mark.parametrize("count", [3, 4])
def test_a_split_leaves_something_on_both(count: int) -> None:
    one, first = add(EMPTY, MILK, 3)
    refused("not_changeable", lambda: change.split_line(one, first, pieces(count)))


def test_minus_and_a_scan_take_the_newest_first() -> None:
    one, first = add(EMPTY, MILK, 2)
    two, second = add(one, MILK, 2, version="v2")
    three = change.void_product(two, "milk", pieces(3), NOW, "maria")
    live = {old.line_id: old.quantity.thousandths for old in three.live_lines}
    assert live == {first: 1000}
    assert not three.line(second).is_live
    assert sum(old.quantity.thousandths for old in three.lines) == 4000, "what was struck out stays to be seen"
    refused("not_that_many", lambda: change.void_product(two, "milk", pieces(5), NOW, "m"))
    refused("no_such_product", lambda: change.void_product(two, "bread", pieces(1), NOW, "m"))


def test_minus_never_breaks_a_label() -> None:
    kilo = Quantity(1000, Unit.KILOGRAM)
    one, _ = add(EMPTY, TOMATO, quantity=kilo, origin=LineOrigin.PRICE_LABEL, line_total=300)
    half = Quantity(500, Unit.KILOGRAM)
    refused("not_that_many", lambda: change.void_product(one, "tomato", half, NOW, "m"))
    assert change.void_product(one, "tomato", kilo, NOW, "m").is_empty


def test_quantities_that_cannot_be() -> None:
    refused("quantity_not_positive", lambda: add(EMPTY, MILK, 0))
    refused("quantity_not_whole", lambda: add(EMPTY, MILK, quantity=Quantity(1500)))
    refused("below_zero_weight", lambda: add(EMPTY, TOMATO, quantity=Quantity(0, Unit.KILOGRAM)))
    refused("above_highest_weight", lambda: add(EMPTY, TOMATO, quantity=Quantity(5001, Unit.KILOGRAM)))
    refused("above_highest_quantity", lambda: add(EMPTY, MILK, 10_001))
    with pytest.raises(UnitMismatchError):
        add(EMPTY, TOMATO, 1)
    with pytest.raises(ValueError, match="time zone"):
        add(EMPTY, MILK, instant=datetime(2026, 11, 21))  # noqa: DTZ001 # that is the point
    one, first = add(EMPTY, MILK)
    with pytest.raises(ValueError, match="time zone"):
        change.void_line(one, first, datetime(2026, 11, 21), "m")  # noqa: DTZ001


def test_the_highest_quantity_counts_the_whole_basket() -> None:
    few = product("few", restrictions=Restrictions(highest_quantity=3000))
    one, first = add(EMPTY, few, 2)
    assert refused("above_highest_quantity", lambda: add(one, few, 2, version="v2")).details == {"highest": 3000}
    assert change.set_quantity(one, first, pieces(3), NOW).line(first).quantity == pieces(3)
    refused("above_highest_quantity", lambda: change.set_quantity(one, first, pieces(4), NOW))


def test_too_many_lines() -> None:
    full = basket(line(i + 1, product(f"s{i}")) for i in range(MAX_LINES - 1))
    refused("too_many_lines", lambda: add(full, BEER, charge=DEPOSIT))
    last, _ = add(full, MILK, 2)
    refused("too_many_lines", lambda: add(last, TOMATO, quantity=Quantity(5, Unit.KILOGRAM)))
    refused("too_many_lines", lambda: change.split_line(last, MAX_LINES, pieces(1)))
    assert len(add(last, MILK)[0].lines) == MAX_LINES


def test_forbidden_hours_of_the_store() -> None:
    night = ForbiddenHours(time(14, 0), time(15, 0))
    vodka = product("vodka", restrictions=Restrictions(forbidden_hours=(night,)))
    refused("forbidden_hours", lambda: add(EMPTY, vodka, store=STORE))
    assert add(EMPTY, vodka, store=STORE, instant=NOW + timedelta(hours=1))[1] == 1


def test_marked_goods_come_by_their_code_and_once() -> None:
    refused("marked_scan_needed", lambda: add(EMPTY, CIGARETTES, raw_code="4600000000012"))
    refused("marked_scan_needed", lambda: add(EMPTY, CIGARETTES))
    refused("marked_scan_needed", lambda: add(EMPTY, CIGARETTES, 2, raw_code=CODE))
    one, first = add(EMPTY, CIGARETTES, raw_code=CODE)
    assert one.line(first).raw_codes == (CODE,)
    refused("marking_code_twice", lambda: add(one, CIGARETTES, raw_code="]d2" + CODE.lstrip("\x1d").split("\x1d")[0]))
    refused("marked_scan_needed", lambda: change.set_quantity(one, first, pieces(2), NOW))
    two, second = add(one, CIGARETTES, raw_code=CODE.replace("55abc", "55abd"))
    assert second != first
    assert add(change.void_line(two, first, NOW, "m"), CIGARETTES, raw_code=CODE)[1] == 3


def test_stickers_once_and_without_other_discounts() -> None:
    fields: dict[str, Any] = {"origin": LineOrigin.MARKDOWN, "sticker_price": 50, "sticker_serial": "77"}
    one, first = add(EMPTY, MILK, **fields)
    refused("sticker_twice", lambda: add(one, MILK, **fields))
    manual = ManualDiscount(ManualKind.PERCENT, 500, "r", "m")
    refused("discount_not_allowed", lambda: change.set_manual(one, first, manual))
    refused("not_changeable", lambda: change.set_quantity(one, first, pieces(2), NOW))


def test_open_items_need_a_price_within_limits() -> None:
    item = product("open", is_open_item=True, restrictions=Restrictions(maximum_price=1000))
    refused("price_needed", lambda: add(EMPTY, item, origin=LineOrigin.OPEN_ITEM))
    refused("price_above_maximum", lambda: add(EMPTY, item, open_price=1001, origin=LineOrigin.OPEN_ITEM))
    refused("value_out_of_range", lambda: add(EMPTY, item, open_price=-1, origin=LineOrigin.OPEN_ITEM))
    one, first = add(EMPTY, item, open_price=1000, origin=LineOrigin.OPEN_ITEM)
    assert add(one, item, open_price=1000, origin=LineOrigin.OPEN_ITEM)[1] != first


def test_manual_discounts_within_reason() -> None:
    capped = product("book", restrictions=Restrictions(maximum_price=500))
    one, first = add(EMPTY, capped)
    set_to = ManualDiscount(ManualKind.PRICE, 500, "r", "m")
    changed = change.set_manual(one, first, set_to)
    assert changed.line(first).manual == set_to
    assert change.set_manual(changed, first, None).line(first).manual is None
    refused("price_above_maximum", lambda: change.set_manual(one, first, replace(set_to, value=501)))
    refused("value_out_of_range", lambda: change.set_manual(one, first, replace(set_to, value=-1)))
    for kind, value in ((ManualKind.PERCENT, 10_001), (ManualKind.PERCENT, 0), (ManualKind.AMOUNT, 0)):
        wrong = ManualDiscount(kind, value, "r", "m")
        refused("value_out_of_range", partial(change.set_manual, one, first, wrong))
        refused("value_out_of_range", partial(change.set_basket_discount, one, wrong))
    assert change.set_basket_discount(one, set_to).basket_discount == set_to
    assert change.set_basket_discount(one, None).basket_discount is None


@pytest.mark.parametrize(
    "item",
    [
        product("x", restrictions=Restrictions(no_discounts=True)),
        product("x", is_gift_card=True),
        product("x", is_charge=True),
        product("x", is_empties=True),
    ],
)
def test_what_bears_no_discount(item: Product) -> None:
    one, first = add(EMPTY, item, open_price=100)
    manual = ManualDiscount(ManualKind.AMOUNT, 5, "r", "m")
    refused("discount_not_allowed", lambda: change.set_manual(one, first, manual))


def test_a_label_keeps_its_price_and_quantity() -> None:
    kilo = Quantity(1000, Unit.KILOGRAM)
    one, first = add(EMPTY, TOMATO, quantity=kilo, origin=LineOrigin.PRICE_LABEL, line_total=300)
    refused("not_changeable", lambda: change.set_quantity(one, first, kilo, NOW))
    refused("not_changeable", lambda: change.split_line(one, first, Quantity(1, Unit.KILOGRAM)))
    by_hand = ManualDiscount(ManualKind.PRICE, 5, "r", "m")
    refused("not_changeable", lambda: change.set_manual(one, first, by_hand))


def test_voided_and_unknown_lines_do_not_change() -> None:
    one, first = add(EMPTY, MILK)
    gone = change.void_line(one, first, NOW, "m")
    refused("not_changeable", lambda: change.void_line(gone, first, NOW, "m"))
    refused("no_such_line", lambda: change.void_line(gone, 9, NOW, "m"))
    refused("no_such_product", lambda: change.void_product(gone, "milk", pieces(1), NOW, "m"))


def test_repricing_moves_instants_of_live_lines() -> None:
    one, first = add(EMPTY, MILK)
    one, second = add(one, product("bread"))
    one = change.void_line(one, first, NOW, "m")
    later = datetime(2026, 11, 22, tzinfo=UTC)
    moved = change.reprice(one, None, later, "v2")
    assert [(old.instant, old.catalogue_version) for old in moved.lines] == [(NOW, "v1"), (later, "v2")]
    assert change.reprice(one, second, later).line(second).catalogue_version == "v1"


def test_customer_coupons_and_age() -> None:
    one = change.set_tier(EMPTY, "elena", "gold")
    assert (one.customer_ref, one.tier) == ("elena", "gold")
    assert change.set_coupons(one, ("K", "L", "K")).coupons == ("K", "L")
    check = AgeCheck(18, seen=True, by="maria")
    assert change.answer_age(one, check).age_check == check
    refused("value_out_of_range", lambda: change.answer_age(one, AgeCheck(0, seen=True, by="m")))
