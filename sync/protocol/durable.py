"""Making what was written last through a loss of power. Any thread; blocks for the disk."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def sync_directory(directory: Path) -> None:
    """Make what was created, renamed or removed in `directory` durable. A no-op where directories cannot be synced."""
    if sys.platform == "win32":
        return
    handle = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
