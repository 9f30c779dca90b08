"""What a register's journal events say, version 1: one frozen message a type of event.

Amounts are integers in minor units of `currency`, quantities integers in thousandths of `unit`, rates basis points,
instants strings as `instant()` makes them ("2026-11-22T10:11:12.123456Z"). Fields are only ever added, with a default;
a field that has its default is not written. Names are pairs (language, text). "" means none, or, on a line, the
same as on the whole sale. `schemas` judges bodies on append and reads them back.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, TypeAlias

import msgspec
from msgspec import Meta

Instant: TypeAlias = Annotated[str, Meta(pattern=r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z\Z")]
OptionalInstant: TypeAlias = Annotated[str, Meta(pattern=r"^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z)?\Z")]
CurrencyCode: TypeAlias = Annotated[str, Meta(pattern=r"^[A-Z]{3}\Z")]
Id: TypeAlias = Annotated[str, Meta(min_length=1, max_length=128)]
Text: TypeAlias = Annotated[str, Meta(max_length=2000)]
Hex: TypeAlias = Annotated[str, Meta(pattern=r"^[0-9a-f]*\Z", max_length=128)]
Int: TypeAlias = Annotated[int, Meta(ge=-(2**63), le=2**63 - 1)]
Count: TypeAlias = Annotated[int, Meta(ge=0, le=2**63 - 1)]
Names: TypeAlias = tuple[tuple[str, str], ...]
Pairs: TypeAlias = tuple[tuple[str, str], ...]
TaxKindName: TypeAlias = Annotated[str, Meta(pattern=r"^(rated|zero|exempt)\Z")]
ManualKindName: TypeAlias = Annotated[str, Meta(pattern=r"^(percent|amount|price)\Z")]
CashMoveKind: TypeAlias = Annotated[str, Meta(pattern=r"^(paid_in|paid_out|safe_drop|no_sale)\Z")]
FiscalKind: TypeAlias = Annotated[str, Meta(pattern=r"^(sale|return|open_day|close_day)\Z")]
FiscalStateName: TypeAlias = Annotated[str, Meta(pattern=r"^(requested|registered|refused|unknown)\Z")]
MarkingOutcome: TypeAlias = Annotated[str, Meta(pattern=r"^(allowed|refused|no_answer)\Z")]
PrintAnswer: TypeAlias = Annotated[str, Meta(pattern=r"^(printed|again|abandoned)\Z")]


def instant(moment: datetime) -> str:
    """Return an aware `moment` as UTC text with microseconds; `ValueError` for a naive one."""
    if moment.tzinfo is None:
        raise ValueError("an instant needs a time zone")
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def parse_instant(text: str) -> datetime:
    """Return the aware UTC moment that `instant` spelled; `ValueError` for anything else."""
    if len(text) != 27 or text[-1] != "Z":
        raise ValueError(f"not an instant: {text!r}")
    return datetime.fromisoformat(text[:-1]).replace(tzinfo=UTC)


class Body(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A message inside an event."""


# --- parts of documents


class DiscountPart(Body, frozen=True, kw_only=True):
    """`amount` off a line (positive) and why; `kind` as in pricing, `source` the promotion id or the reason."""

    kind: Id
    source: Text
    amount: Int
    names: Names = ()
    multi_item: bool = False


class ManualPart(Body, frozen=True, kw_only=True):
    """A person's change of price: "percent" in basis points, "amount" or "price" in minor units."""

    kind: ManualKindName
    value: Int
    reason: Text
    by: Id
    approved_by: str = ""


class SaleLinePart(Body, frozen=True, kw_only=True):
    """A line as sold, with all that a return needs later.

    `shares` are what each payment of the sale paid of it, in the order of the payments. `tax` is the line's share of
    its rate group. `sold_by` and `catalogue_version` are left out when they are the sale's own.
    """

    line_id: Count
    sku: Id
    quantity: Int
    unit_price: Int
    gross: Int
    net: Int
    to_pay: Int
    tax_category: Id
    instant: Instant
    names: Names = ()
    unit: str = "pc"
    tax_rate: Count = 0
    tax_kind: TaxKindName = "rated"
    tax: Int = 0
    discounts: tuple[DiscountPart, ...] = ()
    shares: tuple[Int, ...] = ()
    gtin: str = ""
    category: str = ""
    brand: str = ""
    shelf_price: Int | None = None  # None: the unit price
    price_list: str = "shelf"
    origin: str = "scan"
    catalogue_version: str = ""
    raw_codes: tuple[Text, ...] = ()
    parent_id: Count | None = None
    is_charge: bool = False
    is_empties: bool = False
    is_open_item: bool = False
    no_returns: bool = False
    line_total: Int | None = None
    sticker_price: Int | None = None
    sticker_percent: Int | None = None
    sticker_serial: str = ""
    open_price: Int | None = None
    manual: ManualPart | None = None
    sold_by: str = ""
    points: Int = 0


