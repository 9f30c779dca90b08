"""From settings to drivers: which scanners, printer, drawer, terminal and fiscal device this register has.

A driver that few registers have is loaded with the device that needs it.
"""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct
from msgspec.structs import replace

from pos_client.app.settings import (
    FiscalEntry,
    MarkingEntry,
    PrinterEntry,
    ScannerEntry,
    Settings,
    SettingsError,
    TerminalEntry,
)
from pos_client.db.replica import Live
from pos_client.devices.drawer import PrinterDrawer
from pos_client.devices.fiscal import FiscalSettings, fiscal_device
from pos_client.devices.ports import Drawer, FiscalDevice, MarkingModule, PaymentTerminal, ReceiptPrinter, Scanner
from pos_client.devices.printer import EscPosPrinter, PrinterProfile, known_profiles
from pos_client.devices.scanner import Framing, ScannerSettings, SerialScanner
from pos_client.devices.scanner.settings import CR, CRLF, LF, STX, TAB
from pos_client.devices.terminal import StandaloneTerminal, TcpTerminal
from pos_client.devices.terminal.settings import TerminalSettings
from pos_client.devices.transport import TransportError, transport_from
from pos_client.domain.tender import TenderKind

_TERMINATORS = {"auto": (CR, LF), "cr": (CR,), "lf": (LF,), "crlf": (CRLF,), "tab": (TAB,)}
_DRAWER_PINS = {"none": 0, "2": 2, "5": 5}


class Devices(Struct, frozen=True):
    """The drivers of one register; nothing is opened yet. `terminals` by tender id."""

    scanners: tuple[Scanner, ...]
    printer: ReceiptPrinter | None
    drawer: Drawer | None
    terminals: dict[str, PaymentTerminal]
    fiscal: FiscalDevice | None
    marking: MarkingModule | None = None


def scanner_settings(number: int, entry: ScannerEntry) -> ScannerSettings:
    """Return how scanner `number` is set up; `ValueError`."""
    prefixes = (entry.prefix.encode("latin-1", "replace"),) if entry.prefix else (STX,)
    return ScannerSettings(
        name=entry.name or f"scanner {number}",
        port=entry.device,
        baudrate=entry.baud,
        framing=Framing(terminators=_TERMINATORS[entry.terminator], prefixes=prefixes),
        reads_chips=entry.reads == "chips",
    )


def scanners_of(settings: Settings) -> tuple[SerialScanner, ...]:
    """Return the scanners that `settings` name; `ValueError`."""
    return tuple(
        SerialScanner(scanner_settings(number, entry)) for number, entry in enumerate(settings.scanners, start=1)
    )


def printer_of(entry: PrinterEntry, store_profile: str, *, has_drawer: bool = True) -> EscPosPrinter | None:
    """Return the printer, None without an address. Without `has_drawer` no byte of it can open a drawer.

    `SettingsError`, `TransportError`, `ValueError`.
    """
    if not entry.address:
        return None
    profiles = known_profiles()
    name = entry.profile or store_profile
    if name not in profiles:
        raise SettingsError("wrong_value", f"printer.profile: {name!r}; there are {', '.join(sorted(profiles))}")
    transport_from(entry.address)  # a bad address is named now, not at the first receipt
    profile = _as_entered(profiles[name], entry)
    return EscPosPrinter(
        lambda: transport_from(entry.address), profile if has_drawer else replace(profile, drawer_pin=0)
    )


def _as_entered(profile: PrinterProfile, entry: PrinterEntry) -> PrinterProfile:
    """Return `profile` with what the settings say otherwise."""
    pages = profile.pages
    if entry.code_page:
        pages = tuple(page for page in pages if page[0] == entry.code_page)
        if not pages:
            there = ", ".join(page for page, _slot in profile.pages)
            raise SettingsError("wrong_value", f"printer.code_page: {entry.code_page!r}; there are {there}")
    pin = profile.drawer_pin if not entry.drawer else _DRAWER_PINS[entry.drawer]
    return replace(profile, columns=entry.columns or profile.columns, pages=pages, drawer_pin=pin)


def terminal_of(entry: TerminalEntry) -> PaymentTerminal:
    """Return the terminal that the settings name; `ValueError`."""
    if entry.kind == "standalone":
        return StandaloneTerminal()
    return TcpTerminal(TerminalSettings(host=entry.host, port=entry.port))


def _terminals(settings: Settings, kinds: Iterable[TenderKind]) -> dict[str, PaymentTerminal]:
    """Return who is asked for each card tender; an integrated one that is not set up has nobody, and is disabled."""
    standalone = StandaloneTerminal()
    integrated = terminal_of(settings.terminal) if settings.terminal.kind == "tcp" else None
    found: dict[str, PaymentTerminal] = {}
    for kind in kinds:
        if not kind.has_intent:
            continue
        if kind.terminal == "standalone":
            found[kind.tender_id] = standalone
        elif integrated is not None:
            found[kind.tender_id] = integrated
    return found


def fiscal_of(entry: FiscalEntry, profile: str) -> FiscalDevice | None:
    """Return the fiscal device of a store's fiscal `profile`, None for "none"; `FiscalSetupError`, `ValueError`."""
    if profile == "none" or entry.kind == "none":
        return fiscal_device(profile, None)
    return fiscal_device(profile, FiscalSettings(host=entry.host, port=entry.port, driver=entry.kind))


def marking_of(entry: MarkingEntry) -> MarkingModule | None:
    """Return who is asked about marked goods, None for nobody; `ValueError`."""
    if entry.kind != "tcp":
        return None
    from pos_client.devices.marking import MarkingSettings, TcpMarking  # noqa: PLC0415

    return TcpMarking(MarkingSettings(host=entry.host, port=entry.port))


def build_devices(settings: Settings, live: Live) -> Devices:
    """Return the drivers that `settings` name for the register and store in `live`.

    `SettingsError` says what is wrong; `FiscalSetupError` when the store must have a fiscal device and there is none.
    """
    try:
        printer = printer_of(settings.printer, live.register.printer_profile)
        return Devices(
            scanners=scanners_of(settings),
            printer=printer,
            drawer=PrinterDrawer(printer) if printer else None,
            terminals=_terminals(settings, live.tender_kinds()),
            fiscal=fiscal_of(settings.fiscal, live.store.fiscal_profile),
            marking=marking_of(settings.marking),
        )
    except (ValueError, TransportError) as error:
        raise SettingsError("wrong_value", str(error)) from error
