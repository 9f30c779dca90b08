"""A register of a simulated world: the real engine over a real journal and replica; it can die at any commit."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

import msgspec
from pysqlite3 import dbapi2

from pos_client.db import sqlite
from pos_client.db.journal import restoring
from pos_client.db.journal.port import ReadJournal
from pos_client.db.journal.reader import Reader
from pos_client.db.journal.writer import Writer
from pos_client.db.replica.port import WrittenReplica
from sync.engine.core import Core, Ports
from sync.engine.engine import Engine
from sync.engine.identity import Identity
from sync.engine.ports import Applied, PortError
from sync.engine.steps import NEVER, Lane, Now, Sleep
from sync.protocol import signing
from sync.protocol.messages import (
    BucketAnswer,
    Cursor,
    EpochAnswer,
    FeedAnswer,
    Grant,
    Signed,
    SnapshotAnswer,
    StateAnswer,
)
from sync.protocol.wire import WireResponse
from tests.simulation.faults import CrashError
from tests.simulation.reader import ReplicaReader
from tests.simulation.scheduler import START

if TYPE_CHECKING:
    from tests.simulation.template import Enrolled
    from tests.simulation.world import World

T = TypeVar("T")
LOOKED_AT: Final = 0.01
"""Of the times that idle care would recompute checksums, it does."""


@dataclass(frozen=True, slots=True)
class Fact:
    """An event that this register's disk held durably at some time."""

    epoch: int
    seq: int
    event_id: str
    type: str
    hash: bytes
    data: bytes


@dataclass
class Disk:
    """What the world remembers of a register's disk.

    `gone` are facts that went with a disk and were in no copy of it, `lost` those of them that the centre had not.
    """

    facts: dict[bytes, Fact] = field(default_factory=dict)  # by hash
    gone: set[bytes] = field(default_factory=set)
    lost: set[bytes] = field(default_factory=set)


