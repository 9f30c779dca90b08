"""Domain values to snapshot bodies and back: canonical JSON in which fields equal to their default are left out.

The same value always gives the same bytes (sets are sorted), so that equal catalogues have equal content hashes.
"""

from __future__ import annotations

import msgspec

from pos_client.domain.catalogue import Product, StoreProfile
from pos_client.domain.promotions.model import Promotion
from pos_client.domain.settings import Place, QuickKey, Reason, RegisterSettings
from pos_client.domain.staff import Role, StaffMember
from pos_client.domain.tender import TenderKind
from sync.protocol.base import Count
from sync.protocol.values import encode_value as encode
from sync.protocol.values import from_micros, to_micros

__all__ = ["encode", "from_micros", "to_micros"]


class PlacedPromotion(msgspec.Struct, frozen=True):
    """A promotion's row; the lower `position` is asked first."""

    position: int
    promotion: Promotion


decode_product = msgspec.json.Decoder(Product).decode


class Keep(msgspec.Struct, frozen=True):
    """The row `keep` of a register's feed: events above it are kept whatever was acknowledged."""

    epoch: Count
    seq: Count


class StockRow(msgspec.Struct, frozen=True):
    """The row `sku/<sku>` of a location's stock: thousandths of the unit, `at` an instant as the protocol spells it."""

    on_hand: int
    reserved: int
    unavailable: int
    at: str


class IncludedRow(msgspec.Struct, frozen=True):
    """The row `register/<id>` of a location's stock: up to which event of the register its figures go."""

    epoch: int
    seq: int
    quarantined: tuple[int, ...] = ()


class TillsRow(msgspec.Struct, frozen=True):
    """The row `tills` of a location's stock: when the last of its registers was heard that are all silent now."""

    heard_at: str


KEEP = "keep"
decode_keep = msgspec.json.Decoder(Keep).decode
decode_stock = msgspec.json.Decoder(StockRow).decode
decode_tills = msgspec.json.Decoder(TillsRow).decode
decode_included = msgspec.json.Decoder(IncludedRow).decode
decode_placed_promotion = msgspec.json.Decoder(PlacedPromotion).decode
decode_quick_key = msgspec.json.Decoder(QuickKey).decode
decode_place = msgspec.json.Decoder(Place).decode
decode_store = msgspec.json.Decoder(StoreProfile).decode
decode_register = msgspec.json.Decoder(RegisterSettings).decode
decode_role = msgspec.json.Decoder(Role).decode
decode_staff = msgspec.json.Decoder(StaffMember).decode
decode_tender_kind = msgspec.json.Decoder(TenderKind).decode
decode_reason = msgspec.json.Decoder(Reason).decode
