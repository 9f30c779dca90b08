"""The print spooler: a thread that prints what waits in the journal, apart from the sale.

It owns the printer and the drawer: nobody else talks to them. A job that could not be sent waits and is tried again by
itself; a job whose outcome is unknown waits for a person (`answer`), because a repeat could be a second receipt.
The drawer kick is not durable: a drawer must never open after a restart.
"""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass

from pos_client.db.journal import Journal, JournalWriteError, PrintJobRow
from pos_client.devices.ports import DeviceState, DeviceStatus, Drawer, PrintResult, ReceiptPrinter

RETRY_SECONDS = 2.0
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class SpoolNews:
    """What the printer chip and the paid screen need: device status, jobs waiting, jobs asked about."""

    status: DeviceStatus
    waiting: int
    asked: tuple[tuple[str, str], ...]  # (job id, receipt number) of jobs whose outcome is unknown


class Spooler:
    """Prints for one register. `listener` is called on the spooler's thread."""

    def __init__(
        self,
        journal: Journal,
        printer: ReceiptPrinter,
        drawer: Drawer | None,
        listener: Callable[[SpoolNews], None],
    ) -> None:
        self._journal = journal
        self._printer = printer
        self._drawer = drawer
        self._listener = listener
        self._wake = threading.Event()
        self._stop = threading.Event()
        self._kicks: queue.SimpleQueue[None] = queue.SimpleQueue()
        self._status = DeviceStatus("printer", "", DeviceState.OK)
        self._thread = threading.Thread(target=self._run, name="spooler", daemon=True)

    def start(self) -> None:
        """Begin to print. Jobs that were being sent when the program died have an unknown outcome."""
        for job in self._journal.reader().print_jobs(("sending",)):
            self._mark(job, "unknown", "interrupted")
        self._thread.start()

    def stop(self) -> None:
        """Stop after the job in hand."""
        self._stop.set()
        self._wake.set()
        self._thread.join(timeout=30)

    def wake(self) -> None:
        """Say that something waits. Any thread."""
        self._wake.set()

    def open_drawer(self) -> None:
        """Open the drawer now. Any thread; does not wait."""
        self._kicks.put(None)
        self._wake.set()

    def answer(self, job_id: str, *, printed: bool) -> None:
        """Answer for a job of unknown outcome: it is out, or it is to be printed again. Any thread."""
        state = "printed" if printed else "queued"
        future = self._journal.submit(lambda writer: writer.mark_print(job_id, state, "answered"))
        future.add_done_callback(lambda _done: self._wake.set())

    def _run(self) -> None:
        while not self._stop.is_set():
            self._wake.clear()
            self._kick()
            idle = self._print_waiting()
            self._tell()
            self._wake.wait(None if idle else RETRY_SECONDS)

    def _kick(self) -> None:
        wanted = False
        while not self._kicks.empty():
            self._kicks.get()
            wanted = True
        if wanted and self._drawer is not None:
            status = self._drawer.open()
            if status.state is DeviceState.FAILED:
                self._status = status

    def _print_waiting(self) -> bool:
        """Print what waits, in order; False when something is left to retry."""
        for job in self._journal.reader().print_jobs(("queued", "failed")):
            if self._stop.is_set():
                return True
            if not self._print(job):
                return False
            self._kick()
        return True

    def _print(self, job: PrintJobRow) -> bool:
        if not self._mark(job, "sending", ""):
            return False
        outcome = self._printer.send(job.document)
        self._status = outcome.status
        if outcome.result is PrintResult.PRINTED:
            return self._mark(job, "printed", "")
        if outcome.result is PrintResult.UNKNOWN:
            return self._mark(job, "unknown", outcome.status.code)
        if outcome.status.code == "bad_document":  # of a newer program: park it, alarm, go on with the others
            _log.error("print job %s cannot be drawn: %s", job.job_id, outcome.status.detail)
            return self._mark(job, "abandoned", outcome.status.code)
        self._mark(job, "failed", outcome.status.code)
        return False

    def _mark(self, job: PrintJobRow, state: str, code: str) -> bool:
        try:
            self._journal.submit(lambda writer: writer.mark_print(job.job_id, state, code)).result()
        except JournalWriteError as error:
            _log.error("print job %s could not be marked %s: %s", job.job_id, state, error.code)
            return False
        return True

    def _tell(self) -> None:
        reader = self._journal.reader()
        waiting = len(reader.print_jobs(("queued", "failed", "sending")))
        asked = tuple((job.job_id, job.reference) for job in reader.print_jobs(("unknown",)))
        self._listener(SpoolNews(self._status, waiting, asked))
