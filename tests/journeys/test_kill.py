"""The power goes, again and again, at any moment: no paid sale is lost, doubled or altered, no card is charged twice.

The program is a child process that is killed with SIGKILL; printer and terminal live here and outlive it.
"""

from __future__ import annotations

import random
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import msgspec
import pytest

from pos_client.app.settings import PrinterEntry, ScannerEntry, ScreenEntry, Settings, TerminalEntry, write_settings
from pos_client.db.journal import verify
from pos_client.devices.simulators.printer import PrinterSimulator
from pos_client.devices.simulators.terminal import Behaviour, Fault, TerminalSimulator
from sync.protocol.events import SaleBody
from tests.support.books import compare_sale, journal_events, numbers_without_gap, query, sales
from tests.support.receipt_reader import read_receipt
from tests.support.scale import scaled
from tests.support.till import CURRENCY
from tests.support.waiting import wait_until

ROOT = Path(__file__).parents[2]
KILLS = scaled(6, 12)  # in each of the two tests
BASKETS = 30  # more than a life can sell before its end


class Life:
    """One run of the program until it is killed or done. `said` is what it told, line by line."""

    def __init__(self, folder: Path, seed: int, baskets: int, started: float) -> None:
        self.said: list[str] = []
        self.errors: list[str] = []
        arguments = [str(folder), str(seed), str(baskets), str(started)]
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.journeys.runner", *arguments],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self._readers = [
            threading.Thread(target=self._read, args=(stream, lines))
            for stream, lines in ((self.process.stdout, self.said), (self.process.stderr, self.errors))
        ]
        for reader in self._readers:
            reader.start()

    @staticmethod
    def _read(stream: IO[str], lines: list[str]) -> None:
        with stream:
            while line := stream.readline():
                lines.append(line.rstrip("\n"))

    def wait_for(self, beginning: str, seconds: float = 60.0) -> str:
        """Return the first line that begins so; fails when the program ends without it."""

        def found() -> str:
            line = next((line for line in list(self.said) if line.startswith(beginning)), "")
            assert line or self.process.poll() is None or not self.errors, "\n".join(self.errors)
            return line

        return wait_until(found, f"the program saying {beginning!r}; it said {self.said}", seconds)

    def kill(self) -> None:
        """Pull the plug."""
        self.process.kill()
        self._end()

    def finish(self, seconds: float = 120.0) -> None:
        """Wait for its own end."""
        self.process.wait(seconds)
        self._end()
        assert self.process.returncode == 0, "\n".join(self.errors)

    def _end(self) -> None:
        self.process.wait(30)
        for reader in self._readers:
            reader.join(30)


class Shop:
    """What outlives the program: its folder, the printer, the terminal, and what was seen on the screen."""

    def __init__(self, folder: Path, printer: PrinterSimulator, terminal: TerminalSimulator, seed: int) -> None:
        self.folder = folder
        self.printer = printer
        self.terminal = terminal
        self.dice = random.Random(seed)
        self.started = time.time()
        self.paid: dict[str, int] = {}  # receipt number -> total, as the paid screen showed it
        self.lives: list[Life] = []

    def live(self, baskets: int = BASKETS) -> Life:
        """Start the program."""
        for _ in range(20):
            self.terminal.plan(self._bank())
        life = Life(self.folder, self.dice.randrange(1 << 30), baskets, self.started)
        self.lives.append(life)
        return life

    def _bank(self) -> Behaviour:
        luck = self.dice.random()
        if luck < 0.2:
            return Behaviour(outcome="declined")
        if luck < 0.4:
            return Behaviour(approves=100)
        return Behaviour(fault=Fault.DROP_AFTER) if luck < 0.5 else Behaviour()

    def note(self, life: Life) -> None:
        """Write down what the life showed as paid; a number that was shown twice must be the same sale."""
        for line in life.said:
            word, *rest = line.split()
            if word == "paid":
                number, total = rest
                assert self.paid.get(number, int(total)) == int(total), f"{number} changed"
                self.paid[number] = int(total)

    def open_basket(self) -> tuple[str, int, int] | None:
        """Return (id, lines, total) of the basket on disk."""
        rows = query(self.folder, "SELECT basket_id, line_count, total FROM basket WHERE state = 'open'")
        assert len(rows) <= 1, rows
        return (str(rows[0][0]), int(rows[0][1]), int(rows[0][2])) if rows else None


