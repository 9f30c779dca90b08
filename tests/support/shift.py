"""A cashier made of bytes on a scanner's line and key presses, and the books kept beside the till.

`Cashier` drives the window of a real till and writes down what a person at the till sees and does; `journal_events`
reads the journal file without the program's services; `compare_books` puts paper, journal, terminal and notebook side
by side. Main thread.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pysqlite3 import dbapi2

from pos_client.app.demo_codes import weight_label
from pos_client.app.demo_data import product_rows
from pos_client.app.main import Till
from pos_client.devices.simulators.scanner import ScannerSimulator
from pos_client.devices.simulators.terminal import Behaviour, TerminalSimulator
from pos_client.services.bundle import Services
from pos_client.ui.frame import MainWindow
from sync.protocol import chain, schemas
from sync.protocol.events import Body, SaleBody
from tests.support.receipt_reader import PaperReceipt
from tests.support.till import STORE, TillRig

KEY_GAP_SECONDS = 0.055  # a fast typist; the wedge detector holds nothing back longer than 50 ms
DEAD_SECONDS = 0.41


class StuckError(AssertionError):
    """The till did not do what the cashier waited for."""


# --- goods of the demo store


@dataclass(frozen=True)
class Goods:
    """Codes by what they make the cashier do. `loose` are label items of weighed goods."""

    plain: tuple[str, ...]
    deposit: tuple[str, ...]
    loose: tuple[str, ...]
    adult: tuple[str, ...]


@lru_cache(maxsize=1)
def goods() -> Goods:
    """Return what the demo store sells below 900.00, so that striking a line needs no approval."""
    plain, deposit, loose, adult = [], [], [], []
    for row in product_rows():
        price = int(row["rub"] or 0)
        if not 0 < price < 90_000 or row["flags"]:
            continue
        if row["label_item"]:
            loose.append(row["label_item"])
        elif row["restriction"] in ("alcohol", "beer", "lighter") and row["codes"]:
            adult.append(row["codes"].split()[0])
        elif row["restriction"] or not row["codes"] or row["unit"] != "pc":
            continue
        elif row["charge_ru"]:
            deposit.append(row["codes"].split()[0])
        else:
            plain.append(row["codes"].split()[0])
    return Goods(tuple(plain), tuple(deposit), tuple(loose), tuple(adult))


# --- the journal, read from its file


def journal_events(directory: Path) -> list[tuple[str, Body]]:
    """Return (type, body) of every event in the register's journal file, oldest first."""
    raw = dbapi2.connect(f"file:{directory / 'journal.sqlite'}?mode=ro", uri=True)
    try:
        rows = raw.execute("SELECT bytes FROM event ORDER BY epoch, seq").fetchall()
    finally:
        raw.close()
    found = []
    for (data,) in rows:
        header, body, _digest = chain.open_event(data)
        found.append((header.type, schemas.decode_body(header.type, header.version, body)))
    return found


def sales(events: Sequence[tuple[str, Body]]) -> list[SaleBody]:
    """Return the sales among `events`."""
    return [body for _kind, body in events if isinstance(body, SaleBody)]


def query(directory: Path, statement: str) -> list[tuple[Any, ...]]:
    """Return the rows of a question to the journal file."""
    raw = dbapi2.connect(f"file:{directory / 'journal.sqlite'}?mode=ro", uri=True)
    try:
        return list(raw.execute(statement).fetchall())
    finally:
        raw.close()


# --- the cashier


@dataclass(frozen=True)
class Note:
    """What the cashier saw of one sale: figures of the screens, cash that went in and out of the drawer."""

    receipt_number: str
    total: int
    change: int
    cash_in: int
    card: int
    what: str


