"""Snapshots on their way into the replica: what is there, what is unpacked, proof that it is what was offered.

Used by the sync process alone. Nothing is readable before it is whole, verified and durable.
"""

from __future__ import annotations

import shutil
import uuid
from collections.abc import Iterable
from contextlib import closing, suppress
from pathlib import Path
from typing import Any, Final

from pysqlite3 import dbapi2

from pos_client.db.replica.files import (
    MOST_LOG_BYTES,
    ReplicaDamagedError,
    ReplicaFile,
    ReplicaWriteError,
    check_header,
)
from sync.protocol.durable import sync_directory
from sync.protocol.messages import SnapshotAnswer
from sync.protocol.snapshot import (
    CATALOGUE_APPLICATION_ID,
    CATALOGUE_DDL,
    CATALOGUE_INDEXES,
    CATALOGUE_VERSION,
)
from sync.protocol.snapshot_pack import Packed, unpack_file

ROOM: Final = 64 * 1024 * 1024
"""Bytes that stay free beside a snapshot: the journal comes first."""
_PART: Final = "download-{}.part"
_PRAGMAS: Final = (
    "journal_mode = WAL",
    "synchronous = NORMAL",
    "recursive_triggers = ON",
    "wal_autocheckpoint = 0",
    f"journal_size_limit = {MOST_LOG_BYTES // 4}",  # once folded the log is cut back to this
)
_SCHEMA: Final = "SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name"
_STATE: Final = "SELECT feed, generation, position, tag FROM state"


def part_of(directory: Path, offer: SnapshotAnswer) -> tuple[Path, int]:
    """The file that takes the offer's bytes, and how many it has; parts of other offers are removed.

    `ReplicaWriteError` "disk_full" when the disk could not hold the snapshot.
    """
    part = directory / _PART.format(f"{offer.sha256[:16]}-{offer.size}-{offer.name}")
    for other in directory.glob(_PART.format("*")):
        if other != part:
            other.unlink(missing_ok=True)
    have = part.stat().st_size if part.exists() else 0
    if have > offer.size:
        part.unlink()
        have = 0
    free = shutil.disk_usage(directory).free
    if free < offer.size - have + offer.plain_size + ROOM:
        raise ReplicaWriteError(part, f"disk full: {free} bytes free for a snapshot of {offer.plain_size}")
    return part, have


def unpack(directory: Path, offer: SnapshotAnswer, downloaded: Path) -> Path:
    """Unpack and prove a snapshot; return its file under the name that it keeps. Nobody points at it yet.

    `ValueError` when it is not what was offered, and then `downloaded` is gone; `ReplicaWriteError`, and then it stays.
    """
    building = directory / f"building-{uuid.uuid4().hex}.sqlite"
    try:
        unpack_file(downloaded, building, Packed(offer.size, offer.plain_size, offer.sha256))
        _prove(building, offer)
        target = _free_name(directory, offer.sha256)
        building.rename(target)
        sync_directory(directory)
    except (ValueError, FileNotFoundError) as error:
        downloaded.unlink(missing_ok=True)
        raise ValueError(f"{offer.name}: {error}") from error
    except OSError as error:
        raise ReplicaWriteError(building, str(error)) from error
    finally:
        remove_file(building)
    return target


def _free_name(directory: Path, sha256: str) -> Path:
    """A name that no file has: the same snapshot, changed by deltas since, may be open under the plain one."""
    plain = directory / f"catalogue-{sha256[:20]}.sqlite"
    return plain if not plain.exists() else directory / f"catalogue-{sha256[:20]}-{uuid.uuid4().hex[:8]}.sqlite"


def _prove(path: Path, offer: SnapshotAnswer) -> None:
    """Judge by what reading needs: header, every table as our format has it, the cursor that was offered."""
    try:
        check_header(path, CATALOGUE_APPLICATION_ID, CATALOGUE_VERSION)
        file = ReplicaFile(path)
        try:
            schema, state = file.rows(_SCHEMA), file.rows(_STATE)
        finally:
            file.close()
    except ReplicaDamagedError as error:
        raise ValueError(str(error)) from error
    if schema != _expected_schema():
        raise ValueError("its tables are not those of the format")
    if state != [(offer.feed, offer.generation, offer.position, offer.tag)]:
        raise ValueError(f"it is at {state}")


def _expected_schema() -> list[tuple[Any, ...]]:
    with closing(dbapi2.connect(":memory:", isolation_level=None)) as connection:
        for statement in (*CATALOGUE_DDL, *CATALOGUE_INDEXES):
            connection.execute(statement)
        return list(connection.execute(_SCHEMA))


def remove_file(path: Path) -> None:
    """Remove a SQLite file; where another process still has it open and the system forbids it, it stays."""
    for part in (path, path.with_name(path.name + "-wal"), path.with_name(path.name + "-shm")):
        with suppress(PermissionError):
            part.unlink(missing_ok=True)


def remove_strays(directory: Path, kept: Iterable[str]) -> None:
    """Remove catalogues that nobody points at and what an interrupted installation left; parts stay to be resumed."""
    names = set(kept)
    for pattern in ("catalogue-*.sqlite", "building-*.sqlite*"):
        for path in directory.glob(pattern):
            if path.name not in names:
                remove_file(path)


def open_for_writing(path: Path) -> ReplicaFile:
    """Open a file of the replica for the sync process; it never creates one. `ReplicaDamagedError`, `ReplicaDiskError`.

    A commit never folds the log into the file: who opened it does, in a pause (`ReplicaFile.fold`).
    """
    file = ReplicaFile(path, writing=True)
    try:
        for pragma in _PRAGMAS:
            file.rows(f"PRAGMA {pragma}")
    except BaseException:
        file.close()
        raise
    return file
