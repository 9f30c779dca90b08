"""The log of a replica's file: commits leave it to grow, a pause folds it away, and nothing is lost by it."""

from __future__ import annotations

import shutil
import subprocess
from contextlib import closing
from pathlib import Path

import pytest

from pos_client.db.replica import create_empty
from pos_client.db.replica.files import LIVE_NAME, MOST_LOG_BYTES, ReplicaFile
from pos_client.db.replica.port import FOLD_FROM, WrittenReplica
from tests.db.replica.chain import LIVE, STORE
from tests.db.replica.told import FEEDS, STORE_FEED, ToldFeed

FEED = STORE_FEED
ROWS = 2 * FOLD_FROM


def follow(port: WrittenReplica) -> ToldFeed:
    """A feed that stands at its first row; what its state read left behind is swept away, and no log is long."""
    feed = ToldFeed(FEED)
    write(feed, 1, 10)
    page = feed.page("", 100)
    port.apply_state(page, first=page)
    for _ in range(20):
        port.check_some(FEED)
    return feed


def write(feed: ToldFeed, rows: int, size: int, letter: str = "a") -> int:
    """Change so many rows of so many bytes; returns where the feed stood before."""
    before = feed.position
    for number in range(rows):
        feed.write(f"note/{number:05}", b'"%s"' % (letter.encode() * size))
    return before


def log_of(directory: Path) -> Path:
    return directory / f"{LIVE_NAME}-wal"


def alone(directory: Path, folder: Path) -> int:
    """How many notes the file itself holds, without its log."""
    folder.mkdir()
    copied = shutil.copy(directory / LIVE_NAME, folder / LIVE_NAME)
    file = ReplicaFile(Path(copied))
    try:
        found = file.row("SELECT count(*) FROM rows WHERE key LIKE 'note/%'")
        return int(found[0]) if found else 0
    finally:
        file.close()


def held(directory: Path) -> int:
    file = ReplicaFile(directory / LIVE_NAME)
    try:
        found = file.row("SELECT count(*) FROM rows r JOIN feeds f USING (number) WHERE key LIKE 'note/%'")
        return int(found[0]) if found else 0
    finally:
        file.close()


def test_a_commit_leaves_the_log_and_a_pause_folds_it_away(
    port: WrittenReplica, directory: Path, tmp_path: Path
) -> None:
    feed = follow(port)
    before = write(feed, ROWS, 5_000)
    assert port.apply(feed.delta(before)).rows == ROWS
    assert log_of(directory).stat().st_size > 4_000_000  # SQLite by itself would have folded it in by now
    assert alone(directory, tmp_path / "1") == 1
    assert port.check_some(FEED) == ()
    assert alone(directory, tmp_path / "2") == ROWS == held(directory)


def test_a_short_log_stays(port: WrittenReplica, directory: Path, tmp_path: Path) -> None:
    feed = follow(port)
    assert port.apply(feed.delta(write(feed, 5, 10))).rows == 5
    port.check_some(FEED)
    assert alone(directory, tmp_path / "1") == 1
    assert held(directory) == 5


def test_a_long_log_waits_for_no_pause_and_is_cut_back(port: WrittenReplica, directory: Path, tmp_path: Path) -> None:
    feed = follow(port)
    before = write(feed, 200, MOST_LOG_BYTES // 150)
    assert port.apply(feed.delta(before)).rows == 200
    assert alone(directory, tmp_path / "1") == 200
    assert log_of(directory).stat().st_size > MOST_LOG_BYTES
    assert port.apply(feed.delta(write(feed, 3, 10, "b"))).rows == 3  # begins the log anew
    assert log_of(directory).stat().st_size <= MOST_LOG_BYTES // 4
    assert held(directory) == 200


def test_what_a_reader_needs_of_it_stays_until_it_is_done(
    port: WrittenReplica, directory: Path, tmp_path: Path
) -> None:
    feed = follow(port)
    reader = ReplicaFile(directory / LIVE_NAME)
    try:
        with reader.together():
            assert reader.row("SELECT count(*) FROM rows") is not None
            port.apply(feed.delta(write(feed, ROWS, 100)))
            port.check_some(FEED)
            assert reader.row("SELECT count(*) FROM rows WHERE key > 'note/00000'") == (0,)
            assert alone(directory, tmp_path / "1") == 1
        port.check_some(FEED)
        assert alone(directory, tmp_path / "2") == ROWS
    finally:
        reader.close()


def test_a_full_disk_puts_it_off(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=32m", "tmpfs", str(disk)], check=False).returncode:
        pytest.skip("only root may mount a small disk")
    try:
        folder = disk / "replica"
        create_empty(folder, LIVE.register, STORE, FEEDS)
        with closing(WrittenReplica(folder, FEEDS)) as port:
            feed = follow(port)
            port.apply(feed.delta(write(feed, ROWS, 5_000)))
            ballast = disk / "ballast"
            ballast.write_bytes(bytes(shutil.disk_usage(disk).free - 100_000))
            port.check_some(FEED)
            assert "not folded away" in caplog.text
            assert held(folder) == ROWS
            ballast.unlink()
            port.check_some(FEED)
            assert alone(folder, tmp_path / "1") == ROWS
    finally:
        subprocess.run(["umount", str(disk)], check=True)
