"""A completed sale as the journal states it. Pure; figures as in `pos_client.domain.sale`."""

from __future__ import annotations

from pos_client.domain.basket import Basket, BasketLine, ManualDiscount
from pos_client.domain.pricing import AppliedDiscount, TaxTotal
from pos_client.domain.quantity import Unit
from pos_client.domain.sale import Sale, SaleLine
from pos_client.domain.tender import Payment
from pos_client.services.paying.credit_slips import part_of
from sync.protocol.events import (
    DiscountPart,
    ManualPart,
    PaymentPart,
    SaleBody,
    SaleLinePart,
    TaskBody,
    TaxPart,
    VoidedLinePart,
    instant,
)

LONGEST_CODE = 512  # characters kept of a scanned code; marking codes have far fewer
SHELF_PRICE = "shelf_price"  # how the ids of the reason "the shelf says otherwise" end


def manual_part(manual: ManualDiscount | None) -> ManualPart | None:
    """Return a manual discount as the journal states it."""
    if manual is None:
        return None
    return ManualPart(
        kind=manual.kind.value, value=manual.value, reason=manual.reason, by=manual.by, approved_by=manual.approved_by
    )


def kept_names(names: tuple[tuple[str, str], ...], language: str) -> tuple[tuple[str, str], ...]:
    """Return the name in the receipts' `language`, else in English, else all: an event has little room for names."""
    by_language = dict(names)
    for kept in (language, "en"):
        if by_language.get(kept):
            return ((kept, by_language[kept]),)
    return names


def discount_part(discount: AppliedDiscount, language: str) -> DiscountPart:
    """Return a discount of a line as the journal states it, its name in `language`."""
    return DiscountPart(
        kind=discount.kind.value,
        source=discount.source_id,
        amount=discount.amount,
        names=kept_names(discount.names, language),
        multi_item=discount.multi_item,
    )


def _line_part(sold: SaleLine, cashier_id: str, version: str, language: str) -> SaleLinePart:
    line, priced, product = sold.line, sold.priced, sold.line.product
    return SaleLinePart(
        line_id=line.line_id,
        sku=product.sku,
        quantity=line.quantity.thousandths,
        unit=line.quantity.unit.value,
        names=kept_names(product.names, language),
        gtin=product.gtin,
        category=product.category,
        brand=product.brand,
        unit_price=priced.unit_price,
        shelf_price=None if priced.shelf_price == priced.unit_price else priced.shelf_price,
        price_list=priced.price_list,
        gross=priced.gross,
        net=priced.net,
        to_pay=priced.to_pay,
        tax_category=priced.tax_category,
        tax_rate=priced.tax_rate,
        tax_kind=priced.tax_kind.value,
        tax=priced.tax,
        discounts=tuple(discount_part(discount, language) for discount in priced.discounts),
        shares=sold.payment_shares,
        instant=instant(line.instant),
        origin=line.origin.value,
        catalogue_version="" if line.catalogue_version == version else line.catalogue_version,
        raw_codes=() if line.raw_codes == (product.gtin,) else tuple(code[:LONGEST_CODE] for code in line.raw_codes),
        parent_id=line.parent_id,
        is_charge=priced.is_charge,
        is_empties=product.is_empties,
        is_open_item=product.is_open_item,
        no_returns=product.restrictions.no_returns,
        line_total=line.line_total,
        sticker_price=line.sticker_price,
        sticker_percent=line.sticker_percent,
        sticker_serial=line.sticker_serial,
        open_price=line.open_price,
        manual=manual_part(line.manual),
        sold_by="" if line.sold_by == cashier_id else line.sold_by,
    )


def voided_part(line: BasketLine, language: str = "") -> VoidedLinePart:
    """Return a struck line as the journal states it, with its name in `language`; "": with all."""
    return VoidedLinePart(
        line_id=line.line_id,
        sku=line.product.sku,
        quantity=line.quantity.thousandths,
        unit=line.quantity.unit.value if line.quantity.unit is not Unit.PIECE else "pc",
        names=kept_names(line.product.names, language) if language else line.product.names,
        voided_at=instant(line.voided_at or line.instant),
        voided_by=line.voided_by,
    )


