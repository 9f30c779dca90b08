"""Run by test_crash: a register that scans, pays, suspends, takes back and exchanges until it is killed.

It says what a cashier would have seen: "sold <receipt> <total>" once a sale is shown as paid, "returned <receipt>
<total>" once a return is, "basket <id> <lines>" once a save is durable.
"""

from __future__ import annotations

import random
import sys
from concurrent.futures import Future
from pathlib import Path

from pos_client.domain.sale import Sale
from pos_client.services.upkeep.recovery import recover
from tests.unit.services.shop import CASHIER, MANAGER, Clock, Shop, open_shop


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
    elif what < 0.65 and not shop.services.exchange.is_open:
        parked = shop.checkout.basket.basket_id
        shop.services.suspended.suspend("").result()
        say(f"parked {parked}")
    else:
        sale = pay(shop)
        say(f"sold {sale.receipt_number} {sale.total} {sale.sale_id}")
        if chance.random() < 0.5:
            take_back(shop, sale, for_others=chance.random() < 0.5)


def pay(shop: Shop) -> Sale:
    """Pay in cash, after what came back for an exchange; what is more goes back."""
    shop.payments.open()
    if shop.payments.left:
        shop.payments.cash("cash", None, confirmed=True)
    elif not shop.payments.is_settled:
        shop.services.exchange.begin_rest()
    return shop.finish()


def take_back(shop: Shop, sale: Sale, *, for_others: bool) -> None:
    """Take one thing of a sale back, for money or for other goods."""
    returns, exchange = shop.services.returns, shop.services.exchange
    shop.desk.cashier = shop.member(MANAGER)
    if all(line.line.product.restrictions.no_returns for line in sale.lines):
        return
    view = returns.find(sale.receipt_number)
    returns.set_quantity(next(line.line_id for line in view.lines if not line.why_not), 1000)
    returns.set_reason("return.mistake")
    if for_others:
        future = exchange.attach()
        assert isinstance(future, Future)
        future.result()
        exchange.attached(future)
        return
    returns.begin()
    document = returns.finish().result()
    returns.done()
    say(f"returned {document.receipt_number} {document.total}")


main()
