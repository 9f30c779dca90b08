"""Whatever comes in by scanner, key or cable: the till stays usable, and sells nothing that was not asked for."""

from __future__ import annotations

import random
import time
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from pos_client.app.demo_codes import badge_codes, weight_label
from pos_client.app.main import open_till
from pos_client.app.settings import ScannerEntry, ScreenEntry, Settings, write_settings
from pos_client.db.journal import verify
from pos_client.devices.simulators.scanner import ScannerSimulator
from pos_client.ui.widgets import Banner, Key
from tests.support.books import compare_papers, journal_events, sales
from tests.support.receipt_reader import read_receipt
from tests.support.shift import Cashier, goods
from tests.support.till import CASHIER, CASHIER_PIN, STORE, RunningClock, TillRig, put_away

UNKNOWN = "4607001999997"


def errors(cashier: Cashier) -> list[str]:
    return [row.code for row in cashier.services.checkout.view().errors]


def strike_errors(cashier: Cashier) -> None:
    while errors(cashier):
        cashier.press("Esc")


def sell_one(cashier: Cashier) -> None:
    """The proof that the till still works: a product, paid and printed."""
    papers = len(cashier_papers(cashier))
    cashier.scan(goods().plain[7])
    cashier.pay("exact")
    cashier.until(lambda: len(cashier_papers(cashier)) > papers, "the receipt")


def cashier_papers(cashier: Cashier) -> list[tuple[object, ...]]:
    reader = cashier.till.register.journal.reader()
    return [(job.job_id,) for job in reader.print_jobs(("printed",))]


@pytest.mark.parametrize("seed", range(3))
def test_noise_on_the_scanner_sells_nothing(selling: TillRig, seed: int) -> None:
    cashier, dice = Cashier.at(selling, seed), random.Random(seed)
    for _ in range(40):
        selling.scanner.write(dice.randbytes(dice.randint(1, 200)).replace(b"\r", b"") + b"\r")
    selling.scanner.scan(goods().plain[0])
    cashier.until(lambda: cashier.lines == 1, "the good code after the noise")

    lines = cashier.services.checkout.view().lines
    assert [line.code.lstrip("0") for line in lines] == [goods().plain[0].lstrip("0")]
    assert errors(cashier), "what is not known leaves rows that wait for an answer"
    strike_errors(cashier)
    cashier.pay("exact")
    assert verify(selling.directory / "journal.sqlite").ok


@pytest.mark.timeout(180)
def test_ten_megabytes_of_barcode_are_one_refusal(selling: TillRig) -> None:
    cashier = Cashier.at(selling, 1)
    piece = b"4607001230113" * 315
    for _ in range(10_000_000 // len(piece)):
        selling.scanner.write(piece)
        cashier.run_for(0.0)
    selling.scanner.write(b"\r")
    cashier.until(lambda: bool(errors(cashier)), "the refusal")
    selling.scanner.scan(goods().plain[0])
    cashier.until(lambda: cashier.lines == 1, "the next product")

    assert len(errors(cashier)) <= 3
    strike_errors(cashier)
    cashier.pay("exact")


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("4607001230114", "bad_check_digit"),
        (weight_label(STORE, goods().loose[0], 0), "zero"),
        (weight_label(STORE, goods().loose[0], 99_999), "above_highest_weight"),
        (UNKNOWN, "unknown_code"),
    ],
)
def test_a_code_that_cannot_be_sold_adds_nothing_and_says_why(selling: TillRig, code: str, expected: str) -> None:
    cashier = Cashier.at(selling, 1)
    cashier.scan(code)

    assert cashier.lines == 0
    (found,) = errors(cashier)
    assert expected in found
    cashier.scan(goods().plain[0])
    assert errors(cashier) == [found], "the row stays until it is answered"


def test_pay_stops_at_an_unknown_code_until_it_is_answered(selling: TillRig) -> None:
    cashier = Cashier.at(selling, 1)
    cashier.scan(goods().plain[0])
    cashier.scan(UNKNOWN)

    cashier.press("F9")
    assert cashier.is_on == "sell", "Pay stops"
    assert cashier.window.toast_text
    cashier.press("Return")  # find by name strikes the row
    cashier.until(lambda: not errors(cashier), "the answered row")
    cashier.type("choco")
    box = cashier.till.controller.sell.box
    cashier.until(lambda: bool(box.results.hits), "results")
    cashier.press("Esc")
    cashier.pay("exact")


