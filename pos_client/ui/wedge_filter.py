"""Keyboard wedges: every key of the program passes here before it acts, so that a burst is never taken for typing.

The detector (handed in by `pos_client.app`) decides; keys that were typed are posted again to where they were going.
Main thread.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

_NS = 1_000_000
_MODIFIERS = frozenset({
    Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_AltGr, Qt.Key.Key_Meta, Qt.Key.Key_CapsLock,
    Qt.Key.Key_NumLock,
})  # fmt: skip


class Decided(Protocol):
    """Keys to let act, or a scan; which of them is told by the function handed in as `sort`."""


class Detector(Protocol):
    """What tells bursts from typing; see the scanner's wedge module for its rules."""

    @property
    def deadline(self) -> int | None: ...
    def expire(self, now: int) -> tuple[object, ...]: ...
    def flush(self) -> tuple[object, ...]: ...


class WedgeFilter(QObject):
    """Installed on the application, in front of everything.

    `feed(text, at, terminator, repeat, handle)` passes a key to the detector,
    `sort(event)` gives the handles to replay or None when the event is a read, `deliver` takes such a read.
    """

    def __init__(
        self,
        detector: Detector,
        feed: Callable[[str, int, bool, bool, object], tuple[object, ...]],
        sort: Callable[[object], tuple[object, ...] | None],
        deliver: Callable[[object], None],
    ) -> None:
        super().__init__()
        self._detector = detector
        self._feed = feed
        self._sort = sort
        self._deliver = deliver
        self._replaying = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._expire)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and not self._replaying:
            # A held digit must not fire a shortcut first; function keys pass through at once.
            return False
        if kind != QEvent.Type.KeyPress or self._replaying or not isinstance(event, QKeyEvent):
            return False
        if not isinstance(watched, QWidget) or watched is not QApplication.focusWidget():
            return False
        if event.key() in _MODIFIERS:
            return False
        text = event.text()
        terminator = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)
        if not terminator and not text:
            self._handle(self._detector.flush())
            return False
        handle = (watched, event.clone())
        stamp = event.timestamp() * _NS if event.timestamp() else time.monotonic_ns()
        self._handle(self._feed(text, stamp, terminator, event.isAutoRepeat(), handle))
        self._rearm(stamp)
        return True

    def flush(self) -> None:
        """Let act what is held, at once."""
        self._handle(self._detector.flush())

    def _rearm(self, now: int) -> None:
        due = self._detector.deadline
        if due is None:
            self._timer.stop()
        else:
            self._timer.start(max(1, (due - now) // _NS + 1))

    def _expire(self) -> None:
        due = self._detector.deadline
        if due is not None:
            self._handle(self._detector.expire(due))

    def _handle(self, events: tuple[object, ...]) -> None:
        for event in events:
            handles = self._sort(event)
            if handles is None:
                self._deliver(event)
                continue
            for handle in handles:
                self._replay(handle)

    def _replay(self, handle: object) -> None:
        if not isinstance(handle, tuple):
            return
        widget, event = handle
        target = QApplication.focusWidget() or widget
        self._replaying = True
        try:
            QCoreApplication.sendEvent(target, event)
        finally:
            self._replaying = False
