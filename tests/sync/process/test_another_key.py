"""A key that is lost, revoked or rotated: the register goes on in a new epoch, and no fact is stranded."""

from __future__ import annotations

import shutil
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest

from pos_client.app import another_key, cli
from pos_client.app.enrolling import enrol_register
from pos_client.app.enrolment_file import GRANTED_NAME, EnrollingError, read_enrolment, read_granted
from pos_client.app.rotating import rotate_key
from pos_client.db.journal import AlreadyRunningError, Writer, restore
from pos_client.db.journal.backup import backup
from pos_client.db.journal.journal import utc_now
from pos_client.db.journal.port import OFFSET
from pos_client.db.journal.verify import verify
from sync.central.journal import repair
from sync.central.journal.verify import verify as verify_centre
from sync.central.registers import keys
from sync.protocol import signing
from sync.protocol.messages import Grant
from tests.db.journal.facts import z_body
from tests.support.lined_register import Lined, asked, totals
from tests.support.postgres import cluster
from tests.support.running_centre import Centre, running_centre

SALE = 3996


@pytest.fixture(params=["sqlite", "postgresql"])
def centre(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Centre]:
    if request.param == "sqlite":
        with running_centre(tmp_path / "centre") as running:
            yield running
        return
    server = cluster()
    name = server.create()
    with running_centre(tmp_path / "centre", database_url=server.url(name)) as running:
        yield running
    server.drop(name)


def said(_text: str) -> None:
    """Nobody listens."""


def enrol_again(register: Lined, centre: Centre) -> None:
    register.enrolment = enrol_register(register.directory, centre.address, centre.enrolment_code("r1"), said)
    register.journal = register.open_journal()


def close_shift(register: Lined, shift: str) -> None:
    def work(writer: Writer) -> None:
        head = writer.head
        body = z_body(writer.next_z_number(), 0, 0, seq=head.seq, digest=head.hash, shift=shift)
        writer.append("z_report", msgspec.structs.replace(body, register_id=head.register_id))
        writer.close_shift(shift)

    register.journal.submit(work).result()


def with_waiting(tmp_path: Path, centre: Centre) -> Lined:
    """A closed register of which four sales are at the centre and three wait."""
    register = Lined(tmp_path / "till", centre)
    register.start()
    shift = register.open_shift()
    register.sell(4, shift)
    register.wait_pushed()
    register.stop()
    register.sell(3, shift)
    close_shift(register, shift)
    register.close()
    return register


def prove(register: Lined, centre: Centre) -> None:
    """Both journals verify; but the shifts of these tests, whose Z's sum up nothing."""
    signer = signing.load(register.directory / "register.key")
    report = verify(register.directory / "journal.sqlite", public_key=signer.public_key, shifts=False)
    assert report.ok, report.problems
    problems = [one for one in verify_centre(centre.database).problems if one.code != "z_differs"]
    assert problems == []


def go_on(register: Lined, centre: Centre, sold: int) -> None:
    """It sells two more, and the centre has all of them, once."""
    register.start()
    register.sell(2, register.open_shift())
    register.wait_pushed()
    assert totals(centre) == (sold + 2, (sold + 2) * SALE)
    register.close()
    prove(register, centre)


@pytest.mark.invariant(3)
def test_a_lost_key_is_replaced_and_what_waits_arrives(tmp_path: Path, centre: Centre) -> None:
    register = with_waiting(tmp_path, centre)
    (register.directory / "register.key").unlink()
    enrol_again(register, centre)
    assert register.enrolment.epoch == 2
    assert stat.S_IMODE((register.directory / "register.key").stat().st_mode) == 0o600
    assert not list(register.directory.glob("register.*new"))
    go_on(register, centre, 7)


@pytest.mark.invariant(3)
@pytest.mark.invariant(14)
def test_what_a_revoked_key_signed_is_set_aside_where_all_can_see(tmp_path: Path, centre: Centre) -> None:
    register = with_waiting(tmp_path, centre)
    revoked = signing.load(register.directory / "register.key").public_key
    now = datetime.now(UTC)
    keys.revoke(
        centre.database, centre.authority, "r1", operator="local:test", reason="stolen", is_stolen=True, now=now
    )
    enrol_again(register, centre)
    assert signing.load(register.directory / "register.key").public_key != revoked
    assert signing.load(register.directory / "register.key.1").public_key == revoked
    assert stat.S_IMODE((register.directory / "register.key.1").stat().st_mode) == 0o600
    go_on(register, centre, 4)
    reasons = asked(centre, "SELECT DISTINCT reason FROM quarantine WHERE state = 'held'")
    assert reasons == [("revoked_key",)]
    assert asked(centre, "SELECT count(*) FROM quarantine")[0][0] >= 3
    assert asked(centre, "SELECT count(*) FROM journal_alarm WHERE kind = 'quarantine'") == [(1,)]
    before = asked(centre, "SELECT count(*) FROM document")[0][0]
    done = repair.vouch(centre.database, "r1", 2, 1, 9_999, by="anna", note="the till came back", now=now)
    assert done.left == 0
    assert asked(centre, "SELECT count(*) FROM document")[0][0] == before + 3
    assert asked(centre, "SELECT DISTINCT state FROM quarantine") == [("repaired",)]
    problems = {problem.code for problem in verify_centre(centre.database).problems}
    assert problems <= {"z_differs"}  # the Z that these tests write states no sums


