"""A fiscal device over TCP (`protocol.md`). Calls block with a deadline, off the main thread; trouble never raises.

The device serves one connection at a time, in order, so a query is always behind the document it asks about. A document
whose answer was lost is UNKNOWN; `register` with its id again only asks. Calls of several threads wait for each other,
up to their own deadline.
"""

from __future__ import annotations

import logging
from collections import OrderedDict
from threading import Lock

import msgspec

from pos_client.devices.fiscal import protocol
from pos_client.devices.fiscal.protocol import (
    MAX_LINES,
    MAX_REQUEST_BYTES,
    REPLIES,
    VERSION,
    Operation,
    Reply,
    Request,
    State,
)
from pos_client.devices.fiscal.settings import FiscalSettings
from pos_client.devices.ports import DeviceState, DeviceStatus, FiscalAnswer, FiscalDocument, FiscalState
from pos_client.devices.terminal.jsonlines import JsonLink, LinkError
from pos_client.devices.transport import Deadline, TcpTransport

LOG = logging.getLogger(__name__)

_REMEMBERED = 1_000
_STATES = {"ready": DeviceState.OK, "trouble": DeviceState.TROUBLE, "failed": DeviceState.FAILED}


class TcpFiscal:
    """Implements `ports.FiscalDevice`."""

    def __init__(self, settings: FiscalSettings) -> None:
        self._settings = settings
        self._line = Lock()
        self._known = Lock()
        self._sent: OrderedDict[str, None] = OrderedDict()
        self._opened_at = ""

    def register(self, document: FiscalDocument) -> FiscalAnswer:
        """Register `document` once. UNKNOWN, also when the device cannot be reached, is queried before another try."""
        request = Request("register", document.request_id, document, VERSION)
        refusal = _unsendable(document, request)
        if refusal:
            return FiscalAnswer(document.request_id, FiscalState.REFUSED, code=refusal)
        with self._known:
            was_sent = document.request_id in self._sent
            self._sent[document.request_id] = None
            while len(self._sent) > _REMEMBERED:
                self._sent.popitem(last=False)
        if was_sent:
            answer = self.query(document.request_id)
            if answer.state is not FiscalState.REQUESTED:
                return answer
        try:
            reply = self._ask(request, self._settings.register_seconds)
        except LinkError as error:
            if not error.maybe_sent:
                self._forget(document.request_id)
            return self._lost(request, error)
        answer = protocol.document_answer(request, reply)
        if answer.state is FiscalState.REFUSED:
            self._forget(document.request_id)
        return answer

    def query(self, request_id: str) -> FiscalAnswer:
        """How the document stands; REQUESTED when the device never had it, so that it may be sent."""
        request = Request("query", request_id, v=VERSION)
        try:
            return protocol.document_answer(request, self._ask(request, self._settings.answer_seconds))
        except LinkError as error:
            return self._lost(request, error)

    def last_document(self) -> FiscalAnswer | None:
        """The document registered last, None when there is none; UNKNOWN with request id "" when not told."""
        request = Request("last", v=VERSION)
        try:
            return protocol.last_answer(self._ask(request, self._settings.answer_seconds))
        except LinkError as error:
            return self._lost(request, error)

    def day_opened_at(self) -> str:
        """ISO instant with offset, "" when closed. When the device does not tell, what it told last."""
        request = Request("day", v=VERSION)
        try:
            told = protocol.opened_at(self._ask(request, self._settings.answer_seconds))
        except LinkError as error:
            self._lost(request, error)
            told = None
        if told is not None:
            self._opened_at = told
        return self._opened_at

    def open_day(self) -> FiscalAnswer:
        """Open the fiscal day; REFUSED "day_open" when it is. UNKNOWN is cleared up by `day_opened_at`."""
        return self._day("open_day")

    def close_day(self) -> FiscalAnswer:
        """Close the fiscal day with the device's own report, whose number and tax the answer carries."""
        return self._day("close_day")

    def status(self) -> DeviceStatus:
        """How the device is, by asking it."""
        name = self._settings.name
        try:
            reply = self._ask(Request("status", v=VERSION), self._settings.answer_seconds)
        except LinkError as error:
            return DeviceStatus("fiscal", name, DeviceState.FAILED, error.code, error.detail)
        if not isinstance(reply, State):
            return DeviceStatus("fiscal", name, DeviceState.FAILED, "unexpected_reply")
        return DeviceStatus("fiscal", name, _STATES[reply.state], reply.code)

    def _day(self, op: Operation) -> FiscalAnswer:
        request = Request(op, v=VERSION)
        try:
            return protocol.document_answer(request, self._ask(request, self._settings.report_seconds))
        except LinkError as error:
            return self._lost(request, error)

    def _forget(self, request_id: str) -> None:
        with self._known:
            self._sent.pop(request_id, None)

    def _lost(self, request: Request, error: LinkError) -> FiscalAnswer:
        LOG.warning("fiscal device %s, %s %s: %s", self._settings.name, request.op, request.request, error)
        return protocol.unknown(request.request, error.code)

    def _ask(self, request: Request, seconds: float) -> Reply:
        settings = self._settings
        deadline = Deadline(seconds)
        if not self._line.acquire(timeout=seconds):
            raise LinkError("busy", maybe_sent=False)
        try:
            transport = TcpTransport(settings.host, settings.port, connect_timeout=settings.connect_seconds)
            with JsonLink(transport) as link:
                link.send(request, deadline)
                return link.receive(REPLIES, deadline)
        finally:
            self._line.release()


def _unsendable(document: FiscalDocument, request: Request) -> str:
    """The code of what keeps `document` from being sent at all."""
    if not 0 < len(document.request_id) <= 64 or not document.lines:
        return "bad_document"
    if len(document.lines) > MAX_LINES:
        return "too_many_lines"
    return "too_long" if len(msgspec.json.encode(request)) > MAX_REQUEST_BYTES else ""
