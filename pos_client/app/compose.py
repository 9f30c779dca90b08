"""The one place where a register is put together: files, services, devices, and the way back down.

`open_register` is what happens between the command and the first screen; `Register.close` leaves no thread and no file
open. Main thread.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from pos_client.app import another_key, training
from pos_client.app.devices import Devices, build_devices
from pos_client.app.enrolment_file import Enrolment, read_enrolment
from pos_client.app.new_replica import is_marked, make_replica
from pos_client.app.settings import BACKUP, Settings, backup_folder, read_settings
from pos_client.app.wiring import Told, standard_layout, wire
from pos_client.db.journal import Journal
from pos_client.db.journal.opening import FILE_NAME as JOURNAL
from pos_client.db.replica import Replica, ReplicaDamagedError, open_replica
from pos_client.devices.scanner import ScanQueue
from pos_client.domain.staff import StaffMember
from pos_client.runtime.bridge import Bridge
from pos_client.services.bundle import Services
from pos_client.services.desk import Desk, utc_now
from pos_client.services.fiscal import Fiscal, FiscalNews
from pos_client.services.papers.spool import SpoolNews
from pos_client.services.upkeep.backups import Backups
from pos_client.services.upkeep.clock_watch import ClockWatch
from sync.protocol import signing

if TYPE_CHECKING:
    from pos_client.app.line import RegisterLine

REPLICA = "replica"
KEY_FILE = "register.key"
_log = logging.getLogger(__name__)


class Listeners(Struct):
    """Where news from other threads go; the screens set them before `Register.start`. Called on the main thread."""

    basket_changed: Callable[[], None] = lambda: None
    trouble: Callable[[str], None] = lambda _code: None
    spool: Callable[[SpoolNews], None] = lambda _news: None
    fiscal: Callable[[FiscalNews], None] = lambda _news: None
    replica_changed: Callable[[], None] = lambda: None  # news from the centre lie in the replica
    unit_checked: Callable[[bool], None] = lambda _may_sell: None  # a marked unit; False: it was struck out
    scans: Callable[[], None] = lambda: None


class Register(Struct):
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
    line: RegisterLine | None  # None for a register without a centre, and in training

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
        if self.line is not None:
            self.line.start()

    def close(self) -> None:
        """Stop the threads, write what is queued, close the files."""
        for scanner in self.devices.scanners:
            scanner.stop()
        if self.line is not None:
            self.line.close()  # while the journal still takes what the centre acknowledges
        if self.fiscal is not None:
            self.fiscal.stop()
        if self.services.spooler is not None:
            self.services.spooler.stop()
        self.services.marking.close()
        self.bridge.close()
        if self.services.desk.training:
            training.leave(self.directory, self.journal)
        self.backups.stop()
        self.journal.close()
        self.replica.close()


def open_register(
    directory: Path,
    *,
    clock: Callable[[], datetime] = utc_now,
    steady: Callable[[], float] = time.monotonic,
    training_mode: bool = False,
) -> Register:
    """Open the register in `directory`, or in `training_mode` the one of its training; clocks as in `Desk`.

    Raises `SettingsError`, `FiscalSetupError`, `ReplicaDamagedError`, and the journal's `AlreadyRunningError`,
    `JournalOpenError`, `JournalDamagedError`; `pos_client.app.cli` turns each into words and the next step.
    """
    settings = read_settings(directory)
    enrolment = _enrolment(directory, training_mode=training_mode)
    replica, journal = _open_files(directory, clock, enrolment, training_mode=training_mode)
    try:
        desk = Desk(replica, journal, clock, steady=steady, training=training_mode)
        devices = _training_devices(settings, desk) if training_mode else build_devices(settings, replica.live)
    except BaseException:
        journal.close()
        replica.close()
        raise
    return _assemble(directory, settings, devices, desk, enrolment)


def open_files(directory: Path, clock: Callable[[], datetime]) -> tuple[Replica, Journal]:
    """Open replica and journal, and journal that training ended when it had not been; errors as `open_register`."""
    return _open_files(directory, clock, _enrolment(directory, training_mode=False), training_mode=False)


def _enrolment(directory: Path, *, training_mode: bool) -> Enrolment | None:
    """Return whose register this is, None without a centre; read once a start, since its certificate is judged."""
    if not training_mode:
        another_key.finish(directory)  # what the centre granted, and a crash came between
    return read_enrolment(directory)


def _open_files(
    directory: Path, clock: Callable[[], datetime], enrolment: Enrolment | None, *, training_mode: bool
) -> tuple[Replica, Journal]:
    person = training.with_practice_pin() if training_mode else _as_they_are
    replica = _replica(directory, enrolment, person)
    register = replica.live.register
    prefix, register_id = (
        (enrolment.prefix, enrolment.register_id) if enrolment else (register.prefix, register.register_id)
    )
    files = training.folder(directory) if training_mode else directory
    before = training.PREFIX if training_mode else ""
    try:
        has_begun = (files / JOURNAL).exists()  # whoever has a journal and no key has lost it: another is not its key
        signer = (signing.load if has_begun else signing.load_or_create)(files / KEY_FILE)
        journal = Journal.open(files, signer, prefix=before + prefix, register_id=before + register_id, clock=clock)
    except BaseException:
        replica.close()
        raise
    if not training_mode:
        training.close_note(directory, journal)
    return replica, journal


def _replica(directory: Path, enrolment: Enrolment | None, person: Callable[[StaffMember], StaffMember]) -> Replica:
    """Open the replica; an enrolled register's may be thrown away, the centre has it all."""
    trouble: Exception | None = None
    if not is_marked(directory / REPLICA):
        try:
            return open_replica(directory / REPLICA, person=person)
        except ReplicaDamagedError as error:
            trouble = error
    if enrolment is not None:
        make_replica(directory / REPLICA, enrolment, anew=True)
        _log.error("the replica was thrown away, the centre sends it anew: %s", trouble or "the line found it damaged")
    elif trouble is not None:
        raise trouble
    return open_replica(directory / REPLICA, person=person)


