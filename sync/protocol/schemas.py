"""Judging event bodies on append and reading them back: type and version -> message, with upcasters for old versions.

Pure, any thread. `encode_body` proves that what was given is what a reader will get: the bytes are decoded by the
message's own types and encoded again, and must be the same. Readers tolerate unknown fields: fields are only added.
A document longer than `TABLES_FROM` states its lines as tables; whoever reads bodies here never sees the difference.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import cache
from typing import TypeVar

import msgspec

from sync.protocol import base, canonical, chain, tables
from sync.protocol.base import parse_instant
from sync.protocol.events import (
    BODIES,
    Body,
    CarriedBody,
    PaymentPart,
    PostVoidBody,
    ReturnBody,
    SaleBody,
    ZBody,
)

MAX_EVENT_BYTES = base.MAX_EVENT_BYTES
HEADER_ROOM = 1024  # what the header and the envelope take at most
CARRIED = "carried"
MAX_CARRIED_BYTES = 2 * MAX_EVENT_BYTES + 4 * HEADER_ROOM
"""A carried event holds another as a string: at worst each of its bytes is escaped by one more; then its own header."""
TABLES_FROM = 64 * 1024  # bytes of a body with its lines one by one
_TABLED = ("lines", "voided")
_HAS_TABLES = b'"tables":'  # never inside a string, whose quotation marks are escaped
B = TypeVar("B", bound=Body)
Upcaster = Callable[[bytes], bytes]

VERSIONS: dict[str, int] = {**dict.fromkeys(BODIES, 1), "clock_jump": 2}
"""Type of event -> its newest version, which is written; all before it are read for ever."""


def _clock_jump_1(data: bytes) -> bytes:
    """Version 1 said the jump in rounded seconds, if at all; both instants say it to the microsecond."""
    old = msgspec.json.decode(data, type=_ClockJump1)
    jump = parse_instant(old.after) - parse_instant(old.before)
    return canonical.encode({"after": old.after, "before": old.before, "micros": jump // timedelta(microseconds=1)})


class _ClockJump1(msgspec.Struct):
    before: str
    after: str


UPCASTERS: dict[tuple[str, int], Upcaster] = {("clock_jump", 1): _clock_jump_1}
"""(type, old version) -> the bytes of a body of that version to those of the next one."""


class EventInvalidError(ValueError):
    """A body that is not what its type of event may say; `code` is stable, `detail` is for the log."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(f"{code}: {detail}")
        self.code = code
        self.detail = detail


class EventTooLargeError(EventInvalidError):
    """The event would be over 256 KiB: the document has to be split before it is completed."""

    def __init__(self, size: int, most: int = MAX_EVENT_BYTES) -> None:
        super().__init__("event_too_large", f"{size} of {most} bytes")
        self.size = size


class UnknownEventError(EventInvalidError):
    """A type or version of event that this program does not know."""


@cache
def _decoder(kind: type[B]) -> msgspec.json.Decoder[B]:
    return msgspec.json.Decoder(kind)  # one by one: all of them are a part of each start


def encode_body(event_type: str, body: msgspec.Struct) -> bytes:
    """Return the canonical bytes of `body` for an event of `event_type`.

    `UnknownEventError`, `EventTooLargeError`, or `EventInvalidError` with code "wrong_body", "invalid_body",
    "unbalanced".
    """
    expected = BODIES.get(event_type)
    if expected is None:
        raise UnknownEventError("unknown_event", event_type)
    if type(body) is not expected:
        raise EventInvalidError("wrong_body", f"{event_type} takes {expected.__name__}, not {type(body).__name__}")
    try:
        data = _spell(body)
        again = _spell(_read(expected, data))
    except (canonical.CanonicalError, msgspec.DecodeError) as error:
        raise EventInvalidError("invalid_body", f"{event_type}: {error}") from None
    if again != data:
        raise EventInvalidError("invalid_body", f"{event_type} does not read back as it was written")
    if len(data) > most_bytes(event_type) - HEADER_ROOM:
        raise EventTooLargeError(len(data) + HEADER_ROOM, most_bytes(event_type))
    if isinstance(body, CarriedBody):
        open_carried(body)
    imbalance = imbalance_of(body)
    if imbalance:
        raise EventInvalidError("unbalanced", f"{event_type}: {imbalance}")
    return data


def decode_body(event_type: str, version: int, data: bytes) -> Body:
    """Return the message in `data`, carried up to the present version. `UnknownEventError`, `EventInvalidError`."""
    expected = BODIES.get(event_type)
    if expected is None or not 1 <= version <= VERSIONS[event_type]:
        raise UnknownEventError("unknown_event", f"{event_type} version {version}")
    try:
        for old in range(version, VERSIONS[event_type]):
            data = UPCASTERS[event_type, old](data)
        body: Body = _read(expected, data)
    except (msgspec.DecodeError, ValueError, OverflowError, RecursionError) as error:
        raise EventInvalidError("invalid_body", f"{event_type}: {error}") from None
    return body


def most_bytes(event_type: str) -> int:
    """Return how long an event of a type may be, [header, body] together; both ends of a push keep to it."""
    return MAX_CARRIED_BYTES if event_type == CARRIED else MAX_EVENT_BYTES


