"""An engine without a network: real events and signatures in memory, a clock that is told, answers that are written.

The journal and the replica here keep the rules of their ports and nothing else; the register's own are tested with the
real centre.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeVar

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from msgspec.structs import replace

from sync.engine.core import Core, Ports
from sync.engine.engine import Engine
from sync.engine.identity import Identity
from sync.engine.ports import Applied, JournalState, PortError, StoredEvent
from sync.engine.steps import Lane, Now, Sleep
from sync.protocol import chain, coding, http_signing, statements
from sync.protocol.base import instant, parse_instant
from sync.protocol.messages import (
    Ack,
    BucketAnswer,
    Cursor,
    EpochAnswer,
    FeedAnswer,
    Grant,
    Message,
    PushAnswer,
    Refusal,
    SnapshotAnswer,
    StateAnswer,
)
from sync.protocol.signing import Signer
from sync.protocol.wire import WireRequest, WireResponse

M = TypeVar("M", bound=Message)
REGISTER, LOCATION = "R1", "L1"
START = 1_800_000_000_000_000  # µs: the centre's clock at steady 0
CA_KEY = Ed25519PrivateKey.from_private_bytes(b"\x07" * 32)
REGISTER_KEY = b"\x09" * 32
FEEDS = ("register:R1", "store:L1", "catalogue:z", "stock:L1", "stock:L2")


def at(micros: int) -> str:
    """An instant of µs since 1970."""
    return instant(datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=micros))


class MemoryJournal:
    """A journal of signed events; `fail` is raised by its writing calls when it is set."""

    def __init__(self, signer: Signer, epoch: int = 1) -> None:
        self.signer = signer
        self.events: list[StoredEvent] = []
        self.now = JournalState(
            register_id=REGISTER,
            epoch=epoch,
            seq=0,
            hash=chain.genesis_hash(REGISTER, epoch),
            acknowledged_seq=0,
            acknowledged_hash=b"",
            token="",
        )
        self.opened: list[EpochAnswer] = []
        self.purged: list[tuple[tuple[int, int], int]] = []
        self.purgeable = 0  # how many slices
        self.fail: PortError | None = None
        self.hole: PortError | None = None

    def sell(self, count: int = 1, size: int = 10) -> None:
        """Append events."""
        for _ in range(count):
            seq = self.now.seq + 1
            header = chain.Header(
                register=REGISTER,
                epoch=self.now.epoch,
                seq=seq,
                id=f"{self.now.epoch}-{seq}",
                type="test",
                version=1,
                at=at(START + seq),
                previous=self.now.hash.hex(),
            )
            data, digest = chain.seal(header, b'{"n":"%b"}' % (b"x" * size))
            self.events.append(StoredEvent(seq, digest, self.signer.sign(digest), data))
            self.now = replace(self.now, seq=seq, hash=digest)

    def state(self) -> JournalState:
        """Where it stands."""
        first = self.now.acknowledged_seq
        waits = at(START + first + 1) if self.now.seq > first else ""
        return replace(self.now, oldest_waiting=waits)

    def batch(self, after: int, most_events: int, most_bytes: int) -> tuple[bytes, Sequence[StoredEvent]]:
        """Events above `after`."""
        if self.hole is not None:
            raise self.hole
        if after > self.now.seq:
            raise PortError("journal_hole", str(after))
        found: list[StoredEvent] = []
        size = 0
        for event in self.events[after : after + most_events]:
            size += len(event.data)
            if found and size > most_bytes:
                break
            found.append(event)
        digest = self.events[after - 1].hash if after else chain.genesis_hash(REGISTER, self.now.epoch)
        return digest, found

    def acknowledge(self, seq: int, digest: bytes, token: str, ack_data: str, ack_signature: str) -> None:
        """Keep an acknowledgement."""
        self._may_write()
        assert digest == self.batch(seq, 0, 0)[0], "another history was acknowledged"
        self.now = replace(
            self.now,
            acknowledged_seq=seq,
            acknowledged_hash=digest,
            token=token,
            ack_data=ack_data,
            ack_signature=ack_signature,
        )

    def regress(self, seq: int, digest: bytes) -> None:
        """Go back."""
        self._may_write()
        assert seq < self.now.acknowledged_seq
        self.now = replace(self.now, acknowledged_seq=seq, acknowledged_hash=digest)

    def wish_epoch(self, reason: str) -> None:
        """Note a wish."""
        self._may_write()
        self.now = replace(self.now, wish=reason)

    def open_epoch(self, answer: EpochAnswer) -> None:
        """Begin the granted epoch."""
        self._may_write()
        grant = msgspec.json.decode(answer.grant.data, type=Grant)
        self.opened.append(answer)
        self.events = []
        self.now = MemoryJournal(self.signer, grant.epoch).now

    def purge(self, keep: tuple[int, int], now_micros: int) -> bool:
        """Note what may go; as often as there is something."""
        self._may_write()
        self.purged.append((keep, now_micros))
        return len(self.purged) <= self.purgeable

    def _may_write(self) -> None:
        if self.fail is not None:
            raise self.fail


class MemoryReplica:
    """Feeds as keys with positions and bodies; what the next calls find wrong is told by the test."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.held = {feed: Cursor(feed=feed) for feed in FEEDS}
        self.rows: dict[str, dict[str, bytes]] = {feed: {} for feed in FEEDS}
        self.mismatched: tuple[int, ...] = ()
        self.checked: list[str] = []
        self.check_finds: tuple[int, ...] = ()
        self.bad: ValueError | None = None
        self.bucket_fits = True
        self.installed: list[bytes] = []
        self.effects: list[int] = []
        self.effect = False
        self.fail: PortError | None = None

    def stand(self, feed: str, position: int, generation: int = 1) -> None:
        """Put a feed at a position."""
        self.held[feed] = Cursor(feed=feed, generation=generation, position=position, tag=f"{position:016x}")

    def cursors(self) -> tuple[Cursor, ...]:
        """All cursors."""
        if self.fail is not None:
            raise self.fail
        return tuple(self.held.values())

    def apply(self, answer: FeedAnswer) -> Applied:
        """Apply an interval that begins at the cursor."""
        if self.bad is not None:
            raise self.bad
        cursor = self.held[answer.feed]
        if answer.start != cursor.position:
            return Applied(hole=True)
        for row in answer.rows:
            if row.body is None:
                self.rows[answer.feed].pop(row.key, None)
            else:
                self.rows[answer.feed][row.key] = bytes(row.body)
        if answer.to != answer.start:
            self.stand(answer.feed, answer.to, answer.generation)
        found, self.mismatched = self.mismatched, ()
        return Applied(rows=len(answer.rows), mismatched=found)

    def apply_state(self, answer: StateAnswer, *, first: StateAnswer) -> None:
        """Take a page."""
        if self.bad is not None:
            raise self.bad
        self.rows[answer.feed].update({row.key: bytes(row.body) for row in answer.rows if row.body is not None})
        if answer.done:
            self.stand(answer.feed, first.position, first.generation)

    def apply_bucket(self, answer: BucketAnswer) -> bool:
        """Replace a bucket."""
        if self.bad is not None:
            raise self.bad
        self.rows[answer.feed].update({row.key: bytes(row.body) for row in answer.rows if row.body is not None})
        return self.bucket_fits

    def check_some(self, feed: str) -> tuple[int, ...]:
        """Look at a feed."""
        self.checked.append(feed)
        found, self.check_finds = self.check_finds, ()
        return found

    def download(self, offer: SnapshotAnswer) -> tuple[Path, int]:
        """The file of an offer."""
        path = self.directory / offer.name
        return path, path.stat().st_size if path.exists() else 0

    def install(self, offer: SnapshotAnswer, downloaded: Path) -> None:
        """Switch to it."""
        data = downloaded.read_bytes()
        downloaded.unlink()
        if self.bad is not None:
            raise self.bad
        self.installed.append(data)
        self.stand(offer.feed, offer.position, offer.generation)

    def take_effect(self, now_micros: int) -> bool:
        """Note the moment."""
        if self.fail is not None:
            raise self.fail
        self.effects.append(now_micros)
        return self.effect


