"""A whole till for a test: the real program over the demo chain, with simulated devices on real transports.

`open_rig` is the context manager, `rig` and `selling` are fixtures (import them, with `demo_replica`, in a
`conftest.py`). The clock is set to the mock-ups' Saturday and runs on from there; `rig.clock.forward` moves it.
"""

from __future__ import annotations

import contextlib
import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Literal

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from pos_client.app.demo_codes import badge_codes, demo_baskets
from pos_client.app.main import Till, open_till
from pos_client.app.player import Player
from pos_client.app.settings import (
    FiscalEntry,
    PrinterEntry,
    ScannerEntry,
    ScreenEntry,
    Settings,
    TerminalEntry,
    write_settings,
)
from pos_client.devices.simulators.printer import PrinterSimulator
from pos_client.devices.simulators.scanner import ScannerSimulator
from pos_client.devices.simulators.terminal import TerminalSimulator
from pos_client.domain.staff import StaffMember
from pos_client.services.bundle import Services
from pos_client.ui.controller import Controller
from pos_client.ui.frame import MainWindow
from pos_client.ui.i18n import languages
from pos_client.ui.theme import ThemeName, look
from pos_client.ui.widgets import Key
from tests.support.demo import demo_template

STORE, REGISTER, CURRENCY = "T12", 3, "RUB"
CASHIER, CASHIER_PIN = "Maria Kovaleva", "1111"
START = datetime(2026, 11, 21, 11, 30, tzinfo=UTC)  # 14:30 in Moscow on the mock-ups' Saturday
Language = Literal["en", "ru", "pl"]


class RunningClock:
    """A wall clock that starts at `START`, goes on by itself, and can be moved forward."""

    def __init__(self, start: datetime = START) -> None:
        self._start = start
        self._since = time.monotonic()
        self._passed = 0.0

    def __call__(self) -> datetime:
        return self._start + timedelta(seconds=time.monotonic() - self._since)

    def forward(self, seconds: float) -> None:
        """Let `seconds` pass at once, for the machine's steady clock too."""
        self._start += timedelta(seconds=seconds)
        self._passed += seconds

    def steady(self) -> float:
        """Return the seconds of the machine's steady clock."""
        return time.monotonic() + self._passed


