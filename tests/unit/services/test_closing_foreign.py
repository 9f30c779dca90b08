"""Foreign notes at the close: counted in their own units, their change taken from our drawer, limits at their rate."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pos_client.app.demo_data import staff_rows
from pos_client.db.journal import verify
from pos_client.domain.quantity import Unit
from pos_client.services.shift.count_views import told_difference
from pos_client.services.views import NeedsApproval
from tests.support.demo import copy_demo
from tests.unit.services.counting import close, done, fill, wish
from tests.unit.services.shop import CASHIER, MANAGER, Clock, Shop, open_shop

OPENING = 500_000


@pytest.fixture(scope="module")
def polish_replica(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_demo(tmp_path_factory.mktemp("polish") / "replica", "K08", 2).parent


@pytest.fixture
def polish(polish_replica: Path, tmp_path: Path) -> Iterator[Shop]:
    place = tmp_path / "register"
    place.mkdir()
    (place / "replica").symlink_to(polish_replica / "replica")
    shop = open_shop(place, clock=Clock())
    shop.begin()
    yield shop
    shop.close()


def pin(role: str) -> str:
    return next(row["pin"] for row in staff_rows() if row["store"] == "K08" and row["role"] == role)


def sell_for_euro(shop: Shop, euro_minor: int) -> tuple[int, int]:
    """Sell something that costs less than the notes; returns what it cost and the change in our money."""
    catalogue = shop.replica.catalogue
    data = catalogue.data()
    prices = {entry.sku: entry.amount for entry in data.prices if entry.price_list == "shelf"}
    product = next(
        p
        for p in data.products
        if p.gtin
        and p.unit is Unit.PIECE
        and 1_000 <= prices.get(p.sku, 0) <= 5_000
        and not (p.charge_sku or p.needs_marking or p.restrictions.minimum_age or p.is_open_item)
    )
    shop.scan(product.gtin)
    shop.payments.open()
    shop.payments.foreign_cash("cash_eur", euro_minor)
    sale = shop.finish()
    return sale.total, sale.change


def test_euro_are_counted_in_euro_and_the_change_left_our_drawer(polish: Shop) -> None:
    _total, change = sell_for_euro(polish, 2_000)
    assert change > 0
    closing = polish.services.closing
    done(closing.begin_count())
    fill(polish, (OPENING - change) // 100 * 100)
    drawer = closing.count_view().kinds[0]
    for field in drawer.fields:
        if field.value < 100:
            closing.set_pieces("cash", field.value, 0)
    closing.set_pieces("cash", 1, (OPENING - change) % 100)
    euro = next(kind for kind in closing.count_view().kinds if kind.tender_id == "cash_eur")
    assert euro.currency.code == "EUR"
    assert [field.value for field in euro.fields] == [20_000, 10_000, 5_000, 2_000, 1_000, 500]
    closing.set_pieces("cash_eur", 2_000, 1)
    done(closing.compare())
    view = closing.compare_view()
    row = next(row for row in view.rows if row.tender_id == "cash_eur")
    assert (row.counted, row.expected, row.state) == (2_000, 2_000, "even")
    assert (view.cash_over_short, view.expected) == (0, OPENING - change)  # together is of our money alone
    close(polish, wish(OPENING - change, reason_id=""))
    (body,) = polish.bodies("z_report")
    part = next(one for one in body.tenders if one.tender_id == "cash_eur")
    assert (part.currency, part.expected, part.counted, part.denominations[3]) == ("EUR", 2_000, 2_000, (2_000, 1))
    polish.close()
    assert verify(polish.directory / "journal.sqlite").problems == ()


def test_missing_euro_count_at_their_rate(polish: Shop) -> None:
    """20 euro short are 85 zloty: above the limit for a reason; 50 would want somebody else."""
    _total, change = sell_for_euro(polish, 5_000)
    closing = polish.services.closing
    done(closing.begin_count())
    fill(polish, (OPENING - change) // 100 * 100)
    closing.set_pieces("cash", 1, (OPENING - change) % 100)
    closing.set_pieces("cash_eur", 1_000, 3)
    done(closing.compare())
    view = closing.compare_view()
    assert (view.needs_explanation, view.needs_approval) == (True, False)
    closing.recount("cash_eur")
    for value in (20_000, 10_000, 5_000, 2_000, 1_000, 500):
        closing.set_pieces("cash_eur", value, 0)
    done(closing.compare())
    needed = closing.close(wish(0))
    assert isinstance(needed, NeedsApproval)
    assert (needed.code, needed.at_stake) == ("approve_difference", -21_250)  # 50 euro, told in our money
    approval = polish.approve(needed, MANAGER, pin(MANAGER))
    done(closing.close(wish(0), approval))
    (body,) = polish.bodies("z_report")
    assert [part.over_short for part in body.tenders if part.tender_id == "cash_eur"] == [-5_000]
    assert body.closed_by == polish.member(CASHIER).staff_id


def test_one_tender_s_surplus_does_not_hide_what_another_lacks_from_who_approves() -> None:
    assert told_difference([0, -5_000, 0]) == -5_000
    assert told_difference([-5_000, 5_000]) == 10_000
    assert told_difference([0, 0]) == 0
