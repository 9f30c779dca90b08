"""Drives an engine on the real network: a thread a lane, wake-ups, and one that tells how all stands."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from typing import Final

import msgspec

from sync.engine.engine import Engine
from sync.engine.http import Http, NoAnswerError
from sync.engine.status import SyncState
from sync.engine.steps import NEVER, Lane, Now, Sleep
from sync.engine.trouble import Kind, Trouble

TELL_EVERY: Final = 0.2
"""Seconds between two words on how all stands, at least."""
TELL_AT_LEAST: Final = 30.0
"""Seconds after which it is told again though nothing changed: it is a sign of life."""
AFTER_A_FAULT: Final = 30.0
LONGEST_SLEEP: Final = 3_600.0
_OFFSET_STEP: Final = 100_000  # µs: a smaller drift is not worth telling
_log = logging.getLogger(__name__)


def read_clocks() -> Now:
    """Return this machine's clocks; the steady one goes on while it sleeps, where the system has such a clock."""
    boot = getattr(time, "CLOCK_BOOTTIME", None)
    steady = time.monotonic() if boot is None else time.clock_gettime(boot)
    return Now(steady, time.time_ns() // 1_000)


class Driver:
    """Runs an engine's lanes between `start` and `stop`. `on_state` is called on its own thread."""

    def __init__(
        self, engine: Engine, http: Http, on_state: Callable[[SyncState], None], clocks: Callable[[], Now] = read_clocks
    ) -> None:
        self._engine = engine
        self._http = http
        self._on_state = on_state
        self._clocks = clocks
        self._stopping = threading.Event()
        self._moved = threading.Event()
        self._woken = {lane.name: threading.Event() for lane in engine.lanes}
        self._threads = [
            threading.Thread(target=self._run, args=(lane,), name=f"sync-{lane.name}", daemon=True)
            for lane in engine.lanes
        ]
        self._threads.append(threading.Thread(target=self._tell, name="sync-state", daemon=True))
        engine.core.on_wake = self.wake

    def start(self) -> None:
        """Start the threads."""
        for thread in self._threads:
            thread.start()

    def wake(self, lane: str) -> None:
        """Have a lane look at once. Any thread."""
        self._woken[lane].set()

    def stop(self, timeout: float = 15.0) -> bool:
        """End the threads, cutting requests under way; False when one did not end in time."""
        self._stopping.set()
        self._http.cut()
        for event in (*self._woken.values(), self._moved):
            event.set()
        deadline = time.monotonic() + timeout
        for thread in self._threads:
            thread.join(max(0.0, deadline - time.monotonic()))
        self._engine.ask.give_up()
        if any(thread.is_alive() for thread in self._threads):
            return False
        self._http.close()
        return True

    def _run(self, lane: Lane) -> None:
        woken = self._woken[lane.name]
        while not self._stopping.is_set():
            woken.clear()
            try:
                pause = self._step(lane)
            except Exception as error:  # noqa: BLE001 - a fault of ours parks this lane alone, visibly, and for a while
                _log.exception("%s: a fault", lane.name)
                trouble = Trouble(Kind.BUG, "internal_error", f"{type(error).__name__}: {error}"[:200])
                self._engine.core.note_trouble(lane.name, self._clocks(), trouble)
                pause = AFTER_A_FAULT
            self._moved.set()
            if pause > 0:
                woken.wait(min(pause, LONGEST_SLEEP))

    def _step(self, lane: Lane) -> float:
        """Do one thing; returns how many seconds to sleep then."""
        now = self._clocks()
        step = lane.next(now)
        if isinstance(step, Sleep):
            return LONGEST_SLEEP if step.until == NEVER else step.until - now.steady
        self._moved.set()
        try:
            response = self._http.send(step.request, step.timeout)
        except NoAnswerError as error:
            if not self._stopping.is_set():
                _log.info("%s: %s", lane.name, error)
                lane.failed(self._clocks(), error.code)
        else:
            lane.answered(self._clocks(), response)
        return 0.0

    def _tell(self) -> None:
        told: SyncState | None = None
        while not self._stopping.is_set():
            is_moved = self._moved.wait(TELL_AT_LEAST)
            self._moved.clear()
            state = self._engine.core.state(self._clocks())
            if told is None or not is_moved or _differ(told, state):
                told = state
                self._on_state(state)
            self._stopping.wait(TELL_EVERY)


def _differ(told: SyncState, state: SyncState) -> bool:
    if abs(told.offset - state.offset) >= _OFFSET_STEP:
        return True
    return told != msgspec.structs.replace(state, offset=told.offset)