class VoidedLinePart(Body, frozen=True, kw_only=True):
    """A line struck out before payment; it costs nothing and is kept for the auditor."""

    line_id: Count
    sku: Id
    quantity: Int
    voided_at: Instant
    voided_by: str
    unit: str = "pc"
    names: Names = ()


class PaymentPart(Body, frozen=True, kw_only=True):
    """One settled part. `amount` counts against the amount due, `given` is what was handed over, in minor units."""

    tender_id: Id
    tender_class: Id
    amount: Int
    given: Int
    reference: Text = ""
    details: Pairs = ()
    foreign_amount: Int = 0
    foreign_currency: str = ""
    intent_id: str = ""


class TaxPart(Body, frozen=True, kw_only=True):
    """A rate group: `net` without tax, `tax`, `gross` with it."""

    category: Id
    net: Int
    tax: Int
    gross: Int
    rate: Count = 0
    kind: TaxKindName = "rated"


class ReturnLinePart(Body, frozen=True, kw_only=True):
    """What came back of one line; figures are positive. `line_id` is the original sale's, 0 without a receipt."""

    line_id: Count
    sku: Id
    quantity: Count
    refund: Int
    tax_category: Id
    reason: Text
    names: Names = ()
    unit: str = "pc"
    gtin: str = ""
    gross: Int = 0
    net: Int = 0
    discounts: tuple[DiscountPart, ...] = ()
    tax_rate: Count = 0
    tax_kind: TaxKindName = "rated"
    tax: Int = 0
    shares: tuple[Int, ...] = ()
    condition: str = ""  # "resalable", "damaged", ...
    raw_codes: tuple[Text, ...] = ()
    is_charge: bool = False
    parent_id: Count | None = None


# --- documents


class SaleBody(Body, frozen=True, kw_only=True):
    """A completed sale. Holds: total = sum of lines' to_pay; total + cash_rounding = sum of payments' amounts."""

    sale_id: Id
    receipt_number: Id
    store_id: Id
    register_id: Id
    shift_id: Id
    completed_at: Instant
    cashier_id: Id
    currency: CurrencyCode
    lines: Annotated[tuple[SaleLinePart, ...], Meta(max_length=999)]
    payments: tuple[PaymentPart, ...]
    total: Int
    cashier_name: str = ""
    taxes: tuple[TaxPart, ...] = ()
    voided: Annotated[tuple[VoidedLinePart, ...], Meta(max_length=999)] = ()
    before_discounts: Int = 0
    saved: Int = 0
    charges: Int = 0
    tax: Int = 0
    cash_rounding: Int = 0
    change: Int = 0
    basket_id: str = ""
    catalogue_version: str = ""
    buyer_tax_number: str = ""
    customer_ref: str = ""
    tier: str = ""
    coupons: tuple[Text, ...] = ()
    points: Int = 0
    fiscal_profile: str = "none"
    fiscal_request_id: str = ""
    basket_discount: ManualPart | None = None
    tax_inclusive: bool = True


class ReturnBody(Body, frozen=True, kw_only=True):
    """Goods back, money back; figures are positive.

    Holds: total = sum of lines' refund; total + cash_rounding = sum of refunds' amounts.
    """

    return_id: Id
    receipt_number: Id
    store_id: Id
    register_id: Id
    shift_id: Id
    completed_at: Instant
    cashier_id: Id
    currency: CurrencyCode
    lines: Annotated[tuple[ReturnLinePart, ...], Meta(max_length=999)]
    refunds: tuple[PaymentPart, ...]
    total: Int
    cashier_name: str = ""
    taxes: tuple[TaxPart, ...] = ()
    tax: Int = 0
    cash_rounding: Int = 0
    original_receipt: str = ""  # "" without a receipt
    original_sale_id: str = ""
    original_register_id: str = ""
    approved_by: str = ""
    customer_ref: str = ""
    buyer_tax_number: str = ""
    fiscal_profile: str = "none"
    fiscal_request_id: str = ""


