from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

import pytest

from pos_client.db.replica import codec
from pos_client.domain.catalogue import PriceEntry
from pos_client.domain.promotions.model import BundleGroup, Condition, Promotion, Reward, RewardKind, Selection
from sync.central.catalogue.changes import (
    ChainProduct,
    Edit,
    EditError,
    PlacedPromotion,
    PriceEdit,
    ProductEdit,
    PromotionEdit,
    QuickKeyEdit,
    Sold,
    SoldEdit,
    product_row,
    spell,
)
from sync.central.catalogue.publications import check_edits, publish_edits
from sync.central.db import Database
from sync.central.staff.stores import StoreError, StoreSetup, put_store
from tests.sync.central.catalogue.goods import (
    SINCE,
    goods,
    key_edit,
    price_edit,
    product,
    product_edit,
    promotion_edit,
)
from tests.sync.central.staff.shops import profile, put_location

A = "4600000000015"
B = "4600000000022"


def codes(database: Database, edits: Sequence[Edit]) -> set[tuple[str, str]]:
    return {(each.code, each.key) for each in check_edits(database, edits).contradictions}


def dear(sku: str, *prices: tuple[int, datetime, datetime | None]) -> PriceEdit:
    return PriceEdit("ru", sku, tuple(PriceEntry(sku, "shelf", amount, since, to) for amount, since, to in prices))


@pytest.fixture
def stocked(zones: Database, now: datetime) -> Database:
    """A chain that sells product 1, which has the code A, and 2, which charges 3."""
    edits = [
        *goods("1", gtin=A, plu="4011"),
        *goods("2"),
        *goods("3"),
        SoldEdit("ru", "2", Sold("A", charge_sku="3", labels=("12",))),
        promotion_edit("P1", "1"),
        key_edit(0, "1"),
    ]
    publish_edits(zones, "stock", edits, effective_at=None, by="ivan", now=now)
    return zones


def gift(**more: object) -> PromotionEdit:
    reward = Reward(
        RewardKind.BUNDLE,
        gift_sku="g",
        groups=(BundleGroup(Selection(skus=frozenset("b")), 1),),
        selection=Selection(excluded_skus=frozenset("x")),
    )
    made = Promotion("P9", (("en", "P9"),), date(2025, 1, 1), date(2035, 1, 1), reward, Condition())
    return PromotionEdit("ru", "P9", PlacedPromotion(9, made))


@pytest.mark.parametrize(
    ("edits", "expected"),
    [
        ([*goods("9", gtin=A)], {("duplicate_gtin", "9")}),
        ([*goods("9", gtin="0" + A)], {("duplicate_gtin", "9")}),
        ([*goods("8", gtin=B), *goods("9", gtin=B)], {("duplicate_gtin", "9")}),
        ([*goods("9", gtin="46x")], {("bad_gtin", "9")}),
        ([*goods("9", gtin="1" * 15)], {("bad_gtin", "9")}),
        ([*goods("9", plu="4011")], {("duplicate_plu", "9")}),
        ([*goods("9", plu="401100")], {("bad_number", "9")}),
        ([*goods("9"), SoldEdit("ru", "9", Sold("A", labels=("0012",)))], {("duplicate_label", "9")}),
        ([*goods("9"), SoldEdit("pl", "9", Sold("A", labels=("0012",)))], set()),
        ([product_edit("1", gtin=B), *goods("9", gtin=A)], set()),  # the code goes from one to the other
        ([price_edit("nine", 5)], {("unknown_sku", "nine")}),
        ([SoldEdit("ru", "nine", Sold("A"))], {("unknown_sku", "nine")}),
        ([SoldEdit("ru", "1", Sold("A", charge_sku="nine"))], {("unknown_sku", "1")}),
        ([promotion_edit("P2", "1", "nine")], {("unknown_sku", "P2")}),
        ([gift()], {("unknown_sku", "P9")}),
        ([key_edit(1, "nine")], {("unknown_sku", "01")}),
        ([price_edit("1", -1)], {("below_zero", "1")}),
        ([price_edit("1", 10**15 + 1)], {("too_large", "1")}),
        ([dear("1", (5, SINCE, SINCE))], {("empty_period", "1")}),
        ([dear("1", (5, SINCE, None), (6, SINCE, None))], {("price_twice", "1")}),
        ([dear("1", (5, SINCE, SINCE + timedelta(days=1)), (6, SINCE + timedelta(days=1), None))], set()),
        ([SoldEdit("fr", "1", Sold("A"))], {("unknown_zone", "1")}),
        ([ProductEdit("1", None)], {("still_sold", "1")}),
        ([SoldEdit("ru", "3", None), PriceEdit("ru", "3", ())], {("still_named", "3")}),
        ([SoldEdit("ru", "1", None)], {("still_named", "1")}),
        (
            [
                ProductEdit("1", None),
                SoldEdit("ru", "1", None),
                PriceEdit("ru", "1", ()),
                PromotionEdit("ru", "P1", None),
                QuickKeyEdit("ru", 0, None),
            ],
            set(),
        ),
        ([SoldEdit("ru", "1", None), price_edit("1", 6)], {("still_named", "1"), ("unknown_sku", "1")}),
    ],
)
def test_contradictions_are_named(stocked: Database, edits: list[Edit], expected: set[tuple[str, str]]) -> None:
    assert codes(stocked, edits) == expected