@pytest.fixture
def shop(till_folder: Path, request: pytest.FixtureRequest) -> Iterator[Shop]:
    with PrinterSimulator() as printer, TerminalSimulator(currency=CURRENCY, pace=0.01) as terminal:
        host, port = terminal.address
        write_settings(
            till_folder,
            Settings(
                scanners=(ScannerEntry(str(till_folder / "scanner")),),
                printer=PrinterEntry(printer.address),
                terminal=TerminalEntry("tcp", host, port),
                screen=ScreenEntry(language="en", full_screen=False, sounds=False),
            ),
        )
        made = Shop(till_folder, printer, terminal, request.node.callspec.params["seed"])
        yield made
        for life in made.lives:
            if life.process.poll() is None:
                life.kill()


def check_journal(shop: Shop) -> list[SaleBody]:
    """What was seen is there once and unaltered; the chain, the numbers and the cards hold."""
    report = verify(shop.folder / "journal.sqlite")
    assert report.ok, report.problems
    events = journal_events(shop.folder)
    sold = sales(events)
    assert numbers_without_gap(sold)
    assert all(count == 1 for count in Counter(s.sale_id for s in sold).values())
    journal = {s.receipt_number: s.total for s in sold}
    assert {number: journal.get(number) for number in shop.paid} == shop.paid
    for intent in {m.intent for m in shop.terminal.movements}:
        assert shop.terminal.charges(intent) == 1, f"{intent} was charged more than once"
    return sold


@pytest.mark.timeout(400)
@pytest.mark.parametrize("seed", [1, 2])
def test_killed_again_and_again_the_till_loses_and_doubles_nothing(shop: Shop, seed: int) -> None:
    for number in range(KILLS):
        life = shop.live()
        life.wait_for("started")
        if number % 3:  # every third life dies while it starts or logs in, the others while they sell
            life.wait_for("basket")
        time.sleep(shop.dice.uniform(0.0, 2.5))
        before = shop.dice.random()
        if before < 0.5 and number % 3:
            life.wait_for("paid", 60)
            time.sleep(shop.dice.uniform(0.0, 0.3))
        life.kill()
        shop.note(life)
        check_journal(shop)
        left = shop.open_basket()
        back = shop.live(0)  # comes back, settles an open card, waits for its papers, ends in order
        told = back.wait_for("basket").split()[1:]
        if left is not None:
            assert (told[0], int(told[1]), int(told[2])) == left, "the basket is as it was on disk"
        back.wait_for("done")
        back.finish()
        shop.note(back)
        check_journal(shop)
        assert not query(shop.folder, "SELECT 1 FROM intent WHERE is_open = 1 AND state NOT IN ('approved')"), left

    sold = check_journal(shop)
    assert len(sold) >= KILLS // 3, "the lives were too short to prove anything"
    # money: whatever the terminal took belongs to a sale, to the cent
    booked = sum(p.amount for s in sold for p in s.payments if p.tender_class == "card")
    waiting = sum(
        msgspec.json.decode(data)["approved"]
        for (data,) in query(shop.folder, "SELECT data FROM intent WHERE is_open = 1 AND state = 'approved'")
    )
    assert sum(m.amount for m in shop.terminal.movements) == booked + waiting
    # paper: every sale at most once by itself; one that is missing is asked about
    papers = [read_receipt(paper) for paper in shop.printer.papers]
    by_number = {s.receipt_number: s for s in sold}
    printed = Counter(paper.number for paper in papers)
    assert all(count == 1 for count in printed.values()), printed
    for paper in papers:
        compare_sale(paper, by_number[paper.number])
    states = {
        str(reference): str(state)
        for reference, state in query(shop.folder, "SELECT reference, state FROM print_job WHERE kind = 'receipt'")
    }
    for sale in sold:
        state = states[sale.receipt_number]
        assert state in ("printed", "unknown")
        assert state == "unknown" or printed[sale.receipt_number] == 1
