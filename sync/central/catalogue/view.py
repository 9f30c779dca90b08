"""The catalogue as a set of changes would leave it: what stands now, overlaid by what would change. One transaction."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Final

import sqlalchemy as sa

from sync.central.catalogue import store
from sync.central.catalogue.changes import (
    CHAIN,
    ChainProduct,
    ItemKey,
    Kind,
    Sold,
    label_key,
    product_row,
    read_product,
    read_sold,
)

Slot = tuple[str, str, str]
"""Kind of number, scope, number without leading zeros."""


class View:
    """`items` are the changes that change something; `before` the bodies that they replace or remove."""

    def __init__(self, connection: sa.Connection, wanted: Mapping[ItemKey, bytes | None]) -> None:
        self.connection: Final = connection
        self.before: Final = _before(connection, wanted)
        self.items: Final = {key: body for key, body in wanted.items() if body != self.before.get(key)}
        self.unchanged: Final = len(wanted) - len(self.items)
        self._products: dict[str, ChainProduct] = {}

    def changed(self, kind: Kind) -> Iterator[tuple[ItemKey, bytes | None]]:
        """The changes of items of `kind`."""
        return ((key, body) for key, body in self.items.items() if key.kind == kind)

    def after(self, kind: Kind, scope: str, keys: Collection[str] | None = None) -> dict[str, bytes]:
        """The bodies of items `keys` (None: all of the scope) as they will be; what will not be there is left out."""
        stored = None if keys is None else [key for key in keys if ItemKey(kind, scope, key) not in self.items]
        found = store.bodies(self.connection, kind, scope, stored)
        changed = ((key.key, body) for key, body in self.changed(kind) if key.scope == scope)
        for key, body in changed:
            if body is None:
                found.pop(key, None)
            elif keys is None or key in keys:
                found[key] = body
        return found

    def sold(self, zone: str, skus: Collection[str]) -> frozenset[str]:
        """Those of `skus` that the zone will sell."""
        return frozenset(self.after(Kind.SOLD, zone, set(skus)))

    def products(self, skus: Collection[str]) -> dict[str, ChainProduct]:
        """Those of `skus` that the chain will know. Read once, since several zones ask for the same."""
        missing = {sku for sku in skus if sku not in self._products}
        if missing:
            found = self.after(Kind.PRODUCT, CHAIN, missing)
            self._products.update((sku, read_product(body)) for sku, body in found.items())
        return {sku: self._products[sku] for sku in skus if sku in self._products}

    def touched(self) -> dict[str, set[str]]:
        """By zone, the skus whose row in the zone's feed may change: their own facts there, or the chain's."""
        found: dict[str, set[str]] = {}
        for key, _ in self.changed(Kind.SOLD):
            found.setdefault(key.scope, set()).add(key.key)
        shared = [key.key for key, _ in self.changed(Kind.PRODUCT)]
        for zone, sku in store.scopes(self.connection, Kind.SOLD, shared):
            found.setdefault(zone, set()).add(sku)
        return found

    def product_rows(self, zone: str, skus: Collection[str]) -> dict[str, tuple[bytes | None, bool]]:
        """Bodies of products' rows in a zone's feed (None: it sells none such), and whether they are open items."""
        facts = self.after(Kind.SOLD, zone, skus)
        products = self.products(facts.keys())
        rows: dict[str, tuple[bytes | None, bool]] = {}
        for sku in sorted(skus):
            product = products.get(sku)
            if product is None or sku not in facts:
                rows[sku] = None, False
            else:
                rows[sku] = product_row(product, read_sold(facts[sku])), product.product.is_open_item
        return rows


def _before(connection: sa.Connection, wanted: Mapping[ItemKey, bytes | None]) -> dict[ItemKey, bytes]:
    groups: dict[tuple[str, str], list[str]] = {}
    for key in wanted:
        groups.setdefault((key.kind, key.scope), []).append(key.key)
    return {
        ItemKey(kind, scope, key): body
        for (kind, scope), keys in groups.items()
        for key, body in store.bodies(connection, kind, scope, keys).items()
    }


def claims(key: ItemKey, body: bytes | None) -> list[tuple[Slot, str]]:
    """The numbers that an item takes for its sku, and each as it is written; none for what has no numbers."""
    if body is None or key.kind not in {Kind.PRODUCT, Kind.SOLD}:
        return []
    if key.kind == Kind.SOLD:
        sold: Sold = read_sold(body)
        return [(("label", key.scope, label_key(item)), item) for item in sold.labels]
    known: ChainProduct = read_product(body)
    codes = (known.product.gtin, *known.gtins)
    taken = [(("gtin", CHAIN, label_key(code)), code) for code in codes if code]
    return [*taken, (("plu", CHAIN, label_key(known.product.plu)), known.product.plu)] if known.product.plu else taken
