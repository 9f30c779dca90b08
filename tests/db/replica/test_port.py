"""The replica as the sync process writes it, against a centre of a few lines: what is told is what is there."""

from __future__ import annotations

import contextlib
import shutil
from pathlib import Path

import msgspec
import pytest
from msgspec.structs import replace

from pos_client.db.replica import (
    Replica,
    ReplicaDamagedError,
    ReplicaDataError,
    build_catalogue,
    create_empty,
    open_replica,
    switch_catalogue,
    write_live,
)
from pos_client.db.replica.codec import from_micros
from pos_client.db.replica.files import ReplicaFile
from pos_client.db.replica.port import WrittenReplica
from pos_client.domain.settings import QuickKey, Reason
from sync.protocol import feeds
from sync.protocol.base import parse_instant
from sync.protocol.messages import Cursor
from sync.protocol.values import encode_plain, encode_value, plain_value, to_micros
from tests.db.replica.chain import CASHIER, LIVE, MANAGER, PROMOTIONS, STORE
from tests.db.replica.chain import CATALOGUE as OWN_CATALOGUE
from tests.db.replica.seen import current, held_in
from tests.db.replica.told import (
    CATALOGUE,
    FEEDS,
    OWN_STOCK,
    REGISTER,
    STORE_FEED,
    ToldFeed,
    closing,
    placed,
    price_row,
    product_row,
    whole,
)

DAY, NIGHT = "2026-11-22T12:00:00.000000Z", "2026-11-23T00:00:00.000000Z"


def micros(instant: str) -> int:
    return to_micros(parse_instant(instant))


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


def is_ready(replica: Replica) -> bool:
    return replica.ready


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
        assert not is_ready(replica)
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
        assert not is_ready(replica)
        assert replica.live.register.name == "Till 9"
        install(port, catalogue, tmp_path)
        assert replica.refresh()
        assert is_ready(replica)
        assert replica.catalogue.products_count == 2
    create_empty(directory, LIVE.register, STORE, FEEDS)  # follows them already: nothing is lost
    with open_replica(directory) as replica:
        assert is_ready(replica)
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
        replica.catalogue._searcher.close()
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
    file = ReplicaFile(current(directory), writing=True)
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


def stock_row(on_hand: int, reserved: int = 0, unavailable: int = 0, at: str = DAY) -> bytes:
    return encode_plain({"at": at, "on_hand": on_hand, "reserved": reserved, "unavailable": unavailable})


# --- publications


def test_a_publication_is_invisible_until_it_is_closed_and_its_time_has_come(
    directory: Path, port: WrittenReplica, catalogue: ToldFeed, tmp_path: Path
) -> None:
    install(port, catalogue, tmp_path)
    catalogue.write("price/MILK", price_row(("shelf", 1, None, 100)), "spring")
    catalogue.write("product/BREAD", None, "spring")
    catalogue.write("product/CAKE", product_row("CAKE", "Easter cake"), "spring")
    catalogue.write("promotion/P1", None, "spring")
    with open_replica(directory) as replica:

        def seen() -> tuple[object, ...]:
            replica.refresh()
            now = replica.catalogue
            return (
                [each.amount for each in now.prices("MILK")],
                [sku for sku in ("BREAD", "CAKE") if now.product(sku)],
                [hit.product.sku for hit in now.search("easter", "en")],
                [each.promotion_id for each in now.promotions()],
            )

        before: tuple[object, ...] = ([8_990], ["BREAD"], [], ["P2", "P1"])
        after: tuple[object, ...] = ([100], ["CAKE"], ["CAKE"], ["P2"])
        assert port.apply(catalogue.delta(7)).mismatched == ()
        assert not port.take_effect(micros(NIGHT))  # it is not closed
        assert seen() == before
        catalogue.write("publication/spring", closing(DAY), "spring")
        assert port.apply(catalogue.delta(11)).mismatched == ()
        assert check_all(port, CATALOGUE) == set()
        assert not port.take_effect(micros(DAY) - 1)
        assert seen() == before
        assert port.take_effect(micros(DAY))
        replica.catalogue.search("easter", "en")
        replica.catalogue.warm()
        assert seen()[:2] == after[:2]
        replica.catalogue.search("easter", "en")
        replica.catalogue._searcher.close()
        assert seen() == after
        assert not port.take_effect(micros(NIGHT))
        assert check_all(port, CATALOGUE) == set()
        assert cursor(port, CATALOGUE) == catalogue.cursor()


