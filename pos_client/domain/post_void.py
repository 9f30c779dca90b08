"""A completed sale of the same shift taken back whole, by a new record. Pure; figures have the sale's own sign."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct

from pos_client.domain.credit_slip import CreditSlip
from pos_client.domain.pricing.model import TaxTotal
from pos_client.domain.returns import Refund
from pos_client.domain.sale import Sale
from pos_client.domain.tender import TenderClass

_CASH = frozenset({TenderClass.CASH, TenderClass.FOREIGN_CASH})


class PostVoid(Struct, frozen=True):
    """The record. Holds: total + cash_rounding == sum of the refunds' amounts, all as in the sale.

    `slips` are those that the sale gave: they came back unused and are worth nothing from now on.
    """

    post_void_id: str
    receipt_number: str
    sale_id: str
    sale_receipt: str
    sale_seq: int
    sold_at: datetime
    store_id: str
    register_id: str
    shift_id: str
    completed_at: datetime
    cashier_id: str
    cashier_name: str
    currency: str
    total: int
    cash_rounding: int
    refunds: tuple[Refund, ...]
    taxes: tuple[TaxTotal, ...]
    tax: int
    reason: str
    approved_by: str
    training: bool = False
    slips: tuple[CreditSlip, ...] = ()

    @property
    def cash(self) -> int:
        """What was handed over in cash; below zero it was taken in."""
        return sum(refund.amount for refund in self.refunds if refund.tender_class is TenderClass.CASH)


def cash_back(sale: Sale) -> int:
    """What the sale took in cash, foreign cash in our own money: it goes back in our own."""
    return sum(payment.amount for payment in sale.payments if payment.tender_class in _CASH)
