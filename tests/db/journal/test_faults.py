"""Disks that fail, fill up or refuse: clear codes, one outcome, and selling goes on once the disk does."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pos_client.db import sqlite
from pos_client.db.journal import BackupError, JournalDamagedError, JournalOpenError, JournalWriteError, Outcome, verify
from sync.protocol import signing
from tests.db.journal.conftest import Opener
from tests.db.journal.facts import SHIFT, sell
from tests.support import disks

ROOT = Path(__file__).parents[3]
STRACE = shutil.which("strace")
linux = pytest.mark.skipif(sys.platform != "linux", reason="strace, mounts and limits of Linux")


def run_child(folder: Path, key: Path, *, attempts: int, limit: int = 0, inject: str = "") -> dict[str, Any]:
    tracer = [str(STRACE), "-f", "-qq", "-o", os.devnull, "-e", f"inject={inject}"] if inject else []
    command = [sys.executable, "-m", "tests.db.journal.fault_child", str(folder), str(key), str(attempts), str(limit)]
    done = subprocess.run([*tracer, *command], check=False, capture_output=True, text=True, cwd=ROOT)
    assert done.returncode == 0, done.stderr[-3000:]
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def check_outcomes(opened: Opener, folder: Path, key: Path, found: dict[str, Any]) -> set[str]:
    """Every attempt is there exactly when it was told to be; returns the codes that were told.

    Injections count a thread's own calls: opening makes 3 syncs and 15 writes, so that higher counts meet sales alone.
    """
    journal = opened(signer=signing.load(key))
    report = verify(journal.path, shifts=False)
    assert report.ok, report.problems
    raw = sqlite.connect(folder / "journal.sqlite", mode="ro")
    kept = [row[0] for row in raw.execute("SELECT sale_id FROM sale")]
    raw.close()
    assert len(kept) == len(set(kept))
    for number, (told, _code) in found["told"].items():
        outcome = found["settled"].get(number, told)
        if outcome != Outcome.UNKNOWN:
            assert (f"attempt-{number}" in kept) == (outcome == Outcome.COMMITTED), (number, outcome)
    journal.submit(sell()).result()
    return {code for _outcome, code in found["told"].values() if code}


@linux
@pytest.mark.skipif(STRACE is None, reason="strace is not installed")
@pytest.mark.invariant(1)
@pytest.mark.parametrize(
    ("inject", "code"),
    [
        ("fsync:error=EIO:when=5", "io_error"),
        ("fsync:error=EIO:when=5..8", "io_error"),
        ("fsync:error=EIO:when=4..12", "io_error"),
        ("fsync:error=EIO:when=5+", "io_error"),
        ("fsync:error=ENOSPC:when=6..9", "io_error"),
        ("pwrite64:error=EIO:when=40", "io_error"),
        ("pwrite64:error=EIO:when=47..90", "io_error"),
        ("pwrite64:error=ENOSPC:when=53..99", "disk_full"),
        ("pwrite64:error=ENOSPC:when=60+", "disk_full"),
    ],
)
def test_a_failing_disk_leaves_one_outcome(
    opened: Opener, folder: Path, tmp_path: Path, inject: str, code: str
) -> None:
    key = tmp_path / "key.pem"
    signing.create(key)
    opened(signer=signing.load(key)).close()  # the journal exists: the faults meet sales, not its creation
    found = run_child(folder, key, attempts=6, inject=inject)
    assert code in check_outcomes(opened, folder, key, found)
    if not inject.endswith("+"):
        assert Outcome.UNKNOWN not in found["settled"].values()


@linux
@pytest.mark.invariant(1)
def test_a_file_that_may_not_grow_is_a_clear_error(opened: Opener, folder: Path, tmp_path: Path) -> None:
    key = tmp_path / "key.pem"
    signing.create(key)
    opened(signer=signing.load(key)).close()
    limit = (folder / "journal.sqlite").stat().st_size + 60_000
    found = run_child(folder, key, attempts=40, limit=limit)
    assert "committed" in {outcome for outcome, _code in found["told"].values()}
    assert check_outcomes(opened, folder, key, found) <= {"disk_full", "io_error"} != set()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 1 MiB, where the test may mount one."""
    with disks.small_disk(tmp_path / "small", "1m") as place:
        yield place


@pytest.mark.invariant(1)
def test_a_full_disk_refuses_clearly_and_sells_again_when_freed(opened: Opener, small_disk: Path) -> None:
    journal = opened(small_disk / "journal", idle_seconds=0.05)
    journal.submit(sell()).result()
    filler = disks.fill(small_disk)
    sold = 1
    while (error := journal.submit(sell()).exception()) is None:
        sold += 1  # the log has room left in its last extent
    assert isinstance(error, JournalWriteError)
    assert (error.code, error.outcome) == ("disk_full", Outcome.NOT_COMMITTED)
    assert journal.reader().sales_of_shift(SHIFT)[0] == sold
    filler.unlink()
    assert journal.submit(sell()).result()[0] == f"PL02-{sold + 1:06d}"
    assert journal.trouble == ""
    assert verify(journal.path, shifts=False).ok


