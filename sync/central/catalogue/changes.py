"""A change of the catalogue as a value, and its spelling in the database. Pure, any thread.

A product is known to the whole chain by its sku: names, unit, codes. What a price zone's law and shelves make of it
(tax category, restrictions, deposit, marking, label numbers) is `Sold`; a product that is not `Sold` in a zone is not
in that zone's feed. Amounts are minor units of the zone's currency.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import Final, NamedTuple, TypeAlias

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from pos_client.domain.catalogue import NO_RESTRICTIONS, PriceEntry, Product, Restrictions
from pos_client.domain.promotions.model import Promotion
from pos_client.domain.settings import QuickKey
from sync.protocol.values import encode_plain, encode_value, from_micros, plain_value, to_micros

MOST_SKU: Final = 128
MOST_GTINS: Final = 100
CHAIN: Final = ""
"""The scope of what all zones share."""


class Kind(StrEnum):
    """What an item is; its key is the sku, the promotion's id, or the quick key's place ("00", "01", ...)."""

    PRODUCT = "product"  # scope CHAIN
    SOLD = "sold"
    PRICE = "price"
    PROMOTION = "promotion"
    QUICK_KEY = "quick_key"


class ChainProduct(Struct, frozen=True):
    """A product as the chain knows it. The fields of `product` that `Sold` has are ignored. `gtins`: further codes."""

    product: Product
    gtins: tuple[str, ...] = ()


class Sold(Struct, frozen=True):
    """What a zone makes of a product. `labels`: item numbers of its weight or price labels, without leading zeros."""

    tax_category: str
    charge_sku: str = ""
    needs_marking: bool = False
    restrictions: Restrictions = NO_RESTRICTIONS
    labels: tuple[str, ...] = ()
    popularity: int = 0

    def of(self, product: Product) -> Product:
        """The product as this zone's registers have it."""
        return replace(
            product,
            tax_category=self.tax_category,
            charge_sku=self.charge_sku,
            needs_marking=self.needs_marking,
            restrictions=self.restrictions,
        )


class PlacedPromotion(Struct, frozen=True):
    """A promotion and its position among those of the zone: the lower is asked first."""

    position: int
    promotion: Promotion


class ProductEdit(Struct, frozen=True):
    """Upsert of a product of the chain; None removes it."""

    sku: str
    value: ChainProduct | None


class SoldEdit(Struct, frozen=True):
    """A zone begins to sell a product, sells it otherwise, or (None) no longer."""

    zone: str
    sku: str
    value: Sold | None


class PriceEdit(Struct, frozen=True):
    """All dated prices of a sku in all lists of a zone; () removes them."""

    zone: str
    sku: str
    prices: tuple[PriceEntry, ...]


class PromotionEdit(Struct, frozen=True):
    """Upsert of a promotion of a zone; None removes it."""

    zone: str
    promotion_id: str
    value: PlacedPromotion | None


class QuickKeyEdit(Struct, frozen=True):
    """Sets the quick key at `place` (0 to 999) of a zone; None clears it."""

    zone: str
    place: int
    value: QuickKey | None


Edit: TypeAlias = ProductEdit | SoldEdit | PriceEdit | PromotionEdit | QuickKeyEdit


class ItemKey(NamedTuple):
    """Where an item stands."""

    kind: str
    scope: str
    key: str


class EditError(ValueError):
    """An edit that no catalogue could hold: `code` and the `key` at fault.

    Codes: "bad_sku", "bad_zone", "bad_key", "another_sku", "too_many_codes", "naive_instant", "too_large".
    """

    def __init__(self, code: str, key: str) -> None:
        super().__init__(f"{code}: {key[:80]!r}")
        self.code = code
        self.key = key


