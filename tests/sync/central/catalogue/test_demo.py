"""What a register enrolled into the demo chain is told equals what `prepare-demo` writes, value for value."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest
import sqlalchemy as sa
from argon2 import PasswordHasher
from msgspec.structs import replace

from pos_client.app.demo_data import staff_rows
from pos_client.db.replica import open_replica
from pos_client.db.replica.data import CatalogueData
from pos_client.domain.catalogue import Product, StoreProfile
from pos_client.domain.promotions.model import Promotion
from pos_client.domain.settings import QuickKey, Reason, RegisterSettings
from pos_client.domain.staff import Role, StaffMember
from pos_client.domain.tender import TenderKind
from sync.central.catalogue.changes import price_entries
from sync.central.catalogue.demo import Imported, import_demo
from sync.central.db import Database, metadata, open_database, schema
from sync.protocol.values import encode_value
from tests.support.demo import copy_demo
from tests.sync.central.catalogue.goods import feed, goods_in

NOW = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
pytestmark = pytest.mark.timeout(400)  # the import of a chain, on a machine that does other things too


@pytest.fixture(scope="module")
def chain(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Database, Imported]]:
    schema.load_tables()
    database = open_database(f"sqlite:///{tmp_path_factory.mktemp('demo')}/centre.sqlite")
    database.write(metadata.create_all)
    yield database, import_demo(database, by="olga", now=NOW)
    database.close()


def rows_of(database: Database, statement: str) -> list[tuple[object, ...]]:
    """What a statement finds."""
    return database.read(lambda connection: [tuple(row) for row in connection.execute(sa.text(statement))])


def placed(rows: dict[str, bytes], prefix: str) -> list[dict[str, object]]:
    """The values of rows with a place, in the order of their places."""
    found = [json.loads(body) for key, body in rows.items() if key.startswith(prefix)]
    return [each["value"] for each in sorted(found, key=lambda each: each["position"])]


def catalogue_of(rows: dict[str, bytes]) -> CatalogueData:
    """The catalogue that a zone's feed tells."""
    products = {key.partition("/")[2]: json.loads(body) for key, body in rows.items() if key.startswith("product/")}
    promotions = sorted(
        (json.loads(body) for key, body in rows.items() if key.startswith("promotion/")),
        key=lambda each: each["position"],
    )
    keys = [body for key, body in sorted(rows.items()) if key.startswith("quick_key/")]
    return CatalogueData(
        products=tuple(msgspec.convert(products[sku]["product"], Product) for sku in sorted(products)),
        prices=tuple(
            entry
            for key, body in sorted(rows.items())
            if key.startswith("price/")
            for entry in price_entries(key.partition("/")[2], body)
        ),
        promotions=tuple(msgspec.convert(each["promotion"], Promotion) for each in promotions),
        labels={label: sku for sku, each in products.items() for label in each["labels"]},
        quick_keys=tuple(msgspec.json.decode(body, type=QuickKey) for body in keys),
        gtins={sku: tuple(each["gtins"]) for sku, each in products.items() if each["gtins"]},
        popularity={sku: each["popularity"] for sku, each in products.items()},
    )


@pytest.mark.parametrize(("store_id", "register", "zone"), [("T12", 3, "ru"), ("K08", 2, "pl")])
def test_a_register_is_told_what_prepare_demo_writes(
    chain: tuple[Database, Imported], tmp_path: Path, store_id: str, register: int, zone: str
) -> None:
    database = chain[0]
    shared, own = feed(database, f"store:{store_id}"), feed(database, f"register:{store_id}-{register}")
    with open_replica(copy_demo(tmp_path, store_id, register)) as replica:
        written, live = replica.catalogue.data(), replica.live
        told = catalogue_of(goods_in(database, f"catalogue:{zone}"))
        assert {each.sku: each for each in told.products} == {each.sku: each for each in written.products}
        assert sorted(told.prices, key=repr) == sorted(written.prices, key=repr)
        assert told.promotions == written.promotions
        assert told.quick_keys == written.quick_keys
        assert {sku: count for sku, count in told.popularity.items() if count} == dict(written.popularity)
        assert {int(label): sku for label, sku in told.labels.items()} == {
            int(label): sku for label, sku in written.labels.items()
        }
        codes = {sku: {int(code) for code in each} for sku, each in written.gtins.items()}
        owns = {each.sku: int(each.gtin) for each in written.products if each.gtin}
        assert {sku: {int(code) for code in each} for sku, each in told.gtins.items()} == {
            sku: rest for sku, each in codes.items() if (rest := each - {owns.get(sku)})
        }

        assert msgspec.json.decode(shared["store"], type=StoreProfile) == live.store
        assert shared["store"] == encode_value(live.store)
        assert msgspec.json.decode(own["register"], type=RegisterSettings) == live.register
        assert tuple(msgspec.convert(each, Role) for each in placed(shared, "role/")) == live.roles()
        assert (
            tuple(msgspec.convert(each, TenderKind) for each in placed(shared, "tender_kind/")) == live.tender_kinds()
        )
        assert tuple(msgspec.convert(each, Product) for each in placed(shared, "open_item/")) == live.open_items()
        reasons = [msgspec.convert(each, Reason) for each in placed(shared, "reason/")]
        for kind in {reason.kind for reason in reasons}:
            assert tuple(each for each in reasons if each.kind == kind) == live.reasons(kind)
        settings = {
            key.partition("/")[2]: json.loads(body) for key, body in shared.items() if key.startswith("setting/")
        }
        assert settings == dict(live.settings)
        people = [msgspec.convert(each, StaffMember) for each in placed(own, "staff/")]
        assert [replace(each, pin_verifier="") for each in people] == [
            replace(each, pin_verifier="") for each in live.staff()
        ]
        pins = {row["staff_id"]: row["pin"] for row in staff_rows()}
        assert all(PasswordHasher().verify(each.pin_verifier, pins[each.staff_id]) for each in people)


def test_the_whole_chain_is_there_and_only_once(chain: tuple[Database, Imported]) -> None:
    database, imported = chain
    assert (imported.stores, imported.warehouses, imported.registers) == (12, 2, 53)
    assert imported.people == sum(1 for _ in staff_rows())
    heads = "SELECT feed, position FROM feed_head ORDER BY feed"
    before = rows_of(database, heads)
    again = import_demo(database, by="olga", now=NOW)
    assert replace(again, stock_rows=imported.stock_rows) == imported
    assert again.stock_rows == 0
    assert rows_of(database, heads) == before


def test_opening_stock_is_the_sum_of_its_movements(chain: tuple[Database, Imported]) -> None:
    database = chain[0]
    moved = "SELECT location_id, sku, sum(quantity) FROM stock_movement GROUP BY location_id, sku"
    held = "SELECT location_id, sku, on_hand FROM stock_balance"
    for first, second in ((moved, held), (held, moved)):
        assert rows_of(database, f"{first} EXCEPT {second}") == []
    rows = feed(database, "stock:WHE")
    assert len(rows) > 10_000
    assert json.loads(rows["sku/100001"])["on_hand"] > 0
