"""What a set of changes contradicts: itself, or the catalogue that it would leave. Set-wise, within one transaction.

Codes: "bad_gtin", "bad_number", "duplicate_gtin", "duplicate_plu", "duplicate_label", "unknown_sku" (a price, a
promotion, a quick key, a charge, what a zone sells), "still_sold", "still_named", "unknown_zone", "below_zero",
"too_large", "price_twice", "empty_period", "missing_tax_category".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from msgspec import Struct

from pos_client.domain.barcode.digits import is_digits
from pos_client.domain.promotions.model import Promotion, Selection
from sync.central.catalogue import store
from sync.central.catalogue.changes import (
    CHAIN,
    ItemKey,
    Kind,
    read_prices,
    read_promotion,
    read_quick_key,
    read_sold,
)
from sync.central.catalogue.view import Slot, View, claims

HIGHEST_AMOUNT: Final = 10**15
_LONGEST: Final = {"gtin": 14, "plu": 5, "label": 12}


class Contradiction(Struct, frozen=True):
    """What is wrong: the `code`, the item at fault, and the `value` that shows it."""

    code: str
    kind: str
    scope: str
    key: str
    value: str = ""


def contradictions(
    view: View, zones: Mapping[str, str], taxes: Mapping[str, frozenset[str]]
) -> Iterator[Contradiction]:
    """Everything wrong with the changes of `view`. `taxes`: by zone, the tax categories that all its stores know."""
    yield from _zones(view, zones)
    yield from _numbers(view)
    yield from _products(view)
    yield from _prices(view)
    for zone in sorted({key.scope for key in view.items if key.scope != CHAIN}):
        yield from _sold(view, zone, taxes.get(zone))
        yield from _references(view, zone)


def _wrong(code: str, key: ItemKey, value: str = "") -> Contradiction:
    return Contradiction(code, key.kind, key.scope, key.key, value[:200])


def _zones(view: View, zones: Mapping[str, str]) -> Iterator[Contradiction]:
    for key in view.items:
        if key.scope != CHAIN and key.scope not in zones:
            yield _wrong("unknown_zone", key, key.scope)


def _numbers(view: View) -> Iterator[Contradiction]:
    """A number belongs to one sku: looked for among the changes, then among what stands and does not change."""
    owners: dict[Slot, ItemKey] = {}
    for key, body in view.items.items():
        for slot, text in claims(key, body):
            kind = slot[0]
            if not is_digits(text) or len(text) > _LONGEST[kind]:
                yield _wrong("bad_gtin" if kind == "gtin" else "bad_number", key, text)
            elif owners.setdefault(slot, key).key != key.key:
                yield _wrong(f"duplicate_{kind}", key, f"{text} {owners[slot].key}")
    groups: dict[tuple[str, str], list[str]] = {}
    for kind, scope, number in owners:
        groups.setdefault((kind, scope), []).append(number)
    for (kind, scope), wanted in groups.items():
        for number, sku in store.numbers(view.connection, kind, scope, wanted).items():
            key = owners[kind, scope, number]
            if sku != key.key and key._replace(key=sku) not in view.items:
                yield _wrong(f"duplicate_{kind}", key, f"{number} {sku}")


def _products(view: View) -> Iterator[Contradiction]:
    gone = [key.key for key, body in view.changed(Kind.PRODUCT) if body is None]
    for zone, sku in store.scopes(view.connection, Kind.SOLD, gone):
        if view.items.get(ItemKey(Kind.SOLD, zone, sku), b"") is not None:
            yield _wrong("still_sold", ItemKey(Kind.PRODUCT, CHAIN, sku), zone)


def _prices(view: View) -> Iterator[Contradiction]:
    for key, body in view.changed(Kind.PRICE):
        last: tuple[str, int] | None = None
        for price_list, since, until, amount in read_prices(body) if body else ():
            shown = f"{price_list} {amount}"
            if amount < 0:
                yield _wrong("below_zero", key, shown)
            if amount > HIGHEST_AMOUNT:
                yield _wrong("too_large", key, shown)
            if until is not None and until <= since:
                yield _wrong("empty_period", key, shown)
            if last == (price_list, since):
                yield _wrong("price_twice", key, shown)
            last = price_list, since


def _sold(view: View, zone: str, taxes: frozenset[str] | None) -> Iterator[Contradiction]:
    facts = {key: body for key, body in view.changed(Kind.SOLD) if key.scope == zone and body is not None}
    known = view.products([key.key for key in facts])
    for key, body in facts.items():
        if key.key not in known:
            yield _wrong("unknown_sku", key)
        category = read_sold(body).tax_category
        if taxes is not None and category not in taxes:
            yield _wrong("missing_tax_category", key, category)


def _references(view: View, zone: str) -> Iterator[Contradiction]:
    """Whatever names a sku names one that the zone will sell."""
    named = {key: skus for key, body in view.items.items() if key.scope == zone and (skus := _named(key, body))}
    sold = view.sold(zone, {sku for skus in named.values() for sku in skus})
    for key, skus in named.items():
        for sku in sorted(skus - sold):
            yield _wrong("unknown_sku", key, sku)
    gone = {key.key for key, body in view.changed(Kind.SOLD) if key.scope == zone and body is None}
    if gone:
        yield from _still_named(view, zone, gone, named)


def _still_named(
    view: View, zone: str, gone: set[str], judged: Mapping[ItemKey, frozenset[str]]
) -> Iterator[Contradiction]:
    """What does not change itself and still names what the zone no longer sells."""
    standing = [(Kind.PRICE, view.after(Kind.PRICE, zone, gone))]
    standing += [(kind, view.after(kind, zone)) for kind in (Kind.PROMOTION, Kind.QUICK_KEY)]
    charging = {sku: body for sku, body in view.after(Kind.SOLD, zone).items() if b'"charge_sku"' in body}
    for kind, found in (*standing, (Kind.SOLD, charging)):
        for name, body in found.items():
            key = ItemKey(kind, zone, name)
            if key not in judged:
                for sku in sorted(_named(key, body) & gone):
                    yield _wrong("still_named", ItemKey(Kind.SOLD, zone, sku), f"{kind} {name}")


def _named(key: ItemKey, body: bytes | None) -> frozenset[str]:
    """The skus that an item names; a price names its own."""
    if body is None:
        return frozenset()
    if key.kind == Kind.PRICE:
        return frozenset((key.key,))
    if key.kind == Kind.SOLD:
        charge = read_sold(body).charge_sku
        return frozenset((charge,)) if charge else frozenset()
    if key.kind == Kind.QUICK_KEY:
        return frozenset((read_quick_key(body).sku,))
    return _of_promotion(read_promotion(body).promotion)


def _of_promotion(promotion: Promotion) -> frozenset[str]:
    reward = promotion.reward
    selections = [promotion.condition.selection, reward.selection or Selection()]
    selections += [group.selection for group in reward.groups]
    named = frozenset(sku for each in selections for sku in (*each.skus, *each.excluded_skus))
    return named | {reward.gift_sku} if reward.gift_sku else named
