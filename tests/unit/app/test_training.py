"""The whole of training: into it, a sale by keys, back; nothing of it in the real journal but two words, no drawer."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from pos_client.app import training
from pos_client.app.compose import open_files
from pos_client.app.demo_codes import badge_codes
from pos_client.app.main import Till
from pos_client.app.player import Player
from pos_client.app.settings import PrinterEntry, ScannerEntry, ScreenEntry, Settings, TerminalEntry, write_settings
from pos_client.app.wiring import standard_layout
from pos_client.app.workplace import Workplace
from pos_client.db.journal import verify
from pos_client.devices.simulators.printer import PrinterSimulator
from pos_client.devices.simulators.scanner import ScannerSimulator
from pos_client.devices.simulators.terminal import TerminalSimulator
from pos_client.domain import receipt
from pos_client.ui.screens.choice import ChoicePanel
from pos_client.ui.screens.more import MorePanel
from sync.protocol.events import TrainingBody
from tests.support.till import (
    CASHIER,
    CASHIER_PIN,
    CURRENCY,
    STORE,
    RunningClock,
    TillRig,
    demo_replica,
    put_away,
    till_folder,
)

__all__ = ["demo_replica", "till_folder"]
CASH_DRAWER = (b"\x1bp", b"\x10\x14")  # ESC p, DLE DC4


class Rig:
    """A workplace with simulated devices around it; `rig` is the till in front as other tests know it."""

    def __init__(self, folder: Path, scanner: ScannerSimulator, printer: PrinterSimulator, terminal: TerminalSimulator):
        self.folder = folder
        self.scanner = scanner
        self.printer = printer
        self.terminal = terminal
        self.clock = RunningClock()
        self.tills: list[Till] = []
        self.place = Workplace(folder, windowed=True, clock=self.clock)
        self.place.till_changed.connect(self.tills.append)

    @property
    def rig(self) -> TillRig:
        till = self.tills[-1]
        return TillRig(
            self.folder, till, self.clock, Player(till, self.scanner), self.scanner, self.printer, self.terminal
        )

    def press_item(self, *path: str) -> None:
        """F11, then the items called so."""
        rig = self.rig
        rig.player.press("F11")
        side = rig.window.side
        assert isinstance(side, MorePanel)
        for caption in path:
            side.choose(caption)

    def go_over(self) -> None:
        """Take the second choice of the question in front and wait for the other till."""
        rig, tills = self.rig, len(self.tills)
        assert isinstance(rig.window.side, ChoicePanel)
        rig.player.press("Down")
        rig.player.finishing_key("Return")
        rig.player.until(lambda: len(self.tills) > tills, "another till")
        QCoreApplication.processEvents()

    def notes(self) -> list[TrainingBody]:
        reader = self.tills[-1].register.journal.reader()
        return [body for _row, body in reader.events(0, ("training",)) if isinstance(body, TrainingBody)]


@pytest.fixture
def workplace(qtbot: QtBot, qapp: QApplication, till_folder: Path) -> Iterator[Rig]:
    with (
        PrinterSimulator() as printer,
        TerminalSimulator(currency=CURRENCY, pace=0.0) as terminal,
        ScannerSimulator(till_folder / "scanner") as scanner,
    ):
        host, port = terminal.address
        screen = ScreenEntry(language="en", theme="light", full_screen=False, sounds=False)
        settings = Settings(
            scanners=(ScannerEntry(str(scanner.path)),),
            printer=PrinterEntry(printer.address),
            terminal=TerminalEntry("tcp", host, port),
            screen=screen,
        )
        write_settings(till_folder, settings)
        made = Rig(till_folder, scanner, printer, terminal)
        try:
            yield made
        finally:
            for till in reversed(made.tills):
                put_away(till)


def events(folder: Path) -> list[str]:
    """The types of the events in a journal that nobody holds."""
    replica, journal = open_files(folder, RunningClock())
    try:
        return [row.type for row, _body in journal.reader().events()]
    finally:
        journal.close()
        replica.close()


def log_in(rig: TillRig, pin: str) -> None:
    rig.player.log_in(badge_codes(STORE)[CASHIER], pin)


def test_a_trainee_sells_and_nothing_of_it_is_real(workplace: Rig) -> None:
    workplace.place.open()
    real = workplace.rig
    QCoreApplication.processEvents()
    real.begin()
    shift = real.services.desk.shift_id
    asked_before = len(workplace.terminal.requests)
    before = [row.type for row, _body in real.till.register.journal.reader().events()]
    workplace.press_item("Training")
    workplace.go_over()

    trainee = workplace.rig
    assert trainee.services.desk.training
    assert trainee.window.current is trainee.controller.login
    log_in(trainee, training.PRACTICE_PIN)
    trainee.player.on_screen("shift_open")
    trainee.services.shifts.opened(trainee.services.shifts.open([(100_000, 5)]).result(10))  # type: ignore[union-attr]
    trainee.controller.shift_open.opened.emit()
    trainee.player.on_screen("sell")
    trainee.scan_all()
    trainee.player.pay_cash()
    trainee.player.until(lambda: bool(workplace.printer.papers), "the paper of training")
    assert not any(pulse in paper for pulse in CASH_DRAWER for paper in workplace.printer.papers)
    assert workplace.printer.drawer_pulses == 0
    mark = standard_layout().in_language(trainee.services.desk.store.language).label("training")
    assert workplace.printer.text().count(mark) == 2
    number = trainee.services.receipts.last_receipt()
    assert number is not None and number.receipt_number.startswith(training.PREFIX)
    trainee.player.press("Return")
    workplace.press_item("Leave training")
    workplace.go_over()

    back = workplace.rig
    assert not back.services.desk.training
    assert back.window.current is back.controller.login
    assert back.services.desk.shift_id == shift
    assert back.services.checkout.view().lines == ()
    entered, left = workplace.notes()
    assert (entered.entered, entered.by) == (True, real.member().staff_id)
    assert (left.entered, left.sales, left.interrupted) == (False, 1, False)
    assert left.total > 0
    after = [row.type for row, _body in back.till.register.journal.reader().events()]
    assert after == [*before, "training", "training"]
    assert len(workplace.terminal.requests) == asked_before
    assert verify(workplace.folder / "journal.sqlite").ok
    assert verify(training.folder(workplace.folder) / "journal.sqlite").ok
