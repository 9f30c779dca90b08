"""A job that breaks off anywhere must not eat the head of the next paper: half a picture waits for its rest.

The line breaks at every byte of a receipt with a logo; what went over is read by the independent decoder.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import pytest
from msgspec.structs import replace

from pos_client.devices.ports import PrintResult
from pos_client.devices.printer import EscPosPrinter, EscPosRenderer, PrinterProfile, PrinterTimes, known_profiles
from pos_client.devices.printer.renderer import HEAD_END, recovery
from pos_client.devices.simulators.printer import PrinterSimulator
from pos_client.devices.transport import TransportError, transport_from
from pos_client.domain.receipt import compose
from tests.support import escpos_decoder as decoder
from tests.support import receipt_sales as sales

QUICK = PrinterTimes(answer=0.3, chunk=0.5, job=1.0, stopped=0.2, bytes_per_second=20_000)
PROFILES = known_profiles()
WRITTEN = {name: replace(PROFILES[name], answers=False) for name in ("epson-80", "epson-58", "picture-58")}
MARK = "KOPIA"


class Cable:
    """A write-only way to a printer that keeps all it got; breaks once at the byte `breaks_at` of what is sent."""

    name = "cable"
    can_answer = False

    def __init__(self, breaks_at: int) -> None:
        self.got = bytearray()
        self.left: int | None = breaks_at

    def open(self) -> None: ...

    def close(self) -> None: ...

    def read(self, n: int, timeout: float) -> bytes:
        raise TransportError("write_only", f"{n} {timeout}")

    def write(self, data: bytes, timeout: float) -> None:
        if self.left is not None and len(data) >= self.left:
            taken, self.left = self.left, None
            self.got += data[:taken]
            raise TransportError("unplugged", f"{timeout}", taken=taken)
        if self.left is not None:
            self.left -= len(data)
        self.got += data


@lru_cache(maxsize=8)
def receipt(profile: PrinterProfile, *, copy: bool) -> bytes:
    """A receipt with the logo, as bytes."""
    sale = sales.polish_sale()
    context = sales.context(sales.POLISH_STORE, sale, opens_drawer=False)
    return EscPosRenderer(profile).render(compose(sale, context, sales.layout(), "pl", copy=copy))


def read(data: bytes, profile: PrinterProfile) -> decoder.Decoded:
    tables = {slot: name.lower() for name, slot in profile.pages}
    return decoder.decode(data, tables, dots=profile.dots, columns=profile.columns)


@pytest.mark.timeout(240)
@pytest.mark.parametrize("name", WRITTEN)
def test_wherever_a_job_breaks_off_the_next_paper_is_whole(name: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("ERROR")  # thousands of warnings are meant
    profile = WRITTEN[name]
    broken, copy = receipt(profile, copy=False), receipt(profile, copy=True)
    alone = read(copy, profile)
    assert alone.rasters
    assert not alone.problems
    assert name.startswith("picture") or MARK in "".join(alone.lines)
    start = len(recovery(profile, separate=False))
    # every byte on the usual printer; on the others every byte near a picture's head, and a grid over the rest
    near_heads = {at + n for at in range(len(broken)) if broken[at : at + 2] in (b"\x1dv", b"\x1b@") for n in range(10)}
    step = {"epson-80": 1, "epson-58": 3}.get(name, 97)
    every = sorted({*range(1, len(broken), step), *near_heads} - {0})
    for at in every:
        cable = Cable(start + at)
        printer = EscPosPrinter(lambda cable=cable: cable, profile)  # type: ignore[misc]
        assert printer.send_blob(broken).result is PrintResult.UNKNOWN
        assert printer.send_blob(copy).result is PrintResult.PRINTED
        out = read(bytes(cable.got), profile)
        assert out.content[-len(alone.content) :] == alone.content, f"broken at byte {at} of {len(broken)}"
        assert "the job ends within a command" not in out.problems
        assert out.cuts >= 2 or profile.cutter.value == "none", f"no cut before the next paper, broken at byte {at}"


@pytest.fixture
def simulator() -> Iterator[PrinterSimulator]:
    with PrinterSimulator(PROFILES["epson-80"]) as running:
        yield running


def heads(blob: bytes) -> list[int]:
    """Where pictures begin, byte by byte of their head, and the middle of the first."""
    first = blob.index(b"\x1dv0")
    return [*range(first + 1, first + 10), first + 1000]


@pytest.mark.parametrize("restarted", [False, True], ids=["same-run", "program-restarted"])
@pytest.mark.parametrize("place", range(10))
def test_questions_are_not_read_as_the_length_of_a_picture(
    simulator: PrinterSimulator, place: int, restarted: bool
) -> None:
    profile = simulator.profile
    broken, copy = receipt(profile, copy=False), receipt(profile, copy=True)
    printer = EscPosPrinter(lambda: transport_from(simulator.address), profile, times=QUICK)
    before = len(HEAD_END) + 12 + len(recovery(profile, separate=False))
    simulator.set_faults(drop_after=before + heads(broken)[place])
    assert printer.send_blob(broken).result is PrintResult.UNKNOWN
    simulator.set_faults(drop_after=None)
    if restarted:  # by a program that does not know how the last one ended
        printer = EscPosPrinter(lambda: transport_from(simulator.address), profile, times=QUICK)
    assert printer.send_blob(copy).result is PrintResult.PRINTED
    assert simulator.wait_for_papers(1)
    alone = read(copy, profile)
    out = read(simulator.papers[-1], profile)
    assert out.content[-len(alone.content) :] == alone.content
    assert restarted or out.content == alone.content, "the half paper was cut off before"
    assert printer.kick().code == ""
    assert simulator.drawer_pulses == 1


def test_a_printer_switched_off_within_a_job_prints_the_next_whole(simulator: PrinterSimulator) -> None:
    profile = simulator.profile
    broken, copy = receipt(profile, copy=False), receipt(profile, copy=True)
    printer = EscPosPrinter(lambda: transport_from(simulator.address), profile, times=QUICK)
    before = len(HEAD_END) + 12 + len(recovery(profile, separate=False))
    simulator.set_faults(drop_after=before + broken.index(b"\x1dv0") + 500)
    assert printer.send_blob(broken).result is PrintResult.UNKNOWN
    simulator.switch_off_and_on()
    simulator.set_faults(drop_after=None)
    assert printer.send_blob(copy).result is PrintResult.PRINTED
    assert simulator.wait_for_papers(2)
    assert read(simulator.papers[-1], profile).content == read(copy, profile).content


def test_the_drawer_opens_though_a_broken_job_left_its_guard_on(simulator: PrinterSimulator) -> None:
    profile = simulator.profile
    broken = receipt(profile, copy=False)
    printer = EscPosPrinter(lambda: transport_from(simulator.address), profile, times=QUICK)
    before = len(HEAD_END) + 12 + len(recovery(profile, separate=False))
    simulator.set_faults(drop_after=before + broken.index(b"\x1dv0") + 500)
    assert printer.send_blob(broken).result is PrintResult.UNKNOWN
    simulator.set_faults(drop_after=None)
    assert printer.kick().code == ""
    assert printer.drawer_is_open() is True
    assert simulator.drawer_pulses == 1
    assert printer.send_blob(receipt(profile, copy=True)).result is PrintResult.PRINTED


def test_a_whole_job_is_followed_by_the_next_without_ado(simulator: PrinterSimulator) -> None:
    profile = simulator.profile
    cable = Cable(10**9)
    printer = EscPosPrinter(lambda: cable, replace(profile, answers=False))
    copy = receipt(profile, copy=True)
    for _ in range(2):
        assert printer.send_blob(copy).result is PrintResult.PRINTED
    assert bytes(cable.got) == recovery(profile, separate=False) + copy + copy
