"""Permission checks of marked goods: beside scanning, with a deadline, by the store's rule without an answer."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace
from pysqlite3 import dbapi2

from pos_client.app.settings import MarkingEntry, Settings
from pos_client.devices.simulators.marking import Manner, MarkingSimulator
from pos_client.services.selling.marking import REFUSE, SELL, SETTING
from pos_client.services.selling.marks import mark_key
from pos_client.services.views import TakeKind
from tests.unit.services.conftest import Goods, Opener
from tests.unit.services.shop import Shop

GS = "\x1d"


@pytest.fixture
def module() -> Iterator[MarkingSimulator]:
    with MarkingSimulator() as simulator:
        yield simulator


def set_rule(folder: Path, rule: str) -> None:
    raw = dbapi2.connect(str(folder / "replica" / "live.sqlite"))
    raw.execute("INSERT OR REPLACE INTO settings (key, value) VALUES (?, ?)", (SETTING, rule))
    raw.commit()
    raw.close()


@pytest.fixture
def open_with(folder: Path, opener: Opener, module: MarkingSimulator) -> Callable[..., Shop]:
    """Open the register with the simulated module and a rule."""

    def open_it(rule: str, *, has_module: bool = True) -> Shop:
        set_rule(folder, rule)
        host, port = module.address
        settings = Settings(marking=MarkingEntry("tcp", host, port)) if has_module else Settings()
        shop = opener(settings)
        shop.begin()
        return shop

    return open_it


def unit(goods: Goods, serial: str) -> str:
    return f"01{goods.marked.gtin.rjust(14, '0')}21{serial}{GS}93abcd"


def scan(shop: Shop, code: str) -> None:
    assert shop.scan(code, "gs1_data_matrix").kind is TakeKind.ADDED


def outcomes(shop: Shop) -> list[tuple[str, str, str]]:
    return [(body.outcome, body.rule, body.source) for body in shop.bodies("marking_check")]


def test_a_unit_that_may_be_sold_lets_pay_open(
    open_with: Callable[..., Shop], module: MarkingSimulator, goods: Goods
) -> None:
    shop, code = open_with(REFUSE), unit(goods, "A1")
    scan(shop, code)
    assert shop.checkout.pay_blocked_by() == "marking_wait"
    assert shop.unit_checked()
    assert shop.checkout.pay_blocked_by() == ""
    assert module.asked == [code]  # as read, its group separator kept
    assert outcomes(shop) == [("allowed", "", "simulator")]
    assert shop.bodies("marking_check")[0].code_hash == mark_key(code)
    shop.pay_cash()


def test_a_refused_unit_is_struck_out_alone(
    open_with: Callable[..., Shop], module: MarkingSimulator, goods: Goods
) -> None:
    shop, bad, good = open_with(SELL), unit(goods, "BAD"), unit(goods, "GOOD")
    module.refuse(bad, "withdrawn")
    scan(shop, good)
    scan(shop, bad)
    shop.scan(goods.plain[0].gtin)
    assert sorted([shop.unit_checked(), shop.unit_checked()]) == [False, True]
    view = shop.checkout.view()
    assert [row.code for row in view.errors] == ["marking_refused"]
    assert dict(view.errors[0].details)["why"] == "withdrawn"
    assert [line.raw_codes[0] for line in shop.checkout.basket.live_lines] == [good, goods.plain[0].gtin]
    assert view.pay_blocked_by == "errors"


@pytest.mark.parametrize("manner", [Manner.SILENT, Manner.HANGS_UP, Manner.GARBAGE, Manner.OTHER_CODE])
@pytest.mark.parametrize("rule", [SELL, REFUSE])
def test_without_an_answer_the_rule_decides(
    open_with: Callable[..., Shop], module: MarkingSimulator, goods: Goods, manner: Manner, rule: str
) -> None:
    module.manner = manner
    shop = open_with(rule)
    scan(shop, unit(goods, "S1"))
    assert shop.unit_checked() is (rule == SELL)
    assert [(outcome, held) for outcome, held, _why in outcomes(shop)] == [("no_answer", rule)]
    if rule == SELL:
        assert shop.checkout.pay_blocked_by() == ""
    else:
        assert [row.code for row in shop.checkout.view().errors] == ["marking_no_answer"]


def test_a_register_without_a_module_follows_the_rule(open_with: Callable[..., Shop], goods: Goods) -> None:
    shop = open_with(REFUSE, has_module=False)
    scan(shop, unit(goods, "S1"))
    assert not shop.unit_checked()
    assert outcomes(shop) == [("no_answer", REFUSE, "no_module")]


def test_a_store_without_the_rule_asks_nobody(
    open_with: Callable[..., Shop], module: MarkingSimulator, goods: Goods
) -> None:
    shop = open_with("")
    scan(shop, unit(goods, "S1"))
    assert shop.checkout.pay_blocked_by() == ""
    assert (module.asked, outcomes(shop)) == ([], [])


def test_a_refused_unit_is_asked_about_again_when_it_is_scanned_again(
    open_with: Callable[..., Shop], module: MarkingSimulator, goods: Goods
) -> None:
    shop, code = open_with(SELL), unit(goods, "S1")
    shop.scan(goods.plain[0].gtin)
    module.refuse(code)
    scan(shop, code)
    assert not shop.unit_checked()
    scan(shop, code)
    assert not shop.unit_checked()
    assert module.asked == [code, code]


def test_a_recalled_basket_is_asked_about_anew(
    open_with: Callable[..., Shop], module: MarkingSimulator, goods: Goods
) -> None:
    shop, code = open_with(REFUSE), unit(goods, "S1")
    scan(shop, code)
    assert shop.unit_checked()
    basket_id = shop.checkout.basket.basket_id
    shop.services.suspended.suspend("").result(20)
    shop.services.suspended.recall(basket_id)
    assert shop.checkout.pay_blocked_by() == "marking_wait"
    assert shop.unit_checked()
    assert module.asked == [code, code]


def test_an_answer_after_the_basket_is_gone_strikes_nothing(
    open_with: Callable[..., Shop], module: MarkingSimulator, goods: Goods
) -> None:
    shop, code = open_with(SELL), unit(goods, "S1")
    module.refuse(code)
    scan(shop, code)
    checked = shop.checked.get(timeout=20)
    shop.services.suspended.suspend("").result(20)
    shop.scan(goods.plain[0].gtin)
    assert shop.services.marking.answered(checked)
    assert len(shop.checkout.basket.live_lines) == 1
    late = replace(checked, check=replace(checked.check, basket_id=shop.checkout.basket.basket_id))
    assert not shop.services.marking.answered(late)
    assert len(shop.checkout.basket.live_lines) == 1


def test_scanning_goes_on_while_a_module_is_silent(
    open_with: Callable[..., Shop], module: MarkingSimulator, goods: Goods
) -> None:
    module.manner = Manner.SILENT
    shop = open_with(SELL)
    for serial in range(6):
        scan(shop, unit(goods, f"S{serial}"))
    assert len(shop.checkout.basket.live_lines) == 6
    assert shop.checkout.pay_blocked_by() == "marking_wait"
    assert all(shop.unit_checked() for _ in range(6))
    assert shop.checkout.pay_blocked_by() == ""
