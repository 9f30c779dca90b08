"""The threads beneath the notifier: sweeping heads, telling other processes of commits, hearing of theirs.

On SQLite one thread looks every 250 ms whether another connection has committed (`PRAGMA data_version`) and only then
reads heads. On PostgreSQL it reads a bounded number of heads, in turn, and sends what moved here by NOTIFY; a second
thread listens. Each thread has a connection of its own, outside the pool, and makes a new one after a failure.
"""

from __future__ import annotations

import json
import logging
import random
import threading
import time
import uuid
from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any, Final, Protocol

import sqlalchemy as sa

from sync.central.db.database import Database

SWEEP_S: Final = 0.25
MOST_SWEPT: Final = 2_000
"""Heads read by one sweep of PostgreSQL; with more watched feeds a round takes several sweeps."""
BREATH_S: Final = 0.005
"""Between two sends, so that a busy process sends 200 a second at most: a NOTIFY takes a lock of the whole server."""
CHANNEL: Final = "omnitill_feeds"
_MOST_PAYLOAD: Final = 7_000  # bytes; PostgreSQL takes fewer than 8,000
_LISTEN_S: Final = 0.5
_AFTER_FAILURE_S: Final = (0.5, 3.0)

_log = logging.getLogger(__name__)


class Watched(Protocol):
    """The feeds to sweep: all of them, or those that are new since they were last asked for."""

    def __call__(self, *, fresh: bool) -> list[str]:
        """Copy their names; called on a thread of the pulse."""
        ...


class Pulse:
    """`hint` is called with feeds that moved in other processes, `sweep` with heads, both on threads of this class."""

    def __init__(
        self,
        database: Database,
        *,
        hint: Callable[[Collection[str]], None],
        sweep: Callable[[Mapping[str, int]], None],
        watched: Watched,
    ) -> None:
        self._database = database
        self._hint, self._sweep, self._watched = hint, sweep, watched
        self._sender = uuid.uuid4().hex
        self._lock = threading.Lock()
        self._untold: set[str] = set()
        self._wanted = threading.Event()
        self._stop = threading.Event()
        self._heard = threading.Event()
        self._round: list[str] = []
        self._version = -1
        self._threads = [threading.Thread(target=self._run, name="feeds-pulse", args=(self._beat,), daemon=True)]
        if not database.is_sqlite:
            self._threads.append(
                threading.Thread(target=self._run, name="feeds-listen", args=(self._listen,), daemon=True)
            )

    def start(self) -> None:
        """Start the threads; on PostgreSQL returns once the process listens, or after two seconds without a server."""
        for thread in self._threads:
            thread.start()
        if not self._database.is_sqlite:
            self._heard.wait(2)

    def close(self) -> None:
        """End the threads; what is not yet told is told first."""
        self._stop.set()
        self._wanted.set()
        for thread in self._threads:
            thread.join()

    def tell(self, feeds: Collection[str]) -> None:
        """Let other processes know, soon, that feeds moved in this one. Any thread, never blocks for long."""
        if not self._database.is_sqlite:  # another process on the same file sees it by data_version
            with self._lock:
                self._untold.update(feeds)
            self._wanted.set()

    def _run(self, work: Callable[[Any], None]) -> None:
        while True:
            try:
                connection = self._connect()
                try:
                    work(connection)
                finally:
                    connection.close()
            except (self._database.engine.dialect.loaded_dbapi.Error, sa.exc.DBAPIError):
                _log.warning("the %s thread has lost its connection", threading.current_thread().name, exc_info=True)
            if self._stop.wait(random.uniform(*_AFTER_FAILURE_S)):  # noqa: S311 - only parts those who lost it together
                return

    def _connect(self) -> Any:  # noqa: ANN401 - the driver's own
        pooled = self._database.engine.raw_connection()
        connection: Any = pooled.driver_connection
        pooled.detach()
        if not self._database.is_sqlite:
            connection.autocommit = True
        return connection

    # --- sweeping and telling

    def _beat(self, connection: Any) -> None:  # noqa: ANN401
        self._version = -1
        due = time.monotonic()
        while True:
            is_last = self._stop.is_set()
            self._wanted.clear()
            self._send(connection)
            if is_last:
                return
            now = time.monotonic()
            if now >= due:
                due = now + SWEEP_S
                self._look(connection)
            self._stop.wait(BREATH_S)
            self._wanted.wait(max(0.0, due - time.monotonic()))

    def _send(self, connection: Any) -> None:  # noqa: ANN401
        with self._lock:
            untold, self._untold = self._untold, set()
        if untold or (self._stop.is_set() and not self._database.is_sqlite):  # an empty one lets our listener go
            for payload in payloads(self._sender, sorted(untold)):
                connection.execute("SELECT pg_notify(%s, %s)", (CHANNEL, payload))

    def _look(self, connection: Any) -> None:  # noqa: ANN401
        if self._database.is_sqlite:
            fresh = self._watched(fresh=True)
            (version,) = connection.execute("PRAGMA data_version").fetchone()
            feeds = fresh if version == self._version else self._watched(fresh=False)
            self._version = version
            statement, parameters = _HEADS_SQLITE, json.dumps(feeds)
        else:
            feeds = self._watched(fresh=True)[:MOST_SWEPT]
            self._round = self._round or self._watched(fresh=False)
            count = MOST_SWEPT - len(feeds)
            feeds, self._round = feeds + self._round[:count], self._round[count:]
            statement, parameters = _HEADS_POSTGRESQL, feeds  # type: ignore[assignment]
        if feeds:
            heads = dict(connection.execute(statement, (parameters,)).fetchall())
            if heads and not self._stop.is_set():
                self._sweep(heads)

    # --- listening

    def _listen(self, connection: Any) -> None:  # noqa: ANN401
        connection.execute(f"LISTEN {CHANNEL}")
        self._heard.set()
        while not self._stop.is_set():
            for told in connection.notifies(timeout=_LISTEN_S, stop_after=1):
                sender, *feeds = told.payload.split(" ")
                if sender != self._sender and feeds:
                    self._hint(feeds)


_HEADS_SQLITE: Final = "SELECT feed, position FROM feed_head WHERE feed IN (SELECT value FROM json_each(?))"
_HEADS_POSTGRESQL: Final = "SELECT feed, position FROM feed_head WHERE feed = ANY(%s)"


def payloads(sender: str, feeds: Collection[str]) -> Iterator[str]:
    """`feeds` in as few payloads as a NOTIFY can carry, each beginning with who tells it; one at least."""
    parts, size = [sender], len(sender)
    for feed in feeds:
        if size + 1 + len(feed) > _MOST_PAYLOAD:
            yield " ".join(parts)
            parts, size = [sender], len(sender)
        parts.append(feed)
        size += 1 + len(feed)
    yield " ".join(parts)
