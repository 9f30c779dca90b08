from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path

import pytest

from pos_client.devices.ports import BadRead, DeviceState, DeviceStatus, Scan, Symbology
from pos_client.devices.scanner import Framing, ScannerSettings, ScanQueue, SerialScanner
from pos_client.devices.scanner.serial_scanner import serial_port
from pos_client.devices.simulators.scanner import ScannerSimulator
from pos_client.devices.transport import Transport
from tests.devices.scanner.leaks import PATIENCE, Recorder

Event = Scan | BadRead | DeviceStatus


def quick(name: str, path: Path, framing: Framing | None = None, **more: object) -> ScannerSettings:
    options = {"first_retry_ms": 10, "longest_retry_ms": 40, **more}
    return ScannerSettings(name, str(path), framing=framing or Framing(), **options)  # type: ignore[arg-type]


@contextmanager
def reading(settings: ScannerSettings) -> Iterator[Recorder[Event]]:
    scanner = SerialScanner(settings)
    seen: Recorder[Event] = Recorder()
    scanner.start(seen)
    try:
        yield seen
    finally:
        scanner.stop()


def scans(events: list[Event]) -> list[Scan]:
    return [e for e in events if isinstance(e, Scan)]


def bad(events: list[Event]) -> list[BadRead]:
    return [e for e in events if isinstance(e, BadRead)]


def states(events: list[Event]) -> list[tuple[DeviceState, str]]:
    return [(e.state, e.code) for e in events if isinstance(e, DeviceStatus)]


def count(n: int) -> Callable[[list[Event]], bool]:
    return lambda events: len(scans(events)) >= n


def last_state(state: DeviceState, code: str = "") -> Callable[[list[Event]], bool]:
    return lambda events: states(events)[-1:] == [(state, code)]


UP = last_state(DeviceState.OK)
GONE = last_state(DeviceState.FAILED, "unplugged")


def test_scans_split_bytewise_and_glued_arrive_once_in_order_with_numbers(tmp_path: Path) -> None:
    path = tmp_path / "scanner"
    with ScannerSimulator(path, suffix=b"\r\n") as sim, reading(quick("till", path)) as seen:
        seen.wait(UP, "port")
        sim.scan("]E04601234567893", piece=1)
        sim.write(b"5901234123457\r\n5901234123457\r\n]d20104601234567893\x1d10A\r\n")
        sim.scan("0104601234567893", piece=5)
        events = seen.wait(count(5), "five scans")
    assert [(s.text, s.sequence) for s in scans(events)] == [
        ("4601234567893", 1),
        ("5901234123457", 2),
        ("5901234123457", 3),  # two units of one product are two reads
        ("0104601234567893\x1d10A", 4),
        ("0104601234567893", 5),
    ]
    assert scans(events)[3].symbology is Symbology.GS1_DATA_MATRIX
    assert {s.scanner for s in scans(events)} == {"till"}
    assert bad(events) == []


def test_a_silence_ends_a_read_without_suffix(tmp_path: Path) -> None:
    path = tmp_path / "scanner"
    framing = Framing(terminators=(), idle_gap_ms=20)
    with ScannerSimulator(path, suffix=b"") as sim, reading(quick("till", path, framing)) as seen:
        seen.wait(UP, "port")
        sim.scan("4601234567893")
        seen.wait(count(1), "scan")
        sim.scan("5901234123457")
        events = seen.wait(count(2), "scan")
    assert [s.text for s in scans(events)] == ["4601234567893", "5901234123457"]


def test_missing_suffix_is_reported_and_not_joined_to_the_next_read(tmp_path: Path) -> None:
    path = tmp_path / "scanner"
    framing = Framing(stale_ms=60)
    with ScannerSimulator(path) as sim, reading(quick("till", path, framing)) as seen:
        seen.wait(UP, "port")
        sim.write(b"4601234567893")
        seen.wait(lambda e: len(bad(e)) == 1, "report")
        sim.scan("5901234123457")
        events = seen.wait(count(1), "scan")
    assert bad(events) == [BadRead("no_terminator", "till", "4601234567893")]
    assert [s.text for s in scans(events)] == ["5901234123457"]


