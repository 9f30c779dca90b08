"""The one place where a register is put together: files, services, devices, and the way back down.

`open_register` is what happens between the command and the first screen; `Register.close` leaves no thread and no file
open. Main thread.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from pos_client.app.devices import Devices, build_devices
from pos_client.app.settings import Settings, read_settings
from pos_client.db.journal import Journal, Writer
from pos_client.db.replica import Replica, open_replica
from pos_client.devices.printer import render_png
from pos_client.devices.scanner import ScanQueue
from pos_client.domain import receipt
from pos_client.domain.sale import Sale
from pos_client.runtime.bridge import Bridge
from pos_client.services.backups import Backups
from pos_client.services.bundle import Services
from pos_client.services.checkout import Checkout
from pos_client.services.clock_watch import ClockWatch
from pos_client.services.desk import Desk, utc_now
from pos_client.services.fiscal import Fiscal, FiscalNews
from pos_client.services.limits import Limits
from pos_client.services.payments import Payments
from pos_client.services.receipts import Receipts
from pos_client.services.sale_commit import SaleCommit
from pos_client.services.shifts import Shifts
from pos_client.services.spool import Spooler, SpoolNews
from pos_client.services.staff import Staff
from pos_client.services.suspended import Suspended
from resources.loader import read_text
from sync.protocol import signing

REPLICA = "replica"
KEY_FILE = "register.key"
BACKUP = "backup"
_log = logging.getLogger(__name__)


@dataclass
class Listeners:
    """Where news from other threads go; the screens set them before `Register.start`. Called on the main thread."""

    basket_changed: Callable[[], None] = lambda: None
    trouble: Callable[[str], None] = lambda _code: None
    spool: Callable[[SpoolNews], None] = lambda _news: None
    fiscal: Callable[[FiscalNews], None] = lambda _news: None
    scans: Callable[[], None] = lambda: None


@dataclass
class Register:
    """An open register. `scans` is drained on the main thread whenever `listeners.scans` was called."""

    directory: Path
    settings: Settings
    replica: Replica
    journal: Journal
    devices: Devices
    bridge: Bridge
    services: Services
    listeners: Listeners
    scans: ScanQueue
    fiscal: Fiscal | None
    backups: Backups
    clock_watch: ClockWatch

    def start(self) -> None:
        """Start the threads: spooler, scanners, fiscal, copies of the journal; look at the clock."""
        self.clock_watch.check()
        self.backups.start()
        if self.services.spooler is not None:
            self.services.spooler.start()
        if self.fiscal is not None:
            self.fiscal.start()
        for scanner in self.devices.scanners:
            scanner.start(self.scans)

    def close(self) -> None:
        """Stop the threads, write what is queued, close the files."""
        for scanner in self.devices.scanners:
            scanner.stop()
        if self.fiscal is not None:
            self.fiscal.stop()
        if self.services.spooler is not None:
            self.services.spooler.stop()
        self.bridge.close()
        self.backups.stop()
        self.journal.close()
        self.replica.close()


def open_register(directory: Path, *, clock: Callable[[], datetime] = utc_now) -> Register:
    """Open the register in `directory`.

    Raises `SettingsError`, `FiscalSetupError`, `ReplicaDamagedError`, and the journal's `AlreadyRunningError`,
    `JournalOpenError`, `JournalDamagedError`; `pos_client.app.cli` turns each into words and the next step.
    """
    settings = read_settings(directory)
    replica = open_replica(directory / REPLICA)
    live = replica.live
    try:
        signer = signing.load_or_create(directory / KEY_FILE)
        journal = Journal.open(
            directory, signer, prefix=live.register.prefix, register_id=live.register.register_id, clock=clock
        )
    except BaseException:
        replica.close()
        raise
    try:
        devices = build_devices(settings, live)
    except BaseException:
        journal.close()
        replica.close()
        raise
    return _assemble(directory, settings, replica, journal, devices, clock)


def _assemble(
    directory: Path,
    settings: Settings,
    replica: Replica,
    journal: Journal,
    devices: Devices,
    clock: Callable[[], datetime],
) -> Register:
    bridge, listeners = Bridge(), Listeners()
    desk = Desk(replica, journal, clock)
    limits = Limits(desk)
    told = bridge.listener(lambda code: listeners.trouble(code))
    backups = Backups(journal, Path(settings.backup) if settings.backup else directory / BACKUP, told)
    fiscal = None
    if devices.fiscal is not None:
        fiscal = Fiscal(desk, devices.fiscal, bridge.listener(lambda news: listeners.fiscal(news)))
    layout = receipt.parse_layout(read_text("receipts", "standard.toml"), read_text("receipts", "words.toml"))
    spooler: Spooler | None = None

    def wake() -> None:
        if spooler is not None:
            spooler.wake()

    has_printer = devices.printer is not None
    receipts = Receipts(desk, limits, layout, as_picture=render_png, wake_spooler=wake, has_printer=has_printer)
    if devices.printer is not None:
        spooler = Spooler(
            journal,
            devices.printer,
            devices.drawer,
            bridge.listener(lambda news: listeners.spool(news)),
            write_answer=lambda writer, job, printed: receipts.answer_print(writer, job, printed=printed),
        )
    checkout = Checkout(
        desk,
        limits,
        on_changed=lambda: listeners.basket_changed(),
        on_trouble=told,
        blocked=(lambda: "fiscal_day" if fiscal is not None and fiscal.blocks_sales else ""),
    )
    after = _after_commit(desk, spooler, fiscal, backups)
    commit = SaleCommit(desk, receipts, after, fiscal.queue if fiscal is not None else None)
    terminals = devices.terminals
    payments = Payments(desk, checkout, commit, terminals, is_online=lambda: False)

    def print_test() -> None:
        by = desk.cashier.short_name if desk.cashier else ""
        context = receipt.SlipContext(desk.store, replica.live.register.name, by, clock())
        columns = replica.live.register.printer_columns
        document = receipt.compose_test_page(context, layout, desk.store.language, columns=columns)

        def work(writer: Writer) -> None:
            receipts.queue_document(writer, "test", document, "test")

        journal.submit(work).add_done_callback(lambda _done: wake())

    services = Services(
        desk=desk,
        checkout=checkout,
        payments=payments,
        staff=Staff(desk, limits),
        shifts=Shifts(desk, limits),
        suspended=Suspended(desk, checkout),
        receipts=receipts,
        spooler=spooler,
        print_test=print_test,
        fiscal=fiscal,
        backups=backups,
    )
    scans = ScanQueue(lambda: bridge.post(lambda: listeners.scans()))
    return Register(
        directory,
        settings,
        replica,
        journal,
        devices,
        bridge,
        services,
        listeners,
        scans,
        fiscal,
        backups,
        ClockWatch(desk, told),
    )


def _after_commit(
    desk: Desk, spooler: Spooler | None, fiscal: Fiscal | None, backups: Backups
) -> Callable[[Sale], None]:
    """Return what happens once a sale is durable, on the journal's thread: drawer, receipt, fiscal document."""

    def after(sale: Sale) -> None:
        if spooler is not None:
            kinds = {kind.tender_id: kind for kind in desk.replica.live.tender_kinds()}
            opens = any(kinds[p.tender_id].opens_drawer for p in sale.payments if p.tender_id in kinds)
            if opens or sale.change:
                spooler.open_drawer()
            spooler.wake()
        if fiscal is not None:
            fiscal.wake()
        backups.sold()

    return after
