"""A shift of 200 random baskets, by scanner and keys alone: paper, journal, drawer and terminal agree to the cent.

It is played in two halves, so that two workers may play at once.
"""

from __future__ import annotations

import pytest

from pos_client.app.demo_codes import badge_codes
from pos_client.db.journal import verify
from sync.protocol.events import AgeCheckBody, ShiftOpenedBody
from tests.support.books import charges_by_intent, compare_papers, journal_events, numbers_without_gap, sales
from tests.support.receipt_reader import read_receipt
from tests.support.shift import Cashier
from tests.support.till import CASHIER, CASHIER_PIN, STORE, TillRig

BASKETS = 100
OPENING = {10_000: 20, 5_000: 10, 1_000: 30, 100: 50}


@pytest.mark.timeout(400)
@pytest.mark.parametrize("seed", [20261121, 4711])
def test_every_paper_says_what_the_journal_says(rig: TillRig, seed: int) -> None:
    cashier = Cashier.at(rig, seed)
    cashier.log_in(badge_codes(STORE)[CASHIER], CASHIER_PIN)
    cashier.count_opening_cash(OPENING)

    for _customer in range(BASKETS):
        cashier.serve()

    assert rig.printer.wait_for_papers(BASKETS, 60)
    events = journal_events(rig.directory)
    sold = sales(events)
    assert len(sold) == BASKETS
    assert numbers_without_gap(sold)
    compare_papers([read_receipt(paper) for paper in rig.printer.papers], sold)

    # what the cashier saw
    assert [(n.receipt_number, n.total, n.change) for n in cashier.notes] == [
        (s.receipt_number, s.total, s.change) for s in sold
    ]

    # cash: what went into the drawer less what came out is what the journal says
    opening = next(body for _kind, body in events if isinstance(body, ShiftOpenedBody)).opening_cash
    assert opening == sum(value * count for value, count in OPENING.items())
    counted = opening + sum(note.cash_in - note.change for note in cashier.notes)
    booked = opening + sum(p.amount for s in sold for p in s.payments if p.tender_class == "cash")
    assert counted == booked
    with_cash = [s for s in sold if s.change or any(p.tender_class == "cash" for p in s.payments)]
    assert rig.printer.drawer_pulses == len(with_cash)

    # cards: the terminal's books are the journal's, each intent was charged once
    on_cards = sum(p.amount for s in sold for p in s.payments if p.tender_class == "card")
    assert sum(m.amount for m in rig.terminal.movements) == on_cards == sum(note.card for note in cashier.notes)
    assert {count for _intent, count in charges_by_intent(rig.terminal)} == {1}

    report = verify(rig.directory / "journal.sqlite")
    assert report.ok, report.problems
    assert (report.sales, report.sales_total) == (BASKETS, sum(s.total for s in sold))

    # the dice rolled everything at least once
    assert {note.what for note in cashier.notes} == {name for name, _weight in Cashier.HOW}
    assert any(isinstance(body, AgeCheckBody) for _kind, body in events)
    assert any(s.voided for s in sold)
    assert any(line.manual for s in sold for line in s.lines)
