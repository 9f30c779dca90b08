"""The printer against a printer that fails in every way, over real sockets, files and terminals."""

from __future__ import annotations

import contextlib
import os
import pty
import socket
import threading
import tty
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from pos_client.devices.drawer import PrinterDrawer
from pos_client.devices.ports import DeviceState, PrintOutcome, PrintResult
from pos_client.devices.printer import EscPosPrinter, PicturePrinter, PrinterTimes, known_profiles
from pos_client.devices.printer.renderer import HEAD_END, recovery
from pos_client.devices.simulators.printer import PrinterSimulator
from pos_client.devices.transport import (
    FileTransport,
    SerialSettings,
    SerialTransport,
    TcpTransport,
    TransportError,
    transport_from,
)
from pos_client.domain.receipt import Cut, Document, Drawer, Text, encode
from tests.support import escpos_decoder as decoder
from tests.support.receipt_goldens import papers

QUICK = PrinterTimes(answer=0.3, chunk=0.5, job=1.0, stopped=0.2, bytes_per_second=20_000)
PROFILES = known_profiles()
EPSON = PROFILES["epson-80"]
SLIP = encode(Document((Text("Молоко 3,20 zł"), Cut()), "slip"))
LONG = encode(Document((*[Text(f"line {i} żółć") for i in range(400)], Cut()), "long"))


BEFORE_JOB = len(HEAD_END) + 12 + len(recovery(EPSON, separate=False))  # of a program's first job; 12 bytes ask


@pytest.fixture
def simulator() -> Iterator[PrinterSimulator]:
    with PrinterSimulator() as running:
        yield running


def printer_for(simulator: PrinterSimulator, times: PrinterTimes = QUICK) -> EscPosPrinter:
    address = simulator.address
    return EscPosPrinter(lambda: transport_from(address), simulator.profile, times=times)


def outcome(result: PrintOutcome) -> tuple[PrintResult, str]:
    return result.result, result.status.code


def test_a_receipt_is_printed_and_acknowledged(simulator: PrinterSimulator) -> None:
    document, _ = papers()["polish"]
    result = printer_for(simulator, PrinterTimes()).send(encode(document))
    assert outcome(result) == (PrintResult.PRINTED, "")
    assert result.status.state is DeviceState.OK
    assert simulator.wait_for_papers(1)
    out = decoder.decode(simulator.papers[0])
    assert not out.problems
    assert "Paragon PL02-000123             14.03.2026 16:09" in out.lines
    assert simulator.drawer_pulses == 1
    assert "Woda niegazowana" in simulator.text()
    assert simulator.png().startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("fault", "code"),
    [("no_paper", "no_paper"), ("cover_open", "cover_open"), ("offline", "offline"), ("cutter_stuck", "cutter_stuck"),
     ("mute", "no_answer")],
)  # fmt: skip
def test_a_fault_before_the_job_means_nothing_was_sent(simulator: PrinterSimulator, fault: str, code: str) -> None:
    printer = printer_for(simulator)
    simulator.set_faults(**{fault: True})
    assert (printer.status().state, printer.status().code) == (DeviceState.FAILED, code)
    assert outcome(printer.send(SLIP)) == (PrintResult.NOT_SENT, code)
    simulator.set_faults(**{fault: False})
    assert printer.status().state is DeviceState.OK
    assert outcome(printer.send(SLIP)) == (PrintResult.PRINTED, "")
    assert simulator.wait_for_papers(1)
    assert len(simulator.papers) == 1


def test_paper_near_its_end_is_told_and_prints(simulator: PrinterSimulator) -> None:
    simulator.set_faults(near_end=True)
    result = printer_for(simulator).send(SLIP)
    assert outcome(result) == (PrintResult.PRINTED, "paper_near_end")
    assert result.status.state is DeviceState.TROUBLE


def test_automatic_status_nobody_asked_for_is_no_answer(simulator: PrinterSimulator) -> None:
    simulator.set_faults(chatter=True)
    assert outcome(printer_for(simulator).send(SLIP)) == (PrintResult.PRINTED, "")
    simulator.set_faults(no_paper=True)
    assert outcome(printer_for(simulator).send(SLIP)) == (PrintResult.NOT_SENT, "no_paper")


