"""A payment terminal that is simulated: a real TCP server speaking `terminal/protocol.md`, with faults to switch on.

It remembers its transactions across connections, and counts every movement of money, so that a test can prove how
often a card was charged. All methods may be called from any thread.
"""

from __future__ import annotations

from collections import deque
from enum import StrEnum
from threading import Condition
from typing import Literal, Self, TypeAlias

import msgspec
from msgspec import Struct, field

from pos_client.devices.simulators.line_server import Connection, LineServer
from pos_client.devices.terminal.protocol import Answer, Request, Said, State, Step, Totals

_MAX_REQUEST_BYTES = 4_096
_MAX_TRANSACTIONS = 10_000
_StepName: TypeAlias = Literal["taken", "card_read", "pin", "bank"]
_STEPS: tuple[_StepName, ...] = ("taken", "card_read", "pin", "bank")
_REQUESTS = msgspec.json.Decoder(Request)


class Fault(StrEnum):
    """What goes wrong with one request."""

    NONE = "none"
    DROP_BEFORE = "drop_before"  # the connection is cut before the request is taken
    DROP_AFTER = "drop_after"  # done, then the connection is cut instead of the answer
    HOLD = "hold"  # nothing is decided until `release` or a cancel
    HOLD_UNREAD = "hold_unread"  # the request is not even taken until `release`
    MUTE = "mute"  # done, the answer is kept until `release`
    GARBAGE = "garbage"  # done, bytes instead of the answer
    ENDLESS = "endless"  # done, ten megabytes without an end of line
    ENDLESS_STEPS = "endless_steps"  # done, step after step
    WRONG_INTENT = "wrong_intent"  # done, the answer names another intent
    WRONG_KIND = "wrong_kind"  # done, an answer to another operation
    TOO_MUCH = "too_much"  # done, the answer claims more than was asked
    NEGATIVE = "negative"  # done, the answer claims a negative amount


class Behaviour(Struct, frozen=True):
    """What the customer, the bank and the cable do: `approves` None means all, a smaller figure a partial approval."""

    outcome: Said = "approved"
    approves: int | None = None
    fault: Fault = Fault.NONE
    message: str = ""


class _Transaction(Struct):
    """One charge or refund under its intent id."""

    request: Request
    state: Said = "in_progress"
    approved: int = 0
    returned: int = 0
    reference: str = ""
    message: str = ""
    is_cancelling: bool = False
    of: str = ""  # of a refund: the charge


class Movement(Struct, frozen=True):
    """Money that moved: `amount` is positive from the customer, negative back."""

    intent: str
    amount: int


class _Books(Struct):
    transactions: dict[str, _Transaction] = field(default_factory=dict)
    barriers: dict[str, int] = field(default_factory=dict)
    moved: list[Movement] = field(default_factory=list)


