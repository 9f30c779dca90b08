"""A centre whose disk went back by itself: nobody said so, no command ran, and the registers stayed up meanwhile."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.support.lined_register import PATIENCE, Lined, asked, totals
from tests.support.running_centre import Centre
from tests.support.waiting import wait_until
from tests.sync.process.test_line import SALE


def keep_disk(centre: Centre, folder: Path) -> None:
    """A snapshot of the stopped centre's whole folder: database, authority and files."""
    centre.stop()
    centre.database.close()
    shutil.copytree(centre.directory.parent, folder)
    centre.start()


def roll_back(centre: Centre, folder: Path) -> None:
    """The snapshot comes back in the place of the disk, and the machine starts what it starts."""
    centre.stop()
    centre.database.close()
    shutil.rmtree(centre.directory.parent)
    shutil.copytree(folder, centre.directory.parent)
    centre.start()


def events(centre: Centre) -> int:
    return int(asked(centre, "SELECT count(*) FROM event")[0][0])


@pytest.mark.invariant(3)
@pytest.mark.parametrize("sales", [3, 0], ids=["sales", "nothing that any feed tells of"])
def test_what_a_rolled_back_centre_lost_comes_again_by_itself(
    tmp_path: Path, centre: Centre, register: Lined, sales: int
) -> None:
    """From a register that is quiet since, without an operator's word; and the loss is told."""
    register.wait_pushed()
    keep_disk(centre, tmp_path / "snapshot")
    register.sell(sales, register.open_shift())
    register.wait_pushed()
    held = events(centre)
    roll_back(centre, tmp_path / "snapshot")
    assert events(centre) < held
    assert register.link is not None
    register.link.wake()
    wait_until(lambda: events(centre) >= held, f"what was lost is held again: {register.state}", PATIENCE)
    register.wait_pushed()
    assert totals(centre) == (sales, sales * SALE)
    assert asked(centre, "SELECT count(*) FROM quarantine") == [(0,)]
    kinds = asked(centre, "SELECT kind FROM journal_alarm WHERE closed_at = '' AND kind = 'centre_restored'")
    assert kinds == [("centre_restored",)]
    assert [row.type for row, _body in register.journal.reader().events(types=("task",))] == ["task"]
