"""Bugs to plant: each takes a `pytest.MonkeyPatch` and makes one function of the product do a thing wrong.

Two are of a kind that a second guard of the product would heal; there both guards are taken away, and it is said.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final

import msgspec
import pytest
from msgspec.structs import replace

from pos_client.db.journal import epochs as register_epochs
from pos_client.db.journal.port import ReadJournal
from pos_client.db.journal.writer import Writer
from pos_client.db.replica.catalogue_rows import CatalogueRows
from pos_client.db.replica.feed_rows import Sums
from pos_client.db.replica.files import ReplicaFile
from pos_client.db.replica.port import WrittenReplica
from sync.central.db.driver import together
from sync.central.feeds import reading, store
from sync.central.feeds import snapshots as _snapshots
from sync.central.feeds.publish import _Slice
from sync.central.journal import carried, heads
from sync.central.journal import effects as _effects
from sync.central.journal import push as _push
from sync.central.journal import settle as _settle
from sync.central.journal.facts import UnreadableError
from sync.central.refused import RefusedError
from sync.central.registers import keys
from sync.central.stock import balances
from sync.engine import lane as lanes
from sync.engine.centre_clock import CentreClock
from sync.engine.pauses import Pauses
from sync.engine.ports import Applied
from sync.engine.push import PushLane
from sync.protocol import http_signing
from sync.protocol.messages import Cursor

Patch = pytest.MonkeyPatch
# What is read through these is what the modules themselves import: it is replaced where it is used
effects: Any = _effects
pushing: Any = _push
settle: Any = _settle
snapshots: Any = _snapshots


class UndoneError(Exception):
    """A transaction that is given up after its answer was made."""


def _every(times: int) -> Callable[[], bool]:
    """True at every so many asking."""
    count = 0

    def ask() -> bool:
        nonlocal count
        count += 1
        return count % times == 0

    return ask


# --- the centre's journal


def acknowledges_before_the_commit(patch: Patch) -> None:
    """The answer is made, then the transaction comes to nothing."""
    original, is_undone = pushing.push, _every(3)

    def push(database: Any, notary: Any, caller: Any, request: Any, now: Any) -> Any:
        told: list[Any] = []

        class Hasty:
            def write(self, work: Any) -> Any:
                def doomed(connection: Any) -> Any:
                    told.append(work(connection))
                    if is_undone() and not isinstance(told[-1], RefusedError):
                        raise UndoneError
                    return told[-1]

                try:
                    return database.write(doomed)
                except UndoneError:
                    return told[-1]

        return original(Hasty(), notary, caller, request, now)

    patch.setattr(pushing, "push", push)


def acknowledges_one_more(patch: Patch) -> None:
    """The last event of a batch is acknowledged and not stored."""
    store = pushing.store_events
    patch.setattr(
        pushing, "store_events", lambda c, place, epoch, events: store(c, place, epoch, events[:-1] or events)
    )


def token_rolls_for_any(patch: Patch) -> None:
    """A push with the previous token is answered with a new one, too."""
    accept = pushing._Push._accept

    def wrong(self: Any, head: Any, new: Any) -> Any:
        served = accept(self, head, new)
        if self._request.token != head.token:
            rolled = heads.rolled(served.head, f"{int(served.head.token or '0', 16) ^ 1:032x}")
            heads.store(self._connection, self._place, rolled, self._now)
            return replace(served, head=rolled)
        return served

    patch.setattr(pushing._Push, "_accept", wrong)


def fork_is_accepted(patch: Patch) -> None:
    """Neither the centre nor the register compares hashes of what is held already."""
    patch.setattr(pushing._Push, "_differing", lambda _self, _head: [])
    patch.setattr(PushLane, "_hash_of", lambda self, _seq, _events: bytes.fromhex(self.told))
    acknowledged = PushLane._acknowledged

    def wrong(self: Any, answer: Any, *more: Any) -> Any:
        self.told = msgspec.json.decode(answer.ack.data)["hash"]
        return acknowledged(self, answer, *more)

    patch.setattr(PushLane, "_acknowledged", wrong)
    patch.setattr(Writer, "_hash_at", lambda self, _seq: self.told)
    keep = Writer.acknowledge

    def take(self: Any, seq: int, digest: bytes, *more: str) -> None:
        self.told = digest
        keep(self, seq, digest, *more)

    patch.setattr(Writer, "acknowledge", take)


def movements_again_on_retry(patch: Patch) -> None:
    """What is sent once more moves the stock once more."""
    accept = pushing._Push._accept

    def wrong(self: Any, head: Any, new: Any) -> Any:
        served = accept(self, head, new)
        for item in self._events if not new else ():
            if item.header.type == "sale":
                for _line, sku, quantity, aside, *_rest in settle.read(item.header, item.body).movements:
                    changed = {sku: (quantity, aside)}
                    together(self._connection, balances.changing(self._connection, self._place.location_id, changed))
        return served

    patch.setattr(pushing._Push, "_accept", wrong)


def effects_by_position(patch: Patch) -> None:
    """The effects of a carried event are keyed by its carrier instead of the id it had at first."""
    judge = carried.Carried.judge

    def wrong(self: Any, carrier: Any, body: Any) -> Any:
        found = judge(self, carrier, body)
        header = msgspec.structs.replace(found.header, id=carrier.header.id)
        return replace(found, header=header)

    patch.setattr(carried.Carried, "judge", wrong)


def balance_forgets_a_line(patch: Patch) -> None:
    """A document moves the stock of its first line alone."""
    changing = effects.balances.changing
    patch.setattr(
        effects.balances, "changing", lambda c, place, changes: changing(c, place, dict(list(changes.items())[:1]))
    )


def tenders_are_not_summed(patch: Patch) -> None:
    """Documents go into the books without their payments."""
    patch.setattr(effects, "_totalling", lambda *_given: ())


def quarantine_blocks(patch: Patch) -> None:
    """A push with an event that cannot be interpreted is refused."""
    original = settle.settle

    def wrong(*given: Any, **named: Any) -> Any:
        settled = original(*given, **named)
        if settled.faults:
            raise RefusedError(422, "not_parsed", "an event of the future")
        return settled

    patch.setattr(pushing, "settle", wrong)


def old_version_is_not_read(patch: Patch) -> None:
    """What the first version of the program wrote is understood no more."""
    original = settle.read

    def wrong(header: Any, body: Any) -> Any:
        if header.type == "clock_jump" and header.version == 1:
            raise UnreadableError("body", "version 1")
        return original(header, body)

    patch.setattr(settle, "read", wrong)


# --- who asks


def signature_is_not_checked(patch: Patch) -> None:
    """Whoever says that it is a register is believed."""
    patch.setattr(http_signing, "verify", lambda request, _key, _now: http_signing.who(request))


def revocation_is_forgotten(patch: Patch) -> None:
    """A revoked key goes on serving."""
    patch.setattr(keys, "_revoke_keys", lambda *_given: 0)


# --- feeds at the centre


def reader_skips(patch: Patch) -> None:
    """An answer with several rows lacks its first one, as a cursor over a sequence does, and tells no checksums."""
    original = reading._answer

    def wrong(cursor: Any, head: Any, interval: Any) -> Any:
        answer = original(cursor, head, interval)
        return msgspec.structs.replace(answer, rows=answer.rows[1:], checksums=()) if len(answer.rows) > 1 else answer

    patch.setattr(reading, "_answer", wrong)


def positions_have_a_hole(patch: Patch) -> None:
    """Now and then a position is left out."""
    take, is_left_out = _Slice.take, _every(4)

    def wrong(self: Any, changes: Any) -> None:
        self.position += is_left_out()
        take(self, changes)

    patch.setattr(_Slice, "take", wrong)


def checksum_stays_at_the_centre(patch: Patch) -> None:
    """A row changes and the checksum of its bucket does not."""
    putting, is_left_out = store.putting_sums, _every(3)
    patch.setattr(store, "putting_sums", lambda *given: [] if is_left_out() else putting(*given))


def snapshot_lacks_a_row(patch: Patch) -> None:
    """A snapshot says a position and is from before it."""
    original = snapshots.snapshot_rows
    patch.setattr(snapshots, "snapshot_rows", lambda *given: iter(list(original(*given))[:-1]))


# --- the replica


def checksum_stays_at_the_register(patch: Patch) -> None:
    """A row changes and the replica's checksum does not, and it is compared with nothing."""
    patch.setattr(Sums, "change", lambda *_given: None)
    patch.setattr(Sums, "differing", lambda *_given: ())


