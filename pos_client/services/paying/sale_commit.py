"""The moment a basket becomes a sale: one journal transaction, before anything prints.

In it: the receipt number, the sale event (hashed and signed), the sale's index row, once-only codes, uses of promotions
with a budget, the card intents it settles, the fiscal request if the store has a fiscal device, the receipt in the
print spool, and the basket's end. The work runs on the journal's thread.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from concurrent.futures import Future

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from pos_client.db.journal import Writer, bound
from pos_client.domain import settlement
from pos_client.domain.basket import Basket
from pos_client.domain.catalogue import TaxBasis
from pos_client.domain.pricing import PricedBasket
from pos_client.domain.sale import Sale
from pos_client.domain.staff import StaffMember
from pos_client.domain.tender import Payment, TenderClass
from pos_client.services.desk import Desk, ServiceError
from pos_client.services.papers.receipts import Receipts
from pos_client.services.paying import card_journal, credit_slips
from pos_client.services.paying.sale_record import sale_body, tasks_of
from pos_client.services.returning.return_commit import Joined
from pos_client.services.selling import budgets
from pos_client.services.selling.marks import mark_key
from sync.protocol.events import SaleBody
from sync.protocol.schemas import HEADER_ROOM, MAX_EVENT_BYTES, EventTooLargeError, encode_body


class SaleCommit(Struct, frozen=True):
    """Commits sales of one register. `after` is called on the journal's thread once a sale is durable."""

    desk: Desk
    receipts: Receipts
    after: Callable[[Sale], None]
    queue_fiscal: Callable[[Writer, Sale], None] | None = None

    def commit(
        self,
        basket: Basket,
        priced: PricedBasket,
        payments: tuple[Payment, ...],
        intents: tuple[str, ...],
        exchange: Joined | None = None,
    ) -> Future[Sale]:
        """Commit; the future gives the sale once it is on disk, or the journal's error with nothing sold.

        The return of an `exchange` is written in the same transaction: both are there, or neither.

        Calling it again for the same basket never sells twice.
        """
        desk, cashier, shift_id = self.desk, self.desk.staff, self.desk.shift_id
        if not shift_id:
            raise ServiceError("no_shift")
        limited = {each.promotion_id for each in desk.replica.catalogue.promotions() if each.has_budget}
        counted = limited & budgets.used_by(priced.lines)

        def work(writer: Writer) -> Sale:
            earlier = desk.journal.reader().sale_by_id(basket.basket_id)
            if earlier is not None:
                # The commit reported a failure and had succeeded: the sale stands once.
                return msgspec.json.decode(earlier.data, type=Sale)
            number = writer.next_receipt_number()
            if exchange is None:
                sale = self._complete(basket, priced, payments, number, cashier, shift_id)
                self._write(writer, sale, basket, intents, counted)
                return sale
            other = writer.next_receipt_number()
            sale = self._complete(basket, priced, _naming(payments, other), number, cashier, shift_id)
            self._write(writer, sale, basket, intents, counted, exchange.return_id)
            exchange.write(writer, sale, other)
            return sale

        future = desk.record(work)
        future.add_done_callback(self._committed)
        if exchange is not None:
            future.add_done_callback(lambda done: exchange.committed() if done.exception() is None else None)
        return future

    def room(self, basket: Basket, priced: PricedBasket) -> int:
        """Return how many bytes the sale's event has left when one part in cash pays it; below 0: it does not fit."""
        due = settlement.due_in_cash(priced.total, self.desk.store)
        cash = (Payment("cash", TenderClass.CASH, due, due),)
        sale = self._complete(basket, priced, cash, "0" * 16, self.desk.staff, self.desk.shift_id)
        try:
            size = len(encode_body("sale", bound(self._body(sale, basket), b"")))
        except EventTooLargeError as error:
            size = error.size - HEADER_ROOM
        return MAX_EVENT_BYTES - HEADER_ROOM - size

    def _complete(
        self,
        basket: Basket,
        priced: PricedBasket,
        payments: tuple[Payment, ...],
        number: str,
        cashier: StaffMember,
        shift_id: str,
    ) -> Sale:
        desk = self.desk
        sale = settlement.complete(
            basket,
            priced,
            payments,
            sale_id=basket.basket_id,
            receipt_number=number,
            store=desk.store,
            register_id=desk.replica.live.register.register_id,
            shift_id=shift_id,
            cashier_id=cashier.staff_id,
            cashier_name=cashier.short_name,
            now=desk.clock(),
        )
        return credit_slips.with_slips(replace(sale, training=desk.training))

    def _write(
        self,
        writer: Writer,
        sale: Sale,
        basket: Basket,
        intents: tuple[str, ...],
        counted: Collection[str],
        exchange_return_id: str = "",
    ) -> None:
        data = msgspec.json.encode(sale)
        event = writer.append("sale", bound(self._body(sale, basket, exchange_return_id), data))
        writer.record_sale(
            receipt_number=sale.receipt_number,
            seq=event.seq,
            sale_id=sale.sale_id,
            completed_at=sale.completed_at,
            total=sale.total,
            cashier_id=sale.cashier_id,
            shift_id=sale.shift_id,
            data=data,
        )
        for line in sale.lines:
            if line.line.product.needs_marking:
                for code in line.line.raw_codes:
                    writer.put_mark(mark_key(code), "sold")
            if line.line.sticker_serial:
                writer.put_mark(mark_key(line.line.sticker_serial), "used")
        reader = self.desk.journal.reader()
        budgets.take(reader, writer, counted, sale.customer_ref)
        credit_slips.write_taken(reader, writer, sale.payments)
        credit_slips.write_given(writer, sale.slips)
        for task in tasks_of(sale):
            writer.append("task", task)
        card_journal.settle(self.desk, writer, intents)
        if self.queue_fiscal is not None:
            self.queue_fiscal(writer, sale)
        self.receipts.queue_sale(writer, sale, event)
        writer.drop_basket(sale.sale_id)

    def _body(self, sale: Sale, basket: Basket, exchange_return_id: str = "") -> SaleBody:
        store = self.desk.store
        inclusive = store.tax_basis is TaxBasis.INCLUSIVE
        return sale_body(
            sale,
            basket,
            fiscal_profile=store.fiscal_profile,
            tax_inclusive=inclusive,
            language=store.language,
            exchange_return_id=exchange_return_id,
        )

    def _committed(self, future: Future[Sale]) -> None:
        if future.exception() is None:
            self.after(future.result())


def _naming(payments: tuple[Payment, ...], return_number: str) -> tuple[Payment, ...]:
    """Return the payments with the number of the return in that of the exchange."""
    return tuple(
        replace(payment, reference=return_number) if payment.tender_class is TenderClass.EXCHANGE else payment
        for payment in payments
    )
