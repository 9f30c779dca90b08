"""What registers tell of themselves, and the places they stand in."""

from __future__ import annotations

from datetime import timedelta

import pytest

from sync.central.db import Database
from sync.central.registers import estate, status
from sync.central.registers.floors import publish_floors
from sync.central.registers.following import feeds_of
from sync.central.registers.tables import location, register_status
from sync.central.status import as_table, read_registers
from sync.protocol.base import instant
from sync.protocol.messages import RegisterStatus
from tests.support.centre import START, Centre

LATER = START + timedelta(minutes=5)


def test_the_last_word_counts(centre: Centre) -> None:
    for waiting in (3, 7):
        told = RegisterStatus(version="1.2", waiting=waiting, clock_offset=-1_500_000)
        centre.database.write(lambda c, told=told: status.note_status(c, "r1", told, START))  # type: ignore[misc]
    row = centre.rows(register_status)[0]
    assert (row["waiting"], row["version"], row["seen_at"]) == (7, "1.2", instant(START))
    rows = {each.id: each for each in read_registers(centre.database, LATER)}
    assert (rows["r1"].waiting, rows["r1"].version, rows["r2"].seen_at) == (7, "1.2", "")
    table = as_table([rows["r1"], rows["r2"]], LATER).splitlines()
    assert table[1].split() == ["r1", "s1", "new", "0", "0", "5", "min", "7", "never", "-1.5", "1.2"]
    assert table[2].split()[5] == "never"


def test_a_register_cannot_speak_to_the_operators_terminal(centre: Centre) -> None:
    told = RegisterStatus(version="\x1b[2J\n1.2", error="\u202e" + "x" * 199, journal="\0")
    centre.database.write(lambda c: status.note_status(c, "r1", told, START))
    row = centre.rows(register_status)[0]
    assert row["version"] == "\ufffd[2J\ufffd1.2"
    assert row["error"] == "\ufffd" + "x" * 199
    assert row["journal"] == "\ufffd"


def test_contacts_only_move_forward_and_only_of_registers_there_are(centre: Centre) -> None:
    seen = {"r2": LATER, "r1": START, "r9": LATER}
    centre.database.write(lambda c: status.note_contacts(c, seen))
    centre.database.write(lambda c: status.note_contacts(c, {"r2": START, "r1": LATER}))
    assert {row["register_id"]: row["seen_at"] for row in centre.rows(register_status)} == {
        "r1": instant(LATER),
        "r2": instant(LATER),
    }


def test_a_stranger_follows_nothing(centre: Centre) -> None:
    assert centre.database.read(lambda c: feeds_of(c, "r9")) == ()


def test_floors_are_told_to_registers_there_are_and_of_their_newest_epoch(centre: Centre) -> None:
    assert publish_floors(centre.database, {}, START) == 0
    heads = {("r1", 1): 90, ("r1", 2): 7, ("r9", 1): 5}
    assert publish_floors(centre.database, heads, START) == 1


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"kind": "office"}, "kind"),
        ({"name": ""}, "name"),
        ({"name": "a\nb"}, "name"),
        ({"zone": "a:b"}, "id"),
        ({"region": ""}, "id"),
        ({"location_id": "x" * 65}, "id"),
    ],
)
def test_places_that_cannot_be(database: Database, change: dict[str, str], code: str) -> None:
    place = {"location_id": "s1", "name": "S", "kind": "store", "zone": "z", "region": "n", **change}
    location_id = place.pop("location_id")
    with pytest.raises(estate.EstateError) as caught:
        database.write(
            lambda c: estate.put_location(
                c, location_id, name=place["name"], kind=place["kind"], zone=place["zone"], region=place["region"]
            )
        )
    assert caught.value.code == code
    assert database.read(lambda c: c.execute(location.select()).all()) == []


def test_a_contact_of_a_clock_that_was_ahead_gives_way(centre: Centre) -> None:
    for at in (START, START + timedelta(days=365), LATER, START):
        centre.database.write(lambda c, at=at: status.note_contacts(c, {"r1": at}))  # type: ignore[misc]
    assert [row["seen_at"] for row in centre.rows(register_status)] == [instant(LATER)]  # nor does an earlier one count


def test_who_was_heard_of_by_a_clock_that_was_ahead_is_silent(centre: Centre) -> None:
    centre.register()
    for at, silent in ((START, False), (START + timedelta(minutes=30), False), (START + timedelta(days=30), True)):
        centre.database.write(lambda c, at=at: status.note_status(c, "r1", RegisterStatus(), at))  # type: ignore[misc]
        rows = {each.id: each for each in read_registers(centre.database, START)}
        assert ("silent" in {concern.code for concern in rows["r1"].concerns}) == silent
