"""Whatever happens to a feed and however it is read, the replica ends as a centre of a few lines says."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pos_client.db.replica import create_empty, open_replica
from pos_client.db.replica.codec import decode_product
from pos_client.db.replica.files import ReplicaFile
from pos_client.db.replica.port import WrittenReplica
from sync.protocol import feeds
from sync.protocol.base import instant
from sync.protocol.snapshot_rows import PRODUCT, read_product
from sync.protocol.values import encode_plain, from_micros
from tests.db.replica.chain import LIVE, STORE
from tests.db.replica.seen import current, held_in
from tests.db.replica.told import ToldFeed, price_row, product_row
from tests.db.replica.told import closing as closing_row

EXAMPLES = int(os.environ.get("OMNITILL_EXAMPLES", "30"))
FEED, STOCK = "catalogue:z", "stock:S1"
FEEDS = ("register:R2", "store:S1", FEED, STOCK)
SKUS = ("A", "B", "C")
NAMES = ("Milk", "Fresh milk", "Молоко", "Ser żółty", "Tea 2,5")
CODES = ("4601234567893", "96385074", "00096385074", "x")

contents = st.fixed_dictionaries(
    {
        "popularity": st.integers(0, 4),
        "gtins": st.lists(st.sampled_from(CODES), max_size=2, unique=True).map(tuple),
        "labels": st.lists(st.sampled_from(("7", "007", "12")), max_size=1).map(tuple),
        "plu": st.sampled_from(("", "4011")),
        "brand": st.sampled_from(("", "Łąka")),
    }
)


@st.composite
def changes(draw: st.DrawFn) -> tuple[str, bytes | None, str]:
    """A change of the catalogue: key, body, publication."""
    publication = draw(st.sampled_from(("", "", "p1", "p2")))
    kind = draw(st.sampled_from(("product", "product", "price", "quick_key", "publication", "other")))
    if kind == "publication":
        name = draw(st.sampled_from(("p1", "p2")))
        return f"publication/{name}", closing_row(instant(from_micros(draw(st.integers(1, 20))))), name
    sku = draw(st.sampled_from(SKUS))
    if draw(st.integers(0, 4)) == 0:
        return f"{kind}/{sku}", None, publication
    if kind == "product":
        body = product_row(sku, draw(st.sampled_from(NAMES)), **draw(contents))  # type: ignore[arg-type]
        if draw(st.integers(0, 5)) == 0:  # spelled in another way, by a newer centre, another's, or nothing
            odd = (b" " + body, body[:-1] + b',"zone":1}', product_row("Z", "Tea"), b"{}", b"no")
            body = draw(st.sampled_from(odd))
        return PRODUCT + sku, body, publication
    if kind == "price":
        return f"price/{sku}", price_row(("shelf", 1, None, draw(st.integers(0, 99)))), publication
    return f"{kind}/{sku}", encode_plain({"sku": sku, "names": [], "page": draw(st.integers(1, 9))}), publication


moves = st.lists(
    st.one_of(
        changes(),
        changes(),
        changes(),
        st.tuples(st.just("pull"), st.integers(1, 8)),
        st.tuples(st.just("time"), st.integers(1, 20)),
        st.tuples(
            st.just("repair"), st.sampled_from([f"{kind}/{sku}" for kind in ("product", "price") for sku in SKUS])
        ),
        st.tuples(st.just("snapshot"), st.integers(0, 3)),
        st.tuples(st.just("restart"), st.just(0)),
    ),
    max_size=40,
)


@contextmanager
def replica_folder() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="replica-"))
    try:
        create_empty(folder, LIVE.register, STORE, FEEDS)
        yield folder
    finally:
        shutil.rmtree(folder)


class Follower:
    """A register that follows the catalogue, and what its centre says it should hold."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.feed = ToldFeed(FEED)
        self.port = WrittenReplica(folder, FEEDS)
        self.now = 0
        self.install(0)

    def position(self) -> int:
        return next(cursor.position for cursor in self.port.cursors() if cursor.feed == FEED)

    def install(self, back: int) -> None:
        offer, packed = self.feed.snapshot(self.folder / "centre", max(0, self.feed.position - back))
        part, _ = self.port.download(offer)
        packed.rename(part)
        self.port.install(offer, part)
        self.port.take_effect(self.now)

    def do(self, move: tuple[object, ...]) -> None:
        match move:
            case ("pull", int(most)):
                start = self.position()
                to = min(self.feed.position, start + most)
                assert self.port.apply(self.feed.delta(start, to)).mismatched == ()
                self.port.take_effect(self.now)
            case ("time", int(now)):
                self.now = max(self.now, now)
                self.port.take_effect(self.now)
            case ("repair", str(key)):
                assert self.port.apply_bucket(self.feed.bucket(feeds.bucket_of(key)))
                self.port.take_effect(self.now)
            case ("snapshot", int(back)):
                self.install(back)
            case ("restart", 0):
                self.port.close()
                self.port = WrittenReplica(self.folder, FEEDS)
            case (str(key), body, str(publication)):
                self.feed.write(key, body, publication)  # type: ignore[arg-type]


