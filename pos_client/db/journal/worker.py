"""The journal's thread: the only writer. One submitted work is one transaction, durable before its future has a result.

The connection is opened, used and closed on this thread. When it is idle it checkpoints the log; a log that grew past
`MOST_LOG_BYTES` without a pause is checkpointed between two works. After a failed commit the file is opened anew and
the outcome settled before anything else is written: each transaction leaves a mark at the head, and one more is
committed on top, so that a later crash cannot bring the failed one back.
"""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import Any, TypeVar

from msgspec import Struct
from pysqlite3 import dbapi2

from pos_client.db.journal.errors import (
    JournalDamagedError,
    JournalError,
    JournalUsageError,
    JournalWriteError,
    Outcome,
    damage_of,
    is_certainly_lost,
    trouble_code,
    write_error,
)
from pos_client.db.journal.writer import Writer

T = TypeVar("T")
QUEUE_LENGTH = 1_000
IDLE_SECONDS = 0.5
MOST_LOG_BYTES = 64 * 1024 * 1024
_log = logging.getLogger(__name__)


class _Job(Struct, frozen=True):
    work: Callable[[Writer], Any]
    future: Future[Any]


class _Failed(Struct):
    """A commit that reported a failure, and which marks at the head prove that it went through, or that it did not.

    A mark that is not in `proves` is of the time before it.
    """

    error: JournalWriteError
    proves: dict[int, bool]


