"""What is typed before a code: a quantity ("3*") or a minus that voids; and the sign that splits a line."""

from __future__ import annotations

import re

SPLIT_SIGN = "/"
_PREFIX = re.compile(r"\s*(-|\d{1,6}(?:[.,]\d{1,3})?\*)\s*", re.ASCII)


def split_prefix(text: str) -> tuple[str, str]:
    """Split "3*lemon" into ("3*", "lemon"); without a prefix the first part is ""."""
    found = _PREFIX.match(text)
    return (found[1], text[found.end() :].strip()) if found else ("", text.strip())


def is_code(text: str) -> bool:
    """Return True for what only a code can be: digits and signs without a letter."""
    return not any(sign.isalpha() for sign in split_prefix(text)[1])
