"""Checking what the centre holds of every register by the stored bytes: chain, signatures, heads, carried, books.

One consistent read. Each event's hash is computed anew, its place and link judged, its signature checked; what it says
is interpreted anew and compared with the books: documents, shifts, movements, sums by tender and tax, balances.
Damage is a problem of the report, never raised.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, Final

import msgspec
import sqlalchemy as sa

from sync.central.db.database import Database
from sync.central.journal import book_check, heads
from sync.central.journal.arrived import Arrived
from sync.central.journal.facts import Document, Fact, UnreadableError, plausible, read
from sync.central.journal.heads import Place
from sync.central.journal.report import Problem, Report
from sync.central.journal.tables import carried_event, event, journal_epoch, journal_head, quarantine
from sync.central.registers.tables import register_epoch, register_key
from sync.protocol import chain, schemas
from sync.protocol.events import CarriedBody, EpochOpenedBody
from sync.protocol.messages import Grant
from sync.protocol.signing import Verifier

PAGE: Final = 500
_grant: Final = msgspec.json.Decoder(Grant)
_e = event.c


def verify(database: Database) -> Report:
    """Check everything; reads only."""
    return database.read(_verify)


def _verify(connection: sa.Connection) -> Report:
    report = Report()
    books = book_check.Books(connection, report)
    select = sa.select(_e.location_id, _e.register_id).union(
        sa.select(journal_head.c.location_id, journal_head.c.register_id)
    )
    for location_id, register_id in sorted(tuple(row) for row in connection.execute(select)):
        report.registers += 1
        _Register(connection, Place(location_id, register_id), report, books).check()
    books.end()
    return report


class _Register:
    """The walk over one register's epochs."""

    def __init__(self, connection: sa.Connection, place: Place, report: Report, books: book_check.Books) -> None:
        self._connection, self._place, self._report, self._books = connection, place, report, books
        self._mine = (_e.location_id == place.location_id, _e.register_id == place.register_id)
        q = quarantine.c
        rows = connection.execute(
            sa.select(q.epoch, q.seq).where(
                q.location_id == place.location_id, q.register_id == place.register_id, q.state != "repaired"
            )
        )
        self._set_aside = {(row.epoch, row.seq) for row in rows}
        self._carried = Counter[tuple[int, int, bytes]]()

    def check(self) -> None:
        """Walk every epoch."""
        ends = self._ends()
        stored = set(self._connection.execute(sa.select(_e.epoch).where(*self._mine).distinct()).scalars())
        for epoch in sorted(stored | ends.keys()):
            last = self._walk(epoch)
            if last != ends.get(epoch, (0, chain.genesis_hash(self._place.register_id, epoch))):
                self._found("head_differs", epoch, last[0], f"the head says {ends.get(epoch, (0,))[0]}")
        self._check_carried()
        self._check_grants()

    def _found(self, code: str, epoch: int = 0, seq: int = 0, detail: str = "") -> None:
        self._report.add(Problem(code, self._place.location_id, self._place.register_id, epoch, seq, detail[:200]))

    def _ends(self) -> dict[int, tuple[int, bytes]]:
        found: dict[int, tuple[int, bytes]] = {}
        for table in (journal_epoch, journal_head):
            t = table.c
            rows = self._connection.execute(
                sa.select(t.epoch, t.seq, t.hash).where(
                    t.location_id == self._place.location_id, t.register_id == self._place.register_id, t.epoch > 0
                )
            )
            found |= {row.epoch: (row.seq, bytes(row.hash)) for row in rows}
        return found

    def _pages(self, epoch: int) -> Iterator[Sequence[sa.Row[Any]]]:
        after = 0
        while True:
            rows = self._connection.execute(
                sa.select(event).where(*self._mine, _e.epoch == epoch, _e.seq > after).order_by(_e.seq).limit(PAGE)
            ).all()
            if not rows:
                return
            yield rows
            after = rows[-1].seq

    def _walk(self, epoch: int) -> tuple[int, bytes]:
        """Check the chain of an epoch; return its last (seq, hash) as computed anew."""
        verifiers = self._keys(epoch)
        seq, last = 0, chain.genesis_hash(self._place.register_id, epoch)
        for rows in self._pages(epoch):
            facts: list[tuple[Arrived, Fact]] = []
            for row in rows:
                self._report.events += 1
                if row.seq != seq + 1:
                    self._found("gap", epoch, row.seq, f"after {seq}")
                item = self._judge(row, last, verifiers)
                seq, last = row.seq, item.hash if item else bytes(row.hash)
                if item is not None:
                    self._interpret(item, facts)
            self._books.compare(self._place, facts)
        return seq, last

    def _keys(self, epoch: int) -> list[Verifier]:
        """All keys that the register had by then, revoked ones too: what they signed before stays signed."""
        k = register_key.c
        rows = self._connection.execute(
            sa.select(k.public_key).where(k.register_id == self._place.register_id, k.epoch <= epoch)
        )
        return [Verifier(bytes.fromhex(key)) for key in rows.scalars()]

    def _judge(self, row: sa.Row[Any], previous: bytes, verifiers: Sequence[Verifier]) -> Arrived | None:
        where = (row.epoch, row.seq)
        try:
            header, body, digest = chain.open_event(bytes(row.bytes))
        except chain.ChainError as error:
            self._found(error.code, *where)
            return None
        if digest != bytes(row.hash):
            self._found("hash_differs", *where)
        if header.previous != previous.hex():
            self._found("chain_broken", *where)
        names = tuple(name if plausible(name) else "~" for name in (header.id, header.type))
        if (header.register, header.epoch, header.seq, *names) != (row.register_id, *where, row.id, row.type):
            self._found("header_differs", *where)
        if not any(key.verify(bytes(row.signature), digest) for key in verifiers):
            self._found("bad_signature", *where)
        return Arrived(header, body, digest, bytes(row.signature), bytes(row.bytes))

    def _interpret(self, item: Arrived, facts: list[tuple[Arrived, Fact]]) -> None:
        where = (item.header.epoch, item.header.seq)
        try:
            body = schemas.decode_body(item.header.type, item.header.version, item.body)
        except schemas.EventInvalidError as error:
            if where not in self._set_aside:
                self._found("not_quarantined", *where, error.code)
            return
        if isinstance(body, EpochOpenedBody):
            self._check_opening(item, body)
        if where in self._set_aside:
            return
        try:
            fact = read(item.header, item.body)
            if isinstance(fact, CarriedBody):
                header, data, digest = schemas.open_carried(fact)
                self._carried[header.epoch, header.seq, digest] += 1
                fact = read(header, data)
        except (UnreadableError, schemas.EventInvalidError) as error:
            self._found("not_quarantined", *where, str(error))
            return
        if fact is not None and not isinstance(fact, CarriedBody):
            facts.append((item, fact))
            self._report.documents += isinstance(fact, Document)

    def _check_opening(self, item: Arrived, body: EpochOpenedBody) -> None:
        """An epoch names the last acknowledged event of the one before: the centre must have it."""
        if body.previous_seq:
            self._check_anchor(
                "acknowledged_missing", item.header.epoch, body.previous_epoch, body.previous_seq, body.previous_hash
            )

    def _check_grants(self) -> None:
        """A grant that the centre signed names the last event that it held: it must still have it."""
        g = register_epoch.c
        rows = self._connection.execute(
            sa.select(g.epoch, g.grant_data).where(g.register_id == self._place.register_id)
        )
        for epoch, data in rows:
            grant = _grant.decode(bytes(data))
            if grant.previous_seq:
                self._check_anchor(
                    "granted_missing", epoch, grant.previous_epoch, grant.previous_seq, grant.previous_hash
                )

    def _check_anchor(self, code: str, epoch: int, previous: int, seq: int, digest: str) -> None:
        c = carried_event.c
        held = heads.hashes(self._connection, self._place, previous, seq, seq).values()
        carried = self._connection.execute(
            sa.select(c.hash).where(
                c.location_id == self._place.location_id,
                c.register_id == self._place.register_id,
                c.epoch == previous,
                c.seq == seq,
            )
        ).scalars()
        if digest not in {bytes(found).hex() for found in (*held, *carried)}:
            self._found(code, epoch, 0, f"event {previous}/{seq} {digest[:8]}")

    def _check_carried(self) -> None:
        """Where originals are said to be held, and only there, are events that carry them."""
        c = carried_event.c
        mine = (c.location_id == self._place.location_id, c.register_id == self._place.register_id)
        for row in self._connection.execute(sa.select(carried_event).where(*mine)):
            carrier = self._connection.execute(
                sa.select(_e.bytes).where(*self._mine, _e.epoch == row.carrier_epoch, _e.seq == row.carrier_seq)
            ).scalar()
            if carrier is None or not _carries(bytes(carrier), bytes(row.hash)):
                self._found("carried_missing", row.epoch, row.seq)
            self._carried.pop((row.epoch, row.seq, bytes(row.hash)), None)
        for epoch, seq, digest in self._carried:
            if heads.hashes(self._connection, self._place, epoch, seq, seq).get(seq) != digest:
                self._found("carried_unnoted", epoch, seq)


def _carries(data: bytes, digest: bytes) -> bool:
    try:
        header, body, _hash = chain.open_event(data)
        carried = schemas.decode_body(header.type, header.version, body)
        return isinstance(carried, CarriedBody) and schemas.open_carried(carried)[2] == digest
    except (chain.ChainError, schemas.EventInvalidError):
        return False
