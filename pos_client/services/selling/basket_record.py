"""What the journal says of an unpaid basket: lines taken away, baskets abandoned. Pure; amounts in minor units."""

from __future__ import annotations

from datetime import datetime

from msgspec.structs import replace

from pos_client.domain.basket import Basket
from pos_client.domain.quantity import Quantity
from pos_client.services.paying.sale_record import voided_part
from pos_client.services.views import Approval
from sync.protocol.events import BasketCancelledBody, LineVoidedBody


def void_body(
    basket: Basket,
    line_id: int,
    sku: str,
    quantity: Quantity,
    value: int,
    currency: str,
    by: str,
    approval: Approval | None,
) -> LineVoidedBody:
    """Return the statement that `quantity` worth `value` was taken away, with the approval that it needed."""
    return LineVoidedBody(
        basket_id=basket.basket_id,
        line_id=line_id,
        sku=sku,
        quantity=quantity.thousandths,
        unit=quantity.unit.value,
        amount=value,
        currency=currency,
        by=by,
        approved_by=approval.approver_id if approval else "",
        reason=approval.reason if approval else "",
        pay_opened=basket.pay_opened,
        lowered=quantity.thousandths < basket.line(line_id).quantity.thousandths,
    )


def cancelled_body(
    basket: Basket, total: int, currency: str, reason: str, by: str, now: datetime, approver: str, *, language: str
) -> BasketCancelledBody:
    """Return the statement that `basket` was abandoned, with everything that was in it, named in `language`."""
    return BasketCancelledBody(
        basket_id=basket.basket_id,
        reason=reason,
        total=total,
        currency=currency,
        line_count=len(basket.lines),
        pay_opened=basket.pay_opened,
        by=by,
        approved_by=approver,
        lines=tuple(
            voided_part(line if not line.is_live else replace(line, voided_at=now, voided_by=by), language)
            for line in basket.lines
        ),
    )
