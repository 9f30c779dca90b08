"""What a register says of feeds that the centre's history disproves: counted, bounded a day, told to operators.

The running tag proves of every cursor by itself whether its history is ours, so no reader's word concerns another: who
shows a position that we never had starts anew alone. Any thread. Each process counts by itself and from its start: what
is bounded is work, and a register that lies does no more of it after a restart than before; what it said is in the
alarm, which stands in the database.
"""

from __future__ import annotations

import logging
import threading
from collections import OrderedDict
from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Final

from sync.central.db.database import Database
from sync.central.journal import aside
from sync.central.journal.heads import Place
from sync.protocol.base import instant

ALARM: Final = "feed_history"
A_DAY: Final = 4
"""Times that one register may start one feed anew in `DAY` because it said what is not so."""
DAY: Final = timedelta(days=1)
MOST_KEPT: Final = 50_000
"""Registers and feeds remembered; beyond it the one longest unused is forgotten."""

_log = logging.getLogger(__name__)


class Doubts:
    """The false cursors of all registers of one process."""

    def __init__(self, database: Database, most_kept: int = MOST_KEPT) -> None:
        self._database = database
        self._most_kept = most_kept
        self._gate = threading.Lock()
        self._said: OrderedDict[tuple[str, str], list[datetime]] = OrderedDict()

    def admitted(self, place: Place, feeds: Collection[str], now: datetime) -> frozenset[str]:
        """Note that a register's cursors of `feeds` are disproved; return those that it may start anew now.

        The alarm is raised as often as something is admitted, and once more when the first is not: no more is written.
        """
        with self._gate:
            judged = {feed: self._count((place.register_id, feed), now) for feed in sorted(feeds)}
        told = [feed for feed, times in judged.items() if times <= A_DAY + 1]
        if told:
            often = max(judged.values())
            detail = f"{', '.join(told)[:140]}: {min(often, A_DAY)} times in a day" + (
                ", not answered until tomorrow" if often > A_DAY else ""
            )
            _log.error("%s: %d of its cursors are not of this centre's history", place.register_id, len(told))
            self._database.write(lambda connection: aside.alarm(connection, place, 0, ALARM, detail, instant(now)))
        return frozenset(feed for feed, times in judged.items() if times <= A_DAY)

    def _count(self, key: tuple[str, str], now: datetime) -> int:
        """Return how many times in a day, this one included; what is refused counts once."""
        times = [at for at in self._said.get(key, ()) if timedelta(0) <= now - at < DAY]
        refused = len(times) > A_DAY
        if not refused:
            times.append(now)
        self._said[key] = times
        self._said.move_to_end(key)
        if len(self._said) > self._most_kept:
            self._said.popitem(last=False)
        return len(times) + refused
