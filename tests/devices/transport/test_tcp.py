"""The TCP transport against real sockets."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator

import pytest

from pos_client.devices.transport import TcpTransport, TransportError


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(5)
        yield server


def connected(listener: socket.socket) -> tuple[TcpTransport, socket.socket]:
    transport = TcpTransport("127.0.0.1", listener.getsockname()[1])
    transport.open()
    peer, _ = listener.accept()
    peer.settimeout(5)
    return transport, peer


def test_bytes_go_both_ways(listener: socket.socket) -> None:
    transport, peer = connected(listener)
    with peer, transport:
        transport.write(b"hello", 1)
        assert peer.recv(100) == b"hello"
        peer.sendall(b"world")
        assert transport.read(3, 1) == b"wor"
        assert transport.read(30, 1) == b"ld"


def test_a_read_with_nothing_to_read_returns_at_its_timeout(listener: socket.socket) -> None:
    transport, peer = connected(listener)
    with peer, transport:
        began = time.monotonic()
        assert transport.read(1, 0.05) == b""
        assert time.monotonic() - began < 2
        assert transport.read(1, 0) == b""


def test_a_closed_peer_is_unplugged(listener: socket.socket) -> None:
    transport, peer = connected(listener)
    with transport:
        peer.close()
        with pytest.raises(TransportError) as caught:
            transport.read(1, 1)
        assert caught.value.code == "unplugged"


def test_a_peer_that_takes_nothing_is_a_timeout_that_tells_how_much_went(listener: socket.socket) -> None:
    transport, peer = connected(listener)
    data = bytes(64 * 1024 * 1024)
    with peer, transport:
        with pytest.raises(TransportError) as caught:
            transport.write(data, 0.2)
        assert caught.value.code == "timeout"
        assert 0 < caught.value.taken < len(data)


def test_nobody_listening_is_refused() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    transport = TcpTransport("127.0.0.1", port)
    with pytest.raises(TransportError) as caught:
        transport.open()
    assert caught.value.code == "refused"
    assert caught.value.taken == 0


def test_version_six_addresses_work() -> None:
    try:
        server = socket.create_server(("::1", 0), family=socket.AF_INET6)
    except OSError:
        pytest.skip("no IPv6 on this machine")
    with server:
        transport = TcpTransport("::1", server.getsockname()[1])
        with transport:
            peer, _ = server.accept()
            with peer:
                transport.write(b"six", 1)
                assert peer.recv(10) == b"six"
            assert transport.name.startswith("tcp://[::1]:")


def test_an_unopened_transport_says_so() -> None:
    transport = TcpTransport("127.0.0.1", 9100)
    for act in (lambda: transport.read(1, 0.1), lambda: transport.write(b"x", 0.1)):
        with pytest.raises(TransportError, match="not_open"):
            act()
    transport.close()


def test_closing_with_unread_answers_loses_nothing_that_was_written(listener: socket.socket) -> None:
    transport, peer = connected(listener)
    data = bytes(range(256)) * 2000
    received = bytearray()

    def take() -> None:
        while chunk := peer.recv(65536):
            received.extend(chunk)

    with peer:
        peer.sendall(b"unread answer")
        reader = threading.Thread(target=take)
        reader.start()
        transport.write(data, 5)
        transport.close()
        reader.join(5)
    assert bytes(received) == data


@pytest.mark.parametrize("port", [0, 65536, -1])
def test_impossible_ports_are_bad_addresses(port: int) -> None:
    with pytest.raises(TransportError, match="bad_address"):
        TcpTransport("127.0.0.1", port)