class TerminalSimulator:
    """Start it, or use it in a `with` statement; `address` is what `TerminalSettings` needs."""

    def __init__(self, *, currency: str = "PLN", pace: float = 0.0, host: str = "127.0.0.1", port: int = 0) -> None:
        """`pace` is how many seconds each step of a charge takes."""
        self._currency = currency
        self._pace = pace
        self._server = LineServer(self._serve, name="terminal-simulator", concurrent=True, host=host, port=port)
        self._changed = Condition()
        self._books = _Books()
        self._planned: dict[str, deque[Behaviour]] = {}
        self._released = 0
        self._waiting = 0
        self._seen: list[Request] = []

    # --- for the test or the demo

    @property
    def address(self) -> tuple[str, int]:
        """Host and port."""
        return self._server.address

    @property
    def movements(self) -> list[Movement]:
        """Every movement of money, oldest first."""
        with self._changed:
            return list(self._books.moved)

    @property
    def requests(self) -> list[Request]:
        """Every request that was read, oldest first (the last 10,000)."""
        with self._changed:
            return list(self._seen)

    def charges(self, intent: str) -> int:
        """How often a card was charged for `intent`."""
        return sum(m.intent == intent and m.amount > 0 for m in self.movements)

    def plan(self, behaviour: Behaviour, op: str = "charge") -> None:
        """What happens at the next request `op` that is not planned yet."""
        with self._changed:
            self._planned.setdefault(op, deque()).append(behaviour)

    def release(self) -> None:
        """Let everything that is held go on."""
        with self._changed:
            self._released += 1
            self._changed.notify_all()

    def wait_until_held(self, seconds: float = 15.0) -> bool:
        """True as soon as a request is held."""
        with self._changed:
            return self._changed.wait_for(lambda: self._waiting > 0, seconds)

    def wait_until_settled(self, intent: str, seconds: float = 15.0) -> bool:
        """True as soon as `intent` is decided."""
        with self._changed:
            return self._changed.wait_for(lambda: self._is_settled(intent), seconds)

    def start(self) -> None:
        """Listen, at the same address as before."""
        self._server.start()

    def stop(self) -> None:
        """Cut all connections; transactions are remembered for the next start."""
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
        while (line := connection.receive(_MAX_REQUEST_BYTES)) is not None:
            try:
                request = _REQUESTS.decode(line)
            except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
                return
            behaviour = self._note(request)
            if behaviour.fault is Fault.DROP_BEFORE:
                connection.cut()
                return
            if behaviour.fault is Fault.HOLD_UNREAD:
                self._hold()
            reply = self._handle(request, behaviour, connection)
            if behaviour.fault is Fault.MUTE:
                self._hold()
            if not _deliver(connection, request, reply, behaviour.fault):
                return

    def _note(self, request: Request) -> Behaviour:
        with self._changed:
            self._seen.append(request)
            del self._seen[:-_MAX_TRANSACTIONS]
            planned = self._planned.get(request.op)
            return planned.popleft() if planned else Behaviour()

    def _hold(self, intent: str = "") -> None:
        """Wait for `release`, a stop, or a cancel of `intent`."""
        with self._changed:
            released = self._released
            self._waiting += 1
            self._changed.notify_all()

            def goes_on() -> bool:
                running = self._books.transactions.get(intent)
                is_cancelled = running is not None and running.is_cancelling
                return self._released > released or self._server.stopping.is_set() or is_cancelled

            self._changed.wait_for(goes_on)
            self._waiting -= 1

    def _handle(self, request: Request, behaviour: Behaviour, connection: Connection) -> msgspec.Struct:
        match request.op:
            case "charge":
                return self._charge(request, behaviour, connection)
            case "reverse":
                return self._reverse(request, behaviour, connection)
            case "refund":
                return self._refund(request, behaviour, connection)
            case "query" | "cancel":
                return self._query(request, connection)
            case "totals":
                return self._totals()
            case _:
                with self._changed:
                    is_busy = self._running() is not None
                return State("busy" if is_busy else "ready")

    def _charge(self, request: Request, behaviour: Behaviour, connection: Connection) -> Answer:
        with self._changed:
            books = self._books
            known = books.transactions.get(request.intent)
            if known is not None:
                return self._again(known, request)
            refusal = self._refusal(request, connection)
            if refusal:
                return _not_started(request, refusal)
            transaction = _Transaction(request, reference=self._next_reference())
            books.transactions[request.intent] = transaction
        for step in _STEPS:
            # A register that went away changes nothing: the transaction goes on.
            connection.send(_line(Step(request.intent, step)))
            if self._pause(transaction):
                break
        if behaviour.fault is Fault.HOLD:
            self._hold(request.intent)
        with self._changed:
            self._decide(transaction, behaviour)
            self._changed.notify_all()
            return self._answer(transaction, request)

    def _pause(self, transaction: _Transaction) -> bool:
        """Take the time of one step; True when the charge is being cancelled."""
        with self._changed:
            return self._changed.wait_for(
                lambda: transaction.is_cancelling or self._server.stopping.is_set(), self._pace
            )

    def _refusal(self, request: Request, connection: Connection) -> str:
        books = self._books
        if connection.number < books.barriers.get(request.intent, 0):
            return "outdated"
        if not request.intent or request.amount <= 0:
            return "bad_request"
        if request.op in ("charge", "refund") and request.currency != self._currency:
            return "bad_currency"
        if len(books.transactions) >= _MAX_TRANSACTIONS:
            return "full"
        return "busy" if request.op == "charge" and self._running() is not None else ""

    def _running(self) -> _Transaction | None:
        return next((t for t in self._books.transactions.values() if t.state == "in_progress"), None)

    def _is_settled(self, intent: str) -> bool:
        known = self._books.transactions.get(intent)
        return known is not None and known.state != "in_progress"

    def _again(self, known: _Transaction, request: Request) -> Answer:
        first = known.request
        if (first.op, first.amount, first.currency) != (request.op, request.amount, request.currency):
            return _not_started(request, "intent_reused")
        self._changed.wait_for(lambda: known.state != "in_progress" or self._server.stopping.is_set())
        return self._answer(known, request)

    def _decide(self, transaction: _Transaction, behaviour: Behaviour) -> None:
        """Settle a charge; the only place where a card is charged."""
        transaction.message = behaviour.message
        asked = transaction.request.amount
        if transaction.is_cancelling or (self._server.stopping.is_set() and behaviour.fault is Fault.HOLD):
            transaction.state = "cancelled"
        elif behaviour.outcome != "approved":
            transaction.state = behaviour.outcome
        else:
            approved = asked if behaviour.approves is None else min(behaviour.approves, asked)
            transaction.approved = approved
            transaction.state = "approved" if approved == asked else "partial"
            self._books.moved.append(Movement(transaction.request.intent, approved))

    def _reverse(self, request: Request, behaviour: Behaviour, connection: Connection) -> Answer:
        with self._changed:
            charge = self._books.transactions.get(request.intent)
            refusal = self._refusal(request, connection)
            if charge is None or charge.of or refusal:
                return _not_started(request, refusal or "not_found")
            if charge.state == "returned" and request.amount == charge.returned:
                return self._answer(charge, request)
            untouched = request.amount == charge.approved and not charge.returned
            if behaviour.outcome != "approved" or not untouched:
                return Answer(request.op, request.intent, "declined", message=behaviour.message, code="not_returned")
            charge.state = "returned"
            self._give_back(charge, request)
            return self._answer(charge, request)

    def _refund(self, request: Request, behaviour: Behaviour, connection: Connection) -> Answer:
        connection.send(_line(Step(request.intent, "taken")))
        if behaviour.fault is Fault.HOLD:
            self._hold(request.intent)
        with self._changed:
            books = self._books
            known = books.transactions.get(request.intent)
            if known is not None:
                return self._again(known, request)
            charge = self._charge_with(request.reference)
            refusal = self._refusal(request, connection)
            if charge is None or refusal:
                return _not_started(request, refusal or "not_found")
            refund = _Transaction(
                request,
                "refunded",
                message=behaviour.message,
                of=charge.request.intent,
                reference=self._next_reference(),
            )
            books.transactions[request.intent] = refund
            if behaviour.outcome != "approved" or request.amount > charge.approved - charge.returned:
                refund.state = "declined"
            else:
                refund.returned = request.amount
                self._give_back(charge, request)
            return self._answer(refund, request)

    def _next_reference(self) -> str:
        return f"{len(self._books.transactions) + 1:06d}"

    def _charge_with(self, reference: str) -> _Transaction | None:
        charges = (t for t in self._books.transactions.values() if not t.of)
        return next((t for t in charges if reference and t.reference == reference), None)

    def _give_back(self, charge: _Transaction, request: Request) -> None:
        """The only place where money goes back."""
        charge.returned += request.amount
        self._books.moved.append(Movement(request.intent, -request.amount))
        self._changed.notify_all()

    def _query(self, request: Request, connection: Connection) -> Answer:
        with self._changed:
            books = self._books
            if len(books.barriers) < _MAX_TRANSACTIONS:
                books.barriers[request.intent] = max(connection.number, books.barriers.get(request.intent, 0))
            known = books.transactions.get(request.intent)
            if known is None:
                return Answer(request.op, request.intent, "not_found")
            if request.op == "cancel" and known.state == "in_progress":
                known.is_cancelling = True
                self._changed.notify_all()
                self._changed.wait_for(lambda: known.state != "in_progress" or self._server.stopping.is_set())
            return self._answer(known, request)

    def _answer(self, known: _Transaction, request: Request) -> Answer:
        return Answer(
            request.op,
            request.intent,
            known.state,
            amount=known.request.amount,
            approved=known.approved,
            returned=known.returned,
            currency=self._currency,
            reference=known.reference,
            message=known.message,
            details={"card": "**** 1234", "terminal": "SIM00001"} if known.approved or known.of else {},
        )

    def _totals(self) -> Totals:
        moved = self.movements
        charged = [m.amount for m in moved if m.amount > 0]
        returned = [-m.amount for m in moved if m.amount < 0]
        return Totals(self._currency, sum(charged), len(charged), sum(returned), len(returned))


