"""Beginning a granted epoch on a journal that is not open: of a register enrolled anew, or with another key.

Blocks; no register may be open. Events of older epochs keep the signatures of the keys they were made with; what the
centre lacks of them is carried. Done twice it is as done once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from msgspec import Struct
from pysqlite3 import dbapi2

from pos_client.db import sqlite
from pos_client.db.journal import epochs, opening, schema
from pos_client.db.journal import statements as s
from pos_client.db.journal.errors import JournalDamagedError, open_error
from pos_client.db.journal.lock import InstanceLock
from pos_client.db.journal.rows import Head
from pos_client.db.journal.verify import open_for_reading, verify
from pos_client.db.journal.writer import Writer
from sync.protocol.messages import Grant
from sync.protocol.signing import Signer


class Standing(Struct, frozen=True):
    """A journal as it lies there. `known`: (epoch, seq, hash) of its newest epoch that is not provisional.

    `has_centre`: it was a chain's register before. `is_shift_open`: no epoch can begin.
    """

    head: Head
    known: tuple[int, int, bytes]
    has_centre: bool
    is_shift_open: bool

    @property
    def granted(self) -> int:
        """The newest epoch that is not provisional."""
        return self.known[0]


def look(path: Path) -> Standing:
    """Verify a journal and say how it stands. `JournalDamagedError`, `JournalOpenError`."""
    report = verify(path, shifts=False)
    if report.problems:
        first = report.problems[0]
        raise JournalDamagedError(first.code, first.detail, seq=first.seq)
    raw = open_for_reading(path)
    try:
        heads = [Head(*row) for row in raw.execute(s.HEADS.sql).fetchall()]
        head = Head(*raw.execute(s.SELECT_HEAD.sql).fetchone())
        is_open = raw.execute(s.THE_OPEN_SHIFT.sql).fetchone() is not None
    except dbapi2.Error as error:
        raise open_error(error, path) from error
    finally:
        raw.close()
    own = [one for one in heads if not epochs.is_provisional(one.epoch)]
    newest = max(own, key=lambda one: one.epoch)
    has_centre = len(heads) > 1 or any(one.acknowledged_seq for one in heads)
    return Standing(head, (newest.epoch, newest.seq, newest.hash), has_centre, is_open)


def begin(
    directory: Path,
    signer: Signer,
    grant: Grant,
    held: Iterable[tuple[int, int]],
    anchors: Sequence[tuple[int, int, str]] = (),
    *,
    clock: Callable[[], datetime],
) -> int:
    """Begin the epoch of `grant`, which `signer` signs, and carry what the centre lacks, by `held` and `anchors`.

    Returns how many events are carried. `AlreadyRunningError` while the register is open; `JournalOpenError`,
    `JournalDamagedError`; `JournalUsageError` as of `Writer.open_epoch`.
    """
    path = directory / opening.FILE_NAME
    lock = InstanceLock(directory / opening.LOCK_NAME)
    try:
        raw = sqlite.connect(path, mode="rw", pragmas=sqlite.WRITER_PRAGMAS)
        try:
            if schema.revision_of(raw) in schema.REVISIONS[:-1]:
                raw.close()
                schema.migrate(path)
                raw = sqlite.connect(path, mode="rw", pragmas=sqlite.WRITER_PRAGMAS)
            schema.check(raw)
            _one(raw, signer, clock, lambda writer: writer.open_epoch(grant, held, anchors))
            carried = 0
            while done := _one(raw, signer, clock, Writer.carry):
                carried += done
            return carried
        finally:
            raw.close()
    except dbapi2.Error as error:
        raise open_error(error, path) from error
    finally:
        lock.release()


def _one(raw: Any, signer: Signer, clock: Callable[[], datetime], work: Callable[[Writer], Any]) -> Any:  # noqa: ANN401
    """Do `work` in a transaction; nothing is written when it fails."""
    raw.execute("BEGIN IMMEDIATE")
    try:
        writer = Writer(raw, signer, clock, 0)
        result = work(writer)
        writer.finish()
        raw.execute("COMMIT")
    except BaseException:
        if raw.in_transaction:
            raw.execute("ROLLBACK")
        raise
    return result
