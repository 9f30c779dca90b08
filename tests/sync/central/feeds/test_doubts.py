"""What one register says of a history that never was costs that register alone, so often a day, and is told."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa

from sync.central.db import Database
from sync.central.feeds import pull
from sync.central.feeds.doubts import A_DAY, ALARM, Doubts
from sync.central.journal.heads import Place
from sync.central.journal.tables import journal_alarm
from sync.protocol.messages import Cursor, FeedAnswer, PullRequest
from tests.sync.central.feeds.conftest import NOW, Publish, Pull, after

STORE = "store:s1"
STOCK = "stock:s1"
LIAR, HONEST = Place("s1", "r1"), Place("s1", "r2")


class Asking:
    """Registers that pull, as the service has them do."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._doubts = Doubts(database)

    def pull(self, place: Place, *cursors: Cursor, hours: float = 0) -> tuple[FeedAnswer, ...]:
        now = NOW + timedelta(hours=hours)
        return pull(
            self._database,
            frozenset({STORE, STOCK}),
            PullRequest(cursors=cursors),
            now=now,
            admitted=lambda lost: self._doubts.admitted(place, lost, now),
        ).feeds


def lie(feed: str = STORE) -> Cursor:
    return Cursor(feed=feed, generation=1, position=900, tag="1" * 16)


def alarms(database: Database) -> list[tuple[str, str, int, str]]:
    a = journal_alarm.c
    select = sa.select(a.register_id, a.kind, a.times, a.detail).order_by(a.register_id)
    return [tuple(row) for row in database.read(lambda connection: connection.execute(select).all())]


@pytest.mark.invariant(6)
def test_a_lying_register_costs_nobody_else_anything(database: Database, tell: Publish, ask: Pull) -> None:
    tell(STORE, ("a", b"1"))
    asking, honest = Asking(database), after(ask(Cursor(feed=STORE)))
    for hour in range(30):
        for answer in asking.pull(LIAR, lie(), hours=hour):
            assert (answer.needs, answer.generation) == ("snapshot", 1)
        (told,) = asking.pull(HONEST, honest, hours=hour)
        assert (told.needs, told.generation, told.to) == ("", 1, 1)
    ((register_id, kind, times, detail),) = alarms(database)
    assert (register_id, kind) == ("r1", ALARM)
    assert times <= 2 * (A_DAY + 1)
    assert STORE in detail


def test_it_starts_anew_so_often_a_day_and_is_told_the_rest_all_the_same(
    database: Database, tell: Publish, ask: Pull
) -> None:
    tell(STORE, ("a", b"1"))
    tell(STOCK, ("a", b"1"))
    asking = Asking(database)
    known = Cursor(feed=STOCK, generation=1)
    for time in range(1, A_DAY + 1):
        assert [answer.needs for answer in asking.pull(LIAR, lie(), known)] == ["snapshot", ""]
        assert alarms(database)[0][2] == time
    for _ in range(3):  # the feed that it lies about is left out, as one that has not moved
        assert [answer.feed for answer in asking.pull(LIAR, lie(), known)] == [STOCK]
    ((_, _, times, detail),) = alarms(database)
    assert times == A_DAY + 1
    assert "until tomorrow" in detail
    assert asking.pull(LIAR, lie(STOCK))[0].needs == "snapshot"  # each feed has its own count
    assert asking.pull(HONEST, lie())[0].needs == "snapshot"  # and each register
    assert asking.pull(LIAR, lie(), hours=23) == ()
    assert asking.pull(LIAR, lie(), hours=25)[0].needs == "snapshot"
    assert asking.pull(LIAR, lie(), hours=-25)[0].needs == "snapshot"  # the clock was set back


def test_no_crowd_of_names_fills_the_memory(database: Database) -> None:
    judging = Doubts(database, most_kept=3)
    for number in range(10):
        assert judging.admitted(Place("s1", f"r{number}"), [STORE], NOW) == {STORE}
    again = [bool(judging.admitted(Place("s1", "r9"), [STORE], NOW)) for _ in range(A_DAY)]
    assert again == [True] * (A_DAY - 1) + [False]  # the last one is remembered
    again = [bool(judging.admitted(Place("s1", "r0"), [STORE], NOW)) for _ in range(A_DAY)]
    assert again == [True] * A_DAY  # the first was forgotten
