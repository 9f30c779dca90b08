"""What a person types before a code: a quantity ("3*", "0,5*") or a minus that strikes out. Pure."""

from __future__ import annotations

import re
from typing import Final

from msgspec import Struct

_PREFIX: Final = re.compile(r"\s*(-?)\s*([0-9]{1,6})(?:[.,]([0-9]{1,3}))?\s*[*×]\s*(-?)")
_VOID: Final = re.compile(r"\s*-\s*")


class Typed(Struct, frozen=True):
    """`quantity_prefix` in thousandths, `void_prefix` when it strikes out, and the `rest` to be read as a code.

    A quantity of zero is passed on as zero, for the rules to refuse.
    """

    quantity_prefix: int | None
    void_prefix: bool
    rest: str


def parse_typed(text: str) -> Typed:
    """Take the prefixes off: "3*460" is three of 460, "-460" strikes one out, "-2*460" or "2*-460" two."""
    found = _PREFIX.match(text)
    if found:
        whole, fraction = found.group(2), (found.group(3) or "").ljust(3, "0")
        is_void = bool(found.group(1) or found.group(4))
        return Typed(int(whole) * 1_000 + int(fraction), is_void, text[found.end() :].strip())
    minus = _VOID.match(text)
    if minus:
        return Typed(None, void_prefix=True, rest=text[minus.end() :].strip())
    return Typed(None, void_prefix=False, rest=text.strip())
