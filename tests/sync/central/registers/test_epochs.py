"""Epochs: granted once each, whoever asks and however often; a centre that forgot honours its own signature."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta
from functools import partial

import msgspec
import pytest
import sqlalchemy as sa
from msgspec.structs import replace

from sync.central.journal import heads
from sync.central.journal.tables import journal_alarm
from sync.central.registers import epochs
from sync.central.registers.epochs import MOST_A_DAY, MOST_AHEAD
from sync.central.registers.estate import put_location
from sync.central.registers.status import mark
from sync.central.registers.tables import register, register_epoch, register_key
from sync.protocol import chain, wire
from sync.protocol.base import instant
from sync.protocol.messages import EpochRequest, Grant, Signed
from tests.support.centre import Centre, Computer, new_signer, verified

Refuser = Callable[[Callable[[], object]], tuple[int, str]]
PLACE = heads.Place("s1", "r1")


def hold(centre: Centre, epoch: int, seq: int, digest: bytes = b"\7" * 32) -> None:
    """Let the centre hold a journal up to `seq`."""

    def work(connection: sa.Connection) -> None:
        head = heads.lock(connection, PLACE, instant(centre.now))
        heads.store(connection, PLACE, replace(head, epoch=epoch, seq=seq, hash=digest), instant(centre.now))

    centre.database.write(work)


def test_an_epoch_begins_where_the_centres_record_ends(centre: Centre) -> None:
    computer = centre.register()
    hold(centre, 1, 41)
    answer = centre.open_epoch(computer)
    grant = verified(centre, answer.grant)
    assert (grant.epoch, grant.prefix, grant.previous_epoch, grant.previous_seq) == (2, "PL01.2", 1, 41)
    assert grant.previous_hash == "07" * 32
    assert answer.held == ((1, 41),)
    assert centre.caller(computer).epoch == 2


def test_the_same_asked_again_is_the_same_epoch(centre: Centre) -> None:
    computer = centre.register()
    first = centre.open_epoch(computer, since=1)
    before = centre.everything()
    centre.later(hours=5)
    assert centre.open_epoch(computer, since=1).grant == first.grant
    assert centre.everything() == before


def test_a_retry_with_its_key_is_the_same_epoch_and_another_key_another(centre: Centre) -> None:
    computer = centre.register()
    first = centre.open_epoch(computer, key="a", since=1)
    assert centre.open_epoch(computer, key="a", since=1).grant == first.grant
    clone = centre.open_epoch(Computer(computer.signer, first.grant), key="b", since=1)
    prefixes = [verified(centre, answer.grant).prefix for answer in (first, clone)]
    assert prefixes == ["PL01.2", "PL01.3"]


@pytest.mark.invariant(14)
def test_a_replayed_request_for_an_epoch_of_the_past_changes_nothing(centre: Centre) -> None:
    computer = centre.register()
    first = centre.open_epoch(computer, since=1)
    centre.open_epoch(computer, since=2)
    before = centre.everything()
    assert centre.open_epoch(computer, since=1).grant == first.grant
    assert centre.everything() == before


def test_every_epoch_has_a_prefix_of_its_own_across_registers(centre: Centre) -> None:
    computers = [centre.register("r1"), centre.register("r2")]
    for computer in computers:
        for _ in range(3):
            centre.open_epoch(computer)
    prefixes = [row["prefix"] for row in centre.rows(register_epoch)]
    assert len(set(prefixes)) == len(prefixes) == 8


def test_an_epoch_that_a_restored_centre_forgot_is_never_granted_again(centre: Centre) -> None:
    computer = centre.register()
    centre.open_epoch(computer, since=6)  # the register knows of epoch 6
    assert computer.read().epoch == 7
    hold(centre, 9, 3)  # and events of epoch 9 have come meanwhile
    centre.open_epoch(computer)
    assert computer.read().epoch == 10


def write(centre: Centre, work: Callable[[sa.Connection], object]) -> None:
    centre.database.write(work)


@pytest.mark.invariant(10)
def test_a_fresh_disk_at_a_restored_centre_never_gets_numbers_that_were_given_before(centre: Centre) -> None:
    first = centre.register()
    never = centre.enrol(Computer(), centre.code("r2"))  # the copy is from before: it knows nothing of r2's
    given = {verified(centre, never.grant).prefix, first.read().prefix}
    rows = centre.database.read(lambda c: c.execute(sa.select(register_epoch)).all())
    for _ in range(3):
        given.add(verified(centre, centre.open_epoch(first).grant).prefix)
    since = register_epoch.c.epoch > 1
    write(centre, lambda c: c.execute(sa.delete(register_epoch).where(since | (register_epoch.c.register_id == "r2"))))
    write(centre, lambda c: c.execute(sa.update(register).values(epoch=0)))
    write(centre, lambda c: c.execute(sa.update(register).where(register.c.id == "r1").values(epoch=1)))
    assert len(rows) == 2
    centre.later(days=-400)  # whatever its clock says
    write(centre, lambda c: epochs.forget_none(c, "a copy", centre.now))
    fresh = [verified(centre, centre.enrol(Computer(), centre.code(name)).grant) for name in ("r1", "r2")]
    assert given.isdisjoint({grant.prefix for grant in fresh})
    assert [(grant.epoch, grant.prefix) for grant in fresh] == [(102, "PL01.102"), (102, "PL02.102")]
    later = Computer()
    assert verified(centre, centre.enrol(later, centre.code("r1")).grant).epoch == 103  # once, not each time


@pytest.mark.invariant(10)
def test_a_register_that_proves_a_loss_has_the_forgotten_numbers_passed_over_once(centre: Centre) -> None:
    computer = centre.register()
    at = instant(centre.now)
    centre.later(minutes=1)
    for _ in range(2):
        write(centre, lambda c: epochs.proved_restored(c, "r1", at, centre.now))
    centre.open_epoch(computer)
    assert computer.read().epoch == 2 + MOST_AHEAD
    write(centre, lambda c: epochs.proved_restored(c, "r1", instant(centre.now + timedelta(seconds=1)), centre.now))
    centre.open_epoch(computer)
    assert computer.read().epoch == 2 * (MOST_AHEAD + 1) + 1  # restored once more


def test_a_grant_that_is_shown_carries_a_register_past_the_bound(centre: Centre, refused: Refuser) -> None:
    computer = centre.register()
    far = msgspec.structs.replace(computer.read(), epoch=5000, prefix="PL01.5000")
    shown = centre.authority.sign_statement("grant", far)
    other = centre.authority.sign_statement("grant", msgspec.structs.replace(far, register_id="r2"))
    forged = Signed(data=shown.data, signature="0" * 128)

    def ask(grant: Signed | None) -> Grant:
        request = EpochRequest(reason="fenced", epoch=5000, seq=0, grant=grant)
        answer = epochs.open_epoch(
            centre.database, centre.authority, centre.caller(computer, wire.EPOCH), request, centre.now, "k"
        )
        return verified(centre, answer.grant)

    for grant in (None, other, forged):
        assert refused(partial(ask, grant)) == (400, "not_parsed")
    assert ask(shown).epoch == 5001


@pytest.mark.invariant(14)
def test_epochs_are_bounded_a_day_and_the_operator_is_told(centre: Centre, refused: Refuser) -> None:
    computer = centre.register()
    for number in range(MOST_A_DAY):
        centre.open_epoch(computer, key=f"k{number}")
        centre.later(minutes=1)
    for _ in range(2):
        assert refused(lambda: centre.open_epoch(computer, key="more")) == (409, "too_many_epochs")
    (told,) = centre.rows(journal_alarm)
    assert (told["register_id"], told["kind"], told["times"]) == ("r1", "too_many_epochs", 2)
    assert told["detail"].endswith("2026-11-23T08:00:00.000000Z")
    assert (
        centre.open_epoch(computer, key="k19", since=20).grant == computer.grant
    )  # one that was granted is told again
    centre.later(hours=-2)
    centre.open_epoch(computer, key="clock back")  # grants of the future stop nobody
    centre.later(hours=2)
    again = Computer()
    centre.enrol(again, centre.code())  # an operator's code is a person's word
    assert refused(lambda: centre.open_epoch(again, key="more")) == (409, "too_many_epochs")
    centre.later(hours=24)
    centre.open_epoch(again, key="more")


def test_a_bound_on_epochs_and_keys(centre: Centre, refused: Refuser) -> None:
    computer = centre.register()
    assert refused(lambda: centre.open_epoch(computer, since=2 * 10**9)) == (400, "not_parsed")
    assert refused(lambda: centre.open_epoch(computer, key="x" * 201)) == (400, "not_parsed")
    before = centre.everything()
    for far in (chain.FIRST_PROVISIONAL - 2, 102):  # a thief would have no number left for who has the register next
        assert refused(partial(centre.open_epoch, computer, since=far)) == (400, "not_parsed")
    assert centre.everything() == before
    centre.open_epoch(computer, since=101)
    assert computer.read().epoch == 102


def test_a_fork_or_clone_is_over_with_the_next_epoch(centre: Centre) -> None:
    computer = centre.register()
    centre.database.write(lambda c: mark(c, "r1", "cloned"))
    assert centre.rows(register)[0]["state"] == "cloned"
    centre.open_epoch(computer, "forked")
    assert centre.rows(register)[0]["state"] == "active"


@pytest.mark.invariant(14)
def test_a_revoked_register_gets_no_epoch_even_when_it_passed_the_door_before(centre: Centre, refused: Refuser) -> None:
    from sync.central.registers import epochs  # noqa: PLC0415
    from sync.protocol.messages import EpochRequest  # noqa: PLC0415

    computer = centre.register()
    caller = centre.caller(computer, wire.EPOCH)
    centre.revoke()
    request = EpochRequest(reason="fenced", epoch=1, seq=0)
    work = lambda: epochs.open_epoch(centre.database, centre.authority, caller, request, centre.now)  # noqa: E731
    assert refused(work) == (403, "revoked")
    centre.database.write(lambda c: mark(c, "r1", "cloned"))
    assert centre.rows(register)[0]["state"] == "revoked"


def test_asked_for_at_once_each_is_granted_once(centre: Centre) -> None:
    computer = centre.register()
    together = threading.Barrier(4)
    told: list[int] = []

    def run(key: str) -> None:
        machine = Computer(computer.signer, computer.grant)
        together.wait()
        centre.open_epoch(machine, key=key, since=1)
        told.append(machine.read().epoch)

    threads = [threading.Thread(target=run, args=(key,)) for key in ("a", "a", "b", "b")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(told) == [2, 2, 3, 3]


# --- a centre that was restored from a copy


def forget(centre: Centre, register_id: str = "r1") -> None:
    """Take a register out of the database, as a copy that is older than it."""

    def work(connection: sa.Connection) -> None:
        for table in ("register_status", "register_key", "register_epoch", "enrolment_code"):
            connection.exec_driver_sql(f"DELETE FROM {table} WHERE register_id = '{register_id}'")  # noqa: S608
        connection.exec_driver_sql(f"DELETE FROM register WHERE id = '{register_id}'")  # noqa: S608

    centre.database.write(work)


def test_a_forgotten_register_shows_its_grant_and_is_itself_again(centre: Centre) -> None:
    computer = centre.register()
    centre.open_epoch(computer)
    forget(centre)
    caller = centre.reinstate(computer)
    assert (caller.register_id, caller.location_id, caller.epoch) == ("r1", "s1", 2)
    assert centre.rows(register)[0]["prefix"] == "PL01"
    centre.open_epoch(computer)
    assert computer.read().epoch == 3 + MOST_AHEAD  # the copy may have forgotten others, of a clone
    assert computer.read().prefix == f"PL01.{3 + MOST_AHEAD}"


def test_a_register_that_is_known_needs_no_grant(centre: Centre) -> None:
    computer = centre.register()
    before = centre.everything()
    assert centre.reinstate(computer).epoch == 1
    assert centre.everything() == before


def test_a_forgotten_rotation_is_taken_up_again(centre: Centre, refused: Refuser) -> None:
    computer, new = centre.register(), new_signer()
    centre.later(minutes=1)
    answer = centre.rotate(computer, new)
    old = computer.signer.public_key.hex()

    def back(connection: sa.Connection) -> None:
        first = centre.authority.sign_statement("grant", computer.read())
        values = {"grant_data": first.data.encode(), "grant_signature": first.signature}
        connection.execute(sa.update(register_epoch).values(**values))
        connection.execute(sa.delete(register_key).where(register_key.c.public_key != old))
        connection.execute(sa.update(register_key).values(state="current"))

    centre.database.write(back)
    successor = Computer(new, answer.grant)
    assert refused(lambda: centre.caller(successor)) == (401, "bad_request_signature")
    assert centre.reinstate(successor).public_key == new.public_key
    assert refused(lambda: centre.caller(computer)) == (403, "revoked")


@pytest.mark.invariant(14)
def test_an_older_grant_never_puts_out_a_newer_register(centre: Centre, refused: Refuser) -> None:
    old = centre.register()
    new = centre.register()
    assert refused(lambda: centre.reinstate(old)) == (403, "revoked")
    mine = register_key.c.public_key == old.signer.public_key.hex()
    centre.database.write(lambda c: c.execute(sa.delete(register_key).where(mine)))  # the copy never knew the old key
    before = centre.everything()
    for _ in range(2):
        assert refused(lambda: centre.reinstate(old)) == (403, "revoked")  # which opens rescue to it, and nothing else
    after = centre.everything()
    assert {name for name, rows in after.items() if rows != before[name]} == {"register_key"}
    assert {row["public_key"]: row["state"] for row in centre.rows(register_key)} == {
        old.signer.public_key.hex(): "replaced",
        new.signer.public_key.hex(): "current",
    }
    assert centre.caller(old, wire.RESCUE).revoked
    forget(centre)
    assert centre.reinstate(old).epoch == 1  # nothing newer is known
    assert centre.reinstate(new).epoch == 2
    assert refused(lambda: centre.reinstate(old)) == (403, "revoked")
    assert centre.rows(register)[0]["epoch"] == 2


@pytest.mark.invariant(14)
def test_a_grant_of_a_revoked_key_is_worth_nothing(centre: Centre, refused: Refuser) -> None:
    computer = centre.register()
    centre.revoke()
    forget(centre)
    before = centre.everything()
    assert refused(lambda: centre.reinstate(computer)) == (401, "unknown_register")
    assert centre.everything() == before


@pytest.mark.invariant(14)
@pytest.mark.parametrize("knows_old_key", [True, False])
def test_a_stolen_register_does_not_come_back_with_a_key_that_a_restored_centre_forgot(
    centre: Centre, refused: Refuser, knows_old_key: bool
) -> None:
    computer, new = centre.register(), new_signer()
    centre.later(minutes=1)
    answer = centre.rotate(computer, new)
    kept = register_key.c.public_key == (computer.signer.public_key.hex() if knows_old_key else "")
    centre.database.write(lambda c: c.execute(sa.delete(register_key).where(~kept)))  # the copy is from before
    centre.database.write(lambda c: c.execute(sa.update(register_key).values(state="current")))
    centre.later(minutes=1)
    centre.revoke(is_stolen=True)
    thief = Computer(new, answer.grant)
    assert refused(lambda: centre.reinstate(thief)) == (
        401,
        "bad_request_signature" if knows_old_key else "unknown_register",
    )
    centre.later(minutes=1)
    ours = centre.register()  # enrolled anew after it was revoked: its grant is newer and holds
    forget(centre)
    assert centre.reinstate(ours).register_id == "r1"


@pytest.mark.invariant(14)
def test_grants_that_are_forged_borrowed_or_not_there(centre: Centre, refused: Refuser) -> None:
    computer, other = centre.register("r1"), centre.register("r2")
    forget(centre)
    before = centre.everything()
    assert computer.grant is not None
    forged = msgspec.structs.replace(computer.grant, data=computer.grant.data.replace('"r1"', '"r8"'))
    for grant in (forged, other.grant):
        thief = Computer(computer.signer, grant)
        assert refused(partial(centre.reinstate, thief))[0] in {401, 403}
    from sync.central.registers.reinstating import authenticate_or_reinstate  # noqa: PLC0415

    for path, body in ((wire.EPOCH, b"{}"), (wire.EPOCH, b"\0"), (wire.PULL, b"{}")):
        request = computer.signed(path, centre.now, body)
        work = lambda request=request: authenticate_or_reinstate(  # noqa: E731
            centre.database, centre.authority, request, centre.now
        )
        assert refused(work) == (401, "unknown_register")
    assert centre.everything() == before


def test_a_grant_for_a_place_that_is_gone_or_taken(centre: Centre, refused: Refuser) -> None:
    computer = centre.register()
    forget(centre)
    centre.database.write(lambda c: c.execute(sa.update(register).where(register.c.id == "r2").values(prefix="PL01")))
    assert refused(lambda: centre.reinstate(computer)) == (401, "unknown_register")
    grant = centre.authority.sign_statement("grant", msgspec.structs.replace(computer.read(), location_id="gone"))
    assert refused(lambda: centre.reinstate(Computer(computer.signer, grant))) == (401, "unknown_register")


def test_a_register_that_moved_does_not_come_back_by_an_old_grant(centre: Centre, refused: Refuser) -> None:
    computer = centre.register()
    moved = sa.update(register).where(register.c.id == "r1").values(location_id="s2")
    centre.database.write(lambda c: c.execute(sa.delete(register_key)))
    centre.database.write(lambda c: c.execute(moved))
    assert refused(lambda: centre.reinstate(computer)) == (401, "unknown_register")


def test_a_location_may_be_changed(centre: Centre) -> None:
    centre.database.write(lambda c: put_location(c, "s1", name="New", kind="store", zone="z-s", region="s"))
    assert centre.enrol(Computer(), centre.code()).feeds == (
        "register:r1",
        "store:s1",
        "catalogue:z-s",
        "stock:s1",
        "stock:s3",
    )
