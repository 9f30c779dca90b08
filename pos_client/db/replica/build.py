"""Writing replica files whole: a catalogue under a new content-hashed name, and the live file in one transaction.

No database that may be open is ever renamed or replaced: a catalogue is built under a temporary name, closed, and then
given its name, which nobody can have opened; readers are switched by the pointer row in `live.sqlite`.
"""

from __future__ import annotations

import hashlib
import os
import uuid
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final, TypeAlias

from pos_client.db.replica.codec import encode, to_micros
from pos_client.db.replica.data import CatalogueData, LiveData
from pos_client.db.replica.files import (
    LIVE_NAME,
    ReplicaDamagedError,
    ReplicaFile,
    check_header,
    require_safe_sqlite,
)
from pos_client.domain.barcode.restricted import parse_pattern
from pos_client.domain.catalogue import Product
from pos_client.domain.search_text import words
from sync.protocol.snapshot import (
    CATALOGUE_APPLICATION_ID,
    CATALOGUE_DDL,
    CATALOGUE_INDEXES,
    CATALOGUE_VERSION,
    LIVE_APPLICATION_ID,
    LIVE_DDL,
    LIVE_VERSION,
    SEARCH_LANGUAGES,
)

_Row: TypeAlias = tuple[Any, ...]
_CATALOGUE_INSERTS: Final = {
    "meta": "INSERT INTO meta VALUES (?, ?)",
    "products": "INSERT INTO products VALUES (?, ?, ?, ?, ?)",
    "gtins": "INSERT INTO gtins VALUES (?, ?, ?)",
    "plus": "INSERT INTO plus VALUES (?, ?)",
    "labels": "INSERT INTO labels VALUES (?, ?)",
    "prices": "INSERT INTO prices VALUES (?, ?, ?, ?, ?, ?)",
    "promotions": "INSERT INTO promotions VALUES (?, ?, ?)",
    "quick_keys": "INSERT INTO quick_keys VALUES (?, ?)",
    "words": "INSERT INTO words VALUES (?, ?)",
    "search": "INSERT INTO search (rowid, en, ru, pl, other) VALUES (?, ?, ?, ?, ?)",
}


class ReplicaDataError(ValueError):
    """The data contradict themselves: `code` and the `value` at fault.

    Codes: "duplicate_sku", "duplicate_gtin", "duplicate_plu", "duplicate_promotion", "bad_gtin", "unknown_sku",
    "bad_pattern".
    """

    def __init__(self, code: str, value: str) -> None:
        super().__init__(f"{code}: {value}")
        self.code = code
        self.value = value


def label_key(item: str) -> str:
    """An item number of a label without its leading zeros: patterns of different widths meet."""
    return item.lstrip("0") or "0"


def build_catalogue(directory: Path, data: CatalogueData, *, version: str = "") -> Path:
    """Write `data` as catalogue-<hash>.sqlite in `directory` and return its path.

    `version` defaults to the content hash. The same data and version give the same name; a sound file that already has
    it is kept. Nobody reads the file until `write_live` or `switch_catalogue` points at it. `ReplicaDataError`.
    """
    require_safe_sqlite()
    directory.mkdir(parents=True, exist_ok=True)
    tables = _catalogue_tables(data)
    digest = hashlib.sha256(f"{CATALOGUE_VERSION} {version}".encode())
    for name, rows in tables.items():
        digest.update(repr((name, rows)).encode())
    content = digest.hexdigest()[:20]
    tables["meta"] = [
        ("products_count", str(len(data.products))),
        ("schema", str(CATALOGUE_VERSION)),
        ("version", version or content),
    ]
    return _write_catalogue(directory, content, tables)


def _write_catalogue(directory: Path, content: str, tables: dict[str, list[_Row]]) -> Path:
    for attempt in range(100):
        target = directory / f"catalogue-{content}{f'-{attempt}' if attempt else ''}.sqlite"
        if not target.exists():
            break
        if _is_sound(target):
            return target
    building = directory / f"building-{uuid.uuid4().hex}.sqlite"
    try:
        _fill(building, tables)
        building.rename(target)
    finally:
        building.unlink(missing_ok=True)
    _sync_directory(directory)
    return target


def _is_sound(path: Path) -> bool:
    try:
        check_header(path, CATALOGUE_APPLICATION_ID, CATALOGUE_VERSION)
        file = ReplicaFile(path)
        try:
            file.check()
        finally:
            file.close()
    except ReplicaDamagedError:
        return False
    return True


