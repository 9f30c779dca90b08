"""SIGKILL at thirty random moments: what was shown as paid stands, the basket comes back, numbers have no gap."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pos_client.db.journal import verify
from pos_client.services.upkeep.recovery import recover
from tests.unit.services.conftest import Goods
from tests.unit.services.shop import CASHIER, Clock, open_shop

LIVES = 30


def live(folder: Path, seed: int, codes: str, seconds: float) -> list[list[str]]:
    """Run one life of the register and kill it; returns what it said."""
    command = [sys.executable, "-m", "tests.unit.services.crash_child", str(folder), str(seed), codes]
    child = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        assert child.stdout is not None
        first = child.stdout.readline()
        assert first.startswith("open "), first
        time.sleep(seconds)  # the moment of the crash, not a wait for anything
        child.kill()
        rest, _none = child.communicate(timeout=30)
    finally:
        child.kill()
        child.wait()
    whole = rest[: rest.rfind("\n") + 1]
    return [line.split() for line in (first + whole).splitlines()]


@pytest.mark.invariant(1, 12)
@pytest.mark.timeout(240)
def test_what_was_shown_survives_being_killed(folder: Path, goods: Goods) -> None:
    codes = ",".join(product.gtin for product in goods.plain[:20])
    chance = random.Random(20261122)
    sold: dict[str, str] = {}
    returned: dict[str, str] = {}
    parked: set[str] = set()
    shifts: set[str] = set()
    saved: tuple[str, int] = ("", 0)
    for number in range(LIVES):
        said = live(folder, number, codes, chance.uniform(0.0, 0.25))
        _open, shift, basket, lines = said[0]
        shifts.add(shift)
        if saved[0] and saved[0] == basket:
            assert int(lines) >= saved[1], "lines that were on disk are gone"
        for event in said[1:]:
            if event[0] == "sold":
                sold[event[1]] = event[2]
                assert event[3] not in parked
                saved = ("", 0)
            elif event[0] == "returned":
                returned[event[1]] = event[2]
            elif event[0] == "parked":
                parked.add(event[1])
                saved = ("", 0)
            else:
                saved = (event[1], int(event[2]))
    assert len(shifts) == 1
    shop = open_shop(folder, clock=Clock())
    try:
        recover(shop.services)
        shop.desk.cashier = shop.member(CASHIER)
        sales = shop.bodies("sale")
        by_number = {body.receipt_number: str(body.total) for body in sales}
        assert sold.items() <= by_number.items()
        assert len(sales) - len(sold) <= LIVES  # each life may end between the commit and the word
        returns = shop.bodies("return")
        assert returned.items() <= {body.receipt_number: str(body.total) for body in returns}.items()
        numbers = sorted(int(body.receipt_number[-6:]) for body in (*sales, *returns))
        assert numbers == list(range(1, len(sales) + len(returns) + 1))
        exchanged = {body.sale_id: body.exchange_return_id for body in sales if body.exchange_return_id}
        assert exchanged == {body.exchange_sale_id: body.return_id for body in returns if body.exchange_sale_id}
        assert exchanged, "no exchange was made: nothing is proved of them"
        for body in sales:
            assert body.total + body.cash_rounding == sum(payment.amount for payment in body.payments)
            assert body.total == sum(line.to_pay for line in body.lines)
        count, total = shop.journal.reader().sales_of_shift(shifts.pop())
        assert (count, total) == (len(sales), sum(body.total for body in sales))
        assert {row.basket_id for row in shop.journal.reader().baskets("suspended")} >= parked
        assert not {body.sale_id for body in sales} & {
            row.basket_id for state in ("open", "suspended") for row in shop.journal.reader().baskets(state)
        }
    finally:
        shop.close()
    assert len(sold) > 5, "the lives were too short to prove anything"
    assert verify(folder / "journal.sqlite").ok
