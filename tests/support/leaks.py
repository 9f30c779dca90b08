"""What a test leaves behind: threads, running Qt threads, active timers, top-level widgets.

Qt is looked at only when something has imported it, so tests of plain code pay next to nothing.
"""

from __future__ import annotations

import gc
import sys
import threading
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtCore import QObject


class Leaks:
    """A picture of what was there before a test; `left()` names what is there now and was not."""

    def __init__(self, grace_s: float = 3.0) -> None:
        self._grace_s = grace_s
        self._threads = set(threading.enumerate())
        self._qt = set(map(id, qt_objects()))

    def left(self) -> list[str]:
        """Descriptions of what stayed, after a short grace for what is on its way out."""
        if not self._now():
            return []
        deadline = time.monotonic() + self._grace_s
        while True:
            settle_qt()
            gc.collect()
            found = self._now()
            if not found or time.monotonic() > deadline:
                return found
            time.sleep(0.02)

    def _now(self) -> list[str]:
        found = [
            f"thread {thread.name!r}"
            for thread in threading.enumerate()
            # Python's stand-in for a thread of Qt's stays listed after its end; the QThread itself is looked at below
            if thread not in self._threads and not isinstance(thread, threading._DummyThread)
        ]
        return found + [describe(thing) for thing in qt_objects() if id(thing) not in self._qt]


def qt_objects() -> list[QObject]:
    """Running Qt threads, active timers and top-level widgets that Python knows of now."""
    core = sys.modules.get("PySide6.QtCore")
    if core is None:
        return []
    from shiboken6 import isValid  # noqa: PLC0415 # only where Qt is in use

    found: list[QObject] = [
        thing
        for thing in gc.get_objects()
        if issubclass(type(thing), (core.QTimer, core.QThread))  # asking a lazy stand-in its class would load it
        and isValid(thing)
        and (thing.isActive() if isinstance(thing, core.QTimer) else thing.isRunning())
    ]
    widgets = sys.modules.get("PySide6.QtWidgets")
    if widgets is not None and widgets.QApplication.instance() is not None:
        found.extend(widgets.QApplication.topLevelWidgets())
    return found


def settle_qt() -> None:
    """Deliver Qt's pending deletions and events."""
    core = sys.modules.get("PySide6.QtCore")
    if core is not None and core.QCoreApplication.instance() is not None:
        core.QCoreApplication.sendPostedEvents(None, core.QEvent.Type.DeferredDelete)
        core.QCoreApplication.processEvents()


def describe(thing: QObject) -> str:
    """One leaked thing in words."""
    name = thing.objectName()
    return f"{type(thing).__name__}{f' {name!r}' if name else ''}"
