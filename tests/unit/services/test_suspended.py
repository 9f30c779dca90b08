"""Parked baskets: several on their way at once, none lost, dropped only with a reason and the right."""

from __future__ import annotations

import pytest

from pos_client.services.desk import ServiceError
from pos_client.services.views import NeedsApproval
from tests.unit.services.conftest import Goods, Opener
from tests.unit.services.counting import done, writes_refused
from tests.unit.services.shop import CASHIER, MANAGER, SECONDS, Clock, Shop


def fill(shop: Shop, goods: Goods, number: int) -> str:
    shop.scan(goods.plain[number].gtin)
    return shop.checkout.basket.basket_id


def test_baskets_that_the_disk_refused_come_back_one_by_one(shop: Shop, goods: Goods) -> None:
    suspended = shop.services.suspended
    with writes_refused(shop):
        parked = [(fill(shop, goods, number), suspended.suspend(f"customer {number}")) for number in range(3)]
        for _basket_id, future in parked:
            assert future.exception(SECONDS * 2) is not None
        assert suspended.refused == 3
        assert suspended.all() == ()
    back = []
    for _number in range(3):
        back.append(suspended.take_back().basket_id)
        suspended.suspend("").result(SECONDS)
    assert back == [basket_id for basket_id, _future in parked]
    assert {view.basket_id for view in suspended.all()} == set(back)
    assert suspended.refused == 0
    with pytest.raises(ServiceError, match="basket_open"):
        suspended.take_back()


def test_only_refused_baskets_are_taken_back(shop: Shop, goods: Goods) -> None:
    suspended = shop.services.suspended
    fill(shop, goods, 0)
    suspended.suspend("").result(SECONDS)
    refused = fill(shop, goods, 1)
    with writes_refused(shop):
        assert suspended.suspend("").exception(SECONDS) is not None
    fill(shop, goods, 2)
    with pytest.raises(ServiceError, match="basket_open"):
        suspended.take_back()
    suspended.suspend("").result(SECONDS)
    assert suspended.take_back().basket_id == refused


def test_a_parked_basket_says_who_when_and_how_much(shop: Shop, goods: Goods) -> None:
    fill(shop, goods, 0)
    total = shop.checkout.priced.total
    shop.services.suspended.suspend("a red coat").result(SECONDS)
    (view,) = shop.services.suspended.all()
    assert (view.by, view.label, view.total, view.line_count) == (
        shop.member(CASHIER).short_name,
        "a red coat",
        total,
        1,
    )
    assert view.suspended_at == shop.clock.now


def test_dropping_wants_a_reason_and_the_right_and_happens_once(shop: Shop, goods: Goods) -> None:
    suspended = shop.services.suspended
    basket_id = fill(shop, goods, 0)
    suspended.suspend("").result(SECONDS)
    with pytest.raises(ServiceError, match="reason_needed"):
        suspended.drop(basket_id, "")
    with pytest.raises(ServiceError, match="unknown_basket"):
        suspended.drop("none", "cancel.customer_left")
    needed = suspended.drop(basket_id, "cancel.customer_left")
    assert isinstance(needed, NeedsApproval)
    assert len(suspended.all()) == 1
    done(suspended.drop(basket_id, "cancel.other", note="left at noon", approval=shop.approve(needed)))
    assert suspended.all() == ()
    with pytest.raises(ServiceError, match="unknown_basket"):
        suspended.drop(basket_id, "cancel.customer_left")
    with pytest.raises(ServiceError, match="unknown_basket"):
        suspended.recall(basket_id)
    (body,) = shop.bodies("basket_cancelled")
    assert (body.was_suspended, body.reason, body.by, body.approved_by) == (
        True,
        "cancel.other: left at noon",
        shop.member(CASHIER).staff_id,
        shop.member(MANAGER).staff_id,
    )
    assert [line.sku for line in body.lines] == [goods.plain[0].sku]


def test_a_drop_that_the_disk_refuses_leaves_the_basket(opener: Opener, goods: Goods) -> None:
    shop = opener(clock=Clock())
    shop.begin(MANAGER)
    basket_id = fill(shop, goods, 0)
    shop.services.suspended.suspend("").result(SECONDS)
    with writes_refused(shop):
        refused = shop.services.suspended.drop(basket_id, "cancel.customer_left")
        assert not isinstance(refused, NeedsApproval)
        assert shop.services.suspended.all() == ()  # nobody takes back what is being dropped
        assert refused.exception(SECONDS) is not None
    assert [view.basket_id for view in shop.services.suspended.all()] == [basket_id]
    assert shop.bodies("basket_cancelled") == []
