"""What a screen needs of a reason of the store's lists."""

from __future__ import annotations

from typing import Protocol


class ReasonLike(Protocol):
    """A reason to choose from, as the services give it."""

    @property
    def reason_id(self) -> str: ...
    @property
    def names(self) -> tuple[tuple[str, str], ...]: ...
    @property
    def text_needed(self) -> bool: ...
