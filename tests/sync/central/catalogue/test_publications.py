from __future__ import annotations

import json
from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa

from sync.central.catalogue.changes import ChainProduct, Edit, PriceEdit, ProductEdit, Sold, SoldEdit
from sync.central.catalogue.publications import (
    PublicationError,
    check,
    check_edits,
    discard,
    edit,
    find,
    open_publication,
    publish,
    publish_edits,
    recent,
    withdraw,
)
from sync.central.db import Database
from sync.central.db.driver import together
from sync.central.journal import aside
from sync.central.journal.heads import Place
from sync.central.stock import balances, listing
from sync.protocol.base import instant
from tests.sync.central.catalogue.goods import (
    feed,
    goods,
    goods_in,
    key_edit,
    price_edit,
    product,
    product_edit,
    promotion_edit,
)


def test_a_session_is_published_with_its_closing_row_in_one_write(zones: Database, now: datetime) -> None:
    moved: list[frozenset[str]] = []
    zones.listeners.append(moved.append)
    open_publication(zones, "p1", by="olga", now=now, note="November")
    assert edit(zones, "p1", goods("1", 100)) == 3
    assert edit(zones, "p1", [*goods("1", 120), promotion_edit("P1", "1"), key_edit(0, "1")]) == 5
    assert feed(zones, "catalogue:ru") == {}
    report = check(zones, "p1")
    assert (report.can_publish, report.feeds) == (True, (("ru", 4),))

    done = publish(zones, "p1", effective_at=None, by="ivan", now=now)

    assert (done.state, done.opened_by, done.published_by, done.items, done.rows) == ("published", "olga", "ivan", 5, 4)
    told = feed(zones, "catalogue:ru")
    assert json.loads(told["publication/p1"]) == {"count": 4, "effective_at": "2026-11-22T10:00:00.000000Z"}
    assert json.loads(told["price/1"]) == [["shelf", 1704067200000000, None, 120]]
    assert json.loads(told["product/1"])["product"]["tax_category"] == "A"
    assert json.loads(told["promotion/P1"])["position"] == 0
    assert json.loads(told["quick_key/00"]) == {"sku": "1", "names": [["en", "Key"]]}
    assert moved == [frozenset({"catalogue:ru"})]
    assert find(zones, "p1") == done
    assert recent(zones) == [done]


def test_every_row_of_a_publication_carries_its_id(zones: Database, now: datetime) -> None:
    publish_edits(zones, "p1", goods("1"), effective_at=now + timedelta(days=1), by="ivan", now=now)
    rows = zones.read(lambda c: c.execute(sa.text("SELECT key, publication FROM feed_event ORDER BY position")).all())
    assert [tuple(row) for row in rows] == [("product/1", "p1"), ("price/1", "p1"), ("publication/p1", "")]


def test_stock_of_what_was_sold_before_it_was_known_is_told_with_the_publication(
    zones: Database, now: datetime
) -> None:
    def sold(connection: sa.Connection) -> None:
        together(connection, balances.changing(connection, "s1", {"1": (-2000, 0), "2": (-1000, 0)}))
        aside.alarm(connection, Place("s1", "r1"), 1, listing.ALARM, "2 names", instant(now))

    zones.write(sold)
    publish_edits(zones, "p1", [product_edit("1")], effective_at=now + timedelta(days=1), by="ivan", now=now)
    ((key, body),) = feed(zones, "stock:s1").items()
    assert (key, json.loads(body)["on_hand"]) == ("sku/1", -2000)


def test_who_published_is_journalled(zones: Database, now: datetime) -> None:
    publish_edits(zones, "p1", goods("1"), effective_at=None, by="ivan", now=now)
    acts = zones.read(lambda c: c.execute(sa.text("SELECT operator, act, subject FROM operator_act")).all())
    assert [tuple(act) for act in acts] == [("ivan", "publish", "p1")]


def test_a_publication_happens_once(zones: Database, now: datetime) -> None:
    first = publish_edits(zones, "p1", goods("1", 100), effective_at=None, by="ivan", now=now)
    again = publish_edits(zones, "p1", goods("1", 999), effective_at=None, by="eve", now=now + timedelta(hours=1))
    assert again == first == publish(zones, "p1", effective_at=None, by="eve", now=now)
    assert b"999" not in feed(zones, "catalogue:ru")["price/1"]


def test_what_changes_nothing_is_not_published(zones: Database, now: datetime) -> None:
    publish_edits(zones, "p1", goods("1"), effective_at=None, by="ivan", now=now)
    assert check_edits(zones, goods("1")).unchanged == 3
    with pytest.raises(PublicationError, match="nothing_to_publish"):
        publish_edits(zones, "p2", goods("1"), effective_at=None, by="ivan", now=now)
    assert find(zones, "p2") is None


