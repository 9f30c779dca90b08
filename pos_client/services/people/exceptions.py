"""The register of exceptions: what a manager reads to see who does what how often. Made anew of the journal each time.

`open` is called on the main thread and journals who looks; `read` may take seconds over a long journal and is called
off it, with progress and a way to stop. What is listed is bounded: the newest `MOST_ENTRIES`; sums are over all.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from datetime import datetime
from enum import StrEnum

from msgspec import Struct, field

from pos_client.db.journal import EventRow, Reader, Writer
from pos_client.domain.staff import Permission
from pos_client.services.desk import Desk, ServiceError
from pos_client.services.limits import Limits
from pos_client.services.people.exception_entries import WATCHED, Entry, Kind, Watcher
from pos_client.services.views import Approval, NeedsApproval
from sync.protocol import chain
from sync.protocol.events import Body, JournalViewedBody, SaleBody, parse_instant

MOST_ENTRIES = 5_000
MOST_SHIFTS = 30
WIDEN = 400  # events before the day's first that are looked at again: a clock that was wrong for a while hides nothing
TELL_EVERY = 500
PATTERN = (
    Kind.LINE_VOID,
    Kind.LOWERED,
    Kind.CANCELLED,
    Kind.DISCOUNT,
    Kind.PRICE_CHANGE,
    Kind.NO_SALE,
    Kind.RETURN,
    Kind.POST_VOID,
    Kind.REPRINT,
)
"""What everybody does now and then; how often, per 100 sales, makes the pattern."""


class SpanKind(StrEnum):
    """How far back is looked."""

    SHIFT = "shift"
    DAY = "day"
    ALL = "all"


class Span(Struct, frozen=True):
    """What is looked at: one shift (`shift_id`), the business day so far, or all that the journal keeps."""

    kind: SpanKind
    shift_id: str = ""
    opened_at: datetime | None = None
    opened_by: str = ""


class PersonTotals(Struct, frozen=True):
    """What one person did in the span; `counts` are (kind, how often, amount), without what did not happen."""

    staff_id: str
    sales: int
    sales_total: int
    counts: tuple[tuple[Kind, int, int], ...]
    grave: int  # how many of them are marked

    def per_hundred(self, kind: Kind) -> int | None:
        """How often per 100 sales, in tenths; None without sales."""
        count = next((count for each, count, _amount in self.counts if each is kind), 0)
        return None if not self.sales else (count * 1000 + self.sales // 2) // self.sales


class Report(Struct, frozen=True):
    """What was found: newest first. `left_out` older ones are counted in `people` and not listed."""

    span: Span
    entries: tuple[Entry, ...]
    people: tuple[PersonTotals, ...]
    left_out: int
    last_seq: int

    def filtered(self, kinds: frozenset[Kind] = frozenset(), staff_id: str = "") -> tuple[Entry, ...]:
        """Return the entries of any of `kinds` (all for none) that concern `staff_id` (anybody for "")."""
        return tuple(
            entry
            for entry in self.entries
            if (not kinds or entry.kind in kinds) and (not staff_id or entry.concerns(staff_id))
        )


class StoppedError(Exception):
    """Whoever waited for the reading gave it up."""


class _Person(Struct):
    sales: int = 0
    sales_total: int = 0
    grave: int = 0
    counts: dict[Kind, list[int]] = field(default_factory=dict)


class Exceptions:
    """The register of exceptions of one register. At most `most` are listed; `step` events pass between two tells."""

    def __init__(self, desk: Desk, limits: Limits, *, most: int = MOST_ENTRIES, step: int = TELL_EVERY) -> None:
        self._desk = desk
        self._most = most
        self._step = step
        self._limits = limits
        self._reader_id = ""  # who may look now

    def open(self, approval: Approval | None = None) -> Future[None] | NeedsApproval:
        """Let whoever is at the till look, and journal that they did; a sensitive act."""
        own = self._limits.check(Permission.SEE_EXCEPTIONS, 0, None)
        needed = own and self._limits.check(Permission.SEE_EXCEPTIONS, 0, approval)
        if needed:
            return needed
        self._reader_id = self._desk.staff.staff_id
        approver = approval.approver_id if approval is not None and own else ""
        body = JournalViewedBody(by=self._reader_id, what="exceptions", approved_by=approver)
        return self._desk.record(lambda writer: _note(writer, body))

    def spans(self) -> tuple[Span, ...]:
        """Return what can be looked at: the newest shifts, the day, all. The first is what is shown first."""
        self._may_look()
        shifts = tuple(
            Span(SpanKind.SHIFT, row.shift_id, row.opened_at, row.opened_by)
            for row in self._desk.journal.reader().shifts(MOST_SHIFTS)
        )
        return (*shifts[:1], Span(SpanKind.DAY), Span(SpanKind.ALL), *shifts[1:])

    def _may_look(self) -> None:
        if not self._reader_id or self._desk.staff.staff_id != self._reader_id:
            raise ServiceError("not_allowed")

    def read(
        self,
        span: Span,
        *,
        progress: Callable[[int, int], None] = lambda _done, _whole: None,
        stop: threading.Event | None = None,
    ) -> Report:
        """Go through the events of `span`. Not on the main thread; `progress(events, of)` is called on this one.

        `StoppedError` once `stop` is set; `ServiceError("not_allowed")` for who did not `open`.
        """
        self._may_look()
        reader = self._desk.journal.reader()
        head = reader.head().seq
        watcher = Watcher(at_till=span.opened_by)
        entries: deque[Entry] = deque(maxlen=self._most)
        people: dict[str, _Person] = {}
        first, found = 0, 0
        for row, body in self._events(reader, span):
            first = first or row.seq
            if row.seq % self._step == 0:
                progress(row.seq - first, head - first + 1)
                if stop is not None and stop.is_set():
                    raise StoppedError
            if isinstance(body, SaleBody):
                person = people.setdefault(body.cashier_id, _Person())
                person.sales += 1
                person.sales_total += body.total
            for entry in watcher.entries(row.seq, _at(row), body):
                entries.append(entry)
                found += 1
                _add(people, entry)
        for entry in self._parked(reader, span):
            entries.append(entry)
            found += 1
            _add(people, entry)
        return Report(span, tuple(reversed(entries)), _totals(people), found - len(entries), head)

    def _events(self, reader: Reader, span: Span) -> Iterator[tuple[EventRow, Body]]:
        if span.kind is SpanKind.SHIFT:
            return reader.events_of_shift(span.shift_id, WATCHED)
        after = self._before_today(reader) if span.kind is SpanKind.DAY else 0
        return reader.events(after, WATCHED)

    def _before_today(self, reader: Reader) -> int:
        """Return the seq of the last event before the business day, found by halving.

        Where a wrong clock breaks the order of instants, what stands shortly before is looked at too.
        """
        today = self._desk.business_day(self._desk.clock())

        def is_old(seq: int) -> bool:
            row = reader.event(seq)
            return row is None or self._desk.business_day(_at(row)) < today  # None: removed, so it is old

        low, high = 1, reader.head().seq + 1
        while low < high:
            middle = (low + high) // 2
            low, high = (middle + 1, high) if is_old(middle) else (low, middle)
        while True:
            earlier = next((seq for seq in range(max(1, low - WIDEN), low) if not is_old(seq)), 0)
            if not earlier:
                return low - 1
            low = earlier

    def _parked(self, reader: Reader, span: Span) -> Iterator[Entry]:
        """Yield the baskets that still wait: who suspends and forgets is seen before anybody drops them."""
        if span.kind is SpanKind.SHIFT and span.shift_id != self._desk.shift_id:
            return
        today = self._desk.business_day(self._desk.clock())
        for row in reader.baskets("suspended"):
            old = self._desk.business_day(row.updated_at) < today
            yield Entry(0, row.updated_at, Kind.PARKED, row.by, "", row.total, row.basket_id, note=row.label, grave=old)


def _note(writer: Writer, body: JournalViewedBody) -> None:
    writer.append("journal_viewed", body)


def _at(row: EventRow) -> datetime:
    return parse_instant(chain.open_event(row.data)[0].at)


def _add(people: dict[str, _Person], entry: Entry) -> None:
    person = people.setdefault(entry.staff_id, _Person())
    row = person.counts.setdefault(entry.kind, [0, 0])
    row[0] += 1
    row[1] += entry.amount or 0
    person.grave += entry.grave


def _totals(people: dict[str, _Person]) -> tuple[PersonTotals, ...]:
    order = list(Kind)
    totals = [
        PersonTotals(
            staff_id,
            person.sales,
            person.sales_total,
            tuple((k, person.counts[k][0], person.counts[k][1]) for k in order if k in person.counts),
            person.grave,
        )
        for staff_id, person in people.items()
    ]
    return tuple(sorted(totals, key=lambda one: (not one.staff_id, -one.grave, -one.sales, one.staff_id)))
