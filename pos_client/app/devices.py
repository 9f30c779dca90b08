"""From settings to drivers: which scanners, printer, drawer, terminal and fiscal device this register has."""

from __future__ import annotations

from dataclasses import dataclass

from pos_client.app.settings import PrinterEntry, ScannerEntry, Settings, SettingsError
from pos_client.devices.drawer import PrinterDrawer
from pos_client.devices.fiscal import TcpFiscal
from pos_client.devices.fiscal.settings import FiscalSettings
from pos_client.devices.ports import Drawer, FiscalDevice, PaymentTerminal, ReceiptPrinter, Scanner
from pos_client.devices.printer import EscPosPrinter, known_profiles
from pos_client.devices.scanner import Framing, ScannerSettings, SerialScanner
from pos_client.devices.scanner.settings import CR, CRLF, LF, STX, TAB
from pos_client.devices.terminal import StandaloneTerminal, TcpTerminal
from pos_client.devices.terminal.settings import TerminalSettings
from pos_client.devices.transport import TransportError, transport_from

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


def build_devices(settings: Settings, store_profile: str, tender_ids: tuple[str, ...]) -> Devices:
    """Return the drivers that `settings` name; `tender_ids` are the card tenders. `SettingsError` says what."""
    try:
        printer = _printer(settings.printer, store_profile)
        terminal: PaymentTerminal = StandaloneTerminal()
        if settings.terminal.kind == "tcp":
            terminal = TcpTerminal(TerminalSettings(host=settings.terminal.host, port=settings.terminal.port))
        fiscal = None
        if settings.fiscal.kind == "tcp":
            fiscal = TcpFiscal(FiscalSettings(host=settings.fiscal.host, port=settings.fiscal.port))
        return Devices(
            scanners=tuple(_scanner(number, entry) for number, entry in enumerate(settings.scanners, start=1)),
            printer=printer,
            drawer=PrinterDrawer(printer) if printer else None,
            terminals=dict.fromkeys(tender_ids, terminal),
            fiscal=fiscal,
        )
    except (ValueError, TransportError) as error:
        raise SettingsError("wrong_value", str(error)) from error