def readable(body: bytes, key: str) -> bool:
    try:
        decode_product(read_product(key, body).body)
    except ValueError:
        return False
    return True


@pytest.mark.invariant(6)
@pytest.mark.invariant(7)
@settings(max_examples=EXAMPLES)
@given(moves)
def test_a_follower_holds_what_the_centre_says(history: list[tuple[object, ...]]) -> None:
    with replica_folder() as folder:
        follower = Follower(folder)
        try:
            for move in (*history, ("pull", 10**6), ("time", 20)):
                follower.do(move)
            feed, port = follower.feed, follower.port
            assert follower.position() == feed.position
            assert [number for _ in range(4) for number in port.check_some(FEED)] == []
            every = range(feeds.BUCKETS)
            with closing(ReplicaFile(current(folder))) as file:
                stored = file.rows("SELECT bucket, checksum FROM buckets")
            sums = {number: int.from_bytes(total) for number, total in stored}
            assert {number: feeds.spell(sums.get(number, 0)) for number in every} == feed.checksums(feed.position)
        finally:
            follower.port.close()
        seen = feed.visible(feed.position, 20)
        assert held_in(folder) == seen
        with open_replica(folder) as replica:
            for sku in SKUS:
                body = seen.get(PRODUCT + sku)
                product = replica.catalogue.product(sku)
                if body is None or not readable(body, PRODUCT + sku):
                    assert product is None
                else:
                    assert product == decode_product(read_product(PRODUCT + sku, body).body)


quantities = st.integers(-5_000, 5_000)
stock_rows = st.builds(
    lambda on_hand, reserved, at: encode_plain(
        {"at": instant(from_micros(at)), "on_hand": on_hand, "reserved": reserved, "unavailable": 0}
    ),
    quantities,
    quantities,
    st.integers(1, 10**15),
)
stock_changes = st.tuples(
    st.sampled_from((*(f"sku/{sku}" for sku in SKUS), "register/R2", "zone/1")),
    st.one_of(st.none(), stock_rows, stock_rows, st.sampled_from((b'{"on_hand":1}', b' {"a":1}'))),
)


@pytest.mark.invariant(6)
@settings(max_examples=EXAMPLES)
@given(st.lists(st.tuples(stock_changes, st.sampled_from(("", "", "pull", "state", "repair", "restart"))), max_size=30))
def test_stock_is_what_the_centre_says(history: list[tuple[tuple[str, bytes | None], str]]) -> None:
    with replica_folder() as folder:
        feed = ToldFeed(STOCK)
        port = WrittenReplica(folder, FEEDS)
        try:
            page = feed.page("", 2)
            port.apply_state(page, first=page)
            for (key, body), move in (*history, (("sku/A", None), "pull")):
                feed.write(key, body)
                at = next(cursor.position for cursor in port.cursors() if cursor.feed == STOCK)
                if move == "pull":
                    assert port.apply(feed.delta(at)).mismatched == ()
                elif move == "repair":
                    assert port.apply_bucket(feed.bucket(feeds.bucket_of(key)))
                elif move == "restart":
                    port.close()
                    port = WrittenReplica(folder, FEEDS)
                elif move == "state":
                    page = first = feed.page("", 2)
                    port.apply_state(page, first=first)
                    while not page.done:  # the feed moves on while its pages are read
                        feed.write("sku/B", body)
                        page = feed.page(page.rows[-1].key, 2)
                        port.apply_state(page, first=first)
            assert [number for _ in range(4) for number in port.check_some(STOCK)] == []
            at = next(cursor.position for cursor in port.cursors() if cursor.feed == STOCK)
            assert at == feed.position
            for bucket in {feeds.bucket_of(key) for key in feed.newest(at)}:
                answer = feed.bucket(bucket)
                found = sorted(port._live.rows(STOCK).in_bucket(bucket, "", 100))
                digests = [
                    (row.key, row.position, feeds.digest(row.key, bytes(row.body or b""))) for row in answer.rows
                ]
                assert found == sorted(digests)
        finally:
            port.close()
