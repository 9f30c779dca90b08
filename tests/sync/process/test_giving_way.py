"""The till goes first: what the sync process asks of the system, where the till starts it, and who runs where."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from pos_client.app.giving_way import NICE, TURN, kept_apart
from pos_client.app.sync_link import SyncLink
from pos_client.db.journal import Journal
from pos_client.runtime.bridge import Bridge
from sync.protocol import signing
from tests.support.running_centre import ROOT
from tests.support.waiting import wait_until

PROGRAM = """
import ctypes, os, platform, struct, threading
from pos_client.app.giving_way import give_way

def tell():
    attributes = ctypes.create_string_buffer(64)
    number = {"x86_64": 315, "aarch64": 275}[platform.machine()]
    assert ctypes.CDLL(None).syscall(number, 0, attributes, 64, 0) == 0
    size, policy, flags, nice, priority, runtime, deadline, period = struct.unpack("=IIQiIQQQ", attributes.raw[:48])
    print(policy, nice, runtime, *sorted(os.sched_getaffinity(0)), flush=True)

give_way()
tell()
later = threading.Thread(target=tell)
later.start()
later.join()
"""

ALONE = """
import os, threading
os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
from pos_client.app.giving_way import give_way, kept_apart

with kept_apart({threading.get_native_id()}):
    print(len(os.sched_getaffinity(0)))
give_way()
print(len(os.sched_getaffinity(0)))
"""

linux_alone = pytest.mark.skipif(sys.platform != "linux", reason="asks Linux's scheduler")


def told(policy: str) -> list[list[int]]:
    """What a process of this policy and its thread are after giving way."""
    program = f"import os\nos.sched_setscheduler(0, os.{policy}, os.sched_param(0))\n{PROGRAM}"
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stderr == ""
    return [[int(word) for word in line.split()] for line in done.stdout.splitlines()]


@linux_alone
def test_it_is_nicer_never_cuts_in_and_lets_everybody_cut_in() -> None:
    nice = min(19, os.getpriority(os.PRIO_PROCESS, 0) + NICE)
    for policy, found, turn, *_processors in told("SCHED_OTHER"):
        assert (policy, found) == (os.SCHED_BATCH, nice)
        assert turn in {0, TURN}  # 0: a kernel before 6.12
    assert len(told("SCHED_OTHER")) == 2


@linux_alone
def test_whoever_was_given_another_policy_keeps_it() -> None:
    assert {policy for policy, *_others in told("SCHED_IDLE")} == {os.SCHED_IDLE}


@linux_alone
def test_it_stays_on_the_last_processor_it_may_use() -> None:
    last = max(os.sched_getaffinity(0))
    assert [processors for _policy, _nice, _turn, *processors in told("SCHED_OTHER")] == [[last], [last]]


@linux_alone
@pytest.mark.skipif(os.cpu_count() == 1, reason="one processor has nothing to share out")
def test_the_tills_two_threads_stay_off_it_while_there_is_a_line(tmp_path: Path) -> None:
    everything = os.sched_getaffinity(0)
    note = tmp_path / "note"
    program = f"""
import os, pathlib, sys
pathlib.Path({str(note)!r}).write_text(repr(os.sched_getaffinity(0)))
sys.stdin.read()
"""
    journal = Journal.open(tmp_path, signing.load_or_create(tmp_path / "register.key"), prefix="P1")
    main = threading.main_thread().native_id
    assert main is not None
    bridge = Bridge(workers=1)
    link = SyncLink(
        tmp_path, journal, lambda _state: None, lambda _feeds: None, command=[sys.executable, "-c", program]
    )
    try:
        wait_until(lambda: note.exists() and note.read_text().endswith("}"), "the process to say where it may run")
        assert note.read_text() == repr(everything)  # chooses for itself, of all
        assert os.sched_getaffinity(main) == os.sched_getaffinity(journal.thread_id) == everything - {max(everything)}
        worked: list[set[int]] = []
        bridge.run(lambda: worked.append(os.sched_getaffinity(0)), lambda _nothing: None)
        wait_until(lambda: worked != [], "the work")
        assert worked == [everything]  # no part in a commit: it runs wherever there is room
    finally:
        link.close()
        bridge.close()
        assert os.sched_getaffinity(main) == os.sched_getaffinity(journal.thread_id) == everything
        journal.close()


@linux_alone
def test_lines_that_overlap_leave_nothing_kept_apart() -> None:
    """The second one begins on a thread that the first one keeps off a processor, and ends later."""
    everything, me = os.sched_getaffinity(0), threading.get_native_id()
    first, second = kept_apart({me}), kept_apart({me})
    entered, go_on, own = threading.Event(), threading.Event(), set[int]()

    def another() -> None:
        with second:
            own.update(os.sched_getaffinity(0))
            entered.set()
            go_on.wait(20)

    thread = threading.Thread(target=another)
    with first:
        os.sched_setaffinity(0, {min(everything)})  # as on two processors, whatever there are
        thread.start()
        assert entered.wait(20)
        assert own == everything
    go_on.set()
    thread.join()
    assert os.sched_getaffinity(0) == everything


@linux_alone
def test_on_a_single_processor_all_stay_where_they_are() -> None:
    done = subprocess.run([sys.executable, "-c", ALONE], cwd=ROOT, capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("1\n1\n", "")


@linux_alone
def test_a_thread_that_has_ended_is_nobodys_trouble() -> None:
    ended = threading.Thread(target=bool)
    ended.start()
    ended.join()
    assert ended.native_id is not None
    with kept_apart({ended.native_id}):
        pass


@linux_alone
def test_it_shares_the_tills_session_but_not_its_group(tmp_path: Path) -> None:
    """Niceness counts within a session; a Ctrl-C goes to a group."""
    note = tmp_path / "note"
    program = (
        "import os, pathlib, sys\n"
        f"pathlib.Path({str(note)!r}).write_text(f'{{os.getsid(0)}} {{os.getpgrp()}} {{os.getpid()}}\\n')\n"
        "sys.stdin.read()\n"
    )
    journal = Journal.open(tmp_path, signing.load_or_create(tmp_path / "register.key"), prefix="P1")
    link = SyncLink(
        tmp_path, journal, lambda _state: None, lambda _feeds: None, command=[sys.executable, "-c", program]
    )
    try:
        wait_until(lambda: note.exists() and note.read_text().endswith("\n"), "the process to say where it is")
        session, group, process = (int(word) for word in note.read_text().split())
        assert session == os.getsid(0)
        assert group == process != os.getpgrp()
    finally:
        link.close()
        journal.close()
