"""What the doctor looks at: of the running register, or from the command line of the files alone."""

from __future__ import annotations

import platform
from collections.abc import Callable
from functools import partial
from pathlib import Path

from pysqlite3 import dbapi2

from pos_client import __version__
from pos_client.app import settings as register_settings
from pos_client.app.compose import REPLICA, Register
from pos_client.app.devices import Devices, build_devices
from pos_client.db.journal import Journal, JournalError, Reader
from pos_client.db.journal.opening import FILE_NAME
from pos_client.db.journal.verify import open_for_reading
from pos_client.db.replica import ReplicaDamagedError, ReplicaDiskError, open_replica
from pos_client.devices.fiscal import FiscalSetupError
from pos_client.devices.ports import DeviceState, DeviceStatus
from pos_client.devices.transport import TransportError, transport_from
from pos_client.services.desk import utc_now
from pos_client.services.upkeep.doctor import Doctor, Finding, Light, Premises
from sync.protocol.sqlite_library import is_safe

Ask = Callable[[], DeviceStatus]


def doctor_of(register: Register, scanner_states: Callable[[], dict[str, DeviceStatus]]) -> Doctor:
    """Return the doctor of a running register; `scanner_states` are what the scanners said last."""
    desk = register.services.desk
    journal: Journal = register.journal
    return Doctor(
        Premises(
            directory=register.directory,
            journal=journal.path,
            backup=register_settings.backup_folder(register.directory, register.settings),
            versions=_versions(),
            sqlite=_sqlite(),
            clock=desk.clock,
            reader=journal.reader,
            devices=tuple(_devices(register.devices)),
            heard=lambda: tuple(scanner_states().values()),
            zone=desk.store.timezone,
            trouble=lambda: journal.trouble,
            backup_trouble=lambda: register.backups.trouble,
            first_copy=register.backups.begun,
        )
    )


def examine_files(directory: Path, progress: Callable[[int, int], None]) -> tuple[Finding, ...]:
    """Examine the register in `directory` from outside, running or not. Blocks.

    `JournalError` when the journal cannot be read and nothing else is wrong.
    """
    found: list[Finding] = []
    zone, backup = "", directory / register_settings.BACKUP
    asks: list[tuple[str, Ask]] = []
    try:
        settings = register_settings.read_settings(directory)
        backup = register_settings.backup_folder(directory, settings)
        with open_replica(directory / REPLICA) as replica:
            zone = replica.live.store.timezone
            devices = build_devices(settings, replica.live)
        asks = [*_devices(devices), *_scanners(settings)]
    except register_settings.SettingsError as error:
        found.append(Finding("settings", Light.RED, "doctor_settings", (("detail", str(error)[:200]),)))
    except FiscalSetupError as error:
        found.append(Finding("settings", Light.RED, "doctor_fiscal_setup", (("detail", str(error)[:200]),)))
    except ReplicaDiskError as error:
        found.append(Finding("replica", Light.RED, "doctor_cannot_look", (("detail", str(error)[:200]),)))
    except ReplicaDamagedError as error:
        found.append(Finding("replica", Light.RED, "doctor_replica", (("detail", str(error)[:200]),)))
    path = directory / FILE_NAME
    try:
        raw = open_for_reading(path)
    except JournalError as error:
        if not found:
            raise
        return (*found, Finding("journal", Light.RED, "doctor_journal_unreadable", (("detail", error.code),)))
    try:
        reader = Reader(raw, path)
        premises = Premises(
            directory=directory,
            journal=path,
            backup=backup,
            versions=_versions(),
            sqlite=_sqlite(),
            clock=utc_now,
            reader=lambda: reader,
            devices=tuple(asks),
            zone=zone,
        )
        return (*found, *Doctor(premises).examine(progress))
    finally:
        raw.close()


def _versions() -> tuple[tuple[str, str], ...]:
    return (("Omnitill", __version__), ("Python", platform.python_version()), (platform.system(), platform.release()))


def _sqlite() -> tuple[str, bool]:
    return dbapi2.sqlite_version, is_safe(dbapi2.sqlite_version_info)


def _devices(devices: Devices) -> list[tuple[str, Ask]]:
    asks: list[tuple[str, Ask]] = []
    if devices.printer is not None:
        asks.append(("printer", devices.printer.status))
    terminals = {id(terminal): terminal for terminal in devices.terminals.values()}
    asks += [("terminal", terminal.status) for terminal in terminals.values() if terminal.is_integrated]
    if devices.fiscal is not None:
        asks.append(("fiscal", devices.fiscal.status))
    return asks


def _scanners(settings: register_settings.Settings) -> list[tuple[str, Ask]]:
    """Ask for each scanner's port by opening it; one that the running register holds is as it should be."""
    return [("scanner", partial(_port_of, entry)) for entry in settings.scanners]


def _port_of(entry: register_settings.ScannerEntry) -> DeviceStatus:
    name = entry.name or entry.device
    try:
        port = transport_from(f"serial://{entry.device}?baud={entry.baud}")
        port.open()
        port.close()
    except TransportError as error:
        if error.code == "busy":
            return DeviceStatus("scanner", name, DeviceState.OK)
        return DeviceStatus("scanner", name, DeviceState.FAILED, error.code, error.detail)
    return DeviceStatus("scanner", name, DeviceState.OK)
