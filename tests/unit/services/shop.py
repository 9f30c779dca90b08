"""A register without screens for a test: every service over the demo chain, a real journal, simulated devices.

`open_shop` builds it as `pos_client.app.compose` does, but without Qt, so that a child process can be killed at any
moment. `demo_replica` (session) is written once; each shop works on a copy.
"""

from __future__ import annotations

import shutil
from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from queue import Queue
from typing import Any

from msgspec.structs import replace
from pysqlite3 import dbapi2

from pos_client.app.demo_data import staff_rows
from pos_client.app.devices import build_devices
from pos_client.app.settings import FiscalEntry, PrinterEntry, Settings, TerminalEntry
from pos_client.app.wiring import Told, wire
from pos_client.db.journal import Journal
from pos_client.db.replica import Replica, codec, open_replica
from pos_client.devices.ports import CardAnswer
from pos_client.domain.post_void import PostVoid
from pos_client.domain.sale import Sale
from pos_client.domain.staff import StaffMember
from pos_client.services.bundle import Services
from pos_client.services.desk import Desk
from pos_client.services.fiscal import Fiscal, FiscalNews
from pos_client.services.papers.spool import Spooler, SpoolNews
from pos_client.services.paying.payments import Payments
from pos_client.services.paying.sale_commit import SaleCommit
from pos_client.services.selling.checkout import Checkout
from pos_client.services.selling.marking import Checked
from pos_client.services.upkeep.backups import Backups
from pos_client.services.views import Approval, NeedsApproval, Taken
from sync.protocol import signing

CASHIER, SENIOR, MANAGER = "cashier", "senior", "manager"
START = datetime(2026, 11, 21, 11, 30, tzinfo=UTC)  # 14:30 in Moscow, a Saturday
SECONDS = 20.0


class Clock:
    """A wall clock that a test sets; it stands still meanwhile. `forward` lets time pass, for the steady clock too."""

    def __init__(self, now: datetime = START) -> None:
        self.now = now
        self.passed = 1000.0

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **by: float) -> None:
        self.now += timedelta(**by)
        self.passed += timedelta(**by).total_seconds()

    def steady(self) -> float:
        return self.passed


@dataclass
class Shop:
    """One open register. `troubles`, `prints` and `fiscal_news` hold what its threads told."""

    directory: Path
    clock: Clock
    replica: Replica
    journal: Journal
    services: Services
    commit: SaleCommit
    fiscal: Fiscal | None
    spooler: Spooler | None
    troubles: list[str] = field(default_factory=list)
    prints: list[SpoolNews] = field(default_factory=list)
    fiscal_news: list[FiscalNews] = field(default_factory=list)
    checked: Queue[Checked] = field(default_factory=Queue)
    is_closed: bool = False

    @property
    def checkout(self) -> Checkout:
        return self.services.checkout

    @property
    def payments(self) -> Payments:
        return self.services.payments

    @property
    def desk(self) -> Desk:
        return self.services.desk

    def member(self, role: str) -> StaffMember:
        """Return somebody of the store with a role."""
        return next(m for m in self.replica.live.staff() if m.role.role_id == role)

    def begin(self, role: str = CASHIER) -> None:
        """Log in with an open shift."""
        self.desk.cashier = self.member(role)
        if not self.desk.shift_id:
            future = self.services.shifts.open([(100_000, 5)])
            assert isinstance(future, Future)
            self.services.shifts.opened(future.result(SECONDS))

    def scan(self, code: str, symbology: str = "unknown") -> Taken:
        return self.checkout.take(code, symbology, typed=False)

    def post_void(self, sale: Sale) -> PostVoid:
        """Take a sale back whole, with a manager's yes, and wait for it."""
        voids = self.services.post_voids
        voids.find(sale.receipt_number)
        voids.set_reason("post_void.wrong_goods")
        voids.begin(self.approve(voids.begin()))
        record = voids.finish().result(SECONDS)
        voids.done()
        return record

    def unit_checked(self) -> bool:
        """Wait for the next answer about a marked unit and take it over; False when the unit was struck out."""
        return self.services.marking.answered(self.checked.get(timeout=SECONDS))

    def settle(self) -> None:
        """Wait until everything handed to the journal so far is written."""
        self.journal.submit(lambda _writer: None).result(SECONDS)

    def pay_cash(self, amount: int | None = None) -> Sale:
        """Pay what is left in cash and wait for the sale."""
        self.payments.open()
        self.payments.cash("cash", amount, confirmed=True)
        return self.finish()

    def finish(self) -> Sale:
        sale = self.payments.finish().result(SECONDS)
        self.payments.done()
        return sale

    def charge(self, tender: str = "card", amount: int | None = None) -> tuple[str, CardAnswer]:
        """Charge a card as the screen does, and hand the answer over."""
        part_id = self.payments.begin_card(tender, amount).part_id
        answer = self.payments.run_card(part_id, lambda _intent, _step: None)
        self.payments.card_answered(part_id, answer)
        return part_id, answer

    def approve(self, needed: object, role: str = MANAGER, pin: str = "") -> Approval:
        """Have somebody with the right say yes."""
        assert isinstance(needed, NeedsApproval)
        return self.services.staff.approve(self.member(role).staff_id, pin or PINS[role], needed, "approval.goodwill")

    def events(self, *types: str) -> list[tuple[str, Any]]:
        """Return (type, body) of what the journal says, in order."""
        self.settle()
        return [(row.type, body) for row, body in self.journal.reader().events(types=types)]

    def bodies(self, event_type: str) -> list[Any]:
        return [body for _type, body in self.events(event_type)]

    def close(self) -> None:
        """Put everything away as the program does; a second call does nothing."""
        if self.is_closed:
            return
        self.is_closed = True
        if self.fiscal is not None:
            self.fiscal.stop()
        if self.spooler is not None:
            self.spooler.stop()
        self.services.marking.close()
        self.journal.close()
        self.replica.close()


