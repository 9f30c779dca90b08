"""One journal transaction, as the work that `Journal.submit` runs sees it.

A `Writer` lives on the journal's thread, inside one BEGIN IMMEDIATE, and is dead once the work has returned. What it
wrote is durable only when the future has its result. Broken rules raise `JournalUsageError`; a body that an event may
not have raises `sync.protocol.schemas.EventInvalidError` (`EventTooLargeError` over 256 KiB); either way the whole
transaction is rolled back.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

import msgspec

from pos_client.db.journal import statements as s
from pos_client.db.journal.binding import DocumentBody, data_hash, index_of
from pos_client.db.journal.errors import JournalUsageError
from pos_client.db.journal.rows import (
    FINAL_PRINT_STATES,
    OPEN_INTENT_STATES,
    PRINT_STATES,
    EventRef,
    Head,
)
from pos_client.db.journal.statement import Statement
from sync.protocol import chain, schemas
from sync.protocol.events import (
    PostVoidBody,
    PurgedBody,
    ReturnBody,
    SaleBody,
    ShiftOpenedBody,
    ZBody,
    instant,
)
from sync.protocol.signing import Signer

MAX_BLOB_BYTES = 16 * 1024 * 1024


class Writer:
    """Writes facts and their events; amounts in minor units, instants aware."""

    def __init__(self, raw: Any, signer: Signer, now: Callable[[], datetime], offset: int) -> None:  # noqa: ANN401
        self._raw = raw
        self._signer = signer
        self._clock = now
        self._offset = offset
        self._alive = True
        row = raw.execute(s.SELECT_HEAD.sql).fetchone()
        self._start = Head(*row)
        self._seq = self._start.seq
        self._hash = self._start.hash
        self._receipts = self._start.receipts
        self._z_reports = self._start.z_reports
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

    # --- baskets and sales

    def save_basket(
        self, basket_id: str, state: str, data: bytes, label: str, total: int, line_count: int, by: str
    ) -> None:
        """Keep an unpaid basket ("open" or "suspended"), replacing what was kept of it."""
        self._run(s.SAVE_BASKET, (basket_id, state, label, total, line_count, by, self._now(), _blob(data)))

    def drop_basket(self, basket_id: str) -> None:
        """Forget a basket: sold or cancelled. Dropping an unknown one does nothing."""
        self._run(s.DROP_BASKET, (basket_id,))

    def record_sale(
        self,
        receipt_number: str,
        seq: int,
        sale_id: str,
        completed_at: datetime,
        total: int,
        cashier_id: str,
        shift_id: str,
        data: bytes,
    ) -> None:
        """Index a sale whose event `seq` was appended in this transaction, as the event states it (see `bound`).

        `JournalUsageError("sale_exists")`: this `sale_id` is sold already, as when an attempt of unknown outcome had
        gone through; the reader's `sale_by_id` has it. "row_differs": the event says otherwise.
        """
        stated = ("sale", receipt_number, sale_id, "", total, cashier_id, shift_id)
        ref = self._ref_of_document(seq, stated, instant(completed_at), data)
        if self._raw.execute(s.SALE_BY_ID.sql, (sale_id,)).fetchone() is not None:
            raise JournalUsageError("sale_exists", sale_id)
        row = (receipt_number, self._start.epoch, seq, sale_id, instant(completed_at), total, cashier_id, shift_id)
        self._run(s.INSERT_SALE, (*row, ref.hash, _blob(data)))

    def record_correction(
        self,
        kind: str,
        receipt_number: str,
        seq: int,
        document_id: str,
        sale_id: str,
        completed_at: datetime,
        total: int,
        cashier_id: str,
        shift_id: str,
        data: bytes,
    ) -> None:
        """Index a "return" or "post_void" whose event `seq` was appended in this transaction (see `bound`).

        `sale_id` is the sale it corrects, "" for a return without a receipt. `JournalUsageError`: "correction_exists"
        (this `document_id` is there already, as when an attempt of unknown outcome had gone through; the reader's
        `correction_by_id` has it), "post_voided" (the sale has a post-void), "row_differs" (the event says otherwise).
        """
        stated = (kind, receipt_number, document_id, sale_id, total, cashier_id, shift_id)
        ref = self._ref_of_document(seq, stated, instant(completed_at), data)
        if self._raw.execute(s.CORRECTION_BY_ID.sql, (document_id,)).fetchone() is not None:
            raise JournalUsageError("correction_exists", document_id)
        if sale_id and self._raw.execute(s.POST_VOID_OF_SALE.sql, (sale_id,)).fetchone() is not None:
            raise JournalUsageError("post_voided", sale_id)
        row = (receipt_number, self._start.epoch, seq, document_id, kind, sale_id, instant(completed_at), total)
        self._run(s.INSERT_CORRECTION, (*row, cashier_id, shift_id, ref.hash, _blob(data)))

    def _ref_of_document(self, seq: int, stated: tuple[str | int, ...], completed_at: str, data: bytes) -> EventRef:
        """Return the event of a document of this transaction that says what its index row is to say."""
        body = self._documents.pop(seq, None)
        if body is None:
            raise JournalUsageError("event_not_in_transaction", str(seq))
        if (*index_of(body), body.completed_at) != (*stated, completed_at):
            raise JournalUsageError("row_differs", f"{stated} of {index_of(body)}")
        if body.data_hash != data_hash(data):
            raise JournalUsageError("row_differs", f"the data of {body.receipt_number}")
        return self._refs[seq]

    # --- shift

    def open_shift(self, shift_id: str, opened_by: str, opening_cash: int) -> None:
        """Open the till's one shift, right after its "shift_opened" was appended.

        `JournalUsageError`: "constraint" while another is open, "shift_without_event", "row_differs".
        """
        body = self._shift_events.get(shift_id)
        if not isinstance(body, ShiftOpenedBody):
            raise JournalUsageError("shift_without_event", shift_id)
        if (body.opened_by, body.opening_cash) != (opened_by, opening_cash):
            raise JournalUsageError("row_differs", shift_id)
        row = (shift_id, "open", opened_by, body.opened_at, opening_cash, self._start.epoch, self._seq, "", 0)
        self._run(s.OPEN_SHIFT, row)

    def close_shift(self, shift_id: str) -> None:
        """Close an open shift, right after its "z_report" was appended.

        `JournalUsageError`: "no_such_shift", "shift_without_event".
        """
        body = self._shift_events.get(shift_id)
        if not isinstance(body, ZBody):
            raise JournalUsageError("shift_without_event", shift_id)
        self._one(s.CLOSE_SHIFT, (body.closed_at, self._seq, shift_id), "no_such_shift")

    # --- intents, print spool

    def open_intent(self, intent_id: str, kind: str, basket_id: str, amount: int, data: bytes) -> None:
        """Remember, before it is asked, what is asked of a provider."""
        now = self._now()
        self._run(s.OPEN_INTENT, (intent_id, kind, basket_id, amount, "open", 1, now, now, _blob(data)))

    def resolve_intent(self, intent_id: str, state: str, data: bytes = b"") -> None:
        """Note what became of an intent; it stays open in the states of `OPEN_INTENT_STATES`. b"" keeps its data."""
        is_open = int(state in OPEN_INTENT_STATES)
        self._one(s.RESOLVE_INTENT, (state, is_open, self._now(), intent_id), "no_such_intent")
        if data:
            self._run(s.INTENT_DATA, (_blob(data), intent_id))

    def queue_print(self, job_id: str, kind: str, document: bytes, reference: str) -> None:
        """Put a finished document at the end of the print queue."""
        now = self._now()
        self._run(s.QUEUE_PRINT, (job_id, kind, reference, "queued", "", 1, now, now, _blob(document)))

    def mark_print(self, job_id: str, state: str, code: str = "") -> None:
        """Note a job's state, one of `PRINT_STATES`, and the device's code that explains it."""
        if state not in PRINT_STATES:
            raise JournalUsageError("unknown_print_state", state)
        is_open = int(state not in FINAL_PRINT_STATES)
        self._one(s.MARK_PRINT, (state, code, is_open, self._now(), job_id), "no_such_print_job")

    def drop_prints(self, before: datetime) -> int:
        """Forget jobs that were finished before an instant; returns how many."""
        return int(self._run(s.DROP_PRINTS, (instant(before),)))

    # --- small things

    def put_mark(self, code_hash: str, state: str) -> None:
        """Note that a once-only code was used, or came back ("returned")."""
        self._run(s.PUT_MARK, (code_hash, state, self._now()))

    def record_pin_failure(self, key: str, at: datetime) -> None:
        """Count a wrong PIN of a person or of the register."""
        self._run(s.ADD_PIN_FAILURE, (key, instant(at)))

    def clear_pin_failures(self, key: str) -> None:
        """Forget the wrong PINs of `key`."""
        self._run(s.CLEAR_PIN_FAILURES, (key,))

    def put_value(self, key: str, data: bytes) -> None:
        """Keep a small value; keys that begin with "journal." belong to the journal itself."""
        if key.startswith("journal."):
            raise JournalUsageError("reserved_key", key)
        self._run(s.PUT_VALUE, (key, _blob(data)))

    # --- the centre

    def acknowledge(self, seq: int, digest: bytes, token: str) -> None:
        """Keep what the centre holds durably, with the rolling token, in one row.

        `JournalUsageError`: "acknowledged_ahead" beyond the head, "acknowledged_other" for another history's hash;
        an older acknowledgement than the one kept is passed over.
        """
        start = self._start
        if seq > self._seq:
            raise JournalUsageError("acknowledged_ahead", str(seq))
        if seq < start.acknowledged_seq:
            return
        row = self._raw.execute(s.EVENT_HASH.sql, (start.epoch, seq)).fetchone()
        own = row[0] if row else start.acknowledged_hash
        if own != digest:
            raise JournalUsageError("acknowledged_other", str(seq))
        self._run(s.ACKNOWLEDGE, (seq, digest, token, start.epoch))

    def purge(self, up_to: int) -> int:
        """Remove events up to `up_to`, all acknowledged, by a signed event that names the floor; returns how many.

        Nothing of the open shift is removed: its Z is a sum of it.
        """
        start = self._start
        if up_to > start.acknowledged_seq:
            raise JournalUsageError("not_acknowledged", str(up_to))
        shift = self._raw.execute(s.THE_OPEN_SHIFT.sql).fetchone()
        if shift is not None:
            up_to = min(up_to, shift[6] - 1)
        row = self._raw.execute(s.PURGE_FLOOR.sql, (start.epoch,)).fetchone()
        floor = row[1] if row else 0
        last = self._raw.execute(s.EVENT_HASH.sql, (start.epoch, up_to)).fetchone()
        if up_to <= floor or last is None:
            return 0
        event = self.append("purged", PurgedBody(seq=up_to, hash=last[0].hex(), count=up_to - floor))
        self._run(s.MOVE_FLOOR, (start.epoch, up_to, last[0], event.seq))
        return int(self._run(s.DELETE_EVENTS, (start.epoch, up_to)))

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


def _blob(data: bytes) -> bytes:
    if len(data) > MAX_BLOB_BYTES:
        raise JournalUsageError("too_large", f"{len(data)} bytes")
    return data
