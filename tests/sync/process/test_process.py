"""The process and the till's hand on it: deaths of either, rubbish, one at a time, nothing left behind."""

from __future__ import annotations

import io
import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from pos_client.app import sync_messages as said
from pos_client.app import sync_process
from pos_client.app.sync_link import LineError, SyncLink, command_for
from pos_client.app.sync_process import ALREADY_RUNNING, ENDED, NOT_ENROLLED, UNUSABLE, TillTalk
from pos_client.db.journal import Journal, JournalError
from pos_client.db.journal.port import ReadJournal, offset_of
from sync.engine.ports import PortError
from sync.engine.status import Phase, SyncState
from sync.protocol import signing
from sync.protocol.events import LoginBody
from tests.support.lined_register import Lined
from tests.support.running_centre import ROOT, Centre, running_centre
from tests.support.waiting import wait_until

SHORT = 20.0


@pytest.fixture(scope="module")
def centre(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Centre]:
    with running_centre(tmp_path_factory.mktemp("centre")) as running:
        yield running


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    opened = Journal.open(tmp_path, signing.load_or_create(tmp_path / "register.key"), prefix="P1")
    yield opened
    opened.close()


def is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return Path(f"/proc/{process}/stat").read_text().split(")")[1].split()[0] != "Z"


def run(folder: Path, text: bytes = b"") -> int:
    return subprocess.run(command_for(folder), input=text, cwd=ROOT, capture_output=True, check=False).returncode


# --- the process by itself


def test_a_folder_that_is_no_register_has_no_line(tmp_path: Path) -> None:
    assert run(tmp_path) == NOT_ENROLLED


def test_it_ends_when_the_till_says_so_or_says_nothing_or_rubbish(tmp_path: Path, centre: Centre) -> None:
    register = Lined(tmp_path / "till", centre)
    try:
        assert run(register.directory) == ENDED  # its input ends at once
        assert run(register.directory, b'{"kind":"stop"}\n{"kind":"try_now"}\n') == ENDED
        assert run(register.directory, b"rubbish\n") == ENDED
        assert run(register.directory, b'{"kind":"done","id":99}\n{"kind":"committed"}\n{"kind":"half') == ENDED
        (register.directory / "register.toml").write_text("rubbish")
        assert run(register.directory) == UNUSABLE
    finally:
        register.close()


def test_it_is_one_of_the_commands_so_that_a_frozen_program_has_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = [sys.executable, "-m", "pos_client.app.cli", "--data", str(tmp_path), "sync-process"]
    assert subprocess.run(program, cwd=ROOT, input=b"", capture_output=True, check=False).returncode == NOT_ENROLLED
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert command_for(tmp_path) == [sys.executable, "--data", str(tmp_path), "sync-process"]


def test_there_is_one_at_a_time_and_it_ends_with_a_till_that_is_killed(tmp_path: Path, centre: Centre) -> None:
    register = Lined(tmp_path / "till", centre)
    register.close()
    program = (
        "import sys, time\n"
        "from pathlib import Path\n"
        "from pos_client.app.sync_link import SyncLink\n"
        "from pos_client.db.journal import Journal\n"
        "from sync.protocol import signing\n"
        "folder = Path(sys.argv[1])\n"
        "journal = Journal.open(folder, signing.load(folder / 'register.key'), prefix=sys.argv[2], register_id='r1')\n"
        "link = SyncLink(folder, journal, lambda state: print(state.phase, flush=True), lambda feeds: None)\n"
        "time.sleep(600)\n"
    )
    command = [sys.executable, "-c", program, str(register.directory), register.enrolment.prefix]
    till = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert till.stdout is not None
    try:
        while till.stdout.readline().strip() != "online":
            assert till.poll() is None
        process = register.process_id()
        assert is_alive(process)
        assert run(register.directory) == ALREADY_RUNNING
    finally:
        till.send_signal(signal.SIGKILL)
        till.wait()
        till.stdout.close()
    wait_until(lambda: not is_alive(process), "the process follows its till", SHORT)


# --- the till's hand


def linked(tmp_path: Path, journal: Journal, program: str) -> tuple[SyncLink, list[SyncState]]:
    states: list[SyncState] = []
    command = [sys.executable, "-c", program]
    return SyncLink(tmp_path, journal, states.append, lambda _feeds: None, command=command), states