class Worker:
    """Runs works in order. `connect` opens the writer's connection, `write` makes the `Writer` of a transaction."""

    def __init__(
        self, path: Path, connect: Callable[[], Any], write: Callable[[Any], Writer], idle_seconds: float = IDLE_SECONDS
    ) -> None:
        self._path = path
        self._log_path = path.with_name(f"{path.name}-wal")
        self._connect = connect
        self._write = write
        self._idle_seconds = idle_seconds
        self._queue: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()  # a fifth of a Queue's hand-over
        self._gate = threading.Lock()
        self._closing = False
        self._raw: Any = None
        self._failed: _Failed | None = None
        self._damage: JournalDamagedError | None = None
        self._grown = True
        self._trouble = ""
        self.on_commit: Callable[[], None] = _nothing
        self._thread = threading.Thread(target=self._loop, name="journal", daemon=True)

    @property
    def trouble(self) -> str:
        """The code of what keeps the journal from writing, "" when nothing does. Any thread."""
        return self._trouble

    @property
    def thread_id(self) -> int:
        """The system's number of the thread. `RuntimeError` before it was started."""
        number = self._thread.native_id
        if number is None:
            raise RuntimeError("the journal's thread was not started")
        return number

    def start(self, raw: Any) -> None:  # noqa: ANN401 - the driver has no types
        """Begin to work on an open connection, which from now on belongs to the thread."""
        self._raw = raw
        self._thread.start()

    def submit(self, work: Callable[[Writer], T]) -> Future[T]:
        """Queue a work; never blocks. With a full queue or after `close` the future fails at once."""
        future: Future[T] = Future()
        with self._gate:
            if self._closing:
                future.set_exception(JournalWriteError("closed"))
                return future
            if self._queue.qsize() >= QUEUE_LENGTH:
                future.set_exception(JournalWriteError("queue_full"))
                return future
            self._queue.put(_Job(work, future))
        return future

    def close(self) -> None:
        """Finish what is queued, then end the thread and close the connection. Blocks."""
        with self._gate:
            first, self._closing = not self._closing, True
        if first:
            self._queue.put(None)
        self._thread.join()

    # --- on the journal's thread

    def _loop(self) -> None:
        while True:
            try:
                job = self._queue.get(timeout=self._idle_seconds)
            except queue.Empty:
                self._idle()
                continue
            if job is None:
                break
            if job.future.set_running_or_notify_cancel():
                self._run(job)
            if self._log_is_long():
                self._checkpoint()
        if self._raw is not None and not self._trouble:
            self._grown = True
            self._checkpoint()
        self._disconnect()

    def _run(self, job: _Job) -> None:
        if self._trouble and not self._recover():
            job.future.set_exception(self._damage or JournalWriteError(self._trouble))
            return
        writer: Writer | None = None
        try:
            self._raw.execute("BEGIN IMMEDIATE")
            writer = self._write(self._raw)
            result = job.work(writer)
            mark = writer.finish()
        except dbapi2.Error as error:
            self._abandon(writer)
            failure = write_error(error, self._path, Outcome.NOT_COMMITTED)
            self._note_failure(failure)
            job.future.set_exception(failure)
        except BaseException as error:  # noqa: BLE001 - it goes to whoever submitted the work
            self._abandon(writer)
            job.future.set_exception(error)
        else:
            self._commit(job, result, mark)

    def _commit(self, job: _Job, result: Any, mark: int) -> None:  # noqa: ANN401 - whatever the work returned
        try:
            self._raw.execute("COMMIT")
        except dbapi2.Error as error:
            _log.error("a commit of the journal failed: %s", error)
            outcome = Outcome.NOT_COMMITTED if is_certainly_lost(error) else Outcome.UNKNOWN
            failure = write_error(error, self._path, outcome)
            if isinstance(failure, JournalWriteError):
                self._failed = _Failed(failure, {mark: True})
            self._note_failure(failure)
            self._abandon(None)
            self._recover()
            if isinstance(failure, JournalWriteError) and failure.outcome is Outcome.COMMITTED:
                job.future.set_result(result)
            else:
                job.future.set_exception(failure)
        else:
            self._grown = True
            job.future.set_result(result)
            self.on_commit()

    def _abandon(self, writer: Writer | None) -> None:
        if writer is not None:
            writer.end()
        try:
            if self._raw.in_transaction:
                self._raw.execute("ROLLBACK")
        except dbapi2.Error as error:
            _log.warning("rolling back failed: %s", error)
            self._note(trouble_code(error, self._path) or "io_error")

    def _note_failure(self, failure: JournalError) -> None:
        if isinstance(failure, JournalDamagedError):
            self._damage = failure
        if not isinstance(failure, JournalUsageError):
            self._note(failure.code)

    def _note(self, code: str) -> None:
        if code != self._trouble:
            _log.error("the journal cannot write: %s", code)
        self._trouble = code

    # --- after a failure

    def _recover(self) -> bool:
        """Open the file anew and settle what is unsettled; True when the journal writes again. Damage stays."""
        if self._damage is not None:
            return False
        self._disconnect()
        try:
            self._raw = self._connect()
            self._settle()
        except dbapi2.Error as error:
            self._damage = damage_of(error)
            self._trouble = self._damage.code if self._damage else trouble_code(error, self._path) or "io_error"
            return False
        _log.info("the journal writes again")
        self._trouble = ""
        return True

    def _settle(self) -> None:
        """Commit one more transaction on top of what is there; only then say what became of the failed one."""
        self._raw.execute("BEGIN IMMEDIATE")
        writer = self._write(self._raw)
        found = writer.head.commit_mark
        mark = writer.finish()
        failed = self._failed
        went_through = failed is not None and failed.proves.get(found, False)
        if failed is not None:
            failed.proves[mark] = went_through  # this commit, too, may fail and yet be there
        self._raw.execute("COMMIT")
        self._checkpoint()
        if failed is not None:
            failed.error.outcome = Outcome.COMMITTED if went_through else Outcome.NOT_COMMITTED
            _log.warning("the failed commit was %s", failed.error.outcome.value)
            self._failed = None

    def _disconnect(self) -> None:
        raw, self._raw = self._raw, None
        if raw is not None:
            try:
                raw.close()
            except dbapi2.Error as error:
                _log.warning("closing the journal failed: %s", error)

    # --- when idle

    def _idle(self) -> None:
        if self._trouble:
            self._recover()
        elif self._grown:
            self._checkpoint()

    def _log_is_long(self) -> bool:
        if not self._grown or self._trouble:
            return False
        try:
            return self._log_path.stat().st_size > MOST_LOG_BYTES
        except FileNotFoundError:
            return False

    def _checkpoint(self) -> None:
        """Move the log into the file, waiting for nobody; a failure costs nothing, the log stays as it is."""
        try:
            busy, total, moved = self._raw.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
            self._grown = bool(busy) or total != moved
        except dbapi2.Error as error:
            _log.warning("a checkpoint failed: %s", error)


def _nothing() -> None:
    """Nobody wants to know of commits."""
