"""The journal as a manager reads it: a page of events newest first, one event whole, and whether the chain holds there.

`open` is called on the main thread and journals who looks; `page` and `show` read and are called off it. A page ends at
`ROWS` events or after `MOST_LOOKED_AT` that were looked at, so that it is bounded whatever is searched.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from pos_client.db.journal import EventRow, Reader, Writer
from pos_client.db.journal.export import PAGE as EXPORT_PAGE
from pos_client.db.journal.export import ExportError, ExportLimits, ExportReport, export
from pos_client.domain.staff import Permission
from pos_client.services.desk import Desk, ServiceError
from pos_client.services.limits import Limits
from pos_client.services.views import Approval, NeedsApproval
from sync.protocol import chain
from sync.protocol.events import JournalViewedBody, parse_instant
from sync.protocol.signing import Verifier

ROWS = 200
MOST_LOOKED_AT = 20_000
MOST_FIELDS = 2_000
LONGEST_VALUE = 300
TELL_EVERY = 500
FOLDER = "exports"  # beside the journal, where the store names no other
FOLDER_SETTING = "export_folder"
WHO = ("by", "cashier_id", "staff_id", "opened_by", "closed_by", "asked_by", "confirmed_by")
DOCUMENT = (
    "receipt_number",
    "receipt",
    "basket_id",
    "reference",
    "request_id",
    "intent_id",
    "job_id",
    "z_number",
    "shift_id",
)
AMOUNT = ("total", "amount", "opening_cash", "approved")


class Query(Struct, frozen=True):
    """What is looked for: events of any of `types` (all for none), that name `staff_id`, that hold `text`."""

    types: frozenset[str] = frozenset()
    staff_id: str = ""
    text: str = ""


class JournalRow(Struct, frozen=True):
    """One event in the list. `amount` in minor units, None without one; `trouble` what does not hold of the chain."""

    seq: int
    at: datetime | None
    type: str
    staff_id: str
    approved_by: str
    document: str
    amount: int | None
    trouble: str = ""


class JournalPage(Struct, frozen=True):
    """Events newest first. `older` is the seq below which the next page begins, 0 when there is nothing older.

    `checked` events were looked at and judged: their hashes, links and signatures; `troubles` are (seq, code).
    """

    rows: tuple[JournalRow, ...]
    older: int
    checked: int
    troubles: tuple[tuple[int, str], ...]
    head_seq: int


class EventView(Struct, frozen=True):
    """One event whole: `fields` are (path, value), the path in dots with numbers from 1 ("lines.2.sku")."""

    row: JournalRow
    event_id: str
    hash: str
    previous: str
    fields: tuple[tuple[str, str], ...]
    left_out: int


class StoppedReadingError(Exception):
    """Whoever waited for the page gave it up."""


class JournalView:
    """The journal viewer of one register."""

    def __init__(self, desk: Desk, limits: Limits) -> None:
        self._desk = desk
        self._limits = limits
        self._reader_id = ""  # who may look now

    def open(self, approval: Approval | None = None) -> Future[None] | NeedsApproval:
        """Let whoever is at the till look, and journal that they did; a sensitive act."""
        own = self._limits.check(Permission.SEE_JOURNAL, 0, None)
        needed = own and self._limits.check(Permission.SEE_JOURNAL, 0, approval)
        if needed:
            return needed
        self._reader_id = self._desk.staff.staff_id
        approver = approval.approver_id if approval is not None and own else ""
        body = JournalViewedBody(by=self._reader_id, what="journal", approved_by=approver)
        return self._desk.record(lambda writer: _note(writer, body))

    def _may_look(self) -> None:
        if not self._reader_id or self._desk.staff.staff_id != self._reader_id:
            raise ServiceError("not_allowed")

    def page(
        self,
        query: Query,
        below: int = 0,
        *,
        progress: Callable[[int, int], None] = lambda _done, _whole: None,
        stop: threading.Event | None = None,
    ) -> JournalPage:
        """Return the newest events below seq `below` (0: all) that `query` asks for, and the verdict on what was read.

        `StoppedReadingError` once `stop` is set; `ServiceError("not_allowed")` for who did not `open`.
        """
        self._may_look()
        reader = self._desk.journal.reader()
        head = reader.head()
        verifier = Verifier(head.public_key)
        rows: list[JournalRow] = []
        troubles: list[tuple[int, str]] = []
        looked, lowest = 0, 0
        newest = reader.event(head.seq)
        if not below and (newest is None or newest.hash != head.hash):
            troubles.append((head.seq, "head_mismatch"))
        for event, previous in _backwards(reader, below or head.seq + 1):
            if looked == MOST_LOOKED_AT or len(rows) == ROWS:
                break
            looked, lowest = looked + 1, event.seq
            if looked % TELL_EVERY == 0:
                progress(looked, MOST_LOOKED_AT)
                if stop is not None and stop.is_set():
                    raise StoppedReadingError
            trouble = _judge(event, previous, verifier)
            if trouble:
                troubles.append((event.seq, trouble))
            if trouble or _asked_for(event, query):
                rows.append(_row(event, trouble))
        older = lowest if lowest and reader.event(lowest - 1) is not None else 0
        return JournalPage(tuple(rows), older, looked, tuple(troubles), head.seq)

    def prepare_export(
        self, since: datetime | None = None, shift_id: str = "", approval: Approval | None = None
    ) -> Callable[[Callable[[int, int], None], threading.Event], ExportReport] | NeedsApproval:
        """Return what copies the events from `since`, of a shift, or all, into a new folder off the main thread.

        A sensitive act. It is called with `progress(events, of)`, which is called on its thread, and with the event
        that stops it and leaves nothing behind. It raises `ServiceError` with the export's code, `StoppedReadingError`.
        """
        own = self._limits.check(Permission.EXPORT, 0, None)
        needed = own and self._limits.check(Permission.EXPORT, 0, approval)
        if needed:
            return needed
        by, limits = self._desk.staff.staff_id, ExportLimits(since, shift_id=shift_id)
        approver = approval.approver_id if approval is not None and own else ""
        register = self._desk.replica.live.register
        named = f"{register.prefix}-{self._desk.clock().astimezone(self._desk.zone):%Y%m%d-%H%M%S}"
        folder = Path(self._desk.replica.live.settings.get(FOLDER_SETTING) or self._desk.journal.path.parent / FOLDER)

        def run(progress: Callable[[int, int], None], stop: threading.Event) -> ExportReport:
            whole, done = 2 * self._desk.journal.reader().head().seq, 0  # they are found, then copied

            def pause() -> None:
                nonlocal done
                done = min(whole, done + EXPORT_PAGE)
                progress(done, whole)
                if stop.is_set():
                    raise StoppedReadingError

            try:
                return export(
                    self._desk.journal, folder / named, by=by, limits=limits, approved_by=approver, pause=pause
                )
            except ExportError as error:
                raise ServiceError(f"export_{error.code}") from error

        return run

    def show(self, seq: int) -> EventView:
        """Return one event whole; `ServiceError`: unknown_event when it is not kept here, not_allowed."""
        self._may_look()
        reader = self._desk.journal.reader()
        event = reader.event(seq)
        if event is None:
            raise ServiceError("unknown_event", seq=seq)
        trouble = _judge(event, reader.event(seq - 1), Verifier(reader.head().public_key))
        header, fields = _header(event), list(_flat(_body(event)))
        return EventView(
            _row(event, trouble),
            event.event_id,
            event.hash.hex(),
            header.previous if header is not None else "",
            tuple(fields[:MOST_FIELDS]),
            max(0, len(fields) - MOST_FIELDS),
        )


def _note(writer: Writer, body: JournalViewedBody) -> None:
    writer.append("journal_viewed", body)


def _backwards(reader: Reader, below: int) -> Iterator[tuple[EventRow, EventRow | None]]:
    """Yield events from below seq `below` down, each with the one before it."""
    event = reader.event(below - 1)
    while event is not None:
        previous = reader.event(event.seq - 1)
        yield event, previous
        event = previous


def _header(event: EventRow) -> chain.Header | None:
    try:
        return chain.open_event(event.data)[0]
    except chain.ChainError:
        return None


def _judge(event: EventRow, previous: EventRow | None, verifier: Verifier) -> str:
    """Return what does not hold of an event: its form, hash, place, link to the one before, signature; "" for nothing.

    The link of the oldest event kept is proved by a whole check of the journal alone.
    """
    try:
        header, _body_bytes, digest = chain.open_event(event.data)
    except chain.ChainError as error:
        return error.code
    if digest != event.hash:
        return "hash_differs"
    if (header.epoch, header.seq, header.id, header.type) != (event.epoch, event.seq, event.event_id, event.type):
        return "header_differs"
    if previous is not None and header.previous != previous.hash.hex():
        return "chain_broken"
    return "" if verifier.verify(event.signature, event.hash) else "bad_signature"


def _asked_for(event: EventRow, query: Query) -> bool:
    """Judge by the type and the stored text: every id in an event stands in it as it is."""
    if query.types and event.type not in query.types:
        return False
    if query.staff_id and msgspec.json.encode(query.staff_id) not in event.data:
        return False
    return not query.text or msgspec.json.encode(query.text)[1:-1].lower() in event.data.lower()


def _body(event: EventRow) -> Any:  # noqa: ANN401 - whatever the event says, also one of a newer program
    try:
        return msgspec.json.decode(chain.open_event(event.data)[1])
    except (chain.ChainError, msgspec.DecodeError):
        return {}


def _row(event: EventRow, trouble: str) -> JournalRow:
    header, body = _header(event), _body(event)

    def first(names: tuple[str, ...]) -> str:
        return next((str(body[name]) for name in names if body.get(name)), "")

    amount = next((body[name] for name in AMOUNT if isinstance(body.get(name), int)), None)
    return JournalRow(
        event.seq,
        _at(header),
        event.type,
        first(WHO),
        str(body.get("approved_by", "")),
        first(DOCUMENT),
        amount,
        trouble,
    )


def _at(header: chain.Header | None) -> datetime | None:
    try:
        return parse_instant(header.at) if header is not None else None
    except ValueError:
        return None


def _flat(value: Any, path: str = "") -> Iterator[tuple[str, str]]:  # noqa: ANN401 - any JSON
    if isinstance(value, dict):
        for name, part in value.items():
            yield from _flat(part, f"{path}.{name}" if path else name)
    elif isinstance(value, list):
        for number, part in enumerate(value, start=1):
            name, said = _named(part) or (str(number), part)
            yield from _flat(said, f"{path}.{name}")
    else:
        text = value if isinstance(value, str) else msgspec.json.encode(value).decode()
        yield path, "".join(c if c.isprintable() else "·" for c in text[:LONGEST_VALUE])


def _named(part: Any) -> tuple[str, Any] | None:  # noqa: ANN401 - any JSON
    """Return (name, value) of a pair, and of a change (name, what was, what is); None for anything else."""
    match part:
        case [str() | int() as name, str() | int() as value] if str(name):
            return str(name).replace(".", "·"), value
        case [str() as name, str() as before, str() as after] if name:
            return name.replace(".", "·"), f"{before} → {after}"
    return None
