"""Prices, discounts and taxes of a basket: `price(basket, book)` and the values it needs and gives."""

from pos_client.domain.pricing.model import (
    AppliedDiscount,
    BudgetBook,
    DiscountKind,
    NearMiss,
    NoPriceError,
    PriceBook,
    PricedBasket,
    PricedLine,
    TaxTotal,
)

from pos_client.domain.pricing.engine import price  # isort: skip # after the values that promotions need

__all__ = [
    "AppliedDiscount",
    "BudgetBook",
    "DiscountKind",
    "NearMiss",
    "NoPriceError",
    "PriceBook",
    "PricedBasket",
    "PricedLine",
    "TaxTotal",
    "price",
]
