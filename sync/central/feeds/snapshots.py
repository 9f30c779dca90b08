"""Snapshot files of catalogues: built once from one consistent read, packed, named by content, offered until outdated.

Files live in a directory of this process, or one that several share; what was offered is known by table `snapshot`,
and an offer counts here only while its file is here. Building blocks for seconds: one builder a feed and version, over
all threads, and over all processes on PostgreSQL. Any thread.
"""

from __future__ import annotations

import logging
import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

import sqlalchemy as sa

from pos_client.domain.search_text import index_texts
from sync.central.db.database import Database
from sync.central.feeds import store
from sync.central.feeds.reading import check_allowed
from sync.central.feeds.rows_in_force import in_effect, snapshot_rows
from sync.central.feeds.tables import snapshot as table
from sync.central.refused import RefusedError
from sync.protocol.base import instant, parse_instant
from sync.protocol.durable import sync_directory
from sync.protocol.messages import SnapshotAnswer
from sync.protocol.snapshot import CATALOGUE_VERSION
from sync.protocol.snapshot_build import SnapshotMeta, build_snapshot
from sync.protocol.snapshot_pack import Packed, pack_file

MOST_MOVED: Final = 2_000
"""Changes of the feed after which a new file is built for who asks next."""
NOTED_EVERY: Final = timedelta(hours=1)
"""How exactly the last time of an offer is kept, so that a thousand registers at once make one write."""
HALF_DONE: Final = "."
"""What the names of files begin with that are being made."""

_log = logging.getLogger(__name__)
_building: dict[tuple[Path, str, int], threading.Lock] = {}
_building_guard = threading.Lock()


def snapshot_offer(
    database: Database,
    directory: Path,
    allowed: frozenset[str],
    feed: str,
    version: int,
    *,
    now: datetime | None = None,
) -> SnapshotAnswer:
    """A snapshot of a catalogue that is ready to be downloaded; made now when there is none, or only an outdated one.

    While another thread builds, an outdated file that deltas still follow is offered instead of waiting. Refuses feeds
    that are no catalogue and versions of the schema that this centre cannot build.
    """
    now = now or datetime.now(UTC)
    check_allowed(allowed, feed)
    if not feed.startswith("catalogue:"):
        raise RefusedError(404, "unknown_feed", f"{feed} is no catalogue: read its state")
    if version != CATALOGUE_VERSION:
        raise RefusedError(404, "unknown_version", f"snapshots have version {CATALOGUE_VERSION}")
    shelf = _Shelf(database, directory, feed, version, now)
    offered = shelf.offer(MOST_MOVED)
    if offered is not None:
        return offered
    with _building_guard:
        lock = _building.setdefault((directory, feed, version), threading.Lock())
    if not lock.acquire(blocking=False):
        offered = shelf.offer(None)
        if offered is not None:
            return offered
        lock.acquire()
    try:
        offered = shelf.offer(MOST_MOVED)
        if offered is not None:
            return offered
        with _only_builder(database, feed, version):
            return shelf.offer(MOST_MOVED) or shelf.build()
    finally:
        lock.release()


def snapshot_file(database: Database, directory: Path, allowed: frozenset[str], name: str) -> Path:
    """The file that was offered under `name`; refused when this register was not offered it or it is gone."""

    def work(connection: sa.Connection) -> bool:
        of_name = sa.select(table.c.name).where(table.c.feed.in_(sorted(allowed)), table.c.name == name)
        return connection.execute(of_name).first() is not None

    # a name from outside becomes a path only once it is known to be one that was given
    if not database.read(work) or not (directory / name).is_file():
        raise RefusedError(404, "unknown_snapshot", "ask for an offer")
    return directory / name


@contextmanager
def _only_builder(database: Database, feed: str, version: int) -> Iterator[None]:
    """Hold the right to build, among all processes of a PostgreSQL, on a connection of its own."""
    if database.is_sqlite:  # one process serves an embedded database; a second file would only be work done twice
        yield
        return
    name = f"omnitill snapshot {feed} {version}"
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(sa.text("SELECT pg_advisory_lock(hashtextextended(:name, 0))"), {"name": name})
        try:
            yield
        finally:
            connection.execute(sa.text("SELECT pg_advisory_unlock(hashtextextended(:name, 0))"), {"name": name})


