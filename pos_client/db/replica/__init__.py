"""The replica files: what the centre told this register. A cache: it can be thrown away and rebuilt at any time.

`live.sqlite` holds the register's settings and the pointer to the current `catalogue-<hash>.sqlite`. Any thread may
read; writing whole files (`build_catalogue`, `write_live`) is for the demo, the price-list import and the sync process.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

from pos_client.db.replica.build import ReplicaDataError, build_catalogue, label_key, switch_catalogue, write_live
from pos_client.db.replica.catalogue import Catalogue
from pos_client.db.replica.data import CatalogueData, LiveData, QuickKey, Reason, RegisterSettings
from pos_client.db.replica.files import (
    LIVE_NAME,
    ReplicaDamagedError,
    ReplicaFile,
    ReplicaWriteError,
    UnsafeSqliteError,
    check_header,
    is_free_of_reset_race,
    require_safe_sqlite,
)
from pos_client.db.replica.live import Live
from pos_client.db.replica.search import Hit
from pos_client.domain.staff import StaffMember
from sync.protocol.snapshot import LIVE_APPLICATION_ID, LIVE_VERSION

__all__ = [
    "Catalogue",
    "CatalogueData",
    "Hit",
    "Live",
    "LiveData",
    "QuickKey",
    "Reason",
    "RegisterSettings",
    "Replica",
    "ReplicaDamagedError",
    "ReplicaDataError",
    "ReplicaSource",
    "ReplicaWriteError",
    "UnsafeSqliteError",
    "build_catalogue",
    "is_free_of_reset_race",
    "label_key",
    "open_replica",
    "rebuild",
    "require_safe_sqlite",
    "switch_catalogue",
    "write_live",
]


class ReplicaSource(Protocol):
    """Where a replica can be had anew: the demo chain, or the centre's snapshot."""

    def catalogue(self) -> CatalogueData:
        """The whole catalogue."""
        ...

    def live(self) -> LiveData:
        """The register's own settings."""
        ...


class Replica:
    """The open replica: `catalogue` and `live` at one moment. Made by `open_replica`; `close` it."""

    def __init__(self, directory: Path, person: Callable[[StaffMember], StaffMember] = lambda member: member) -> None:
        self.directory = directory
        self._person = person
        path = directory / LIVE_NAME
        check_header(path, LIVE_APPLICATION_ID, LIVE_VERSION)
        self._file = ReplicaFile(path)
        self._retired: list[Catalogue] = []
        try:
            self._stamp = self._data_version()
            self.live = Live(self._file, person)
            self.catalogue = self._open_catalogue(self.live)
        except ReplicaDamagedError:
            self._file.close()
            raise

    def _data_version(self) -> int:
        row = self._file.row("PRAGMA data_version")
        return 0 if row is None else int(row[0])

    def _pointed(self) -> str:
        row = self._file.row("SELECT catalogue FROM pointer")
        name = "" if row is None else str(row[0])
        if not name or name != Path(name).name:
            raise ReplicaDamagedError("missing", self._file.path, "no catalogue is pointed at")
        return name

    def _open_catalogue(self, live: Live) -> Catalogue:
        """Open what the pointer names; when it is gone, the pointer may just have moved on, so look again."""
        name = self._pointed()
        while True:
            try:
                return Catalogue(self.directory / name, live.store)
            except ReplicaDamagedError as error:
                moved = self._pointed()
                if error.code != "missing" or moved == name:
                    raise
                name = moved

    def refresh(self) -> bool:
        """Take over what was written since: True when `live` or `catalogue` is a new object. Cheap when nothing was.

        The replaced catalogue stays readable until the next change or `close`, for work that is under way with it.
        """
        stamp = self._data_version()
        if stamp == self._stamp:
            return False
        live = Live(self._file, self._person)
        if live.store != self.live.store or self._pointed() != self.catalogue.path.name:
            old, self.catalogue = self.catalogue, self._open_catalogue(live)
            self._close_retired()
            self._retired.append(old)
        self.live = live
        self._stamp = stamp
        return True

    def check(self) -> None:
        """Read both files whole; seconds, so in the background. `ReplicaDamagedError`."""
        self._file.check()
        self.catalogue.check()

    def _close_retired(self) -> None:
        for old in self._retired:
            old.close()
            if old.path != self.catalogue.path:
                _remove(old.path)
        self._retired.clear()

    def close(self) -> None:
        """Close every file; a catalogue nobody points at any more is removed."""
        self._close_retired()
        self.catalogue.close()
        self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def open_replica(directory: Path, *, person: Callable[[StaffMember], StaffMember] = lambda member: member) -> Replica:
    """Open the replica in `directory`. Looks at headers, meta and live rows only: `Replica.check` reads all.

    `person` as in `Live`. `ReplicaDamagedError` (then `rebuild`), `UnsafeSqliteError`.
    """
    return Replica(directory, person)


def rebuild(directory: Path, source: ReplicaSource) -> None:
    """Throw the replica away and write it anew from `source`. Nothing may have it open: call before `open_replica`."""
    catalogue, live = source.catalogue(), source.live()
    for pattern in (f"{LIVE_NAME}*", "catalogue-*.sqlite*", "building-*.sqlite*"):
        for path in directory.glob(pattern):
            path.unlink()
    write_live(directory, live, build_catalogue(directory, catalogue))


def _remove(path: Path) -> None:
    """Remove a catalogue file; where another process still has it open and the system forbids it, it stays."""
    for part in (path, path.with_name(path.name + "-wal"), path.with_name(path.name + "-shm")):
        with contextlib.suppress(PermissionError):
            part.unlink(missing_ok=True)