def _as_they_are(member: StaffMember) -> StaffMember:
    return member


def _training_devices(settings: Settings, desk: Desk) -> Devices:
    words = standard_layout().in_language(desk.store.language)
    return training.training_devices(settings, desk.replica.live, words.label("training"))


def _assemble(
    directory: Path,
    settings: Settings,
    devices: Devices,
    desk: Desk,
    enrolment: Enrolment | None,
) -> Register:
    bridge, listeners = Bridge(), Listeners()
    told = Told(
        basket_changed=lambda: listeners.basket_changed(),
        trouble=bridge.listener(lambda code: listeners.trouble(code)),
        spool=bridge.listener(lambda news: listeners.spool(news)),
        fiscal=bridge.listener(lambda news: listeners.fiscal(news)),
        marking=bridge.listener(lambda checked: listeners.unit_checked(services.marking.answered(checked))),
    )
    place = directory / training.FOLDER / BACKUP if desk.training else backup_folder(directory, settings)
    backups = Backups(desk.journal, place, told.trouble)
    services = wire(desk, devices, told, backups)
    line: RegisterLine | None = None
    if enrolment is not None and not desk.training:
        from pos_client.app.line import RegisterLine  # noqa: PLC0415 - not every register has a centre

        line = RegisterLine(directory, enrolment, desk, services.line, bridge, lambda: listeners.replica_changed())
    scans = ScanQueue(lambda: bridge.post(lambda: listeners.scans()))
    return Register(
        directory,
        settings,
        desk.replica,
        desk.journal,
        devices,
        bridge,
        services,
        listeners,
        scans,
        services.fiscal,
        backups,
        ClockWatch(desk, told.trouble),
        line,
    )
