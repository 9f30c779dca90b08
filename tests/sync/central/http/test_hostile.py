"""Bytes that no register would send, on bare sockets: bounded, refused or cut, and the service goes on."""

from __future__ import annotations

import contextlib
import random
import socket
import ssl
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import httpx
import msgspec
import pytest
import zstandard

from sync.protocol import http_signing, messages, wire
from tests.support.running_centre import Centre, running_centre
from tests.support.wire_machine import Machine, trusting


@pytest.fixture(scope="module")
def centre(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Centre]:
    """A centre that waits a second for a head."""
    with running_centre(tmp_path_factory.mktemp("centre"), plain=True, arguments=("hasty",)) as running:
        yield running


@pytest.fixture(scope="module")
def client(centre: Centre) -> Iterator[httpx.Client]:
    with httpx.Client(timeout=60) as opened:
        yield opened


def said(centre: Centre, *parts: bytes) -> bytes:
    """What the service answers to bytes until it closes the line, which it must."""
    found = b""
    with socket.create_connection(("127.0.0.1", centre.port), timeout=20) as line, contextlib.suppress(ConnectionError):
        for part in parts:
            line.sendall(part)
        with contextlib.suppress(OSError):  # cut already
            line.shutdown(socket.SHUT_WR)
        while more := line.recv(65_536):
            found += more
    return found


def lives(centre: Centre, client: httpx.Client) -> bool:
    return client.get(centre.address + "/readyz").status_code == 200


POST = b'POST /v1/push HTTP/1.1\r\nhost: x\r\nsignature-input: omnitill=();keyid="r1"\r\n'


@pytest.mark.parametrize(
    "head",
    [
        b"GET /v1/ca HTTP/1.1\r\nhost: x\r\nlong: " + b"a" * 100_000 + b"\r\n\r\n",
        b"GET /v1/ca HTTP/1.1\r\nhost: x\r\n" + b"".join(b"h%d: 1\r\n" % n for n in range(500)) + b"\r\n",
        b"GET /" + b"a" * 50_000 + b" HTTP/1.1\r\nhost: x\r\n\r\n",
        b"GET /v1/ca?" + b"a" * 5_000 + b" HTTP/1.1\r\nhost: x\r\n\r\n",
        b"GET /v1/ca HTTP/9.9\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01",
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        POST + b"content-length: 99999999999\r\n\r\n",
        POST + b"content-length: -1\r\n\r\n",
        POST + b"content-length: 5\r\ncontent-length: 6\r\n\r\nhello",
        POST + b"content-length: 5\r\ntransfer-encoding: chunked\r\n\r\nhello",
        POST + b"signature: a\r\nsignature: b\r\ncontent-length: 0\r\n\r\n",
        POST + b"transfer-encoding: chunked\r\n\r\nzz\r\n",
        POST + b"transfer-encoding: chunked\r\n\r\n0\r\n" + b"t: 1\r\n" * 500 + b"\r\n",
    ],
    ids=range(14),
)
def test_a_bad_head_is_refused_or_cut(centre: Centre, client: httpx.Client, head: bytes) -> None:
    found = said(centre, head)
    assert found == b"" or found.startswith(b"HTTP/1.1 4"), found[:100]
    assert lives(centre, client)


def test_a_body_that_grows_is_cut_off(centre: Centre, client: httpx.Client) -> None:
    chunk = b"10000\r\n" + b"a" * 65_536 + b"\r\n"
    found = said(centre, POST + b"transfer-encoding: chunked\r\n\r\n", *[chunk] * 200)
    assert found == b"" or b"413" in found[:20], found[:100]
    tiny = b"1\r\na\r\n"
    found = said(centre, POST + b"transfer-encoding: chunked\r\n\r\n", *[tiny * 10_000] * 200)
    assert found == b"" or found.startswith(b"HTTP/1.1 4"), found[:100]
    assert lives(centre, client)


def test_a_long_body_is_refused_before_it_is_sent(centre: Centre) -> None:
    with socket.create_connection(("127.0.0.1", centre.port), timeout=20) as line:
        line.sendall(POST + b"content-length: 5000000\r\nexpect: 100-continue\r\n\r\n")
        assert line.recv(65_536).startswith(b"HTTP/1.1 413")


def test_a_body_that_is_too_long_proves_nobody(tmp_path: Path) -> None:
    """A refusal for other reasons than the signature is no proof of it: guesses in that name still run out."""
    chunk = b"10000\r\n" + b"a" * 65_536 + b"\r\n"
    with running_centre(tmp_path, plain=True, arguments=("real-rates",)) as strict:
        found = said(strict, POST + b"transfer-encoding: chunked\r\n\r\n", *[chunk] * 80)
        assert found == b"" or b"413" in found[:20]
        with httpx.Client(timeout=60, headers={"signature-input": 'omnitill=();keyid="r1"'}) as guesser:
            answers = [guesser.post(strict.address + "/v1/pull", content=b"{}").status_code for _ in range(90)]
    assert answers[0] == 401
    assert answers[-1] == 429


