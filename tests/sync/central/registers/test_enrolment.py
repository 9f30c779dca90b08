"""Enrolment, as the register and as the attacker sees it."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
import sqlalchemy as sa

from sync.central.refused import Refused
from sync.central.registers import enrolment
from sync.central.registers.tables import enrolment_code, register, register_epoch, register_key, register_status
from sync.protocol import enrolment_code as codes
from tests.support.centre import Centre, Computer, new_signer, verified

Refuser = Callable[[Callable[[], object]], tuple[int, str]]


def wrong(secret: str) -> str:
    """A guess at the same code."""
    return secret[:-1] + ("0" if secret[-1] != "0" else "1")


def test_a_code_makes_a_new_key_the_register(centre: Centre) -> None:
    computer = Computer()
    answer = centre.enrol(computer, centre.code())
    grant = verified(centre, answer.grant)
    assert (grant.register_id, grant.location_id, grant.prefix, grant.epoch) == ("r1", "s1", "PL01", 1)
    assert grant.public_key == computer.signer.public_key.hex()
    assert (grant.previous_epoch, grant.previous_seq) == (0, 0)
    assert answer.ca == centre.authority.certificate_pem
    caller = centre.caller(computer)
    assert (caller.register_id, caller.location_id, caller.epoch) == ("r1", "s1", 1)
    assert not caller.revoked
    assert [row["state"] for row in centre.rows(register)] == ["active", "new", "new"]
    assert [row["version"] for row in centre.rows(register_status)] == ["1.0"]


def test_a_register_follows_its_own_shelf_first_and_its_region(centre: Centre) -> None:
    answer = centre.enrol(Computer(), centre.code("r2"))
    assert answer.feeds == ("register:r2", "store:s2", "catalogue:z-n", "stock:s2", "stock:d1", "stock:s1")
    assert centre.enrol(Computer(), centre.code("r3")).feeds == (
        "register:r3",
        "store:s3",
        "catalogue:z-s",
        "stock:s3",
    )


def test_a_lost_answer_is_told_again_while_the_code_lives(centre: Centre, refused: Refuser) -> None:
    computer, secret = Computer(), centre.code()
    first = centre.enrol(computer, secret)
    before = centre.everything()
    centre.later(minutes=9)
    again = centre.enrol(computer, secret)
    assert (again.grant, again.feeds, again.ca) == (first.grant, first.feeds, first.ca)
    assert centre.everything() == before
    centre.later(minutes=1)
    assert refused(lambda: centre.enrol(computer, secret)) == (403, "expired")


def test_after_a_lost_answer_and_a_dead_code_another_code_takes_the_same_key(centre: Centre) -> None:
    computer = Computer()
    centre.enrol(computer, centre.code())
    centre.later(minutes=11)
    assert verified(centre, centre.enrol(computer, centre.code()).grant).epoch == 2
    assert centre.caller(computer).epoch == 2
    assert [row["state"] for row in centre.rows(register_key)] == ["current"]


@pytest.mark.invariant(14)
def test_a_code_serves_one_key_alone(centre: Centre, refused: Refuser) -> None:
    secret = centre.code()
    owner = Computer()
    centre.enrol(owner, secret)
    before = centre.everything()
    assert refused(lambda: centre.enrol(Computer(), secret)) == (403, "used")
    assert centre.everything() == before


@pytest.mark.invariant(14)
def test_five_tries_and_the_code_is_dead_for_its_owner_too(centre: Centre, refused: Refuser) -> None:
    secret = centre.code()
    for _ in range(enrolment.TRIES):
        assert refused(lambda: centre.enrol(Computer(), wrong(secret))) == (403, "wrong_code")
    assert refused(lambda: centre.enrol(Computer(), secret)) == (403, "too_many_tries")
    assert refused(lambda: centre.enrol(Computer(), wrong(secret))) == (403, "too_many_tries")
    assert centre.rows(register_key) == []
    centre.enrol(Computer(), centre.code())  # a new code is a new beginning


def test_four_tries_leave_one(centre: Centre, refused: Refuser) -> None:
    secret = centre.code()
    for _ in range(enrolment.TRIES - 1):
        assert refused(lambda: centre.enrol(Computer(), wrong(secret))) == (403, "wrong_code")
    centre.enrol(Computer(), secret)


def test_guesses_at_one_code_cost_another_nothing(centre: Centre, refused: Refuser) -> None:
    mine, other = centre.code("r1"), centre.code("r2")
    for _ in range(enrolment.TRIES):
        refused(lambda: centre.enrol(Computer(), wrong(mine)))
    centre.enrol(Computer(), other)


def test_a_code_that_was_never_made_is_wrong(centre: Centre, refused: Refuser) -> None:
    assert refused(lambda: centre.enrol(Computer(), codes.new_secret())) == (403, "wrong_code")
    assert centre.rows(enrolment_code) == []


def test_a_dead_code_is_told_to_be_expired_only_to_who_knows_it(centre: Centre, refused: Refuser) -> None:
    secret = centre.code()
    centre.later(minutes=10)
    assert refused(lambda: centre.enrol(Computer(), wrong(secret))) == (403, "wrong_code")
    assert refused(lambda: centre.enrol(Computer(), secret)) == (403, "expired")
    assert centre.rows(register_key) == []


def test_a_code_made_while_the_clock_was_ahead_does_not_live_for_a_year(centre: Centre, refused: Refuser) -> None:
    centre.later(days=365)
    secret = centre.code()
    centre.later(days=-365)
    assert refused(lambda: centre.enrol(Computer(), secret)) == (403, "expired")
    centre.enrol(Computer(), centre.code())


def test_a_newer_code_voids_the_older_one(centre: Centre, refused: Refuser) -> None:
    older = centre.code()
    newer = centre.code()
    assert refused(lambda: centre.enrol(Computer(), older)) == (403, "wrong_code")
    centre.enrol(Computer(), newer)


@pytest.mark.invariant(14)
def test_a_key_that_nobody_holds_is_not_enrolled(centre: Centre, refused: Refuser) -> None:
    secret = centre.code()
    before = centre.everything()
    computer, thief = Computer(), Computer()
    for proof in (bytes(64), thief.signer.prove("enrol", secret.encode()), computer.signer.prove("enrol", b"another1")):
        request = computer.request(secret, proof)
        work = lambda request=request: enrolment.enrol(  # noqa: E731
            centre.database, centre.authority, request, centre.now
        )
        assert refused(work) == (403, "bad_request_signature")
    assert centre.everything() == before


def test_a_point_that_is_no_key_is_refused(centre: Centre, refused: Refuser) -> None:
    request = Computer().request(centre.code())
    odd = type(request)(secret=request.secret, public_key="ff" * 32, proof=request.proof)
    work = lambda: enrolment.enrol(centre.database, centre.authority, odd, centre.now)  # noqa: E731
    assert refused(work) == (403, "bad_request_signature")


@pytest.mark.invariant(14)
def test_a_revoked_key_never_enrols_again(centre: Centre, refused: Refuser) -> None:
    computer = centre.register("r1")
    centre.revoke("r1")
    assert refused(lambda: centre.enrol(computer, centre.code("r2"))) == (403, "revoked")
    assert refused(lambda: centre.enrol(computer, centre.code("r1"))) == (403, "revoked")
    fresh = Computer()
    centre.enrol(fresh, centre.code("r1"))  # the register itself goes on, on another machine
    assert centre.caller(fresh).epoch == 2


def test_enrolling_anew_puts_the_old_machine_out(centre: Centre, refused: Refuser) -> None:
    old = centre.register()
    new = centre.register()
    assert verified(centre, new.grant).prefix == "PL01.2"  # type: ignore[arg-type]
    assert refused(lambda: centre.caller(old)) == (403, "revoked")
    assert centre.caller(old, "/rescue").revoked
    assert centre.caller(new).epoch == 2


def test_a_machine_that_moves_takes_its_key_along(centre: Centre) -> None:
    computer = centre.register("r1")
    centre.enrol(computer, centre.code("r3"))
    assert centre.caller(computer).register_id == "r3"


def test_a_code_for_no_register_is_not_made(centre: Centre) -> None:
    with pytest.raises(LookupError, match="r9"):
        centre.code("r9")


def test_the_code_itself_is_nowhere_in_the_database(centre: Centre, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(0)
    secret = centre.code()
    centre.enrol(Computer(), secret)

    def whole(connection: sa.Connection) -> str:
        names = sa.inspect(connection).get_table_names()
        return "".join(
            str(connection.execute(sa.select(sa.text("*")).select_from(sa.table(name))).all()) for name in names
        )

    assert secret not in centre.database.read(whole)
    assert secret not in caplog.text


def test_handles_of_dead_codes_are_free_again(centre: Centre) -> None:
    secret = centre.code()
    centre.later(hours=1)
    taken = [f"{a}{b}" for a in codes.ALPHABET for b in codes.ALPHABET]
    row = centre.rows(enrolment_code)[0]
    others = [
        {**row, "handle": handle, "register_id": f"x{number}"}
        for number, handle in enumerate(taken)
        if handle != secret[: enrolment.HANDLE]
    ]

    def fill(connection: sa.Connection) -> None:
        like = {"location_id": "s1", "name": "x", "state": "new", "epoch": 0, "created_at": ""}
        connection.execute(
            sa.insert(register), [{**like, "id": x["register_id"], "prefix": x["register_id"]} for x in others]
        )
        connection.execute(sa.insert(enrolment_code), others)

    centre.database.write(fill)
    assert centre.code("r2")


def test_when_every_handle_is_alive_there_is_no_code_for_now(centre: Centre, refused: Refuser) -> None:
    centre.code()
    row = centre.rows(enrolment_code)[0]
    handles = [f"{a}{b}" for a in codes.ALPHABET for b in codes.ALPHABET if f"{a}{b}" != row["handle"]]

    def fill(connection: sa.Connection) -> None:
        like = {"location_id": "s1", "name": "x", "state": "new", "epoch": 0, "created_at": ""}
        ids = [f"x{number}" for number in range(len(handles))]
        connection.execute(sa.insert(register), [{**like, "id": i, "prefix": i} for i in ids])
        rows = [{**row, "handle": handle, "register_id": i} for i, handle in zip(ids, handles, strict=True)]
        connection.execute(sa.insert(enrolment_code), rows)

    centre.database.write(fill)
    assert refused(lambda: centre.code("r2")) == (503, "busy")


@pytest.mark.invariant(14)
def test_of_two_computers_that_race_with_one_code_one_wins(centre: Centre) -> None:
    secret = centre.code()
    computers = [Computer() for _ in range(4)]
    together = threading.Barrier(len(computers))
    told: dict[int, str] = {}

    def run(number: int) -> None:
        together.wait()
        try:
            centre.enrol(computers[number], secret)
            told[number] = "enrolled"
        except Refused as refusal:
            told[number] = refusal.code

    threads = [threading.Thread(target=run, args=(number,)) for number in range(len(computers))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(told.values()) == ["enrolled", "used", "used", "used"]
    assert len(centre.rows(register_key)) == len(centre.rows(register_epoch)) == 1


@pytest.mark.invariant(14)
def test_of_many_guesses_at_once_no_more_than_five_count(centre: Centre) -> None:
    secret = centre.code()
    together = threading.Barrier(12)
    codes_told: list[str] = []

    def run() -> None:
        together.wait()
        try:
            centre.enrol(Computer(), wrong(secret))
        except Refused as refusal:
            codes_told.append(refusal.code)

    threads = [threading.Thread(target=run) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert codes_told.count("wrong_code") == enrolment.TRIES
    assert codes_told.count("too_many_tries") == 12 - enrolment.TRIES


def test_a_code_of_another_centre_names_another_ca(centre: Centre) -> None:
    made = enrolment.make_code(centre.database, centre.authority, "r1", "anna", centre.now)
    assert made.code.names(centre.authority.spki)
    assert not codes.make(made.code.secret, new_signer().public_key).names(centre.authority.spki)
