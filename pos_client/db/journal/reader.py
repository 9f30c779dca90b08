"""Reading the journal: short queries on a read-only connection, one a thread; never blocked by the writer.

Every call sees what was last committed. Errors: `JournalDamagedError`, `JournalError` with a code.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec
from pysqlite3 import dbapi2

from pos_client.db.journal import epochs
from pos_client.db.journal import statements as s
from pos_client.db.journal.binding import is_stated
from pos_client.db.journal.epochs import Acknowledgement
from pos_client.db.journal.errors import damage_of, open_error
from pos_client.db.journal.rows import (
    FINAL_PRINT_STATES,
    FREED_MARK_STATES,
    BasketRow,
    CorrectionRow,
    EventRow,
    Head,
    IntentRow,
    PinFailures,
    PrintJobRow,
    SaleRow,
    ShiftRow,
)
from pos_client.db.journal.statement import Statement
from sync.protocol import chain, schemas
from sync.protocol.events import Body, ZBody, instant, parse_instant
from sync.protocol.messages import Signed

PAGE = 500
_ALWAYS = ("", "~")  # before and after every instant


class Reader:
    """Reads for one thread; made by `Journal.reader()`."""

    def __init__(self, raw: Any, path: Path) -> None:  # noqa: ANN401 - the driver has no types
        self._raw = raw
        self._path = path

    # --- the chain

    def head(self) -> Head:
        """Return where the journal stands."""
        return Head(*self._row(s.SELECT_HEAD))

    def heads(self) -> tuple[Head, ...]:
        """Return the heads of all epochs in the order in which they began; the last is the present one."""
        found = {row[0]: Head(*row) for row in self._rows(s.HEADS)}
        return tuple(found[epoch] for epoch in self._epochs())

    def event(self, seq: int, epoch: int = 0) -> EventRow | None:
        """Return an event of an epoch (0: the present one), None when it is purged or not there."""
        row = self._maybe(s.EVENT, epoch or self.head().epoch, seq)
        return EventRow(*row) if row else None

    def acknowledgement(self) -> Acknowledgement | None:
        """Return the furthest acknowledgement that the centre signed, None when there is none."""
        return epochs.acknowledgement(self._raw)

    def granted(self) -> Signed | None:
        """Return the grant of the newest granted epoch as the centre signed it, None when it is not kept here."""
        return epochs.granted(self._raw)

    def wish(self) -> str:
        """Return why a new epoch is needed: "restored", "forked", "fenced"; "" when none is."""
        if epochs.is_provisional(self.head().epoch):
            return "restored"
        return (self.value(epochs.WISH) or b"").decode()

    def is_carrying(self) -> bool:
        """Tell whether events of older epochs are still to be carried into the present one (`Writer.carry`)."""
        return self.value(epochs.CARRYING) is not None

    def events(self, after: int = 0, types: Iterable[str] = ()) -> Iterator[tuple[EventRow, Body]]:
        """Return events of the present epoch from above seq `after` to the head, in order; `types` limits them.

        They are read as they are asked for; of other types than `types` nothing is read but the type.
        """
        head = self.head()
        return self._events(head.epoch, after, head.seq, tuple(types))

    def events_of_shift(self, shift_id: str, types: Iterable[str] = ()) -> Iterator[tuple[EventRow, Body]]:
        """Return the events between a shift's opening and its close (or now), in order: what X and Z are a sum of.

        A shift that was open in a copy goes on in the epoch that began when the copy was restored.
        """
        row = self._maybe(s.SHIFT, shift_id)
        if row is None:
            return iter(())
        shift = _shift(row)
        spans = self._spans_of(shift)
        return itertools.chain.from_iterable(self._events(*span, tuple(types)) for span in spans)

    def closing_of(self, shift: ShiftRow) -> EventRow | None:
        """Return the Z of a closed shift, in whatever epoch it stands; None while it is open, or when it was purged."""
        if shift.closed_at is None:
            return None
        event = self.event(shift.closed_seq, self._spans_of(shift)[-1][0])
        return event if event is not None and event.type == "z_report" else None

    def _spans_of(self, shift: ShiftRow) -> list[tuple[int, int, int]]:
        """Return (epoch, above seq, to seq) of the events of a shift."""
        heads = self.heads()
        begun = next(place for place, head in enumerate(heads) if head.epoch == shift.opened_epoch)
        spans: list[tuple[int, int, int]] = []
        after = shift.opened_seq - 1
        for head in heads[begun:]:
            # a granted epoch begins with no shift open: what is behind it is of another
            if spans and not epochs.is_provisional(head.epoch):
                break
            is_last = shift.closed_at is not None and self._is_closed_by(shift, head.epoch)
            spans.append((head.epoch, after, shift.closed_seq if is_last else head.seq))
            after = 0
            if is_last:
                break
        return spans

    def _is_closed_by(self, shift: ShiftRow, epoch: int) -> bool:
        row = self._maybe(s.EVENT, epoch, shift.closed_seq)
        if row is None:  # not there, or purged; nothing of a shift that spans epochs ever is
            floor = self._maybe(s.PURGE_FLOOR, epoch)
            return epoch == shift.opened_epoch and floor is not None and shift.closed_seq <= floor[1]
        event = EventRow(*row)
        if event.type != "z_report" or (epoch == shift.opened_epoch and event.seq < shift.opened_seq):
            return False
        header, body, _hash = chain.open_event(event.data)
        message = schemas.decode_body(header.type, header.version, body)
        return isinstance(message, ZBody) and message.shift_id == shift.shift_id

    def last_event_times(self, count: int = 2) -> tuple[datetime, ...]:
        """Return the wall clock of the last events, newest first."""
        rows: list[tuple[Any, ...]] = []
        for epoch in reversed(self._epochs()):
            rows += self._rows(s.LAST_EVENTS, epoch, count - len(rows))
            if len(rows) >= count:
                break
        return tuple(parse_instant(chain.open_event(row[0])[0].at) for row in rows)

    # --- baskets and sales

    def baskets(self, state: str) -> tuple[BasketRow, ...]:
        """Return the baskets in a state, the longest untouched first."""
        return tuple(_basket(row) for row in self._rows(s.BASKETS, state))

    def basket(self, basket_id: str) -> BasketRow | None:
        """Return a kept basket."""
        row = self._maybe(s.BASKET, basket_id)
        return _basket(row) if row else None

    def sale(self, receipt_number: str) -> SaleRow | None:
        """Return a sale of this register by its receipt number."""
        row = self._maybe(s.SALE, receipt_number)
        return _sale(row) if row else None

    def sale_by_id(self, sale_id: str) -> SaleRow | None:
        """Return a sale of this register by its own id: did an attempt of unknown outcome go through."""
        row = self._maybe(s.SALE_BY_ID, sale_id)
        return _sale(row) if row else None

    def last_sale(self) -> SaleRow | None:
        """Return the last sale of this register."""
        row = self._maybe(s.LAST_SALE)
        return _sale(row) if row else None

    def recent_sales(self, text: str, total: int | None, limit: int) -> tuple[SaleRow, ...]:
        """Return the newest sales whose receipt number holds `text` (any for "") or whose total is `total`."""
        return tuple(_sale(row) for row in self._rows(s.RECENT_SALES, text, -1 if total is None else total, limit))

    def is_stated(self, row: SaleRow | CorrectionRow) -> bool:
        """Tell whether a document's row says what its event says, the service's bytes included.

        0.1 ms. Whether the event is in the signed chain is for `verify`; of a purged one the centre has the proof.
        """
        event = self._maybe(s.EVENT, row.epoch, row.seq)
        if event is not None:
            return is_stated(row, EventRow(*event))
        floor = self._maybe(s.PURGE_FLOOR, row.epoch)
        return floor is not None and row.seq <= floor[1]

    # --- corrections, and searching documents of both kinds

    def correction(self, receipt_number: str) -> CorrectionRow | None:
        """Return a return or post-void of this register by its receipt number."""
        row = self._maybe(s.CORRECTION, receipt_number)
        return _correction(row) if row else None

    def correction_by_id(self, document_id: str) -> CorrectionRow | None:
        """Return a correction by its own id: did an attempt of unknown outcome go through."""
        row = self._maybe(s.CORRECTION_BY_ID, document_id)
        return _correction(row) if row else None

    def corrections_of(self, sale_id: str) -> tuple[CorrectionRow, ...]:
        """Return what was given back of a sale, oldest first."""
        return tuple(_correction(row) for row in self._rows(s.CORRECTIONS_OF_SALE, sale_id))

    def corrections_of_shift(self, shift_id: str) -> tuple[CorrectionRow, ...]:
        """Return the returns and post-voids made in a shift, oldest first."""
        return tuple(_correction(row) for row in self._rows(s.CORRECTIONS_OF_SHIFT, shift_id))

    def find_receipts(
        self,
        text: str = "",
        total: int | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
        sku: str = "",
        limit: int = 50,
        *,
        shift_id: str = "",
    ) -> tuple[SaleRow | CorrectionRow, ...]:
        """Return the newest documents, sales and corrections together, newest first; what is left out does not limit.

        `text` in the receipt number or (where both are given) `total` to the cent; `since` <= completed < `until`;
        `sku` of one of the lines, looked up in the data as the services write it (`"sku":"..."`). Some milliseconds for
        5,000 documents, but by a rare `sku` each is read whole (0.13 s): such a search is for another thread.
        """
        span = tuple(instant(at) if at else end for at, end in zip((since, until), _ALWAYS, strict=True))
        part = b'"sku":' + msgspec.json.encode(sku) if sku else b""
        wanted = (text, text, total, text, total, *span, shift_id, shift_id, part, limit)
        sales: list[SaleRow | CorrectionRow] = [_sale(row) for row in self._rows(s.FIND_SALES, *wanted)]
        found = sales + [_correction(row) for row in self._rows(s.FIND_CORRECTIONS, *wanted)]
        place = {epoch: place for place, epoch in enumerate(self._epochs())}
        found.sort(key=lambda row: (place[row.epoch], row.seq), reverse=True)
        return tuple(found[:limit])

    def documents_waiting(self) -> int:
        """Return how many sales, returns and post-voids the centre has not acknowledged, those it is to be carried too.

        In a provisional epoch all wait, as does what is still to be carried.
        """
        head = self.head()
        waiting = int(self._row(s.DOCUMENTS_AFTER, head.epoch, head.acknowledged_seq)[0])
        state = epochs.carrying(self._raw)
        for epoch, after in state.ranges() if state is not None else ():
            waiting += int(self._row(s.DOCUMENTS_AFTER, epoch, after)[0])
        return waiting

    # --- shifts

    def sales_of_shift(self, shift_id: str) -> tuple[int, int]:
        """Return (count, sum of totals) of a shift's sales."""
        count, total = self._row(s.SALES_OF_SHIFT, shift_id)
        return count, total

    def open_shift(self) -> ShiftRow | None:
        """Return the open shift."""
        row = self._maybe(s.THE_OPEN_SHIFT)
        return _shift(row) if row else None

    def shift(self, shift_id: str) -> ShiftRow | None:
        """Return a shift, open or closed."""
        row = self._maybe(s.SHIFT, shift_id)
        return _shift(row) if row else None

    def shifts(self, limit: int) -> tuple[ShiftRow, ...]:
        """Return the newest shifts, newest first."""
        return tuple(_shift(row) for row in self._rows(s.SHIFTS, limit))

    # --- intents, print spool

    def open_intents(self) -> tuple[IntentRow, ...]:
        """Return what still waits for an answer, or is approved and not yet part of a sale; oldest first."""
        return tuple(_intent(row) for row in self._rows(s.OPEN_INTENTS))

    def intent(self, intent_id: str) -> IntentRow | None:
        """Return an intent in any state."""
        row = self._maybe(s.INTENT, intent_id)
        return _intent(row) if row else None

    def print_jobs(self, states: Iterable[str]) -> tuple[PrintJobRow, ...]:
        """Return the print jobs in any of `states`, in the order of the queue."""
        wanted = frozenset(states)
        found = [_print_job(row) for row in self._rows(s.OPEN_PRINTS)] if wanted - FINAL_PRINT_STATES else []
        for state in wanted & FINAL_PRINT_STATES:
            found.extend(_print_job(row) for row in self._rows(s.PRINTS_IN, state))
        return tuple(sorted((job for job in found if job.state in wanted), key=lambda job: job.number))

    def print_job(self, job_id: str) -> PrintJobRow | None:
        """Return a print job."""
        row = self._maybe(s.PRINT_JOB, job_id)
        return _print_job(row) if row else None

    # --- small things

    def has_mark(self, code_hash: str) -> bool:
        """Tell whether a once-only code was used here and has not come back."""
        state = self.mark(code_hash)
        return bool(state) and state not in FREED_MARK_STATES

    def mark(self, code_hash: str) -> str:
        """Return the state of a once-only code, "" when it was never seen."""
        row = self._maybe(s.MARK, code_hash)
        return str(row[0]) if row else ""

    def pin_failures(self, key: str) -> PinFailures:
        """Return the wrong PINs of `key`."""
        count, last = self._row(s.PIN_FAILURES, key)
        return PinFailures(count, parse_instant(last) if last else None)

    def value(self, key: str) -> bytes | None:
        """Return a kept value."""
        row = self._maybe(s.VALUE, key)
        return bytes(row[0]) if row else None

    # --- inside

    def _events(self, epoch: int, after: int, last: int, types: tuple[str, ...]) -> Iterator[tuple[EventRow, Body]]:
        wanted = msgspec.json.encode(types).decode()
        while True:
            if types:
                rows = self._rows(s.EVENTS_OF_TYPES, epoch, after, last, wanted, PAGE)
            else:
                rows = self._rows(s.EVENTS_TO, epoch, after, last, PAGE)
            for row in (EventRow(*row) for row in rows):
                header, body, _hash = chain.open_event(row.data)
                yield row, schemas.decode_body(header.type, header.version, body)
            if len(rows) < PAGE:
                return
            after = rows[-1][1]

    def _epochs(self) -> tuple[int, ...]:
        try:
            return epochs.order(self._raw)
        except dbapi2.Error as error:
            raise damage_of(error) or open_error(error, self._path) from error

    def _rows(self, statement: Statement, *parameters: object) -> list[tuple[Any, ...]]:
        try:
            rows: list[tuple[Any, ...]] = self._raw.execute(statement.sql, parameters).fetchall()
        except dbapi2.Error as error:
            raise damage_of(error) or open_error(error, self._path) from error
        return rows

    def _maybe(self, statement: Statement, *parameters: object) -> tuple[Any, ...] | None:
        rows = self._rows(statement, *parameters)
        return rows[0] if rows else None

    def _row(self, statement: Statement, *parameters: object) -> tuple[Any, ...]:
        return self._rows(statement, *parameters)[0]


