"""The journal as the process that keeps the line to the centre sees it: read here, written by the till.

A read-only connection of its own; whatever is to be written goes to the till's journal worker through `Till`, and
returns once it is durable. Any thread; calls come one at a time.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Protocol

from pysqlite3 import dbapi2

from pos_client.db import sqlite
from pos_client.db.journal import epochs, purging
from pos_client.db.journal import statements as s
from pos_client.db.journal.errors import JournalError, open_error
from pos_client.db.journal.reader import Reader
from pos_client.db.journal.rows import Head
from sync.engine.ports import JournalState, PortError, StoredEvent
from sync.protocol import chain
from sync.protocol.messages import EpochAnswer

PAGE = 100  # events read at once: a batch is full by bytes before it is by number when they are long

OFFSET = "sync.offset"
"""The µs to add to this clock to reach the centre's, as last measured: a decimal number among the journal's values."""
VERDICT = "sync.verdict"
"""What the till's own check of its journal found last: "ok", or the code of the first fault, among the values."""
MOST_VERDICT = 60
MOST_OFFSET = 100 * 366 * 86_400 * 1_000_000
_ZERO = datetime(1970, 1, 1, tzinfo=UTC)


class Till(Protocol):
    """The till's journal worker; each call returns when what it wrote is durable, or raises `PortError`."""

    def acknowledge(self, seq: int, digest: bytes, token: str, ack_data: str, ack_signature: str) -> None:
        """See `Writer.acknowledge`."""
        ...

    def regress(self, seq: int, digest: bytes) -> None:
        """See `Writer.regress`."""
        ...

    def wish_epoch(self, reason: str) -> None:
        """See `Writer.wish_epoch`."""
        ...

    def open_epoch(self, answer: EpochAnswer) -> None:
        """Begin the granted epoch and carry what the centre lacks of the older ones."""
        ...

    def purge(self, keep: tuple[int, int], now_micros: int) -> None:
        """See `Writer.purge`."""
        ...


