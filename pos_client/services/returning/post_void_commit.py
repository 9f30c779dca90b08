"""The moment a sale is taken back whole: one journal transaction, before the drawer opens and anything prints.

In it: the check that nothing else became of the sale, the receipt number, the post-void event, the correction's row,
the codes that may be used again, the card intents it settles, the slip in the print spool. Runs on
the journal's thread.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future

import msgspec
from msgspec import Struct

from pos_client.db.journal import Writer, bound
from pos_client.domain.post_void import PostVoid, cash_back
from pos_client.domain.returns import Refund
from pos_client.domain.sale import Sale
from pos_client.domain.settlement import due_in_cash
from pos_client.domain.staff import StaffMember
from pos_client.domain.tender import PAPERS, TenderClass
from pos_client.services.desk import Desk, ServiceError
from pos_client.services.papers.receipts import Receipts
from pos_client.services.paying import credit_slips
from pos_client.services.paying.sale_record import tax_part
from pos_client.services.returning import refund_journal, return_draft
from pos_client.services.returning.return_draft import Draft
from pos_client.services.returning.return_record import refund_part
from pos_client.services.selling import budgets
from pos_client.services.selling.marks import mark_key
from sync.protocol.events import PaymentPart, PostVoidBody, instant


class PreparedVoid(Struct, frozen=True):
    """A post-void as it is about to be written: `refunds` are all but the cash, `moved` goes in cash beside it."""

    draft: Draft
    sale: Sale
    sale_seq: int
    refunds: tuple[Refund, ...]
    moved: int
    cash_tender: str
    cashier: StaffMember


class PostVoidCommit(Struct, frozen=True):
    """Commits post-voids of one register. `after` is called on the journal's thread once one is durable."""

    desk: Desk
    receipts: Receipts
    after: Callable[[PostVoid], None]

    def commit(self, prepared: PreparedVoid) -> Future[PostVoid]:
        """Commit; the future gives the record once it is on disk. Calling it again never takes back twice.

        `ServiceError` in the future: sale_post_voided, sale_returned, shift_over, slip_not_back.
        """
        future = self.desk.record(lambda writer: self._work(writer, prepared))
        future.add_done_callback(self._committed)
        return future

    def _work(self, writer: Writer, prepared: PreparedVoid) -> PostVoid:
        reader, draft, sale = self.desk.journal.reader(), prepared.draft, prepared.sale
        row = reader.correction_by_id(draft.return_id)
        if row is not None:  # the commit reported a failure and had succeeded: it stands once
            return msgspec.json.decode(row.data, type=PostVoid)
        if return_draft.earlier(reader, sale.sale_id, draft.return_id):
            raise ServiceError("sale_returned")
        if all(waiting.return_id != draft.return_id for waiting in return_draft.pending(reader)):
            return_draft.refuse_codes(reader, (code for line in draft.lines for code in line.codes))
        shift = reader.open_shift()
        if shift is None or shift.shift_id != sale.shift_id:
            raise ServiceError("shift_over")
        cash = cash_back(sale)
        if prepared.moved:
            cash = due_in_cash(cash + prepared.moved, self.desk.store)
        refunds = prepared.refunds
        if cash:
            refunds = (*refunds, Refund(prepared.cash_tender, TenderClass.CASH, cash))
        record = PostVoid(
            post_void_id=draft.return_id,
            receipt_number=writer.next_receipt_number(),
            sale_id=sale.sale_id,
            sale_receipt=sale.receipt_number,
            sale_seq=prepared.sale_seq,
            sold_at=sale.completed_at,
            store_id=sale.store_id,
            register_id=sale.register_id,
            shift_id=sale.shift_id,
            completed_at=self.desk.clock(),
            cashier_id=prepared.cashier.staff_id,
            cashier_name=prepared.cashier.short_name,
            currency=sale.currency,
            total=sale.total,
            cash_rounding=sum(refund.amount for refund in refunds) - sale.total,
            refunds=refunds,
            taxes=sale.taxes,
            tax=sale.tax,
            reason=draft.post_void_reason,
            approved_by=draft.approved_by,
            training=sale.training,
            slips=sale.slips,
        )
        self._write(writer, record, sale)
        return record

    def _write(self, writer: Writer, record: PostVoid, sale: Sale) -> None:
        data = msgspec.json.encode(record)
        event = writer.append("post_void", bound(_body(record, sale, self.desk.store.fiscal_profile), data))
        writer.record_correction(
            "post_void",
            record.receipt_number,
            event.seq,
            record.post_void_id,
            record.sale_id,
            record.completed_at,
            record.total,
            record.cashier_id,
            record.shift_id,
            data,
        )
        for line in sale.lines:
            codes = line.line.raw_codes if line.line.product.needs_marking else ()
            serial = (line.line.sticker_serial,) if line.line.sticker_serial else ()
            for code in (*codes, *serial):
                writer.put_mark(mark_key(code), "freed")
        promotions = budgets.used_by(line.priced for line in sale.lines)
        budgets.give_back(self.desk.journal.reader(), writer, promotions, sale.customer_ref)
        credit_slips.write_post_void(self.desk.journal.reader(), writer, sale, record)
        refund_journal.settle(self.desk, writer, record.post_void_id, (r.intent_id for r in record.refunds))
        return_draft.release(self.desk, writer, record.post_void_id)
        self.receipts.queue_post_void(writer, record, event)

    def _committed(self, future: Future[PostVoid]) -> None:
        if future.exception() is None:
            self.after(future.result())


def _given_back(refund: Refund, sale: Sale) -> PaymentPart:
    """Return a refund as the journal states it; a voucher or slip goes back itself, with what it is worth."""
    part = refund_part(refund)
    if refund.of is None or refund.tender_class not in PAPERS:
        return part
    return msgspec.structs.replace(part, given=sale.payments[refund.of].given)


def _body(record: PostVoid, sale: Sale, fiscal_profile: str) -> PostVoidBody:
    return PostVoidBody(
        post_void_id=record.post_void_id,
        receipt_number=record.receipt_number,
        sale_id=record.sale_id,
        sale_receipt=record.sale_receipt,
        sale_seq=record.sale_seq,
        store_id=record.store_id,
        register_id=record.register_id,
        shift_id=record.shift_id,
        completed_at=instant(record.completed_at),
        cashier_id=record.cashier_id,
        cashier_name=record.cashier_name,
        currency=record.currency,
        total=record.total,
        cash_rounding=record.cash_rounding,
        refunds=tuple(_given_back(refund, sale) for refund in record.refunds),
        taxes=tuple(tax_part(total) for total in record.taxes),
        tax=record.tax,
        reason=record.reason,
        approved_by=record.approved_by,
        fiscal_profile=fiscal_profile,
        slips=tuple(credit_slips.part_of(slip) for slip in record.slips),
    )
