"""What makes the program start quickly, and what is put off until its first screen is shown. Main thread."""

from __future__ import annotations

import builtins
import gc

COLLECT_AFTER = (20_000, 20, 50)  # the collector's thresholds: the young generation is larger than one scan makes


def hurry() -> None:
    """Call before the screens are imported, and `settle_memory` once the first of them is shown.

    PySide reads the source of every module that is imported after it, to see whether it may use `__feature__`. Nothing
    here does, and it is a third of the start: imports go the plain way. What a start makes stays alive, so that looking
    for garbage among it finds none.
    """
    gc.disable()
    import PySide6.QtCore  # noqa: F401, PLC0415 - it wraps the import, and the commands without screens need no Qt

    builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)


def settle_memory() -> None:
    """Take what was loaded at the start out of the garbage collector's rounds; once a process, after the first screen.

    A full collection over everything the program holds takes longer than a frame, and would come in the middle of a
    scan.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(*COLLECT_AFTER)
    gc.enable()
