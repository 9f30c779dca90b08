"""The codes to scan in the demo chain, as a scanner would send them: badges, coupons, stickers, labels, whole baskets.

Pure but for reading the demo's files; any thread. A store, basket or product the chain does not have raises
`LookupError`.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from msgspec import Struct

from pos_client.app.demo_data import chain, demo_store, product_rows, staff_rows
from pos_client.domain.barcode import (
    check_digit,
    encode_badge,
    encode_coupon,
    encode_empties,
    encode_markdown,
    parse_pattern,
)

GROUP_SEPARATOR: Final = "\x1d"


class DemoBasket(Struct, frozen=True):
    """A basket of the mock-ups: what to `scan` in turn, the customer's `tier`, and what it must come to.

    `total` and `tax` are minor units; `tax` is None where the mock-up does not show it. `at` is ISO 8601 local time.
    """

    basket_id: str
    store_id: str
    at: str
    tier: str
    scans: tuple[str, ...]
    total: int
    tax: int | None


def weight_label(store_id: str, item: str, thousandths: int) -> str:
    """A scale's label for `thousandths` of a kilogram of the label item `item`, by the store's own pattern."""
    return _label(store_id, "W", item, thousandths)


def price_label(store_id: str, item: str, amount: int) -> str:
    """A price label over `amount` minor units for the label item `item`, by the store's own pattern."""
    return _label(store_id, "P", item, amount)


def _label(store_id: str, field: str, item: str, figure: int) -> str:
    for text in demo_store(store_id).country["barcode_patterns"]:
        if field not in parse_pattern(text).fields:
            continue
        body = str(text)[:-1]  # the demo's patterns all end in a check digit
        for letter, digits in (("I", item), (field, str(figure))):
            width = body.count(letter)
            if not digits.isdecimal() or len(digits) > width:
                raise ValueError(f"{digits} does not fit into {text}")
            body = body.replace(letter * width, digits.rjust(width, "0"))
        return body + check_digit(body)
    raise LookupError(f"store {store_id} prints no labels with {field}")


def marking_code(gtin: str, serial: str) -> str:
    """The Data Matrix of one marked unit, as a scanner sends it: GTIN, `serial`, a made-up check part."""
    return f"01{gtin.rjust(14, '0')}21{serial}{GROUP_SEPARATOR}93Demo"


def badge_codes(store_id: str) -> dict[str, str]:
    """The codes on the badges of a store, by the name in English."""
    demo_store(store_id)
    return {row["en"]: encode_badge(row["badge"]) for row in staff_rows() if row["store"] == store_id}


def markdown_codes(store_id: str) -> dict[str, str]:
    """The codes on the markdown stickers of the demo, by serial number, prices in the store's money."""
    money = demo_store(store_id).currency_code
    return {
        sticker["serial"]: encode_markdown(
            sticker["sku"],
            date.fromisoformat(sticker["last_day"]),
            sticker["serial"],
            price=sticker["price"][money] if sticker["price"] else None,
            percent_bp=sticker["percent_bp"],
        )
        for sticker in chain()["markdowns"]
    }


def empties_slip(reference: str, amount: int) -> str:
    """The once-only slip of a bottle machine over `amount` minor units."""
    return encode_empties(reference, amount)


def demo_baskets(store_id: str) -> tuple[DemoBasket, ...]:
    """The baskets of the mock-ups that belong to a store."""
    demo_store(store_id)
    baskets = [basket for basket in chain()["baskets"] if basket["store"] == store_id]
    wanted = {sku for basket in baskets for sku, _ in basket["lines"]}
    rows = {row["sku"]: row for row in product_rows() if row["sku"] in wanted}
    found = []
    for basket in baskets:
        scans: list[str] = []
        for sku, thousandths in basket["lines"]:
            row = rows[sku]
            if row["label_item"]:
                scans.append(weight_label(store_id, row["label_item"], thousandths))
            else:
                scans += [row["codes"].split()[0]] * (thousandths // 1000)
        scans += [encode_coupon(coupon) for coupon in basket["coupons"]]
        found.append(
            DemoBasket(
                basket["id"], store_id, basket["at"], basket["tier"], tuple(scans), basket["total"], basket["tax"]
            )
        )
    return tuple(found)
