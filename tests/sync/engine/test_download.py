"""The download lane: what is read from its beginning, in which order, resumed, repaired; and lies about all of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pytest

from sync.engine import download
from sync.engine.ports import PortError
from sync.protocol import feeds
from sync.protocol.messages import BucketAnswer, BucketRequest, Row, SnapshotAnswer, StateAnswer, StateRequest
from sync.protocol.snapshot import CATALOGUE_VERSION
from sync.protocol.wire import WireResponse
from tests.support.engine_world import FEEDS, Asked, World, at

FILE = bytes(range(256)) * 20_000  # a little more than one range


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path)


def start(world: World, *names: str) -> None:
    for feed in FEEDS:
        world.replica.stand(feed, 10)
    for feed in names:
        world.core.start_anew(feed)


def offer(world: World, *, size: int = len(FILE), name: str = "snap", **changed: Any) -> SnapshotAnswer:
    answer = SnapshotAnswer(
        feed="catalogue:z",
        generation=1,
        position=40,
        tag="0" * 16,
        version=CATALOGUE_VERSION,
        name=name,
        size=size,
        plain_size=1_000,
        sha256="0" * 64,
        time=at(world.centre_micros),
    )
    return msgspec.structs.replace(answer, **changed)


def page(world: World, feed: str, *keys: str, done: bool = False, generation: int = 1) -> StateAnswer:
    return StateAnswer(
        feed=feed,
        generation=generation,
        position=50,
        tag="0" * 16,
        rows=tuple(Row(key, 1, msgspec.Raw(b"1")) for key in keys),
        done=done,
        time=at(world.centre_micros),
    )


def give(world: World, asked: Asked, *, status: int = 206) -> None:
    """Serve the range that was asked for."""
    first, last = (int(part) for part in asked.request.headers["range"].removeprefix("bytes=").split("-"))
    headers = {"content-range": f"bytes {first}-{last}/{len(FILE)}"}
    world.respond(asked, WireResponse(status, headers, FILE[first : last + 1]))


def test_a_first_day_comes_in_the_order_in_which_a_till_needs_it(world: World) -> None:
    for feed in FEEDS:
        world.core.start_anew(feed)
    order = []
    while world.core.starting():
        asked = world.ask(world.engine.download)
        if asked.request.path == "/v1/state":
            order.append(asked.read(StateRequest).feed)
            world.answer(asked, page(world, order[-1], "a", done=True))
        elif asked.request.path == "/v1/snapshot":
            order.append("catalogue:z")
            assert asked.request.query == f"feed=catalogue%3Az&version={CATALOGUE_VERSION}"
            world.answer(asked, offer(world))
        else:
            assert asked.request.query == "name=snap"
            give(world, asked)
    assert order == ["register:R1", "store:L1", "catalogue:z", "stock:L1", "stock:L2"]
    assert world.replica.installed == [FILE]
    assert all(cursor.generation for cursor in world.replica.cursors())
    assert world.woken.count("live") == 5
    assert world.sleeps(world.engine.download) > 1


def test_a_catalogue_that_is_there_waits_for_stock_and_repairs(world: World) -> None:
    start(world, "catalogue:z", "stock:L1")
    world.core.repair("stock:L2", (3,))
    assert world.ask(world.engine.download).request.path == "/v1/bucket"


def test_a_state_is_read_by_pages_and_goes_on_from_the_first(world: World) -> None:
    start(world, "stock:L1")
    world.answer(world.ask(world.engine.download), page(world, "stock:L1", "a", "b"))
    asked = world.ask(world.engine.download)
    assert asked.read(StateRequest).after == "b"
    late = msgspec.structs.replace(page(world, "stock:L1", "c", done=True), position=60)
    world.answer(asked, late)
    assert sorted(world.replica.rows["stock:L1"]) == ["a", "b", "c"]
    assert world.replica.held["stock:L1"].position == 50
    assert world.changed == [frozenset({"stock:L1"})]


@pytest.mark.parametrize("keys", [("b", "a"), ("A",), ()])
def test_pages_out_of_order_are_no_endless_reading(world: World, keys: tuple[str, ...]) -> None:
    start(world, "stock:L1")
    world.answer(world.ask(world.engine.download), page(world, "stock:L1", "a"))
    world.answer(world.ask(world.engine.download), page(world, "stock:L1", *keys))
    assert world.core.state(world.now).error == "not_understood"
    assert world.ask(world.engine.download, patience=9).read(StateRequest).after == ""


def test_a_state_of_another_generation_begins_again(world: World) -> None:
    start(world, "stock:L1")
    world.answer(world.ask(world.engine.download), page(world, "stock:L1", "a"))
    world.answer(world.ask(world.engine.download), page(world, "stock:L1", "b", generation=2))
    assert world.ask(world.engine.download).read(StateRequest).after == ""


def test_a_page_of_another_feed_or_with_rows_that_cannot_be_is_not_taken(world: World) -> None:
    start(world, "stock:L1")
    world.answer(world.ask(world.engine.download), page(world, "stock:L2", "a", done=True))
    assert world.core.state(world.now).error == "not_asked"
    world.replica.bad = ValueError("no row")
    world.answer(world.ask(world.engine.download, patience=9), page(world, "stock:L1", "a", done=True))
    assert world.core.state(world.now).error == "row_not_understood"
    assert world.core.starting() == {"stock:L1"}


def test_a_feed_that_is_followed_no_more_is_forgotten(world: World) -> None:
    start(world, "stock:L9")
    world.core.repair("stock:L8", (1,))
    world.sleeps(world.engine.download)
    assert world.core.starting() == frozenset()
    assert world.core.repairs() == ()


# --- snapshots


def test_a_snapshot_comes_by_ranges_and_tells_how_far(world: World) -> None:
    start(world, "catalogue:z")
    world.answer(world.ask(world.engine.download), offer(world))
    assert world.core.state(world.now).download == (0, len(FILE))
    asked = world.ask(world.engine.download)
    assert asked.request.headers["range"] == f"bytes=0-{download.RANGE - 1}"
    give(world, asked)
    assert world.core.state(world.now).download == (download.RANGE, len(FILE))
    give(world, world.ask(world.engine.download))
    assert world.replica.installed == [FILE]
    assert world.core.state(world.now).download is None
    assert world.replica.held["catalogue:z"].position == 40


def test_a_download_goes_on_where_it_stopped(world: World, tmp_path: Path) -> None:
    start(world, "catalogue:z")
    (tmp_path / "snap").write_bytes(FILE[:1_000_000])
    world.answer(world.ask(world.engine.download), offer(world))
    asked = world.ask(world.engine.download)
    assert asked.request.headers["range"].startswith("bytes=1000000-")
    world.fail(asked, "cut")
    asked = world.ask(world.engine.download, patience=9)
    assert asked.request.headers["range"].startswith("bytes=1000000-")
    give(world, asked)
    assert world.replica.installed == [FILE]


def test_a_file_that_is_whole_already_is_installed_at_once(world: World, tmp_path: Path) -> None:
    start(world, "catalogue:z")
    (tmp_path / "snap").write_bytes(FILE)
    world.answer(world.ask(world.engine.download), offer(world))
    assert world.replica.installed == [FILE]


def test_a_file_longer_than_the_offer_is_thrown_away(world: World, tmp_path: Path) -> None:
    start(world, "catalogue:z")
    (tmp_path / "snap").write_bytes(FILE + b"x")
    world.answer(world.ask(world.engine.download), offer(world))
    assert world.core.state(world.now).error == "snapshot_invalid"
    assert not (tmp_path / "snap").exists()


def test_a_server_without_ranges_may_give_a_short_file_whole(world: World) -> None:
    start(world, "catalogue:z")
    world.answer(world.ask(world.engine.download), offer(world, size=100))
    world.respond(world.ask(world.engine.download), WireResponse(200, {}, FILE[:100]))
    assert world.replica.installed == [FILE[:100]]


@pytest.mark.parametrize(
    ("status", "told", "length"),
    [
        (206, f"bytes 1-{download.RANGE - 1}/{len(FILE)}", download.RANGE),
        (206, f"bytes 0-{download.RANGE - 1}/{len(FILE) + 1}", download.RANGE),
        (206, f"bytes 0-{download.RANGE - 1}/{len(FILE)}", download.RANGE - 1),
        (206, "", download.RANGE),
        (200, "", download.RANGE),
    ],
)
def test_a_range_that_is_not_the_one_asked_for_is_not_written(
    world: World, tmp_path: Path, status: int, told: str, length: int
) -> None:
    start(world, "catalogue:z")
    world.answer(world.ask(world.engine.download), offer(world))
    asked = world.ask(world.engine.download)
    world.respond(asked, WireResponse(status, {"content-range": told}, FILE[:length]))
    assert world.core.state(world.now).error == "not_understood"
    assert not (tmp_path / "snap").exists()


def test_a_snapshot_that_is_gone_is_offered_anew(world: World) -> None:
    start(world, "catalogue:z")
    world.answer(world.ask(world.engine.download), offer(world))
    world.refuse(world.ask(world.engine.download), 404, "unknown_feed")
    assert world.ask(world.engine.download, patience=20).request.path == "/v1/snapshot"


def test_a_snapshot_that_is_not_what_was_offered_is_fetched_again_after_a_pause(world: World) -> None:
    start(world, "catalogue:z")
    world.answer(world.ask(world.engine.download), offer(world, size=10))
    world.replica.bad = ValueError("the hash differs")
    world.respond(world.ask(world.engine.download), WireResponse(200, {}, FILE[:10]))
    assert world.core.state(world.now).error == "snapshot_invalid"
    assert world.core.starting() == {"catalogue:z"}
    assert world.sleeps(world.engine.download) > 0
    assert world.ask(world.engine.download, patience=20).request.path == "/v1/snapshot"


@pytest.mark.parametrize(
    "changed", [{"feed": "catalogue:y"}, {"version": CATALOGUE_VERSION + 1}, {"size": 0}, {"plain_size": 10**12}]
)
def test_an_offer_that_cannot_be_is_not_taken(world: World, changed: dict[str, Any]) -> None:
    start(world, "catalogue:z")
    world.answer(world.ask(world.engine.download), offer(world, **changed))
    assert world.core.state(world.now).error in {"not_asked", "too_long"}
    assert world.core.starting() == {"catalogue:z"}


def test_a_file_that_somebody_else_changed_is_looked_at_anew(world: World, tmp_path: Path) -> None:
    start(world, "catalogue:z")
    world.answer(world.ask(world.engine.download), offer(world))
    (tmp_path / "snap").write_bytes(b"x")
    give(world, world.ask(world.engine.download))
    assert world.core.state(world.now).error == "replica_write"
    assert world.ask(world.engine.download, patience=20).request.path == "/v1/snapshot"


def test_a_full_disk_is_an_alarm(world: World, tmp_path: Path) -> None:
    start(world, "catalogue:z")
    world.answer(world.ask(world.engine.download), offer(world, name="gone"))
    (tmp_path / "gone").mkdir()  # which cannot be appended to
    give(world, world.ask(world.engine.download))
    state = world.core.state(world.now)
    assert (state.error, state.next_step) == ("replica_write", "check_disk")


# --- buckets


def bucket(world: World, *rows: Row, checksum: str = "", generation: int = 1) -> BucketAnswer:
    last = {row.key: row for row in sorted(rows, key=lambda row: row.position)}
    real = feeds.checksum(feeds.digest(row.key, bytes(row.body)) for row in last.values() if row.body is not None)
    return BucketAnswer(
        feed="stock:L1",
        generation=generation,
        bucket=3,
        position=11,
        tag="0" * 16,
        checksum=checksum or feeds.spell(real),
        rows=rows,
        time=at(world.centre_micros),
    )


ROWS = (Row("a", 9, msgspec.Raw(b"1")), Row("b", 4, msgspec.Raw(b"2")), Row("a", 11, None, "p1"))


@pytest.mark.invariant(7)
def test_a_bucket_that_differs_is_fetched_whole(world: World) -> None:
    start(world)
    world.core.repair("stock:L1", (3,))
    asked = world.ask(world.engine.download)
    assert asked.read(BucketRequest) == BucketRequest(feed="stock:L1", bucket=3)
    world.answer(asked, bucket(world, *ROWS))
    assert world.replica.rows["stock:L1"].keys() == {"a", "b"}
    assert world.core.repairs() == ()
    assert world.changed == [frozenset({"stock:L1"})]


def test_a_bucket_that_keeps_differing_has_the_feed_read_anew(world: World) -> None:
    start(world)
    for _ in range(download.MOST_REPAIRS):
        world.core.repair("stock:L1", (3,))
        world.answer(world.ask(world.engine.download), bucket(world, *ROWS))
    world.core.repair("stock:L1", (3,))
    assert world.sleeps(world.engine.download) == 0
    assert world.core.starting() == {"stock:L1"}
    assert world.core.repairs() == ()


def test_repairs_of_long_ago_do_not_count(world: World) -> None:
    start(world)
    for _ in range(download.MOST_REPAIRS + 2):
        world.core.repair("stock:L1", (3,))
        world.answer(world.ask(world.engine.download), bucket(world, *ROWS))
        world.steady += 2_000
    assert world.core.starting() == frozenset()


def test_a_bucket_that_newer_rows_made_useless_is_asked_for_again(world: World) -> None:
    start(world)
    world.core.repair("stock:L1", (3,))
    world.replica.bucket_fits = False
    world.answer(world.ask(world.engine.download), bucket(world, *ROWS))
    assert 0 < world.sleeps(world.engine.download) <= download.ASK_AGAIN
    world.replica.bucket_fits = True
    world.answer(world.ask(world.engine.download, patience=1), bucket(world, *ROWS))
    assert world.core.repairs() == ()


def test_a_bucket_that_is_not_of_its_checksum_is_not_taken(world: World) -> None:
    start(world)
    world.core.repair("stock:L1", (3,))
    world.answer(world.ask(world.engine.download), bucket(world, *ROWS, checksum="0" * 15 + "1"))
    assert world.core.state(world.now).error == "not_understood"
    assert world.replica.rows["stock:L1"] == {}


def test_a_bucket_of_another_generation_has_the_feed_read_anew(world: World) -> None:
    start(world)
    world.core.repair("stock:L1", (3,))
    world.answer(world.ask(world.engine.download), bucket(world, *ROWS, generation=2))
    assert world.core.starting() == {"stock:L1"}


def test_a_bucket_of_another_number_or_with_rows_that_cannot_be_is_not_taken(world: World) -> None:
    start(world)
    world.core.repair("stock:L1", (4,))
    world.answer(world.ask(world.engine.download), bucket(world, *ROWS))
    assert world.core.state(world.now).error == "not_asked"
    world.core.repaired("stock:L1", 4)
    world.core.repair("stock:L1", (3,))
    world.replica.bad = ValueError("no row")
    world.answer(world.ask(world.engine.download, patience=9), bucket(world, *ROWS))
    assert world.core.starting() == {"stock:L1"}


def test_files_that_cannot_be_read_are_an_alarm(world: World) -> None:
    world.replica.fail = PortError("replica_read")
    assert world.sleeps(world.engine.download) > 0
    assert world.core.state(world.now).error == "replica_read"
