from __future__ import annotations

import shutil
import stat
import sys
import threading
from pathlib import Path

import pytest

from pos_client.db import sqlite
from pos_client.db.journal import BackupError, backups, restore_check
from sync.protocol.signing import Signer
from tests.db.journal.conftest import Opener
from tests.db.journal.facts import SHIFT, sell


def test_a_copy_is_whole_verified_and_can_take_the_journals_place(
    opened: Opener, folder: Path, tmp_path: Path, signer: Signer
) -> None:
    journal = opened()
    for _ in range(5):
        journal.submit(sell()).result()
    made = journal.backup(tmp_path / "copies")
    assert (made.seq, made.hash) == (journal.reader().head().seq, journal.reader().head().hash)
    if sys.platform != "win32":
        assert stat.S_IMODE(made.path.stat().st_mode) == 0o600
    assert [entry.name for entry in made.path.parent.iterdir()] == ["journal-1-6.sqlite"]
    report = restore_check(made.path, public_key=signer.public_key)
    assert report.ok, report.problems
    assert report.sales == 5
    journal.close()
    shutil.rmtree(folder)
    folder.mkdir()
    shutil.copy(made.path, folder / "journal.sqlite")
    again = opened()
    assert not again.state.clean  # it was taken while selling: it is checked before it sells on
    assert again.submit(sell()).result()[0] == "PL02-000006"


def test_copies_are_taken_while_selling_and_the_newest_kept(opened: Opener, tmp_path: Path) -> None:
    journal = opened(idle_seconds=0.01)
    stop = threading.Event()

    def till() -> None:
        while not stop.is_set():
            journal.submit(sell(lines=2)).result()

    thread = threading.Thread(target=till)
    thread.start()
    try:
        seqs = []
        for _ in range(4):
            before = journal.reader().sales_of_shift(SHIFT)[0]
            seqs.append(journal.backup(tmp_path / "copies", keep=2).seq)
            while journal.reader().sales_of_shift(SHIFT)[0] == before:
                pass  # pytest's own timeout bounds this
    finally:
        stop.set()
        thread.join()
    assert seqs == sorted(set(seqs))
    kept = backups(tmp_path / "copies")
    assert [path.name for path in kept] == [f"journal-1-{seq}.sqlite" for seq in (seqs[3], seqs[2])]
    assert all(restore_check(path).ok for path in kept)


def test_a_journal_that_does_not_verify_is_not_kept_as_a_copy(opened: Opener, tmp_path: Path) -> None:
    journal = opened()
    journal.submit(sell()).result()
    good = journal.backup(tmp_path / "copies")
    raw = sqlite.connect(journal.path, mode="rw")
    raw.execute("UPDATE head SET receipts = 7")
    raw.close()
    with pytest.raises(BackupError) as caught:
        journal.backup(tmp_path / "copies", keep=1)
    assert caught.value.code == "not_verified"
    assert list((tmp_path / "copies").iterdir()) == [good.path]  # nothing left over, the good one not pushed out


def test_a_place_that_cannot_take_a_copy_is_said(opened: Opener, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(BackupError) as caught:
        opened().backup(tmp_path / "file" / "copies")
    assert caught.value.code == "cannot_open"


def test_a_copy_that_was_changed_does_not_pass(opened: Opener, tmp_path: Path) -> None:
    journal = opened()
    for _ in range(30):
        journal.submit(sell()).result()
    path = journal.backup(tmp_path / "copies").path
    whole = path.read_bytes()
    data = whole.replace(b'"cashier_name":"Maria K.","change"', b'"cashier_name":"Mario K.","change"')
    assert data != whole
    path.write_bytes(data)
    assert {problem.code for problem in restore_check(path).problems} & {"hash_differs"}
    path.write_bytes(data[: len(data) // 2])
    assert not restore_check(path).ok
