"""Bursts of a keyboard wedge as the system delivers them: posted events with their own times."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent, QShortcut, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QLineEdit, QMenu, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from pos_client.devices.ports import Scan
from pos_client.devices.scanner import Key, Replay, WedgeDetector
from pos_client.ui.wedge_filter import WedgeFilter
from pos_client.ui.widgets import Numpad
from tests.support.fresh import run_python

GTIN = "4607001230113"


class Ears(QObject):
    """Hears the keys that come to a window itself."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.heard: list[str] = []
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and watched.isWidgetType():
            self.heard.append(event.text())
        return False


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
        self.row = QHBoxLayout(self.window)
        for widget in (self.field, self.other, self.button):
            self.row.addWidget(widget)
        self.entered: list[str] = []
        self.field.returnPressed.connect(lambda: self.entered.append(self.field.text()))
        self.window.show()
        self.window.activateWindow()
        self.field.setFocus()
        QCoreApplication.processEvents()

    def post(self, text: str, at_ms: int, key: Qt.Key | None = None, *, repeat: bool = False) -> None:
        """Put press and release of a key into the queue, struck at `at_ms`."""
        post_to(self.handle, text, at_ms, key, repeat=repeat)

    @property
    def handle(self) -> QWindow:
        """Where the system hands in what happens to the window."""
        return self.window.windowHandle()

    def click(self, widget: QWidget) -> None:
        """Click on the middle of `widget`."""
        QTest.mouseClick(self.handle, Qt.MouseButton.LeftButton, pos=widget.geometry().center())

    def touch(self, widget: QWidget, at_ms: int) -> None:
        """Put press and release of the pointer on `widget` into the queue, at `at_ms`."""
        where = QPointF(widget.geometry().center())
        left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
        for kind, held in ((QEvent.Type.MouseButtonPress, left), (QEvent.Type.MouseButtonRelease, none)):
            event = QMouseEvent(kind, where, self.handle.mapToGlobal(where), left, held, Qt.KeyboardModifier.NoModifier)
            event.setTimestamp(at_ms)
            QCoreApplication.postEvent(self.handle, event)

    def burst(self, text: str, at_ms: int, gap_ms: int = 5, *, enter: bool = True) -> int:
        for sign in text:
            self.post(sign, at_ms)
            at_ms += gap_ms
        if enter:
            self.post("\r", at_ms, Qt.Key.Key_Return)
        return at_ms


def post_to(window: QWindow, text: str, at_ms: int, key: Qt.Key | None = None, *, repeat: bool = False) -> None:
    code = key if key is not None else Qt.Key(ord(text.upper()))
    for kind, late in ((QEvent.Type.KeyPress, 0), (QEvent.Type.KeyRelease, 1)):
        event = QKeyEvent(kind, code, Qt.KeyboardModifier.NoModifier, text, repeat)
        event.setTimestamp(at_ms + late)
        QCoreApplication.postEvent(window, event)


@pytest.fixture
def bench(qtbot: QtBot, qapp: QApplication) -> Iterator[Bench]:
    made = Bench(qtbot)
    made.filter.start(qapp)
    yield made
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
    QTest.keyClick(bench.handle, Qt.Key.Key_F9)
    assert seen == ["60"]


def test_a_function_key_and_esc_let_held_keys_act(bench: Bench) -> None:
    bench.post("1", now())
    QCoreApplication.sendPostedEvents()
    QTest.keyClick(bench.handle, Qt.Key.Key_Escape)
    assert bench.field.text() == "1"


def test_a_touch_lets_held_keys_act_before_it(bench: Bench) -> None:
    bench.post("1", now())
    QCoreApplication.sendPostedEvents()
    bench.click(bench.other)
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
            bench.handle, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Shift, Qt.KeyboardModifier.NoModifier)
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


def test_a_scan_from_a_port_comes_after_what_was_typed_before_it(bench: Bench) -> None:
    seen: list[str] = []
    bench.post("3", now() - 60, Qt.Key.Key_3)
    bench.post("*", now(), Qt.Key.Key_Asterisk)
    QCoreApplication.sendPostedEvents()
    bench.filter.after_keys(time.monotonic_ns(), lambda: seen.append(bench.field.text()))
    run(150)
    assert seen == ["3*"]


def test_a_scan_from_a_port_does_not_break_a_burst(bench: Bench) -> None:
    order: list[object] = []
    at = bench.burst(GTIN[:8], now(), enter=False)
    QCoreApplication.sendPostedEvents()
    bench.filter.after_keys(time.monotonic_ns(), lambda: order.append(list(bench.scans)))
    QCoreApplication.processEvents()
    bench.burst(GTIN[8:], at)
    run(150)
    assert order == [[GTIN]]
    assert bench.field.text() == ""