@pytest.mark.parametrize("stray", [b"\x10\x00\x03\x00\x11\x13", b"\x12", b"\x18\x00\x00", b"\xff\x93"])
def test_what_comes_unasked_is_never_an_acknowledgement(stray: bytes) -> None:
    """A printer that answers DLE EOT, never GS r, and sends something of its own after all it takes."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            connection, _ = server.accept()
            with connection:
                while data := connection.recv(4096):
                    for _ in range(data.count(b"\x10\x04")):
                        connection.sendall(b"\x12")
                    connection.sendall(stray)

        thread = threading.Thread(target=serve)
        thread.start()
        port = server.getsockname()[1]
        printer = EscPosPrinter(lambda: TcpTransport("127.0.0.1", port), EPSON, times=QUICK)
        assert outcome(printer.send(SLIP)) == (PrintResult.UNKNOWN, "timeout")
        thread.join(5)


@contextlib.contextmanager
def chattering(said: bytes, after: int) -> Iterator[int]:
    """The port of a peer that says `said` over and over, once it has read `after` bytes, whatever it is asked."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def read(connection: socket.socket) -> None:
            with contextlib.suppress(OSError):
                while connection.recv(65_536):
                    pass

        def serve() -> None:
            connection, _ = server.accept()
            with connection, contextlib.suppress(OSError):
                heard = 0
                while heard < after:
                    answered = connection.recv(4096)
                    heard += len(answered)
                    connection.sendall(b"\x12" * answered.count(b"\x10\x04"))
                reader = threading.Thread(target=read, args=(connection,))
                reader.start()
                try:
                    while True:
                        connection.sendall(said * 4096)
                finally:
                    connection.shutdown(socket.SHUT_RDWR)
                    reader.join()

        thread = threading.Thread(target=serve)
        thread.start()
        yield server.getsockname()[1]
        thread.join()


@pytest.mark.parametrize("said", [b"\x00", b"\x12", b"\x12\x00", b"\xff", bytes(range(256))])
def test_a_peer_that_never_stops_talking_is_no_printer(said: bytes) -> None:
    """An address that is not a printer's, or a printer gone mad: the spooler must not listen to it for ever."""
    with chattering(said, 0) as port:
        printer = EscPosPrinter(lambda: TcpTransport("127.0.0.1", port), EPSON, times=QUICK)
        assert outcome(printer.send(SLIP)) == (PrintResult.NOT_SENT, "malformed")


def test_a_printer_that_goes_mad_within_the_job_leaves_it_unknown() -> None:
    with chattering(b"\xff", BEFORE_JOB + 1) as port:
        printer = EscPosPrinter(lambda: TcpTransport("127.0.0.1", port), EPSON, times=QUICK)
        assert outcome(printer.send(LONG)) == (PrintResult.UNKNOWN, "malformed")


def test_nobody_there_means_nothing_was_sent() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    printer = EscPosPrinter(lambda: TcpTransport("127.0.0.1", port), EPSON, times=QUICK)
    assert outcome(printer.send(SLIP)) == (PrintResult.NOT_SENT, "refused")
    assert printer.status().code == "refused"
    assert PrinterDrawer(printer).open().state is DeviceState.FAILED
    assert PrinterDrawer(printer).is_open() is None


def test_a_bad_address_is_trouble_not_an_exception() -> None:
    printer = EscPosPrinter(lambda: transport_from("tcp://"), EPSON)
    assert outcome(printer.send(SLIP)) == (PrintResult.NOT_SENT, "bad_address")


@pytest.mark.parametrize("after", [1, 200, 3000])
def test_a_connection_lost_within_the_job_is_unknown(simulator: PrinterSimulator, after: int) -> None:
    simulator.set_faults(drop_after=BEFORE_JOB + after)
    result = printer_for(simulator).send(LONG)
    assert result.result is PrintResult.UNKNOWN
    assert result.status.code in {"unplugged", "no_answer"}


@pytest.mark.parametrize("after", [1, 20, 27])
def test_a_connection_lost_within_the_questions_means_nothing_was_sent(simulator: PrinterSimulator, after: int) -> None:
    simulator.set_faults(drop_after=after)
    assert printer_for(simulator).send(LONG).result is PrintResult.NOT_SENT
    assert not list(simulator.papers)
    assert simulator.unfinished == b""


