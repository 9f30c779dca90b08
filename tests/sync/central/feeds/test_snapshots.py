"""Snapshot files: built once, at one position; offered until outdated; kept while somebody may be loading them."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from pysqlite3 import dbapi2

from sync.central.db import Database, open_database
from sync.central.feeds import (
    Change,
    publish,
    purge,
    raise_generations,
    retention,
    snapshot_file,
    snapshot_offer,
    snapshots,
    tables,
)
from sync.central.feeds.retention import ABANDONED_S, KEPT
from sync.central.refused import RefusedError
from sync.protocol.messages import Cursor, SnapshotAnswer
from sync.protocol.snapshot import CATALOGUE_VERSION
from sync.protocol.snapshot_pack import Packed, unpack_file
from tests.sync.central.feeds.conftest import NOW, Publish, Pull

ZONE = "catalogue:z1"
ALLOWED = frozenset({ZONE, "store:s1"})


def product(sku: str, name: str = "Milk") -> tuple[str, bytes]:
    body = f'{{"gtins":[],"labels":[],"popularity":0,"product":{{"names":[["en","{name}"]],"sku":"{sku}"}}}}'
    return f"product/{sku}", body.encode()


def closing_row(publication: str, effective_at: str) -> tuple[str, bytes]:
    return f"publication/{publication}", f'{{"count":1,"effective_at":"{effective_at}"}}'.encode()


def offer(database: Database, directory: Path, days: float = 0) -> SnapshotAnswer:
    return snapshot_offer(database, directory, ALLOWED, ZONE, CATALOGUE_VERSION, now=NOW + timedelta(days=days))


@pytest.fixture
def second(database_url: str) -> Iterator[Database]:
    opened = open_database(database_url)
    yield opened
    opened.close()


class File:
    """A snapshot as a register unpacks it."""

    def __init__(self, directory: Path, answer: SnapshotAnswer) -> None:
        path = directory / "unpacked.sqlite"
        path.unlink(missing_ok=True)
        unpack_file(directory / answer.name, path, Packed(answer.size, answer.plain_size, answer.sha256))
        with closing(dbapi2.connect(f"file:{path}?immutable=1", uri=True)) as connection:
            self.rows = dict(connection.execute("SELECT key, position FROM rows").fetchall())
            self.pending = connection.execute("SELECT key, publication, position FROM pending").fetchall()
            self.closings = connection.execute("SELECT publication FROM closings").fetchall()
            self.buckets: dict[int, bytes] = dict(connection.execute("SELECT bucket, checksum FROM buckets").fetchall())
            (self.state,) = connection.execute("SELECT feed, generation, position, tag FROM state").fetchall()
        path.unlink()


@pytest.mark.invariant(7)
def test_a_snapshot_is_the_state_of_its_position(database: Database, tell: Publish, ask: Pull, tmp_path: Path) -> None:
    tell(ZONE, product("1"), product("2"), ("price/1", b"[]"), ("product/2", None))
    answer = offer(database, tmp_path / "files")
    file = File(tmp_path / "files", answer)
    assert file.rows == {"product/1": 1, "price/1": 3}
    assert file.state == (ZONE, 1, 4, answer.tag)
    assert (answer.feed, answer.generation, answer.position, answer.version) == (ZONE, 1, 4, CATALOGUE_VERSION)
    told = ask(Cursor(feed=ZONE, generation=1, position=4, tag=answer.tag))
    assert (told.needs, told.rows) == ("", ())
    stored = database.read(lambda connection: connection.execute(sa.select(tables.feed_bucket)).all())
    assert {row.bucket: row.checksum % 2**64 for row in stored} == {
        row.bucket: int.from_bytes(file.buckets[row.bucket]) for row in stored
    }
    assert {
        int.from_bytes(sums) for bucket, sums in file.buckets.items() if bucket not in {r.bucket for r in stored}
    } == {0}


@pytest.mark.invariant(7)
def test_what_waits_for_its_time_stands_beside_what_it_will_replace(
    database: Database, tell: Publish, tmp_path: Path
) -> None:
    tell(ZONE, product("1"), product("2"), product("3"))
    later, now = "2026-11-23T00:00:00.000000Z", "2026-11-22T09:00:00.000000Z"
    tell(ZONE, (*product("1", "Cream"), "later"), ("product/2", None, "later"), (*product("4"), "later"))
    tell(ZONE, closing_row("later", later))
    tell(ZONE, ("product/3", None, "done"), (*product("5"), "done"))
    tell(ZONE, (*closing_row("done", now), "done"))
    file = File(tmp_path, offer(database, tmp_path))
    assert file.rows == {"product/1": 1, "product/2": 2, "product/5": 9, "publication/later": 7, "publication/done": 10}
    assert sorted(file.pending) == [("product/1", "later", 4), ("product/2", "later", 5), ("product/4", "later", 6)]
    assert file.closings == [("later",)]
    stored = database.read(lambda connection: connection.execute(sa.select(tables.feed_bucket)).all())
    assert {row.bucket: row.checksum % 2**64 for row in stored} == {
        row.bucket: int.from_bytes(file.buckets[row.bucket]) for row in stored
    }


def test_an_offer_stands_until_the_feed_has_moved_on(database: Database, tell: Publish, tmp_path: Path) -> None:
    tell(ZONE, product("1"))
    first = offer(database, tmp_path)
    assert offer(database, tmp_path) == first
    tell(ZONE, *((f"price/{number}", b"[]") for number in range(snapshots.MOST_MOVED)))
    assert offer(database, tmp_path).name == first.name
    tell(ZONE, ("price/1", b"[]"))
    second = offer(database, tmp_path)
    assert (second.position, second.name != first.name) == (snapshots.MOST_MOVED + 2, True)
    # the outdated one can still be loaded by who began
    assert snapshot_file(database, tmp_path, ALLOWED, first.name).stat().st_size == first.size
    assert [file.name for file in tmp_path.iterdir() if file.name.startswith(".")] == []


def test_an_offer_counts_only_while_its_file_is_here_and_its_generation_holds(
    database: Database, tell: Publish, tmp_path: Path
) -> None:
    tell(ZONE, product("1"))
    first = offer(database, tmp_path / "a")
    assert offer(database, tmp_path / "b").sha256 == first.sha256  # a process with a directory of its own
    (tmp_path / "a" / first.name).write_bytes(b"cut")
    assert offer(database, tmp_path / "a").size == (tmp_path / "a" / first.name).stat().st_size > 3
    database.write(raise_generations)
    assert (offer(database, tmp_path / "a").generation, first.generation) == (2, 1)


def test_what_cannot_be_offered_is_refused(database: Database, tell: Publish, tmp_path: Path) -> None:
    for feed, version, code in (
        ("catalogue:z2", CATALOGUE_VERSION, "not_allowed"),
        ("store:s1", CATALOGUE_VERSION, "unknown_feed"),
        (ZONE, CATALOGUE_VERSION + 1, "unknown_version"),
    ):
        with pytest.raises(RefusedError, match=code):
            snapshot_offer(database, tmp_path, ALLOWED, feed, version, now=NOW)
    made = offer(database, tmp_path)
    assert snapshot_file(database, tmp_path, ALLOWED, made.name) == tmp_path / made.name
    (tmp_path / "secret").write_text("x")
    for allowed, name in ((frozenset({"catalogue:z2"}), made.name), (ALLOWED, "secret"), (ALLOWED, "../secret")):
        with pytest.raises(RefusedError, match="unknown_snapshot"):
            snapshot_file(database, tmp_path, allowed, name)
    (tmp_path / made.name).unlink()
    with pytest.raises(RefusedError, match="unknown_snapshot"):
        snapshot_file(database, tmp_path, ALLOWED, made.name)


def test_a_catalogue_that_cannot_be_built_leaves_nothing_behind(
    database: Database, tell: Publish, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    tell(ZONE, ("product/1", b'{"no":"product"}'))
    assert File(tmp_path, offer(database, tmp_path)).rows == {"product/1": 1}
    assert "product/1" in caplog.text
    directory = tmp_path / "file"
    directory.write_text("")
    with pytest.raises(OSError, match="file"):
        offer(database, directory)
    assert sorted(file.name for file in tmp_path.iterdir() if file.name.startswith(".")) == []


def test_one_builds_while_others_wait_for_the_same_file(
    database: Database, second: Database, tmp_path: Path, tell: Publish
) -> None:
    """Threads of two processes, as far as locks go: two databases objects. One file, one offer."""
    tell(ZONE, *(product(str(number)) for number in range(300)))
    answers: list[SnapshotAnswer] = []
    start = threading.Barrier(6)

    def ask_for(which: Database) -> None:
        start.wait()
        answers.append(offer(which, tmp_path))

    threads = [threading.Thread(target=ask_for, args=(which,)) for which in (database, second) * 3]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({answer.name for answer in answers}) == 1
    assert len(answers) == 6
    stored = database.read(lambda connection: connection.execute(sa.select(tables.snapshot)).all())
    assert len(stored) == 1


def test_who_asks_while_a_new_file_is_built_is_given_the_old_one(
    database: Database, tell: Publish, tmp_path: Path
) -> None:
    tell(ZONE, product("1"))
    old = offer(database, tmp_path)
    tell(ZONE, *((f"price/{number}", b"[]") for number in range(snapshots.MOST_MOVED + 1)))
    lock = snapshots._building[tmp_path, ZONE, CATALOGUE_VERSION]
    with lock:  # as a builder holds it
        assert offer(database, tmp_path).name == old.name
    assert offer(database, tmp_path).name != old.name


def test_who_asks_first_while_the_only_file_is_built_waits_for_it(
    database: Database, tell: Publish, tmp_path: Path
) -> None:
    tell(ZONE, product("1"))
    lock = snapshots._building.setdefault((tmp_path, ZONE, CATALOGUE_VERSION), threading.Lock())
    lock.acquire()
    made: list[SnapshotAnswer] = []
    thread = threading.Thread(target=lambda: made.append(offer(database, tmp_path)))
    thread.start()
    lock.release()
    thread.join()
    assert made[0].position == 1


def test_another_process_builds_only_one_at_a_time_on_postgresql(
    database: Database, second: Database, tell: Publish, tmp_path: Path
) -> None:
    if database.is_sqlite:
        with snapshots._only_builder(database, ZONE, 2), snapshots._only_builder(second, ZONE, 2):
            return
    entered = threading.Event()

    def enter() -> None:
        with snapshots._only_builder(second, ZONE, 2):
            entered.set()

    with snapshots._only_builder(database, ZONE, 2):
        with snapshots._only_builder(second, "catalogue:other", 2):
            pass
        thread = threading.Thread(target=enter)
        thread.start()
        waiting = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"
        deadline = time.monotonic() + 10
        while database.read(lambda connection: connection.exec_driver_sql(waiting).scalar_one()) == 0:
            assert time.monotonic() < deadline
        assert not entered.is_set()
    thread.join()
    assert entered.is_set()


# --- retention


def rows_of(database: Database, table: sa.Table) -> list[Any]:
    return database.read(lambda connection: list(connection.execute(sa.select(table))))


def test_what_is_old_goes_and_what_rows_stand_on_stays(database: Database, tell: Publish, ask: Pull) -> None:
    feed = "store:s1"
    tell(feed, ("a", b"1"), ("b", b"1"), ("a", b"2"), ("b", None))
    early = ask(Cursor(feed=feed), most_bytes=1)
    tell(feed, ("a", b"3"), ("c", b"1"), now=NOW + KEPT)
    assert purge(database, now=NOW + KEPT) == (0, 0, 0)
    assert purge(database, now=NOW + KEPT + timedelta(seconds=1)) == (4, 1, 0)
    (head,) = rows_of(database, tables.feed_head)
    assert (head.floor, head.position) == (4, 6)
    assert [row.position for row in rows_of(database, tables.feed_event)] == [5, 6]
    assert sorted(row.key for row in rows_of(database, tables.feed_row)) == ["a", "c"]
    assert ask(Cursor(feed=feed, generation=1, position=early.to, tag=early.tag)).needs == "snapshot"
    assert ask(Cursor(feed=feed)).needs == "snapshot"
    at_floor = ask(Cursor(feed=feed, generation=1, position=4, tag=head.floor_tag))
    assert [row.position for row in at_floor.rows] == [5, 6]
    assert ask(Cursor(feed=feed, generation=1, position=4, tag="0" * 16)).needs == "snapshot"
    # superseded later: what stood for a row goes at the next purge
    tell(feed, ("c", b"2"), now=NOW + 2 * KEPT)
    assert purge(database, now=NOW + 4 * KEPT).events == 1
    assert [row.position for row in rows_of(database, tables.feed_event)] == [5, 7]


def test_purging_takes_many_steps_and_is_then_done(database: Database, tell: Publish) -> None:
    tell("stock:s1", *((f"k{number % 7}", b"%d" % number) for number in range(11_000)))
    assert purge(database, now=NOW + 2 * KEPT) == (11_000 - 7, 0, 0)
    assert purge(database, now=NOW + 2 * KEPT) == (0, 0, 0)


def test_of_two_purges_at_once_the_second_finds_it_done(database: Database, tell: Publish) -> None:
    feed = "store:s1"
    tell(feed, ("a", b"1"), ("a", b"2"), ("a", b"3"))
    start = threading.Barrier(3)
    removed = []

    def work() -> None:
        start.wait()
        removed.append(purge(database, now=NOW + 2 * KEPT).events)

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(removed) == 2
    assert database.write(lambda connection: retention._raise_floor(connection, feed, 2, NOW)) == 0
    (head,) = rows_of(database, tables.feed_head)
    assert head.floor == 3


def test_deltas_are_kept_from_a_snapshot_that_was_handed_out(
    database: Database, tell: Publish, ask: Pull, tmp_path: Path
) -> None:
    tell(ZONE, product("1"), product("2"))
    given = offer(database, tmp_path)
    cursor = Cursor(feed=ZONE, generation=1, position=given.position, tag=given.tag)
    tell(ZONE, product("1"), product("1"), now=NOW)
    assert offer(database, tmp_path, days=20).name == given.name
    assert purge(database, tmp_path, now=NOW + timedelta(days=33)) == (
        1,
        0,
        0,
    )  # below the snapshot: 1 of 2 stands for nothing
    assert [row.position for row in ask(cursor).rows] == [4]
    removed = purge(database, tmp_path, now=NOW + timedelta(days=35))
    assert (removed.snapshots, removed.events) == (1, 1)
    assert ask(cursor).needs == "snapshot"
    with pytest.raises(RefusedError, match="unknown_snapshot"):
        snapshot_file(database, tmp_path, ALLOWED, given.name)


def test_files_that_nothing_names_go_once_they_are_old(database: Database, tell: Publish, tmp_path: Path) -> None:
    tmp_path /= "files"
    named = offer(database, tmp_path).name
    for name in (".half.sqlite", "catalogue-z9-v2-0.zst", "fresh", "catalogue-z8-v2-0.zst", "kept.txt"):
        (tmp_path / name).write_text("x")
    old = time.time() - ABANDONED_S - 60
    for name in (".half.sqlite", "catalogue-z9-v2-0.zst", "kept.txt", named):
        os.utime(tmp_path / name, (old, old))
    purge(database, tmp_path, now=NOW)
    assert sorted(file.name for file in tmp_path.glob("*")) == sorted(
        ["fresh", "catalogue-z8-v2-0.zst", "kept.txt", named]
    )
    purge(database, tmp_path / "missing", now=NOW)


def test_what_a_publication_covers_is_forgotten_once_it_is_in_effect(database: Database, tell: Publish) -> None:
    feed = "store:s1"
    tell(feed, ("a", b"1"), ("b", b"1"), ("c", b"1"))
    tell(feed, ("a", b"2", "p"), ("b", None, "p"), ("c", b"2", "never"))
    tell(feed, closing_row("p", "2026-11-23T00:00:00.000000Z"))
    assert [row.position for row in rows_of(database, tables.feed_beneath)] == [1, 2, 3]
    tell(feed, ("d", b"1"), now=NOW + KEPT)
    removed = purge(database, now=NOW + KEPT + timedelta(days=1))
    assert (removed.events, removed.tombstones) == (3, 1)
    assert [row.position for row in rows_of(database, tables.feed_beneath)] == [3]
    assert [row.position for row in rows_of(database, tables.feed_event)] == [3, 4, 6, 7, 8]


def test_a_snapshot_noted_as_given_lately_is_not_written_again(
    database: Database, tell: Publish, tmp_path: Path
) -> None:
    made = offer(database, tmp_path)
    offer(database, tmp_path, days=0.01)
    assert [row.offered_at for row in rows_of(database, tables.snapshot)] == [made.time]
    late = offer(database, tmp_path, days=1)
    assert [row.offered_at for row in rows_of(database, tables.snapshot)] == [late.time]
    offer(database, tmp_path, days=-1)  # a clock set back shortens nothing
    assert [row.offered_at for row in rows_of(database, tables.snapshot)] == [late.time]


def test_publishing_while_a_file_is_built_belongs_to_the_deltas(
    database: Database, tell: Publish, ask: Pull, tmp_path: Path
) -> None:
    """The builder reads one moment: what is committed meanwhile is in no file of that position."""
    tell(ZONE, *(product(str(number)) for number in range(3_000)))
    stop = threading.Event()

    def write() -> None:
        nth = 0
        while not stop.is_set():
            nth += 1
            changes = [Change(ZONE, "product/0", product("0", f"n{nth}")[1]), Change(ZONE, f"price/{nth}", b"[]")]
            database.write(partial(publish, changes=changes))

    thread = threading.Thread(target=write)
    thread.start()
    try:
        answer = offer(database, tmp_path)
    finally:
        stop.set()
        thread.join()
    file = File(tmp_path, answer)
    assert max(file.rows.values()) <= answer.position
    assert file.rows["product/0"] == (answer.position - 1 if answer.position > 3_000 else 1)
    told = ask(Cursor(feed=ZONE, generation=1, position=answer.position, tag=answer.tag))
    assert told.needs == ""
