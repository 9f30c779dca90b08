"""Sales, returns, exchanges and post-voids of one shift: the journal holds, papers and fiscal documents come."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future
from pathlib import Path

import pytest

from pos_client.db.journal import verify
from pos_client.devices.simulators.fiscal import FiscalSimulator
from pos_client.devices.simulators.printer import PrinterSimulator
from pos_client.domain.returns import Return
from pos_client.domain.sale import Sale
from pos_client.services.desk import ServiceError
from pos_client.services.returning.returns_views import ExchangeView
from pos_client.services.views import NeedsApproval
from tests.support.waiting import wait_until
from tests.unit.services.conftest import Goods, Opener
from tests.unit.services.shop import SECONDS, START, Clock, Shop, make_fiscal, with_fiscal, with_printer


@pytest.fixture
def printer() -> Iterator[PrinterSimulator]:
    with PrinterSimulator() as simulator:
        yield simulator


@pytest.fixture
def device() -> Iterator[FiscalSimulator]:
    with FiscalSimulator(now=START) as simulator:
        yield simulator


def sell(shop: Shop, goods: Goods, *counts: int) -> Sale:
    for product, count in zip(goods.plain, counts, strict=False):
        shop.checkout.take(f"{count}*")
        shop.scan(product.gtin)
    return shop.pay_cash()


def choose(shop: Shop, sale: Sale, count: int) -> None:
    returns = shop.services.returns
    view = returns.find(sale.receipt_number)
    returns.set_quantity(view.lines[0].line_id, count * 1000)
    returns.set_reason("return.mistake")


def give_back(shop: Shop, sale: Sale, count: int) -> Return:
    returns = shop.services.returns
    choose(shop, sale, count)
    needed = returns.begin()
    if isinstance(needed, NeedsApproval):
        returns.begin(shop.approve(needed))
    document = returns.finish().result(SECONDS)
    returns.done()
    return document


def exchange(shop: Shop, sale: Sale, count: int, gtin: str) -> Sale:
    choose(shop, sale, count)
    answer = shop.services.exchange.attach()
    if isinstance(answer, NeedsApproval):
        answer = shop.services.exchange.attach(shop.approve(answer))
    assert isinstance(answer, Future)
    answer.result(SECONDS)
    shop.services.exchange.attached(answer)
    shop.scan(gtin)
    shop.payments.open()
    if not shop.payments.is_settled and shop.payments.left == 0:
        needed = shop.services.exchange.begin_rest()
        assert isinstance(needed, ExchangeView)
    if shop.payments.left:
        shop.payments.cash("cash", None)
    return shop.finish()


def test_a_mixed_shift_verifies_and_every_number_is_taken_once(shop: Shop, goods: Goods) -> None:
    first, second, third = (sell(shop, goods, 3, 1) for _ in range(3))
    give_back(shop, first, 1)
    bought = exchange(shop, first, 1, goods.plain[3].gtin)
    exchange(shop, second, 3, goods.plain[2].gtin)
    give_back(shop, bought, 1)
    shop.post_void(third)
    give_back(shop, first, 1)
    shop.settle()
    numbers = [body.receipt_number for _type, body in shop.events("sale", "return", "post_void")]
    assert sorted(numbers) == [f"TV03-{count:06d}" for count in range(1, len(numbers) + 1)]
    path = shop.directory / "journal.sqlite"
    shop.close()
    report = verify(path)
    assert report.problems == ()
    assert report.sales == 5


def test_a_return_prints_after_it_is_on_disk_and_opens_the_drawer(
    opener: Opener, printer: PrinterSimulator, goods: Goods
) -> None:
    shop = opener(with_printer(printer.address), clock=Clock())
    shop.begin()
    sale = sell(shop, goods, 2)
    assert printer.wait_for_papers(1)
    printer.close_drawer()
    document = give_back(shop, sale, 1)
    assert printer.wait_for_papers(2)
    text = printer.text()
    assert "ВОЗВРАТ" in text
    assert document.receipt_number in text
    wait_until(lambda: printer.drawer_pulses == 2, "the drawer to open")
    shop.services.receipts.gift_receipt(sale.receipt_number).result(SECONDS)
    assert printer.wait_for_papers(3)
    assert "ПОДАРОЧНЫЙ" in printer.text()
    again = shop.services.receipts.reprint(document.receipt_number)
    assert isinstance(again, Future)
    again.result(SECONDS)
    assert printer.wait_for_papers(4)
    assert "КОПИЯ" in printer.text()
    assert [(body.kind, body.receipt_number) for body in shop.bodies("reprint")] == [
        ("gift_receipt", sale.receipt_number),
        ("receipt", document.receipt_number),
    ]


def test_the_fiscal_device_registers_the_return_as_its_own_document(
    opener: Opener, folder: Path, device: FiscalSimulator, goods: Goods
) -> None:
    make_fiscal(folder)
    shop = opener(with_fiscal(device.address), clock=Clock())
    shop.begin()
    sale = sell(shop, goods, 2)
    with pytest.raises(ServiceError, match="sale_registered"):
        shop.services.post_voids.find()
    document = give_back(shop, sale, 1)
    wait_until(lambda: len(shop.bodies("fiscal_answer")) == 2, "both answers of the device")
    answer = shop.bodies("fiscal_answer")[-1]
    assert (answer.request_id, answer.state, answer.receipt) == (
        document.return_id,
        "registered",
        document.receipt_number,
    )
    assert answer.difference == document.tax - sum(amount for _category, amount in answer.tax)
    asked = shop.bodies("fiscal_requested")[-1]
    assert (asked.kind, asked.total) == ("return", document.total)
    assert [each.document.kind for each in device.documents] == ["sale", "return"]
