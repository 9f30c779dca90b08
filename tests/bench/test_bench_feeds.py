"""Feeds of the centre: publishing against bare inserts of the same rows, intervals against a bare select, snapshots.

On embedded SQLite, synchronous FULL, and on PostgreSQL with its own settings (fsync on). Figures go to `extra_info`;
nothing is asserted about time.
"""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa
from pytest_benchmark.fixture import BenchmarkFixture

from sync.central.db import Database, metadata, open_database
from sync.central.feeds import Change, publish, pull, snapshot_offer
from sync.protocol.messages import Cursor, PullRequest, SnapshotAnswer
from sync.protocol.snapshot import CATALOGUE_VERSION
from tests.support.postgres import cluster

PRODUCTS = 100_000
STOCK_ROWS = 20_000
PUSH_ROWS = 300
ROUNDS = 40
ZONE, STOCK = "catalogue:z1", "stock:s1"
NOW = datetime(2026, 11, 22, 10, tzinfo=UTC)
BARE = "CREATE TABLE bare (feed text, position bigint, key text, body {0}, tag text, PRIMARY KEY (feed, position))"
WORDS = ("молоко", "сыр", "bread", "masło", "coffee", "сок", "яблоки", "soap", "woda", "чай")


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    if request.param == "sqlite":
        opened = open_database(f"sqlite:///{tmp_path_factory.mktemp('centre') / 'centre.sqlite'}")
    else:
        server = cluster(durable=True)
        opened = open_database(server.url(server.create()))
    opened.write(metadata.create_all)
    blob = "blob" if opened.is_sqlite else "bytea"
    opened.write(lambda connection: connection.exec_driver_sql(BARE.format(blob)))
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def catalogue(database: Database) -> dict[str, float]:
    """100,000 products and as many prices, published in one write; what that took, and bare inserts of them."""
    changes = goods()
    bare = timed(lambda: database.write(lambda connection: bare_insert(connection, changes, 0)))
    ours = timed(lambda: database.write(lambda connection: publish(connection, changes)))
    again = timed(lambda: database.write(lambda connection: publish(connection, changes[:PRODUCTS])))
    return {"bare": bare, "ours": ours, "again": again}


@pytest.fixture(scope="module")
def directory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("snapshots")


def tell(benchmark: BenchmarkFixture, database: Database, name: str, **figures: object) -> None:
    kind = "SQLite" if database.is_sqlite else "PostgreSQL"
    benchmark.extra_info.update({"name": f"feeds: {name}, {kind}", **figures})


