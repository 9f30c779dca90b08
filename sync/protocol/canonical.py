"""Canonical JSON: the one spelling of a value that is hashed, signed, stored and sent. Pure, any thread.

Integers of 64 bits with a sign, strings, booleans, null, arrays, and objects whose keys are strings, sorted by their
UTF-8 bytes; no white space, no floats, no lone surrogates, at most `MAX_DEPTH` deep. Strings escape the quotation
mark, the backslash and the characters below U+0020 and nothing else. Anything else is a `CanonicalError`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias, Union

import msgspec

MAX_DEPTH = 32
LOWEST = -(2**63)
HIGHEST = 2**63 - 1

Plain: TypeAlias = Union[bool, int, str, Sequence["Plain"], Mapping[str, "Plain"], None]  # noqa: UP007 - a quoted name has no |

_encoder = msgspec.json.Encoder(order="sorted")


class CanonicalError(ValueError):
    """The value has no canonical form, or the bytes are not in it."""


def encode(value: Plain) -> bytes:
    """Return the canonical bytes of a plain value; `CanonicalError` when it has none."""
    _judge(value, 0)
    try:
        return _encoder.encode(value)
    except UnicodeEncodeError:
        raise CanonicalError("a string holds a lone surrogate") from None


def decode(data: bytes) -> Plain:
    """Return the value that `data` spells; `CanonicalError` unless it is spelled canonically to the byte."""
    try:
        value: Plain = msgspec.json.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise CanonicalError(f"not JSON: {error}") from None
    if encode(value) != data:
        raise CanonicalError("JSON, but not in canonical form")
    return value


def encode_struct(value: msgspec.Struct) -> bytes:
    """Return the bytes of a message. Canonical only if every field's type is; `schemas.encode_body` proves it."""
    try:
        return _encoder.encode(value)
    except (UnicodeEncodeError, OverflowError, TypeError) as error:
        raise CanonicalError(f"no canonical form: {error}") from None


def _judge(value: Plain, depth: int) -> None:
    if depth > MAX_DEPTH:
        raise CanonicalError(f"nested deeper than {MAX_DEPTH}")
    if value is None or isinstance(value, (bool, str)):
        return
    if isinstance(value, int):
        if not LOWEST <= value <= HIGHEST:
            raise CanonicalError(f"an integer beyond 64 bits: {value}")
    elif isinstance(value, Mapping):
        for key, item in value.items():
            if not isinstance(key, str):
                raise CanonicalError(f"a key that is not a string: {key!r}")
            _judge(item, depth + 1)
    elif isinstance(value, (list, tuple)):
        for item in value:
            _judge(item, depth + 1)
    else:
        raise CanonicalError(f"no canonical form for {type(value).__name__}")
