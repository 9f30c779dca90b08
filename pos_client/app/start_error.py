"""What the screen shows when the register cannot start: what happened and the next step, in a window of its own.

Needs nothing of the register: no replica, no journal, no theme. Main thread.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QVBoxLayout, QWidget

MARGIN = 32
WIDTH = 720


class StartError(QWidget):
    """A window with `what` happened and the `next_step`; its key closes it."""

    def __init__(self, what: str, next_step: str) -> None:
        super().__init__()
        self.setWindowTitle("Omnitill")
        self.setFixedWidth(WIDTH)
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        column.setSpacing(MARGIN // 2)
        self.title = QLabel("The register cannot start")
        self.what = QLabel(what)
        self.next_step = QLabel(next_step)
        for label, size in ((self.title, 20), (self.what, 13), (self.next_step, 13)):
            font = label.font()
            font.setPointSize(size)
            font.setBold(label is not self.what)
            label.setFont(font)
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            column.addWidget(label)
        self.close_key = QPushButton("Close")
        self.close_key.setMinimumHeight(48)
        self.close_key.setDefault(True)
        self.close_key.clicked.connect(self.close)
        column.addWidget(self.close_key)
        self.close_key.setFocus()


def show_start_error(what: str, next_step: str) -> None:
    """Show the window until a person closes it."""
    application = QApplication.instance()
    if not isinstance(application, QApplication):
        application = QApplication(["omnitill"])
    window = StartError(what, next_step)
    window.show()
    application.exec()