def spell(edit: Edit) -> tuple[ItemKey, bytes | None]:
    """The item that `edit` changes and its new body, None to remove; `EditError`."""
    if isinstance(edit, ProductEdit):
        return _sku_key(Kind.PRODUCT, CHAIN, edit.sku), _product_body(edit.sku, edit.value) if edit.value else None
    if not edit.zone or len(edit.zone) > 64:
        raise EditError("bad_zone", edit.zone)
    if isinstance(edit, SoldEdit):
        return _sku_key(Kind.SOLD, edit.zone, edit.sku), encode_value(edit.value) if edit.value else None
    if isinstance(edit, PriceEdit):
        return _sku_key(Kind.PRICE, edit.zone, edit.sku), price_body(edit.sku, edit.prices)
    if isinstance(edit, PromotionEdit):
        key = ItemKey(Kind.PROMOTION, edit.zone, _checked(edit.promotion_id, "bad_key"))
        if edit.value is None:
            return key, None
        if edit.value.promotion.promotion_id != edit.promotion_id:
            raise EditError("bad_key", edit.promotion_id)
        return key, promotion_body(edit.value)
    if not 0 <= edit.place <= 999:
        raise EditError("bad_key", str(edit.place))
    return ItemKey(Kind.QUICK_KEY, edit.zone, f"{edit.place:02}"), encode_value(edit.value) if edit.value else None


def spell_all(edits: Iterable[Edit]) -> dict[ItemKey, bytes | None]:
    """All of `edits`; of two that change the same item the later holds."""
    return dict(map(spell, edits))


def _sku_key(kind: Kind, scope: str, sku: str) -> ItemKey:
    return ItemKey(kind, scope, _checked(sku, "bad_sku"))


def _checked(key: str, code: str) -> str:
    if not 1 <= len(key) <= MOST_SKU or not key.isprintable() or key != key.strip():
        raise EditError(code, key)
    return key


def _product_body(sku: str, value: ChainProduct) -> bytes:
    product = value.product
    if product.sku != sku:
        raise EditError("another_sku", sku)
    if len(value.gtins) > MOST_GTINS:
        raise EditError("too_many_codes", sku)
    shared = Sold("").of(product)
    return encode_plain({"gtins": value.gtins, "product": plain_value(shared)})


def price_body(sku: str, prices: Sequence[PriceEntry]) -> bytes | None:
    """The body of a price row: [[list, from, to, amount], ...] in µs, ordered by (list, from); None without prices."""
    rows = []
    for entry in prices:
        if entry.sku != sku:
            raise EditError("another_sku", sku)
        try:
            until = None if entry.valid_to is None else to_micros(entry.valid_to)
            rows.append((entry.price_list, to_micros(entry.valid_from), until, entry.amount))
        except ValueError:
            raise EditError("naive_instant", sku) from None
    return encode_plain(sorted(rows, key=lambda row: row[:2])) if rows else None


def promotion_body(value: PlacedPromotion) -> bytes:
    """The body of a promotion's row."""
    return encode_plain({"position": value.position, "promotion": plain_value(value.promotion)})


PriceRow: TypeAlias = tuple[str, int, int | None, int]
"""List, from and to in µs, amount."""

read_product: Final = msgspec.json.Decoder(ChainProduct).decode
read_sold: Final = msgspec.json.Decoder(Sold).decode
read_prices: Final = msgspec.json.Decoder(list[PriceRow]).decode
read_promotion: Final = msgspec.json.Decoder(PlacedPromotion).decode
read_quick_key: Final = msgspec.json.Decoder(QuickKey).decode


def price_entries(sku: str, body: bytes) -> tuple[PriceEntry, ...]:
    """The prices that `price_body` spelled."""
    return tuple(
        PriceEntry(sku, price_list, amount, from_micros(since), None if until is None else from_micros(until))
        for price_list, since, until, amount in read_prices(body)
    )


def product_row(product: ChainProduct, sold: Sold) -> bytes:
    """The body of a product's row in a zone's feed."""
    return encode_plain(
        {
            "gtins": product.gtins,
            "labels": sold.labels,
            "popularity": sold.popularity,
            "product": plain_value(sold.of(product.product)),
        }
    )


def label_key(item: str) -> str:
    """A number without its leading zeros: codes of different widths meet."""
    return item.lstrip("0") or "0"
