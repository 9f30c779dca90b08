"""The processors that this program was given at its start, whatever its threads are kept to later. No Qt."""

from __future__ import annotations

import os
import sys
from typing import Final

USABLE: Final[frozenset[int]] = frozenset(os.sched_getaffinity(0) if sys.platform == "linux" else ())
"""Their numbers on Linux; elsewhere none, as nothing is kept to any there."""