def cursor_before_rows(patch: Patch) -> None:
    """The cursor is committed, the rows are not."""
    original, is_lost = WrittenReplica.apply, _every(4)

    def wrong(self: Any, answer: Any) -> Applied:
        if answer.to == answer.start or not is_lost():
            return original(self, answer)
        moved = Cursor(feed=answer.feed, generation=answer.generation, position=answer.to, tag=answer.tag)
        with self._writing(answer.feed):
            self._finish(answer.feed, moved)
        self._committed(moved)
        return Applied(rows=len(answer.rows))

    patch.setattr(WrittenReplica, "apply", wrong)


def publication_shows_early(patch: Patch) -> None:
    """What is closed takes effect, whatever its time."""
    due, effect = CatalogueRows.is_due, CatalogueRows.take_effect
    patch.setattr(CatalogueRows, "is_due", lambda self, _now: due(self, 2**62))
    patch.setattr(CatalogueRows, "take_effect", lambda self, _now: effect(self, 2**62))


def publication_shows_row_by_row(patch: Patch) -> None:
    """Rows of a publication take effect as they come."""
    take = CatalogueRows.take
    patch.setattr(
        CatalogueRows,
        "take",
        lambda self, bucket, row: take(self, bucket, msgspec.structs.replace(row, publication="")),
    )


