"""What product.md promises a person at the till, played with a scanner and a keyboard."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from tests.support.books import compare_papers, journal_events, sales
from tests.support.receipt_reader import read_receipt
from tests.support.shift import Cashier, goods
from tests.support.till import TillRig


class KeyCounter(QObject):
    """Counts the keys that are pressed in the window, modifiers apart."""

    def __init__(self) -> None:
        super().__init__()
        self.pressed: list[int] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and watched is QApplication.focusWidget()
            and not (self.pressed and self.pressed[-1] == event.key())  # the wedge filter hands a held key on once more
        ):
            self.pressed.append(event.key())
        return False


def test_four_items_are_sold_with_two_key_presses_after_the_last_scan(selling: TillRig) -> None:
    cashier = Cashier.at(selling, 1)
    for code in goods().plain[:4]:
        cashier.scan(code)
    counter = KeyCounter()
    application = QApplication.instance()
    assert application is not None
    application.installEventFilter(counter)

    cashier.press("F9")
    cashier.on_screen("pay")
    cashier.finishing_key("Return")
    cashier.on_screen("paid")

    application.removeEventFilter(counter)
    assert counter.pressed in ([Qt.Key.Key_F9, Qt.Key.Key_Return], [Qt.Key.Key_Return]), "two keys, F9 and Enter"
    assert selling.printer.wait_for_papers(1)
    cashier.until(lambda: selling.printer.drawer_pulses == 1, "the drawer")

    def print_state() -> str:
        seen = selling.controller.paid.shown
        return seen.print_state if seen is not None else ""

    cashier.until(lambda: print_state() == "printed", "the screen saying that the receipt is printed")
    sold = sales(journal_events(selling.directory))
    assert len(sold) == 1
    assert len(sold[0].lines) == 4
    compare_papers([read_receipt(paper) for paper in selling.printer.papers], sold)

    cashier.scan(goods().plain[5])  # the next customer's first product: no key in between
    assert cashier.is_on == "sell"
    assert cashier.lines == 1
