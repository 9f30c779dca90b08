"""The parts by themselves: buckets, lanes, ranges of files, what wants a person, tables of text."""

from __future__ import annotations

import asyncio
import json
import logging
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from msgspec.structs import replace

from sync.central import files, status
from sync.central.http import logs
from sync.central.http.envelope import GoneError, body_of
from sync.central.http.failures import told
from sync.central.http.lanes import Lane, Width
from sync.central.http.limits import MOST_KEPT, Buckets, Limits, Rate, Rates, claimed_register
from sync.central.http.pages.sessions import IDLE, LIFE, MOST, Sessions
from sync.central.identity.operators import Operator
from sync.central.refused import RefusedError
from sync.protocol.base import instant

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_bucket_gives_its_burst_and_fills_again() -> None:
    clock = Clock()
    buckets = Buckets(Rate(0.5, 2), clock)
    assert [buckets.take("a") for _ in range(3)] == [0, 0, 2]
    assert buckets.take("b") == 0
    clock.now = 2.0
    assert [buckets.take("a"), buckets.take("a")] == [0, 2]


def test_buckets_are_bounded() -> None:
    buckets = Buckets(Rate(1, 1), Clock())
    for number in range(MOST_KEPT + 1):
        buckets.take(str(number))
    assert buckets.look("0") == 0  # forgotten, and so full again
    assert buckets.look(str(MOST_KEPT)) == 1


def test_who_fails_to_prove_itself_is_stopped_and_who_did_is_not() -> None:
    limits = Limits(Rates(unproved=Rate(0.1, 2)), Clock())
    assert limits.admit("ip", "r1", is_open=False) == 0
    limits.judged("ip", "r1", is_proved=True)
    for _ in range(3):
        limits.judged("ip", "r9", is_proved=False)
    assert limits.admit("ip", "r9", is_open=False) > 0
    limits.judged("ip", "r1", is_proved=False)  # a neighbour lies in its name
    assert limits.admit("ip", "r1", is_open=False) == 0
    assert limits.admit("other", "r9", is_open=False) == 0


def test_each_register_everybody_and_strangers_have_bounds() -> None:
    limits = Limits(Rates(everybody=Rate(1, 3), register=Rate(1, 2), strangers=Rate(1, 1)), Clock())
    assert [limits.admit("a", "r", is_open=False) > 0 for _ in range(3)] == [False, False, True]
    assert [limits.admit("a", "", is_open=True) > 0 for _ in range(2)] == [False, True]
    assert limits.admit("b", "q", is_open=False) > 0  # everybody's is empty


@pytest.mark.parametrize(
    ("text", "name"), [('omnitill=();keyid="r-1.x"', "r-1.x"), ("", ""), ('keyid="r1"', ""), (';keyid="<a>"', "")]
)
def test_the_claimed_register_is_a_short_name_or_nothing(text: str, name: str) -> None:
    assert claimed_register({"signature-input": text}) == name


def test_a_full_lane_refuses_and_recovers() -> None:
    async def crowd() -> None:
        lane = Lane("test", Width(1, 1))
        gate = threading.Event()
        try:
            first = asyncio.create_task(lane.run(lambda: gate.wait(30)))
            second = asyncio.create_task(lane.run(lambda: "second"))
            await asyncio.sleep(0)
            await asyncio.sleep(0)
            with pytest.raises(RefusedError) as refused:
                await lane.run(lambda: None)
            assert (refused.value.status, refused.value.code) == (503, "busy")
            gate.set()
            assert await first
            assert await second == "second"
            with pytest.raises(ZeroDivisionError):
                await lane.run(lambda: 1 // 0)
            assert lane.held == 0
        finally:
            gate.set()
            lane.close()

    asyncio.run(crowd())


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("bytes=0-0", (206, 0, 1)),
        ("bytes=5-", (206, 5, 10)),
        ("bytes=-3", (206, 7, 10)),
        ("bytes=-99", (206, 0, 10)),
        ("bytes=0-99", (206, 0, 10)),
        ("bytes=10-", (416, 0, 0)),
        ("bytes=-0", (416, 0, 0)),
        ("bytes=5-2", (416, 0, 0)),
        ("bytes=0-1,3-4", (200, 0, 10)),
        ("lines=1-2", (200, 0, 10)),
        ("", (200, 0, 10)),
    ],
)
def test_ranges(asked: str, expected: tuple[int, int, int]) -> None:
    answer = files.answer(Path("a.zst"), 10, {"range": asked} if asked else {})
    assert (answer.status, answer.start, answer.end) == expected


def _row(**values: object) -> status.RegisterRow:
    plain = status.RegisterRow(
        id="r1", name="R", location_id="s1", location="S", state="active", epoch=1, seq=9, pushed_at=instant(NOW),
        seen_at=instant(NOW), version="1", waiting=0, oldest_waiting="", offset=0, free_disk=0, journal="ok", error="",
        held=0, alarms=(),
    )  # fmt: skip
    return replace(plain, **values)


