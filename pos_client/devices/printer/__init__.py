"""Receipt printers: ESC/POS, pictures and text from one document model, and the status reader."""

from pos_client.devices.printer.draw import render_png
from pos_client.devices.printer.link import PrinterTimes
from pos_client.devices.printer.picture_printer import PicturePrinter
from pos_client.devices.printer.printer import EscPosPrinter
from pos_client.devices.printer.profile import PrinterProfile, PrintMode, ProfileError, known_profiles, parse_profiles
from pos_client.devices.printer.renderer import EscPosRenderer
from pos_client.devices.printer.text import render_text

__all__ = [
    "EscPosPrinter",
    "EscPosRenderer",
    "PicturePrinter",
    "PrintMode",
    "PrinterProfile",
    "PrinterTimes",
    "ProfileError",
    "known_profiles",
    "parse_profiles",
    "render_png",
    "render_text",
]
