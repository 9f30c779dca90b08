"""What a computer at a checkout shows: one till at a time, the real one or that of training. Main thread.

Going over closes the one till whole, with its journal and devices, before the other opens: two never hold the printer,
a scanner or a lock at once. The window of the next is shown before that of the last goes.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QSize, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QScreen

from pos_client.app import training
from pos_client.app.compose import open_files
from pos_client.app.enrolment_file import EnrolmentFileError
from pos_client.app.main import Till, open_till
from pos_client.app.settings import SettingsError
from pos_client.db.journal import JournalError
from pos_client.db.replica import ReplicaDamagedError
from pos_client.devices.fiscal import FiscalSetupError
from pos_client.domain.staff import StaffMember
from pos_client.services.desk import utc_now
from pos_client.services.upkeep.training import note_entered
from pos_client.ui.frame import MainWindow
from pos_client.ui.theme import look
from sync.protocol.signing import KeyFileError

OPENING_ERRORS = (
    SettingsError,
    EnrolmentFileError,
    FiscalSetupError,
    ReplicaDamagedError,
    JournalError,
    KeyFileError,
    OSError,
)
SIZE = (1366, 768)
_log = logging.getLogger(__name__)


class Workplace(QObject):
    """The tills of the register in `directory`. `windowed` shows them in a window whatever the settings say.

    Signals: `till_changed(Till)` after another till came to the front; `failed(Exception)` when no till could be opened
    any more; `closed()` when the till in front was closed and no other follows. Attribute: `till`, the one in front.
    """

    till_changed = Signal(object)
    failed = Signal(object)
    closed = Signal()

    def __init__(
        self,
        directory: Path,
        *,
        windowed: bool = False,
        clock: Callable[[], datetime] = utc_now,
        steady: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__()
        self._directory = directory
        self._windowed = windowed
        self._clock = clock
        self._steady = steady
        self.till: Till | None = None
        self._telling = False

    def open(self, *, in_training: bool = False) -> Till:
        """Open the till and show it; raises what `open_register` raises."""
        if in_training:
            self._begin_unattended()
        _expect(windowed=self._windowed)
        till = self._opened(in_training=in_training)
        self._show(till, None)
        return till

    def close(self) -> None:
        """Put the till away; a second call does nothing."""
        if self.till is not None:
            self.till.close()

    def tell(self, code: str) -> None:
        """Say a message on the screen of the till that is open, if one is. Any thread.

        Errors are told by this, so once telling itself has failed nothing is told any more.
        """
        till = self.till
        if till is None or self._telling:
            return

        def say() -> None:
            self._telling = True
            till.controller.tell(code)
            self._telling = False

        till.register.bridge.post(say)

    def _begin_unattended(self) -> None:
        """Note in the real journal that training begins with nobody at the till, and make its folder."""
        replica, journal = open_files(self._directory, self._clock)
        try:
            journal.submit(lambda writer: note_entered(writer, "")).result()
            training.begin(self._directory, "")
        finally:
            journal.close()
            replica.close()

    def _opened(self, *, in_training: bool) -> Till:
        till = open_till(self._directory, clock=self._clock, steady=self._steady, training_mode=in_training)
        upkeep = till.controller.upkeep
        upkeep.offered = True
        upkeep.training_wanted.connect(self.enter_training)
        upkeep.leaving_wanted.connect(self.leave_training)
        upkeep.settings.reopening_wanted.connect(self.reopen)
        return till

    # going over; each is begun by a screen of the till that goes, so it is done once that has returned

    def enter_training(self, by: str) -> None:
        """Go into training; its beginning is journalled. A folder that cannot be made leaves everything as it was."""
        try:
            training.begin(self._directory, by)
        except OSError as error:
            _log.error("training could not begin: %s", error)
            if self.till is not None:
                self.till.controller.tell("training_not_begun")
            return
        QTimer.singleShot(0, self, partial(self._go, in_training=True))

    def leave_training(self) -> None:
        """Go back to the real register's login."""
        QTimer.singleShot(0, self, partial(self._go, in_training=False))

    def reopen(self, member: StaffMember, screen: str) -> None:
        """Open the same register anew, with changed settings, and `member` still at it in front of `screen`."""
        QTimer.singleShot(0, self, partial(self._go, in_training=False, member=member, screen=screen))

    def _closed(self, till: Till) -> None:
        if till is self.till:
            self.closed.emit()

    def _go(self, *, in_training: bool, member: StaffMember | None = None, screen: str = "") -> None:
        old = self.till
        if old is not None:
            old.close()
        try:
            till = self._opened(in_training=in_training)
        except OPENING_ERRORS as error:
            _log.error("the till could not be opened: %s", error)
            if in_training:
                self._go(in_training=False)
                if self.till is not None:
                    self.till.controller.tell("training_not_begun")
                return
            self.failed.emit(error)
            if old is not None:
                old.window.close()
            return
        self._show(till, old)
        if member is not None:
            till.controller.resume(member, screen)

    def _show(self, till: Till, old: Till | None) -> None:
        self.till = till
        till.window.closing.connect(partial(self._closed, till))
        till.start()
        window = till.window
        if old is not None:
            _stand_like(window, old.window)
        elif self._windowed or not till.register.settings.screen.full_screen:
            window.resize(*SIZE)
            window.show()
        else:
            _fill_screen(window)
        window.activateWindow()
        if old is not None:
            old.window.close()
            old.window.deleteLater()
        self.till_changed.emit(till)


def _expect(*, windowed: bool) -> None:
    """Take the sizes of the window that most likely comes: its parts are made in them, and not over again with it."""
    screen: QScreen | None = QGuiApplication.primaryScreen()
    look().fit(QSize(*SIZE) if windowed or screen is None else screen.size())


def _fill_screen(window: MainWindow) -> None:
    """Show `window` on the whole screen; by its own size, too, as a till may run without a window manager to ask."""
    window.setGeometry(window.screen().geometry())
    window.showFullScreen()


def _stand_like(window: MainWindow, other: MainWindow) -> None:
    """Show `window` where and how `other` stands, in front of it."""
    if other.isFullScreen():
        _fill_screen(window)
    else:
        window.setGeometry(other.geometry())
        window.show()
