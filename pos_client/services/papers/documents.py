"""Documents of this register read back from the journal, only as their signed events state them. Any thread.

Whatever money, goods or paper follow from, comes through here: a row that somebody changed is refused with
`ServiceError("receipt_damaged")`.
"""

from __future__ import annotations

from typing import TypeVar

import msgspec

from pos_client.db.journal import CorrectionRow, Reader, SaleRow
from pos_client.domain.post_void import PostVoid
from pos_client.domain.returns import Return
from pos_client.domain.sale import Sale
from pos_client.services.desk import ServiceError

T = TypeVar("T", Sale, Return, PostVoid)


def sale_of(reader: Reader, row: SaleRow) -> Sale:
    """Return the sale in a row."""
    return _proven(reader, row, Sale)


def return_of(reader: Reader, row: CorrectionRow) -> Return:
    """Return the return in a row."""
    return _proven(reader, row, Return)


def post_void_of(reader: Reader, row: CorrectionRow) -> PostVoid:
    """Return the post-void in a row."""
    return _proven(reader, row, PostVoid)


def _proven(reader: Reader, row: SaleRow | CorrectionRow, kind: type[T]) -> T:
    if not reader.is_stated(row):
        raise ServiceError("receipt_damaged", receipt=row.receipt_number)
    return msgspec.json.decode(row.data, type=kind)
