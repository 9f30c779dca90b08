"""A line that sends whole requests twice, and one that is slow: nothing is doubled, and the proxy does what it says."""

from __future__ import annotations

import copy
import socket
import time
from pathlib import Path

import httpx
import pytest

from sync.protocol import messages, wire
from tests.support.fault_proxy import DOWN, FaultProxy, Weather
from tests.support.lined_register import asked
from tests.support.running_centre import running_centre
from tests.support.waiting import wait_until
from tests.support.wire_machine import Machine

PUSHES = 20


@pytest.mark.invariant(2)
@pytest.mark.invariant(14)
def test_requests_that_the_line_repeats_change_nothing(tmp_path: Path) -> None:
    with (
        running_centre(tmp_path, plain=True) as centre,
        FaultProxy(centre.port, seed=3, weather=Weather(repeat=1.0)) as line,
        httpx.Client(timeout=60) as client,
    ):
        told = copy.copy(centre)
        told.port = line.port
        machine = Machine(told, "r1", client)
        machine.enrol()
        for _ in range(PUSHES):
            machine.push()
            pull = messages.PullRequest(cursors=(messages.Cursor(feed="stock:s1"),))
            assert machine.post(wire.PULL, pull).status_code == 200
        sent = 1 + 2 * PUSHES
        wait_until(lambda: line.happened["repeat"] == sent, "each was repeated")
        answers = {"repeat 200", "repeat 409", "repeat 503", "repeat unanswered"}
        wait_until(lambda: sum(line.happened[name] for name in answers) == sent, f"all answered: {line.happened}", 30)
        assert line.happened["repeat 200"] >= sent // 2
        assert asked(centre, "SELECT count(*), max(seq) FROM event WHERE register_id = 'r1'") == [(PUSHES, PUSHES)]
        assert asked(centre, "SELECT count(*) FROM fork_event") == [(0,)]
        assert asked(centre, "SELECT count(*) FROM register_epoch WHERE register_id = 'r1'") == [(1,)]


def test_a_line_is_as_slow_as_it_says_and_ends_when_told() -> None:
    size, rate = 400_000, 1_000_000.0
    with (
        socket.create_server(("127.0.0.1", 0)) as far,
        FaultProxy(far.getsockname()[1], weather=Weather(rate=rate)) as line,
        socket.create_connection(("127.0.0.1", line.port), timeout=20) as near,
    ):
        there, _address = far.accept()
        with there:
            begun = time.monotonic()
            near.sendall(b"x" * size)
            got = 0
            while got < size:
                got += len(there.recv(65_536))
            assert time.monotonic() - begun >= 0.9 * size / rate
            line.weather = DOWN
            line.cut_all()
            with pytest.raises(ConnectionResetError):
                near.recv(1)
