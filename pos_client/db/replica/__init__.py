"""The replica files: what the centre told this register. A cache: it can be thrown away and rebuilt at any time.

`live.sqlite` holds the register's settings, the stock and the pointer to the current `catalogue-<hash>.sqlite`. Any
thread may read. A register without a centre writes whole files (`build_catalogue`, `write_live`); of one that follows
feeds the sync process is the only writer (`port.WrittenReplica`).
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

from pos_client.db.replica.build import build_catalogue, switch_catalogue
from pos_client.db.replica.catalogue import Catalogue
from pos_client.db.replica.data import CatalogueData, LiveData, QuickKey, Reason, RegisterSettings
from pos_client.db.replica.files import (
    LIVE_NAME,
    ReplicaDamagedError,
    ReplicaDataError,
    ReplicaDiskError,
    ReplicaFile,
    ReplicaWriteError,
    UnsafeSqliteError,
    check_header,
    require_safe_sqlite,
)
from pos_client.db.replica.live import Live
from pos_client.db.replica.live_build import create_empty, write_live
from pos_client.db.replica.search import Hit
from pos_client.db.replica.stock import Included, Stock, StockFigure
from pos_client.domain.staff import StaffMember
from sync.protocol.snapshot import LIVE_APPLICATION_ID, LIVE_VERSION
from sync.protocol.snapshot_rows import label_key

__all__ = [
    "Catalogue",
    "CatalogueData",
    "Hit",
    "Included",
    "Live",
    "LiveData",
    "QuickKey",
    "Reason",
    "RegisterSettings",
    "Replica",
    "ReplicaDamagedError",
    "ReplicaDataError",
    "ReplicaDiskError",
    "ReplicaSource",
    "ReplicaWriteError",
    "Stock",
    "StockFigure",
    "UnsafeSqliteError",
    "build_catalogue",
    "create_empty",
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
    """The open replica: `catalogue`, `live` and `stock`. Made by `open_replica`; `close` it.

    `catalogue` and `live` are what they were at the last `refresh`; `stock` answers as of now.
    """

    def __init__(self, directory: Path, person: Callable[[StaffMember], StaffMember] = lambda member: member) -> None:
        self.directory = directory
        self._person = person
        path = directory / LIVE_NAME
        check_header(path, LIVE_APPLICATION_ID, LIVE_VERSION)
        self._inode = path.stat().st_ino
        self._file = ReplicaFile(path)
        self._retired: list[Catalogue] = []
        self._left: list[ReplicaFile] = []  # live files that another took the place of; work under way may read them
        try:
            self._stamp = self._file.data_version()
            self.live = Live(self._file, person)
            self.stock = Stock(self._file, self.live.register.register_id)
            self.catalogue = self._open_catalogue(self.live)
        except (ReplicaDamagedError, ReplicaDiskError):
            self._file.close()
            raise

    @property
    def ready(self) -> bool:
        """False while a register that follows feeds has not yet been told its store, its own settings or its goods."""
        return self.live.is_told and self.live.catalogue_feed in {"", self.catalogue.feed}

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

        A replaced catalogue file stays readable until the next change or `close`, for work that is under way with it.
        A live file that was thrown away for damage stays open until the one made in its place is ready.
        """
        if self._is_replaced():
            return self._take_other()
        stamp = self._file.data_version()
        if stamp == self._stamp and not self.catalogue.has_changed():
            return False
        live = self.live
        if stamp != self._stamp and Live.changes_of(self._file) != live.changes:  # else it was the stock
            live = Live(self._file, self._person)
        catalogue = self.catalogue
        if self._pointed() != catalogue.path.name:
            catalogue = self._open_catalogue(live)
            self._close_retired(catalogue)
            self._retired.append(self.catalogue)
        elif catalogue.has_changed() or live.store != catalogue.store:
            catalogue = catalogue.renewed(live.store)
        is_new = live is not self.live or catalogue is not self.catalogue
        self.live, self.catalogue, self._stamp = live, catalogue, stamp
        return is_new

    def _is_replaced(self) -> bool:
        try:
            return (self.directory / LIVE_NAME).stat().st_ino != self._inode
        except OSError:
            return False  # it is being made

    def _take_other(self) -> bool:
        """Go on with the live file that stands in the place of ours, once it says all that selling needs."""
        try:
            other = Replica(self.directory, self._person)
        except (ReplicaDamagedError, ReplicaDiskError):
            return False
        if not other.ready:
            other.close()
            return False
        self._left.append(self._file)
        self._retired.append(self.catalogue)
        self._inode, self._file, self._stamp = other._inode, other._file, other._stamp
        self.live, self.stock, self.catalogue = other.live, other.stock, other.catalogue
        return True

    def check(self) -> None:
        """Read both files whole; seconds, so in the background. `ReplicaDamagedError`."""
        self._file.check()
        self.catalogue.check()

    def _close_retired(self, current: Catalogue) -> None:
        for old in self._retired:
            old.close()
            if old.path != current.path:
                _remove(old.path)
        self._retired.clear()

    def close(self) -> None:
        """Close every file; a catalogue nobody points at any more is removed."""
        self._close_retired(self.catalogue)
        self.catalogue.close()
        for file in (*self._left, self._file):
            file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def open_replica(directory: Path, *, person: Callable[[StaffMember], StaffMember] = lambda member: member) -> Replica:
    """Open the replica in `directory`. Looks at headers, meta and live rows only: `Replica.check` reads all.

    `person` as in `Live`. `ReplicaDamagedError` (then `rebuild`), `ReplicaDiskError` (then look at the disk),
    `UnsafeSqliteError`.
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