@pytest.mark.invariant(3)
def test_a_copy_on_a_new_computer_is_enrolled_with_the_key_made_there(tmp_path: Path, centre: Centre) -> None:
    register = with_waiting(tmp_path, centre)
    copy = backup(register.directory / "journal.sqlite", tmp_path / "copies").path
    fresh = tmp_path / "new"
    fresh.mkdir()
    shutil.rmtree(register.directory)
    key = signing.load_or_create(fresh / "register.key")
    assert restore(copy, fresh, key, clock=utc_now).new_key
    register.directory = fresh
    register.enrolment = enrol_register(fresh, centre.address, centre.enrolment_code("r1"), said)
    assert signing.load(fresh / "register.key").public_key == key.public_key
    register.journal = register.open_journal()
    go_on(register, centre, 7)
    assert asked(centre, "SELECT count(*) FROM quarantine") == [(0,)]


def test_an_open_shift_and_a_code_of_another_register_change_nothing(tmp_path: Path) -> None:
    with running_centre(tmp_path / "centre") as centre:
        register = with_waiting(tmp_path, centre)
        code = centre.enrolment_code("r2")
        with pytest.raises(EnrollingError) as error:
            enrol_register(register.directory, centre.address, code, said)
        assert (error.value.code, bool(error.value.next_step)) == ("other_register", True)
        assert enrol_register(tmp_path / "two", centre.address, code, said).register_id == "r2"  # it still works
        register.journal = register.open_journal()
        register.open_shift()
        with pytest.raises(AlreadyRunningError):
            rotate_key(register.directory, said)
        register.close()
        with pytest.raises(EnrollingError) as error:
            enrol_register(register.directory, centre.address, centre.enrolment_code("r1"), said)
        assert error.value.code == "shift_open"
        assert "close the shift" in error.value.next_step
        with pytest.raises(EnrollingError) as error:
            rotate_key(register.directory, said)
        assert error.value.code == "shift_open"
        with pytest.raises(EnrollingError) as error:
            rotate_key(tmp_path / "empty", said)
        assert error.value.code == "no_centre"
        assert asked(centre, "SELECT count(*) FROM register_epoch WHERE register_id = 'r1'") == [(1,)]
        assert not list(register.directory.glob("register.*new"))


@pytest.mark.invariant(3)
def test_a_rotated_key_signs_a_new_epoch(tmp_path: Path, centre: Centre, capsys: pytest.CaptureFixture[str]) -> None:
    register = with_waiting(tmp_path, centre)
    old = signing.load(register.directory / "register.key").public_key
    register.journal = register.open_journal()
    register.journal.submit(lambda writer: writer.put_value(OFFSET, b"3600000000")).result()  # an hour wrong
    register.close()
    centre.stop()
    with pytest.raises(EnrollingError) as error:
        rotate_key(register.directory, said)
    assert error.value.code == "unreachable"
    assert signing.load(register.directory / "register.key").public_key == old
    centre.start()
    assert cli.main(["--data", str(register.directory), "rotate-key"]) == 0
    assert "the new key is in its place" in capsys.readouterr().out
    assert signing.load(register.directory / "register.key.1").public_key == old
    known = read_enrolment(register.directory)
    assert known is not None
    assert known.epoch == 2
    register.enrolment = known
    register.journal = register.open_journal()
    go_on(register, centre, 7)
    states = dict(asked(centre, "SELECT public_key, state FROM register_key WHERE register_id = 'r1'"))
    new = signing.load(register.directory / "register.key").public_key
    assert states == {old.hex(): "rotated", new.hex(): "current"}
    assert asked(centre, "SELECT count(*) FROM quarantine") == [(0,)]


KILLED = """
import os, signal, sys
from pathlib import Path
step, folder = int(sys.argv[1]), Path(sys.argv[2])
acts = 0
def watch(event, arguments):  # an audit hook sees every file that is opened, renamed or removed, and every connection
    global acts
    if event in {"os.rename", "os.remove", "os.link", "socket.connect"} or (
        event == "open" and isinstance(arguments[0], str) and str(folder) in arguments[0]
    ):
        acts += 1
        if acts == step:
            os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(watch)
if len(sys.argv) == 3:
    from pos_client.app.rotating import rotate_key
    rotate_key(folder, lambda text: None)
else:
    from pos_client.app.enrolling import enrol_register, read_typed
    enrol_register(folder, *read_typed(sys.argv[3], sys.argv[4]), lambda text: None)
"""


