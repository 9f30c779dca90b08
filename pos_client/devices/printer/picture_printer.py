"""A printer that is a folder: every document becomes a PNG there, for demos and offices without a printer.

Implements `ports.ReceiptPrinter`; called from the spooler's thread. Files are whole or absent, numbered in order.
"""

from __future__ import annotations

import contextlib
from pathlib import Path

from pos_client.devices.ports import DeviceState, DeviceStatus, PrintOutcome, PrintResult
from pos_client.devices.printer.draw import render_png
from pos_client.domain.receipt import DocumentError, decode


class PicturePrinter:
    """Prints into `folder`, which is made when missing, on paper of `columns` columns and `dots` dots."""

    def __init__(self, folder: Path, *, columns: int = 48, dots: int = 576, name: str = "") -> None:
        self._folder = folder
        self._columns = columns
        self._dots = dots
        self._name = name or str(folder)

    def status(self) -> DeviceStatus:
        """OK while the folder can be written."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            probe = self._folder / ".probe"
            probe.touch()
            probe.unlink()
        except OSError as error:
            return DeviceStatus("printer", self._name, DeviceState.FAILED, "io_error", str(error))
        return DeviceStatus("printer", self._name, DeviceState.OK)

    def send(self, data: bytes) -> PrintOutcome:
        """Write the document's picture as the next `00001-title.png`."""
        try:
            document = decode(data)
        except DocumentError as error:
            status = DeviceStatus("printer", self._name, DeviceState.TROUBLE, "bad_document", str(error))
            return PrintOutcome(PrintResult.NOT_SENT, status)
        status = self.status()
        if status.state is not DeviceState.OK:
            return PrintOutcome(PrintResult.NOT_SENT, status)
        picture = render_png(document, columns=self._columns, dots=self._dots)
        path = self._folder / f"{self._next_number():05d}{_as_name(document.title)}.png"
        part = path.with_suffix(".part")
        try:
            part.write_bytes(picture)
            part.replace(path)
        except OSError as error:
            with contextlib.suppress(OSError):
                part.unlink()
            failed = DeviceStatus("printer", self._name, DeviceState.FAILED, "io_error", str(error))
            return PrintOutcome(PrintResult.NOT_SENT, failed)
        return PrintOutcome(PrintResult.PRINTED, status)

    def _next_number(self) -> int:
        numbers = [int(path.name[:5]) for path in self._folder.glob("*.png") if path.name[:5].isdecimal()]
        return max(numbers, default=0) + 1


def _as_name(title: str) -> str:
    kept = "".join(c if c.isalnum() or c in "-_" else "-" for c in title)[:40].strip("-")
    return f"-{kept}" if kept else ""
