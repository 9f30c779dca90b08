"""The demo's desk: the paper of the simulated printer and codes to scan by pressing them. Main thread."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QPixmap
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
        paper = QScrollArea()
        paper.setWidget(self._paper)
        paper.setWidgetResizable(True)
        row.addWidget(paper, 3)
        self.resize(900, 760)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._look)
        self._timer.start(LOOK_MS)

    def _look(self) -> None:
        papers = len(self._printer.papers)
        if papers == self._seen:
            return
        self._seen = papers
        picture = QPixmap()
        picture.loadFromData(self._printer.png())
        self._paper.setPixmap(picture)
