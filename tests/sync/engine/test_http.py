"""The client on real sockets with real TLS: whom it trusts, what it reads, how it is cut off."""

from __future__ import annotations

import socket
import ssl
import threading
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from sync.central.identity import Authority
from sync.engine.http import CENTRE_NAME, MOST_ANSWER, Http, NoAnswerError, trusting, trusting_nobody
from sync.protocol.wire import WireRequest
from tests.support.tls_server import leaf, plain, serving
from tests.support.waiting import wait_until

REQUEST = WireRequest("POST", "/v1/push", "", {"content-type": "application/json", "accept-encoding": "zstd"}, b"{}")


@pytest.fixture
def authority(tmp_path: Path) -> Authority:
    return Authority.create(tmp_path / "authority", "Chain", datetime.now(UTC))


def test_one_connection_serves_many_requests_and_bodies_stay_packed(authority: Authority, tmp_path: Path) -> None:
    answer = plain(b"packed", b"Content-Encoding: gzip", b"X-A: 1", b"x-a: 2")
    with (
        serving(leaf(authority, tmp_path, datetime.now(UTC)), answer) as server,
        Http(server.address, trusting(authority.certificate_pem)) as http,
    ):
        for _ in range(3):
            response = http.send(REQUEST, 10)
        assert (response.status, response.body) == (200, b"packed")
        assert (response.headers["content-encoding"], response.headers["x-a"]) == ("gzip", "1, 2")
        assert server.connections == 1
        assert server.heads[0].startswith(b"POST /v1/push HTTP/1.1\r\n")
        assert b"accept-encoding: zstd\r\n" in server.heads[0]


@pytest.mark.parametrize("years", [-30, 5])
def test_the_dates_of_a_leaf_are_not_judged(authority: Authority, tmp_path: Path, years: int) -> None:
    context = leaf(authority, tmp_path, datetime.now(UTC) + timedelta(days=365 * years))
    with serving(context, plain(b"")) as server, Http(server.address, trusting(authority.certificate_pem)) as http:
        assert http.send(REQUEST, 10).status == 200


@pytest.mark.invariant(14)
def test_nobody_but_our_own_centre_is_talked_to(authority: Authority, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    other = Authority.create(tmp_path / "other" / "authority", "Chain", datetime.now(UTC))
    context = leaf(other, tmp_path / "other", datetime.now(UTC))
    with serving(context, plain(b"")) as server:
        with Http(server.address, trusting(authority.certificate_pem)) as http, pytest.raises(NoAnswerError) as caught:
            http.send(REQUEST, 10)
        assert caught.value.code == "wrong_certificate"
        assert server.heads == []
        with Http(server.address, trusting_nobody()) as http:
            assert http.send(REQUEST, 10).status == 200  # to fetch the CA's certificate, which is then compared


def test_a_certificate_of_the_ca_for_another_name_is_not_the_centres(authority: Authority, tmp_path: Path) -> None:
    from cryptography import x509  # noqa: PLC0415
    from cryptography.hazmat.primitives import serialization  # noqa: PLC0415
    from cryptography.hazmat.primitives.asymmetric import ec  # noqa: PLC0415
    from cryptography.x509.oid import NameOID  # noqa: PLC0415

    ca_key = serialization.load_pem_private_key((authority.directory / "ca.key").read_bytes(), None)
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "operator")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(authority.certificate.subject)
        .public_key(key.public_key())
        .serial_number(7)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("operator")]), critical=False)
        .sign(ca_key, None)  # type: ignore[arg-type]
    )
    pem = serialization.Encoding.PEM
    (tmp_path / "leaf.pem").write_bytes(made.public_bytes(pem))
    (tmp_path / "leaf.key").write_bytes(
        key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "leaf.pem", tmp_path / "leaf.key")
    with serving(context, plain(b"")) as server:
        with Http(server.address, trusting(authority.certificate_pem)) as http, pytest.raises(NoAnswerError) as caught:
            http.send(REQUEST, 10)
        assert caught.value.code == "wrong_certificate"
    assert CENTRE_NAME == "centre.omnitill"