def test_a_full_disk_for_the_copies_is_said(opened: Opener, small_disk: Path, tmp_path: Path) -> None:
    journal = opened(tmp_path / "journal")
    journal.submit(sell()).result()
    disks.fill(small_disk)
    with pytest.raises(BackupError) as caught:
        journal.backup(small_disk)
    assert caught.value.code == "disk_full"
    assert [path.name for path in small_disk.iterdir()] == ["filler"]


def test_a_full_disk_is_said_at_opening(opened: Opener, small_disk: Path) -> None:
    opened(small_disk / "old").close()
    disks.fill(small_disk)
    for name in ("new", "old"):
        with pytest.raises(JournalOpenError) as caught:
            opened(small_disk / name)
        assert caught.value.code == "disk_full"


def test_a_read_only_disk_is_said_at_opening(opened: Opener, small_disk: Path) -> None:
    opened(small_disk / "old").close()
    disks.write_protect(small_disk)
    for name in ("new", "old"):
        with pytest.raises(JournalOpenError) as caught:
            opened(small_disk / name)
        assert caught.value.code == "read_only"


@linux
@pytest.mark.skipif(sys.platform != "linux" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_directory_without_the_right_to_write_is_said(opened: Opener, folder: Path) -> None:
    opened().close()
    folder.chmod(0o500)
    (folder / "journal.lock").chmod(0o400)
    with pytest.raises(JournalOpenError) as caught:
        opened()
    assert caught.value.code == "read_only"
    folder.chmod(0o700)


def _crashed(opened: Opener, folder: Path, place: Path) -> Path:
    """A journal as a power cut leaves it: nothing closed."""
    journal = opened(idle_seconds=0.01)
    for _ in range(20):
        journal.submit(sell()).result()
    shutil.copytree(folder, place)
    return place / "journal.sqlite"


def test_a_torn_tail_of_the_log_costs_only_what_was_not_committed(opened: Opener, folder: Path, tmp_path: Path) -> None:
    journal = opened(idle_seconds=60)
    for _ in range(20):
        journal.submit(sell()).result()
    path = tmp_path / "crashed" / "journal.sqlite"
    shutil.copytree(folder, path.parent)
    log = path.with_name("journal.sqlite-wal")
    with log.open("r+b") as file:
        file.truncate(log.stat().st_size - 3_000)
    again = opened(path.parent)
    assert not again.state.clean
    assert again.reader().sales_of_shift(SHIFT)[0] == 19
    assert again.submit(sell()).result()[0] == "PL02-000020"
    assert verify(path, shifts=False).ok


def test_a_damaged_file_is_reported_and_left_as_it_is(opened: Opener, folder: Path, tmp_path: Path) -> None:
    opened().close()
    journal = opened()
    for _ in range(100):
        journal.submit(sell()).result()
    journal.close()
    whole = (folder / "journal.sqlite").read_bytes()
    middle = len(whole) // 4096 // 2 * 4096
    cases = {
        "not_a_database": b"garbage!" * 2048,
        "truncated": whole[:middle],
        "corrupt": whole[:middle] + b"\xee" * 8192 + whole[middle + 8192 :],
        "missing": None,
    }
    for code, data in cases.items():
        place = tmp_path / code
        shutil.copytree(folder, place)
        path = place / "journal.sqlite"
        if data is None:
            path.unlink()
        else:
            path.write_bytes(data)
        if code == "corrupt":
            _mark_unclean(path)
        before = path.read_bytes() if path.exists() else None
        with pytest.raises(JournalDamagedError) as caught:
            opened(place)
        assert caught.value.code == code, caught.value
        assert (path.read_bytes() if path.exists() else None) == before


def test_damage_in_the_log_is_left_as_it_is_too(opened: Opener, folder: Path, tmp_path: Path) -> None:
    journal = opened(idle_seconds=60)
    journal.submit(sell()).result()
    raw = sqlite.connect(journal.path, mode="rw", pragmas=sqlite.WRITER_PRAGMAS)
    raw.execute("UPDATE head SET receipts = 7")
    place = tmp_path / "crashed"
    shutil.copytree(folder, place)
    raw.close()
    names = ("journal.sqlite", "journal.sqlite-wal")
    before = [(place / name).read_bytes() for name in names]
    assert before[1]
    with pytest.raises(JournalDamagedError, match="receipt_counter_differs"):
        opened(place)
    assert [(place / name).read_bytes() for name in names] == before


def _mark_unclean(path: Path) -> None:
    raw = sqlite.connect(path, mode="rw")
    raw.execute("INSERT INTO value VALUES ('journal.running', x'31')")
    raw.close()


def test_damage_that_shows_while_selling_stops_the_journal(opened: Opener, folder: Path, tmp_path: Path) -> None:
    path = _crashed(opened, folder, tmp_path / "other")
    journal = opened(path.parent, idle_seconds=0.01)
    journal.submit(sell()).result()
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xee" * (path.stat().st_size - 4096))
    error = None
    for _ in range(200):
        error = journal.submit(sell()).exception()
        if error is not None:
            break
    if error is not None:
        assert isinstance(error, JournalDamagedError)
        assert isinstance(journal.submit(sell()).exception(), JournalDamagedError)
    assert not verify(path, shifts=False).ok
