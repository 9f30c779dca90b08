"""The feeds in the live file: which are followed, where they stand, how one is read anew. The sync process alone.

A state read fills a number of its own, which takes the feed over with its last page; until then readers see the rows
that were there, and a reading that breaks off leaves only rows to be swept away.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Final

from pos_client.db.replica.feed_rows import FeedRows, Pace
from pos_client.db.replica.files import ReplicaDamagedError, ReplicaFile
from pos_client.db.replica.live_rows import Derived, LiveRows, StockRows
from sync.protocol import feeds as arithmetic
from sync.protocol.messages import Cursor, StateAnswer

_CURSORS: Final = "SELECT feed, number, generation, position, tag FROM feeds WHERE followed = 1 ORDER BY number"
_MOVE: Final = "UPDATE feeds SET generation = ?, position = ?, tag = ? WHERE feed = ?"
_TABLES: Final = ("rows", "stock")
_DERIVED: Final = ("store:", "register:")


class LiveFeeds:
    """The followed feeds of an open live file; catalogues are only named here."""

    def __init__(self, file: ReplicaFile) -> None:
        self._file = file
        self._reading: dict[str, int] = {}  # by feed the number that its state read fills
        self._load()
        self._loose = [number for (number,) in file.rows("SELECT number FROM loose ORDER BY number")]

    def _load(self) -> None:
        self._numbers: dict[str, int] = {}
        self._cursors: dict[str, Cursor] = {}
        for feed, number, generation, position, tag in self._file.rows(_CURSORS):
            self._numbers[feed] = number
            self._cursors[feed] = Cursor(feed=feed, generation=generation, position=position, tag=tag)

    def follow(self, feeds: Sequence[str]) -> None:
        """Follow exactly `feeds` from now on; the rows of others become loose."""
        if set(feeds) == set(self._numbers):
            return
        with self._file.transaction():
            for feed in self._numbers.keys() - set(feeds):
                self._file.run("INSERT INTO loose VALUES (?)", (self._numbers[feed],))
                self._file.run("DELETE FROM feeds WHERE feed = ?", (feed,))
            for feed in dict.fromkeys(feeds):
                if feed not in self._numbers:
                    self._file.run("INSERT INTO feeds VALUES (?, ?, 0, 0, '', 1)", (feed, self._new_number()))
            self._file.run("UPDATE pointer SET changes = changes + 1")
        self._load()
        self._loose = [number for (number,) in self._file.rows("SELECT number FROM loose ORDER BY number")]

    def _new_number(self) -> int:
        found = self._file.row("SELECT max(number) FROM (SELECT number FROM feeds UNION ALL SELECT number FROM loose)")
        return 1 + (found[0] if found and found[0] else 0)

    def followed(self) -> tuple[str, ...]:
        """Every followed feed."""
        return tuple(self._numbers)

    def cursor(self, feed: str) -> Cursor:
        """Where a followed feed stands."""
        return self._cursors.get(feed) or Cursor(feed=feed)

    def move(self, cursor: Cursor) -> None:
        """Write a feed's cursor, within a transaction; `moved` says that it was committed."""
        self._file.run(_MOVE, (cursor.generation, cursor.position, cursor.tag, cursor.feed))

    def moved(self, cursor: Cursor) -> None:
        """Remember a committed cursor."""
        self._cursors[cursor.feed] = cursor

    def rows(self, feed: str) -> FeedRows:
        """The rows of a followed feed."""
        number = self._numbers[feed]
        if feed.startswith("stock:"):
            return StockRows(self._file, number)
        return LiveRows(self._file, number, Derived(self._file, feed) if feed.startswith(_DERIVED) else None)

    # --- the catalogue's file

    def pointed(self) -> str:
        """The name of the current catalogue file."""
        found = self._file.row("SELECT catalogue FROM pointer")
        if found is None:
            raise ReplicaDamagedError("missing", self._file.path, "no catalogue is pointed at")
        return str(found[0])

    def point(self, name: str) -> None:
        """Switch readers to another catalogue file; durable when this returns."""
        self._file.run("PRAGMA synchronous = FULL")
        try:
            self._file.run("UPDATE pointer SET catalogue = ?, changes = changes + 1", (name,))
        finally:
            self._file.run("PRAGMA synchronous = NORMAL")

    # --- state reads

    def read_page(self, answer: StateAnswer, first: StateAnswer) -> None:
        """Take in one page; `ValueError` for one that does not belong to the reading under way."""
        if answer.generation != first.generation or not answer.generation:
            raise ValueError(f"{answer.feed}: generation {answer.generation} in a reading of {first.generation}")
        if answer is first:
            self._begin(answer.feed)
        elif answer.feed not in self._reading:
            raise ValueError(f"{answer.feed}: a page without the first one")
        number = self._reading[answer.feed]
        is_stock = answer.feed.startswith("stock:")
        staged = StockRows(self._file, number) if is_stock else LiveRows(self._file, number, None)
        with self._file.transaction():
            sums = staged.sums()
            staged.apply(answer.rows, sums)
            staged.store_sums(sums)
            if answer.done:
                for bucket in range(arithmetic.BUCKETS):  # later pages may be newer than the first
                    sums.set(bucket, sums.of(bucket)[0], answer.position)
                staged.store_sums(sums)
                self._take_over(answer.feed, number, first)
        if answer.done:
            del self._reading[answer.feed]
            self._loose.append(self._numbers[answer.feed])
            self._loose.remove(number)
            self._load()

    def _begin(self, feed: str) -> None:
        self._reading.pop(feed, None)  # what an earlier one filled is loose already
        with self._file.transaction():
            number = self._new_number()
            self._file.run("INSERT INTO loose VALUES (?)", (number,))
        self._loose.append(number)
        self._reading[feed] = number

    def _take_over(self, feed: str, number: int, first: StateAnswer) -> None:
        """Let the feed's rows be those under `number`; the old ones are loose."""
        self._file.run("DELETE FROM loose WHERE number = ?", (number,))
        self._file.run("INSERT INTO loose VALUES (?)", (self._numbers[feed],))
        self._file.run("UPDATE feeds SET number = ? WHERE feed = ?", (number, feed))
        self.move(Cursor(feed=feed, generation=first.generation, position=first.position, tag=first.tag))
        if not feed.startswith(_DERIVED):
            return
        derived = Derived(self._file, feed)
        derived.clear()
        for key, body in self._file.rows("SELECT key, body FROM rows WHERE number = ? ORDER BY key", (number,)):
            derived.follow(key, body)
        self._file.run("UPDATE pointer SET changes = changes + 1")

    def sweep(self, until: float) -> bool:
        """Remove loose rows that nobody is filling until the monotonic instant `until`; True while there are any."""
        pace = Pace()
        for number in [each for each in self._loose if each not in self._reading.values()]:
            for bucket in range(arithmetic.BUCKETS):
                if time.monotonic() >= until:
                    return True
                pace.step()
                for table in (*_TABLES, "buckets"):
                    self._file.run(f"DELETE FROM {table} WHERE number = ? AND bucket = ?", (number, bucket))  # noqa: S608
            self._file.run("DELETE FROM loose WHERE number = ?", (number,))
            self._loose.remove(number)
        return False