class RegisterNode:
    """`boot` starts it, `crash` kills it; between, its lanes take their turns."""

    def __init__(self, world: World, name: str, directory: Path, enrolled: Enrolled, skew: float) -> None:
        self.world = world
        self.name = name
        self.directory = directory
        self.enrolled = enrolled
        self.skew = skew
        self.signer = signing.load(directory / "register.key")
        self.grant = Signed(data=enrolled.grant_data, signature=enrolled.grant_signature)
        self.disk = Disk()
        self.copy: Path | None = None
        self.offline_until = 0.0
        self.life = 0  # grows with each start: what was asked in an earlier life is answered to nobody
        self.is_up = False
        self.crashes = 0
        self.reads = self.world.happens("readers")
        self.reader: ReplicaReader | None = None
        self._turns: dict[str, int] = {}
        self.asking: set[str] = set()  # lanes that wait for an answer

    # --- life

    @property
    def journal_epochs(self) -> int:
        """How many epochs this register has had."""
        return len({fact.epoch for fact in self.disk.facts.values()})

    @property
    def journal_path(self) -> Path:
        """The journal's file."""
        return self.directory / "journal.sqlite"

    def now(self) -> Now:
        """This register's clocks."""
        passed = self.world.scheduler.now - START
        return Now(passed + 1000.0, int((self.world.scheduler.now + self.skew) * 1_000_000))

    def wall(self) -> datetime:
        """The wall clock as the journal takes it."""
        return datetime.fromtimestamp(self.now().wall / 1_000_000, UTC)

    def boot(self) -> None:
        """Start on what is on disk."""
        self.life += 1
        self.is_up = True
        self._turns.clear()
        self.asking.clear()
        self.raw = sqlite.connect(self.journal_path, mode="rw", pragmas=sqlite.WRITER_PRAGMAS)
        self.journal = ReadJournal(self.journal_path, SimulatedTill(self))
        self.replica = WrittenReplica(self.directory / "replica", self.enrolled.feeds)
        self.reader = ReplicaReader(self) if self.reads else None
        self.core = Core(
            Identity(self.enrolled.register_id, self.enrolled.location_id, self.world.ca_public_key, self.grant),
            self.signer,
            Ports(
                self.journal,
                DoomedReplica(self),
            ),
            random.Random(self.world.scheduler.rng.getrandbits(64)),
            offset=self.journal.offset(),
            on_wake=self.wake,
        )
        self.engine = Engine(self.core)
        if Reader(self.raw, self.journal_path).is_carrying():
            self.till_carry()
        for lane in self.engine.lanes:
            self._at(lane, 0.0)

    def close(self) -> None:
        """Let go of the files; what was not committed is gone."""
        self.is_up = False
        self.journal.close()
        if self.reader is not None:
            self.reader.close()
        self.replica.close()
        self.raw.close()

    def replica_generation(self) -> int:
        """The generation of the catalogue that is here; 0 for none."""
        return next((cursor.generation for cursor in self.replica.cursors() if cursor.feed.startswith("cat")), 0)

    def crash(self) -> None:
        """Die, and come back in some seconds."""
        if not self.is_up:
            return
        self.crashes += 1
        self.close()
        self.world.scheduler.after(self.world.scheduler.rng.uniform(1, 30), self._come_back)

    def _come_back(self) -> None:
        if not self.is_up:
            with suppress(CrashError):
                self.boot()
                return
            self.is_up = True
            self.crash()

    # --- writing

    def write(self, work: Callable[[Writer], T]) -> T:
        """One transaction of the journal; what it appended becomes a fact once it is durable."""
        fate = self.world.doom(self)
        offset = self.core.clock.offset(self.now())
        self.raw.execute("BEGIN IMMEDIATE")
        try:
            writer = Writer(self.raw, self.signer, self.wall, offset)
            before = (writer.head.epoch, writer.head.seq)
            result = work(writer)
            writer.finish()
            fate("before")
        except BaseException:
            self.raw.execute("ROLLBACK")
            raise
        self.raw.execute("COMMIT")
        self._remember(before)
        fate("after")
        return result

    def _remember(self, before: tuple[int, int]) -> None:
        rows = self.raw.execute(
            "SELECT epoch, seq, id, type, hash, bytes FROM event WHERE epoch <> ? OR seq > ?", before
        ).fetchall()
        for epoch, seq, event_id, kind, digest, data in rows:
            fact = Fact(epoch, seq, event_id, kind, bytes(digest), bytes(data))
            self.disk.facts.setdefault(fact.hash, fact)

    def remember_all(self) -> None:
        """Take note of every event that is on the disk."""
        self._remember((-1, -1))

    def till_carry(self) -> None:
        """Carry what the centre lacks of older epochs, some at a time."""
        while self.write(lambda writer: writer.carry()):
            pass

    def act(self, work: Callable[[Writer], object]) -> bool:
        """Do something at the till; False when the register is down or died of it."""
        if not self.is_up:
            return False
        try:
            self.write(work)
        except CrashError:
            self.crash()
            return False
        self.wake("push")
        return True

    # --- lanes

    def wake(self, name: str) -> None:
        """A lane has something to do."""
        for lane in self.engine.lanes:
            if lane.name == name and name not in self.asking:
                self._at(lane, 0.0)

    def _at(self, lane: Lane, seconds: float) -> None:
        self._turns[lane.name] = turn = self._turns.get(lane.name, 0) + 1
        life = self.life

        def take() -> None:
            if self.is_up and life == self.life and self._turns[lane.name] == turn and lane.name not in self.asking:
                self._turn(lane)

        self.world.scheduler.after(seconds, take)

    def _turn(self, lane: Lane) -> None:
        try:
            step = lane.next(self.now())
        except CrashError:
            self.crash()
            return
        if isinstance(step, Sleep):
            if step.until != NEVER:
                self._at(lane, max(0.01, step.until - self.now().steady))
            return
        self.asking.add(lane.name)
        self.world.net.send(self, lane, step)

    def answered(self, lane: Lane, response: WireResponse) -> None:
        """The network brings an answer."""
        self._end(lane, lambda: lane.answered(self.now(), response))

    def failed(self, lane: Lane, why: str) -> None:
        """The network brings none."""
        self._end(lane, lambda: lane.failed(self.now(), why))

    def _end(self, lane: Lane, tell: Callable[[], None]) -> None:
        self.asking.discard(lane.name)
        try:
            tell()
        except CrashError:
            self.crash()
            return
        self._at(lane, 0.0)

    # --- a disk's fate

    def back_up(self) -> None:
        """Copy the journal as it stands, as the program's own copies do."""
        if self.is_up:
            self.copy = self.directory / "copy.sqlite"
            self.copy.unlink(missing_ok=True)
            self.raw.execute("VACUUM INTO ?", (str(self.copy),))

    def lose_disk(self) -> None:
        """Lose the journal and restore it from its copy: the command does, and the register begins again."""
        if self.copy is None or not self.is_up:
            return
        copied = dbapi2.connect(str(self.copy))
        held = {bytes(row[0]) for row in copied.execute("SELECT hash FROM event").fetchall()}
        copied.close()
        self.disk.gone |= self.disk.facts.keys() - held
        self.disk.lost |= self.world.checks.unknown(self, self.disk.gone)
        self.close()
        for end in ("", "-wal", "-shm"):
            Path(f"{self.journal_path}{end}").unlink(missing_ok=True)
        restoring.restore(self.copy, self.directory, self.signer, clock=self.wall, force=True)
        self.copy = None
        self._come_back()
        if self.is_up:
            self.remember_all()

    def cloned(self, name: str) -> RegisterNode:
        """Another machine with a copy of this one's disk."""
        self.raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        directory = self.directory.with_name(name)
        shutil.copytree(self.directory, directory)
        twin = RegisterNode(self.world, name, directory, self.enrolled, self.skew)
        twin.grant = self.grant
        twin.disk.gone |= self.disk.gone
        twin.disk.lost |= self.disk.lost
        return twin


