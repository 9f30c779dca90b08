"""A marking module over TCP (`protocol.md`). Calls block with a deadline, off the main thread; trouble never raises."""

from __future__ import annotations

import hashlib
import logging
from typing import Annotated, Literal, TypeAlias

import msgspec
from msgspec import Meta

from pos_client.devices.marking.settings import MarkingSettings
from pos_client.devices.ports import DeviceState, DeviceStatus, MarkingAnswer, MarkingVerdict
from pos_client.devices.terminal.jsonlines import JsonLink, LinkError
from pos_client.devices.transport import Deadline, TcpTransport

LOG = logging.getLogger(__name__)
VERSION = 1


class Request(msgspec.Struct, frozen=True, omit_defaults=True):
    """What the register asks."""

    op: Literal["check", "status"]
    code: str = ""
    v: int = 0


class Verdict(msgspec.Struct, frozen=True, tag_field="type", tag="verdict"):
    """The answer to a check."""

    code_hash: Annotated[str, Meta(max_length=64)]
    may_sell: bool
    reason: Annotated[str, Meta(max_length=40, pattern="^[a-z0-9_]*$")] = ""
    source: Annotated[str, Meta(max_length=60)] = ""


class State(msgspec.Struct, frozen=True, tag_field="type", tag="state"):
    """How the module is."""

    state: Literal["ready", "failed"]


Reply: TypeAlias = Verdict | State
REPLIES: msgspec.json.Decoder[Reply] = msgspec.json.Decoder(Reply)


def code_hash(code: str) -> str:
    """Return what an answer repeats: SHA-256 of the code, hex."""
    return hashlib.sha256(code.encode("utf-8", "surrogatepass")).hexdigest()


class TcpMarking:
    """Implements `ports.MarkingModule`."""

    def __init__(self, settings: MarkingSettings) -> None:
        self._settings = settings

    def check(self, code: str) -> MarkingAnswer:
        """Ask whether the unit may be sold; NO_ANSWER with the cause when nobody said so in time."""
        try:
            reply = self._ask(Request("check", code, VERSION))
        except LinkError as error:
            LOG.warning("marking module %s: %s", self._settings.name, error)
            return MarkingAnswer(MarkingVerdict.NO_ANSWER, error.code)
        if not isinstance(reply, Verdict):
            return MarkingAnswer(MarkingVerdict.NO_ANSWER, "unexpected_reply")
        if reply.code_hash != code_hash(code):
            return MarkingAnswer(MarkingVerdict.NO_ANSWER, "wrong_code")
        source = "".join(c for c in reply.source if c.isprintable())
        if reply.may_sell:
            return MarkingAnswer(MarkingVerdict.ALLOWED, source=source)
        return MarkingAnswer(MarkingVerdict.REFUSED, reply.reason or "refused", source)

    def status(self) -> DeviceStatus:
        """How the module is, by asking it."""
        name = self._settings.name
        try:
            reply = self._ask(Request("status", v=VERSION))
        except LinkError as error:
            return DeviceStatus("marking", name, DeviceState.FAILED, error.code, error.detail)
        ready = isinstance(reply, State) and reply.state == "ready"
        return DeviceStatus("marking", name, DeviceState.OK if ready else DeviceState.FAILED, "" if ready else "failed")

    def _ask(self, request: Request) -> Reply:
        settings = self._settings
        deadline = Deadline(settings.answer_seconds)
        transport = TcpTransport(settings.host, settings.port, connect_timeout=settings.connect_seconds)
        with JsonLink(transport) as link:
            link.send(request, deadline)
            return link.receive(REPLIES, deadline)
