"""A receipt printer on a TCP port: takes ESC/POS, answers status queries, holds paper, and can fail in every way.

It behaves as the real ones do: real-time queries are answered at once, GS r in order; without paper, with an open cover
or offline it keeps taking bytes, prints nothing and goes on where it stopped once that is over. `PrinterSimulator` runs
its own threads; every method may be called from any thread. Use it as a context manager.
"""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from types import TracebackType
from typing import Self

from msgspec import Struct
from msgspec.structs import replace

from pos_client.devices.printer.profile import Cutter, PrinterProfile, known_profiles
from pos_client.devices.simulators.escpos_stream import RealTimeFinder, RealTimeFound, command_length
from pos_client.devices.simulators.paper import Paper, PaperMaker, paper_png, paper_text

_CUT = b"\x1dV"
MAX_PAPERS = 1000
MAX_HELD = 8_000_000


class PrinterFaults(Struct, frozen=True):
    """What is wrong. `drop_after` closes the connection once so many bytes of it came; `mute` answers nothing.

    `bytes_per_second` makes it slow (0: as fast as it can); `chatter` sends automatic status nobody asked for.
    """

    no_paper: bool = False
    near_end: bool = False
    cover_open: bool = False
    offline: bool = False
    cutter_stuck: bool = False
    mute: bool = False
    chatter: bool = False
    drop_after: int | None = None
    bytes_per_second: int = 0

    @property
    def stopped(self) -> bool:
        """True when nothing is printed."""
        return self.no_paper or self.cover_open or self.offline or self.cutter_stuck


