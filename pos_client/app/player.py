"""Plays a cashier on an open till: keys, scans, waits for what must happen. Main thread; runs the event loop meanwhile.

Used by the demo without a display; a step that does not come about in time raises `PlayError` with what was seen.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtTest import QTest

from pos_client.app.main import Till
from pos_client.devices.simulators.scanner import ScannerSimulator
from pos_client.ui.screens.approval import ApprovalPanel
from pos_client.ui.screens.more import PLACES, MorePanel

DEAD_SECONDS = 0.45  # finishing keys are dead for 0.4 s after their screen appeared
KEY_GAP_SECONDS = 0.06  # slower than any keyboard wedge


class PlayError(Exception):
    """Something that should have happened did not."""


class Player:
    """Drives `till` by its window's keys and by `scanner`."""

    def __init__(self, till: Till, scanner: ScannerSimulator, *, seconds: float = 20.0) -> None:
        self.till = till
        self.scanner = scanner
        self._seconds = seconds

    @staticmethod
    def _turn() -> None:
        """One turn of the event loop, with the deletions that only a running loop would do."""
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 5)
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        time.sleep(0.001)

    def run_for(self, seconds: float) -> None:
        """Let the program run."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self._turn()

    def until(self, condition: Callable[[], bool], what: str) -> None:
        """Let the program run until `condition` holds."""
        end = time.monotonic() + self._seconds
        while not condition():
            if time.monotonic() > end:
                raise PlayError(f"{what} did not happen; {self.seen()}")
            self._turn()

    def seen(self) -> str:
        """Say where the till stands, for an error."""
        current = self.till.window.current
        screen = current.name if current is not None else "none"
        return f"screen {screen!r}, toast {self.till.window.toast_text!r}"

    def on_screen(self, name: str) -> None:
        """Wait for a screen."""
        self.until(lambda: self.till.window.current is self.till.window.screen_named(name), f"screen {name!r}")

    def press(self, keys: str) -> None:
        """Press a key by its name, "F9" or "Shift+Del", as the keyboard would."""
        QTest.keySequence(self.till.window.windowHandle(), QKeySequence(keys))
        self.run_for(KEY_GAP_SECONDS if len(keys) == 1 else 0.01)  # only characters may look like a wedge's

    def type(self, text: str) -> None:
        """Type any text, a key at a time."""
        window = self.till.window.windowHandle()
        for sign in text:
            code = Qt.Key(ord(sign.upper())) if sign.isascii() else Qt.Key.Key_unknown
            for kind in (QKeyEvent.Type.KeyPress, QKeyEvent.Type.KeyRelease):
                QCoreApplication.sendEvent(window, QKeyEvent(kind, code, Qt.KeyboardModifier.NoModifier, sign))
            self.run_for(KEY_GAP_SECONDS)

    def state(self) -> tuple[object, ...]:
        """Return what a scan changes: the basket, its unanswered codes, the screen, the panel, what Pay says."""
        checkout, window = self.till.register.services.checkout, self.till.window
        return (checkout.basket, len(checkout.view().errors), window.current, window.side, window.banner("pay"))

    def scan(self, code: str | bytes, scanner: ScannerSimulator | None = None) -> None:
        """Scan `code` and wait until the till has answered."""
        before = self.state()
        (scanner or self.scanner).scan(code)
        self.until(lambda: self.state() != before, f"an answer to the scan {code!r}")

    def finishing_key(self, keys: str) -> None:
        """Press a key that finishes, once its dead time is over."""
        self.run_for(DEAD_SECONDS)
        self.press(keys)

    def shot(self, path: Path) -> None:
        """Save a picture of the window."""
        path.parent.mkdir(parents=True, exist_ok=True)
        self.run_for(0.1)
        if not self.till.window.grab().save(str(path)):
            raise PlayError(f"the picture {path} could not be written")

    # whole acts

    def log_in(self, badge: str, pin: str) -> None:
        """Scan a badge, type the PIN."""
        login = self.till.controller.login
        self.until(lambda: self.till.controller.news.state("scanner") == "ok", "the scanner at its port")
        self.scanner.scan(badge)
        self.until(lambda: self.scanner.wait_until_read(0.001), "the scanner's reader")
        self.run_for(1.0)  # the person may be in front already: nothing on the screen tells that the badge was read
        self.type(pin)
        self.press("Return")
        self.until(lambda: self.till.window.current is not login, "the login")

    def count_opening_cash(self, pieces: dict[int, int]) -> None:
        """Count the opening cash: `pieces` by denomination in minor units, the others empty."""
        screen = self.till.controller.shift_open
        for row in [*screen.notes.rows, *screen.coins.rows]:
            row.field.setFocus()
            self.type(str(pieces.get(row.value, "")))
            self.press("Return")
        self.finishing_key("F9")
        self.on_screen("sell")

    def type_pieces(self, values: tuple[int, ...], pieces: dict[int, int]) -> None:
        """Type `pieces` of every denomination of `values`, largest first; Enter alone where there are none."""
        for value in values:
            if pieces.get(value):
                self.type(str(pieces[value]))
            self.press("Return")

    def more(self, *icons: str) -> None:
        """F11, then the digit of each item on the way, which is named by its icon."""
        self.press("F11")
        for icon in icons:
            self.until(lambda icon=icon: icon in self._more_icons(), f"the item {icon!r} of More")  # type: ignore[misc]
            self.press(PLACES[self._more_icons().index(icon)])

    def _more_icons(self) -> tuple[str, ...]:
        panel = self.till.window.side
        return panel.icons if isinstance(panel, MorePanel) else ()

    def approval_asked(self) -> None:
        """Wait for the question whether somebody else approves."""
        self.until(lambda: isinstance(self.till.window.side, ApprovalPanel), "the question for an approval")

    def approve(self, pin: str) -> None:
        """Answer it with the PIN of the first who may."""
        self.approval_asked()
        self.type(pin)
        self.finishing_key("Return")
        self.until(lambda: not isinstance(self.till.window.side, ApprovalPanel), "the approval")

    def pay_cash(self, typed: str = "") -> None:
        """F9, the amount, Enter: two keys after the last scan when the sum is exact."""
        self.press("F9")
        self.on_screen("pay")
        self.type(typed)
        self.finishing_key("Return")
        self.on_screen("paid")
