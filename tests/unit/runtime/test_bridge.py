"""The bridge: results on the main thread, in order; errors to whoever asked, else told; nothing after the close."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import Future

import pytest
from pytestqt.qtbot import QtBot

from pos_client.runtime.bridge import Bridge


@pytest.fixture
def bridge(qtbot: QtBot) -> Iterator[Bridge]:
    bridge = Bridge()
    yield bridge
    bridge.close()


def test_work_runs_elsewhere_and_its_result_comes_to_the_main_thread(bridge: Bridge, qtbot: QtBot) -> None:
    seen: list[tuple[bool, bool]] = []
    main = threading.current_thread()

    def work() -> bool:
        return threading.current_thread() is main

    bridge.run(work, lambda worked_here: seen.append((worked_here, threading.current_thread() is main)))
    qtbot.waitUntil(lambda: bool(seen))
    assert seen == [(False, True)]


def test_posts_of_one_thread_arrive_in_order(bridge: Bridge, qtbot: QtBot) -> None:
    seen: list[int] = []
    listener = bridge.listener(seen.append)

    def work() -> None:
        for number in range(200):
            listener(number)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert seen == []  # nothing runs in the midst of what the main thread is doing
    qtbot.waitUntil(lambda: len(seen) == 200)
    assert seen == list(range(200))


def test_an_error_goes_to_whoever_asked_for_it(bridge: Bridge, qtbot: QtBot) -> None:
    seen: list[Exception] = []
    told: list[object] = []
    bridge.failed.connect(told.append)

    def work() -> None:
        raise ValueError("x")

    bridge.run(work, lambda _none: None, seen.append)
    qtbot.waitUntil(lambda: bool(seen))
    assert [type(error) for error in seen] == [ValueError]
    assert told == []


def test_an_error_that_nobody_asked_for_is_told(bridge: Bridge, qtbot: QtBot) -> None:
    def work() -> None:
        raise ValueError("x")

    with qtbot.waitSignal(bridge.failed) as blocker:
        bridge.run(work, lambda _none: None)
    assert isinstance(blocker.args[0], ValueError)


def test_a_future_that_is_done_already_is_delivered_later_all_the_same(bridge: Bridge, qtbot: QtBot) -> None:
    future: Future[int] = Future()
    future.set_result(7)
    seen: list[int] = []
    bridge.deliver(future, seen.append)
    assert seen == []
    qtbot.waitUntil(lambda: seen == [7])


def test_after_the_close_nothing_is_delivered_and_waiting_work_never_runs(
    qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    bridge = Bridge(workers=1)
    entered, leave = threading.Event(), threading.Event()
    seen: list[str] = []

    def work() -> str:
        entered.set()
        leave.wait(10)
        return "first"

    bridge.run(work, seen.append)
    bridge.run(lambda: "never", seen.append)
    assert entered.wait(10)
    bridge.post(lambda: seen.append("posted before"))
    threading.Timer(0.05, leave.set).start()
    bridge.close()
    bridge.post(lambda: seen.append("posted after"))
    qtbot.wait(50)
    assert seen == []
    assert caplog.records == []