def test_paper_that_ends_within_the_job_is_unknown_and_the_rest_comes_with_new_paper(
    simulator: PrinterSimulator,
) -> None:
    simulator.set_faults(bytes_per_second=20_000)
    results: list[PrintOutcome] = []
    printer = printer_for(simulator, replace(QUICK, job=20.0))
    sending = threading.Thread(target=lambda: results.append(printer.send(LONG)))
    sending.start()
    assert simulator.wait_for_ink()
    simulator.set_faults(no_paper=True)
    sending.join(20)
    assert outcome(results[0]) == (PrintResult.UNKNOWN, "no_paper")
    assert not list(simulator.papers)
    simulator.set_faults(no_paper=False, bytes_per_second=0)
    assert simulator.wait_for_papers(1)
    assert decoder.decode(simulator.papers[0]).lines[-1] == "line 399 żółć"


def test_a_printer_that_falls_silent_within_the_job_is_unknown(simulator: PrinterSimulator) -> None:
    simulator.set_faults(bytes_per_second=20_000)
    results: list[PrintOutcome] = []
    printer = printer_for(simulator)
    sending = threading.Thread(target=lambda: results.append(printer.send(LONG)))
    sending.start()
    assert simulator.wait_for_ink()
    simulator.set_faults(mute=True)
    sending.join(30)
    assert outcome(results[0]) == (PrintResult.UNKNOWN, "no_answer")


def test_a_slow_printer_is_waited_for(simulator: PrinterSimulator) -> None:
    simulator.set_faults(bytes_per_second=8000)
    assert outcome(printer_for(simulator, replace(QUICK, chunk=5.0, job=10.0)).send(LONG)) == (PrintResult.PRINTED, "")


def test_what_is_no_document_is_not_sent(simulator: PrinterSimulator) -> None:
    printer = printer_for(simulator)
    assert outcome(printer.send(b"\x1bp\x00\x19\xfa")) == (PrintResult.NOT_SENT, "bad_document")
    assert simulator.unfinished == b""
    assert simulator.drawer_pulses == 0


def test_a_name_that_is_a_command_leaves_the_drawer_shut(simulator: PrinterSimulator) -> None:
    evil = "\x1bp\x00\x19\xfa\x10\x14\x01\x00\x01"
    assert outcome(printer_for(simulator).send(encode(Document((Text(evil, evil), Cut()), evil)))) == (
        PrintResult.PRINTED,
        "",
    )
    assert simulator.drawer_pulses == 0


def test_the_drawer_opens_alone_and_also_without_paper(simulator: PrinterSimulator) -> None:
    drawer = PrinterDrawer(printer_for(simulator))
    assert drawer.is_open() is False
    simulator.set_faults(no_paper=True)
    assert drawer.open().state is DeviceState.OK
    assert drawer.is_open() is True
    simulator.close_drawer()
    assert drawer.is_open() is False
    assert simulator.drawer_pulses == 1


def test_after_a_job_the_drawer_still_opens_at_once(simulator: PrinterSimulator) -> None:
    printer = printer_for(simulator)
    assert printer.send(SLIP).result is PrintResult.PRINTED
    simulator.set_faults(cover_open=True)
    assert PrinterDrawer(printer).open().state is DeviceState.OK
    assert PrinterDrawer(printer).is_open() is True


def test_a_printer_without_real_time_pulses_is_not_left_with_one_for_later() -> None:
    profile = PROFILES["picture-80"]
    with PrinterSimulator(profile) as simulator:
        drawer = PrinterDrawer(printer_for(simulator))
        simulator.set_faults(no_paper=True)
        status = drawer.open()
        assert (status.device, status.state, status.code) == ("drawer", DeviceState.FAILED, "no_paper")
        simulator.set_faults(no_paper=False)
        assert simulator.drawer_pulses == 0
        assert drawer.open().state is DeviceState.OK
        assert drawer.is_open() is True


def test_no_drawer_in_the_profile_is_off(simulator: PrinterSimulator) -> None:
    printer = EscPosPrinter(lambda: transport_from(simulator.address), replace(EPSON, drawer_pin=0))
    assert PrinterDrawer(printer).open().state is DeviceState.OFF


def test_a_write_only_path_has_printed_when_everything_was_written(tmp_path: Path) -> None:
    path = tmp_path / "lp"
    printer = EscPosPrinter(lambda: FileTransport(path), EPSON)
    assert printer.status().state is DeviceState.OK
    assert outcome(printer.send(SLIP)) == (PrintResult.PRINTED, "")
    assert decoder.decode(path.read_bytes()).lines == ["Молоко 3,20 zł"]


