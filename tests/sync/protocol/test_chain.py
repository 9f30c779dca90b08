from __future__ import annotations

import hashlib
import uuid
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sync.protocol import chain
from sync.protocol.chain import ChainError, Header
from sync.protocol.events import instant, parse_instant

NOW = datetime(2026, 11, 22, 10, 11, 12, 345678, tzinfo=UTC)
GENESIS = chain.genesis_hash("PL02", 1)
HEADER = Header(
    register="PL02",
    epoch=1,
    seq=7,
    id="01a200f0-c449-71c6-a812-c5b3d0cc676e",
    type="login",
    version=1,
    at=instant(NOW),
    previous=GENESIS.hex(),
)
BODY = b'{"how":"name","staff_id":"maria"}'


def test_hash_is_what_the_specification_says() -> None:
    data, digest = chain.seal(HEADER, BODY)
    head = (
        '{"at":"2026-11-22T10:11:12.345678Z","epoch":1,"id":"01a200f0-c449-71c6-a812-c5b3d0cc676e","previous":"'
        + GENESIS.hex()
        + '","register":"PL02","seq":7,"type":"login","version":1}'
    ).encode()
    assert data == b"[" + head + b"," + BODY + b"]"
    expected = hashlib.sha256(b"omnitill.journal.event.1")
    expected.update(GENESIS)
    for part in (head, BODY):
        expected.update(len(part).to_bytes(4, "big") + part)
    assert digest == expected.digest()
    assert hashlib.sha256(b'omnitill.journal.genesis.1{"epoch":1,"register":"PL02"}').digest() == GENESIS


def test_an_event_opens_to_what_was_sealed() -> None:
    data, digest = chain.seal(HEADER, BODY)
    assert chain.open_event(data) == (HEADER, BODY, digest)


def test_genesis_differs_by_register_and_epoch() -> None:
    assert len({chain.genesis_hash(register, epoch) for register in ("a", "b") for epoch in (1, 2)}) == 4


def test_moving_bytes_between_header_and_body_changes_the_hash() -> None:
    assert chain.event_hash(GENESIS, b"ab", b"c") != chain.event_hash(GENESIS, b"a", b"bc")


@settings(max_examples=300)
@given(st.integers(0, 10_000), st.integers(0, 255))
def test_every_changed_byte_is_refused_or_changes_the_hash(place: int, byte: int) -> None:
    data, digest = chain.seal(HEADER, BODY)
    changed = bytearray(data)
    changed[place % len(data)] = byte
    try:
        _header, _body, other = chain.open_event(bytes(changed))
    except ChainError:
        return
    assert (other == digest) == (bytes(changed) == data)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"[]",
        b"[{},{}]",
        b"{}",
        b"[" * 100_000,
        chain.seal(HEADER, BODY)[0].replace(b"[{", b"[ {"),
        chain.seal(HEADER, BODY)[0].replace(b'"seq":7', b'"seq":7.0'),
        chain.seal(HEADER, BODY)[0].replace(GENESIS.hex().encode(), b"00"),
        chain.seal(HEADER, BODY)[0].replace(GENESIS.hex().encode(), b"zz" * 32),
        chain.seal(HEADER, BODY)[0][:-1] + b",1]",
        b"\xff\xfe",
    ],
)
def test_what_is_no_event_is_refused(data: bytes) -> None:
    with pytest.raises(ChainError):
        chain.open_event(data)


def test_event_ids_are_uuid_version_7_of_their_time() -> None:
    ids = [chain.new_event_id(NOW) for _ in range(100)]
    assert len(set(ids)) == 100
    for text in ids:
        value = uuid.UUID(text)
        assert str(value) == text
        assert (value.version, value.variant) == (7, uuid.RFC_4122)
        assert value.int >> 80 == int(NOW.timestamp() * 1000)


@given(st.datetimes(datetime(1970, 1, 1), datetime(2200, 1, 1)), st.integers(-14, 14))  # noqa: DTZ001
def test_instants_keep_their_moment(naive: datetime, hours: int) -> None:
    moment = naive.replace(tzinfo=timezone(timedelta(hours=hours)))
    assert parse_instant(instant(moment)) == moment
    assert len(instant(moment)) == 27


def test_naive_and_foreign_instants_are_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        instant(datetime(2026, 1, 1))  # noqa: DTZ001
    for text in ("", "2026-11-22T10:11:12.345678+00:00", "2026-11-22T10:11:12Z", "x" * 26 + "Z"):
        with pytest.raises(ValueError, match=r".*"):
            parse_instant(text)
