"""Run by the bench of the commit as a process of its own: the replica of a register that follows its price zone.

Waits for a line on standard input, takes in an answer of `CHANGES` changed prices as the sync process does, says
"done"; again and again until its input ends.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import msgspec

from pos_client.app.giving_way import give_way
from pos_client.db.replica import RegisterSettings, create_empty
from pos_client.db.replica.port import WrittenReplica
from pos_client.domain.catalogue import StoreProfile
from pos_client.domain.money import RUB
from pos_client.domain.search_text import index_texts
from sync.protocol import feeds
from sync.protocol.messages import FeedAnswer, Row, SnapshotAnswer
from sync.protocol.snapshot import CATALOGUE_VERSION
from sync.protocol.snapshot_build import SnapshotMeta, SnapshotRow, build_snapshot
from sync.protocol.snapshot_pack import pack_file
from sync.protocol.values import encode_plain, plain_value
from tests.bench.test_bench_lookup import make_products

CHANGES = 10_000
PRODUCTS = 20_000
FEED = "catalogue:ru"
FEEDS = ("register:R1", "store:S1", FEED)
TAG = "0" * 16
NOW = "2026-11-22T10:00:00.000000Z"


def price(number: int, amount: int) -> tuple[str, bytes]:
    """The row of a product's price."""
    return f"price/S{number:06}", encode_plain([["shelf", 1_767_225_600_000_000, None, amount]])


def offer_of(directory: Path, products: int) -> tuple[SnapshotAnswer, Path]:
    """A packed snapshot with so many products and prices, as the centre would offer it."""
    rows = []
    for number, product in enumerate(make_products(products)):
        body = encode_plain({"gtins": (), "labels": (), "popularity": number % 997, "product": plain_value(product)})
        rows += [SnapshotRow(f"product/{product.sku}", 2 * number + 1, body)]
        rows += [SnapshotRow(*_placed(price(number, 9_900), 2 * number + 2))]
    plain, packed = directory / "snapshot.sqlite", directory / "snapshot.zst"
    build_snapshot(plain, SnapshotMeta(FEED, 1, 2 * products, TAG), rows, index_texts)
    made = pack_file(plain, packed)
    plain.unlink()
    offer = SnapshotAnswer(
        feed=FEED,
        generation=1,
        position=2 * products,
        tag=TAG,
        version=CATALOGUE_VERSION,
        name=packed.name,
        size=made.size,
        plain_size=made.plain_size,
        sha256=made.sha256,
        time=NOW,
    )
    return offer, packed


def _placed(row: tuple[str, bytes], position: int) -> tuple[str, int, bytes]:
    return row[0], position, row[1]


def open_empty(directory: Path) -> WrittenReplica:
    """The replica of a register that has just been enrolled."""
    store = StoreProfile("S1", "Bench", RUB, "ru", "Europe/Moscow")
    create_empty(directory, RegisterSettings("R1", "1", "B1"), store, FEEDS)
    return WrittenReplica(directory, FEEDS)


def main(directory: Path) -> None:
    """Apply whenever asked, as lowly as the sync process."""
    give_way()
    directory.mkdir(exist_ok=True)
    replica = open_empty(directory)
    offer, packed = offer_of(directory, PRODUCTS)
    part, _have = replica.download(offer)
    shutil.move(packed, part)
    replica.install(offer, part)
    position = offer.position
    for turn, _line in enumerate(sys.stdin):
        rows = []
        for n in range(CHANGES):
            key, body = price(n * 7_919 % PRODUCTS, turn)
            rows.append(Row(key, position + n + 1, msgspec.Raw(body)))
        answer = FeedAnswer(
            feed=FEED,
            generation=1,
            start=position,
            to=position + CHANGES,
            head=position + CHANGES,
            tag=TAG,
            rows=tuple(rows),
            checksums=tuple((bucket, TAG) for bucket in range(feeds.BUCKETS)),
        )
        assert replica.apply(answer).rows == CHANGES
        position += CHANGES
        replica.check_some(FEED)  # what the process does in the next pause, here at the cost of the sales under way
        sys.stdout.write("done\n")
        sys.stdout.flush()
    replica.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