def test_a_publication_that_waits_comes_with_the_snapshot_and_may_be_put_off(
    directory: Path, port: WrittenReplica, catalogue: ToldFeed, tmp_path: Path
) -> None:
    catalogue.write("price/MILK", price_row(("shelf", 1, None, 100)), "spring")
    catalogue.write("publication/spring", closing(DAY), "spring")
    install(port, catalogue, tmp_path)
    catalogue.write("publication/spring", closing(NIGHT), "spring")
    catalogue.write("publication/odd", b'{"count":1}', "odd")  # says no time
    catalogue.write("price/BREAD", price_row(("shelf", 1, None, 1)), "odd")
    assert port.apply(catalogue.delta(9)).mismatched == ()
    with open_replica(directory) as replica:
        assert not port.take_effect(micros(DAY))
        assert [each.amount for each in replica.catalogue.prices("MILK")] == [8_990]
        catalogue.write("price/MILK", price_row(("shelf", 1, None, 7)))  # overtakes what waits
        assert port.apply(catalogue.delta(12)).mismatched == ()
        assert port.take_effect(micros(NIGHT))
        replica.refresh()
        assert [each.amount for each in replica.catalogue.prices("MILK")] == [7]
        assert [each.amount for each in replica.catalogue.prices("BREAD")] == [4_500]
    assert check_all(port, CATALOGUE) == set()


# --- the other feeds


def test_store_and_register_are_read_and_followed(directory: Path, port: WrittenReplica) -> None:
    store, register = ToldFeed(STORE_FEED), ToldFeed(REGISTER)
    store.write("store", whole(replace(STORE, name="Renamed")))
    store.write("role/manager", placed(1, MANAGER))
    store.write("role/cashier", placed(0, CASHIER))
    store.write("tender_kind/cash", placed(0, LIVE.tender_kinds[0]))
    store.write("reason/discount/shelf", placed(0, LIVE.reasons[0]))
    store.write("open_item/OPEN-A", placed(0, LIVE.open_items[0]))
    store.write("setting/age.once", encode_plain("yes"))
    register.write("register", whole(LIVE.register))
    register.write("staff/u2", placed(1, LIVE.staff[1]))
    register.write("staff/u1", placed(0, LIVE.staff[0]))
    register.write("keep", encode_plain({"epoch": 2, "seq": 17}))
    with open_replica(directory) as replica:
        state(port, store, most=2)  # in pages
        state(port, register)
        assert replica.refresh()
        live = replica.live
        assert live.store.name == "Renamed"
        assert replica.catalogue.store.name == "Renamed"
        assert live.roles() == (CASHIER, MANAGER)
        assert live.staff() == LIVE.staff
        assert live.tender_kinds() == LIVE.tender_kinds
        assert live.reasons("discount") == LIVE.reasons[:1]
        assert live.open_items() == LIVE.open_items
        assert live.settings == {"age.once": "yes"}
        assert live.keep == (2, 17)
        for key in ("role/manager", "reason/discount/shelf", "setting/age.once", "store"):
            store.write(key, None)
        store.write("reason/void/other", placed(3, Reason("other", "void", (("en", "Other"),))))
        for key in ("reason/odd", "role/cashier", "setting/x", "tender_kind/cash", "open_item/OPEN-A", "new/thing"):
            store.write(key, b"[]")  # of another program: kept, and changes nothing
        store.write("store", whole(replace(STORE, barcode_patterns=("21II",))))
        assert port.apply(store.delta(7)).mismatched == ()
        register.write("staff/u2", None)
        register.write("register", b"{}")
        register.write("keep", None)
        assert port.apply(register.delta(4)).mismatched == ()
        assert replica.refresh()
        live = replica.live
        assert live.store.name == "Renamed"  # a register is never without a store
        assert live.register == LIVE.register
        assert live.roles() == (CASHIER,)
        assert live.staff() == LIVE.staff[:1]
        assert live.reasons("discount") == ()
        assert [each.reason_id for each in live.reasons("void")] == ["other"]
        assert live.tender_kinds() == LIVE.tender_kinds
        assert live.settings == {}
        assert live.keep is None
    assert check_all(port, STORE_FEED) | check_all(port, REGISTER) == set()