def _not_started(request: Request, code: str) -> Answer:
    return Answer(request.op, request.intent, "not_started", code=code)


def _line(reply: msgspec.Struct) -> bytes:
    return msgspec.json.encode(reply) + b"\n"


def _deliver(connection: Connection, request: Request, reply: msgspec.Struct, fault: Fault) -> bool:
    """Send the reply, or what the fault makes of it; False when the connection is over."""
    if fault is Fault.DROP_AFTER:
        connection.cut()
        return False
    if fault is Fault.GARBAGE:
        return connection.send(b"\x00\xff{{]garbage\x1b\n")
    if fault is Fault.ENDLESS:
        return all(connection.send(b"[" * 100_000) for _ in range(100))
    if fault is Fault.ENDLESS_STEPS:
        return all(connection.send(_line(Step(request.intent, "pin"))) for _ in range(10_000))
    return connection.send(_line(_lie(reply, fault)))


def _lie(reply: msgspec.Struct, fault: Fault) -> msgspec.Struct:
    if fault is Fault.WRONG_KIND:
        return State("ready") if isinstance(reply, Answer) else Step("another", "pin")
    if isinstance(reply, Answer):
        changes: dict[Fault, dict[str, object]] = {
            Fault.WRONG_INTENT: {"intent": "another"},
            Fault.TOO_MUCH: {"approved": reply.amount + 1, "returned": reply.returned + 1},
            Fault.NEGATIVE: {"approved": -1, "returned": -1},
        }
        return msgspec.structs.replace(reply, **changes.get(fault, {}))
    return reply