@pytest.mark.parametrize(
    ("values", "codes"),
    [
        ({}, []),
        ({"state": "forked", "alarms": ("forked",)}, ["forked"]),
        ({"alarms": ("gap", "not_parsed")}, ["not_parsed", "gap"]),
        ({"held": 2, "journal": "hash"}, ["quarantine", "journal"]),
        ({"seen_at": instant(NOW - timedelta(hours=1))}, ["silent"]),
        ({"seen_at": ""}, ["silent"]),
        ({"waiting": 1, "oldest_waiting": instant(NOW - timedelta(hours=1))}, ["waits"]),
        ({"waiting": 1, "oldest_waiting": "nonsense"}, ["waits"]),
        ({"offset": -6_000_000, "free_disk": 5, "error": "x"}, ["clock", "disk", "error"]),
        ({"state": "revoked", "held": 3, "seen_at": ""}, []),
        ({"state": "revoked", "alarms": ("rescue", "fork")}, ["fork", "rescue"]),
        ({"state": "new", "seen_at": ""}, []),
    ],
)
def test_what_wants_a_person(values: dict[str, object], codes: list[str]) -> None:
    assert [concern.code for concern in status.concerns_of(_row(**values), NOW)] == codes


def test_the_table_and_the_json_say_the_same() -> None:
    rows = [
        replace(row, concerns=status.concerns_of(row, NOW))
        for row in (
            _row(),
            _row(id="r2", held=3, waiting=2, oldest_waiting=instant(NOW - timedelta(days=2)), free_disk=10**9),
        )
    ]
    lines = status.as_table([*rows, _row(id="r3", seen_at="")], NOW).splitlines()
    assert lines[0].startswith("register")
    assert "2 d" in lines[2]
    assert "quarantine 3" in lines[2]
    assert "never" in lines[3]
    assert json.loads(json.dumps(status.as_json(rows[1])))["concerns"][0]["code"] == "quarantine"


def test_sessions_end_by_themselves() -> None:
    clock = Clock()
    sessions = Sessions(clock)
    operator = Operator("o", "view")
    first = sessions.begin(operator)
    assert sessions.find(first) is not None
    assert sessions.find("") is None
    clock.now = IDLE + 1
    assert sessions.find(first) is None
    kept = sessions.begin(operator)
    while clock.now < LIFE + IDLE:
        clock.now += IDLE - 1
        found = sessions.find(kept)
    assert found is None
    names = [sessions.begin(operator) for _ in range(MOST + 1)]
    assert sessions.find(names[0]) is None
    assert sessions.find(names[-1]) is not None


def test_a_failure_is_told_without_its_values() -> None:
    error = sa.exc.IntegrityError("INSERT INTO event", {"bytes": "secret"}, Exception("constraint failed"))
    assert "secret" not in told(error)
    assert "constraint failed" in told(error)


def test_a_log_line_is_one_line_of_bounded_json() -> None:
    record = logging.LogRecord("of", logging.INFO, "", 0, "a\nb\x1b[31m%s", ("x" * 5_000,), None)
    record.fields = {"path": "/v1\n" + "y" * 500, "ms": 1.5}
    line = logs.JsonFormatter().format(record)
    assert "\n" not in line
    assert "\x1b" not in line
    assert len(json.loads(line)["message"]) == logs.MOST_TEXT
    assert len(json.loads(line)["path"]) == 200
    try:
        int("what")
    except ValueError as error:
        record.exc_info = (ValueError, error, error.__traceback__)
    assert json.loads(logs.JsonFormatter().format(record))["error"].startswith("ValueError: invalid literal")


class Incoming:
    """A body that comes in parts; None is the client going away."""

    def __init__(self, *parts: bytes | None) -> None:
        self._parts = list(parts)

    async def __call__(self) -> dict[str, object]:
        if not self._parts:
            await asyncio.Event().wait()
        part = self._parts.pop(0)
        if part is None:
            return {"type": "http.disconnect"}
        return {"type": "http.request", "body": part, "more_body": True}


@pytest.mark.parametrize(
    ("parts", "code"), [((b"aaa", b"bbb"), "too_large"), ((b"a",), "too_slow")], ids=["too_large", "too_slow"]
)
def test_a_body_is_read_within_its_bounds(parts: tuple[bytes, ...], code: str) -> None:
    with pytest.raises(RefusedError) as refused:
        asyncio.run(body_of(Incoming(*parts), most=5, seconds=0.05))
    assert refused.value.code == code


def test_a_client_that_leaves_is_let_go() -> None:
    with pytest.raises(GoneError):
        asyncio.run(body_of(Incoming(b"a", None)))
