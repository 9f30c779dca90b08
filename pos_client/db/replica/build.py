"""Writing a catalogue of one's own (demo, price lists) under a new content-hashed name, and switching readers to it.

No database that may be open is ever renamed or replaced: a catalogue is built under a temporary name, closed, and then
given its name, which nobody can have opened; readers are switched by the pointer row in `live.sqlite`. The centre's
catalogues are built by the same builder (`sync.protocol.snapshot_build`) and come by `install`.
"""

from __future__ import annotations

import hashlib
import uuid
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from pysqlite3 import dbapi2

from pos_client.db.replica.codec import encode, to_micros
from pos_client.db.replica.data import CatalogueData
from pos_client.db.replica.files import (
    LIVE_NAME,
    ReplicaDamagedError,
    ReplicaDataError,
    ReplicaDiskError,
    ReplicaFile,
    ReplicaWriteError,
    check_header,
    require_safe_sqlite,
)
from pos_client.domain.catalogue import Product
from pos_client.domain.search_text import index_texts
from sync.protocol.durable import sync_directory
from sync.protocol.snapshot import CATALOGUE_APPLICATION_ID, CATALOGUE_VERSION, LIVE_APPLICATION_ID, LIVE_VERSION
from sync.protocol.snapshot_build import SnapshotMeta, SnapshotRow, build_snapshot
from sync.protocol.snapshot_rows import PRICE, PRODUCT, PROMOTION, QUICK_KEY, PriceSpan, label_key
from sync.protocol.values import encode_plain, plain_value


def build_catalogue(directory: Path, data: CatalogueData, *, version: str = "") -> Path:
    """Write `data` as catalogue-<hash>.sqlite in `directory` and return its path.

    `version` defaults to the content hash. The same data and version give the same name; a sound file that already has
    it is kept. Nobody reads the file until `write_live` or `switch_catalogue` points at it. `ReplicaDataError`.
    """
    require_safe_sqlite()
    directory.mkdir(parents=True, exist_ok=True)
    rows = _rows(data)
    digest = hashlib.sha256(f"{CATALOGUE_VERSION} {version}".encode())
    for row in rows:
        digest.update(f"\0{row.key}\0".encode())
        digest.update(row.body or b"")
    content = digest.hexdigest()[:20]
    target, is_there = _named(directory, content)
    if is_there:
        return target
    building = directory / f"building-{uuid.uuid4().hex}.sqlite"
    try:
        build_snapshot(building, SnapshotMeta(version=version or content), rows, index_texts)
        building.rename(target)
    except (OSError, dbapi2.DatabaseError) as error:
        raise ReplicaWriteError(building, str(error)) from error
    finally:
        building.unlink(missing_ok=True)
    sync_directory(directory)
    return target


def _named(directory: Path, content: str) -> tuple[Path, bool]:
    """The path of a catalogue of this content, and whether a sound one is there already; damaged ones are left."""
    for attempt in range(100):
        target = directory / f"catalogue-{content}{f'-{attempt}' if attempt else ''}.sqlite"
        if not target.exists():
            break
        if _is_sound(target):
            return target, True
    return target, False


def _is_sound(path: Path) -> bool:
    """Whether the file can be read whole and is still what its name says: deltas change a file in place."""
    try:
        check_header(path, CATALOGUE_APPLICATION_ID, CATALOGUE_VERSION)
        file = ReplicaFile(path)
        try:
            file.check()
            return file.row("SELECT 1 FROM state WHERE feed = ''") is not None
        finally:
            file.close()
    except (ReplicaDamagedError, ReplicaDiskError):
        return False


