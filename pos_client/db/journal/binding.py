"""What ties a document's index row to its signed event: the hash of the service's bytes, and what the columns say.

Pure, any thread.
"""

from __future__ import annotations

import hashlib
from typing import TypeAlias, TypeVar

import msgspec

from pos_client.db.journal.rows import CorrectionRow, EventRow, SaleRow
from sync.protocol import chain, schemas
from sync.protocol.events import Body, PostVoidBody, ReturnBody, SaleBody, instant

DocumentBody: TypeAlias = SaleBody | ReturnBody | PostVoidBody
D = TypeVar("D", SaleBody, ReturnBody, PostVoidBody)


def data_hash(data: bytes) -> str:
    """Return what a document's event states of the service's bytes."""
    return hashlib.sha256(data).hexdigest()


def bound(body: D, data: bytes) -> D:
    """Return the body that states the service's bytes `data`, with which its row is to be recorded."""
    return msgspec.structs.replace(body, data_hash=data_hash(data))


def is_bound(body: DocumentBody, data: bytes) -> bool:
    """Tell whether `data` are the bytes that the body states; a body of an older program states none."""
    return body.data_hash in ("", data_hash(data))


def index_of(body: DocumentBody) -> tuple[str | int, ...]:
    """Return what a document's index row says of it: kind, number, own id, the sale it corrects, total, who, shift."""
    if isinstance(body, SaleBody):
        kind, own, sale_id = "sale", body.sale_id, ""
    elif isinstance(body, ReturnBody):
        kind, own, sale_id = "return", body.return_id, body.original_sale_id
    else:
        kind, own, sale_id = "post_void", body.post_void_id, body.sale_id
    return kind, body.receipt_number, own, sale_id, body.total, body.cashier_id, body.shift_id


def is_stated(row: SaleRow | CorrectionRow, event: EventRow) -> bool:
    """Tell whether `event` is the row's, unchanged by its own hash, and says all that the row does."""
    try:
        header, data, digest = chain.open_event(event.data)
        body: Body = schemas.decode_body(header.type, header.version, data)
    except (chain.ChainError, schemas.EventInvalidError):
        return False
    if not isinstance(body, (SaleBody, ReturnBody, PostVoidBody)):
        return False
    if (digest, digest, header.epoch, header.seq) != (row.hash, event.hash, row.epoch, row.seq):
        return False
    stated = (*index_of(body), body.completed_at)
    return stated == (*_index_of_row(row), instant(row.completed_at)) and is_bound(body, row.data)


def _index_of_row(row: SaleRow | CorrectionRow) -> tuple[str | int, ...]:
    if isinstance(row, SaleRow):
        own: tuple[str, ...] = ("sale", row.receipt_number, row.sale_id, "")
    else:
        own = (row.kind, row.receipt_number, row.document_id, row.sale_id)
    return (*own, row.total, row.cashier_id, row.shift_id)
