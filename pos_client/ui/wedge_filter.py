"""Keyboard wedges: every key of the program passes here before it acts, so that a burst is never taken for typing.

Keys and touches are seen where the system hands them in, at the window's handle: before shortcuts, before the focus
moves, and without being asked about every event of every widget. The detector (handed in by `pos_client.app`) decides;
keys that were typed are sent again, press and release, to their window, which gives them to what has the focus by then.
What is no key of a burst (function keys, Esc, a touch) lets held keys act first, so that nothing overtakes what was
typed before it. Nor does a scan from a port: `after_keys` puts it where its time is.
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
from PySide6.QtGui import QGuiApplication, QInputEvent, QKeyEvent, QMouseEvent, QTouchEvent, QWindow
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
_Input = QKeyEvent | QMouseEvent | QTouchEvent
_BY_A_PERSON = frozenset({QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.TouchBegin})


class Detector(Protocol):
    """What tells bursts from typing; see the scanner's wedge module for its rules."""

    @property
    def deadline(self) -> int | None: ...
    def expire(self, now: int) -> tuple[object, ...]: ...
    def flush(self) -> tuple[object, ...]: ...


class _Held(Struct, eq=False):
    """A key that waits: the window it came to, its press, and its release when that has come already."""

    window: QWindow
    press: QKeyEvent
    release: QKeyEvent | None = None


class WedgeFilter(QObject):
    """In front of every window that gets keys, from `start` to `stop`. Signal: `acted()` for each key, click and touch.

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
        self._application: QGuiApplication | None = None
        self._windows: list[QWindow] = []
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._due)
        # from a device's own clock to ours, by the event of its kind that came through quickest
        self._quickest: dict[type[QInputEvent], int] = {}
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

    def start(self, application: QGuiApplication) -> None:
        """Watch each window of `application` from when it first gets the keys."""
        self._application = application
        application.focusWindowChanged.connect(self._watch)
        application.applicationStateChanged.connect(self._state_changed)
        self._watch(application.focusWindow())

    def _watch(self, window: QWindow | None) -> None:
        self._windows = [known for known in self._windows if isValid(known)]
        if window is not None and window not in self._windows:
            self._windows.append(window)
            window.installEventFilter(self)

    def _state_changed(self, state: Qt.ApplicationState) -> None:
        if state is not Qt.ApplicationState.ApplicationActive and not self._replaying:
            self.flush()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        return isinstance(event, _Input) and isinstance(watched, QWindow) and self._filtered(watched, event)

    def _filtered(self, window: QWindow, event: _Input) -> bool:
        kind = event.type()
        if kind in _BY_A_PERSON:
            self.acted.emit()
        if self._replaying:
            return False
        if not isinstance(event, QKeyEvent):
            if kind in _BY_A_PERSON:
                self._let_act_before(event)
            return False
        if event.key() in _MODIFIERS:
            return False
        if kind == QEvent.Type.ShortcutOverride:
            # Only this comes before a shortcut acts: held digits must be in their field when F9 settles them.
            if _overtakes(event):
                self._let_act_before(event)
            return False
        if kind == QEvent.Type.KeyRelease:
            return self._hold_release(event)
        return kind == QEvent.Type.KeyPress and self._press(window, event)

    def _let_act_before(self, event: QInputEvent) -> None:
        """Let what is held act, and what waits and came before `event`: a key, click or touch that is not held."""
        self.flush()
        self._let_waiting_act(self._struck(event))

    def _press(self, window: QWindow, event: QKeyEvent) -> bool:
        text = event.text()
        terminator = event.key() in _TERMINATORS
        if not terminator and not text:
            self._let_act_before(event)
            return False
        stamp = event.timestamp() * _NS if event.timestamp() else time.monotonic_ns()
        struck = self._struck(event)
        if self._waiting is not None and self._waiting[0] <= struck:
            self._handle(self._detector.expire(stamp))
            if self._detector.deadline is None:
                self._let_waiting_act(struck)
        held = _Held(window, event.clone())
        self._held.append(held)
        self._handle(self._feed(text, stamp, terminator, event.isAutoRepeat(), held))
        if self._detector.deadline is None:
            self._held.clear()  # a read or an end of one took the rest
        self._rearm(stamp)
        return True

    def _struck(self, event: QInputEvent) -> int:
        """Return when a key was struck or a touch came, on our own clock, as well as it can be known."""
        now = time.monotonic_ns()
        if not event.timestamp():
            return now
        stamp = event.timestamp() * _NS
        quickest = self._quickest.get(type(event))
        if quickest is None or not 0 <= now - stamp - quickest <= _LONGEST_WAIT_NS:
            quickest = self._quickest[type(event)] = now - stamp
        return stamp + quickest

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
        """Watch no window and hold nothing any more; what was held is dropped."""
        if self._application is not None:
            self._application.focusWindowChanged.disconnect(self._watch)
            self._application.applicationStateChanged.disconnect(self._state_changed)
            self._application = None
        for window in self._windows:
            if isValid(window):
                window.removeEventFilter(self)
        self._windows.clear()
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
        # Where the keys go now: an Enter before it may have closed the window
        focused: QWindow | None = QGuiApplication.focusWindow()
        window = focused if focused is not None else held.window
        if not isValid(window):
            return
        self._replaying = True
        reporting(partial(QCoreApplication.sendEvent, window, event))
        self._replaying = False


def _overtakes(event: QKeyEvent) -> bool:
    """Tell whether a key may act as a shortcut: a function key, Esc, Ctrl with a letter; never a character or Enter."""
    text = event.text()
    if event.key() in _TERMINATORS:
        return False
    return not text or not (text.isprintable() or text in _DATA_CONTROLS)
