"""What the law or the owner forbids, judged over a whole basket: at Pay, at recall, and while scanning.

Restrictions outrank every promotion and approval. Nothing here keeps or asks for a birth date: an age check is only
"seen" or "refused". Amounts are minor units, quantities thousandths, instants aware UTC. Pure, any thread.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from msgspec import Struct

from pos_client.domain.basket import Basket, BasketLine
from pos_client.domain.catalogue import Product, Restrictions
from pos_client.domain.local_time import in_window, local
from pos_client.domain.marking import is_marking_code
from pos_client.domain.money import divide_rounded
from pos_client.domain.pricing.model import PriceBook, PricedBasket, PricedLine
from pos_client.domain.quantity import THOUSAND, Unit


class Violation(Struct, frozen=True):
    """A line may not be sold as it stands: `code` for the translator, `details` for its message."""

    code: str
    line_id: int
    details: tuple[tuple[str, str | int], ...] = ()


def born_until(today: date, age: int) -> date:
    """The last birth date that is `age` years old `today` (the store's date)."""
    year = today.year - age
    try:
        return today.replace(year=year)
    except ValueError:  # there is no 29 February in that year
        return date(year, 2, 28)


def pending_age(basket: Basket) -> int:
    """The age still to be checked, the highest in the basket; 0 for none.

    One answer serves the whole basket: "seen" covers every lower age, "refused" every higher one, and a lower age is
    asked for only once the refused lines are gone.
    """
    highest = max((line.product.restrictions.minimum_age for line in basket.live_lines), default=0)
    refused, check = refused_age(basket), basket.age_check
    if refused and highest >= refused:
        return 0
    return 0 if check is not None and check.seen and highest <= check.age else highest


def refused_age(basket: Basket) -> int:
    """The lowest age that was refused in this basket; 0 for none."""
    check = basket.age_check
    answered = check.age if check is not None and not check.seen else 0
    return min(basket.refused_age or answered, answered or basket.refused_age)


def forbidden_at(restrictions: Restrictions, instant: datetime, timezone: str) -> bool:
    """True when the store's calendar forbids the product at `instant`."""
    if not restrictions.forbidden_hours:
        return False
    moment = local(instant, timezone)
    return any(in_window(moment, hours.start, hours.end, hours.weekdays) for hours in restrictions.forbidden_hours)


def judge(basket: Basket, priced: PricedBasket, book: PriceBook, now: datetime) -> tuple[Violation, ...]:
    """Everything that stands against selling `basket` `now`, by line; empty when nothing does.

    The product's present restrictions count (an open item or a product no longer sold keeps those of its line), but for
    ages: they are asked by the line's product, as in `pending_age`, or an answer could never satisfy both.
    """
    live = basket.live_lines
    judged: list[tuple[BasketLine, Product]] = []
    for line in live:  # a scan judges the whole basket, and most goods have nothing to judge
        product = book.product(line.product.sku) or line.product
        if line.product.restrictions.minimum_age or _is_restricted(product):
            judged.append((line, product))
    if not judged:
        return ()
    found: list[Violation] = []
    in_basket: dict[str, int] = {}
    for line in live:
        in_basket[line.product.sku] = in_basket.get(line.product.sku, 0) + line.quantity.thousandths
    by_id = {line.line_id: line for line in priced.lines}
    for line, product in judged:
        found += _age(basket, line)
        if forbidden_at(product.restrictions, now, book.store.timezone):
            found.append(Violation("forbidden_hours", line.line_id))
        found += _figures(line, product, in_basket[product.sku], by_id.get(line.line_id))
    return tuple(found)


def _is_restricted(product: Product) -> bool:
    """Tell whether anything but an age can stand against selling `product`."""
    limits = product.restrictions
    return (
        bool(limits.forbidden_hours)
        or limits.highest_quantity is not None
        or limits.maximum_price is not None
        or product.highest_weight is not None
        or product.needs_marking
    )


def _age(basket: Basket, line: BasketLine) -> Iterator[Violation]:
    age = line.product.restrictions.minimum_age
    check, lowest = basket.age_check, refused_age(basket)
    refused = bool(lowest) and age >= lowest
    if not age or (not refused and check is not None and check.seen and age <= check.age):
        return
    yield Violation("age_refused" if refused else "age_unanswered", line.line_id, (("age", age),))


def _figures(line: BasketLine, product: Product, in_basket: int, priced: PricedLine | None) -> Iterator[Violation]:
    limits = product.restrictions
    if limits.highest_quantity is not None and in_basket > limits.highest_quantity:
        yield Violation("above_highest_quantity", line.line_id, (("highest", limits.highest_quantity),))
    weighed = product.unit is not Unit.PIECE
    if weighed and product.highest_weight is not None and line.quantity.thousandths > product.highest_weight:
        yield Violation("above_highest_weight", line.line_id, (("highest", product.highest_weight),))
    if limits.maximum_price is not None and priced is not None:
        unit_price = priced.unit_price
        if line.line_total is not None:
            unit_price = divide_rounded(line.line_total * THOUSAND, line.quantity.thousandths)
        if unit_price > limits.maximum_price:
            yield Violation("price_above_maximum", line.line_id, (("highest", limits.maximum_price),))
    if product.needs_marking and not any(map(is_marking_code, line.raw_codes)):
        yield Violation("marked_scan_needed", line.line_id)
