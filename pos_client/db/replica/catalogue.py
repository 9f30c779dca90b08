"""One catalogue file as the register reads it: products, prices, promotions, and search. Implements `PriceBook`.

Any thread; answers come from bounded caches or one indexed statement. `ReplicaDamagedError` when the file breaks.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final, Generic, TypeVar

from pos_client.db.replica.build import label_key
from pos_client.db.replica.codec import decode_product, decode_promotion, decode_quick_key, from_micros
from pos_client.db.replica.data import CatalogueData, QuickKey
from pos_client.db.replica.files import ReplicaDamagedError, ReplicaFile, check_header
from pos_client.db.replica.search import Found, Hit, Searcher
from pos_client.domain.catalogue import PriceEntry, Product, StoreProfile
from pos_client.domain.promotions.model import Promotion
from sync.protocol.snapshot import CATALOGUE_APPLICATION_ID, CATALOGUE_VERSION

_K = TypeVar("_K")
_V = TypeVar("_V")

CACHED: Final = 8_192
HIGHEST_LIMIT: Final = 200

_BY_GTIN: Final = "SELECT p.body FROM gtins g CROSS JOIN products p ON p.product_id = g.product_id WHERE g.gtin = ?"
_BY_SKU: Final = "SELECT body FROM products WHERE sku = ?"
_BY_PLU: Final = "SELECT p.body FROM plus l CROSS JOIN products p ON p.product_id = l.product_id WHERE l.plu = ?"
_BY_LABEL: Final = "SELECT p.body FROM labels l CROSS JOIN products p ON p.sku = l.sku WHERE l.item = ?"
_BY_ID: Final = "SELECT body FROM products WHERE product_id = ?"
_PRICES: Final = """SELECT price_list, amount, valid_from, valid_to FROM prices WHERE sku = ?
    ORDER BY price_list, valid_from, ordinal"""


class _Bounded(dict[_K, _V], Generic[_K, _V]):
    """A cache that forgets its oldest entry when full."""

    def keep(self, key: _K, value: _V) -> _V:
        """Remember `value`."""
        if len(self) >= CACHED:
            self.pop(next(iter(self), key), None)
        self[key] = value
        return value


class Catalogue:
    """The catalogue of one version, for the store `store`."""

    def __init__(self, path: Path, store: StoreProfile) -> None:
        check_header(path, CATALOGUE_APPLICATION_ID, CATALOGUE_VERSION)
        self.path = path
        self.store: Final = store
        self._file = ReplicaFile(path)
        try:
            meta = dict(self._file.rows("SELECT key, value FROM meta"))
            self.version: Final[str] = meta["version"]
            self.products_count: Final = int(meta["products_count"])
            self._promotions: Final = tuple(
                decode_promotion(body) for (body,) in self._file.rows("SELECT body FROM promotions ORDER BY position")
            )
            self._quick_keys: Final = tuple(
                decode_quick_key(body) for (body,) in self._file.rows("SELECT body FROM quick_keys ORDER BY position")
            )
        except (KeyError, ValueError) as error:
            self._file.close()
            raise ReplicaDamagedError("damaged", path, str(error)) from error
        except ReplicaDamagedError:
            self._file.close()
            raise
        self._searcher: Final = Searcher(self._file)
        self._by_gtin: _Bounded[str, Product] = _Bounded()
        self._by_sku: _Bounded[str, Product] = _Bounded()
        self._price_cache: _Bounded[str, tuple[PriceEntry, ...]] = _Bounded()

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
        rows = self._file.rows(_PRICES, (sku,))
        return self._price_cache.keep(
            sku,
            tuple(
                PriceEntry(sku, name, amount, from_micros(start), None if end is None else from_micros(end))
                for name, amount, start, end in rows
            ),
        )

    def promotions(self) -> tuple[Promotion, ...]:
        """Every promotion: the same tuple for the life of this object."""
        return self._promotions

    def quick_keys(self) -> tuple[QuickKey, ...]:
        """The keys of the sell screen in order."""
        return self._quick_keys

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
        rows = self._file.rows("SELECT product_id, sku, popularity, body FROM products ORDER BY product_id")
        products = tuple(self._decode(body) for _, _, _, body in rows)
        skus = {product_id: sku for product_id, sku, _, _ in rows}
        own = {product.sku: int(product.gtin) for product in products if product.gtin}
        gtins: dict[str, tuple[str, ...]] = {}
        for gtin, product_id in self._file.rows("SELECT gtin, product_id FROM gtins ORDER BY gtin"):
            sku = skus[product_id]
            if own.get(sku) != gtin:
                gtins[sku] = (*gtins.get(sku, ()), f"{gtin:014}")
        priced = self._file.rows("SELECT sku, price_list, amount, valid_from, valid_to FROM prices ORDER BY ordinal")
        return CatalogueData(
            products=products,
            prices=tuple(
                PriceEntry(sku, name, amount, from_micros(start), None if end is None else from_micros(end))
                for sku, name, amount, start, end in priced
            ),
            promotions=self._promotions,
            labels=dict(self._file.rows("SELECT item, sku FROM labels")),
            quick_keys=self._quick_keys,
            gtins=gtins,
            popularity={sku: popularity for _, sku, popularity, _ in rows if popularity},
        )

    def close(self) -> None:
        """Close the file."""
        self._file.close()
