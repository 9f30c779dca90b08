"""A register without screens in a process of its own, on one day of a week: serves customers until killed or done.

Arguments: folder, seed, the day (0 for the first), how many customers the day has, printer address, terminal host and
port, and, to close the shift in the evening, what lies in the drawer as JSON. Every act is written to `ledger.jsonl`
as the person at the counter would tell it: "try" before, with what was put on the counter, "done" after, with what came
back. Whoever kills this process finds in it all that could be seen.
"""

from __future__ import annotations

import json
import random
import sys
import time
from collections.abc import Callable
from concurrent.futures import Future
from datetime import datetime, timedelta
from pathlib import Path
from typing import IO, Any

from pos_client.app.settings import PrinterEntry, Settings, TerminalEntry
from pos_client.db.journal.opening import FILE_NAME
from pos_client.db.journal.verify import open_for_reading
from pos_client.db.replica import open_replica
from pos_client.domain.quantity import Unit
from pos_client.services.returning.returns_views import RefundState
from pos_client.services.shift.shift_views import CloseWish
from pos_client.services.upkeep.recovery import recover
from pos_client.services.views import Approval, NeedsApproval, PartState, TakeKind
from sync.protocol import chain
from sync.protocol.events import parse_instant
from tests.unit.services.shop import CASHIER, MANAGER, SENIOR, START, Clock, Shop, open_shop

SECONDS = 30.0
EVERY = 45.0  # seconds from one customer to the next
FLOAT = 500_000  # what stays in the drawer overnight