def test_a_head_that_trickles_is_cut(centre: Centre) -> None:
    for begun in (b"", b"GET /v1/ca HTTP/1.1\r\nhost", b"\r\n"):
        with socket.create_connection(("127.0.0.1", centre.port), timeout=20) as line:
            line.sendall(begun)
            assert line.recv(100) == b""


def test_requests_sent_ahead_are_answered_in_order_or_cut(centre: Centre, client: httpx.Client) -> None:
    two = b"GET /v1/ca HTTP/1.1\r\nhost: x\r\n\r\nGET /v1/none HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n"
    with socket.create_connection(("127.0.0.1", centre.port), timeout=20) as line:
        line.sendall(two)
        found = b""
        while more := line.recv(65_536):
            found += more
    assert found.index(b"HTTP/1.1 200") < found.index(b"HTTP/1.1 404")
    said(centre, b"GET /v1/ca HTTP/1.1\r\nhost: x\r\n\r\n" * 5_000)
    assert lives(centre, client)


@pytest.mark.parametrize("path", [wire.PUSH, wire.PULL, wire.WAIT, wire.STATE, wire.EPOCH, wire.RESCUE])
def test_bombs_are_refused(machine: Machine, path: str) -> None:
    plain = b'{"cursors":[' + b" " * (64 * 1024 * 1024) + b"]}"
    for name, packed in (
        ("zstd", zstandard.ZstdCompressor(write_content_size=False).compress(plain)),
        ("zstd", zstandard.ZstdCompressor().compress(plain)),
        ("gzip", zlib.compress(plain, 9, 31)),
        ("br", b"x"),
    ):
        response = machine.send(_signed(machine, path, packed, name))
        refusal = msgspec.json.decode(response.content, type=messages.Refusal)
        assert response.status_code in {400, 413, 415, 422}, refusal
        assert refusal.code in {"too_large", "not_parsed", "unknown_encoding"}


def test_nested_and_broken_json_is_refused(machine: Machine, centre: Centre, client: httpx.Client) -> None:
    for body in (
        b"[" * 100_000,
        b'{"cursors":' * 50_000,
        b"\xff\xfe",
        b"nul",
        b"",
        b'{"feed":"stock:s1","after":"\\ud800"}',
    ):
        for path in (wire.PULL, wire.STATE, wire.PUSH, wire.ROTATE, wire.STOCK, wire.BUCKET):
            response = machine.send(_signed(machine, path, body))
            assert response.status_code in {200, 400, 422}, response.text
    assert lives(centre, client)


def test_noise_is_never_an_incident(machine: Machine, centre: Centre, client: httpx.Client) -> None:
    noise = random.Random(7)
    good = machine.request(wire.PULL, messages.PullRequest(cursors=(messages.Cursor(feed="stock:s1"),)))
    head = "".join(f"{name}: {value}\r\n" for name, value in good.headers.items())
    told = (
        f"POST {good.path} HTTP/1.1\r\nhost: x\r\ncontent-length: {len(good.body)}\r\n{head}\r\n".encode() + good.body
    )
    for _ in range(150):
        changed = bytearray(told)
        for _ in range(noise.randint(1, 6)):
            changed[noise.randrange(len(changed))] = noise.randrange(256)
        found = said(centre, bytes(changed))
        assert b"HTTP/1.1 5" not in found, bytes(changed)
    assert lives(centre, client)
    assert "incident" not in centre.log.read_text()


def _signed(machine: Machine, path: str, body: bytes, encoding: str = "") -> wire.WireRequest:
    headers = {"content-type": "application/json"} | ({"content-encoding": encoding} if encoding else {})
    plain = wire.WireRequest("POST", wire.PREFIX + path, "", headers, body)
    return http_signing.sign(plain, machine.signer, machine.register_id, machine.epoch, datetime.now(UTC))


def test_plain_bytes_to_a_tls_port_end(tmp_path: Path) -> None:
    with running_centre(tmp_path, arguments=("hasty",)) as centre:
        assert b"200" not in said(centre, b"GET /v1/ca HTTP/1.1\r\nhost: x\r\n\r\n")[:20]
        with httpx.Client(verify=ssl.create_default_context()) as distrustful, pytest.raises(httpx.ConnectError):
            distrustful.get(centre.address + "/v1/ca")
        with httpx.Client(verify=trusting(centre)) as client:
            assert client.get(centre.address + "/healthz").status_code == 200
