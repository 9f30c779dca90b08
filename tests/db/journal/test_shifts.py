from __future__ import annotations

import pytest

from pos_client.db.journal import verify
from tests.db.journal.conftest import Opener
from tests.db.journal.till_day import Day, ticking


@pytest.fixture
def day(opened: Opener) -> Day:
    clock = ticking()
    return Day(opened(clock=clock), clock)


def test_a_day(day: Day) -> None:
    day.whole_day()
    report = verify(day.journal.path)
    assert report.problems == ()
    assert len(report.shifts) == 2