class PrinterSimulator:
    """The printer. `papers` are finished jobs as raw bytes, each up to and with its cut."""

    def __init__(self, profile: PrinterProfile | None = None, *, host: str = "127.0.0.1", port: int = 0) -> None:
        self.profile = profile or known_profiles()["epson-80"]
        self._asked = (host, port)
        self._server: socket.socket | None = None
        self._changed = threading.Condition()
        self._faults = PrinterFaults()
        self._papers: list[bytes] = []
        self._printed = bytearray()  # of the paper that is not cut yet
        self._held = bytearray()  # taken, not printed yet
        self._caller: socket.socket | None = None  # who gets the answers that come in order
        self._tear = False  # without a cutter a paper ends with its job
        self._pulses = 0
        self._drawer_open = False
        self._guarded = False
        self._stopping = threading.Event()
        self._threads: list[threading.Thread] = []
        self._connections: set[socket.socket] = set()

    @property
    def host(self) -> str:
        """The address it listens on."""
        return self._asked[0]

    @property
    def port(self) -> int:
        """The port it listens on, once started."""
        if self._server is None:
            raise RuntimeError("the printer simulator is not started")
        return int(self._server.getsockname()[1])

    @property
    def address(self) -> str:
        """The address as settings write it."""
        return f"tcp://{self.host}:{self.port}"

    def start(self) -> None:
        """Listen; returns once connections are accepted."""
        self._server = socket.create_server(self._asked)
        self._server.settimeout(0.1)
        self._run(self._accept, self._server)

    def stop(self) -> None:
        """Switch off: connections end, threads are gone on return."""
        self._stopping.set()
        with self._changed:
            connections = list(self._connections)
        for connection in connections:
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
        for thread in list(self._threads):
            thread.join(5)
        if self._server is not None:
            self._server.close()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        self.stop()

    def set_faults(self, **faults: bool | int | None) -> None:
        """Change the named faults; what waited is printed when nothing stops it any more."""
        with self._changed:
            self._faults = replace(self._faults, **faults)
            self._changed.notify_all()
        self._print_held()

    @property
    def faults(self) -> PrinterFaults:
        """What is wrong now."""
        return self._faults

    def switch_off_and_on(self) -> None:
        """Cut the power for a moment: every connection ends, and what was taken and not printed is gone.

        What is printed stays on its paper. A mere break of the line loses nothing: half a command waits for its rest.
        """
        with self._changed:
            connections = list(self._connections)
            self._held.clear()
            self._guarded = False
        for connection in connections:
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)

    def close_drawer(self) -> None:
        """Push the drawer shut."""
        with self._changed:
            self._drawer_open = False

    @property
    def drawer_pulses(self) -> int:
        """How often the drawer was opened."""
        return self._pulses

    @property
    def papers(self) -> tuple[bytes, ...]:
        """Finished papers, oldest first."""
        with self._changed:
            return tuple(self._papers)

    @property
    def unfinished(self) -> bytes:
        """What is printed on the paper that is not cut yet."""
        with self._changed:
            return bytes(self._printed)

    def wait_for_papers(self, count: int, timeout: float = 10.0) -> bool:
        """True as soon as `count` papers are finished, False after `timeout` seconds."""
        with self._changed:
            return self._changed.wait_for(lambda: len(self._papers) >= count, timeout)

    def wait_for_ink(self, timeout: float = 10.0) -> bool:
        """True as soon as something is printed on the paper that is not cut yet, False after `timeout` seconds."""
        with self._changed:
            return self._changed.wait_for(lambda: bool(self._printed), timeout)

    def paper(self, index: int = -1) -> Paper:
        """A finished paper as the printer printed it."""
        return PaperMaker(self.profile).make(self.papers[index])

    def text(self, index: int = -1) -> str:
        """A finished paper as text."""
        return paper_text(self.paper(index))

    def png(self, index: int = -1) -> bytes:
        """A finished paper as a picture."""
        return paper_png(self.paper(index), self.profile)

    def _run(self, work: object, *arguments: object) -> None:
        thread = threading.Thread(target=work, args=arguments, name="printer-simulator", daemon=True)  # type: ignore[arg-type]
        self._threads.append(thread)
        thread.start()

    def _accept(self, server: socket.socket) -> None:
        while not self._stopping.is_set():
            try:
                connection, _ = server.accept()
            except TimeoutError:
                continue
            except OSError:
                return
            self._threads = [thread for thread in self._threads if thread.is_alive()]
            with self._changed:
                self._connections.add(connection)
            self._run(self._serve, connection)

    def _serve(self, connection: socket.socket) -> None:
        finder = RealTimeFinder()
        taken = 0
        try:
            with connection:
                connection.settimeout(0.1)
                if self._faults.chatter:
                    connection.sendall(self._automatic_status())
                while not self._stopping.is_set():
                    data = self._receive(connection)
                    if data is None:
                        continue
                    limit = self._faults.drop_after
                    if not data or (limit is not None and taken >= limit):
                        return
                    if limit is not None and taken + len(data) >= limit:
                        self._take(connection, finder, data[: limit - taken])
                        return
                    taken += len(data)
                    self._take(connection, finder, data)
        except OSError:
            pass  # the register went away in the middle: what came is printed all the same
        finally:
            with self._changed:
                self._connections.discard(connection)
                if self._caller is connection:
                    self._caller = None
                self._tear = self.profile.cutter is Cutter.NONE and taken > 0
            self._print_held()

    def _receive(self, connection: socket.socket) -> bytes | None:
        """What came, b"" at the end, None when there is nothing yet or the printer's memory is full."""
        with self._changed:
            if len(self._held) > MAX_HELD:
                self._changed.wait(0.05)
                return None
        try:
            pace = self._faults.bytes_per_second
            data = connection.recv(max(pace // 50, 1) if pace else 65536)
        except TimeoutError:
            return None
        if pace:
            time.sleep(len(data) / pace)
        return data

    def _take(self, connection: socket.socket, finder: RealTimeFinder, data: bytes) -> None:
        with self._changed:
            self._held += data
            self._caller = connection
        for found in finder.feed(data):
            self._real_time(connection, found)
        self._print_held()

    def _real_time(self, connection: socket.socket, found: RealTimeFound) -> None:
        if found.kind == "query":
            if self._faults.chatter:
                self._answer(connection, self._automatic_status())
            self._answer(connection, bytes([self._status(found.value)]))
        elif found.kind == "guard":
            self._guarded = found.value == 0
        elif not self._guarded:
            self._pulse()

    def _answer(self, connection: socket.socket | None, data: bytes) -> None:
        if connection is not None and not self._faults.mute:
            with contextlib.suppress(OSError):  # nobody waits for the answer any more
                connection.sendall(data)

    def _pulse(self) -> None:
        with self._changed:
            self._pulses += 1
            self._drawer_open = True
            self._changed.notify_all()

    def _status(self, query: int) -> int:
        faults = self._faults
        if query == 1:
            return 0x12 | (0x04 if self._drawer_open else 0) | (0x08 if faults.stopped else 0)
        if query == 2:
            return 0x12 | (0x04 if faults.cover_open else 0) | (0x20 if faults.no_paper else 0)
        if query == 3:
            return 0x12 | (0x08 if faults.cutter_stuck else 0)
        return 0x12 | (0x0C if faults.near_end or faults.no_paper else 0) | (0x60 if faults.no_paper else 0)

    def _automatic_status(self) -> bytes:
        faults = self._faults
        first = 0x10 | (0x08 if faults.stopped else 0) | (0x20 if faults.cover_open else 0)
        paper = (0x03 if faults.near_end or faults.no_paper else 0) | (0x0C if faults.no_paper else 0)
        return bytes([first, 0, paper, 0])

    def _print_held(self) -> None:
        """Print what is held, command by command, unless something stops the printer."""
        answers = bytearray()
        with self._changed:
            at = 0
            while at < len(self._held) and not self._faults.stopped:
                length = command_length(self._held, at)
                if length is None:
                    break
                answers += self._print(bytes(self._held[at : at + length]))
                at += length
            del self._held[:at]
            if self._tear and not self._held and PaperMaker(self.profile).make(bytes(self._printed)).rows:
                self._finish_paper()
            self._changed.notify_all()
            caller = self._caller
        if answers:
            self._answer(caller, bytes(answers))

    def _print(self, command: bytes) -> bytes:
        """One command; the answer it gives in order."""
        if command[:1] == b"\x10" or command == b"\x00":
            return b""  # obeyed when it came; a zero between commands is nothing
        if command[:2] == b"\x1dr":
            faults = self._faults
            return bytes([(0x03 if faults.near_end else 0) | (0x0C if faults.no_paper else 0)])
        if command[:2] == b"\x1bp":
            self._pulses += 1
            self._drawer_open = True
        self._printed += command
        if command[:2] == _CUT:
            self._finish_paper()
        return b""

    def _finish_paper(self) -> None:
        self._papers.append(bytes(self._printed))
        del self._papers[:-MAX_PAPERS]
        self._printed.clear()
        self._tear = False
