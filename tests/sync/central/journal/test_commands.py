"""The journal at the command line: what each command says, and what it returns."""

from __future__ import annotations

import argparse
from pathlib import Path

import pytest
import sqlalchemy as sa

from sync.central.context import Centre as Folder
from sync.central.db import schema
from sync.central.db.database import open_database
from sync.central.identity.authority import Authority
from sync.central.journal import commands
from sync.central.registers.tables import register_key
from sync.protocol.signing import Signer
from tests.support.central_books import NOW, Centre, Chain, post_void_of, sale_of


class Line:
    """A command line at a centre's folder."""

    def __init__(self, directory: Path) -> None:
        self.said: list[str] = []
        self.url = f"sqlite:///{directory}/centre.sqlite"
        self._folder = Folder(directory, say=self.said.append, clock=lambda: NOW)

    def __call__(self, *words: str) -> int:
        self.said.clear()
        parser = argparse.ArgumentParser()
        commands.add_commands(parser.add_subparsers(required=True))
        options = parser.parse_args(words)
        code: int = options.run(self._folder, options)
        return code


@pytest.fixture
def line(tmp_path: Path, authority: Authority) -> Line:
    """A centre with a sale, an event of no known type, and a post-void whose sale it does not have."""
    directory = tmp_path / "centre"
    directory.mkdir()
    url = f"sqlite:///{directory}/centre.sqlite"
    database = open_database(url)
    schema.migrate(database)
    centre = Centre(database, authority)
    journal = centre.add_register()
    journal.open()
    journal.sell(("milk", 1000))
    journal.append("hologram", b"{}")
    sold = sale_of(journal, (("rye", 1000),))
    journal.append("post_void", post_void_of(journal, sold))
    token = centre.push(journal).token
    journal.append("sale", sold)
    centre.push(journal, journal.request(journal.seq, token=token))
    database.close()
    return Line(directory)


def test_verify(line: Line) -> None:
    assert line("verify") == 0
    assert line.said == ["1 registers, 5 events, 2 documents: all of it holds"]


def test_quarantine(line: Line, capsys: pytest.CaptureFixture[str]) -> None:
    assert line("quarantine", "list") == 0
    assert line.said[-1] == "2 events held"
    assert "T12 r1 1/3 hologram" in line.said[0]
    assert line("quarantine", "show", "r1", "1", "3") == 0
    assert "hologram" in line.said[0]
    assert line("quarantine", "show", "r1", "1", "2") == 1
    assert line("quarantine", "retry") == 0
    assert line.said == ["1 events repaired, 1 left"]
    assert line("quarantine", "park", "r1", "1", "3", "of a toy") == 0
    assert line("quarantine", "park", "r1", "1", "3", "again") == 1
    assert line("quarantine", "vouch", "r1", "1", "3", "mine") == 1  # no revoked key signed it
    assert line("quarantine", "list", "--state", "parked") == 0
    assert line.said[-1] == "1 events parked"
    assert line("quarantine", "retry", "--parked") == 0
    assert line.said == ["0 events repaired, 1 left"]
    assert "refused, nothing was changed" in capsys.readouterr().err


def test_vouching_at_the_command_line(line: Line, authority: Authority) -> None:
    database = open_database(line.url)
    old = Chain("r2", Signer(b"o" * 32))
    new = Chain("r2", Signer(b"n" * 32), epoch=2)
    centre = Centre(database, authority, furnished=False)
    centre.add_register("r2", public_key=old.signer.public_key, epoch=2)
    k = register_key.c
    database.write(lambda c: c.execute(sa.update(register_key).where(k.register_id == "r2").values(state="revoked")))
    row = {"register_id": "r2", "public_key": new.signer.public_key.hex(), "state": "current", "epoch": 2}
    database.write(lambda c: c.execute(sa.insert(register_key).values(**row, added_at="")))
    old.open()
    old.sell(("milk", 1000))
    new.open()
    new.carry(old, 1)
    new.carry(old, 2)
    centre.push(new)
    database.close()
    assert line("quarantine", "vouch", "r2", "2", "2", "the till came back", "--to", "3") == 0
    assert line.said == ["2 events count now, 0 still held"]
    assert line("verify") == 0


def test_alarms(line: Line) -> None:
    assert line("alarms", "list") == 0
    assert line.said[0].startswith("quarantine T12 r1 1: 1 times")
    assert line("alarms", "close", "r1", "1", "quarantine") == 0
    assert line("alarms", "close", "r1", "1", "quarantine") == 1
    assert line("alarms", "list") == 0
    assert line.said == ["0 alarms"]
    assert line("alarms", "list", "--all") == 0
    assert "closed" in line.said[0]


def test_distribute(line: Line) -> None:
    assert line("distribute") == 0
    assert "SELECT create_reference_table('location');" in line.said
    assert line("distribute", "--run") == 1  # the embedded database is not