def timed(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def goods() -> list[Change]:
    dice = random.Random(7)
    changes = []
    for number in range(PRODUCTS):
        names = [f'["{language}","{" ".join(dice.choices(WORDS, k=3))} {number}"]' for language in ("en", "ru", "pl")]
        product = f'{{"gtin":"{number:013}","names":[{",".join(names)}],"sku":"{number}"}}'
        body = f'{{"gtins":[],"labels":[],"popularity":{dice.randrange(1000)},"product":{product}}}'
        changes.append(Change(ZONE, f"product/{number}", body.encode()))
    changes += [Change(ZONE, f"price/{n}", b'[["base",1700000000000000,null,%d]]' % n) for n in range(PRODUCTS)]
    return changes


def stock(keys: list[int], figure: int) -> list[Change]:
    body = b'{"at":"2026-11-22T10:00:00.000000Z","on_hand":%d,"reserved":0,"unavailable":0}' % figure
    return [Change(STOCK, f"sku/{key}", body) for key in keys]


def bare_insert(connection: sa.Connection, changes: list[Change], first: int) -> None:
    marks = "?, ?, ?, ?, ?" if connection.dialect.name == "sqlite" else "%s, %s, %s, %s, %s"
    rows = [(c.feed, first + nth, c.key, c.body, "0" * 16) for nth, c in enumerate(changes)]
    connection.exec_driver_sql(f"INSERT INTO bare VALUES ({marks})", rows)  # noqa: S608


def test_publish_of_a_push(benchmark: BenchmarkFixture, database: Database) -> None:
    """300 stock rows in a commit of their own, against a bare insert of as many rows, turn by turn."""
    dice = random.Random(1)
    database.write(lambda connection: publish(connection, stock(list(range(STOCK_ROWS)), 0)))
    ours: list[float] = []
    bare: list[float] = []

    def turn() -> None:
        changes = stock(dice.sample(range(STOCK_ROWS), PUSH_ROWS), len(ours))
        first = len(ours) * PUSH_ROWS
        ours.append(timed(lambda: database.write(lambda connection: publish(connection, changes))))
        bare.append(timed(lambda: database.write(lambda connection: bare_insert(connection, changes, first))))

    benchmark.pedantic(turn, rounds=ROUNDS)  # type: ignore[no-untyped-call]
    median, reference = statistics.median(ours) * 1e3, statistics.median(bare) * 1e3
    tell(
        benchmark,
        database,
        "300 rows published and committed",
        figure=round(median, 2),
        unit="ms median",
        reference=round(reference, 2),
        ratio=round(median / reference, 2),
        **({"aim": "< 6 ms", "met": median < 6} if database.is_sqlite else {}),
    )
    (head,) = pull(database, frozenset({STOCK}), PullRequest(cursors=(Cursor(feed=STOCK, generation=1),))).feeds
    assert head.head == STOCK_ROWS + ROUNDS * PUSH_ROWS


def test_publish_of_a_catalogue(benchmark: BenchmarkFixture, database: Database, catalogue: dict[str, float]) -> None:
    benchmark.pedantic(lambda: None, rounds=1)  # type: ignore[no-untyped-call]
    tell(
        benchmark,
        database,
        "200,000 rows published first",
        figure=round(catalogue["ours"], 2),
        unit="s",
        reference=round(catalogue["bare"], 2),
        ratio=round(catalogue["ours"] / catalogue["bare"], 2),
        aim=f"a few seconds (100,000 of them again: {catalogue['again']:.1f} s)",
        met=catalogue["ours"] < 6,
    )


def test_intervals_of_a_catalogue(benchmark: BenchmarkFixture, database: Database, catalogue: dict[str, float]) -> None:
    """All of it as deltas, answers of 1 MiB, against bare selects of the same rows in as many pages."""
    allowed = frozenset({ZONE})
    to = 2 * PRODUCTS
    rows, pages = 0, 0

    def read() -> None:
        nonlocal rows, pages
        cursor = Cursor(feed=ZONE, generation=1)
        while cursor.position < to:
            (answer,) = pull(database, allowed, PullRequest(cursors=(cursor,))).feeds
            rows, pages = rows + len(answer.rows), pages + 1
            cursor = Cursor(feed=ZONE, generation=1, position=answer.to, tag=answer.tag)

    def select() -> None:
        mark = "?" if database.is_sqlite else "%s"
        page = f"SELECT position, key, body FROM bare WHERE feed = {mark} AND position >= {mark} ORDER BY position LIMIT {to // pages}"  # noqa: S608, E501
        for first in range(0, to, to // pages):
            database.read(lambda connection, first=first: connection.exec_driver_sql(page, (ZONE, first)).all())  # type: ignore[misc]

    ours = timed(lambda: benchmark.pedantic(read, rounds=1))  # type: ignore[no-untyped-call]
    bare = timed(select)
    tell(
        benchmark,
        database,
        f"a catalogue read in {pages} intervals",
        figure=round(rows / ours),
        unit="rows/s",
        reference=round(rows / bare),
        ratio=round(ours / bare, 2),
    )
    assert rows >= to


def test_snapshot(
    benchmark: BenchmarkFixture, database: Database, catalogue: dict[str, float], directory: Path
) -> None:
    """Made once for seconds, then offered."""
    allowed = frozenset({ZONE})

    def offer() -> SnapshotAnswer:
        return snapshot_offer(database, directory, allowed, ZONE, CATALOGUE_VERSION)

    made = timed(offer)
    offered: list[float] = []
    benchmark.pedantic(lambda: offered.append(timed(offer)), rounds=50)  # type: ignore[no-untyped-call]
    answer = offer()
    tell(
        benchmark,
        database,
        f"snapshot offered, {answer.size / 1e6:.1f} of {answer.plain_size / 1e6:.0f} MB",
        figure=round(statistics.median(offered) * 1e3, 2),
        unit="ms median",
        reference=round(made * 1e3),
        aim="made once (reference), then milliseconds",
        met=statistics.median(offered) < 0.01,
    )
    assert answer.position == 3 * PRODUCTS


def test_a_usual_pull(benchmark: BenchmarkFixture, database: Database) -> None:
    """Twenty cursors of which one has moved by three rows."""
    feeds = [f"stock:s{number}" for number in range(20, 40)]
    database.write(lambda c: publish(c, [Change(feed, f"sku/{n}", b"1") for feed in feeds for n in range(50)]))
    request = PullRequest(cursors=tuple(Cursor(feed=feed, generation=1) for feed in feeds))
    allowed = frozenset(feeds)
    heads = [
        Cursor(feed=told.feed, generation=1, position=told.to, tag=told.tag)
        for told in pull(database, allowed, request).feeds
    ]
    database.write(lambda c: publish(c, [Change(feeds[7], f"sku/{n}", b"2") for n in range(3)]))
    request = PullRequest(cursors=tuple(heads))
    took: list[float] = []
    benchmark.pedantic(  # type: ignore[no-untyped-call]
        lambda: took.append(timed(lambda: pull(database, allowed, request))), rounds=200, warmup_rounds=10
    )
    told = pull(database, allowed, request)
    tell(
        benchmark,
        database,
        "20 cursors pulled, one behind",
        figure=round(statistics.median(took) * 1e3, 2),
        unit="ms median",
    )
    assert [len(each.rows) for each in told.feeds] == [3 if feed == feeds[7] else 0 for feed in feeds]
