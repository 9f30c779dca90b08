"""The sums that a journal must keep by itself: document numbers without gaps, sales = tenders, Z = its shift."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol

from pos_client.db.journal.rows import Head
from pos_client.db.journal.writer import receipt_number
from sync.protocol.events import PostVoidBody, ReturnBody, SaleBody, ZBody


class Found(Protocol):
    """Takes a problem."""

    def __call__(self, code: str, seq: int = 0, detail: str = "") -> None:
        """Note the problem `code` at event `seq`."""
        ...


@dataclass(slots=True)
class _Shift:
    sales: int = 0
    sales_total: int = 0
    returns: int = 0
    returns_total: int = 0
    post_voids: int = 0
    post_voids_total: int = 0


class Sums:
    """Follows the documents of a walk. `whole`: judge the counters of the head too; amounts in minor units."""

    def __init__(self, head: Head, *, whole: bool, from_genesis: bool, found: Found) -> None:
        self._head = head
        self._whole = whole
        self._from_genesis = from_genesis
        self._found = found
        self._shifts: dict[str, _Shift] = {}
        self._number: int | None = 0 if from_genesis else None
        self._z_number: int | None = 0 if from_genesis else None
        self.sales = 0
        self.sales_total = 0
        self.receipts = 0

    def add(self, seq: int, body: Any) -> None:  # noqa: ANN401 - any message
        """Take the message of the next event."""
        if isinstance(body, (SaleBody, ReturnBody, PostVoidBody)):
            self._document(seq, body)
        elif isinstance(body, ZBody):
            self._z_report(seq, body)

    def end(self) -> None:
        """Judge the head's counters against what was read."""
        if self._whole and self._number is not None and self._number != self._head.receipts:
            self._found("receipt_counter_differs", 0, f"{self._number} documents, counter {self._head.receipts}")
        if self._whole and self._z_number is not None and self._z_number != self._head.z_reports:
            self._found("z_counter_differs", 0, f"{self._z_number} reports, counter {self._head.z_reports}")

    def _document(self, seq: int, body: SaleBody | ReturnBody | PostVoidBody) -> None:
        self.receipts += 1
        if self._number is None:
            self._number = _count_of(body.receipt_number, self._head.prefix)
        else:
            self._number += 1
            if body.receipt_number != receipt_number(self._head.prefix, self._number):
                self._found("receipt_gap", seq, f"{body.receipt_number} as number {self._number}")
        shift = self._shifts.setdefault(body.shift_id, _Shift())
        if isinstance(body, SaleBody):
            self.sales += 1
            self.sales_total += body.total
            shift.sales += 1
            shift.sales_total += body.total
        elif isinstance(body, ReturnBody):
            shift.returns += 1
            shift.returns_total += body.total
        else:
            shift.post_voids += 1
            shift.post_voids_total += body.total

    def _z_report(self, seq: int, body: ZBody) -> None:
        if self._z_number is not None and body.z_number != self._z_number + 1:
            self._found("z_gap", seq, f"Z {body.z_number} after {self._z_number}")
        self._z_number = body.z_number
        if not self._from_genesis:
            return  # its first documents may have been purged
        ours = self._shifts.pop(body.shift_id, _Shift())
        stated = _Shift(
            body.figures.sales,
            body.figures.sales_total,
            body.figures.returns,
            body.figures.returns_total,
            body.figures.post_voids,
            body.figures.post_voids_total,
        )
        if stated != ours:
            self._found("z_differs", seq, f"{stated} stated, {ours} in the journal")


def _count_of(number: str, prefix: str) -> int | None:
    digits = number.removeprefix(f"{prefix}-")
    return int(digits) if digits.isdigit() else None
