"""An error that nobody caught: in the log with its cause, told on screen, and the till goes on."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.support.demo import copy_demo

ROOT = Path(__file__).resolve().parents[3]


def test_errors_in_slots_and_threads_reach_log_and_screen(tmp_path: Path) -> None:
    copy_demo(tmp_path / "replica")
    ran = subprocess.run(
        [sys.executable, "-m", "tests.unit.app.faulty_child", "--data", str(tmp_path), "--window"],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )
    assert ran.returncode == 0, ran.stderr
    told = ran.stdout.splitlines()
    assert len(told) == 2
    assert told[0] == told[1] != ""
    log = (tmp_path / "omnitill.log").read_text(encoding="utf-8")
    assert "in MainThread" in log
    assert "LookupError: planted in a slot" in log
    assert "in faulty" in log
    assert "ArithmeticError: planted in a thread" in log
    assert "planted in a slot" in ran.stderr  # still for whoever started it from a terminal
