"""Changes of a basket: each takes a frozen basket and returns a new one, or refuses with `BasketError(code)`.

A charge line (deposit, bag fee) follows its parent in quantity, void, split and instant, never changed by itself.
Lines keep their `line_id`; a voided line stays, struck out. Quantities are thousandths, instants aware UTC. Pure.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from msgspec.structs import replace

from pos_client.domain.basket import (
    MAX_LINES,
    AgeCheck,
    Basket,
    BasketError,
    BasketLine,
    LineOrigin,
    ManualDiscount,
    ManualKind,
)
from pos_client.domain.catalogue import Product, StoreProfile
from pos_client.domain.marking import marking_identity
from pos_client.domain.money import given_back
from pos_client.domain.pricing.model import PriceBook
from pos_client.domain.pricing.terms import same_terms
from pos_client.domain.quantity import THOUSAND, Quantity, Unit, UnitMismatchError
from pos_client.domain.restrictions import forbidden_at, refused_age

MAX_RAW_CODES = 20  # scans kept on a merged line
MAX_QUANTITY = 10_000_000  # thousandths: more is a slip of the finger
_LABELS = frozenset({LineOrigin.WEIGHT_LABEL, LineOrigin.PRICE_LABEL, LineOrigin.MARKDOWN, LineOrigin.OPEN_ITEM})


def add_line(
    basket: Basket,
    product: Product,
    quantity: Quantity,
    instant: datetime,
    origin: LineOrigin,
    catalogue_version: str,
    *,
    sold_by: str = "",
    raw_code: str = "",
    line_total: int | None = None,
    sticker_price: int | None = None,
    sticker_percent: int | None = None,
    sticker_serial: str = "",
    open_price: int | None = None,
    charge: Product | None = None,
    store: StoreProfile | None = None,
    book: PriceBook | None = None,
) -> tuple[Basket, int]:
    """Add a line, or raise the quantity of a live one on the same terms; the line's id comes with the basket.

    With `store`, forbidden hours are refused at once. With `book`, lines merge when prices and promotions are the same
    at both instants; without it, when catalogue version and quarter of an hour are.
    """
    line = BasketLine(
        basket.next_line_id,
        product,
        quantity,
        instant,
        origin,
        catalogue_version,
        raw_codes=(raw_code,) if raw_code else (),
        line_total=line_total,
        sticker_price=sticker_price,
        sticker_percent=sticker_percent,
        sticker_serial=sticker_serial,
        open_price=open_price,
        sold_by=sold_by,
    )
    _check_new(basket, line, store)
    target = next((old for old in basket.lines if _merges(basket, old, line, charge, book)), None)
    if target is not None:
        codes = target.raw_codes
        if raw_code and raw_code not in codes:
            codes = (*codes, raw_code)[-MAX_RAW_CODES:]
        return _with_quantity(basket, replace(target, raw_codes=codes), target.quantity + quantity), target.line_id
    added = [line]
    if charge is not None:
        added.append(_charge_line(line, charge, basket.next_line_id + 1))
    if len(basket.lines) + len(added) > MAX_LINES:
        raise BasketError("too_many_lines", highest=MAX_LINES)
    grown = replace(basket, lines=(*basket.lines, *added), next_line_id=basket.next_line_id + len(added))
    return grown, line.line_id


def set_quantity(basket: Basket, line_id: int, quantity: Quantity, instant: datetime) -> Basket:
    """Set a line's quantity. The line keeps its own instant: `instant` only dates the change.

    An amount taken off by hand was judged for the quantity it was given for: with a lower one it shrinks in proportion.
    """
    _aware(instant)
    line = _changeable(basket, line_id)
    if line.product.needs_marking:
        raise BasketError("marked_scan_needed", line=line_id)
    if line.line_total is not None or line.sticker_serial or line.origin is LineOrigin.WEIGHT_LABEL:
        raise BasketError("not_changeable", line=line_id)
    _check_quantity(basket, line.product, quantity, instead_of=line.quantity.thousandths)
    manual, held = line.manual, line.quantity.thousandths
    if manual is not None and manual.kind is ManualKind.AMOUNT and quantity.thousandths < held:
        value = manual.value * quantity.thousandths // held
        line = replace(line, manual=replace(manual, value=value) if value else None)
    return _with_quantity(basket, line, quantity)


def void_line(basket: Basket, line_id: int, instant: datetime, by: str) -> Basket:
    """Strike out a line and the charges it brought."""
    _aware(instant)
    _changeable(basket, line_id)
    return _void(basket, line_id, instant, by)


def void_product(
    basket: Basket, sku: str, quantity: Quantity, instant: datetime, by: str, first: Collection[int] = ()
) -> Basket:
    """Take `quantity` of `sku` out again, from the newest line back; a line only partly concerned is split first.

    The lines whose ids are in `first` go before the others.

    `no_such_product`, or `not_that_many` when the basket holds less than that in lines that may be taken apart.
    """
    _aware(instant)
    same = [line for line in basket.live_lines if line.product.sku == sku and line.parent_id is None]
    lines = [line for line in same if line.quantity.unit is quantity.unit] or same  # it may be counted since today
    if not lines:
        raise BasketError("no_such_product", sku=sku)
    _check_shape(lines[0].product, quantity)
    left = quantity.thousandths
    changed = basket
    place = {line.line_id: number for number, line in enumerate(lines)}
    for line in sorted(lines, key=lambda line: (line.line_id in first, place[line.line_id]), reverse=True):
        if line.quantity.thousandths <= left:
            changed = _void(changed, line.line_id, instant, by)
            left -= line.quantity.thousandths
        elif left and _divisible(line):
            changed, taken = split_line(changed, line.line_id, Quantity(left, quantity.unit))
            changed = _void(changed, taken, instant, by)
            left = 0
    if left:
        raise BasketError("not_that_many", sku=sku, missing=left)
    return changed


def split_line(basket: Basket, line_id: int, quantity: Quantity) -> tuple[Basket, int]:
    """Move `quantity` of a line to a line of its own behind it; together they cost what the one did."""
    line = _changeable(basket, line_id)
    _check_shape(line.product, quantity)
    if not _divisible(line) or quantity.thousandths >= line.quantity.thousandths:
        raise BasketError("not_changeable", line=line_id)
    charges = [child for child in basket.lines if child.parent_id == line_id and child.is_live]
    if len(basket.lines) + 1 + len(charges) > MAX_LINES:
        raise BasketError("too_many_lines", highest=MAX_LINES)
    new_id = basket.next_line_id
    kept, moved = _parts(line, quantity.thousandths, new_id)
    replaced: dict[int, BasketLine] = {line_id: kept}
    added = [moved]
    for number, child in enumerate(charges, start=1):
        amount = quantity.thousandths
        if child.quantity.thousandths != line.quantity.thousandths:  # one charge for the whole line stays where it is
            continue
        child_kept, child_moved = _parts(child, amount, new_id + number)
        replaced[child.line_id] = child_kept
        added.append(replace(child_moved, parent_id=new_id))
    lines: list[BasketLine] = []
    last = charges[-1].line_id if charges else line_id
    for old in basket.lines:
        lines.append(replaced.get(old.line_id, old))
        if old.line_id == last:
            lines += added
    return replace(basket, lines=tuple(lines), next_line_id=new_id + 1 + len(charges)), new_id


def set_manual(basket: Basket, line_id: int, manual: ManualDiscount | None) -> Basket:
    """Put a manual discount or price on a line, or take it away."""
    line = _changeable(basket, line_id)
    if manual is None:
        return basket.with_line(replace(line, manual=None))
    product = line.product
    fixed = line.sticker_price is not None or line.sticker_percent is not None
    if product.restrictions.no_discounts or product.is_gift_card or product.is_charge or product.is_empties or fixed:
        raise BasketError("discount_not_allowed", line=line_id)
    if manual.kind is ManualKind.PRICE and line.line_total is not None:
        raise BasketError("not_changeable", line=line_id)
    _check_value(manual, product)
    return basket.with_line(replace(line, manual=manual))


def set_basket_discount(basket: Basket, manual: ManualDiscount | None) -> Basket:
    """Put a manual discount on the whole basket (a "price" is its new total), or take it away."""
    if manual is not None:
        _check_value(manual, None)
    return replace(basket, basket_discount=manual)


def note_taken(basket: Basket, sku: str, value: int) -> Basket:
    """Count `value` minor units of `sku` taken away unapproved, so that many small takings are judged as one."""
    taken = dict(basket.taken_away)
    taken[sku] = taken.get(sku, 0) + value
    return replace(basket, taken_away=tuple(taken.items()))


def reprice(basket: Basket, line_id: int | None, instant: datetime, catalogue_version: str | None = None) -> Basket:
    """Move the instant of one live line, or of all, so that the prices and rules of `instant` hold."""
    _aware(instant)
    if line_id is not None:
        _changeable(basket, line_id)

    def moved(line: BasketLine) -> BasketLine:
        if not line.is_live or line_id not in (None, line.line_id, line.parent_id):
            return line
        return replace(line, instant=instant, catalogue_version=catalogue_version or line.catalogue_version)

    return replace(basket, lines=tuple(moved(line) for line in basket.lines))


def set_tier(basket: Basket, customer_ref: str, tier: str, segments: tuple[str, ...] = ()) -> Basket:
    """Attach, change or ("" and "") remove the customer; every tier price and promotion follows from it."""
    return replace(basket, customer_ref=customer_ref, tier=tier, segments=segments)


def set_coupons(basket: Basket, coupons: tuple[str, ...]) -> Basket:
    """The coupon kinds that this basket may use, each once, in the order they came."""
    return replace(basket, coupons=tuple(dict.fromkeys(coupons)))


def answer_age(basket: Basket, check: AgeCheck) -> Basket:
    """Note the answer to the age check; `value_out_of_range` for an age that no product asks for.

    The lowest refused age stays refused, whatever is answered for another.
    """
    if check.age <= 0:
        raise BasketError("value_out_of_range", value=check.age)
    refused = refused_age(basket)
    if not check.seen:
        refused = min(refused or check.age, check.age)
    return replace(basket, age_check=check, refused_age=refused)


def _aware(instant: datetime) -> None:
    if instant.tzinfo is None:
        raise ValueError(f"an instant needs its time zone, got {instant.isoformat()}")


def _changeable(basket: Basket, line_id: int) -> BasketLine:
    line = basket.line(line_id)
    if line.parent_id is not None:
        raise BasketError("charge_follows_parent", line=line_id)
    if not line.is_live:
        raise BasketError("not_changeable", line=line_id)
    return line


def _divisible(line: BasketLine) -> bool:
    whole = line.line_total is not None or line.sticker_serial or line.product.needs_marking
    return not whole and line.origin is not LineOrigin.WEIGHT_LABEL


def _check_shape(product: Product, quantity: Quantity) -> None:
    if quantity.unit is not product.unit:
        raise UnitMismatchError(f"{product.sku} is sold by {product.unit}, not {quantity.unit}")
    if quantity.thousandths <= 0:
        raise BasketError("quantity_not_positive" if product.unit is Unit.PIECE else "below_zero_weight")
    if product.unit is Unit.PIECE and not quantity.is_whole:
        raise BasketError("quantity_not_whole")


def _check_quantity(basket: Basket, product: Product, quantity: Quantity, instead_of: int = 0) -> None:
    _check_shape(product, quantity)
    limit = product.highest_weight
    if product.unit is not Unit.PIECE and limit is not None and quantity.thousandths > limit:
        raise BasketError("above_highest_weight", highest=limit)
    highest = product.restrictions.highest_quantity
    held = sum(line.quantity.thousandths for line in basket.live_lines if line.product.sku == product.sku)
    wanted = held - instead_of + quantity.thousandths
    if highest is not None and wanted > highest:
        raise BasketError("above_highest_quantity", highest=highest)
    if wanted > MAX_QUANTITY:
        raise BasketError("above_highest_quantity", highest=MAX_QUANTITY)


def _check_new(basket: Basket, line: BasketLine, store: StoreProfile | None) -> None:
    _aware(line.instant)
    product = line.product
    _check_quantity(basket, product, line.quantity)
    if store is not None and forbidden_at(product.restrictions, line.instant, store.timezone):
        raise BasketError("forbidden_hours")
    if product.is_open_item and line.open_price is None:
        raise BasketError("price_needed")
    for price in (line.open_price, line.line_total, line.sticker_price):
        if price is not None and price < 0:
            raise BasketError("value_out_of_range", value=price)
    highest = product.restrictions.maximum_price
    if line.open_price is not None and highest is not None and line.open_price > highest:
        raise BasketError("price_above_maximum", highest=highest)
    if product.needs_marking:
        _check_marking(basket, line)
    if line.sticker_serial and any(line.sticker_serial == old.sticker_serial for old in basket.live_lines):
        raise BasketError("sticker_twice", serial=line.sticker_serial)


def _check_marking(basket: Basket, line: BasketLine) -> None:
    identity = marking_identity(line.raw_codes[0]) if line.raw_codes else ""
    if not identity or line.quantity.thousandths != THOUSAND:
        raise BasketError("marked_scan_needed")
    if any(marking_identity(code) == identity for old in basket.live_lines for code in old.raw_codes):
        raise BasketError("marking_code_twice")


def _check_value(manual: ManualDiscount, product: Product | None) -> None:
    value = manual.value
    low, high = (0, 10_000) if manual.kind is ManualKind.PERCENT else (0, 2**53)
    if not low <= value <= high or (value == 0 and manual.kind is not ManualKind.PRICE):
        raise BasketError("value_out_of_range", value=value)
    highest = product.restrictions.maximum_price if product is not None else None
    if manual.kind is ManualKind.PRICE and highest is not None and value > highest:
        raise BasketError("price_above_maximum", highest=highest)


def _merges(basket: Basket, old: BasketLine, new: BasketLine, charge: Product | None, book: PriceBook | None) -> bool:
    plain = (
        old.is_live
        and old.parent_id is None
        and old.product == new.product
        and old.product.unit is Unit.PIECE
        and not (old.product.needs_marking or old.product.is_gift_card)
        and not any(line.sticker_serial or line.line_total is not None for line in (old, new))  # one of its kind
        and old.origin not in _LABELS
        and new.origin not in _LABELS
        and old.manual is None
        and old.sold_by == new.sold_by
        and old.open_price == new.open_price
        and old.catalogue_version == new.catalogue_version
    )
    if not plain:
        return False
    children = [child for child in basket.lines if child.parent_id == old.line_id and child.is_live]
    if [child.product for child in children] != ([charge] if charge is not None else []):
        return False
    if book is not None:
        return same_terms(book, old.product, old.instant, new.instant)
    return _quarter(old.instant) == _quarter(new.instant)


def _quarter(instant: datetime) -> int:
    return int(instant.timestamp()) // 900  # windows begin on quarters of an hour in every time zone


def _charge_line(parent: BasketLine, charge: Product, line_id: int) -> BasketLine:
    return BasketLine(
        line_id,
        charge,
        _charge_quantity(parent.product, parent.quantity, charge),
        parent.instant,
        LineOrigin.CHARGE,
        parent.catalogue_version,
        parent_id=parent.line_id,
        sold_by=parent.sold_by,
    )


def _charge_quantity(product: Product, quantity: Quantity, charge: Product) -> Quantity:
    """A charge counts its parent's pieces; what is weighed or measured brings one."""
    return Quantity(quantity.thousandths if product.unit is Unit.PIECE else THOUSAND, charge.unit)


