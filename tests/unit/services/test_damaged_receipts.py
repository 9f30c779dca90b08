"""A document whose row somebody changed on disk: nothing is printed, given back or taken back of it."""

from __future__ import annotations

from concurrent.futures import Future
from pathlib import Path

import pytest

from pos_client.db.journal import verify
from pos_client.services.desk import ServiceError
from pos_client.services.upkeep.recovery import recover
from tests.db.journal.forging import tamper
from tests.unit.services.conftest import Goods, Opener
from tests.unit.services.shop import MANAGER, SECONDS, Clock, Shop
from tests.unit.services.test_corrections_together import choose, give_back, sell

DEARER = "UPDATE {table} SET data = CAST(replace(CAST(data AS TEXT), '\"total\":', '\"total\":1') AS BLOB)"

FEWER = (
    "UPDATE correction SET data = "
    "CAST(replace(CAST(data AS TEXT), '\"thousandths\":2000', '\"thousandths\":1000') AS BLOB)"
)


def changed(shop: Shop, sql: str) -> Path:
    path = shop.journal.path
    tamper(path, lambda raw: raw.execute(sql))
    return path


@pytest.mark.invariant(11)
@pytest.mark.parametrize(
    "sql",
    [
        DEARER.format(table="sale"),
        "UPDATE sale SET data = x'7b7d'",
        "UPDATE sale SET total = total + 1",
        "UPDATE sale SET seq = seq - 1",
        "UPDATE sale SET seq = 1000",
        "UPDATE sale SET hash = zeroblob(32)",
    ],
)
def test_a_changed_sale_is_refused(shop: Shop, goods: Goods, sql: str) -> None:
    number = sell(shop, goods, 2).receipt_number
    receipts, returns, voids = shop.services.receipts, shop.services.returns, shop.services.post_voids
    receipts.paper(number)
    returns.find(number)
    returns.leave()
    voids.find(number)
    voids.leave()
    path = changed(shop, sql)
    for act in (receipts.paper, receipts.find, returns.find, voids.find):
        with pytest.raises(ServiceError, match="receipt_damaged"):
            act(number)
    assert receipts.last_receipt() is None
    assert [row.receipt_number for row in receipts.search()] == [number]  # it is in the list all the same
    receipts.search(name=goods.plain[0].name("en"))
    assert {problem.code for problem in verify(path).problems} & {"sale_row_differs", "sale_data_differs"}


@pytest.mark.invariant(11)
def test_a_return_made_smaller_on_disk_does_not_give_more_back(shop: Shop, goods: Goods) -> None:
    sale = sell(shop, goods, 3)
    document = give_back(shop, sale, 2)
    shop.services.returns.find(sale.receipt_number)
    shop.services.returns.leave()
    path = changed(shop, FEWER)
    with pytest.raises(ServiceError, match="receipt_damaged"):
        shop.services.returns.find(sale.receipt_number)
    with pytest.raises(ServiceError, match="receipt_damaged"):
        shop.services.receipts.paper(document.receipt_number)
    assert {problem.code for problem in verify(path).problems} == {"correction_data_differs"}
    changed(shop, "UPDATE correction SET data = x'00'")
    found = {row.receipt_number: row.state for row in shop.services.receipts.search()}
    assert found == {sale.receipt_number: "damaged", document.receipt_number: "damaged"}


def test_a_start_goes_on_without_the_exchange_of_a_changed_sale(opener: Opener, goods: Goods) -> None:
    shop = opener(clock=Clock())
    shop.begin(MANAGER)
    sale = sell(shop, goods, 2)
    choose(shop, sale, 1)
    attached = shop.services.exchange.attach()
    assert isinstance(attached, Future)
    attached.result(SECONDS)
    shop.services.exchange.attached(attached)
    shop.scan(goods.plain[1].gtin)
    shop.settle()
    shop.close()
    changed(shop, DEARER.format(table="sale"))
    again = opener(clock=Clock())
    recover(again.services)
    assert not again.services.exchange.is_open
    assert again.checkout.basket.live_lines  # what was in hand is still there