def test_a_product_of_the_chain_is_told_to_every_zone_that_sells_it(zones: Database, now: datetime) -> None:
    edits = [*goods("1"), SoldEdit("pl", "1", Sold("C", labels=("12",), popularity=5)), *goods("2")]
    publish_edits(zones, "p1", edits, effective_at=None, by="ivan", now=now)
    publish_edits(zones, "p2", [product_edit("1", "Whole milk")], effective_at=None, by="ivan", now=now)
    for name, tax in (("catalogue:ru", "A"), ("catalogue:pl", "C")):
        body = json.loads(feed(zones, name)["product/1"])
        assert (body["product"]["names"], body["product"]["tax_category"]) == ([["en", "Whole milk"]], tax)
        assert json.loads(feed(zones, name)["publication/p2"])["count"] == 1
    assert "product/2" not in feed(zones, "catalogue:pl")


def test_removals_are_tombstones(zones: Database, now: datetime) -> None:
    publish_edits(zones, "p1", [*goods("1"), *goods("2")], effective_at=None, by="ivan", now=now)
    gone: list[Edit] = [ProductEdit("1", None), SoldEdit("ru", "1", None), PriceEdit("ru", "1", ())]
    publish_edits(zones, "p2", gone, effective_at=None, by="ivan", now=now)
    assert goods_in(zones, "catalogue:ru").keys() == {"product/2", "price/2"}
    assert json.loads(feed(zones, "catalogue:ru")["publication/p2"])["count"] == 2


def test_withdrawing_restores_what_stood_before(zones: Database, now: datetime) -> None:
    publish_edits(zones, "p1", goods("1", 100, gtin="4600000000015"), effective_at=None, by="ivan", now=now)
    before = goods_in(zones, "catalogue:ru")
    later = now + timedelta(days=1)
    changed = [*goods("1", 200, name="Cream", gtin="4600000000022"), *goods("2", 5), key_edit(1, "2")]
    publish_edits(zones, "p2", changed, effective_at=later, by="ivan", now=now)

    done = withdraw(zones, "p2", as_id="p3", by="olga", now=later - timedelta(seconds=1))

    assert goods_in(zones, "catalogue:ru") == before
    assert "publication/p2" not in feed(zones, "catalogue:ru")
    assert (done.withdraws, done.published_by) == ("p2", "olga")
    told = find(zones, "p2")
    assert told is not None
    assert told.state == "withdrawn"
    assert withdraw(zones, "p2", as_id="p3", by="eve", now=now) == done
    # its codes are free again
    publish_edits(zones, "p4", goods("9", gtin="4600000000022"), effective_at=None, by="ivan", now=now)


@pytest.mark.parametrize(
    ("at", "code"), [(timedelta(0), "already_effective"), (timedelta(days=2), "already_effective")]
)
def test_what_has_taken_effect_is_not_withdrawn(zones: Database, now: datetime, at: timedelta, code: str) -> None:
    later = now + timedelta(days=1)
    publish_edits(zones, "p1", goods("1"), effective_at=later, by="ivan", now=now)
    with pytest.raises(PublicationError, match=code):
        withdraw(zones, "p1", as_id="p2", by="ivan", now=later + at)


def test_what_was_changed_since_is_not_withdrawn(zones: Database, now: datetime) -> None:
    later = now + timedelta(days=1)
    publish_edits(zones, "p0", [*goods("1"), *goods("2")], effective_at=None, by="ivan", now=now)
    publish_edits(zones, "p1", [price_edit("1", 7)], effective_at=later, by="ivan", now=now)
    publish_edits(zones, "p2", [price_edit("1", 8)], effective_at=later, by="ivan", now=now)
    with pytest.raises(PublicationError, match="changed_since"):
        withdraw(zones, "p1", as_id="p3", by="ivan", now=now)
    assert find(zones, "p3") is None
    withdraw(zones, "p2", as_id="p4", by="ivan", now=now)
    with pytest.raises(PublicationError, match="already_withdrawn"):
        withdraw(zones, "p2", as_id="p5", by="ivan", now=now)
    assert b",7]" in feed(zones, "catalogue:ru")["price/1"]


def test_a_removed_item_that_came_back_is_not_withdrawn(zones: Database, now: datetime) -> None:
    later = now + timedelta(days=1)
    publish_edits(zones, "p0", goods("1"), effective_at=None, by="ivan", now=now)
    publish_edits(zones, "p1", [PriceEdit("ru", "1", ())], effective_at=later, by="ivan", now=now)
    publish_edits(zones, "p2", [price_edit("1", 9)], effective_at=None, by="ivan", now=now)
    with pytest.raises(PublicationError, match="changed_since"):
        withdraw(zones, "p1", as_id="p3", by="ivan", now=now)


