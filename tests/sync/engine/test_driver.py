"""The driver: threads, wake-ups, faults of our own, and an end that leaves nothing behind."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sync.central.identity import Authority
from sync.engine.driver import Driver, read_clocks
from sync.engine.http import Http, trusting
from sync.engine.ports import JournalState
from sync.engine.serial import SerialReplica
from sync.engine.status import Phase, SyncState
from sync.engine.trouble import Trouble
from sync.protocol import coding
from sync.protocol.messages import Message, StockAnswer
from tests.support.engine_world import FEEDS, World
from tests.support.tls_server import Server, leaf, serving
from tests.support.waiting import wait_until


class Line:
    """A driver on a real connection to a server that answers as `answers` says, by path; a path not there hangs."""

    def __init__(self, world: World, authority: Authority, tmp_path: Path) -> None:
        self.world = world
        self.answers: dict[bytes, Message] = {}
        self.states: list[SyncState] = []
        self._serving = serving(leaf(authority, tmp_path, datetime.now(UTC)), self._answer)
        self.server: Server = self._serving.__enter__()
        http = Http(self.server.address, trusting(authority.certificate_pem))
        self.driver = Driver(world.engine, http, self.states.append)

    def _answer(self, one: ssl.SSLSocket, head: bytes) -> None:
        path = head.split(b" ", 2)[1]
        length = int(
            next(line.split(b":")[1] for line in head.split(b"\r\n") if line.lower().startswith(b"content-length"))
        )
        body = head.split(b"\r\n\r\n", 1)[1]
        while len(body) < length:
            body += one.recv(65_536)
        message = self.answers.get(path)
        if message is None:
            one.recv(1)
            return
        data = coding.encode(message)
        one.sendall(
            b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n" % len(data) + data
        )

    def close(self) -> None:
        self._serving.__exit__(None, None, None)


@pytest.fixture
def line(tmp_path: Path) -> Iterator[Line]:
    world = World(tmp_path)
    for feed in FEEDS:
        world.replica.stand(feed, 1)
    made = Line(world, Authority.create(tmp_path / "authority", "Chain", datetime.now(UTC)), tmp_path)
    yield made
    made.close()


def test_lanes_run_wake_tell_and_end(line: Line) -> None:
    world = line.world
    line.driver.start()
    world.journal.sell(2)
    line.answers[b"/v1/push"] = world.ack(2)
    line.driver.wake("push")
    wait_until(lambda: world.journal.now.acknowledged_seq == 2, "pushed")
    wait_until(lambda: line.states and line.states[-1].acknowledged_seq == 2, "told")
    assert line.states[-1].phase is Phase.ONLINE
    assert len({state.since for state in line.states}) == len({state.phase for state in line.states})
    assert line.driver.stop()


def test_a_question_has_its_answer_or_its_end(line: Line) -> None:
    told: list[StockAnswer | Trouble] = []
    line.driver.start()
    line.world.engine.ask.ask("milk", told.append)  # nobody answers it
    wait_until(lambda: any(b"/v1/stock" in head for head in line.server.heads), "asked")
    assert line.driver.stop()
    assert [one.code for one in told if isinstance(one, Trouble)] == ["stopped"]


def test_a_fault_of_ours_parks_one_lane_visibly(line: Line, caplog: pytest.LogCaptureFixture) -> None:
    class Broken:
        """A journal whose reading is a bug."""

        def state(self) -> JournalState:
            raise ZeroDivisionError("a fault")

    good = line.world.core.ports
    line.world.core.note_journal(good.journal.state())
    line.world.core.ports = type(good)(Broken(), good.replica)  # type: ignore[arg-type]
    line.driver.start()
    wait_until(lambda: line.states and line.states[-1].error == "internal_error", "it is told")
    assert line.states[-1].phase is Phase.ALARM
    assert "a fault" in caplog.text
    assert line.driver.stop()


def test_an_end_before_the_line_is_up(tmp_path: Path) -> None:
    world = World(tmp_path)
    authority = Authority.create(tmp_path / "authority", "Chain", datetime.now(UTC))
    driver = Driver(world.engine, Http("https://127.0.0.1:1", trusting(authority.certificate_pem)), lambda _state: None)
    world.journal.sell()
    driver.start()
    wait_until(lambda: world.core.state(read_clocks()).phase is Phase.OFFLINE, "it is offline")
    assert driver.stop()


def test_a_thread_that_does_not_end_is_told(line: Line) -> None:
    hold, inside = threading.Event(), threading.Event()

    def stuck(_state: SyncState) -> None:
        inside.set()
        hold.wait()

    driver = Driver(line.world.engine, line.driver._http, stuck)
    driver.start()
    inside.wait(10)
    assert not driver.stop(0.1)
    hold.set()
    assert driver.stop()


def test_the_clocks_go_on() -> None:
    first, second = read_clocks(), read_clocks()
    assert second.steady >= first.steady
    assert abs(second.wall / 1e6 - datetime.now(UTC).timestamp()) < 60


def test_a_replica_is_asked_by_one_thread_at_a_time(tmp_path: Path) -> None:
    world = World(tmp_path)
    world.replica.stand("stock:L1", 1)
    inside = threading.Semaphore(1)
    clashes: list[int] = []

    class Watching:
        def __getattr__(self, name: str) -> object:
            real = getattr(world.replica, name)

            def call(*positional: object, **named: object) -> object:
                if not inside.acquire(blocking=False):
                    clashes.append(1)
                    return real(*positional, **named)
                try:
                    return real(*positional, **named)
                finally:
                    inside.release()

            return call

    serial = SerialReplica(Watching())  # type: ignore[arg-type]

    def work() -> None:
        for _ in range(300):
            serial.cursors()
            serial.check_some("stock:L1")
            serial.take_effect(1)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert clashes == []
