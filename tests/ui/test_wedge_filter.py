"""Bursts of a keyboard wedge as the system delivers them: posted events with their own times."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from pos_client.devices.ports import Scan
from pos_client.devices.scanner import Key, Replay, WedgeDetector
from pos_client.ui.wedge_filter import WedgeFilter

GTIN = "4607001230113"


class Bench:
    """A window with two fields and a push button behind a filter; `scans` is what it recognised."""

    def __init__(self, qtbot: QtBot) -> None:
        detector = WedgeDetector()
        self.scans: list[str] = []
        self.filter = WedgeFilter(
            detector,
            lambda text, at, end, repeat, handle: detector.feed(Key(text, at, end, repeat, handle)),
            lambda event: tuple(key.handle for key in event.keys) if isinstance(event, Replay) else None,
            lambda event: self.scans.append(event.text if isinstance(event, Scan) else "bad"),
        )
        self.window = QWidget()
        qtbot.addWidget(self.window)
        self.field, self.other, self.button = QLineEdit(), QLineEdit(), QPushButton("b")
        row = QHBoxLayout(self.window)
        for widget in (self.field, self.other, self.button):
            row.addWidget(widget)
        self.entered: list[str] = []
        self.field.returnPressed.connect(lambda: self.entered.append(self.field.text()))
        self.window.show()
        self.window.activateWindow()
        self.field.setFocus()
        QCoreApplication.processEvents()

    def post(self, text: str, at_ms: int, key: Qt.Key | None = None, *, repeat: bool = False) -> None:
        """Put press and release of a key into the queue, struck at `at_ms`."""
        code = key if key is not None else Qt.Key(ord(text.upper()))
        for kind, late in ((QEvent.Type.KeyPress, 0), (QEvent.Type.KeyRelease, 1)):
            event = QKeyEvent(kind, code, Qt.KeyboardModifier.NoModifier, text, repeat)
            event.setTimestamp(at_ms + late)
            QCoreApplication.postEvent(QApplication.focusWidget() or self.field, event)

    def burst(self, text: str, at_ms: int, gap_ms: int = 5, *, enter: bool = True) -> int:
        for sign in text:
            self.post(sign, at_ms)
            at_ms += gap_ms
        if enter:
            self.post("\r", at_ms, Qt.Key.Key_Return)
        return at_ms


@pytest.fixture
def bench(qtbot: QtBot, qapp: QApplication) -> Iterator[Bench]:
    made = Bench(qtbot)
    qapp.installEventFilter(made.filter)
    yield made
    qapp.removeEventFilter(made.filter)
    made.filter.stop()


def run(milliseconds: int) -> None:
    end = time.monotonic() + milliseconds / 1000
    while time.monotonic() < end:
        QCoreApplication.processEvents()
        time.sleep(0.001)


def now() -> int:
    return time.monotonic_ns() // 1_000_000


def test_a_burst_is_one_scan_and_types_nothing(bench: Bench) -> None:
    bench.burst(GTIN, now())
    run(150)
    assert bench.scans == [GTIN]
    assert bench.field.text() == ""
    assert bench.entered == []


def test_typing_comes_out_in_order_and_enter_after_it(bench: Bench) -> None:
    for at, sign in enumerate("6000"):
        bench.post(sign, now() + at * 80)
        run(80)
    bench.post("\r", now() + 400, Qt.Key.Key_Return)
    run(120)
    assert bench.entered == ["6000"]
    assert bench.scans == []


def test_a_burst_that_came_in_two_heaps_after_a_busy_time_is_one_scan(bench: Bench) -> None:
    start = now()
    bench.burst(GTIN[:6], start, enter=False)
    QCoreApplication.processEvents()
    time.sleep(0.12)  # the main thread is busy beyond the deadline; the rest is queued meanwhile
    bench.burst(GTIN[6:], start + 30)
    run(150)
    assert bench.scans == [GTIN]
    assert bench.field.text() == ""


def test_what_is_queued_when_the_timer_is_due_counts_first(bench: Bench) -> None:
    start = now()
    bench.burst(GTIN[:6], start, enter=False)
    QCoreApplication.sendPostedEvents()
    time.sleep(0.08)
    due: Callable[[], None] = bench.filter._due
    due()  # the timer's turn comes before the queue's
    bench.burst(GTIN[6:], start + 30)
    run(150)
    assert bench.scans == [GTIN]
    assert bench.field.text() == ""


def test_a_shortcut_does_not_overtake_what_was_typed(bench: Bench) -> None:
    seen: list[str] = []
    shortcut = QShortcut(QKeySequence("F9"), bench.window)
    shortcut.activated.connect(lambda: seen.append(bench.field.text()))
    bench.post("6", now())
    bench.post("0", now() + 5)
    QCoreApplication.sendPostedEvents()
    assert bench.field.text() == ""  # still held
    QTest.keyClick(bench.field, Qt.Key.Key_F9)
    assert seen == ["60"]


def test_a_function_key_and_esc_let_held_keys_act(bench: Bench) -> None:
    bench.post("1", now())
    QCoreApplication.sendPostedEvents()
    QTest.keyClick(bench.field, Qt.Key.Key_Escape)
    assert bench.field.text() == "1"


def test_a_touch_lets_held_keys_act_before_it(bench: Bench) -> None:
    bench.post("1", now())
    QCoreApplication.sendPostedEvents()
    QTest.mouseClick(bench.other, Qt.MouseButton.LeftButton)
    assert (bench.field.text(), bench.other.text()) == ("1", "")


def test_keys_go_where_the_focus_is_when_they_act(bench: Bench) -> None:
    bench.field.returnPressed.connect(bench.other.setFocus)
    at = now()
    bench.post("\r", at, Qt.Key.Key_Return)
    run(5)
    bench.post("7", at + 100)
    run(120)
    assert bench.other.text() == "7"


def test_bare_modifiers_do_not_break_a_burst(bench: Bench) -> None:
    at = now()
    for sign in "AB12CD34":
        QCoreApplication.postEvent(
            bench.field, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Shift, Qt.KeyboardModifier.NoModifier)
        )
        bench.post(sign, at)
        at += 5
    bench.post("\r", at, Qt.Key.Key_Return)
    run(150)
    assert bench.scans == ["AB12CD34"]


def test_a_held_space_presses_a_button_whole(bench: Bench) -> None:
    clicked: list[bool] = []
    bench.button.clicked.connect(lambda: clicked.append(True))
    bench.button.setFocus()
    bench.post(" ", now(), Qt.Key.Key_Space)
    run(120)
    assert clicked == [True]
    assert not bench.button.isDown()


def test_a_held_key_repeats_as_typed(bench: Bench) -> None:
    at = now()
    bench.post("5", at)
    for _ in range(4):
        at += 30
        bench.post("5", at, repeat=True)
    run(120)
    assert bench.field.text() == "55555"
    assert bench.scans == []
