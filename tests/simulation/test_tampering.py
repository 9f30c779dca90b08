# ruff: noqa: S608 - names from here
"""Whoever changes a journal behind the program's back, at the register or at the centre, is found out."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pysqlite3 import dbapi2

from pos_client.db.journal.verify import verify as verify_register
from sync.central.db import open_database
from sync.central.journal.verify import verify as verify_centre
from tests.simulation.determined import determined
from tests.simulation.faults import PROFILES
from tests.simulation.world import World

pytestmark = pytest.mark.invariant(11)


@pytest.fixture(scope="module")
def world() -> Iterator[World]:
    with determined(5):
        played = World(5, PROFILES["calm"])
        played.run()
    yield played
    played.close()


def edit(raw: Any, table: str, mine: str) -> None:
    (data,) = raw.execute(f"SELECT bytes FROM {table} WHERE {mine} AND seq = 3").fetchone()
    changed = data.replace(b'"cash"', b'"card"')
    assert changed != data
    raw.execute(f"UPDATE {table} SET bytes = ? WHERE {mine} AND seq = 3", (changed,))


def delete(raw: Any, table: str, mine: str) -> None:
    raw.execute(f"DELETE FROM {table} WHERE {mine} AND seq = 3")
    raw.execute(f"UPDATE {table} SET seq = seq - 1 WHERE {mine} AND seq > 3")


def insert(raw: Any, table: str, mine: str) -> None:
    raw.execute(f"UPDATE {table} SET seq = seq + 1000 WHERE {mine} AND seq >= 3")
    raw.execute(f"UPDATE {table} SET seq = seq - 999 WHERE {mine} AND seq >= 1003")
    names = [row[1] for row in raw.execute(f"PRAGMA table_info({table})")]
    taken = ", ".join("3" if name == "seq" else "id || 'x'" if name == "id" else name for name in names)
    raw.execute(f"INSERT INTO {table} ({', '.join(names)}) SELECT {taken} FROM {table} WHERE {mine} AND seq = 2")


def reorder(raw: Any, table: str, mine: str) -> None:
    for old, new in ((2, 9_002), (3, 2), (9_002, 3)):
        raw.execute(f"UPDATE {table} SET seq = {new} WHERE {mine} AND seq = {old}")


def cut_off(raw: Any, table: str, mine: str) -> None:
    raw.execute(f"DELETE FROM {table} WHERE {mine} AND seq = (SELECT max(seq) FROM {table} WHERE {mine})")


TAMPERINGS = [edit, delete, insert, reorder, cut_off]


def _changed(path: Path, change: Callable[[Any, str, str], None], mine: str) -> None:
    raw = dbapi2.connect(str(path))
    for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        raw.execute(f'DROP TRIGGER "{name}"')
    change(raw, "event", mine)
    raw.commit()
    raw.close()


def _copy(source: Path, to: Path) -> Path:
    raw = dbapi2.connect(str(source))
    raw.execute("VACUUM INTO ?", (str(to),))
    raw.close()
    return to


@pytest.mark.parametrize("change", TAMPERINGS)
def test_at_the_centre(world: World, tmp_path: Path, change: Callable[[Any, str, str], None]) -> None:
    path = _copy(world.centre.path, tmp_path / "centre.sqlite")
    node = max(world.registers, key=lambda each: each.journal.state().seq)
    assert node.journal.state().seq > 4
    database = open_database(f"sqlite:///{path}", pool_size=2)
    assert verify_centre(database).ok
    database.close()
    _changed(path, change, f"register_id = '{node.enrolled.register_id}' AND epoch = 1")
    database = open_database(f"sqlite:///{path}", pool_size=2)
    found = verify_centre(database)
    database.close()
    assert not found.ok


@pytest.mark.parametrize("change", TAMPERINGS)
def test_at_the_register(world: World, tmp_path: Path, change: Callable[[Any, str, str], None]) -> None:
    node = max(world.registers, key=lambda each: each.journal.state().seq)
    path = _copy(node.journal_path, tmp_path / "journal.sqlite")
    assert verify_register(path, shifts=False).ok
    _changed(path, change, "epoch = 1")
    assert not verify_register(path, shifts=False).ok
    shutil.rmtree(tmp_path)
