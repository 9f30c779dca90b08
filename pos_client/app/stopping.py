"""The end that somebody else asks for: the computer is shut down, the session or the terminal closed. Main thread.

A till that is simply killed loses nothing, but its next start has to take the stop for a crash and check the journal
before it sells.
"""

from __future__ import annotations

import signal
import socket
from collections.abc import Callable
from types import FrameType
from typing import Final

from PySide6.QtCore import QObject, QSocketNotifier

ASKING: Final = tuple(getattr(signal, name) for name in ("SIGTERM", "SIGINT", "SIGHUP") if hasattr(signal, name))


class StopRequests(QObject):
    """Calls `stop` from the event loop once a signal asked for it, until `close`.

    Python looks at signals between two instructions of its own, and a till that nobody touches has none: the signal's
    number on a socket wakes Qt.
    """

    def __init__(self, stop: Callable[[], None]) -> None:
        super().__init__()
        self._stop = stop
        self._heard, self._told = socket.socketpair()
        self._heard.setblocking(False)
        self._told.setblocking(False)
        self._notifier = QSocketNotifier(self._heard.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._asked)
        self._before = {each: signal.signal(each, _noted) for each in ASKING}
        self._descriptor = signal.set_wakeup_fd(self._told.fileno(), warn_on_full_buffer=False)

    def _asked(self) -> None:
        self._notifier.setEnabled(False)
        self._stop()

    def close(self) -> None:
        """Leave the signals as they were."""
        self._notifier.setEnabled(False)
        signal.set_wakeup_fd(self._descriptor)
        for number, handler in self._before.items():
            signal.signal(number, handler)
        self._heard.close()
        self._told.close()


def _noted(_number: int, _frame: FrameType | None) -> None:
    """Keep Python from ending the program by itself."""