class SimulatedTill:
    """The till's journal worker, done at once: implements `pos_client.db.journal.port.Till`."""

    def __init__(self, node: RegisterNode) -> None:
        self._node = node

    def _write(self, work: Callable[[Writer], T]) -> T:
        if self._node.world.happens("disk_full"):
            raise PortError("journal_write", "no room")
        return self._node.write(work)

    def acknowledge(self, seq: int, digest: bytes, token: str, ack_data: str, ack_signature: str) -> None:
        self._write(lambda writer: writer.acknowledge(seq, digest, token, ack_data, ack_signature))
        self._node.world.checks.acknowledged(self._node, seq)

    def regress(self, seq: int, digest: bytes) -> None:
        self._write(lambda writer: writer.regress(seq, digest))

    def wish_epoch(self, reason: str) -> None:
        self._write(lambda writer: writer.wish_epoch(reason))

    def open_epoch(self, answer: EpochAnswer) -> None:
        grant = msgspec.json.decode(answer.grant.data, type=Grant)
        self._write(lambda writer: writer.open_epoch(grant, answer.held, answer.anchors))
        self._node.grant = answer.grant
        self._node.till_carry()

    def purge(self, keep: tuple[int, int], now_micros: int) -> None:
        at = datetime.fromtimestamp(now_micros / 1_000_000, UTC)
        self._write(lambda writer: writer.purge(keep, at))


class DoomedReplica:
    """A replica whose process may die before or after any call, or find the disk full; a `ReplicaPort`."""

    def __init__(self, node: RegisterNode) -> None:
        self._node = node
        self._inner = node.replica
        self._fate = node.world.doom(node)

    def _do(self, work: Callable[[], T]) -> T:
        self._fate("before")
        self._fate("disk_full")
        result = work()
        if self._node.reader is not None:
            self._node.reader.watch()
            self._node.reader.look()
        self._node.world.checks.raise_failures()
        self._fate("after")
        return result

    def cursors(self) -> tuple[Cursor, ...]:
        return self._inner.cursors()

    def apply(self, answer: FeedAnswer) -> Applied:
        return self._do(lambda: self._inner.apply(answer))

    def apply_state(self, answer: StateAnswer, *, first: StateAnswer) -> None:
        self._do(lambda: self._inner.apply_state(answer, first=first))

    def apply_bucket(self, answer: BucketAnswer) -> bool:
        return self._do(lambda: self._inner.apply_bucket(answer))

    def check_some(self, feed: str) -> tuple[int, ...]:
        if not self._node.world.scheduler.chance(
            LOOKED_AT
        ):  # the care that a till has all day for would take all the time of a seed
            return ()
        return self._do(lambda: self._inner.check_some(feed))

    def download(self, offer: SnapshotAnswer) -> tuple[Path, int]:
        return self._do(lambda: self._inner.download(offer))

    def install(self, offer: SnapshotAnswer, downloaded: Path) -> None:
        self._do(lambda: self._inner.install(offer, downloaded))

    def take_effect(self, now_micros: int) -> bool:
        if not self._inner.take_effect(now_micros):  # it is asked every second
            return False
        return self._do(lambda: True)