def _payment_part(payment: Payment) -> PaymentPart:
    return PaymentPart(
        tender_id=payment.tender_id,
        tender_class=payment.tender_class.value,
        amount=payment.amount,
        given=payment.given,
        reference=payment.reference,
        details=payment.details,
        foreign_amount=payment.foreign_amount,
        foreign_currency=payment.foreign_currency,
        intent_id=payment.intent_id,
    )


def tax_part(total: TaxTotal) -> TaxPart:
    """Return a rate group as the journal states it."""
    return TaxPart(
        category=total.category,
        rate=total.rate,
        kind=total.kind.value,
        net=total.net,
        tax=total.tax,
        gross=total.gross,
    )


def sale_body(
    sale: Sale,
    basket: Basket,
    *,
    fiscal_profile: str,
    tax_inclusive: bool,
    language: str,
    exchange_return_id: str = "",
) -> SaleBody:
    """Return the journal's statement of `sale`, which `basket` became; names are kept in `language`.

    A line's codes are left out when its GTIN was all that was read.
    """
    version = sale.lines[0].line.catalogue_version if sale.lines else ""
    return SaleBody(
        sale_id=sale.sale_id,
        receipt_number=sale.receipt_number,
        store_id=sale.store_id,
        register_id=sale.register_id,
        shift_id=sale.shift_id,
        completed_at=instant(sale.completed_at),
        cashier_id=sale.cashier_id,
        cashier_name=sale.cashier_name,
        currency=sale.currency,
        lines=tuple(_line_part(line, sale.cashier_id, version, language) for line in sale.lines),
        voided=tuple(voided_part(line, language) for line in sale.voided),
        payments=tuple(_payment_part(payment) for payment in sale.payments),
        taxes=tuple(tax_part(total) for total in sale.taxes),
        total=sale.total,
        before_discounts=sale.before_discounts,
        saved=sale.saved,
        charges=sale.charges,
        tax=sale.tax,
        cash_rounding=sale.cash_rounding,
        change=sale.change,
        basket_id=sale.sale_id,
        catalogue_version=version,
        buyer_tax_number=sale.buyer_tax_number,
        customer_ref=sale.customer_ref,
        tier=basket.tier,
        coupons=basket.coupons,
        basket_discount=manual_part(basket.basket_discount),
        fiscal_profile=fiscal_profile,
        fiscal_request_id=sale.sale_id if fiscal_profile != "none" else "",
        tax_inclusive=tax_inclusive,
        exchange_return_id=exchange_return_id,
        slips=tuple(part_of(slip) for slip in sale.slips),
    )


def tasks_of(sale: Sale) -> tuple[TaskBody, ...]:
    """Return what head office or the store has to look at: an item that was not listed, a shelf label that is wrong."""
    tasks = []
    for sold in sale.lines:
        line, sku = sold.line, sold.line.product.sku
        if line.product.is_open_item:
            code = line.raw_codes[0] if line.raw_codes else ""
            price = (("price", str(sold.priced.unit_price)), ("quantity", str(line.quantity.thousandths)))
            tasks.append(
                TaskBody(
                    kind="open_item",
                    sku=sku,
                    raw_code="" if code == sku else code[:LONGEST_CODE],
                    receipt=sale.receipt_number,
                    details=price,
                    by=line.sold_by or sale.cashier_id,
                )
            )
        if line.manual is not None and line.manual.reason.endswith(SHELF_PRICE):
            said = (("kind", line.manual.kind.value), ("value", str(line.manual.value)))
            shelf = (("shelf_price", str(sold.priced.shelf_price)),)
            tasks.append(
                TaskBody(
                    kind="shelf_price", sku=sku, receipt=sale.receipt_number, details=said + shelf, by=line.manual.by
                )
            )
    return tuple(tasks)
