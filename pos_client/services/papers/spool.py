"""The print spooler: a thread that prints what waits in the journal, apart from the sale.

It owns the printer and the drawer: nobody else talks to them. A job that could not be sent waits and is tried again by
itself; a job whose outcome is unknown waits for a person (`answer`), because a repeat could be a second receipt: what
is printed again is a copy that says so. When idle it asks the printer how it is, so that paper out is known before the
next receipt.
The drawer kick is not durable: a drawer must never open after a restart.
"""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future

from msgspec import Struct

from pos_client.db.journal import Journal, JournalError, JournalWriteError, PrintJobRow, Writer
from pos_client.devices.ports import DeviceState, DeviceStatus, Drawer, PrintResult, ReceiptPrinter

RETRY_SECONDS = 2.0
IDLE_SECONDS = 10.0
_log = logging.getLogger(__name__)


class SpoolNews(Struct, frozen=True):
    """What the printer chip and the paid screen need: device status, jobs waiting, jobs asked about."""

    status: DeviceStatus
    waiting: int
    asked: tuple[tuple[str, str], ...]  # (job id, receipt number) of jobs whose outcome is unknown


class Spooler:
    """Prints for one register. `listener` is called on the spooler's thread.

    `write_answer` writes what a person said about a job of unknown outcome (`Receipts.answer_print`).
    """

    def __init__(
        self,
        journal: Journal,
        printer: ReceiptPrinter,
        drawer: Drawer | None,
        listener: Callable[[SpoolNews], None],
        *,
        write_answer: Callable[[Writer, PrintJobRow, bool], None],
        idle_seconds: float = IDLE_SECONDS,
    ) -> None:
        self._journal = journal
        self._printer = printer
        self._drawer = drawer
        self._listener = listener
        self._write_answer = write_answer
        self._idle_seconds = idle_seconds
        self._told: SpoolNews | None = None
        self._unwritten: dict[str, tuple[str, str]] = {}  # outcomes that the disk refused, by job
        self._wake = threading.Event()
        self._stop = threading.Event()
        self._jobs_done = 0
        self._kicks: queue.SimpleQueue[None] = queue.SimpleQueue()
        self._status = DeviceStatus("printer", "", DeviceState.OK)
        self._thread = threading.Thread(target=self._run, name="spooler", daemon=True)

    def start(self) -> None:
        """Begin to print. Jobs that were being sent when the program died have an unknown outcome."""
        for job in self._journal.reader().print_jobs(("sending",)):
            self._mark(job.job_id, "unknown", "interrupted")
        self._thread.start()

    def stop(self) -> None:
        """Stop after the job in hand."""
        self._stop.set()
        self._wake.set()
        if self._thread.is_alive():
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

        def work(writer: Writer) -> None:
            job = self._journal.reader().print_job(job_id)
            if job is not None and job.state == "unknown":  # answered once, whatever is pressed twice
                self._write_answer(writer, job, printed)

        self._journal.submit(work).add_done_callback(self._answered)

    def _answered(self, done: Future[None]) -> None:
        error = done.exception()
        if error is not None:
            _log.error("the answer about a print job was not written: %s", error)
        self._told = None  # the question stands again when it was not
        self._wake.set()

    def _run(self) -> None:
        while not self._stop.is_set():
            self._wake.clear()
            try:
                waits = self._round()
            except JournalError as error:  # the journal is in trouble: it says so itself, printing goes on after
                _log.error("the print queue cannot be read: %s", error)
                waits = RETRY_SECONDS
            self._wake.wait(waits)

    def _round(self) -> float:
        """Do what waits; returns how many seconds to rest."""
        self._kick()
        printed = self._jobs_done
        idle = self._print_waiting()
        if idle and printed == self._jobs_done and not self._stop.is_set():
            self._status = self._printer.status()
        if printed != self._jobs_done:
            self._told = None  # what waits may read as before, yet a paper has come of it
        self._tell()
        return self._idle_seconds if idle else RETRY_SECONDS

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
        for job_id, (state, code) in list(self._unwritten.items()):
            if not self._mark(job_id, state, code):
                return False
        for job in self._journal.reader().print_jobs(("queued", "failed")):
            if self._stop.is_set():
                return True
            if not self._print(job):
                return False
            self._kick()
        return True

    def _print(self, job: PrintJobRow) -> bool:
        if not self._mark(job.job_id, "sending", ""):
            self._unwritten.pop(job.job_id)  # nothing was sent: it waits as before
            return False
        outcome = self._printer.send(job.document)
        self._jobs_done += 1
        self._status = outcome.status
        if outcome.result is PrintResult.PRINTED:
            return self._mark(job.job_id, "printed", "")
        if outcome.result is PrintResult.UNKNOWN:
            return self._mark(job.job_id, "unknown", outcome.status.code)
        if outcome.status.code == "bad_document":  # of a newer program: park it, alarm, go on with the others
            _log.error("print job %s cannot be drawn: %s", job.job_id, outcome.status.detail)
            return self._mark(job.job_id, "abandoned", outcome.status.code)
        self._mark(job.job_id, "failed", outcome.status.code)
        return False

    def _mark(self, job_id: str, state: str, code: str) -> bool:
        """Write a job's state; what the disk refuses is kept and written first thing when it takes it again."""
        try:
            self._journal.submit(lambda writer: writer.mark_print(job_id, state, code)).result()
        except JournalWriteError as error:
            _log.error("print job %s could not be marked %s: %s", job_id, state, error.code)
            self._unwritten[job_id] = (state, code)
            return False
        self._unwritten.pop(job_id, None)
        return True

    def _tell(self) -> None:
        reader = self._journal.reader()
        waiting = len(reader.print_jobs(("queued", "failed", "sending")))
        asked = tuple((job.job_id, job.reference) for job in reader.print_jobs(("unknown",)))
        news = SpoolNews(self._status, waiting, asked)
        if news != self._told:
            self._told = news
            self._listener(news)
