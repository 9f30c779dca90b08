"""What a payment terminal counted, for the comparison at the close of a shift.

A terminal's batch runs from one settlement by its bank to the next, not from shift to shift: what it had counted at the
last close is kept, so that both readings can be compared.
"""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from pos_client.db.journal import Writer
from pos_client.devices.ports import BatchReader, BatchTotals, PaymentTerminal
from pos_client.domain.shift import Batch, TenderCount
from pos_client.services.desk import Desk, ServiceError
from sync.protocol.events import TerminalTotalsPart

KEY = "terminal.batch."


class TerminalDay:
    """The terminals of one register, by tender id."""

    def __init__(self, desk: Desk, terminals: Mapping[str, PaymentTerminal]) -> None:
        self._desk = desk
        self._terminals = terminals

    def can_read(self, tender_id: str) -> bool:
        """Tell whether this tender's terminal can be asked what it counted."""
        return self._reader(tender_id) is not None

    def same_terminal(self, first: str, second: str) -> bool:
        """Tell whether two tenders are paid at one terminal whose batch can only be read for both."""
        reader = self._reader(first)
        return reader is not None and reader is self._reader(second)

    def read(self, tender_id: str) -> BatchTotals:
        """Ask the terminal, with its deadline. Blocks; not on the main thread. `ServiceError("no_terminal")`."""
        reader = self._reader(tender_id)
        if reader is None:
            raise ServiceError("no_terminal")
        totals = reader.batch_totals()
        if totals.is_known and totals.currency not in ("", self._desk.store.currency.code):
            return BatchTotals(is_known=False, currency=totals.currency, code="wrong_currency")
        return totals

    def earlier(self, tender_id: str) -> Batch | None:
        """Return what this terminal had counted when the last shift was closed."""
        data = self._desk.journal.reader().value(KEY + tender_id)
        return msgspec.json.decode(data, type=Batch) if data else None

    @staticmethod
    def keep(writer: Writer, count: TenderCount) -> None:
        """Remember at the close what the terminal has counted, as read or typed; without either nothing is known."""
        batch = None if count.unreconciled else count.batch or _typed(count)
        writer.put_value(KEY + count.tender_id, msgspec.json.encode(batch) if batch else b"")

    @staticmethod
    def part(count: TenderCount) -> TerminalTotalsPart | None:
        """Return a terminal's figures as Z states them, None for a tender without a terminal, or without a figure."""
        if not count.has_terminal or count.unreconciled:
            return None
        batch = count.batch or _typed(count)
        return TerminalTotalsPart(
            terminal_id=count.tender_id,
            tender_id=count.tender_id,
            source=count.source.value,
            payments=batch.charged_count,
            paid=batch.charged,
            refunds=batch.returned_count,
            refunded=batch.returned,
            read_at=count.read_at,
        )

    def _reader(self, tender_id: str) -> BatchReader | None:
        terminal = self._terminals.get(tender_id)
        reader: object = terminal if terminal is not None and terminal.is_integrated else None
        return reader if isinstance(reader, BatchReader) else None


def _typed(count: TenderCount) -> Batch:
    """Return a total typed from a slip, of which only the balance is known."""
    return Batch(max(0, count.so_far), 0, max(0, -count.so_far), 0)