def test_an_unknown_code_is_sold_as_an_open_item(selling: TillRig) -> None:
    cashier = Cashier.at(selling, 1)
    cashier.scan(UNKNOWN)
    cashier.press("F4")
    cashier.until(lambda: cashier.window.side is not None, "the panel")
    cashier.type("150")
    cashier.press("Return")
    cashier.until(lambda: cashier.lines == 1, "the open item")

    assert errors(cashier) == []
    cashier.pay("exact")
    (sale,) = sales(journal_events(selling.directory))
    assert sale.total == 15_000
    assert sale.lines[0].is_open_item
    assert sale.lines[0].raw_codes == (UNKNOWN,)


def test_a_scan_in_the_middle_of_pay_changes_nothing(selling: TillRig) -> None:
    cashier = Cashier.at(selling, 1)
    cashier.scan(goods().plain[0])
    total = cashier.total
    cashier.open_pay()
    selling.scanner.scan(goods().plain[1])
    cashier.until(lambda: cashier.window.banner("pay") is not None, "the answer to the scan")

    assert cashier.is_on == "pay"
    assert cashier.total == total
    cashier.finishing_key("Return")
    cashier.on_screen("paid")
    (sale,) = sales(journal_events(selling.directory))
    assert [line.gtin.lstrip("0") for line in sale.lines] == [goods().plain[0].lstrip("0")]


def test_f9_struck_twice_opens_pay_and_takes_no_money(selling: TillRig) -> None:
    cashier = Cashier.at(selling, 1)
    cashier.scan(goods().plain[0])
    for _ in range(2):
        QTest.keyClick(cashier.window.windowHandle(), Qt.Key.Key_F9)
    cashier.on_screen("pay")
    cashier.run_for(0.5)

    assert cashier.is_on == "pay"
    assert sales(journal_events(selling.directory)) == []
    cashier.press("F9")  # once more, on purpose
    cashier.on_screen("paid")
    for _ in range(2):
        QTest.keyClick(cashier.window.windowHandle(), Qt.Key.Key_F9)
    cashier.run_for(0.2)
    assert len(sales(journal_events(selling.directory))) == 1


def test_a_quantity_typed_while_the_till_was_busy_goes_with_the_scan_after_it(selling: TillRig) -> None:
    cashier = Cashier.at(selling, 1)
    field = cashier.till.controller.sell.box.field
    for sign in "3*":
        event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key(ord(sign)), Qt.KeyboardModifier.NoModifier, sign)
        QCoreApplication.postEvent(cashier.window.windowHandle(), event)
    selling.scanner.scan(goods().plain[0])
    assert selling.scanner.wait_until_read()
    time.sleep(0.2)  # the main thread does something else: keys and scan wait for it together
    cashier.until(lambda: cashier.lines == 1, "the product")

    (line,) = cashier.services.checkout.view().lines
    assert line.quantity.thousandths == 3_000
    cashier.run_for(0.1)
    assert field.text() == "", "nothing is left for the next product"
    cashier.void_last()


def test_two_scanners_at_once_lose_nothing(till_folder: Path, qtbot: QtBot) -> None:
    with ScannerSimulator(till_folder / "left") as left, ScannerSimulator(till_folder / "right") as right:
        entries = tuple(ScannerEntry(str(scanner.path)) for scanner in (left, right))
        write_settings(till_folder, Settings(scanners=entries, screen=ScreenEntry(language="en", sounds=False)))
        till = open_till(till_folder, clock=RunningClock())
        try:
            till.start()
            till.window.show()
            till.window.activateWindow()
            cashier = Cashier(till, left, random.Random(1))
            cashier.log_in(badge_codes(STORE)[CASHIER], CASHIER_PIN)
            cashier.count_opening_cash({10_000: 10})
            wanted = goods().plain[:20]
            for one, other in zip(wanted[::2], wanted[1::2], strict=True):
                for place in range(0, 14, 2):  # both reads arrive in pieces, one between the other's
                    left.write((one + "\r").encode()[place : place + 2])
                    right.write((other + "\r").encode()[place : place + 2])
            cashier.until(lambda: cashier.lines == len(wanted), "twenty products")

            found = {line.code.lstrip("0") for line in cashier.services.checkout.view().lines}
            assert found == {code.lstrip("0") for code in wanted}
            assert errors(cashier) == []
        finally:
            put_away(till)


