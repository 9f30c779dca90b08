"""Run by test_crash_close: a register that sells, takes sales back, counts, closes and opens again until it is killed.

It says "voided <receipt> <sale>" once a post-void is shown as done, "closed <number> <shift>" once a Z is.
"""

from __future__ import annotations

import random
import sys
from pathlib import Path

from pos_client.services.upkeep.recovery import recover
from sync.protocol.shift_figures import figures_of
from tests.unit.services.counting import OPENING, close, compared, done, wish
from tests.unit.services.shop import CASHIER, Clock, Shop, open_shop


def say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def main() -> None:
    folder, seed, code = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
    shop = open_shop(folder, clock=Clock())
    shop.desk.cashier = shop.member(CASHIER)
    recover(shop.services)
    say("open")
    chance = random.Random(seed)
    while True:
        if shop.services.closing.is_counting or (shop.desk.shift_id and chance.random() < 0.4):
            close_shift(shop)
            continue
        shop.begin()
        sale_taken_back(shop, code, keep=chance.random() < 0.3)


def sale_taken_back(shop: Shop, code: str, *, keep: bool) -> None:
    """Sell something and, unless it is to be kept, take the whole sale back."""
    shop.scan(code)
    sale = shop.pay_cash()
    if keep:
        return
    record = shop.post_void(sale)
    say(f"voided {record.receipt_number} {sale.sale_id}")


def close_shift(shop: Shop) -> None:
    """Count what there should be and close, from wherever the last life had come to."""
    closing, shift_id = shop.services.closing, shop.desk.shift_id
    if not closing.is_counting and not shop.checkout.basket.is_empty:
        done(shop.services.suspended.suspend(""))
    if not closing.is_compared:
        events = shop.journal.reader().events_of_shift(shift_id)
        compared(shop, figures_of((row.seq, body) for row, body in events).expected_cash // 100 * 100)
    z = close(shop, wish(OPENING, carry_baskets=True))
    say(f"closed {z.z_number} {shift_id}")


main()
