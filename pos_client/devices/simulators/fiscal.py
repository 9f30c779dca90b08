"""A fiscal device that is simulated: a real TCP server speaking `fiscal/protocol.md`, with faults and a clock to turn.

It counts tax itself, numbers documents without gaps, and never forgets one. All methods from any thread. Besides the
protocol it takes `{"op":"advance","seconds":n}` from a connection, which turns its clock and answers with its state.
"""

from __future__ import annotations

import hashlib
from collections import deque
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from threading import Condition
from typing import Annotated, Literal, Self

import msgspec
from msgspec import Meta, Struct

from pos_client.devices.fiscal.protocol import MAX_REQUEST_BYTES, Answer, Day, Operation, Request, Said, State
from pos_client.devices.ports import FiscalDocument
from pos_client.devices.simulators.line_server import Connection, LineServer
from pos_client.domain.money import divide_rounded

DAY = timedelta(hours=24)
_MAX_DOCUMENTS = 100_000
_REQUESTS = msgspec.json.Decoder(Request)


class Fault(StrEnum):
    """What goes wrong with one request."""

    NONE = "none"
    DROP_BEFORE = "drop_before"  # cut before anything was done
    LOST = "lost"  # done, then cut instead of the answer
    LATE = "late"  # done, the answer is kept until `release`
    GARBAGE = "garbage"  # done, bytes instead of the answer
    ENDLESS = "endless"  # done, ten megabytes without an end of line
    WRONG_REQUEST = "wrong_request"  # done, the answer names another document
    WRONG_KIND = "wrong_kind"  # done, an answer to another operation
    NO_NUMBER = "no_number"  # done, the answer has no document number
    FALSE_TAX = "false_tax"  # done, more tax than money
    FALSE_TOTAL = "false_total"  # done, the answer names another total


class _Advance(msgspec.Struct, frozen=True):
    op: Literal["advance"]
    seconds: Annotated[int, Meta(ge=0, le=10**8)]


class Registered(Struct, frozen=True):
    """One document as the device keeps it."""

    number: int
    document: FiscalDocument
    tax: tuple[tuple[str, int], ...]
    sign: str


