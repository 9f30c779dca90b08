"""Restrictions: ages, hours by the store's clock, figures, marked goods; judged again at Pay and at recall."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

import pytest
from msgspec.structs import replace

from pos_client.domain.basket import AgeCheck, Basket
from pos_client.domain.basket_changes import answer_age
from pos_client.domain.catalogue import ForbiddenHours, Product, Restrictions
from pos_client.domain.local_time import in_window, local
from pos_client.domain.marking import is_marking_code, marking_identity
from pos_client.domain.pricing import price
from pos_client.domain.quantity import Unit
from pos_client.domain.restrictions import Violation, judge, pending_age, refused_age
from tests.support.selling import NOW, Book, basket, book, line, product


def restricted(sku: str, **limits: object) -> Product:
    return product(sku, restrictions=Restrictions(**limits))  # type: ignore[arg-type]


ENERGY = restricted("energy", minimum_age=16)
VODKA = restricted("vodka", minimum_age=18)
MILK = product("milk")
SHOP = book([(ENERGY, 100), (VODKA, 500), (MILK, 90)])


def codes(wanted: Basket, shop: Book = SHOP, now: datetime = NOW) -> list[tuple[str, int]]:
    return [(found.code, found.line_id) for found in judge(wanted, price(wanted, shop), shop, now)]


def test_the_highest_age_is_asked_once() -> None:
    both = basket([line(1, ENERGY), line(2, VODKA), line(3, MILK)])
    assert pending_age(both) == 18
    assert pending_age(replace(both, age_check=AgeCheck(16, seen=True, by="m"))) == 18
    assert pending_age(replace(both, age_check=AgeCheck(18, seen=True, by="m"))) == 0
    assert pending_age(basket([line(1, MILK)])) == 0
    assert pending_age(basket([line(1, VODKA, voided_at=NOW)])) == 0
    assert pending_age(basket([])) == 0


def test_a_refusal_answers_for_the_higher_ages_only() -> None:
    refused = AgeCheck(18, seen=False, by="m")
    both = basket([line(1, ENERGY), line(2, VODKA)], age_check=refused)
    assert pending_age(both) == 0
    assert codes(both) == [("age_unanswered", 1), ("age_refused", 2)]
    assert pending_age(basket([line(1, ENERGY)], age_check=refused)) == 16


def test_judged_by_age() -> None:
    one = basket([line(1, VODKA), line(2, MILK)])
    assert judge(one, price(one, SHOP), SHOP, NOW) == (Violation("age_unanswered", 1, (("age", 18),)),)
    assert codes(replace(one, age_check=AgeCheck(18, seen=True, by="m"))) == []


def test_hours_are_the_stores_and_are_judged_when_paid() -> None:
    night = restricted("wine", forbidden_hours=(ForbiddenHours(time(22, 0), time(8, 0)),))
    shop = book([(night, 900)])
    one = basket([line(1, night)])
    evening = datetime(2026, 11, 21, 18, 59, tzinfo=UTC)  # 21:59 in Moscow
    assert codes(one, shop, evening) == []
    assert codes(one, shop, evening + timedelta(minutes=1)) == [("forbidden_hours", 1)]
    assert codes(one, shop, datetime(2026, 11, 22, 5, 0, tzinfo=UTC)) == []


def test_figures() -> None:
    capped = restricted("book", maximum_price=500, highest_quantity=2000)
    shop = book([(capped, 501)])
    one = basket([line(1, capped, 2000), line(2, capped)])
    assert codes(one, shop) == [
        ("above_highest_quantity", 1),
        ("price_above_maximum", 1),
        ("above_highest_quantity", 2),
        ("price_above_maximum", 2),
    ]
    assert codes(basket([line(1, capped)]), book([(capped, 500)])) == []


def test_weights_and_labels() -> None:
    ham = product("ham", unit=Unit.KILOGRAM, highest_weight=2000, restrictions=Restrictions(maximum_price=1000))
    shop = book([(ham, 900)])
    assert codes(basket([line(1, ham, 2000)]), shop) == []
    assert codes(basket([line(1, ham, 2001)]), shop) == [("above_highest_weight", 1)]
    assert codes(basket([line(1, ham, 500, line_total=500)]), shop) == []
    assert codes(basket([line(1, ham, 500, line_total=501)]), shop) == [("price_above_maximum", 1)]


def test_the_present_restrictions_count() -> None:
    shop = book([(restricted("milk", maximum_price=80), 90)])
    assert codes(basket([line(1, MILK)]), shop) == [("price_above_maximum", 1)]


def test_an_age_is_judged_by_what_asks_for_it() -> None:
    one = basket([line(1, MILK)])
    shop = book([(restricted("milk", minimum_age=18), 90)])
    assert (pending_age(one), codes(one, shop)) == (0, [])
    old = basket([line(1, VODKA)])
    assert (pending_age(old), codes(old, book([(replace(VODKA, restrictions=MILK.restrictions), 90)]))) == (
        18,
        [("age_unanswered", 1)],
    )


def test_a_lower_age_seen_leaves_the_refused_one_refused() -> None:
    refused = answer_age(basket([line(1, ENERGY), line(2, VODKA)]), AgeCheck(18, seen=False, by="m"))
    seen = answer_age(refused, AgeCheck(16, seen=True, by="m"))
    assert codes(seen) == [("age_refused", 2)]
    assert pending_age(seen) == 0
    both = answer_age(seen, AgeCheck(16, seen=False, by="m"))
    assert codes(both) == [("age_refused", 1), ("age_refused", 2)]
    assert refused_age(both) == 16


def test_a_product_no_longer_known_keeps_those_of_its_line() -> None:
    one = basket([line(1, VODKA, open_price=100)])
    assert codes(one, book([])) == [("age_unanswered", 1)]


def test_a_line_that_is_not_priced_is_judged_all_the_same() -> None:
    capped = restricted("book", maximum_price=500, minimum_age=18)
    shop = book([(capped, 900)])
    empty = price(basket([]), shop)
    assert [found.code for found in judge(basket([line(1, capped)]), empty, shop, NOW)] == ["age_unanswered"]


def test_marked_goods_without_code() -> None:
    marked = product("shoe", needs_marking=True)
    shop = book([(marked, 900)])
    code = "010460000000001221abc\x1d93x"
    assert codes(basket([line(1, marked, raw_codes=(code,))]), shop) == []
    assert codes(basket([line(1, marked, raw_codes=("4600000000012",))]), shop) == [("marked_scan_needed", 1)]


@pytest.mark.parametrize(
    ("raw", "identity"),
    [
        ("010460000000001221abc", "010460000000001221abc"),
        ("]d2\x1d010460000000001221abc\x1d93x", "010460000000001221abc"),
        ("0104600000000012", ""),
        ("010460000000001217260101", ""),
        ("01046000000000AB21abc", ""),
        ("02046000000000122137", ""),
        ("0104600000000012172712313103000500" + "10LOT\x1d21abc\x1d93x", "010460000000001221abc"),
        ("0104600000000012\x1d20012137", "01046000000000122137"),
        ("010460000000001210LOT", ""),
        ("0104600000000012" + "17271231" + "21", ""),
        ("04600000000015abc1234AB12cd34", "010460000000001521abc1234"),
        ("04600000000015abc1234", "010460000000001521abc1234"),
        ("04600000000014abc1234", ""),
        ("04600000000015abc123456789", ""),
        ("", ""),
    ],
)
def test_marking_codes(raw: str, identity: str) -> None:
    assert marking_identity(raw) == identity
    assert is_marking_code(raw) is bool(identity)


def test_windows() -> None:
    saturday = local(NOW, "Europe/Moscow")
    assert (saturday.isoweekday(), saturday.hour) == (6, 14)
    weekend = frozenset({6})
    assert in_window(saturday, None, None, weekend)
    assert in_window(saturday, time(14, 32), None, weekend)
    assert not in_window(saturday, time(14, 33), None, weekend)
    assert not in_window(saturday, None, time(14, 32), weekend)
    assert not in_window(saturday, None, None, frozenset({7}))
    assert in_window(saturday, time(22), time(15), frozenset({5}))
    assert not in_window(saturday, time(22), time(15), weekend)
    assert in_window(saturday, time(14), time(2), weekend)
    with pytest.raises(ValueError, match="time zone"):
        local(datetime(2026, 11, 21), "Europe/Moscow")  # noqa: DTZ001 # that is the point
