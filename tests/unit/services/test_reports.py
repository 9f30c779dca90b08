"""X and Z: sums of what a person with a notebook wrote down, blind where they must be, readable on narrow paper."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest

from pos_client.db.journal import verify
from pos_client.devices.printer import render_text
from pos_client.devices.simulators.printer import PrinterSimulator
from pos_client.domain.receipt.text import width_of
from pos_client.services.desk import ServiceError
from pos_client.services.returning.returns_views import ReturnView
from pos_client.services.shift.report_paper import blind
from pos_client.services.shift.shift_views import XView
from pos_client.services.views import NeedsApproval
from sync.protocol.events import ShiftFigures, ZBody
from sync.protocol.shift_figures import figures_of
from tests.support.escpos_decoder import decode
from tests.support.waiting import wait_until
from tests.unit.services.conftest import Goods, Opener
from tests.unit.services.counting import OPENING, close, compared, done, wish
from tests.unit.services.shop import CASHIER, MANAGER, SECONDS, SENIOR, Clock, Shop, with_printer


@pytest.fixture
def printer() -> Iterator[PrinterSimulator]:
    with PrinterSimulator() as simulator:
        yield simulator


@dataclass
class Notebook:
    """What a person at the till wrote down, from the documents alone; amounts in kopecks."""

    cash: int = OPENING
    sales: list[int] = field(default_factory=list)
    returned: list[int] = field(default_factory=list)
    vouchers: int = 0
    cards: int = 0
    tax: Counter[str] = field(default_factory=Counter)
    categories: Counter[str] = field(default_factory=Counter)
    by_cashier: Counter[str] = field(default_factory=Counter)
    acts: Counter[str] = field(default_factory=Counter)
    moved: Counter[str] = field(default_factory=Counter)


@dataclass
class Day:
    """A day at the till, played by dice, in which everything that counts is noted."""

    shop: Shop
    goods: Goods
    dice: random.Random
    notes: Notebook = field(default_factory=Notebook)

    def play(self, steps: int) -> None:
        acts = (self.sell, self.sell, self.sell, self.sell_split, self.move, self.take_back, self.give_up, self.switch)
        for _step in range(steps):
            self.dice.choice(acts)()

    def switch(self) -> None:
        self.shop.desk.cashier = self.shop.member(self.dice.choice((CASHIER, SENIOR, MANAGER)))

    def fill(self) -> None:
        for _line in range(self.dice.randint(1, 4)):
            self.shop.checkout.take(f"{self.dice.randint(1, 3)}*")
            self.shop.scan(self.dice.choice(self.goods.plain[:30]).gtin)

    def note_sale(self, sale: object) -> None:
        body = self.shop.bodies("sale")[-1]
        assert body.sale_id == sale.sale_id  # type: ignore[attr-defined]
        self.notes.sales.append(body.total)
        self.notes.by_cashier[body.cashier_id] += body.total
        for tax in body.taxes:
            self.notes.tax[tax.category] += tax.tax
        for line in body.lines:
            self.notes.categories[line.category] += line.to_pay
        for part in body.payments:
            if part.tender_class == "cash":
                self.notes.cash += part.given - body.change
            elif part.tender_class == "voucher":
                self.notes.vouchers += part.given
            else:
                self.notes.cards += part.amount

    def sell(self) -> None:
        self.fill()
        due = self.shop.checkout.priced.total
        self.note_sale(self.shop.pay_cash(due + self.dice.randint(0, 100_000) // 100 * 100))

    def sell_split(self) -> None:
        self.fill()
        pay = self.shop.payments
        pay.open()
        pay.voucher("voucher", self.dice.randint(1, 5) * 1_000, f"V{len(self.notes.sales)}")
        if pay.left > 1_000:
            part_id, _answer = self.shop.charge("card_standalone", self.dice.randint(1, pay.left - 1_000))
            pay.confirm_slip(part_id, approved=True, reference="7")
        if pay.left:
            pay.cash("cash", None)
        self.note_sale(self.shop.finish())

    def move(self) -> None:
        kind = self.dice.choice(("paid_in", "paid_out", "safe_drop"))
        reason = {"paid_in": "paid_in.change", "paid_out": "paid_out.courier", "safe_drop": "safe_drop.limit"}[kind]
        amount = self.dice.randint(1, 90_000)
        moves = self.shop.services.cash_moves
        answer = moves.move(kind, amount, reason, bag="B-1")
        if isinstance(answer, NeedsApproval):
            return  # nothing moved
        done(answer)
        self.notes.moved[kind] += amount
        self.notes.cash += amount if kind == "paid_in" else -amount

    def take_back(self) -> None:
        back = [body.original_sale_id for body in self.shop.bodies("return")]
        sold = [sale for sale in self.shop.bodies("sale") if sale.sale_id not in back]  # one return of a sale is enough
        if not sold:
            return
        returns, sale = self.shop.services.returns, self.dice.choice(sold)
        before, self.shop.desk.cashier = self.shop.desk.cashier, self.shop.member(MANAGER)
        view = returns.find(sale.receipt_number)
        open_lines = [line for line in view.lines if line.remaining.thousandths >= 1_000 and line.parent_id is None]
        if open_lines and [part.tender_class for part in sale.payments] == ["cash"]:
            returns.set_quantity(self.dice.choice(open_lines).line_id, 1_000)
            returns.set_reason("return.mistake")
            begun = returns.begin()
            assert isinstance(begun, ReturnView), begun
            document = returns.finish().result(SECONDS)
            returns.done()
            body = self.shop.bodies("return")[-1]
            assert body.return_id == document.return_id
            self.notes.returned.append(body.total)
            self.notes.cash -= sum(part.given for part in body.refunds)
        else:
            returns.leave()
        self.shop.desk.cashier = before

    def give_up(self) -> None:
        self.fill()
        if self.dice.random() < 0.5 and isinstance(self.shop.checkout.cancel("cancel.customer_left"), NeedsApproval):
            self.shop.services.suspended.suspend("").result(SECONDS)
            return
        if not self.shop.checkout.basket.is_empty:
            self.shop.services.suspended.suspend("").result(SECONDS)
        else:
            self.notes.acts["cancelled"] += 1


def agree(figures: ShiftFigures, notes: Notebook) -> None:
    """Compare every sum of a report with the notebook."""
    assert (figures.sales, figures.sales_total) == (len(notes.sales), sum(notes.sales))
    assert (figures.returns, figures.returns_total) == (len(notes.returned), sum(notes.returned))
    assert figures.expected_cash == notes.cash
    assert {row.tender_class: row.expected for row in figures.tenders}.get("voucher", 0) == notes.vouchers
    assert {row.tender_class: row.expected for row in figures.tenders}.get("card", 0) == notes.cards
    taxes: Counter[str] = Counter()
    for tax in figures.taxes:
        taxes[tax.category] += tax.tax
    assert +taxes == +notes.tax
    assert {row.category: row.sold for row in figures.categories if row.sold} == dict(+notes.categories)
    assert {row.cashier_id: row.sales_total for row in figures.cashiers if row.sales} == dict(notes.by_cashier)
    moved = {"paid_in": figures.paid_in, "paid_out": figures.paid_out, "safe_drop": figures.safe_drops}
    assert {kind: amount for kind, amount in moved.items() if amount} == dict(notes.moved)
    assert figures.cancelled == notes.acts["cancelled"]


@pytest.mark.parametrize("seed", range(6))
def test_x_and_z_are_the_sums_of_a_notebook(opener: Opener, goods: Goods, seed: int) -> None:
    shop = opener(clock=Clock())
    shop.begin()
    day = Day(shop, goods, random.Random(seed))
    for _round in range(3):
        day.play(12)
        shop.desk.cashier = shop.member(MANAGER)
        view = done(shop.services.reports.x_report())
        agree(view.figures, day.notes)
        agree(shop.bodies("x_report")[-1].figures, day.notes)
    view = compared(shop, day.notes.cash // 100 * 100, voucher=day.notes.vouchers, card_standalone=day.notes.cards)
    assert (view.counted, view.over_short) == (
        view.expected + view.over_short,
        day.notes.cash // 100 * 100 - day.notes.cash,
    )
    close(shop, wish(0, carry_baskets=True))
    (body,) = shop.bodies("z_report")
    agree(body.figures, day.notes)
    refolded = figures_of(((row.seq, one) for row, one in shop.journal.reader().events()), body.head_seq)
    assert refolded == body.figures
    shop.close()
    assert verify(shop.directory / "journal.sqlite").problems == ()


# --- who sees what


def test_an_x_without_the_right_tells_no_tender_s_amount(shop: Shop, goods: Goods) -> None:
    for number in range(3):
        shop.scan(goods.plain[number].gtin)
        shop.pay_cash()
    view = done(shop.services.reports.x_report())
    assert isinstance(view, XView)
    assert not view.shows_expected
    assert view.figures.expected_cash == 0
    assert {(row.paid, row.given, row.expected, row.refunded) for row in view.figures.tenders} == {(0, 0, 0, 0)}
    assert [row.payments for row in view.figures.tenders] == [3]
    whole = shop.bodies("x_report")[0].figures
    assert whole.expected_cash > OPENING  # the journal has it
    assert view.figures == blind(whole)
    shop.desk.cashier = shop.member(MANAGER)
    assert done(shop.services.reports.x_report()).figures.expected_cash == whole.expected_cash


def test_an_x_on_paper_keeps_the_secret(opener: Opener, goods: Goods, printer: PrinterSimulator) -> None:
    shop = opener(with_printer(printer.address), clock=Clock())
    shop.begin()
    for number in range(2):
        shop.scan(goods.plain[number].gtin)
        shop.pay_cash()
    done(shop.services.cash_moves.move("safe_drop", 100_000, "safe_drop.limit", bag="B-1"))
    done(shop.services.reports.x_report())
    shop.desk.cashier = shop.member(MANAGER)
    done(shop.services.reports.x_report())
    wait_until(lambda: len(printer.papers) == 5, "two receipts, the slip, two X")
    blinded, whole = (decode(paper).text for paper in printer.papers[3:])
    expected = shop.bodies("x_report")[0].figures.expected_cash
    secret = f"{expected // 100_000} {expected // 100 % 1_000:03d},{expected % 100:02d}"
    assert secret in whole
    assert secret not in blinded
    assert "Ожидалось" not in blinded
    assert "X-ОТЧЁТ" in blinded


def test_an_x_needs_a_shift_and_the_right(opener: Opener) -> None:
    shop = opener(clock=Clock())
    shop.desk.cashier = shop.member(CASHIER)
    with pytest.raises(ServiceError, match="no_shift"):
        shop.services.reports.x_report()
    shop.begin()
    shop.desk.cashier = shop.member("technician")
    assert isinstance(shop.services.reports.x_report(), NeedsApproval)


# --- paper


def test_z_comes_out_at_the_close_and_its_copy_says_so(opener: Opener, goods: Goods, printer: PrinterSimulator) -> None:
    shop = opener(with_printer(printer.address), clock=Clock())
    shop.begin()
    shop.scan(goods.plain[0].gtin)
    sale = shop.pay_cash()
    compared(shop, OPENING + sale.total + sale.cash_rounding)
    assert close(shop, wish(100_000, reason_id="")).is_printing
    wait_until(lambda: len(printer.papers) == 2, "receipt and Z")
    paper = decode(printer.papers[1]).text
    (row,) = shop.services.reports.closed()
    event = next(row for row, _body in shop.journal.reader().events(types=("z_report",)))
    assert "Z-ОТЧЁТ № 1" in paper
    assert f"{event.seq} {event.hash.hex()[:8].upper()}" in paper
    assert "0048 2217" in paper
    assert row.z_number == 1
    done(shop.services.reports.reprint_z(1))
    wait_until(lambda: len(printer.papers) == 3, "the copy")
    assert "КОПИЯ" in decode(printer.papers[2]).text
    (body,) = shop.bodies("reprint")
    assert (body.receipt_number, body.kind, body.by) == ("Z1", "z_report", shop.member(CASHIER).staff_id)
    with pytest.raises(ServiceError, match="unknown_report"):
        shop.services.reports.reprint_z(2)


@pytest.mark.parametrize("columns", [32, 42])
def test_z_is_readable_on_narrow_paper(shop: Shop, goods: Goods, columns: int) -> None:
    for number in range(5):
        shop.scan(goods.plain[number].gtin)
        shop.pay_cash()
    shop.scan(goods.plain[7].gtin)
    shop.services.suspended.suspend("a red coat").result(SECONDS)
    compared(shop, OPENING)
    close(shop, wish(100_000, note="gone since noon", carry_baskets=True))
    event, body = next(iter(shop.journal.reader().events(types=("z_report",))))
    assert isinstance(body, ZBody)
    text = render_text(shop.services.reports.z_document(body, event.seq, "0A0CBADD"), columns)
    assert max(map(width_of, text.splitlines())) <= columns
    words = " ".join(text.split())
    for shown in (
        "Оборот",
        "НДС",
        "Оплачено",
        "Посчитано",
        "Отложенные чеки",
        "Категории",
        "gone since noon",
        "0A0CBADD",
    ):
        assert shown in words
