"""Many writers at once on PostgreSQL: no commit is missed, nobody waits for ever, a killed writer leaves no hole."""

from __future__ import annotations

import os
import random
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
import sqlalchemy as sa

from sync.central.db import Database, metadata, open_database
from sync.central.feeds import Change, publish, pull
from sync.protocol.messages import PullRequest
from tests.support.postgres import cluster
from tests.sync.central.feeds.feed_model import Reader

WRITERS = 32
SECONDS = float(os.environ.get("OMNITILL_FEED_SECONDS", "4"))
FEED = "stock:busy"
LEDGER = "CREATE TABLE bare (id bigserial PRIMARY KEY, writer int NOT NULL, nth int NOT NULL)"


@pytest.fixture
def url() -> Iterator[str]:
    server = cluster()
    name = server.create()
    yield server.url(name)
    server.drop(name)


@pytest.fixture
def database(url: str) -> Iterator[Database]:
    opened = open_database(url, pool_size=WRITERS + 4)
    opened.write(metadata.create_all)
    yield opened
    opened.close()


@contextmanager
def running(*works: Callable[[], None]) -> Iterator[None]:
    """Run `works` in threads until the block and they are done; the first failure of one is raised."""
    failures: list[BaseException] = []

    def guarded(work: Callable[[], None]) -> None:
        try:
            work()
        except BaseException as error:  # noqa: BLE001 - raised again below, in the test's thread
            failures.append(error)

    threads = [threading.Thread(target=guarded, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        for thread in threads:
            thread.join()
    if failures:
        raise failures[0]


class BareReader:
    """What sync.md forbids: a reader of `id > cursor` on a sequence."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection
        self.cursor = 0
        self.seen = 0

    def read(self) -> None:
        found = self._connection.exec_driver_sql("SELECT id FROM bare WHERE id > %s ORDER BY id", (self.cursor,)).all()
        if found:
            self.seen += len(found)
            self.cursor = found[-1][0]


@pytest.mark.invariant(6)
def test_thirty_two_writers_lose_nothing_where_a_bare_cursor_does(database: Database) -> None:
    """Each writer commits a row of the feed and a row of a sequence; both readers poll all the while."""
    with database.engine.begin() as connection:
        connection.exec_driver_sql(LEDGER)
    stop, committed = threading.Event(), [0] * WRITERS

    def write(writer: int) -> Callable[[], None]:
        dice = random.Random(writer)

        def work(connection: sa.Connection) -> None:
            nth = committed[writer] + 1
            connection.exec_driver_sql("INSERT INTO bare (writer, nth) VALUES (%s, %s)", (writer, nth))
            connection.exec_driver_sql("SELECT pg_sleep(%s)", (dice.uniform(0, 0.01),))  # other work of a real write
            publish(connection, [Change(FEED, f"writer/{writer}/{nth}", b"%d" % nth)])

        def run() -> None:
            while not stop.is_set():
                database.write(work)
                committed[writer] += 1

        return run

    reader = Reader(FEED)

    def follow() -> None:
        (answer,) = pull(database, frozenset({FEED}), PullRequest(cursors=(reader.cursor,))).feeds
        assert not answer.needs
        reader.apply(answer)

    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        bare = BareReader(connection)
        with running(*(write(writer) for writer in range(WRITERS))):
            end = time.monotonic() + SECONDS
            try:
                while time.monotonic() < end:
                    bare.read()
                    follow()
            finally:
                stop.set()
        bare.read()
        follow()
        follow()
        rows = connection.exec_driver_sql("SELECT count(*) FROM bare").scalar_one()
    assert rows == sum(committed) > WRITERS
    assert bare.seen < rows, "the bare cursor missed nothing: this run proves nothing"
    assert reader.cursor.position == rows
    assert set(reader.rows.by_key) == {f"writer/{w}/{n}" for w in range(WRITERS) for n in range(1, committed[w] + 1)}


def test_publishers_of_overlapping_feeds_never_deadlock(database: Database) -> None:
    """New and old feeds, in any order of the caller's: heads are taken in one order, so PostgreSQL sees no deadlock."""
    feeds = [f"stock:s{number}" for number in range(12)]
    rounds, writers = 25, 8
    counts = dict.fromkeys(feeds, 0)
    guard = threading.Lock()

    def write(writer: int) -> Callable[[], None]:
        dice = random.Random(writer)

        def run() -> None:
            for nth in range(rounds):
                chosen = dice.sample(feeds, dice.randint(1, 6))
                changes = [Change(feed, f"{writer}/{nth}", b"1") for feed in chosen]
                with database.engine.begin() as connection:  # not `write`, which would begin again after a deadlock
                    publish(connection, changes)
                with guard:
                    for feed in chosen:
                        counts[feed] += 1

        return run

    with running(*(write(writer) for writer in range(writers))):
        pass
    for feed, count in counts.items():
        reader = Reader(feed)
        (answer,) = pull(database, frozenset({feed}), PullRequest(cursors=(reader.cursor,))).feeds
        assert (answer.to, answer.head, len(answer.rows)) == (count, count, count)


@pytest.mark.invariant(6)
def test_a_writer_killed_before_its_commit_leaves_no_hole_and_holds_nobody_up(database: Database, url: str) -> None:
    database.write(lambda connection: publish(connection, [Change(FEED, "a", b"1")]))
    victim = database.engine.connect()
    killed = victim.begin()
    publish(victim, [Change(FEED, "lost", b"1"), Change(FEED, "lost too", b"1")])
    pid = victim.exec_driver_sql("SELECT pg_backend_pid()").scalar_one()
    waiting = threading.Event()

    def write() -> None:
        def work(connection: sa.Connection) -> None:
            waiting.set()
            publish(connection, [Change(FEED, "b", b"2")])

        database.write(work)

    with running(write):
        assert waiting.wait(10)
        with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            held_up = (
                "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
            )
            deadline = time.monotonic() + 10
            while connection.exec_driver_sql(held_up).scalar_one() == 0:
                assert time.monotonic() < deadline, "the second writer does not wait for the head"
            connection.exec_driver_sql("SELECT pg_terminate_backend(%s)", (pid,))
    with pytest.raises(sa.exc.DBAPIError):
        killed.commit()
    victim.invalidate()
    victim.close()
    reader = Reader(FEED)
    (answer,) = pull(database, frozenset({FEED}), PullRequest(cursors=(reader.cursor,))).feeds
    assert [(row.position, row.key) for row in answer.rows] == [(1, "a"), (2, "b")]
