"""The moment a return becomes final: one journal transaction, before the drawer opens and anything prints.

In it: the check against what was given back until now, the receipt number, the return event, the correction's row, the
marks of units that may be sold again, the card intents it settles, the fiscal request, the paper in the print spool.
The work runs on the journal's thread.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from pos_client.db.journal import Writer, bound
from pos_client.domain.returns import Refund, Return, complete_return
from pos_client.domain.returns_money import cash_to_give
from pos_client.domain.sale import Sale
from pos_client.domain.staff import StaffMember
from pos_client.domain.tender import TenderClass
from pos_client.services.desk import Desk
from pos_client.services.papers.receipts import Receipts
from pos_client.services.paying import credit_slips
from pos_client.services.returning import refund_journal, return_draft
from pos_client.services.returning.return_draft import Draft
from pos_client.services.returning.return_record import return_body
from pos_client.services.selling.marks import mark_key


class Prepared(Struct, frozen=True):
    """A return as it is about to be written: `refunds` are all but the cash, which takes the rest."""

    draft: Draft
    sale: Sale | None
    refunds: tuple[Refund, ...]
    cash_tender: str
    cashier: StaffMember
    shift_id: str


class Joined(Struct):
    """The return of an exchange, written in the transaction of the sale that takes `credit` of it."""

    commit: ReturnCommit
    prepared: Prepared
    credit: int
    document: Return | None = None

    @property
    def return_id(self) -> str:
        """Return the id of the return."""
        return self.prepared.draft.return_id

    def write(self, writer: Writer, sale: Sale, number: str) -> None:
        """Write the return under a number taken in this transaction."""
        self.document = self.commit.write(writer, self.prepared, number, sale, self.credit)

    def committed(self) -> None:
        """Both are on disk."""
        if self.document is not None:
            self.commit.after(self.document)


class ReturnCommit(Struct, frozen=True):
    """Commits returns of one register. `after` is called on the journal's thread once a return is durable."""

    desk: Desk
    receipts: Receipts
    after: Callable[[Return], None]
    queue_fiscal: Callable[[Writer, Return], None] | None = None

    def commit(self, prepared: Prepared) -> Future[Return]:
        """Commit; the future gives the return once it is on disk, or the journal's error with nothing given back.

        Calling it again for the same draft never gives back twice. `ServiceError("return_changed")` in the future when
        something of it came back meanwhile.
        """
        future = self.desk.record(lambda writer: self._once(writer, prepared))
        future.add_done_callback(self._committed)
        return future

    def _once(self, writer: Writer, prepared: Prepared) -> Return:
        row = self.desk.journal.reader().correction_by_id(prepared.draft.return_id)
        if row is not None:  # the commit reported a failure and had succeeded: the return stands once
            return msgspec.json.decode(row.data, type=Return)
        return self.write(writer, prepared)

    def write(
        self, writer: Writer, prepared: Prepared, number: str = "", exchange: Sale | None = None, credit: int = 0
    ) -> Return:
        """Write the return within a transaction; `exchange` is the sale of the same one that takes `credit` of it.

        A `number` was taken in it already, for the sale to name.
        """
        reader, draft, sale, store = self.desk.journal.reader(), prepared.draft, prepared.sale, self.desk.store
        return_draft.check(reader, draft, sale, store.tax_basis)
        before = return_draft.committed(reader, draft.sale_id)
        refunds = list(prepared.refunds)
        if exchange is not None and credit:
            refunds.append(Refund("exchange", TenderClass.EXCHANGE, credit, reference=exchange.receipt_number))
        in_cash = draft.total - sum(refund.amount for refund in refunds)
        refunds.append(Refund(prepared.cash_tender, TenderClass.CASH, cash_to_give(sale, before, in_cash, store)))
        number = number or writer.next_receipt_number()
        refunds, slips = credit_slips.refunds_onto(refunds, number)
        document = complete_return(
            draft.lines,
            refunds,
            return_id=draft.return_id,
            receipt_number=number,
            store=store,
            register_id=self.desk.replica.live.register.register_id,
            shift_id=prepared.shift_id,
            cashier_id=prepared.cashier.staff_id,
            cashier_name=prepared.cashier.short_name,
            now=self.desk.clock(),
            original=sale,
            approved_by=draft.approved_by,
        )
        document = replace(document, training=self.desk.training, slips=slips)
        self._write(writer, document, exchange)
        return document

    def _write(self, writer: Writer, document: Return, exchange: Sale | None) -> None:
        body = return_body(document, self.desk.store, exchange_sale_id=exchange.sale_id if exchange else "")
        data = msgspec.json.encode(document)
        event = writer.append("return", bound(body, data))
        writer.record_correction(
            "return",
            document.receipt_number,
            event.seq,
            document.return_id,
            document.original_sale_id,
            document.completed_at,
            document.total,
            document.cashier_id,
            document.shift_id,
            data,
        )
        for line in document.lines:
            for code in line.codes:
                writer.put_mark(mark_key(code), "returned")
        credit_slips.write_given(writer, document.slips)
        refund_journal.settle(self.desk, writer, document.return_id, (r.intent_id for r in document.refunds))
        return_draft.release(self.desk, writer, document.return_id)
        if self.queue_fiscal is not None:
            self.queue_fiscal(writer, document)
        self.receipts.queue_return(writer, document, event)

    def _committed(self, future: Future[Return]) -> None:
        if future.exception() is None:
            self.after(future.result())