def killed_at(step: int, folder: Path, *code: str) -> bool:
    """Rotate the key of `folder`, or enrol it by address and `code`, in a process killed before its act number `step`.

    False when it did all.
    """
    command = [sys.executable, "-c", KILLED, str(step), str(folder), *code]
    done = subprocess.run(command, check=False, capture_output=True)
    assert done.returncode in {0, -signal.SIGKILL}, done.stderr.decode()
    return done.returncode != 0


@pytest.mark.invariant(1)
@pytest.mark.invariant(3)
def test_a_rotation_that_is_killed_at_any_step_goes_on(tmp_path: Path) -> None:
    """The program is killed before each act on a file or the line in turn; what was sold arrives once all the same."""
    with running_centre(tmp_path / "centre") as centre:
        register = with_waiting(tmp_path, centre)
        folder, step = register.directory, 0
        old = signing.load(folder / "register.key").public_key
        while not (folder / GRANTED_NAME).exists():
            step += 1
            assert killed_at(step, folder)
            assert signing.load(folder / "register.key").public_key == old
        granted = read_granted(folder)
        coming = another_key.new_key(folder)
        assert granted is not None
        assert coming is not None
        assert step >= 5
        step, is_killed = 0, True
        while is_killed:  # from here nothing is asked any more: each step from the same beginning
            step += 1
            copy = tmp_path / f"copy-{step}"
            shutil.copytree(folder, copy)
            is_killed = killed_at(step, copy)
            another_key.finish(copy)
            assert not (copy / GRANTED_NAME).exists()
            assert not (copy / "register.key.new").exists()
            assert signing.load(copy / "register.key").public_key == coming.public_key
            assert signing.load(copy / "register.key.1").public_key == old
            report = verify(copy / "journal.sqlite", public_key=coming.public_key, shifts=False)
            assert (report.ok, report.epoch) == (True, 2), report.problems
        assert step >= 6
        shutil.rmtree(folder)
        shutil.copytree(copy, folder)
        known = read_enrolment(folder)
        assert known is not None
        assert (known.epoch, known.prefix) == (2, "R1.2")
        register.enrolment = known
        register.journal = register.open_journal()
        go_on(register, centre, 7)
        assert asked(centre, "SELECT count(*) FROM quarantine") == [(0,)]
        assert asked(centre, "SELECT count(*) FROM register_epoch WHERE register_id = 'r1'") == [(2,)]


@pytest.mark.invariant(1)
@pytest.mark.invariant(3)
@pytest.mark.parametrize("has_key", [True, False])
def test_enrolling_again_that_is_killed_at_any_step_goes_on(tmp_path: Path, has_key: bool) -> None:
    """The same, of a register whose key was lost, or that is enrolled again with the key it has."""
    with running_centre(tmp_path / "centre") as centre:
        register = with_waiting(tmp_path, centre)
        folder, step = register.directory, 0
        before = signing.load(folder / "register.key").public_key
        if not has_key:
            (folder / "register.key").unlink()
        code = (centre.address, centre.enrolment_code("r1").text)
        while not (folder / GRANTED_NAME).exists():
            step += 1
            assert killed_at(step, folder, *code)
            known = read_enrolment(folder)
            assert known is not None
            assert known.epoch == 1
        assert step >= 5
        granted = read_granted(folder)
        assert granted is not None
        wanted = bytes.fromhex(msgspec.json.decode(granted.grant_data, type=Grant).public_key)
        assert (wanted == before) == has_key
        step, is_under_way = 0, True
        while is_under_way:
            step += 1
            copy = tmp_path / f"copy-{step}"
            shutil.copytree(folder, copy)
            assert killed_at(step, copy, *code)  # at the latest while its first day is brought
            is_under_way = (copy / GRANTED_NAME).exists()
            another_key.finish(copy)
            assert not (copy / GRANTED_NAME).exists()
            assert not (copy / "register.key.new").exists()
            assert signing.load(copy / "register.key").public_key == wanted
            report = verify(copy / "journal.sqlite", public_key=wanted, shifts=False)
            assert (report.ok, report.epoch) == (True, 2), report.problems
            made = read_enrolment(copy)
            assert made is not None
            assert (made.epoch, made.grant) == (2, granted.grant)
        assert step >= 5
        shutil.rmtree(folder)
        shutil.copytree(copy, folder)
        assert made is not None
        register.enrolment = made
        register.journal = register.open_journal()
        go_on(register, centre, 7)
        assert asked(centre, "SELECT count(*) FROM register_epoch WHERE register_id = 'r1'") == [(2,)]
