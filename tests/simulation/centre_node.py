"""The centre of a simulated world: its real logic on a real SQLite file, without HTTP; it can die at any commit."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

import sqlalchemy as sa
from pysqlite3 import dbapi2

from sync.central.api import Api, Wait
from sync.central.db import Database, open_database
from sync.central.db.trouble import DatabaseTroubleError
from sync.central.feeds import Change, publish
from sync.central.feeds.generations import raise_generations
from sync.central.identity import Authority
from sync.central.registers.epochs import forget_none
from sync.central.registers.keys import apply_revocations, revoke
from sync.protocol import wire
from sync.protocol.wire import WireRequest, WireResponse
from tests.simulation.faults import CrashError
from tests.simulation.scheduler import Scheduler

T = TypeVar("T")


class NoRoomError(DatabaseTroubleError):
    """The disk of the centre is full."""

    def __init__(self) -> None:
        super().__init__("full", "database or disk is full")


class FaultyDatabase(Database):
    """A database whose process may die before or after any commit, or whose disk is full.

    `fate(where)` raises `CrashError` when it dies; of "full" it raises what a full disk does.
    """

    def __init__(self, inner: Database, fate: Callable[[str], None]) -> None:
        self.__dict__.update(inner.__dict__)
        self._fate = fate

    def write(self, work: Callable[[sa.Connection], T]) -> T:
        def doomed(connection: sa.Connection) -> T:
            result = work(connection)
            self._fate("before")
            self._fate("full")
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
        self.life = 0
        self.crashes = 0
        self.restored = 0
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
        self.life += 1
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
        response = self._do(lambda api: api.handle(request))
        return None if response is None else self._count(response)

    def _do(self, work: Callable[[Api], T]) -> T | None:
        """Have the service do something; None when it is down or dies of it."""
        if not self.is_up:
            return None
        try:
            return work(self.api)
        except CrashError:
            self.crash()
            return None

    def _count(self, response: WireResponse) -> WireResponse:
        self.statuses[response.status] = self.statuses.get(response.status, 0) + 1
        if response.status == 500:
            raise AssertionError(f"the centre has a fault of its own: {response.body!r}")
        return response

    def hold(self, request: WireRequest, reply: Callable[[WireResponse | None], None]) -> None:
        """Answer a wait: at once when something moved, else when something has, or its time is over."""
        opened = self._do(lambda api: api.guarded(lambda: api.open_wait(request)))
        if not isinstance(opened, Wait):
            reply(opened)
            return
        held, life, until = opened, self.life, self.scheduler.now + opened.request.seconds
        is_over = False

        def look() -> None:
            nonlocal is_over
            if is_over:
                return
            if life != self.life or not self.is_up:  # the process that held it has died, and its connections with it
                is_over = True
                reply(None)
                return
            answer = self._do(lambda api: api.guarded(lambda: api.poll(held)))
            if isinstance(answer, WireResponse) or answer is None:
                is_over = True
                reply(answer)
            elif answer.feeds or self.scheduler.now >= until:
                is_over = True
                reply(self._count(self.api.respond(answer, request)))
            else:
                self._waits.append(look)

        self.scheduler.after(until - self.scheduler.now, look)
        look()

    def _moved(self, _feeds: frozenset[str]) -> None:
        """A feed moved: whoever waits looks again."""
        waits, self._waits = self._waits, []
        for look in waits:
            self.scheduler.after(0.001, look)

    # --- what an office does

    def publish(self, changes: Sequence[Change]) -> bool:
        """Publish changes of feeds; whether it is certain that they are there."""
        return self._write(lambda connection: publish(connection, changes, now=self.now()))

    def revoke(self, register_id: str) -> bool:
        """Revoke a register's keys; whether it is certain that they are."""

        def work(api: Api) -> bool:
            revoke(
                api.database, api.authority, register_id, operator="boss", reason="lost", is_stolen=False,
                now=self.now(),
            )  # fmt: skip
            return True

        try:
            return bool(self._do(work))
        except DatabaseTroubleError:
            return False

    def _write(self, work: Callable[[sa.Connection], object]) -> bool:
        if not self.is_up:
            return False
        try:
            self.database.write(work)
        except CrashError:
            self.crash()
            return False
        except DatabaseTroubleError:
            return False
        return True

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
        database = open_database(f"sqlite:///{self.path}", pool_size=2)
        try:  # the command does it before the service starts
            database.write(lambda connection: raise_generations(connection, self.now()))
            database.write(lambda connection: forget_none(connection, "copy", self.now()))
            apply_revocations(database, Authority(self.folder / "authority"))
        finally:
            database.close()
        self.restored += 1
        self.boot()


def is_wait(request: WireRequest) -> bool:
    """Tell whether a request is held by the centre."""
    return request.path == wire.PREFIX + wire.WAIT