@pytest.mark.parametrize("how", ["told", "chunked", "headers", "many"])
def test_an_answer_beyond_the_bounds_is_cut_off_unread(authority: Authority, tmp_path: Path, how: str) -> None:
    def answer(one: ssl.SSLSocket, _head: bytes) -> None:
        try:
            if how == "told":
                one.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n")
            elif how == "many":
                one.sendall(b"HTTP/1.1 200 OK\r\n" + b"".join(b"x-%d: 1\r\n" % n for n in range(200)) + b"\r\n")
            elif how == "headers":
                one.sendall(b"HTTP/1.1 200 OK\r\nX: " + b"x" * 1_000_000 + b"\r\n\r\n")
            else:
                one.sendall(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
                for _ in range(MOST_ANSWER // 65_536 + 9):
                    one.sendall(b"10000\r\n" + b"x" * 65_536 + b"\r\n")
        except OSError:
            return

    with (
        serving(leaf(authority, tmp_path, datetime.now(UTC)), answer) as server,
        Http(server.address, trusting(authority.certificate_pem)) as http,
    ):
        with pytest.raises(NoAnswerError) as caught:
            http.send(REQUEST, 10)
        assert caught.value.code == ("cut" if how == "headers" else "too_long")


def test_an_answer_that_drips_ends_at_the_deadline(authority: Authority, tmp_path: Path) -> None:
    over = threading.Event()

    def answer(one: ssl.SSLSocket, _head: bytes) -> None:
        one.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
        while not over.wait(0.05):
            one.sendall(b"x")

    with (
        serving(leaf(authority, tmp_path, datetime.now(UTC)), answer) as server,
        Http(server.address, trusting(authority.certificate_pem)) as http,
    ):
        begun = time.monotonic()
        with pytest.raises(NoAnswerError) as caught:
            http.send(REQUEST, 0.5)
        over.set()
        assert caught.value.code == "timed_out"
        assert time.monotonic() - begun < 5


def test_what_is_not_there_has_its_code(authority: Authority, tmp_path: Path) -> None:
    def cut(one: ssl.SSLSocket, _head: bytes) -> None:
        one.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf")
        one.shutdown(socket.SHUT_RDWR)

    def silent(one: ssl.SSLSocket, _head: bytes) -> None:
        one.recv(1)

    context = leaf(authority, tmp_path, datetime.now(UTC))
    trusted = trusting(authority.certificate_pem)
    with serving(context, cut) as server, Http(server.address, trusted) as http, pytest.raises(NoAnswerError) as caught:
        http.send(REQUEST, 10)
    assert caught.value.code == "cut"
    with serving(context, silent) as server:
        address = server.address
        with Http(address, trusted) as http, pytest.raises(NoAnswerError) as caught:
            http.send(REQUEST, 0.2)
    assert caught.value.code == "timed_out"
    with Http(address, trusted) as http, pytest.raises(NoAnswerError) as caught:  # nobody listens any more
        http.send(REQUEST, 10)
    assert caught.value.code == "unreachable"


def test_a_request_under_way_is_cut_from_another_thread(authority: Authority, tmp_path: Path) -> None:
    def silent(one: ssl.SSLSocket, _head: bytes) -> None:
        one.recv(1)

    with serving(leaf(authority, tmp_path, datetime.now(UTC)), silent) as server:
        http = Http(server.address, trusting(authority.certificate_pem))
        caught: list[str] = []

        def ask() -> None:
            try:
                http.send(REQUEST, 60)
            except NoAnswerError as error:
                caught.append(error.code)

        thread = threading.Thread(target=ask)
        thread.start()
        wait_until(lambda: server.heads, "the request is there")
        http.cut()
        thread.join(10)
        assert caught == ["cut"]
        with pytest.raises(NoAnswerError):  # and none begins any more
            http.send(REQUEST, 5)
        http.close()


def test_what_is_no_certificate_is_trusted_by_nobody() -> None:
    with pytest.raises((ssl.SSLError, ValueError)):
        trusting("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n")
