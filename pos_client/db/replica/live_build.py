"""Writing the live file whole: a register of its own (`write_live`), or one that will follow feeds (`create_empty`).

Nothing is ever renamed or replaced: an existing file is changed in place by one transaction, since it may be open.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, TypeAlias

from pos_client.db.replica.build import build_catalogue, refuse_followed
from pos_client.db.replica.codec import encode
from pos_client.db.replica.data import CatalogueData, LiveData, RegisterSettings
from pos_client.db.replica.files import LIVE_NAME, ReplicaDataError, ReplicaFile, check_header
from pos_client.domain.barcode.restricted import parse_pattern
from pos_client.domain.catalogue import StoreProfile
from sync.protocol.durable import sync_directory
from sync.protocol.snapshot import LIVE_APPLICATION_ID, LIVE_DDL, LIVE_VERSION

_Row: TypeAlias = tuple[Any, ...]
_FED = ("feeds", "loose", "rows", "stock", "buckets")


def write_live(directory: Path, data: LiveData, catalogue: Path) -> Path:
    """Write `data` and the pointer to `catalogue` into live.sqlite, all in one transaction; readers see it whole.

    `ReplicaDamagedError` if an existing file is not ours; `ReplicaDataError` for a bad barcode pattern, and
    "kept_by_centre" when the register follows feeds.
    """
    for pattern in data.store.barcode_patterns:
        _refuse_pattern(pattern)
    return _write(directory, data, catalogue, ())


def create_empty(directory: Path, register: RegisterSettings, store: StoreProfile, feeds: Sequence[str]) -> Path:
    """Make the replica of a register that has just been enrolled and has downloaded nothing; return the live file.

    `store` and `register` hold until the feeds say better; readers find `Replica.ready` False until then. What the
    directory held of another register, store or chain is gone; a replica that follows exactly `feeds` is left alone.
    Called by the sync process before it opens the `WrittenReplica`. `ReplicaDamagedError`: throw the files away first.
    """
    path = directory / LIVE_NAME
    if path.exists() and set(_followed(path)) == set(feeds):
        return path
    empty = build_catalogue(directory, CatalogueData(()))
    return _write(directory, LiveData(store, register), empty, feeds)


def _followed(path: Path) -> list[str]:
    check_header(path, LIVE_APPLICATION_ID, LIVE_VERSION)
    file = ReplicaFile(path)
    try:
        return [feed for (feed,) in file.rows("SELECT feed FROM feeds WHERE followed = 1")]
    finally:
        file.close()


def _write(directory: Path, data: LiveData, catalogue: Path, feeds: Sequence[str]) -> Path:
    directory.mkdir(parents=True, exist_ok=True)
    path = directory / LIVE_NAME
    if path.exists():
        check_header(path, LIVE_APPLICATION_ID, LIVE_VERSION)
    file = ReplicaFile(path, writing=True)
    try:
        if file.row("SELECT 1 FROM sqlite_master LIMIT 1") is None:
            _create(file)
        if not feeds:
            refuse_followed(file)
        file.run("PRAGMA synchronous = FULL")
        file.run("BEGIN IMMEDIATE")
        for name in _FED:
            file.run(f"DELETE FROM {name}")  # noqa: S608 - names of our own DDL
        file.run_many(
            "INSERT INTO feeds VALUES (?, ?, 0, 0, '', 1)",
            [(feed, number) for number, feed in enumerate(dict.fromkeys(feeds), start=1)],
        )
        file.run("INSERT INTO pointer VALUES (1, '', 0) ON CONFLICT DO NOTHING")
        file.run("UPDATE pointer SET catalogue = ?, changes = changes + 1", (catalogue.name,))
        for name, (marks, rows) in _tables(data).items():
            file.run(f"DELETE FROM {name}")  # noqa: S608
            file.run_many(f"INSERT INTO {name} VALUES ({marks})", rows)  # noqa: S608
        file.run("COMMIT")
    finally:
        file.close()
    sync_directory(directory)
    return path


def _refuse_pattern(pattern: str) -> None:
    try:
        parse_pattern(pattern)
    except ValueError as error:
        raise ReplicaDataError("bad_pattern", pattern) from error


def _create(file: ReplicaFile) -> None:
    """Tables first, WAL after: the header must name the file even if the first log is never folded away."""
    file.run("BEGIN IMMEDIATE")
    for statement in LIVE_DDL:
        file.run(statement)
    file.run(f"PRAGMA application_id = {LIVE_APPLICATION_ID}")
    file.run(f"PRAGMA user_version = {LIVE_VERSION}")
    file.run("COMMIT")
    file.run("PRAGMA journal_mode = WAL")


def _tables(data: LiveData) -> dict[str, tuple[str, list[_Row]]]:
    return {
        "meta": ("?, ?", [("schema", str(LIVE_VERSION))]),
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
