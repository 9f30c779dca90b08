"""Keyboard wedges: every key of the program passes here before it acts, so that a burst is never taken for typing.

The detector (handed in by `pos_client.app`) decides; keys that were typed are sent again, press and release, to what
has the focus by then. What is no key of a burst (function keys, Esc, a touch) lets held keys act first, so that
nothing overtakes what was typed before it. Nor does a scan from a port: `after_keys` puts it where its time is.
Whatever a key sets off that goes wrong is reported here: an error that left the filter would make Qt deliver the key
once more, and take the keys behind it along. Main thread.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial
from typing import Protocol

from msgspec import Struct
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QTouchEvent
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from pos_client.runtime.reporting import reporting

_NS = 1_000_000
_LONGEST_WAIT_NS = 10_000 * _NS  # no key waits longer in a queue: its clock was set, or began anew
_MODIFIERS = frozenset({
    Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_AltGr, Qt.Key.Key_Meta, Qt.Key.Key_CapsLock,
    Qt.Key.Key_NumLock,
})  # fmt: skip
_TERMINATORS = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab})
_DATA_CONTROLS = frozenset("\x04\x1c\x1d\x1e")  # typed as Ctrl+letter by a scanner, and part of its data
# Asking an event for its type costs far more than for its class, and most events are none of these.
_INPUT = frozenset({QKeyEvent, QMouseEvent, QTouchEvent, QFocusEvent})
_BY_A_PERSON = frozenset({QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.TouchBegin})
_TOUCHES = frozenset({QEvent.Type.MouseButtonPress, QEvent.Type.TouchBegin, QEvent.Type.ApplicationDeactivate})


class Decided(Protocol):
    """Keys to let act, or a scan; which of them is told by the function handed in as `sort`."""


class Detector(Protocol):
    """What tells bursts from typing; see the scanner's wedge module for its rules."""

    @property
    def deadline(self) -> int | None: ...
    def expire(self, now: int) -> tuple[object, ...]: ...
    def flush(self) -> tuple[object, ...]: ...


class _Held(Struct, eq=False):
    """A key that waits: where it was going, its press, and its release when that has come already."""

    widget: QWidget
    press: QKeyEvent
    release: QKeyEvent | None = None


