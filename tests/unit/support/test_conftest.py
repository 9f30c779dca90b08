"""What conftest promises each test: a home of its own, no network, waits that end."""

from __future__ import annotations

import os
import socket
import tempfile
from pathlib import Path

import pytest

from tests.support.network import OutsideAddressError, is_local
from tests.support.waiting import wait_until


@pytest.mark.parametrize("variable", ["HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_RUNTIME_DIR"])
def test_the_home_is_a_fresh_temporary_folder(variable: str) -> None:
    folder = Path(os.environ[variable])
    assert folder.is_dir()
    assert folder.is_relative_to(tempfile.gettempdir())
    assert "omnitill-home-" in str(folder)


def test_qt_draws_offscreen() -> None:
    assert os.environ["QT_QPA_PLATFORM"] == "offscreen"


def test_an_outside_address_is_refused_before_a_packet_leaves() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as outside, pytest.raises(OutsideAddressError):
        outside.connect(("192.0.2.1", 80))
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as outside, pytest.raises(OutsideAddressError):
        outside.sendto(b"x", ("192.0.2.1", 53))
    with pytest.raises(OutsideAddressError):
        socket.getaddrinfo("example.com", 80)


def test_this_machine_is_reachable() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname(), timeout=5).close()


@pytest.mark.parametrize(
    ("host", "local"),
    [
        ("127.0.0.1", True),
        (b"127.1.2.3", True),
        ("localhost", True),
        ("::1", True),
        ("", True),
        (None, True),
        ("10.0.0.1", False),
        ("fe80::1%eth0", False),
        ("localhost.example", False),
    ],
)
def test_what_counts_as_local(host: object, local: bool) -> None:
    assert is_local(host) is local


def test_waiting_returns_what_was_seen() -> None:
    seen = iter([None, 0, "there"])
    assert wait_until(lambda: next(seen), "a value") == "there"


def test_waiting_ends_with_the_reason() -> None:
    with pytest.raises(AssertionError, match=r"waited 0\.01 s in vain for: the drawer to open"):
        wait_until(lambda: False, "the drawer to open", seconds=0.01)
