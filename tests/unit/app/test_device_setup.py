"""Settings as a technician changes them: checked, journalled, tried out on real transports, kept whole."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from pos_client.app.compose import Register, open_register
from pos_client.app.device_setup import Setup
from pos_client.app.settings import PrinterEntry, ScannerEntry, Settings, SettingsError, read_settings, write_settings
from pos_client.app.settings_text import fields_of, flattened, settings_of
from pos_client.devices.simulators.printer import PrinterSimulator
from pos_client.devices.simulators.scanner import ScannerSimulator
from pos_client.devices.simulators.terminal import TerminalSimulator
from pos_client.services.desk import ServiceError
from pos_client.services.upkeep.device_settings import NO_SHIFT, DeviceSettings
from sync.protocol.events import Body, CashMoveBody, SettingsChangedBody
from tests.support.till import demo_replica, till_folder

__all__ = ["demo_replica", "till_folder"]


@pytest.fixture
def printer() -> Iterator[PrinterSimulator]:
    with PrinterSimulator() as made:
        yield made


@pytest.fixture
def scanner(tmp_path: Path) -> Iterator[ScannerSimulator]:
    with ScannerSimulator(tmp_path / "scanner") as made:
        yield made


@pytest.fixture
def register(
    qtbot: QtBot, qapp: QApplication, till_folder: Path, printer: PrinterSimulator, scanner: ScannerSimulator
) -> Iterator[Register]:
    settings = Settings(scanners=(ScannerEntry(str(scanner.path)),), printer=PrinterEntry(printer.address))
    write_settings(till_folder, settings)
    made = open_register(till_folder)
    made.services.desk.cashier = next(m for m in made.replica.live.staff() if m.role.role_id == "technician")
    made.services.settings.provide(lambda: Setup(made))
    made.start()
    yield made
    made.services.settings.house.close()
    made.close()


def service(register: Register) -> DeviceSettings:
    return register.services.settings


def bodies(register: Register, kind: str) -> list[Body]:
    return [body for _row, body in register.journal.reader().events(0, (kind,))]


def test_texts_are_the_file_and_back() -> None:
    settings = Settings(
        scanners=(ScannerEntry("/dev/x", "left", 19200), ScannerEntry("COM3", reads="chips")),
        printer=PrinterEntry("tcp://10.0.0.7:9100", columns=42, code_page="CP866", drawer="5"),
        keys={"f9": "F10", "f10": "F9"},
        backup="/media/stick",
    )
    values = flattened(settings)
    assert settings_of(values) == settings
    assert {field.name for field in fields_of(values)} == set(values)
    with pytest.raises(SettingsError) as caught:
        settings_of(values | {"scanners.2.baud": "fast"})
    assert caught.value.code == "scanners.2.baud"


def test_what_is_wrong_is_named_beside_its_field(register: Register, tmp_path: Path) -> None:
    house = service(register).house
    values = house.values()
    wrong = {
        "printer.address": "nowhere://x",
        "terminal.kind": "tcp",
        "keys.f9": "F2",
        "keys.f8": "Nokey+",
        "backup": str(tmp_path / "not-there"),
    }
    found = {problem.name: problem for problem in house.problems(values | wrong)}
    assert set(found) == {"printer.address", "terminal.host", "keys.f9", "keys.f8", "backup"}
    assert dict(found["keys.f9"].details) == {"key": "F2", "other": "f2"}
    assert house.problems(values) == ()
    twice = values | {name.replace(".1.", ".2."): value for name, value in values.items() if ".1." in name}
    assert [problem.name for problem in house.problems(twice)] == ["scanners.2.device"]


def test_a_change_is_journalled_with_who_and_holds_after_the_next_opening(
    register: Register, till_folder: Path, tmp_path: Path
) -> None:
    settings = service(register)
    values = settings.house.values() | {"printer.columns": "42", "backup": str(tmp_path)}
    assert settings.keep(values, "tech") == 2
    (body,) = bodies(register, "settings_changed")
    assert isinstance(body, SettingsChangedBody)
    assert body.by == "tech"
    assert body.changes == (("backup", "", str(tmp_path)), ("printer.columns", "0", "42"))
    assert read_settings(till_folder).printer.columns == 42
    assert settings.keep(settings.house.values(), "tech") == 0
    with pytest.raises(ServiceError, match="settings_wrong"):
        settings.keep(values | {"printer.columns": "7"}, "tech")
    assert len(bodies(register, "settings_changed")) == 1
    assert read_settings(till_folder).printer.columns == 42


def test_a_secret_is_named_and_not_shown(register: Register) -> None:
    settings = service(register)
    values = settings.house.values() | {"printer.address": "tcp://user:word@10.0.0.7:9100"}
    assert settings.changes(values)[0][2] == "tcp://***@10.0.0.7:9100"


def test_what_the_disk_refuses_is_taken_back_in_the_journal(register: Register, till_folder: Path) -> None:
    settings = service(register)
    values = settings.house.values() | {"printer.columns": "42"}
    hidden = till_folder.with_name("hidden")
    target = till_folder / "settings.toml"
    target.unlink()
    target.mkdir()  # nothing can be put in its place
    (target / "x").touch()
    with pytest.raises(ServiceError, match="settings_not_kept"):
        settings.keep(values, "tech")
    first, second = bodies(register, "settings_changed")
    assert isinstance(first, SettingsChangedBody)
    assert isinstance(second, SettingsChangedBody)
    assert [(name, new, old) for name, old, new in first.changes] == list(second.changes)
    shutil.rmtree(target)
    assert not hidden.exists()


def test_the_printer_prints_and_the_drawer_is_journalled(register: Register, printer: PrinterSimulator) -> None:
    settings = service(register)
    values = settings.house.values()
    assert settings.try_out("printer", values, "tech").status.state.value == "ok"
    assert printer.wait_for_papers(1)
    assert "0123456789" in printer.text()
    assert printer.drawer_pulses == 0
    assert settings.try_out("drawer", values, "tech").status.state.value == "ok"
    (move,) = bodies(register, "cash_move")
    assert isinstance(move, CashMoveBody)
    assert (move.kind, move.by, move.shift_id, move.amount) == ("no_sale", "tech", NO_SHIFT, 0)
    printer.set_faults(no_paper=True)
    refused = settings.try_out("printer", values, "tech").status
    assert (refused.state.value, refused.code) == ("failed", "no_paper")
    gone = settings.try_out("printer", values | {"printer.address": "tcp://127.0.0.1:1"}, "tech").status
    assert (gone.state.value, gone.code) == ("failed", "refused")


def test_the_next_scan_is_shown_byte_by_byte_and_the_scanner_works_on(
    register: Register, scanner: ScannerSimulator, qtbot: QtBot
) -> None:
    settings = service(register)
    values = settings.house.values()
    found = []
    trial = threading.Thread(target=lambda: found.append(settings.try_out("scanners.1", values, "tech")))
    trial.start()

    def read() -> bool:
        scanner.scan("4600000000015")
        trial.join(0.7)
        return not trial.is_alive()

    qtbot.waitUntil(read, timeout=15_000)
    (answer,) = found
    assert answer.raw.startswith("4600000000015<CR>")
    assert (answer.text, answer.means) == ("4600000000015", "GtinCode")
    taken: list[object] = []

    def works() -> bool:
        scanner.scan("4600000000022")
        taken.extend(register.scans.drain())
        return any(getattr(event, "text", "") == "4600000000022" for event in taken)

    qtbot.waitUntil(works, timeout=15_000)


def test_a_wait_for_a_scan_ends_when_the_register_closes(register: Register) -> None:
    settings = service(register)
    found = []
    values = settings.house.values()
    trial = threading.Thread(target=lambda: found.append(settings.try_out("scanners.1", values, "tech")))
    trial.start()
    settings.house.close()
    trial.join(10)
    assert not trial.is_alive()
    assert found[0].status.code == "nothing_read"


def test_terminal_and_copies_answer(register: Register, tmp_path: Path) -> None:
    settings = service(register)
    values = settings.house.values()
    with TerminalSimulator() as terminal:
        host, port = terminal.address
        asked = values | {"terminal.kind": "tcp", "terminal.host": host, "terminal.port": str(port)}
        assert settings.try_out("terminal", asked, "tech").status.state.value == "ok"
    assert settings.try_out("terminal", asked, "tech").status.state.value == "failed"
    answer = settings.try_out("backup", values | {"backup": str(tmp_path)}, "tech")
    assert Path(answer.copy).is_file()
    assert settings.try_out("terminal", values | {"terminal.port": "x"}, "tech").status.code == "bad_settings"


def test_a_cashier_needs_an_approval_and_training_has_no_settings(register: Register) -> None:
    settings, desk = service(register), register.services.desk
    assert settings.open() is True
    desk.cashier = next(m for m in register.replica.live.staff() if m.role.role_id == "cashier")
    assert settings.open() is not True
    desk.training = True
    with pytest.raises(ServiceError, match="in_training"):
        settings.open()
    desk.training = False