@dataclass
class TillRig:
    """A running till and what stands around it. Main thread; `player` runs the event loop while it waits."""

    directory: Path
    till: Till
    clock: RunningClock
    player: Player
    scanner: ScannerSimulator
    printer: PrinterSimulator
    terminal: TerminalSimulator

    @property
    def services(self) -> Services:
        return self.till.register.services

    @property
    def window(self) -> MainWindow:
        return self.till.window

    @property
    def controller(self) -> Controller:
        return self.till.controller

    def member(self, name: str = CASHIER) -> StaffMember:
        """Return somebody of the store by the English name on the badge."""
        found = self.services.staff.by_badge(badge_codes(STORE)[name])
        return next(m for m in self.services.desk.replica.live.staff() if m.staff_id == found)

    def log_in(self, name: str = CASHIER) -> None:
        """Put somebody at the till as after a right PIN."""
        member = self.member(name)
        self.services.staff.log_in(member)
        self.controller.login.logged_in.emit(member)

    def open_shift(self, cash: int = 500_000, name: str = CASHIER) -> None:
        """Open a shift with `cash` in minor units, counted as notes of 1,000; nobody is logged in afterwards."""
        desk = self.services.desk
        desk.cashier = self.member(name)
        answer = self.services.shifts.open([(100_000, cash // 100_000), (100, cash % 100_000 // 100)])
        assert not hasattr(answer, "permission"), "the demo's cashier may open a shift"
        self.services.shifts.opened(answer.result(10))
        desk.cashier = None

    def begin(self, name: str = CASHIER) -> None:
        """Log in with an open shift, so that the sell screen is in front."""
        if not self.services.shifts.is_open:
            self.open_shift()
        self.log_in(name)
        self.player.on_screen("sell")

    def basket(self) -> tuple[str, ...]:
        """Return the scans of the mock-ups' basket: 5,379.62 on the mock-ups' Saturday for a gold customer."""
        return demo_baskets(STORE)[0].scans

    def scan_all(self, *codes: str) -> None:
        """Scan `codes`, or a milk and a chocolate when there are none, each until the basket has it."""
        for code in codes or self.basket()[:2]:
            self.player.scan(code)

    def to_pay(self, *codes: str) -> None:
        """Scan and open Pay, with the dead time of its keys over."""
        self.scan_all(*codes)
        self.player.press("F9")
        self.player.on_screen("pay")
        self.player.run_for(0.45)


@contextlib.contextmanager
def open_rig(
    directory: Path,
    *,
    language: Language = "en",
    size: tuple[int, int] = (1024, 768),
    pace: float = 0.0,
    start: datetime = START,
    fiscal: tuple[str, int] | None = None,
    standalone: bool = False,
) -> Iterator[TillRig]:
    """Open the till in `directory`, whose replica is there already, and put everything away afterwards.

    `pace` is how many seconds each step of a card takes at the terminal; `start` what its clock says at first; `fiscal`
    where the fiscal device of a store that has one answers; `standalone` that cards are taken by hand alone.
    """
    clock = RunningClock(start)
    with (
        PrinterSimulator() as printer,
        TerminalSimulator(currency=CURRENCY, pace=pace) as terminal,
        ScannerSimulator(directory / "scanner") as scanner,
    ):
        host, port = terminal.address
        write_settings(
            directory,
            Settings(
                scanners=(ScannerEntry(str(scanner.path)),),
                printer=PrinterEntry(printer.address),
                terminal=TerminalEntry() if standalone else TerminalEntry("tcp", host, port),
                fiscal=FiscalEntry() if fiscal is None else FiscalEntry("tcp", *fiscal),
                screen=ScreenEntry(language=language, theme="light", full_screen=False, sounds=False),
            ),
        )
        till = open_till(directory, clock=clock, steady=clock.steady)
        try:
            till.start()
            till.window.resize(*size)
            till.window.show()
            till.window.activateWindow()
            player = Player(till, scanner)
            player.until(lambda: till.controller.news.state("scanner") == "ok", "the scanner at its port")
            yield TillRig(directory, till, clock, player, scanner, printer, terminal)
        finally:
            put_away(till)


def put_away(till: Till) -> None:
    """Close the till and delete its window, so that nothing of it is left to the next test."""
    till.close()
    if isValid(till.window):
        till.window.close()
        till.window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    languages().set_language("en")
    look().set_theme(ThemeName.LIGHT)
    look().set_scale(100)
    look().fit(QSize(1024, 768))


@pytest.fixture(scope="session")
def demo_replica() -> Path:
    """The replica of the demo store's register, built once; copy it, never open it."""
    return demo_template(STORE, REGISTER)


@pytest.fixture
def till_folder(tmp_path: Path, demo_replica: Path) -> Path:
    """A register's folder with a replica of its own and nothing else yet."""
    folder = tmp_path / "till"
    shutil.copytree(demo_replica, folder / "replica")
    return folder


@pytest.fixture
def make_rig(qtbot: QtBot, qapp: QApplication, till_folder: Path) -> Iterator[Callable[..., TillRig]]:
    """Open a till with options of `open_rig`; it is put away with the test."""
    with contextlib.ExitStack() as stack:
        yield lambda **options: stack.enter_context(open_rig(till_folder, **options))


@pytest.fixture
def rig(make_rig: Callable[..., TillRig]) -> TillRig:
    """A running till at its login screen, in English at 1024×768."""
    return make_rig()


@pytest.fixture
def selling(rig: TillRig) -> TillRig:
    """A running till with a shift open and Maria at the sell screen."""
    rig.begin()
    return rig


def shown_texts(window: MainWindow) -> set[str]:
    """Return every text a person can read in `window` now: labels, keys with their second lines, the key bar."""
    found = {w.text() for w in window.findChildren(QLabel) if w.isVisible()}
    for key in window.findChildren(Key):
        if key.isVisible():
            found |= {key.text(), key.accessibleDescription()}
    bar = [window.key_bar.key(number) for number in range(1, 13)]
    found |= {meaning.caption for meaning in bar if meaning is not None}
    return {text.strip() for text in found if text.strip()}


def banner_text(window: MainWindow, name: str) -> str:
    """Return what the banner `name` says, "" when it is not shown."""
    banner = window.banner(name)
    return " ".join(w.text() for w in banner.findChildren(QLabel)) if banner is not None else ""


def press_repeated(key: Qt.Key, text: str = "") -> None:
    """Send what a keyboard sends while a key is held down."""
    target = QApplication.focusWidget()
    assert target is not None
    event = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, text, autorep=True)
    QCoreApplication.sendEvent(target, event)
