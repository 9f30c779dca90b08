"""An integrated payment terminal over TCP (`protocol.md`). Calls block with a deadline, off the main thread.

Every request has a connection of its own, so that a cancel or a query gets through while a charge runs on another
thread. Trouble never raises; an outcome that is not known for certain is UNKNOWN, and the same intent is never charged
again: a second `charge` with its id only asks. `ValueError` for amounts and ids that no program should send.
"""

from __future__ import annotations

import logging
import re
from collections import OrderedDict
from threading import Lock

from pos_client.devices.ports import (
    BatchTotals,
    CardAnswer,
    CardProgress,
    CardState,
    CardStep,
    DeviceState,
    DeviceStatus,
)
from pos_client.devices.terminal import protocol
from pos_client.devices.terminal.jsonlines import JsonLink, LinkError
from pos_client.devices.terminal.protocol import MAX_AMOUNT, REPLIES, STEPS, VERSION, Reply, Request, State, Step
from pos_client.devices.terminal.settings import TerminalSettings
from pos_client.devices.transport import Deadline, TcpTransport

LOG = logging.getLogger(__name__)

_REMEMBERED = 1_000
_MOST_REPLIES = 64
_ID = re.compile(r"[A-Za-z0-9._:-]{1,64}")
_STATES = {
    "ready": DeviceState.OK,
    "busy": DeviceState.WORKING,
    "trouble": DeviceState.TROUBLE,
    "failed": DeviceState.FAILED,
}


class TcpTerminal:
    """Implements `ports.PaymentTerminal` and `ports.BatchReader`."""

    def __init__(self, settings: TerminalSettings) -> None:
        self._settings = settings
        self._lock = Lock()
        self._asked: OrderedDict[str, tuple[int, str]] = OrderedDict()  # intents sent: amount and currency

    @property
    def is_integrated(self) -> bool:
        """True: the terminal itself says what came of a charge."""
        return True

    def charge(self, intent_id: str, amount: int, currency: str, progress: CardProgress) -> CardAnswer:
        """Ask for `amount` minor units. `progress` is called on this thread for each step."""
        return self._once(Request("charge", intent_id, amount, currency, v=VERSION), progress)

    def query(self, intent_id: str) -> CardAnswer:
        """Ask what came of the intent; NOT_STARTED when the terminal never took it, and now never will."""
        _check(intent_id)
        return self._card(Request("query", intent_id, v=VERSION), self._settings.answer_seconds)

    def cancel(self, intent_id: str) -> CardAnswer:
        """Ask to stop a running charge; APPROVED when that was too late."""
        _check(intent_id)
        return self._card(Request("cancel", intent_id, v=VERSION), self._settings.answer_seconds)

    def reverse(self, intent_id: str, reference: str, amount: int) -> CardAnswer:
        """Take the whole charge `intent_id` back; CANCELLED when the money is with the customer."""
        _check(intent_id, amount)
        request = Request("reverse", intent_id, amount, reference=reference[:64], v=VERSION)
        return self._card(request, self._settings.answer_seconds)

    def refund(self, intent_id: str, reference: str, amount: int, currency: str) -> CardAnswer:
        """Give `amount` of the charge `reference` back, under an id of its own; REFUNDED once the customer has it."""
        return self._once(Request("refund", intent_id, amount, currency, reference[:64], v=VERSION))

    def _once(self, request: Request, progress: CardProgress | None = None) -> CardAnswer:
        """Send a request that moves money, once; a second one with its id only asks."""
        _check(request.intent, request.amount)
        if len(request.currency) != 3:
            raise ValueError(f"bad currency {request.currency!r}")
        with self._lock:
            is_known = request.intent in self._asked
            if not is_known:
                self._asked[request.intent] = (request.amount, request.currency)
                while len(self._asked) > _REMEMBERED:
                    self._asked.popitem(last=False)
        if is_known:
            return self.query(request.intent)
        answer = self._card(request, self._settings.charge_seconds, progress)
        if answer.state is CardState.NOT_STARTED:
            with self._lock:
                self._asked.pop(request.intent, None)
        return answer

    def batch_totals(self) -> BatchTotals:
        """What the terminal counted since its last settlement."""
        try:
            return protocol.batch_totals(self._ask(Request("totals", v=VERSION), self._settings.answer_seconds))
        except LinkError as error:
            return BatchTotals(is_known=False, code=error.code)

    def status(self) -> DeviceStatus:
        """How the terminal is, by asking it."""
        name = self._settings.name
        try:
            reply = self._ask(Request("status", v=VERSION), self._settings.answer_seconds)
        except LinkError as error:
            return DeviceStatus("terminal", name, DeviceState.FAILED, error.code, error.detail)
        if not isinstance(reply, State):
            return DeviceStatus("terminal", name, DeviceState.FAILED, "unexpected_reply")
        return DeviceStatus("terminal", name, _STATES[reply.state], reply.code)

    def _card(self, request: Request, seconds: float, progress: CardProgress | None = None) -> CardAnswer:
        with self._lock:
            asked, currency = self._asked.get(request.intent, (None, ""))
        try:
            reply = self._ask(request, seconds, progress)
        except LinkError as error:
            LOG.warning("terminal %s, %s %s: %s", self._settings.name, request.op, request.intent, error)
            if request.op in {"charge", "reverse", "refund"} and not error.maybe_sent:
                return protocol.not_started(request.intent, error.code)
            return protocol.unknown(request.intent, error.code)
        answer = protocol.card_answer(request, asked, currency, reply)
        if answer.state is CardState.UNKNOWN:
            LOG.warning("terminal %s, %s %s: %s", self._settings.name, request.op, request.intent, answer.code)
        return answer

    def _ask(self, request: Request, seconds: float, progress: CardProgress | None = None) -> Reply:
        """The last reply to `request`; steps before it go to `progress`. `LinkError`."""
        settings = self._settings
        transport = TcpTransport(settings.host, settings.port, connect_timeout=settings.connect_seconds)
        with JsonLink(transport) as link:
            deadline = Deadline(seconds)
            link.send(request, deadline)
            if progress is not None:
                progress(request.intent, CardStep.SENT)
            first = Deadline(min(settings.take_seconds, seconds))
            for number in range(_MOST_REPLIES):
                reply = link.receive(REPLIES, deadline if number else first)
                if not isinstance(reply, Step):
                    return reply
                if reply.intent != request.intent:
                    raise LinkError("wrong_intent", maybe_sent=True)
                if progress is not None:
                    progress(request.intent, STEPS[reply.step])
            raise LinkError("malformed", maybe_sent=True, detail="too many steps")


def _check(intent_id: str, amount: int = 1) -> None:
    if not _ID.fullmatch(intent_id):
        raise ValueError(f"bad intent id {intent_id!r}")
    if not 1 <= amount <= MAX_AMOUNT:
        raise ValueError(f"bad amount {amount}")