@pytest.mark.parametrize(
    "program", ["import os; os._exit(7)", "print('rubbish', flush=True); input()", "print('x' * 9_000_000, flush=True)"]
)
def test_a_process_that_ends_or_speaks_rubbish_is_an_alarm_and_started_again(
    tmp_path: Path, journal: Journal, program: str
) -> None:
    link, states = linked(tmp_path, journal, program)
    try:
        wait_until(lambda: len(states) >= 2, "it was started again", SHORT)
        assert (states[0].phase, states[0].error, states[0].error_kind) == (Phase.ALARM, "process_ended", "bug")
        journal.submit(lambda writer: writer.put_value("x", b"1")).result()  # selling goes on
    finally:
        link.close()


def test_a_program_that_cannot_be_started_is_an_alarm(tmp_path: Path, journal: Journal) -> None:
    states: list[SyncState] = []
    link = SyncLink(tmp_path, journal, states.append, lambda _feeds: None, command=[str(tmp_path / "nothing")])
    try:
        wait_until(lambda: states, "it is told", SHORT)
        assert "cannot be started" in states[0].error_detail
        with pytest.raises(LineError) as error:
            link.ask_stock("milk").result(SHORT)
        assert error.value.code == "stopped"
    finally:
        link.close()


def test_a_process_that_does_not_end_is_killed(tmp_path: Path, journal: Journal) -> None:
    marker = tmp_path / "pid"
    program = f"import os, time, pathlib\npathlib.Path({str(marker)!r}).write_text(str(os.getpid()))\ntime.sleep(600)"
    link, _states = linked(tmp_path, journal, program)
    wait_until(lambda: marker.exists() and marker.read_text(), "it runs", SHORT)
    waiting = link.ask_stock("milk")
    link.wake()
    journal.submit(lambda writer: writer.put_value("x", b"1")).result()
    begun = threading.Event()

    def close() -> None:
        begun.set()
        link.close()

    closer = threading.Thread(target=close)
    closer.start()
    begun.wait()
    closer.join(60)
    assert not closer.is_alive()
    assert not is_alive(int(marker.read_text()))
    with pytest.raises(LineError):
        waiting.result(SHORT)


def test_what_the_process_asks_for_is_done_and_answered(tmp_path: Path, journal: Journal) -> None:
    """A process that asks for impossible and possible things and keeps the answers."""
    head = journal.reader().head()
    kept = tmp_path / "answers"
    asks: list[said.FromProcess] = [
        said.Acknowledge(id=1, seq=99, hash="00", token="t", ack_data="", ack_signature=""),  # noqa: S106
        said.Acknowledge(id=2, seq=head.seq, hash=head.hash.hex(), token="t2", ack_data="d", ack_signature="s"),  # noqa: S106
        said.Regress(id=3, seq=0, hash="00" * 32),
        said.Wish(id=4, reason="odd"),
        said.Wish(id=5, reason="fenced"),
        said.Purge(id=6, epoch=1, seq=1, now=1_800_000_000_000_000),
        said.StateTold(state=SyncState(phase=Phase.ONLINE, offset=5_000_000, offset_known=True)),
        said.Changed(feeds=("store:s1",)),
        said.StockTold(id=77, error="nobody asked"),
    ]
    lines = b"".join(said.line_of(one) for one in asks)
    program = (
        "import sys, pathlib\n"
        f"sys.stdout.buffer.write({lines!r})\n"
        "sys.stdout.flush()\n"
        "heard = [line for line in iter(sys.stdin.readline, '') if 'committed' not in line]\n"
        f"pathlib.Path({str(kept)!r}).write_text(''.join(heard))\n"
    )
    changed: list[frozenset[str]] = []
    states: list[SyncState] = []
    link = SyncLink(tmp_path, journal, states.append, changed.append, command=[sys.executable, "-c", program])
    wait_until(lambda: changed, "it was heard", SHORT)
    wait_until(lambda: journal.reader().wish(), "the wish is kept", SHORT)
    wait_until(lambda: journal.reader().value("sync.offset"), "the offset is kept", SHORT)
    link.close()
    answers = {one.id: one.error for one in _answers(kept)}
    assert answers == {1: "acknowledged_ahead", 2: "", 3: "acknowledged_other", 4: "unknown_wish", 5: "", 6: ""}
    now = journal.reader().head()
    assert (now.acknowledged_seq, now.token) == (head.seq, "t2")
    ref = journal.submit(lambda writer: writer.append("login", _login())).result()
    row = journal.reader().event(ref.seq)
    assert row is not None
    assert b'"offset":5000000' in row.data
    again, _ = linked(tmp_path, journal, "input()")  # the offset serves from the start
    again.close()
    assert offset_of(journal.reader().value("sync.offset")) == 5_000_000


