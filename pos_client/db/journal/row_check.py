"""Judging the tables beside the chain: every document and shift has its row, and every row says what its event says.

The bytes that the services keep in a document's row, from which it is printed again and goods are taken back, are those
whose hash the event states.
"""

from __future__ import annotations

from typing import Any

from pos_client.db.journal import statements as s
from pos_client.db.journal.binding import DocumentBody, index_of, is_bound
from pos_client.db.journal.sums import Found
from sync.protocol.events import Body, PostVoidBody, ReturnBody, SaleBody, ShiftOpenedBody, ZBody


class Rows:
    """Follows the events of a walk; rows of purged events are not judged."""

    def __init__(self, raw: Any, found: Found) -> None:  # noqa: ANN401 - no types
        self._raw = raw
        self._epoch = 0
        self._floors: dict[int, int] = {}
        self._found = found
        self._shifts: dict[str, tuple[Any, ...]] = {
            row[0]: tuple(row[1:]) for row in raw.execute(s.ALL_SHIFTS.sql).fetchall()
        }
        self._expected: dict[str, tuple[Any, ...]] = {}
        self._seq_of: dict[str, int] = {}

    def enter(self, epoch: int, floor: int) -> None:
        """Go on with the next epoch, of which the events up to `floor` were purged."""
        self._epoch = epoch
        self._floors[epoch] = floor

    def add(self, seq: int, digest: bytes, body: Body) -> None:
        """Take an event's message and hash."""
        if isinstance(body, (SaleBody, ReturnBody, PostVoidBody)):
            self._document(seq, digest, body)
        elif isinstance(body, ShiftOpenedBody):
            row = ("open", body.opened_by, body.opened_at, body.opening_cash, self._epoch, seq, "", 0)
            self._expected[body.shift_id] = row
            self._seq_of[body.shift_id] = seq
        elif isinstance(body, ZBody) and body.shift_id in self._expected:
            opened = self._expected[body.shift_id][1:6]
            self._expected[body.shift_id] = ("closed", *opened, body.closed_at, seq)

    def end(self) -> None:
        """Compare the shifts, and look for rows of which the chain knows nothing."""
        for shift_id, expected in self._expected.items():
            found = self._shifts.pop(shift_id, None)
            if found != expected:
                opening = found is None or found[1:6] != expected[1:6]
                seq = self._seq_of[shift_id] if opening or found is None else expected[7] or found[7]
                self._found("shift_row_differs", seq, f"{found} of {expected}")
        for shift_id, row in self._shifts.items():
            if row[5] > self._floors.get(row[4], 0):
                self._found("shift_row_differs", row[5], f"{shift_id} was never opened")
        for statement, code in ((s.STRAY_SALES, "sale_row_differs"), (s.STRAY_CORRECTIONS, "correction_row_differs")):
            for receipt, seq in self._raw.execute(statement.sql).fetchall():
                self._found(code, seq, f"{receipt} is no event's")

    def _document(self, seq: int, digest: bytes, body: DocumentBody) -> None:
        kind, receipt, own_id, sale_id, total, cashier, shift = index_of(body)
        if kind == "sale":
            code, statement = "sale_row_differs", s.SALE_INDEX
            own: tuple[object, ...] = (receipt, own_id)
        else:
            code, statement = "correction_row_differs", s.CORRECTION_INDEX
            own = (receipt, own_id, kind, sale_id)
        expected = (self._epoch, seq, *own, body.completed_at, total, cashier, shift, digest)
        rows = self._raw.execute(statement.sql, (receipt,)).fetchall()
        *found, data = rows[0] if rows else (b"",)
        if tuple(found) != expected:
            self._found(code, seq, f"{receipt} {'has another row' if rows else 'has no row'}")
        elif not is_bound(body, data):
            self._found(code.replace("_row_", "_data_"), seq, f"{receipt} has other data")
