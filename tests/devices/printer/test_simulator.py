"""The simulated printer itself: it must behave as a printer does, or tests against it prove nothing."""

from __future__ import annotations

import io
import itertools
import socket
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from pos_client.devices.printer import EscPosRenderer, known_profiles
from pos_client.devices.simulators.escpos_stream import RealTimeFinder, command_length
from pos_client.devices.simulators.paper import PaperMaker, paper_png, paper_text
from pos_client.devices.simulators.printer import PrinterSimulator
from tests.support import escpos_decoder as decoder
from tests.support.receipt_goldens import papers

EPSON = known_profiles()["epson-80"]


@pytest.fixture
def simulator() -> Iterator[PrinterSimulator]:
    with PrinterSimulator() as running:
        yield running


@pytest.fixture
def cable(simulator: PrinterSimulator) -> Iterator[socket.socket]:
    with socket.create_connection((simulator.host, simulator.port), timeout=5) as connection:
        yield connection


def test_real_time_queries_are_answered_before_the_job_is_printed(
    simulator: PrinterSimulator, cable: socket.socket
) -> None:
    simulator.set_faults(no_paper=True)
    cable.sendall(b"held\n\x1dr\x01\x10\x04\x04")
    assert cable.recv(10) == b"\x7e"
    assert simulator.unfinished == b""
    simulator.set_faults(no_paper=False)
    assert cable.recv(10) == b"\x00"
    assert simulator.unfinished == b"held\n"


def test_a_pulse_within_a_picture_opens_the_drawer_unless_guarded(
    simulator: PrinterSimulator, cable: socket.socket
) -> None:
    picture = b"\x1dv0\x00\x05\x00\x01\x00\x10\x14\x01\x00\x01"
    cable.sendall(b"\x1d(D\x05\x00\x14\x01\x00\x02\x00" + picture + b"\x10\x04\x01")
    assert cable.recv(1) == b"\x12"
    assert simulator.drawer_pulses == 0
    cable.sendall(b"\x1d(D\x05\x00\x14\x01\x01\x02\x00" + picture + b"\x10\x04\x01")
    assert cable.recv(1) == b"\x16"
    assert simulator.drawer_pulses == 1


def test_the_drawer_opens_in_order_too_and_is_pushed_shut(simulator: PrinterSimulator, cable: socket.socket) -> None:
    cable.sendall(b"\x1bp\x00\x32\xfa\x1dr\x01")
    assert cable.recv(1) == b"\x00"
    simulator.close_drawer()
    cable.sendall(b"\x10\x04\x01")
    assert cable.recv(1) == b"\x12"
    assert simulator.drawer_pulses == 1


def test_it_is_gone_once_stopped() -> None:
    simulator = PrinterSimulator()
    with pytest.raises(RuntimeError):
        _ = simulator.port
    with simulator:
        port = simulator.port
    with pytest.raises(OSError, match="refused"):
        socket.create_connection(("127.0.0.1", port), timeout=1)


@pytest.mark.parametrize("name", sorted(papers()))
def test_its_own_view_of_the_paper_agrees_with_the_independent_decoder(name: str) -> None:
    blob = EscPosRenderer(EPSON).render(papers()[name][0])
    own = paper_text(PaperMaker(EPSON).make(blob))
    expected = [line.rstrip() for line in decoder.decode(blob).lines]
    assert [line for line in own.split("\n") if line and not line.startswith(("[picture", "|||", "[QR"))] == [
        line for line in expected if line
    ]


def test_its_picture_of_the_paper_has_the_codes(simulator: PrinterSimulator, cable: socket.socket) -> None:
    cable.sendall(EscPosRenderer(EPSON).render(papers()["polish"][0]))
    assert simulator.wait_for_papers(1)
    with Image.open(io.BytesIO(simulator.png())) as picture:
        assert decoder.scanned(picture) == {"RPL02-000123", "OT1:PL02:4711:9F3A77C2"}


@given(st.binary(max_size=200), st.lists(st.integers(0, 200), max_size=4))
def test_any_stream_in_any_pieces_is_read_the_same(stream: bytes, cuts: list[int]) -> None:
    edges = [0, *sorted(min(cut, len(stream)) for cut in cuts), len(stream)]
    finder, whole = RealTimeFinder(), RealTimeFinder()
    pieces = [stream[a:b] for a, b in itertools.pairwise(edges)]
    assert [found for piece in pieces for found in finder.feed(piece)] == whole.feed(stream)
    at = 0
    while at < len(stream) and (length := command_length(stream, at)) is not None:
        assert length > 0
        at += length
    assert paper_png(PaperMaker(EPSON).make(stream), EPSON).startswith(b"\x89PNG")
