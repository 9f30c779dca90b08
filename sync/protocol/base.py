"""What every message of the journal is made of: the base of bodies, the types of fields, instants. Pure, any thread.

Amounts are integers in minor units of `currency`, quantities integers in thousandths of `unit`, rates basis points,
instants strings as `instant()` makes them ("2026-11-22T10:11:12.123456Z"). Names are pairs (language, text).
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, TypeAlias

import msgspec
from msgspec import Meta

MAX_EVENT_BYTES = 256 * 1024
"""Of an event as stored, [header, body]; of type "carried" more, see `schemas.MAX_CARRIED_BYTES`."""

Instant: TypeAlias = Annotated[str, Meta(pattern=r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z\Z")]
OptionalInstant: TypeAlias = Annotated[str, Meta(pattern=r"^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z)?\Z")]
CurrencyCode: TypeAlias = Annotated[str, Meta(pattern=r"^[A-Z]{3}\Z")]
Id: TypeAlias = Annotated[str, Meta(min_length=1, max_length=128)]
Text: TypeAlias = Annotated[str, Meta(max_length=2000)]
Hex: TypeAlias = Annotated[str, Meta(pattern=r"^[0-9a-f]*\Z", max_length=128)]
Int: TypeAlias = Annotated[int, Meta(ge=-(2**63), le=2**63 - 1)]
Count: TypeAlias = Annotated[int, Meta(ge=0, le=2**63 - 1)]
Names: TypeAlias = tuple[tuple[str, str], ...]
Pairs: TypeAlias = tuple[tuple[str, str], ...]
TaxKindName: TypeAlias = Annotated[str, Meta(pattern=r"^(rated|zero|exempt)\Z")]
ManualKindName: TypeAlias = Annotated[str, Meta(pattern=r"^(percent|amount|price)\Z")]


def instant(moment: datetime) -> str:
    """Return an aware `moment` as UTC text with microseconds; `ValueError` for a naive one."""
    if moment.tzinfo is None:
        raise ValueError("an instant needs a time zone")
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def parse_instant(text: str) -> datetime:
    """Return the aware UTC moment that `instant` spelled; `ValueError` for anything else."""
    if len(text) != 27 or text[-1] != "Z":
        raise ValueError(f"not an instant: {text!r}")
    return datetime.fromisoformat(text[:-1]).replace(tzinfo=UTC)


class Body(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A message inside an event."""
