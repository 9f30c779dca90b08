from __future__ import annotations

import threading

import pytest

from pos_client.devices.ports import BadRead, DeviceState, DeviceStatus, Scan, Symbology
from pos_client.devices.scanner.scan_queue import CAPACITY, ScanQueue


def scan(number: int, scanner: str = "s") -> Scan:
    return Scan(f"{number}", Symbology.UNKNOWN, scanner, number)


def test_full_queue_says_once_that_reads_were_lost_and_goes_on_after_draining() -> None:
    queue = ScanQueue()
    for number in range(CAPACITY + 50):
        queue(scan(number))
    events = queue.drain()
    assert events == [*(scan(n) for n in range(CAPACITY)), BadRead("queue_full", "s", str(CAPACITY))]
    assert queue.lost == 50
    queue(scan(1))
    assert queue.drain() == [scan(1)]
    assert queue.drain() == []


def test_newest_status_of_a_device_wins_and_takes_no_place_of_a_read() -> None:
    queue = ScanQueue(capacity=2)
    gone = DeviceStatus("scanner", "s", DeviceState.FAILED, "unplugged")
    back = DeviceStatus("scanner", "s", DeviceState.OK)
    other = DeviceStatus("scanner", "t", DeviceState.OK)
    queue(scan(1))
    for _ in range(100):
        queue(gone)
    queue(back)
    queue(other)
    queue(scan(2))
    assert queue.drain() == [back, other, scan(1), scan(2)]


def test_notified_once_each_time_it_stops_being_empty() -> None:
    calls: list[int] = []
    queue = ScanQueue(lambda: calls.append(1))
    queue(scan(1))
    queue(scan(2))
    assert len(calls) == 1
    queue.drain()
    queue(DeviceStatus("scanner", "s", DeviceState.OK))
    queue(scan(3))
    assert len(calls) == 2


def test_four_threads_lose_and_double_nothing() -> None:
    ready = threading.Event()
    queue = ScanQueue(ready.set, capacity=100_000)
    got: list[object] = []

    def put(name: str) -> None:
        for number in range(2_000):
            queue(scan(number, name))

    threads = [threading.Thread(target=put, args=(f"s{i}",)) for i in range(4)]
    for thread in threads:
        thread.start()
    while len(got) < 8_000:
        assert ready.wait(15)
        ready.clear()
        got += queue.drain()
    for thread in threads:
        thread.join()
    for i in range(4):
        assert [e.sequence for e in got if isinstance(e, Scan) and e.scanner == f"s{i}"] == list(range(2_000))


def test_a_queue_without_room_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one"):
        ScanQueue(capacity=0)
