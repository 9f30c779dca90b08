"""The centre of a simulated world: its real logic on a real SQLite file, without HTTP; it can die at any commit."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

import sqlalchemy as sa
from pysqlite3 import dbapi2

from sync.central.api import Api
from sync.central.db import Database, open_database
from sync.central.feeds import Change, publish
from sync.central.feeds.generations import raise_generations
from sync.central.identity import Authority
from sync.protocol import coding, wire
from sync.protocol.messages import PullAnswer, WaitRequest
from sync.protocol.wire import WireRequest, WireResponse
from tests.simulation.faults import CrashError
from tests.simulation.scheduler import Scheduler

T = TypeVar("T")


class FaultyDatabase(Database):
    """A database whose process may die before or after any commit. `fate(where)` raises `CrashError` when it does."""

    def __init__(self, inner: Database, fate: Callable[[str], None]) -> None:
        self.__dict__.update(inner.__dict__)
        self._fate = fate

    def write(self, work: Callable[[sa.Connection], T]) -> T:
        def doomed(connection: sa.Connection) -> T:
            result = work(connection)
            self._fate("before")
            return result

        result = super().write(doomed)
        self._fate("after")
        return result


class CentreNode:
    """`handle` answers as the centre does, None when it is down or dies of the request."""

    def __init__(self, folder: Path, scheduler: Scheduler, fate: Callable[[str], None]) -> None:
        self.folder = folder
        self.scheduler = scheduler
        self.fate = fate
        self.is_up = False
        self.crashes = 0
        self.backup: Path | None = None
        self.statuses: dict[int, int] = {}
        self.boot()

    def now(self) -> datetime:
        """The centre's clock, which is right."""
        return datetime.fromtimestamp(self.scheduler.now, UTC)

    @property
    def path(self) -> Path:
        """The database's file."""
        return self.folder / "centre.sqlite"

    def boot(self) -> None:
        """Start on what is on disk."""
        inner = open_database(f"sqlite:///{self.path}", pool_size=2)
        self.database = FaultyDatabase(inner, self.fate)
        self.api = Api(self.database, Authority(self.folder / "authority"), self.folder, self.now)
        inner.listeners.append(self._moved)
        self._waits: list[Callable[[], None]] = []
        self.is_up = True

    def close(self) -> None:
        """Let go of the files."""
        self.is_up = False
        self.database.close()

    def crash(self) -> None:
        """Die, and come back in some seconds."""
        self.crashes += 1
        self.close()
        self.scheduler.after(self.scheduler.rng.uniform(1, 20), self._come_back)

    def _come_back(self) -> None:
        if not self.is_up:
            self.boot()

    def handle(self, request: WireRequest) -> WireResponse | None:
        """Answer a request; None when nobody is there to."""
        if not self.is_up:
            return None
        try:
            response = self.api.handle(request)
        except CrashError:
            self.crash()
            return None
        self.statuses[response.status] = self.statuses.get(response.status, 0) + 1
        return response

    def hold(self, request: WireRequest, reply: Callable[[WireResponse | None], None]) -> None:
        """Answer a wait: at once when something moved, else when something has, or its time is over."""
        until = self.scheduler.now + _seconds_of(request)
        is_over = False

        def look() -> None:
            nonlocal is_over
            if is_over:
                return
            response = self.handle(request)
            if response is None or response.status != 200 or _says_something(response) or self.scheduler.now >= until:
                is_over = True
                reply(response)
            elif self.scheduler.now < until:
                self._waits.append(look)

        self.scheduler.after(until - self.scheduler.now, look)
        look()

    def _moved(self, _feeds: frozenset[str]) -> None:
        """A feed moved: whoever waits looks again."""
        waits, self._waits = self._waits, []
        for look in waits:
            self.scheduler.after(0.001, look)

    # --- what an office does

    def change_goods(self, body: Callable[[str], bytes], keys: tuple[str, ...], feed: str) -> None:
        """Publish other rows of a feed, or take them away (an empty body)."""
        if not self.is_up:
            return
        changes = [Change(feed, key, body(key) or None) for key in keys]
        try:
            self.database.write(lambda connection: publish(connection, changes))
        except CrashError:
            self.crash()

    def back_up(self) -> None:
        """Copy the database as it stands."""
        if self.is_up:
            self.backup = self.folder / "backup.sqlite"
            self.backup.unlink(missing_ok=True)
            raw = dbapi2.connect(str(self.path))
            raw.execute("VACUUM INTO ?", (str(self.backup),))
            raw.close()

    def restore(self) -> None:
        """Lose the database and go on from its copy, as the command does."""
        if self.backup is None:
            return
        self.close()
        for end in ("", "-wal", "-shm"):
            Path(f"{self.path}{end}").unlink(missing_ok=True)
        shutil.copyfile(self.backup, self.path)
        self.boot()
        try:
            self.database.write(lambda connection: raise_generations(connection, self.now()))
        except CrashError:
            self.crash()


def _seconds_of(request: WireRequest) -> float:
    encoding = request.headers.get("content-encoding", coding.PLAIN)
    try:
        return float(coding.read(WaitRequest, request.body, encoding).seconds)
    except coding.CodingError:
        return 0.0


def _says_something(response: WireResponse) -> bool:
    encoding = response.headers.get("content-encoding", coding.PLAIN)
    return bool(coding.read(PullAnswer, response.body, encoding).feeds)


def is_wait(request: WireRequest) -> bool:
    """Tell whether a request is held by the centre."""
    return request.path == wire.PREFIX + wire.WAIT
