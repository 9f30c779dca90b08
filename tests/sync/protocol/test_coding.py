"""Bodies as they travel: packed, bounded, read in one way."""

from __future__ import annotations

import gzip
import json
import tracemalloc
import zlib

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from sync.protocol import coding
from sync.protocol.coding import CodingError
from sync.protocol.messages import Refusal, StockRequest

DATA = json.dumps({"rows": list(range(1_000))}).encode()
REFUSAL = Refusal(code="gap", time="2026-11-22T10:11:12.000000Z", expected_seq=7, detail="x" * 200)


def code_of(body: bytes, encoding: str, most: int = 100_000) -> str:
    with pytest.raises(CodingError) as caught:
        coding.unpack(body, encoding, most=most)
    return caught.value.code


def test_the_best_way_that_both_know_is_taken() -> None:
    body, encoding = coding.pack(DATA)
    assert (encoding, zstandard.ZstdDecompressor().decompress(body)) == ("zstd", DATA)
    body, encoding = coding.pack(DATA, "deflate, GZIP;q=0.5, zstd;q=0")
    assert (encoding, gzip.decompress(body)) == ("gzip", DATA)
    assert coding.pack(DATA, "br") == (DATA, "identity")
    assert coding.pack(DATA, "") == (DATA, "identity")
    assert coding.pack(b"short") == (b"short", "identity")


def test_what_was_packed_is_read_back() -> None:
    for accepted in ("zstd", "gzip", ""):
        body, encoding = coding.pack(DATA, accepted)
        assert coding.unpack(body, encoding) == DATA
    assert coding.unpack(gzip.compress(DATA), "x-gzip") == DATA
    assert coding.unpack(DATA, " Identity ") == DATA
    stream = zstandard.ZstdCompressor().compressobj()
    assert coding.unpack(stream.compress(DATA) + stream.flush(), "ZSTD") == DATA  # without its size


@pytest.mark.parametrize("name", ["zstd", "gzip"])
def test_what_is_cut_damaged_or_added_to_is_refused(name: str) -> None:
    body = coding.pack(DATA, name)[0]
    for bad in (body[:-1], body[:5], b"", body + b"x", body + body, b"\0" * 40):
        assert code_of(bad, name) == "not_packed"


def test_other_encodings_are_refused() -> None:
    assert code_of(DATA, "br") == "unknown_encoding"
    assert code_of(DATA, "zstd, gzip") == "unknown_encoding"


def bombs() -> dict[str, tuple[bytes, str]]:
    zeros = bytes(64 * 1024 * 1024)
    stream = zstandard.ZstdCompressor().compressobj()
    said = zstandard.ZstdCompressor().compress(zeros)
    return {
        "zstd that says its size": (said, "zstd"),
        "zstd that does not": (stream.compress(zeros) + stream.flush(), "zstd"),
        "zstd that lies": (
            said.replace((64 * 1024 * 1024).to_bytes(4, "little"), (50_000).to_bytes(4, "little")),
            "zstd",
        ),
        "gzip": (zlib.compress(zeros, 9, 31), "gzip"),
    }


def test_a_bomb_never_takes_more_than_the_bound() -> None:
    for what, (body, encoding) in bombs().items():
        assert len(body) < 100_000
        tracemalloc.start()
        try:
            assert code_of(body, encoding) in {"too_large", "not_packed"}, what
            assert tracemalloc.get_traced_memory()[1] < 2_000_000, what
        finally:
            tracemalloc.stop()
    assert code_of(b"x" * 101, "identity", 100) == "too_large"
    assert coding.unpack(b"x" * 100, "identity", most=100) == b"x" * 100


def test_a_message_travels() -> None:
    body, headers = coding.write(REFUSAL)
    assert headers == {"content-type": "application/json"}
    assert coding.read(Refusal, body) == REFUSAL
    assert json.loads(body) == {
        "code": "gap",
        "time": "2026-11-22T10:11:12.000000Z",
        "expected_seq": 7,
        "detail": "x" * 200,
    }
    long = StockRequest(sku="x")
    assert coding.write(long, "gzip")[1] == {"content-type": "application/json"}
    many = Refusal(code="x" * 2_000, time=REFUSAL.time)
    body, headers = coding.write(many)
    assert headers["content-encoding"] == "zstd"
    assert coding.read(Refusal, body, "zstd") == many


def test_unknown_fields_are_passed_over_and_wrong_ones_refused() -> None:
    assert coding.decode(StockRequest, b'{"sku":"1","later":[1]}').sku == "1"
    for bad in (b"", b"{}", b'{"sku":1}', b'{"sku":""}', b"\xff", b"[" * 100_000, b'{"sku":"1","x":' + b"[" * 100_000):
        with pytest.raises(CodingError, match="not_parsed"):
            coding.decode(StockRequest, bad)


@given(st.binary(max_size=2_000), st.sampled_from(["zstd", "gzip", "identity", ""]), st.booleans())
def test_whatever_comes_is_read_or_refused(data: bytes, encoding: str, is_packed: bool) -> None:
    body = coding.pack(data * 10, encoding)[0] if is_packed else data
    try:
        assert len(coding.unpack(body, encoding, most=10_000)) <= 10_000
        coding.read(Refusal, body, encoding, most=10_000)
    except CodingError:
        pass
