"""The newest grant, whose signature a restored centre may have to be shown, survives a crash at any step."""

from __future__ import annotations

import signal
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from pos_client.app import sync_messages as said
from pos_client.app.enrolment_file import Enrolment, enrolment_of, read_enrolment, write_enrolment
from pos_client.app.sync_link import SyncLink
from pos_client.db.journal import Journal, JournalUsageError, epochs
from sync.central.identity import Authority
from sync.protocol import signing, statements
from sync.protocol.messages import EpochAnswer, Grant, Signed
from tests.support.waiting import wait_until

NOW = datetime(2026, 11, 22, tzinfo=UTC)
PATIENCE = 30.0
KILLED = """
import os, signal, sys, time
from pathlib import Path
folder, program, step, acts = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), 0
def watch(event, arguments):  # an audit hook sees every file that is opened or renamed
    global acts
    if event in {"open", "os.rename"} and isinstance(arguments[0], str) and "register.toml." in arguments[0]:
        acts += 1
        if acts == step:
            os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(watch)
from pos_client.app.sync_link import SyncLink
from pos_client.db.journal import Journal
from sync.protocol import signing
journal = Journal.open(folder, signing.load(folder / "register.key"), prefix="R1", register_id="r1")
link = SyncLink(folder, journal, lambda _state: None, lambda _feeds: None, command=[sys.executable, "-c", program])
while not (folder / "answered").exists():
    time.sleep(0.01)
link.close()
journal.close()
"""
"""A till whose process has it open an epoch, killed before its act number `step` on the file of the enrolment."""


def grant(signer: signing.Signer, epoch: int, key: Ed25519PrivateKey) -> Signed:
    prefix = "R1" if epoch == 1 else f"R1.{epoch}"
    struct = Grant(
        register_id="r1",
        location_id="s1",
        prefix=prefix,
        epoch=epoch,
        public_key=signer.public_key.hex(),
        at="2026-11-22T10:11:12.000000Z",
    )
    return statements.sign("grant", struct, key)


def asks(folder: Path, answer: EpochAnswer) -> str:
    """A sync process that has an epoch opened and leaves a file once it is told that it is."""
    line = said.line_of(said.OpenEpoch(id=1, answer=answer))
    return (
        f"import sys, pathlib\nsys.stdout.buffer.write({line!r})\nsys.stdout.flush()\n"
        "for told in iter(sys.stdin.readline, ''):\n"
        "    if 'done' in told:\n"
        f"        pathlib.Path({str(folder / 'answered')!r}).write_text(told)\n"
    )


@pytest.fixture
def register(tmp_path: Path) -> tuple[Path, Signed]:
    """A closed register of epoch 1, and the grant of epoch 2."""
    folder = tmp_path / "till"
    folder.mkdir(mode=0o700)
    signer = signing.load_or_create(folder / "register.key")
    ca = Authority.create(tmp_path / "authority", "N", NOW).certificate_pem
    key = Ed25519PrivateKey.generate()
    first = grant(signer, 1, key)
    struct = msgspec.json.decode(first.data, type=Grant)
    write_enrolment(folder, enrolment_of("https://centre:1", ca, struct, first, ("store:s1",)))
    Journal.open(folder, signer, prefix="R1", register_id="r1", grant=struct).close()
    return folder, grant(signer, 2, key)


def known(folder: Path) -> Enrolment:
    found = read_enrolment(folder)
    assert found is not None
    return found


@pytest.mark.invariant(3)
@pytest.mark.parametrize("step", [1, 2])
def test_a_till_that_is_killed_between_epoch_and_file_has_the_signature_all_the_same(
    register: tuple[Path, Signed], step: int
) -> None:
    folder, newest = register
    program = asks(folder, EpochAnswer(grant=newest, time="2026-11-22T10:11:12.000000Z"))
    done = subprocess.run(
        [sys.executable, "-c", KILLED, str(folder), program, str(step)], check=False, capture_output=True, timeout=60
    )
    assert done.returncode == -signal.SIGKILL, done.stderr.decode()
    assert not (folder / "answered").exists()
    assert (known(folder).epoch, known(folder).grant == newest) == (1, False)
    journal = Journal.open(folder, signing.load(folder / "register.key"), prefix="R1", register_id="r1")
    try:
        assert journal.reader().head().epoch == 2  # it was begun: nobody will grant it once more
        link = SyncLink(folder, journal, print, print, command=[sys.executable, "-c", "input()"])
        wait_until(lambda: known(folder).epoch == 2, "the grant is where the line looks for it", PATIENCE)
        link.close()
    finally:
        journal.close()
    assert (known(folder).prefix, known(folder).grant) == ("R1.2", newest)
    assert [path.name for path in folder.glob("register.toml*")] == ["register.toml"]


def test_a_file_that_could_not_be_written_is_before_the_next_process(register: tuple[Path, Signed]) -> None:
    folder, newest = register
    journal = Journal.open(folder, signing.load(folder / "register.key"), prefix="R1", register_id="r1")
    path = folder / "register.toml"
    good = path.read_bytes()
    path.write_bytes(b"for now nobody can read it")
    program = asks(folder, EpochAnswer(grant=newest, time="2026-11-22T10:11:12.000000Z"))
    try:
        link = SyncLink(folder, journal, lambda _s: None, lambda _f: None, command=[sys.executable, "-c", program])
        wait_until((folder / "answered").exists, "it is told", PATIENCE)
        assert '"damaged"' in (folder / "answered").read_text()
        path.write_bytes(good)
        link.close()
        link = SyncLink(folder, journal, lambda _s: None, lambda _f: None, command=[sys.executable, "-c", "input()"])
        wait_until(lambda: known(folder).grant == newest, "the grant is kept", PATIENCE)
        link.close()
    finally:
        journal.close()


def test_a_grant_is_kept_with_its_epoch_and_goes_with_it(register: tuple[Path, Signed]) -> None:
    folder, newest = register
    journal = Journal.open(folder, signing.load(folder / "register.key"), prefix="R1", register_id="r1")
    try:
        assert journal.reader().granted() is None
        struct = msgspec.json.decode(newest.data, type=Grant)
        wrong = msgspec.structs.replace(struct, register_id="r2")
        with pytest.raises(JournalUsageError):
            journal.submit(lambda writer: writer.open_epoch(wrong, (), (), newest)).result()
        assert journal.reader().granted() is None
        journal.submit(lambda writer: writer.open_epoch(struct, (), (), newest)).result()
        assert journal.reader().granted() == newest
        third = msgspec.structs.replace(struct, epoch=3, prefix="R1.3")
        journal.submit(lambda writer: writer.open_epoch(third, ())).result()  # told otherwise, as `register.toml` is
        assert (journal.reader().granted(), journal.reader().value(epochs.GRANT)) == (None, None)
    finally:
        journal.close()
