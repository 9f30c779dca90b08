"""The invariants of the sync design, asked of a simulated world: while it plays, and when it is at rest.

Each is a method that says which one it asks; an `AssertionError` begins with "invariant" and its number.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, Final

import msgspec
import sqlalchemy as sa
from pysqlite3 import dbapi2

from pos_client.db.replica.feed_rows import Checking
from sync.central.feeds import doubts
from sync.engine.trouble import Kind
from sync.protocol import chain, feeds, schemas
from sync.protocol.base import instant
from sync.protocol.events import CarriedBody, SaleBody
from sync.protocol.messages import Cursor
from sync.protocol.wire import WireRequest, WireResponse
from tests.simulation.reader import LATE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tests.simulation.register_node import Fact, RegisterNode
    from tests.simulation.world import World

KEPT: Final = {
    "event": "*",
    "fork_event": "*",
    "carried_event": "*",
    "quarantine": "*",
    "rescue": "*",
    "journal_alarm": f"register_id, epoch, kind, CASE kind WHEN '{doubts.ALARM}' THEN 0 ELSE times END",
    "journal_epoch": "*",
    "carried_end": "*",
    "journal_head": "location_id, register_id, epoch, seq, hash, token, previous_token, state",
    "document": "*",
    "tender_total": "*",
    "stock_balance": "*",
    "feed_head": "*",
    "feed_event": "*",
    "feed_row": "*",
    "register": "*",
    "register_key": "*",
    "register_epoch": "*",
}
"""What an attacker may not change: all but when somebody was heard of last, and what a register says of itself.

