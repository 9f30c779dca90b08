"""How the sync process and the till keep out of each other's way: a sale never waits for work that has time.

Three things make the process count for less on Linux. A higher nice value, which counts only against processes of the
same session where the kernel gives each session its own share (autogroups), so the till starts this one in its own
session. No pre-empting on waking (SCHED_BATCH): each rest between two slices would otherwise end at the till's cost.
And long turns (`sched_setattr`, Linux 6.12 or newer): the scheduler lets whoever asks for shorter ones cut in at once,
where it else may finish its turn of some milliseconds whatever its nice value.

And each keeps to its own processors. A commit is handed from the till's main thread to the journal's and back; a
scheduler that wakes either where the process works makes it cut in there, which costs more than the commit's own work
(p99 of a commit beside a busy process: 1.5 to 2.7 times that of an idle till, 0.9 to 1.0 when they are kept apart). So
the process stays on the last processor that it may use and those two threads off it; whatever else the till runs goes
anywhere.
"""

from __future__ import annotations

import ctypes
import logging
import os
import platform
import struct
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Final

from pos_client.runtime.processors import USABLE

NICE: Final = 10
"""How much less this process counts than the till."""
TURN: Final = 100_000_000
"""Nanoseconds of a turn, the longest that the kernel takes."""
_ATTRIBUTES: Final = "=IIQiIQQQ"  # size, policy, flags, nice, priority, runtime, deadline, period
_SET: Final = {"x86_64": 314, "aarch64": 274}  # numbers of the system call
_log = logging.getLogger(__name__)


def give_way() -> None:
    """Lower this process for good; call it before it starts threads. What the system does not grant is left out."""
    if sys.platform == "win32":
        return  # there the till starts it below itself
    os.nice(NICE)
    if sys.platform == "linux":
        _move({0}, _shares()[1])
        if os.sched_getscheduler(0) == os.SCHED_OTHER:
            _take_long_turns()


@contextmanager
def kept_apart(threads: Iterable[int]) -> Iterator[None]:
    """Keep these threads of the till, by their native ids, off the processor of the sync process while this lasts.

    The thread that enters may run anywhere from now on, and so may what it starts, be it the process: it is itself
    started by one of `threads`, perhaps while another line is still open, and begins where that one may run.
    """
    if sys.platform != "linux":
        yield
        return
    _move({0}, USABLE)
    _move(threads, _shares()[0])
    try:
        yield
    finally:
        _move(threads, USABLE)


def _shares() -> tuple[frozenset[int], frozenset[int]]:
    """The processors of the till's two threads and those of the process; of a single one each gets it."""
    last = frozenset({max(USABLE)})
    return USABLE - last or USABLE, last


def _move(threads: Iterable[int], processors: frozenset[int]) -> None:
    for thread in threads:
        try:
            os.sched_setaffinity(thread, processors)
        except ProcessLookupError:
            _log.debug("thread %d has ended", thread)
        except OSError as error:
            _log.warning("thread %d stays where it may run: %s", thread, error)


def _take_long_turns() -> None:
    number = _SET.get(platform.machine()) if sys.maxsize > 2**32 else None
    if number is None:
        return
    wanted = struct.pack(
        _ATTRIBUTES,
        struct.calcsize(_ATTRIBUTES),
        os.SCHED_BATCH,
        0,
        os.getpriority(os.PRIO_PROCESS, 0),
        0,
        TURN,  # a kernel that knows no such wish overlooks it
        0,
        0,
    )
    if ctypes.CDLL(None, use_errno=True).syscall(number, 0, wanted, 0) != 0:
        _log.warning("the scheduler was not told to let the till cut in: %s", os.strerror(ctypes.get_errno()))
