"""Copying the journal out of the register in a documented form (sync/protocol/export.md), from one snapshot.

The copy is made beside its place, synced, stated in the journal by an event of its own, and only then given its name:
there is no half copy, and none that the journal does not know of. Memory is bounded. Blocks; not on the main thread.
"""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TextIO

from msgspec import Struct
from pysqlite3 import dbapi2

from pos_client.db.journal import statements as s
from pos_client.db.journal.errors import JournalError, open_error, os_error_code
from pos_client.db.journal.export_tables import DocumentTable, ShiftTable
from pos_client.db.journal.journal import Journal
from pos_client.db.journal.rows import EventRef, EventRow, Head
from pos_client.db.journal.verify import open_for_reading
from pos_client.db.journal.writer import Writer
from sync.protocol import chain, schemas
from sync.protocol.durable import sync_directory
from sync.protocol.events import ExportedBody, instant

EVENTS, DOCUMENTS, SHIFTS, README = "events.jsonl", "documents.csv", "shifts.csv", "README.txt"
PAGE = 50  # events may be 256 KiB each
_LAST = 2**62


class ExportError(JournalError):
    """Nothing was copied: exists, no_such_shift, nothing, damaged, disk_full, read_only, cannot_open, io_error."""


class ExportLimits(Struct, frozen=True):
    """What to copy: all, one shift, or what happened from `since` to before `until`."""

    since: datetime | None = None
    until: datetime | None = None
    shift_id: str = ""


class ExportReport(Struct, frozen=True):
    """A copy: events `first_seq` to `last_seq`, and the event of the journal that states it."""

    path: Path
    first_seq: int
    last_seq: int
    events: int
    documents: int
    shifts: int
    stated: EventRef


class _Span(Struct, frozen=True):
    first: int
    last: int


def export(
    journal: Journal,
    directory: Path,
    *,
    by: str,
    limits: ExportLimits | None = None,
    approved_by: str = "",
    pause: Callable[[], None] = lambda: None,
) -> ExportReport:
    """Copy the events that `limits` allow into the new folder `directory`; who asked is journalled. `ExportError`.

    `by` is a person's id or the computer's user. `pause` is called after each page; what it raises ends the export and
    leaves nothing.
    """
    limits = limits or ExportLimits()
    directory = directory.absolute()
    if directory.exists():
        raise ExportError("exists", str(directory))
    temporary = directory.with_name(f".{directory.name}-{secrets.token_hex(6)}.part")
    try:
        directory.parent.mkdir(parents=True, exist_ok=True)
        temporary.mkdir(mode=0o700)
        return _export(journal, temporary, directory, by, limits, approved_by, pause)
    except OSError as error:
        raise ExportError(os_error_code(error, directory), str(error)) from error
    except dbapi2.Error as error:
        failure = open_error(error, journal.path)
        raise ExportError(failure.code, failure.detail) from error
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def _export(
    journal: Journal,
    temporary: Path,
    directory: Path,
    by: str,
    limits: ExportLimits,
    approved_by: str,
    pause: Callable[[], None],
) -> ExportReport:
    raw = open_for_reading(journal.path)
    try:
        raw.execute("BEGIN")
        head = Head(*raw.execute(s.SELECT_HEAD.sql).fetchone())
        span = _span(raw, head.epoch, limits, pause)
        copied = _copy(raw, head, span, temporary, pause)
    finally:
        raw.close()
    counts = (span.last - span.first + 1, copied.documents, copied.shifts)
    _write_readme(temporary / README, head, span, counts, copied.previous, by, limits)
    for file in temporary.iterdir():
        _sync_file(file)
    sync_directory(temporary)
    stated = journal.submit(lambda writer: _state(writer, head, span, directory, by, limits, approved_by)).result()
    temporary.rename(directory)
    sync_directory(directory.parent)
    return ExportReport(directory, span.first, span.last, *counts, stated)


def _state(
    writer: Writer, head: Head, span: _Span, directory: Path, by: str, limits: ExportLimits, approved_by: str
) -> EventRef:
    body = ExportedBody(
        by=by,
        first_seq=span.first,
        last_seq=span.last,
        events=span.last - span.first + 1,
        head_seq=head.seq,
        head_hash=head.hash.hex(),
        where=str(directory)[:1000],
        limits=tuple(_limits_said(limits)),
        approved_by=approved_by,
    )
    return writer.append("exported", body)


def _limits_said(limits: ExportLimits) -> Iterator[tuple[str, str]]:
    if limits.since is not None:
        yield "since", instant(limits.since)
    if limits.until is not None:
        yield "until", instant(limits.until)
    if limits.shift_id:
        yield "shift", limits.shift_id


# --- which events


