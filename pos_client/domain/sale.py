"""A completed sale: final, never edited, only followed by a correcting record.

Amounts are minor units of `currency`. Every share a later return needs is frozen here, line by line.
"""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct

from pos_client.domain.basket import BasketLine
from pos_client.domain.credit_slip import CreditSlip
from pos_client.domain.pricing.model import PricedLine, TaxTotal
from pos_client.domain.tender import Payment


class SaleLine(Struct, frozen=True):
    """A line as sold: the basket's line and its price. `payment_shares` aligns with the sale's payments."""

    line: BasketLine
    priced: PricedLine
    payment_shares: tuple[int, ...]


class Sale(Struct, frozen=True):
    """`total` = sum of payments' amounts less change plus `cash_rounding` (negative when rounded down).

    Invariant 12: sum(payment.amount) + ... see `complete`: total + cash_rounding == sum(amount of payments).
    """

    sale_id: str
    receipt_number: str
    store_id: str
    register_id: str
    shift_id: str
    completed_at: datetime
    cashier_id: str
    cashier_name: str
    currency: str
    lines: tuple[SaleLine, ...]
    voided: tuple[BasketLine, ...]
    payments: tuple[Payment, ...]
    taxes: tuple[TaxTotal, ...]
    before_discounts: int
    saved: int
    charges: int
    tax: int
    total: int
    cash_rounding: int
    change: int
    buyer_tax_number: str = ""
    customer_ref: str = ""
    training: bool = False
    slips: tuple[CreditSlip, ...] = ()
