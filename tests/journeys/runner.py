"""The program as a process of its own for the journeys that kill it: opens a till offscreen and plays by a seed.

    python -m tests.journeys.runner FOLDER SEED BASKETS STARTED

The folder holds replica and settings; printer and terminal live in the parent, so that they outlive it. What a person
at the till would know is written to standard output, a line each and flushed at once: "paid NUMBER TOTAL" when the paid
screen shows, "basket ID LINES TOTAL" after the login, "query" when a lost card answer is asked for, "asks N" for papers
asked about, "done" at the end. STARTED is the parent's time of the first start, so that the clock goes on.
"""

from __future__ import annotations

import os
import random
import sys
import time
from datetime import datetime, timedelta
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtWidgets import QApplication

from pos_client.app.demo_codes import badge_codes
from pos_client.app.main import open_till
from pos_client.devices.simulators.scanner import ScannerSimulator
from pos_client.ui.theme import make_application
from tests.support.shift import Cashier, goods
from tests.support.till import CASHIER, CASHIER_PIN, START, STORE


def say(text: str) -> None:
    """Tell the parent, at once."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


class Player:
    """Plays on one till until the parent kills it or the baskets are sold."""

    def __init__(self, cashier: Cashier) -> None:
        self.cashier = cashier
        self.services = cashier.services
        self.dice = cashier.dice

    def begin(self) -> None:
        """Log in; open the shift the first time; settle what the last life left."""
        cashier = self.cashier
        cashier.log_in(badge_codes(STORE)[CASHIER], CASHIER_PIN)
        if cashier.is_on == "shift_open":
            cashier.count_opening_cash({10_000: 20})
        view = self.services.checkout.view()
        say(f"basket {self.services.checkout.basket.basket_id} {len(view.lines)} {view.total}")
        if cashier.is_on == "pay":
            self.settle_cards()

    def settle_cards(self) -> None:
        """A card's outcome was open when the program died: ask the terminal, then pay what is left."""
        cashier, payments = self.cashier, self.services.payments
        while cashier.is_on == "pay":
            states = [part.state.value for part in payments.view().parts]
            if "unknown" in states:
                say("query")
                cashier.press("F5")
                cashier.until(
                    lambda: cashier.is_on == "paid" or "unknown" not in [p.state.value for p in payments.view().parts],
                    "the terminal's answer",
                )
            elif payments.view().left:
                cashier.finishing_key("Return")
                cashier.until(lambda: cashier.is_on == "paid", "the rest in cash")
            else:
                cashier.until(lambda: cashier.is_on == "paid", "the finished sale")
        self.paid()

    def paid(self) -> None:
        """Tell what the paid screen shows."""
        seen = self.cashier.till.controller.paid.shown
        assert seen is not None
        say(f"paid {seen.receipt_number} {seen.total}")

    def serve(self) -> None:
        """Finish the basket that is there, or fill a new one; pay it one way or another."""
        cashier = self.cashier
        for _ in range(self.dice.randint(1, 3)):
            cashier.scan(self.dice.choice(goods().plain))
        cashier.press("F9")
        cashier.on_screen("pay")
        if self.dice.random() < 0.6:
            if self.dice.random() < 0.3:
                cashier.type("1")  # one rouble by card, the rest in cash
            cashier.type("+")
            cashier.until(lambda: cashier.is_on == "paid" or self._is_answered(), "the card's outcome")
        self.settle_cards()

    def _is_answered(self) -> bool:
        return "at_terminal" not in [part.state.value for part in self.services.payments.view().parts]


def main(folder: Path, seed: int, baskets: int, started: float) -> int:
    """Open the till and play."""
    application = QApplication.instance() or make_application(["till"])

    def clock() -> datetime:
        return START + timedelta(seconds=time.time() - started)

    # plugged in anew first: the path that a killed life has left may name a port that is somebody else's by now
    with ScannerSimulator(folder / "scanner") as scanner:
        till = open_till(folder, clock=clock)
        till.start()
        till.window.resize(1024, 768)
        till.window.show()
        till.window.activateWindow()
        application.processEvents()
        say("started")
        player = Player(Cashier(till, scanner, random.Random(seed)))
        player.begin()
        for _ in range(baskets):
            player.serve()
        spool = till.register.journal.reader()
        player.cashier.until(lambda: not spool.print_jobs(("queued", "failed", "sending")), "the last paper")
        say(f"asks {len(spool.print_jobs(('unknown',)))}")
        till.close()
        till.window.close()
    say("done")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), float(sys.argv[4])))
