"""By which tender the money of a return flows back. Pure, any thread; amounts are positive minor units.

Every payment gets its own share back first. What cannot go back so goes in cash: freely up to what the customer handed
over for the goods in cash (or in empties), above that by approval. The cash of all returns of a sale is rounded
together: 10.02 paid as 10.00 by a step of 0.05 comes back as 3.35, 3.35, 3.30.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from pos_client.domain.catalogue import StoreProfile
from pos_client.domain.returns import Return, ReturnLine
from pos_client.domain.sale import Sale
from pos_client.domain.settlement import due_in_cash
from pos_client.domain.tender import TenderClass

CASH = frozenset({TenderClass.CASH, TenderClass.FOREIGN_CASH})


class Due(Struct, frozen=True):
    """What one payment of the sale (`payment` is its index) gives back of a return by its own share."""

    payment: int
    tender_id: str
    tender_class: TenderClass
    amount: int


def dues(sale: Sale, lines: Sequence[ReturnLine], earlier: Sequence[Return] = ()) -> tuple[Due, ...]:
    """What each payment gives back of `lines` after `earlier` returns, those of nothing left out.

    Never more than it paid: what empties paid beside it is a share of the goods too, and goes back in cash.
    """
    found = []
    for index, payment in enumerate(sale.payments):
        amount = sum(line.shares[index] for line in lines)
        if payment.tender_class not in CASH:
            before = sum(line.shares[index] for document in earlier for line in document.lines)
            amount = min(amount, max(0, payment.amount - before))
        if amount:
            found.append(Due(index, payment.tender_id, payment.tender_class, amount))
    return tuple(found)


def less_credit(owed: Sequence[Due], credit: int) -> tuple[Due, ...]:
    """`owed` less what an exchange takes: of the cash first, then of the last payments; those of nothing left out."""
    left = dict(enumerate(due.amount for due in owed))
    for index in sorted(left, key=lambda index: (owed[index].tender_class not in CASH, -index)):
        taken = min(credit, left[index])
        left[index] -= taken
        credit -= taken
    return tuple(replace(due, amount=left[index]) for index, due in enumerate(owed) if left[index])


def paid_in_cash(sale: Sale) -> int:
    """What the goods of the sale cost in cash or in empties, rounding included: that may go back in cash.

    Of goods that were exchanged for others, what those had cost in cash.
    """
    paid = sum(payment.amount for payment in sale.payments if payment.tender_class in CASH)
    exchanged = (payment for payment in sale.payments if payment.tender_class is TenderClass.EXCHANGE)
    paid += sum(int(dict(payment.details).get("cash", "0")) for payment in exchanged)
    empties = -sum(line.priced.to_pay for line in sale.lines if line.priced.to_pay < 0)
    return paid + empties


def cash_given(earlier: Sequence[Return]) -> int:
    """What earlier returns of the sale handed over in cash."""
    return sum(document.cash for document in earlier)


def cash_to_give(sale: Sale | None, earlier: Sequence[Return], in_cash: int, store: StoreProfile) -> int:
    """What `in_cash` of this return is once the cash of all returns of the sale is rounded together.

    Never more in all than the cash that was paid and what other tenders left to cash.
    """
    if sale is None:
        return due_in_cash(in_cash, store)
    before = sum(document.unrounded_cash for document in earlier)
    given = cash_given(earlier)
    own = _own_cash(sale)
    most = due_in_cash(max(own, own + before + in_cash - _own_cash_unrounded(sale)), store)
    return max(0, min(due_in_cash(before + in_cash, store), most) - given) if in_cash else 0


def _own_cash(sale: Sale) -> int:
    """What cash paid of the goods, as frozen in the sale with its rounding."""
    goods = [line for line in sale.lines if line.priced.to_pay > 0]
    if not sale.payments:
        return sum(line.priced.to_pay for line in goods) + sale.cash_rounding
    cash = [index for index, payment in enumerate(sale.payments) if payment.tender_class in CASH]
    return sum(line.payment_shares[index] for line in goods for index in cash)


def _own_cash_unrounded(sale: Sale) -> int:
    return _own_cash(sale) - sale.cash_rounding
