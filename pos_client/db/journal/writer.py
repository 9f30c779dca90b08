"""One journal transaction, as the work that `Journal.submit` runs sees it.

A `Writer` lives on the journal's thread, inside one BEGIN IMMEDIATE, and is dead once the work has returned. What it
wrote is durable only when the future has its result. Broken rules raise `JournalUsageError`; a body that an event may
not have raises `sync.protocol.schemas.EventInvalidError` (`EventTooLargeError` over 256 KiB); either way the whole
transaction is rolled back. `chain_writer` has its events, `centre_writer` what concerns the centre.
"""

from __future__ import annotations

from datetime import datetime

from pos_client.db.journal import statements as s
from pos_client.db.journal.binding import data_hash, index_of
from pos_client.db.journal.centre_writer import CentreWriter
from pos_client.db.journal.chain_writer import receipt_number
from pos_client.db.journal.errors import JournalUsageError
from pos_client.db.journal.rows import (
    FINAL_PRINT_STATES,
    OPEN_INTENT_STATES,
    PRINT_STATES,
    EventRef,
)
from sync.protocol.events import ShiftOpenedBody, ZBody, instant

MAX_BLOB_BYTES = 16 * 1024 * 1024

__all__ = ["MAX_BLOB_BYTES", "Writer", "receipt_number"]


class Writer(CentreWriter):
    """Writes facts and their events; amounts in minor units, instants aware."""

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


def _blob(data: bytes) -> bytes:
    if len(data) > MAX_BLOB_BYTES:
        raise JournalUsageError("too_large", f"{len(data)} bytes")
    return data
