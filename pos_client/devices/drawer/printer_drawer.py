"""A drawer on the plug of a receipt printer. Implements `ports.Drawer`; never raises for device trouble."""

from __future__ import annotations

from pos_client.devices.ports import DeviceStatus
from pos_client.devices.printer.printer import EscPosPrinter


class PrinterDrawer:
    """Opens by the printer's own connection, in between its jobs; any thread.

    A printer that knows real-time pulses opens it also without paper.
    """

    def __init__(self, printer: EscPosPrinter) -> None:
        self._printer = printer

    def open(self) -> DeviceStatus:
        """Send the pulse: OK when the printer took it, OFF when the profile has no drawer."""
        return self._printer.kick()

    def is_open(self) -> bool | None:
        """What the drawer's switch says, None when nobody knows."""
        return self._printer.drawer_is_open()
