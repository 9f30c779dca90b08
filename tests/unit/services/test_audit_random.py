"""A seeded day of everything at once against naive books: what a person saw go over the counter, and the terminal.

Sales by cash, card, voucher and in parts, empties, discounts, weighed goods; returns in parts, without a receipt, by
exchange, post-voids; cash moves, counts, closes, restarts; a terminal whose answers are lost. The books are one sum for
the drawer, by what the views told the cashier to take and give, and the movements of the simulated terminal.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from pysqlite3 import dbapi2

from pos_client.db.journal import verify
from pos_client.db.replica import codec, open_replica
from pos_client.devices.simulators.terminal import Behaviour, Fault, TerminalSimulator
from pos_client.domain.basket import ManualDiscount, ManualKind
from pos_client.domain.catalogue import RoundingDirection
from pos_client.services.desk import ServiceError
from pos_client.services.returning.returns_views import RefundState
from pos_client.services.shift.z_commit import shift_figures
from pos_client.services.upkeep.recovery import recover
from pos_client.services.views import NeedsApproval
from tests.unit.services.conftest import Goods, Opener
from tests.unit.services.counting import OPENING, compared, done, wish
from tests.unit.services.shop import MANAGER, SECONDS, SENIOR, Clock, Shop, with_terminal

ACTS = 60
NO_DISCOUNT = {"no_discounts", "discount_not_allowed"}
NOTHING_TO_GIVE = {"nothing_to_return", "sale_post_voided"}
NO_POST_VOID = {"sale_post_voided", "sale_returned", "sale_of_other_shift", "sale_of_exchange", "unknown_receipt"}


def known(refused: ServiceError, codes: set[str]) -> None:
    """Take a refusal that a person expects."""
    if refused.code not in codes:
        raise refused


def round_cash(folder: Path, step: int, direction: RoundingDirection) -> None:
    """Give the store of a copied replica other rounding."""
    with open_replica(folder / "replica") as replica:
        store = replace(replica.live.store, cash_step=step, cash_direction=direction)
    raw = dbapi2.connect(str(folder / "replica" / "live.sqlite"))
    raw.execute("UPDATE store SET body = ?", (codec.encode(store),))
    raw.commit()
    raw.close()


@pytest.fixture
def terminal() -> Iterator[TerminalSimulator]:
    with TerminalSimulator(currency="RUB") as simulator:
        yield simulator


class Attack:
    """One register, its drawer as a person would add it up, and what the terminal has to have moved."""

    def __init__(self, opener: Opener, terminal: TerminalSimulator, goods: Goods, seed: int) -> None:
        self.opener = opener
        self.terminal = terminal
        self.goods = goods
        self.chance = random.Random(seed)
        self.clock = Clock()
        self.shop = self.opened()
        self.shop.begin(SENIOR)
        self.drawer = OPENING
        self.batch = 0  # movements of the terminal before the shift
        self.vouchers = 0
        self.sold: list[str] = []
        self.told: list[str] = []

    def opened(self) -> Shop:
        return self.opener(with_terminal(self.terminal.address), clock=self.clock)

    def run(self, acts: int) -> None:
        kinds: dict[Callable[[], None], int] = {
            self.sale: 40,
            self.back: 18,
            self.loose: 6,
            self.exchange: 14,
            self.void: 6,
            self.move: 6,
            self.parked: 4,
            self.given_up_count: 2,
            self.restart: 5,
            self.evening: 2,
        }
        for _ in range(acts):
            self.clock.forward(seconds=40)
            act = self.chance.choices(list(kinds), list(kinds.values()))[0]
            self.told.append(act.__name__)
            act()
            self.compare()

    def approved(self, act: Callable[..., Any]) -> Any:
        answer = act(None)
        if isinstance(answer, NeedsApproval):
            answer = act(self.shop.approve(answer, MANAGER))
            assert not isinstance(answer, NeedsApproval), answer
        return answer.result(SECONDS) if isinstance(answer, Future) else answer

    def compare(self) -> None:
        """The journal's figures are those of the books."""
        self.shop.settle()
        figures = shift_figures(self.shop.journal.reader(), self.shop.desk.shift_id)
        assert figures.expected_cash == self.drawer, self.told[-5:]
        cards = sum(row.paid - row.refunded for row in figures.tenders if row.tender_class == "card")
        assert cards == sum(m.amount for m in self.terminal.movements) - self.batch, self.told[-5:]
        vouchers = sum(row.expected for row in figures.tenders if row.tender_class == "voucher")
        assert vouchers == self.vouchers, self.told[-5:]

    # --- selling

    def fill(self, *, empties: bool = True) -> None:
        shop, chance = self.shop, self.chance
        for _ in range(chance.randint(1, 4)):
            if chance.random() < 0.25:
                taken = shop.checkout.take(f"0.{chance.randint(101, 999)}*{self.goods.weighed.plu}")
            else:
                taken = shop.scan(chance.choice(self.goods.plain[:40]).gtin)
                if chance.random() < 0.4:
                    shop.checkout.set_quantity(taken.line_id, chance.randint(2, 7) * 1000)
            if chance.random() < 0.3 and taken.line_id:
                manual = ManualDiscount(ManualKind.PERCENT, chance.randint(1, 1400), "discount.damaged", "")
                line_id = taken.line_id
                try:
                    self.approved(lambda given, m=manual, n=line_id: shop.checkout.set_manual(n, m, given))
                except ServiceError as refused:
                    known(refused, NO_DISCOUNT)
        if empties and chance.random() < 0.25:
            for _ in range(chance.randint(1, 3)):
                shop.scan(self.goods.empties.gtin or self.goods.empties.sku)

    def sale(self) -> None:
        self.fill()
        if self.shop.checkout.view().total < 0:
            self.approved(lambda given: self.shop.checkout.cancel("cancel.customer_left", given))
            return
        self.pay()

    def pay(self) -> None:
        payments, chance = self.shop.payments, self.chance
        payments.open()
        if payments.left > 0 and chance.random() < 0.15:
            payments.voucher("voucher", chance.randint(1, 30) * 1000, f"V{chance.randrange(10**9)}")
        if payments.left > 300 and chance.random() < 0.3:
            self.card(chance.randint(100, payments.left - 1))
        if payments.left > 0 and chance.random() < 0.5:
            self.card(None)
        if payments.left:
            due = payments.preview(None).given
            self.give(due if chance.random() < 0.5 or due < 0 else -(-due // 10_000) * 10_000)
        self.vouchers += sum(p.given for p in payments._parts if p.kind.tender_class.value == "voucher")
        sale = self.shop.finish()
        self.sold.append(sale.receipt_number)

    def give(self, amount: int) -> None:
        """Lay cash on the counter and take the change that the screen shows."""
        shown = self.shop.payments.cash("cash", amount, confirmed=True)
        self.drawer += shown.given - shown.change

    def card(self, amount: int | None) -> None:
        if self.chance.random() < 0.3:
            self.terminal.plan(Behaviour(fault=self.chance.choice((Fault.DROP_AFTER, Fault.GARBAGE))))
        part_id, _answer = self.shop.charge(amount=amount)
        while self.shop.payments.is_unknown(part_id):
            self.shop.payments.card_answered(part_id, self.shop.payments.run_query(part_id))

    # --- giving back

    def refund(self, job: Any) -> None:
        """Give the cards their parts, with answers that get lost; sometimes in cash after a refusal."""
        while True:
            part = next((p for p in job.view().refunds if p.asks_terminal or p.state is RefundState.UNKNOWN), None)
            if part is None or part.state is RefundState.DONE:
                return
            if part.state is RefundState.UNKNOWN:
                job.refund_answered(part.part_id, job.run_query(part.part_id))
                continue
            luck = self.chance.random()
            if luck < 0.25:
                self.terminal.plan(Behaviour(fault=Fault.DROP_AFTER), "refund")
            elif luck < 0.35:
                self.terminal.plan(Behaviour(outcome="declined"), "refund")
            part_id = job.begin_refund(part.part_id)
            job.refund_answered(part_id, job.run_refund(part_id))
            state = next(p.state for p in job.view().refunds if p.part_id == part_id)
            if state is RefundState.DECLINED and self.chance.random() < 0.6:
                self.approved(lambda given, n=part_id: job.to_cash(n, given))

    def chosen(self) -> bool:
        """Choose some of a receipt's lines; False when nothing of it can come back."""
        returns = self.shop.services.returns
        try:
            view = returns.find(self.chance.choice(self.sold[-12:]))
        except ServiceError as refused:
            known(refused, NOTHING_TO_GIVE)
            return False
        lines = [line for line in view.lines if not line.why_not and not line.is_charge]
        for line in self.chance.sample(lines, self.chance.randint(1, len(lines))):
            left = line.remaining.thousandths
            whole = line.sold.is_whole
            returns.set_quantity(
                line.line_id, self.chance.randint(1, left // 1000) * 1000 if whole else self.chance.randint(1, left)
            )
        returns.set_reason("return.does_not_fit")
        return True

    def back(self) -> None:
        if not self.sold or not self.chosen():
            return
        returns = self.shop.services.returns
        if self.chance.random() < 0.15:
            returns.leave()
            return
        self.approved(returns.begin)
        self.refund(returns)
        if returns.view().can_set_aside and self.chance.random() < 0.3:
            return_id = returns.view().return_id
            returns.set_aside()
            if self.chance.random() < 0.5:
                self.restart(finish=False)
                returns = self.shop.services.returns
            returns.resume(return_id)
            self.refund(returns)
        self.finished(returns)

    def finished(self, returns: Any) -> None:
        cash = sum(part.amount for part in returns.view().refunds if part.tender_class == "cash")
        document = returns.finish().result(SECONDS)
        assert document.cash == cash, (document.cash, cash)
        self.drawer -= cash
        returns.done()

    def loose(self) -> None:
        returns = self.shop.services.returns
        returns.start_loose()
        for _ in range(self.chance.randint(1, 3)):
            try:
                returns.scan(self.chance.choice(self.goods.plain[:40]).gtin)
            except ServiceError as refused:
                known(refused, {"no_returns"})
        if not returns.view().lines:
            returns.leave()
            return
        returns.set_reason("return.mistake")
        self.approved(returns.begin)
        self.finished(returns)

    def exchange(self) -> None:
        if not self.sold or not self.chosen():
            return
        job, payments = self.shop.services.exchange, self.shop.payments
        answer = job.attach()
        if isinstance(answer, NeedsApproval):
            answer = job.attach(self.shop.approve(answer, MANAGER))
        assert isinstance(answer, Future)
        answer.result(SECONDS)
        job.attached(answer)
        if self.chance.random() < 0.15:
            job.cancel()
            return
        self.fill(empties=self.chance.random() < 0.3)
        payments.open()
        given_back = 0
        if not self.shop.services.exchange.is_ready(payments.total):
            self.approved(job.begin_rest)
            self.refund(job)
            given_back = sum(part.amount for part in job.view().refunds if part.tender_class == "cash")
        if payments.left:
            self.give(payments.preview(None).given)
        self.drawer -= given_back
        self.sold.append(self.shop.finish().receipt_number)

    def void(self) -> None:
        voids = self.shop.services.post_voids
        number = self.chance.choice(self.sold[-3:]) if self.sold else ""
        try:
            view = voids.find(number)
        except ServiceError as refused:
            known(refused, NO_POST_VOID)
            return
        voids.set_reason("post_void.wrong_goods")
        self.approved(voids.begin)
        self.refund(voids)
        view = voids.view()
        voids.finish().result(SECONDS)
        voids.done()
        self.drawer -= view.cash
        sale = next(b for b in self.shop.bodies("sale") if b.receipt_number == view.sale_receipt)
        self.vouchers -= sum(part.given for part in sale.payments if part.tender_class == "voucher")

    # --- the till

    def move(self) -> None:
        kind = self.chance.choice(("paid_in", "paid_out", "safe_drop", "no_sale"))
        moves = self.shop.services.cash_moves
        reason, amount = moves.reasons(kind)[0].reason_id, self.chance.randint(1, 99) * 100
        if kind == "no_sale":
            self.approved(lambda given: moves.no_sale(reason, approval=given))
            return
        self.approved(lambda given: moves.move(kind, amount, reason, bag="B", approval=given))
        self.drawer += amount if kind == "paid_in" else -amount

    def parked(self) -> None:
        self.fill(empties=False)
        basket_id = self.shop.checkout.basket.basket_id
        self.shop.services.suspended.suspend("").result(SECONDS)
        if self.chance.random() < 0.6:
            self.shop.services.suspended.recall(basket_id)
            self.pay()
        else:
            self.approved(lambda given: self.shop.services.suspended.drop(basket_id, "cancel.no_money", approval=given))

    def given_up_count(self) -> None:
        self.approved(self.shop.services.closing.begin_count)
        self.approved(lambda given: self.shop.services.closing.cancel_count("a customer", given))

    def restart(self, *, finish: bool = True) -> None:
        """Stop in the middle of a basket, or not, and go on."""
        if finish and self.chance.random() < 0.5:
            self.fill(empties=False)
        who = self.shop.desk.staff.role.role_id
        self.shop.settle()
        self.shop.close()
        self.shop = self.opened()
        found = recover(self.shop.services)
        self.shop.desk.cashier = self.shop.member(who)
        if finish and found.line_count:
            self.pay()

    def evening(self) -> None:
        """Count what the books say, close, and open with as much as on the first day."""
        if self.drawer < 0:
            return
        card = sum(m.amount for m in self.terminal.movements) - self.batch
        slips = {"card": card, "voucher": self.vouchers}
        view = compared(self.shop, self.drawer // 100 * 100, **{k: v for k, v in slips.items() if v > 0})
        assert view.cash_over_short == self.drawer // 100 * 100 - self.drawer
        left = wish(min(OPENING, view.cash_counted))
        self.approved(lambda given: self.shop.services.closing.close(left, given))
        opened = done(self.shop.services.shifts.open([(100_000, 5)]))
        self.shop.services.shifts.opened(opened)
        self.drawer, self.vouchers = OPENING, 0
        self.batch = sum(m.amount for m in self.terminal.movements)


@pytest.mark.parametrize(
    ("seed", "step", "direction"),
    [(1, 1, RoundingDirection.NEAREST), (2, 100, RoundingDirection.DOWN), (3, 500, RoundingDirection.NEAREST)],
)
def test_a_day_of_everything_ends_with_the_books_of_a_person(
    opener: Opener,
    folder: Path,
    terminal: TerminalSimulator,
    goods: Goods,
    seed: int,
    step: int,
    direction: RoundingDirection,
) -> None:
    round_cash(folder, step, direction)
    attack = Attack(opener, terminal, goods, seed)
    attack.run(ACTS)
    path = attack.shop.directory / "journal.sqlite"
    attack.shop.close()
    assert verify(path).problems == ()