def test_the_scanner_is_unplugged_and_plugged_while_selling(selling: TillRig) -> None:
    cashier = Cashier.at(selling, 1)
    cashier.scan(goods().plain[0])
    selling.scanner.unplug()
    chip = cashier.window.top

    def role() -> str:
        found = chip.chip("scanner")
        return found.role if found is not None else ""

    cashier.until(lambda: role() in ("warn", "bad"), "the scanner's warning")
    cashier.type(goods().plain[1])  # by hand meanwhile
    cashier.press("Return")
    cashier.until(lambda: cashier.lines == 2, "the typed code")
    selling.scanner.plug()
    cashier.until(lambda: role() not in ("warn", "bad"), "the scanner's return")
    cashier.scan(goods().plain[2])
    assert cashier.lines == 3
    cashier.pay("exact")


# --- the printer


def banner_key(cashier: Cashier, index: int) -> Key:
    """Return a key of the question about a paper, once it is asked: trouble is told before, without keys."""

    def keys() -> list[Key]:
        banner = cashier.window.banner("print")
        return banner.findChildren(Key) if isinstance(banner, Banner) else []

    cashier.until(lambda: len(keys()) > index, "the keys of the question")
    return keys()[index]


@pytest.mark.parametrize("fault", ["no_paper", "cover_open", "offline"])
def test_a_printer_in_trouble_stops_no_sale_and_prints_later(selling: TillRig, fault: str) -> None:
    cashier = Cashier.at(selling, 1)
    selling.printer.set_faults(**{fault: True})
    cashier.scan(goods().plain[0])
    cashier.pay("exact")
    assert len(sales(journal_events(selling.directory))) == 1, "the sale stands"

    def warned() -> bool:
        found = cashier.window.top.chip("printer")
        return found is not None and found.role in ("bad", "warn")

    cashier.until(warned, "the printer's warning")
    cashier.until(lambda: cashier.window.banner("print") is not None, "what to do")
    cashier.scan(goods().plain[1])
    cashier.pay("exact")  # selling goes on
    assert not selling.printer.papers

    selling.printer.set_faults(**{fault: False})
    cashier.until(lambda: len(selling.printer.papers) >= 2, "both receipts")
    cashier.until(lambda: cashier.window.banner("print") is None, "the end of the warning")
    compare_papers([read_receipt(paper) for paper in selling.printer.papers], sales(journal_events(selling.directory)))


@pytest.mark.parametrize("is_out", [True, False])
def test_a_receipt_cut_in_the_middle_is_asked_about(selling: TillRig, is_out: bool) -> None:
    cashier = Cashier.at(selling, 1)
    selling.printer.set_faults(drop_after=400)
    cashier.scan(goods().plain[0])
    cashier.pay("exact")
    cashier.until(lambda: cashier.window.banner("print") is not None, "the question")
    reader = cashier.till.register.journal.reader()
    cashier.until(lambda: len(reader.print_jobs(("unknown",))) == 1, "the unknown outcome")
    assert len(sales(journal_events(selling.directory))) == 1
    before = len(selling.printer.papers)

    selling.printer.set_faults(drop_after=None)
    QTest.mouseClick(banner_key(cashier, 0 if is_out else 1), Qt.MouseButton.LeftButton)
    cashier.until(lambda: not reader.print_jobs(("unknown",)) and cashier.window.banner("print") is None, "the answer")
    if not is_out:
        cashier.until(lambda: len(selling.printer.papers) >= before + 2, "the second try")
    sell_one(cashier)
    stump = 1  # what broke off is cut away before the next paper
    assert len(selling.printer.papers) == before + stump + (1 if is_out else 2)