def _rows(data: CatalogueData) -> list[SnapshotRow]:
    """The rows that a feed would have for `data`, checked for contradictions; products of equal popularity in order."""
    _refuse_contradictions(data)
    labels = _labels_by_sku(data)
    prices: dict[str, list[PriceSpan]] = {}
    for price in data.prices:
        end = None if price.valid_to is None else to_micros(price.valid_to)
        prices.setdefault(price.sku, []).append((price.price_list, to_micros(price.valid_from), end, price.amount))
    rows = [
        SnapshotRow(
            PRODUCT + product.sku,
            0,
            encode_plain(
                {
                    "gtins": data.gtins.get(product.sku, ()),
                    "labels": labels.get(product.sku, ()),
                    "popularity": data.popularity.get(product.sku, 0),
                    "product": plain_value(product),
                }
            ),
        )
        for product in sorted(data.products, key=lambda each: -data.popularity.get(each.sku, 0))
    ]
    for sku, spans in sorted(prices.items()):
        spans.sort(key=lambda span: span[:2])
        rows.append(SnapshotRow(PRICE + sku, 0, encode_plain(spans)))
    for position, promotion in enumerate(data.promotions):
        body = encode_plain({"position": position, "promotion": plain_value(promotion)})
        rows.append(SnapshotRow(PROMOTION + promotion.promotion_id, 0, body))
    rows += [SnapshotRow(f"{QUICK_KEY}{place:02}", 0, encode(key)) for place, key in enumerate(data.quick_keys)]
    return rows


def _labels_by_sku(data: CatalogueData) -> dict[str, list[str]]:
    owners: dict[str, str] = {}
    for item, sku in data.labels.items():
        if owners.setdefault(label_key(item), sku) != sku:
            raise ReplicaDataError("duplicate_label", item)
    labels: dict[str, list[str]] = {}
    for item, sku in sorted(owners.items()):
        labels.setdefault(sku, []).append(item)
    return labels


def _refuse_contradictions(data: CatalogueData) -> None:
    skus = [product.sku for product in data.products]
    _refuse_twice("duplicate_sku", skus)
    _refuse_twice("duplicate_promotion", [promotion.promotion_id for promotion in data.promotions])
    _refuse_twice("duplicate_plu", [label_key(product.plu) for product in data.products if product.plu])
    known = frozenset(skus)
    named = (
        *(price.sku for price in data.prices),
        *data.labels.values(),
        *data.gtins,
        *(product.charge_sku for product in data.products if product.charge_sku),
    )
    for sku in named:
        if sku not in known:
            raise ReplicaDataError("unknown_sku", sku)
    owners: dict[int, str] = {}
    for sku, gtin in _claimed_gtins(data, data.products):
        if not (gtin.isascii() and gtin.isdigit() and 0 < len(gtin) <= 14):
            raise ReplicaDataError("bad_gtin", f"{sku} {gtin}")
        if owners.setdefault(int(gtin), sku) != sku:
            raise ReplicaDataError("duplicate_gtin", gtin)


def _refuse_twice(code: str, values: Sequence[str]) -> None:
    for value, count in Counter(values).items():
        if count > 1:
            raise ReplicaDataError(code, value)


def _claimed_gtins(data: CatalogueData, products: Sequence[Product]) -> Iterator[tuple[str, str]]:
    for product in products:
        if product.gtin:
            yield product.sku, product.gtin
        for gtin in data.gtins.get(product.sku, ()):
            yield product.sku, gtin


def switch_catalogue(directory: Path, catalogue: Path) -> None:
    """Point readers at `catalogue`, a file in `directory`; they follow at their next `Replica.refresh`."""
    path = directory / LIVE_NAME
    check_header(path, LIVE_APPLICATION_ID, LIVE_VERSION)
    check_header(catalogue, CATALOGUE_APPLICATION_ID, CATALOGUE_VERSION)
    file = ReplicaFile(path, writing=True)
    try:
        refuse_followed(file)
        file.run("PRAGMA synchronous = FULL")
        file.run("UPDATE pointer SET catalogue = ?", (catalogue.name,))
    finally:
        file.close()


def refuse_followed(live: ReplicaFile) -> None:
    """`ReplicaDataError` "kept_by_centre" when the register follows feeds: only they may change its replica."""
    followed = live.row("SELECT feed FROM feeds WHERE followed = 1 LIMIT 1")
    if followed is not None:
        raise ReplicaDataError("kept_by_centre", str(followed[0]))
