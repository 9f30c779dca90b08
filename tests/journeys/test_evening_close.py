"""Journey 9, the end of the day: a day's selling counted, compared and closed by keys alone, in Russian, offline.

What the screen shows, what the Z says on paper and what the journal holds agree to the cent. Each step leaves a
picture in build/shots.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel

from pos_client.app.demo_codes import badge_codes
from pos_client.ui.screens.approval import ApprovalPanel
from sync.protocol.events import BasketCancelledBody, CashMoveBody, CountComparedBody, ZBody
from tests.support.books import journal_events, sales
from tests.support.escpos_decoder import EPSON_WINDOWS_TABLES, decode
from tests.support.receipt_reader import minor
from tests.support.till import CASHIER, CASHIER_PIN, STORE, TillRig, shown_texts

SHOTS = Path(__file__).resolve().parents[2] / "build" / "shots"
SENIOR_PIN, BAG = "2222", "00482217"
OPENING = {100_000: 3, 50_000: 2, 10_000: 10}  # 5,000.00
MISSING = 15_000  # what somebody took out of the drawer without a word
_AMOUNT = r"-?\d{1,3}(?:[ \xa0\u202f]\d{3})*,\d\d"


class Evening:
    """Maria at the till of `rig`, by keys."""

    def __init__(self, rig: TillRig) -> None:
        self.rig = rig
        self.player = rig.player
        self._shots = 0

    def shot(self, name: str) -> None:
        self._shots += 1
        self.player.shot(SHOTS / f"evening-{self._shots:02d}-{name}.png")

    def more(self, *icons: str) -> None:
        """F11, then the digit of each item on the way."""
        self.player.more(*icons)

    def approve(self) -> None:
        """Igor, the first who may, types his PIN."""
        self.player.until(lambda: isinstance(self.rig.window.side, ApprovalPanel), "the question for an approval")
        self.shot("approval")
        self.player.type(SENIOR_PIN)
        self.player.finishing_key("Return")
        self.player.until(lambda: not isinstance(self.rig.window.side, ApprovalPanel), "the approval")

    def count_cash(self, pieces: dict[int, int]) -> None:
        """Type the pieces of every denomination, largest first; Enter alone where there are none."""
        for value in self.rig.services.desk.store.denominations:
            if pieces.get(value):
                self.player.type(str(pieces[value]))
            self.player.press("Return")

    def moved(self, moves: int) -> None:
        """Wait until so many cash moves are on record and the panel has gone."""
        cash_moves, window = self.rig.services.cash_moves, self.rig.window
        self.player.until(lambda: len(cash_moves.of_shift()) == moves and window.side is None, f"move {moves}")

    def sell(self, *, card: bool) -> None:
        self.rig.scan_all()
        self.player.press("F9")
        self.player.on_screen("pay")
        self.player.run_for(0.45)
        if card:
            self.player.type("+")
        else:
            self.player.press("Return")
        self.player.on_screen("paid")
        self.player.finishing_key("F9")
        self.player.on_screen("sell")


def pieces_of(amount: int, values: tuple[int, ...]) -> dict[int, int]:
    """Return `amount` in the fewest pieces."""
    found = {}
    for value in values:
        found[value], amount = divmod(amount, value)
    assert amount == 0
    return found


def z_on_paper(rig: TillRig) -> list[str]:
    """Return the lines of the Z that the printer took."""
    for paper in reversed(rig.printer.papers):
        decoded = decode(paper, EPSON_WINDOWS_TABLES)
        if any("Z-ОТЧЁТ" in line for line in decoded.lines):
            assert not decoded.problems
            return [line.rstrip() for line in decoded.lines]
    raise AssertionError("no Z was printed")


def figures_after(lines: list[str], head: str, *labels: str) -> list[int]:
    """Return the amounts of `labels` in the rows below the one that is `head`."""
    at = next(n for n, line in enumerate(lines) if line.strip() == head)
    found = []
    for wanted in labels:
        row = next(line for line in lines[at + 1 :] if line.strip().startswith(wanted))
        matched = re.search(rf"({_AMOUNT})$", row)
        assert matched is not None, row
        found.append(minor(matched[1]))
    return found


def shown_amount(text: str) -> int:
    """Return an amount as the screen writes it, sign or word before it."""
    matched = re.search(rf"([+\-−]?)({_AMOUNT})$", text.replace("−", "-"))
    assert matched is not None, text
    return minor(matched[2].lstrip("-")) * (-1 if "-" in text.replace("−", "-") else 1)


@pytest.mark.timeout(240)
def test_an_evening_is_closed_by_keys_alone(make_rig: Callable[..., TillRig]) -> None:
    rig = make_rig(language="ru", size=(1366, 768))
    evening = Evening(rig)
    a_day_of_selling(evening)
    in_drawer = expected_cash(rig)
    x_tells_no_cash(evening, in_drawer)
    the_basket_left_behind_is_cancelled(evening)
    there = in_drawer - MISSING
    counted = pieces_of(there, rig.services.desk.store.denominations[2:])  # no note above 1,000
    first_count(evening, {**counted, 100_000: counted[100_000] - 1}, in_drawer)
    assert rig.services.closing.compare_view().cash_over_short == -MISSING - 100_000
    second_count(evening, counted)
    on_screen = cash_row(rig)
    assert on_screen == [there, in_drawer, -MISSING]
    explained_and_closed(evening)
    screen_paper_and_journal_agree(rig, on_screen)


def a_day_of_selling(evening: Evening) -> None:
    """Opened, three sales by two tenders, a basket left behind, money for the courier, the drawer opened."""
    rig, player = evening.rig, evening.player
    player.log_in(badge_codes(STORE)[CASHIER], CASHIER_PIN)
    player.on_screen("shift_open")
    evening.count_cash(OPENING)
    evening.shot("opening")
    player.finishing_key("F9")
    player.on_screen("sell")
    for card in (False, True, False):
        evening.sell(card=card)
    rig.scan_all()
    player.press("F7")
    player.until(lambda: len(rig.services.suspended.all()) == 1, "the parking")
    evening.more("banknote", "arrow-up")
    player.type("300.00")  # the comma of Russian and the point are one key
    player.press("Down")
    evening.shot("paid-out")
    player.finishing_key("Return")
    evening.moved(1)
    evening.more("archive")
    evening.shot("no-sale")
    player.finishing_key("Return")
    evening.approve()
    evening.moved(2)
    assert rig.printer.wait_for_papers(5)


def x_tells_no_cash(evening: Evening, in_drawer: int) -> None:
    """X shows a cashier nothing that tells what the drawer should hold."""
    evening.more("clock", "file-text")
    evening.player.on_screen("x_report")
    evening.shot("x")
    assert not is_shown(evening.rig, in_drawer)
    evening.player.press("Esc")
    evening.player.on_screen("sell")


def the_basket_left_behind_is_cancelled(evening: Evening) -> None:
    """The basket is cancelled with a reason and an approval, then the count begins."""
    rig, player = evening.rig, evening.player
    evening.more("clock", "calculator")
    evening.shot("suspended")
    player.finishing_key("F4")
    evening.shot("why")
    player.finishing_key("Return")
    evening.approve()
    player.until(lambda: rig.services.suspended.all() == (), "the cancelling")
    player.run_for(0.3)
    evening.shot("begin")
    player.finishing_key("Return")
    player.on_screen("shift_count")
    evening.shot("count")


def first_count(evening: Evening, pieces: dict[int, int], in_drawer: int) -> None:
    """One note of 1,000 is overlooked; the terminal is read by itself; nothing tells what is expected."""
    rig, player = evening.rig, evening.player
    evening.count_cash(pieces)
    player.until(lambda: rig.controller.shift.count._page() is None, "the other tenders")
    player.until(lambda: rig.services.closing.count_view().kinds[1].state == "terminal", "the terminal's answer")
    assert not is_shown(rig, in_drawer)
    evening.shot("tenders")
    player.type("0")  # the separate terminal was not used
    player.press("Return")
    player.press("Return")  # no voucher
    player.press("Return")  # no credit slip
    player.run_for(0.2)
    evening.shot("counted")
    player.finishing_key("F9")
    player.on_screen("shift_compare")
    evening.shot("compare-first")


def second_count(evening: Evening, pieces: dict[int, int]) -> None:
    """Cash is counted again, rightly; what the other tenders had stays."""
    rig, player = evening.rig, evening.player
    player.press("F4")
    evening.shot("again")
    player.finishing_key("Return")
    player.on_screen("shift_count")
    player.run_for(0.1)
    evening.count_cash(pieces)
    player.until(lambda: rig.controller.shift.count._page() is None, "the other tenders")
    player.finishing_key("F9")
    player.on_screen("shift_compare")
    key = rig.window.key_bar.key(9)
    assert key is not None
    assert key.cause, "without a bag and an explanation nothing is closed"
    player.finishing_key("F9")
    assert rig.services.shifts.is_open


def explained_and_closed(evening: Evening) -> None:
    """Bag, reason, F9; the Z is out; the way leads to the login."""
    rig, player = evening.rig, evening.player
    player.type(BAG)
    player.press("Return")
    player.press("Down")  # the first reason: wrong change
    player.run_for(0.2)
    evening.shot("explained")
    player.finishing_key("F9")
    player.on_screen("shift_closed")
    assert rig.printer.wait_for_papers(6)
    player.until(lambda: rig.services.reports.z_print(1)[0] == "printed", "the Z on paper")
    player.run_for(0.3)
    evening.shot("closed")
    player.finishing_key("F9")
    player.on_screen("login")
    evening.shot("login")
    assert not rig.services.shifts.is_open


def cash_row(rig: TillRig) -> list[int]:
    """Return what the screen shows of cash: counted, expected, over or short."""
    shown = [one.text() for one in rig.controller.shift.compare.table.findChildren(QLabel) if one.isVisible()]
    name = rig.window.formatter.name(rig.services.closing.compare_view().rows[0].names)
    amounts = [shown_amount(text) for text in shown[shown.index(name) + 2 :][:3]]
    assert len(amounts) == 3
    return amounts


def screen_paper_and_journal_agree(rig: TillRig, on_screen: list[int]) -> None:
    """Three witnesses, one story."""
    events = journal_events(rig.directory)
    sold = sales(events)
    z = next(body for _kind, body in events if isinstance(body, ZBody))
    cash = next(part for part in z.tenders if part.tender_class == "cash")
    card = next(part for part in z.tenders if part.tender_class == "card" and part.expected)
    assert [cash.counted, cash.expected, cash.over_short] == on_screen
    assert cash.first_count == on_screen[0] - 100_000
    assert (z.rounds, z.bag_number, z.explanation) == (2, BAG, "over_short.wrong_change")
    assert z.cash_left + z.cash_removed == on_screen[0]
    assert (card.source, card.counted, card.over_short) == ("terminal", card.expected, 0)
    assert card.expected == sum(p.amount for s in sold for p in s.payments if p.tender_class == "card")
    assert z.figures.sales_total == sum(sale.total for sale in sold)
    assert len(sold) == 3
    lines = z_on_paper(rig)
    expected, *others = labels(rig)
    in_order = [cash.expected, cash.first_count, cash.counted, cash.over_short]
    assert figures_after(lines, "Наличные", expected, *others) == in_order
    assert figures_after(lines, "Карта", expected) == [card.expected]
    assert any(BAG in line for line in lines)
    assert [body.kind for _k, body in events if isinstance(body, CashMoveBody)] == ["paid_out", "no_sale"]
    assert [body.was_suspended for _k, body in events if isinstance(body, BasketCancelledBody)] == [True]
    assert sum(isinstance(body, CountComparedBody) for _k, body in events) == 2


def is_shown(rig: TillRig, amount: int) -> bool:
    """Tell whether the window shows `amount` anywhere."""
    return any(minor_or_none(text) == amount for text in shown_texts(rig.window))


def minor_or_none(text: str) -> int | None:
    """Return an amount that `text` is, None for any other text."""
    return minor(text.strip()) if re.fullmatch(_AMOUNT, text.strip()) else None


def expected_cash(rig: TillRig) -> int:
    """Add up by hand what the drawer should hold, from the journal's file."""
    events = journal_events(rig.directory)
    paid = ((sale, payment) for sale in sales(events) for payment in sale.payments)
    taken = sum(payment.given - sale.change for sale, payment in paid if payment.tender_class == "cash")
    moved = sum(-body.amount for _kind, body in events if isinstance(body, CashMoveBody) and body.kind == "paid_out")
    return sum(value * pieces for value, pieces in OPENING.items()) + taken + moved


def labels(rig: TillRig) -> tuple[str, ...]:
    """Return the words of a tender's rows on the paper, in its order."""
    words = rig.services.closing._slips.layout.in_language("ru")
    return tuple(words.label(f"report_{code}") for code in ("expected", "first_count", "counted", "over_short"))
