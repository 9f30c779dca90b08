"""Building a catalogue snapshot, format `snapshot.CATALOGUE_VERSION`, from the rows of a feed. Any thread; blocks.

The centre calls it with what its zone's feed holds at one position; the register with a catalogue of its own. Memory is
bounded by the vocabulary and one batch: rows are staged in a file beside the target, which is gone afterwards.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, suppress
from itertools import islice
from pathlib import Path
from typing import Any, Final, NamedTuple, TypeAlias

import msgspec
from msgspec import Struct
from pysqlite3 import dbapi2

from sync.protocol import feeds
from sync.protocol.base import parse_instant
from sync.protocol.durable import sync_directory
from sync.protocol.snapshot import (
    CATALOGUE_APPLICATION_ID,
    CATALOGUE_DDL,
    CATALOGUE_INDEXES,
    CATALOGUE_VERSION,
    ID_STEP,
    SEARCH_COLUMNS,
)
from sync.protocol.snapshot_rows import (
    PRODUCT,
    IndexTexts,
    ProductRow,
    is_listed,
    product_body,
    read_product,
    reversed_gtin,
)
from sync.protocol.values import to_micros

_Values: TypeAlias = tuple[Any, ...]
BATCH: Final = 2_000
_CACHE_KIB: Final = 65_536
_INDEX_BYTES: Final = 32 * 1024 * 1024  # of words held before the search index writes a segment

_STAGING: Final = (
    "CREATE TABLE staging.rows (bucket, key, position, body)",
    "CREATE TABLE staging.products (number INTEGER PRIMARY KEY, key, popularity, data)",
    "CREATE TABLE staging.gtins (gtin, product_id)",
    "CREATE TABLE staging.tails (reversed, product_id)",
)
_STAGE_PRODUCT: Final = "INSERT INTO staging.products (key, popularity, data) VALUES (?, ?, ?)"
_RANKED: Final = "SELECT key, data FROM staging.products ORDER BY popularity DESC, number"
_SETTLE: Final = (
    "INSERT INTO rows SELECT bucket, key, position, body FROM staging.rows ORDER BY bucket, key",
    "INSERT INTO gtins SELECT gtin, product_id FROM staging.gtins ORDER BY gtin, product_id",
    "INSERT INTO tails SELECT reversed, product_id FROM staging.tails ORDER BY reversed, product_id",
    "INSERT INTO search (search) VALUES ('optimize')",
    "INSERT INTO search (search, rank) VALUES ('hashsize', 1048576)",  # as SQLite has it
)
_VISIBLE: Final = """SELECT r.position, r.body, p.popularity, p.head, p.body FROM rows r
    LEFT JOIN products p ON p.sku = substr(r.key, 9) WHERE r.bucket = ? AND r.key = ?"""


class SnapshotError(ValueError):
    """The rows cannot make a catalogue: the message names the first at fault. Nothing is left behind."""


class SnapshotRow(NamedTuple):
    """A row of the feed. `publication` is "" once it is in effect.

    A key comes once with "", and once more for each publication that waits with another row for it (`body` None: it
    will be removed).
    """

    key: str
    position: int
    body: bytes | None
    publication: str = ""


class SnapshotMeta(Struct, frozen=True):
    """What the file says of itself: the cursor that deltas go on from, or, of a register's own, a `version`."""

    feed: str = ""
    generation: int = 0
    position: int = 0
    tag: str = ""
    version: str = ""


class Built(NamedTuple):
    """How many products the file sells; `unread`: product rows that are none, kept as they came and not sold."""

    products: int
    unread: tuple[str, ...]


class _Closing(msgspec.Struct):
    effective_at: str


_decode_closing: Final = msgspec.json.Decoder(_Closing).decode


def effective_at(body: bytes) -> int:
    """When a publication takes effect by its closing row, in microseconds since 1970 UTC; `ValueError`."""
    return to_micros(parse_instant(_decode_closing(body).effective_at))