def test_unplugged_and_plugged_in_again_many_times(tmp_path: Path) -> None:
    path = tmp_path / "scanner"
    sim = ScannerSimulator(path)
    with reading(quick("till", path)) as seen:
        seen.wait(GONE, "report of a scanner that is not there")
        for number in range(1, 6):
            sim.plug()
            seen.wait(UP, "port")
            sim.scan(f"460{number}")
            seen.wait(count(number), "scan")
            sim.unplug()
            seen.wait(GONE, "unplugged")
        events = list(seen.events)
    assert [(s.text, s.sequence) for s in scans(events)] == [(f"460{n}", n) for n in range(1, 6)]
    assert states(events) == [
        (DeviceState.FAILED, "unplugged"),
        *[(DeviceState.OK, ""), (DeviceState.FAILED, "unplugged")] * 5,
    ]


def test_read_cut_off_by_unplugging_is_reported_not_completed_later(tmp_path: Path) -> None:
    path = tmp_path / "scanner"
    with ScannerSimulator(path) as sim, reading(quick("till", path)) as seen:
        seen.wait(UP, "port")
        sim.scan("first")
        sim.write(b"46012")
        seen.wait(count(1), "scan")
        assert sim.wait_until_read()
        sim.unplug()
        seen.wait(GONE, "unplugged")
        sim.plug()
        seen.wait(UP, "port")
        sim.scan("34567893")
        events = seen.wait(count(2), "scan")
    assert [s.text for s in scans(events)] == ["first", "34567893"]
    assert bad(events) == [BadRead("unplugged", "till", "46012")]