class ReadJournal:
    """Implements `sync.engine.ports.JournalPort`. `close` it."""

    def __init__(self, path: Path, till: Till | None = None) -> None:
        """Open the journal at `path`; without a till nothing can be written. `JournalError`."""
        self._path = path
        self._till = till
        self._gate = threading.Lock()
        try:
            self._raw = sqlite.connect(path, mode="ro", pragmas=sqlite.READER_PRAGMAS)
        except dbapi2.Error as error:
            raise open_error(error, path) from error
        self._reader = Reader(self._raw, path)
        self._oldest: tuple[int, int, str] = (0, 0, "")  # epoch, seq, its instant

    def close(self) -> None:
        """Close the connection."""
        with self._gate:
            self._raw.close()

    def state(self) -> JournalState:
        """See `JournalPort.state`."""
        with self._reading():
            head, ack = self._reader.head(), self._reader.acknowledgement()
            wish = self._reader.wish()
            return JournalState(
                register_id=head.register_id,
                epoch=head.epoch,
                seq=head.seq,
                hash=head.hash,
                acknowledged_seq=head.acknowledged_seq,
                acknowledged_hash=head.acknowledged_hash,
                token=head.token,
                ack_data=ack.data if ack else "",
                ack_signature=ack.signature if ack else "",
                oldest_waiting=self._oldest_waiting(head),
                wish=wish,
                may_open_epoch=bool(wish) and self._may_open(),
                granted=self._granted(head),
            )

    def offset(self) -> int:
        """Return the last known offset to the centre's clock, in µs; 0 when there is none."""
        with self._reading():
            return offset_of(self._reader.value(OFFSET))

    def verdict(self) -> str:
        """Return what the till's check of this journal found last, "" before the first."""
        with self._reading():
            return (self._reader.value(VERDICT) or b"").decode(errors="replace")[:MOST_VERDICT]

    def batch(self, after: int, most_events: int, most_bytes: int) -> tuple[bytes, tuple[StoredEvent, ...]]:
        """See `JournalPort.batch`."""
        with self._reading():
            head = self._reader.head()
            return self._hash_of(head, after), tuple(self._some(head.epoch, after, most_events, most_bytes))

    def acknowledge(self, seq: int, digest: bytes, token: str, ack_data: str, ack_signature: str) -> None:
        """See `JournalPort.acknowledge`."""
        self._asked().acknowledge(seq, digest, token, ack_data, ack_signature)

    def regress(self, seq: int, digest: bytes) -> None:
        """See `JournalPort.regress`."""
        with self._reading():
            floor = purging.floor(self._raw, self._reader.head().epoch)
        if seq < floor:
            raise PortError("purged", f"above {seq}, removed up to {floor}")
        self._asked().regress(seq, digest)

    def wish_epoch(self, reason: str) -> None:
        """See `JournalPort.wish_epoch`."""
        self._asked().wish_epoch(reason)

    def open_epoch(self, answer: EpochAnswer) -> None:
        """See `JournalPort.open_epoch`."""
        self._asked().open_epoch(answer)

    def purge(self, keep: tuple[int, int], now_micros: int) -> bool:
        """See `JournalPort.purge`."""
        now = _ZERO + timedelta(microseconds=now_micros)
        with self._reading():
            head = self._reader.head()
            if purging.purgeable(self._raw, head, keep, now, 1) <= purging.floor(self._raw, head.epoch):
                return False
        self._asked().purge(keep, now_micros)
        return True

    # --- inside

    def _asked(self) -> Till:
        if self._till is None:
            raise PortError("no_parent")
        return self._till

    @contextmanager
    def _reading(self) -> Iterator[None]:
        """All reads of one call see one moment."""
        with self._gate:
            try:
                self._raw.execute("BEGIN")
                try:
                    yield
                finally:
                    self._raw.execute("ROLLBACK")
            except (dbapi2.Error, JournalError) as error:
                raise PortError("journal_read", str(error)[:200]) from error

    def _some(self, epoch: int, after: int, most_events: int, most_bytes: int) -> Iterator[StoredEvent]:
        left, size = most_events, 0
        while left > 0:
            rows = self._raw.execute(s.EVENTS.sql, (epoch, after, min(PAGE, left))).fetchall()
            for _epoch, seq, _id, _type, digest, signature, data in rows:
                size += len(data)
                if seq != after + 1:
                    raise PortError("journal_hole", f"event {after + 1} is not there")
                if size > most_bytes and left < most_events:
                    return
                yield StoredEvent(seq, bytes(digest), bytes(signature), bytes(data))
                after, left = seq, left - 1
            if len(rows) < PAGE:
                return

    def _hash_of(self, head: Head, seq: int) -> bytes:
        if seq == 0:
            return chain.genesis_hash(head.register_id, head.epoch)
        row = self._raw.execute(s.EVENT_HASH.sql, (head.epoch, seq)).fetchone()
        if row is not None:
            return bytes(row[0])
        floor = self._raw.execute(s.PURGE_FLOOR.sql, (head.epoch,)).fetchone()
        if floor is not None and floor[1] == seq:
            return bytes(floor[2])
        if seq == head.acknowledged_seq:
            return head.acknowledged_hash
        if floor is not None and floor[1] > seq:
            raise PortError("purged", f"event {seq} was removed, as all up to {floor[1]}")
        raise PortError("journal_hole", f"event {seq} is not there")

    def _oldest_waiting(self, head: Head) -> str:
        first = head.acknowledged_seq + 1
        if head.seq < first:
            return ""
        if self._oldest[:2] != (head.epoch, first):
            row = self._raw.execute(s.EVENT.sql, (head.epoch, first)).fetchone()
            self._oldest = (head.epoch, first, chain.open_event(bytes(row[6]))[0].at if row else "")
        return self._oldest[2]

    def _may_open(self) -> bool:
        reader = self._reader
        return reader.open_shift() is None and not reader.baskets("open") and not reader.open_intents()

    def _granted(self, head: Head) -> tuple[int, int, bytes] | None:
        if not epochs.is_provisional(head.epoch):
            return None
        for older in reversed(self._reader.heads()):
            if not epochs.is_provisional(older.epoch):
                return older.epoch, older.seq, older.hash
        return None


def offset_of(value: bytes | None) -> int:
    """Return the offset that was kept; 0 for none, and for nonsense."""
    try:
        found = int(value or b"0")
    except ValueError:
        return 0
    return found if abs(found) <= MOST_OFFSET else 0
