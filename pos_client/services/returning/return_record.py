"""A return as the journal states it. Pure; figures as in `pos_client.domain.returns`."""

from __future__ import annotations

from pos_client.domain.catalogue import StoreProfile, TaxBasis
from pos_client.domain.returns import Refund, Return, ReturnLine
from pos_client.domain.tender import TenderClass
from pos_client.services.paying.credit_slips import part_of
from pos_client.services.paying.sale_record import discount_part, kept_names, tax_part
from sync.protocol.events import PaymentPart, ReturnBody, ReturnLinePart, instant


def refund_part(refund: Refund) -> PaymentPart:
    """Return a refund as the journal states it; a slip that is given takes no paper out of the drawer."""
    return PaymentPart(
        tender_id=refund.tender_id,
        tender_class=refund.tender_class.value,
        amount=refund.amount,
        given=0 if refund.tender_class is TenderClass.CREDIT_SLIP else refund.amount,
        reference=refund.reference,
        details=refund.details,
        intent_id=refund.intent_id,
    )


def _line_part(line: ReturnLine, language: str) -> ReturnLinePart:
    product = line.product
    return ReturnLinePart(
        line_id=line.line_id,
        sku=product.sku,
        quantity=line.quantity.thousandths,
        refund=line.refund,
        tax_category=line.tax_category,
        reason=line.reason,
        names=kept_names(product.names, language),
        unit=line.quantity.unit.value,
        gtin=product.gtin,
        gross=line.gross,
        net=line.net,
        discounts=tuple(discount_part(discount, language) for discount in line.discounts if discount.amount),
        tax_rate=line.tax_rate,
        tax_kind=line.tax_kind.value,
        tax=line.tax,
        shares=line.shares,
        condition=line.condition.value,
        raw_codes=line.codes,
        is_charge=line.is_charge,
        is_open_item=product.is_open_item,
        parent_id=line.parent_id,
        category=product.category,
        brand=product.brand,
        unit_price=line.unit_price,
    )


def return_body(document: Return, store: StoreProfile, *, exchange_sale_id: str = "") -> ReturnBody:
    """Return the journal's statement of a return; names are kept in the language of the store's receipts."""
    return ReturnBody(
        return_id=document.return_id,
        receipt_number=document.receipt_number,
        store_id=document.store_id,
        register_id=document.register_id,
        shift_id=document.shift_id,
        completed_at=instant(document.completed_at),
        cashier_id=document.cashier_id,
        cashier_name=document.cashier_name,
        currency=document.currency,
        lines=tuple(_line_part(line, store.language) for line in document.lines),
        refunds=tuple(refund_part(refund) for refund in document.refunds),
        taxes=tuple(tax_part(total) for total in document.taxes),
        tax=document.tax,
        total=document.total,
        cash_rounding=document.cash_rounding,
        original_receipt=document.original_receipt,
        original_sale_id=document.original_sale_id,
        original_register_id=document.original_register_id,
        approved_by=document.approved_by,
        customer_ref=document.customer_ref,
        buyer_tax_number=document.buyer_tax_number,
        fiscal_profile=store.fiscal_profile,
        fiscal_request_id=document.return_id if store.fiscal_profile != "none" else "",
        tax_inclusive=store.tax_basis is TaxBasis.INCLUSIVE,
        exchange_sale_id=exchange_sale_id,
        slips=tuple(part_of(slip) for slip in document.slips),
    )
