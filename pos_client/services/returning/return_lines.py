"""What the return screen shows of a sale's lines. Pure, but for the names; amounts minor units, thousandths."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from pos_client.domain.money import divide_rounded
from pos_client.domain.quantity import THOUSAND, Quantity, Unit
from pos_client.domain.returns import Chosen, LooseItem, Return, ReturnLine, returned_quantities, why_not
from pos_client.domain.sale import Sale, SaleLine
from pos_client.services.reasons import SEPARATOR
from pos_client.services.returning.returns_views import ReturnLineView


def line_views(
    sale: Sale, earlier: Sequence[Return], chosen: Mapping[int, Chosen], lines: Sequence[ReturnLine]
) -> tuple[ReturnLineView, ...]:
    """Return the sale's goods with what is chosen of them; charges are told with the goods that brought them."""
    back, last = returned_quantities(earlier), _last_times(earlier)
    charges = {line.line.line_id: 0 for line in sale.lines}
    for line in sale.lines:
        if line.line.parent_id is not None:
            charges[line.line.parent_id] = charges.get(line.line.parent_id, 0) + line.priced.to_pay
    amounts: dict[int, int] = {}
    for part in lines:
        owner = part.line_id if part.parent_id is None else part.parent_id
        amounts[owner] = amounts.get(owner, 0) + part.refund
    return tuple(
        _view(
            line,
            back.get(line.line.line_id, 0),
            last.get(line.line.line_id),
            chosen.get(line.line.line_id),
            amounts.get(line.line.line_id, 0),
            charges[line.line.line_id],
        )
        for line in sale.lines
        if line.line.parent_id is None
    )


def _last_times(earlier: Sequence[Return]) -> dict[int, datetime]:
    return {line.line_id: document.completed_at for document in earlier for line in document.lines}


def _view(
    line: SaleLine, back: int, last: datetime | None, chosen: Chosen | None, amount: int, charges: int
) -> ReturnLineView:
    product, sold, priced = line.line.product, line.line.quantity, line.priced
    left = max(0, sold.thousandths - back)
    piece = sold.unit is Unit.PIECE
    reason, _, words = (chosen.reason if chosen else "").partition(SEPARATOR)
    return ReturnLineView(
        line_id=line.line.line_id,
        names=product.names,
        code=product.gtin or product.sku,
        sold=sold,
        returned=Quantity(back, sold.unit),
        remaining=Quantity(left, sold.unit),
        chosen=Quantity(chosen.thousandths if chosen else 0, sold.unit),
        step=THOUSAND if piece else left,
        unit_price=priced.unit_price,
        unit_paid=divide_rounded(priced.to_pay * THOUSAND, sold.thousandths) if sold.thousandths else 0,
        paid=priced.to_pay,
        charges=charges,
        discounts=priced.discounts,
        amount=amount,
        why_not=why_not(line, back),
        asks_code=product.needs_marking,
        returned_at=last,
        reason=reason,
        reason_text=words,
        condition=chosen.condition.value if chosen else "",
    )


def loose_views(items: Sequence[LooseItem], lines: Sequence[ReturnLine]) -> tuple[ReturnLineView, ...]:
    """Return goods without a receipt; `line_id` counts them from 1."""
    found = []
    for number, (item, line) in enumerate(zip(items, lines, strict=True), start=1):
        nothing = Quantity(0, item.quantity.unit)
        reason, _, words = item.reason.partition(SEPARATOR)
        found.append(
            ReturnLineView(
                line_id=number,
                names=item.product.names,
                code=item.product.gtin or item.product.sku,
                sold=nothing,
                returned=nothing,
                remaining=nothing,
                chosen=item.quantity,
                step=THOUSAND if item.quantity.unit is Unit.PIECE else item.quantity.thousandths,
                unit_price=item.unit_price,
                unit_paid=item.unit_price,
                paid=0,
                charges=0,
                discounts=(),
                amount=line.refund,
                asks_code=item.product.needs_marking,
                reason=reason,
                reason_text=words,
                condition=item.condition.value,
            )
        )
    return tuple(found)