def slices_are_seen(patch: Patch) -> None:
    """Rows are written one transaction each."""
    run = ReplicaFile.run
    patch.setattr(
        ReplicaFile,
        "run",
        lambda self, sql, values=(): None if sql in {"BEGIN IMMEDIATE", "COMMIT"} else run(self, sql, values),
    )


# --- the register's engine and journal


def regress_is_ignored(patch: Patch) -> None:
    """A centre that was restored asks again in vain."""
    patch.setattr(ReadJournal, "regress", lambda *_given: None)


def acknowledgement_is_not_kept(patch: Patch) -> None:
    """What the centre acknowledged is forgotten."""
    patch.setattr(Writer, "acknowledge", lambda *_given: None)


def quiet_register_says_nothing(patch: Patch) -> None:
    """A restored centre is not shown what it acknowledged, unless there is something to push."""
    choose = PushLane._choose

    def wrong(self: Any, now: Any) -> Any:
        self._shown = self.core.readings
        return choose(self, now)

    patch.setattr(PushLane, "_choose", wrong)


def skew_is_not_corrected(patch: Patch) -> None:
    """The centre's time in a refusal is not taken."""
    patch.setattr(CentreClock, "take", lambda *_given: None)


def pauses_have_no_end(patch: Patch) -> None:
    """After a failure the next try comes too late to matter."""
    patch.setattr(Pauses, "after", lambda _self, _trouble: 1e6)


def carry_forgets_the_last(patch: Patch) -> None:
    """The last event of what the centre lacks is not carried."""
    original = register_epochs.to_carry

    def wrong(raw: Any, state: Any, most: int) -> Iterator[Any]:
        yield from list(original(raw, state, most))[:-1]

    patch.setattr(register_epochs, "to_carry", wrong)


def lane_stops_at_a_fault(patch: Patch) -> None:
    """What was refused is not asked again."""
    park = lanes.BaseLane._park

    def wrong(self: Any, now: Any, trouble: Any) -> float:
        park(self, now, trouble)
        self._until = float("inf")
        return float("inf")

    patch.setattr(lanes.BaseLane, "_park", wrong)


def _all() -> Sequence[Callable[[Patch], None]]:
    return [
        value
        for name, value in globals().items()
        if callable(value) and getattr(value, "__module__", "") == __name__ and name[0] != "_" and name[0].islower()
    ]


BUGS: Final[Mapping[str, Callable[[Patch], None]]] = {bug.__name__: bug for bug in _all()}