def _fill(path: Path, tables: dict[str, list[_Row]]) -> None:
    file = ReplicaFile(path, writing=True)
    try:
        for pragma in ("journal_mode = OFF", "synchronous = OFF", "locking_mode = EXCLUSIVE"):
            file.run(f"PRAGMA {pragma}")
        file.run("BEGIN")
        for statement in CATALOGUE_DDL:
            file.run(statement)
        for name, rows in tables.items():
            file.run_many(_CATALOGUE_INSERTS[name], rows)
        for statement in CATALOGUE_INDEXES:
            file.run(statement)
        file.run("INSERT INTO search (search) VALUES ('optimize')")
        file.run("COMMIT")
        file.run(f"PRAGMA application_id = {CATALOGUE_APPLICATION_ID}")
        file.run(f"PRAGMA user_version = {CATALOGUE_VERSION}")
        for pragma in ("locking_mode = NORMAL", "synchronous = FULL", "journal_mode = WAL"):
            file.run(f"PRAGMA {pragma}")
    finally:
        file.close()
    with path.open("rb+") as written:
        os.fsync(written.fileno())


def _catalogue_tables(data: CatalogueData) -> dict[str, list[_Row]]:
    """The rows of every table but `meta`, in insertion order, checked for contradictions."""
    ranked = sorted(enumerate(data.products), key=lambda each: (-data.popularity.get(each[1].sku, 0), each[0]))
    products = [product for _, product in ranked]
    ids = {product.sku: number for number, product in enumerate(products, start=1)}
    _refuse_twice("duplicate_sku", [product.sku for product in products])
    _refuse_twice("duplicate_promotion", [promotion.promotion_id for promotion in data.promotions])
    _refuse_unknown(data, ids)
    vocabulary: dict[str, int] = {}
    search = [(ids[product.sku], *_search_texts(product, vocabulary)) for product in products]
    return {
        "products": [(ids[p.sku], p.sku, p.sku.casefold(), data.popularity.get(p.sku, 0), encode(p)) for p in products],
        "gtins": _gtin_rows(data, products, ids),
        "plus": _plu_rows(products, ids),
        "labels": sorted((label_key(item), sku) for item, sku in data.labels.items()),
        "prices": sorted(
            (
                price.sku,
                price.price_list,
                to_micros(price.valid_from),
                ordinal,
                None if price.valid_to is None else to_micros(price.valid_to),
                price.amount,
            )
            for ordinal, price in enumerate(data.prices)
        ),
        "promotions": [(n, each.promotion_id, encode(each)) for n, each in enumerate(data.promotions)],
        "quick_keys": [(n, encode(each)) for n, each in enumerate(data.quick_keys)],
        "words": sorted(vocabulary.items()),
        "search": search,
    }


def _refuse_twice(code: str, values: Sequence[str]) -> None:
    for value, count in Counter(values).items():
        if count > 1:
            raise ReplicaDataError(code, value)


def _refuse_unknown(data: CatalogueData, ids: dict[str, int]) -> None:
    named = (
        *(price.sku for price in data.prices),
        *data.labels.values(),
        *data.gtins,
        *(product.charge_sku for product in data.products if product.charge_sku),
    )
    for sku in named:
        if sku not in ids:
            raise ReplicaDataError("unknown_sku", sku)


def _search_texts(product: Product, vocabulary: dict[str, int]) -> tuple[str, ...]:
    names = dict(product.names)
    others = [name for language, name in names.items() if language not in SEARCH_LANGUAGES]
    texts = [words(names.get(language, "")) for language in SEARCH_LANGUAGES]
    texts.append(words(" ".join([product.brand, *others])))
    for column, found in enumerate(texts):
        for word in found:
            vocabulary[word] = vocabulary.get(word, 0) | 1 << column
    return tuple(" ".join(found) for found in texts)


def _gtin_rows(data: CatalogueData, products: Sequence[Product], ids: dict[str, int]) -> list[_Row]:
    owners: dict[int, str] = {}
    for sku, gtin in _claimed_gtins(data, products):
        if not (gtin.isascii() and gtin.isdigit() and 0 < len(gtin) <= 14):
            raise ReplicaDataError("bad_gtin", f"{sku} {gtin}")
        if owners.setdefault(int(gtin), sku) != sku:
            raise ReplicaDataError("duplicate_gtin", gtin)
    return [(gtin, ids[sku], f"{gtin:014}"[::-1]) for gtin, sku in sorted(owners.items())]


