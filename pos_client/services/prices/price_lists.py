"""Import of price lists: a dry run that names every bad row, then, once confirmed, a new catalogue snapshot.

`PriceLists.check` reads and judges and changes nothing. `apply` merges the checked rows into the catalogue they were
checked against, writes a new snapshot and switches the pointer; readers follow at their next `Replica.refresh`. Both
block for seconds with large lists: off the main thread. Amounts are minor units, instants aware UTC.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from pos_client.db.replica import (
    CatalogueData,
    ReplicaDataError,
    ReplicaWriteError,
    build_catalogue,
    label_key,
    open_replica,
    switch_catalogue,
)
from pos_client.domain.catalogue import PriceEntry, Product, StoreProfile
from pos_client.domain.price_list import ListedProduct, in_force, merged, missing_of_new, read_row, with_price
from pos_client.domain.price_table import Limits, RowProblem, Table
from pos_client.services.prices.price_list_files import read_price_list

SHELF: Final = "shelf"
MOST_SHOWN: Final = 1_000


class PriceListError(Exception):
    """Nothing was applied.

    `code`: "not_confirmed", "has_problems", "nothing_to_apply", "catalogue_changed", "data_refused", "disk_full",
    "write_failed".
    """

    def __init__(self, code: str, value: str = "") -> None:
        super().__init__(f"{code} {value}".strip())
        self.code = code
        self.value = value


class PriceChange(Struct, frozen=True):
    """A shelf price that will change: `old` is None for a product that had none."""

    sku: str
    names: tuple[tuple[str, str], ...]
    old: int | None
    new: int


class PriceListDraft(Struct, frozen=True):
    """The answer of a dry run. `problems` and `price_changes` are the first thousand of `problem_count` and of all.

    `encoding` is what the file was read as; "" for a workbook. `good` are the rows that `apply` would take.
    """

    file_name: str
    encoding: str
    columns: tuple[str, ...]
    good: tuple[ListedProduct, ...]
    problems: tuple[RowProblem, ...]
    problem_count: int
    new_products: int
    changed_products: int
    unchanged_products: int
    price_change_count: int
    price_changes: tuple[PriceChange, ...]
    catalogue_version: str
    effective_from: datetime

    @property
    def can_apply(self) -> bool:
        """True when nothing is wrong and something would change."""
        return self.problem_count == 0 and self.changes_anything

    @property
    def changes_anything(self) -> bool:
        """True when the good rows would change the catalogue."""
        return bool(self.new_products or self.changed_products or self.price_change_count)


class PriceLists:
    """The import service of one replica directory. `check` and `apply` open the replica for themselves."""

    def __init__(self, directory: Path, limits: Limits | None = None) -> None:
        self._directory = directory
        self._limits = limits or Limits()

    def check(self, path: Path, *, effective_from: datetime, encoding: str = "") -> PriceListDraft:
        """Dry run of the list in `path`: prices would hold from `effective_from`. `ReplicaDamagedError`."""
        if effective_from.tzinfo is None:
            raise ValueError("effective_from needs a time zone")
        table = read_price_list(path, encoding=encoding, limits=self._limits)
        with open_replica(self._directory) as replica:
            data, version, store = replica.catalogue.data(), replica.catalogue.version, replica.live.store
        good, problems = _judge(table, data, store)
        merge = _Merge(data, effective_from)
        merge.take(good)
        return PriceListDraft(
            file_name=path.name,
            encoding=table.encoding,
            columns=table.columns,
            good=tuple(good),
            problems=tuple(sorted(problems, key=lambda each: (each.row, each.column))[:MOST_SHOWN]),
            problem_count=len(problems),
            new_products=merge.new,
            changed_products=merge.changed,
            unchanged_products=len(good) - merge.new - merge.changed,
            price_change_count=len(merge.price_changes),
            price_changes=tuple(merge.price_changes[:MOST_SHOWN]),
            catalogue_version=version,
            effective_from=effective_from,
        )

    def apply(self, draft: PriceListDraft, *, confirmed_by: str, skip_bad_rows: bool = False) -> Path:
        """Write the new catalogue and point readers at it; `confirmed_by` is the staff id of who said yes.

        `PriceListError`, and then nothing has changed.
        """
        if not confirmed_by:
            raise PriceListError("not_confirmed")
        if draft.problem_count and not skip_bad_rows:
            raise PriceListError("has_problems", str(draft.problem_count))
        if not draft.changes_anything:
            raise PriceListError("nothing_to_apply")
        with open_replica(self._directory) as replica:
            if replica.catalogue.version != draft.catalogue_version:
                raise PriceListError("catalogue_changed", replica.catalogue.version)
            merge = _Merge(replica.catalogue.data(), draft.effective_from)
        merge.take(draft.good)
        try:
            path = build_catalogue(self._directory, merge.result())
            switch_catalogue(self._directory, path)
        except ReplicaDataError as error:
            raise PriceListError("data_refused", f"{error.code} {error.value}") from error
        except ReplicaWriteError as error:
            raise PriceListError(error.code) from error
        return path


def _judge(table: Table, data: CatalogueData, store: StoreProfile) -> tuple[list[ListedProduct], list[RowProblem]]:
    """The good rows, and everything wrong: in the file, in a row, between rows, against the catalogue."""
    problems = list(table.problems)
    known = {product.sku for product in data.products}
    claims = _Claims(data)
    taxes = {category.code for category in store.tax_categories}
    read = [read_row(number, cells, store.currency, taxes) for number, cells in table.rows]
    listed_skus = {listed.sku for listed, _ in read}
    good: list[ListedProduct] = []
    for listed, row_problems in read:
        wrong = list(row_problems)
        if listed.sku not in known:
            wrong += missing_of_new(listed)
        if listed.charge_sku and listed.charge_sku not in known | listed_skus:
            wrong.append(RowProblem(listed.row, "charge_sku", "unknown_sku", listed.charge_sku))
        if not wrong:
            wrong += claims.claim(listed)
        problems += wrong
        if not wrong:
            good.append(listed)
    return good, problems


class _Claims:
    """Who has each number: a sku is listed once, a GTIN, PLU or label item belongs to one product."""

    def __init__(self, data: CatalogueData) -> None:
        self._rows: dict[str, int] = {}
        self._owners: dict[tuple[str, str], str] = {("label_item", item): sku for item, sku in data.labels.items()}
        for product in data.products:
            if product.plu:
                self._owners["plu", label_key(product.plu)] = product.sku
            for gtin in (product.gtin, *data.gtins.get(product.sku, ())):
                if gtin:
                    self._owners["gtin", label_key(gtin)] = product.sku

    def claim(self, listed: ListedProduct) -> list[RowProblem]:
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
    """A catalogue with listed rows taken over, and the count of what that changed."""

    def __init__(self, data: CatalogueData, effective_from: datetime) -> None:
        self._data = data
        self._from = effective_from
        self._products = {product.sku: product for product in data.products}
        self._shelf: dict[str, list[PriceEntry]] = {}
        for entry in data.prices:
            if entry.price_list == SHELF:
                self._shelf.setdefault(entry.sku, []).append(entry)
        self._labels = dict(data.labels)
        self._gtins = dict(data.gtins)
        self.new = 0
        self.changed = 0
        self.price_changes: list[PriceChange] = []

    def take(self, rows: Iterable[ListedProduct]) -> None:
        """Take over `rows`."""
        for listed in rows:
            old = self._products.get(listed.sku)
            new = merged(old, listed)
            relabelled = self._take_numbers(old, listed)
            if old is None:
                self.new += 1
            elif new != old or relabelled:
                self.changed += 1
            self._products[listed.sku] = new
            if listed.price is not None:
                self._take_price(new, listed.price)

    def _take_numbers(self, old: Product | None, listed: ListedProduct) -> bool:
        """Keep a replaced GTIN as a further one, since goods that carry it are on the shelves; True for a new label."""
        if old is not None and old.gtin and listed.gtin is not None and label_key(old.gtin) != label_key(listed.gtin):
            self._gtins[listed.sku] = (*self._gtins.get(listed.sku, ()), old.gtin)
        if listed.label_item is None or self._labels.get(label_key(listed.label_item)) == listed.sku:
            return False
        self._labels[label_key(listed.label_item)] = listed.sku
        return True

    def _take_price(self, product: Product, amount: int) -> None:
        """Let `amount` hold from the instant on, until the next price that is already set for later."""
        entries = self._shelf.get(product.sku, [])
        present = in_force(entries, self._from)
        if present is not None and present.amount == amount:
            return
        self.price_changes.append(
            PriceChange(product.sku, product.names, None if present is None else present.amount, amount)
        )
        self._shelf[product.sku] = list(with_price(entries, product.sku, SHELF, amount, self._from))

    def result(self) -> CatalogueData:
        """The merged catalogue."""
        others = [entry for entry in self._data.prices if entry.price_list != SHELF]
        shelf = [entry for sku in sorted(self._shelf) for entry in self._shelf[sku]]
        return replace(
            self._data,
            products=tuple(self._products.values()),
            prices=(*others, *shelf),
            labels=self._labels,
            gtins=self._gtins,
        )
