"""How the sync process gives way to the till: a sale never waits for work that has time.

Three things have to come together on Linux. A higher nice value, which counts only against processes of the same
session where the kernel gives each session its own share (autogroups), so the till starts this one in its own session.
No pre-empting on waking (SCHED_BATCH): each rest between two slices would otherwise end at the till's cost. And long
turns (`sched_setattr`, Linux 6.12 or newer): the scheduler lets whoever asks for shorter ones cut in at once, where it
else may finish its turn of some milliseconds whatever its nice value.
"""

from __future__ import annotations

import ctypes
import logging
import os
import platform
import struct
import sys
from typing import Final

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
    if sys.platform == "linux" and os.sched_getscheduler(0) == os.SCHED_OTHER:
        _take_long_turns()


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
