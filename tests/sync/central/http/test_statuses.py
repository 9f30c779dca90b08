"""What registers tell of themselves is written at once when it is news; figures that always change, now and then."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest

from sync.central.api import Api
from sync.central.db import Database
from sync.central.identity import Authority
from sync.central.registers.tables import register_status
from sync.protocol import wire
from sync.protocol.base import instant
from sync.protocol.messages import Cursor, PullRequest, RegisterStatus, WaitRequest
from tests.support.centre import START, Centre, furnish

FIRST = RegisterStatus(version="1.2", waiting=1, journal="ok")


class Told:
    """A register that tells its status, and what is written of it."""

    def __init__(self, database: Database, folder: Path) -> None:
        authority = Authority.create(folder / "authority", "Nordwind", START)
        database.write(furnish)
        self.centre = Centre(database, authority)
        self.computer = self.centre.register()
        self.now = START
        self.api = Api(database, authority, folder, lambda: self.now)

    def pull(self, status: RegisterStatus | None) -> None:
        self.now += timedelta(seconds=1)
        request = PullRequest(cursors=(Cursor(feed="stock:s1", generation=1),), status=status)
        answer = self.api.handle(self.computer.signed(wire.PULL, self.now, msgspec.json.encode(request)))
        assert answer.status == 200

    def wait(self, status: RegisterStatus) -> None:
        self.now += timedelta(seconds=1)
        request = WaitRequest(cursors=(Cursor(feed="stock:s1", generation=1),), seconds=25, status=status)
        self.api.open_wait(self.computer.signed(wire.WAIT, self.now, msgspec.json.encode(request)))

    def row(self) -> dict[str, Any]:
        (found,) = self.centre.rows(register_status)
        return found


@pytest.fixture
def told(database: Database, tmp_path: Path) -> Told:
    return Told(database, tmp_path)


def test_figures_wait_and_news_does_not(told: Told) -> None:
    told.pull(FIRST)
    first = told.now
    assert (told.row()["waiting"], told.row()["seen_at"]) == (1, instant(first))
    told.wait(msgspec.structs.replace(FIRST, waiting=7, free_disk=5))
    told.wait(msgspec.structs.replace(FIRST, waiting=3, free_disk=4))
    assert (told.row()["waiting"], told.row()["seen_at"]) == (1, instant(first))
    told.api.keep_contacts()
    assert (told.row()["waiting"], told.row()["free_disk"], told.row()["seen_at"]) == (3, 4, instant(told.now))
    told.pull(msgspec.structs.replace(FIRST, waiting=9))
    for news in ({"error": "replica_write"}, {"journal": "chain_broken"}, {"version": "1.3"}):
        told.wait(msgspec.structs.replace(FIRST, waiting=8, **news))
        assert told.row().items() >= {"waiting": 8, "seen_at": instant(told.now), **news}.items()
    told.api.keep_contacts()  # what was untold before the news is not told after it
    assert (told.row()["waiting"], told.row()["version"]) == (8, "1.3")


def test_a_register_that_tells_nothing_was_heard_of(told: Told) -> None:
    told.pull(None)
    told.api.keep_contacts()
    before = told.row()
    assert before["seen_at"] == instant(told.now)
    told.api.keep_contacts()
    assert told.row() == before
