"""The replica as the engine writes it: deltas, state reads, buckets, snapshots, publications. The sync process alone.

A cursor is committed with the rows it stands for: those of the catalogue in its own file, the others in the live file.
Every answer is taken in whole or not at all by one transaction, worked off in slices of at most 20 ms with rests
between them; readers of a WAL file see nothing of it before the commit and never wait for it. Power loss can take the
last transactions away (they are read again) and never a part of one; the switch to another catalogue is synced.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from operator import attrgetter
from pathlib import Path
from typing import Final

from pos_client.db.replica.catalogue_rows import CatalogueRows
from pos_client.db.replica.feed_rows import SLICE_SECONDS, Checking, FeedRows
from pos_client.db.replica.files import (
    LIVE_NAME,
    ReplicaDamagedError,
    ReplicaFile,
    ReplicaWriteError,
    UnsafeSqliteError,
    check_header,
)
from pos_client.db.replica.install import open_for_writing, part_of, remove_strays, unpack
from pos_client.db.replica.live_feeds import LiveFeeds
from sync.engine.ports import Applied, PortError
from sync.protocol import feeds as arithmetic
from sync.protocol.messages import BucketAnswer, Cursor, FeedAnswer, SnapshotAnswer, StateAnswer
from sync.protocol.snapshot import CATALOGUE_APPLICATION_ID, CATALOGUE_VERSION, LIVE_APPLICATION_ID, LIVE_VERSION

FOLD_FROM: Final = 500
"""Statements written, from which on a log is worth folding away in a pause."""
_log = logging.getLogger(__name__)
_CATALOGUE: Final = "catalogue:"
_MUST: Final = attrgetter("must_fold")
_ROW: Final = (
    "SELECT r.body FROM feeds f JOIN rows r ON r.number = f.number WHERE f.feed = ? AND r.bucket = ? AND r.key = ?"
)


class WrittenReplica:
    """Implements `sync.engine.ports.ReplicaPort` on the files in a directory. Calls come one at a time, any thread."""

    def __init__(self, directory: Path, feeds: Sequence[str]) -> None:
        """Open the files that `create_empty` made, to follow `feeds`: what is followed no more is dropped.

        `PortError` "replica_read" when there is no live file, or a damaged one: throw it away and make an empty one.
        """
        self._directory = directory
        self._checks: dict[str, Checking] = {}
        if sum(feed.startswith(_CATALOGUE) for feed in feeds) > 1:
            raise ValueError("a register has one catalogue")
        with _told():
            path = directory / LIVE_NAME
            check_header(path, LIVE_APPLICATION_ID, LIVE_VERSION)
            self._file = open_for_writing(path)
        self._catalogue_file: ReplicaFile | None = None
        self._catalogue_cursor: Cursor | None = None
        try:
            with _told():
                self._live = LiveFeeds(self._file)
                self._live.follow(feeds)
                remove_strays(directory, {self._live.pointed()})
                self._open_catalogue()
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Close the files. What was committed stays."""
        self._close_catalogue()
        self._file.close()

    def _open_catalogue(self) -> None:
        """Open what the pointer names; a file that cannot be read counts as none, and is downloaded anew."""
        self._close_catalogue()
        path = self._directory / self._live.pointed()
        with suppress(ReplicaDamagedError):
            check_header(path, CATALOGUE_APPLICATION_ID, CATALOGUE_VERSION)
            self._catalogue_file = open_for_writing(path)
            self._catalogue = CatalogueRows(self._catalogue_file)
            self._catalogue_cursor = self._catalogue.cursor()

    def _close_catalogue(self) -> None:
        self._catalogue_cursor = None
        if self._catalogue_file is not None:
            self._catalogue_file.close()
            self._catalogue_file = None

    # --- where the feeds stand

    def cursors(self) -> tuple[Cursor, ...]:
        """The cursor of every followed feed."""
        with _told():
            return tuple(self._cursor(feed) for feed in self._live.followed())

    def _cursor(self, feed: str) -> Cursor:
        if not feed.startswith(_CATALOGUE):
            return self._live.cursor(feed)
        own = self._catalogue_cursor
        return own if own is not None and own.feed == feed else Cursor(feed=feed)

    def row(self, feed: str, key: str) -> bytes | None:
        """Return the body of a row of a feed in the live file, None when there is none. Any thread."""
        with _told():
            found = self._file.row(_ROW, (feed, arithmetic.bucket_of(key), key))
        return None if found is None else bytes(found[0])

    def _is_followed(self, feed: str) -> bool:
        return feed in self._live.followed()

    @contextmanager
    def _writing(self, feed: str) -> Iterator[FeedRows]:
        """One transaction on the file of a feed that is at a position; what fails there leaves no trace."""
        if not feed.startswith(_CATALOGUE):
            with self._file.transaction():
                yield self._live.rows(feed)
            return
        file = self._catalogue_file
        if file is None:
            raise ReplicaDamagedError("missing", self._directory, feed)
        try:
            with file.transaction():
                self._catalogue.reset()
                yield self._catalogue
        except ReplicaDamagedError:
            self._close_catalogue()  # to be downloaded anew
            raise

    def _fold(self, is_due: Callable[[ReplicaFile], bool]) -> None:
        """Fold away the logs that are due; a failure costs nothing, the log stays as it is and is tried again."""
        for file in (self._file, self._catalogue_file):
            if file is not None and is_due(file):
                try:
                    file.fold()
                except ReplicaWriteError as error:
                    _log.warning("a log was not folded away: %s", error)

    def _finish(self, feed: str, cursor: Cursor) -> None:
        if feed.startswith(_CATALOGUE):
            self._catalogue.finish(cursor)
        else:
            self._live.move(cursor)

    def _committed(self, cursor: Cursor) -> None:
        if cursor.feed.startswith(_CATALOGUE):
            self._catalogue_cursor = cursor
        else:
            self._live.moved(cursor)

    # --- deltas

    def apply(self, answer: FeedAnswer) -> Applied:
        """Apply the rows of one feed and its cursor together; `ValueError` for rows outside (start, to]."""
        feed = answer.feed
        if not self._is_followed(feed):
            return Applied(hole=True)
        cursor = self._cursor(feed)
        is_next = (answer.generation, answer.start) == (cursor.generation, cursor.position)
        if answer.needs or not cursor.generation or not is_next or answer.to < answer.start:
            return Applied(hole=True)
        if any(not answer.start < row.position <= answer.to for row in answer.rows):
            raise ValueError(f"{feed}: a row outside ({answer.start}, {answer.to}]")
        if answer.to == answer.start:
            return Applied()
        moved = Cursor(feed=feed, generation=answer.generation, position=answer.to, tag=answer.tag)
        with _told():
            with self._writing(feed) as rows:
                sums = rows.sums()
                touched = rows.apply(answer.rows, sums)
                mismatched = sums.differing(answer)
                rows.store_sums(sums)
                self._finish(feed, moved)
            self._committed(moved)
        self._interrupt(feed, touched)
        self._fold(_MUST)
        return Applied(rows=len(answer.rows), mismatched=mismatched)

    def _interrupt(self, feed: str, touched: set[int]) -> None:
        check = self._checks.get(feed)
        if check is not None and check.bucket in touched:
            self._checks[feed] = Checking(check.bucket)

    # --- reading anew

    def apply_state(self, answer: StateAnswer, *, first: StateAnswer) -> None:
        """Take in a page of a state read, in one transaction; readers see all pages at once, with the last one.

        `ValueError` for a catalogue (it comes by a snapshot), a feed not followed, a page without those before it.
        """
        if answer.feed.startswith(_CATALOGUE) or not self._is_followed(answer.feed):
            raise ValueError(f"{answer.feed} is not read by its state")
        with _told():
            self._live.read_page(answer, first)
        self._fold(_MUST)
        if answer.done:
            self._checks.pop(answer.feed, None)

    def apply_bucket(self, answer: BucketAnswer) -> bool:
        """Replace one bucket; False when it is older than what is here. `ValueError` when it is not of its checksum."""
        cursor = self._cursor(answer.feed)
        if not self._is_followed(answer.feed) or answer.generation != cursor.generation:
            return False
        if answer.position < cursor.position:
            return False
        with _told(), self._writing(answer.feed) as rows:
            sums = rows.sums()
            fits = rows.repair(answer, sums)
            rows.store_sums(sums)
            self._finish(answer.feed, cursor)
        self._interrupt(answer.feed, {answer.bucket})
        return fits

    # --- checking when idle

    def check_some(self, feed: str) -> tuple[int, ...]:
        """Go on recomputing checksums from rows, for at most 20 ms; returns the buckets that do not hold.

        The same time is used to remove rows that a state read has replaced. And long logs are folded away, which takes
        a little more: a hundredth of a second a megabyte.
        """
        self._fold(lambda file: file.unfolded >= FOLD_FROM)
        until = time.monotonic() + SLICE_SECONDS
        with _told():
            if self._live.sweep(until) or not self._is_followed(feed) or not self._cursor(feed).generation:
                return ()
            return self._check(feed, until)

    def _check(self, feed: str, until: float) -> tuple[int, ...]:
        rows = self._catalogue if feed.startswith(_CATALOGUE) else self._live.rows(feed)
        stored = rows.sums()
        wrong: list[int] = []
        while True:
            check = self._checks.setdefault(feed, Checking(0))
            try:
                if not check.go_on(rows, until):
                    return tuple(wrong)
            except ReplicaDamagedError:
                if feed.startswith(_CATALOGUE):
                    self._close_catalogue()
                raise
            if check.checksum != stored.of(check.bucket)[0]:
                wrong.append(check.bucket)
            self._checks[feed] = Checking((check.bucket + 1) % arithmetic.BUCKETS)
            if time.monotonic() >= until or check.bucket == arithmetic.BUCKETS - 1:
                return tuple(wrong)

    # --- snapshots

    def download(self, offer: SnapshotAnswer) -> tuple[Path, int]:
        """The file that takes the snapshot's bytes and how many it has; `PortError` when the disk is too full."""
        if not self._is_followed(offer.feed) or offer.version != CATALOGUE_VERSION:
            raise ValueError(f"{offer.feed} in version {offer.version} is of no use here")
        with _told():
            return part_of(self._directory, offer)

    def install(self, offer: SnapshotAnswer, downloaded: Path) -> None:
        """Verify, unpack, switch; `ValueError` when it is not what was offered (it is then removed).

        The old file is removed by the last reader that leaves it, or when this process starts again.
        """
        if not self._is_followed(offer.feed) or not offer.feed.startswith(_CATALOGUE):
            downloaded.unlink(missing_ok=True)
            raise ValueError(f"{offer.feed} takes no snapshot")
        with _told():
            target = unpack(self._directory, offer, downloaded)
            self._live.point(target.name)
            self._open_catalogue()
            downloaded.unlink(missing_ok=True)
        self._checks.pop(offer.feed, None)

    # --- publications

    def take_effect(self, now_micros: int) -> bool:
        """Put in force, all at once, what publications hold whose time has come; True when there was one."""
        cursor = self._catalogue_cursor
        if cursor is None:
            return False
        with _told():
            if not self._catalogue.is_due(now_micros):
                return False
            with self._writing(cursor.feed):
                self._catalogue.take_effect(now_micros)
                self._catalogue.finish(cursor)
        self._fold(_MUST)
        self._checks.pop(cursor.feed, None)
        return True


@contextmanager
def _told() -> Iterator[None]:
    """Say what the files could not do as the engine expects it."""
    try:
        yield
    except ReplicaWriteError as error:
        raise PortError("replica_write", str(error)) from error
    except (ReplicaDamagedError, UnsafeSqliteError) as error:
        raise PortError("replica_read", str(error)) from error
    except OSError as error:
        raise PortError("replica_write", str(error)) from error
