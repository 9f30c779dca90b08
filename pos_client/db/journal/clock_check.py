"""Judging the wall clock of events: where it goes back, the register must have said so."""

from __future__ import annotations

from datetime import datetime, timedelta

from pos_client.db.journal.sums import Found
from sync.protocol.events import Body, ClockJumpBody, parse_instant

TOLERANCE = timedelta(seconds=5)  # what keeping time over the network corrects by and by
STATED_WITHIN = 500  # events: the register looks at its clock twice a minute, and at its start


class Clock:
    """Follows the instants of a walk."""

    def __init__(self, found: Found) -> None:
        self._found = found
        self._latest: datetime | None = None
        self._unsaid: list[tuple[int, str]] = []

    def add(self, seq: int, at: str, body: Body) -> None:
        """Take an event's wall clock and message."""
        try:
            moment = parse_instant(at)
        except ValueError:
            self._found("clock_unreadable", seq, at[:40])
            return
        if isinstance(body, ClockJumpBody):
            self._unsaid.clear()
            self._latest = moment
        elif self._latest is not None and moment < self._latest - TOLERANCE:
            self._unsaid.append((seq, f"{at} after {self._latest.isoformat()}"))
            self._latest = moment
        else:
            self._latest = max(self._latest or moment, moment)
        if self._unsaid and seq - self._unsaid[0][0] > STATED_WITHIN:
            self._report()

    def end(self) -> None:
        """Report what nobody stated."""
        self._report()

    def _report(self) -> None:
        for seq, detail in self._unsaid:
            self._found("clock_went_back", seq, detail)
        self._unsaid.clear()
