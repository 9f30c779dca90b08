"""Putting a verified copy in the place of a journal that was lost or damaged. Blocks; no register may be open.

The copy may end before what the register did and the centre knows. So it does not go on where it ends: it begins a
provisional epoch with receipt numbers of its own, until the centre grants one, and what is sold meanwhile is carried
into that. What stood in the journal's place is moved aside, never removed.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from msgspec import Struct
from pysqlite3 import dbapi2

from pos_client.db import sqlite
from pos_client.db.journal import epochs, opening, schema
from pos_client.db.journal import statements as s
from pos_client.db.journal import verify as verifying
from pos_client.db.journal.backup import copy_to
from pos_client.db.journal.errors import JournalError, open_error, os_error_code
from pos_client.db.journal.lock import InstanceLock
from pos_client.db.journal.rows import Head
from pos_client.db.journal.writer import Writer
from sync.protocol.durable import sync_directory
from sync.protocol.signing import Signer

_ENDS = ("", "-wal", "-shm")
_ASIDE = "journal-replaced-"


class RestoreError(JournalError):
    """Nothing was put in place.

    "not_verified": the copy does not check; "same_file"; "newer_here": the journal is sound and holds all of the copy;
    disk_full, read_only, cannot_open, io_error.
    """


class RestoreReport(Struct, frozen=True):
    """What was put in place: the copy's end, the provisional epoch that goes on from it, and what was moved aside.

    `new_key`: the copy was signed with another key than this computer has; the centre has to enrol the register anew.
    """

    path: Path
    copied: Head
    provisional: Head
    aside: Path | None
    new_key: bool


def restore(
    copy: Path, directory: Path, signer: Signer, *, clock: Callable[[], datetime], force: bool = False
) -> RestoreReport:
    """Put `copy` in the place of the journal in `directory`. `force`: even of a sound one that holds all of the copy.

    `RestoreError`, `AlreadyRunningError` while the register is open.
    """
    path = opening.prepare(directory)
    lock = InstanceLock(directory / opening.LOCK_NAME)
    temporary = directory / f".restoring-{secrets.token_hex(6)}.part"
    try:
        return _restore(copy, path, temporary, signer, clock, force=force)
    except OSError as error:
        raise RestoreError(os_error_code(error, path), str(error)) from error
    except dbapi2.Error as error:
        failure = open_error(error, path)
        raise RestoreError(failure.code, failure.detail) from error
    finally:
        for leftover in directory.glob(f"{temporary.name}*"):
            leftover.unlink()
        lock.release()


def _restore(
    copy: Path, path: Path, temporary: Path, signer: Signer, clock: Callable[[], datetime], *, force: bool
) -> RestoreReport:
    if path.exists() and copy.exists() and path.samefile(copy):
        raise RestoreError("same_file", str(copy))
    _prove(copy)
    copied = verifying.head_of(copy)
    if not force and _holds(path, copied):
        raise RestoreError("newer_here", str(path))
    source = verifying.open_for_reading(copy)
    try:
        copy_to(source, temporary)
    finally:
        source.close()
    provisional = _mark(temporary, signer, clock)
    _prove(temporary)
    with temporary.open("rb+") as file:
        os.fsync(file.fileno())
    aside = _move_aside(path)
    temporary.replace(path)
    path.with_name(opening.CREATED_NAME).touch(mode=0o600)
    sync_directory(path.parent)
    return RestoreReport(path, copied, provisional, aside, new_key=copied.public_key != signer.public_key)


def _prove(path: Path) -> None:
    report = verifying.verify(path, shifts=False)
    if not report.ok:
        raise RestoreError("not_verified", f"{path}: {report.problems[0]}")


def _holds(path: Path, copied: Head) -> bool:
    """Tell whether the journal that is there checks, and goes at least as far as the copy."""
    if not path.exists() or not verifying.verify(path, shifts=False).ok:
        return False
    raw = verifying.open_for_reading(path)
    try:
        row = raw.execute(s.EVENT_HASH.sql, (copied.epoch, copied.seq)).fetchone()
    finally:
        raw.close()
    return row is not None and bytes(row[0]) == copied.hash


def _mark(path: Path, signer: Signer, clock: Callable[[], datetime]) -> Head:
    """Begin the provisional epoch in the file, before it has the journal's name; returns its head."""
    raw = sqlite.connect(path, mode="rw", pragmas=sqlite.WRITER_PRAGMAS)
    try:
        if schema.revision_of(raw) in schema.REVISIONS[:-1]:
            raw.close()
            schema.migrate(path)
            raw = sqlite.connect(path, mode="rw", pragmas=sqlite.WRITER_PRAGMAS)
        schema.check(raw)
        heads = {row[0]: Head(*row) for row in raw.execute(s.HEADS.sql).fetchall()}
        first = heads[epochs.order(raw)[0]]
        raw.execute("BEGIN IMMEDIATE")
        writer = Writer(raw, signer, clock, 0)
        writer.open_provisional(first.prefix)
        writer.keep(opening.RUNNING, None)
        writer.keep(epochs.WISH, None)
        writer.keep(epochs.CARRYING, None)
        provisional = writer.head
        writer.finish()
        raw.execute("COMMIT")
        raw.execute("PRAGMA journal_mode=DELETE").fetchone()  # one file, to be given the journal's name
    finally:
        raw.close()
    return provisional


def _move_aside(path: Path) -> Path | None:
    """Give what stands in the journal's place, its log included, another name.

    The file first: without its log it would open as it was before, and what was sold since would be gone unseen; a log
    without its file opens as nothing. One that a crash has parted from its log is given it when this is done again.
    """
    parts = [end for end in _ENDS if path.with_name(path.name + end).exists()]
    if not parts:
        return None
    stamp = f"{datetime.now(UTC):%Y%m%dT%H%M%S}-{secrets.token_hex(3)}"
    aside = path.with_name(f"{_ASIDE}{stamp}.sqlite")
    if parts[0]:
        found = sorted(path.parent.glob(f"{_ASIDE}*.sqlite"))
        aside = next((one for one in reversed(found) if not one.with_name(one.name + parts[0]).exists()), aside)
    for end in parts:
        path.with_name(path.name + end).rename(aside.with_name(aside.name + end))
        sync_directory(path.parent)
    return aside