def test_a_state_read_is_seen_whole_with_its_last_page(directory: Path, port: WrittenReplica) -> None:
    store = ToldFeed(STORE_FEED)
    for name in ("a", "b", "c", "d"):
        store.write(f"setting/{name}", encode_plain("old"))
    state(port, store)
    store.generation = 2
    store.changes.clear()
    for name in ("b", "c", "e"):
        store.write(f"setting/{name}", encode_plain("new"))
    with open_replica(directory) as replica:
        first = store.page("", 2)
        port.apply_state(first, first=first)
        assert not replica.refresh()
        last = store.page("setting/c", 2)
        with pytest.raises(ValueError, match="generation"):
            port.apply_state(msgspec.structs.replace(last, generation=3), first=first)
        port.apply_state(last, first=first)
        assert replica.refresh()
        assert replica.live.settings == {"b": "new", "c": "new", "e": "new"}
    assert cursor(port, STORE_FEED) == store.cursor()
    assert check_all(port, STORE_FEED) == set()
    with pytest.raises(ValueError, match="without the first"):
        port.apply_state(last, first=first)
    for wrong in (CATALOGUE, "store:other"):
        page = msgspec.structs.replace(first, feed=wrong)
        with pytest.raises(ValueError, match="not read by its state"):
            port.apply_state(page, first=page)
    with contextlib.closing(ReplicaFile(directory / "live.sqlite")) as file:  # what was replaced has been swept away
        assert file.rows("SELECT DISTINCT number FROM rows") == file.rows(
            "SELECT number FROM feeds WHERE feed = ?", (STORE_FEED,)
        )
        assert file.rows("SELECT * FROM loose") == []


def test_stock_is_shown_with_what_it_includes(directory: Path, port: WrittenReplica) -> None:
    here, there = ToldFeed(OWN_STOCK), ToldFeed("stock:S2")
    here.write("sku/MILK", stock_row(5_000, 1_000, 500))
    here.write("register/R2", encode_plain({"epoch": 3, "quarantined": [12, 14], "seq": 20}))
    here.write("sku/ODD", b'{"on_hand":1}')
    there.write("sku/MILK", stock_row(-2_000, 0, 0, NIGHT))
    there.write("register/R9", encode_plain({"epoch": 1, "seq": 1}))
    state(port, here)
    state(port, there)
    with open_replica(directory) as replica:
        own, other = replica.stock.figures("MILK")
        assert (own.location_id, own.on_hand, own.reserved, own.unavailable, own.free) == (
            "S1",
            5_000,
            1_000,
            500,
            3_500,
        )
        assert own.at == parse_instant(DAY)
        assert own.included is not None
        assert (own.included.epoch, own.included.seq, own.included.quarantined) == (3, 20, frozenset({12, 14}))
        assert (other.location_id, other.on_hand, other.free, other.included) == ("S2", -2_000, 0, None)
        assert replica.stock.figures("ODD") == ()
        assert replica.stock.figures("none") == ()
        assert replica.stock.locations() == ("S1", "S2")
        here.write("sku/MILK", stock_row(4_000))
        here.write("register/R2", encode_plain({"epoch": 3, "seq": 21}))
        replica.refresh()
        live = replica.live
        assert port.apply(here.delta(3)).mismatched == ()
        assert not replica.refresh()  # stock is no news for the rest
        assert replica.live is live
        assert replica.stock.figures("MILK")[0].on_hand == 4_000
        here.write("register/R2", b"[]")
        assert port.apply(here.delta(5)).mismatched == ()
        with pytest.raises(ReplicaDamagedError):
            replica.stock.figures("MILK")


# --- what is followed


def test_feeds_come_and_go(directory: Path) -> None:
    far = ToldFeed("stock:S2")
    far.write("sku/MILK", stock_row(1_000))
    with contextlib.closing(WrittenReplica(directory, FEEDS)) as before:
        state(before, far)
    fewer = (*FEEDS[:-1], "stock:S3")
    with contextlib.closing(WrittenReplica(directory, fewer)) as again:
        assert {each.feed for each in again.cursors()} == set(fewer)
        assert again.apply(far.delta(1)).hole
        assert not again.apply_bucket(far.bucket(0))
        assert again.check_some("stock:S2") == ()
        check_all(again, "stock:S3")
        with open_replica(directory) as replica:
            assert replica.stock.figures("MILK") == ()
            assert replica.stock.locations() == ("S1", "S3")
    with contextlib.closing(ReplicaFile(directory / "live.sqlite")) as file:
        assert file.rows("SELECT * FROM stock") == []


