"""The cash drawer on a printer's plug: opened by the printer, yet a device of its own."""

from pos_client.devices.drawer.printer_drawer import PrinterDrawer

__all__ = ["PrinterDrawer"]
