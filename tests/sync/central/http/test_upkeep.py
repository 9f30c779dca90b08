"""The day's upkeep: once a day however often the service starts, noted for the doctor, who sees when it fails."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import sqlalchemy as sa

from sync.central.db import Database, tables
from sync.central.db.examining import LATE_PURGE, examine_upkeep
from sync.central.feeds import Change, publish
from sync.central.feeds.retention import KEPT
from sync.central.feeds.tables import feed_event, snapshot
from sync.central.http.upkeep import DAY, daily
from sync.protocol.base import instant

NOW = datetime(2026, 11, 22, 10, tzinfo=UTC)


def tell(database: Database, body: bytes, at: datetime) -> None:
    database.write(lambda c: publish(c, [Change("store:s1", "k", body)], now=at))


def kept(database: Database) -> int:
    return int(database.read(lambda c: c.execute(sa.select(sa.func.count()).select_from(feed_event)).scalar_one()))


def lights(database: Database, directory: Path, now: datetime) -> dict[str, tuple[str, str]]:
    found = database.read(lambda c: examine_upkeep(c, directory, now))
    return {each.subject: (each.light, each.what) for each in found}


def test_once_a_day_and_noted(database: Database, tmp_path: Path) -> None:
    for minute in range(3):
        tell(database, b"%d" % minute, NOW + timedelta(minutes=minute))
    assert daily(database, tmp_path, NOW + timedelta(hours=1))
    assert kept(database) == 3
    late = NOW + KEPT + timedelta(hours=1)
    assert not daily(database, tmp_path, NOW + DAY)
    assert daily(database, tmp_path, late)
    assert kept(database) == 1
    assert database.read(lambda c: tables.noted(c, tables.UPKEEP)) == (
        "2 events, 0 tombstones, 0 snapshots",
        instant(late),
    )
    assert not daily(database, tmp_path, late + timedelta(hours=23))


def test_a_clock_that_went_back_does_not_stop_it(database: Database, tmp_path: Path) -> None:
    assert daily(database, tmp_path, NOW + timedelta(days=900))
    assert daily(database, tmp_path, NOW)
    assert not daily(database, tmp_path, NOW)


def test_the_doctor_sees_an_upkeep_that_does_not_come(database: Database, tmp_path: Path) -> None:
    assert lights(database, tmp_path, NOW)["upkeep"][0] == "green"
    for minute in range(2):
        tell(database, b"%d" % minute, NOW + timedelta(minutes=minute))
    daily(database, tmp_path, NOW + timedelta(hours=1))
    assert {light for light, _ in lights(database, tmp_path, NOW + timedelta(hours=2)).values()} == {"green"}
    due = NOW + KEPT + timedelta(hours=1)
    assert lights(database, tmp_path, due)["upkeep"][0] == "amber"
    assert lights(database, tmp_path, due)["feeds"][0] == "green"
    overdue = lights(database, tmp_path, due + LATE_PURGE)["feeds"]
    assert overdue[0] == "amber"
    assert overdue[1].startswith("1 feeds keep")


def test_the_doctor_says_how_far_back_readers_may_come_from(database: Database, tmp_path: Path) -> None:
    assert "oldest" not in lights(database, tmp_path, NOW)["feeds"][1]
    for day in range(3):
        tell(database, b"%d" % day, NOW + timedelta(days=day))
    told = lights(database, tmp_path, NOW + timedelta(days=5, hours=1))["feeds"][1]
    assert f"changes are kept 14 days, the oldest is 5 days old (store:s1, {instant(NOW)})" in told
    late = NOW + KEPT + timedelta(days=1, hours=1)
    assert daily(database, tmp_path, late)
    told = lights(database, tmp_path, late)["feeds"][1]
    assert f"the oldest is 13 days old (store:s1, {instant(NOW + timedelta(days=2))})" in told


def test_the_doctor_counts_snapshots_whose_file_is_gone(database: Database, tmp_path: Path) -> None:
    row: dict[str, object] = {
        column.name: 1 if isinstance(column.type, sa.BigInteger | sa.Integer) else "x" for column in snapshot.c
    }
    row |= {column.name: b"x" for column in snapshot.c if isinstance(column.type, sa.LargeBinary)}
    for name in ("here", "gone"):
        database.write(
            lambda c, name=name: c.execute(  # type: ignore[misc]
                sa.insert(snapshot), {**row, "name": name, "feed": name, "offered_at": instant(NOW)}
            )
        )
    (tmp_path / "here").touch()
    told = lights(database, tmp_path, NOW)["feeds"]
    assert told[0] == "amber"
    assert "2 snapshots, 1 without their file" in told[1]