def _span(raw: Any, epoch: int, limits: ExportLimits, pause: Callable[[], None]) -> _Span:  # noqa: ANN401
    """Return the unbroken run of events that holds all that was asked for."""
    first, last = 1, _LAST
    if limits.shift_id:
        row = raw.execute(s.SHIFT.sql, (limits.shift_id,)).fetchone()
        if row is None or row[5] != epoch:
            raise ExportError("no_such_shift", limits.shift_id)
        first, last = row[6], row[8] or _LAST
    since = instant(limits.since) if limits.since is not None else ""
    until = instant(limits.until) if limits.until is not None else "~"
    found: list[int] = []  # the first and the last that fit
    for row in _pages(raw, epoch, _Span(first, last), pause):
        if since <= _opened(row)[0].at < until:
            found = [found[0] if found else row.seq, row.seq]
    if not found:
        raise ExportError("nothing")
    return _Span(*found)


def _pages(raw: Any, epoch: int, span: _Span, pause: Callable[[], None]) -> Iterator[EventRow]:  # noqa: ANN401
    after = span.first - 1
    while True:
        rows = [EventRow(*row) for row in raw.execute(s.EVENTS.sql, (epoch, after, PAGE)).fetchall()]
        for row in rows:
            if row.seq > span.last:
                return
            yield row
        if len(rows) < PAGE:
            return
        after = rows[-1].seq
        pause()


def _opened(row: EventRow) -> tuple[chain.Header, bytes]:
    try:
        header, body, digest = chain.open_event(row.data)
    except chain.ChainError as error:
        raise ExportError("damaged", f"event {row.seq}: {error.code}") from error
    if digest != row.hash:
        raise ExportError("damaged", f"event {row.seq}: hash_differs")
    return header, body


# --- the files


class _Copied(Struct):
    documents: int = 0
    shifts: int = 0
    previous: str = ""  # the hash that the first event names


def _copy(raw: Any, head: Head, span: _Span, folder: Path, pause: Callable[[], None]) -> _Copied:  # noqa: ANN401
    copied = _Copied()
    with (
        (folder / EVENTS).open("wb") as events,
        _csv(folder / DOCUMENTS) as documents_file,
        _csv(folder / SHIFTS) as shifts_file,
    ):
        documents, shifts = DocumentTable(documents_file), ShiftTable(shifts_file)
        for row in _pages(raw, head.epoch, span, pause):
            header, body_bytes = _opened(row)
            copied.previous = copied.previous or header.previous
            events.write(event_line(row, body_bytes))
            try:
                body = schemas.decode_body(header.type, header.version, body_bytes)
            except schemas.EventInvalidError:
                continue  # of a newer program: the event stands in the first file
            documents.add(row.seq, row.type, body)
            shifts.add(row.seq, body)
        shifts.end()
        copied.documents, copied.shifts = documents.count, shifts.count
    return copied


def event_line(row: EventRow, body: bytes) -> bytes:
    """Return an event as a line: canonical JSON whose header and body are the very bytes that were hashed."""
    header = row.data[1 : len(row.data) - len(body) - 2]
    return b'{"body":%b,"hash":"%b","header":%b,"signature":"%b"}\n' % (
        body,
        row.hash.hex().encode(),
        header,
        row.signature.hex().encode(),
    )


def _write_readme(
    path: Path,
    head: Head,
    span: _Span,
    counts: tuple[int, int, int],
    previous: str,
    by: str,
    limits: ExportLimits,
) -> None:
    asked = ", ".join(f"{name} {value}" for name, value in _limits_said(limits)) or "everything"
    text = f"""Omnitill journal export, form 1

register    {head.register_id}
epoch       {head.epoch}
events      {span.first} to {span.last} ({counts[0]}), {counts[1]} documents, {counts[2]} shifts
asked for   {asked}
previous    {previous}
public key  {head.public_key.hex()}
head        {head.seq} {head.hash.hex()}
made        {instant(datetime.now(UTC))} by {"".join(c for c in by if c.isprintable())}

"previous" is the hash that the first event names as the one before it; "head" the journal's last event when the
copy was taken. Take the public key from the register's papers, not from here: whoever writes a file anew can write
this line too.

{EVENTS}   one event a line, as canonical JSON: header, body, hash, signature. Nothing is left out.
{DOCUMENTS}  one sale, return or post-void a line, taken from those events.
{SHIFTS}     one shift a line: what its Z says, or its figures so far.

Hash and signature are checked as chapter "Event" of sync/protocol/spec.md says; the tables are described in
sync/protocol/export.md. Instants are UTC. Amounts in the tables are in major units with a dot; in the events they
are whole minor units. The journal states this export by an event of type "exported".
"""
    with path.open("w", encoding="utf-8") as file:
        file.write(text)


def _csv(path: Path) -> TextIO:
    return path.open("w", encoding="utf-8", newline="")


def _sync_file(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())
