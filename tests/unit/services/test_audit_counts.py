"""What a dishonest cashier tries with counts: cash gone overnight, one tender's surplus over another's lack."""

from __future__ import annotations

from concurrent.futures import Future

from pos_client.services.people.exception_entries import OPENING, Kind
from tests.unit.services.conftest import Goods
from tests.unit.services.counting import OPENING as OPENING_CASH
from tests.unit.services.counting import close, compared, wish
from tests.unit.services.shop import SECONDS, Shop
from tests.unit.services.test_exceptions import report


def test_cash_gone_between_two_shifts_is_listed_by_name(shop: Shop) -> None:
    compared(shop, OPENING_CASH)
    close(shop, wish(OPENING_CASH, reason_id=""))
    opened = shop.services.shifts.open([(100_000, 3)])
    assert isinstance(opened, Future)
    shop.services.shifts.opened(opened.result(SECONDS))
    assert compared(shop, 300_000).cash_over_short == 0  # no count of the day shows it
    (entry,) = [entry for entry in report(shop).entries if entry.kind is Kind.OVER_SHORT]
    assert (entry.amount, entry.note, entry.grave) == (300_000 - OPENING_CASH, OPENING, True)
    assert entry.staff_id == shop.desk.staff.staff_id


def test_a_surplus_of_vouchers_does_not_hide_cash_that_lacks(shop: Shop, goods: Goods) -> None:
    shop.scan(goods.plain[0].gtin)
    shop.pay_cash()
    taken = shop.bodies("sale")[0].total
    view = compared(shop, OPENING_CASH + taken - 20_000, voucher=20_000)
    assert view.over_short == 0
    assert view.needs_explanation
    close(shop, wish())
    (entry,) = [entry for entry in report(shop).entries if entry.kind is Kind.OVER_SHORT]
    assert entry.grave
