"""Documents for the fiscal device: asked in the sale's transaction, answered by their own event.

A thread of its own talks to the device. A document that was asked and not answered is queried by its id, never sent
again. A refused one stays visible until a person has it sent again. The fiscal day belongs to the device: opened when
it says that it is closed, from 22 h it warns, past 24 h no sale may start until it is closed.
"""

from __future__ import annotations

import logging
import threading
import uuid
from collections.abc import Callable
from concurrent.futures import Future
from datetime import datetime, timedelta

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from pos_client.db.journal import IntentRow, JournalError, JournalWriteError, Writer
from pos_client.devices.ports import FiscalAnswer, FiscalDevice, FiscalDocument, FiscalLine, FiscalState
from pos_client.domain.returns import Return
from pos_client.domain.sale import Sale
from pos_client.domain.tender import TenderClass
from pos_client.services.desk import Desk
from sync.protocol.events import FiscalAnswerBody, FiscalRequestedBody

__all__ = ["Fiscal", "FiscalAnswer", "FiscalNews", "FiscalState"]

WARN_AFTER = timedelta(hours=22)
CLOSED_AFTER = timedelta(hours=24)
RETRY_SECONDS = 3.0
IDLE_SECONDS = 60.0
REFUSED_KEY = "fiscal.refused"
_DAY_CODES = ("day_too_long", "day_closed")
_log = logging.getLogger(__name__)


class FiscalNews(Struct, frozen=True):
    """What the fiscal chip needs: documents waiting, those refused, and how the device's day stands."""

    waiting: int
    code: str  # "", "refused", "day_warning", "day_too_long", or what the device or the line says
    detail: str = ""  # of "refused": receipt number and the device's code
    refused: int = 0


class RefusedDocument(msgspec.Struct, frozen=True):
    """A document that the device refused, with the device's reason."""

    request_id: str
    receipt: str
    code: str
    message: str = ""


