"""The push lane against a centre whose every answer is written here."""

from __future__ import annotations

import math
from pathlib import Path

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from msgspec.structs import replace

from sync.engine.ports import PortError
from sync.engine.status import Phase
from sync.engine.trouble import Kind, Trouble
from sync.protocol import chain
from sync.protocol.messages import EpochRequest, PushAnswer, PushRequest, Received, Signed
from sync.protocol.signing import Verifier
from sync.protocol.wire import IDEMPOTENCY_HEADER, WireResponse
from tests.support.engine_world import START, World, at

OTHER_KEY = Ed25519PrivateKey.from_private_bytes(b"\x01" * 32)


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path)


def test_nothing_waits_nothing_is_sent(world: World) -> None:
    assert world.sleeps(world.engine.push) > 1
    assert world.core.state(world.now).phase is Phase.STARTING


def test_events_are_pushed_in_order_and_acknowledged(world: World) -> None:
    world.journal.sell(3)
    asked = world.ask(world.engine.push)
    sent = asked.read(PushRequest)
    assert asked.request.path == "/v1/push"
    assert (sent.epoch, sent.first_seq, len(sent.events), sent.token, sent.acknowledged) == (1, 1, 3, "", None)
    assert sent.previous == chain.genesis_hash("R1", 1).hex()
    assert [bytes(event.data) for event in sent.events] == [event.data for event in world.journal.events]
    digest = chain.open_event(bytes(sent.events[-1].data))[2]
    assert Verifier(world.signer.public_key).verify(bytes.fromhex(sent.events[-1].signature), digest)
    world.answer(asked, world.ack(3, rolled="next", quarantined=("1-2",)))
    assert (world.journal.now.acknowledged_seq, world.journal.now.token) == (3, "next")
    state = world.core.state(world.now)
    assert (state.phase, state.waiting, state.quarantined, state.error) == (Phase.ONLINE, 0, 1, "")
    world.sleeps(world.engine.push)


def test_the_next_push_shows_what_was_acknowledged(world: World) -> None:
    world.journal.sell(2)
    world.answer(world.ask(world.engine.push), world.ack(2, rolled="t2"))
    world.journal.sell()
    sent = world.ask(world.engine.push).read(PushRequest)
    assert (sent.first_seq, sent.token, sent.previous) == (3, "t2", world.journal.events[1].hash.hex())
    assert sent.acknowledged == Signed(data=world.journal.now.ack_data, signature=world.journal.now.ack_signature)


def test_a_batch_is_bounded(world: World) -> None:
    world.journal.sell(700)
    asked = world.ask(world.engine.push)
    assert len(asked.read(PushRequest).events) == 500
    world.answer(asked, world.ack(500))
    assert len(world.ask(world.engine.push).read(PushRequest).events) == 200


def test_a_batch_is_bounded_by_bytes_and_a_lone_event_goes_whatever_its_size(world: World) -> None:
    world.journal.sell(1, size=2_000_000)
    world.journal.sell(10, size=300_000)
    asked = world.ask(world.engine.push)
    assert len(asked.read(PushRequest).events) == 1
    world.answer(asked, world.ack(1))
    assert len(world.ask(world.engine.push).read(PushRequest).events) == 3


def test_a_lost_answer_is_sent_again_with_the_same_bytes(world: World) -> None:
    world.journal.sell(2)
    first = world.ask(world.engine.push)
    world.fail(first, "timed_out")
    assert world.core.state(world.now).phase is Phase.OFFLINE
    again = world.ask(world.engine.push, patience=5)
    assert again.read(PushRequest).events[0] == first.read(PushRequest).events[0]
    world.answer(again, world.ack(2))
    assert world.core.state(world.now).phase is Phase.ONLINE


@pytest.mark.invariant(4)
def test_an_acknowledgement_of_more_than_was_sent_is_taken_when_the_hash_is_ours(world: World) -> None:
    world.journal.sell(600)
    world.answer(world.ask(world.engine.push), world.ack(600))
    assert world.journal.now.acknowledged_seq == 600


