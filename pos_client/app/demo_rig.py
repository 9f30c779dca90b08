"""What the demo stands on: a folder of the demo chain and simulated devices on real transports around it."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from msgspec import Struct

from pos_client.app.demo_codes import demo_baskets
from pos_client.app.demo_data import demo_store, prepare_demo
from pos_client.app.settings import PrinterEntry, ScannerEntry, ScreenEntry, Settings, TerminalEntry, write_settings
from pos_client.devices.simulators.printer import PrinterSimulator
from pos_client.devices.simulators.scanner import ScannerSimulator
from pos_client.devices.simulators.terminal import TerminalSimulator

STORES = {"T12": (3, "Maria Kovaleva", "RUB"), "K08": (2, "Anna Nowak", "PLN")}
CASHIER_PIN = "1111"
FIRST_HOUR, LAST_HOUR = 9, 21  # everything is sold, and the day does not end while it is played


class Rig(Struct, frozen=True):
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


def opening_hours_clock(store_id: str, *, on_the_line: bool = False) -> Callable[[], datetime]:
    """Return a clock that starts at the mock-ups' Saturday afternoon and runs on.

    A played shift must not meet the night, when alcohol is not sold, nor the end of its promotions. `on_the_line`: the
    machine's own clock by day, because the centre has that one; by night the afternoon before.
    """
    local = datetime.fromisoformat(demo_baskets(store_id)[0].at)
    zone = demo_store(store_id).timezone
    if on_the_line:
        now = datetime.now(zone)
        if FIRST_HOUR <= now.hour < LAST_HOUR:
            return lambda: datetime.now(UTC)
        local = (now - timedelta(days=1)).replace(hour=14, minute=30)
    start = local.replace(tzinfo=local.tzinfo or zone).astimezone(UTC)
    begun = time.monotonic()
    return lambda: start + timedelta(seconds=time.monotonic() - begun)