def _basket(row: tuple[Any, ...]) -> BasketRow:
    basket_id, state, label, total, line_count, by, updated_at, data = row
    return BasketRow(basket_id, state, label, total, line_count, by, parse_instant(updated_at), data)


def _sale(row: tuple[Any, ...]) -> SaleRow:
    number, receipt_number, epoch, seq, sale_id, completed_at, total, cashier_id, shift_id, digest, data = row
    completed = parse_instant(completed_at)
    return SaleRow(number, receipt_number, epoch, seq, sale_id, completed, total, cashier_id, shift_id, digest, data)


def _correction(row: tuple[Any, ...]) -> CorrectionRow:
    number, receipt_number, epoch, seq, document_id, kind, sale_id, completed_at, total, *owned = row
    completed, (cashier_id, shift_id, digest, data) = parse_instant(completed_at), owned
    return CorrectionRow(
        *(number, receipt_number, epoch, seq, document_id, kind, sale_id),
        *(completed, total, cashier_id, shift_id, digest, data),
    )


def _shift(row: tuple[Any, ...]) -> ShiftRow:
    shift_id, state, opened_by, opened_at, opening_cash, epoch, opened_seq, closed_at, closed_seq = row
    closed = parse_instant(closed_at) if closed_at else None
    return ShiftRow(
        shift_id, state, opened_by, parse_instant(opened_at), opening_cash, epoch, opened_seq, closed, closed_seq
    )


def _intent(row: tuple[Any, ...]) -> IntentRow:
    intent_id, kind, basket_id, amount, state, _is_open, opened_at, updated_at, data = row
    return IntentRow(
        intent_id, kind, basket_id, amount, state, parse_instant(opened_at), parse_instant(updated_at), data
    )


def _print_job(row: tuple[Any, ...]) -> PrintJobRow:
    number, job_id, kind, reference, state, code, _is_open, queued_at, updated_at, document = row
    return PrintJobRow(
        number, job_id, kind, reference, state, code, parse_instant(queued_at), parse_instant(updated_at), document
    )
