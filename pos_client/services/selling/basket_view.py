"""Basket and price → what the sell screen renders. Pure; amounts in minor units, quantities in thousandths."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from pos_client.domain.basket import Basket, BasketLine, LineOrigin
from pos_client.domain.catalogue import StoreProfile, TaxBasis
from pos_client.domain.pricing import PricedBasket, PricedLine
from pos_client.domain.quantity import THOUSAND, Unit
from pos_client.domain.restrictions import born_until
from pos_client.services.views import AgePrompt, BasketView, ErrorRow, LineView

_ORIGIN_NOTES = {
    LineOrigin.WEIGHT_LABEL: "weighed_label",
    LineOrigin.PRICE_LABEL: "price_label",
    LineOrigin.MARKDOWN: "markdown_sticker",
    LineOrigin.OPEN_ITEM: "open_item",
}


def _note(line: BasketLine, priced: PricedLine | None) -> str:
    if priced is not None and priced.is_tier_price:
        return "tier_price"
    return _ORIGIN_NOTES.get(line.origin, "")


def _line_view(number: int, line: BasketLine, priced: PricedLine | None, *, is_last: bool, age: int) -> LineView:
    return LineView(
        line_id=line.line_id,
        number=number,
        names=line.product.names,
        code=line.product.gtin or line.product.plu or line.product.sku,
        quantity=line.quantity,
        unit_price=priced.unit_price if priced else 0,
        shelf_price=priced.shelf_price if priced else 0,
        price_list=priced.price_list if priced else "",
        discounts=priced.discounts if priced else (),
        total=priced.net if priced else 0,
        is_last=is_last,
        is_voided=not line.is_live,
        voided_at=line.voided_at,
        voided_by=line.voided_by,
        is_charge=line.parent_id is not None or line.product.is_charge,
        near_miss=priced.near_miss if priced else None,
        age_pending=age if line.is_live and 0 < line.product.restrictions.minimum_age <= age else 0,
        sub=_note(line, priced),
    )


class LineViews:
    """The rows of one register's basket; a row of which nothing changed stays the same object. Main thread."""

    def __init__(self) -> None:
        self._made: dict[int, tuple[BasketLine, PricedLine | None, tuple[int, bool, int], LineView]] = {}

    def rows(self, priced: PricedBasket, *, last_line: int, age: int) -> tuple[LineView, ...]:
        """Return a row for each line of `priced`, also those struck out; `age` waits for a check."""
        by_id = {line.line_id: line for line in priced.lines}
        made, fresh = self._made, {}
        for number, line in enumerate(priced.basket.lines, start=1):
            line_id = line.line_id
            paid, place = by_id.get(line_id), (number, line_id == last_line, age)
            known = made.get(line_id)
            if known is None or known[0] is not line or known[1] is not paid or known[2] != place:
                view = _line_view(number, line, paid, is_last=place[1], age=age)
                known = (line, paid, place, view)
            fresh[line_id] = known
        self._made = fresh
        return tuple([known[3] for known in fresh.values()])


def _counts(basket: Basket) -> tuple[int, int]:
    """Return whole pieces and thousandths of a kilogram; metres and litres count as one piece a line."""
    pieces = weight = 0
    for line in basket.live_lines:
        if line.parent_id is not None:
            continue
        if line.quantity.unit is Unit.PIECE:
            pieces += line.quantity.thousandths // THOUSAND
        elif line.quantity.unit is Unit.KILOGRAM:
            weight += line.quantity.thousandths
        else:
            pieces += 1
    return pieces, weight


def basket_view(
    priced: PricedBasket,
    store: StoreProfile,
    rows: LineViews,
    *,
    errors: Sequence[ErrorRow],
    pending_age: int,
    today: date,
    pay_blocked_by: str,
    points: int,
    suspended_count: int,
    last_line: int,
) -> BasketView:
    """Build the view of `priced`; `rows` has its rows, `pending_age` is to be checked, `last_line` was scanned last."""
    basket = priced.basket
    pieces, weight = _counts(basket)
    prompt = None
    if pending_age:
        youngest = next(line for line in basket.live_lines if line.product.restrictions.minimum_age == pending_age)
        prompt = AgePrompt(pending_age, born_until(today, pending_age), youngest.product.names)
    return BasketView(
        basket_id=basket.basket_id,
        currency=store.currency,
        lines=rows.rows(priced, last_line=last_line, age=pending_age),
        errors=tuple(errors),
        before_discounts=priced.before_discounts,
        saved=priced.saved,
        charges=priced.charges,
        tax=priced.tax,
        tax_included=store.tax_basis is TaxBasis.INCLUSIVE,
        taxes=priced.taxes,
        total=priced.total,
        pieces=pieces,
        weight=weight,
        points=points,
        age_prompt=prompt,
        can_pay=not pay_blocked_by,
        pay_blocked_by=pay_blocked_by,
        customer_ref=basket.customer_ref,
        tier=basket.tier,
        buyer_tax_number=basket.buyer_tax_number,
        basket_discount=basket.basket_discount.value if basket.basket_discount else 0,
        suspended_count=suspended_count,
    )
