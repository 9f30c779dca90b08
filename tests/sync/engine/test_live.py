"""The live lane: held requests, pulls, holes, other histories, and a centre that does not hold what it should."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from sync.engine.ports import PortError
from sync.engine.status import Phase
from sync.protocol.messages import Cursor, FeedAnswer, PullAnswer, PullRequest, Row, WaitRequest
from tests.support.engine_world import FEEDS, Asked, World, at


@pytest.fixture
def world(tmp_path: Path) -> World:
    world = World(tmp_path)
    for feed in FEEDS:
        world.replica.stand(feed, 10)
    return world


def told(world: World, *feeds: FeedAnswer) -> PullAnswer:
    return PullAnswer(feeds=feeds, time=at(world.centre_micros))


def interval(feed: str, start: int, to: int, head: int = 0, *, generation: int = 1, needs: str = "") -> FeedAnswer:
    rows = tuple(Row(f"k{n}", n, msgspec.Raw(b'"%d"' % n)) for n in range(start + 1, to + 1))
    return FeedAnswer(
        feed=feed, generation=generation, start=start, to=to, head=head or to, tag="0" * 16, rows=rows, needs=needs
    )


def wait(world: World) -> Asked:
    asked = world.ask(world.engine.live)
    assert asked.request.path == "/v1/wait"
    return asked


def test_all_feeds_are_waited_for_and_far_stock_rides_along(world: World) -> None:
    asked = wait(world)
    sent = asked.read(WaitRequest)
    assert {cursor.feed for cursor in sent.cursors} == set(FEEDS)
    assert sent.slow == ("stock:L2",)
    assert 25 <= sent.seconds <= 55
    assert asked.timeout > sent.seconds
    assert sent.status is not None


@pytest.mark.invariant(6)
def test_a_change_is_applied_and_told(world: World) -> None:
    world.answer(wait(world), told(world, interval("stock:L1", 10, 12)), after=3)
    assert world.replica.rows["stock:L1"] == {"k11": b'"11"', "k12": b'"12"'}
    assert world.changed == [frozenset({"stock:L1"})]
    state = world.core.state(world.now)
    assert state.phase is Phase.ONLINE
    (feed,) = [one for one in state.feeds if one.feed == "stock:L1"]
    assert (feed.position, feed.head, feed.at) == (12, 12, world.now.wall)
    cursors = wait(world).read(WaitRequest).cursors
    assert next(cursor.position for cursor in cursors if cursor.feed == "stock:L1") == 12


def test_what_was_too_long_for_a_wait_is_pulled_until_the_head(world: World) -> None:
    world.answer(wait(world), told(world, interval("stock:L1", 10, 10, 30)), after=3)
    asked = world.ask(world.engine.live)
    assert asked.request.path == "/v1/pull"
    assert [cursor.feed for cursor in asked.read(PullRequest).cursors] == ["stock:L1"]
    world.answer(asked, told(world, interval("stock:L1", 10, 20, 30)))
    world.answer(world.ask(world.engine.live), told(world, interval("stock:L1", 20, 30)))
    assert len(world.replica.rows["stock:L1"]) == 20
    wait(world)


def test_a_pull_that_leads_nowhere_is_an_alarm_and_no_loop(world: World) -> None:
    world.answer(wait(world), told(world, interval("stock:L1", 10, 10, 30)), after=3)
    world.answer(world.ask(world.engine.live), told(world, interval("stock:L1", 10, 10, 30)))
    assert world.core.state(world.now).error == "no_progress"
    assert world.sleeps(world.engine.live) > 0


def test_a_feed_that_was_left_out_is_behind_no_more(world: World) -> None:
    world.answer(wait(world), told(world, interval("stock:L1", 10, 10, 30)), after=3)
    world.answer(world.ask(world.engine.live), told(world))
    wait(world)


@pytest.mark.invariant(6)
def test_a_hole_is_not_applied_but_asked_again_from_our_own_cursor(world: World) -> None:
    asked = wait(world)
    world.replica.stand("stock:L1", 11)  # another lane was there meanwhile
    world.answer(asked, told(world, interval("stock:L1", 10, 12)), after=3)
    assert world.replica.rows["stock:L1"] == {}
    again = world.ask(world.engine.live)
    assert [cursor.position for cursor in again.read(PullRequest).cursors] == [11]
    world.answer(again, told(world, interval("stock:L1", 11, 12)))
    wait(world)
    assert world.core.starting() == frozenset()


def test_a_hole_that_stays_has_the_feed_read_anew(world: World) -> None:
    world.answer(wait(world), told(world, interval("stock:L1", 5, 12)), after=3)
    world.answer(world.ask(world.engine.live), told(world, interval("stock:L1", 5, 12)))
    world.answer(world.ask(world.engine.live), told(world, interval("stock:L1", 5, 12)))
    assert world.core.starting() == {"stock:L1"}
    assert world.core.state(world.now).error == "hole"
    assert "stock:L1" not in {
        cursor.feed for cursor in world.ask(world.engine.live, patience=9).read(WaitRequest).cursors
    }


@pytest.mark.parametrize("why", ["needs", "generation"])
def test_another_history_has_the_feed_read_anew(world: World, why: str) -> None:
    answer = (
        interval("catalogue:z", 10, 10, needs="snapshot")
        if why == "needs"
        else interval("catalogue:z", 10, 12, generation=2)
    )
    world.answer(wait(world), told(world, answer), after=3)
    assert world.core.starting() == {"catalogue:z"}
    assert world.replica.rows["catalogue:z"] == {}
    assert "download" in world.woken
    sent = wait(world).read(WaitRequest)
    assert "catalogue:z" not in {cursor.feed for cursor in sent.cursors}
    assert sent.seconds == 1  # so that the feed joins soon after it is there


def test_what_was_never_read_belongs_to_the_download_lane(world: World) -> None:
    world.replica.held = {feed: Cursor(feed=feed) for feed in FEEDS}
    assert world.sleeps(world.engine.live) > 1
    assert world.core.starting() == set(FEEDS)


def test_differing_buckets_are_handed_on(world: World) -> None:
    world.replica.mismatched = (7, 9)
    world.answer(wait(world), told(world, interval("stock:L1", 10, 12)), after=3)
    assert world.core.repairs() == (("stock:L1", 7), ("stock:L1", 9))


def test_a_feed_that_was_not_asked_for_is_not_applied(world: World) -> None:
    world.answer(wait(world), told(world, interval("stock:L9", 0, 2)), after=3)
    assert world.core.state(world.now).error == "not_asked"


def test_an_interval_beyond_its_head_is_not_applied(world: World) -> None:
    world.answer(wait(world), told(world, interval("stock:L1", 10, 12, 11)), after=3)
    assert world.replica.rows["stock:L1"] == {}
    assert world.core.state(world.now).error == "not_understood"


def test_a_row_that_the_replica_cannot_take_parks_and_reads_anew(world: World) -> None:
    world.replica.bad = ValueError("no such product")
    world.answer(wait(world), told(world, interval("stock:L1", 10, 12)), after=3)
    state = world.core.state(world.now)
    assert (state.phase, state.error, state.error_kind) == (Phase.ALARM, "row_not_understood", "bug")
    assert world.core.starting() == {"stock:L1"}


def test_files_that_cannot_be_written_are_an_alarm_and_it_goes_on_later(world: World) -> None:
    world.replica.fail = PortError("replica_write", "disk_full")
    assert world.sleeps(world.engine.live) > 0
    assert world.core.state(world.now).next_step == "check_disk"
    world.replica.fail = None
    world.answer(world.ask(world.engine.live, patience=10), told(world))
    assert world.core.state(world.now).phase is Phase.ONLINE


def test_a_centre_that_does_not_hold_is_not_asked_in_a_loop(world: World) -> None:
    for _ in range(5):
        world.answer(wait(world), told(world))
    assert world.core.state(world.now).error == "wait_not_held"
    assert world.sleeps(world.engine.live) > 0


def test_where_held_requests_are_cut_it_polls(world: World) -> None:
    for _ in range(2):
        asked = world.ask(world.engine.live, patience=10)
        assert asked.request.path == "/v1/wait"
        world.fail(asked, "cut", after=20)
    asked = world.ask(world.engine.live, patience=10)
    assert asked.request.path == "/v1/pull"
    world.answer(asked, told(world))
    assert 10 <= world.sleeps(world.engine.live) <= 15
    world.steady += 300
    wait(world)


def test_more_feeds_than_a_request_may_name_are_read_in_turns(world: World) -> None:
    world.replica.held = {}
    for number in range(450):
        world.replica.stand(f"stock:L{number}", 10)
    first = world.ask(world.engine.live)
    assert first.request.path == "/v1/pull"
    named = {cursor.feed for cursor in first.read(PullRequest).cursors}
    world.answer(first, told(world))
    asked = wait(world)
    sent = asked.read(WaitRequest)
    assert (len(sent.cursors), sent.cursors[0].feed, sent.seconds) == (200, "stock:L1", 15)  # the own one first
    world.answer(asked, told(world), after=15)
    second = world.ask(world.engine.live)
    others = {cursor.feed for cursor in second.read(PullRequest).cursors}
    waited = {cursor.feed for cursor in sent.cursors}
    assert len(named | others | waited) == 450


def test_the_time_of_a_held_answer_says_nothing_of_the_clock(world: World) -> None:
    answer = told(world)
    world.answer(wait(world), answer, after=40)
    assert not world.core.state(world.now).offset_known
