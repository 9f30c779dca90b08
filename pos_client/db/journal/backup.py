"""Verified copies of a journal in a second place.

A copy is taken with SQLite's backup from one snapshot while selling goes on, made a single file, synced, checked
(structure, chain, last signature) and only then given its name; a copy that does not check is removed. Blocks; call it
from a thread of its own.
"""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import Any

from msgspec import Struct
from pysqlite3 import dbapi2

from pos_client.db import sqlite
from pos_client.db.journal import epochs
from pos_client.db.journal import verify as verifying
from pos_client.db.journal.errors import JournalError, open_error, os_error_code
from pos_client.db.journal.rows import Head
from pos_client.db.journal.statements import SELECT_HEAD
from sync.protocol.durable import sync_directory

KEEP = 7
_NAME = re.compile(r"journal-(\d+)-(\d+)\.sqlite")
_PAGES = 2_048
_ASIDE = "other-history-"


class BackupError(JournalError):
    """No copy was made: disk_full, read_only, cannot_open, io_error; "not_verified": the copy does not check."""


class BackupReport(Struct, frozen=True):
    """A copy: what it holds up to, and where it is."""

    path: Path
    epoch: int
    seq: int
    hash: bytes
    size: int
    events: int


def backup(journal: Path, directory: Path, *, keep: int = KEEP) -> BackupReport:
    """Copy the journal file into `directory`, keeping the `keep` newest copies there. `BackupError`."""
    try:
        directory.mkdir(parents=True, exist_ok=True)
        temporary = directory / f".journal-{secrets.token_hex(6)}.part"
        try:
            return _backup(journal, directory, temporary, keep)
        finally:
            for leftover in directory.glob(f"{temporary.name}*"):
                leftover.unlink()
    except OSError as error:
        raise BackupError(os_error_code(error, directory / "x"), str(error)) from error
    except dbapi2.Error as error:
        failure = open_error(error, directory / "x")
        raise BackupError(failure.code, failure.detail) from error


def backups(directory: Path) -> tuple[Path, ...]:
    """Return the copies in `directory`, the newest first: by epoch, in the order of their beginning, and seq."""
    if not directory.is_dir():
        return ()
    found = [(int(m[1]), int(m[2]), path) for path in directory.iterdir() if (m := _NAME.fullmatch(path.name))]
    return tuple(path for _epoch, _seq, path in sorted(found, reverse=True))


def anchors_in(directory: Path, journal: Path) -> tuple[tuple[int, bytes], ...]:
    """Return (seq, hash) of what the copies in `directory` hold of the `journal` they were made of.

    A copy proves that the journal reached that event: one that ends before it, or has another there, was put back to
    an older state. Copies that were set aside count, too.
    """
    head = _head_of(journal)
    if head is None or not directory.is_dir():
        return ()
    copies = [path for path in directory.glob("*.sqlite") if _NAME.search(path.name)]
    return tuple(anchor for path in sorted(copies) if (anchor := _anchor_of(path, head)) is not None)


def other_histories(directory: Path) -> tuple[Path, ...]:
    """Return the copies that `set_aside` moved away: they are of another history than the journal beside them."""
    return tuple(sorted(directory.glob(f"{_ASIDE}*.sqlite"))) if directory.is_dir() else ()


def _head_of(path: Path) -> Head | None:
    try:
        raw = verifying.open_for_reading(path)
        try:
            row = raw.execute(SELECT_HEAD.sql).fetchone()
        finally:
            raw.close()
    except (JournalError, dbapi2.Error):
        return None
    return Head(*row) if row else None


def _anchor_of(path: Path, head: Head) -> tuple[int, bytes] | None:
    """Return the end of a copy, None when it cannot be read or is another register's or epoch's: it proves nothing."""
    copied = _head_of(path)
    if copied is None or (copied.register_id, copied.epoch) != (head.register_id, head.epoch):
        return None
    return copied.seq, copied.hash


def set_aside(directory: Path, head: Head, differs: Callable[[int, bytes], bool]) -> tuple[Path, ...]:
    """Move the copies of another history away, so that new ones are kept; returns where to. `OSError`."""
    moved = []
    for path in backups(directory):
        anchor = _anchor_of(path, head)
        if anchor is not None and differs(*anchor):
            moved.append(path.replace(directory / f"{_ASIDE}{secrets.token_hex(4)}-{path.name}"))
    return tuple(moved)


def restore_check(path: Path, *, public_key: bytes | None = None) -> verifying.VerifyReport:
    """Check, as `verify` does, every signature included, whether a copy may take the journal's place."""
    return verifying.verify(path, public_key=public_key, shifts=False)


def _backup(journal: Path, directory: Path, temporary: Path, keep: int) -> BackupReport:
    source = verifying.open_for_reading(journal)
    try:
        copy_to(source, temporary)
    finally:
        source.close()
    _sync_file(temporary)
    copy = verifying.open_for_reading(temporary)
    try:
        report = verifying.check(copy, temporary, signatures="last")
        place = _place_of(copy) if report.ok else 0
    finally:
        copy.close()
    if not report.ok:
        raise BackupError("not_verified", str(report.problems[0]))
    path = directory / f"journal-{place}-{report.last_seq}.sqlite"
    temporary.replace(path)
    sync_directory(directory)
    for old in backups(directory)[max(1, keep) :]:
        old.unlink()
    return BackupReport(path, report.epoch, report.last_seq, report.last_hash, path.stat().st_size, report.events)


def _place_of(raw: Any) -> int:  # noqa: ANN401 - the driver has no types
    """Return a number that rises with each epoch of a journal, also where a provisional one has a high number.

    It is the number of the first epoch in the file, one more for each that was begun since.
    """
    order = epochs.order(raw)
    return order[0] + len(order) - 1


def copy_to(source: Any, temporary: Path) -> None:  # noqa: ANN401 - the driver has no types
    """Copy an open journal, its log included, into one new file for its owner alone. Raises the driver's errors."""
    target = sqlite.connect(temporary, mode="rwc", pragmas=("PRAGMA synchronous=FULL",))
    try:
        temporary.chmod(0o600)
        source.execute("BEGIN")
        source.execute("SELECT count(*) FROM sqlite_master").fetchone()  # holds the snapshot: no restart at each commit
        source.backup(target, pages=_PAGES)
        source.execute("ROLLBACK")
        target.execute("PRAGMA journal_mode=DELETE").fetchone()
    finally:
        target.close()


def _sync_file(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())
