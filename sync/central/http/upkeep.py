"""What a service does beside answering: writes down who was heard of, renews its leaf, purges, looks at its figures.

Each chore runs in a lane of its own at its pace; one that fails is logged and tried again.
"""

from __future__ import annotations

import asyncio
import logging
import shutil
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

import sqlalchemy as sa
from msgspec import Struct

from sync.central.api import Api
from sync.central.db import tables
from sync.central.db.database import Database
from sync.central.feeds import retention
from sync.central.feeds.tables import feed_head, snapshot
from sync.central.http.failures import told
from sync.central.http.lanes import Lane
from sync.central.http.metrics import Metrics
from sync.central.journal.tables import quarantine
from sync.central.stock import listing
from sync.protocol.base import instant, parse_instant

CONTACTS_EVERY: Final = 10.0
SILENCE_EVERY: Final = 60.0
DAILY_LOOK_EVERY: Final = 300.0
"""Seconds between looks at whether the day's upkeep is due: a service that is restarted often does it, too."""
DAY: Final = timedelta(hours=24)
FIGURES_EVERY: Final = 15.0
_log = logging.getLogger(__name__)


class Chore(Struct, frozen=True):
    """Something to do again and again, `every` so many seconds, from the first on."""

    name: str
    every: float
    work: Callable[[], object]


async def keep_up(chore: Chore, lane: Lane) -> None:
    """Do a chore until cancelled."""
    while True:
        await asyncio.sleep(chore.every)
        try:
            await lane.run(chore.work)
        except Exception as error:  # noqa: BLE001 - logged; the next turn tries again
            _log.error("%s: %s", chore.name, told(error))


def daily(database: Database, directory: Path, now: datetime) -> bool:
    """Once a day purge the feeds and their files, and tell of stock that was kept back; returns whether it was due.

    Of several services on one database one does it: which is first, or, at once, both, which does no harm.
    """
    last = database.read(lambda connection: tables.noted(connection, tables.UPKEEP))
    if last is not None and timedelta(0) <= now - parse_instant(last[1]) < DAY:
        return False
    purged = retention.purge(database, directory, now=now)
    listing.catch_up(database, now)
    done = f"{purged.events} events, {purged.tombstones} tombstones, {purged.snapshots} snapshots"
    database.write(lambda connection: tables.note(connection, tables.UPKEEP, done, instant(now)))
    _log.info("the day's upkeep: %s forgotten", done)
    return True


class Figures:
    """Looks at the database for what is counted there."""

    def __init__(self, api: Api, metrics: Metrics, directory: Path) -> None:
        self._database: Database = api.database
        self._clock: Callable[[], datetime] = api.clock
        self._metrics = metrics
        self._directory = directory

    def look(self) -> None:
        """Set the gauges of quarantine, feeds, snapshots and disk."""
        held, files, newest = self._database.read(_figures)
        self._metrics.quarantine.set(held)
        self._metrics.snapshot_files.set(files)
        now = self._clock()
        for kind, at in newest.items():
            self._metrics.feed_lag.labels(kind).set(max(0.0, (now - parse_instant(at)).total_seconds()))
        self._metrics.disk.set(shutil.disk_usage(self._directory).free)


def _figures(connection: sa.Connection) -> tuple[int, int, dict[str, str]]:
    held = connection.execute(sa.select(sa.func.count()).where(quarantine.c.state == "held")).scalar_one()
    files = connection.execute(sa.select(sa.func.count()).select_from(snapshot)).scalar_one()
    newest: dict[str, str] = {}
    for feed, at in connection.execute(sa.select(feed_head.c.feed, feed_head.c.at).where(feed_head.c.position > 0)):
        kind = feed.partition(":")[0]
        newest[kind] = max(at, newest.get(kind, ""))
    return int(held), int(files), newest