@dataclass
class Cashier:
    """Sells on `till` by scanner and keys alone. `terminal`, where it is at hand, is told what the bank will say."""

    till: Till
    scanner: ScannerSimulator
    dice: random.Random
    terminal: TerminalSimulator | None = None
    notes: list[Note] = field(default_factory=list)
    seconds: float = 20.0

    @classmethod
    def at(cls, rig: TillRig, seed: int) -> Cashier:
        """Return a cashier at the till of `rig`."""
        return cls(rig.till, rig.scanner, random.Random(seed), rig.terminal)

    @property
    def window(self) -> MainWindow:
        return self.till.window

    @property
    def services(self) -> Services:
        return self.till.register.services

    # waiting

    def until(self, condition: Callable[[], bool], what: str) -> None:
        """Let the program run until `condition` holds."""
        end = time.monotonic() + self.seconds
        while not condition():
            if time.monotonic() > end:
                window = self.window
                screen = window.current.name if window.current is not None else "none"
                side = type(window.side).__name__ if window.side is not None else ""
                view = self.services.checkout.view()
                parts = [(p.tender_id, p.amount, p.state.value, p.message) for p in self.services.payments.view().parts]
                raise StuckError(
                    f"{what} did not come; screen {screen} {side}, toast {window.toast_text!r}, "
                    f"errors {[(e.code, e.raw) for e in view.errors]}, lines {len(view.lines)}, parts {parts}"
                )
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 5)
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # only a running loop would do it
            time.sleep(0.001)

    def pause(self, seconds: float) -> None:
        """Do nothing for a while."""
        end = time.monotonic() + seconds
        self.until(lambda: time.monotonic() >= end, "the end of a pause")

    def on(self, screen: str) -> None:
        """Wait for a screen."""
        window = self.window
        self.until(lambda: window.current is window.screen_named(screen), f"the screen {screen}")

    @property
    def is_on(self) -> str:
        current = self.window.current
        return current.name if current is not None else ""

    # hands

    def key(self, name: str) -> None:
        """Press a key of the real window."""
        QTest.keySequence(QApplication.focusWidget() or self.window, QKeySequence(name))
        self.pause(0.01 if len(name) > 1 else KEY_GAP_SECONDS)

    def type(self, text: str) -> None:
        """Type, a key at a time."""
        for sign in text:
            code = Qt.Key(ord(sign.upper())) if sign.isascii() else Qt.Key.Key_unknown
            target = QApplication.focusWidget() or self.window
            for kind in (QKeyEvent.Type.KeyPress, QKeyEvent.Type.KeyRelease):
                QCoreApplication.sendEvent(target, QKeyEvent(kind, code, Qt.KeyboardModifier.NoModifier, sign))
            self.pause(KEY_GAP_SECONDS)

    def finish_with(self, name: str) -> None:
        """Press a finishing key once its dead time is over."""
        self.pause(DEAD_SECONDS)
        self.key(name)

    def scan(self, code: str | bytes, scanner: ScannerSimulator | None = None) -> None:
        """Scan and wait until basket, errors, screen or panel have changed."""
        before = self._seen()
        (scanner or self.scanner).scan(code)
        self.until(lambda: self._seen() != before, f"an answer to {code!r}")

    def _seen(self) -> tuple[object, ...]:
        checkout, window = self.services.checkout, self.window
        return (checkout.basket, len(checkout.view().errors), self.is_on, window.side, window.banner("pay"))

    @property
    def total(self) -> int:
        """What the sell screen asks for."""
        return self.services.checkout.view().total

    @property
    def lines(self) -> int:
        return sum(not line.is_voided for line in self.services.checkout.view().lines)

    # coming to the till

    def log_in(self, badge: str, pin: str) -> None:
        """Scan a badge, type the PIN."""
        self.scanner.scan(badge)
        self.until(lambda: self.scanner.wait_until_read(0.001), "the scanner's reader")
        self.pause(0.2)  # the person may be in front already: nothing on the screen tells that the badge was read
        self.type(pin)
        self.key("Return")
        self.until(lambda: self.is_on != "login", "the login")

    def count_opening_cash(self, pieces: dict[int, int]) -> None:
        """Count the opening cash, empty fields included, and open the shift."""
        screen = self.till.controller.shift_open
        for row in [*screen.notes.rows, *screen.coins.rows]:
            row.field.setFocus()
            self.type(str(pieces.get(row.value, "")))
            self.key("Return")
        self.finish_with("F9")
        self.on("sell")

    # filling the basket

    def fill(self) -> str:
        """Put one random thing into the basket; says what was done."""
        act = self.dice.choices(
            (self._one, self._several, self._label, self._with_deposit, self._by_name, self._quick),
            (10, 3, 3, 2, 1, 1),
        )[0]
        act()
        if self.services.checkout.view().errors:
            raise StuckError(f"{act.__name__}: {self.services.checkout.view().errors}")
        return act.__name__.strip("_")

    def _one(self) -> None:
        self.scan(self.dice.choice(goods().plain))

    def _several(self) -> None:
        self.type(f"{self.dice.randint(2, 6)}*")
        self.scan(self.dice.choice(goods().plain))

    def _label(self) -> None:
        self.scan(weight_label(STORE, self.dice.choice(goods().loose), self.dice.randint(50, 2_500)))

    def _with_deposit(self) -> None:
        self.scan(self.dice.choice(goods().deposit or goods().plain))

    def _by_name(self) -> None:
        box = self.till.controller.sell.box
        self.type(self.dice.choice(("choco", "rice", "juice", "yogurt", "soap")))
        self.until(lambda: bool(box.results.hits), "results")
        if self._is_plain(box.results.hits[0].code):
            before = self._seen()
            self.key("Return")
            self.until(lambda: self._seen() != before, "the product found")
        else:
            self.key("Esc")
            self._one()

    def _is_plain(self, code: str) -> bool:
        return code.zfill(14) in {each.zfill(14) for each in goods().plain}

    def _quick(self) -> None:
        if self.is_on == "paid":
            self.key("Esc")
            self.on("sell")
        keys = [key for key, _names in self.till.controller.sell.side.quick._keys]
        before = self._seen()
        key = self.dice.choice(keys[:4])
        assert key.isVisible(), "a person touches only what is seen"
        QTest.mouseClick(key, Qt.MouseButton.LeftButton)
        self.until(lambda: self._seen() != before, "an answer to the quick key")
        while self.services.checkout.view().errors:  # loose goods: the till asks for their weight
            self.key("Esc")
        if not self.lines:
            self._one()

    # what happens in between

    def void_last(self) -> None:
        """Strike the last line."""
        before = self.lines
        self.key("Del")
        self.until(lambda: self.lines < before, "the line void")

    def park_and_fetch(self) -> None:
        """Suspend the basket and take it back."""
        total, lines = self.total, self.lines
        self.key("F7")
        seen = self.till.controller.sell
        self.until(lambda: not seen.view.lines and seen.view.suspended_count > 0, "the suspended basket")
        self.key("F7")
        self.until(lambda: self.window.side is not None, "the recall panel")
        self.finish_with("Return")
        self.until(lambda: self.lines == lines, "the recalled basket")
        assert self.total == total, "a recalled basket costs what it did"

    def discount(self) -> None:
        """Give 3 % on the last line, within the cashier's own limit."""
        before = self.services.checkout.basket
        self.key("F4")
        self.until(lambda: self.window.side is not None, "the discount panel")
        self.type("3")
        self.key("Return")
        self.until(lambda: self.window.side is None and self.services.checkout.basket != before, "the discount")

    def ask_age(self) -> None:
        """Scan something for adults and say that the papers were seen, or refuse."""
        self.scan(self.dice.choice(goods().adult))
        self.until(lambda: self.services.checkout.view().age_prompt is not None, "the age banner")
        seen = self.dice.random() < 0.7
        self.key("F5" if seen else "F8")
        self.until(lambda: self.services.checkout.view().age_prompt is None, "the answered age")

    # paying

    def open_pay(self) -> None:
        """F9; writes nothing down yet."""
        self.key("F9")
        self.on("pay")

    def pay(self, how: str) -> None:
        """Pay the basket and write down what was seen."""
        total = self.total
        charged = self._charged()
        self.open_pay()
        due = self.services.payments.view().due_cash
        cash = getattr(self, f"_{how}")(due)
        self.on("paid")
        card = self._charged() - charged
        paid = self.services.receipts.last_receipt()
        assert paid is not None
        self.notes.append(Note(paid.receipt_number, total, paid.change, cash, card, how))

    def _charged(self) -> int:
        return sum(movement.amount for movement in self.terminal.movements) if self.terminal is not None else 0

    def _bank(self, behaviour: Behaviour) -> None:
        if self.terminal is None:
            raise RuntimeError("this cashier has no hand on the bank")
        self.terminal.plan(behaviour)

    def _exact(self, due: int) -> int:
        self.finish_with("Return")
        return due

    def _over(self, due: int) -> int:
        given = -(-due // 10_000) * 10_000 + self.dice.choice((0, 10_000))
        self.type(str(given // 100))
        self._take_cash(given, due, "Return")
        return given

    def _take_cash(self, given: int, due: int, key: str) -> None:
        """Settle; more than ten times the amount due is asked about once."""
        self.finish_with(key)
        if given > 10 * due:
            self.until(lambda: self.window.banner("pay") is not None, "the question about so much money")
            self.finish_with(key)

    def _note(self, due: int) -> int:
        notes = self.services.payments.view().notes
        place = self.dice.randrange(min(6, len(notes)))
        self.key(f"Ctrl+{place + 1}")
        self._take_cash(notes[place].given, due, "F9")
        return notes[place].given

    def _card(self, _due: int) -> int:
        self.type("+")
        return 0

    def _declined_then_again(self, _due: int) -> int:
        self._bank(Behaviour(outcome="declined", message="No funds"))
        self.type("+")
        self._wait_for_part("declined")
        self.key("F5")
        return 0

    def _declined_then_cash(self, due: int) -> int:
        self._bank(Behaviour(outcome="declined"))
        self.type("+")
        self._wait_for_part("declined")
        self.finish_with("Return")
        return due

    def _partly_approved(self, due: int) -> int:
        self._bank(Behaviour(approves=max(1, due // 3)))
        self.type("+")
        self._wait_for_part("taken")
        rest = self.services.payments.view().due_cash
        self.finish_with("Return")
        return rest

    def _split_card_first(self, due: int) -> int:
        self.type(str(max(1, due // 200)))
        self.type("+")
        self._wait_for_part("taken")
        rest = self.services.payments.view().due_cash
        self.finish_with("F9")
        return rest

    def _split_cash_first(self, due: int) -> int:
        part = max(1, due // 300)
        self.type(str(part))
        self.finish_with("Return")
        self._wait_for_part("taken")
        self.type("+")
        return part * 100

    def _wait_for_part(self, state: str) -> None:
        def came() -> bool:
            parts = self.services.payments.view().parts
            return bool(parts) and parts[-1].state.value == state

        self.until(came, f"a part that is {state}")

    HOW = (
        ("exact", 4),
        ("over", 3),
        ("note", 2),
        ("card", 4),
        ("declined_then_again", 1),
        ("declined_then_cash", 1),
        ("partly_approved", 1),
        ("split_card_first", 1),
        ("split_cash_first", 1),
    )

    def serve(self) -> None:
        """Serve one customer from the first scan to the paid screen."""
        for _ in range(min(12, 1 + int(self.dice.expovariate(0.35)))):
            self.fill()
        luck = self.dice.random()
        if luck < 0.10 and self.lines > 1:
            self.void_last()
        elif luck < 0.18:
            self.park_and_fetch()
        elif luck < 0.28:
            self._one()
            self.discount()
        elif luck < 0.38:
            self.ask_age()
            self._one()
        if self.total <= 0:
            self._one()
        names, weights = zip(*self.HOW, strict=True)
        self.pay(self.dice.choices(names, weights)[0])


def compare_papers(papers: Sequence[PaperReceipt], sold: Sequence[SaleBody]) -> None:
    """Every paper says what the journal says, to the cent; each sale has exactly one."""
    assert [paper.number for paper in papers] == [sale.receipt_number for sale in sold]
    for paper, sale in zip(papers, sold, strict=True):
        compare_sale(paper, sale)


def compare_sale(paper: PaperReceipt, sale: SaleBody) -> None:
    """One paper says what the journal says of its sale, to the cent."""
    told = f"{sale.receipt_number}\n{paper.text}"
    merchandise = [line for line in sale.lines if not line.is_charge]
    assert paper.items == [line.gross for line in merchandise], told
    assert sum(paper.charges) == sum(line.to_pay for line in sale.lines if line.is_charge), told
    off = sum(discount.amount for line in sale.lines for discount in line.discounts)
    assert sum(paper.discounts) == off == paper.discounts_in_all, told
    assert paper.total == sale.total == sum(paper.items) + sum(paper.charges) - off, told
    assert dict(paper.taxes) == {tax.category: tax.tax for tax in sale.taxes}, told
    names = {"cash": "Наличные", "card": "Карта"}
    shown = [(names[p.tender_class], p.given if p.tender_class == "cash" else p.amount) for p in sale.payments]
    assert paper.payments == shown, told
    assert (paper.rounding, paper.change) == (sale.cash_rounding, sale.change), told
    assert sum(amount for _name, amount in paper.payments) - paper.change == paper.total + paper.rounding, told
    assert sale.receipt_number in paper.barcode, told


def numbers_without_gap(sold: Sequence[SaleBody]) -> bool:
    """True when receipt numbers count up by one from the first."""
    return [int(sale.receipt_number.rpartition("-")[2]) for sale in sold] == list(range(1, len(sold) + 1))


def charges_by_intent(terminal: TerminalSimulator) -> Iterator[tuple[str, int]]:
    """Return (intent, how often it was charged) for every intent that moved money."""
    for intent in {movement.intent for movement in terminal.movements}:
        yield intent, terminal.charges(intent)