def test_a_pipe_that_stops_taking_is_unknown_and_one_nobody_reads_not_sent(tmp_path: Path) -> None:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    profile = PROFILES["picture-80"]
    printer = EscPosPrinter(lambda: FileTransport(path), profile, times=QUICK)
    assert outcome(printer.send(LONG)) == (PrintResult.NOT_SENT, "unplugged")
    reader = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    try:
        assert outcome(printer.send(LONG)) == (PrintResult.UNKNOWN, "timeout")
    finally:
        os.close(reader)


class Stingy:
    """A path of which it is known how many bytes of a job's first write went over before it broke."""

    name = "stingy"
    can_answer = False

    def __init__(self, taken: int) -> None:
        self.taken = taken

    def open(self) -> None: ...

    def close(self) -> None: ...

    def read(self, n: int, timeout: float) -> bytes:
        raise TransportError("write_only", f"{n} {timeout}")

    def write(self, data: bytes, timeout: float) -> None:
        if data.strip(b"\x00") not in (
            b"",
            b"\x1b@",
        ):  # the program's first job makes sure of a printer it does not know
            raise TransportError("unplugged", f"{len(data)} {timeout}", taken=self.taken)


@pytest.mark.parametrize(("taken", "result"), [(0, PrintResult.NOT_SENT), (1, PrintResult.UNKNOWN)])
def test_one_byte_that_went_over_makes_the_difference(taken: int, result: PrintResult) -> None:
    assert outcome(EscPosPrinter(lambda: Stingy(taken), EPSON).send(SLIP)) == (result, "unplugged")


def test_a_full_disk_takes_nothing() -> None:
    printer = EscPosPrinter(lambda: FileTransport(Path("/dev/full")), EPSON)
    assert outcome(printer.send(SLIP)) == (PrintResult.NOT_SENT, "io_error")


def test_a_serial_printer_works_the_same() -> None:
    device, end = pty.openpty()
    tty.setraw(end)
    path = os.ttyname(end)
    received = bytearray()

    def serve() -> None:
        while True:
            try:
                data = os.read(device, 4096)
            except OSError:  # the printer closed its end
                return
            received.extend(data)
            for _ in range(data.count(b"\x10\x04")):
                os.write(device, b"\x12")
            if b"\x1dr\x01" in data:
                os.write(device, b"\x00")
                return

    thread = threading.Thread(target=serve)
    thread.start()
    printer = EscPosPrinter(lambda: SerialTransport(SerialSettings(path)), EPSON, times=QUICK)
    result = printer.send(SLIP)
    thread.join(5)
    os.close(end)
    os.close(device)
    assert outcome(result) == (PrintResult.PRINTED, "")
    assert b"3,20" in received


def test_jobs_of_two_threads_do_not_mix(simulator: PrinterSimulator) -> None:
    printer = printer_for(simulator, PrinterTimes())
    threads = [
        threading.Thread(target=printer.send, args=(encode(Document((*[Text(f"{n}")] * 50, Cut()))),)) for n in range(4)
    ]
    threads.append(threading.Thread(target=PrinterDrawer(printer).open))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert simulator.wait_for_papers(4)
    papers = sorted("".join(sorted({*decoder.decode(paper).lines})) for paper in simulator.papers)
    assert papers == ["0", "1", "2", "3"]
    assert simulator.drawer_pulses == 1


def test_a_printer_that_is_a_folder_keeps_numbered_pictures(tmp_path: Path) -> None:
    folder = tmp_path / "receipts"
    printer = PicturePrinter(folder)
    for _ in range(2):
        assert outcome(printer.send(SLIP)) == (PrintResult.PRINTED, "")
    assert sorted(path.name for path in folder.iterdir()) == ["00001-slip.png", "00002-slip.png"]
    assert outcome(printer.send(b"junk")) == (PrintResult.NOT_SENT, "bad_document")
    evil = encode(Document((Text("x"), Drawer()), "../../etc/x"))
    assert printer.send(evil).result is PrintResult.PRINTED
    assert max(path.name for path in folder.iterdir()) == "00003-etc-x.png"


def test_a_folder_that_cannot_be_written_is_failed(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    printer = PicturePrinter(blocked)
    assert printer.status().state is DeviceState.FAILED
    assert outcome(printer.send(SLIP)) == (PrintResult.NOT_SENT, "io_error")