def test_everything_that_still_names_a_product_is_told(stocked: Database) -> None:
    found = check_edits(stocked, [SoldEdit("ru", "1", None)]).contradictions
    assert sorted(each.value for each in found) == ["price 1", "promotion P1", "quick_key 00"]


def test_a_product_needs_a_tax_category_that_every_store_of_the_zone_knows(zones: Database, now: datetime) -> None:
    put_location(zones, "M1", "ru")
    put_location(zones, "M2", "ru")
    put_store(zones, "M1", StoreSetup(profile("M1", taxes="AB")), by="ivan", now=now)
    put_store(zones, "M2", StoreSetup(profile("M2", taxes="A")), by="ivan", now=now)
    edits = [*goods("1"), *goods("2"), SoldEdit("ru", "2", Sold("B"))]
    assert codes(zones, edits) == {("missing_tax_category", "2")}
    put_store(zones, "M2", StoreSetup(profile("M2", taxes="AB")), by="ivan", now=now)
    publish_edits(zones, "p1", edits, effective_at=None, by="ivan", now=now)
    with pytest.raises(StoreError, match="tax_in_use B"):
        put_store(zones, "M2", StoreSetup(profile("M2", taxes="A")), by="ivan", now=now)


@pytest.mark.parametrize(
    ("edit", "code"),
    [
        (ProductEdit("", None), "bad_sku"),
        (ProductEdit("1" * 129, None), "bad_sku"),
        (ProductEdit("a\nb", None), "bad_sku"),
        (ProductEdit(" a", None), "bad_sku"),
        (SoldEdit("", "1", None), "bad_zone"),
        (QuickKeyEdit("ru", 1000, None), "bad_key"),
        (PromotionEdit("ru", "", None), "bad_key"),
        (PromotionEdit("ru", "P2", promotion_edit("P1").value), "bad_key"),
        (PriceEdit("ru", "1", (PriceEntry("2", "shelf", 1, SINCE),)), "another_sku"),
        (PriceEdit("ru", "1", (PriceEntry("1", "shelf", 1, datetime(2024, 1, 1)),)), "naive_instant"),  # noqa: DTZ001
        (ProductEdit("1", product_edit("2").value), "another_sku"),
    ],
)
def test_an_edit_that_no_catalogue_could_hold(edit: Edit, code: str) -> None:
    with pytest.raises(EditError) as refused:
        spell(edit)
    assert refused.value.code == code


def test_bodies_are_spelled_as_the_registers_codec_does() -> None:
    sold = Sold("A", labels=("7",), popularity=3)
    known = ChainProduct(product("1", gtin=A), (B,))
    told = product_row(known, sold)
    assert told == b'{"gtins":["%b"],"labels":["7"],"popularity":3,"product":%b}' % (
        B.encode(),
        codec.encode(sold.of(known.product)),
    )
    placed = promotion_edit("P1", "2", "1", position=4)
    assert placed.value is not None
    body = spell(placed)[1]
    assert body == b'{"position":4,"promotion":%b}' % codec.encode(placed.value.promotion)
    assert SINCE.tzinfo is UTC
