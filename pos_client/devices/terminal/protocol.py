"""The messages between register and payment terminal, and what they mean. Pure; the specification is `protocol.md`.

Whatever a terminal says that cannot be true makes the outcome UNKNOWN with a code, never a payment and never a crash.
"""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

import msgspec
from msgspec import Meta

from pos_client.devices.ports import BatchTotals, CardAnswer, CardState, CardStep

VERSION = 1
MAX_AMOUNT = 10**12

Id: TypeAlias = Annotated[str, Meta(max_length=64)]
Text: TypeAlias = Annotated[str, Meta(max_length=200)]
Amount: TypeAlias = Annotated[int, Meta(ge=0, le=MAX_AMOUNT)]
Count: TypeAlias = Annotated[int, Meta(ge=0, le=10**9)]
Code: TypeAlias = Annotated[str, Meta(max_length=40, pattern="^[a-z0-9_]*$")]
Currency: TypeAlias = Annotated[str, Meta(max_length=3)]
Operation: TypeAlias = Literal["charge", "query", "cancel", "reverse", "refund", "totals", "status"]
Said: TypeAlias = Literal[
    "approved", "partial", "declined", "cancelled", "returned", "refunded", "in_progress", "not_found", "not_started"
]


class Request(msgspec.Struct, frozen=True, omit_defaults=True):
    """What the register asks."""

    op: Operation
    intent: Id = ""
    amount: Amount = 0
    currency: Currency = ""
    reference: Id = ""
    v: int = 0


class Step(msgspec.Struct, frozen=True, tag_field="type", tag="step"):
    """Where a running charge is."""

    intent: Id
    step: Literal["taken", "card_read", "pin", "bank"]


class Answer(msgspec.Struct, frozen=True, tag_field="type", tag="answer", omit_defaults=True):
    """The last line of an exchange about one intent; `amount` is what the intent asked."""

    op: Operation
    intent: Id
    state: Said
    amount: Amount = 0
    approved: Amount = 0
    returned: Amount = 0
    currency: Currency = ""
    reference: Id = ""
    message: Text = ""
    code: Code = ""
    details: Annotated[dict[Annotated[str, Meta(max_length=40)], Text], Meta(max_length=32)] = {}


class Totals(msgspec.Struct, frozen=True, tag_field="type", tag="totals"):
    """What the terminal counted since its last settlement."""

    currency: Currency
    charged: Amount
    charged_count: Count
    returned: Amount
    returned_count: Count


class State(msgspec.Struct, frozen=True, tag_field="type", tag="state"):
    """How the terminal is."""

    state: Literal["ready", "busy", "trouble", "failed"]
    code: Code = ""


Reply: TypeAlias = Step | Answer | Totals | State
REPLIES: msgspec.json.Decoder[Reply] = msgspec.json.Decoder(Reply)
STEPS = {step.value: step for step in CardStep}
_PLAIN = {
    "declined": CardState.DECLINED,
    "cancelled": CardState.CANCELLED,
    "not_started": CardState.NOT_STARTED,
    "not_found": CardState.NOT_STARTED,
}
_NEEDS_NO_CODE = frozenset({"approved", "partial", "cancelled", "refunded"})


def clean(text: str) -> str:
    """`text` without control characters: it goes to screens, slips and printers."""
    return "".join(c for c in text if c.isprintable())


def unknown(intent_id: str, code: str) -> CardAnswer:
    """The outcome of `intent_id` is not known, because of `code`."""
    return CardAnswer(intent_id, CardState.UNKNOWN, message=code, code=code)


def not_started(intent_id: str, code: str) -> CardAnswer:
    """Nothing was charged or given back for `intent_id`."""
    return CardAnswer(intent_id, CardState.NOT_STARTED, message=code, code=code)


def card_answer(request: Request, asked: int | None, currency: str, reply: Reply) -> CardAnswer:
    """What `reply` means for `request`; `asked` is the intent's amount, None when this program no longer knows it."""
    if not isinstance(reply, Answer) or reply.op != request.op:
        return unknown(request.intent, "unexpected_reply")
    if reply.intent != request.intent:
        return unknown(request.intent, "wrong_intent")
    if reply.state == "in_progress" or reply.code == "intent_reused":  # what stands under the id is another request
        return unknown(reply.intent, reply.code or "in_progress")
    return _outcome(request, asked, currency, reply)


def _outcome(request: Request, asked: int | None, currency: str, reply: Answer) -> CardAnswer:
    if reply.state in _PLAIN:
        return _settled(reply, _PLAIN[reply.state])
    if reply.state == "returned" and request.op in {"reverse", "query", "cancel"}:
        return _returned(request, reply)
    if reply.state == "refunded" and request.op in {"refund", "query", "cancel"}:
        return _refunded(reply, asked, currency)
    if reply.state in {"approved", "partial"} and request.op not in {"reverse", "refund"}:
        return _approved(reply, asked, currency)
    return unknown(reply.intent, "unexpected_reply")


def _approved(reply: Answer, asked: int | None, currency: str) -> CardAnswer:
    amount = reply.amount if asked is None else asked
    is_whole = reply.approved == amount and reply.state == "approved"
    is_part = 0 < reply.approved < amount and reply.state == "partial"
    if amount == 0 or not (is_whole or is_part):
        return unknown(reply.intent, "amount_mismatch")
    if currency and reply.currency != currency:
        return unknown(reply.intent, "currency_mismatch")
    return _settled(reply, CardState.APPROVED, reply.approved)


def _returned(request: Request, reply: Answer) -> CardAnswer:
    if request.op == "reverse" and reply.returned != request.amount:
        return unknown(reply.intent, "amount_mismatch")
    return _settled(reply, CardState.CANCELLED)


def _refunded(reply: Answer, asked: int | None, currency: str) -> CardAnswer:
    if reply.returned == 0 or reply.returned != (reply.amount if asked is None else asked):
        return unknown(reply.intent, "amount_mismatch")
    if currency and reply.currency != currency:
        return unknown(reply.intent, "currency_mismatch")
    return _settled(reply, CardState.REFUNDED, reply.returned)


def _settled(reply: Answer, state: CardState, approved: int = 0) -> CardAnswer:
    if state is not CardState.APPROVED and reply.approved and not reply.returned:
        return unknown(reply.intent, "amount_mismatch")  # declined, yet approved: one of them is a lie
    code = reply.code or ("" if reply.state in _NEEDS_NO_CODE else reply.state)
    return CardAnswer(
        reply.intent,
        state,
        approved,
        clean(reply.reference),
        clean(reply.message) or code,
        tuple((clean(key), clean(value)) for key, value in reply.details.items()),
        code,
    )


def batch_totals(reply: Reply) -> BatchTotals:
    """The totals that `reply` states."""
    if not isinstance(reply, Totals):
        return BatchTotals(is_known=False, code="unexpected_reply")
    return BatchTotals(
        is_known=True,
        currency=clean(reply.currency),
        charged=reply.charged,
        charged_count=reply.charged_count,
        returned=reply.returned,
        returned_count=reply.returned_count,
    )
