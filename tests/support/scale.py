"""How much a long test does: what every change needs, or all of it where `OMNITILL_FULL` is 1 (a night, a release)."""

from __future__ import annotations

import os
from typing import Final, TypeVar

Size = TypeVar("Size")

IS_FULL: Final = os.environ.get("OMNITILL_FULL", "") == "1"


def scaled(usual: Size, full: Size) -> Size:
    """The size of a test for this run."""
    return full if IS_FULL else usual
