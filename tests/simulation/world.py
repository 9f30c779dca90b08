"""A world: registers and a centre on real files under one seeded scheduler; faults, then calm, then checks."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from typing import Final

from pos_client.db.journal import statements
from pos_client.db.journal.binding import data_hash
from pos_client.db.journal.writer import Writer
from sync.central.feeds import Change
from sync.engine.ports import PortError
from sync.protocol import chain, feeds
from sync.protocol.base import instant
from sync.protocol.events import PaymentPart, SaleBody, SaleLinePart, TaxPart
from tests.simulation.centre_node import CentreNode, NoRoomError
from tests.simulation.checks import Checks
from tests.simulation.determined import determined
from tests.simulation.faults import PROFILES, CrashError, Faults
from tests.simulation.net import Net
from tests.simulation.register_node import RegisterNode
from tests.simulation.scheduler import START, Scheduler
from tests.simulation.template import SKUS, ZONE, memory_folder, product, template

CALM_STEP: Final = 10.0
MOST_CALM: Final = 1_800.0
"""Simulated seconds within which everything is at rest once faults have stopped."""
OLD_CLOCK_JUMP: Final = (
    b'{"after":"2026-11-22T09:00:00.000000Z","before":"2026-11-22T10:00:00.000000Z","seconds":-3600}'
)


def play(seed: int, profile: str) -> World:
    """Play a world whole; `AssertionError` names the invariant that does not hold, and how to see it alone."""
    with determined(seed):
        world = World(seed, PROFILES[profile])
        try:
            world.run()
        except BaseException as error:
            lines = "\n".join(world.history[-60:])
            error.add_note(f"{lines}\nseed {seed}, profile {profile}: python -m tests.simulation {seed} {profile}")
            raise
        finally:
            world.close()
    return world


class World:
    """`run` plays it whole and raises `AssertionError` when an invariant does not hold. `close` removes its files."""

    def __init__(self, seed: int, faults: Faults) -> None:
        self.seed = seed
        self.faults = faults
        self.scheduler = Scheduler(seed)
        made = template()
        self.ca_public_key = made.ca_public_key
        self.folder = memory_folder(f"omnitill-world-{seed}-")
        shutil.copytree(made.folder, self.folder, dirs_exist_ok=True)
        self.checks = Checks(self)
        self.net = Net(self)
        self.centre = CentreNode(self.folder, self.scheduler, self._centre_fate)
        self.history: list[str] = []
        self._publishing_until = 0.0
        self.publications: dict[int, float] = {}  # when each takes effect, seconds since 1970
        skew, rng = faults.skew, self.scheduler.rng
        self.registers = [
            RegisterNode(self, each.register_id, self.folder / each.register_id, each, rng.uniform(-skew, skew))
            for each in rng.sample(made.registers, rng.choice((1, 2, 2, 3)))
        ]

    # --- faults

    def happens(self, fault: str) -> bool:
        """Whether a fault happens at this occasion."""
        likelihood = getattr(self.faults, fault)
        return bool(likelihood) and self.scheduler.chance(likelihood)

    def doom(self, node: RegisterNode) -> Callable[[str], None]:
        """What a register's writes ask: raises `CrashError` when it dies there, `PortError` when there is no room."""

        def fate(where: str) -> None:
            if where == "disk_full":
                if self.happens("disk_full"):
                    raise PortError("replica_write", "no room")
            elif self.happens(f"crash_{where}"):
                self.note(f"{node.name} dies {where} a commit")
                raise CrashError

        return fate

    def _centre_fate(self, where: str) -> None:
        if where == "full":
            if self.happens("centre_full"):
                raise NoRoomError
        elif self.happens(f"crash_{where}"):
            self.note(f"the centre dies {where} a commit")
            raise CrashError

    def note(self, what: str) -> None:
        """Write a line into the history that a failing seed shows."""
        self.history.append(f"{self.scheduler.now - START:9.3f} {what}")

    # --- the play

    def run(self) -> None:
        """Faults for a while, then calm until everything is at rest, then every check."""
        for node in self.registers:
            node.boot()
            node.remember_all()
        self._plan()
        self.scheduler.run(START + self.faults.seconds)
        self.faults = self.faults.none()
        self.note("faults stop")
        for node in self.registers:
            node.offline_until = 0.0
            if self.centre.restored and self.checks.is_revoked(node):
                node.crash()  # a till begins anew each day; only then it brings again what the centre may have lost
        until = self.scheduler.now + MOST_CALM
        while self.scheduler.now < until:
            self.scheduler.run(self.scheduler.now + CALM_STEP)
            if self.checks.is_at_rest():
                break
        self.note("rest")
        self.checks.all()

    def _plan(self) -> None:
        rng, span = self.scheduler.rng, self.faults.seconds
        self._often(rng.randint(6, 12), self._sell)
        self._often(rng.randint(2, 4), self._change_goods)
        for _ in range(2):
            self.scheduler.after(rng.uniform(0.1, 1.0) * span, self.checks.positions)
        if self.faults.replay:
            self._often(6, self.net.replay)
        if self.faults.offline:
            self._often(3, self._go_offline)
        if self.happens("publications"):
            for number in range(1, 4):
                self.scheduler.after(rng.uniform(0, span), partial(self._publish, number))
        if self.happens("clone"):
            self.scheduler.after(rng.uniform(0.2, 0.6) * span, self._clone)
        if self.happens("restore"):
            at = rng.uniform(0.1, 0.5) * span
            node = rng.choice(self.registers)
            self.scheduler.after(at, node.back_up)
            self.scheduler.after(at + rng.uniform(0.1, 0.3) * span, lambda: self._lose_disk(node))
        if self.happens("centre_restored"):
            at = rng.uniform(0.2, 0.5) * span
            self.scheduler.after(at, self.centre.back_up)
            self.scheduler.after(at + rng.uniform(0.05, 0.4) * span, self._restore_centre)
        if self.happens("revoke"):
            self.scheduler.after(rng.uniform(0.2, 0.6) * span, self._revoke)

    def _often(self, times: int, act: Callable[[], None]) -> None:
        for _ in range(times):
            self.scheduler.after(self.scheduler.rng.uniform(0, self.faults.seconds), act)

    def _sell(self) -> None:
        node = self.scheduler.rng.choice(self.registers)
        if self.happens("poison"):
            node.act(poison)
        elif self.happens("old_version"):
            node.act(old_version)
        else:
            node.act(sale(node, self.scheduler.rng.choices(SKUS, k=self.scheduler.rng.randint(1, 3))))

    def _change_goods(self) -> None:
        rng = self.scheduler.rng
        number = rng.randint(1, 9999)
        if rng.random() < 0.3:
            keys = [f"product/extra{rng.randint(1, 2)}"]
        else:
            keys = [f"product/{sku}" for sku in rng.sample(SKUS, rng.randint(1, 3))]
        is_gone = rng.random() < 0.5 and len(keys) == 1 and "extra" in keys[0]
        self.centre.publish(
            [
                Change(feeds.catalogue_feed(ZONE), key, None if is_gone else product(key[8:], f"{key[8:]} {number}"))
                for key in keys
            ]
        )

    def _publish(self, number: int) -> None:
        """All prices become others at one moment: rows, then what is missing of them, then the closing row.

        One after the other: rows of two that lie between each other would each hold where they are newest.
        """
        if self.scheduler.now < self._publishing_until:
            return
        rng, feed, name = self.scheduler.rng, feeds.catalogue_feed(ZONE), f"p{number}"
        body = b'[["shelf",0,null,%d]]' % (100 + number)
        rows = [Change(feed, f"price/{sku}", body, name) for sku in SKUS]
        split = rng.randint(0, len(rows))
        due = self.scheduler.now + (0.0 if rng.random() < 0.4 else rng.uniform(1, self.faults.seconds))
        self.publications[number] = due
        at = instant(datetime.fromtimestamp(due, UTC))
        closing = Change(feed, f"publication/{name}", b'{"count":%d,"effective_at":"%s"}' % (len(rows), at.encode()))
        self.note(f"publication {number}, at {due - START:.3f}")
        life = self.centre.life

        def close() -> None:
            if life == self.centre.life:
                self.centre.publish([*rows[split:], closing])

        if not split or self.centre.publish(rows[:split]):
            pause = rng.uniform(0, 3)
            self._publishing_until = self.scheduler.now + pause
            self.scheduler.after(pause, close)

    def _go_offline(self) -> None:
        node = self.scheduler.rng.choice(self.registers)
        node.offline_until = self.scheduler.now + self.scheduler.rng.uniform(0.2, 0.9) * self.faults.seconds
        self.note(f"{node.name} is offline until {node.offline_until - START:.0f}")

    def _clone(self) -> None:
        node = self.scheduler.rng.choice(self.registers)
        if not node.is_up:
            return
        twin = node.cloned(f"{node.name}-clone")
        self.note(f"{node.name} is cloned")
        self.registers.append(twin)
        twin.boot()
        twin.remember_all()

    def _lose_disk(self, node: RegisterNode) -> None:
        self.note(f"{node.name} loses its disk")
        node.lose_disk()

    def _restore_centre(self) -> None:
        self.note("the centre is restored")
        self.centre.restore()

    def _revoke(self) -> None:
        node = self.scheduler.rng.choice(self.registers)
        if self.centre.revoke(node.enrolled.register_id):
            self.note(f"{node.name} is revoked")
            self.checks.was_revoked(node.enrolled.register_id)

    def figures(self) -> str:
        """What there was of it, in a line."""
        told = [(node.name, node.crashes, node.journal_epochs) for node in self.registers]
        return (
            f"{self.net.sent} requests, answers {self.centre.statuses}, centre died {self.centre.crashes} times;"
            f" looked at {dict(self.checks.asked)}; registers, deaths, epochs {told}"
        )

    def close(self) -> None:
        """Put everything away."""
        for node in self.registers:
            if node.is_up:
                node.close()
        if self.centre.is_up:
            self.centre.close()
        shutil.rmtree(self.folder, ignore_errors=True)


