"""A document as plain text, for screens, logs and tests."""

from __future__ import annotations

from pos_client.devices.printer.typeset import PaperLine, centred, typeset
from pos_client.domain.receipt.model import Barcode, Cut, Document, Drawer, Feed, Image, Qr, Rule


def render_text(document: Document, columns: int = 48) -> str:
    """The document in lines of at most `columns` (>= 20) columns; codes as their data, pictures left out."""
    lines: list[str] = []
    for item in typeset(document, columns, enlarged=False):
        match item:
            case PaperLine():
                lines.append(item.as_text())
            case Rule():
                lines.append(("=" if item.double else "-") * columns)
            case Barcode():
                lines.extend(_coded(f"||| {item.data} |||", item.caption, columns))
            case Qr():
                lines.extend(_coded(f"[QR {item.data}]", item.caption, columns))
            case Feed():
                lines.extend([""] * item.lines)
            case Cut():
                lines.append(("- " * columns)[:columns].rstrip())
            case Image() | Drawer():
                pass
    return "\n".join(lines) + "\n"


def _coded(data: str, caption: str, columns: int) -> list[str]:
    return [line.as_text() for text in (data, caption) if text for line in centred(text, columns)]
