"""A conversation with one printer over one connection: ask, send, wait for the acknowledgement.

Not thread-safe: `EscPosPrinter` holds its lock around it. Raises `TransportError`, "malformed" when the other end talks
without end: it is no printer, or one that has lost its mind.
"""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from pos_client.devices.printer.status import ACKNOWLEDGE, QUERY, AnswerReader, InOrder, PrinterState, Query, RealTime
from pos_client.devices.transport import Deadline, Transport, TransportError

_CHUNK = 2048
_POLL = 0.5
_MOST_UNASKED = 64 * 1024  # bytes between two questions; a printer's whole day of status is less


class PrinterTimes(Struct, frozen=True):
    """Deadlines in seconds. A job may take `job` plus a share for its length before it counts as unknown."""

    answer: float = 1.0  # to one DLE EOT
    chunk: float = 10.0  # for the printer to take 2 KB
    job: float = 12.0  # for GS r to be answered behind a short job
    stopped: float = 2.0  # out of paper or open in the middle of a job: told after this
    bytes_per_second: int = 800  # slower than any link

    def for_job(self, length: int) -> float:
        """How long a job of `length` bytes may take in all."""
        return self.job + min(length / self.bytes_per_second, 180.0)


class PrinterLink:
    """One open connection to a printer."""

    def __init__(self, transport: Transport, times: PrinterTimes) -> None:
        self.transport = transport
        self._times = times
        self._reader = AnswerReader()
        self.sent = 0  # bytes that may have reached the printer

    def ask(self) -> PrinterState | None:
        """DLE EOT 1 to 4; None when the printer does not answer."""
        answers: list[int] = []
        for query in Query:
            answer = self._ask(query)
            if answer is None:
                return None
            answers.append(answer)
        return PrinterState(*answers)

    def _ask(self, query: Query) -> int | None:
        self._drain()
        self.transport.write(QUERY + bytes([query]), self._times.answer)
        answer = self._wait(lambda got: isinstance(got, RealTime), Deadline(self._times.answer))
        return None if answer is None else answer.byte

    def _drain(self) -> bool:
        """Drop what came unasked, so that a late answer is not taken for the next; True when GS r was among it."""
        acknowledged = False
        dropped = 0
        while data := self.transport.read(256, 0):
            dropped += len(data)
            if dropped > _MOST_UNASKED:
                raise TransportError("malformed", f"{dropped} bytes that nobody asked for, and more")
            acknowledged |= any(isinstance(answer, InOrder) for answer in self._reader.feed(data))
        return acknowledged

    def _wait(self, wanted: Callable[[RealTime | InOrder], bool], deadline: Deadline) -> RealTime | InOrder | None:
        while True:
            for answer in self._reader.feed(self.transport.read(64, deadline.left)):
                if wanted(answer):
                    return answer
            if deadline.passed:
                return None

    def prepare(self, data: bytes) -> None:
        """Send what prints nothing: a failure is not one of the job, of which nothing has gone over yet."""
        for start in range(0, len(data), _CHUNK):
            self.transport.write(data[start : start + _CHUNK], self._times.chunk)

    def send(self, data: bytes) -> None:
        """The whole blob in chunks; `sent` counts also what a failed chunk may have brought over."""
        for start in range(0, len(data), _CHUNK):
            try:
                self.transport.write(data[start : start + _CHUNK], self._times.chunk)
            except TransportError as error:
                self.sent += error.taken
                raise
            self.sent += len(data[start : start + _CHUNK])

    def acknowledged(self, length: int) -> tuple[bool, PrinterState | None]:
        """Ask behind the job whether it was taken in order: (yes or no, the last state read meanwhile).

        While no answer comes the printer is asked for its state, so that an end of paper in the middle of a job is
        told after seconds and not at the deadline.
        """
        self.transport.write(ACKNOWLEDGE, self._times.chunk)
        deadline = Deadline(self._times.for_job(length))
        stopped: Deadline | None = None
        state: PrinterState | None = None
        while not deadline.passed:
            if self._wait(lambda got: isinstance(got, InOrder), Deadline(min(_POLL, deadline.left))) is not None:
                return True, state
            # The acknowledgement may arrive between these answers: then it is not lost but seen by the question.
            state, done = self._ask_while_printing()
            if done:
                return True, state
            if state is None or state.trouble[1] in ("", "paper_near_end"):
                stopped = None
            elif stopped is None:
                stopped = Deadline(self._times.stopped)
            elif stopped.passed:
                return False, state
        return False, state

    def _ask_while_printing(self) -> tuple[PrinterState | None, bool]:
        """The state, and whether the acknowledgement came meanwhile."""
        answers: list[int] = []
        for query in Query:
            if self._drain():
                return None, True
            self.transport.write(QUERY + bytes([query]), self._times.answer)
            answer = self._wait(lambda _: True, Deadline(self._times.answer))
            if isinstance(answer, InOrder):
                return None, True
            if answer is None:
                return None, False
            answers.append(answer.byte)
        return PrinterState(*answers), False