@pytest.mark.invariant(4)
@pytest.mark.parametrize("lie", ["key", "register", "epoch", "below", "nothing", "garbled"])
def test_a_lying_centre_acknowledges_nothing(world: World, lie: str) -> None:
    world.journal.sell(5)
    world.answer(world.ask(world.engine.push), world.ack(5))
    world.journal.sell(5)
    before = world.journal.now
    answers = {
        "key": lambda: world.ack(10, key=OTHER_KEY),
        "register": lambda: world.ack(10, register="R2"),
        "epoch": lambda: world.ack(10, epoch=2),
        "below": lambda: world.ack(4),
        "nothing": lambda: world.ack(5, rolled=before.token),
        "garbled": lambda: garbled(world.ack(10)),
    }
    world.answer(world.ask(world.engine.push), answers[lie]())
    assert world.journal.now.acknowledged_seq == before.acknowledged_seq
    assert world.journal.now.wish == ""
    state = world.core.state(world.now)
    assert (state.phase, state.error, state.error_kind) == (Phase.ALARM, "ack_invalid", "bug")
    assert world.sleeps(world.engine.push) > 0


def garbled(answer: PushAnswer) -> PushAnswer:
    ack = msgspec.structs.replace(answer.ack, data=answer.ack.data.replace('"seq":10', '"seq":9'))
    return msgspec.structs.replace(answer, ack=ack)


def test_an_acknowledgement_beyond_our_head_says_that_this_is_a_copy(world: World) -> None:
    world.journal.sell(5)
    asked = world.ask(world.engine.push)
    world.answer(asked, world.ack(9, digest=b"\x05" * 32))
    assert (world.journal.now.wish, world.journal.now.acknowledged_seq) == ("restored", 0)
    assert world.core.state(world.now).error == "rolled_back"


@pytest.mark.invariant(10)
def test_an_acknowledgement_of_another_hash_is_a_fork(world: World) -> None:
    world.journal.sell(5)
    world.answer(world.ask(world.engine.push), world.ack(5, digest=b"\x05" * 32))
    assert (world.journal.now.wish, world.journal.now.acknowledged_seq) == ("forked", 0)
    state = world.core.state(world.now)
    assert (state.phase, state.error, state.next_step) == (Phase.REFUSED, "fork", "close_shift")


def test_an_answer_of_an_epoch_that_ended_meanwhile_changes_nothing(world: World) -> None:
    world.journal.sell(5)
    asked = world.ask(world.engine.push)
    late = world.ack(5)
    world.journal.open_epoch(world.grant(2))
    world.answer(asked, late)
    assert world.journal.now.acknowledged_seq == 0


# --- refusals


@pytest.mark.parametrize(("code", "wish"), [("fenced", "fenced"), ("fork", "forked"), ("clone", "forked")])
def test_what_only_a_new_epoch_heals_is_wished_and_then_asked_for(world: World, code: str, wish: str) -> None:
    world.journal.sell(2)
    world.refuse(world.ask(world.engine.push), 409, code)
    assert world.journal.now.wish == wish
    state = world.core.state(world.now)
    assert (state.phase, state.error, state.wish) == (Phase.REFUSED, code, wish)
    world.steady += 600
    assert world.sleeps(world.engine.push) > 1  # a shift is open: nothing is pushed, nothing asked
    world.journal.now = replace(world.journal.now, may_open_epoch=True)
    world.steady += 600
    asked = world.ask(world.engine.push)
    sent = asked.read(EpochRequest)
    assert (asked.request.path, sent.reason, sent.epoch, sent.seq) == ("/v1/epoch", wish, 1, 2)
    world.answer(asked, world.grant(2))
    assert (world.journal.now.epoch, len(world.journal.opened)) == (2, 1)
    world.journal.sell()
    assert world.ask(world.engine.push).read(PushRequest).epoch == 2


def test_a_repeated_epoch_request_bears_the_same_key_and_another_wish_another(world: World) -> None:
    world.journal.wish_epoch("fenced")
    world.journal.now = replace(world.journal.now, may_open_epoch=True)
    first = world.ask(world.engine.push)
    world.fail(first, "timed_out")
    again = world.ask(world.engine.push, patience=5)
    key = first.request.headers[IDEMPOTENCY_HEADER]
    assert again.request.headers[IDEMPOTENCY_HEADER] == key
    world.fail(again)
    world.journal.wish_epoch("forked")
    assert world.ask(world.engine.push, patience=5).request.headers[IDEMPOTENCY_HEADER] != key


