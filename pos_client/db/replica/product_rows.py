"""The products of a catalogue file, changed one by one: their codes, their rank, the search index, its vocabulary.

Runs inside a transaction of the sync process; `finish` writes what is gathered until the end of it.
"""

from __future__ import annotations

import logging
from typing import Final

from pos_client.db.replica.codec import decode_product
from pos_client.db.replica.files import ReplicaFile
from pos_client.domain.search_text import index_texts
from sync.protocol.snapshot import ID_STEP, SEARCH_COLUMNS
from sync.protocol.snapshot_rows import PRODUCT, ProductRow, product_body, read_product, reversed_gtin

_log = logging.getLogger(__name__)

_HELD: Final = "SELECT product_id, popularity, head, body FROM products WHERE sku = ?"
_WRITE: Final = """INSERT INTO products (product_id, sku, sku_key, popularity, head, body) VALUES (?, ?, ?, ?, ?, ?)
    ON CONFLICT (product_id) DO UPDATE SET popularity = excluded.popularity, head = excluded.head,
    body = excluded.body"""
_FROM: Final = "SELECT product_id, popularity FROM products WHERE product_id >= ? ORDER BY product_id LIMIT 1"
_BELOW: Final = "SELECT product_id, popularity FROM products WHERE product_id < ? ORDER BY product_id DESC LIMIT 1"
_FREE: Final = """SELECT p.product_id + 1 FROM products p WHERE p.product_id >= ? AND NOT EXISTS
    (SELECT 1 FROM products q WHERE q.product_id = p.product_id + 1) ORDER BY p.product_id LIMIT 1"""
_INDEX: Final = "INSERT INTO search (rowid, en, ru, pl, other) VALUES (?, ?, ?, ?, ?)"
_COUNT_WORD: Final = """INSERT INTO words (word, en, ru, pl, other) VALUES (?, ?, ?, ?, ?) ON CONFLICT (word) DO UPDATE
    SET en = en + excluded.en, ru = ru + excluded.ru, pl = pl + excluded.pl, other = other + excluded.other"""
_DROP_WORD: Final = "DELETE FROM words WHERE word = ? AND en = 0 AND ru = 0 AND pl = 0 AND other = 0"


