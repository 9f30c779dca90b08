"""What an event says for the centre's books: a document with its sums and movements, a shift, or nothing. Pure.

`read` judges a body alone; what hangs on other documents (a post-void's goods, a return of an open item) is settled by
`effects`, which knows them. Whatever a body of a known type says, its figures are bounded here, so that no sum of a
batch leaves 64 bits.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final, TypeAlias

from msgspec import Struct, field

from sync.protocol import canonical, chain, movements, schemas
from sync.protocol.base import Body, instant, parse_instant
from sync.protocol.documents import PaymentPart, PostVoidBody, ReturnBody, SaleBody, TaxPart
from sync.protocol.events import CarriedBody, ShiftOpenedBody, ZBody

MOST: Final = 10**15
"""Of any amount or quantity: a thousand of them still add up within the bounds of the sums."""
MOST_TEXT: Final = 200
_MOST_OFFSET: Final = 10 * 366 * 86_400_000_000  # µs
_CASH: Final = "cash"

Movement: TypeAlias = tuple[int, str, int, int, str, str]
"""Line, sku, quantity, of it unavailable, reason, at: as in `stock_movement`."""


class UnreadableError(Exception):
    """An event that cannot be interpreted now: `reason` is stable, `detail` for whoever looks into it."""

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason = reason
        self.detail = detail[:MOST_TEXT]


class Document(Struct):
    """A sale, return or post-void. `row` is the table's but for the location, `voids` the sale a post-void undoes.

    `lines_of` is the sale that a return's lines are of, where one is named: what it did not move does not come back,
    and `returned` holds each line's id there.
    """

    event_id: str
    row: tuple[str | int, ...]
    quarter: str
    payments: tuple[PaymentPart, ...]
    taxes: tuple[TaxPart, ...]
    kind: str
    document_id: str
    currency: str
    movements: list[Movement]
    voids: str = ""
    lines_of: str = ""
    returned: dict[int, int] = field(default_factory=dict)
    at: str = ""


class Shift(Struct):
    """A shift's opening or its Z; `row` is that of the table but for the location."""

    event_id: str
    row: tuple[str | int, ...]


Fact: TypeAlias = Document | Shift


def read(header: chain.Header, data: bytes) -> Fact | CarriedBody | None:
    """Return what an event says, None for what leaves no trace in the books; `UnreadableError`."""
    if not plausible(header.id) or not plausible(header.type) or not -_MOST_OFFSET <= header.offset <= _MOST_OFFSET:
        raise UnreadableError("bad_header")
    try:
        body = schemas.decode_body(header.type, header.version, data)
        _check_spelling(body, data)
    except schemas.EventInvalidError as error:
        raise UnreadableError(error.code, error.detail) from None
    except canonical.CanonicalError as error:
        raise UnreadableError("not_canonical", str(error)) from None
    imbalance = schemas.imbalance_of(body)
    if imbalance:
        raise UnreadableError("unbalanced", imbalance)
    return _fact(header, body)


def plausible(name: str) -> bool:
    """Whether an id or type can stand in a column: 1 to 128 characters that any database takes."""
    return 0 < len(name) <= 128 and name.isascii() and name.isprintable()


def _check_spelling(body: Body, data: bytes) -> None:
    """`CanonicalError` unless the bytes are canonical: what is spelled anew alike is, what has more fields may be."""
    if canonical.encode_struct(body) != data:
        canonical.decode(data)


def _fact(header: chain.Header, body: Body) -> Fact | CarriedBody | None:
    if isinstance(body, SaleBody):
        return _sale(header, body)
    if isinstance(body, ReturnBody):
        return _return(header, body)
    if isinstance(body, PostVoidBody):
        return _post_void(header, body)
    if isinstance(body, (ShiftOpenedBody, ZBody)):
        return _shift(header, body)
    return body if isinstance(body, CarriedBody) else None


def _sale(header: chain.Header, body: SaleBody) -> Document:
    at = _centre_time(header, body.completed_at)
    moved: list[Movement] = [(*one, "sale", at) for one in movements.of_sale(body)]
    _bounded(quantity for _line, _sku, quantity, _of, _reason, _at in moved)
    return _document(header, body, "sale", body.sale_id, "", at, body.payments, len(body.lines), moved)


