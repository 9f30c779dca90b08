"""Whatever answers: no lane raises, none loops, nothing is acknowledged or applied that is not sound."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from sync.engine.steps import Sleep
from sync.protocol import coding
from sync.protocol.wire import WireResponse
from tests.support.engine_world import FEEDS, World

TYPES = st.sampled_from(["application/json", "application/json; charset=utf-8", "text/html", "", "application/zstd"])
ENCODINGS = st.sampled_from(["", "identity", "zstd", "gzip", "br", "ZSTD"])
STATUS = st.sampled_from([100, 200, 204, 206, 301, 400, 401, 403, 404, 409, 413, 429, 500, 503, 599])
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**70), 2**70) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=6),
    max_leaves=12,
)
REFUSALS = st.fixed_dictionaries(
    {
        "code": st.sampled_from(["fenced", "fork", "gap", "clone", "skew", "revoked", "busy", "too_large", "odd", ""]),
        "time": st.sampled_from(["2026-11-22T10:11:12.123456Z", "9999-12-31T23:59:59.999999Z", "x", ""]),
    },
    optional={"expected_seq": st.integers(-1, 2**64), "retry_after": st.integers(-1, 2**64), "detail": st.text()},
)
ANSWERS = st.fixed_dictionaries(
    {"time": st.just("2026-11-22T10:11:12.123456Z")},
    optional={
        "feeds": st.lists(JSON, max_size=3),
        "feed": st.sampled_from([*FEEDS, "odd"]),
        "generation": st.integers(-1, 3),
        "position": st.integers(-1, 99),
        "tag": st.sampled_from(["", "0" * 16, "x"]),
        "rows": st.lists(st.tuples(st.text(max_size=3), st.integers(0, 9), JSON), max_size=3),
        "done": st.booleans(),
        "ack": st.fixed_dictionaries({"data": st.text(max_size=20), "signature": st.just("00" * 64)}),
        "grant": st.fixed_dictionaries({"data": st.text(max_size=20), "signature": st.just("00" * 64)}),
        "token": st.text(max_size=70),
        "name": st.sampled_from(["a", "../../etc/passwd", ""]),
        "version": st.integers(0, 3),
        "size": st.integers(-1, 2**40),
        "plain_size": st.integers(0, 2**40),
        "sha256": st.just("0" * 64),
        "bucket": st.integers(0, 300),
        "checksum": st.just("0" * 16),
    },
)


@st.composite
def responses(draw: st.DrawFn) -> WireResponse:
    """An answer of anybody: noise, JSON of any shape, refusals and messages that are nearly right."""
    import msgspec  # noqa: PLC0415

    value = draw(st.one_of(JSON, REFUSALS, ANSWERS))
    try:
        body = msgspec.json.encode(value)
    except (OverflowError, UnicodeEncodeError, msgspec.MsgspecError):
        body = b"[]"
    body = draw(st.one_of(st.just(body), st.binary(max_size=80), st.just(body[: len(body) // 2])))
    encoding = draw(ENCODINGS)
    if encoding.lower() in {"zstd", "gzip"} and draw(st.booleans()):
        body = coding.pack(body + b" " * 600, encoding.lower())[0]
    headers = {"content-type": draw(TYPES), "content-encoding": encoding}
    if draw(st.booleans()):
        headers["retry-after"] = draw(st.sampled_from(["5", "-1", "1e9", "99999999999", "soon", "٣"]))
    return WireResponse(draw(STATUS), headers, body)


@given(st.lists(st.tuples(st.integers(0, 2), responses()), min_size=1, max_size=12))
def test_no_answer_breaks_a_lane(answers: list[tuple[int, WireResponse]]) -> None:
    with tempfile.TemporaryDirectory() as directory:
        world = World(Path(directory))
        for feed in FEEDS[:3]:
            world.replica.stand(feed, 1)
        world.core.start_anew(FEEDS[3])
        world.core.repair(FEEDS[1], (3,))
        world.journal.sell(3)
        lanes = (world.engine.push, world.engine.live, world.engine.download)
        for which, response in answers:
            lane = lanes[which]
            step = lane.next(world.now)
            if isinstance(step, Sleep):
                world.steady = max(world.steady, min(step.until, world.steady + 1_000.0))
                continue
            world.steady += 0.02
            lane.answered(world.now, response)
            world.core.state(world.now)
        assert world.journal.now.acknowledged_seq == 0
        assert world.journal.opened == []
        assert world.replica.installed == []
