"""A centre in memory, as simple as can be: a feed is a list of changes, and every answer is computed from all of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from pos_client.db.replica.codec import encode
from pos_client.domain.catalogue import Product
from pos_client.domain.quantity import Unit
from pos_client.domain.search_text import index_texts
from sync.protocol import feeds
from sync.protocol.messages import BucketAnswer, Cursor, FeedAnswer, Row, SnapshotAnswer, StateAnswer
from sync.protocol.snapshot import CATALOGUE_VERSION
from sync.protocol.snapshot_build import SnapshotMeta, SnapshotRow, build_snapshot, effective_at
from sync.protocol.snapshot_pack import pack_file
from sync.protocol.values import encode_plain, plain_value

NOW = "2026-11-22T10:00:00.000000Z"
NOBODY = ""
CATALOGUE, OWN_STOCK, STORE_FEED, REGISTER = "catalogue:ru", "stock:S1", "store:S1", "register:R2"
FEEDS = (REGISTER, STORE_FEED, CATALOGUE, OWN_STOCK, "stock:S2")
"""What a register of such a chain follows."""


def product_row(
    sku: str,
    name: str,
    *,
    popularity: int = 0,
    gtins: tuple[str, ...] = (),
    labels: tuple[str, ...] = (),
    **fields: str,
) -> bytes:
    """The row `product/<sku>`."""
    product = Product(sku, (("en", name),), Unit.PIECE, "A", "c", **fields)  # type: ignore[arg-type]
    row = {"gtins": gtins, "labels": labels, "popularity": popularity, "product": plain_value(product)}
    return encode_plain(row)


def price_row(*spans: tuple[str, int, int | None, int]) -> bytes:
    """The row `price/<sku>`."""
    return encode_plain(spans)


def placed(position: int, value: msgspec.Struct) -> bytes:
    """A row whose value has a place among others."""
    return encode_plain({"position": position, "value": plain_value(value)})


def closing(effective: str, count: int = 0) -> bytes:
    """The row `publication/<id>`."""
    return encode_plain({"count": count, "effective_at": effective})


@dataclass
class Change:
    """One change of a feed."""

    position: int
    key: str
    body: bytes | None
    publication: str
    tag: str

    @property
    def waits(self) -> bool:
        """Whether it takes effect with a publication."""
        return bool(self.publication) and not self.key.startswith(feeds.PUBLICATION)

    def row(self) -> Row:
        """As the wire has it."""
        return Row(self.key, self.position, None if self.body is None else msgspec.Raw(self.body), self.publication)


@dataclass
class ToldFeed:
    """A feed at the centre."""

    name: str
    generation: int = 1
    changes: list[Change] = field(default_factory=list)

    @property
    def position(self) -> int:
        """Of the last change."""
        return self.changes[-1].position if self.changes else 0

    def tag(self, at: int) -> str:
        """The running tag at a position."""
        return self.changes[at - 1].tag if at else ""

    def write(self, key: str, body: bytes | None, publication: str = NOBODY) -> int:
        """Append a change."""
        position = self.position + 1
        tag = feeds.next_tag(self.tag(self.position), position, key, body)
        self.changes.append(Change(position, key, body, publication, tag))
        return position

    def cursor(self, at: int | None = None) -> Cursor:
        """The cursor of a reader there."""
        at = self.position if at is None else at
        return Cursor(feed=self.name, generation=self.generation, position=at, tag=self.tag(at))

    # --- what is there at a position

    def held(self, at: int) -> dict[str, list[Change]]:
        """Of each key what was ever written that still means something: in force at once, or waiting above."""
        found: dict[str, list[Change]] = {}
        for change in self.changes[:at]:
            before = found.get(change.key, [])
            if change.waits:
                found[change.key] = [each for each in before if each.publication != change.publication] + [change]
            else:
                found[change.key] = [change]
        return found

    def visible(self, at: int, now: int) -> dict[str, bytes]:
        """What readers should see: of each key the newest change that is in force."""
        closed = self.closed(at)
        found: dict[str, bytes] = {}
        for key, held in self.held(at).items():
            for change in held:
                if not change.waits or closed.get(change.publication, now + 1) <= now:
                    if change.body is None:
                        found.pop(key, None)
                    else:
                        found[key] = change.body
        return found

    def closed(self, at: int) -> dict[str, int]:
        """When closed publications take effect."""
        rows = {key: held[-1].body for key, held in self.held(at).items() if key.startswith(feeds.PUBLICATION)}
        return {
            key.removeprefix(feeds.PUBLICATION): effective_at(body) for key, body in rows.items() if body is not None
        }

    def newest(self, at: int) -> dict[str, Change]:
        """Of each key the last change."""
        return {change.key: change for change in self.changes[:at]}

    def checksums(self, at: int, buckets: set[int] | None = None) -> dict[int, str]:
        """The checksums of buckets."""
        sums = dict.fromkeys(range(feeds.BUCKETS) if buckets is None else buckets, 0)
        for key, change in self.newest(at).items():
            bucket = feeds.bucket_of(key)
            if bucket in sums and change.body is not None:
                sums[bucket] = feeds.add(sums[bucket], old=None, new=feeds.digest(key, change.body))
        return {bucket: feeds.spell(total) for bucket, total in sums.items()}

    # --- answers

    def delta(self, start: int, to: int | None = None) -> FeedAnswer:
        """The last row of each key and publication in (start, to]."""
        to = self.position if to is None else to
        last: dict[str, list[Change]] = {}
        for change in self.changes[start:to]:
            before = last.get(change.key, []) if change.waits else []
            last[change.key] = [each for each in before if each.publication != change.publication] + [change]
        rows = sorted((change for held in last.values() for change in held), key=lambda each: each.position)
        touched = {feeds.bucket_of(change.key) for change in self.changes[start:to]}
        return FeedAnswer(
            feed=self.name,
            generation=self.generation,
            start=start,
            to=to,
            head=self.position,
            tag=self.tag(to),
            rows=tuple(change.row() for change in rows),
            checksums=tuple(sorted(self.checksums(to, touched).items())),
        )

    def page(self, after: str, most: int, at: int | None = None) -> StateAnswer:
        """A page of the state, as it was at a position."""
        at = self.position if at is None else at
        live = {key: change for key, change in self.newest(at).items() if change.body is not None}
        keys = sorted(key for key in live if key > after)
        return StateAnswer(
            feed=self.name,
            generation=self.generation,
            position=at,
            tag=self.tag(at),
            rows=tuple(live[key].row() for key in keys[:most]),
            done=len(keys) <= most,
            time=NOW,
        )

    def bucket(self, bucket: int, at: int | None = None) -> BucketAnswer:
        """One bucket whole."""
        at = self.position if at is None else at
        rows = [
            change.row()
            for key, held in sorted(self.held(at).items())
            for change in held
            if feeds.bucket_of(key) == bucket and (change.body is not None or change.waits)
        ]
        return BucketAnswer(
            feed=self.name,
            generation=self.generation,
            bucket=bucket,
            position=at,
            tag=self.tag(at),
            checksum=self.checksums(at, {bucket})[bucket],
            rows=tuple(rows),
            time=NOW,
        )

    def snapshot(self, directory: Path, at: int | None = None) -> tuple[SnapshotAnswer, Path]:
        """A snapshot file at a position, packed."""
        at = self.position if at is None else at
        directory.mkdir(exist_ok=True)
        plain, packed = directory / f"{self.generation}-{at}.sqlite", directory / f"{self.generation}-{at}.zst"
        rows = [
            SnapshotRow(change.key, change.position, change.body, change.publication if change.waits else NOBODY)
            for held in self.held(at).values()
            for change in held
            if change.body is not None or change.waits
        ]
        plain.unlink(missing_ok=True)  # of one that was killed
        build_snapshot(plain, SnapshotMeta(self.name, self.generation, at, self.tag(at)), rows, index_texts)
        made = pack_file(plain, packed)
        plain.unlink()
        offer = SnapshotAnswer(
            feed=self.name,
            generation=self.generation,
            position=at,
            tag=self.tag(at),
            version=CATALOGUE_VERSION,
            name=packed.name,
            size=made.size,
            plain_size=made.plain_size,
            sha256=made.sha256,
            time=NOW,
        )
        return offer, packed


def whole(value: msgspec.Struct) -> bytes:
    """A row that is a value by itself."""
    return encode(value)