class WedgeFilter(QObject):
    """Installed on the application, in front of everything. Signal: `acted()` for each key, click and touch.

    `feed(text, at, terminator, repeat, handle)` passes a key to the detector,
    `sort(event)` gives the handles to replay or None when the event is a read, `deliver` takes such a read.
    """

    acted = Signal()

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
        self._waited = False
        self._held: list[_Held] = []
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._due)
        self._quickest: int | None = None  # from a key's own clock to ours, by the key that came through quickest
        self._waiting: tuple[int, Callable[[], None]] | None = None
        self._looked = False
        self._look = QTimer(self)
        self._look.setSingleShot(True)
        self._look.setInterval(0)
        self._look.timeout.connect(self._looks)

    def after_keys(self, since: int, act: Callable[[], None]) -> None:
        """Run `act` after the keys struck before `since` (ns of `time.monotonic_ns`) and before those struck later.

        The main thread may have been busy: Qt runs what threads have posted before the keys that the system has queued.
        One thing waits at a time; a second one while it does is taken for the same.
        """
        if self._waiting is None:
            self._waiting = (since, act)
            self._looked = False
            self._look.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        is_input = type(event) in _INPUT or isinstance(watched, QCoreApplication)
        return is_input and self._filtered(watched, event)

    def _filtered(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind in _BY_A_PERSON:
            self.acted.emit()
        if kind in _TOUCHES or (
            # a click moves the focus before it arrives itself; what was typed before it belongs to the old field
            kind == QEvent.Type.FocusAboutToChange
            and isinstance(event, QFocusEvent)
            and event.reason() == Qt.FocusReason.MouseFocusReason
        ):
            if not self._replaying:
                self.flush()
            return False
        if self._replaying or not isinstance(event, QKeyEvent) or not self._is_for_keys(watched):
            return False
        if event.key() in _MODIFIERS:
            return False
        if kind == QEvent.Type.ShortcutOverride:
            # Only this comes before a shortcut acts: held digits must be in their field when F9 settles them.
            if _overtakes(event):
                self.flush()
                self._let_waiting_act(self._struck(event))
            return False
        if kind == QEvent.Type.KeyRelease:
            return self._hold_release(event)
        return kind == QEvent.Type.KeyPress and isinstance(watched, QWidget) and self._press(watched, event)

    @staticmethod
    def _is_for_keys(watched: QObject) -> bool:
        if not isinstance(watched, QWidget):
            return False
        focus = QApplication.focusWidget()
        return watched is focus or (focus is None and watched.isWindow())

    def _press(self, widget: QWidget, event: QKeyEvent) -> bool:
        text = event.text()
        terminator = event.key() in _TERMINATORS
        if not terminator and not text:
            self.flush()
            self._let_waiting_act(self._struck(event))
            return False
        stamp = event.timestamp() * _NS if event.timestamp() else time.monotonic_ns()
        struck = self._struck(event)
        if self._waiting is not None and self._waiting[0] <= struck:
            self._handle(self._detector.expire(stamp))
            if self._detector.deadline is None:
                self._let_waiting_act(struck)
        held = _Held(widget, event.clone())
        self._held.append(held)
        self._handle(self._feed(text, stamp, terminator, event.isAutoRepeat(), held))
        if self._detector.deadline is None:
            self._held.clear()  # a read or an end of one took the rest
        self._rearm(stamp)
        return True

    def _struck(self, event: QKeyEvent) -> int:
        """Return when a key was struck, on our own clock, as well as it can be known."""
        now = time.monotonic_ns()
        if not event.timestamp():
            return now
        stamp = event.timestamp() * _NS
        if self._quickest is None or not 0 <= now - stamp - self._quickest <= _LONGEST_WAIT_NS:
            self._quickest = now - stamp
        return stamp + self._quickest

    def _looks(self) -> None:
        """Let what waits act, unless keys are held: then it is looked at again when they are decided.

        The first time only what the system has queued meanwhile is let through.
        """
        if not self._looked:
            self._looked = True
            self._look.start()
        elif self._detector.deadline is None:
            self._let_waiting_act(time.monotonic_ns())

    def _let_waiting_act(self, until: int) -> None:
        """Run what waits when it came before `until`."""
        if self._waiting is not None and self._waiting[0] <= until:
            _, act = self._waiting
            self._waiting = None
            self._look.stop()
            reporting(act)

    def _hold_release(self, event: QKeyEvent) -> bool:
        """A release must not come before the press that is held."""
        for held in reversed(self._held):
            if held.release is None and held.press.key() == event.key():
                held.release = event.clone()
                return True
        return False

    def flush(self) -> None:
        """Let act what is held, at once."""
        self._timer.stop()
        self._handle(self._detector.flush())
        self._held.clear()
        self._decided()

    def stop(self) -> None:
        """Hold nothing any more; what was held is dropped. Before the filter is taken out."""
        self._timer.stop()
        self._look.stop()
        self._waiting = None
        self._held.clear()

    def _rearm(self, now: int) -> None:
        due = self._detector.deadline
        self._waited = False
        if due is None:
            self._timer.stop()
            self._decided()
        else:
            self._timer.start(max(1, (due - now) // _NS + 1))

    def _due(self) -> None:
        """Decide about held keys, but only when what the system has queued meanwhile was delivered.

        After the main thread was busy, the timer may be due before the rest of the burst has come out of the queue.
        """
        if not self._waited:
            self._waited = True
            self._timer.start(0)
            return
        due = self._detector.deadline
        if due is not None:
            self._handle(self._detector.expire(due))
            if self._detector.deadline is None:
                self._held.clear()
                self._decided()

    def _decided(self) -> None:
        """Nothing is held any more: have a look at what waits."""
        if self._waiting is not None:
            self._look.start()

    def _handle(self, events: tuple[object, ...]) -> None:
        for event in events:
            handles = self._sort(event)
            if handles is None:
                reporting(partial(self._deliver, event))
                continue
            for handle in handles:
                self._replay(handle)

    def _replay(self, handle: object) -> None:
        if not isinstance(handle, _Held):
            return
        if handle in self._held:
            self._held.remove(handle)
        self._send(handle, handle.press)
        if handle.release is not None:
            self._send(handle, handle.release)

    def _send(self, held: _Held, event: QKeyEvent) -> None:
        # Where the focus is now: an Enter before it may have moved on to the next field
        target = QApplication.focusWidget() or held.widget
        if not isValid(target):
            return
        self._replaying = True
        reporting(partial(QCoreApplication.sendEvent, target, event))
        self._replaying = False


def _overtakes(event: QKeyEvent) -> bool:
    """Tell whether a key may act as a shortcut: a function key, Esc, Ctrl with a letter; never a character or Enter."""
    text = event.text()
    if event.key() in _TERMINATORS:
        return False
    return not text or not (text.isprintable() or text in _DATA_CONTROLS)
