"""What the lanes share: the centre's clock, one retry when it differs, pauses, what is told; care and questions."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from sync.engine.ask import MOST_WAITING
from sync.engine.centre_clock import MOST_OFFSET, CentreClock
from sync.engine.pauses import MOST_ASKED, Pauses
from sync.engine.ports import PortError
from sync.engine.status import Phase
from sync.engine.steps import Now
from sync.engine.trouble import Kind, Trouble, kind_of, next_step
from sync.protocol.messages import PullAnswer, StockAnswer, StockOfLocation, StockRequest
from sync.protocol.wire import WireResponse
from tests.support.engine_world import FEEDS, START, World, at

HOUR = 3_600_000_000


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path)


# --- the clock


@pytest.mark.parametrize("skew", [-40 * 365 * 24 * HOUR, -2 * HOUR, 400_000_000, 5 * 365 * 24 * HOUR])
def test_a_register_whose_clock_is_wrong_signs_with_the_centres_after_one_refusal(tmp_path: Path, skew: int) -> None:
    world = World(tmp_path, skew=skew)
    world.journal.sell()
    asked = world.ask(world.engine.push)
    assert abs(world.signed_at(asked) - skew) <= 1_000_000
    world.refuse(asked, 401, "skew")
    again = world.ask(world.engine.push)  # at once
    assert abs(world.signed_at(again)) <= 1_000_000
    world.answer(again, world.ack(1))
    state = world.core.state(world.now)
    assert (state.phase, state.offset_known) == (Phase.ONLINE, True)
    assert abs(state.offset + skew) < 1_000_000
    world.journal.sell()
    assert abs(world.signed_at(world.ask(world.engine.push))) <= 1_000_000


def test_a_second_refusal_of_the_clock_is_parked(world: World) -> None:
    world.journal.sell()
    world.refuse(world.ask(world.engine.push), 401, "skew")
    world.refuse(world.ask(world.engine.push), 401, "skew")
    state = world.core.state(world.now)
    assert (state.phase, state.error, state.next_step) == (Phase.REFUSED, "skew", "check_clock")
    assert world.sleeps(world.engine.push) > 0
    world.refuse(world.ask(world.engine.push, patience=20), 401, "skew")  # a new question has its retry again
    world.ask(world.engine.push)


def test_the_offset_of_before_the_start_serves_until_the_first_answer(tmp_path: Path) -> None:
    world = World(tmp_path, skew=-HOUR, offset=HOUR)
    world.journal.sell()
    assert abs(world.signed_at(world.ask(world.engine.push))) <= 1_000_000


def test_a_clock_that_jumps_changes_nothing_of_what_is_known(world: World) -> None:
    world.journal.sell()
    world.answer(world.ask(world.engine.push), world.ack(1))
    world.skew = -7 * HOUR
    world.journal.sell()
    assert abs(world.signed_at(world.ask(world.engine.push))) <= 1_000_000
    assert abs(world.core.state(world.now).offset - 7 * HOUR) < 100_000


def test_samples_are_halved_smoothed_and_bounded() -> None:
    clock = CentreClock()
    assert clock.offset(Now(0.0, START)) == 0
    clock.sample(Now(0.0, START), Now(1.0, START + 1_000_000), START + 500_000 + HOUR)
    assert clock.offset(Now(1.0, START + 1_000_000)) == HOUR
    clock.sample(Now(2.0, 0), Now(2.0, START + 2_000_000), START + 2_000_000 + HOUR + 1_000_000)
    assert clock.offset(Now(2.0, START + 2_000_000)) == HOUR + 200_000  # a fifth of it
    clock.sample(Now(3.0, 0), Now(3.0, START + 3_000_000), START + 3_000_000)  # it jumped
    assert clock.offset(Now(3.0, START + 3_000_000)) == 0
    before = clock.offset(Now(3.0, START))
    clock.sample(Now(3.0, 0), Now(33.0, START), START + 5 * HOUR)  # too long on the way
    clock.sample(Now(5.0, 0), Now(4.0, START), START + 5 * HOUR)  # nonsense
    clock.sample(Now(3.0, 0), Now(3.0, START), START + MOST_OFFSET + 1)
    clock.take(Now(3.0, START), START + MOST_OFFSET + 1)
    assert clock.offset(Now(3.0, START)) == before
    assert CentreClock(MOST_OFFSET * 5).offset(Now(0.0, 0)) == MOST_OFFSET


def test_an_answer_with_a_date_that_is_none_is_taken_without_its_time(world: World) -> None:
    for feed in FEEDS:
        world.replica.stand(feed, 1)
    world.answer(world.ask(world.engine.live), PullAnswer(feeds=(), time="2026-99-99T99:99:99.000000Z"), after=9)
    assert world.core.state(world.now).phase is Phase.ONLINE
    assert not world.core.clock.is_measured


# --- pauses


def test_pauses_grow_with_full_jitter_up_to_a_cap() -> None:
    pauses = Pauses(random.Random(3))
    offline = Trouble(Kind.OFFLINE, "cut")
    early = [Pauses(random.Random(seed)).after(offline) for seed in range(50)]
    assert max(early) <= 0.5
    assert len(set(early)) > 10
    late = [pauses.after(offline) for _ in range(2_000)]
    assert 50 < max(late) <= 60
    assert min(late) < 5
    assert pauses.after(Trouble(Kind.REFUSED, "fork")) <= 10  # another kind counts from one
    pauses.over()
    assert pauses.after(offline) <= 0.5


@pytest.mark.parametrize("status", [429, 503])
def test_a_pause_that_the_centre_asks_for_holds_all_lanes(world: World, status: int) -> None:
    for feed in FEEDS:
        world.replica.stand(feed, 1)
    world.journal.sell()
    world.refuse(world.ask(world.engine.push), status, "slow_down", retry_after=30)
    for lane in (world.engine.push, world.engine.live, world.engine.download):
        assert 29 <= world.sleeps(lane) <= 45.1
    world.core.try_now()  # a person cannot cut that short
    assert world.sleeps(world.engine.push) >= 29
    state = world.core.state(world.now)
    assert (state.phase, state.next_step) == (Phase.OFFLINE, "wait")


def test_a_pause_of_a_plain_server_is_kept_and_bounded(world: World) -> None:
    world.journal.sell()
    headers = {"retry-after": "99999999", "content-type": "text/html"}
    world.respond(world.ask(world.engine.push), WireResponse(503, headers, b"<h1>busy</h1>"))
    assert MOST_ASKED - 1 <= world.sleeps(world.engine.push) <= MOST_ASKED * 1.5
    assert world.core.state(world.now).error == "centre_error"


def test_a_date_as_retry_after_is_not_understood_and_our_own_pause_holds(world: World) -> None:
    world.journal.sell()
    headers = {"retry-after": "Wed, 21 Oct 2026 07:28:00 GMT", "content-type": "text/html"}
    world.respond(world.ask(world.engine.push), WireResponse(503, headers))
    assert 0 < world.sleeps(world.engine.push) <= 1


def test_a_person_cuts_our_own_pauses_short(world: World) -> None:
    world.journal.sell()
    for _ in range(20):
        world.fail(world.ask(world.engine.push, patience=60))
    world.core.try_now()
    assert {"push", "live", "download"} <= set(world.woken)
    world.ask(world.engine.push)


def test_once_the_line_is_back_the_other_lanes_do_not_sit_out_their_pauses(world: World) -> None:
    for feed in FEEDS:
        world.replica.stand(feed, 1)
    world.journal.sell()
    for _ in range(9):
        world.fail(world.ask(world.engine.live, patience=60), "unreachable")
    asked = world.ask(world.engine.push, patience=60)
    world.fail(asked)
    world.woken.clear()
    world.answer(world.ask(world.engine.push, patience=60), world.ack(1))
    assert set(world.woken) >= {"live", "download"}
    world.ask(world.engine.live)


# --- what is told


def test_states_say_since_when(world: World) -> None:
    first = world.core.state(world.now)
    assert (first.phase, first.since, first.last_contact) == (Phase.STARTING, world.now.wall, 0)
    world.journal.sell()
    world.fail(world.ask(world.engine.push), "unknown_host")
    offline = world.core.state(world.now)
    assert (offline.phase, offline.since, offline.error, offline.next_step) == (
        Phase.OFFLINE,
        world.now.wall,
        "unknown_host",
        "check_network",
    )
    assert (offline.waiting, offline.oldest_waiting) == (1, at(START + 1))
    world.steady += 100
    assert world.core.state(world.now).since == offline.since
    world.answer(world.ask(world.engine.push), world.ack(1))
    online = world.core.state(world.now)
    assert (online.phase, online.since, online.last_contact) == (Phase.ONLINE, world.now.wall, world.now.wall)


def test_an_alarm_of_one_lane_stands_while_another_succeeds(world: World) -> None:
    for feed in FEEDS:
        world.replica.stand(feed, 1)
    world.journal.sell()
    world.refuse(world.ask(world.engine.push), 422, "chain_broken")
    world.answer(world.ask(world.engine.live), PullAnswer(feeds=(), time=at(world.centre_micros)), after=9)
    state = world.core.state(world.now)
    assert (state.phase, state.error) == (Phase.ALARM, "chain_broken")
    assert world.core.own_status(world.now).error == "chain_broken"


def test_every_code_has_its_kind_and_next_step() -> None:
    assert kind_of(503, "busy") is Kind.OFFLINE
    assert kind_of(500, "incident") is Kind.OFFLINE
    assert kind_of(429, "whatever") is Kind.OFFLINE
    assert kind_of(403, "revoked") is Kind.REFUSED
    assert kind_of(422, "bad_signature") is Kind.BUG
    assert next_step("") == ""
    assert next_step("unreachable") == "check_network"
    assert next_step("never heard of") == "call_support"


# --- care


def test_publications_take_effect_by_the_centres_clock(tmp_path: Path) -> None:
    world = World(tmp_path, skew=HOUR, offset=-HOUR)
    world.replica.effect = True
    assert world.sleeps(world.engine.care) == 1.0
    assert world.replica.effects == [world.centre_micros]
    assert world.changed == [frozenset({"catalogue"})]
    world.sleeps(world.engine.care)
    assert len(world.replica.effects) == 1


@pytest.mark.invariant(7)
def test_checksums_are_looked_at_in_turn_and_what_differs_is_repaired(world: World) -> None:
    for feed in FEEDS:
        world.replica.stand(feed, 1)
    world.core.start_anew("stock:L2")
    world.replica.check_finds = (5,)
    for _ in range(40):
        world.sleeps(world.engine.care)
        world.steady += 1
    assert set(world.replica.checked) == set(FEEDS) - {"stock:L2"}
    assert len(world.replica.checked) == 8
    assert [bucket for _feed, bucket in world.core.repairs()] == [5]


def test_care_has_old_events_removed_a_few_at_a_time_once_the_centres_time_is_known(world: World) -> None:
    def sleep(seconds: float) -> None:
        until = world.steady + seconds
        while world.steady < until:
            world.steady += world.sleeps(world.engine.care)

    world.skew = 3_600_000_000  # this clock runs an hour ahead
    world.journal.purgeable = 2
    sleep(10)
    world.core.clock.take(world.now, world.centre_micros)
    sleep(10)
    assert world.journal.purged == []  # nobody has said yet what must be kept
    world.core.keep = (1, 7)
    sleep(20)
    assert [keep for keep, _now in world.journal.purged] == [(1, 7)] * 3  # the third found nothing
    assert all(abs(now - world.centre_micros) < 30_000_000 for _keep, now in world.journal.purged)
    world.skew = -86_400_000_000  # now a day behind: the lesser of the two counts
    sleep(600)
    assert len(world.journal.purged) == 4
    assert world.journal.purged[-1][1] <= world.now.wall
    world.core.clock = CentreClock()
    sleep(1200)
    assert len(world.journal.purged) == 4  # a centre's time of another day is not believed


def test_care_that_fails_is_an_alarm_until_it_succeeds(world: World) -> None:
    world.replica.fail = PortError("replica_write", "disk_full")
    world.sleeps(world.engine.care)
    assert world.core.state(world.now).error == "replica_write"
    world.replica.fail = None
    world.steady += 1
    world.sleeps(world.engine.care)
    assert world.core.state(world.now).error == ""
    with pytest.raises(RuntimeError):
        world.engine.care.answered(world.now, WireResponse(200))
    with pytest.raises(RuntimeError):
        world.engine.care.failed(world.now, "cut")


# --- questions


def stock(world: World, sku: str = "s1") -> StockAnswer:
    place = StockOfLocation(location_id="L1", name="One", on_hand=3_000, at=at(START))
    return StockAnswer(sku=sku, locations=(place,), time=at(world.centre_micros))


def test_a_question_is_asked_at_once_and_answered_once(world: World) -> None:
    told: list[StockAnswer | Trouble] = []
    world.engine.ask.ask("s1", told.append)
    assert world.woken == ["ask"]
    asked = world.ask(world.engine.ask)
    assert asked.read(StockRequest).sku == "s1"
    answer = stock(world)
    world.answer(asked, answer)
    assert told == [answer]
    assert world.sleeps(world.engine.ask) > 1e9


def test_questions_fail_and_are_not_repeated(world: World) -> None:
    told: list[StockAnswer | Trouble] = []
    world.engine.ask.ask("s1", told.append)
    world.fail(world.ask(world.engine.ask), "timed_out")
    world.engine.ask.ask("s2", told.append)
    world.answer(world.ask(world.engine.ask), stock(world, "other"))
    world.engine.ask.ask("s3", told.append)
    world.refuse(world.ask(world.engine.ask), 503, "busy")
    assert [one.code for one in told if isinstance(one, Trouble)] == ["timed_out", "not_asked", "busy"]
    assert world.sleeps(world.engine.ask) > 1e9


def test_a_question_survives_a_wrong_clock_once(tmp_path: Path) -> None:
    world = World(tmp_path, skew=HOUR)
    told: list[StockAnswer | Trouble] = []
    world.engine.ask.ask("s1", told.append)
    world.refuse(world.ask(world.engine.ask), 401, "skew")
    again = world.ask(world.engine.ask)
    assert abs(world.signed_at(again)) <= 1_000_000
    world.refuse(again, 401, "skew")
    assert [one.code for one in told if isinstance(one, Trouble)] == ["skew"]


def test_questions_are_bounded_and_given_up_at_the_end(world: World) -> None:
    told: list[StockAnswer | Trouble] = []
    world.engine.ask.ask("first", told.append)
    world.ask(world.engine.ask)
    for number in range(MOST_WAITING + 1):
        world.engine.ask.ask(f"s{number}", told.append)
    assert [one.code for one in told if isinstance(one, Trouble)] == ["too_many_questions"]
    world.engine.ask.give_up()
    world.engine.ask.give_up()
    assert len(told) == MOST_WAITING + 2
    world.engine.ask.failed(world.now, "cut")  # nobody waits for it any more
    assert len(told) == MOST_WAITING + 2
