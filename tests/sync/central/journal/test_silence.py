"""A location whose registers are silent is told from one that sells nothing: two rows an outage, none a sale."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
import sqlalchemy as sa

from sync.central.db import Database
from sync.central.feeds.tables import feed_event
from sync.central.registers.status import note_contacts
from sync.central.registers.tables import register
from sync.central.stock.network import stock_everywhere
from sync.central.stock.silence import SILENT, Silence
from sync.protocol.base import instant
from sync.protocol.messages import StockRequest
from tests.support.central_books import LOCATION, NOW, Centre


class Watched:
    """A centre with two registers in one location and one in another; `silence` began when they were last heard."""

    def __init__(self, centre: Centre) -> None:
        self.centre, self.now = centre, NOW
        self.tills = [centre.add_register(name) for name in ("r1", "r2")]
        centre.add_location("T13")
        centre.add_register("r3", "T13")
        self.hear("r1", "r2", "r3")
        self.silence = self.begin()

    def begin(self) -> Silence:
        return Silence(self.centre.database, lambda: self.now)

    def hear(self, *names: str) -> None:
        self.centre.database.write(lambda connection: note_contacts(connection, dict.fromkeys(names, self.now)))

    def later(self, minutes: float) -> int:
        self.now += timedelta(minutes=minutes)
        return self.silence.look()

    def told(self) -> list[tuple[str, str | None]]:
        """What the feeds were told of tills, in order."""
        e = feed_event.c
        rows = self.centre.rows(sa.select(e.feed, e.body).where(e.key == "tills").order_by(e.at, e.feed))
        return [(feed, None if body is None else json.loads(body)["heard_at"]) for feed, body in rows]


@pytest.fixture
def watched(centre: Centre) -> Watched:
    return Watched(centre)


def test_an_outage_is_told_when_it_begins_and_when_it_ends(watched: Watched) -> None:
    heard = instant(watched.now)
    assert watched.later(9) == 0  # nobody can be silent yet
    watched.hear("r2", "r3")
    latest = instant(watched.now)
    assert watched.later(5) == 0  # r1 is, its neighbour is not
    assert watched.later(4.9) == 0
    watched.hear("r3")
    assert watched.later(0.2) == 1
    assert watched.told() == [(f"stock:{LOCATION}", latest)]
    assert heard < latest
    watched.hear("r3")
    for _ in range(5):  # as long as it lasts nothing more is told
        assert watched.later(1) == 0
    watched.tills[0].open()
    watched.tills[0].sell(("milk", 1000))
    watched.centre.push(watched.tills[0], at=watched.now)
    watched.hear("r1", "r3")
    assert watched.later(0.1) == 1
    assert watched.told() == [(f"stock:{LOCATION}", latest), (f"stock:{LOCATION}", None)]
    assert watched.later(0.1) == 0


def test_two_services_tell_it_once(watched: Watched) -> None:
    other = watched.begin()
    watched.later(11)
    assert len(watched.told()) == 2  # both locations
    assert other.look() == 0
    assert len(watched.told()) == 2


def test_a_service_that_has_only_begun_says_nothing_of_anybody(watched: Watched) -> None:
    watched.now += timedelta(days=1)
    fresh = watched.begin()
    assert fresh.look() == 0
    watched.now += SILENT - timedelta(seconds=1)
    watched.hear("r1", "r3")
    assert fresh.look() == 0
    watched.now += timedelta(seconds=1)
    assert fresh.look() == 0
    assert watched.told() == []


def test_a_location_without_registers_of_its_own_is_never_silent(database: Database, watched: Watched) -> None:
    watched.centre.add_location("W01")
    watched.centre.add_register("never-heard", "W01")
    change = sa.update(register).where(register.c.id == "r3").values(state="revoked")
    database.write(lambda connection: connection.execute(change))
    watched.later(60)
    assert [feed for feed, _at in watched.told()] == [f"stock:{LOCATION}"]


def test_who_asks_the_whole_network_is_told_too(watched: Watched) -> None:
    watched.tills[0].open()
    watched.tills[0].sell(("milk", 1000))
    watched.centre.push(watched.tills[0], at=watched.now)
    heard = instant(watched.now)

    def ask() -> str:
        (row,) = stock_everywhere(watched.centre.database, StockRequest(sku="milk"), watched.now).locations
        return row.tills_heard_at

    assert ask() == ""
    watched.later(11)
    assert ask() == heard
    watched.hear("r1")
    watched.later(0.1)
    assert ask() == ""
