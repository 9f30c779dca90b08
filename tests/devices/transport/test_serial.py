"""The serial transport on a real pseudo terminal."""

from __future__ import annotations

import os
import pty
import tty
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from pos_client.devices.transport import SerialSettings, SerialTransport, TransportError


@dataclass
class Cable:
    device: int
    path: str

    def unplug(self) -> None:
        os.close(self.device)
        self.device = -1


@pytest.fixture
def cable() -> Iterator[Cable]:
    device, end = pty.openpty()
    tty.setraw(end)
    path = os.ttyname(end)
    os.close(end)
    made = Cable(device, path)
    yield made
    if made.device >= 0:
        made.unplug()


def test_bytes_go_both_ways_unchanged(cable: Cable) -> None:
    everything = bytes(range(256))
    with SerialTransport(SerialSettings(cable.path)) as transport:
        transport.write(everything, 1)
        assert os.read(cable.device, 1000) == everything
        os.write(cable.device, everything)
        received = b""
        while len(received) < 256:
            part = transport.read(100, 1)
            assert 0 < len(part) <= 100
            received += part
        assert received == everything
        assert transport.read(1, 0.01) == b""


def test_pulling_the_plug_is_unplugged_on_read_and_write(cable: Cable) -> None:
    with SerialTransport(SerialSettings(cable.path)) as transport:
        cable.unplug()
        with pytest.raises(TransportError, match="unplugged"):
            transport.read(1, 1)
        with pytest.raises(TransportError, match="unplugged"):
            transport.write(b"x", 1)


def test_a_receiver_that_takes_nothing_is_a_timeout(cable: Cable) -> None:
    with SerialTransport(SerialSettings(cable.path)) as transport:
        with pytest.raises(TransportError) as caught:
            transport.write(bytes(1_000_000), 0.1)
        assert caught.value.code == "timeout"
        assert 0 < caught.value.taken < 1_000_000


def test_a_port_is_opened_by_one_alone(cable: Cable) -> None:
    with SerialTransport(SerialSettings(cable.path)):
        with pytest.raises(TransportError) as caught:
            SerialTransport(SerialSettings(cable.path)).open()
        assert caught.value.code == "busy"


def test_a_missing_port_is_not_found() -> None:
    with pytest.raises(TransportError, match="not_found"):
        SerialTransport(SerialSettings("/dev/no-such-port")).open()


@pytest.mark.parametrize(
    "settings",
    [{"parity": "Q"}, {"stopbits": 9}, {"baudrate": -1}, {"bytesize": 4}],
)
def test_settings_the_port_refuses_are_bad_settings(cable: Cable, settings: dict[str, str | int]) -> None:
    transport = SerialTransport(SerialSettings(cable.path, **settings))  # type: ignore[arg-type]
    with pytest.raises(TransportError, match="bad_settings"):
        transport.open()
