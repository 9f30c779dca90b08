"""Bodies of feed rows from structs, and instants as microseconds. Generic: knows no class of either half. Pure.

A body is JSON without white space in which mappings and sets are sorted and the outermost struct leaves out the
fields that equal their default. The same value always gives the same bytes, so that equal rows have equal digests
wherever they were made. `msgspec.json.Decoder(TheStruct)` reads it back.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Final

import msgspec

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND: Final = timedelta(microseconds=1)
_encoder: Final = msgspec.json.Encoder(order="deterministic")


def encode_value(value: msgspec.Struct) -> bytes:
    """The canonical body of a struct."""
    return _encoder.encode(plain_value(value))


def plain_value(value: msgspec.Struct) -> dict[str, object]:
    """The fields of a struct that differ from their default: what `encode_value` spells, to be nested in a body."""
    names, defaults = value.__struct_fields__, value.__struct_defaults__
    required = len(names) - len(defaults)  # the defaults are those of the last fields
    kept: dict[str, object] = {name: getattr(value, name) for name in names[:required]}
    for name, default in zip(names[required:], defaults, strict=True):
        content = getattr(value, name)
        if content != default:
            kept[name] = content
    return kept


def encode_plain(value: object) -> bytes:
    """Canonical JSON of plain values (numbers, texts, lists, mappings) and of what `plain_value` gave."""
    return _encoder.encode(value)


def to_micros(instant: datetime) -> int:
    """Microseconds since 1970 UTC; `ValueError` for a naive instant."""
    if instant.tzinfo is None:
        raise ValueError(f"instant without a time zone: {instant.isoformat()}")
    return (instant - _EPOCH) // _MICROSECOND


def from_micros(micros: int) -> datetime:
    """The aware UTC instant of `micros`."""
    return _EPOCH + timedelta(microseconds=micros)
