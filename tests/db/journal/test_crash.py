"""Invariant 1: what was shown as paid survives the death of the process at any moment."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from pos_client.db import sqlite
from pos_client.db.journal import verify
from sync.protocol import signing
from tests.db.journal.conftest import Opener

LIVES = 200


@pytest.mark.invariant(1)
@pytest.mark.skipif(sys.platform == "win32", reason="kills by signal")
def test_acknowledged_sales_survive_being_killed_at_random_moments(
    opened: Opener, folder: Path, tmp_path: Path
) -> None:
    key = tmp_path / "key.pem"
    signer = signing.create(key)
    command = [sys.executable, "-m", "tests.db.journal.crash_child", str(folder), str(key), str(LIVES), "20261122"]
    done = subprocess.run(command, check=False, capture_output=True, text=True, cwd=Path(__file__).parents[3])
    assert done.returncode == 0, done.stderr[-2000:]
    told = json.loads(done.stdout)
    assert len(told) == len(set(told)) > LIVES // 2
    journal = opened(signer=signer)
    assert not journal.state.clean
    report = verify(journal.path, public_key=signer.public_key, shifts=False)
    assert report.ok, report.problems
    raw = sqlite.connect(journal.path, mode="ro")
    kept = [row[0] for row in raw.execute("SELECT receipt_number FROM sale ORDER BY number")]
    printed = [row[0] for row in raw.execute("SELECT reference FROM print_job ORDER BY number")]
    raw.close()
    assert kept == [f"PL02-{number:06d}" for number in range(1, len(kept) + 1)]
    assert printed == kept
    assert set(told) <= set(kept)  # none that was told is lost
    assert len(kept) - len(told) <= LIVES  # and of each life at most the last was not told
    assert report.sales == len(kept)
