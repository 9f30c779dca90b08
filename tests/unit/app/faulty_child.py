"""Run by the test of errors as a process of its own: the register opens, then a slot and a thread of it fail.

Prints what the screen says; ends when both were told.
"""

from __future__ import annotations

import sys
import threading

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from pos_client.app import cli
from pos_client.ui.frame import MainWindow


class Faults(QObject):
    """Looks at each turn of the event loop how far things are."""

    def __init__(self) -> None:
        super().__init__()
        self.steps = iter((self._slot, self._thread, self._end))
        self.told: list[str] = []
        self.next = next(self.steps)
        self.timer = QTimer(self)
        self.timer.timeout.connect(self.look)
        self.timer.start(5)

    def look(self) -> None:
        windows = [each for each in QApplication.topLevelWidgets() if isinstance(each, MainWindow) and each.isVisible()]
        if not windows:
            return
        window = windows[0]
        if self.next == self._slot or window.toast_text:
            if window.toast_text:
                self.told.append(window.toast_text)
                window.toast("")
            step, self.next = self.next, next(self.steps, self._end)
            step(window)

    def _slot(self, _window: MainWindow) -> None:
        raise LookupError("planted in a slot")

    def _thread(self, _window: MainWindow) -> None:
        def fail() -> None:
            raise ArithmeticError("planted in a thread")

        threading.Thread(target=fail, name="faulty").start()

    def _end(self, window: MainWindow) -> None:
        self.timer.stop()
        sys.stdout.write("\n".join(self.told))
        window.close()


if __name__ == "__main__":
    application = QApplication([])
    faults = Faults()
    raise SystemExit(cli.main(sys.argv[1:]))