def build_snapshot(path: Path, meta: SnapshotMeta, rows: Iterable[SnapshotRow], index_texts: IndexTexts) -> Built:
    """Write the catalogue file at `path`, which must not exist. It is durable then.

    `rows` come in any order and are read once; products of equal popularity rank in theirs. `index_texts` is
    `pos_client.domain.search_text.index_texts`. `SnapshotError`, `OSError`, and the driver's errors (a full disk): then
    nothing is left.
    """
    if path.exists():
        raise FileExistsError(path)
    staging = path.with_name(path.name + ".staging")
    try:
        with closing(_connect(path, staging)) as connection:
            built = _Builder(connection, meta, index_texts).build(rows)
        _sync(path)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    finally:
        staging.unlink(missing_ok=True)
    return built


def _connect(path: Path, staging: Path) -> Any:  # noqa: ANN401 - the driver has no types
    staging.unlink(missing_ok=True)
    connection = dbapi2.connect(str(path), isolation_level=None)
    try:
        connection.execute("ATTACH ? AS staging", (str(staging),)).close()
        for schema in ("main", "staging"):
            for pragma in ("journal_mode = OFF", "synchronous = OFF", "locking_mode = EXCLUSIVE"):
                connection.execute(f"PRAGMA {schema}.{pragma}").close()
            connection.execute(f"PRAGMA {schema}.cache_size = -{_CACHE_KIB}").close()
    except BaseException:
        connection.close()
        raise
    return connection


def _sync(path: Path) -> None:
    with path.open("rb+") as written:
        os.fsync(written.fileno())
    sync_directory(path.parent)