class _Shelf:
    """The snapshots of one feed and version."""

    def __init__(self, database: Database, directory: Path, feed: str, version: int, now: datetime) -> None:
        self._database = database
        self._directory = directory
        self._feed, self._version = feed, version
        self._now = now

    def offer(self, most_moved: int | None) -> SnapshotAnswer | None:
        """The newest snapshot that deltas still follow, at most `most_moved` changes behind when that is given."""

        def work(connection: sa.Connection) -> tuple[store.Head, list[sa.Row[Any]]]:
            head = store.head_of(store.read_heads(connection, [self._feed]), self._feed)
            of_feed = sa.select(table).where(table.c.feed == self._feed, table.c.version == self._version)
            of_now = of_feed.where(table.c.generation == head.generation, table.c.position >= head.floor)
            return head, list(connection.execute(of_now.order_by(table.c.position.desc())))

        head, rows = self._database.read(work)
        for row in rows:
            path = self._directory / row.name
            is_near = most_moved is None or head.position - row.position <= most_moved
            if is_near and path.is_file() and path.stat().st_size == row.size:
                if not timedelta(0) <= self._now - parse_instant(row.offered_at) < NOTED_EVERY:
                    return self._noted(row)
                return self._answer(row)
        return None

    def _noted(self, row: sa.Row[Any]) -> SnapshotAnswer | None:
        """Keep when it was last offered; None when it was removed in the meantime."""
        of_row = (table.c.feed == row.feed) & (table.c.name == row.name)
        latest = max(row.offered_at, instant(self._now))
        noted = self._database.write(
            lambda connection: connection.execute(sa.update(table).where(of_row).values(offered_at=latest)).rowcount
        )
        return self._answer(row) if noted else None

    def build(self) -> SnapshotAnswer:
        """Make a file of what the feed holds now, durable before it is known of."""
        self._directory.mkdir(parents=True, exist_ok=True)
        begun = self._directory / f"{HALF_DONE}{uuid.uuid4().hex}"
        plain, packed = begun.with_suffix(".sqlite"), begun.with_suffix(".zst")
        try:
            head = self._database.read(lambda connection: self._write(connection, plain))
            content = pack_file(plain, packed)
            name = f"{self._feed.replace(':', '-')}-v{self._version}-{content.sha256[:32]}.zst"
            packed.replace(self._directory / name)
            sync_directory(self._directory)
        finally:
            with suppress(FileNotFoundError):
                plain.unlink()
            packed.unlink(missing_ok=True)
        return self._keep(head, name, content)

    def _write(self, connection: sa.Connection, path: Path) -> store.Head:
        head = store.head_of(store.read_heads(connection, [self._feed]), self._feed)
        meta = SnapshotMeta(self._feed, head.generation, head.position, head.tag)
        effective = in_effect(connection, self._feed, instant(self._now))
        built = build_snapshot(path, meta, snapshot_rows(connection, self._feed, effective), index_texts)
        for key in built.unread[:20]:
            _log.error("%s of %s is no product: registers keep it and do not sell it", key, self._feed)
        return head

    def _keep(self, head: store.Head, name: str, content: Packed) -> SnapshotAnswer:
        values = {
            "feed": self._feed,
            "name": name,
            "version": self._version,
            "generation": head.generation,
            "position": head.position,
            "tag": head.tag,
            "size": content.size,
            "plain_size": content.plain_size,
            "sha256": content.sha256,
            "made_at": instant(self._now),
            "offered_at": instant(self._now),
        }

        def work(connection: sa.Connection) -> sa.Row[Any]:
            of_name = (table.c.feed == self._feed) & (table.c.name == name)
            connection.execute(sa.delete(table).where(of_name))
            connection.execute(sa.insert(table).values(values))
            return connection.execute(sa.select(table).where(of_name)).one()

        return self._answer(self._database.write(work))

    def _answer(self, row: sa.Row[Any]) -> SnapshotAnswer:
        return SnapshotAnswer(
            feed=row.feed,
            generation=row.generation,
            position=row.position,
            tag=row.tag,
            version=row.version,
            name=row.name,
            size=row.size,
            plain_size=row.plain_size,
            sha256=row.sha256,
            time=instant(self._now),
        )
