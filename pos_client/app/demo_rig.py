"""What the demo stands on: a folder of the demo chain and simulated devices on real transports around it."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pos_client.app.demo_data import prepare_demo
from pos_client.app.settings import PrinterEntry, ScannerEntry, ScreenEntry, Settings, TerminalEntry, write_settings
from pos_client.devices.simulators.printer import PrinterSimulator
from pos_client.devices.simulators.scanner import ScannerSimulator
from pos_client.devices.simulators.terminal import TerminalSimulator

STORES = {"T12": (3, "Maria Kovaleva", "RUB"), "K08": (2, "Anna Nowak", "PLN")}
CASHIER_PIN = "1111"


@dataclass(frozen=True)
class Rig:
    """A register's folder and the simulated devices around it."""

    directory: Path
    store_id: str
    scanner: ScannerSimulator
    printer: PrinterSimulator
    terminal: TerminalSimulator


@contextlib.contextmanager
def rig(directory: Path, store_id: str, *, language: str = "", pace: float = 0.8) -> Iterator[Rig]:
    """Prepare the folder of a demo register and its devices; they stop with the context."""
    register, _cashier, currency = STORES[store_id]
    directory.mkdir(parents=True, exist_ok=True)
    if not (directory / "replica" / "live.sqlite").exists():
        prepare_demo(directory / "replica", store_id, register)
    scanner = ScannerSimulator(directory / "scanner")
    with PrinterSimulator() as printer, TerminalSimulator(currency=currency, pace=pace) as terminal:
        scanner.plug()
        host, port = terminal.address
        settings = Settings(
            scanners=(ScannerEntry(str(scanner.path)),),
            printer=PrinterEntry(printer.address),
            terminal=TerminalEntry("tcp", host, port),
            screen=ScreenEntry(language=language, full_screen=False),  # type: ignore[arg-type]
        )
        write_settings(directory, settings)
        try:
            yield Rig(directory, store_id, scanner, printer, terminal)
        finally:
            scanner.unplug()