def test_what_follows_feeds_is_not_written_by_hand(directory: Path, tmp_path: Path) -> None:
    own = build_catalogue(directory, OWN_CATALOGUE)
    with pytest.raises(ReplicaDataError, match="kept_by_centre"):
        switch_catalogue(directory, own)
    with pytest.raises(ReplicaDataError, match="kept_by_centre"):
        write_live(directory, LIVE, own)
    write_live(tmp_path / "own", LIVE, build_catalogue(tmp_path / "own", OWN_CATALOGUE))
    with open_replica(tmp_path / "own") as replica:
        assert is_ready(replica)
        create_empty(tmp_path / "own", LIVE.register, STORE, FEEDS)  # it joins a chain
        assert replica.refresh()
        assert not is_ready(replica)
        assert replica.live.staff() == ()
        assert replica.catalogue.products_count == 0


# --- order


def test_an_older_row_never_overwrites_a_newer_one(
    directory: Path, port: WrittenReplica, catalogue: ToldFeed, tmp_path: Path
) -> None:
    install(port, catalogue, tmp_path)
    bucket = feeds.bucket_of("price/MILK")
    for amount in (1, 2, 3):
        catalogue.write("price/MILK", price_row(("shelf", 1, None, amount)))
    assert port.apply_bucket(catalogue.bucket(bucket))  # ahead of the cursor
    assert not port.apply_bucket(catalogue.bucket(bucket, 9))  # newer than the cursor, older than what is here
    assert port.apply(catalogue.delta(7, 9)).mismatched == ()  # not to be compared yet
    with open_replica(directory) as replica:
        assert [each.amount for each in replica.catalogue.prices("MILK")] == [3]
    assert port.apply(catalogue.delta(9)).mismatched == ()
    assert check_all(port, CATALOGUE) == set()


def test_a_later_page_that_is_ahead_of_the_first_is_not_compared_before(port: WrittenReplica) -> None:
    stock = ToldFeed(OWN_STOCK)
    for name in ("A", "B"):
        stock.write(f"sku/{name}", stock_row(1_000))
    first = stock.page("", 1)
    port.apply_state(first, first=first)
    stock.write("sku/B", stock_row(2_000))
    stock.write("sku/B", stock_row(3_000))
    port.apply_state(stock.page("sku/A", 1), first=first)
    assert cursor(port, OWN_STOCK).position == 2
    assert port.apply(stock.delta(2, 3)).mismatched == ()
    assert port.apply(stock.delta(3)).mismatched == ()
    assert check_all(port, OWN_STOCK) == set()


def test_of_publications_due_together_the_newest_row_holds_even_if_it_removes(
    directory: Path, port: WrittenReplica, catalogue: ToldFeed, tmp_path: Path
) -> None:
    install(port, catalogue, tmp_path)
    catalogue.write("price/BREAD", None)
    catalogue.write("price/BREAD", price_row(("shelf", 1, None, 1)), "z")
    catalogue.write("price/BREAD", None, "a")
    catalogue.write("publication/a", closing(DAY), "a")
    catalogue.write("publication/z", closing(DAY), "z")
    assert port.apply(catalogue.delta(7)).mismatched == ()
    assert port.take_effect(micros(DAY))
    with open_replica(directory) as replica:
        assert replica.catalogue.prices("BREAD") == ()
    assert check_all(port, CATALOGUE) == set()


def test_a_product_that_comes_and_goes_within_one_answer_leaves_nothing(
    directory: Path, port: WrittenReplica, catalogue: ToldFeed, tmp_path: Path
) -> None:
    install(port, catalogue, tmp_path)
    catalogue.write("product/TEA", product_row("TEA", "Green tea", gtin="96385074"))
    catalogue.write("product/TEA", None)
    whole_answer = msgspec.structs.replace(
        catalogue.delta(7), rows=tuple(change.row() for change in catalogue.changes[7:])
    )
    assert port.apply(whole_answer).mismatched == ()
    assert held_in(directory) == catalogue.visible(9, 0)
    with contextlib.closing(ReplicaFile(current(directory))) as file:
        assert file.rows("SELECT rowid FROM search WHERE search MATCH 'green'") == []


def test_what_is_removed_meanwhile_does_not_come_back_with_an_older_publication(
    directory: Path, port: WrittenReplica, catalogue: ToldFeed, tmp_path: Path
) -> None:
    install(port, catalogue, tmp_path)
    catalogue.write("price/BREAD", price_row(("shelf", 1, None, 1)), "spring")
    catalogue.write("publication/spring", closing(DAY), "spring")
    assert port.apply(catalogue.delta(7)).mismatched == ()
    catalogue.write("price/BREAD", None)
    assert port.apply(catalogue.delta(9)).mismatched == ()
    port.take_effect(micros(DAY))
    with open_replica(directory) as replica:
        assert replica.catalogue.prices("BREAD") == ()
    assert check_all(port, CATALOGUE) == set()
