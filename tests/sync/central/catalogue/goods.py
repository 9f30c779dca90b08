"""Edits and readings that the tests of the catalogue share."""

from __future__ import annotations

from datetime import UTC, date, datetime

import sqlalchemy as sa

from pos_client.domain.catalogue import PriceEntry, Product
from pos_client.domain.promotions.model import Condition, Promotion, Reward, RewardKind, Selection
from pos_client.domain.quantity import Unit
from pos_client.domain.settings import QuickKey
from sync.central.catalogue.changes import (
    ChainProduct,
    Edit,
    PlacedPromotion,
    PriceEdit,
    ProductEdit,
    PromotionEdit,
    QuickKeyEdit,
    Sold,
    SoldEdit,
)
from sync.central.db import Database

SINCE = datetime(2024, 1, 1, tzinfo=UTC)


def product(sku: str, name: str = "Milk", **more: object) -> Product:
    return Product(sku, (("en", name),), Unit.PIECE, "", "dairy", **more)  # type: ignore[arg-type]


def product_edit(sku: str, name: str = "Milk", **more: object) -> ProductEdit:
    return ProductEdit(sku, ChainProduct(product(sku, name, **more)))


def price_edit(sku: str, amount: int, zone: str = "ru") -> PriceEdit:
    return PriceEdit(zone, sku, (PriceEntry(sku, "shelf", amount, SINCE),))


def goods(sku: str, amount: int = 100, zone: str = "ru", name: str = "Milk", **more: object) -> list[Edit]:
    """A product that the zone sells at a price."""
    return [product_edit(sku, name, **more), SoldEdit(zone, sku, Sold("A")), price_edit(sku, amount, zone)]


def promotion_edit(promotion_id: str, *skus: str, zone: str = "ru", position: int = 0) -> PromotionEdit:
    made = Promotion(
        promotion_id,
        (("en", promotion_id),),
        date(2025, 1, 1),
        date(2035, 1, 1),
        Reward(RewardKind.PERCENT, 1000),
        Condition(Selection(skus=frozenset(skus))),
    )
    return PromotionEdit(zone, promotion_id, PlacedPromotion(position, made))


def key_edit(place: int, sku: str, zone: str = "ru") -> QuickKeyEdit:
    return QuickKeyEdit(zone, place, QuickKey(sku, (("en", "Key"),)))


def feed(database: Database, name: str) -> dict[str, bytes]:
    """The live rows of a feed as they are now."""
    rows = sa.text(
        "SELECT r.key, e.body FROM feed_row r JOIN feed_event e ON e.feed = r.feed AND e.position = r.position"
        " WHERE r.feed = :feed AND e.body IS NOT NULL"
    )
    return database.read(lambda c: {key: bytes(body) for key, body in c.execute(rows, {"feed": name})})


def goods_in(database: Database, name: str) -> dict[str, bytes]:
    """The live rows of a catalogue feed without the closing rows of publications."""
    return {key: body for key, body in feed(database, name).items() if not key.startswith("publication/")}