def sale(node: RegisterNode, skus: list[str]) -> Callable[[Writer], object]:
    """A sale of one piece each, 100 in minor units a line, paid in cash."""

    def work(writer: Writer) -> None:
        at = node.wall()
        number = writer.next_receipt_number()
        total = 100 * len(skus)
        sale_id = f"{number}-{at.timestamp()}"
        row = json.dumps({"skus": skus}).encode()
        body = SaleBody(
            sale_id=sale_id,
            receipt_number=number,
            store_id=node.enrolled.location_id,
            register_id=node.enrolled.register_id,
            shift_id="none",
            completed_at=instant(at),
            cashier_id="maria",
            currency="RUB",
            lines=tuple(
                SaleLinePart(
                    line_id=place, sku=sku, quantity=1000, unit_price=100, gross=100, net=100, to_pay=100,
                    tax_category="A", tax_rate=2000, tax=17, instant=instant(at), shares=(100,),
                )
                for place, sku in enumerate(skus, 1)
            ),
            payments=(PaymentPart(tender_id="cash", tender_class="cash", amount=total, given=total),),
            taxes=(TaxPart(category="A", rate=2000, net=83 * len(skus), tax=17 * len(skus), gross=total),),
            tax=17 * len(skus),
            total=total,
            data_hash=data_hash(row),
        )  # fmt: skip
        ref = writer.append("sale", body)
        writer.record_sale(number, ref.seq, sale_id, at, total, "maria", "none", row)

    return work


def append_sealed(writer: Writer, kind: str, version: int, body: bytes) -> None:
    """Append an event that no program of today would: signed and chained as it should be, whatever its body says."""
    at = writer._clock()
    seq = writer._seq + 1
    header = chain.Header(
        register=writer._start.register_id,
        epoch=writer._start.epoch,
        seq=seq,
        id=chain.new_event_id(at),
        type=kind,
        version=version,
        at=instant(at),
        previous=writer._hash.hex(),
    )
    sealed, digest = chain.seal(header, body)
    row = (writer._start.epoch, seq, header.id, kind, digest, writer._signer.sign(digest), sealed)
    writer._run(statements.INSERT_EVENT, row)
    writer._seq, writer._hash = seq, digest


def poison(writer: Writer) -> None:
    """An event of a type of the future: the centre cannot read it."""
    append_sealed(writer, "from_the_future", 1, b'{"what":"nobody knows"}')


def old_version(writer: Writer) -> None:
    """An event as the first version of the program wrote it."""
    append_sealed(writer, "clock_jump", 1, OLD_CLOCK_JUMP)