class Day:
    """One day at the register."""

    def __init__(self, shop: Shop, ledger: IO[str], seed: int, day: int) -> None:
        self.shop = shop
        self.ledger = ledger
        self.day = day
        served = self._served()
        self.chance = random.Random(f"{seed}/{day}/{served}")
        self.customers = served
        self.goods = _goods(shop)
        self.sold: list[str] = [row.receipt_number for row in shop.journal.reader().recent_sales("", None, 400)]

    def _served(self) -> int:
        """Return how many sales this day has already, as after a power cut."""
        return self.shop.journal.reader().sales_of_shift(self.shop.desk.shift_id)[0]

    def tell(self, kind: str, **what: object) -> None:
        """Write a line of the ledger."""
        self.ledger.write(json.dumps({"kind": kind, "day": self.day, **what}) + "\n")
        self.ledger.flush()

    def approved(self, act: Callable[[Approval | None], object]) -> Any:
        """Do an act, with the manager's yes where it is needed."""
        answer: object = act(None)
        if isinstance(answer, NeedsApproval):
            answer = act(self.shop.approve(answer))
            assert not isinstance(answer, NeedsApproval), answer
        return answer.result(SECONDS) if isinstance(answer, Future) else answer

    # --- the day

    def serve(self, customers: int) -> None:
        """Serve until the day has had so many sales."""
        while self.customers < customers:
            self.shop.clock.forward(seconds=EVERY)
            act = self.chance.random()
            if act < 0.86 or not self.sold:
                self.sale()
            elif act < 0.93:
                self.back()
            elif act < 0.94:
                self.void()
            elif act < 0.96:
                self.move()
            elif act < 0.975:
                self.change_cashier()
            elif act < 0.985:
                self.cancel()
            else:
                self.park()
        self.approved(lambda given: self.shop.services.reports.x_report(given))
        self.tell("x")

    def change_cashier(self) -> None:
        """Somebody else sells into the till."""
        self.shop.services.staff.lock()
        self.shop.desk.cashier = self.shop.member(self.chance.choice((CASHIER, CASHIER, SENIOR)))

    def fill(self, most: int = 5) -> None:
        """Scan some goods."""
        for _ in range(self.chance.randint(1, most)):
            code = self.chance.choice(self.goods)
            taken = self.shop.scan(code)
            assert taken.kind is TakeKind.ADDED, taken
            if self.chance.random() < 0.2:
                self.shop.checkout.set_quantity(taken.line_id, self.chance.randint(2, 6) * 1000)

    def cancel(self) -> None:
        """A customer who leaves, sometimes after having seen the total."""
        self.fill()
        if self.chance.random() < 0.5:
            self.shop.payments.open()
            self.shop.payments.leave()
        self.approved(lambda given: self.shop.checkout.cancel("cancel.customer_left", given))

    def park(self) -> None:
        """A basket that is parked and taken back, dropped, or forgotten."""
        self.fill()
        basket_id = self.shop.checkout.basket.basket_id
        self.shop.services.suspended.suspend("").result(SECONDS)
        what = self.chance.random()
        if what < 0.5:
            self.shop.services.suspended.recall(basket_id)
            self.pay()
        elif what < 0.8:
            self.approved(lambda given: self.shop.services.suspended.drop(basket_id, "cancel.no_money", approval=given))

    def move(self) -> None:
        """Cash put in or taken out by hand."""
        kind = self.chance.choice(("paid_in", "paid_out", "safe_drop"))
        amount = self.chance.randint(1, 40) * 10_000
        reason = self.shop.services.cash_moves.reasons(kind)[0].reason_id
        self.tell("try_move", move=kind, amount=amount, count=self._moves())
        self.approved(lambda given: self.shop.services.cash_moves.move(kind, amount, reason, bag="B-1", approval=given))
        self.tell("move", move=kind, amount=amount)

    def _moves(self) -> int:
        return len(self.shop.services.cash_moves.of_shift())

    # --- selling

    def sale(self) -> None:
        """One customer."""
        self.fill()
        self.pay()

    def pay(self) -> None:
        """Pay the basket in one of the ways that people do."""
        shop, payments = self.shop, self.shop.payments
        if shop.checkout.view().age_prompt is not None:
            shop.checkout.answer_age(seen=True)
        payments.open()
        counter: dict[str, int] = {}
        way = self.chance.random()
        if way < 0.06:
            counter["voucher"] = 10_000
            payments.voucher("voucher", 10_000, f"V{self.chance.randrange(10**9)}")
        elif way < 0.14 and payments.left > 20_000:
            self._card(payments.left // 2)
        if payments.left > 0 and self.chance.random() < 0.3:
            self._card(None)
        if payments.left:
            due = payments.preview(None).given
            counter["cash"] = -(-due // 5_000) * 5_000 if self.chance.random() < 0.7 else due
            payments.cash("cash", counter["cash"], confirmed=True)
        self._finish(counter)

    def _card(self, amount: int | None) -> None:
        part_id = self.shop.payments.begin_card("card", amount).part_id
        answer = self.shop.payments.run_card(part_id, lambda _intent, _step: None)
        self.shop.payments.card_answered(part_id, answer)
        while self.shop.payments.is_unknown(part_id):
            self.shop.payments.card_answered(part_id, self.shop.payments.run_query(part_id))

    # --- giving back

    def back(self) -> None:
        """Somebody brings goods of an earlier sale back, some of them or all."""
        returns = self.shop.services.returns
        try:
            view = returns.find(self.chance.choice(self.sold[-60:]))
        except Exception as refused:
            if getattr(refused, "code", "") in ("nothing_to_return", "sale_post_voided"):
                return
            raise
        lines = [line for line in view.lines if not line.why_not and not line.is_charge and not line.asks_code]
        if not lines:
            returns.leave()
            return
        for line in self.chance.sample(lines, self.chance.randint(1, len(lines))):
            most = line.remaining.thousandths
            is_piece = line.sold.unit is Unit.PIECE
            chosen = self.chance.randint(1, most // 1000) * 1000 if is_piece else self.chance.randint(1, most)
            returns.set_quantity(line.line_id, chosen)
        view = returns.set_reason("return.does_not_fit")
        if view.can_exchange and self.chance.random() < 0.35:
            self.exchange()
            return
        self.approved(returns.begin)
        self._refund(returns)
        view = returns.view()
        cash = sum(part.amount for part in view.refunds if part.tender_class == "cash")
        self.tell("try_return", id=view.return_id, cash=cash)
        done = returns.finish().result(SECONDS)
        returns.done()
        self.tell("return", id=view.return_id, receipt=done.receipt_number, cash=cash)

    def exchange(self) -> None:
        """What comes back pays the next basket, and what is more goes back."""
        exchange = self.shop.services.exchange
        answer = exchange.attach()
        if isinstance(answer, NeedsApproval):
            answer = exchange.attach(self.shop.approve(answer))
        assert isinstance(answer, Future)
        answer.result(SECONDS)
        exchange.attached(answer)
        self.fill(3)
        self.settle_exchange()

    def settle_exchange(self) -> None:
        """Pay what the credit leaves in cash, or give back what it leaves."""
        payments, exchange = self.shop.payments, self.shop.services.exchange
        if self.shop.checkout.view().age_prompt is not None:
            self.shop.checkout.answer_age(seen=True)
        payments.open()
        counter: dict[str, int] = {}
        rest = 0
        if payments.left > 0:
            counter["cash"] = payments.preview(None).given
            payments.cash("cash", counter["cash"], confirmed=True)
        elif not exchange.is_ready(payments.total):
            self.approved(exchange.begin_rest)
            self._refund(exchange)
            rest = sum(part.amount for part in exchange.view().refunds if part.tender_class == "cash")
        self._finish(counter, rest)

    def _finish(self, counter: dict[str, int], rest: int = 0) -> None:
        """Write the sale; `rest` is cash of an exchange's credit that goes back with it."""
        basket_id = self.shop.checkout.basket.basket_id
        self.tell("try_sale", id=basket_id, counter=counter, rest=rest)
        sale = self.shop.finish()
        self.customers += 1
        self.sold = [*self.sold[-400:], sale.receipt_number]
        self.tell("sale", id=basket_id, receipt=sale.receipt_number, change=sale.change)

    def _refund(self, job: Any) -> None:
        for part in job.view().refunds:
            if part.state is RefundState.UNKNOWN:
                job.refund_answered(part.part_id, job.run_query(part.part_id))
            elif part.asks_terminal and part.state is RefundState.DUE:
                part_id = job.begin_refund(part.part_id)
                job.refund_answered(part_id, job.run_refund(part_id))

    def void(self) -> None:
        """The last sale is taken back whole."""
        voids = self.shop.services.post_voids
        try:
            view = voids.find("")
        except Exception as refused:
            if hasattr(refused, "code"):
                return
            raise
        if view.blocked_by not in ("", "reason_needed"):
            voids.leave()
            return
        for slip in self.shop.services.receipts.find(view.sale_receipt).sale.slips:
            voids.slip_back(slip.code)  # nobody had spent it yet
        voids.set_reason("post_void.wrong_goods")
        self.approved(voids.begin)
        self._refund(voids)
        view = voids.view()
        self.tell("try_void", id=view.post_void_id, sale=view.sale_receipt, cash=view.cash)
        voids.finish().result(SECONDS)
        voids.done()
        self.tell("void", id=view.post_void_id, sale=view.sale_receipt, cash=view.cash)

    # --- after a power cut

    def go_on(self) -> None:
        """Finish what a power cut interrupted, as the program asks for it."""
        shop = self.shop
        found = recover(shop.services)
        for part in shop.payments.view().parts:
            if part.state is PartState.UNKNOWN:
                shop.payments.card_answered(part.part_id, shop.payments.run_query(part.part_id))
        for job in (shop.services.returns, shop.services.post_voids):
            for one in job.pending():
                self._resume(job, one.return_id)
        if found.line_count or shop.payments.has_parts:
            self.pay_what_is_left()

    def _resume(self, job: Any, document_id: str) -> None:
        job.resume(document_id)
        self._refund(job)
        view = job.view()
        cash = sum(part.amount for part in view.refunds if part.tender_class == "cash")
        self.tell("try_return", id=document_id, cash=cash)
        job.finish().result(SECONDS)
        job.done()
        self.tell("return", id=document_id, cash=cash)

    def pay_what_is_left(self) -> None:
        """Pay the basket that came back in cash, with what its cards or its credit have paid already."""
        if self.shop.services.exchange.is_open:
            self.settle_exchange()
            return
        if not self.shop.payments.view().parts:
            self.pay()
            return
        counter = {}
        left = self.shop.payments.preview(None).given
        if left > 0:
            counter["cash"] = left
            self.shop.payments.cash("cash", left, confirmed=True)
        self._finish(counter)

    def wait_for_papers(self) -> None:
        """Wait until everything is on paper; a paper of which nobody knows is printed again, as a copy."""
        reader, spooler = self.shop.journal.reader(), self.shop.spooler
        assert spooler is not None
        until = time.monotonic() + 20 * SECONDS
        answered: set[str] = set()
        while waiting := reader.print_jobs(("queued", "sending", "failed", "unknown")):
            assert time.monotonic() < until, waiting[0]
            for job in waiting:
                if job.state == "unknown" and job.job_id not in answered:
                    answered.add(job.job_id)
                    spooler.answer(job.job_id, printed=False)
            time.sleep(0.05)

    # --- morning and evening

    def open_till(self, cash: int) -> None:
        """Count the opening cash."""
        pieces = self.pieces(cash)
        shift_id = self.approved(lambda given: self.shop.services.shifts.open(pieces, given))
        self.shop.services.shifts.opened(shift_id)
        self.tell("opened", cash=cash)

    def pieces(self, amount: int) -> list[tuple[int, int]]:
        """Return `amount` in notes and coins, a row for every denomination."""
        rows = []
        for value in self.shop.desk.store.denominations:
            rows.append((value, amount // value))
            amount %= value
        assert amount == 0, amount
        return rows

    def close(self, drawer: dict[str, int]) -> None:
        """Count what lies in the drawer, blind, and close with the Z."""
        closing = self.shop.services.closing
        self.approved(closing.begin_count)
        for kind in closing.count_view().kinds:
            tender = kind.tender_id
            if kind.tender_class == "cash":
                for value, pieces in self.pieces(drawer["cash"]):
                    closing.set_pieces(tender, value, pieces)
            elif kind.can_read:
                closing.begin_read(tender)
                closing.terminal_read(tender, closing.read_terminal(tender))
            elif kind.fields:
                left = drawer.get(tender, 0)
                for field in kind.fields:
                    closing.set_pieces(tender, field.value, left // field.value)
                    left %= field.value
            else:
                slips = drawer.get(f"{tender}_slips", 0) if kind.counts_slips else None
                closing.set_amount(tender, drawer.get(tender, 0), slips)
        self.approved(closing.compare)
        view = closing.compare_view()
        reason = view.reasons[0].reason_id if view.needs_explanation else ""
        wish = CloseWish(min(FLOAT, view.cash_counted), "BAG-1", reason, carry_baskets=True)
        self.tell("try_close", over_short=view.over_short, left=wish.cash_left)
        done = self.approved(lambda given: closing.close(wish, given))
        self.tell("closed", number=done.z_number, left=done.cash_left, over_short=done.over_short)


def _goods(shop: Shop) -> list[str]:
    """Return codes of goods that anybody may buy at any hour, with some that bring a deposit."""
    with open_replica(shop.directory / "replica") as replica:
        data = replica.catalogue.data()
        priced = {entry.sku: entry.amount for entry in data.prices if entry.price_list == "shelf"}
    found = [
        p.gtin
        for p in data.products
        if p.gtin
        and p.unit is Unit.PIECE
        and 1_000 <= priced.get(p.sku, 0) <= 60_000
        and not (p.needs_marking or p.is_charge or p.is_open_item or p.is_gift_card)
        and p.restrictions.minimum_age == 0
        and not p.restrictions.forbidden_hours
        and p.restrictions.highest_quantity is None
    ]
    return found[:400] + [p.gtin for p in data.products if p.charge_sku and p.gtin in found][:40]


def _stood_at(folder: Path) -> datetime:
    """Return the instant of the last event: a clock on the wall does not go back when the power goes."""
    if not (folder / FILE_NAME).exists():
        return START - timedelta(days=1)
    raw = open_for_reading(folder / FILE_NAME)
    try:
        if not raw.execute("SELECT 1 FROM sqlite_master WHERE name = 'event'").fetchone():
            return START - timedelta(days=1)  # the power went before the file had its tables
        row = raw.execute("SELECT bytes FROM event ORDER BY epoch DESC, seq DESC LIMIT 1").fetchone()
    finally:
        raw.close()
    return parse_instant(chain.open_event(row[0])[0].at) if row else START - timedelta(days=1)


def main() -> None:
    """Live through the day, or its evening."""
    folder, seed, day, customers = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
    printer, host, port = sys.argv[5], sys.argv[6], int(sys.argv[7])
    settings = Settings(printer=PrinterEntry(printer), terminal=TerminalEntry("tcp", host, port))
    clock = Clock(max(START - timedelta(hours=4) + timedelta(days=day), _stood_at(folder)))
    shop = open_shop(folder, settings, clock=clock, spool_idle=0.2)
    shop.desk.cashier = shop.member(CASHIER)
    with (folder / "ledger.jsonl").open("a", encoding="utf-8") as ledger:
        shop.services.shifts.restore()
        doing = Day(shop, ledger, seed, day)
        doing.go_on()
        if len(sys.argv) > 8:
            shop.desk.cashier = shop.member(MANAGER)
            doing.close(json.loads(sys.argv[8]))
        else:
            if not shop.services.shifts.is_open:
                doing.open_till(FLOAT)
            doing.serve(customers)
        doing.wait_for_papers()
    shop.close()


if __name__ == "__main__":
    main()
