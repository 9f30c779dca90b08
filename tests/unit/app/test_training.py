"""The whole of training: into it, a sale by keys, back; nothing of it in the real journal but two words, no drawer."""

from __future__ import annotations

from collections.abc import Iterator
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
from pos_client.devices.ports import CardState, CardStep, DeviceState, DeviceStatus, PrintOutcome, PrintResult
from pos_client.devices.simulators.printer import PrinterSimulator
from pos_client.devices.simulators.scanner import ScannerSimulator
from pos_client.devices.simulators.terminal import TerminalSimulator
from pos_client.devices.terminal import PracticeTerminal
from pos_client.domain import receipt
from pos_client.services.desk import ServiceError
from pos_client.ui.frame import MainWindow
from pos_client.ui.screens.choice import ChoicePanel
from pos_client.ui.screens.more import MorePanel
from pos_client.ui.theme import LayoutClass, look
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
UPKEEP = "Devices and settings"
CASH_DRAWER = (b"\x1bp", b"\x10\x14")  # ESC p, DLE DC4


class Rig:
    """A workplace with simulated devices around it; `rig` is the till in front as other tests know it."""

    def __init__(
        self, folder: Path, scanner: ScannerSimulator, printer: PrinterSimulator, terminal: TerminalSimulator
    ) -> None:
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


def noted(folder: Path) -> list[TrainingBody]:
    """Open the real journal as the next start does; what it says of training."""
    replica, journal = open_files(folder, RunningClock())
    try:
        bodies = [body for _row, body in journal.reader().events(0, ("training",))]
    finally:
        journal.close()
        replica.close()
    return [body for body in bodies if isinstance(body, TrainingBody)]


def log_in(rig: TillRig, pin: str) -> None:
    rig.player.log_in(badge_codes(STORE)[CASHIER], pin)


def test_the_parts_of_a_window_are_made_in_its_sizes_and_not_over_again(workplace: Rig) -> None:
    made_over: list[bool] = []
    found = look()
    take = found.changed.connect(
        lambda: made_over.append(any(isinstance(widget, MainWindow) for widget in QApplication.topLevelWidgets()))
    )
    workplace.place.open()
    QCoreApplication.processEvents()
    found.changed.disconnect(take)
    assert found.theme.layout is LayoutClass.W1366
    assert made_over
    assert not any(made_over)


def test_a_trainee_sells_and_nothing_of_it_is_real(workplace: Rig) -> None:
    workplace.place.open()
    real = workplace.rig
    QCoreApplication.processEvents()
    real.begin()
    shift = real.services.desk.shift_id
    asked_before = len(workplace.terminal.requests)
    real.services.desk.record(lambda _writer: None).result(10)  # what is queued before is on disk
    before = [row.type for row, _body in real.till.register.journal.reader().events()]
    workplace.press_item(UPKEEP, "Training")
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
    assert number is not None
    assert number.receipt_number.startswith(training.PREFIX)
    trainee.player.press("Return")
    workplace.press_item(UPKEEP, "Leave training")
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


def test_a_basket_keeps_training_away(workplace: Rig) -> None:
    workplace.place.open()
    real = workplace.rig
    QCoreApplication.processEvents()
    real.begin()
    real.scan_all()
    assert real.services.training.blocked_by() == "basket_open"
    with pytest.raises(ServiceError, match="basket_open"):
        real.services.training.enter()
    assert workplace.notes() == []


def test_training_from_the_command_line_asks_for_no_real_pin(workplace: Rig) -> None:
    workplace.place.open(in_training=True)
    trainee = workplace.rig
    staff, member = trainee.services.staff, trainee.member()
    with pytest.raises(ServiceError, match="wrong_pin"):
        staff.check_pin(member.staff_id, CASHIER_PIN)
    assert staff.check_pin(member.staff_id, training.PRACTICE_PIN).staff_id == member.staff_id
    workplace.place.close()
    entered, left = noted(workplace.folder)
    assert (entered.entered, entered.by, left.entered, left.interrupted) == (True, "", False, False)


