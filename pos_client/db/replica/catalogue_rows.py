"""The catalogue file as its feed changes it: rows in force, rows of publications that wait, the cursor.

Used by the sync process alone. One transaction takes in one answer with its cursor, or all publications whose time has
come: readers of a WAL file see the file as it was until the commit, and never wait for it.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import Any, Final

from pos_client.db.replica.feed_rows import FeedRows, Known, Pace, Sums
from pos_client.db.replica.files import ReplicaDamagedError, ReplicaFile
from pos_client.db.replica.product_rows import ProductRows
from sync.protocol import feeds
from sync.protocol.messages import Cursor, Row
from sync.protocol.snapshot_build import effective_at
from sync.protocol.snapshot_rows import PRODUCT, is_listed, product_body

_log = logging.getLogger(__name__)

_ROW: Final = "SELECT position, body FROM rows WHERE bucket = ? AND key = ?"
_POSITION: Final = "SELECT position FROM rows WHERE bucket = ? AND key = ?"
_WRITE: Final = """INSERT INTO rows VALUES (?, ?, ?, ?)
    ON CONFLICT (bucket, key) DO UPDATE SET position = excluded.position, body = excluded.body"""
_WAIT: Final = """INSERT INTO pending (bucket, key, publication, position, body) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (bucket, key, publication) DO UPDATE SET position = excluded.position, body = excluded.body
    WHERE excluded.position > position"""
_NEWEST_WAITING: Final = (
    "SELECT position, body FROM pending WHERE bucket = ? AND key = ? ORDER BY position DESC LIMIT 1"
)
_IN_BUCKET: Final = """SELECT r.key, r.position, r.body, p.popularity, p.head, p.body FROM rows r
    LEFT JOIN products p ON r.body IS NULL AND p.sku = substr(r.key, 9)
    WHERE r.bucket = ? AND r.key > ? ORDER BY r.key LIMIT ?"""
_WAITING_IN: Final = "SELECT key, position, body FROM pending WHERE bucket = ? ORDER BY key, position"
_DUE: Final = """SELECT bucket, key, max(position), body FROM pending WHERE (bucket, key) > (?, ?)
    AND publication IN (SELECT publication FROM closings WHERE effective_at <= ?)
    GROUP BY bucket, key ORDER BY bucket, key LIMIT 500"""  # the body is that of the highest position
_SUM: Final = "SELECT checksum, position FROM buckets WHERE bucket = ?"
_STATE: Final = """UPDATE state SET generation = ?, position = ?, tag = ?, products = products + ?, listed = listed + ?,
    words = words + ?"""


class CatalogueRows(FeedRows):
    """Writes the catalogue file that `file` has open, within its transactions."""

    def __init__(self, file: ReplicaFile) -> None:
        self._file = file
        self.reset()

    def reset(self) -> None:
        """Forget what a transaction gathered: call it at the begin of each."""
        self._products = ProductRows(self._file)
        self._listed = 0
        self._closed: set[str] = set()
        self._has_waiting = self._file.row("SELECT 1 FROM pending LIMIT 1") is not None

    def cursor(self) -> Cursor | None:
        """Where the file stands; None when it follows no feed."""
        found = self._file.row("SELECT feed, generation, position, tag FROM state")
        if found is None:
            raise ReplicaDamagedError("damaged", self._file.path, "no state")
        feed, generation, position, tag = found
        return Cursor(feed=feed, generation=generation, position=position, tag=tag) if feed else None

    def finish(self, cursor: Cursor) -> None:
        """Write the cursor and what the transaction gathered: its last step."""
        self._products.finish()
        for publication in self._closed:
            self._note_closing(publication)
        gathered = (self._products.count, self._listed, int(self._products.words_changed))
        self._file.run(_STATE, (cursor.generation, cursor.position, cursor.tag, *gathered))

    def sums(self) -> Sums:  # noqa: D102 - as `FeedRows` says
        return Sums(lambda bucket: self._file.row(_SUM, (bucket,)))

    def store_sums(self, sums: Sums) -> None:  # noqa: D102
        rows = [(bucket, checksum.to_bytes(8), position) for bucket, (checksum, position) in sums.changed.items()]
        self._file.run_many("INSERT OR REPLACE INTO buckets VALUES (?, ?, ?)", rows)

    def newest(self, bucket: int, key: str) -> Known | None:  # noqa: D102
        held = self._file.row(_ROW, (bucket, key))
        waiting = self._file.row(_NEWEST_WAITING, (bucket, key)) if self._has_waiting else None
        if waiting is not None and (held is None or waiting[0] > held[0]):
            return Known(waiting[0], 0 if waiting[1] is None else feeds.digest(key, waiting[1]))
        if held is None:
            return None
        return Known(held[0], self._digest(key, held[0], held[1]))

    def _digest(self, key: str, position: int, body: bytes | None) -> int:
        if not position:
            return 0
        if body is None:
            body = self._products.body(key.removeprefix(PRODUCT))
            if body is None:
                raise ReplicaDamagedError("damaged", self._file.path, f"{key} has no product")
        return feeds.digest(key, body)

    def in_bucket(self, bucket: int, after: str, most: int) -> list[tuple[str, int, int]]:  # noqa: D102
        found = []
        for key, position, body, *parts in self._file.rows(_IN_BUCKET, (bucket, after, most)):
            if body is None and parts[2] is None:
                found.append((key, position, 0))  # the product is gone: the checksum will tell
                continue
            found.append((key, position, feeds.digest(key, product_body(*parts) if body is None else body)))
        return found

    def waiting_in(self, bucket: int) -> Sequence[tuple[str, int, int]]:  # noqa: D102
        newest: dict[str, tuple[str, int, int]] = {}
        for key, position, body in self._file.rows(_WAITING_IN, (bucket,)):
            newest[key] = key, position, 0 if body is None else feeds.digest(key, body)
        return tuple(newest.values())

    # --- rows

    def take(self, bucket: int, row: Row) -> None:  # noqa: D102
        held = self._file.row(_POSITION, (bucket, row.key))
        if held is not None and held[0] >= row.position:
            return
        body = None if row.body is None else bytes(row.body)
        if row.publication and not row.key.startswith(feeds.PUBLICATION):  # a closing row waits for nothing
            self._file.run(_WAIT, (bucket, row.key, row.publication, row.position, body))
            self._has_waiting = True
            self._closed.add(row.publication)
            return
        self._show(bucket, row.key, row.position, body)

    def _show(self, bucket: int, key: str, position: int, body: bytes | None) -> None:
        """Put a row in force; what waits below it has been overtaken."""
        if self._has_waiting:
            self._file.run(
                "DELETE FROM pending WHERE bucket = ? AND key = ? AND position <= ?", (bucket, key, position)
            )
        if key.startswith(PRODUCT):
            if body is None:
                self._products.remove(key.removeprefix(PRODUCT))
            else:
                self._file.run(_WRITE, (bucket, key, position, self._products.write(key, body)))
        elif body is not None:
            self._file.run(_WRITE, (bucket, key, position, body))
        if body is None:
            self._file.run("DELETE FROM rows WHERE bucket = ? AND key = ?", (bucket, key))
        if is_listed(key):
            self._list(key, is_there=body is not None)

    def _list(self, key: str, *, is_there: bool) -> None:
        self._listed += 1
        if is_there:
            self._file.run("INSERT OR IGNORE INTO listed VALUES (?)", (key,))
        else:
            self._file.run("DELETE FROM listed WHERE key = ?", (key,))
        if key.startswith(feeds.PUBLICATION):
            self._closed.add(key.removeprefix(feeds.PUBLICATION))

    def replace_bucket(self, bucket: int, rows: Sequence[Row]) -> None:  # noqa: D102
        self._file.run("DELETE FROM pending WHERE bucket = ?", (bucket,))
        waits = [row for row in rows if row.publication and not row.key.startswith(feeds.PUBLICATION)]
        in_force = {row.key: row for row in rows if row not in waits}
        waiting = {row.key: row.position for row in waits}
        for key, position in self._file.rows("SELECT key, position FROM rows WHERE bucket = ?", (bucket,)):
            if key not in in_force and position >= waiting.get(key, 0):
                self._show(bucket, key, position, None)
        for row in in_force.values():
            self._show(bucket, row.key, row.position, None if row.body is None else bytes(row.body))
        for row in waits:
            self.take(bucket, row)

    # --- publications

    def _note_closing(self, publication: str) -> None:
        """Write down when a publication takes effect, or that it has not been closed."""
        key = feeds.PUBLICATION + publication
        held = self._file.row(_ROW, (feeds.bucket_of(key), key))
        try:
            due = None if held is None else effective_at(held[1])
        except ValueError as error:
            _log.error("%s says no time: %s", key, error)
            due = None
        if due is None:
            self._file.run("DELETE FROM closings WHERE publication = ?", (publication,))
        else:
            self._file.run("INSERT OR REPLACE INTO closings VALUES (?, ?)", (publication, due))

    def is_due(self, now_micros: int) -> bool:
        """Whether a closed publication's time has come."""
        return self._file.row("SELECT 1 FROM closings WHERE effective_at <= ? LIMIT 1", (now_micros,)) is not None

    def take_effect(self, now_micros: int) -> None:
        """Put everything in force whose time has come: of each key the newest row."""
        pace = Pace()
        after: tuple[Any, ...] = (-1, "")
        while due := self._file.rows(_DUE, (*after, now_micros)):
            for bucket, key, position, body in due:
                pace.step()
                held = self._file.row(_POSITION, (bucket, key))
                if held is None or held[0] < position:
                    self._show(bucket, key, position, body)
            after = due[-1][:2]
        self._file.run(
            "DELETE FROM pending WHERE publication IN (SELECT publication FROM closings WHERE effective_at <= ?)",
            (now_micros,),
        )
        self._file.run("DELETE FROM closings WHERE effective_at <= ?", (now_micros,))
        self._closed.clear()