def open_carried(body: CarriedBody) -> tuple[chain.Header, bytes, bytes]:
    """Return (header, body bytes, hash) of the event that is carried; `EventInvalidError` "carried_differs".

    Its hash is computed anew and its place is its own; who signed it is for whoever knows the keys.
    """
    try:
        header, data, digest = chain.open_event(body.data.encode())
    except (chain.ChainError, UnicodeEncodeError) as error:
        raise EventInvalidError("carried_differs", str(error)) from None
    if (digest.hex(), header.epoch, header.seq) != (body.hash, body.epoch, body.seq):
        raise EventInvalidError("carried_differs", f"event {header.epoch}/{header.seq} {digest.hex()[:8]}")
    if header.type == CARRIED:
        raise EventInvalidError("carried_differs", "a carried event is not carried itself")
    return header, data, digest


def decode_as(body_type: type[B], data: bytes) -> B:
    """Return `data` of the present version as `body_type`; `EventInvalidError`."""
    try:
        body: B = _read(body_type, data)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise EventInvalidError("invalid_body", str(error)) from None
    return body


def _spell(body: msgspec.Struct) -> bytes:
    data = canonical.encode_struct(body)
    if len(data) <= TABLES_FROM:
        return data
    plain = msgspec.json.decode(data)
    return canonical.encode(tables.pack(plain, _TABLED)) if any(plain.get(field) for field in _TABLED) else data


def _read(body_type: type[B], data: bytes) -> B:
    """Return `data` as `body_type`; raises `msgspec.DecodeError`."""
    if _HAS_TABLES not in data:
        decoder: msgspec.json.Decoder[B] = _decoder(body_type)
        return decoder.decode(data)
    plain = msgspec.json.decode(data)
    try:
        return msgspec.convert(tables.unpack(plain), body_type)
    except tables.TableError as error:
        raise msgspec.DecodeError(str(error)) from None


def imbalance_of(body: msgspec.Struct) -> str:
    """Return why a body's sums do not meet (invariant 12: sales = tenders + declared rounding), "" when they do."""
    if isinstance(body, SaleBody):
        return _document(body, sum(line.to_pay for line in body.lines), body.payments) or _slips_of_sale(body)
    if isinstance(body, ReturnBody):
        if any(line.refund < 0 or line.tax < 0 for line in body.lines):
            return "a line of a return below zero"
        return _document(body, sum(line.refund for line in body.lines), body.refunds) or _slips_of_return(body)
    if isinstance(body, PostVoidBody):
        return _document(body, body.total, body.refunds)
    if isinstance(body, ZBody):
        return _closing(body)
    return ""


def _document(body: SaleBody | ReturnBody | PostVoidBody, lines: int, parts: tuple[PaymentPart, ...]) -> str:
    taxes = sum(tax.tax for tax in body.taxes)
    if taxes != body.tax:
        return f"taxes by rate {taxes}, tax {body.tax}"
    if lines != body.total:
        return f"lines {lines}, total {body.total}"
    tenders = sum(part.amount for part in parts)
    if body.total + body.cash_rounding != tenders:
        return f"total {body.total} + rounding {body.cash_rounding}, tenders {tenders}"
    return ""


def _slips_of_sale(body: SaleBody) -> str:
    """A slip is the rest of one payment, whole, and of none twice."""
    if len({slip.of for slip in body.slips}) != len(body.slips):
        return "two slips for one payment"
    for slip in body.slips:
        part = body.payments[slip.of] if slip.of < len(body.payments) else None
        rest = part.given - part.amount if part is not None else 0
        if slip.amount != rest or slip.amount <= 0:
            return f"slip {slip.number} of {slip.amount}, the rest is {rest}"
    return ""


def _slips_of_return(body: ReturnBody) -> str:
    """Every refund onto a slip has the slip that it names, and every slip its refund."""
    given = sorted((part.reference, part.amount) for part in body.refunds if part.tender_class == "credit_slip")
    stated = sorted((slip.number, slip.amount) for slip in body.slips)
    return "" if given == stated else f"slips {stated}, refunds onto slips {given}"


def _closing(body: ZBody) -> str:
    expected = {(row.tender_id, row.tender_class, row.currency): row.expected for row in body.figures.tenders}
    stated = {(part.tender_id, part.tender_class, part.currency): part.expected for part in body.tenders}
    used = {key: amount for key, amount in stated.items() if amount or key in expected}  # more may be counted
    if expected != used or len(stated) != len(body.tenders):
        return f"expected by tender {sorted(stated.items())}, the figures say {sorted(expected.items())}"
    for part in body.tenders:
        found = part.counted
        if part.over_short != (0 if found is None else found - part.expected):
            return f"{part.tender_id}: found {found}, expected {part.expected}, over/short {part.over_short}"
        pieces = sum(value * count for value, count in part.denominations)
        if part.denominations and pieces != found:
            return f"{part.tender_id}: found {found}, by denomination {pieces}"
    cash = [part.counted for part in body.tenders if part.tender_class == "cash" and part.counted is not None]
    if cash and body.cash_left + body.cash_removed != sum(cash):
        return f"left {body.cash_left} and removed {body.cash_removed} of {sum(cash)} in cash"
    return ""