def _answers(path: Path) -> list[said.Done]:
    found = []
    with path.open("rb") as file:
        while (heard := said.hear_till(file)) is not None:
            if isinstance(heard, said.Done):
                found.append(heard)
    return found


def _login() -> LoginBody:
    return LoginBody(staff_id="maria", how="name")


# --- the conversation


def test_a_line_is_bounded_and_half_a_line_is_none() -> None:
    assert said.hear_till(io.BytesIO(b'{"kind":"stop"')) is None
    with pytest.raises(said.TalkError):
        said.hear_till(io.BytesIO(b"x" * (said.MOST_LINE + 2)))
    with pytest.raises(said.TalkError):
        said.hear_process(io.BytesIO(b'{"kind":"stop"}\n'))  # that is the till's to say
    with pytest.raises(said.TalkError):
        said.hear_till(io.BytesIO(b"\xff\n"))


def test_who_waits_for_a_till_that_is_gone_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    talk = TillTalk(io.BytesIO())

    def end() -> None:
        wait_until(lambda: talk._waiting, "asked")
        talk.gone()

    thread = threading.Thread(target=end)
    thread.start()
    with pytest.raises(PortError) as error:
        talk.regress(3, b"\x00" * 32)
    thread.join()
    assert error.value.code == "no_parent"
    with pytest.raises(PortError):
        talk.wish_epoch("fenced")
    monkeypatch.setattr(sync_process, "TILL_SECONDS", 0.01)
    slow = TillTalk(io.BytesIO())
    with pytest.raises(PortError) as error:
        slow.wish_epoch("fenced")
    assert error.value.code == "journal_write"
    slow.heard(said.Done(id=1))  # too late, and nobody waits


def test_a_till_that_does_not_read_any_more_is_gone() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb", buffering=0) as out, pytest.raises(PortError) as error:
        TillTalk(out).say(said.Changed(feeds=()))
    assert error.value.code == "no_parent"


# --- the journal as the process reads it


def test_a_journal_is_read_beside_its_till(tmp_path: Path, journal: Journal) -> None:
    port = ReadJournal(journal.path)
    try:
        state = port.state()
        assert (state.register_id, state.epoch, state.seq, state.waiting, state.wish) == ("P1", 1, 1, 1, "")
        assert state.oldest_waiting != ""
        _previous, events = port.batch(0, 500, 1)  # a first event is given whatever its size
        assert [event.seq for event in events] == [1]
        assert port.batch(1, 0, 0) == (state.hash, ())
        with pytest.raises(PortError) as error:
            port.batch(7, 1, 1)
        assert error.value.code == "journal_hole"
        journal.submit(lambda writer: writer.append("login", _login())).result()
        journal.submit(lambda writer: writer.append("login", _login())).result()
        first = port.batch(0, 500, len(events[0].data) + 1)[1]
        assert [event.seq for event in first] == [1]
        assert [event.seq for event in port.batch(1, 500, 10**6)[1]] == [2, 3]
        assert [event.seq for event in port.batch(0, 2, 10**6)[1]] == [1, 2]
        journal.submit(lambda writer: writer.wish_epoch("fenced")).result()
        wished = port.state()
        assert (wished.wish, wished.may_open_epoch, wished.granted) == ("fenced", True, None)
        with pytest.raises(PortError):  # without a till nothing is written
            port.acknowledge(1, b"", "", "", "")
        with pytest.raises(PortError):
            port.regress(0, b"")
        with pytest.raises(PortError):
            port.wish_epoch("fenced")
        assert not port.purge((1, 3), 1_800_000_000_000_000)
        assert port.offset() == 0
        assert offset_of(b"rubbish") == offset_of(str(10**18).encode()) == 0
    finally:
        port.close()
    shutil.rmtree(tmp_path / "gone", ignore_errors=True)
    with pytest.raises(JournalError):
        ReadJournal(tmp_path / "gone" / "journal.sqlite")
