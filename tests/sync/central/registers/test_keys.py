"""Who is asking; keys that take each other's place; keys that are shut out."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest
import sqlalchemy as sa
from msgspec.structs import replace

from sync.central.identity import Authority
from sync.central.registers import estate, keys
from sync.central.registers.access import authenticate
from sync.central.registers.tables import enrolment_code, location, register, register_key
from sync.protocol import wire
from sync.protocol.http_signing import sign
from sync.protocol.messages import RotateRequest
from tests.support.centre import Centre, Computer, new_signer, verified

Refuser = Callable[[Callable[[], object]], tuple[int, str]]
ANY_PATH = (wire.PUSH, wire.PULL, wire.EPOCH, wire.ROTATE, wire.STATE)


@pytest.mark.invariant(14)
def test_only_the_key_of_a_register_speaks_for_it(centre: Centre, refused: Refuser) -> None:
    computer, other = centre.register("r1"), centre.register("r2")
    stranger = Computer(grant=computer.grant)
    assert refused(lambda: centre.caller(stranger)) == (401, "bad_request_signature")
    posing = other.signed(wire.PULL, centre.now, register_id="r1")
    assert refused(lambda: authenticate(centre.database, posing, centre.now)) == (401, "bad_request_signature")
    unknown = computer.signed(wire.PULL, centre.now, register_id="r9")
    assert refused(lambda: authenticate(centre.database, unknown, centre.now)) == (401, "unknown_register")
    unsigned = wire.WireRequest("POST", f"{wire.PREFIX}{wire.PULL}")
    assert refused(lambda: authenticate(centre.database, unsigned, centre.now)) == (401, "bad_request_signature")


@pytest.mark.invariant(14)
def test_a_request_that_was_changed_is_nobodys(centre: Centre, refused: Refuser) -> None:
    request = centre.register().signed(wire.PUSH, centre.now, b'{"a":1}')
    changed = (
        replace(request, body=b'{"a":2}'),
        replace(request, path=f"{wire.PREFIX}{wire.EPOCH}"),
        replace(request, query="x=1"),
        replace(request, method="PUT"),
        replace(request, headers={**request.headers, wire.EPOCH_HEADER: "2"}),
    )
    for one in changed:
        assert refused(partial(authenticate, centre.database, one, centre.now)) == (401, "bad_request_signature")


@pytest.mark.invariant(14)
@pytest.mark.parametrize(("seconds", "is_heard"), [(-301, False), (-300, True), (0, True), (300, True), (301, False)])
def test_a_request_of_another_time_is_answered_with_ours(
    centre: Centre, refused: Refuser, seconds: int, is_heard: bool
) -> None:
    request = centre.register().signed(wire.PULL, centre.now)
    centre.later(seconds=seconds)
    if is_heard:
        assert authenticate(centre.database, request, centre.now).register_id == "r1"
    else:
        assert refused(lambda: authenticate(centre.database, request, centre.now)) == (401, "skew")


def test_a_register_that_never_enrolled_has_no_key(centre: Centre, refused: Refuser) -> None:
    request = Computer().signed(wire.PULL, centre.now, register_id="r2")
    assert refused(lambda: authenticate(centre.database, request, centre.now)) == (401, "unknown_register")


def test_a_new_key_takes_the_place_of_the_old_one(centre: Centre) -> None:
    computer, new = centre.register(), new_signer()
    answer = centre.rotate(computer, new)
    grant = verified(centre, answer.grant)
    assert (grant.public_key, grant.epoch, grant.prefix) == (new.public_key.hex(), 1, "PL01")
    successor = Computer(new, answer.grant)
    assert centre.caller(successor).public_key == new.public_key
    assert {row["public_key"]: row["state"] for row in centre.rows(register_key)} == {
        computer.signer.public_key.hex(): "rotated",
        new.public_key.hex(): "current",
    }


def test_a_lost_answer_of_a_rotation_is_told_again_to_either_key_for_ever(centre: Centre) -> None:
    computer, new = centre.register(), new_signer()
    first = centre.rotate(computer, new)
    before = centre.everything()
    centre.later(days=40)
    assert centre.rotate(computer, new).grant == first.grant
    request = RotateRequest(public_key=new.public_key.hex(), proof=new.prove("rotate", new.public_key).hex())
    caller = centre.caller(Computer(new, first.grant), wire.ROTATE)
    assert keys.rotate(centre.database, centre.authority, caller, request, centre.now).grant == first.grant
    assert centre.everything() == before


def test_the_old_key_serves_what_was_under_way_and_then_nothing(centre: Centre, refused: Refuser) -> None:
    computer = centre.register()
    centre.rotate(computer, new_signer())
    centre.later(minutes=9)
    assert not centre.caller(computer).revoked
    centre.later(minutes=1)
    for path in (wire.PUSH, wire.PULL, wire.EPOCH):
        assert refused(partial(centre.caller, computer, path)) == (401, "bad_request_signature")
    assert centre.caller(computer, wire.ROTATE).register_id == "r1"
    assert centre.caller(computer, wire.RESCUE).register_id == "r1"


@pytest.mark.invariant(14)
@pytest.mark.invariant(14)
def test_a_rotation_while_the_clock_was_ahead_leaves_no_grace_of_a_year(centre: Centre, refused: Refuser) -> None:
    computer = centre.register()
    centre.later(days=365)
    centre.rotate(computer, new_signer())
    centre.later(days=-365)
    assert refused(lambda: centre.caller(computer)) == (401, "bad_request_signature")
    assert centre.caller(computer, wire.ROTATE).register_id == "r1"


def test_an_old_key_cannot_announce_another_successor(centre: Centre, refused: Refuser) -> None:
    computer = centre.register()
    centre.rotate(computer, new_signer())
    before = centre.everything()
    assert refused(lambda: centre.rotate(computer, new_signer())) == (403, "used")
    assert centre.everything() == before


def test_a_replayed_rotation_changes_nothing_after_the_next_one(centre: Centre) -> None:
    computer, second, third = centre.register(), new_signer(), new_signer()
    answer = centre.rotate(computer, second)
    centre.rotate(Computer(second, answer.grant), third)
    before = centre.everything()
    centre.rotate(computer, second)
    assert centre.everything() == before


@pytest.mark.invariant(14)
def test_a_rotation_needs_the_new_key_itself(centre: Centre, refused: Refuser) -> None:
    computer, new = centre.register(), new_signer()
    before = centre.everything()
    for proof in (bytes(64), computer.signer.prove("rotate", computer.signer.public_key), new.prove("rotate", b"x")):
        assert refused(partial(centre.rotate, computer, new, proof)) == (403, "bad_request_signature")
    request = RotateRequest(public_key="ff" * 32, proof="00" * 64)
    caller = centre.caller(computer, wire.ROTATE)
    work = lambda: keys.rotate(centre.database, centre.authority, caller, request, centre.now)  # noqa: E731
    assert refused(work) == (403, "bad_request_signature")
    assert centre.everything() == before


def test_a_key_that_was_another_machines_is_no_successor(centre: Centre, refused: Refuser) -> None:
    old = centre.register()
    computer = centre.register()
    assert refused(lambda: centre.rotate(computer, old.signer)) == (403, "used")


def test_events_of_a_rotated_key_are_still_the_registers(centre: Centre) -> None:
    from sync.central.journal import heads  # noqa: PLC0415

    computer, new = centre.register(), new_signer()
    centre.rotate(computer, new)
    place = heads.Place("s1", "r1")
    assert set(centre.database.read(lambda c: heads.keys(c, place, 1))) == {computer.signer.public_key, new.public_key}


@pytest.mark.invariant(14)
def test_a_revoked_register_reaches_rescue_alone(centre: Centre, refused: Refuser) -> None:
    computer = centre.register()
    centre.code()
    assert centre.revoke() == 1
    for path in ANY_PATH:
        assert refused(partial(centre.caller, computer, path)) == (403, "revoked")
    assert centre.caller(computer, wire.RESCUE).revoked
    assert centre.rows(enrolment_code) == []
    assert centre.rows(register)[0]["state"] == "revoked"
    assert centre.rows(location)[1]["pins_void_since"] == ""


@pytest.mark.invariant(14)
def test_all_keys_of_a_register_are_revoked_the_rotated_ones_too(centre: Centre, refused: Refuser) -> None:
    computer, new = centre.register(), new_signer()
    answer = centre.rotate(computer, new)
    assert centre.revoke() == 2
    for machine in (computer, Computer(new, answer.grant)):
        assert refused(partial(centre.caller, machine)) == (403, "revoked")


def test_a_revocation_under_way_with_a_rotation_leaves_no_key(centre: Centre, refused: Refuser) -> None:
    computer = centre.register()
    caller = centre.caller(computer, wire.ROTATE)  # passed the door before
    centre.revoke()
    new = new_signer()
    proof = new.prove("rotate", computer.signer.public_key).hex()
    request = RotateRequest(public_key=new.public_key.hex(), proof=proof)
    work = lambda: keys.rotate(centre.database, centre.authority, caller, request, centre.now)  # noqa: E731
    assert refused(work) == (403, "revoked")


def test_a_stolen_register_makes_the_pins_of_its_store_change(centre: Centre) -> None:
    centre.register()
    centre.revoke(is_stolen=True)
    void = centre.database.read(lambda c: [estate.pins_void_since(c, name) for name in ("s1", "s2", "none")])
    assert void == ["2026-11-22T08:00:00.000000Z", "", ""]


def test_revoking_what_is_not_there(centre: Centre) -> None:
    with pytest.raises(LookupError, match="r9"):
        centre.revoke("r9")
    assert centre.revoke("r2") == 0  # never enrolled, as far as this database knows
    assert [(one.register_id, one.public_key) for one in centre.authority.revocations.all()] == [("r2", "")]
    assert keys.apply_revocations(centre.database, centre.authority) == 0


@pytest.mark.invariant(14)
def test_a_revocation_outlives_the_database(centre: Centre, refused: Refuser) -> None:
    computer, other = centre.register("r1"), centre.register("r2")
    centre.revoke("r1")
    forget = sa.update(register_key).values(state="current")
    centre.database.write(lambda c: c.execute(forget))
    centre.database.write(lambda c: c.execute(sa.update(register).values(state="active")))
    assert centre.caller(computer).register_id == "r1"  # the database was restored from a copy
    again = Authority(centre.authority.directory)
    assert keys.apply_revocations(centre.database, again) == 1
    assert keys.apply_revocations(centre.database, again) == 0
    assert refused(lambda: centre.caller(computer)) == (403, "revoked")
    assert centre.caller(other).register_id == "r2"
    assert [row["state"] for row in centre.rows(register)] == ["revoked", "active", "active"]


def test_nothing_to_apply(centre: Centre) -> None:
    assert keys.apply_revocations(centre.database, centre.authority) == 0


def test_a_signature_by_the_sound_key_beside_a_revoked_one_is_heard(centre: Centre) -> None:
    centre.register()
    centre.revoke()
    fresh = centre.register()
    assert centre.caller(fresh).epoch == 2


def test_an_idempotency_key_is_covered(centre: Centre, refused: Refuser) -> None:
    computer = centre.register()
    bare = wire.WireRequest("POST", f"{wire.PREFIX}{wire.EPOCH}", headers={wire.IDEMPOTENCY_HEADER: "a"}, body=b"{}")
    request = sign(bare, computer.signer, "r1", 1, centre.now)
    assert authenticate(centre.database, request, centre.now).register_id == "r1"
    other = replace(request, headers={**request.headers, wire.IDEMPOTENCY_HEADER: "b"})
    assert refused(lambda: authenticate(centre.database, other, centre.now)) == (401, "bad_request_signature")
