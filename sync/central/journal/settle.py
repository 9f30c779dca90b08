"""Interpreting stored events: set-wise, and by halves where the database refuses, until what fails stands alone.

Within a write of the caller, who holds the register's head. Nothing here fails because of what an event says; what the
disk, a deadlock or a lost connection does to a statement is raised and undoes the whole write.
"""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa
from msgspec import Struct, field

from sync.central.db.driver import REFUSED
from sync.central.journal import bulk, effects
from sync.central.journal.arrived import Arrived
from sync.central.journal.carried import Carried, Original
from sync.central.journal.facts import Document, Fact, UnreadableError, plausible, read
from sync.central.journal.heads import Place
from sync.central.journal.tables import event
from sync.central.stock import balances
from sync.central.stock.balances import Balance
from sync.protocol.events import CarriedBody


class Settled(Struct):
    """What became of events: `faults` by seq, (reason, detail), and the balances that changed."""

    faults: dict[int, tuple[str, str]] = field(default_factory=dict)
    balances: dict[str, Balance] = field(default_factory=dict)


def store_events(connection: sa.Connection, place: Place, epoch: int, events: Sequence[Arrived]) -> None:
    """Store events as they came, whatever they say."""
    rows = [
        (
            item.header.seq,
            item.header.id if plausible(item.header.id) else "~",
            item.header.type if plausible(item.header.type) else "~",
            item.hash,
            item.signature,
            item.data,
        )
        for item in events
    ]
    bulk.insert(connection, event, (place.location_id, place.register_id, epoch), rows)


def settle(
    connection: sa.Connection, place: Place, events: Sequence[Arrived], *, again: bool = False, vouched: bool = False
) -> Settled:
    """Interpret `events`, in their order, and give each its effects once.

    An id that has had effects is refused by the key of `document` or `shift_fact`; who may come `again`, from
    quarantine or carried, is looked up before. Carried events that an operator `vouched` for count although their key
    is revoked.
    """
    work = _Settling(connection, place, vouched=vouched)
    work.read(events)
    if again or work.has_carried:
        work.drop_done()
    told = work.attempt(work.facts) if work.facts else None
    if told is not None:
        work.drop_done()
        skus = {moved[1] for _seq, fact in work.facts if isinstance(fact, Document) for moved in fact.movements}
        balances.hold(connection, place.location_id, skus)
        told = work.attempt(work.facts)
        if told is not None:
            work.by_halves(work.facts, told)
    return work.settled


class _Settling:
    def __init__(self, connection: sa.Connection, place: Place, *, vouched: bool = False) -> None:
        self._vouched = vouched
        self.settled = Settled()
        self.facts: list[tuple[int, Fact]] = []
        self._connection, self._place = connection, place
        self._held: set[int] = set()  # seqs of carriers whose originals were held already
        self._is_carried: set[int] = set()

    def read(self, events: Sequence[Arrived]) -> None:
        """Find what the events say."""
        carriers: list[tuple[Arrived, CarriedBody]] = []
        for item in events:
            try:
                fact = read(item.header, item.body)
            except UnreadableError as error:
                self._fail(item.header.seq, error)
                continue
            if isinstance(fact, CarriedBody):
                carriers.append((item, fact))
            elif fact is not None:
                self.facts.append((item.header.seq, fact))
        if carriers:
            self._open(carriers)
            self.facts.sort(key=lambda found: found[0])

    def _open(self, carriers: Sequence[tuple[Arrived, CarriedBody]]) -> None:
        carried = Carried(self._connection, self._place, [body for _item, body in carriers], vouched=self._vouched)
        for item, body in carriers:
            seq = item.header.seq
            try:
                original = carried.judge(item, body)
                fact = _of_original(original)
            except UnreadableError as error:
                self._fail(seq, error)
                continue
            if fact is not None:
                self.facts.append((seq, fact))
                self._is_carried.add(seq)
                if original.held:
                    self._held.add(seq)
        carried.store()

    @property
    def has_carried(self) -> bool:
        """Whether one of the facts is of a carried event."""
        return bool(self._is_carried)

    def drop_done(self) -> None:
        """Leave out what has had its effects; an id that another event used is a fault of who used it again."""
        names = [fact.event_id for _seq, fact in self.facts]
        done = effects.done_already(*self._where, names) if names else {}
        kept: list[tuple[int, Fact]] = []
        for seq, fact in self.facts:
            had = done.get(fact.event_id)
            if had is None:
                done[fact.event_id] = (str(fact.row[1]), int(fact.row[2]), int(fact.row[3]))
                kept.append((seq, fact))
            elif had != fact.row[1:4] or (seq in self._is_carried and seq not in self._held):
                self._fail(seq, UnreadableError("id_reused", fact.event_id))
        self.facts = kept

    def attempt(self, facts: list[tuple[int, Fact]]) -> str | None:
        """Apply `facts` in a savepoint; return what the database has against them, and nothing is done then."""
        try:
            unknown = {id(fact) for fact in effects.resolve(*self._where, [fact for _seq, fact in facts])}
            known = [fact for _seq, fact in facts if id(fact) not in unknown]
            changed = effects.apply(*self._where, known)
        except REFUSED as error:
            return str(getattr(error, "orig", error))
        self.settled.balances.update(changed)
        for seq, fact in facts:
            if id(fact) in unknown and isinstance(fact, Document):
                self._fail(seq, UnreadableError("sale_unknown", fact.voids))
        return None

    @property
    def _where(self) -> tuple[sa.Connection, str]:
        return self._connection, self._place.location_id

    def by_halves(self, facts: list[tuple[int, Fact]], told: str) -> None:
        """Apply what can be applied of `facts`, against which as a whole the database has what `told` says."""
        if len(facts) == 1:
            self._fail(facts[0][0], UnreadableError("refused", told))
            return
        middle = len(facts) // 2
        for half in (facts[:middle], facts[middle:]):
            again = self.attempt(half)
            if again is not None:
                self.by_halves(half, again)

    def _fail(self, seq: int, error: UnreadableError) -> None:
        self.settled.faults[seq] = (error.reason, error.detail)


def _of_original(original: Original) -> Fact | None:
    fact = read(original.header, original.body)
    return None if isinstance(fact, CarriedBody) else fact
