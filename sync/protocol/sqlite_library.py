"""Which SQLite libraries are free of the WAL-reset race, which can lose what was committed. Pure, any thread."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

SAFE_BRANCHES: Final = ((3, 51, 3), (3, 50, 7), (3, 44, 6))
"""The first releases without the race: of the trunk, then of the branches that got the repair."""


def is_safe(version: Sequence[int]) -> bool:
    """Tell whether this SQLite version (three numbers) is free of the race."""
    found, (trunk, *branches) = tuple(version), SAFE_BRANCHES
    return found >= trunk or any(found[:2] == fixed[:2] and found >= fixed for fixed in branches)