def _with_quantity(basket: Basket, line: BasketLine, quantity: Quantity) -> Basket:
    def changed(old: BasketLine) -> BasketLine:
        if old.line_id == line.line_id:
            return replace(line, quantity=quantity)
        if old.parent_id == line.line_id and old.is_live:
            return replace(old, quantity=_charge_quantity(line.product, quantity, old.product))
        return old

    return replace(basket, lines=tuple(changed(old) for old in basket.lines))


def _void(basket: Basket, line_id: int, instant: datetime, by: str) -> Basket:
    def struck(line: BasketLine) -> BasketLine:
        concerned = line.is_live and line_id in (line.line_id, line.parent_id)
        return replace(line, voided_at=instant, voided_by=by) if concerned else line

    return replace(basket, lines=tuple(struck(line) for line in basket.lines))


def _parts(line: BasketLine, moved: int, new_id: int) -> tuple[BasketLine, BasketLine]:
    """The line less `moved` thousandths, and a new line of them; an amount taken off by hand is divided too."""
    unit = line.quantity.unit
    whole = line.quantity.thousandths
    manual_kept = manual_moved = line.manual
    if line.manual is not None and line.manual.kind is ManualKind.AMOUNT:
        part = given_back(line.manual.value, moved, whole)
        manual_kept = replace(line.manual, value=line.manual.value - part)
        manual_moved = replace(line.manual, value=part)
    kept = replace(line, quantity=Quantity(whole - moved, unit), manual=manual_kept)
    root = line.split_from or line.line_id
    away = replace(line, line_id=new_id, quantity=Quantity(moved, unit), manual=manual_moved, split_from=root)
    return kept, away