def test_a_provisional_epoch_asks_from_the_last_one_that_was_granted(world: World) -> None:
    world.journal.now = replace(
        world.journal.now, epoch=1_000_000_007, wish="restored", may_open_epoch=True, granted=(3, 70, b"\x03" * 32)
    )
    asked = world.ask(world.engine.push)
    sent = asked.read(EpochRequest)
    assert (sent.epoch, sent.seq, sent.hash) == (3, 70, "03" * 32)
    assert asked.request.headers["omnitill-epoch"] == "3"
    world.answer(asked, world.grant(4))
    assert world.journal.now.epoch == 4


@pytest.mark.parametrize("lie", ["key", "register", "public_key", "epoch"])
def test_an_epoch_that_the_centre_did_not_grant_us_is_not_opened(world: World, lie: str) -> None:
    world.journal.now = replace(world.journal.now, wish="fenced", may_open_epoch=True)
    answer = {
        "key": world.grant(2, key=OTHER_KEY),
        "register": world.grant(2, register="R2"),
        "public_key": world.grant(2, public_key=b"\x00" * 32),
        "epoch": world.grant(1),
    }[lie]
    world.answer(world.ask(world.engine.push), answer)
    assert world.journal.opened == []
    assert world.core.state(world.now).error == "grant_invalid"


@pytest.mark.invariant(3)
def test_a_restored_centre_gets_again_what_it_lost(world: World) -> None:
    world.journal.sell(10)
    world.answer(world.ask(world.engine.push), world.ack(10))
    world.journal.sell(2)
    asked = world.ask(world.engine.push)
    assert asked.read(PushRequest).first_seq == 11
    world.refuse(asked, 409, "gap", expected_seq=5)
    assert world.journal.now.acknowledged_seq == 4
    again = world.ask(world.engine.push).read(PushRequest)
    assert (again.first_seq, len(again.events), again.previous) == (5, 8, world.journal.events[3].hash.hex())
    assert again.acknowledged is not None  # which proves what it has lost


@pytest.mark.invariant(3)
def test_what_a_restored_centre_wants_and_is_gone_is_told_and_the_rest_goes_on_in_a_new_epoch(world: World) -> None:
    world.journal.sell(10)
    world.answer(world.ask(world.engine.push), world.ack(10))
    world.journal.sell(2)
    asked = world.ask(world.engine.push)
    world.journal.hole = PortError("journal_read", "for now")
    world.refuse(asked, 409, "gap", expected_seq=5)
    assert (world.journal.now.wish, world.core.state(world.now).error) == ("", "journal_read")
    world.journal.hole = None
    asked = world.ask(world.engine.push, patience=600)
    world.journal.hole = PortError("purged", "up to 7")
    world.refuse(asked, 409, "gap", expected_seq=5)
    assert world.journal.now.wish == "purged"
    world.sleeps(world.engine.push)  # a shift is open
    world.journal.now = replace(world.journal.now, may_open_epoch=True)
    assert world.ask(world.engine.push).read(EpochRequest).reason == "purged"


@pytest.mark.invariant(3)
def test_while_older_epochs_may_be_lacking_what_is_sold_goes_on(world: World) -> None:
    world.journal.sell(2)
    world.journal.wish_epoch("lost")
    asked = world.ask(world.engine.push)
    assert len(asked.read(PushRequest).events) == 2  # a shift is open
    world.answer(asked, world.ack(2))
    world.sleeps(world.engine.push)
    world.journal.now = replace(world.journal.now, may_open_epoch=True)
    assert world.ask(world.engine.push).read(EpochRequest).reason == "lost"


@pytest.mark.invariant(3)
def test_a_restored_centre_learns_what_it_lost_from_a_register_with_nothing_to_say(world: World) -> None:
    world.journal.sell(10)
    world.answer(world.ask(world.engine.push), world.ack(10, rolled="t2"))
    world.sleeps(world.engine.push)
    world.core.started("store:S1")  # anew, since the centre has lost history
    asked = world.ask(world.engine.push)
    shown = asked.read(PushRequest)
    assert (shown.first_seq, shown.events, shown.token) == (11, (), "t2")
    assert shown.acknowledged == Signed(data=world.journal.now.ack_data, signature=world.journal.now.ack_signature)
    world.refuse(asked, 409, "gap", expected_seq=5)
    again = world.ask(world.engine.push)
    assert len(again.read(PushRequest).events) == 6
    world.answer(again, world.ack(10, rolled="t3"))
    world.sleeps(world.engine.push)
    assert world.core.state(world.now).error == ""


