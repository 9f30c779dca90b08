"""Checking a journal file by itself: chain, signatures, numbers, shifts, corrections (invariants 11 and 12).

Reads only, in one snapshot; works on a live journal and on a copy. What the file itself cannot prove (its end cut off
and its head set back, or the whole of it signed anew with another key) is proved against `public_key` and `anchors`:
(seq, hash or its beginning) pairs known from elsewhere: the centre's acknowledgement, a Z, a receipt, a backup.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct
from pysqlite3 import dbapi2

from pos_client.db import sqlite
from pos_client.db.journal import epochs, schema
from pos_client.db.journal import statements as s
from pos_client.db.journal.clock_check import Clock
from pos_client.db.journal.correction_check import Corrections
from pos_client.db.journal.errors import JournalDamagedError, JournalError, damage_of, open_error
from pos_client.db.journal.row_check import Rows
from pos_client.db.journal.rows import EventRow, Head
from pos_client.db.journal.shift_check import Shifts, ShiftSummary, Source
from pos_client.db.journal.slip_check import CreditSlips
from pos_client.db.journal.sums import Sums
from sync.protocol import chain, schemas
from sync.protocol.events import CarriedBody, EpochOpenedBody, PurgedBody
from sync.protocol.signing import Verifier

PAGE = 200
MOST_PROBLEMS = 100


class Problem(Struct, frozen=True):
    """Something that does not hold; `code` is stable, `seq` 0 when it concerns the file."""

    code: str
    seq: int = 0
    detail: str = ""
    epoch: int = 0  # of an older epoch than the present one


class VerifyReport(Struct, frozen=True):
    """What a check found. `sales`, `sales_total` and the counters are of the events that were read, of all epochs.

    `epoch`, `first_seq`, `last_seq` and `last_hash` are of the present one. `shifts` are those whose opening was read,
    oldest first.
    """

    epoch: int = 0
    first_seq: int = 0
    last_seq: int = 0
    last_hash: bytes = b""
    events: int = 0
    sales: int = 0
    sales_total: int = 0
    receipts: int = 0
    shifts: tuple[ShiftSummary, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def ok(self) -> bool:
        """True when everything that was checked holds."""
        return not self.problems


class _Walk(Struct):
    """The state of one check."""

    head: Head
    signatures: str
    after: int
    previous: bytes
    verifier: Verifier | None
    anchors: dict[int, bytes]
    heads: Mapping[int, Head]
    problems: list[Problem]
    raw: Any
    is_newest: bool = True
    events: int = 0
    seq: int = 0
    hash: bytes = b""
    at: str = ""  # the wall clock of the last event that could be read
    last: EventRow | None = None

    def found(self, code: str, seq: int = 0, detail: str = "") -> None:
        if len(self.problems) < MOST_PROBLEMS:
            self.problems.append(Problem(code, seq, detail, 0 if self.is_newest else self.head.epoch))


def verify(
    path: Path,
    *,
    public_key: bytes | None = None,
    anchors: Sequence[tuple[int, bytes]] = (),
    integrity: bool = True,
    shifts: bool = True,
    pause: Callable[[], None] = lambda: None,
) -> VerifyReport:
    """Check a journal file from its first event to its last; damage is a problem of the report, never raised.

    `shifts`: judge also what the documents say: shifts, corrections, the rows beside the chain, the clock. `pause` is
    called after each page of `PAGE` events; what it raises ends the check. `JournalOpenError` when the file cannot be
    opened at all.
    """
    try:
        raw = open_for_reading(path)
    except JournalDamagedError as error:
        return VerifyReport(problems=(Problem(error.code, error.seq, error.detail),))
    try:
        return check(raw, path, public_key=public_key, anchors=anchors, integrity=integrity, shifts=shifts, pause=pause)
    finally:
        raw.close()


def open_for_reading(path: Path) -> Any:  # noqa: ANN401 - the driver has no types
    """Return a read-only connection; a copy in a place that cannot be written to is read as it stands."""
    if not path.is_file():
        raise JournalDamagedError("missing", str(path))
    try:
        raw = sqlite.connect(path, mode="ro", pragmas=sqlite.READER_PRAGMAS)
        try:
            raw.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except dbapi2.Error:
            raw.close()
            raw = sqlite.connect(path, mode="immutable", pragmas=sqlite.READER_PRAGMAS)
            raw.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except dbapi2.Error as error:
        raise open_error(error, path) from error
    return raw


def head_of(path: Path) -> Head:
    """Return where the journal in a file stands, without opening it for work.

    `JournalDamagedError` ("missing", "no_journal", ...), `JournalOpenError`.
    """
    raw = open_for_reading(path)
    try:
        row = raw.execute(s.SELECT_HEAD.sql).fetchone() if schema.revision_of(raw) else None
    except dbapi2.Error as error:
        raise open_error(error, path) from error
    finally:
        raw.close()
    if row is None:
        raise JournalDamagedError("no_journal", str(path))
    return Head(*row)


def check(
    raw: Any,  # noqa: ANN401 - the driver has no types
    path: Path,
    *,
    public_key: bytes | None = None,
    anchors: Sequence[tuple[int, bytes]] = (),
    after: tuple[int, bytes] | None = None,
    signatures: str = "all",
    integrity: bool = True,
    shifts: bool = False,
    pause: Callable[[], None] = lambda: None,
) -> VerifyReport:
    """Check on an open connection. `after` = (seq, hash) begins above a verified event, and then judges no shifts.

    `signatures` is "all" or "last" (the chain covers the others); `pause` is called after each page.
    """
    try:
        raw.execute("BEGIN")
        try:
            return _check(raw, public_key, anchors, after, signatures, integrity, shifts, pause)
        finally:
            raw.execute("ROLLBACK")
    except dbapi2.Error as error:
        damage = damage_of(error) or open_error(error, path)
        return VerifyReport(problems=(Problem(damage.code, 0, damage.detail),))
    except JournalError as error:
        return VerifyReport(problems=(Problem(error.code, 0, error.detail),))


def _check(
    raw: Any,  # noqa: ANN401 - the driver has no types
    public_key: bytes | None,
    anchors: Sequence[tuple[int, bytes]],
    after: tuple[int, bytes] | None,
    signatures: str,
    integrity: bool,  # noqa: FBT001 - passed through by `check` alone
    shifts: bool,  # noqa: FBT001
    pause: Callable[[], None],
) -> VerifyReport:
    problems = [Problem("corrupt", 0, text) for text in quick_check(raw)] if integrity else []
    revision = schema.revision_of(raw)
    unread = _unread(revision)
    if unread is not None:
        return VerifyReport(problems=(*problems, unread))
    schema.check_triggers(raw)
    for epoch, count in raw.execute(s.STRAY_EPOCHS.sql).fetchall():
        problems.append(Problem("foreign_epoch", 0, f"{count} events of epoch {epoch}, which has no head"))
    row = raw.execute(s.SELECT_HEAD.sql).fetchone()
    if row is None:
        return VerifyReport(problems=(*problems, Problem("head_missing")))
    head = Head(*row)
    heads = {found[0]: Head(*found) for found in raw.execute(s.HEADS.sql).fetchall()}
    order = epochs.order(raw) if after is None else (head.epoch,)
    if public_key is not None and public_key != head.public_key:
        problems.append(Problem("other_key"))
    story: _Story | None = None
    totals = _Totals()
    for epoch in order:
        own, is_newest = heads[epoch], epoch == head.epoch
        floor = raw.execute(s.PURGE_FLOOR.sql, (epoch,)).fetchone()
        genesis = (0, chain.genesis_hash(own.register_id, epoch))
        start = after or genesis
        if floor is not None and start[0] < floor[1]:  # also of an anchor that what was purged since has passed
            start = (floor[1], bytes(floor[2]))
        verifier = _verifier((public_key if is_newest else None) or own.public_key)
        known = dict(anchors) if is_newest else {}
        walk = _Walk(own, signatures, start[0], start[1], verifier, known, heads, problems, raw, is_newest)
        walk.seq, walk.hash = start
        if shifts and after is None:
            if story is None:
                story = _Story(raw, walk, rows=revision == schema.REVISION, from_genesis=floor is None)
            story.enter(walk, start[0])
        totals.add(_walk_epoch(walk, story, floor if after is None else None, after is None, pause))
    if story is not None:
        story.end()
    return VerifyReport(
        epoch=head.epoch,
        first_seq=start[0] + 1,
        last_seq=walk.seq,
        last_hash=walk.hash,
        events=totals.events,
        sales=totals.sales,
        sales_total=totals.sales_total,
        receipts=totals.receipts,
        shifts=tuple(story.shifts.summaries) if story is not None else (),
        problems=tuple(problems),
    )


class _Totals(Struct):
    """What was read, of all epochs."""

    events: int = 0
    sales: int = 0
    sales_total: int = 0
    receipts: int = 0

    def add(self, other: _Totals) -> None:
        self.events += other.events
        self.sales += other.sales
        self.sales_total += other.sales_total
        self.receipts += other.receipts


def _walk_epoch(
    walk: _Walk,
    story: _Story | None,
    floor: tuple[Any, ...] | None,
    whole: bool,  # noqa: FBT001 - passed through by `_check` alone
    pause: Callable[[], None],
) -> _Totals:
    """Check one epoch from where the walk stands to its end."""
    sums = Sums(walk.head, whole=whole, from_genesis=whole and floor is None, found=walk.found)
    floor_named = floor is None
    for event in _events(walk.raw, walk.head.epoch, walk.after, pause):
        body = _judge(walk, event)
        if body is not None:
            sums.add(event.seq, body)
            if story is not None:
                story.add(event.seq, event.hash, body)
            if floor is not None and isinstance(body, PurgedBody) and event.seq == floor[3]:
                floor_named = (body.seq, body.hash) == (floor[1], bytes(floor[2]).hex())
    if not floor_named:
        walk.found("floor_not_named")
    _end(walk, sums)
    return _Totals(walk.events, sums.sales, sums.sales_total, sums.receipts)


def _unread(revision: str) -> Problem | None:
    """Return why a file of `revision` cannot be judged, None when it can."""
    if revision == "":
        return Problem("no_journal")
    return None if revision in schema.REVISIONS else Problem("newer_program", 0, f"revision {revision}")


class _Story:
    """What the documents of all epochs say together, apart from the chains that hold them."""

    def __init__(self, raw: Any, walk: _Walk, *, rows: bool, from_genesis: bool) -> None:  # noqa: ANN401
        self._walk = walk
        self._source = Source(raw)
        self.shifts = Shifts(self._source, from_genesis=from_genesis, found=self._found)
        self._corrections = Corrections(self._source, from_genesis=from_genesis, found=self._found)
        self._slips = CreditSlips(raw if rows else None, from_genesis=from_genesis, found=self._found)
        self._rows = Rows(raw, self._found) if rows else None  # a file of an older revision has other tables
        self._clock = Clock(self._found)

    def enter(self, walk: _Walk, floor: int) -> None:
        """Go on with the next epoch, of which the events up to `floor` were purged."""
        self._walk = walk
        self._source.enter(walk.head.epoch)
        self._slips.enter(walk.head.prefix)
        if self._rows is not None:
            self._rows.enter(walk.head.epoch, floor)

    def add(self, seq: int, digest: bytes, body: Any) -> None:  # noqa: ANN401 - any message
        if isinstance(body, EpochOpenedBody) and self._is_without_history(body):
            self._corrections.lose_history()
            self._slips.lose_history()
        self.shifts.add(seq, body)
        self._corrections.add(seq, body)
        self._slips.add(seq, body)
        if self._rows is not None:
            self._rows.add(seq, digest, body)
        self._clock.add(seq, self._walk.at, body)

    def end(self) -> None:
        self.shifts.end()
        self._corrections.end()
        self._slips.end()
        if self._rows is not None:
            self._rows.end()
        self._clock.end()

    def _is_without_history(self, body: EpochOpenedBody) -> bool:
        """Tell whether events went before that this file never had: of a restored copy, of a disk that was lost."""
        is_unknown = body.previous_epoch != 0 and body.previous_epoch not in self._walk.heads
        return is_unknown or chain.is_provisional(self._walk.head.epoch)

    def _found(self, code: str, seq: int = 0, detail: str = "") -> None:
        self._walk.found(code, seq, detail)


def quick_check(raw: Any) -> list[str]:  # noqa: ANN401 - the driver has no types
    """Return what SQLite finds wrong with the file, nothing when it is whole."""
    found = [str(row[0]) for row in raw.execute("PRAGMA quick_check(10)").fetchall()]
    return [] if found == ["ok"] else found


def _verifier(public_key: bytes) -> Verifier | None:
    try:
        return Verifier(public_key)
    except ValueError:
        return None


def _events(raw: Any, epoch: int, after: int, pause: Callable[[], None]) -> Iterator[EventRow]:  # noqa: ANN401
    while True:
        rows = [EventRow(*row) for row in raw.execute(s.EVENTS.sql, (epoch, after, PAGE)).fetchall()]
        yield from rows
        if len(rows) < PAGE:
            return
        after = rows[-1].seq
        pause()


def _judge(walk: _Walk, row: EventRow) -> Any:  # noqa: ANN401 - any message
    """Check one row against the chain; returns its message, None when it cannot be read."""
    walk.events += 1
    if row.seq != walk.seq + 1:
        walk.found("gap", row.seq, f"after {walk.seq}")
    previous = walk.hash
    walk.seq, walk.hash, walk.last = row.seq, row.hash, row
    try:
        header, data, digest = chain.open_event(row.data)
    except chain.ChainError as error:
        walk.found(error.code, row.seq)
        return None
    walk.at = header.at
    if digest != row.hash:
        walk.found("hash_differs", row.seq)
    if header.previous != previous.hex():
        walk.found("chain_broken", row.seq)
    expected = (walk.head.register_id, row.epoch, row.seq, row.event_id, row.type)
    if (header.register, header.epoch, header.seq, header.id, header.type) != expected:
        walk.found("header_differs", row.seq)
    if walk.signatures == "all":
        _check_signature(walk, row)
    if not row.hash.startswith(walk.anchors.get(row.seq, b"")):
        walk.found("anchor_differs", row.seq)
    return _judge_body(walk, header, data)


def _judge_body(walk: _Walk, header: chain.Header, data: bytes) -> Any:  # noqa: ANN401 - any message
    seq = walk.seq
    try:
        body = schemas.decode_body(header.type, header.version, data)
    except schemas.UnknownEventError:
        return None  # of a newer program: the chain covers it, its sums are for whoever knows it
    except schemas.EventInvalidError as error:
        walk.found(error.code, seq, error.detail)
        return None
    if isinstance(body, EpochOpenedBody) and body.public_key != walk.head.public_key.hex():
        walk.found("other_key", seq)
    if (seq == 1) != isinstance(body, EpochOpenedBody):
        walk.found("genesis_missing", seq)
    if isinstance(body, EpochOpenedBody) and chain.is_provisional(walk.head.epoch):
        _check_end_of_copy(walk, body)
    if isinstance(body, CarriedBody):
        _check_carried(walk, body)
    imbalance = schemas.imbalance_of(body)
    if imbalance:
        walk.found("unbalanced", seq, imbalance)
    return body


def _check_end_of_copy(walk: _Walk, body: EpochOpenedBody) -> None:
    """A provisional epoch names the last event of the copy that it goes on from."""
    row = walk.raw.execute(s.EVENT_HASH.sql, (body.previous_epoch, body.previous_seq)).fetchone()
    end = walk.heads.get(body.previous_epoch)
    if row is None or end is None or (row[0].hex(), end.seq) != (body.previous_hash, body.previous_seq):
        walk.found("previous_differs", 1, f"{body.previous_epoch}/{body.previous_seq}")


def _check_carried(walk: _Walk, body: CarriedBody) -> None:
    """A carried event is, to the byte, the one that stands in its own epoch, signed with that epoch's key."""
    try:
        header, _data, digest = schemas.open_carried(body)
    except schemas.EventInvalidError as error:
        walk.found(error.code, walk.seq, error.detail)
        return
    of = walk.heads.get(header.epoch)
    verifier = _verifier(of.public_key) if of is not None else None
    row = walk.raw.execute(s.EVENT_HASH.sql, (header.epoch, header.seq)).fetchone()
    if of is None or header.register != of.register_id or row is None or row[0] != digest:
        walk.found("carried_differs", walk.seq, f"event {header.epoch}/{header.seq} is another here")
    elif verifier is None or not verifier.verify(bytes.fromhex(body.signature), digest):
        walk.found("carried_differs", walk.seq, f"event {header.epoch}/{header.seq} is not signed")


def _check_signature(walk: _Walk, row: EventRow) -> None:
    if walk.verifier is None or not walk.verifier.verify(row.signature, row.hash):
        walk.found("bad_signature", row.seq)


def _end(walk: _Walk, sums: Sums) -> None:
    head = walk.head
    if walk.signatures == "last" and walk.last is not None:
        _check_signature(walk, walk.last)
    if (walk.seq, walk.hash) != (head.seq, head.hash):
        walk.found("head_mismatch", walk.seq, f"head at {head.seq}")
    for seq in sorted(walk.anchors):
        if seq > walk.seq:
            walk.found("anchor_missing", seq)
    if head.acknowledged_seq > walk.seq:
        walk.found("acknowledged_missing", head.acknowledged_seq)
    sums.end()
