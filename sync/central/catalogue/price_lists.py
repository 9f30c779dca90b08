"""Price lists at the centre: a dry run that names every bad row, then one publication. Amounts are minor units.

`read_list` reads and judges and changes nothing; its `edits` are published by `publications.publish_edits`, which
judges them anew against what stands then. A list speaks of one zone's shelf prices and taxes; names and codes it gives
are the chain's. Blocking, any thread.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Final

import sqlalchemy as sa
from msgspec import Struct
from msgspec.structs import replace

from pos_client.domain.catalogue import PriceEntry, Product
from pos_client.domain.money import currency
from pos_client.domain.price_list import ListedProduct, in_force, merged, missing_of_new, read_row, with_price
from pos_client.domain.price_table import Limits, RowProblem, Table
from sync.central.catalogue import rows, store
from sync.central.catalogue.changes import (
    CHAIN,
    ChainProduct,
    Edit,
    Kind,
    PriceEdit,
    ProductEdit,
    Sold,
    SoldEdit,
    label_key,
    price_entries,
    read_product,
    read_sold,
)
from sync.central.catalogue.price_list_files import read_price_list
from sync.central.db import Database
from sync.protocol.base import instant

SHELF: Final = "shelf"
MOST_SHOWN: Final = 1_000


class PriceListError(Exception):
    """The list cannot be judged at all: `code` is "unknown_zone" or "zone_without_stores"."""

    def __init__(self, code: str, value: str) -> None:
        super().__init__(f"{code} {value}")
        self.code = code
        self.value = value


class PriceListDraft(Struct, frozen=True):
    """The answer of a dry run. `problems` are the first thousand of `problem_count`; `edits` what the good rows change.

    `publication_id` follows from the file's rows, the zone and the time, so that the same list is published once.
    """

    file_name: str
    encoding: str
    columns: tuple[str, ...]
    problems: tuple[RowProblem, ...]
    problem_count: int
    new_products: int
    changed_products: int
    price_changes: int
    unchanged_rows: int
    edits: tuple[Edit, ...]
    publication_id: str
    effective_from: datetime


def read_list(
    database: Database,
    path: Path,
    zone_id: str,
    *,
    effective_from: datetime,
    encoding: str = "",
    limits: Limits | None = None,
) -> PriceListDraft:
    """Dry run of the list in `path`: prices of `zone_id` would hold from `effective_from`. `PriceListError`."""
    if effective_from.tzinfo is None:
        raise ValueError("effective_from needs a time zone")
    table = read_price_list(path, encoding=encoding, limits=limits)
    return database.read(lambda connection: _draft(connection, path.name, table, zone_id, effective_from))


def _draft(
    connection: sa.Connection, file_name: str, table: Table, zone_id: str, effective_from: datetime
) -> PriceListDraft:
    zones = store.zones(connection)
    if zone_id not in zones:
        raise PriceListError("unknown_zone", zone_id)
    taxes = rows.taxes_of(connection).get(zone_id)
    if taxes is None:  # nobody there says which taxes there are
        raise PriceListError("zone_without_stores", zone_id)
    read = [read_row(number, cells, currency(zones[zone_id]), taxes) for number, cells in table.rows]
    known = _Known(connection, zone_id, [listed for listed, _ in read])
    good, problems = known.judge(read)
    merge = _Merge(known, zone_id, effective_from)
    for listed in good:
        merge.take(listed)
    everything = [*table.problems, *problems]
    told = hashlib.sha256(repr((table.rows, zone_id, instant(effective_from))).encode()).hexdigest()[:20]
    return PriceListDraft(
        file_name=file_name,
        encoding=table.encoding,
        columns=table.columns,
        problems=tuple(sorted(everything, key=lambda each: (each.row, each.column))[:MOST_SHOWN]),
        problem_count=len(everything),
        new_products=merge.new,
        changed_products=merge.changed,
        price_changes=merge.price_changes,
        unchanged_rows=merge.unchanged,
        edits=tuple(merge.edits),
        publication_id=f"price-list-{zone_id}-{told}",
        effective_from=effective_from,
    )


class _Known:
    """What the catalogue has of the listed products, and whose their numbers are."""

    def __init__(self, connection: sa.Connection, zone_id: str, listed: Sequence[ListedProduct]) -> None:
        skus = {each.sku for each in listed if each.sku}
        charges = {each.charge_sku for each in listed if each.charge_sku}
        self.products = {
            sku: read_product(body) for sku, body in store.bodies(connection, Kind.PRODUCT, CHAIN, skus).items()
        }
        self.sold = {
            sku: read_sold(body) for sku, body in store.bodies(connection, Kind.SOLD, zone_id, skus | charges).items()
        }
        self.prices = {
            sku: price_entries(sku, body) for sku, body in store.bodies(connection, Kind.PRICE, zone_id, skus).items()
        }
        self._listed = skus
        self._rows: dict[str, int] = {}
        self._owners: dict[tuple[str, str], str] = {}
        for column, kind, scope in (("gtin", "gtin", CHAIN), ("plu", "plu", CHAIN), ("label_item", "label", zone_id)):
            wanted = {label_key(text) for each in listed if (text := getattr(each, column)) is not None}
            for number, sku in store.numbers(connection, kind, scope, wanted).items():
                self._owners[column, number] = sku

    def judge(
        self, read: Iterable[tuple[ListedProduct, list[RowProblem]]]
    ) -> tuple[list[ListedProduct], list[RowProblem]]:
        """The good rows and everything wrong: in a row, between rows, against the catalogue."""
        good, problems = [], []
        for listed, row_problems in read:
            wrong = list(row_problems)
            if listed.sku not in self.products:
                wrong += missing_of_new(listed)
            elif listed.sku not in self.sold:  # another zone sells it: this one still needs its tax and price
                wrong += [each for each in missing_of_new(listed) if each.code != "missing_name"]
            if len(listed.sku) > 128:
                wrong.append(RowProblem(listed.row, "sku", "sku_too_long", listed.sku[:60]))
            if listed.charge_sku and listed.charge_sku not in self.sold and listed.charge_sku not in self._listed:
                wrong.append(RowProblem(listed.row, "charge_sku", "unknown_sku", listed.charge_sku))
            wrong = wrong or self._claim(listed)
            problems += wrong
            if not wrong:
                good.append(listed)
        return good, problems

    def _claim(self, listed: ListedProduct) -> list[RowProblem]:
        """Take the row's numbers for its sku, unless one is taken; then none is."""
        if listed.sku in self._rows:
            return [RowProblem(listed.row, "sku", "listed_twice", f"{listed.sku} {self._rows[listed.sku]}")]
        wanted = {
            (column, label_key(text)): text
            for column, text in (("gtin", listed.gtin), ("plu", listed.plu), ("label_item", listed.label_item))
            if text is not None
        }
        taken = [
            RowProblem(listed.row, column, f"{column}_taken", f"{text} {self._owners[column, number]}")
            for (column, number), text in wanted.items()
            if self._owners.get((column, number), listed.sku) != listed.sku
        ]
        if not taken:
            self._rows[listed.sku] = listed.row
            self._owners.update(dict.fromkeys(wanted, listed.sku))
        return taken