@pytest.mark.invariant(3)
@pytest.mark.parametrize("first", ["answer", "refusal"])
def test_whenever_the_line_was_down_the_centre_is_shown_what_it_acknowledged(world: World, first: str) -> None:
    """A disk that was put back restarts its centre, which knows of nothing; what it lost may have moved no feed."""
    world.journal.sell(3)
    world.answer(world.ask(world.engine.push), world.ack(3, rolled="t2"))
    world.sleeps(world.engine.push)
    world.core.note_trouble("live", world.now, Trouble(Kind.OFFLINE, "cut"))
    world.sleeps(world.engine.push)
    if first == "answer":
        world.core.note_success("live", world.now)
    else:
        world.core.note_trouble("live", world.now, Trouble(Kind.BUG, "busy"))
    asked = world.ask(world.engine.push)
    shown = asked.read(PushRequest)
    assert (shown.events, shown.acknowledged is not None) == ((), True)
    world.answer(asked, world.ack(3, rolled="t3"))
    world.sleeps(world.engine.push)  # once
    world.journal.sell(1)
    world.fail(world.ask(world.engine.push))
    world.answer(world.ask(world.engine.push, patience=600), world.ack(4, rolled="t4"))
    world.sleeps(world.engine.push)  # which showed it already


@pytest.mark.invariant(3)
def test_what_the_centre_confirmed_before_it_was_put_back_is_shown_again(world: World) -> None:
    """The answer was under way while the disk was put back; only a wait that begins after the break sees the rest."""
    world.journal.sell(3)
    world.answer(world.ask(world.engine.push), world.ack(3, rolled="t2"))
    world.core.note_trouble("live", world.now, Trouble(Kind.OFFLINE, "cut"))
    world.journal.sell(1)
    world.answer(world.ask(world.engine.push), world.ack(4, rolled="t3"))  # of the centre of before
    world.sleeps(world.engine.push)
    world.woken.clear()
    world.core.note_success("live", world.now)
    assert world.woken == ["push"]
    asked = world.ask(world.engine.push)
    world.refuse(asked, 409, "gap", expected_seq=2)
    assert len(world.ask(world.engine.push).read(PushRequest).events) == 3


def test_a_centre_that_has_lost_no_event_confirms_it_once(world: World) -> None:
    world.journal.sell(3)
    world.answer(world.ask(world.engine.push), world.ack(3, rolled="t2"))
    world.core.started("store:S1")
    world.answer(world.ask(world.engine.push), world.ack(3, rolled="t3"))
    assert (world.journal.now.token, world.core.state(world.now).error) == ("t3", "")
    world.sleeps(world.engine.push)


@pytest.mark.parametrize("expected", [0, 11, 12, 99])
def test_a_gap_that_is_none_is_parked(world: World, expected: int) -> None:
    world.journal.sell(10)
    world.answer(world.ask(world.engine.push), world.ack(10))
    world.journal.sell(2)
    world.refuse(world.ask(world.engine.push), 409, "gap", expected_seq=expected)
    assert world.journal.now.acknowledged_seq == 10
    assert world.core.state(world.now).error == "gap"
    assert world.sleeps(world.engine.push) > 0


@pytest.mark.parametrize("code", ["too_large", "not_parsed"])
def test_a_batch_that_is_too_much_is_halved_until_one_event_stands_alone_with_an_alarm(world: World, code: str) -> None:
    world.journal.sell(4)
    sizes = []
    for _ in range(3):
        asked = world.ask(world.engine.push)
        sizes.append(len(asked.read(PushRequest).events))
        world.refuse(asked, 413, code)
    assert sizes == [4, 2, 1]
    state = world.core.state(world.now)
    assert (state.phase, state.error) == (Phase.ALARM, code)
    world.answer(world.ask(world.engine.push, patience=300), world.ack(1))
    assert len(world.ask(world.engine.push).read(PushRequest).events) == 3


def test_a_batch_that_does_not_get_through_is_made_smaller(world: World) -> None:
    world.journal.sell(8)
    world.fail(world.ask(world.engine.push), "timed_out")
    assert len(world.ask(world.engine.push, patience=5).read(PushRequest).events) == 4


