"""SIGKILL at random moments of post-voids and of closing: each is there whole and once, or not at all."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pos_client.db.journal import verify
from pos_client.services.upkeep.recovery import recover
from tests.support.scale import scaled
from tests.unit.services.conftest import Goods
from tests.unit.services.shop import CASHIER, Clock, open_shop

LIVES = scaled(10, 20)
ENOUGH = 3


def live(folder: Path, seed: int, code: str, seconds: float) -> list[list[str]]:
    """Run one life of the register and kill it; returns what it said."""
    command = [sys.executable, "-m", "tests.unit.services.crash_close_child", str(folder), str(seed), code]
    child = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        assert child.stdout is not None
        assert child.stdout.readline() == "open\n"
        time.sleep(seconds)  # the moment of the crash, not a wait for anything
        died = child.poll()
        child.kill()
        rest, _none = child.communicate(timeout=30)
    finally:
        child.kill()
        child.wait()
    assert died is None, "the register stopped by itself"
    return [line.split() for line in rest[: rest.rfind("\n") + 1].splitlines()]


@pytest.mark.invariant(1, 12)
@pytest.mark.timeout(240)
def test_what_was_closed_or_taken_back_stands_once(folder: Path, goods: Goods) -> None:
    code = next(product.gtin for product in goods.plain if product.restrictions.highest_quantity is None)
    chance = random.Random(20261123)
    voided: dict[str, str] = {}
    closed: dict[int, str] = {}
    for number in range(3 * LIVES):
        if number >= LIVES and min(len(voided), len(closed)) > ENOUGH:
            break  # a busy machine gives each life less, and so the register more lives
        for what, *said in live(folder, number, code, chance.uniform(0.0, 0.4)):
            if what == "voided":
                voided[said[1]] = said[0]
            else:
                closed[int(said[0])] = said[1]
    shop = open_shop(folder, clock=Clock())
    try:
        shop.desk.cashier = shop.member(CASHIER)
        recover(shop.services)
        voids, zs = shop.bodies("post_void"), shop.bodies("z_report")
        by_sale = {body.sale_id: body.receipt_number for body in voids}
        assert len(by_sale) == len(voids), "a sale was taken back twice"
        assert voided.items() <= by_sale.items()
        by_number = {body.z_number: body.shift_id for body in zs}
        assert sorted(by_number) == list(range(1, len(zs) + 1))
        assert len(set(by_number.values())) == len(zs), "a shift was closed twice"
        assert closed.items() <= by_number.items()
        opened = [body.shift_id for body in shop.bodies("shift_opened")]
        assert [shift for shift in opened if shift not in by_number.values()] == (
            [shop.desk.shift_id] if shop.desk.shift_id else []
        )
        reader = shop.journal.reader()
        assert {row.shift_id for row in reader.shifts(500) if row.closed_at is not None} == set(by_number.values())
        for body in zs:
            assert sum(part.over_short for part in body.tenders) == 0
    finally:
        shop.close()
    assert min(len(voided), len(closed)) > ENOUGH, "the lives were too short to prove anything"
    assert verify(folder / "journal.sqlite").problems == ()
