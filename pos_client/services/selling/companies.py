"""Tax numbers of companies that bought here, newest first, so that a regular one is not typed again. Main thread.

Kept in the journal's small values. A number of twelve digits is a person's and is not remembered.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from pos_client.db.journal import Writer
from pos_client.domain.tax_numbers import is_personal
from pos_client.services.desk import Desk

KEY = "companies"
MOST_KEPT = 200
MOST_SHOWN = 9


class Companies:
    """The remembered numbers of one register."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def known(self, typed: str) -> tuple[str, ...]:
        """Return the newest remembered numbers that begin with `typed`."""
        return tuple(number for number in self._all() if number.startswith(typed))[:MOST_SHOWN]

    def remember(self, number: str) -> None:
        """Put a checked `number` in front; the sale that it belongs to does not wait for the disk."""
        if not number or is_personal(number):
            return

        def work(writer: Writer) -> None:
            kept = [number, *(other for other in self._all() if other != number)][:MOST_KEPT]
            writer.put_value(KEY, msgspec.json.encode(kept))

        self._desk.record(work)

    def _all(self) -> Sequence[str]:
        data = self._desk.journal.reader().value(KEY)
        return msgspec.json.decode(data, type=list[str]) if data else ()
