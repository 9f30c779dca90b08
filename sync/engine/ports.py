"""What the engine needs of the register, as protocols that `pos_client.db` implements. All calls block shortly.

The engine reads the journal and writes the replica; it never writes the journal: acknowledgements and new epochs go
to the journal's own worker through `JournalPort`, which returns once they are durable.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from msgspec import Struct

from sync.protocol.messages import (
    BucketAnswer,
    Cursor,
    EpochAnswer,
    FeedAnswer,
    SnapshotAnswer,
    StateAnswer,
)


class PortError(Exception):
    """The register's side cannot do it now; the engine notes it as an alarm and tries again after a pause.

    `code`: "journal_read", "journal_write", "journal_hole" (events that should wait are not there),
    "purged", "replica_write",
    "replica_read", "no_parent".
    """

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(f"{code}: {detail}" if detail else code)
        self.code = code


class JournalState(Struct, frozen=True):
    """Where the journal stands: the head of the newest epoch and what the centre acknowledged of it.

    `ack_data` and `ack_signature` are the last `messages.Ack` as signed, "" when there is none. `wish` says that the
    register needs a new epoch ("restored", "forked", "fenced"; "purged": the centre wants what is not here any more;
    "lost": it may lack events of older epochs, while those of this one are still taken), "" when it does not;
    `may_open_epoch` that it could
    begin one now (no shift is open, nothing is in hand). `granted` is (epoch, seq, hash) of the last epoch that the
    centre granted, where the newest is a provisional one of a restored copy; None when they are the same.
    """

    register_id: str
    epoch: int
    seq: int
    hash: bytes
    acknowledged_seq: int
    acknowledged_hash: bytes
    token: str
    ack_data: str = ""
    ack_signature: str = ""
    oldest_waiting: str = ""  # instant
    wish: str = ""
    may_open_epoch: bool = False
    granted: tuple[int, int, bytes] | None = None

    @property
    def known(self) -> tuple[int, int, bytes]:
        """(epoch, seq, hash) of the head of the last epoch that the centre knows of."""
        return self.granted or (self.epoch, self.seq, self.hash)

    @property
    def waiting(self) -> int:
        """How many events the centre has not acknowledged."""
        return self.seq - self.acknowledged_seq


class StoredEvent(Struct, frozen=True):
    """An event of the present epoch as stored; `data` is the canonical [header, body]."""

    seq: int
    hash: bytes
    signature: bytes
    data: bytes


class JournalPort(Protocol):
    """The journal as the engine sees it. Every call may raise `PortError`."""

    def state(self) -> JournalState:
        """Where it stands now."""
        ...

    def batch(self, after: int, most_events: int, most_bytes: int) -> tuple[bytes, Sequence[StoredEvent]]:
        """Return the hash of event `after` and the events above it; a first event is given whatever its size.

        Of seq 0 that is the genesis hash. `most_events` 0 asks for the hash alone. `PortError` "journal_hole" when
        event `after` is not there (above the head), "purged" when it was removed.
        """
        ...

    def acknowledge(self, seq: int, digest: bytes, token: str, ack_data: str, ack_signature: str) -> None:
        """Keep what the centre holds, with the token, in one transaction of the journal. Returns when durable."""
        ...

    def regress(self, seq: int, digest: bytes) -> None:
        """The centre was restored and holds less than it acknowledged: what is above `seq` waits again."""
        ...

    def wish_epoch(self, reason: str) -> None:
        """Note that a new epoch is needed; the register opens it when it may."""
        ...

    def open_epoch(self, answer: EpochAnswer) -> None:
        """Begin the granted epoch and append, as carried events, what the centre lacks of the older ones."""
        ...

    def purge(self, keep: tuple[int, int], now_micros: int) -> bool:
        """Remove a few events that are old and acknowledged, up to `keep`, (epoch, seq); False when none may go."""
        ...


class Applied(Struct, frozen=True):
    """What applying an answer led to. `mismatched` buckets are to be fetched anew; `hole`: nothing was applied."""

    rows: int = 0
    mismatched: tuple[int, ...] = ()
    hole: bool = False


class ReplicaPort(Protocol):
    """The replica files as the engine sees them. Only one process writes them.

    Calls come one at a time, from any thread. `PortError` when the files cannot be written; `ValueError` when an answer
    holds what these files cannot take in (nothing of it is then applied).
    """

    def cursors(self) -> tuple[Cursor, ...]:
        """The cursor of every feed that this register follows, read or not yet."""
        ...

    def apply(self, answer: FeedAnswer) -> Applied:
        """Apply the rows of one feed and its cursor together; older rows never overwrite newer ones."""
        ...

    def apply_state(self, answer: StateAnswer, *, first: StateAnswer) -> None:
        """Take in a page of a state read; the last page (`done`) drops what no page named and sets `first`'s cursor."""
        ...

    def apply_bucket(self, answer: BucketAnswer) -> bool:
        """Replace one bucket; False when rows newer than the answer make it useless: ask again."""
        ...

    def check_some(self, feed: str) -> tuple[int, ...]:
        """Recompute some bucket checksums from the rows (at most 20 ms); returns those that do not hold."""
        ...

    def download(self, offer: SnapshotAnswer) -> tuple[Path, int]:
        """Return the file to append the snapshot's bytes to, and how many of them are there already."""
        ...

    def install(self, offer: SnapshotAnswer, downloaded: Path) -> None:
        """Verify, unpack, switch to a snapshot; `ValueError` when it is not what was offered (it is then removed)."""
        ...

    def take_effect(self, now_micros: int) -> bool:
        """Make publications visible whose effective time has come, by the centre's clock; True when one did."""
        ...
