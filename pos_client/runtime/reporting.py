"""Errors that nobody caught: logged, told on screen, and no reason to stop the rest.

`reporting` is for the main thread; what `report_errors` sets up serves every thread.
"""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Callable
from types import TracebackType

_log = logging.getLogger(__name__)


def reporting(act: Callable[[], object]) -> None:
    """Run `act`; an error in it goes to `sys.excepthook`, as one that leaves a slot does, and the caller goes on."""
    try:
        act()
    except Exception:  # noqa: BLE001 - reported, whatever it is
        sys.excepthook(*sys.exc_info())


def report_errors(tell: Callable[[], None]) -> None:
    """Log every error that leaves a slot, a thread or the program, then call `tell` on the thread where it happened.

    For a process of its own: the hooks stay. They still print to the terminal, for whoever started it there.
    """

    def report(kind: type[BaseException], error: BaseException, trace: TracebackType | None, where: str) -> None:
        if issubclass(kind, (KeyboardInterrupt, SystemExit)):
            return
        _log.critical("an error nobody caught, in %s", where, exc_info=(kind, error, trace))
        tell()

    def left(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        sys.__excepthook__(kind, error, trace)
        report(kind, error, trace, threading.current_thread().name)

    def left_thread(what: threading.ExceptHookArgs) -> None:
        threading.__excepthook__(what)
        error = what.exc_value if what.exc_value is not None else what.exc_type()
        report(what.exc_type, error, what.exc_traceback, what.thread.name if what.thread else "a thread")

    sys.excepthook = left
    threading.excepthook = left_thread
