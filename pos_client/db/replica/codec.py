"""Domain values to snapshot bodies and back: canonical JSON in which fields equal to their default are left out.

The same value always gives the same bytes (sets are sorted), so that equal catalogues have equal content hashes.
"""

from __future__ import annotations

from dataclasses import MISSING, fields
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import msgspec

from pos_client.db.replica.data import QuickKey, Reason, RegisterSettings
from pos_client.domain.catalogue import Product, StoreProfile
from pos_client.domain.promotions.model import Promotion
from pos_client.domain.staff import Role, StaffMember
from pos_client.domain.tender import TenderKind

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND: Final = timedelta(microseconds=1)
_encoder = msgspec.json.Encoder(order="deterministic")

decode_product = msgspec.json.Decoder(Product).decode
decode_promotion = msgspec.json.Decoder(Promotion).decode
decode_quick_key = msgspec.json.Decoder(QuickKey).decode
decode_store = msgspec.json.Decoder(StoreProfile).decode
decode_register = msgspec.json.Decoder(RegisterSettings).decode
decode_role = msgspec.json.Decoder(Role).decode
decode_staff = msgspec.json.Decoder(StaffMember).decode
decode_tender_kind = msgspec.json.Decoder(TenderKind).decode
decode_reason = msgspec.json.Decoder(Reason).decode


def encode(value: Any) -> bytes:  # noqa: ANN401 - any frozen dataclass of the domain
    """The canonical body of a dataclass."""
    kept: dict[str, object] = {}
    for field in fields(value):
        content = getattr(value, field.name)
        if field.default is MISSING or content != field.default:
            kept[field.name] = content
    return _encoder.encode(kept)


def to_micros(instant: datetime) -> int:
    """Microseconds since 1970 UTC; `ValueError` for a naive instant."""
    if instant.tzinfo is None:
        raise ValueError(f"instant without a time zone: {instant.isoformat()}")
    return (instant - _EPOCH) // _MICROSECOND


def from_micros(micros: int) -> datetime:
    """The aware UTC instant of `micros`."""
    return _EPOCH + timedelta(microseconds=micros)
