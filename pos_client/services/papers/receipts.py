"""Papers of sales, returns and post-voids: composed into the spool, shown, found and printed again.

A reprint is marked as a copy and journalled.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Collection
from concurrent.futures import Future
from datetime import datetime

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from pos_client.db.journal import EventRef, PrintJobRow, Writer
from pos_client.domain import receipt, settlement
from pos_client.domain.barcode import ReceiptCode, classify, encode_receipt
from pos_client.domain.credit_slip import CreditSlip
from pos_client.domain.post_void import PostVoid
from pos_client.domain.returns import Return
from pos_client.domain.sale import Sale
from pos_client.domain.search_text import words
from pos_client.domain.staff import Permission
from pos_client.services.desk import Desk, ServiceError
from pos_client.services.limits import Limits
from pos_client.services.papers.documents import post_void_of, return_of, sale_of
from pos_client.services.papers.receipt_rows import document_row, names_goods
from pos_client.services.reasons import reason_on_paper
from pos_client.services.returning.returns_views import DocumentRow, ReturnedView
from pos_client.services.views import Approval, NeedsApproval, PaidView
from sync.protocol.events import PrintAnsweredBody, ReprintBody

MOST_ROWS = 200
MOST_NAMED = 2_000  # documents that are read for a part of a name
PRINTED_AGAIN = "again"  # the code of a job whose copy was queued in its place
NOBODY = "nobody"
CREDIT_SLIP = "credit_slip"  # the kind of its print jobs
_STATES = {"queued": "printing", "sending": "printing", "printed": "printed", "unknown": "unknown"}


def copy_id(job_id: str) -> str:
    """Return the id of the job that prints `job_id` again."""
    return f"{job_id}+"


class SaleFound(Struct, frozen=True):
    """A sale of this register with the event that states it."""

    sale: Sale
    seq: int
    short_hash: str


class ReceiptRow(Struct, frozen=True):
    """One receipt in a list."""

    receipt_number: str
    completed_at: datetime
    total: int


class Receipts:
    """The receipts of one register. `wake_spooler` is called when something waits to be printed.

    `read_layout` is asked for the layout for each paper, and reads it once.
    """

    def __init__(
        self,
        desk: Desk,
        limits: Limits,
        read_layout: Callable[[], receipt.Layout],
        *,
        as_picture: Callable[[receipt.Document], bytes],
        wake_spooler: Callable[[], None],
        has_printer: bool,
    ) -> None:
        self._desk = desk
        self._limits = limits
        self._read_layout = read_layout
        self._as_picture = as_picture
        self._wake = wake_spooler
        self._has_printer = has_printer

    @property
    def _layout(self) -> receipt.Layout:
        return self._read_layout()

    def queue_sale(self, writer: Writer, sale: Sale, event: EventRef) -> None:
        """Put the receipt of `sale` into the spool, in the sale's own transaction."""
        if self._has_printer:
            document = self.compose(sale, event.seq, event.short_hash)
            writer.queue_print(sale.sale_id, "receipt", receipt.encode(document), sale.receipt_number)
            self._queue_slips(writer, sale)

    def queue_return(self, writer: Writer, document: Return, event: EventRef) -> None:
        """Put the receipt of a return into the spool, in the return's own transaction."""
        if self._has_printer:
            paper = self.compose_return(document, event.seq, event.short_hash)
            writer.queue_print(document.return_id, "return", receipt.encode(paper), document.receipt_number)
            self._queue_slips(writer, document)

    def queue_post_void(self, writer: Writer, record: PostVoid, event: EventRef) -> None:
        """Put the slip of a post-void into the spool, in its own transaction."""
        if self._has_printer:
            paper = self.compose_post_void(record, event.seq, event.short_hash)
            writer.queue_print(record.post_void_id, "post_void", receipt.encode(paper), record.receipt_number)

    def _queue_slips(self, writer: Writer, document: Sale | Return, *, copy: bool = False) -> None:
        """Put the credit slips of a document into the spool, each on a paper of its own."""
        for slip in document.slips:
            self.queue_document(writer, CREDIT_SLIP, self._compose_slip(document, slip, copy=copy), slip.number)

    def _compose_slip(self, document: Sale | Return, slip: CreditSlip, *, copy: bool) -> receipt.Document:
        store = self._desk.store
        context = receipt.SlipContext(
            store=store,
            register_name=self._desk.replica.live.register.name,
            staff_name=document.cashier_name,
            at=document.completed_at,
            training=document.training,
        )
        return receipt.compose_credit_slip(
            context,
            self._layout,
            store.language,
            number=slip.number,
            code=slip.code,
            amount=slip.amount,
            copy=copy,
        )

    def _document(self, receipt_number: str) -> Sale | Return | None:
        """Return a sale or return of this register, None for a post-void. `ServiceError("unknown_receipt")`."""
        row = self._desk.journal.reader().correction(receipt_number)
        if row is None:
            return self.find(receipt_number).sale
        return msgspec.json.decode(row.data, type=Return) if row.kind == "return" else None

    def queue_document(self, writer: Writer, kind: str, document: receipt.Document, reference: str) -> None:
        """Put any other paper (a slip, a test page) into the spool."""
        if self._has_printer:
            writer.queue_print(uuid.uuid4().hex, kind, receipt.encode(document), reference)

    def compose(self, sale: Sale, seq: int, short_hash: str, *, copy: bool = False) -> receipt.Document:
        """Compose the receipt of `sale` in the store's language."""
        context = self._context(sale.receipt_number, seq, short_hash)
        return receipt.compose(sale, context, self._layout, context.store.language, copy=copy)

    def compose_return(self, document: Return, seq: int, short_hash: str, *, copy: bool = False) -> receipt.Document:
        """Compose the receipt of a return in the store's language."""
        context = self._context(document.receipt_number, seq, short_hash)
        shown = replace(document, approved_by=self._name_of(document.approved_by))
        return receipt.compose_return(shown, context, self._layout, context.store.language, copy=copy)

    def compose_post_void(self, record: PostVoid, seq: int, short_hash: str, *, copy: bool = False) -> receipt.Document:
        """Compose the slip of a post-void in the store's language."""
        context = self._context(record.receipt_number, seq, short_hash)
        language = context.store.language
        reason = reason_on_paper(self._desk.replica.live, "post_void", record.reason, language)
        shown = replace(record, approved_by=self._name_of(record.approved_by))
        return receipt.compose_post_void(shown, context, self._layout, language, reason=reason, copy=copy)

    def _name_of(self, staff_id: str) -> str:
        member = self._desk.replica.live.by_staff_id(staff_id)
        return member.short_name if member else staff_id

    def _context(self, receipt_number: str, seq: int, short_hash: str) -> receipt.ReceiptContext:
        return receipt.ReceiptContext(
            store=self._desk.store,
            register_name=self._desk.replica.live.register.name,
            tenders=self._desk.replica.live.tender_kinds(),
            barcode=encode_receipt(receipt_number),
            qr=f"omnitill:{receipt_number}:{seq}:{short_hash}",
        )

    def find(self, receipt_number: str) -> SaleFound:
        """Return a sale of this register by its receipt number; `ServiceError`: unknown_receipt, receipt_damaged."""
        reader = self._desk.journal.reader()
        row = reader.sale(receipt_number)
        if row is None:
            raise ServiceError("unknown_receipt", receipt=receipt_number)
        return SaleFound(sale_of(reader, row), row.seq, row.short_hash)

    def paper(self, receipt_number: str, *, copy: bool = False) -> receipt.Document:
        """Compose the paper of any document of this register; `ServiceError`: unknown_receipt, receipt_damaged."""
        reader = self._desk.journal.reader()
        row = reader.correction(receipt_number)
        if row is None:
            found = self.find(receipt_number)
            return self.compose(found.sale, found.seq, found.short_hash, copy=copy)
        if row.kind == "return":
            document = return_of(reader, row)
            return self.compose_return(document, row.seq, row.short_hash, copy=copy)
        record = post_void_of(reader, row)
        return self.compose_post_void(record, row.seq, row.short_hash, copy=copy)

    def as_picture(self, receipt_number: str) -> bytes:
        """Return the paper of a document as it looks, a PNG. Tens of milliseconds; not on the main thread."""
        return self._as_picture(self.paper(receipt_number))

    def search(
        self,
        text: str = "",
        amount: int | None = None,
        *,
        since: datetime | None = None,
        until: datetime | None = None,
        sku: str = "",
        shift_id: str = "",
        name: str = "",
    ) -> tuple[DocumentRow, ...]:
        """Return the newest sales, returns and post-voids that fit, newest first; what is left out does not limit.

        `text` is part of a number, or (with `amount`) the amount is meant; `since` <= completed < `until`; `sku` of a
        line; the words of `name` begin words in the name of one, in whatever language, among the newest documents.
        """
        reader = self._desk.journal.reader()
        most = MOST_NAMED if name else MOST_ROWS
        rows = reader.find_receipts(text, amount, since, until, sku, most, shift_id=shift_id)
        if name:
            typed = words(name)
            rows = tuple(row for row in rows if typed and names_goods(row, typed))[:MOST_ROWS]
        return tuple(document_row(reader, row) for row in rows)

    def recent(self, text: str, amount: int | None) -> tuple[ReceiptRow, ...]:
        """Return the newest receipts whose number holds `text` or whose total is `amount`; all for an empty text."""
        rows = self._desk.journal.reader().recent_sales(text, amount, MOST_ROWS)
        return tuple(ReceiptRow(row.receipt_number, row.completed_at, row.total) for row in rows)

    @staticmethod
    def number_in(text: str) -> str:
        """Return the receipt number that a scanned receipt code names, "" when it is none."""
        code = classify(text, "unknown", ())
        return code.receipt_number if isinstance(code, ReceiptCode) else ""

    def reprint(self, receipt_number: str, approval: Approval | None = None) -> Future[None] | NeedsApproval:
        """Print a copy, marked as one and journalled. A sensitive act."""
        if not self._has_printer:
            raise ServiceError("no_printer")
        document, given = self.paper(receipt_number, copy=True), self._document(receipt_number)
        own = self._limits.check(Permission.REPRINT, 0, None, subject=receipt_number)
        needed = own and self._limits.check(Permission.REPRINT, 0, approval, subject=receipt_number)
        if needed:
            return needed
        by_whom = approval if own else None
        body = ReprintBody(
            receipt_number=receipt_number,
            by=self._desk.staff.staff_id,
            approved_by=by_whom.approver_id if by_whom else "",
            reason=by_whom.reason if by_whom else "",
        )

        def work(writer: Writer) -> None:
            writer.append("reprint", body)
            self.queue_document(writer, "copy", document, receipt_number)
            if given is not None:
                self._queue_slips(writer, given, copy=True)

        future = self._desk.record(work)
        future.add_done_callback(lambda _done: self._wake())
        return future

    def gift_receipt(self, receipt_number: str, line_ids: Collection[int] = ()) -> Future[None]:
        """Print a gift receipt (no prices) of a sale's chosen lines, of all for none; journalled.

        `ServiceError`: no_printer, unknown_receipt, sale_post_voided.
        """
        if not self._has_printer:
            raise ServiceError("no_printer")
        found = self.find(receipt_number)
        if any(row.kind == "post_void" for row in self._desk.journal.reader().corrections_of(found.sale.sale_id)):
            raise ServiceError("sale_post_voided")
        context = self._context(receipt_number, found.seq, found.short_hash)
        language = context.store.language
        document = receipt.compose_gift(found.sale, context, self._layout, language, line_ids=line_ids)
        body = ReprintBody(receipt_number=receipt_number, by=self._desk.staff.staff_id, kind="gift_receipt")

        def work(writer: Writer) -> None:
            writer.append("reprint", body)
            self.queue_document(writer, "gift_receipt", document, receipt_number)

        future = self._desk.record(work)
        future.add_done_callback(lambda _done: self._wake())
        return future

    def answer_print(self, writer: Writer, job: PrintJobRow, *, printed: bool) -> None:
        """Write a person's answer about a job of unknown outcome.

        What is printed again, whatever it is, is a copy and says so: the first one may be in somebody's hand.
        """
        by = self._desk.cashier.staff_id if self._desk.cashier else NOBODY
        answer = "printed" if printed else "again"
        writer.append(
            "print_answered", PrintAnsweredBody(job_id=job.job_id, answer=answer, by=by, receipt=job.reference)
        )
        if printed:
            writer.mark_print(job.job_id, "printed", "answered")
            return
        writer.mark_print(job.job_id, "abandoned", PRINTED_AGAIN)
        words = self._layout.in_language(self._desk.store.language)
        document = receipt.encode(receipt.as_copy(receipt.decode(job.document), words))
        kind = "copy" if job.kind in ("receipt", "return", "post_void") else job.kind
        writer.queue_print(copy_id(job.job_id), kind, document, job.reference)

    def paid_view(self, sale: Sale) -> PaidView:
        """Return the paid screen's state for `sale`, with what is known of its printing now."""
        store = self._desk.store
        names = {kind.tender_id: kind.names for kind in self._desk.replica.live.tender_kinds()}
        job, state = self._print_state(sale.sale_id)
        count, _total = self._desk.journal.reader().sales_of_shift(sale.shift_id)
        pieces = settlement.change_pieces(sale.change, store.denominations)
        return PaidView(
            receipt_number=sale.receipt_number,
            currency=store.currency,
            total=sale.total,
            change=sale.change,
            change_pieces=pieces,
            denominations_notes_from=int(self._desk.replica.live.settings.get("notes_from", "0")),
            payments=tuple((names.get(p.tender_id, ()), p.given) for p in sale.payments),
            rounding=sale.cash_rounding,
            line_count=len([line for line in sale.lines if line.line.parent_id is None]),
            buyer_tax_number=sale.buyer_tax_number,
            print_state=state,
            print_code=job.code if job else "",
            print_job=job.job_id if job else "",
            sales_today=count,
            foreign=tuple((p.foreign_amount, p.foreign_currency) for p in sale.payments),
            slips=tuple((slip.number, slip.amount) for slip in sale.slips),
        )

    def _print_state(self, job_id: str) -> tuple[PrintJobRow | None, str]:
        """Return the job that prints a document now, and how it stands."""
        reader = self._desk.journal.reader()
        job = reader.print_job(job_id)
        while job is not None and job.code == PRINTED_AGAIN:
            job = reader.print_job(copy_id(job.job_id))
        return job, "off" if job is None else _STATES.get(job.state, "failed")

    def returned_view(self, document: Return) -> ReturnedView:
        """Return what the screen shows of a return just written, with what is known of its printing now."""
        store = self._desk.store
        names = {kind.tender_id: kind.names for kind in self._desk.replica.live.tender_kinds()}
        job, state = self._print_state(document.return_id)
        return ReturnedView(
            receipt_number=document.receipt_number,
            original_receipt=document.original_receipt,
            currency=store.currency,
            total=document.total,
            cash=document.cash,
            cash_pieces=settlement.change_pieces(document.cash, store.denominations),
            cash_rounding=document.cash_rounding,
            refunds=tuple((names.get(r.tender_id, ()), r.amount) for r in document.refunds),
            line_count=sum(line.parent_id is None for line in document.lines),
            print_state=state,
            print_code=job.code if job else "",
            print_job=job.job_id if job else "",
        )

    def returned(self, return_id: str) -> ReturnedView | None:
        """Return the view of a return of this register by its own id, None when it is not on disk."""
        row = self._desk.journal.reader().correction_by_id(return_id)
        if row is None or row.kind != "return":
            return None
        return self.returned_view(msgspec.json.decode(row.data, type=Return))

    def voided_view(self, record: PostVoid) -> ReturnedView:
        """Return what the screen shows of a post-void just written: what goes back, and how its slip fares."""
        store = self._desk.store
        names = {kind.tender_id: kind.names for kind in self._desk.replica.live.tender_kinds()}
        job, state = self._print_state(record.post_void_id)
        return ReturnedView(
            receipt_number=record.receipt_number,
            original_receipt=record.sale_receipt,
            currency=store.currency,
            total=record.total,
            cash=record.cash,
            cash_pieces=settlement.change_pieces(record.cash, store.denominations),
            cash_rounding=record.cash_rounding,
            refunds=tuple((names.get(r.tender_id, ()), r.amount) for r in record.refunds),
            line_count=0,
            print_state=state,
            print_code=job.code if job else "",
            print_job=job.job_id if job else "",
            is_post_void=True,
        )

    def last_receipt(self) -> PaidView | None:
        """Return the last sale of this register, for the empty basket; None when it was changed on disk."""
        reader = self._desk.journal.reader()
        row = reader.last_sale()
        if row is None or not reader.is_stated(row):
            return None
        return self.paid_view(msgspec.json.decode(row.data, type=Sale))
