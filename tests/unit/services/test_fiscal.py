"""The fiscal duty over a simulated device on TCP: registered once, the day, refusals that stay, lost answers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from pos_client.devices.fiscal import FiscalSetupError
from pos_client.devices.ports import FiscalState
from pos_client.devices.simulators.fiscal import Fault, FiscalSimulator
from pos_client.services.desk import ServiceError
from tests.support.waiting import wait_until
from tests.unit.services.conftest import Goods, Opener
from tests.unit.services.shop import START, Clock, Shop, make_fiscal, with_fiscal


@pytest.fixture
def device() -> Iterator[FiscalSimulator]:
    with FiscalSimulator(now=START, opens_by_itself=False) as simulator:
        yield simulator


@pytest.fixture
def fiscal_shop(opener: Opener, folder: Path, device: FiscalSimulator) -> Shop:
    make_fiscal(folder)
    shop = opener(with_fiscal(device.address), clock=Clock())
    shop.begin()
    return shop


def sell(shop: Shop, goods: Goods) -> str:
    shop.scan(goods.plain[0].gtin)
    return shop.pay_cash().sale_id


def answered(shop: Shop, count: int) -> list[object]:
    wait_until(lambda: len(shop.bodies("fiscal_answer")) >= count, f"{count} answers of the device")
    return shop.bodies("fiscal_answer")


def test_a_fiscal_store_without_its_device_does_not_open(opener: Opener, folder: Path) -> None:
    make_fiscal(folder)
    with pytest.raises(FiscalSetupError, match="no_settings"):
        opener(clock=Clock())


def test_the_day_is_opened_when_the_device_says_that_it_is_closed(
    fiscal_shop: Shop, device: FiscalSimulator, goods: Goods
) -> None:
    sale_id = sell(fiscal_shop, goods)
    (body,) = answered(fiscal_shop, 1)
    sale = fiscal_shop.bodies("sale")[0]
    assert (body.request_id, body.state, body.receipt) == (sale_id, "registered", sale.receipt_number)  # type: ignore[attr-defined]
    assert body.difference == sale.tax - sum(amount for _c, amount in body.tax)  # type: ignore[attr-defined]
    assert len(device.documents) == 1
    kinds = [kind for kind, _body in fiscal_shop.events("sale", "fiscal_requested", "fiscal_answer")]
    assert kinds == ["sale", "fiscal_requested", "fiscal_answer"]


@pytest.mark.parametrize("fault", [Fault.DROP_BEFORE, Fault.LOST])
def test_a_lost_answer_is_queried_and_the_document_registered_once(
    fiscal_shop: Shop, device: FiscalSimulator, goods: Goods, fault: Fault
) -> None:
    sell(fiscal_shop, goods)
    answered(fiscal_shop, 1)
    device.plan(fault)
    sell(fiscal_shop, goods)
    answered(fiscal_shop, 2)
    assert len(device.documents) == 2


def test_a_refused_document_stays_visible_until_it_is_sent_again(
    fiscal_shop: Shop, device: FiscalSimulator, goods: Goods, opener: Opener
) -> None:
    device.refuse("bad_total")
    sell(fiscal_shop, goods)
    answered(fiscal_shop, 1)
    sell(fiscal_shop, goods)  # the next one is registered; the refused one is still told
    answered(fiscal_shop, 2)
    wait_until(lambda: fiscal_shop.fiscal_news and fiscal_shop.fiscal_news[-1].code == "refused", "the refusal told")
    fiscal_shop.close()
    again = opener(with_fiscal(device.address), clock=fiscal_shop.clock)
    wait_until(lambda: again.fiscal_news and again.fiscal_news[-1].refused == 1, "the refusal told after a restart")
    assert again.fiscal is not None
    again.fiscal.send_again().result(10)
    wait_until(lambda: again.fiscal_news[-1].code == "", "the refusal to go")
    assert len(device.documents) == 2


def test_the_day_warns_blocks_and_is_closed(fiscal_shop: Shop, device: FiscalSimulator, goods: Goods) -> None:
    fiscal = fiscal_shop.fiscal
    assert fiscal is not None
    sell(fiscal_shop, goods)
    answered(fiscal_shop, 1)
    wait_until(lambda: fiscal_shop.fiscal_news and fiscal._opened_at is not None, "the day to be known")
    fiscal_shop.clock.forward(hours=22, minutes=1)
    device.advance(timedelta(hours=22, minutes=1))
    fiscal.wake()
    wait_until(lambda: fiscal_shop.fiscal_news[-1].code == "day_warning", "the warning")
    fiscal_shop.scan(goods.plain[0].gtin)
    fiscal_shop.payments.open()
    fiscal_shop.payments.leave()
    fiscal_shop.clock.forward(hours=2)
    device.advance(timedelta(hours=2))
    with pytest.raises(ServiceError, match="fiscal_day"):
        fiscal_shop.payments.open()
    assert fiscal.close_day().state is FiscalState.REGISTERED
    assert [b.kind for b in fiscal_shop.bodies("fiscal_requested")] == ["sale", "close_day"]
    fiscal_shop.pay_cash()
    answered(fiscal_shop, 3)
    assert len(device.documents) == 2


def test_a_document_past_24_hours_waits_for_the_next_day(
    fiscal_shop: Shop, device: FiscalSimulator, goods: Goods
) -> None:
    sell(fiscal_shop, goods)
    answered(fiscal_shop, 1)
    device.advance(timedelta(hours=25))  # the device's clock runs ahead of ours
    sell(fiscal_shop, goods)
    wait_until(lambda: fiscal_shop.fiscal_news[-1].code == "day_too_long", "the block")
    fiscal = fiscal_shop.fiscal
    assert fiscal is not None
    assert fiscal.blocks_sales
    assert fiscal.close_day().state is FiscalState.REGISTERED
    answered(fiscal_shop, 3)
    assert len(device.documents) == 2
