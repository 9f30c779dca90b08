"""A centre whose clock was once set far ahead recovers: what it wrote then holds nothing up for as long."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import sqlalchemy as sa

from sync.central.db import Database
from sync.central.db.tables import CLOCK_AHEAD, noted
from sync.central.feeds import Change, publish, purge, snapshot_offer, tables
from sync.central.feeds.retention import AHEAD, KEPT, SURE
from sync.protocol.base import instant
from sync.protocol.snapshot import CATALOGUE_VERSION
from tests.sync.central.feeds.conftest import NOW, Publish

FEED = "store:s1"
YEAR = timedelta(days=365)
DAY = timedelta(days=1)


def instants(database: Database) -> list[str]:
    select = sa.select(tables.feed_event.c.at).order_by(tables.feed_event.c.position)
    head = sa.select(tables.feed_head.c.at)
    return database.read(lambda c: [*c.execute(select).scalars(), *c.execute(head).scalars()])


def note(database: Database) -> str:
    found = database.read(lambda connection: noted(connection, CLOCK_AHEAD))
    return found[1] if found else ""


def test_what_a_wrong_clock_wrote_counts_from_the_day_on_which_that_is_sure(database: Database, tell: Publish) -> None:
    tell(FEED, ("a", b"1"), now=NOW + YEAR)
    tell(FEED, ("a", b"2"))  # the clock is right again, and no event looks older than the one before
    assert instants(database) == [instant(NOW + YEAR)] * 3
    purge(database, now=NOW)
    assert note(database) == instant(NOW)
    purge(database, now=NOW + SURE - timedelta(seconds=1))
    assert instants(database) == [instant(NOW + YEAR)] * 3
    purge(database, now=NOW + DAY)
    assert instants(database) == [instant(NOW + DAY)] * 3
    tell(FEED, ("a", b"3"), now=NOW + DAY + AHEAD)
    assert purge(database, now=NOW + DAY + timedelta(minutes=1)).events == 0
    assert note(database) == ""  # it is over
    assert purge(database, now=NOW + DAY + KEPT + timedelta(seconds=1)).events == 2


def test_a_clock_that_is_wrong_for_a_moment_makes_nothing_old(database: Database, tell: Publish) -> None:
    tell(FEED, ("a", b"1"), ("a", b"2"))
    for wrong in (NOW - YEAR, NOW - YEAR + timedelta(hours=1), NOW - 2 * YEAR):
        purge(database, now=wrong)
    assert note(database) == instant(NOW - 2 * YEAR)
    assert purge(database, now=NOW).events == 0
    assert instants(database) == [instant(NOW)] * 3
    assert note(database) == ""


def test_a_snapshot_that_a_wrong_clock_offered_is_kept_as_long_as_any(database: Database, tmp_path: Path) -> None:
    feed = "catalogue:z1"
    body = b'{"gtins":[],"labels":[],"popularity":0,"product":{"names":[["en","Milk"]],"sku":"1"}}'
    database.write(lambda connection: publish(connection, [Change(feed, "product/1", body)], now=NOW))
    snapshot_offer(database, tmp_path, frozenset({feed}), feed, CATALOGUE_VERSION, now=NOW + YEAR)

    def snapshots_after(now: datetime) -> int:
        return purge(database, tmp_path, now=now).snapshots

    assert [snapshots_after(NOW + number * DAY) for number in range(3)] == [0, 0, 0]
    assert snapshots_after(NOW + KEPT + 3 * DAY) == 1