class _Builder:
    """One build, on a connection that nobody else has."""

    def __init__(self, connection: Any, meta: SnapshotMeta, index_texts: IndexTexts) -> None:  # noqa: ANN401
        self._connection = connection
        self._meta = meta
        self._index_texts = index_texts
        self._sums = [0] * feeds.BUCKETS
        self._words: dict[str, list[int]] = {}
        self._unread: list[str] = []

    def build(self, rows: Iterable[SnapshotRow]) -> Built:
        """Fill the file."""
        self._run("BEGIN")
        for statement in (*CATALOGUE_DDL, *_STAGING):
            self._run(statement)
        self._run("INSERT INTO search (search, rank) VALUES ('hashsize', ?)", _INDEX_BYTES)
        for batch in _batches(rows):
            self._stage(batch)
        products = self._place_products()
        try:
            for statement in (*_SETTLE, *CATALOGUE_INDEXES):
                self._run(statement)
        except dbapi2.IntegrityError as error:
            raise SnapshotError(f"a key came twice: {error}") from error
        self._many("INSERT INTO words VALUES (?, ?, ?, ?, ?)", [(w, *c) for w, c in sorted(self._words.items())])
        self._settle_pending()
        position = self._meta.position
        sums = [(bucket, total.to_bytes(8), position) for bucket, total in enumerate(self._sums)]
        self._many("INSERT INTO buckets VALUES (?, ?, ?)", sums)
        meta = self._meta
        self._run(
            "INSERT INTO state VALUES (1, ?, ?, ?, ?, ?, ?, 0, 0)",
            meta.feed,
            meta.generation,
            meta.position,
            meta.tag,
            meta.version,
            products,
        )
        self._run("COMMIT")
        self._run("DETACH staging")
        self._run(f"PRAGMA application_id = {CATALOGUE_APPLICATION_ID}")
        self._run(f"PRAGMA user_version = {CATALOGUE_VERSION}")
        for pragma in ("locking_mode = NORMAL", "synchronous = FULL", "journal_mode = WAL"):
            self._run(f"PRAGMA {pragma}")
        return Built(products, tuple(self._unread))

    def _run(self, sql: str, *values: object) -> None:
        self._connection.execute(sql, values).close()

    def _many(self, sql: str, rows: Sequence[_Values]) -> None:
        self._connection.executemany(sql, rows).close()

    def _stage(self, batch: Sequence[SnapshotRow]) -> None:
        visible: list[_Values] = []
        products: list[_Values] = []
        pending: list[_Values] = []
        listed: list[_Values] = []
        for key, position, body, publication in batch:
            bucket = feeds.bucket_of(key)
            if publication and not key.startswith(feeds.PUBLICATION):  # a closing row waits for nothing
                pending.append((bucket, key, publication, position, body))
                continue
            if body is None:
                raise SnapshotError(f"{key}: a tombstone is no row")
            if position:
                self._sums[bucket] += feeds.digest(key, body)
            if key.startswith(PRODUCT):
                product = _product(key, body)
                if product is not None:
                    products.append((key, product.popularity, body))
                    body = product.raw  # noqa: PLW2901 - the rest of it stands in `products`
                else:
                    self._unread.append(key)
            elif is_listed(key):
                listed.append((key,))
            visible.append((bucket, key, position, body))
        try:
            self._many("INSERT INTO listed VALUES (?)", listed)
            self._many("INSERT INTO pending VALUES (?, ?, ?, ?, ?)", pending)
        except dbapi2.IntegrityError as error:
            raise SnapshotError(f"a key came twice: {error}") from error
        self._many("INSERT INTO staging.rows VALUES (?, ?, ?, ?)", visible)
        self._many(_STAGE_PRODUCT, products)

    def _place_products(self) -> int:
        """Number the products from the one that sells most, and index what each is found by."""
        cursor = self._connection.execute(_RANKED)
        count = 0
        while batch := cursor.fetchmany(BATCH):
            self._place([(ID_STEP * (count + n), read_product(*row)) for n, row in enumerate(batch, start=1)])
            count += len(batch)
        cursor.close()
        return count

    def _place(self, ranked: Sequence[tuple[int, ProductRow]]) -> None:
        claims = [(number, product.claims) for number, product in ranked]
        columns = [(n, p.sku, p.sku.casefold(), p.popularity, p.head, p.body) for n, p in ranked]
        self._many("INSERT INTO products VALUES (?, ?, ?, ?, ?, ?)", columns)
        self._many("INSERT INTO staging.gtins VALUES (?, ?)", [(gtin, n) for n, each in claims for gtin in each.gtins])
        self._many(
            "INSERT INTO staging.tails VALUES (?, ?)",
            [(reversed_gtin(gtin), n) for n, each in claims for gtin in each.gtins],
        )
        self._many("INSERT INTO plus VALUES (?, ?)", [(plu, n) for n, each in claims for plu in each.plus])
        self._many("INSERT INTO labels VALUES (?, ?)", [(item, n) for n, each in claims for item in each.labels])
        texts = [(n, *self._index_texts(product.names, product.brand)) for n, product in ranked]
        for _, *columns_of in texts:
            for column, text in enumerate(columns_of):
                for word in text.split():
                    self._words.setdefault(word, [0] * len(SEARCH_COLUMNS))[column] += 1
        self._many("INSERT INTO search (rowid, en, ru, pl, other) VALUES (?, ?, ?, ?, ?)", texts)

    def _settle_pending(self) -> None:
        """Let the newest row of each key count, and note when the publications that are closed take effect."""
        newest: dict[str, tuple[int, int]] = {}
        for key, position, body in self._connection.execute("SELECT key, position, body FROM pending"):
            if position > newest.get(key, (0, 0))[0]:
                newest[key] = (position, 0 if body is None else feeds.digest(key, body))
        for key, (position, digest) in newest.items():
            bucket = feeds.bucket_of(key)
            found = self._connection.execute(_VISIBLE, (bucket, key)).fetchone()
            if found is not None and found[0] > position:
                continue
            if found is not None and found[0]:
                old = product_body(*found[2:]) if found[1] is None else found[1]
                self._sums[bucket] -= feeds.digest(key, old)
            self._sums[bucket] += digest
        self._sums = [total & (2**64 - 1) for total in self._sums]
        for (publication,) in self._connection.execute("SELECT DISTINCT publication FROM pending").fetchall():
            key = feeds.PUBLICATION + publication
            found = self._connection.execute(_VISIBLE, (feeds.bucket_of(key), key)).fetchone()
            if found is not None:
                with suppress(ValueError):  # a closing row that says no time never takes effect
                    self._run("INSERT INTO closings VALUES (?, ?)", publication, effective_at(found[1]))


def _product(key: str, data: bytes) -> ProductRow | None:
    try:
        return read_product(key, data)
    except ValueError:
        return None


def _batches(rows: Iterable[SnapshotRow]) -> Iterator[Sequence[SnapshotRow]]:
    source = iter(rows)
    while batch := list(islice(source, BATCH)):
        yield batch