class ProductRows:
    """Writes products. `count` is by how many there are more, `words_changed` whether the vocabulary is another."""

    def __init__(self, file: ReplicaFile) -> None:
        self._file = file
        self._words: dict[str, list[int]] = {}
        self._indexed: dict[int, tuple[str, ...]] = {}
        self._unindexed: set[int] = set()
        self.count = 0

    @property
    def words_changed(self) -> bool:
        """Whether a word occurs more or less often."""
        return any(any(counts) for counts in self._words.values())

    def body(self, sku: str) -> bytes | None:
        """The very body of the row of `sku`; None without such a product."""
        held = self._file.row(_HELD, (sku,))
        return None if held is None else product_body(*held[1:])

    def write(self, key: str, data: bytes) -> bytes | None:
        """Make `data` the product's row; returns what `rows` has to keep of it: nothing, or all when it is odd.

        A row that this program cannot read is not sold; the product it stood for is gone.
        """
        try:
            product = read_product(key, data)
            decode_product(product.body)
        except (ValueError, RecursionError) as error:
            _log.error("%s cannot be read and is not sold: %s", key, error)
            self.remove(key.removeprefix(PRODUCT))
            return data
        held = self._file.row(_HELD, (product.sku,))
        if held is None:
            self.count += 1
            self._insert(self._place(product.popularity), product)
        else:
            self._change(held[0], read_product(key, product_body(*held[1:])), product)
        return product.raw

    def remove(self, sku: str) -> None:
        """Take the product out, if there is one."""
        held = self._file.row(_HELD, (sku,))
        if held is not None:
            self.count -= 1
            self._delete(held[0], read_product(PRODUCT + sku, product_body(*held[1:])))

    def finish(self) -> None:
        """Write the search index and the counts of words.

        In the order of numbers: for each that is not above the last one the index would begin another segment.
        """
        self._file.run_many("DELETE FROM search WHERE rowid = ?", [(number,) for number in sorted(self._unindexed)])
        self._file.run_many(_INDEX, [(number, *texts) for number, texts in sorted(self._indexed.items())])
        self._indexed.clear()
        self._unindexed.clear()
        changed = [(word, *counts) for word, counts in self._words.items() if any(counts)]
        self._file.run_many(_COUNT_WORD, changed)
        lost = [(word,) for word, counts in self._words.items() if min(counts) < 0]
        self._file.run_many(_DROP_WORD, lost)

    def _insert(self, number: int, product: ProductRow) -> None:
        self._columns(number, product)
        self._claim(number, product)
        self._index(number, index_texts(product.names, product.brand))

    def _delete(self, number: int, old: ProductRow) -> None:
        self._file.run("DELETE FROM products WHERE product_id = ?", (number,))
        self._disclaim(number, old)
        self._unindex(number, index_texts(old.names, old.brand))

    def _change(self, number: int, old: ProductRow, new: ProductRow) -> None:
        if new.popularity != old.popularity and not self._fits(number, new.popularity):
            self._delete(number, old)
            self._insert(self._place(new.popularity), new)
            return
        self._columns(number, new)
        if new.claims != old.claims:
            self._disclaim(number, old)
            self._claim(number, new)
        if (new.names, new.brand) != (old.names, old.brand):
            before, after = index_texts(old.names, old.brand), index_texts(new.names, new.brand)
            if before != after:
                self._unindex(number, before)
                self._index(number, after)

    def _columns(self, number: int, new: ProductRow) -> None:
        self._file.run(_WRITE, (number, new.sku, new.sku.casefold(), new.popularity, new.head, new.body))

    # --- codes

    def _claim(self, number: int, product: ProductRow) -> None:
        for gtin in product.claims.gtins:
            self._file.run("INSERT INTO gtins VALUES (?, ?)", (gtin, number))
            self._file.run("INSERT INTO tails VALUES (?, ?)", (reversed_gtin(gtin), number))
        for plu in product.claims.plus:
            self._file.run("INSERT INTO plus VALUES (?, ?)", (plu, number))
        for item in product.claims.labels:
            self._file.run("INSERT INTO labels VALUES (?, ?)", (item, number))

    def _disclaim(self, number: int, product: ProductRow) -> None:
        for gtin in product.claims.gtins:
            self._file.run("DELETE FROM gtins WHERE gtin = ? AND product_id = ?", (gtin, number))
            self._file.run("DELETE FROM tails WHERE reversed = ? AND product_id = ?", (reversed_gtin(gtin), number))
        for plu in product.claims.plus:
            self._file.run("DELETE FROM plus WHERE plu = ? AND product_id = ?", (plu, number))
        for item in product.claims.labels:
            self._file.run("DELETE FROM labels WHERE item = ? AND product_id = ?", (item, number))

    # --- rank

    def _fits(self, number: int, popularity: int) -> bool:
        """Whether the product would still be in its place among its neighbours."""
        above = self._file.row(_BELOW, (number,))
        below = self._file.row(_FROM, (number + 1,))
        return (above is None or above[1] >= popularity) and (below is None or below[1] <= popularity)

    def _place(self, popularity: int) -> int:
        """A free number behind the products that sell as much or more, as near as there is one."""
        last = self._file.row("SELECT max(product_id) FROM products")
        low, high = 1, (last[0] if last and last[0] else 0) + 1
        while low < high:  # the first product that sells less is at `low` or above
            middle = (low + high) // 2
            found = self._file.row(_FROM, (middle,))
            if found is None or found[1] < popularity:
                high = middle
            else:
                low = found[0] + 1
        above = self._file.row(_BELOW, (low,))
        below = self._file.row(_FROM, (low,))
        before = above[0] if above else 0
        if below is None:
            return int(before) + ID_STEP
        if below[0] - before > 1:
            return int(before + below[0]) // 2
        free = self._file.row(_FREE, (below[0],))
        if free is None:
            raise RuntimeError("a table of products without an end")
        return int(free[0])

    # --- search

    def _index(self, number: int, texts: tuple[str, ...]) -> None:
        self._indexed[number] = texts
        self._note_words(texts, 1)

    def _unindex(self, number: int, texts: tuple[str, ...]) -> None:
        if self._indexed.pop(number, None) is None:
            self._unindexed.add(number)
        self._note_words(texts, -1)

    def _note_words(self, texts: tuple[str, ...], by: int) -> None:
        for column, text in enumerate(texts):
            for word in text.split():
                self._words.setdefault(word, [0] * len(SEARCH_COLUMNS))[column] += by
