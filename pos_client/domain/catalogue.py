"""What the register knows of a product, of prices, taxes and the store: frozen values read from the replica.

Amounts are minor units of the store's currency; rates are basis points; instants are aware UTC datetimes.
"""

from __future__ import annotations

from datetime import datetime, time
from enum import StrEnum

from msgspec import Struct

from pos_client.domain.money import Currency
from pos_client.domain.quantity import Unit


class TaxKind(StrEnum):
    """Exempt and zero-rated differ on paper, although both cost nothing."""

    RATED = "rated"
    ZERO = "zero"
    EXEMPT = "exempt"


class TaxRate(Struct, frozen=True):
    """A rate in basis points, in force from `valid_from` (inclusive) until the next rate of its category."""

    valid_from: datetime
    basis_points: int
    kind: TaxKind = TaxKind.RATED


class TaxCategory(Struct, frozen=True):
    """A tax category: `code` ("A", "B"), and its rates ordered by `valid_from`."""

    code: str
    rates: tuple[TaxRate, ...]

    def at(self, instant: datetime) -> TaxRate:
        """The rate in force at `instant`; `LookupError` before the first."""
        found: TaxRate | None = None
        for rate in self.rates:
            if rate.valid_from > instant:
                break
            found = rate
        if found is None:
            raise LookupError(f"tax category {self.code} has no rate at {instant.isoformat()}")
        return found


class TaxBasis(StrEnum):
    """Whether shelf prices contain the tax."""

    INCLUSIVE = "inclusive"
    EXCLUSIVE = "exclusive"


class TaxRounding(StrEnum):
    """Where tax is rounded: once a rate group (default) or on each line."""

    PER_RATE = "per_rate"
    PER_LINE = "per_line"


class ForbiddenHours(Struct, frozen=True):
    """Local store time from `start` (inclusive) to `end` (exclusive; may pass midnight), on ISO `weekdays` (1-7)."""

    start: time
    end: time
    weekdays: frozenset[int] = frozenset(range(1, 8))


class Restrictions(Struct, frozen=True):
    """What the law or the owner forbids for a product; outranks every promotion and approval."""

    minimum_age: int = 0
    forbidden_hours: tuple[ForbiddenHours, ...] = ()
    maximum_price: int | None = None
    highest_quantity: int | None = None  # thousandths, a basket
    no_discounts: bool = False
    no_coupons: bool = False
    no_points_earned: bool = False
    no_points_spent: bool = False
    no_returns: bool = False


NO_RESTRICTIONS = Restrictions()


class Product(Struct, frozen=True):
    """A product as sold: `sku` is the retailer's key, `names` by language ("en", "ru", "pl")."""

    sku: str
    names: tuple[tuple[str, str], ...]
    unit: Unit
    tax_category: str
    category: str
    brand: str = ""
    gtin: str = ""
    plu: str = ""
    restrictions: Restrictions = NO_RESTRICTIONS
    charge_sku: str = ""  # the deposit or bag fee it brings along
    is_charge: bool = False
    is_empties: bool = False  # an empty bottle taken back: its line is negative
    is_gift_card: bool = False
    is_open_item: bool = False
    needs_marking: bool = False
    highest_weight: int | None = None  # thousandths; a weight label above it is refused

    def name(self, language: str) -> str:
        """The name in `language`, else in English, else the first there is, else the sku."""
        by_language = dict(self.names)
        return by_language.get(language) or by_language.get("en") or next(iter(by_language.values()), self.sku)


class PriceEntry(Struct, frozen=True):
    """One dated price of a sku in a list: in force in [valid_from, valid_to)."""

    sku: str
    price_list: str  # "shelf" or a customer tier's list ("gold")
    amount: int
    valid_from: datetime
    valid_to: datetime | None = None


class RoundingDirection(StrEnum):
    """How cash rounds to the store's step."""

    NEAREST = "nearest"
    DOWN = "down"


class StoreProfile(Struct, frozen=True):
    """The settings of a store that the rules of selling need."""

    store_id: str
    name: str
    currency: Currency
    language: str  # of receipts
    timezone: str  # IANA
    tax_basis: TaxBasis = TaxBasis.INCLUSIVE
    tax_rounding: TaxRounding = TaxRounding.PER_RATE
    tax_categories: tuple[TaxCategory, ...] = ()
    cash_step: int = 1  # minor units
    cash_direction: RoundingDirection = RoundingDirection.NEAREST
    minimum_line: int = 0  # 0 or 1 minor unit: what a line never goes below by discounts
    fiscal_profile: str = "none"
    address: str = ""
    company: str = ""
    tax_number: str = ""
    denominations: tuple[int, ...] = ()  # notes and coins in minor units, largest first
    barcode_patterns: tuple[str, ...] = ()  # restricted circulation, "21IIIIIWWWWWC"
    business_day_ends: time = time(4, 0)
    points_unit: int = 0  # minor units that earn one point; 0 without a loyalty programme

    def tax_category(self, code: str) -> TaxCategory:
        """The category `code`; `LookupError` when the store does not know it."""
        for category in self.tax_categories:
            if category.code == code:
                return category
        raise LookupError(f"unknown tax category {code!r}")
