"""What of a journal may be removed: old, acknowledged, in the centre's verified copies, and of no open shift.

Reads on the connection it is given, on any thread; `CentreWriter.purge` does it. Documents keep their rows, so that a
receipt is found, printed again and taken back for as long as the file lives.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any, Final

from pos_client.db.journal import epochs
from pos_client.db.journal import statements as s
from pos_client.db.journal.rows import Head
from sync.protocol import chain
from sync.protocol.base import parse_instant

KEPT_FOR: Final = timedelta(days=90)
MOST_PURGED: Final = 200
"""Events in one transaction: some milliseconds, so that a sale never waits for it."""


def floor(raw: Any, epoch: int) -> int:  # noqa: ANN401 - the driver has no types
    """Return up to which seq the events of an epoch are gone; 0 for none."""
    row = raw.execute(s.PURGE_FLOOR.sql, (epoch,)).fetchone()
    return int(row[1]) if row else 0


def purgeable(raw: Any, head: Head, keep: tuple[int, int], now: datetime, most: int = MOST_PURGED) -> int:  # noqa: ANN401
    """Return up to which seq of the present epoch events may go now, at most `most` of them; the floor when none may.

    `keep` is (epoch, seq) of the register feed's row of that name: verified copies of the centre hold that much. `now`
    is by the centre's clock. While a new epoch is wished, or older events are still to be carried, all stays.
    """
    begun = floor(raw, head.epoch)
    if keep[0] != head.epoch or _is_unsettled(raw, head):
        return begun
    last = min(head.acknowledged_seq, keep[1], begun + most)
    shift = raw.execute(s.THE_OPEN_SHIFT.sql).fetchone()
    if shift is not None:  # its Z is a sum of it; one that began in an older epoch has all of this one
        last = min(last, shift[6] - 1 if shift[5] == head.epoch else 0)
    return _old_enough(raw, head.epoch, begun, last, now.astimezone(UTC) - KEPT_FOR)


def _is_unsettled(raw: Any, head: Head) -> bool:  # noqa: ANN401
    kept = (raw.execute(s.VALUE.sql, (key,)).fetchone() for key in (epochs.WISH, epochs.CARRYING))
    return epochs.is_provisional(head.epoch) or any(row is not None for row in kept)


def _old_enough(raw: Any, epoch: int, begun: int, last: int, latest: datetime) -> int:  # noqa: ANN401
    """Return the last of the unbroken run of events above `begun` that happened at `latest` or before."""
    found = begun
    for seq, data in raw.execute(s.EVENTS_BETWEEN.sql, (epoch, begun + 1, last)).fetchall():
        header = chain.open_event(data)[0]
        if parse_instant(header.at) + timedelta(microseconds=header.offset) > latest:
            break
        found = seq
    return found