def test_after_a_power_cut_the_real_register_says_that_training_was_never_left(till_folder: Path) -> None:
    assert noted(till_folder) == []
    where = training.begin(till_folder, "somebody")
    (where / "old").touch()
    (cut,) = noted(till_folder)
    assert (cut.entered, cut.by, cut.interrupted) == (False, "somebody", True)
    assert len(noted(till_folder)) == 1, "it is said once"
    training.begin(till_folder, "another")
    assert list(where.iterdir()) == [], "training begins anew"


def test_a_damaged_note_still_says_that_there_was_training(till_folder: Path) -> None:
    (till_folder / training.NOTE).write_bytes(b"\x00" * 9_000)
    (cut,) = noted(till_folder)
    assert (cut.entered, cut.interrupted) == (False, True)


def test_every_paper_is_marked_and_opens_nothing() -> None:
    class Kept:
        sent = b""

        def status(self) -> DeviceStatus:
            return DeviceStatus("printer", "", DeviceState.OK)

        def send(self, data: bytes) -> PrintOutcome:
            self.sent = data
            return PrintOutcome(PrintResult.PRINTED, self.status())

    kept = Kept()
    printer = training.TrainingPrinter(kept, "TRAINING")
    blocks = (receipt.Drawer(), receipt.Text("Slip"), receipt.Cut(), receipt.Text("Second"), receipt.Drawer())
    printer.send(receipt.encode(receipt.Document((*blocks, receipt.Cut()))))
    printed = receipt.decode(kept.sent).blocks
    assert not any(isinstance(block, receipt.Drawer) for block in printed)
    texts = [block.left if isinstance(block, receipt.Text) else "cut" for block in printed]
    assert texts == ["TRAINING", "Slip", "TRAINING", "cut", "Second", "TRAINING", "cut"]
    printer.send(receipt.encode(receipt.Document((receipt.Text("TRAINING"), receipt.Text("no cut")))))
    texts = [block.left for block in receipt.decode(kept.sent).blocks if isinstance(block, receipt.Text)]
    assert texts == ["TRAINING", "no cut", "TRAINING"]


def test_the_practice_terminal_charges_nobody() -> None:
    terminal = PracticeTerminal(step_seconds=0.0)
    steps: list[CardStep] = []
    paid = terminal.charge("a", 1_000, "EUR", lambda _id, step: steps.append(step))
    assert (paid.state, paid.approved, paid.message) == (CardState.APPROVED, 1_000, "training")
    assert steps == list(CardStep)
    assert terminal.charge("a", 1_000, "EUR", lambda _id, _step: None) == paid
    assert terminal.charge("b", 1_013, "EUR", lambda _id, _step: None).state is CardState.DECLINED
    assert terminal.refund("c", paid.reference, 400, "EUR").state is CardState.REFUNDED
    assert terminal.refund("c", paid.reference, 400, "EUR").approved == 400
    totals = terminal.batch_totals()
    assert (totals.charged, totals.charged_count, totals.returned, totals.returned_count) == (1_000, 1, 400, 1)
    assert terminal.query("nothing").state is CardState.NOT_STARTED


def test_changed_settings_are_taken_up_at_once_under_the_same_hands(workplace: Rig) -> None:
    workplace.place.open()
    first = workplace.rig
    QCoreApplication.processEvents()
    first.begin()
    shift = first.services.desk.shift_id
    flow = first.controller.upkeep.settings
    flow.show()
    flow.screen.values["printer.columns"] = "42"
    flow.keep()
    first.player.until(lambda: len(workplace.tills) == 2, "the register opened anew")
    second = workplace.rig
    second.player.on_screen("settings")
    assert second.till.register.settings.printer.columns == 42
    assert second.services.desk.staff.staff_id == first.member().staff_id
    assert second.services.desk.shift_id == shift
    assert "hold now" in second.window.toast_text
