"""The frame: keys reach what is in front, dead time, causes told, side panels, keymap, focus ring, toast."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout
from pytestqt.qtbot import QtBot

from pos_client.ui.frame import FunctionKey, KeyMap, KeyMapError, MainWindow, Screen, SidePanel
from pos_client.ui.widgets import Banner, EntryField, Key, KeyGuard, Numpad
from pos_client.ui.widgets.numpad import MONEY
from tests.ui.conftest import Ticker


class Probe(Screen):
    name = "probe"

    def __init__(self) -> None:
        super().__init__()
        self.done: list[object] = []
        self.entry = EntryField("Cash")
        QVBoxLayout(self).addWidget(self.entry)

    def function_keys(self) -> dict[int, FunctionKey]:
        return {
            1: FunctionKey("Help"),
            3: FunctionKey("Customer", "later"),
            9: FunctionKey("Pay", primary=True, finishing=True),
        }

    def handle_function(self, number: int) -> None:
        self.done.append(number)

    def handle_escape(self) -> None:
        self.done.append("esc")

    def handle_action(self, action: str) -> bool:
        self.done.append(action)
        return True


class SideProbe(SidePanel):
    def __init__(self) -> None:
        super().__init__()
        self.done: list[int] = []

    def function_keys(self) -> dict[int, FunctionKey]:
        return {9: FunctionKey("Ask", primary=True)}

    def handle_function(self, number: int) -> None:
        self.done.append(number)


@pytest.fixture
def probe(shell: MainWindow) -> Probe:
    screen = Probe()
    shell.add_screen(screen)
    shell.activateWindow()
    screen.entry.field.setFocus()
    return screen


def press(
    qtbot: QtBot, shell: MainWindow, key: Qt.Key, mod: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    QTest.keyClick(shell, key, mod)


def name_in_front(shell: MainWindow) -> str:
    return type(shell.front).__name__


def test_function_keys_reach_the_screen(qtbot: QtBot, shell: MainWindow, probe: Probe, ticker: Ticker) -> None:
    press(qtbot, shell, Qt.Key.Key_F1)
    press(qtbot, shell, Qt.Key.Key_F2)
    press(qtbot, shell, Qt.Key.Key_Escape)
    press(qtbot, shell, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert probe.done == [1, "esc", "print"]


def test_a_disabled_key_tells_its_cause(qtbot: QtBot, shell: MainWindow, probe: Probe) -> None:
    press(qtbot, shell, Qt.Key.Key_F3)
    assert probe.done == []
    assert shell.toast_text == "later"


def test_a_finishing_key_is_dead_after_its_screen_appears(
    qtbot: QtBot, shell: MainWindow, probe: Probe, ticker: Ticker
) -> None:
    press(qtbot, shell, Qt.Key.Key_F9)
    ticker.now = 0.39
    shell.key_bar.pressed.emit(9)
    assert probe.done == []
    ticker.now = 0.41
    press(qtbot, shell, Qt.Key.Key_F9)
    assert probe.done == [9]


def test_auto_repeat_never_finishes(ticker: Ticker) -> None:
    guard = KeyGuard(ticker)
    ticker.now = 10
    assert guard.allows()
    assert not guard.allows(auto_repeat=True)


def test_a_guarded_key_ignores_stray_clicks(qtbot: QtBot, shell: MainWindow, ticker: Ticker) -> None:
    key = Key("Next")
    qtbot.addWidget(key)
    key.show()
    clicks: list[int] = []
    key.clicked.connect(lambda: clicks.append(1))
    guard = KeyGuard(ticker)
    key.set_guard(guard)
    guard.arm()
    QTest.mouseClick(key, Qt.MouseButton.LeftButton)
    key.click()
    assert not clicks
    ticker.now = 1
    QTest.mouseClick(key, Qt.MouseButton.LeftButton)
    assert clicks == [1]


def test_a_side_panel_takes_the_keys_and_gives_them_back(qtbot: QtBot, shell: MainWindow, probe: Probe) -> None:
    side = SideProbe()
    gone: list[bool] = []
    side.closed.connect(lambda: gone.append(True))
    shell.open_side(side)
    assert name_in_front(shell) == "SideProbe"
    assert side.width() == 560
    press(qtbot, shell, Qt.Key.Key_F9)
    assert (side.done, probe.done) == ([9], [])
    press(qtbot, shell, Qt.Key.Key_Escape)
    assert name_in_front(shell) == "Probe"
    assert gone == [True]
    meaning = shell.key_bar.key(9)
    assert meaning is not None
    assert meaning.caption == "Pay"


def test_keys_are_rebindable(qtbot: QtBot, shell: MainWindow, probe: Probe) -> None:
    shell.set_keymap(KeyMap().rebound({"f1": "Ctrl+H"}))
    press(qtbot, shell, Qt.Key.Key_F1)
    assert probe.done == []
    press(qtbot, shell, Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier)
    assert probe.done == [1]


@pytest.mark.parametrize("changes", [{"f1": "F2"}, {"f1": ""}, {"nothing": "F1"}, {"f1": "Ctrl+K, Ctrl+C"}])
def test_a_bad_binding_is_refused(changes: dict[str, str]) -> None:
    with pytest.raises(KeyMapError):
        KeyMap().rebound(changes)


def test_the_ring_surrounds_the_whole_entry(qtbot: QtBot, shell: MainWindow, probe: Probe) -> None:
    qtbot.waitUntil(lambda: shell.ring.target is probe.entry)
    qtbot.waitUntil(shell.ring.isVisible)
    place = probe.entry.mapTo(shell, probe.entry.rect().topLeft())
    assert shell.ring.geometry().topLeft() == place - type(place)(5, 5)


def test_the_ring_follows_when_a_banner_moves_things(qtbot: QtBot, shell: MainWindow, probe: Probe) -> None:
    qtbot.waitUntil(shell.ring.isVisible)
    before = shell.ring.y()
    shell.show_banner("b", Banner("No paper", "Put in a roll."))
    qtbot.waitUntil(
        lambda: shell.ring.y() != before or probe.entry.mapTo(shell, probe.entry.rect().topLeft()).y() == before + 5
    )
    shell.clear_banner("b")
    assert shell.banner("b") is None


def test_the_numpad_types_into_the_focused_field(qtbot: QtBot, shell: MainWindow, probe: Probe) -> None:
    pad = Numpad(MONEY, decimal_sign=",", target=probe.entry.field)
    qtbot.addWidget(pad)
    for name in ("1", "2", "00", "decimal", "5", "backspace"):
        pad.key(name).click()
    assert probe.entry.text == "1200,"
    pad.key("clear").click()
    assert probe.entry.text == ""


def test_every_chip_opens_what_it_is_about(qtbot: QtBot, shell: MainWindow) -> None:
    asked: list[str] = []
    shell.chip_clicked.connect(asked.append)
    shell.top.set_chip("printer", "Printer: no paper", "bad")
    chip = shell.top.chip("printer")
    assert chip is not None
    assert chip.accessibleName() == "Printer: no paper"
    assert chip.sizeHint().height() >= 48
    QTest.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert asked == ["printer"]


def test_a_disabled_key_shows_its_cause(qtbot: QtBot, shell: MainWindow) -> None:
    key = Key("On account")
    qtbot.addWidget(key)
    key.set_cause("needs the line")
    assert not key.isEnabled()
    assert key.accessibleDescription() == "needs the line"
    key.set_cause("")
    assert key.isEnabled()


def test_screen_names_are_unique(shell: MainWindow, probe: Probe) -> None:
    other = Probe()
    with pytest.raises(ValueError, match="taken"):
        shell.add_screen(other)
    other.deleteLater()
