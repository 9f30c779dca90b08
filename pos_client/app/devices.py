"""From settings to drivers: which scanners, printer, drawer, terminal and fiscal device this register has."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pos_client.app.settings import PrinterEntry, ScannerEntry, Settings, SettingsError
from pos_client.db.replica import Live
from pos_client.devices.drawer import PrinterDrawer
from pos_client.devices.fiscal import fiscal_device
from pos_client.devices.fiscal.settings import FiscalSettings
from pos_client.devices.ports import Drawer, FiscalDevice, PaymentTerminal, ReceiptPrinter, Scanner
from pos_client.devices.printer import EscPosPrinter, known_profiles
from pos_client.devices.scanner import Framing, ScannerSettings, SerialScanner
from pos_client.devices.scanner.settings import CR, CRLF, LF, STX, TAB
from pos_client.devices.terminal import StandaloneTerminal, TcpTerminal
from pos_client.devices.terminal.settings import TerminalSettings
from pos_client.devices.transport import TransportError, transport_from
from pos_client.domain.tender import TenderKind

_TERMINATORS = {"auto": (CR, LF), "cr": (CR,), "lf": (LF,), "crlf": (CRLF,), "tab": (TAB,)}


@dataclass(frozen=True, slots=True)
class Devices:
    """The drivers of one register; nothing is opened yet. `terminals` by tender id."""

    scanners: tuple[Scanner, ...]
    printer: ReceiptPrinter | None
    drawer: Drawer | None
    terminals: dict[str, PaymentTerminal]
    fiscal: FiscalDevice | None


def _scanner(number: int, entry: ScannerEntry) -> SerialScanner:
    prefixes = (entry.prefix.encode("latin-1", "replace"),) if entry.prefix else (STX,)
    return SerialScanner(
        ScannerSettings(
            name=entry.name or f"scanner {number}",
            port=entry.device,
            baudrate=entry.baud,
            framing=Framing(terminators=_TERMINATORS[entry.terminator], prefixes=prefixes),
        )
    )


def _printer(entry: PrinterEntry, store_profile: str) -> EscPosPrinter | None:
    if not entry.address:
        return None
    profiles = known_profiles()
    name = entry.profile or store_profile
    if name not in profiles:
        raise SettingsError("wrong_value", f"printer.profile: {name!r}; there are {', '.join(sorted(profiles))}")
    transport_from(entry.address)  # a bad address is named now, not at the first receipt
    return EscPosPrinter(lambda: transport_from(entry.address), profiles[name])


def _terminals(settings: Settings, kinds: Iterable[TenderKind]) -> dict[str, PaymentTerminal]:
    """Return who is asked for each card tender; an integrated one that is not set up has nobody, and is disabled."""
    standalone = StandaloneTerminal()
    integrated: PaymentTerminal | None = None
    if settings.terminal.kind == "tcp":
        integrated = TcpTerminal(TerminalSettings(host=settings.terminal.host, port=settings.terminal.port))
    found: dict[str, PaymentTerminal] = {}
    for kind in kinds:
        if not kind.has_intent:
            continue
        if kind.terminal == "standalone":
            found[kind.tender_id] = standalone
        elif integrated is not None:
            found[kind.tender_id] = integrated
    return found


def _fiscal(settings: Settings, profile: str) -> FiscalDevice | None:
    entry = settings.fiscal
    if profile == "none" or entry.kind == "none":
        return fiscal_device(profile, None)
    return fiscal_device(profile, FiscalSettings(host=entry.host, port=entry.port, driver=entry.kind))


def build_devices(settings: Settings, live: Live) -> Devices:
    """Return the drivers that `settings` name for the register and store in `live`.

    `SettingsError` says what is wrong; `FiscalSetupError` when the store must have a fiscal device and there is none.
    """
    try:
        printer = _printer(settings.printer, live.register.printer_profile)
        return Devices(
            scanners=tuple(_scanner(number, entry) for number, entry in enumerate(settings.scanners, start=1)),
            printer=printer,
            drawer=PrinterDrawer(printer) if printer else None,
            terminals=_terminals(settings, live.tender_kinds()),
            fiscal=_fiscal(settings, live.store.fiscal_profile),
        )
    except (ValueError, TransportError) as error:
        raise SettingsError("wrong_value", str(error)) from error