class _Merge:
    """The edits that good rows amount to."""

    def __init__(self, known: _Known, zone_id: str, effective_from: datetime) -> None:
        self._known = known
        self._zone = zone_id
        self._from = effective_from
        self.edits: list[Edit] = []
        self.new = self.changed = self.price_changes = self.unchanged = 0

    def take(self, listed: ListedProduct) -> None:
        """Take over a row; what the list does not say stays."""
        before, facts = self._known.products.get(listed.sku), self._known.sold.get(listed.sku)
        old = None if before is None else (facts or Sold("")).of(before.product)
        product = merged(old, listed)
        shared = ChainProduct(product, _gtins(before, product))
        sold = _sold(facts, listed, product)
        edits: list[Edit] = []
        if before is None or _chain_part(shared) != _chain_part(before):
            edits.append(ProductEdit(listed.sku, shared))
        if sold != facts:
            edits.append(SoldEdit(self._zone, listed.sku, sold))
        if before is None:
            self.new += 1
        elif edits:
            self.changed += 1
        priced = self._price(listed)
        self.unchanged += not edits and not priced
        self.edits += [*edits, *priced]

    def _price(self, listed: ListedProduct) -> list[Edit]:
        if listed.price is None:
            return []
        entries = self._known.prices.get(listed.sku, ())
        shelf = [entry for entry in entries if entry.price_list == SHELF]
        present = in_force(shelf, self._from)
        if present is not None and present.amount == listed.price:
            return []
        self.price_changes += 1
        others: list[PriceEntry] = [entry for entry in entries if entry.price_list != SHELF]
        prices = (*others, *with_price(shelf, listed.sku, SHELF, listed.price, self._from))
        return [PriceEdit(self._zone, listed.sku, prices)]


def _gtins(before: ChainProduct | None, product: Product) -> tuple[str, ...]:
    """A replaced code stays as a further one, since goods that carry it are on the shelves."""
    if before is None:
        return ()
    old = before.product.gtin
    kept = tuple(code for code in before.gtins if label_key(code) != label_key(product.gtin))
    return (*kept, old) if old and label_key(old) != label_key(product.gtin) else kept


def _chain_part(value: ChainProduct) -> ChainProduct:
    return replace(value, product=Sold("").of(value.product))


def _sold(facts: Sold | None, listed: ListedProduct, product: Product) -> Sold:
    labels = facts.labels if facts else ()
    if listed.label_item is not None and label_key(listed.label_item) not in map(label_key, labels):
        labels = (*labels, label_key(listed.label_item))
    return replace(
        facts or Sold(product.tax_category),
        tax_category=product.tax_category,
        charge_sku=product.charge_sku,
        needs_marking=product.needs_marking,
        restrictions=product.restrictions,
        labels=labels,
    )
