"""What the screens of returns, post-voids and exchanges render: frozen values, minor units, thousandths, codes."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from msgspec import Struct

from pos_client.domain.money import Currency
from pos_client.domain.pricing.model import AppliedDiscount, TaxTotal
from pos_client.domain.quantity import Quantity, Unit
from pos_client.services.views import Names, NeedsApproval


class RefundState(StrEnum):
    """Where one part of the money that flows back stands."""

    DUE = "due"  # nothing was done yet
    AT_TERMINAL = "at_terminal"
    DONE = "done"  # with the customer, or (cash, vouchers) handed over once the return is on disk
    DECLINED = "declined"  # refund it again, or give it in cash
    UNKNOWN = "unknown"  # the answer was lost: ask the terminal, never refund again
    CONFIRM = "confirm"  # standalone terminal: the cashier says what the slip says


class RefundView(Struct, frozen=True):
    """One part of what flows back. `paid` is what this tender paid of the sale.

    `asks_terminal`: call `run_refund` for it. `why_cash` is the code of why a share of another tender goes in cash, ""
    for cash that was paid. `can_cash`: `to_cash` may be tried.
    """

    part_id: str
    tender_id: str
    names: Names
    tender_class: str
    amount: int
    paid: int
    state: RefundState
    message: str = ""
    asks_terminal: bool = False
    can_cash: bool = False
    why_cash: str = ""
    reference: str = ""


class ReturnLineView(Struct, frozen=True):
    """A line of the sale, or goods without a receipt. `amount` is what `chosen` gives back, its charges included.

    `unit_paid` is what one unit cost in the end, `paid` the whole line, `charges` what deposits cost beside it. `step`
    is what + and - change `chosen` by. `why_not` is the code of why nothing can be chosen. `asks_code`: a marked unit,
    chosen by scanning its own code alone.
    """

    line_id: int
    names: Names
    code: str
    sold: Quantity
    returned: Quantity
    remaining: Quantity
    chosen: Quantity
    step: int
    unit_price: int
    unit_paid: int
    paid: int
    charges: int
    discounts: tuple[AppliedDiscount, ...]
    amount: int
    why_not: str = ""
    asks_code: bool = False
    returned_at: datetime | None = None  # the last time that some of it came back
    reason: str = ""
    reason_text: str = ""
    condition: str = ""
    is_charge: bool = False
    parent_id: int | None = None

    @property
    def is_loose(self) -> bool:
        """True for goods without a receipt: how many were sold is not known."""
        return not self.sold.thousandths

    @property
    def room(self) -> int:
        """By how much + may raise `chosen`, thousandths; loose goods by weight and marked units stay as scanned."""
        if self.is_loose:
            return 0 if self.asks_code or self.chosen.unit is not Unit.PIECE else self.step
        return max(0, self.remaining.thousandths - self.chosen.thousandths)


class ReasonView(Struct, frozen=True):
    """A reason to choose; `condition` is how goods come back for it unless somebody says otherwise."""

    reason_id: str
    names: Names
    text_needed: bool
    condition: str


class ReturnView(Struct, frozen=True):
    """The return screen's whole state.

    `stage` is "choosing", "refunding" (nothing can be chosen any more), or "settled" (`finish` it). `total` is what the
    lines are worth, `to_give` what is handed over with cash rounded. `blocked_by` is the code of what stops F9.
    `needs` is what would have to be approved at F9, None for nothing. `limit` is the cashier's own for a shift (None:
    may not at all), `used` what of it is used up.
    """

    return_id: str
    original_receipt: str  # "" without a receipt
    sold_at: datetime | None
    cashier_name: str
    payments: tuple[tuple[Names, int], ...]
    currency: Currency
    lines: tuple[ReturnLineView, ...]
    refunds: tuple[RefundView, ...]
    taxes: tuple[TaxTotal, ...]
    tax: int
    total: int
    to_give: int
    cash_rounding: int
    line_count: int
    stage: str
    blocked_by: str = ""
    needs: NeedsApproval | None = None
    limit: int | None = None
    used: int = 0
    last_day: date | None = None  # until when it is taken back without an approval; None: for ever
    is_late: bool = False
    can_leave: bool = True
    can_set_aside: bool = False
    can_exchange: bool = False
    buyer_tax_number: str = ""
    onto_slip: bool | None = None  # what vouchers paid goes onto a credit slip, or (False) in cash; None: no such share


class ReturnedView(Struct, frozen=True):
    """The return or post-void just written: what to hand over and how its paper fares (`print_state` as when paid).

    `cash` below zero is taken in: the sale that was taken back had paid out.
    """

    receipt_number: str
    original_receipt: str
    currency: Currency
    total: int
    cash: int
    cash_pieces: tuple[int, ...]
    cash_rounding: int
    refunds: tuple[tuple[Names, int], ...]
    line_count: int
    print_state: str
    print_code: str = ""
    print_job: str = ""
    is_post_void: bool = False


class PendingView(Struct, frozen=True):
    """A return that was set aside with money of it moved or asked about: it has to be finished."""

    return_id: str
    original_receipt: str
    total: int
    by: str
    since: datetime
    is_unknown: bool


class PostVoidView(Struct, frozen=True):
    """The post-void panel: a sale of this shift, whole. `blocked_by` is the code of why it cannot be taken back.

    `stage` is "choosing", "refunding" or "settled". `needs` is always there: somebody else has to say yes.
    """

    post_void_id: str
    sale_receipt: str
    sold_at: datetime
    cashier_name: str
    currency: Currency
    total: int
    line_count: int
    refunds: tuple[RefundView, ...]
    cash: int
    stage: str
    blocked_by: str = ""
    needs: NeedsApproval | None = None
    can_leave: bool = True
    slips_missing: tuple[str, ...] = ()  # numbers of its credit slips that have to come back first


class ExchangeView(Struct, frozen=True):
    """The credit of the basket in hand. `takes` is what the basket takes of it, `rest` what has to go back.

    `to_give` is the rest with its cash rounded. `stage` of the rest is "choosing" (call `begin_rest` in Pay),
    "refunding" or "settled".
    """

    return_id: str
    original_receipt: str
    currency: Currency
    credit: int
    takes: int
    rest: int
    to_give: int
    refunds: tuple[RefundView, ...]
    stage: str
    needs: NeedsApproval | None = None
    can_cancel: bool = True


class LeftOverView(Struct, frozen=True):
    """An approved card whose sale went on without it: its money has to go back."""

    intent_id: str
    receipt_number: str
    tender_id: str
    names: Names
    amount: int
    at: datetime
    state: RefundState
    message: str = ""


class DocumentRow(Struct, frozen=True):
    """A row of the receipts list. `kind` is "sale", "return" or "post_void".

    `state` of a sale is "", "partly", "returned" or "void"; of any, "damaged" when its bytes cannot be read.
    `original_receipt` is what a return or post-void refers to, `by` the cashier's id.
    """

    receipt_number: str
    kind: str
    state: str
    completed_at: datetime
    total: int
    by: str
    original_receipt: str = ""
