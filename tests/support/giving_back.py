"""Selling and giving back in the domain alone, as the services do it: for properties and golden vectors."""

from __future__ import annotations

from collections.abc import Sequence

from pos_client.domain.basket import Basket
from pos_client.domain.pricing import price
from pos_client.domain.returns import Chosen, Refund, Return, complete_return, return_lines
from pos_client.domain.returns_money import CASH, cash_to_give, dues
from pos_client.domain.sale import Sale
from pos_client.domain.settlement import complete, due_in_cash
from pos_client.domain.tender import Payment, TenderClass
from tests.support.selling import NOW, Book


def cash(amount: int) -> Payment:
    return Payment("cash", TenderClass.CASH, amount, amount)


def other(tender: str, amount: int) -> Payment:
    kind = TenderClass.CARD if tender.startswith("card") else TenderClass.VOUCHER
    return Payment(tender, kind, amount, amount, reference=tender)


def sold(basket: Basket, book: Book, parts: Sequence[Payment] = ()) -> Sale:
    """The sale of `basket`: `parts` first, the rest in cash as the store rounds it."""
    priced = price(basket, book)
    left = priced.total - sum(part.amount for part in parts)
    due = due_in_cash(left, book.store)
    payments = (
        (*parts, cash(due)) if due or (left and parts) else tuple(parts)
    )  # what rounds to nothing is still closed
    return complete(
        basket,
        priced,
        payments,
        sale_id="sale",
        receipt_number="R-1",
        store=book.store,
        register_id="r",
        shift_id="s",
        cashier_id="c",
        cashier_name="C",
        now=NOW,
    )


def back(
    sale: Sale, earlier: Sequence[Return], chosen: Sequence[Chosen], book: Book, *, all_cash: bool = False
) -> Return:
    """One return after `earlier`: every tender gets its share, or all of it goes in cash."""
    lines = return_lines(sale, earlier, chosen, book.store.tax_basis)
    refunds = [
        Refund(due.tender_id, due.tender_class, due.amount, due.payment)
        for due in dues(sale, lines)
        if due.tender_class not in CASH and not all_cash
    ]
    in_cash = sum(line.refund for line in lines) - sum(refund.amount for refund in refunds)
    refunds.append(Refund("cash", TenderClass.CASH, cash_to_give(sale, earlier, in_cash, book.store)))
    return complete_return(
        lines,
        refunds,
        return_id=f"b{len(earlier)}",
        receipt_number=f"R-{len(earlier) + 2}",
        store=book.store,
        register_id="r",
        shift_id="s",
        cashier_id="c",
        cashier_name="C",
        now=NOW,
        original=sale,
    )
