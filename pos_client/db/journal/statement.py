"""A statement as the driver takes it."""

from __future__ import annotations

from typing import NamedTuple


class Statement(NamedTuple):
    """SQL with question marks, and the names of its parameters in their order."""

    sql: str
    names: tuple[str, ...]
