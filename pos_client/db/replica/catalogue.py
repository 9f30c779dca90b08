"""One catalogue file as the register reads it: products, prices, promotions, and search. Implements `PriceBook`.

Any thread; answers come from bounded caches or one indexed statement. `ReplicaDamagedError` when the file breaks.
"""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Final, Generic, NamedTuple, TypeVar

import msgspec

from pos_client.db.replica.codec import decode_placed_promotion, decode_product, decode_quick_key, from_micros
from pos_client.db.replica.data import CatalogueData, QuickKey
from pos_client.db.replica.files import ReplicaDamagedError, ReplicaDiskError, ReplicaFile, check_header
from pos_client.db.replica.search import Found, Hit, Searcher
from pos_client.domain.catalogue import PriceEntry, Product, StoreProfile
from pos_client.domain.promotions.model import Promotion
from sync.protocol import feeds
from sync.protocol.snapshot import CATALOGUE_APPLICATION_ID, CATALOGUE_VERSION
from sync.protocol.snapshot_rows import (
    PRICE,
    PRODUCT,
    PROMOTION,
    QUICK_KEY,
    decode_prices,
    label_key,
    product_body,
    read_product,
)

_log = logging.getLogger(__name__)
_K = TypeVar("_K")
_V = TypeVar("_V")

CACHED: Final = 8_192
HIGHEST_LIMIT: Final = 200

_BY_GTIN: Final = (
    "SELECT p.body FROM gtins g CROSS JOIN products p ON p.product_id = g.product_id WHERE g.gtin = ? LIMIT 1"
)
_BY_SKU: Final = "SELECT body FROM products WHERE sku = ?"
_BY_PLU: Final = (
    "SELECT p.body FROM plus l CROSS JOIN products p ON p.product_id = l.product_id WHERE l.plu = ? LIMIT 1"
)
_BY_LABEL: Final = (
    "SELECT p.body FROM labels l CROSS JOIN products p ON p.product_id = l.product_id WHERE l.item = ? LIMIT 1"
)
_BY_ID: Final = "SELECT body FROM products WHERE product_id = ?"
_ROW: Final = "SELECT body FROM rows WHERE bucket = ? AND key = ?"
_LISTED: Final = "SELECT key FROM listed WHERE key >= ? AND key < ?"
_ROWS: Final = """SELECT r.key, r.body FROM json_each(?) wanted
    CROSS JOIN rows r ON r.bucket = wanted.value ->> 0 AND r.key = wanted.value ->> 1"""
_STATE: Final = "SELECT feed, generation, position, version, products, listed, words FROM state"


class _Bounded(dict[_K, _V], Generic[_K, _V]):
    """A cache that forgets its oldest entry when full."""

    def keep(self, key: _K, value: _V) -> _V:
        """Remember `value`."""
        if len(self) >= CACHED:
            self.pop(next(iter(self), key), None)
        self[key] = value
        return value


class _Contents(NamedTuple):
    """What is read of a file at one moment. `listed` and `words` count the changes of promotions, keys, vocabulary."""

    stamp: int
    feed: str
    generation: int
    position: int
    version: str
    products: int
    listed: int
    words: int
    promotions: tuple[Promotion, ...]
    quick_keys: tuple[QuickKey, ...]


class _Opened(NamedTuple):
    file: ReplicaFile
    searcher: Searcher
    contents: _Contents