class PostVoidBody(Body, frozen=True, kw_only=True):
    """A completed sale of the same shift reversed by a new record; `total` is the sale's, `refunds` give it back."""

    post_void_id: Id
    receipt_number: Id
    sale_id: Id
    sale_receipt: Id
    sale_seq: Count
    register_id: Id
    shift_id: Id
    completed_at: Instant
    cashier_id: Id
    currency: CurrencyCode
    total: Int
    refunds: tuple[PaymentPart, ...]
    reason: Text
    approved_by: Id
    store_id: str = ""
    cash_rounding: Int = 0
    taxes: tuple[TaxPart, ...] = ()
    fiscal_request_id: str = ""


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
    denominations: tuple[tuple[Count, Count], ...] = ()  # value in minor units, pieces
    expected_cash: Count | None = None


class ZTenderPart(Body, frozen=True, kw_only=True):
    """One tender at close: what the journal expects, what was counted (None: not counted)."""

    tender_id: Id
    tender_class: Id
    expected: Int
    counted: Int | None = None
    payments: Count = 0
    refunds: Count = 0
    unreconciled: bool = False  # the terminal did not answer


class ZBody(Body, frozen=True, kw_only=True):
    """The numbered closing of a shift: a sum over the shift's events, and the chain head it was drawn from."""

    z_number: Count
    shift_id: Id
    register_id: Id
    opened_at: Instant
    closed_at: Instant
    opened_by: Id
    closed_by: Id
    currency: CurrencyCode
    head_seq: Count  # the last event that the totals contain
    head_hash: Hex
    sales_count: Count
    sales_total: Int
    returns_count: Count
    returns_total: Int
    store_id: str = ""
    post_voids_count: Count = 0
    post_voids_total: Int = 0
    first_seq: Count = 0  # the event that opened the shift
    first_receipt: str = ""
    last_receipt: str = ""
    taxes: tuple[TaxPart, ...] = ()
    return_taxes: tuple[TaxPart, ...] = ()
    tenders: tuple[ZTenderPart, ...] = ()
    cash_rounding: Int = 0
    saved: Int = 0
    charges: Int = 0
    opening_cash: Int = 0
    paid_in: Int = 0
    paid_out: Int = 0
    safe_drops: Int = 0
    expected_cash: Int = 0
    counted_cash: Int = 0
    over_short: Int = 0
    explanation: Text = ""
    denominations: tuple[tuple[Count, Count], ...] = ()
    cash_left: Int = 0
    bag_number: str = ""
    no_sales: Count = 0
    line_voids: Count = 0
    cancelled: Count = 0
    reprints: Count = 0
    approved_by: str = ""
    carried_baskets: tuple[Text, ...] = ()


# --- acts and answers


class FiscalRequestedBody(Body, frozen=True, kw_only=True):
    """A document is about to be asked of the fiscal device; unknown outcomes are queried by this id."""

    request_id: Id
    kind: FiscalKind
    device: str = ""
    receipt_number: str = ""  # the document it belongs to; no number of its own is taken
    total: Int = 0
    currency: str = ""


class FiscalAnswerBody(Body, frozen=True, kw_only=True):
    """What the fiscal device answered; `tax` is what it counted itself, `difference` ours less its."""

    request_id: Id
    state: FiscalStateName
    device: str = ""
    document_number: str = ""
    sign: Text = ""
    tax: tuple[tuple[str, Int], ...] = ()
    code: str = ""
    message: Text = ""
    receipt: str = ""  # the receipt number of the document it belongs to
    difference: Int = 0


class BasketCancelledBody(Body, frozen=True, kw_only=True):
    """An unpaid basket abandoned."""

    basket_id: Id
    reason: Text
    total: Int
    currency: CurrencyCode
    line_count: Count
    by: Id
    pay_opened: bool = False
    approved_by: str = ""
    lines: tuple[VoidedLinePart, ...] = ()
    was_suspended: bool = False


class LineVoidedBody(Body, frozen=True, kw_only=True):
    """A line struck out, or its quantity lowered by `quantity`, when that is a sensitive act."""

    basket_id: Id
    line_id: Count
    sku: Id
    quantity: Int
    amount: Int
    currency: CurrencyCode
    by: Id
    unit: str = "pc"
    approved_by: str = ""
    reason: Text = ""
    pay_opened: bool = False


class ApprovalBody(Body, frozen=True, kw_only=True):
    """A person with the right said yes to another's act; `amount` is in the unit of the permission."""

    permission: Id
    amount: Int
    reason: Text
    asked_by: str
    approved_by: Id
    basket_id: str = ""
    currency: str = ""


class LoginBody(Body, frozen=True, kw_only=True):
    """Somebody came to the till or left it; `how` is "name", "badge", "lock", "logout", "refused", "throttled"."""

    staff_id: Id
    how: Id


class PaymentIntentBody(Body, frozen=True, kw_only=True):
    """Money is about to be asked of a provider; written before it is asked."""

    intent_id: Id
    kind: Id  # "card", "reversal", ...
    amount: Int
    currency: CurrencyCode
    basket_id: str = ""
    tender_id: str = ""
    by: str = ""


