"""The patience for a head is not that for an answer: a wait is held as long as it asks, by a centre in a hurry."""

from __future__ import annotations

import contextlib
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from sync.protocol import messages, wire
from tests.support.running_centre import Centre, running_centre
from tests.support.wire_machine import Machine, trusting


@pytest.fixture
def hasty(tmp_path: Path) -> Iterator[Centre]:
    """A centre by TLS that waits a second for a head."""
    with running_centre(tmp_path, arguments=("hasty",)) as running:
        yield running


@pytest.mark.invariant(15)
def test_a_wait_outlives_the_patience_for_a_head(hasty: Centre) -> None:
    with httpx.Client(verify=trusting(hasty), timeout=60) as client:
        machine = Machine(hasty, "r1", client)
        machine.enrol()
        wait = messages.WaitRequest(cursors=(machine.cursor("store:s1"),), seconds=3)
        for _ in range(2):  # the second on the same connection
            begun = time.monotonic()
            assert machine.post(wire.WAIT, wait).status_code == 200
            assert time.monotonic() - begun >= 2.5


def test_a_line_that_sends_nothing_but_line_ends_is_ended(tmp_path: Path) -> None:
    with (
        running_centre(tmp_path, plain=True, arguments=("hasty",)) as centre,
        socket.create_connection(("127.0.0.1", centre.port), timeout=20) as line,
    ):
        line.sendall(b"GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n")
        found = b""
        while not found.endswith(b"ok\n"):
            found += line.recv(65_536)
        line.sendall(b"\r\n")
        with contextlib.suppress(ConnectionResetError):
            assert line.recv(65_536) == b""
