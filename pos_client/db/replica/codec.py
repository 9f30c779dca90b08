"""Domain values to snapshot bodies and back: canonical JSON in which fields equal to their default are left out.

The same value always gives the same bytes (sets are sorted), so that equal catalogues have equal content hashes.
"""

from __future__ import annotations

import msgspec

from pos_client.domain.catalogue import Product, StoreProfile
from pos_client.domain.promotions.model import Promotion
from pos_client.domain.settings import QuickKey, Reason, RegisterSettings
from pos_client.domain.staff import Role, StaffMember
from pos_client.domain.tender import TenderKind
from sync.protocol.values import encode_value as encode
from sync.protocol.values import from_micros, to_micros

__all__ = ["encode", "from_micros", "to_micros"]

decode_product = msgspec.json.Decoder(Product).decode
decode_promotion = msgspec.json.Decoder(Promotion).decode
decode_quick_key = msgspec.json.Decoder(QuickKey).decode
decode_store = msgspec.json.Decoder(StoreProfile).decode
decode_register = msgspec.json.Decoder(RegisterSettings).decode
decode_role = msgspec.json.Decoder(Role).decode
decode_staff = msgspec.json.Decoder(StaffMember).decode
decode_tender_kind = msgspec.json.Decoder(TenderKind).decode
decode_reason = msgspec.json.Decoder(Reason).decode
