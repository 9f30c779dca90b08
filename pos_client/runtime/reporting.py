"""Errors of what must not stop the rest: reported as Qt's bindings report one that leaves a slot. Main thread."""

from __future__ import annotations

import sys
from collections.abc import Callable


def reporting(act: Callable[[], object]) -> None:
    """Run `act`; an error in it goes to `sys.excepthook`, and the caller goes on."""
    try:
        act()
    except Exception:  # noqa: BLE001 - reported, whatever it is
        sys.excepthook(*sys.exc_info())
