"""`omnitill verify`, `omnitill export` and `omnitill restore`, as a manager or an auditor types them."""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pos_client.app import cli, verifying
from pos_client.app.exporting import moment
from pos_client.db import journal as journal_package
from pos_client.db.journal import Journal, Problem
from sync.protocol.events import ExportedBody
from sync.protocol.signing import load_or_create
from tests.db.journal.facts import PREFIX
from tests.db.journal.forging import forge, nth
from tests.db.journal.till_day import Day, ticking

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A register's folder with two days in it, the second open."""
    clock = ticking()
    directory = tmp_path / "register"
    till = Journal.open(directory, load_or_create(directory / "register.key"), prefix=PREFIX, clock=clock)
    Day(till, clock).whole_day()
    till.close()
    return directory


@pytest.fixture
def run(folder: Path) -> Run:
    def run_it(*arguments: str | Path) -> tuple[int, str, str]:
        command = [sys.executable, "-m", "pos_client.app.cli", "--data", str(folder), *map(str, arguments)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=90, check=False)
        return done.returncode, done.stdout, done.stderr

    return run_it


def test_verify_says_what_each_shift_took(run: Run) -> None:
    code, said, _error = run("verify", "--shifts")
    assert code == 0
    first, second, last = said.splitlines()
    assert first.startswith(
        "Z 1  shift shift-1  2026-11-22 08:00 by maria  events 2-22  4 sales 32.02  3 returns 11.99"
    )
    assert first.endswith("expected in the drawer 230.06 PLN  over/short -0.05  in order")
    assert second.startswith("open  shift shift-13")
    assert last == "the journal is in order: 25 events, 5 sales, 1 closed shifts"
    assert run("verify")[1].splitlines() == [last]


def test_verify_says_where_it_breaks_and_what_that_means(run: Run, folder: Path) -> None:
    signer = load_or_create(folder / "register.key")
    path = folder / "journal.sqlite"
    forge(path, signer, lambda pages: nth(pages, "z_report").body["figures"].update(no_sales=0))
    code, said, _error = run("verify", "--shifts")
    assert code == 1
    problem, first, _second, last = said.splitlines()
    assert problem == (
        "event 22: z_differs: the Z does not say what its events sum to (no_sales 0 stated, 1 in the journal)"
    )
    assert first.endswith("NOT in order")
    assert last == verifying.SUSPICIOUS


def test_verify_knows_the_registers_own_key(run: Run, folder: Path) -> None:
    (folder / "register.key").unlink()
    assert run("verify")[0] == 0  # at an auditor's there is no key
    load_or_create(folder / "register.key")
    code, said, _error = run("verify")
    assert code == 1
    assert "the file: other_key: the journal is signed with another key than the register's" in said
    assert said.splitlines()[-1] == verifying.NOT_IN_ORDER


def test_a_receipt_proves_that_the_journal_was_not_cut(run: Run, folder: Path) -> None:
    till = Journal.open(folder, load_or_create(folder / "register.key"), prefix=PREFIX, clock=ticking())
    row = till.reader().last_sale()
    till.close()
    assert row is not None
    assert run("verify", "--anchor", f"{row.seq}:{row.short_hash}")[0] == 0
    code, said, _error = run("verify", "--anchor", f"99:{row.short_hash}", "--anchor", f"{row.seq}:00000000")
    assert code == 1
    assert "event 99: anchor_missing: the journal ends before an event that was printed" in said
    assert f"event {row.seq}: anchor_differs" in said
    assert run("verify", "--anchor", "99")[0] == 2


def test_export_copies_and_says_so_in_the_journal(run: Run, folder: Path, tmp_path: Path) -> None:
    code, said, error = run("export", tmp_path / "out", "--shift", "shift-1")
    assert (code, error) == (0, "")
    assert "events 2 to 22, 8 documents, 1 shifts; journalled as event 26" in said
    assert sorted(file.name for file in (tmp_path / "out").iterdir()) == [
        *("README.txt", "documents.csv", "events.jsonl", "shifts.csv")
    ]
    till = Journal.open(folder, load_or_create(folder / "register.key"), prefix=PREFIX, clock=ticking())
    ((_row, body),) = till.reader().events(types=("exported",))
    till.close()
    assert isinstance(body, ExportedBody)
    assert body.by.startswith("computer user ")
    code, _said, error = run("export", tmp_path / "out")
    assert code == 1
    assert "nothing was exported: exists" in error


def test_export_of_a_register_that_runs_is_left_to_its_screen(run: Run, folder: Path, tmp_path: Path) -> None:
    till = Journal.open(folder, load_or_create(folder / "register.key"), prefix=PREFIX, clock=ticking())
    code, _said, error = run("export", tmp_path / "out")
    till.close()
    assert code == 1
    assert "the register is open already" in error
    assert not (tmp_path / "out").exists()


def test_export_makes_neither_journal_nor_key(tmp_path: Path) -> None:
    assert cli.main(["--data", str(tmp_path / "none"), "export", str(tmp_path / "out")]) == 1
    assert {file.name for file in (tmp_path / "none").iterdir()} == {"omnitill.log"}


def test_restore_puts_a_copy_in_place_and_says_how_it_goes_on(run: Run, folder: Path, tmp_path: Path) -> None:
    assert run("backup", tmp_path / "copies")[0] == 0
    (copy,) = (tmp_path / "copies").iterdir()
    code, _said, error = run("restore", copy)
    assert code == 1
    assert "nothing was restored: newer_here" in error
    for part in folder.glob("journal.sqlite*"):
        part.unlink()
    code, said, error = run("restore", copy)
    assert (code, error) == (0, "")
    first, second = said.splitlines()
    assert first.endswith("journal.sqlite: restored up to event 25 of epoch 1")
    assert second.startswith(f"receipts are numbered {PREFIX}-")
    assert run("verify")[1] == "the journal is in order: 26 events, 5 sales, 1 closed shifts\n"
    (folder / "register.key").rename(tmp_path / "old.key")
    code, said, _error = run("restore", copy, "--force")
    assert code == 0
    assert "what was there is kept as" in said
    assert "another signing key" in said


def test_what_is_wrong_in_an_older_epoch_is_said_with_it() -> None:
    assert verifying.words(Problem("hash_differs", 7, "", 3)).startswith(
        "event 7 of epoch 3: hash_differs: the event was changed"
    )
    assert verifying.words(Problem("previous_differs", 1)).startswith("event 1: previous_differs: the copy")


def test_moments_are_dates_or_times_of_the_computer() -> None:
    assert moment("2026-11-22T08:00:00+00:00") == datetime(2026, 11, 22, 8, tzinfo=UTC)
    assert moment("2026-11-22").tzinfo is not None
    with pytest.raises(argparse.ArgumentTypeError):
        moment("yesterday")


def test_every_problem_has_its_meaning() -> None:
    """The codes that the check may find, read from its own text: none is left without words, and none is invented."""
    source = "".join(file.read_text() for file in Path(str(journal_package.__file__)).parent.glob("*.py"))
    codes = set(re.findall(r'(?:found\(|Problem\(|code(?:, statement)? = |STRAY_\w+, )"([a-z_]+)"', source))
    codes |= {f"{kind}_{what}" for kind in "xz" for what in ("head_differs", "differs")}
    known = verifying.DAMAGE.keys() | verifying.STORY.keys()
    assert len(codes) > 30
    assert codes <= known
    assert not verifying.DAMAGE.keys() & verifying.STORY.keys()