def test_keys_that_the_system_still_held_back_count_by_when_they_were_struck(bench: Bench) -> None:
    """The main thread was busy: the scan is told of first, what was typed before and after it follows in one heap."""
    seen: list[str] = []
    bench.post("7", now(), Qt.Key.Key_7)  # so that the keys' clock is known
    run(80)
    scanned = time.monotonic_ns()
    bench.filter.after_keys(scanned, lambda: seen.append(bench.field.text()))
    before, after = scanned // 1_000_000 - 300, scanned // 1_000_000 + 300
    bench.post("3", before)
    bench.post("*", before + 100, Qt.Key.Key_Asterisk)
    bench.post("5", after)
    bench.post("8", after + 100)
    run(150)
    assert seen == ["73*"]
    assert bench.field.text() == "73*58"


def test_a_function_key_does_not_overtake_a_scan_before_it(bench: Bench) -> None:
    order: list[str] = []
    shortcut = QShortcut(QKeySequence("F9"), bench.window)
    shortcut.activated.connect(lambda: order.append("F9"))
    bench.filter.after_keys(time.monotonic_ns(), lambda: order.append("scan"))
    QTest.keyClick(bench.handle, Qt.Key.Key_F9)
    assert order == ["scan", "F9"]


class Breaks(QLineEdit):
    """A field whose handler of "x" is broken."""

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.text() == "x":
            raise ValueError("a broken handler")
        return super().event(event)


def test_an_error_behind_a_key_is_reported_and_no_key_is_lost_or_doubled(bench: Bench, qtbot: QtBot) -> None:
    field = Breaks(bench.window)
    field.show()
    field.setFocus()
    with qtbot.captureExceptions() as errors:
        for at, sign in enumerate("axb"):
            bench.post(sign, now() + at)
        run(150)
    assert field.text() == "ab"
    assert ["a broken handler" in str(error) for _kind, error, _trace in errors] == [True]


BROKEN_SLOT = r"""
import sys, time
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pos_client.devices.scanner import Key, Replay, WedgeDetector
from pos_client.ui.wedge_filter import WedgeFilter

reported = []
sys.excepthook = lambda kind, error, trace: reported.append(str(error))
application = QApplication([])

class Outer(QWidget):
    def keyPressEvent(self, event):
        if event.key() == Qt.Key.Key_Return:
            raise ValueError("an override")

class Field(QLineEdit):
    def keyPressEvent(self, event):
        event.ignore() if event.key() == Qt.Key.Key_Return else super().keyPressEvent(event)

def edited(text):
    if text == "12":
        raise ValueError("a slot")

detector = WedgeDetector()
wedge = WedgeFilter(
    detector,
    lambda text, at, end, repeat, handle: detector.feed(Key(text, at, end, repeat, handle)),
    lambda event: tuple(key.handle for key in event.keys) if isinstance(event, Replay) else None,
    lambda event: None,
)
wedge.start(application)
window = Outer()
field = Field(window)
QVBoxLayout(window).addWidget(field)
field.textEdited.connect(edited)
window.show()
field.setFocus()
application.processEvents()
at = time.monotonic_ns() // 1_000_000
for number, sign in enumerate("1234\r5"):
    key = Qt.Key.Key_Return if sign == "\r" else Qt.Key(ord(sign))
    event = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, sign)
    event.setTimestamp(at + 60 * number)
    QCoreApplication.postEvent(window.windowHandle(), event)
end = time.monotonic() + 10
while field.text() != "12345" and time.monotonic() < end:
    application.processEvents()
    time.sleep(0.001)
wedge.stop()
slots = sum("a slot" in text for text in reported)
overrides = sum("an override" in text for text in reported)
print(field.text(), slots, overrides)
"""


def test_errors_in_slots_and_handlers_do_not_end_the_program() -> None:
    told = run_python(BROKEN_SLOT)
    assert (told.returncode, told.stdout.split()) == (0, ["12345", "1", "1"]), told.stderr


def test_each_key_and_click_tells_that_somebody_works_here(bench: Bench, qtbot: QtBot) -> None:
    acted: list[str] = []
    bench.filter.acted.connect(lambda: acted.append("acted"))
    bench.window.resize(500, 200)
    QCoreApplication.processEvents()
    assert acted == []
    bench.click(bench.button)
    clicked = len(acted)
    assert clicked
    bench.field.setFocus()
    QTest.keyClick(bench.handle, Qt.Key.Key_F5)
    assert len(acted) > clicked


