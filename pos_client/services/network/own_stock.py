"""What this register's own events moved of its store's stock and the centre's figure does not include yet. Any thread.

The events are folded once and remembered; asking again reads what came since. Own sales count at once, online or not.
"""

from __future__ import annotations

import threading
from typing import Final

from pos_client.db.journal import EventRow, Journal, Reader
from pos_client.db.replica import Included
from sync.protocol import chain, movements, schemas
from sync.protocol.events import Body, CarriedBody, PostVoidBody, ReturnBody, SaleBody
from sync.protocol.movements import Moved

TYPES: Final = ("sale", "return", "post_void", "carried")
NOTHING: Final = Included(0, 0, frozenset())


class OwnStock:
    """Folds the present epoch; what the centre lacked of older ones stands in it as carried events."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._gate = threading.Lock()
        self._epoch = 0
        self._span = (0, 0)  # every document above the first seq, up to the second, is in `_moved`
        self._moved: dict[int, tuple[Moved, ...]] = {}
        self._aside: dict[int, tuple[Moved, ...]] = {}

    def above(self, included: Included | None, sku: str) -> tuple[int, int]:
        """Return (quantity, of it unavailable) of `sku` that `included` does not hold; thousandths, out is negative."""
        reader = self._journal.reader()
        with self._gate:
            self._read(reader, included or NOTHING)
            moved = [one for step in (*self._moved.values(), *self._aside.values()) for one in step if one.sku == sku]
        return sum(one.quantity for one in moved), sum(one.unavailable for one in moved)

    def _read(self, reader: Reader, included: Included) -> None:
        """Take in what was appended, and let go of what the centre's figure has come to hold."""
        head = reader.head()
        low = included.seq if included.epoch == head.epoch else 0
        if head.epoch != self._epoch or low < self._span[0]:
            self._epoch, self._span, self._moved, self._aside = head.epoch, (low, low), {}, {}
        last = max(self._span[1], low)
        for row, body in reader.events(after=last, types=TYPES):
            self._moved[row.seq] = _moved(reader, body)
            last = row.seq
        self._moved = {seq: moved for seq, moved in self._moved.items() if seq > low}
        self._span = (low, max(last, head.seq))
        asked = {seq for seq in included.quarantined if seq <= low} if included.epoch == head.epoch else set()
        self._aside = {seq: self._aside.get(seq) or self._one(reader, seq) for seq in asked}

    def _one(self, reader: Reader, seq: int) -> tuple[Moved, ...]:
        """Read the movements of one event; one that was purged, or moves nothing, has none."""
        row = reader.event(seq)
        return _moved(reader, _body(row)) if row is not None and row.type in TYPES else ()


def _body(row: EventRow) -> Body:
    header, body, _hash = chain.open_event(row.data)
    return schemas.decode_body(header.type, header.version, body)


def _moved(reader: Reader, body: Body) -> tuple[Moved, ...]:
    if isinstance(body, CarriedBody):
        header, inner, _hash = chain.open_event(body.data.encode())
        return _moved(reader, schemas.decode_body(header.type, header.version, inner)) if header.type in TYPES else ()
    if isinstance(body, SaleBody):
        return movements.of_sale(body)
    if isinstance(body, ReturnBody):
        sold = {one.place for one in _sold(reader, body.original_sale_id)} if body.original_sale_id else set()
        return tuple(one for one in movements.of_return(body) if not sold or body.lines[one.place].line_id in sold)
    return movements.reversed_of(_sold(reader, body.sale_id)) if isinstance(body, PostVoidBody) else ()


def _sold(reader: Reader, sale_id: str) -> tuple[Moved, ...]:
    """Return what a sale of this register moved, also one of an older epoch."""
    sale = reader.sale_by_id(sale_id)
    row = reader.event(sale.seq, sale.epoch) if sale is not None else None
    body = _body(row) if row is not None else None
    return movements.of_sale(body) if isinstance(body, SaleBody) else ()