A false cursor that is sent again, while its signature lasts, counts as said again, some times a day.
"""


def _inner(fact: Fact) -> bytes:
    """What a fact carries, else the fact: a carried event is never carried itself, what it carries is."""
    return _carried(fact.data) or fact.data


def _carried(data: bytes) -> bytes:
    header, body, _digest = chain.open_event(data)
    if header.type != "carried":
        return b""
    inner = schemas.decode_body("carried", header.version, body)
    assert isinstance(inner, CarriedBody)
    return inner.data.encode()


class Checks:
    """What is watched and asked of one world."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.failures: list[BaseException] = []  # found where nobody can raise them
        self.asked: Counter[str] = Counter()  # how often something was really looked at
        self._revoked: dict[str, tuple[int, set[bytes]]] = {}  # restorations, events held then

    def raise_failures(self) -> None:
        """Raise what was found within a callback of SQLite."""
        if self.failures:
            raise self.failures[0]

    # --- while it plays

    def acknowledged(self, node: RegisterNode, seq: int) -> None:
        """Invariant 4: what is acknowledged is held durably by the centre, whole from the first.

        An answer that was under way while the centre lost its database says what was true when it was given.
        """
        epoch = node.journal.state().known[0]
        held = self._centre(
            "SELECT count(*), max(seq) FROM event WHERE register_id = :r AND epoch = :e AND seq <= :s",
            r=node.enrolled.register_id, e=epoch, s=seq,
        )[0]  # fmt: skip
        self.asked["acknowledgement"] += 1
        if not self.world.centre.restored:
            assert tuple(held) == (seq, seq), f"invariant 4: {node.name} epoch {epoch}: {seq} acknowledged, {held} held"

    def unknown(self, node: RegisterNode, digests: Iterable[bytes]) -> set[bytes]:
        """Return which of a register's facts the centre does not hold."""
        arrived = self._arrived()
        return {digest for digest in digests if not arrived & {f := node.disk.facts[digest].data, _carried(f) or f}}

    def unmoved(self, what: str, request: WireRequest) -> WireResponse | None:
        """Invariant 14: a tampered request is refused and changes nothing; one sent again changes nothing."""
        before = self._dump()
        response = self.world.centre.handle(request)
        after = self._dump()
        self.asked[what] += 1
        moved = [table for table in KEPT if before[table] != after[table]]
        assert not moved, f"invariant 14: a {what} request to {request.path} changed {moved}"
        if what == "tampered" and response is not None:
            assert response.status in {400, 401, 403, 503}, f"invariant 14: {request.path} tampered: {response.status}"
        return response

    def was_revoked(self, register_id: str) -> None:
        """Take note of what the centre holds of a register whose keys were revoked just now."""
        self._revoked[register_id] = (self.world.centre.restored, self._held_of(register_id))

    def _held_of(self, register_id: str) -> set[bytes]:
        rows = self._centre("SELECT hash FROM event WHERE register_id = :r", r=register_id)
        rows += self._centre("SELECT hash FROM fork_event WHERE register_id = :r", r=register_id)
        return {bytes(row[0]) for row in rows}

    def _dump(self) -> dict[str, list[Any]]:
        raw = dbapi2.connect(f"file:{self.world.centre.path}?mode=ro", uri=True)
        try:
            return {name: raw.execute(f"SELECT {what} FROM {name}").fetchall() for name, what in KEPT.items()}  # noqa: S608
        finally:
            raw.close()

    def positions(self) -> None:
        """Invariant 6: a register at a position holds what the centre held there, no more and no less."""
        for node in self.world.registers:
            if node.is_up:
                for cursor in node.replica.cursors():
                    self._position(node, cursor)

    def _position(self, node: RegisterNode, cursor: Cursor) -> None:
        known = self._centre(
            "SELECT e.tag, h.generation FROM feed_event e JOIN feed_head h ON h.feed = e.feed"
            " WHERE e.feed = :f AND e.position = :p",
            f=cursor.feed, p=cursor.position,
        )  # fmt: skip
        if not cursor.generation or not known or tuple(known[0]) != (cursor.tag, cursor.generation):
            return  # nothing yet, or of a history that the centre has lost
        told = self._centre(
            "SELECT key, body FROM feed_event WHERE feed = :f AND position <= :p ORDER BY position",
            f=cursor.feed, p=cursor.position,
        )  # fmt: skip
        self.asked["position"] += 1
        wanted = _buckets(_last(told))
        found, ahead = self._held(node, cursor)
        for bucket in (wanted.keys() | found.keys()) - ahead:
            assert found.get(bucket, 0) == wanted.get(bucket, 0), (
                f"invariant 6: {node.name} at {cursor.feed} {cursor.position} holds another bucket {bucket}"
            )

    def _held(self, node: RegisterNode, cursor: Cursor) -> tuple[dict[int, int], set[int]]:
        """The checksums of a feed's rows as they are in the replica, and the buckets newer than its cursor.

        Invariant 7: what the replica has written down as checksums is what its rows have.
        """
        replica, is_goods = node.replica, cursor.feed.startswith("catalogue:")
        rows = replica._catalogue if is_goods else replica._live.rows(cursor.feed)
        if is_goods:
            sql = "SELECT bucket FROM rows UNION SELECT bucket FROM pending UNION SELECT bucket FROM buckets"
            file = replica._catalogue_file
            assert file is not None
            buckets = {bucket for (bucket,) in file.rows(sql)}
        else:
            sql = " UNION ".join(
                f"SELECT bucket FROM {name} WHERE number = ?1"  # noqa: S608 - names from here
                for name in ("rows", "stock", "buckets")
            )
            buckets = {bucket for (bucket,) in replica._file.rows(sql, (replica._live._numbers[cursor.feed],))}
        sums, found, ahead = rows.sums(), {}, set()
        for bucket in buckets:
            look = Checking(bucket)
            look.go_on(rows, None)
            stored, position = sums.of(bucket)
            assert stored == look.checksum, f"invariant 7: {node.name} {cursor.feed} {bucket}: not of its checksum"
            if look.checksum:
                found[bucket] = look.checksum
            if position > cursor.position:
                ahead.add(bucket)
        return found, ahead

    # --- at rest

    def is_at_rest(self) -> bool:
        """Whether every register that can go on has nothing waiting and stands at the heads of its feeds."""
        self.raise_failures()
        if not self.world.centre.is_up or not all(node.is_up for node in self.world.registers):
            return False
        for node in self.world.registers:
            if self.is_revoked(node):
                if self._not_rescued(node):
                    return False
                continue
            state = node.journal.state()
            if state.waiting or state.wish or self._has_to_show(node):
                return False
            if not all(self._is_at_head(cursor) for cursor in node.replica.cursors()):
                return False
            if node.replica_generation() and node.replica._catalogue.is_due(int(self.world.scheduler.now * 1e6)):
                return False
        return True

    @staticmethod
    def _has_to_show(node: RegisterNode) -> bool:
        """What it sent last may have got lost with its answer, and with it what a restored centre lacks."""
        trouble = node.core.trouble_of("push")
        return "push" in node.asking or (trouble is not None and trouble.kind is Kind.OFFLINE)

    def _is_at_head(self, cursor: Cursor) -> bool:
        head = self._centre("SELECT generation, position FROM feed_head WHERE feed = :f", f=cursor.feed)
        return not head or (cursor.generation, cursor.position) == tuple(head[0])

    def is_revoked(self, node: RegisterNode) -> bool:
        """Nothing of this register is taken in any more, which an operator wanted."""
        states = self._centre("SELECT state FROM register WHERE id = :r", r=node.enrolled.register_id)
        return bool(states[0][0] == "revoked")

    def all(self) -> None:
        """Ask everything."""
        self.raise_failures()
        for node in self.world.registers:
            assert node.is_up, f"invariant 15: {node.name} did not come back"
        self._facts_stay()
        self._one_history()
        self._all_arrived()
        self._effects_once()
        self._quarantine_blocks_nothing()
        self._old_versions_are_in()
        self._sums_hold()
        self._revoked_reached_nothing()
        assert self.is_at_rest(), f"invariant 15: something still waits: {self._waiting()}"
        self._replicas_are_right()
        self._prices_are_in_force()

    def _waiting(self) -> list[tuple[Any, ...]]:
        found = []
        for node in self.world.registers:
            state = node.journal.state()
            trouble = [told.code for lane in node.engine.lanes if (told := node.core.trouble_of(lane.name))]
            behind = [cursor for cursor in node.replica.cursors() if not self._is_at_head(cursor)]
            found.append((node.name, state.epoch, state.seq, state.acknowledged_seq, state.wish, trouble, behind))
        return found

    def _centre(self, statement: str, **given: object) -> list[Any]:
        with self.world.centre.database.engine.connect() as connection:
            return list(connection.execute(sa.text(statement), given))

    def _facts_stay(self) -> None:
        """Invariant 1: what was durable is still there, unless the whole disk was lost."""
        for node in self.world.registers:
            held = {bytes(row[0]) for row in node.raw.execute("SELECT hash FROM event").fetchall()}
            gone = [fact for digest, fact in node.disk.facts.items() if digest not in held | node.disk.gone]
            assert not gone, f"invariant 1: {node.name} lost {[(f.epoch, f.seq, f.type) for f in gone]}"

    def _arrived(self) -> set[bytes]:
        """The very bytes of every event that the centre holds, directly, carried, or aside."""
        found: set[bytes] = set()
        for table in ("event", "fork_event"):
            for (data,) in self._centre(f"SELECT bytes FROM {table}"):  # noqa: S608 - names from here
                found.update((bytes(data), _carried(bytes(data))))
        return found - {b""}

    def _must_arrive(self, node: RegisterNode) -> list[Fact]:
        """The facts of a register that nothing excuses from arriving."""
        if self.is_revoked(node):
            return []
        excused = node.disk.gone if self.world.centre.restored else node.disk.lost
        return [fact for digest, fact in node.disk.facts.items() if digest not in excused]

    def _all_arrived(self) -> None:
        """Invariant 3: byte-identical at the centre."""
        arrived = self._arrived()
        for node in self.world.registers:
            missing = [fact for fact in self._must_arrive(node) if not arrived & {fact.data, _inner(fact)}]
            assert not missing, (
                f"invariant 3: {node.name}: {[(f.epoch, f.seq, f.type) for f in missing]} never arrived;"
                f" {self._waiting()}"
            )

    def _effects_once(self) -> None:
        """Invariants 2 and 8: each sale is drawn once however often it came; balances are sums of movements."""
        twice = self._centre("SELECT event_id FROM document GROUP BY event_id HAVING count(*) > 1")
        assert not twice, f"invariant 2: {twice}"
        stock: Counter[tuple[str, str]] = Counter()
        sold: dict[str, int] = {}
        drawn = {row[0] for row in self._centre("SELECT event_id FROM document")}
        for data in self._arrived():
            header, body, _digest = chain.open_event(data)
            if header.type == "sale" and header.id in drawn and header.id not in sold:
                read = schemas.decode_body("sale", header.version, body)
                assert isinstance(read, SaleBody)
                sold[header.id] = read.total
                for line in read.lines:
                    stock[read.store_id, line.sku] -= line.quantity
        told = self._centre("SELECT event_id, total FROM document")
        assert dict(map(tuple, told)) == sold, "invariant 2: documents are not the sales"
        balances = self._centre("SELECT location_id, sku, on_hand FROM stock_balance WHERE on_hand <> 0")
        assert {(place, sku): amount for place, sku, amount in balances} == {
            key: amount for key, amount in stock.items() if amount
        }, "invariant 2, 8: balances are not the sums of the movements, each once"

    def _quarantine_blocks_nothing(self) -> None:
        """Invariant 5: every sale has its effect, whatever stands before it; what has none is in quarantine."""
        drawn = {row[0] for row in self._centre("SELECT event_id FROM document")}
        aside = {row[0] for row in self._centre("SELECT id FROM quarantine")}
        carriers = {
            chain.open_event(_carried(bytes(data)))[0].id
            for (data,) in self._centre("SELECT e.bytes FROM event e JOIN quarantine q ON q.id = e.id")
            if _carried(bytes(data))
        }
        held = {row[0] for row in self._centre("SELECT id FROM event")}
        for node in self.world.registers:
            for fact in self._must_arrive(node):
                if fact.type == "sale":
                    assert fact.event_id in drawn, f"invariant 5: {node.name} {fact.epoch}/{fact.seq} has no effect"
                if fact.type == "from_the_future" and fact.event_id in held:
                    self.asked["quarantine"] += 1
                    assert fact.event_id in aside | carriers, f"invariant 5: {node.name} {fact.seq} is not aside"

    def _old_versions_are_in(self) -> None:
        """Invariant 13: an event as an older program wrote it is taken in and understood."""
        aside = {row[0] for row in self._centre("SELECT id FROM quarantine")}
        for node in self.world.registers:
            for fact in self._must_arrive(node):
                if fact.type == "clock_jump" and chain.open_event(fact.data)[0].version == 1:
                    self.asked["old version"] += 1
                    assert fact.event_id not in aside, f"invariant 13: {node.name} {fact.seq} was not understood"

    def _one_history(self) -> None:
        """Invariants 10, 4 and 11: one hash for one (register, epoch, seq), gap-free, the chain and the heads hold."""
        rows = self._centre("SELECT register_id, epoch, seq, hash, bytes FROM event ORDER BY register_id, epoch, seq")
        before: tuple[Any, ...] = ()
        for register, epoch, seq, digest, data in rows:
            header, _body, computed = chain.open_event(bytes(data))
            assert computed == bytes(digest), f"invariant 11: {register} {epoch} {seq} is not its hash"
            assert (header.register, header.epoch, header.seq) == (register, epoch, seq), "invariant 11: misplaced"
            if before and before[:2] == (register, epoch):
                assert seq == before[2] + 1, f"invariant 10: {register} {epoch}: {before[2]} then {seq}"
                linked = bytes(before[3])
            else:
                assert seq == 1, f"invariant 10: {register} {epoch} begins with {seq}"
                linked = chain.genesis_hash(register, epoch)
            assert header.previous == linked.hex(), f"invariant 10: {register} {epoch} {seq}: two histories"
            before = (register, epoch, seq, digest)
        self._one_chain_a_disk()
        self._one_document_a_number()

    def _one_document_a_number(self) -> None:
        """Invariant 10: whatever was lost and restored, a number is given once, but to a clone."""
        if any(node.name.endswith("-clone") for node in self.world.registers):
            return
        twice = self._centre("SELECT receipt_number FROM document GROUP BY receipt_number HAVING count(*) > 1")
        assert not twice, f"invariant 10: {twice} were given twice"

    def _one_chain_a_disk(self) -> None:
        """Invariant 10: what a register holds as acknowledged is what the centre holds there."""
        held = {
            (register, epoch, seq): bytes(digest)
            for register, epoch, seq, digest in self._centre("SELECT register_id, epoch, seq, hash FROM event")
        }
        for node in self.world.registers:
            state = node.journal.state()
            if not state.waiting and state.seq and not chain.is_provisional(state.epoch):
                found = held.get((node.enrolled.register_id, state.epoch, state.seq))
                if self.is_revoked(node) or (found is None and self.world.centre.restored):
                    continue
                assert found is not None, f"invariant 4: {node.name} {state.epoch}/{state.seq} is not held"
                assert found == state.hash, f"invariant 10: {node.name} {state.epoch}/{state.seq}: two hashes"

    def _replicas_are_right(self) -> None:
        """Invariant 7: at rest every register holds the centre's rows, by the rows themselves and by checksums."""
        for node in self.world.registers:
            if self.is_revoked(node):
                continue
            for cursor in node.replica.cursors():
                assert self._is_at_head(cursor), f"invariant 15: {node.name} stands at {cursor}; {self._waiting()}"
                if cursor.generation:
                    self._same_rows(node, cursor)

    def _same_rows(self, node: RegisterNode, cursor: Cursor) -> None:
        rows = self._centre(
            "SELECT r.key, e.body FROM feed_row r JOIN feed_event e ON e.feed = r.feed AND e.position = r.position"
            " WHERE r.feed = :f AND e.body IS NOT NULL",
            f=cursor.feed,
        )
        sums = self._centre("SELECT bucket, checksum FROM feed_bucket WHERE feed = :f AND checksum <> 0", f=cursor.feed)
        wanted = _buckets(dict(map(tuple, rows)))
        assert wanted == {bucket: sum_ % 2**64 for bucket, sum_ in sums}, f"invariant 7: {cursor.feed} at the centre"
        found, _ahead = self._held(node, cursor)
        assert found == wanted, f"invariant 7: {node.name} {cursor.feed} differs from the centre"

    def _prices_are_in_force(self) -> None:
        """Invariant 6: a publication whose time has come is in force at every register, and no other."""
        now = self.world.centre.now()
        if any(abs(due - now.timestamp()) <= LATE for due in self.world.publications.values()):
            return  # clocks differ by the way an answer takes: just then either is right
        found = self._centre("SELECT key, body FROM feed_event WHERE key LIKE 'publication/%' ORDER BY position")
        closed = [
            int(key.removeprefix("publication/p"))
            for key, body in found
            if msgspec.json.decode(bytes(body))["effective_at"] <= instant(now)
        ]
        priced = self._centre("SELECT publication FROM feed_event WHERE key = 'price/milk' ORDER BY position DESC")
        wanted = next((int(name[1:]) for (name,) in priced if name and int(name[1:]) in closed), 0)
        for node in self.world.registers:
            if node.reader is not None and not self.is_revoked(node) and node.replica_generation():
                self.asked["prices"] += node.reader.looks
                assert node.reader.round == wanted, (
                    f"invariant 6: {node.name} has the prices of {node.reader.round}, in force are those of {wanted}"
                )

    def _sums_hold(self) -> None:
        """Invariant 12: sales equal tenders."""
        sums = (
            "SELECT (SELECT coalesce(sum(total), 0) FROM document), (SELECT coalesce(sum(amount), 0) FROM tender_total)"
        )
        sales, tenders = self._centre(sums)[0]
        assert sales == tenders, f"invariant 12: sales are {sales}, tenders {tenders}"

    def _revoked_reached_nothing(self) -> None:
        """Invariant 14: nothing came in of a register after it was revoked, but to rescue storage."""
        for register_id, (restored, held) in self._revoked.items():
            now = self._held_of(register_id)
            assert now <= held, f"invariant 14: {len(now - held)} events of {register_id} came in after it was revoked"
            if restored == self.world.centre.restored:
                assert now == held, f"invariant 3: events of {register_id} are gone"
            self.asked["revoked"] += 1
            for node in self.world.registers:
                if node.enrolled.register_id == register_id:
                    late = self._not_rescued(node)
                    assert not late, f"invariant 3: {node.name}: {late} did not reach rescue storage"

    def _not_rescued(self, node: RegisterNode) -> list[int]:
        """What waits at a revoked register and is not in rescue storage."""
        state = node.journal.state()
        if not state.waiting:
            return []
        rows = self._centre("SELECT bytes FROM rescue WHERE register_id = :r", r=node.enrolled.register_id)
        saved = b"".join(bytes(row[0]) for row in rows)
        _previous, events = node.journal.batch(state.acknowledged_seq, 500, 1_000_000)
        self.asked["rescue"] += 1
        return [event.seq for event in events if event.data not in saved]


def _buckets(rows: dict[str, bytes]) -> dict[int, int]:
    sums: Counter[int] = Counter()
    for key, body in rows.items():
        bucket = feeds.bucket_of(key)
        sums[bucket] = feeds.add(sums[bucket], old=None, new=feeds.digest(key, bytes(body)))
    return {bucket: checksum for bucket, checksum in sums.items() if checksum}


def _last(told: Iterable[tuple[str, bytes | None]]) -> dict[str, bytes]:
    """The rows that a run of changes leaves."""
    last = {key: body for key, body in told}  # noqa: C416 - rows of the driver, not pairs
    return {key: body for key, body in last.items() if body is not None}
