"""The demo's desk: the paper of the simulated printer and codes to scan by pressing them. Main thread."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QPixmap, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from pos_client.devices.simulators.printer import PrinterSimulator
from pos_client.devices.simulators.scanner import ScannerSimulator

LOOK_MS = 300


class DemoDesk(QWidget):
    """Shows the last paper of `printer`; a press on one of `codes` scans it on `scanner`'s serial line."""

    def __init__(self, printer: PrinterSimulator, scanner: ScannerSimulator, codes: list[tuple[str, str]]) -> None:
        super().__init__()
        self.setWindowTitle("Omnitill demo: scanner and printer")
        self._printer = printer
        self._scanner = scanner
        self._seen = 0
        self._picture = QPixmap()
        row = QHBoxLayout(self)
        keys = QWidget()
        column = QVBoxLayout(keys)
        for name, code in codes:
            button = QPushButton(name)
            button.setToolTip(code)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(lambda _checked=False, code=code: self._scanner.scan(code))
            column.addWidget(button)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidget(keys)
        scroll.setWidgetResizable(True)
        row.addWidget(scroll, 2)
        self._paper = QLabel("The receipts come out here.")
        self._paper.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignHCenter)
        self._area = QScrollArea()
        self._area.setWidget(self._paper)
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        row.addWidget(self._area, 3)
        self.resize(900, 760)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._look)
        self._timer.start(LOOK_MS)

    def _look(self) -> None:
        papers = len(self._printer.papers)
        if papers == self._seen:
            return
        self._seen = papers
        self._picture.loadFromData(self._printer.png())
        self._show_paper()

    def _show_paper(self) -> None:
        """Show the whole width of the paper: a narrow desk makes it smaller, and cuts nothing off."""
        if not self._picture.isNull():
            width = min(self._picture.width(), self._area.viewport().width())
            smooth = Qt.TransformationMode.SmoothTransformation
            self._paper.setPixmap(self._picture.scaledToWidth(width, smooth))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802, D102 - Qt's name
        super().resizeEvent(event)
        self._show_paper()
