"""What a register states about a shift: cash moves, its opening, counts, X and Z with their figures. Pure, any thread.

Units as in `base`. `ShiftFigures` is what `shift_figures` folds from the shift's events; X and Z embed it, and a check
folds it again. The rows of each table in it are in the order of their keys, so that equal shifts give equal figures.
"""

from __future__ import annotations

from typing import Annotated, TypeAlias

from msgspec import Meta

from sync.protocol.base import Body, Count, CurrencyCode, Hex, Id, Instant, Int, Text
from sync.protocol.documents import TaxPart

CashMoveKind: TypeAlias = Annotated[str, Meta(pattern=r"^(paid_in|paid_out|safe_drop|no_sale)\Z")]
CountSource: TypeAlias = Annotated[str, Meta(pattern=r"^(|counted|terminal|typed)\Z")]
Denominations: TypeAlias = tuple[tuple[Count, Count], ...]  # value in minor units, pieces


class CashMoveBody(Body, frozen=True, kw_only=True):
    """Cash put in or taken out by hand; `amount` is positive, "no_sale" opens the drawer and moves nothing."""

    move_id: Id
    kind: CashMoveKind
    amount: Count
    currency: CurrencyCode
    reason: Text
    shift_id: Id
    by: Id
    at: Instant
    approved_by: str = ""
    reference: str = ""  # bag number of a safe drop


class ShiftOpenedBody(Body, frozen=True, kw_only=True):
    """A till becomes one person's, with its counted opening cash."""

    shift_id: Id
    opened_by: Id
    opened_at: Instant
    opening_cash: Count
    currency: CurrencyCode
    denominations: Denominations = ()
    expected_cash: Count | None = None  # what the shift before left; None: not known


# --- the figures of a shift


class TenderFigures(Body, frozen=True, kw_only=True):
    """What one tender took and gave back. `paid` and `refunded` count against totals, as the parts' `amount`.

    `expected` is what must be there at the count: of own cash the drawer (opening cash and moves included), of foreign
    cash the notes in units of `currency`, of anything else the face value taken less the face value given back.
    `currency` is the foreign one, "" for our own; `foreign` what was taken less what was handed back in it.
    """

    tender_id: Id
    tender_class: Id
    currency: str = ""
    payments: Count = 0
    paid: Int = 0
    given: Int = 0
    refunds: Count = 0
    refunded: Int = 0
    refund_given: Int = 0
    foreign: Int = 0
    expected: Int = 0


class CategoryFigures(Body, frozen=True, kw_only=True):
    """What was charged for one product category ("" without one), and what of it came back or was post-voided."""

    category: str = ""
    sold: Int = 0
    returned: Int = 0
    post_voided: Int = 0


class CashierFigures(Body, frozen=True, kw_only=True):
    """What one person completed: documents and their totals."""

    cashier_id: Id
    sales: Count = 0
    sales_total: Int = 0
    returns: Count = 0
    returns_total: Int = 0
    post_voids: Count = 0
    post_voids_total: Int = 0


class DiscountFigures(Body, frozen=True, kw_only=True):
    """Discounts of one kind on lines sold; `back` is what of them returns and post-voids took back."""

    kind: Id
    count: Count = 0
    amount: Int = 0
    back: Int = 0


class ShiftFigures(Body, frozen=True, kw_only=True):
    """All sums over the events of a shift. Figures of sales are not lessened by what came back; that stands beside.

    `tenders` always holds own cash (class "cash"), whose `expected` is `expected_cash`. `correction_taxes` are of
    returns and post-voids, positive. `dropped` (suspended baskets) and `cancelled_after_pay` are part of `cancelled`.
    `price_changes` are lines sold at a typed price, with what it took off. `exchanged` is what returns paid of sales.
    `slips_issued` are the credit slips given less those that came back with a post-void, which the shop owes;
    `slips_taken` those paid with, less those handed back, by what they said.
    """

    currency: CurrencyCode
    opening_cash: Int = 0
    sales: Count = 0
    sales_total: Int = 0
    returns: Count = 0
    returns_total: Int = 0
    post_voids: Count = 0
    post_voids_total: Int = 0
    first_receipt: str = ""
    last_receipt: str = ""
    taxes: tuple[TaxPart, ...] = ()
    correction_taxes: tuple[TaxPart, ...] = ()
    tenders: tuple[TenderFigures, ...] = ()
    categories: tuple[CategoryFigures, ...] = ()
    cashiers: tuple[CashierFigures, ...] = ()
    discounts: tuple[DiscountFigures, ...] = ()
    saved: Int = 0
    charges: Int = 0
    empties: Int = 0  # paid out for empties, positive
    sale_rounding: Int = 0
    refund_rounding: Int = 0
    exchanged: Int = 0
    paid_in_count: Count = 0
    paid_in: Int = 0
    paid_out_count: Count = 0
    paid_out: Int = 0
    safe_drop_count: Count = 0
    safe_drops: Int = 0
    expected_cash: Int = 0
    no_sales: Count = 0
    line_voids: Count = 0
    line_voids_total: Int = 0
    lowered: Count = 0
    lowered_total: Int = 0
    cancelled: Count = 0
    cancelled_total: Int = 0
    cancelled_after_pay: Count = 0
    cancelled_after_pay_total: Int = 0
    dropped: Count = 0
    dropped_total: Int = 0
    price_changes: Count = 0
    price_changes_total: Int = 0
    reprints: Count = 0
    approvals: Count = 0
    slips_issued: Count = 0
    slips_issued_total: Int = 0
    slips_taken: Count = 0
    slips_taken_total: Int = 0


