"""A small shop for tests of the rules of selling: a price book in memory, short ways to products and baskets."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime

from msgspec import Struct, field

from pos_client.domain.basket import Basket, BasketLine, LineOrigin
from pos_client.domain.catalogue import PriceEntry, Product, Restrictions, StoreProfile, TaxCategory, TaxKind, TaxRate
from pos_client.domain.money import RUB
from pos_client.domain.promotions.model import Condition, Promotion, Reward, RewardKind, Selection, Stacking
from pos_client.domain.quantity import Quantity, Unit

START = datetime(2026, 1, 1, tzinfo=UTC)
NOW = datetime(2026, 11, 21, 11, 32, tzinfo=UTC)  # a Saturday, 14:32 in Moscow

RATES = (
    TaxCategory("A", (TaxRate(START, 2300),)),
    TaxCategory("B", (TaxRate(START, 1000),)),
    TaxCategory("C", (TaxRate(START, 2200),)),
    TaxCategory("D", (TaxRate(START, 500),)),
    TaxCategory("Z", (TaxRate(START, 0, TaxKind.ZERO),)),
    TaxCategory("E", (TaxRate(START, 0, TaxKind.EXEMPT),)),
)

STORE = StoreProfile("s1", "Test store", RUB, "en", "Europe/Moscow", tax_categories=RATES)


class Book(Struct, frozen=True, weakref=True):
    """A price book in memory."""

    store: StoreProfile = STORE
    products: dict[str, Product] = field(default_factory=dict)
    entries: dict[str, list[PriceEntry]] = field(default_factory=dict)
    offers: tuple[Promotion, ...] = ()
    version: str = "v1"

    def prices(self, sku: str) -> Sequence[PriceEntry]:
        return self.entries.get(sku, ())

    def promotions(self) -> Sequence[Promotion]:
        return self.offers

    def product(self, sku: str) -> Product | None:
        return self.products.get(sku)


def product(
    sku: str,
    *,
    unit: Unit = Unit.PIECE,
    tax: str = "A",
    category: str = "",
    brand: str = "",
    restrictions: Restrictions | None = None,
    **flags: object,
) -> Product:
    return Product(
        sku,
        (("en", sku),),
        unit,
        tax,
        category,
        brand,
        restrictions=restrictions or Restrictions(),
        **flags,  # type: ignore[arg-type]
    )


def book(
    goods: Iterable[tuple[Product, int]],
    offers: Iterable[Promotion] = (),
    *,
    store: StoreProfile = STORE,
    tiers: Iterable[tuple[str, str, int]] = (),
) -> Book:
    """A book of (product, shelf price), promotions, and (sku, list, price)."""
    goods = list(goods)
    entries = {item.sku: [PriceEntry(item.sku, "shelf", amount, START)] for item, amount in goods}
    for sku, price_list, amount in tiers:
        entries[sku].append(PriceEntry(sku, price_list, amount, START))
    return Book(store, {item.sku: item for item, _ in goods}, entries, tuple(offers))


def line(line_id: int, item: Product, thousandths: int = 1000, **fields: object) -> BasketLine:
    values: dict[str, object] = {"instant": NOW, "origin": LineOrigin.SCAN, "catalogue_version": "v1", **fields}
    return BasketLine(line_id, item, Quantity(thousandths, item.unit), **values)  # type: ignore[arg-type]


def basket(lines: Iterable[BasketLine], **fields: object) -> Basket:
    lines = tuple(lines)
    return Basket("b1", NOW, "maria", lines, next_line_id=len(lines) + 1, **fields)  # type: ignore[arg-type]


def offer(
    identity: str,
    kind: RewardKind,
    value: int = 0,
    *,
    take: int = 0,
    pay: int = 0,
    skus: Iterable[str] = (),
    categories: Iterable[str] = (),
    quantity: int = 0,
    amount: int = 0,
    priority: int = 0,
    group: str = "",
    beside: Iterable[str] = (),
    rewarded: Iterable[str] | None = None,
    gift: str = "",
    groups: tuple[object, ...] = (),
    **fields: object,
) -> Promotion:
    """A promotion in force all year; `fields` are those of `Promotion`."""
    reward = Reward(
        kind,
        value,
        take,
        pay,
        groups,  # type: ignore[arg-type]
        gift,
        None if rewarded is None else Selection(skus=frozenset(rewarded)),
    )
    values: dict[str, object] = {"starts": date(2026, 1, 1), "ends": date(2026, 12, 31), **fields}
    return Promotion(
        identity,
        (("en", identity),),
        reward=reward,
        condition=Condition(Selection(frozenset(skus), frozenset(categories)), quantity, amount),
        stacking=Stacking(priority, group, frozenset(beside)),
        **values,  # type: ignore[arg-type]
    )
