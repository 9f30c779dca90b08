"""The invariants of the sync design, asked of a simulated world: while it plays, and when it is at rest."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from sync.protocol import chain, feeds, schemas
from sync.protocol.events import CarriedBody, SaleBody
from sync.protocol.messages import Cursor

if TYPE_CHECKING:
    from tests.simulation.register_node import Fact, RegisterNode
    from tests.simulation.world import World


def _inner(fact: Fact) -> bytes:
    """What a fact carries, else the fact: a carried event is never carried itself, what it carries is."""
    if fact.type != "carried":
        return fact.data
    header, body, _digest = chain.open_event(fact.data)
    inner = schemas.decode_body("carried", header.version, body)
    assert isinstance(inner, CarriedBody)
    return inner.data.encode()


class Checks:
    """What is watched and asked of one world."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.acks: dict[tuple[str, int], tuple[int, bytes]] = {}

    # --- while it plays

    def acknowledged(self, node: RegisterNode, seq: int) -> None:
        """Invariant 4: what is acknowledged is held durably by the centre, whole from the first."""
        epoch = node.journal.state().known[0]
        held = self._centre(
            "SELECT count(*), max(seq) FROM event WHERE register_id = :r AND epoch = :e AND seq <= :s",
            r=node.enrolled.register_id, e=epoch, s=seq,
        )[0]  # fmt: skip
        assert tuple(held) == (seq, seq), f"invariant 4: {node.name} epoch {epoch}: {seq} acknowledged, {held} held"

    def centre_lost(self) -> None:
        """The centre goes back to its copy: what it acknowledged since is to come again."""

    # --- at rest

    def is_at_rest(self) -> bool:
        """Whether every register that can go on has nothing waiting and stands at the heads of its feeds."""
        for node in self.world.registers:
            if not node.is_up:
                return False
            state = node.journal.state()
            if self._is_stopped(node):
                continue
            if state.waiting or state.wish or not all(self._is_at_head(cursor) for cursor in node.replica.cursors()):
                return False
        return True

    def _is_at_head(self, cursor: Cursor) -> bool:
        head = self._centre("SELECT generation, position FROM feed_head WHERE feed = :f", f=cursor.feed)
        return not head or (cursor.generation, cursor.position) == tuple(head[0])

    def _is_stopped(self, node: RegisterNode) -> bool:
        """An alarm stands for this register: a clone, a fork that is for an operator to settle."""
        states = self._centre("SELECT state FROM register WHERE id = :r", r=node.enrolled.register_id)
        return bool(states[0][0] != "active")

    def all(self) -> None:
        """Ask everything; `AssertionError` names the invariant."""
        for node in self.world.registers:
            assert node.is_up, f"{node.name} did not come back"
        self._facts_stay()
        self._all_arrived()
        self._effects_once()
        self._one_history()
        self._replicas_are_right()
        self._sums_hold()
        assert self.is_at_rest(), f"invariant 15: something still waits: {self._waiting()}"

    def _waiting(self) -> list[tuple[Any, ...]]:
        found = []
        for node in self.world.registers:
            state = node.journal.state()
            trouble = [str(node.core.trouble_of(lane.name)) for lane in node.engine.lanes]
            found.append((node.name, state.epoch, state.seq, state.acknowledged_seq, state.wish, trouble))
        return found

    def _centre(self, statement: str, **given: object) -> list[Any]:
        with self.world.centre.database.engine.connect() as connection:
            return list(connection.execute(sa.text(statement), given))

    def _facts_stay(self) -> None:
        """Invariant 1: what was durable is still there, unless the whole disk was lost."""
        for node in self.world.registers:
            held = {bytes(row[0]) for row in node.raw.execute("SELECT hash FROM event").fetchall()}
            gone = [fact for digest, fact in node.disk.facts.items() if digest not in held | node.disk.lost]
            assert not gone, f"invariant 1: {node.name} lost {[(f.epoch, f.seq, f.type) for f in gone]}"

    def _arrived(self) -> set[bytes]:
        """The very bytes of every event that the centre holds, directly, carried, or aside."""
        found: set[bytes] = set()
        for table in ("event", "fork_event"):
            for (data,) in self._centre(f"SELECT bytes FROM {table}"):  # noqa: S608 - names from here
                found.add(bytes(data))
        for data in list(found):
            header, body, _digest = chain.open_event(data)
            if header.type == "carried":
                inner = schemas.decode_body("carried", header.version, body)
                assert isinstance(inner, CarriedBody)
                found.add(inner.data.encode())
        return found

    def _all_arrived(self) -> None:
        """Invariant 3: byte-identical at the centre, or an alarm stands."""
        arrived = self._arrived()
        for node in self.world.registers:
            if self._is_stopped(node):
                continue
            missing = [
                fact
                for digest, fact in node.disk.facts.items()
                if digest not in node.disk.lost and not arrived & {fact.data, _inner(fact)}
            ]
            assert not missing, (
                f"invariant 3: {node.name}: {[(f.epoch, f.seq, f.type) for f in missing]} never arrived;"
                f" {self._waiting()}"
            )

    def _effects_once(self) -> None:
        """Invariants 2, 5 and 8: each document once, none for want of another, balances are sums of movements."""
        twice = self._centre("SELECT event_id FROM document GROUP BY event_id HAVING count(*) > 1")
        assert not twice, f"invariant 2: {twice}"
        stock: Counter[tuple[str, str]] = Counter()
        sold: set[str] = set()
        for data in self._arrived():
            header, body, _digest = chain.open_event(data)
            if header.type != "sale" or header.id in sold or not self._is_projected(header.id):
                continue
            sold.add(header.id)
            read = schemas.decode_body("sale", header.version, body)
            assert isinstance(read, SaleBody)
            for line in read.lines:
                stock[read.store_id, line.sku] -= line.quantity
        told = {
            (location, sku): on_hand
            for location, sku, on_hand in self._centre("SELECT location_id, sku, on_hand FROM stock_balance")
            if on_hand
        }
        assert told == {key: amount for key, amount in stock.items() if amount}, (
            "invariant 8: balances are not the sums"
        )
        for node in self.world.registers:
            if self._is_stopped(node):
                continue
            for fact in node.disk.facts.values():
                if fact.type == "sale" and fact.hash not in node.disk.lost:
                    assert self._is_projected(fact.event_id), f"invariant 5: {node.name} {fact.seq} has no effect"

    def _is_projected(self, event_id: str) -> bool:
        return bool(self._centre("SELECT 1 FROM document WHERE event_id = :i", i=event_id))

    def _one_history(self) -> None:
        """Invariant 10: one hash for one (register, epoch, seq), gap-free, and the chain holds."""
        rows = self._centre("SELECT register_id, epoch, seq, hash, bytes FROM event ORDER BY register_id, epoch, seq")
        before: tuple[Any, ...] = ()
        for register, epoch, seq, digest, data in rows:
            header, _body, computed = chain.open_event(bytes(data))
            assert computed == bytes(digest), f"invariant 11: {register} {epoch} {seq} is not its hash"
            if before and before[:2] == (register, epoch):
                assert seq == before[2] + 1, f"invariant 10: {register} {epoch}: {before[2]} then {seq}"
                assert header.previous == bytes(before[3]).hex(), f"invariant 11: {register} {epoch} {seq}: chain"
            before = (register, epoch, seq, digest)

    def _replicas_are_right(self) -> None:
        """Invariants 6 and 7: a register at a position holds the centre's state there; all stand at the heads."""
        for node in self.world.registers:
            if self._is_stopped(node):
                continue
            for cursor in node.replica.cursors():
                assert self._is_at_head(cursor), f"invariant 15: {node.name} stands at {cursor}; {self._waiting()}"
                assert not node.replica.check_some(cursor.feed), f"invariant 7: {node.name} {cursor.feed}"
                self._same_buckets(node, cursor.feed)

    def _same_buckets(self, node: RegisterNode, feed: str) -> None:
        wanted: Counter[int] = Counter()
        rows = self._centre(
            "SELECT r.key, e.body FROM feed_row r JOIN feed_event e ON e.feed = r.feed AND e.position = r.position"
            " WHERE r.feed = :f AND e.body IS NOT NULL",
            f=feed,
        )
        for key, body in rows:
            bucket = feeds.bucket_of(key)
            wanted[bucket] = feeds.add(wanted[bucket], old=None, new=feeds.digest(key, bytes(body)))
        found: Counter[int] = Counter()
        replica = node.replica
        held = replica._catalogue if feed.startswith("catalogue:") else replica._live.rows(feed)
        for bucket in range(feeds.BUCKETS):
            for _key, _position, digest in held.in_bucket(bucket, "", 10_000):
                found[bucket] = feeds.add(found[bucket], old=None, new=digest)
        assert {b: c for b, c in found.items() if c} == {b: c for b, c in wanted.items() if c}, (
            f"invariant 7: {node.name} {feed} differs from the centre"
        )

    def _sums_hold(self) -> None:
        """Invariant 12: sales equal tenders."""
        for (total,) in self._centre(
            "SELECT sum(d.total) - coalesce((SELECT sum(amount) FROM tender_total), 0) FROM document d"
        ):
            assert not total, f"invariant 12: sales and tenders differ by {total}"