@dataclass
class Asked:
    """A request that a lane sent."""

    lane: Lane
    request: WireRequest
    timeout: float

    def read(self, kind: type[M]) -> M:
        """The message in it."""
        return coding.read(kind, self.request.body, self.request.headers.get("content-encoding", ""))


class World:
    """An engine, its ports, and the time: `steady` seconds, the register's clock `skew` µs off the centre's."""

    def __init__(self, directory: Path, *, seed: int = 1, skew: int = 0, offset: int = 0) -> None:
        self.steady = 1_000.0
        self.skew = skew
        self.signer = Signer(REGISTER_KEY)
        self.journal = MemoryJournal(self.signer)
        self.replica = MemoryReplica(directory)
        self.woken: list[str] = []
        self.changed: list[frozenset[str]] = []
        self.core = Core(
            Identity(REGISTER, LOCATION, CA_KEY.public_key().public_bytes_raw()),
            self.signer,
            Ports(self.journal, self.replica),
            random.Random(seed),
            offset=offset,
            on_wake=self.woken.append,
            on_changed=self.changed.append,
        )
        self.engine = Engine(self.core)

    @property
    def centre_micros(self) -> int:
        """The centre's clock."""
        return START + round(self.steady * 1_000_000)

    @property
    def now(self) -> Now:
        """The register's clocks."""
        return Now(self.steady, self.centre_micros + self.skew)

    def ask(self, lane: Lane, *, patience: float = 0.0) -> Asked:
        """Have the lane send; sleeping up to `patience` seconds before."""
        until = self.steady + patience
        while isinstance(step := lane.next(self.now), Sleep):
            assert step.until <= until, f"{lane.name} sleeps until {step.until}, it is {self.steady}"
            self.steady = max(step.until, self.steady + 0.001)
        return Asked(lane, step.request, step.timeout)

    def sleeps(self, lane: Lane) -> float:
        """The seconds that the lane sleeps now; it must not send."""
        step = lane.next(self.now)
        assert isinstance(step, Sleep), f"{lane.name} sent {step.request.path}"
        return step.until - self.steady

    def answer(self, asked: Asked, message: Message, *, after: float = 0.02, status: int = 200) -> None:
        """Answer a request with a message."""
        body, headers = coding.write(message)
        self.respond(asked, WireResponse(status, headers, body), after=after)

    def respond(self, asked: Asked, response: WireResponse, *, after: float = 0.02) -> None:
        """Answer a request with anything."""
        self.steady += after
        asked.lane.answered(self.now, response)

    def refuse(self, asked: Asked, status: int, code: str, *, expected_seq: int = 0, retry_after: int = 0) -> None:
        """Refuse a request."""
        told = Refusal(code=code, time=at(self.centre_micros), expected_seq=expected_seq, retry_after=retry_after)
        self.answer(asked, told, status=status)

    def fail(self, asked: Asked, why: str = "unreachable", *, after: float = 0.02) -> None:
        """Let a request have no answer."""
        self.steady += after
        asked.lane.failed(self.now, why)

    def ack(
        self,
        seq: int,
        *,
        register: str = REGISTER,
        epoch: int = 0,
        digest: bytes | None = None,
        key: Ed25519PrivateKey = CA_KEY,
        rolled: str = "t",
        quarantined: tuple[str, ...] = (),
    ) -> PushAnswer:
        """An acknowledgement, signed by `key`; the hash is our own unless told."""
        own = digest if digest is not None else self.journal.batch(seq, 0, 0)[0]
        struct = Ack(
            register_id=register,
            epoch=epoch or self.journal.now.epoch,
            seq=seq,
            hash=own.hex(),
            at=at(self.centre_micros),
        )
        signed = statements.sign("ack", struct, key)
        return PushAnswer(ack=signed, token=rolled, quarantined=quarantined, time=at(self.centre_micros))

    def grant(
        self, epoch: int, *, register: str = REGISTER, public_key: bytes | None = None, key: Ed25519PrivateKey = CA_KEY
    ) -> EpochAnswer:
        """A granted epoch."""
        struct = Grant(
            register_id=register,
            location_id=LOCATION,
            prefix=f"P{epoch}",
            epoch=epoch,
            public_key=(public_key or self.signer.public_key).hex(),
            at=at(self.centre_micros),
        )
        return EpochAnswer(grant=statements.sign("grant", struct, key), time=at(self.centre_micros))

    def signed_at(self, asked: Asked) -> int:
        """By how many µs a request's date differs from the centre's clock; its signature must hold."""
        moment = parse_instant(at(self.centre_micros))
        claim = http_signing.verify(asked.request, self.signer.public_key, moment, most_skew=10**10)
        return round((claim.created - moment).total_seconds() * 1_000_000)