def test_two_scanners_at_once_do_not_mix(tmp_path: Path) -> None:
    left, right = tmp_path / "left", tmp_path / "right"
    with (
        ScannerSimulator(left) as sim_left,
        ScannerSimulator(right) as sim_right,
        reading(quick("left", left)) as seen_left,
        reading(quick("right", right)) as seen_right,
    ):
        seen_left.wait(UP, "left port")
        seen_right.wait(UP, "right port")
        threads = [
            threading.Thread(target=lambda s=sim, n=name: [s.scan(f"{n}{i}", piece=3) for i in range(50)])
            for sim, name in ((sim_left, "left"), (sim_right, "right"))
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        got_left = scans(seen_left.wait(count(50), "50 scans"))
        got_right = scans(seen_right.wait(count(50), "50 scans"))
    assert [(s.scanner, s.text, s.sequence) for s in got_left] == [("left", f"left{i}", i + 1) for i in range(50)]
    assert [(s.scanner, s.text, s.sequence) for s in got_right] == [("right", f"right{i}", i + 1) for i in range(50)]


def test_one_path_is_opened_once_and_taken_over_when_free(tmp_path: Path) -> None:
    path, other_name = tmp_path / "scanner", tmp_path / "other-name"
    other_name.symlink_to(path)
    with ScannerSimulator(path) as sim:
        with reading(quick("first", path)) as first:
            first.wait(UP, "port")
            with reading(quick("second", other_name)) as second:
                second.wait(last_state(DeviceState.FAILED, "busy"), "busy")
                sim.scan("4601")
                first.wait(count(1), "scan")
            assert scans(second.events) == []
        with reading(quick("third", path)) as third:
            third.wait(UP, "port")
            sim.scan("4602")
            assert scans(third.wait(count(1), "scan"))[0].sequence == 1


def test_a_line_that_cannot_be_set_is_told_and_waits(tmp_path: Path) -> None:
    path = tmp_path / "scanner"
    with ScannerSimulator(path), reading(quick("till", path, bytesize=7, parity="E")) as seen:
        # A pty refuses 7E1 (termios.error); where the kernel takes it, the port is simply open.
        events = seen.wait(lambda e: bool(states(e)), "status")
    assert states(events)[0] in {(DeviceState.FAILED, "bad_settings"), (DeviceState.OK, "")}


def test_path_that_is_no_port(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"not a port")
    with reading(quick("till", path)) as seen:
        events = seen.wait(lambda e: bool(states(e)), "status")
    assert states(events)[0][0] is DeviceState.FAILED


def test_ten_megabytes_without_end_give_one_bad_read_and_the_next_scan_works(tmp_path: Path) -> None:
    path = tmp_path / "scanner"
    with ScannerSimulator(path) as sim, reading(quick("till", path)) as seen:
        seen.wait(UP, "port")
        block = b"7" * 1_000_000
        for _ in range(10):
            sim.write(block)
        sim.write(b"\r")
        sim.scan("4601234567893")
        events = seen.wait(count(1), "scan")
    assert bad(events) == [BadRead("too_long", "till", "7" * 32)]
    assert [s.text for s in scans(events)] == ["4601234567893"]


def test_random_bytes_never_stop_the_reader(tmp_path: Path) -> None:
    path = tmp_path / "scanner"
    noise = random.Random(20240611)
    with ScannerSimulator(path) as sim, reading(quick("till", path)) as seen:
        seen.wait(UP, "port")
        for _ in range(200):
            sim.write(noise.randbytes(noise.randrange(1, 400)))
        sim.write(b"\r")
        sim.scan("the end")
        seen.wait(lambda events: any(isinstance(e, Scan) and e.text == "the end" for e in events), "last scan")


def test_pauses_between_attempts_grow_to_the_longest(tmp_path: Path) -> None:
    path = tmp_path / "scanner"
    chosen = quick("till", path, first_retry_ms=10, longest_retry_ms=80)
    attempts: Recorder[float] = Recorder()

    def counted(asked: ScannerSettings) -> Transport:
        attempts(time.monotonic())
        return serial_port(asked)

    scanner = SerialScanner(chosen, make_port=counted)
    seen: Recorder[Event] = Recorder()
    scanner.start(seen)
    try:
        times = attempts.wait(lambda t: len(t) >= 6, "six attempts")
        pauses = [round((b - a) * 1_000) for a, b in pairwise(times)]
        assert all(pause >= least for pause, least in zip(pauses, (10, 20, 40, 80, 80), strict=False)), pauses
        with ScannerSimulator(path):
            seen.wait(UP, "port")
    finally:
        scanner.stop()


def test_stopping_is_prompt_and_starting_again_keeps_counting(tmp_path: Path) -> None:
    path = tmp_path / "scanner"
    scanner = SerialScanner(quick("till", path))
    scanner.stop()  # harmless before the start
    with ScannerSimulator(path) as sim:
        for number in (1, 2):
            seen: Recorder[Event] = Recorder()
            scanner.start(seen)
            scanner.start(seen)  # harmless while running
            seen.wait(UP, "port")
            sim.scan("4601")
            assert [s.sequence for s in scans(seen.wait(count(1), "scan"))] == [number]
            scanner.stop()


def test_reads_reach_the_main_thread_through_the_queue(tmp_path: Path) -> None:
    path = tmp_path / "scanner"
    ready = threading.Event()
    queue = ScanQueue(ready.set)
    scanner = SerialScanner(quick("till", path))
    got: list[Event] = []
    with ScannerSimulator(path) as sim:
        scanner.start(queue)
        try:
            while len(scans(got)) < 20:
                assert ready.wait(PATIENCE)
                ready.clear()
                for event in queue.drain():
                    got.append(event)
                    if isinstance(event, DeviceStatus) and event.state is DeviceState.OK:
                        for i in range(20):
                            sim.scan(f"460{i}", piece=2)
        finally:
            scanner.stop()
    assert [s.text for s in scans(got)] == [f"460{i}" for i in range(20)]
    assert queue.lost == 0


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""},
        {"name": "a\nb"},
        {"port": ""},
        {"port": "a\0b"},
        {"baudrate": 9601},
        {"bytesize": 9},
        {"parity": "X"},
        {"stopbits": 3},
        {"first_retry_ms": 0},
        {"longest_retry_ms": 50},
    ],
)
def test_impossible_settings_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        ScannerSettings(**({"name": "s", "port": "/dev/x"} | wrong))  # type: ignore[arg-type]