class PaymentOutcomeBody(Body, frozen=True, kw_only=True):
    """What became of an intent; `approved` is the amount that was really moved."""

    intent_id: Id
    state: Id
    approved: Int = 0
    currency: str = ""
    reference: Text = ""
    message: Text = ""
    details: Pairs = ()
    confirmed_by: str = ""  # who said so, where the terminal cannot


class AgeCheckBody(Body, frozen=True, kw_only=True):
    """The age was asked once for the basket; the date is never kept."""

    basket_id: Id
    age: Count
    seen: bool
    by: Id


class ReprintBody(Body, frozen=True, kw_only=True):
    """A copy of a document was printed."""

    receipt_number: str
    by: Id
    kind: str = "receipt"
    approved_by: str = ""
    reason: Text = ""


class ClockJumpBody(Body, frozen=True, kw_only=True):
    """The wall clock went backwards (or far ahead) between two events."""

    before: Instant
    after: Instant
    seconds: Int = 0


class TaskBody(Body, frozen=True, kw_only=True):
    """Something for a person elsewhere: "open_item", "shelf_price", "sticker_twice", "unknown_code", ..."""

    kind: Id
    sku: str = ""
    raw_code: Text = ""
    receipt: str = ""
    details: Pairs = ()
    by: str = ""


class MarkingCheckBody(Body, frozen=True, kw_only=True):
    """Whether one marked unit may be sold; without an answer `rule` says what the store makes of it."""

    code_hash: Id
    outcome: MarkingOutcome
    basket_id: str = ""
    sku: str = ""
    rule: str = ""
    source: str = ""


class SettingsChangedBody(Body, frozen=True, kw_only=True):
    """Settings of this register changed by a technician; secrets are named, never shown."""

    by: Id
    changes: tuple[tuple[str, str, str], ...]  # name, before, after


class TrainingBody(Body, frozen=True, kw_only=True):
    """Training began or ended at this register; `by` "" when it was started or stopped without anybody at the till.

    The end says what was sold in training, none of it real. `interrupted`: noted at the next start, as training was
    never left.
    """

    entered: bool
    by: str = ""
    sales: Count = 0
    total: Int = 0
    currency: str = ""
    interrupted: bool = False


class PrintAnsweredBody(Body, frozen=True, kw_only=True):
    """A person answered what became of a print whose outcome was not known."""

    job_id: Id
    answer: PrintAnswer
    by: Id
    receipt: str = ""


# --- the journal about itself


class EpochOpenedBody(Body, frozen=True, kw_only=True):
    """The first event of an epoch: whose it is, the key that signs it, and where the previous epoch ended."""

    register_id: Id
    receipt_prefix: Id
    public_key: Hex
    previous_epoch: Count = 0
    previous_seq: Count = 0
    previous_hash: Hex = ""


class RecoveredBody(Body, frozen=True, kw_only=True):
    """The program had not been stopped properly; the journal was checked before selling went on."""

    checked_from: Count
    checked_to: Count
    previous_start: OptionalInstant = ""


class PurgedBody(Body, frozen=True, kw_only=True):
    """Events up to and including `seq` were removed, the last of which had `hash`; the centre holds them."""

    seq: Count
    hash: Hex
    count: Count


BODIES: dict[str, type[Body]] = {
    "epoch_opened": EpochOpenedBody,
    "recovered": RecoveredBody,
    "purged": PurgedBody,
    "sale": SaleBody,
    "return": ReturnBody,
    "post_void": PostVoidBody,
    "cash_move": CashMoveBody,
    "shift_opened": ShiftOpenedBody,
    "z_report": ZBody,
    "fiscal_requested": FiscalRequestedBody,
    "fiscal_answer": FiscalAnswerBody,
    "basket_cancelled": BasketCancelledBody,
    "line_voided": LineVoidedBody,
    "approval": ApprovalBody,
    "login": LoginBody,
    "payment_intent": PaymentIntentBody,
    "payment_outcome": PaymentOutcomeBody,
    "age_check": AgeCheckBody,
    "reprint": ReprintBody,
    "clock_jump": ClockJumpBody,
    "task": TaskBody,
    "marking_check": MarkingCheckBody,
    "settings_changed": SettingsChangedBody,
    "training": TrainingBody,
    "print_answered": PrintAnsweredBody,
}
"""Every type of event of version 1 and the message it carries."""

DOCUMENTS = frozenset({"sale", "return", "post_void"})
"""Types whose `receipt_number` was taken from the register's gap-free counter in the same transaction."""
