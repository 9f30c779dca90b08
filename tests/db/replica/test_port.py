"""The replica as the sync process writes it, against a centre of a few lines: what is told is what is there."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from pos_client.db.replica import (
    LiveData,
    Replica,
    ReplicaDataError,
    create_empty,
    open_replica,
    switch_catalogue,
    write_live,
)
from pos_client.db.replica.codec import from_micros
from pos_client.db.replica.files import ReplicaFile
from pos_client.db.replica.port import WrittenReplica
from pos_client.domain.settings import QuickKey, Reason, RegisterSettings
from sync.engine.ports import PortError
from sync.protocol import feeds
from sync.protocol.base import parse_instant
from sync.protocol.messages import Cursor
from sync.protocol.values import encode_plain, encode_value, plain_value, to_micros
from tests.db.replica.chain import CASHIER, LIVE, PROMOTIONS, STORE
from tests.db.replica.told import ToldFeed, closing, placed, price_row, product_row, whole

CATALOGUE, OWN_STOCK, STORE_FEED, REGISTER = "catalogue:ru", "stock:S1", "store:S1", "register:R2"
FEEDS = (REGISTER, STORE_FEED, CATALOGUE, OWN_STOCK, "stock:S2")
DAY, NIGHT = "2026-11-22T12:00:00.000000Z", "2026-11-23T00:00:00.000000Z"


def micros(instant: str) -> int:
    return to_micros(parse_instant(instant))


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    create_empty(tmp_path / "replica", LIVE.register, STORE, FEEDS)
    return tmp_path / "replica"


@pytest.fixture
def port(directory: Path) -> Iterator[WrittenReplica]:
    port = WrittenReplica(directory, FEEDS)
    yield port
    port.close()


@pytest.fixture
def catalogue() -> ToldFeed:
    feed = ToldFeed(CATALOGUE)
    feed.write("product/MILK", product_row("MILK", "Fresh milk", popularity=9, gtin="4601234567893", labels=("17",)))
    feed.write("price/MILK", price_row(("shelf", 1_000_000, None, 8_990)))
    feed.write("product/BREAD", product_row("BREAD", "Rye bread", popularity=5, plu="04011"))
    feed.write("price/BREAD", price_row(("shelf", 1_000_000, None, 4_500)))
    feed.write("promotion/P1", encode_plain({"position": 2, "promotion": plain_value(PROMOTIONS[1])}))
    feed.write("promotion/P2", encode_plain({"position": 1, "promotion": plain_value(PROMOTIONS[0])}))
    feed.write("quick_key/00", encode_value(QuickKey("MILK", (("en", "Milk"),))))
    return feed


def install(port: WrittenReplica, feed: ToldFeed, tmp_path: Path, at: int | None = None) -> None:
    offer, packed = feed.snapshot(tmp_path / "centre", at)
    part, have = port.download(offer)
    assert have == 0
    shutil.copy(packed, part)
    port.install(offer, part)


def cursor(port: WrittenReplica, feed: str) -> Cursor:
    return next(each for each in port.cursors() if each.feed == feed)


def state(port: WrittenReplica, feed: ToldFeed, most: int = 100) -> None:
    page = first = feed.page("", most)
    port.apply_state(page, first=first)
    while not page.done:
        page = feed.page(page.rows[-1].key, most)
        port.apply_state(page, first=first)


def check_all(port: WrittenReplica, feed: str) -> set[int]:
    wrong: set[int] = set()
    for _ in range(20):  # of so few rows all buckets are looked at in one call or a few
        wrong.update(port.check_some(feed))
    return wrong


def test_a_register_that_has_downloaded_nothing_opens_and_is_not_ready(
    directory: Path, port: WrittenReplica, catalogue: ToldFeed, tmp_path: Path
) -> None:
    assert set(port.cursors()) == {Cursor(feed=feed) for feed in FEEDS}
    with open_replica(directory) as replica:
        assert not replica.ready
        assert replica.live.register == LIVE.register
        assert replica.live.store == STORE
        assert replica.catalogue.products_count == 0
        assert replica.catalogue.search("milk", "en") == ()
        register, store = ToldFeed(REGISTER), ToldFeed(STORE_FEED)
        register.write("register", whole(replace(LIVE.register, name="Till 9")))
        store.write("store", whole(STORE))
        state(port, register)
        state(port, store)
        assert replica.refresh()
        assert not replica.ready
        assert replica.live.register.name == "Till 9"
        install(port, catalogue, tmp_path)
        assert replica.refresh()
        assert replica.ready
        assert replica.catalogue.products_count == 2
    assert create_empty(directory, LIVE.register, STORE, FEEDS)  # follows them already: nothing is lost
    with open_replica(directory) as replica:
        assert replica.ready
    assert len(list(directory.glob("catalogue-*.sqlite"))) == 1


def test_an_installed_snapshot_sells_and_deltas_change_it_in_place(
    directory: Path, port: WrittenReplica, catalogue: ToldFeed, tmp_path: Path
) -> None:
    install(port, catalogue, tmp_path)
    assert cursor(port, CATALOGUE) == catalogue.cursor()
    with open_replica(directory) as replica:
        before = replica.catalogue
        assert [each.promotion_id for each in before.promotions()] == ["P2", "P1"]
        assert before.version == "1-7"
        assert not replica.refresh()
        catalogue.write(
            "price/MILK", price_row(("shelf", 1_000_000, 2_000_000, 8_990), ("shelf", 2_000_000, None, 9_990))
        )
        catalogue.write("product/TEA", product_row("TEA", "Green tea", popularity=7, gtin="96385074"))
        assert port.apply(catalogue.delta(7)).mismatched == ()
        assert replica.refresh()
        now = replica.catalogue
        assert (now.version, now.path, now.products_count) == ("1-9", before.path, 3)
        assert now.promotions() is before.promotions()
        assert now.quick_keys() is before.quick_keys()
        spans = [(each.valid_from, each.valid_to, each.amount) for each in now.prices("MILK")]
        assert spans == [
            (from_micros(1_000_000), from_micros(2_000_000), 8_990),
            (from_micros(2_000_000), None, 9_990),
        ]
        tea = now.by_gtin("96385074")
        assert tea is not None
        assert tea.sku == "TEA"
        assert not replica.refresh()
        catalogue.write("promotion/P2", None)
        catalogue.write("quick_key/01", encode_value(QuickKey("TEA", (("en", "Tea"),))))
        catalogue.write("product/BREAD", None)
        catalogue.write("price/BREAD", None)
        port.apply(catalogue.delta(9))
        assert replica.refresh()
        last = replica.catalogue
        assert [each.promotion_id for each in last.promotions()] == ["P1"]
        assert [each.sku for each in last.quick_keys()] == ["MILK", "TEA"]
        assert last.product("BREAD") is None
        assert last.by_plu("4011") is None
        assert last.prices("BREAD") == ()
        assert last.products_count == 2


def test_the_vocabulary_follows_beside_the_search(
    directory: Path, port: WrittenReplica, catalogue: ToldFeed, tmp_path: Path
) -> None:
    install(port, catalogue, tmp_path)
    with open_replica(directory) as replica:
        assert [hit.product.sku for hit in replica.catalogue.search("milk", "en")] == ["MILK"]
        catalogue.write("product/TEA", product_row("TEA", "Jasmine tea", popularity=7, brand="Lotus"))
        catalogue.write("product/MILK", product_row("MILK", "Sour cream", popularity=9))
        port.apply(catalogue.delta(7))
        assert replica.refresh()
        replica.catalogue.search("jas", "en")  # begins to read the new words
        replica.catalogue._searcher.close()  # noqa: SLF001 - waits until they are read
        for text in ("jasmin", "lotus", "jsamine"):
            assert [hit.product.sku for hit in replica.catalogue.search(text, "en")] == ["TEA"], text
        assert [hit.product.sku for hit in replica.catalogue.search("sour", "en")] == ["MILK"]
        assert replica.catalogue.search("fresh", "en") == ()
        assert replica.catalogue.by_gtin("4601234567893") is None


def test_what_a_hole_holds_is_not_applied(port: WrittenReplica, catalogue: ToldFeed, tmp_path: Path) -> None:
    assert port.apply(catalogue.delta(0)).hole  # nothing is there to apply it to
    install(port, catalogue, tmp_path)
    catalogue.write("price/MILK", price_row(("shelf", 1, None, 1)))
    catalogue.write("price/MILK", price_row(("shelf", 1, None, 2)))
    good = catalogue.delta(7)
    for bad in (
        catalogue.delta(8),
        catalogue.delta(6),
        msgspec.structs.replace(good, generation=2),
        msgspec.structs.replace(good, needs="snapshot"),
        msgspec.structs.replace(good, feed="catalogue:other"),
    ):
        assert port.apply(bad).hole
    for position in (7, 10):
        row = msgspec.structs.replace(good.rows[0], position=position)
        with pytest.raises(ValueError, match="outside"):
            port.apply(msgspec.structs.replace(good, rows=(row,)))
    assert cursor(port, CATALOGUE) == catalogue.cursor(7)
    assert port.apply(good).rows == 1
    assert port.apply(msgspec.structs.replace(good, start=9, rows=())).rows == 0


def test_a_wrong_checksum_names_its_bucket_and_the_bucket_mends_it(
    directory: Path, port: WrittenReplica, catalogue: ToldFeed, tmp_path: Path
) -> None:
    install(port, catalogue, tmp_path)
    bucket = feeds.bucket_of("price/MILK")
    catalogue.write("price/MILK", price_row(("shelf", 1, None, 77)))
    lost = msgspec.structs.replace(catalogue.delta(7), rows=())
    assert port.apply(lost).mismatched == (bucket,)
    assert not port.apply_bucket(catalogue.bucket(bucket, 7))  # as it was before: of no use
    assert not port.apply_bucket(msgspec.structs.replace(catalogue.bucket(bucket), generation=9))
    with pytest.raises(ValueError, match="checksum"):
        port.apply_bucket(msgspec.structs.replace(catalogue.bucket(bucket), checksum="0" * 16))
    with pytest.raises(ValueError, match="not of bucket"):
        port.apply_bucket(msgspec.structs.replace(catalogue.bucket(bucket), bucket=(bucket + 1) % 256))
    assert port.apply_bucket(catalogue.bucket(bucket))
    assert check_all(port, CATALOGUE) == set()
    with open_replica(directory) as replica:
        assert [each.amount for each in replica.catalogue.prices("MILK")] == [77]


def test_damage_in_the_rows_is_found_when_idle(
    directory: Path, port: WrittenReplica, catalogue: ToldFeed, tmp_path: Path
) -> None:
    install(port, catalogue, tmp_path)
    stock = ToldFeed(OWN_STOCK)
    stock.write("sku/MILK", stock_row(5_000))
    state(port, stock)
    assert check_all(port, CATALOGUE) | check_all(port, OWN_STOCK) == set()
    path = directory / open_name(directory)
    file = ReplicaFile(path, writing=True)
    file.run("UPDATE rows SET body = ? WHERE key = 'price/MILK'", (price_row(("shelf", 1, None, 1)),))
    file.run("UPDATE products SET body = CAST(replace(CAST(body AS TEXT), 'Rye', 'Dry') AS BLOB) WHERE sku = 'BREAD'")
    file.close()
    live = ReplicaFile(directory / "live.sqlite", writing=True)
    live.run("UPDATE stock SET on_hand = 6000")
    live.close()
    wrong = {feeds.bucket_of("price/MILK"), feeds.bucket_of("product/BREAD")}
    assert check_all(port, CATALOGUE) == wrong
    assert check_all(port, OWN_STOCK) == {feeds.bucket_of("sku/MILK")}
    for bucket in wrong:
        assert port.apply_bucket(catalogue.bucket(bucket))
    assert port.apply_bucket(stock.bucket(feeds.bucket_of("sku/MILK")))
    assert check_all(port, CATALOGUE) | check_all(port, OWN_STOCK) == set()


def open_name(directory: Path) -> str:
    live = ReplicaFile(directory / "live.sqlite")
    try:
        found = live.row("SELECT catalogue FROM pointer")
        assert found is not None
        return str(found[0])
    finally:
        live.close()


def stock_row(on_hand: int, reserved: int = 0, unavailable: int = 0, at: str = DAY) -> bytes:
    return encode_plain({"at": at, "on_hand": on_hand, "reserved": reserved, "unavailable": unavailable})