class FiscalSimulator:
    """Start it, or use it in a `with` statement; `address` is what `FiscalSettings` needs.

    With `opens_by_itself` the first document opens the day, as many devices do.
    """

    def __init__(
        self,
        *,
        now: datetime | None = None,
        opens_by_itself: bool = True,
        tax_inclusive: bool = True,
        device: str = "SIM-0001",
        host: str = "127.0.0.1",
        port: int = 0,
    ) -> None:
        self._fixed = now
        self._turned = timedelta()
        self._opens_by_itself = opens_by_itself
        self._tax_inclusive = tax_inclusive
        self._device = device
        self._server = LineServer(self._serve, name="fiscal-simulator", concurrent=False, host=host, port=port)
        self._changed = Condition()
        self._documents: list[Registered] = []
        self._by_request: dict[str, Registered] = {}
        self._opened_at: datetime | None = None
        self._first_of_day = 0
        self._reports = 0
        self._state = State("ready")
        self._faults: dict[str, deque[Fault]] = {}
        self._refusals: deque[str] = deque()
        self._released = 0
        self._waiting = 0

    # --- for the test or the demo

    @property
    def address(self) -> tuple[str, int]:
        """Host and port."""
        return self._server.address

    @property
    def documents(self) -> list[Registered]:
        """Every registered document, in order."""
        with self._changed:
            return list(self._documents)

    def plan(self, fault: Fault, op: Operation = "register") -> None:
        """What goes wrong at the next request `op` that is not planned yet."""
        with self._changed:
            self._faults.setdefault(op, deque()).append(fault)

    def refuse(self, code: str) -> None:
        """Refuse the next document with `code`."""
        with self._changed:
            self._refusals.append(code)

    def set_state(self, state: Literal["ready", "trouble", "failed"], code: str = "") -> None:
        """What `status` says; a failed device refuses documents with `code`."""
        with self._changed:
            self._state = State(state, code)

    def advance(self, by: timedelta) -> None:
        """Turn the device's clock on."""
        with self._changed:
            self._turned += by

    def release(self) -> None:
        """Let everything that is kept back go."""
        with self._changed:
            self._released += 1
            self._changed.notify_all()

    def wait_until_held(self, seconds: float = 15.0) -> bool:
        """True as soon as an answer is kept back."""
        with self._changed:
            return self._changed.wait_for(lambda: self._waiting > 0, seconds)

    def start(self) -> None:
        """Listen, at the same address as before."""
        self._server.start()

    def stop(self) -> None:
        """Cut all connections; documents are kept for the next start."""
        self._server.stopping.set()
        with self._changed:
            self._changed.notify_all()
        self._server.stop()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    # --- the device

    def _serve(self, connection: Connection) -> None:
        line = connection.receive(MAX_REQUEST_BYTES)
        if line is None:
            return
        reply: msgspec.Struct
        try:
            request = _REQUESTS.decode(line)
        except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
            connection.send(_line(self._command(line)))
            return
        with self._changed:
            planned = self._faults.get(request.op)
            fault = planned.popleft() if planned else Fault.NONE
        if fault is Fault.DROP_BEFORE:
            connection.cut()
            return
        with self._changed:
            reply = self._handle(request)
        if fault is Fault.LATE:
            self._hold()
        _deliver(connection, reply, fault)

    def _command(self, line: bytes) -> State:
        try:
            command = msgspec.json.decode(line, type=_Advance)
        except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
            return State("failed", "bad_request")
        self.advance(timedelta(seconds=command.seconds))
        return State("ready", "advanced")

    def _hold(self) -> None:
        with self._changed:
            released = self._released
            self._waiting += 1
            self._changed.notify_all()
            self._changed.wait_for(lambda: self._released > released or self._server.stopping.is_set())
            self._waiting -= 1

    def _now(self) -> datetime:
        return (self._fixed or datetime.now(UTC)) + self._turned

    def _handle(self, request: Request) -> msgspec.Struct:
        match request.op:
            case "register":
                return self._register(request)
            case "query":
                known = self._by_request.get(request.request)
                return _answer(request, "not_found") if known is None else self._answered(request, known)
            case "last":
                return self._answered(request, self._documents[-1]) if self._documents else _answer(request, "none")
            case "day":
                return Day("" if self._opened_at is None else self._opened_at.isoformat(timespec="seconds"))
            case "open_day" | "close_day":
                return self._turn_day(request)
            case _:
                return self._state

    def _register(self, request: Request) -> Answer:
        document = request.document
        if document is None or not request.request or document.request_id != request.request:
            return _answer(request, "refused", "bad_document")
        known = self._by_request.get(request.request)
        if known is not None:
            if known.document != document:
                return _answer(request, "refused", "request_reused")
            return self._answered(request, known)
        refusal = self._refusal(document)
        if refusal:
            return _answer(request, "refused", refusal)
        if self._opened_at is None:
            self._open_day()
        return self._answered(request, self._write(document))

    def _refusal(self, document: FiscalDocument) -> str:
        if self._refusals:
            return self._refusals.popleft()
        if self._state.state == "failed":
            return self._state.code or "failed"
        if self._opened_at is None and not self._opens_by_itself:
            return "day_closed"
        if self._opened_at is not None and self._now() - self._opened_at >= DAY:
            return "day_too_long"
        if len(self._documents) >= _MAX_DOCUMENTS:
            return "memory_full"
        return _wrong_with(document)

    def _write(self, document: FiscalDocument) -> Registered:
        number = len(self._documents) + 1
        previous = self._documents[-1].sign if self._documents else ""
        mark = f"{previous}|{number}|{document.request_id}|{document.kind}|{document.total}"
        sign = hashlib.sha256(mark.encode()).hexdigest()[:20]
        registered = Registered(number, document, self._count_tax(document), sign)
        self._documents.append(registered)
        self._by_request[document.request_id] = registered
        return registered

    def _count_tax(self, document: FiscalDocument) -> tuple[tuple[str, int], ...]:
        """Tax by category: the lines summed by rate, each rate rounded once."""
        sums: dict[tuple[str, int], int] = {}
        for line in document.lines:
            key = (line.tax_category, line.tax_rate)
            sums[key] = sums.get(key, 0) + line.total
        tax: dict[str, int] = {}
        for (category, rate), total in sums.items():
            base = 10_000 + rate if self._tax_inclusive else 10_000
            tax[category] = tax.get(category, 0) + divide_rounded(total * rate, base)
        return tuple(sorted(tax.items()))

    def _answered(self, request: Request, registered: Registered) -> Answer:
        return Answer(
            request.op,
            registered.document.request_id,
            "registered",
            self._device,
            f"{registered.number:08d}",
            registered.sign,
            list(registered.tax),
            registered.document.total,
        )

    def _open_day(self) -> None:
        self._opened_at = self._now()
        self._first_of_day = len(self._documents)

    def _turn_day(self, request: Request) -> Answer:
        is_open = self._opened_at is not None
        if request.op == "open_day":
            if is_open:
                return _answer(request, "refused", "day_open")
            self._open_day()
            return Answer(request.op, "", "registered", self._device, f"{self._reports + 1:05d}")
        if not is_open:
            return _answer(request, "refused", "day_closed")
        today = [r.document for r in self._documents[self._first_of_day :]]
        tax: dict[str, int] = {}
        total = 0
        for document in today:
            # A return counts against the day, whichever sign its figures have.
            sign = -1 if document.kind == "return" and document.total > 0 else 1
            total += sign * document.total
            for category, amount in self._count_tax(document):
                tax[category] = tax.get(category, 0) + sign * amount
        self._opened_at = None
        self._reports += 1
        number = f"{self._reports:05d}"
        return Answer(request.op, "", "registered", self._device, number, "", sorted(tax.items()), total)


