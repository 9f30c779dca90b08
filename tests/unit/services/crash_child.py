"""Run by test_crash: a register that scans, pays and suspends until it is killed; says what a cashier would have seen.

Lines: "sold <receipt> <total>" once a sale is shown as paid, "basket <id> <lines>" once a save is durable.
"""

from __future__ import annotations

import random
import sys
from pathlib import Path

from pos_client.services.recovery import recover
from tests.unit.services.shop import CASHIER, Clock, Shop, open_shop


def say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def main() -> None:
    folder, seed, codes = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3].split(",")
    shop = open_shop(folder, clock=Clock())
    shop.desk.cashier = shop.member(CASHIER)
    found = recover(shop.services)
    if not shop.services.shifts.is_open:
        shop.begin()
    say(f"open {shop.desk.shift_id} {shop.checkout.basket.basket_id} {found.line_count}")
    chance = random.Random(seed)
    while True:
        step(shop, chance, codes)


def step(shop: Shop, chance: random.Random, codes: list[str]) -> None:
    what = chance.random()
    if what < 0.6 or shop.checkout.basket.is_empty:
        shop.scan(chance.choice(codes))
        shop.settle()
        lines = len(shop.checkout.basket.live_lines)
        say(f"basket {shop.checkout.basket.basket_id} {lines}")
    elif what < 0.65:
        parked = shop.checkout.basket.basket_id
        shop.services.suspended.suspend("").result()
        say(f"parked {parked}")
    else:
        sale = shop.pay_cash()
        say(f"sold {sale.receipt_number} {sale.total} {sale.sale_id}")


main()