@pytest.mark.parametrize("code", ["chain_broken", "bad_signature"])
def test_what_cannot_be_is_an_alarm(world: World, code: str) -> None:
    world.journal.sell()
    world.refuse(world.ask(world.engine.push), 422, code)
    state = world.core.state(world.now)
    assert (state.phase, state.error, state.error_kind, state.next_step) == (Phase.ALARM, code, "bug", "call_support")


@pytest.mark.invariant(14)
def test_a_revoked_register_brings_what_waits_to_rescue_and_then_keeps_still(world: World) -> None:
    world.journal.sell(700)
    world.refuse(world.ask(world.engine.push), 403, "revoked")
    sizes = []
    for _ in range(2):
        asked = world.ask(world.engine.push, patience=600)
        assert asked.request.path == "/v1/rescue"
        sizes.append((asked.read(PushRequest).first_seq, len(asked.read(PushRequest).events)))
        world.answer(asked, Received(time=at(world.centre_micros)))
    assert sizes == [(1, 500), (501, 200)]
    assert world.sleeps(world.engine.push) == math.inf
    assert world.journal.now.acknowledged_seq == 0  # nothing of it is acknowledged
    for lane in (world.engine.live, world.engine.download):
        assert world.sleeps(lane) == math.inf
    state = world.core.state(world.now)
    assert (state.phase, state.error, state.next_step) == (Phase.REFUSED, "revoked", "enrol_again")
    world.core.try_now()
    world.journal.sell()
    assert world.ask(world.engine.push).request.path == "/v1/push"  # a person wants to know once more


def test_a_new_epoch_of_a_revoked_register_is_rescued_from_its_beginning(world: World) -> None:
    world.core.revoked = True
    world.journal.sell(2)
    world.answer(world.ask(world.engine.push), Received(time=at(world.centre_micros)))
    world.journal.open_epoch(world.grant(2))
    world.journal.sell()
    assert world.ask(world.engine.push).read(PushRequest).first_seq == 1


# --- the register's own troubles


def test_a_journal_that_cannot_write_keeps_the_push_waiting_with_an_alarm(world: World) -> None:
    world.journal.sell(2)
    asked = world.ask(world.engine.push)
    world.journal.fail = PortError("journal_write", "disk_full")
    world.answer(asked, world.ack(2))
    state = world.core.state(world.now)
    assert (state.phase, state.error, state.next_step) == (Phase.ALARM, "journal_write", "check_disk")
    world.journal.fail = None
    world.answer(world.ask(world.engine.push, patience=10), world.ack(2))
    assert world.journal.now.acknowledged_seq == 2


def test_a_refusal_that_cannot_be_noted_is_tried_again(world: World) -> None:
    world.journal.sell(2)
    world.journal.fail = PortError("journal_write")
    world.refuse(world.ask(world.engine.push), 409, "fenced")
    assert world.core.state(world.now).error == "journal_write"
    assert world.journal.now.wish == ""


def test_a_journal_with_a_hole_is_an_alarm(world: World) -> None:
    world.journal.sell(2)
    world.journal.hole = PortError("journal_hole", "event 2 is not there")
    assert world.sleeps(world.engine.push) > 0
    assert world.core.state(world.now).error == "journal_hole"


def test_a_lane_keeps_to_one_request_at_a_time(world: World) -> None:
    world.journal.sell()
    asked = world.ask(world.engine.push)
    with pytest.raises(RuntimeError):
        world.engine.push.next(world.now)
    world.fail(asked)
    with pytest.raises(RuntimeError):
        world.engine.push.failed(world.now, "cut")
    with pytest.raises(RuntimeError):
        world.engine.push.answered(world.now, WireResponse(200))


def test_its_status_goes_along_now_and_then(world: World) -> None:
    world.journal.sell(3)
    asked = world.ask(world.engine.push)
    status = asked.read(PushRequest).status
    assert status is not None
    assert (status.waiting, status.oldest_waiting) == (3, at(START + 1))
    world.answer(asked, world.ack(3))
    world.journal.sell()
    asked = world.ask(world.engine.push)
    assert asked.read(PushRequest).status is None
    world.answer(asked, world.ack(4))
    world.steady += 40
    world.journal.sell()
    assert world.ask(world.engine.push).read(PushRequest).status is not None
