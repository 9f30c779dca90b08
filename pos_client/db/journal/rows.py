"""What the journal's reader gives: frozen rows. Amounts in minor units, instants aware UTC."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct

from sync.protocol import chain

FINAL_PRINT_STATES = frozenset({"printed", "abandoned"})
PRINT_STATES = frozenset({"queued", "sending", "failed", "unknown"}) | FINAL_PRINT_STATES
OPEN_INTENT_STATES = frozenset({"open", "unknown", "approved", "requested"})
"""States in which an intent still waits for something: an answer, or the sale that it pays."""
FREED_MARK_STATES = frozenset({"returned", "freed"})
"""States in which a once-only code may be used again."""
SLIP_OPEN, SLIP_USED, SLIP_VOID = "slip_open", "slip_used", "slip_void"
"""What became of a credit slip; its mark holds that and its amount, as `slip_mark` writes them."""


def slip_mark(state: str, amount: int) -> str:
    """Return the state of a slip's mark: "slip_open:4500"."""
    return f"{state}:{amount}"


class EventRef(Struct, frozen=True):
    """An event just appended; `short_hash` is what a receipt prints."""

    seq: int
    event_id: str
    hash: bytes

    @property
    def short_hash(self) -> str:
        """The first digits of the hash."""
        return chain.short_hash(self.hash)


class Head(Struct, frozen=True):
    """Where the journal stands: of the newest epoch, its last event, its counters and what the centre acknowledged.

    `commit_mark` is a random number of the last transaction, by which a doubtful commit is recognised.
    """

    epoch: int
    register_id: str
    prefix: str
    public_key: bytes
    seq: int
    hash: bytes
    receipts: int
    z_reports: int
    commit_mark: int
    acknowledged_seq: int
    acknowledged_hash: bytes
    token: str


class EventRow(Struct, frozen=True):
    """A stored event: `data` is the canonical [header, body]."""

    epoch: int
    seq: int
    event_id: str
    type: str
    hash: bytes
    signature: bytes
    data: bytes


class BasketRow(Struct, frozen=True):
    """A basket that is not sold: `state` is "open" or "suspended", `data` its bytes."""

    basket_id: str
    state: str
    label: str
    total: int
    line_count: int
    by: str
    updated_at: datetime
    data: bytes


class SaleRow(Struct, frozen=True):
    """A completed sale of this register, as the service wrote it; (epoch, seq) is its event."""

    number: int
    receipt_number: str
    epoch: int
    seq: int
    sale_id: str
    completed_at: datetime
    total: int
    cashier_id: str
    shift_id: str
    hash: bytes
    data: bytes

    @property
    def short_hash(self) -> str:
        """What its receipt prints of the event's hash."""
        return chain.short_hash(self.hash)


class CorrectionRow(Struct, frozen=True):
    """A return or post-void of this register, as the service wrote it; (epoch, seq) is its event.

    `kind` is "return" or "post_void"; `sale_id` the sale that it corrects, "" for a return without a receipt.
    """

    number: int
    receipt_number: str
    epoch: int
    seq: int
    document_id: str
    kind: str
    sale_id: str
    completed_at: datetime
    total: int
    cashier_id: str
    shift_id: str
    hash: bytes
    data: bytes

    @property
    def short_hash(self) -> str:
        """What its receipt prints of the event's hash."""
        return chain.short_hash(self.hash)


class ShiftRow(Struct, frozen=True):
    """A shift; `opened_seq` is the event of its opening, `closed_seq` its Z, `closed_at` None while it is open."""

    shift_id: str
    state: str
    opened_by: str
    opened_at: datetime
    opening_cash: int
    opened_epoch: int
    opened_seq: int
    closed_at: datetime | None
    closed_seq: int


class IntentRow(Struct, frozen=True):
    """Something asked of a provider; `kind` is "card" or "fiscal", `data` belongs to the service."""

    intent_id: str
    kind: str
    basket_id: str
    amount: int
    state: str
    opened_at: datetime
    updated_at: datetime
    data: bytes


class PrintJobRow(Struct, frozen=True):
    """A document in the print spool; `number` is its place in the queue."""

    number: int
    job_id: str
    kind: str
    reference: str
    state: str
    code: str
    queued_at: datetime
    updated_at: datetime
    document: bytes


class PinFailures(Struct, frozen=True):
    """Wrong PINs since the last right one; `last` is None when there are none."""

    count: int
    last: datetime | None
