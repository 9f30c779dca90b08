"""A cashier made of bytes on a scanner's line and key presses, who writes down what a person at the till sees and does.

`Cashier` drives the window of a real till, the demo store's goods are in `goods`. Main thread.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from pos_client.app.demo_codes import weight_label
from pos_client.app.demo_data import product_rows
from pos_client.app.main import Till
from pos_client.app.player import Player, PlayError
from pos_client.devices.simulators.scanner import ScannerSimulator
from pos_client.devices.simulators.terminal import Behaviour, TerminalSimulator
from pos_client.services.bundle import Services
from pos_client.ui.frame import MainWindow
from tests.support.till import STORE, TillRig

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


class Cashier(Player):
    """Sells on `till` by scanner and keys alone. `terminal`, where it is at hand, is told what the bank will say."""

    def __init__(
        self, till: Till, scanner: ScannerSimulator, dice: random.Random, terminal: TerminalSimulator | None = None
    ) -> None:
        super().__init__(till, scanner)
        self.dice = dice
        self.terminal = terminal
        self.notes: list[Note] = []

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

    def seen(self) -> str:
        """Say where the till stands, for a failure's message."""
        window = self.window
        side = type(window.side).__name__ if window.side is not None else ""
        view = self.services.checkout.view()
        parts = [(p.tender_id, p.amount, p.state.value, p.message) for p in self.services.payments.view().parts]
        return (
            f"{super().seen()} {side}, errors {[(e.code, e.raw) for e in view.errors]}, lines {len(view.lines)}, "
            f"typed {self.till.controller.sell.box.text!r}, parts {parts}"
        )

    @property
    def is_on(self) -> str:
        current = self.window.current
        return current.name if current is not None else ""

    @property
    def total(self) -> int:
        """What the sell screen asks for."""
        return self.services.checkout.view().total

    @property
    def lines(self) -> int:
        return sum(not line.is_voided for line in self.services.checkout.view().lines)

    # filling the basket

    def fill(self) -> str:
        """Put one random thing into the basket; says what was done."""
        act = self.dice.choices(
            (self._one, self._several, self._label, self._with_deposit, self._by_name, self._quick),
            (10, 3, 3, 2, 1, 1),
        )[0]
        act()
        if self.services.checkout.view().errors:
            raise PlayError(f"{act.__name__}: {self.services.checkout.view().errors}")
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
            before = self.state()
            self.press("Return")
            self.until(lambda: self.state() != before, "the product found")
        else:
            self.press("Esc")
            self._one()

    def _is_plain(self, code: str) -> bool:
        return code.zfill(14) in {each.zfill(14) for each in goods().plain}

    def _quick(self) -> None:
        if self.is_on == "paid":
            self.press("Esc")
            self.on_screen("sell")
        keys = [key for key, _names in self.till.controller.sell.side.quick._keys]
        before = self.state()
        key = self.dice.choice(keys[:4])
        assert key.isVisible(), "a person touches only what is seen"
        QTest.mouseClick(key, Qt.MouseButton.LeftButton)
        self.until(lambda: self.state() != before, "an answer to the quick key")
        while self.services.checkout.view().errors:  # loose goods: the till asks for their weight
            self.press("Esc")
        if not self.lines:
            self._one()

    # what happens in between

    def void_last(self) -> None:
        """Strike the last line."""
        before = self.lines
        self.press("Del")
        self.until(lambda: self.lines < before, "the line void")

    def park_and_fetch(self) -> None:
        """Suspend the basket and take it back."""
        total, lines = self.total, self.lines
        self.press("F7")
        seen = self.till.controller.sell
        self.until(lambda: not seen.view.lines and seen.view.suspended_count > 0, "the suspended basket")
        self.press("F7")
        self.until(lambda: self.window.side is not None, "the recall panel")
        self.finishing_key("Return")
        self.until(lambda: self.lines == lines, "the recalled basket")
        assert self.total == total, "a recalled basket costs what it did"

    def discount(self) -> None:
        """Give 3 % on the last line, within the cashier's own limit."""
        before = self.services.checkout.basket
        self.press("F4")
        self.until(lambda: self.window.side is not None, "the discount panel")
        self.type("3")
        self.press("Return")
        self.until(lambda: self.window.side is None and self.services.checkout.basket != before, "the discount")

    def ask_age(self) -> None:
        """Scan something for adults and say that the papers were seen, or refuse."""
        self.scan(self.dice.choice(goods().adult))
        self.until(lambda: self.services.checkout.view().age_prompt is not None, "the age banner")
        seen = self.dice.random() < 0.7
        self.press("F5" if seen else "F8")
        self.until(lambda: self.services.checkout.view().age_prompt is None, "the answered age")

    # paying

    def open_pay(self) -> None:
        """F9; writes nothing down yet."""
        self.press("F9")
        self.on_screen("pay")

    def pay(self, how: str) -> None:
        """Pay the basket and write down what was seen."""
        total = self.total
        charged = self._charged()
        self.open_pay()
        due = self.services.payments.view().due_cash
        cash = getattr(self, f"_{how}")(due)
        self.on_screen("paid")
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
        self.finishing_key("Return")
        return due

    def _over(self, due: int) -> int:
        given = -(-due // 10_000) * 10_000 + self.dice.choice((0, 10_000))
        self.type(str(given // 100))
        self._take_cash(given, due, "Return")
        return given

    def _take_cash(self, given: int, due: int, key: str) -> None:
        """Settle; more than ten times the amount due is asked about once."""
        self.finishing_key(key)
        if given > 10 * due:
            self.until(lambda: self.window.banner("pay") is not None, "the question about so much money")
            self.finishing_key(key)

    def _note(self, due: int) -> int:
        notes = self.services.payments.view().notes
        place = self.dice.randrange(min(6, len(notes)))
        self.press(f"Ctrl+{place + 1}")
        self._take_cash(notes[place].given, due, "F9")
        return notes[place].given

    def _card(self, _due: int) -> int:
        self.type("+")
        return 0

    def _declined_then_again(self, _due: int) -> int:
        self._bank(Behaviour(outcome="declined", message="No funds"))
        self.type("+")
        self._wait_for_part("declined")
        self.press("F5")
        return 0

    def _declined_then_cash(self, due: int) -> int:
        self._bank(Behaviour(outcome="declined"))
        self.type("+")
        self._wait_for_part("declined")
        self.finishing_key("Return")
        return due

    def _partly_approved(self, due: int) -> int:
        self._bank(Behaviour(approves=max(1, due // 3)))
        self.type("+")
        self._wait_for_part("taken")
        rest = self.services.payments.view().due_cash
        self.finishing_key("Return")
        return rest

    def _split_card_first(self, due: int) -> int:
        self.type(str(max(1, due // 200)))
        self.type("+")
        self._wait_for_part("taken")
        rest = self.services.payments.view().due_cash
        self.finishing_key("F9")
        return rest

    def _split_cash_first(self, due: int) -> int:
        part = max(1, due // 300)
        self.type(str(part))
        self.finishing_key("Return")
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
