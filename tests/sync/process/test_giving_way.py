"""The till goes first: what the sync process asks of the system, and where the till starts it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from pos_client.app.giving_way import NICE, TURN
from pos_client.app.sync_link import SyncLink
from pos_client.db.journal import Journal
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
    print(policy, nice, runtime, flush=True)

give_way()
tell()
later = threading.Thread(target=tell)
later.start()
later.join()
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
    for policy, found, turn in told("SCHED_OTHER"):
        assert (policy, found) == (os.SCHED_BATCH, nice)
        assert turn in {0, TURN}  # 0: a kernel before 6.12
    assert len(told("SCHED_OTHER")) == 2


@linux_alone
def test_whoever_was_given_another_policy_keeps_it() -> None:
    assert {policy for policy, _nice, _turn in told("SCHED_IDLE")} == {os.SCHED_IDLE}


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
