"""The documents that a register states, with their parts: sale, return, post-void. Pure, any thread.

Units as in `base`. "" means none, or, on a line, the same as on the whole sale. A document takes the next number of the
register's gap-free series. `data_hash` is the SHA-256, in hexadecimal, of the bytes that the register keeps beside the
event to print it again and to take goods back; the signed event so vouches for them too.
"""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from sync.protocol.base import (
    Body,
    Count,
    CurrencyCode,
    Hex,
    Id,
    Instant,
    Int,
    ManualKindName,
    Names,
    Pairs,
    TaxKindName,
    Text,
)


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


class SlipPart(Body, frozen=True, kw_only=True):
    """A credit slip: worth `amount` minor units once to whoever holds the code whose digest is `code_hash`.

    Given by a sale for the rest of its payment `of` (an index), by a return for what it owes to that payment of the
    sale; a post-void names those of its sale that came back unused.
    """

    number: Id
    amount: Int
    code_hash: Id
    of: Count = 0


class TaxPart(Body, frozen=True, kw_only=True):
    """A rate group: `net` without tax, `tax`, `gross` with it."""

    category: Id
    net: Int
    tax: Int
    gross: Int
    rate: Count = 0
    kind: TaxKindName = "rated"


class ReturnLinePart(Body, frozen=True, kw_only=True):
    """What came back of one line; figures are positive, each this return's part by the cumulative rule.

    `line_id` is the original sale's, 0 without a receipt; `parent_id` the original parent's. `shares` are what goes
    back of each payment of the original sale, in its order; what was given back before is the sum over earlier returns.
    """

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
    raw_codes: tuple[Text, ...] = ()  # of marked units, each as scanned at the return
    is_charge: bool = False
    parent_id: Count | None = None
    category: str = ""
    brand: str = ""
    unit_price: Int = 0
    is_open_item: bool = False  # without a receipt: with one the sale says so


class SaleBody(Body, frozen=True, kw_only=True):
    """A completed sale. Holds: total = sum of lines' to_pay; total + cash_rounding = sum of payments' amounts.

    `exchange_return_id` names the return that settles part of it, by a payment of class "exchange".
    """

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
    exchange_return_id: str = ""
    data_hash: Hex = ""
    slips: tuple[SlipPart, ...] = ()


class ReturnBody(Body, frozen=True, kw_only=True):
    """Goods back, money back; figures are positive. Each of `refunds` is of the tender that pays it out.

    Holds: total = sum of lines' refund; total + cash_rounding = sum of refunds' amounts; taxes sum to tax.
    `exchange_sale_id` names the sale that takes part of it, by a refund of class "exchange".
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
    tax_inclusive: bool = True
    exchange_sale_id: str = ""
    data_hash: Hex = ""
    slips: tuple[SlipPart, ...] = ()


class PostVoidBody(Body, frozen=True, kw_only=True):
    """A completed sale of the same shift reversed by a new record; `total` is the sale's, `refunds` give it back.

    `taxes` are the sale's. All figures have the sale's sign: what it took is given back.
    """

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
    tax: Int = 0
    cashier_name: str = ""
    fiscal_profile: str = "none"
    fiscal_request_id: str = ""
    data_hash: Hex = ""
    slips: tuple[SlipPart, ...] = ()
