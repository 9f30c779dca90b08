"""Documents for the fiscal device: asked in the sale's transaction, answered by their own event.

A thread of its own talks to the device. A document that was asked and not answered is queried by its id, never sent
again; a refusal stays visible until somebody deals with it. The fiscal day belongs to the device: from 22 h it warns,
past 24 h no sale may start until it is closed.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import msgspec

from pos_client.db.journal import IntentRow, JournalWriteError, Writer
from pos_client.devices.ports import FiscalAnswer, FiscalDevice, FiscalDocument, FiscalLine, FiscalState
from pos_client.domain.sale import Sale
from pos_client.services.desk import Desk
from sync.protocol.events import FiscalAnswerBody, FiscalRequestedBody

WARN_AFTER = timedelta(hours=22)
CLOSED_AFTER = timedelta(hours=24)
RETRY_SECONDS = 3.0
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class FiscalNews:
    """What the fiscal chip needs: documents waiting, those refused, and how the device's day stands."""

    waiting: int
    code: str  # "", "refused", "unknown", "day_warning", "day_too_long", "unreachable"
    detail: str = ""


class Fiscal:
    """The fiscal duty of one register. `listener` is called on its thread."""

    def __init__(self, desk: Desk, device: FiscalDevice, listener: Callable[[FiscalNews], None]) -> None:
        self._desk = desk
        self._device = device
        self._listener = listener
        self._wake = threading.Event()
        self._stop = threading.Event()
        self._last = FiscalNews(0, "")
        self._thread = threading.Thread(target=self._run, name="fiscal", daemon=True)

    @property
    def blocks_sales(self) -> bool:
        """True when the fiscal day is past 24 h: no sale starts until it is closed."""
        return self._last.code == "day_too_long"

    def start(self) -> None:
        """Begin; what was asked before a crash is queried first."""
        self._thread.start()

    def stop(self) -> None:
        """Stop after the document in hand."""
        self._stop.set()
        self._wake.set()
        self._thread.join(timeout=60)

    def wake(self) -> None:
        """Say that a document waits. Any thread."""
        self._wake.set()

    def queue(self, writer: Writer, sale: Sale) -> None:
        """Ask for the document of `sale`, in the sale's own transaction."""
        body = FiscalRequestedBody(
            request_id=sale.sale_id,
            kind="sale",
            device=self._desk.store.fiscal_profile,
            receipt_number=sale.receipt_number,
            total=sale.total,
            currency=sale.currency,
        )
        writer.append("fiscal_requested", body)
        data = msgspec.json.encode(self.document(sale))
        writer.open_intent(sale.sale_id, "fiscal", sale.sale_id, sale.total, data)

    def document(self, sale: Sale) -> FiscalDocument:
        """Return the document of `sale` as the device wants it."""
        kinds = {kind.tender_id: kind.fiscal_type for kind in self._desk.replica.live.tender_kinds()}
        lines = tuple(
            FiscalLine(
                name=line.line.product.name(self._desk.store.language),
                quantity=line.line.quantity.thousandths,
                unit_price=line.priced.unit_price,
                total=line.priced.to_pay,
                tax_category=line.priced.tax_category,
                tax_rate=line.priced.tax_rate,
                marking_codes=line.line.raw_codes if line.line.product.needs_marking else (),
            )
            for line in sale.lines
        )
        payments = tuple((kinds.get(p.tender_id, "cash"), p.amount) for p in sale.payments)
        return FiscalDocument(
            sale.sale_id, "sale", lines, payments, sale.total, sale.currency, sale.cashier_name, sale.buyer_tax_number
        )

    def _run(self) -> None:
        asked: set[str] = {row.intent_id for row in self._open()}
        while not self._stop.is_set():
            self._wake.clear()
            rows = self._open()
            code = ""
            for row in rows:
                if self._stop.is_set():
                    return
                code = self._settle(row, query_first=row.intent_id in asked)
                asked.add(row.intent_id)
                if code:
                    break
            self._tell(code)
            waits = RETRY_SECONDS if code else 60.0
            self._wake.wait(waits)

    def _open(self) -> list[IntentRow]:
        return [row for row in self._desk.journal.reader().open_intents() if row.kind == "fiscal"]

    def _settle(self, row: IntentRow, *, query_first: bool) -> str:
        """Settle one document; returns the code of what is in the way, "" when it is registered or refused."""
        answer = self._device.query(row.intent_id) if query_first else self._register(row)
        if answer.state is FiscalState.UNKNOWN:
            return answer.code or "unknown"
        if query_first and answer.state is FiscalState.REQUESTED:  # the device never had it: now it may be sent
            answer = self._register(row)
            if answer.state is FiscalState.UNKNOWN:
                return answer.code or "unknown"
        if answer.state is FiscalState.REFUSED and answer.code == "day_too_long":
            return "day_too_long"
        document = msgspec.json.decode(row.data, type=FiscalDocument)
        self._record(answer, document)
        return "" if answer.state is FiscalState.REGISTERED else "refused"

    def _register(self, row: IntentRow) -> FiscalAnswer:
        return self._device.register(msgspec.json.decode(row.data, type=FiscalDocument))

    def _record(self, answer: FiscalAnswer, document: FiscalDocument) -> None:
        body = FiscalAnswerBody(
            request_id=answer.request_id,
            state=answer.state.value,
            device=answer.device,
            document_number=answer.document_number,
            sign=answer.sign,
            tax=answer.tax,
            code=answer.code,
            message=answer.message[:200],
        )
        data = msgspec.json.encode(document)

        def work(writer: Writer) -> None:
            writer.append("fiscal_answer", body)
            writer.resolve_intent(answer.request_id, answer.state.value, data)

        try:
            self._desk.record(work).result()
        except JournalWriteError as error:
            _log.error("fiscal answer for %s was not written: %s", answer.request_id, error.code)

    def _tell(self, code: str) -> None:
        opened = self._device.day_opened_at()
        if not code and opened:
            age = self._desk.clock() - datetime.fromisoformat(opened)
            code = "day_too_long" if age >= CLOSED_AFTER else "day_warning" if age >= WARN_AFTER else ""
        self._last = FiscalNews(len(self._open()), code)
        self._listener(self._last)
