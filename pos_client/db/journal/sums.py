"""The series that a journal must keep by itself: document and Z numbers without gaps, and the counters of its head."""

from __future__ import annotations

from typing import Any, Protocol

from pos_client.db.journal.chain_writer import receipt_number
from pos_client.db.journal.rows import Head
from sync.protocol.events import PostVoidBody, ReturnBody, SaleBody, ZBody


class Found(Protocol):
    """Takes a problem."""

    def __call__(self, code: str, seq: int = 0, detail: str = "") -> None:
        """Note the problem `code` at event `seq`."""
        ...


class Sums:
    """Follows the numbers of a walk. `whole`: judge the counters of the head too; amounts in minor units."""

    def __init__(self, head: Head, *, whole: bool, from_genesis: bool, found: Found) -> None:
        self._head = head
        self._whole = whole
        self._found = found
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
        if isinstance(body, SaleBody):
            self.sales += 1
            self.sales_total += body.total

    def _z_report(self, seq: int, body: ZBody) -> None:
        if self._z_number is not None and body.z_number != self._z_number + 1:
            self._found("z_gap", seq, f"Z {body.z_number} after {self._z_number}")
        self._z_number = body.z_number


def _count_of(number: str, prefix: str) -> int | None:
    digits = number.removeprefix(f"{prefix}-")
    return int(digits) if digits.isdigit() else None
