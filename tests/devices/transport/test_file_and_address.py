"""Files, pipes and addresses."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_client.devices.transport import FileTransport, TransportError, transport_from


def test_a_regular_file_is_made_and_appended_to(tmp_path: Path) -> None:
    path = tmp_path / "jobs.bin"
    for job in (b"one", b"two"):
        with FileTransport(path) as transport:
            assert not transport.can_answer
            transport.write(job, 1)
    assert path.read_bytes() == b"onetwo"


def test_a_write_only_path_does_not_read(tmp_path: Path) -> None:
    with FileTransport(tmp_path / "x") as transport, pytest.raises(TransportError, match="write_only"):
        transport.read(1, 0.1)


def test_a_pipe_needs_a_reader_and_holds_back_when_full(tmp_path: Path) -> None:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    with pytest.raises(TransportError, match="unplugged"):
        FileTransport(path).open()
    reader = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    try:
        with FileTransport(path) as transport:
            transport.write(b"job", 1)
            assert os.read(reader, 10) == b"job"
            with pytest.raises(TransportError) as caught:
                transport.write(bytes(1_000_000), 0.1)
            assert caught.value.code == "timeout"
            assert 0 < caught.value.taken < 1_000_000
    finally:
        os.close(reader)


def test_a_missing_device_is_not_made_as_a_file() -> None:
    path = Path("/dev/omnitill-no-such-printer")
    with pytest.raises(TransportError, match="not_found"):
        FileTransport(path).open()
    assert not path.exists()


def test_a_full_disk_is_trouble_before_anything_was_taken() -> None:
    with FileTransport(Path("/dev/full")) as transport, pytest.raises(TransportError) as caught:
        transport.write(b"x", 1)
    assert caught.value.code == "io_error"
    assert caught.value.taken == 0


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("tcp://10.0.0.7:9100", "tcp://10.0.0.7:9100"),
        ("tcp://10.0.0.7", "tcp://10.0.0.7:9100"),
        ("tcp://[fe80::1]:9101", "tcp://[fe80::1]:9101"),
        ("serial:///dev/ttyS7?baud=19200&parity=e", "serial:///dev/ttyS7"),
        ("serial://COM3", "serial://COM3"),
        ("usb://04b8:0e15?serial=A", "usb://04b8:0e15"),
        ("file:///dev/usb/lp0?answers=1", "file:///dev/usb/lp0"),
    ],
)
def test_addresses_name_their_transport(address: str, name: str) -> None:
    assert transport_from(address).name == name


def test_a_device_file_that_answers_is_asked() -> None:
    assert transport_from("file:///dev/usb/lp0?answers=1").can_answer
    assert not transport_from("file:///dev/usb/lp0").can_answer


@pytest.mark.parametrize(
    "address",
    ["", "tcp://", "tcp://x:99999", "tcp://x:1?timeout=soon", "usb://04b8", "usb://x:y", "file://", "serial://",
     "serial://COM3?baud=fast", "ftp://x", "tcp://[::1", "x" * 501],
)  # fmt: skip
def test_bad_addresses_are_refused(address: str) -> None:
    with pytest.raises(TransportError, match="bad_address"):
        transport_from(address)


@given(st.text(max_size=60), st.sampled_from(["", "tcp://", "usb://", "serial://", "file://"]))
def test_any_text_is_an_address_or_refused(text: str, scheme: str) -> None:
    try:
        made = transport_from(scheme + text)
    except TransportError as error:
        code = error.code
    else:
        code = made.name.partition("://")[0]
    assert code in {"bad_address", "tcp", "usb", "serial", "file"}