def _claimed_gtins(data: CatalogueData, products: Sequence[Product]) -> Iterator[tuple[str, str]]:
    for product in products:
        if product.gtin:
            yield product.sku, product.gtin
        for gtin in data.gtins.get(product.sku, ()):
            yield product.sku, gtin


def _plu_rows(products: Sequence[Product], ids: dict[str, int]) -> list[_Row]:
    with_plu = [product for product in products if product.plu]
    _refuse_twice("duplicate_plu", [label_key(product.plu) for product in with_plu])
    return sorted((label_key(product.plu), ids[product.sku]) for product in with_plu)


def write_live(directory: Path, data: LiveData, catalogue: Path) -> Path:
    """Write `data` and the pointer to `catalogue` into live.sqlite, all in one transaction; readers see it whole.

    An existing live file is changed in place, never replaced: it may be open. `ReplicaDamagedError` if it is not ours.
    """
    for pattern in data.store.barcode_patterns:
        _refuse_pattern(pattern)
    directory.mkdir(parents=True, exist_ok=True)
    path = directory / LIVE_NAME
    if path.exists():
        check_header(path, LIVE_APPLICATION_ID, LIVE_VERSION)
    file = ReplicaFile(path, writing=True)
    try:
        if file.row("SELECT 1 FROM sqlite_master LIMIT 1") is None:
            _create_live(file)
        file.run("PRAGMA synchronous = FULL")
        file.run("BEGIN IMMEDIATE")
        for name, (marks, rows) in _live_tables(data, catalogue).items():
            file.run(f"DELETE FROM {name}")  # noqa: S608 - names of our own DDL
            file.run_many(f"INSERT INTO {name} VALUES ({marks})", rows)  # noqa: S608
        file.run("COMMIT")
    finally:
        file.close()
    _sync_directory(directory)
    return path


def _refuse_pattern(pattern: str) -> None:
    try:
        parse_pattern(pattern)
    except ValueError as error:
        raise ReplicaDataError("bad_pattern", pattern) from error


def _create_live(file: ReplicaFile) -> None:
    """Tables first, WAL after: the header must name the file even if the first log is never folded away."""
    file.run("BEGIN IMMEDIATE")
    for statement in LIVE_DDL:
        file.run(statement)
    file.run(f"PRAGMA application_id = {LIVE_APPLICATION_ID}")
    file.run(f"PRAGMA user_version = {LIVE_VERSION}")
    file.run("COMMIT")
    file.run("PRAGMA journal_mode = WAL")


def _live_tables(data: LiveData, catalogue: Path) -> dict[str, tuple[str, list[_Row]]]:
    return {
        "meta": ("?, ?", [("schema", str(LIVE_VERSION))]),
        "pointer": ("1, ?", [(catalogue.name,)]),
        "store": ("1, ?", [(encode(data.store),)]),
        "register": ("1, ?", [(encode(data.register),)]),
        "roles": ("?, ?, ?", [(each.role_id, n, encode(each)) for n, each in enumerate(data.roles)]),
        "staff": ("?, ?, ?", [(each.staff_id, n, encode(each)) for n, each in enumerate(data.staff)]),
        "tender_kinds": ("?, ?, ?", [(each.tender_id, n, encode(each)) for n, each in enumerate(data.tender_kinds)]),
        "reasons": (
            "?, ?, ?, ?",
            [(each.kind, each.reason_id, n, encode(each)) for n, each in enumerate(data.reasons)],
        ),
        "open_items": ("?, ?, ?", [(each.sku, n, encode(each)) for n, each in enumerate(data.open_items)]),
        "settings": ("?, ?", sorted(data.settings.items())),
    }


def switch_catalogue(directory: Path, catalogue: Path) -> None:
    """Point readers at `catalogue`, a file in `directory`; they follow at their next `Replica.refresh`."""
    path = directory / LIVE_NAME
    check_header(path, LIVE_APPLICATION_ID, LIVE_VERSION)
    check_header(catalogue, CATALOGUE_APPLICATION_ID, CATALOGUE_VERSION)
    file = ReplicaFile(path, writing=True)
    try:
        file.run("PRAGMA synchronous = FULL")
        file.run("UPDATE pointer SET catalogue = ?", (catalogue.name,))
    finally:
        file.close()


def _sync_directory(directory: Path) -> None:
    """Make new names durable, where the system can open a directory."""
    if os.name != "posix":
        return
    descriptor = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
