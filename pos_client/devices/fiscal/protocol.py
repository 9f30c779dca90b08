"""The messages between register and fiscal device, and what they mean. Pure; the specification is `protocol.md`.

What the device says is taken as it is when it can be true: its tax is its own figure. What cannot be true is UNKNOWN.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal, TypeAlias

import msgspec
from msgspec import Meta

from pos_client.devices.ports import FiscalAnswer, FiscalDocument, FiscalState

VERSION = 1
MAX_LINES = 2_000
MAX_REQUEST_BYTES = 1_048_576

Id: TypeAlias = Annotated[str, Meta(max_length=64)]
Number: TypeAlias = Annotated[str, Meta(max_length=32)]
Text: TypeAlias = Annotated[str, Meta(max_length=200)]
Code: TypeAlias = Annotated[str, Meta(max_length=40, pattern="^[a-z0-9_]*$")]
Amount: TypeAlias = Annotated[int, Meta(ge=-(10**12), le=10**12)]
Tax: TypeAlias = Annotated[list[tuple[Annotated[str, Meta(max_length=16)], Amount]], Meta(max_length=32)]
Operation: TypeAlias = Literal["register", "query", "last", "day", "open_day", "close_day", "status"]
Said: TypeAlias = Literal["registered", "refused", "not_found", "none"]


class Request(msgspec.Struct, frozen=True, omit_defaults=True):
    """What the register asks; `document` only with "register"."""

    op: Operation
    request: Id = ""
    document: FiscalDocument | None = None
    v: int = 0


class Answer(msgspec.Struct, frozen=True, tag_field="type", tag="answer", omit_defaults=True):
    """How a document, or the day's report, stands."""

    op: Operation
    request: Id
    state: Said
    device: Number = ""
    number: Number = ""
    sign: Text = ""
    tax: Tax = []
    total: Amount = 0
    code: Code = ""
    message: Text = ""


class Day(msgspec.Struct, frozen=True, tag_field="type", tag="day"):
    """When the day was opened, an ISO instant with offset; "" when it is closed."""

    opened_at: Annotated[str, Meta(max_length=40)]


class State(msgspec.Struct, frozen=True, tag_field="type", tag="state"):
    """How the device is."""

    state: Literal["ready", "trouble", "failed"]
    code: Code = ""


Reply: TypeAlias = Answer | Day | State
REPLIES: msgspec.json.Decoder[Reply] = msgspec.json.Decoder(Reply)


def clean(text: str) -> str:
    """`text` without control characters."""
    return "".join(c for c in text if c.isprintable())


def unknown(request_id: str, code: str) -> FiscalAnswer:
    """It is not known how `request_id` stands, because of `code`."""
    return FiscalAnswer(request_id, FiscalState.UNKNOWN, code=code)


def document_answer(request: Request, reply: Reply) -> FiscalAnswer:
    """What `reply` means for the document that `request` is about."""
    if not isinstance(reply, Answer) or reply.op != request.op:
        return unknown(request.request, "unexpected_reply")
    if reply.request != request.request:
        return unknown(request.request, "wrong_request")
    if reply.state == "registered":
        return _registered(reply, request.document)
    if reply.state == "not_found" and request.op == "query":
        # It never had the document: it is only requested, and may be sent.
        return FiscalAnswer(reply.request, FiscalState.REQUESTED, clean(reply.device), code="not_found")
    if reply.state == "refused" and request.op != "query":
        return _refused(reply)
    return unknown(request.request, "unexpected_reply")


def last_answer(reply: Reply) -> FiscalAnswer | None:
    """The document that the device registered last; None when it has none."""
    if not isinstance(reply, Answer) or reply.op != "last":
        return unknown("", "unexpected_reply")
    if reply.state == "none":
        return None
    if reply.state != "registered" or not reply.request:
        return unknown("", "unexpected_reply")
    return _registered(reply, None)


def opened_at(reply: Reply) -> str | None:
    """The instant of opening, "" when closed; None when the reply says no such thing."""
    if not isinstance(reply, Day):
        return None
    try:
        has_offset = not reply.opened_at or datetime.fromisoformat(reply.opened_at).tzinfo is not None
    except ValueError:
        return None
    return reply.opened_at if has_offset else None


def _registered(reply: Answer, document: FiscalDocument | None) -> FiscalAnswer:
    if not reply.number or sum(abs(amount) for _, amount in reply.tax) > abs(reply.total):
        return unknown(reply.request, "impossible_answer")
    # Registered is registered, whatever it counted: a difference is reported, not undone.
    differs = document is not None and document.total != reply.total
    return FiscalAnswer(
        reply.request,
        FiscalState.REGISTERED,
        clean(reply.device),
        clean(reply.number),
        clean(reply.sign),
        tuple((clean(category), amount) for category, amount in reply.tax),
        "total_differs" if differs else reply.code,
        clean(reply.message),
    )


def _refused(reply: Answer) -> FiscalAnswer:
    return FiscalAnswer(
        reply.request,
        FiscalState.REFUSED,
        clean(reply.device),
        code=reply.code or "refused",
        message=clean(reply.message),
    )