PINS: dict[str, str] = {}


def learn_pins() -> None:
    """Read the demo's PINs by role."""
    for row in staff_rows():
        if row["store"] == "T12":
            PINS.setdefault(row["role"], row["pin"])


def open_shop(
    directory: Path,
    settings: Settings | None = None,
    *,
    clock: Clock | None = None,
    start: bool = True,
    spool_idle: float = 0.05,
    backups: bool = False,
) -> Shop:
    """Open the register whose replica is in `directory`/replica."""
    if not PINS:
        learn_pins()
    settings, clock = settings or Settings(), clock or Clock()
    replica = open_replica(directory / "replica")
    register = replica.live.register
    try:
        devices = build_devices(settings, replica.live)
    except BaseException:
        replica.close()
        raise
    signer = signing.load_or_create(directory / "register.key")
    journal = Journal.open(
        directory, signer, prefix=register.prefix, register_id=register.register_id, clock=clock, idle_seconds=0.05
    )
    troubles: list[str] = []
    prints: list[SpoolNews] = []
    fiscal_news: list[FiscalNews] = []
    checked: Queue[Checked] = Queue()
    told = Told(lambda: None, troubles.append, prints.append, fiscal_news.append, checked.put)
    keeper = Backups(journal, directory / "backup", troubles.append, settle_seconds=0) if backups else None
    services = wire(Desk(replica, journal, clock, steady=clock.steady), devices, told, keeper, spool_idle=spool_idle)
    spooler, fiscal = services.spooler, services.fiscal
    if start and spooler is not None:
        spooler.start()
    if start and fiscal is not None:
        fiscal.start()
    commit = services.payments._commit
    shop = Shop(directory, clock, replica, journal, services, commit, fiscal, spooler, troubles, prints, fiscal_news)
    shop.checked = checked
    return shop


def with_terminal(address: tuple[str, int]) -> Settings:
    return Settings(terminal=TerminalEntry("tcp", *address))


def with_printer(address: str) -> Settings:
    return Settings(printer=PrinterEntry(address))


def with_fiscal(address: tuple[str, int]) -> Settings:
    return Settings(fiscal=FiscalEntry("tcp", *address))


def make_fiscal(directory: Path, profile: str = "device") -> None:
    """Give the store of a copied replica a fiscal profile."""
    with open_replica(directory / "replica") as replica:
        store = replace(replica.live.store, fiscal_profile=profile)
    raw = dbapi2.connect(str(directory / "replica" / "live.sqlite"))
    raw.execute("UPDATE store SET body = ?", (codec.encode(store),))
    raw.commit()
    raw.close()


def copied(demo_replica: Path, directory: Path) -> Path:
    """Copy the session's replica into a register's folder."""
    shutil.copytree(demo_replica, directory / "replica")
    return directory
