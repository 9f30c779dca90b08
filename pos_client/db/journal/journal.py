"""The journal's front: opening with its checks, submitting work, reading, backing up, closing.

`open` and `close` block; call them off the main thread or before the first screen. `submit` never blocks. A `Reader`
belongs to the thread that asked for it.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from concurrent.futures import Future
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

from pysqlite3 import dbapi2

from pos_client.db import sqlite
from pos_client.db.journal import opening
from pos_client.db.journal.backup import KEEP, BackupReport, backup
from pos_client.db.journal.errors import JournalError, open_error
from pos_client.db.journal.lock import InstanceLock
from pos_client.db.journal.opening import ANCHOR, RUNNING, OpenReport
from pos_client.db.journal.reader import Reader
from pos_client.db.journal.verify import VerifyReport, check, open_for_reading
from pos_client.db.journal.worker import IDLE_SECONDS, Worker
from pos_client.db.journal.writer import Writer
from sync.protocol.messages import Grant
from sync.protocol.signing import Signer

T = TypeVar("T")
PAUSE_SECONDS = 0.02  # between pages of the check in the background: selling goes first
_log = logging.getLogger(__name__)


def utc_now() -> datetime:
    """Return the wall clock, aware, in UTC."""
    return datetime.now(UTC)


class Journal:
    """The journal of one register. `state` tells how it was opened, `verification` what its check found.

    After a clean stop the check runs in the background, and a close ends it early (the future is then cancelled);
    after an unclean one it is done before `open` returns.
    """

    def __init__(
        self, path: Path, lock: InstanceLock, signer: Signer, clock: Callable[[], datetime], idle_seconds: float
    ) -> None:
        self.path = path
        self.state = OpenReport()
        self.verification: Future[VerifyReport] = Future()
        self._lock = lock
        self._signer = signer
        self._clock = clock
        self._offset = 0
        self._worker = Worker(path, self._connect, self._writer, idle_seconds)
        self._local = threading.local()
        self._readers: list[tuple[threading.Thread, Any]] = []
        self._readers_gate = threading.Lock()
        self._stopping = threading.Event()
        self._checker: threading.Thread | None = None
        self._closed = False

    @classmethod
    def open(
        cls,
        directory: Path,
        signer: Signer,
        *,
        prefix: str,
        register_id: str = "",
        grant: Grant | None = None,
        clock: Callable[[], datetime] = utc_now,
        idle_seconds: float = IDLE_SECONDS,
    ) -> Journal:
        """Open the journal in `directory`, creating it when there has been none.

        `prefix` begins receipt numbers; `register_id` is the identity in every event (the prefix when it is not
        given). A journal that is made now begins with the epoch of `grant`. After an unclean stop the chain is checked
        before this returns. `AlreadyRunningError`, `JournalOpenError`, `JournalDamagedError`; a damaged file is never
        touched.
        """
        path = opening.prepare(directory)
        lock = InstanceLock(directory / opening.LOCK_NAME)
        journal = cls(path, lock, signer, clock, idle_seconds)
        try:
            journal._open(prefix, register_id, grant)
        except BaseException:
            lock.release()
            raise
        return journal

    def submit(self, work: Callable[[Writer], T]) -> Future[T]:
        """Run `work` in a transaction of its own on the journal's thread. Any thread; never blocks.

        The future gives the work's result once it is durable. It fails with `JournalWriteError` (see its `outcome`),
        or with whatever the work raised, when nothing was written. Its callbacks run on the journal's thread and
        must not wait for another future of this journal.
        """
        return self._worker.submit(work)

    def reader(self) -> Reader:
        """Return the calling thread's reader."""
        found: Reader | None = getattr(self._local, "reader", None)
        if found is None:
            try:
                raw = sqlite.connect(self.path, mode="ro", pragmas=sqlite.READER_PRAGMAS)
            except dbapi2.Error as error:
                raise open_error(error, self.path) from error
            found = self._local.reader = Reader(raw, self.path)
            self._keep_reader(raw)
        return found

    @property
    def trouble(self) -> str:
        """The code of what keeps the journal from writing ("disk_full", "io_error", ...), "" when nothing does."""
        return self._worker.trouble

    @property
    def thread_id(self) -> int:
        """The system's number of the journal's thread."""
        return self._worker.thread_id

    def on_commit(self, told: Callable[[], None]) -> None:
        """Have `told` called after each commit, on the journal's thread: it must return at once and never raise."""
        self._worker.on_commit = told

    def set_offset(self, microseconds: int) -> None:
        """State what must be added to the wall clock to reach the centre's; events from now on carry it."""
        self._offset = microseconds

    def backup(self, directory: Path, *, keep: int = KEEP) -> BackupReport:
        """Make a verified copy in `directory`. Blocks; not on the main thread. `BackupError`."""
        return backup(self.path, directory, keep=keep)

    def close(self) -> None:
        """Finish what is queued, note the clean stop, close everything. Blocks; a second call does nothing."""
        if self._closed:
            return
        self._closed = True
        self._stopping.set()
        if self._checker is not None:
            self._checker.join()
        sound = self._is_sound()
        try:
            self._keep_proof()
            error = self._worker.submit(lambda writer: self._note_stop(writer, sound=sound)).exception()
            if error is not None:
                _log.warning("the clean stop could not be noted: %s", error)
            with self._readers_gate:
                for _thread, raw in self._readers:
                    raw.close()
                self._readers.clear()
            self._worker.close()  # last, so that the log goes with the last connection
        finally:
            self._lock.release()

    # --- inside

    def _open(self, prefix: str, register_id: str, grant: Grant | None) -> None:
        raw, self.state = opening.open_file(
            self.path, self._connect, self._writer, self._signer, prefix, register_id or prefix, grant
        )
        self._worker.start(raw)
        if self.state.checked is not None:
            self.verification.set_result(self.state.checked)
        else:
            self._checker = threading.Thread(target=self._check, name="journal-check", daemon=True)
            self._checker.start()

    def _connect(self) -> Any:  # noqa: ANN401 - the driver has no types
        return sqlite.connect(self.path, mode="rwc", pragmas=sqlite.WRITER_PRAGMAS)

    def _writer(self, raw: Any) -> Writer:  # noqa: ANN401 - the driver has no types
        return Writer(raw, self._signer, self._clock, self._offset)

    def _keep_reader(self, raw: Any) -> None:  # noqa: ANN401 - the driver has no types
        with self._readers_gate:
            for thread, other in self._readers:
                if not thread.is_alive():
                    other.close()
            self._readers = [entry for entry in self._readers if entry[0].is_alive()]
            self._readers.append((threading.current_thread(), raw))

    def _check(self) -> None:
        """Check the chain above the last anchor, beside selling; a stop ends it without a result."""
        try:
            raw = open_for_reading(self.path)
            try:
                anchor = opening.anchor_of(raw)
                report = check(raw, self.path, after=anchor, signatures="last", pause=self._pause)
            finally:
                raw.close()
        except _StoppedError:
            self.verification.cancel()
        except BaseException as error:  # noqa: BLE001 - it goes to whoever asks for the verification
            self.verification.set_exception(error)
        else:
            for problem in report.problems:
                _log.error("the journal does not verify: %s at %d %s", problem.code, problem.seq, problem.detail)
            self.verification.set_result(report)

    def _is_sound(self) -> bool:
        done = self.verification
        return done.done() and not done.cancelled() and done.exception() is None and done.result().ok

    def _pause(self) -> None:
        if self._stopping.wait(PAUSE_SECONDS):
            raise _StoppedError

    def _keep_proof(self) -> None:
        if self.state.older:
            return  # the proof stands until the journal is restored
        try:
            opening.keep_proof(self.path, self.reader().head())
        except (OSError, JournalError) as error:
            _log.warning("what the centre acknowledged could not be kept beside the journal: %s", error)

    @staticmethod
    def _note_stop(writer: Writer, *, sound: bool) -> None:
        writer.keep(RUNNING, None)
        if sound:
            writer.keep(ANCHOR, opening.anchor_bytes(writer.head))


class _StoppedError(Exception):
    """The journal is being closed."""
