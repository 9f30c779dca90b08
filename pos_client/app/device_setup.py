"""The register's settings judged, and its devices tried out: the `SettingsHouse` of the settings' service.

A device is tried out as the texts have it; where they are what is in force, by the very driver that works, so that two
never hold a port at once.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

from pos_client.app.compose import Register
from pos_client.app.devices import fiscal_of, marking_of, printer_of, scanner_settings, terminal_of
from pos_client.app.settings import ScannerEntry, Settings, SettingsError, backup_folder, write_settings
from pos_client.app.settings_text import fields_of, flattened, settings_of
from pos_client.app.wiring import standard_layout
from pos_client.db.journal import JournalError
from pos_client.devices.drawer import PrinterDrawer
from pos_client.devices.fiscal import FiscalSetupError
from pos_client.devices.ports import DeviceState, DeviceStatus, PrintResult, Scan, Scanner
from pos_client.devices.printer import EscPosPrinter
from pos_client.devices.scanner import read_once, spelled
from pos_client.devices.transport import TransportError, serial_ports
from pos_client.domain import barcode, receipt
from pos_client.services.upkeep.device_settings import Port, SettingField, SettingProblem, TrialAnswer, Values
from pos_client.ui.frame.keymap import Action, KeyMap, KeyMapError


class Setup:
    """The settings of `register`."""

    def __init__(self, register: Register) -> None:
        self._register = register
        self._stop = threading.Event()
        self._closed = False

    # texts

    def values(self) -> dict[str, str]:
        """Return the settings in force."""
        return flattened(self._register.settings)

    def fields(self, values: Values) -> tuple[SettingField, ...]:
        """Return the fields there are with `values`."""
        return fields_of(values)

    def problems(self, values: Values) -> tuple[SettingProblem, ...]:
        """Return what is wrong with `values`; opens nothing."""
        try:
            settings = settings_of(values)
        except SettingsError as error:
            return (SettingProblem(error.code, "setting_wrong", (("detail", error.detail[:200]),)),)
        return (*self._device_problems(settings), *_key_problems(values), *_folder_problems(settings.backup))

    def _device_problems(self, settings: Settings) -> Iterator[SettingProblem]:
        live = self._register.replica.live
        makers: list[tuple[str, Callable[[], object]]] = [
            (f"scanners.{number}.device", lambda number=number, entry=entry: scanner_settings(number, entry))  # type: ignore[misc]
            for number, entry in enumerate(settings.scanners, start=1)
        ]
        makers.append(("printer.address", lambda: printer_of(settings.printer, live.register.printer_profile)))
        makers.append(("terminal.host", lambda: terminal_of(settings.terminal)))
        makers.append(("marking.host", lambda: marking_of(settings.marking)))
        makers.append(("fiscal.host", lambda: fiscal_of(settings.fiscal, live.store.fiscal_profile)))
        for name, make in makers:
            try:
                make()
            except (ValueError, SettingsError, TransportError, FiscalSetupError) as error:
                yield SettingProblem(name, "setting_wrong", (("detail", str(error)[:200]),))
        ports = [entry.device for entry in settings.scanners]
        for number, port in enumerate(ports, start=1):
            if ports.index(port) != number - 1:
                yield SettingProblem(f"scanners.{number}.device", "setting_twice", (("detail", port),))

    def write(self, values: Values) -> None:
        """Write `values` whole or not at all; `OSError`."""
        write_settings(self._register.directory, settings_of(values))

    def ports(self) -> tuple[Port, ...]:
        """Return the serial ports that are plugged in now."""
        return tuple(Port(port.path, port.title) for port in serial_ports())

    # trials

    def stop_trial(self) -> None:
        """End a trial that waits for a scan."""
        self._stop.set()

    def close(self) -> None:
        """End a trial that waits, and hand no scanner back: the register closes. Any thread."""
        self._closed = True
        self._stop.set()

    def try_out(self, device: str, values: Values) -> TrialAnswer:
        """Try the device of a section out; never raises for device trouble."""
        if not self._closed:
            self._stop.clear()
        trials: dict[str, Callable[[Settings], TrialAnswer]] = {
            "printer": self._print,
            "drawer": self._open_drawer,
            "terminal": lambda settings: TrialAnswer(terminal_of(settings.terminal).status()),
            "fiscal": self._ask_fiscal,
            "backup": self._copy,
        }
        try:
            settings = settings_of(values)
            trial = trials.get(device)
            return trial(settings) if trial else self._scan(settings, int(device.rpartition(".")[2]))
        except TransportError as error:
            return _failed(device, error.code, error.detail)
        except (ValueError, SettingsError, FiscalSetupError) as error:
            return _failed(device, "bad_settings", str(error))

    def _driver(self, settings: Settings) -> EscPosPrinter | None:
        running = self._register.devices.printer
        if settings.printer == self._register.settings.printer and isinstance(running, EscPosPrinter):
            return running
        return printer_of(settings.printer, self._register.replica.live.register.printer_profile)

    def _print(self, settings: Settings) -> TrialAnswer:
        printer = self._driver(settings)
        if printer is None:
            return TrialAnswer(DeviceStatus("printer", "", DeviceState.OFF, "off"))
        desk = self._register.services.desk
        by = desk.cashier.short_name if desk.cashier else ""
        context = receipt.SlipContext(desk.store, desk.replica.live.register.name, by, desk.clock())
        profile = printer.profile
        details = (("profile", profile.name), ("pages", ", ".join(page for page, _slot in profile.pages)))
        document = receipt.compose_test_page(
            context, standard_layout(), desk.store.language, columns=profile.columns, details=details
        )
        outcome = printer.send(receipt.encode(document))
        status = outcome.status
        if outcome.result is PrintResult.PRINTED or status.state is DeviceState.FAILED:
            return TrialAnswer(status)
        return TrialAnswer(DeviceStatus("printer", status.name, DeviceState.FAILED, status.code or "error"))

    def _open_drawer(self, settings: Settings) -> TrialAnswer:
        printer = self._driver(settings)
        if printer is None:
            return TrialAnswer(DeviceStatus("drawer", "", DeviceState.OFF, "off"))
        return TrialAnswer(PrinterDrawer(printer).open())

    def _ask_fiscal(self, settings: Settings) -> TrialAnswer:
        device = fiscal_of(settings.fiscal, self._register.replica.live.store.fiscal_profile)
        if device is None:
            return TrialAnswer(DeviceStatus("fiscal", "", DeviceState.OFF, "off"))
        return TrialAnswer(device.status())

    def _copy(self, settings: Settings) -> TrialAnswer:
        try:
            report = self._register.journal.backup(backup_folder(self._register.directory, settings))
        except JournalError as error:
            return _failed("backup", error.code, error.detail)
        return TrialAnswer(DeviceStatus("backup", "", DeviceState.OK), copy=str(report.path))

    def _scan(self, settings: Settings, number: int) -> TrialAnswer:
        entry = settings.scanners[number - 1]
        chosen = scanner_settings(number, entry)
        running = self._holding(entry)
        for scanner in running:
            scanner.stop()
        try:
            sample = read_once(chosen, stopped=self._stop.is_set)
        finally:
            for scanner in running:
                if not self._closed:
                    scanner.start(self._register.scans)
        if not sample.raw:
            return _failed("scanner", "nothing_read", "", name=chosen.name)
        for read in sample.reads:
            if isinstance(read, Scan):
                code = barcode.classify(read.text, read.symbology.value, self._patterns())
                means = type(code).__name__
                ok = DeviceStatus("scanner", chosen.name, DeviceState.OK)
                return TrialAnswer(ok, spelled(sample.raw), read.text, read.symbology.value, means)
        spoiled = sample.reads[0].code if sample.reads and not isinstance(sample.reads[0], Scan) else "garbage"
        status = DeviceStatus("scanner", chosen.name, DeviceState.TROUBLE, spoiled)
        return TrialAnswer(status, spelled(sample.raw))

    def _patterns(self) -> tuple[str, ...]:
        return self._register.replica.live.store.barcode_patterns

    def _holding(self, entry: ScannerEntry) -> list[Scanner]:
        pairs = zip(self._register.settings.scanners, self._register.devices.scanners, strict=True)
        return [scanner for held, scanner in pairs if os.path.realpath(held.device) == os.path.realpath(entry.device)]


def _failed(device: str, code: str, detail: str, *, name: str = "") -> TrialAnswer:
    kind = device.partition(".")[0].rstrip("s") if device.startswith("scanner") else device
    return TrialAnswer(DeviceStatus(kind, name, DeviceState.FAILED, code, detail[:200]))


def _key_problems(values: Values) -> Iterator[SettingProblem]:
    """Name every key that is none, and each that would do two things, with the other one it does."""
    taken: dict[str, str] = {}
    for action in Action:
        name = f"keys.{action.value}"
        try:
            key = KeyMap({}).rebound({action.value: values[name]}).key(action)
        except KeyMapError:
            yield SettingProblem(name, "setting_no_key", (("detail", values[name][:40]),))
            continue
        if key in taken:
            yield SettingProblem(name, "setting_key_taken", (("key", key), ("other", taken[key])))
        taken.setdefault(key, action.value)


def _folder_problems(folder: str) -> Iterator[SettingProblem]:
    if not folder:
        return
    path = Path(folder)
    if not path.is_absolute() or not path.is_dir():
        yield SettingProblem("backup", "setting_no_folder", (("detail", folder[:120]),))
    elif not os.access(path, os.W_OK):
        yield SettingProblem("backup", "setting_not_writable", (("detail", folder[:120]),))
