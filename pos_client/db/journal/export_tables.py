"""The tables of an export, written row by row: documents and shifts, for a spreadsheet.

Amounts are decimals with a dot in major units of `currency`. Text that a spreadsheet would take for a formula gets an
apostrophe before it.
"""

from __future__ import annotations

import csv
from typing import TextIO

from pos_client.domain.money import CURRENCIES
from sync.protocol.events import (
    Body,
    PaymentPart,
    PostVoidBody,
    ReturnBody,
    SaleBody,
    ShiftFigures,
    ShiftOpenedBody,
    ZBody,
)
from sync.protocol.shift_figures import ShiftFold

DOCUMENT_COLUMNS = (
    *("receipt", "kind", "event", "completed_at", "shift", "cashier", "currency", "total", "tax", "cash_rounding"),
    *("tenders", "lines", "corrects", "buyer_tax_number", "approved_by"),
)
SHIFT_COLUMNS = (
    *("shift", "z_number", "opened_event", "opened_at", "opened_by", "closed_event", "closed_at", "closed_by"),
    *("currency", "sales", "sales_total", "returns", "returns_total", "post_voids", "post_voids_total", "tax"),
    *("correction_tax", "saved", "opening_cash", "paid_in", "paid_out", "safe_drops", "expected_cash", "counted_cash"),
    *("over_short", "cash_left", "cash_removed", "bag_number", "tenders", "no_sales", "line_voids", "cancelled"),
    *("cancelled_after_pay", "reprints", "approvals", "explanation", "approved_by"),
)
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def decimal(amount: int, currency: str) -> str:
    """Return minor units as a decimal: -1234 PLN is "-12.34"; of a currency of unknown decimals, minor units."""
    known = CURRENCIES.get(currency)
    if known is None or known.digits == 0:
        return str(amount)
    whole, part = divmod(abs(amount), known.factor)
    return f"{'-' if amount < 0 else ''}{whole}.{part:0{known.digits}d}"


def text(value: str) -> str:
    """Return text that no spreadsheet takes for a formula."""
    return f"'{value}" if value.startswith(_FORMULA) else value


class DocumentTable:
    """Writes a row a document; `count` rows so far."""

    def __init__(self, file: TextIO) -> None:
        self._writer = csv.writer(file)
        self._writer.writerow(DOCUMENT_COLUMNS)
        self.count = 0

    def add(self, seq: int, kind: str, body: Body) -> None:
        """Take the message of event `seq`."""
        if not isinstance(body, (SaleBody, ReturnBody, PostVoidBody)):
            return
        parts = body.payments if isinstance(body, SaleBody) else body.refunds
        corrects, lines, buyer, approved = "", 0, "", ""
        if isinstance(body, PostVoidBody):
            corrects, approved = body.sale_receipt, body.approved_by
        else:
            lines, buyer = len(body.lines), body.buyer_tax_number
        if isinstance(body, ReturnBody):
            corrects, approved = body.original_receipt, body.approved_by
        amounts = [decimal(amount, body.currency) for amount in (body.total, body.tax, body.cash_rounding)]
        who = (text(body.shift_id), text(body.cashier_id), body.currency)
        where = (text(body.receipt_number), kind, seq, body.completed_at)
        ends = (_tenders(parts, body.currency), lines, text(corrects), text(buyer), text(approved))
        self._writer.writerow((*where, *who, *amounts, *ends))
        self.count += 1


class ShiftTable:
    """Writes a row a shift: of a closed one what its Z says, of an open one the figures so far; `count` rows so far."""

    def __init__(self, file: TextIO) -> None:
        self._writer = csv.writer(file)
        self._writer.writerow(SHIFT_COLUMNS)
        self._fold: ShiftFold | None = None
        self._opening: tuple[int, ShiftOpenedBody] | None = None
        self.count = 0

    def add(self, seq: int, body: Body) -> None:
        """Take the message of the next event."""
        if isinstance(body, ZBody):
            self._closed(seq, body)
            self._fold = self._opening = None
        elif isinstance(body, ShiftOpenedBody):
            self.end()
            self._fold, self._opening = ShiftFold(), (seq, body)
        if self._fold is not None:
            self._fold.add(body)

    def end(self) -> None:
        """Write the shift that is still open."""
        if self._fold is None or self._opening is None:
            return
        seq, body = self._opening
        opening = (text(body.shift_id), "", seq, body.opened_at, text(body.opened_by), "", "", "")
        self._row(opening, self._fold.figures, ("", "", "", "", ""), ("", ""))

    def _closed(self, seq: int, body: ZBody) -> None:
        opening = (text(body.shift_id), body.z_number, body.first_seq, body.opened_at, text(body.opened_by))
        cash = next((part for part in body.tenders if part.tender_class == "cash"), None)
        counted = over = ""
        if cash is not None and cash.counted is not None:
            counted, over = decimal(cash.counted, body.currency), decimal(cash.over_short, body.currency)
        left, removed = (decimal(amount, body.currency) for amount in (body.cash_left, body.cash_removed))
        closing = (seq, body.closed_at, text(body.closed_by))
        said = (text(body.explanation), text(body.approved_by))
        self._row((*opening, *closing), body.figures, (counted, over, left, removed, text(body.bag_number)), said)

    def _row(
        self, opening: tuple[object, ...], figures: ShiftFigures, found: tuple[str, ...], said: tuple[str, ...]
    ) -> None:
        def money(*amounts: int) -> list[str]:
            return [decimal(amount, figures.currency) for amount in amounts]

        tenders = [
            f"{text(row.tender_id)} {decimal(row.paid - row.refunded, figures.currency)}" for row in figures.tenders
        ]
        self._writer.writerow(
            (
                *(*opening, figures.currency, figures.sales, *money(figures.sales_total)),
                *(figures.returns, *money(figures.returns_total)),
                *(figures.post_voids, *money(figures.post_voids_total)),
                *money(sum(tax.tax for tax in figures.taxes), sum(tax.tax for tax in figures.correction_taxes)),
                *money(figures.saved, figures.opening_cash, figures.paid_in, figures.paid_out, figures.safe_drops),
                *(*money(figures.expected_cash), *found, "; ".join(tenders)),
                *(figures.no_sales, figures.line_voids, figures.cancelled, figures.cancelled_after_pay),
                *(figures.reprints, figures.approvals, *said),
            )
        )
        self.count += 1


def _tenders(parts: tuple[PaymentPart, ...], currency: str) -> str:
    return "; ".join(f"{text(part.tender_id)} {decimal(part.amount, currency)}" for part in parts)
