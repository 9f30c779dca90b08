"""Verified copies of the journal in a second place: at the start, after every so many sales, and at the close.

A thread of its own copies and checks, so that selling never waits. A copy that fails is told at once and tried again at
the next occasion; the journal itself stays as it is.

A place that had copies and has none any more is most likely the bare mount point of a disk that is not there: what is
copied to it lands beside the journal. That is told as a copy that was not made, once; whoever gave it another disk on
purpose gets the next one.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from pathlib import Path

from pos_client.db.journal import BackupError, BackupReport, Journal, JournalError, backups, set_aside

SALES_BETWEEN = 50
SETTLE_SECONDS = 2.0  # a start is over by then: until there is a screen, nothing shares the processor with it
LOOK_SECONDS = 0.2
FAILED = "backup_failed"
OLDER = "journal_older"
GONE = "copies_gone"
PLACE = "backup.place"  # in the journal: where its copies are
_log = logging.getLogger(__name__)


class Backups:
    """Copies of `journal` in `directory`. `on_trouble` is called on the thread of this object.

    Codes: "backup_failed"; "journal_older" at the start, when a copy, or what the centre acknowledged, proves that the
    journal had gone on further or otherwise: somebody put an older file back. Such copies are kept aside, as evidence.
    """

    def __init__(
        self,
        journal: Journal,
        directory: Path,
        on_trouble: Callable[[str], None],
        *,
        sales_between: int = SALES_BETWEEN,
        settle_seconds: float = SETTLE_SECONDS,
    ) -> None:
        self._journal = journal
        self._directory = directory
        self._on_trouble = on_trouble
        self._sales_between = sales_between
        self._settle_seconds = settle_seconds
        self._sales = 0
        self._wanted = threading.Event()
        self._stop = threading.Event()
        self._settled = threading.Event()  # before its time when somebody asks for the first copy
        self._has_begun = threading.Event()
        self._thread = threading.Thread(target=self._run, name="backup", daemon=True)
        self.last: BackupReport | None = None
        self.trouble = ""

    def start(self) -> None:
        """Begin, with a copy, once the register has settled."""
        self._wanted.set()
        self._thread.start()

    def sold(self) -> None:
        """Count a sale; after `sales_between` a copy is made. Called on the journal's thread alone."""
        self._sales += 1
        if self._sales % self._sales_between == 0:
            self._wanted.set()

    def begun(self) -> None:
        """Put the first copy off no longer; returns when it was made or failed. Blocks; not on the main thread."""
        self._settled.set()
        while self._thread.is_alive() and not self._has_begun.wait(LOOK_SECONDS):
            pass

    def stop(self) -> None:
        """Make the last copy and end. Blocks; call before the journal is closed."""
        self._stop.set()
        self._settled.set()
        self._wanted.set()
        if self._thread.is_alive():
            self._thread.join()

    def _run(self) -> None:
        self._settled.wait(self._settle_seconds)
        self._look_back()
        while True:
            self._wanted.wait()
            self._wanted.clear()
            last_one = self._stop.is_set()
            self._copy()
            self._has_begun.set()
            if last_one:
                return

    def _look_back(self) -> None:
        """Compare the journal with what its copies prove of it."""
        reader = self._journal.reader()
        try:
            head = reader.head()

            def differs(seq: int, digest: bytes) -> bool:
                event = reader.event(seq)
                return seq > head.seq or (event is not None and event.hash != digest)

            moved = set_aside(self._directory, head, differs)
        except (JournalError, OSError) as error:
            _log.error("the copies of the journal could not be looked at: %s", error)
            return
        if moved or self._journal.state.older:
            copies = ", ".join(map(str, moved))
            _log.error("the journal is older than what the centre acknowledged, or than its copies: %s", copies)
            self.trouble = OLDER
            self._on_trouble(OLDER)

    def _copy(self) -> None:
        try:
            head = self._journal.reader().head()
            done = self.last
            if done is not None and (done.epoch, done.seq) == (head.epoch, head.seq):
                return  # nothing was journalled since
            self._refuse_emptied()
            self.last = self._journal.backup(self._directory)
            self._keep_place(str(self._directory))
            if self.trouble != OLDER:  # that one stands until somebody has looked into it: to the next start
                self.trouble = ""
        except JournalError as error:
            _log.error("no copy of the journal was made: %s", error)
            self.trouble = error.code
            self._on_trouble(FAILED)

    def _refuse_emptied(self) -> None:
        """`BackupError` "copies_gone", once, when the place has lost the copies that were made in it."""
        place = str(self._directory)
        if self._journal.reader().value(PLACE) == place.encode() and not backups(self._directory):
            self._keep_place("")
            raise BackupError(GONE, place)

    def _keep_place(self, place: str) -> None:
        data = place.encode()
        if (self._journal.reader().value(PLACE) or b"") != data:
            self._journal.submit(lambda writer: writer.put_value(PLACE, data)).result()
