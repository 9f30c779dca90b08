"""Lucide icons, tinted: `currentColor` is replaced before rendering, so every icon is sharp at every scale."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from resources.loader import read_bytes


@lru_cache(maxsize=128)
def _source(name: str) -> bytes:
    return read_bytes("icons", f"{name}.svg")


@lru_cache(maxsize=512)
def _render(name: str, size: int, colour: str, ratio: float) -> QPixmap:
    renderer = QSvgRenderer(QByteArray(_source(name).replace(b"currentColor", colour.encode("ascii"))))
    pixmap = QPixmap(round(size * ratio), round(size * ratio))
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    renderer.render(painter, QRectF(0, 0, pixmap.width(), pixmap.height()))
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


def icon_pixmap(name: str, size: int, color: QColor, ratio: float = 1.0) -> QPixmap:
    """Return icon `name` in `color`, `size` px wide; `FileNotFoundError` when it is not in `resources/icons`.

    `ratio` is the device pixel ratio of where it is painted. Cached.
    """
    return _render(name, size, color.name(), ratio)


def draw_icon(painter: QPainter, x: int, y: int, name: str, size: int, color: QColor) -> None:
    """Paint icon `name` with its top left corner at (x, y)."""
    ratio = painter.device().devicePixelRatioF()
    painter.drawPixmap(x, y, icon_pixmap(name, size, color, ratio))
