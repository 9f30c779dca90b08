"""Programs in a Python of their own, for what only a fresh process shows: what is loaded, what an exception ends."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def run_python(code: str, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run `code` from the project's folder and return what it said and how it ended."""
    command = [sys.executable, "-c", code, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, timeout=90, check=False, cwd=ROOT)
