"""The chain's half of a journal transaction: events, the numbers of documents, the head. See `writer`."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import datetime
from typing import Any

import msgspec
from msgspec.structs import replace

from pos_client.db.journal import statements as s
from pos_client.db.journal.binding import DocumentBody
from pos_client.db.journal.errors import JournalUsageError
from pos_client.db.journal.rows import EventRef, Head
from pos_client.db.journal.statement import Statement
from sync.protocol import chain, schemas
from sync.protocol.events import (
    PostVoidBody,
    ReturnBody,
    SaleBody,
    ShiftOpenedBody,
    ZBody,
    instant,
)
from sync.protocol.signing import Signer


class ChainWriter:
    """Appends events to the newest epoch's chain."""

    def __init__(self, raw: Any, signer: Signer, now: Callable[[], datetime], offset: int) -> None:  # noqa: ANN401
        self._raw = raw
        self._signer = signer
        self._clock = now
        self._offset = offset
        self._alive = True
        self._seq = 0
        self._hash = b""
        self._receipts = 0
        self._z_reports = 0
        self._enter(Head(*raw.execute(s.SELECT_HEAD.sql).fetchone()))
        self._numbers_taken: set[str] = set()
        self._z_taken: set[int] = set()
        self._refs: dict[int, EventRef] = {}
        self._documents: dict[int, DocumentBody] = {}  # appended, not yet indexed
        self._shift_events: dict[str, ShiftOpenedBody | ZBody] = {}
        self._now_text = ""

    # --- events

    def append(self, event_type: str, body: msgspec.Struct) -> EventRef:
        """Append an event to the chain: judged, hashed, signed. Its type and body must belong together."""
        data = schemas.encode_body(event_type, body)
        now = self._clock()
        seq = self._seq + 1
        event_id = chain.new_event_id(now)
        header = chain.Header(
            register=self._start.register_id,
            epoch=self._start.epoch,
            seq=seq,
            id=event_id,
            type=event_type,
            version=schemas.VERSIONS[event_type],
            at=instant(now),
            previous=self._hash.hex(),
            offset=self._offset,
        )
        envelope, digest = chain.seal(header, data)
        signature = self._signer.sign(digest)
        self._run(s.INSERT_EVENT, (self._start.epoch, seq, event_id, event_type, digest, signature, envelope))
        self._seq, self._hash = seq, digest
        self._account_for(seq, body)
        ref = EventRef(seq, event_id, digest)
        self._refs[seq] = ref
        return ref

    @property
    def head(self) -> Head:
        """The journal's head within this transaction, events appended here included."""
        return replace(self._start, seq=self._seq, hash=self._hash, receipts=self._receipts, z_reports=self._z_reports)

    def next_receipt_number(self) -> str:
        """Take the next number of the gap-free series; a document appended in this transaction must carry it."""
        self._receipts += 1
        number = receipt_number(self._start.prefix, self._receipts)
        self._numbers_taken.add(number)
        return number

    def next_z_number(self) -> int:
        """Take the next Z number; a Z report appended in this transaction must carry it."""
        self._z_reports += 1
        self._z_taken.add(self._z_reports)
        return self._z_reports

    def _account_for(self, seq: int, body: msgspec.Struct) -> None:
        if isinstance(body, (SaleBody, ReturnBody, PostVoidBody)):
            if body.receipt_number not in self._numbers_taken:
                raise JournalUsageError("receipt_number_not_taken", body.receipt_number)
            self._numbers_taken.remove(body.receipt_number)
            self._documents[seq] = body
        elif isinstance(body, ShiftOpenedBody):
            self._shift_events[body.shift_id] = body
        elif isinstance(body, ZBody):
            if body.z_number not in self._z_taken:
                raise JournalUsageError("z_number_not_taken", str(body.z_number))
            self._z_taken.remove(body.z_number)
            self._shift_events[body.shift_id] = body

    # --- inside

    def keep(self, key: str, data: bytes | None) -> None:
        """Keep or forget one of the journal's own values."""
        if data is None:
            self._run(s.DROP_VALUE, (key,))
        else:
            self._run(s.PUT_VALUE, (key, data))

    def finish(self) -> int:
        """Write the head and end this writer; returns the mark by which this transaction is recognised."""
        if self._numbers_taken or self._z_taken:
            taken = sorted(self._numbers_taken) + [f"Z {number}" for number in sorted(self._z_taken)]
            raise JournalUsageError("number_without_document", ", ".join(taken))
        if self._documents:
            raise JournalUsageError("document_without_row", ", ".join(map(str, self._documents)))
        mark = secrets.randbits(62)
        self._run(s.UPDATE_HEAD, (self._seq, self._hash, self._receipts, self._z_reports, mark, self._start.epoch))
        self._alive = False
        return mark

    def end(self) -> None:
        """End this writer: whoever kept it can do nothing more with it."""
        self._alive = False

    def _enter(self, head: Head) -> None:
        """Go on from a head: the newest at the start, that of an epoch that begins in this transaction."""
        self._start = head
        self._seq = head.seq
        self._hash = head.hash
        self._receipts = head.receipts
        self._z_reports = head.z_reports

    def _now(self) -> str:
        if not self._now_text:
            self._now_text = instant(self._clock())
        return self._now_text

    def _run(self, statement: Statement, parameters: tuple[object, ...]) -> int:
        if not self._alive:
            raise JournalUsageError("transaction_over")
        changed: int = self._raw.execute(statement.sql, parameters).rowcount
        return changed

    def _one(self, statement: Statement, parameters: tuple[object, ...], otherwise: str) -> None:
        if self._run(statement, parameters) != 1:
            raise JournalUsageError(otherwise, str(parameters[-1]))


def receipt_number(prefix: str, count: int) -> str:
    """Return the receipt number of a count: "PL02-000123"."""
    return f"{prefix}-{count:06d}"
