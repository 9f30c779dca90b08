"""The baskets of the mock-ups, scanned into a demo register and priced by the rules, come to what the pictures show."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from pos_client.app.demo_codes import DemoBasket, demo_baskets
from pos_client.db.replica import Replica, open_replica
from pos_client.domain.barcode import CouponCode, GtinCode, WeightLabel, classify
from pos_client.domain.basket import Basket, LineOrigin
from pos_client.domain.basket_changes import add_line, set_coupons, set_tier
from pos_client.domain.catalogue import Product
from pos_client.domain.pricing import PricedBasket, price
from pos_client.domain.quantity import Quantity, Unit, pieces
from tests.support.demo import copy_demo


def scan(replica: Replica, basket: Basket, text: str, now: datetime) -> Basket:
    """One scan taken as the register takes it: a coupon, a weighed label or a product's code."""
    symbology = "code128" if text.startswith("+") else "ean_upc"
    code = classify(text, symbology, replica.live.store.barcode_patterns)
    catalogue = replica.catalogue
    if isinstance(code, CouponCode):
        return set_coupons(basket, (*basket.coupons, code.reference))
    product: Product | None
    if isinstance(code, WeightLabel):
        product = catalogue.by_label_item(code.item)
        quantity, origin = Quantity(code.thousandths, Unit.KILOGRAM), LineOrigin.WEIGHT_LABEL
    else:
        assert isinstance(code, GtinCode)
        product = catalogue.by_gtin(code.gtin14)
        quantity, origin = pieces(1), LineOrigin.SCAN
    assert product is not None
    charge = catalogue.product(product.charge_sku) if product.charge_sku else None
    return add_line(basket, product, quantity, now, origin, catalogue.version, charge=charge)[0]


def priced(replica: Replica, demo: DemoBasket) -> PricedBasket:
    now = datetime.fromisoformat(demo.at).astimezone(UTC)
    basket = Basket("b", now, "S1001")
    for text in demo.scans:
        basket = scan(replica, basket, text, now)
    if demo.tier:
        basket = set_tier(basket, "customer", demo.tier)
    return price(basket, replica.catalogue)


@pytest.mark.parametrize(
    ("store", "register", "basket_id", "nets"),
    [
        ("T12", 3, "tverskaya", [12_900, 19_800, 24_912, 126_650, 74_900, 249_000, 29_800]),
        ("K08", 2, "krakow_age", [790, 997, 1_698, 3_499]),
        ("K08", 2, "krakow_bronze", [790, 997, 557, 5_949, 1_698, 2_857, 5_499]),
    ],
)
def test_it_comes_to_what_the_picture_shows(
    tmp_path: Path, store: str, register: int, basket_id: str, nets: list[int]
) -> None:
    demo = next(basket for basket in demo_baskets(store) if basket.basket_id == basket_id)
    with open_replica(copy_demo(tmp_path, store, register)) as replica:
        result = priced(replica, demo)
    assert [line.net for line in result.lines] == nets
    assert result.total == demo.total
    assert demo.tax in (None, result.tax)
    assert result.saved == result.before_discounts - result.total


def test_one_more_chocolate_makes_three_for_two(tmp_path: Path) -> None:
    (demo,) = demo_baskets("T12")
    with open_replica(copy_demo(tmp_path)) as replica:
        chocolate = priced(replica, demo).lines[-1]
    assert chocolate.near_miss is not None
    assert (chocolate.near_miss.promotion_id, chocolate.near_miss.saves) == ("P004", 14_900)
