"""The doctor on real journals: what is in order is green, what is planted is found, with its code."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from pos_client.db.journal import Journal, Writer
from pos_client.devices.ports import DeviceState, DeviceStatus
from pos_client.services.upkeep.doctor import Doctor, Finding, Light, Premises, Stopped, is_red
from pos_client.ui.i18n.catalogue import MESSAGES, NOTES
from sync.protocol import signing
from sync.protocol.events import ClockJumpBody, ShiftOpenedBody, instant

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)


class Clock:
    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def journal(tmp_path: Path, clock: Clock) -> Iterator[Journal]:
    folder = tmp_path / "register"
    folder.mkdir()
    made = Journal.open(folder, signing.load_or_create(folder / "key"), prefix="TV03", clock=clock)
    yield made
    made.close()


@pytest.fixture
def premises(journal: Journal, tmp_path: Path, clock: Clock) -> Premises:
    copies = tmp_path / "copies"
    report = journal.backup(copies)
    os.utime(report.path, (NOW.timestamp(), NOW.timestamp()))
    return Premises(
        directory=journal.path.parent,
        journal=journal.path,
        backup=copies,
        versions=(("Omnitill", "1.0"),),
        sqlite=("3.53.4", True),
        clock=clock,
        reader=journal.reader,
    )


def found(premises: Premises) -> dict[str, Finding]:
    return {finding.subject: finding for finding in Doctor(premises).examine()}


def test_a_sound_register_has_nothing_red(premises: Premises) -> None:
    findings = Doctor(premises).examine()
    assert not is_red(findings)
    assert {f.subject: f.light for f in findings}["journal"] is Light.GREEN
    for finding in findings:
        assert finding.code in MESSAGES
        assert f"subject_{finding.subject}" in NOTES


def test_a_journal_that_was_changed_is_red_and_named(premises: Premises, journal: Journal, tmp_path: Path) -> None:
    journal.submit(lambda writer: writer.append("clock_jump", jump(NOW, 60))).result(10)
    journal.close()
    data = bytearray(premises.journal.read_bytes())
    place = data.find(b'"micros":60000000')
    assert place > 0
    data[place : place + 17] = b'"micros":61000000'
    changed = tmp_path / "changed.sqlite"
    changed.write_bytes(data)
    opened = Journal.open(tmp_path / "other", signing.load_or_create(tmp_path / "key"), prefix="TV03")
    finding = found(replace(premises, journal=changed, reader=opened.reader))["journal"]
    opened.close()
    assert (finding.light, finding.code) == (Light.RED, "doctor_journal_broken")
    assert dict(finding.details)["first"] == "hash_differs"


def jump(at: datetime, seconds: int) -> ClockJumpBody:
    after = instant(at + timedelta(seconds=seconds))
    return ClockJumpBody(before=instant(at), after=after, micros=seconds * 1_000_000)


def test_the_clock_is_judged(premises: Premises, journal: Journal, clock: Clock) -> None:
    assert found(premises)["clock"].code == "doctor_clock"
    journal.submit(lambda writer: writer.append("clock_jump", jump(NOW - timedelta(days=1), -120))).result(10)
    jumped = found(premises)["clock"]
    assert (jumped.light, dict(jumped.details)["seconds"]) == (Light.AMBER, -120)
    clock.now = NOW - timedelta(hours=1)
    assert found(premises)["clock"].code == "doctor_clock_behind"
    clock.now = datetime(2001, 1, 1, tzinfo=UTC)
    assert found(premises)["clock"].code == "doctor_clock_lost"
    clock.now = NOW + timedelta(days=30)
    assert found(premises)["clock"].light is Light.GREEN, "a month ago is no matter any more"
    far = "Pacific/Kiritimati" if clock.now.astimezone().utcoffset() != timedelta(hours=14) else "Pacific/Niue"
    assert found(replace(premises, zone=far))["clock"].code == "doctor_zone_differs"


def test_copies_disks_and_library_are_judged(premises: Premises, clock: Clock, tmp_path: Path) -> None:
    assert found(premises)["copies"].code == "doctor_copy_same_disk"
    clock.now = NOW + timedelta(days=2)
    assert found(premises)["copies"].code == "doctor_copy_old"
    none = replace(premises, backup=tmp_path / "nothing")
    assert (found(none)["copies"].light, found(none)["copies"].code) == (Light.RED, "doctor_no_copy")
    assert found(replace(premises, backup_trouble=lambda: "disk_full"))["copies"].code == "doctor_copy_failed"
    assert found(replace(premises, sqlite=("3.40.1", False)))["sqlite"].light is Light.RED
    assert found(replace(premises, directory=tmp_path / "gone"))["data_disk"].code == "doctor_no_folder"
    assert found(replace(premises, trouble=lambda: "disk_full"))["journal"].code == "doctor_journal_stuck"


def open_shift(writer: Writer) -> None:
    body = ShiftOpenedBody(
        shift_id="shift", opened_by="maria", opened_at=instant(NOW), opening_cash=0, currency="EUR", denominations=()
    )
    writer.append("shift_opened", body)
    writer.open_shift("shift", "maria", 0)


def test_what_waits_is_told(premises: Premises, journal: Journal, clock: Clock) -> None:
    journal.submit(lambda writer: writer.queue_print("job", "receipt", b"{}", "TV03-000001")).result(10)
    assert found(premises)["prints"].code == "doctor_print_waits"
    journal.submit(lambda writer: writer.mark_print("job", "unknown", "timeout")).result(10)
    assert found(premises)["prints"].code == "doctor_print_asked"
    journal.submit(lambda writer: writer.open_intent("card-1", "card", "basket", 100, b"{}")).result(10)
    assert found(premises)["cards"].light is Light.AMBER
    journal.submit(open_shift).result(10)
    assert found(premises)["shift"].light is Light.GREEN
    clock.now = NOW + timedelta(hours=30)
    assert (found(premises)["cards"].light, found(premises)["cards"].code) == (Light.RED, "doctor_cards_late")
    assert found(premises)["shift"].code == "doctor_shift_old"


@pytest.mark.parametrize(
    ("state", "light"),
    [(DeviceState.OK, Light.GREEN), (DeviceState.TROUBLE, Light.AMBER), (DeviceState.FAILED, Light.RED)],
)
def test_devices_are_asked_or_were_heard(premises: Premises, state: DeviceState, light: Light) -> None:
    asked = replace(
        premises,
        devices=(("printer", lambda: DeviceStatus("printer", "Epson", state, "no_paper")),),
        heard=lambda: (DeviceStatus("scanner", "left", state, "unplugged"),),
    )
    findings = found(asked)
    assert findings["device_printer"].light is light
    assert (findings["device_scanner"].light, findings["device_scanner"].code) == (light, "unplugged")


def test_the_examination_tells_how_far_it_is_and_can_be_given_up(premises: Premises) -> None:
    seen: list[tuple[int, int]] = []
    Doctor(premises).examine(lambda done, of: seen.append((done, of)))
    assert seen[0] == (0, 1)
    assert seen[-1] == (1, 1)

    def give_up(_done: int, _of: int) -> None:
        raise Stopped

    refuse: Callable[[int, int], None] = give_up
    with pytest.raises(Stopped):
        Doctor(premises).examine(refuse)