class Fiscal:
    """The fiscal duty of one register. `listener` is called on its thread."""

    def __init__(self, desk: Desk, device: FiscalDevice, listener: Callable[[FiscalNews], None]) -> None:
        self._desk = desk
        self._device = device
        self._listener = listener
        self._wake = threading.Event()
        self._stop = threading.Event()
        self._last = FiscalNews(0, "")
        self._has_told = False
        self._opened_at: datetime | None = None
        self._talking = threading.Lock()  # a day is not closed between two halves of a document
        self._thread = threading.Thread(target=self._run, name="fiscal", daemon=True)

    @property
    def blocks_sales(self) -> bool:
        """True when the fiscal day is past 24 h: no sale starts until it is closed."""
        opened = self._opened_at
        too_old = opened is not None and self._desk.clock() - opened >= CLOSED_AFTER
        return too_old or self._last.code == "day_too_long"

    @property
    def news(self) -> FiscalNews:
        """What was told last."""
        return self._last

    def start(self) -> None:
        """Begin; what was asked before a crash is queried first."""
        self._thread.start()

    def stop(self) -> None:
        """Stop after the document in hand."""
        self._stop.set()
        self._wake.set()
        if self._thread.is_alive():
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
        kinds[TenderClass.EXCHANGE.value] = "other"
        payments = tuple((kinds.get(p.tender_id, "cash"), p.amount) for p in sale.payments)
        return FiscalDocument(
            sale.sale_id, "sale", lines, payments, sale.total, sale.currency, sale.cashier_name, sale.buyer_tax_number
        )

    def queue_return(self, writer: Writer, document: Return) -> None:
        """Ask for the document of a return, in the return's own transaction."""
        body = FiscalRequestedBody(
            request_id=document.return_id,
            kind="return",
            device=self._desk.store.fiscal_profile,
            receipt_number=document.receipt_number,
            total=document.total,
            currency=document.currency,
        )
        writer.append("fiscal_requested", body)
        data = msgspec.json.encode(self.return_document(document))
        writer.open_intent(document.return_id, "fiscal", document.return_id, document.total, data)

    def return_document(self, document: Return) -> FiscalDocument:
        """Return the document of a return as the device wants it: positive figures under the kind "return"."""
        lines = tuple(
            FiscalLine(
                name=line.product.name(self._desk.store.language),
                quantity=line.quantity.thousandths,
                unit_price=line.unit_price,
                total=line.refund,
                tax_category=line.tax_category,
                tax_rate=line.tax_rate,
                marking_codes=line.codes,
            )
            for line in document.lines
        )
        kinds = {kind.tender_id: kind.fiscal_type for kind in self._desk.replica.live.tender_kinds()}
        payments = tuple((kinds.get(refund.tender_id, "other"), refund.amount) for refund in document.refunds)
        return FiscalDocument(
            document.return_id,
            "return",
            lines,
            payments,
            document.total,
            document.currency,
            document.cashier_name,
            document.buyer_tax_number,
        )

    def close_day(self) -> FiscalAnswer:
        """Close the device's day with its own report. Blocks; not on the main thread.

        REFUSED and UNKNOWN say why in `code`; `blocks_sales` follows what the device then says of its day.
        """
        request_id = uuid.uuid4().hex
        asked = FiscalRequestedBody(request_id=request_id, kind="close_day", device=self._desk.store.fiscal_profile)
        with self._talking:
            self._desk.record(lambda writer: writer.append("fiscal_requested", asked)).result()
            answer = replace(self._device.close_day(), request_id=request_id)
            body = _answer_body(answer)
            self._desk.record(lambda writer: writer.append("fiscal_answer", body)).result()
            self._tell(answer.code if answer.state is FiscalState.UNKNOWN else "")
        self._wake.set()
        return answer

    def refused(self) -> tuple[RefusedDocument, ...]:
        """Return the documents that the device refused and nobody has had sent again, oldest first. Any thread."""
        data = self._desk.journal.reader().value(REFUSED_KEY)
        return msgspec.json.decode(data, type=tuple[RefusedDocument, ...]) if data else ()

    def send_again(self) -> Future[None]:
        """Have every refused document sent again, once a person has dealt with the cause. Does not block."""
        refused = self.refused()

        def work(writer: Writer) -> None:
            for document in refused:
                writer.resolve_intent(document.request_id, FiscalState.REQUESTED.value)
            writer.put_value(REFUSED_KEY, b"")

        future = self._desk.record(work)
        future.add_done_callback(lambda _done: self._wake.set())
        return future

    def _run(self) -> None:
        asked: set[str] = {row.intent_id for row in self._open()}
        while not self._stop.is_set():
            self._wake.clear()
            try:
                with self._talking:
                    code = self._settle_all(asked)
                    self._tell(code)
            except JournalError as error:  # the journal says itself what is wrong with it
                _log.error("the fiscal queue cannot be read: %s", error)
                code = error.code
            self._wake.wait(RETRY_SECONDS if code else IDLE_SECONDS)

    def _settle_all(self, asked: set[str]) -> str:
        """Settle what waits, in order; returns the code of what is in the way."""
        for row in self._open():
            if self._stop.is_set():
                return ""
            code = self._settle(row, query_first=row.intent_id in asked)
            asked.add(row.intent_id)
            if code:
                return code
        return ""

    def _open(self) -> list[IntentRow]:
        return [row for row in self._desk.journal.reader().open_intents() if row.kind == "fiscal"]

    def _settle(self, row: IntentRow, *, query_first: bool) -> str:
        """Settle one document; returns the code of what is in the way, "" when it is registered or refused."""
        document = msgspec.json.decode(row.data, type=FiscalDocument)
        if query_first:
            answer = self._device.query(row.intent_id)
            if answer.state is FiscalState.REQUESTED:  # the device never had it: now it may be sent
                answer = self._register(document)
        else:
            answer = self._register(document)
        if answer.request_id != row.intent_id:
            return "wrong_request"
        if answer.state in (FiscalState.UNKNOWN, FiscalState.REQUESTED):
            return answer.code or "unknown"
        if answer.state is FiscalState.REFUSED and answer.code in _DAY_CODES:
            return answer.code
        return self._record(answer)

    def _register(self, document: FiscalDocument) -> FiscalAnswer:
        """Register; a device whose day is closed has it opened first."""
        answer = self._device.register(document)
        if answer.state is FiscalState.REFUSED and answer.code == "day_closed":
            opened = self._device.open_day()
            if opened.state is FiscalState.UNKNOWN and not self._device.day_opened_at():
                return FiscalAnswer(document.request_id, FiscalState.UNKNOWN, code=opened.code)
            answer = self._device.register(document)
        return answer

    def _record(self, answer: FiscalAnswer) -> str:
        """Journal an answer; the code of what the disk says when it refuses: then the device is asked again."""
        receipt, tax = self._stated(answer.request_id)
        registered = answer.state is FiscalState.REGISTERED
        counted = sum(amount for _category, amount in answer.tax)
        body = _answer_body(answer, receipt=receipt, difference=tax - counted if receipt and registered else 0)

        def work(writer: Writer) -> None:
            writer.append("fiscal_answer", body)
            writer.resolve_intent(answer.request_id, answer.state.value)
            if not registered:
                entry = RefusedDocument(answer.request_id, body.receipt, answer.code, answer.message[:200])
                writer.put_value(REFUSED_KEY, msgspec.json.encode((*self.refused(), entry)))

        try:
            self._desk.record(work).result()
        except JournalWriteError as error:
            _log.error("fiscal answer for %s was not written: %s", answer.request_id, error.code)
            return error.code
        return ""

    def _stated(self, request_id: str) -> tuple[str, int]:
        """Return the receipt number and our own tax of the sale or return that was asked for, ("", 0) for neither."""
        reader = self._desk.journal.reader()
        sale = reader.sale_by_id(request_id)
        if sale is not None:
            return sale.receipt_number, msgspec.json.decode(sale.data, type=Sale).tax
        row = reader.correction_by_id(request_id)
        return (row.receipt_number, msgspec.json.decode(row.data, type=Return).tax) if row is not None else ("", 0)

    def _tell(self, code: str) -> None:
        opened = self._device.day_opened_at()
        self._opened_at = datetime.fromisoformat(opened) if opened else None
        refused, detail = self.refused(), ""
        if not code and self._opened_at is not None:
            age = self._desk.clock() - self._opened_at
            code = "day_too_long" if age >= CLOSED_AFTER else "day_warning" if age >= WARN_AFTER else ""
        if refused and code in ("", "day_warning"):
            code, detail = "refused", f"{refused[0].receipt} {refused[0].code}".strip()
        news = FiscalNews(len(self._open()), code, detail, len(refused))
        if news != self._last or not self._has_told:
            self._last, self._has_told = news, True
            self._listener(news)


def _answer_body(answer: FiscalAnswer, receipt: str = "", difference: int = 0) -> FiscalAnswerBody:
    return FiscalAnswerBody(
        request_id=answer.request_id,
        state=answer.state.value,
        device=answer.device,
        document_number=answer.document_number,
        sign=answer.sign,
        tax=answer.tax,
        code=answer.code,
        message=answer.message[:200],
        receipt=receipt,
        difference=difference,
    )
