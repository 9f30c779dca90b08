"""What pricing needs and what it gives. Amounts are minor units of the store's currency."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import Protocol

from msgspec import Struct

from pos_client.domain.basket import Basket
from pos_client.domain.catalogue import PriceEntry, Product, StoreProfile, TaxKind
from pos_client.domain.promotions.model import Promotion

SHELF = "shelf"
OPEN = "open"  # the price list named on a typed price
MANUAL = "manual"  # and on a manual price above the list's
"""What stands for a price list where no tier's list has set the price."""


class PriceBook(Protocol):
    """Prices, promotions and store settings of one catalogue version; answers from memory or an indexed file."""

    @property
    def version(self) -> str:
        """Identifies the catalogue version."""
        ...

    @property
    def store(self) -> StoreProfile:
        """The store whose rules hold."""
        ...

    def prices(self, sku: str) -> Sequence[PriceEntry]:
        """Every dated price of `sku`, in any list."""
        ...

    def promotions(self) -> Sequence[Promotion]:
        """Every promotion; the same tuple object for one version, so that an engine can index it once."""
        ...

    def product(self, sku: str) -> Product | None:
        """The product with `sku`."""
        ...


class BudgetBook(PriceBook, Protocol):
    """A price book that also knows what is left of the promotions' budgets."""

    def uses_left(self, promotion_id: str, customer_ref: str) -> int | None:
        """Sales that may still use the promotion, for this customer; None without a limit. One sale is one use."""
        ...


class NoPriceError(LookupError):
    """A line's product has no price, or no rate of tax, in force at the line's instant: `sku`, `line_id`.

    Without the tax there is no price that may be taken.
    """

    def __init__(self, sku: str, line_id: int) -> None:
        super().__init__(f"no price of {sku} in force (line {line_id})")
        self.sku = sku
        self.line_id = line_id


class DiscountKind(StrEnum):
    """Why a discount was given."""

    PROMOTION = "promotion"
    BASKET_PROMOTION = "basket_promotion"
    COUPON = "coupon"
    STICKER = "sticker"
    MANUAL = "manual"
    BASKET_MANUAL = "basket_manual"


class AppliedDiscount(Struct, frozen=True):
    """`amount` off a line (positive), and why. `source_id` is the promotion id or the manual reason."""

    kind: DiscountKind
    source_id: str
    names: tuple[tuple[str, str], ...]
    amount: int
    multi_item: bool = False


class NearMiss(Struct, frozen=True):
    """What would trigger a promotion: `missing` thousandths (or minor units when `by_amount`) more saves `saves`."""

    promotion_id: str
    names: tuple[tuple[str, str], ...]
    missing: int
    saves: int
    by_amount: bool = False


class PricedLine(Struct, frozen=True):
    """One live line priced. `gross` = before discounts, `net` = gross less every discount, in the price's own basis.

    `tax` is the line's share of its rate group's tax; `to_pay` what the customer pays for it: `net` when prices
    include tax, else `net + tax`.
    """

    line_id: int
    unit_price: int
    shelf_price: int
    price_list: str
    gross: int
    discounts: tuple[AppliedDiscount, ...]
    net: int
    tax_category: str
    tax_rate: int
    tax_kind: TaxKind
    tax: int
    to_pay: int
    near_miss: NearMiss | None = None
    is_charge: bool = False
    points_multiplier: int = 10_000  # basis points; 0 when the line earns no points

    @property
    def discount(self) -> int:
        """All that came off."""
        return self.gross - self.net

    @property
    def is_tier_price(self) -> bool:
        """True when the price is of the customer's own list."""
        return self.price_list not in {"", SHELF, OPEN, MANUAL}


class TaxTotal(Struct, frozen=True):
    """One rate group: `net` without tax, `tax`, `gross` with it."""

    category: str
    rate: int
    kind: TaxKind
    net: int
    tax: int
    gross: int


class PricedBasket(Struct, frozen=True):
    """A basket priced: live lines in basket order, totals, taxes by rate group (ordered by category, rate)."""

    basket: Basket
    lines: tuple[PricedLine, ...]
    taxes: tuple[TaxTotal, ...]
    before_discounts: int
    saved: int
    charges: int
    tax: int
    total: int  # what the customer pays before cash rounding
    promotions_applied: tuple[tuple[str, int], ...] = ()  # promotion id, saved in all; in id order
    points_multipliers: tuple[tuple[int, int], ...] = ()  # (basis points, eligible net)
    free_delivery: bool = False
    near_misses: tuple[NearMiss, ...] = ()  # of the whole basket: amounts still missing, a gift not yet fetched

    def line(self, line_id: int) -> PricedLine:
        """The priced line; `LookupError` when voided or unknown."""
        for line in self.lines:
            if line.line_id == line_id:
                return line
        raise LookupError(f"line {line_id} is not priced")
