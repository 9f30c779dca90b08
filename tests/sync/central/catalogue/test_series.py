"""Any series of publications, applied in order, tells registers the same as loading the outcome directly."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st

from sync.central.catalogue.changes import Edit, PriceEdit, ProductEdit, PromotionEdit, QuickKeyEdit, Sold, SoldEdit
from sync.central.catalogue.publications import PublicationError, publish_edits, withdraw
from sync.central.catalogue.tables import zone
from sync.central.db import Database, metadata, open_database, schema
from tests.sync.central.catalogue.goods import (
    feed,
    goods_in,
    key_edit,
    price_edit,
    product_edit,
    promotion_edit,
)
from tests.sync.central.staff.shops import put_location

NOW = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
TABLES = ("feed_event", "feed_row", "feed_bucket", "feed_head", "feed_beneath", "catalogue_item", "product_number")
SKUS = st.sampled_from(("1", "2", "3"))
ZONES = st.sampled_from(("ru", "pl"))
GTINS = st.sampled_from(("", "4600000000015", "4600000000022"))

_edits: st.SearchStrategy[Edit] = st.one_of(
    st.builds(
        lambda sku, name, gtin, opened: product_edit(sku, name, gtin=gtin, is_open_item=opened),
        SKUS,
        st.sampled_from(("Milk", "Tea")),
        GTINS,
        st.booleans(),
    ),
    st.builds(lambda sku: ProductEdit(sku, None), SKUS),
    st.builds(lambda zone_id, sku, tax: SoldEdit(zone_id, sku, Sold(tax)), ZONES, SKUS, st.sampled_from("AB")),
    st.builds(lambda zone_id, sku: SoldEdit(zone_id, sku, None), ZONES, SKUS),
    st.builds(lambda sku, amount, zone_id: price_edit(sku, amount, zone_id), SKUS, st.integers(0, 3), ZONES),
    st.builds(lambda zone_id, sku: PriceEdit(zone_id, sku, ()), ZONES, SKUS),
    st.builds(lambda sku, place: promotion_edit("P", sku, position=place), SKUS, st.integers(0, 2)),
    st.just(PromotionEdit("ru", "P", None)),
    st.builds(lambda place, sku: key_edit(place, sku), st.integers(0, 1), SKUS),
    st.builds(lambda place: QuickKeyEdit("ru", place, None), st.integers(0, 1)),
)
_start = [
    each
    for sku in ("1", "2", "3")
    for zone_id in ("ru", "pl")
    for each in (product_edit(sku), SoldEdit(zone_id, sku, Sold("A")), price_edit(sku, 1, zone_id))
]
_series = st.lists(st.tuples(st.lists(_edits, min_size=1, max_size=6), st.booleans()), min_size=1, max_size=6)


def prepared(path: Path) -> Database:
    database = open_database(f"sqlite:///{path}")
    database.write(metadata.create_all)
    rows = [{"zone_id": each, "currency": each.upper() + "X", "name": each} for each in ("ru", "pl")]
    database.write(lambda connection: connection.execute(sa.insert(zone), rows))
    put_location(database, "M1", "ru")
    put_location(database, "K1", "pl")
    return database


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Database, Database]]:
    schema.load_tables()
    folder = tmp_path_factory.mktemp("series")
    both = prepared(folder / "series.sqlite"), prepared(folder / "direct.sqlite")
    yield both
    for database in both:
        database.close()


def emptied(database: Database) -> None:
    def work(connection: sa.Connection) -> None:
        for table in (*TABLES, "publication", "publication_row"):
            connection.execute(sa.text(f"DELETE FROM {table}"))  # noqa: S608

    database.write(work)


def told(database: Database) -> dict[str, dict[str, bytes]]:
    catalogue = {name: goods_in(database, name) for name in ("catalogue:ru", "catalogue:pl")}
    return catalogue | {name: feed(database, name) for name in ("store:M1", "store:K1")}


@pytest.mark.invariant(6)
@settings(max_examples=60, deadline=None)
@given(_series)
def test_a_series_of_publications_equals_a_direct_load(
    pair: tuple[Database, Database], series: list[tuple[list[Edit], bool]]
) -> None:
    database, direct = pair
    for each in pair:
        emptied(each)
    publish_edits(database, "start", _start, effective_at=None, by="ivan", now=NOW)
    accepted: list[Edit] = list(_start)
    for number, (edits, is_taken_back) in enumerate(series):
        at = NOW + timedelta(days=1) if is_taken_back else None
        before = told(database)
        try:
            publish_edits(database, f"p{number}", edits, effective_at=at, by="ivan", now=NOW)
        except PublicationError as error:
            refused = error.code
            assert refused in {"contradictions", "nothing_to_publish"}
            assert told(database) == before
            continue
        if is_taken_back:
            withdraw(database, f"p{number}", as_id=f"w{number}", by="ivan", now=NOW)
            assert told(database) == before
        else:
            accepted += edits
    publish_edits(direct, "all", accepted, effective_at=None, by="ivan", now=NOW)
    assert told(database) == told(direct)
    numbers = sa.text("SELECT kind, scope, number, sku FROM product_number ORDER BY kind, scope, number")
    held = [each.read(lambda c: [tuple(row) for row in c.execute(numbers)]) for each in pair]
    assert held[0] == held[1]