class Catalogue:
    """The catalogue as it was at one moment, for the store `store`. `version` names that moment, `feed` its feed.

    Changes of the file show once `Replica.refresh` has made another object of it; what is not remembered here may show
    before, which is why prices are asked for with an instant.
    """

    def __init__(self, path: Path, store: StoreProfile, opened: _Opened | None = None) -> None:
        """Open `path`; `opened` is of `renewed` alone."""
        self.path = path
        self.store: Final = store
        self._file, self._searcher, self._contents = opened or _open(path)
        self.feed: Final = self._contents.feed
        self.version: Final = self._contents.version or f"{self._contents.generation}-{self._contents.position}"
        self.products_count: Final = self._contents.products
        self._by_gtin: _Bounded[str, Product] = _Bounded()
        self._by_sku: _Bounded[str, Product] = _Bounded()
        self._price_cache: _Bounded[str, tuple[PriceEntry, ...]] = _Bounded()

    def renewed(self, store: StoreProfile) -> Catalogue:
        """The same file as it is now: takes over the connection, the search and whatever has not changed."""
        contents = _read(self._file, self._contents)
        if contents.words != self._contents.words:
            self._searcher.note_change()
        return Catalogue(self.path, store, _Opened(self._file, self._searcher, contents))

    def has_changed(self) -> bool:
        """Whether another connection has written to the file since this object was made."""
        return self._file.data_version() != self._contents.stamp

    def _decode(self, body: bytes) -> Product:
        try:
            return decode_product(body)
        except ValueError as error:
            raise ReplicaDamagedError("damaged", self.path, str(error)) from error

    def _product(self, sql: str, key: object) -> Product | None:
        row = self._file.row(sql, (key,))
        return None if row is None else self._decode(row[0])

    def by_gtin(self, gtin14: str) -> Product | None:
        """The product sold under a GTIN of 8 to 14 digits; leading zeros do not matter."""
        found = self._by_gtin.get(gtin14)
        if found is not None:
            return found
        if len(gtin14) > 14 or not (gtin14.isascii() and gtin14.isdigit()):
            return None
        found = self._product(_BY_GTIN, int(gtin14))
        if found is None:
            return None
        self._by_sku.keep(found.sku, found)  # asked for next, when the line is judged
        return self._by_gtin.keep(gtin14, found)

    def product(self, sku: str) -> Product | None:
        """The product with `sku`."""
        found = self._by_sku.get(sku)
        if found is not None:
            return found
        found = self._product(_BY_SKU, sku)
        return None if found is None else self._by_sku.keep(sku, found)

    def by_plu(self, plu: str) -> Product | None:
        """The product with a PLU of four or five digits."""
        return self._product(_BY_PLU, label_key(plu))

    def by_label_item(self, item: str) -> Product | None:
        """The product that a weight or price label's item number means."""
        return self._product(_BY_LABEL, label_key(item))

    def prices(self, sku: str) -> tuple[PriceEntry, ...]:
        """Every dated price of `sku`, ordered by list and start."""
        found = self._price_cache.get(sku)
        if found is not None:
            return found
        key = PRICE + sku
        row = self._file.row(_ROW, (feeds.bucket_of(key), key))
        return self._price_cache.keep(sku, () if row is None else self._entries(sku, row[0]))

    def _entries(self, sku: str, body: bytes) -> tuple[PriceEntry, ...]:
        try:
            spans = decode_prices(body)
            return tuple(
                PriceEntry(sku, name, amount, from_micros(start), None if end is None else from_micros(end))
                for name, start, end, amount in spans
            )
        except (ValueError, OverflowError) as error:  # one row that nobody can read stops no other product
            _log.error("the prices of %s cannot be read: %s", sku, error)
            return ()

    def promotions(self) -> tuple[Promotion, ...]:
        """Every promotion: the same tuple for the life of this object."""
        return self._contents.promotions

    def quick_keys(self) -> tuple[QuickKey, ...]:
        """The keys of the sell screen in order."""
        return self._contents.quick_keys

    def search(self, text: str, language: str, limit: int = 20) -> tuple[Hit, ...]:
        """Products by words (any order, beginnings, typing errors, other layout), sku, PLU or digits of a GTIN.

        At most `limit` (of 200), best first. The matched words are folded, for `highlight_spans`.
        """
        found = self._searcher.find(text, language, max(1, min(limit, HIGHEST_LIMIT)))
        hits = (self._hit(each) for each in found)
        return tuple(hit for hit in hits if hit is not None)

    def _hit(self, found: Found) -> Hit | None:
        product = self._product(_BY_ID, found.product_id)
        return None if product is None else Hit(product, found.matched)

    def warm(self) -> None:
        """Load what the first search needs, off the main thread, after the first paint."""
        self._searcher.warm()

    def check(self) -> None:
        """Read the whole file; background only. `ReplicaDamagedError`."""
        self._file.check()

    def data(self) -> CatalogueData:
        """The whole catalogue in memory, as `build_catalogue` takes it: for a merge, never for selling."""
        rows = self._file.rows("SELECT sku, popularity, head, body FROM products ORDER BY product_id")
        read = [
            read_product(PRODUCT + sku, product_body(popularity, head, body)) for sku, popularity, head, body in rows
        ]
        priced = self._file.rows("SELECT key, body FROM rows WHERE key >= 'price/' AND key < 'price0' ORDER BY key")
        return CatalogueData(
            products=tuple(self._decode(body) for _, _, _, body in rows),
            prices=tuple(entry for key, body in priced for entry in self._entries(key.removeprefix(PRICE), body)),
            promotions=self._contents.promotions,
            labels={item: each.sku for each in read for item in each.labels},
            quick_keys=self._contents.quick_keys,
            gtins={each.sku: each.gtins for each in read if each.gtins},
            popularity={each.sku: each.popularity for each in read if each.popularity},
        )

    def close(self) -> None:
        """Close the file, also for the objects that share it."""
        self._searcher.close()
        self._file.close()


def _open(path: Path) -> _Opened:
    check_header(path, CATALOGUE_APPLICATION_ID, CATALOGUE_VERSION)
    file = ReplicaFile(path)
    try:
        return _Opened(file, Searcher(file), _read(file, None))
    except (ReplicaDamagedError, ReplicaDiskError):
        file.close()
        raise


def _read(file: ReplicaFile, earlier: _Contents | None) -> _Contents:
    """Read what is kept in memory; promotions and quick keys only when they are not those of `earlier`."""
    with file.together():
        stamp, state = file.data_version(), file.row(_STATE)
        if state is None:
            raise ReplicaDamagedError("damaged", file.path, "no state")
        if earlier is not None and earlier.listed == state[5]:
            return _Contents._make((stamp, *state, earlier.promotions, earlier.quick_keys))
        try:
            placed = [decode_placed_promotion(body) for _, body in _listed(file, PROMOTION)]
            keys = sorted(_listed(file, QUICK_KEY), key=lambda row: (len(row[0]), row[0]))
            quick_keys = tuple(decode_quick_key(body) for _, body in keys)
        except ValueError as error:
            raise ReplicaDamagedError("damaged", file.path, str(error)) from error
    placed.sort(key=lambda each: (each.position, each.promotion.promotion_id))
    return _Contents._make((stamp, *state, tuple(each.promotion for each in placed), quick_keys))


def _listed(file: ReplicaFile, kind: str) -> list[tuple[str, bytes]]:
    """Every row of a listed kind, in no order that means anything: that of the file is the quickest."""
    keys = [key for (key,) in file.rows(_LISTED, (kind, kind + "\U0010ffff"))]
    wanted = sorted((feeds.bucket_of(key), key) for key in keys)
    return file.rows(_ROWS, (msgspec.json.encode(wanted).decode(),))
