from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa

from pos_client.domain.settings import Reason, RegisterSettings
from sync.central.catalogue.publications import publish_edits
from sync.central.catalogue.tables import zone
from sync.central.db import Database
from sync.central.staff.people import add_people, put_roles
from sync.central.staff.stores import (
    StoreError,
    StoreSetup,
    profile_of,
    put_registers,
    put_settings,
    put_store,
    settings_of,
)
from sync.protocol.values import encode_value
from tests.sync.central.catalogue.goods import feed, goods, product_edit
from tests.sync.central.staff.shops import person, profile, put_location, role

NOW = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
REASON = Reason("damaged", "discount", (("en", "Damaged"),))


@pytest.fixture
def shop(database: Database) -> Database:
    rows = {"zone_id": "ru", "currency": "RUB", "name": "Russia"}
    database.write(lambda connection: connection.execute(sa.insert(zone), rows))
    put_location(database, "M1", "ru", "M1-1", "M1-2")
    return database


def put(database: Database, **more: object) -> int:
    return put_store(database, "M1", StoreSetup(profile("M1"), **more), by="olga", now=NOW)  # type: ignore[arg-type]


def test_a_new_store_is_told_all_that_its_registers_share(shop: Database) -> None:
    put_roles(shop, "ru", [role()], by="olga", now=NOW)
    publish_edits(shop, "p", goods("1", is_open_item=True), effective_at=None, by="olga", now=NOW)
    assert put(shop, reasons=(REASON,), settings={"country": "ru"}) == 3
    told = feed(shop, "store:M1")
    assert told.keys() == {"store", "reason/discount/damaged", "setting/country", "role/cashier", "open_item/1"}
    assert told["store"] == encode_value(profile("M1"))
    assert told["setting/country"] == b'"ru"'
    assert told["reason/discount/damaged"] == b'{"position":0,"value":%b}' % encode_value(REASON)
    assert shop.read(lambda c: profile_of(c, "M1")) == profile("M1")


def test_only_what_changed_is_told(shop: Database) -> None:
    put(shop, reasons=(REASON,), settings={"a": "1", "b": "2"})
    moved: list[frozenset[str]] = []
    shop.listeners.append(moved.append)
    assert put(shop, reasons=(REASON,), settings={"a": "1", "b": "2"}) == 0
    assert moved == []
    assert put(shop, settings={"a": "1", "b": "3"}) == 2
    assert feed(shop, "store:M1").keys() == {"store", "setting/a", "setting/b"}


def test_taxes_reach_the_registers_by_the_profile(shop: Database) -> None:
    put(shop)
    put_store(shop, "M1", StoreSetup(profile("M1", taxes="AB")), by="olga", now=NOW)
    assert [each["code"] for each in json.loads(feed(shop, "store:M1")["store"])["tax_categories"]] == ["A", "B"]


def test_settings_one_by_one(shop: Database) -> None:
    put(shop, settings={"a": "1"})
    assert put_settings(shop, "M1", {"a": None, "b": "2", "c": None}, by="olga", now=NOW) == 2
    assert put_settings(shop, "M1", {"b": "2"}, by="olga", now=NOW) == 0
    assert shop.read(lambda c: settings_of(c, "M1")) == {"b": "2"}
    assert "setting/a" not in feed(shop, "store:M1")


def test_open_items_follow_the_catalogue_in_the_order_of_skus(shop: Database) -> None:
    put(shop)
    edits = [*goods("2", is_open_item=True), *goods("4", is_open_item=True), *goods("3")]
    publish_edits(shop, "p1", edits, effective_at=None, by="olga", now=NOW)
    edits = [*goods("1", is_open_item=True), product_edit("4")]
    publish_edits(shop, "p2", edits, effective_at=None, by="olga", now=NOW)
    told = {key: json.loads(body)["position"] for key, body in feed(shop, "store:M1").items() if key != "store"}
    assert told == {"open_item/1": 0, "open_item/2": 1}


def test_a_register_is_set_up_before_it_is_enrolled(shop: Database) -> None:
    put_roles(shop, "ru", [role()], by="olga", now=NOW)
    add_people(shop, [(person("S1"), ("M1",))], by="olga", now=NOW)
    setup = RegisterSettings("M1-2", "Register 2", "M02", language="pl")
    assert put_registers(shop, "M1", [setup], by="olga", now=NOW) == 1
    assert feed(shop, "register:M1-2")["register"] == encode_value(setup)
    assert feed(shop, "register:M1-2").keys() == {"register", "staff/S1"}
    assert put_registers(shop, "M1", [setup], by="olga", now=NOW) == 0
    other = RegisterSettings("M1-2", "Register two", "M02")
    assert put_registers(shop, "M1", [other], by="olga", now=NOW) == 1
    with pytest.raises(StoreError, match="unknown_register"):
        put_registers(shop, "M1", [RegisterSettings("M1-9", "", "")], by="olga", now=NOW)
    put_location(shop, "M2", "ru")
    with pytest.raises(StoreError, match="another_store"):
        put_registers(shop, "M2", [setup], by="olga", now=NOW)


def test_what_no_store_could_have(shop: Database) -> None:
    for bad, code in (
        (StoreSetup(profile("M2")), "another_store"),
        (StoreSetup(profile("M1", code="PLN")), "currency_differs"),
        (StoreSetup(profile("M1", barcode_patterns=("bad",))), "bad_pattern"),
        (StoreSetup(profile("M1"), settings={"": "x"}), "bad_setting"),
        (StoreSetup(profile("M1"), settings={"a": "x" * 10_001}), "bad_setting"),
    ):
        with pytest.raises(StoreError, match=code):
            put_store(shop, "M1", bad, by="olga", now=NOW)
    with pytest.raises(StoreError, match="unknown_store"):
        put_settings(shop, "M9", {"a": "1"}, by="olga", now=NOW)
    assert shop.read(lambda c: profile_of(c, "M1")) is None
    assert feed(shop, "store:M1") == {}