def test_keys_act_although_nothing_has_the_focus(bench: Bench) -> None:
    struck: list[str] = []
    ears = Ears(bench.window)
    shortcut = QShortcut(QKeySequence("F9"), bench.window)
    shortcut.activated.connect(lambda: struck.extend([*ears.heard, "F9"]))
    bench.field.clearFocus()
    assert QApplication.focusWidget() is None
    bench.burst(GTIN, now())
    run(150)
    assert (bench.scans, ears.heard) == ([GTIN], [])
    bench.post("7", now())
    QCoreApplication.sendPostedEvents()
    assert ears.heard == []
    QTest.keyClick(bench.handle, Qt.Key.Key_F9)
    assert struck == ["7", "F9"]


def test_a_dialog_gets_the_keys_that_follow_its_opening_and_none_is_lost_when_it_closes(bench: Bench) -> None:
    dialog = QDialog(bench.window)
    inner = QLineEdit(dialog)
    inner.returnPressed.connect(dialog.accept)
    dialog.finished.connect(bench.window.activateWindow)  # as a window manager does
    bench.field.returnPressed.connect(dialog.open)
    at = now()
    bench.post("\r", at, Qt.Key.Key_Return)
    run(120)
    assert dialog.isVisible()
    handle = dialog.windowHandle()
    for late, sign in enumerate("12"):
        post_to(handle, sign, at + 200 + 100 * late)
    run(120)
    assert (inner.text(), bench.field.text()) == ("12", "")
    for late, sign in enumerate(GTIN):
        post_to(handle, sign, at + 600 + 5 * late)
    post_to(handle, "\r", at + 700, Qt.Key.Key_Return)
    run(150)
    assert (bench.scans, inner.text(), dialog.isVisible()) == ([GTIN], "12", True)

    post_to(handle, "\r", at + 1000, Qt.Key.Key_Return)
    post_to(handle, "3", at + 1005)  # struck before the dialog was gone
    run(150)
    assert (dialog.isVisible(), inner.text(), bench.field.text()) == (False, "12", "3")


def test_a_burst_is_no_typing_in_a_menu_either(bench: Bench) -> None:
    chosen: list[str] = []
    menu = QMenu(bench.window)
    menu.addAction("4 of a kind").triggered.connect(lambda: chosen.append("4"))
    menu.addAction("6 of a kind").triggered.connect(lambda: chosen.append("6"))
    menu.popup(bench.window.mapToGlobal(bench.field.geometry().bottomLeft()))
    run(20)
    bench.burst(GTIN, now())
    run(150)
    assert (bench.scans, chosen, bench.field.text()) == ([GTIN], [], "")
    bench.post("\x1b", now(), Qt.Key.Key_Escape)
    run(120)
    assert not menu.isVisible()


def test_a_touch_does_not_overtake_a_scan_before_it(bench: Bench) -> None:
    order: list[str] = []
    bench.button.pressed.connect(lambda: order.append("touch"))
    bench.filter.after_keys(time.monotonic_ns(), lambda: order.append("scan"))
    bench.click(bench.button)
    assert order == ["scan", "touch"]


def test_a_scan_does_not_overtake_a_touch_before_it(bench: Bench) -> None:
    order: list[str] = []
    bench.button.pressed.connect(lambda: order.append("touch"))
    bench.touch(bench.button, now())  # so that the pointer's clock is known
    run(20)
    scanned = time.monotonic_ns()
    bench.filter.after_keys(scanned, lambda: order.append("scan"))
    bench.touch(bench.button, scanned // 1_000_000 - 300)  # the main thread was busy: it comes through only now
    run(20)
    assert order == ["touch", "touch", "scan"]


def test_the_numpad_types_behind_what_was_typed(bench: Bench) -> None:
    pad = Numpad(target=bench.field)
    bench.row.addWidget(pad)
    pad.show()
    run(5)
    bench.post("1", now())
    QCoreApplication.sendPostedEvents()
    assert bench.field.text() == ""
    key = pad.key("2")
    QTest.mouseClick(bench.handle, Qt.MouseButton.LeftButton, pos=key.mapTo(bench.window, key.rect().center()))
    assert bench.field.text() == "12"


def test_held_keys_act_when_another_program_comes_to_the_front(bench: Bench, qapp: QApplication) -> None:
    bench.post("1", now())
    QCoreApplication.sendPostedEvents()
    assert bench.field.text() == ""
    qapp.applicationStateChanged.emit(Qt.ApplicationState.ApplicationInactive)  # offscreen there is no other program
    assert bench.field.text() == "1"


def test_after_its_stop_keys_act_at_once_and_none_is_held(bench: Bench) -> None:
    bench.post("1", now())
    QCoreApplication.sendPostedEvents()
    bench.filter.stop()
    bench.post("2", now())
    QCoreApplication.sendPostedEvents()
    assert bench.field.text() == "2"
    run(120)
    assert bench.field.text() == "2"