def _return(header: chain.Header, body: ReturnBody) -> Document:
    at = _centre_time(header, body.completed_at)
    moved: list[Movement] = [(*one, "return", at) for one in movements.of_return(body)]
    returned = {place: body.lines[place].line_id for place, *_rest in moved}
    _bounded(quantity for _line, _sku, quantity, _of, _reason, _at in moved)
    found = _document(
        header, body, "return", body.return_id, body.original_sale_id, at, body.refunds, len(body.lines), moved
    )
    found.lines_of, found.returned = body.original_sale_id, returned
    return found


def _post_void(header: chain.Header, body: PostVoidBody) -> Document:
    at = _centre_time(header, body.completed_at)
    found = _document(header, body, "post_void", body.post_void_id, body.sale_id, at, body.refunds, 0, [])
    found.voids = body.sale_id
    return found


def _document(
    header: chain.Header,
    body: SaleBody | ReturnBody | PostVoidBody,
    kind: str,
    document_id: str,
    corrects: str,
    at: str,
    payments: tuple[PaymentPart, ...],
    lines: int,
    moved: list[Movement],
) -> Document:
    if body.register_id != header.register:
        raise UnreadableError("other_register", f"a document of {body.register_id}")
    if any("\0" in sku for _line, sku, *_rest in moved):  # balances are locked by name, outside of any savepoint
        raise UnreadableError("bad_sku")
    _bounded((body.total, body.tax, body.cash_rounding))
    for part in payments:
        _bounded((part.amount, part.given, part.foreign_amount))
    for tax in body.taxes:
        _bounded((tax.net, tax.tax, tax.gross, tax.rate))
    row = (
        header.id,
        header.register,
        header.epoch,
        header.seq,
        kind,
        document_id,
        body.receipt_number,
        corrects,
        body.shift_id,
        body.cashier_id,
        at,
        body.currency,
        body.total,
        body.tax,
        body.cash_rounding,
        lines,
    )
    return Document(
        header.id, row, quarter_of(at), payments, body.taxes, kind, document_id, body.currency, moved, at=at
    )


def _shift(header: chain.Header, body: ShiftOpenedBody | ZBody) -> Shift:
    place = (header.id, header.register, header.epoch, header.seq)
    if isinstance(body, ShiftOpenedBody):
        _bounded((body.opening_cash,))
        at = _centre_time(header, body.opened_at)
        told = ("shift_opened", body.shift_id, at, body.opened_by, body.currency, 0, body.opening_cash)
        return Shift(header.id, (*place, *told, 0, 0, 0, 0, 0, 0, 0))
    if body.register_id != header.register:
        raise UnreadableError("other_register", f"a Z of {body.register_id}")
    figures = body.figures
    over_short = sum(part.over_short for part in body.tenders if part.tender_class == _CASH)
    sums = (
        figures.opening_cash,
        figures.sales,
        figures.sales_total,
        figures.returns,
        figures.returns_total,
        figures.post_voids,
        figures.post_voids_total,
        over_short,
    )
    _bounded((*sums, body.z_number))
    at = _centre_time(header, body.closed_at)
    closed = ("z_report", body.shift_id, at, body.closed_by, body.currency, body.z_number)
    return Shift(header.id, (*place, *closed, *sums))


def quarter_of(at: str) -> str:
    """The quarter of an hour that an instant lies in: "2026-11-22T10:15". Every time zone's day is made of such."""
    return f"{at[:14]}{int(at[14:16]) // 15 * 15:02d}"


def _centre_time(header: chain.Header, stated: str) -> str:
    """An instant of the register's wall clock by the centre's clock, as far as the register knew the difference."""
    try:
        moment: datetime = parse_instant(stated)
        return instant(moment + timedelta(microseconds=header.offset)) if header.offset else stated
    except (ValueError, OverflowError):
        raise UnreadableError("bad_instant", stated) from None


def _bounded(values: Iterable[int]) -> None:
    for value in values:
        if not -MOST <= value <= MOST:
            raise UnreadableError("out_of_bounds", str(value))