def _wrong_with(document: FiscalDocument) -> str:
    if document.kind not in {"sale", "return"} or not document.lines:
        return "bad_document"
    if any(not 0 <= line.tax_rate <= 10_000 for line in document.lines):
        return "bad_tax"
    if sum(line.total for line in document.lines) != document.total:
        return "bad_total"
    paid = sum(amount for _, amount in document.payments)
    covers = paid >= document.total if document.total > 0 else paid == document.total
    return "" if covers else "underpaid"


def _answer(request: Request, state: Said, code: str = "") -> Answer:
    return Answer(request.op, request.request, state, code=code)


def _line(reply: msgspec.Struct) -> bytes:
    return msgspec.json.encode(reply) + b"\n"


def _deliver(connection: Connection, reply: msgspec.Struct, fault: Fault) -> None:
    """Send the reply, or what the fault makes of it."""
    if fault is Fault.LOST:
        connection.cut()
    elif fault is Fault.GARBAGE:
        connection.send(b"\x00\xff{{]garbage\x1b\n")
    elif fault is Fault.ENDLESS:
        _ = all(connection.send(b"[" * 100_000) for _ in range(100))
    elif fault is Fault.WRONG_KIND:
        connection.send(_line(Day("") if isinstance(reply, Answer | State) else State("ready")))
    else:
        connection.send(_line(_lie(reply, fault)))


def _lie(reply: msgspec.Struct, fault: Fault) -> msgspec.Struct:
    if not isinstance(reply, Answer):
        return reply
    changes: dict[Fault, dict[str, object]] = {
        Fault.WRONG_REQUEST: {"request": "another"},
        Fault.NO_NUMBER: {"number": ""},
        Fault.FALSE_TAX: {"tax": [("A", 10**9)]},
        Fault.FALSE_TOTAL: {"total": reply.total + 1},
    }
    return msgspec.structs.replace(reply, **changes.get(fault, {}))