def test_a_withdrawal_that_leaves_a_contradiction_is_refused(zones: Database, now: datetime) -> None:
    publish_edits(zones, "p1", goods("1"), effective_at=now + timedelta(days=1), by="ivan", now=now)
    publish_edits(zones, "p2", [key_edit(0, "1")], effective_at=None, by="ivan", now=now)
    with pytest.raises(PublicationError, match="contradictions still_named"):
        withdraw(zones, "p1", as_id="p3", by="ivan", now=now)


def test_sessions_that_are_not_there_or_not_open(zones: Database, now: datetime) -> None:
    with pytest.raises(PublicationError, match="bad_id"):
        open_publication(zones, "no/such", by="ivan", now=now)
    with pytest.raises(PublicationError, match="unknown_publication"):
        publish(zones, "p1", effective_at=None, by="ivan", now=now)
    with pytest.raises(PublicationError, match="unknown_publication"):
        check(zones, "p1")
    opened = open_publication(zones, "p1", by="ivan", now=now)
    assert open_publication(zones, "p1", by="eve", now=now) == opened
    with pytest.raises(PublicationError, match="not_open"):
        publish_edits(zones, "p1", goods("1"), effective_at=None, by="ivan", now=now)
    with pytest.raises(PublicationError, match="not_published"):
        withdraw(zones, "p1", as_id="p2", by="ivan", now=now)
    discard(zones, "p1")
    assert find(zones, "p1") is None
    publish_edits(zones, "p1", goods("1"), effective_at=None, by="ivan", now=now)
    with pytest.raises(PublicationError, match="not_open"):
        edit(zones, "p1", goods("2"))
    publish_edits(zones, "p2", goods("2"), effective_at=now + timedelta(days=1), by="ivan", now=now)
    with pytest.raises(PublicationError, match="not_open p1"):
        withdraw(zones, "p2", as_id="p1", by="ivan", now=now)


def test_contradictions_change_nothing(zones: Database, now: datetime) -> None:
    open_publication(zones, "p1", by="ivan", now=now)
    edit(zones, "p1", [ProductEdit("1", ChainProduct(product("1"))), price_edit("1", 5)])
    report = check(zones, "p1")
    assert [(each.code, each.key) for each in report.contradictions] == [("unknown_sku", "1")]
    assert not report.can_publish
    with pytest.raises(PublicationError, match="contradictions unknown_sku price 1") as refused:
        publish(zones, "p1", effective_at=None, by="ivan", now=now)
    assert refused.value.report == report
    assert feed(zones, "catalogue:ru") == {}
    told = find(zones, "p1")
    assert told is not None
    assert told.state == "open"


def test_what_was_removed_since_is_not_withdrawn(zones: Database, now: datetime) -> None:
    later = now + timedelta(days=1)
    publish_edits(zones, "p0", goods("1"), effective_at=None, by="ivan", now=now)
    publish_edits(zones, "p1", [price_edit("1", 7)], effective_at=later, by="ivan", now=now)
    publish_edits(zones, "p2", [PriceEdit("ru", "1", ())], effective_at=None, by="ivan", now=now)
    with pytest.raises(PublicationError, match="changed_since price/ru/1"):
        withdraw(zones, "p1", as_id="p3", by="ivan", now=now)


def test_what_a_withdrawn_publication_changed_too_can_be_withdrawn(zones: Database, now: datetime) -> None:
    at = [now + timedelta(minutes=minute) for minute in range(6)]
    publish_edits(zones, "p0", goods("1", 5), effective_at=None, by="ivan", now=at[0])
    publish_edits(zones, "p1", [price_edit("1", 7)], effective_at=at[5], by="ivan", now=at[1])
    publish_edits(zones, "p2", [price_edit("1", 8)], effective_at=at[5], by="ivan", now=at[2])
    withdraw(zones, "p2", as_id="w2", by="ivan", now=at[3])
    withdraw(zones, "p1", as_id="w1", by="ivan", now=at[4])
    assert b",5]" in feed(zones, "catalogue:ru")["price/1"]


def test_what_stands_by_another_since_is_not_withdrawn_though_it_looks_alike(zones: Database, now: datetime) -> None:
    at = [now + timedelta(minutes=minute) for minute in range(6)]
    publish_edits(zones, "p0", goods("1", 5), effective_at=None, by="ivan", now=at[0])
    for number, amount in enumerate((7, 8, 7, 9), 1):  # the third says again what the first said
        publish_edits(zones, f"p{number}", [price_edit("1", amount)], effective_at=at[5], by="ivan", now=at[number])
    withdraw(zones, "p4", as_id="w4", by="ivan", now=at[4])
    with pytest.raises(PublicationError, match="changed_since price/ru/1"):
        withdraw(zones, "p1", as_id="w1", by="ivan", now=at[4])
