"""What goes into the replica files and what comes out of them: frozen values, written whole, never changed.

`CatalogueData` is one catalogue version (a zone's products, prices, promotions); `LiveData` is what belongs to this
register (store settings, staff, tender kinds). Amounts are minor units of the store's currency, instants aware UTC.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct, field

from pos_client.domain.catalogue import PriceEntry, Product, StoreProfile
from pos_client.domain.promotions.model import Promotion
from pos_client.domain.settings import Names, QuickKey, Reason, RegisterSettings
from pos_client.domain.staff import Role, StaffMember
from pos_client.domain.tender import TenderKind

__all__ = ["CatalogueData", "LiveData", "Names", "QuickKey", "Reason", "RegisterSettings"]


class CatalogueData(Struct, frozen=True):
    """One catalogue version in memory.

    `labels` maps the item number of a weight or price label to a sku, `gtins` a sku to every code it is sold under
    (8 to 14 digits; a product's own `gtin` needs no entry), `popularity` a sku to how often it sells (ranks search).
    """

    products: tuple[Product, ...]
    prices: tuple[PriceEntry, ...] = ()
    promotions: tuple[Promotion, ...] = ()
    labels: Mapping[str, str] = field(default_factory=dict)
    quick_keys: tuple[QuickKey, ...] = ()
    gtins: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    popularity: Mapping[str, int] = field(default_factory=dict)


class LiveData(Struct, frozen=True):
    """What the register needs besides the catalogue. `settings` are free text values by key.

    Each of `staff` carries its role whole; `roles` lists every role there is. `open_items` are products whose price is
    typed.
    """

    store: StoreProfile
    register: RegisterSettings
    roles: tuple[Role, ...] = ()
    staff: tuple[StaffMember, ...] = ()
    tender_kinds: tuple[TenderKind, ...] = ()
    reasons: tuple[Reason, ...] = ()
    open_items: tuple[Product, ...] = ()
    settings: Mapping[str, str] = field(default_factory=dict)
