"""Run as a process of its own and killed at any moment: follows a catalogue made from a seed, says how far it is."""

from __future__ import annotations

import random
import shutil
import sys
from pathlib import Path

from pos_client.db.replica.port import WrittenReplica
from sync.protocol.messages import Cursor
from tests.db.replica.told import ToldFeed, closing, price_row, product_row

FEED = "catalogue:z"
FEEDS = ("register:R2", "store:S1", FEED)
CHANGES = 600
STEP = 60
LONG_AGO, PUBLICATION_EVERY = "1970-01-01T00:00:00.000001Z", 150


def make_feed(seed: int) -> ToldFeed:
    """A catalogue's history: products and prices come, change and go, some by publications."""
    chance = random.Random(seed)
    feed = ToldFeed(FEED)
    while feed.position < CHANGES:
        sku = f"S{chance.randrange(40)}"
        publication = f"p{feed.position // PUBLICATION_EVERY}" if chance.random() < 0.3 else ""
        if chance.random() < 0.1:
            feed.write(f"product/{sku}", None, publication)
        elif chance.random() < 0.5:
            name = f"Name {chance.randrange(30)} milk"
            feed.write(f"product/{sku}", product_row(sku, name, popularity=chance.randrange(9)), publication)
        else:
            feed.write(f"price/{sku}", price_row(("shelf", 1, None, chance.randrange(10_000))), publication)
        if feed.position % PUBLICATION_EVERY == PUBLICATION_EVERY - 1:
            name = f"p{feed.position // PUBLICATION_EVERY}"
            feed.write(f"publication/{name}", closing(LONG_AGO), name)
    return feed


def cursor(port: WrittenReplica) -> Cursor:
    """Where the catalogue stands."""
    return next(each for each in port.cursors() if each.feed == FEED)


def main(folder: Path, snapshots: Path, seed: int) -> None:
    """Follow for ever: to the end, then from an early snapshot again."""
    feed = make_feed(seed)
    port = WrittenReplica(folder, FEEDS)
    while True:
        at = cursor(port).position
        if at in {0, feed.position}:
            offer, packed = feed.snapshot(snapshots, STEP)
            part, _have = port.download(offer)
            shutil.copy(packed, part)
            port.install(offer, part)
        else:
            port.apply(feed.delta(at, min(feed.position, at + STEP)))
            port.take_effect(1)
        sys.stdout.write(f"{cursor(port).position}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