# --- counting and closing


class CountedPart(Body, frozen=True, kw_only=True):
    """What was counted of one tender, in units of `currency` ("" our own)."""

    tender_id: Id
    tender_class: Id
    counted: Int
    currency: str = ""


class CountStartedBody(Body, frozen=True, kw_only=True):
    """The closing count began: from here to its cancelling or the Z nothing is sold and no cash moves."""

    shift_id: Id
    by: Id
    at: Instant
    approved_by: str = ""


class CountComparedBody(Body, frozen=True, kw_only=True):
    """A finished count was compared, so that counting again hides nothing: what was found beside what was expected.

    `round` counts the comparisons of the shift from 1. A tender without a figure (its terminal did not answer) is in
    `expected` alone.
    """

    shift_id: Id
    by: Id
    at: Instant
    round: Count
    counted: tuple[CountedPart, ...] = ()
    expected: tuple[CountedPart, ...] = ()


class CountCancelledBody(Body, frozen=True, kw_only=True):
    """The count was given up and selling goes on. `counted` and `rounds` tell what had been counted and how often.

    `compared`: the expected figures had been shown.
    """

    shift_id: Id
    by: Id
    at: Instant
    reason: Text = ""
    rounds: Count = 0
    counted: tuple[CountedPart, ...] = ()
    compared: bool = False
    approved_by: str = ""


class ZTenderPart(Body, frozen=True, kw_only=True):
    """One tender at close: what the figures expect, what was found (None: not counted), and where that came from.

    `over_short` is found less expected, 0 when nothing was found. Amounts are in units of `currency`, "" our own.
    """

    tender_id: Id
    tender_class: Id
    currency: str = ""
    expected: Int = 0
    counted: Int | None = None
    over_short: Int = 0
    source: CountSource = ""  # "counted" by hand, read from the "terminal", "typed" from its slip
    unreconciled: bool = False  # the terminal did not answer
    first_count: Int | None = None  # when it was counted again
    denominations: Denominations = ()


class TerminalTotalsPart(Body, frozen=True, kw_only=True):
    """The batch totals of a payment terminal as read or typed, for one of its tenders."""

    terminal_id: str
    tender_id: Id
    source: CountSource = ""
    payments: Count = 0
    paid: Int = 0
    refunds: Count = 0
    refunded: Int = 0
    batch: str = ""
    read_at: str = ""


class CarriedBasketPart(Body, frozen=True, kw_only=True):
    """A suspended basket that was neither taken back nor dropped when its shift was closed."""

    basket_id: Id
    suspended_at: Instant
    by: str
    total: Int
    line_count: Count
    label: Text = ""


class CarriedPaymentPart(Body, frozen=True, kw_only=True):
    """Money at a provider that no document accounted for when the shift was closed: charged, or not known to be."""

    intent_id: Id
    kind: Id
    state: Id
    amount: Int
    asked_at: Instant


class ZBody(Body, frozen=True, kw_only=True):
    """The numbered closing of a shift: its figures, what was found, and the chain head that they were drawn from.

    Holds: `tenders` has one part for each of the figures' tenders, with its expected amount, and may have more that
    were counted with nothing expected; what is left and what is
    removed make up the own cash found.
    """

    z_number: Count
    shift_id: Id
    register_id: Id
    opened_at: Instant
    closed_at: Instant
    opened_by: Id
    closed_by: Id
    currency: CurrencyCode
    head_seq: Count  # the last event that the figures contain
    head_hash: Hex
    figures: ShiftFigures
    store_id: str = ""
    first_seq: Count = 0  # the event that opened the shift
    tenders: tuple[ZTenderPart, ...] = ()
    rounds: Count = 1  # how often it was counted
    explanation: Text = ""
    cash_left: Int = 0
    cash_removed: Int = 0
    bag_number: str = ""
    carried_baskets: tuple[CarriedBasketPart, ...] = ()
    carried_payments: tuple[CarriedPaymentPart, ...] = ()
    approved_by: str = ""
    forgotten: bool = False  # closed on a later business day
    terminal_totals: tuple[TerminalTotalsPart, ...] = ()
    fiscal_request_id: str = ""  # the fiscal day's report, asked of the device
    fiscal_document: str = ""


class XReportBody(Body, frozen=True, kw_only=True):
    """An interim report: the shift's figures up to and including event `head_seq`."""

    shift_id: Id
    register_id: Id
    by: Id
    at: Instant
    head_seq: Count
    head_hash: Hex
    figures: ShiftFigures
    approved_by: str = ""
