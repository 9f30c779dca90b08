"""What a check of the centre's journal found. Pure."""

from __future__ import annotations

from typing import Final

from msgspec import Struct, field

MOST_PROBLEMS: Final = 200


class Problem(Struct, frozen=True):
    """Something that does not hold. `code` is stable; `epoch` and `seq` 0 when it concerns more than one event."""

    code: str
    location_id: str
    register_id: str = ""
    epoch: int = 0
    seq: int = 0
    detail: str = ""


class Report(Struct):
    """What a check found; `found` counts all problems, `problems` are the first of them."""

    registers: int = 0
    events: int = 0
    documents: int = 0
    found: int = 0
    problems: list[Problem] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        """Whether all that was checked holds."""
        return not self.found

    def add(self, problem: Problem) -> None:
        """Note a problem."""
        self.found += 1
        if len(self.problems) < MOST_PROBLEMS:
            self.problems.append(problem)
