"""What a test leaves behind: threads, running Qt threads, active timers, top-level widgets.

Looking through all objects of a process for Qt's costs more than most tests do. So what is there is looked through once
and then frozen, which takes it out of the collector's sight: each look sees what came into being since the last one,
and every timer and thread once seen is watched by a weak reference for as long as it lives.
"""

from __future__ import annotations

import gc
import sys
import threading
import time
from itertools import count
from typing import TYPE_CHECKING
from weakref import WeakSet

if TYPE_CHECKING:
    from PySide6.QtCore import QObject, QThread, QTimer

THAW_EVERY = 200  # tests between two collections of everything
_tests = count(1)
_watched: WeakSet[QTimer | QThread] = WeakSet()  # every timer and QThread that Python ever knew and that still lives


class Leaks:
    """A picture of what was there before a test; `left()` names what is there now and was not."""

    def __init__(self, grace_s: float = 3.0) -> None:
        self._grace_s = grace_s
        settle()
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


def settle() -> None:
    """Collect what the last test left to the collector, and freeze what stays."""
    if next(_tests) % THAW_EVERY == 0:
        gc.unfreeze()
    gc.collect()
    watch_new()
    gc.freeze()


def watch_new() -> None:
    """Watch the timers and Qt threads that came into being since the last freeze."""
    core = sys.modules.get("PySide6.QtCore")
    if core is not None:
        # a type is asked, not the thing: asking a lazy stand-in its class would load it
        _watched.update(thing for thing in gc.get_objects() if issubclass(type(thing), (core.QTimer, core.QThread)))


def qt_objects() -> list[QObject]:
    """Running Qt threads, active timers and top-level widgets that Python knows of now."""
    if "PySide6.QtCore" not in sys.modules:
        return []
    watch_new()
    found: list[QObject] = [thing for thing in _watched if is_at_work(thing)]
    widgets = sys.modules.get("PySide6.QtWidgets")
    if widgets is not None and widgets.QApplication.instance() is not None:
        found.extend(widgets.QApplication.topLevelWidgets())
    return found


def is_at_work(thing: QTimer | QThread) -> bool:
    """Whether a timer is active or a thread runs."""
    from PySide6.QtCore import QTimer  # noqa: PLC0415 # only where Qt is in use
    from shiboken6 import isValid  # noqa: PLC0415

    return isValid(thing) and (thing.isActive() if isinstance(thing, QTimer) else thing.isRunning())


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
