"""What the demo scans is read back by the barcode rules as what it says."""

from __future__ import annotations

import pytest

from pos_client.app.demo_codes import (
    badge_codes,
    demo_baskets,
    empties_slip,
    markdown_codes,
    marking_code,
    price_label,
    weight_label,
)
from pos_client.app.demo_data import demo_store, staff_rows
from pos_client.domain.barcode import (
    BadgeCode,
    Code,
    CouponCode,
    EmptiesSlip,
    GtinCode,
    MarkdownCode,
    MarkingCode,
    PriceLabel,
    WeightLabel,
    classify,
)

STORES = ("T12", "K08")


def read(store_id: str, text: str, symbology: str = "ean_upc") -> Code:
    return classify(text, symbology, tuple(demo_store(store_id).country["barcode_patterns"]))


@pytest.mark.parametrize("store", STORES)
def test_labels(store: str) -> None:
    weighed = read(store, weight_label(store, "00087", 862))
    assert isinstance(weighed, WeightLabel)
    assert (weighed.item, weighed.thousandths) == ("00087", 862)
    priced = read(store, price_label(store, "1001", 2_999))
    assert isinstance(priced, PriceLabel)
    assert (priced.item, priced.amount) == ("01001", 2_999)


@pytest.mark.parametrize(("item", "grams"), [("123456", 1), ("00087", 100_000), ("abc", 1)])
def test_a_label_that_does_not_fit_is_refused(item: str, grams: int) -> None:
    with pytest.raises(ValueError, match="does not fit"):
        weight_label("T12", item, grams)


def test_a_marked_unit() -> None:
    code = read("T12", marking_code("4607001118824", "DEMO000000001"), "gs1_data_matrix")
    assert isinstance(code, MarkingCode)
    assert (code.gtin14, code.serial) == ("04607001118824", "DEMO000000001")


def test_badges() -> None:
    codes = badge_codes("T12")
    maria = next(row for row in staff_rows() if row["en"] == "Maria Kovaleva")
    code = read("T12", codes["Maria Kovaleva"], "code128")
    assert isinstance(code, BadgeCode)
    assert code.badge == maria["badge"]
    assert len(codes) == 6


@pytest.mark.parametrize(("store", "price"), [("T12", 199_000), ("K08", 9_999)])
def test_markdown_stickers(store: str, price: int) -> None:
    stickers = {serial: read(store, text, "code128") for serial, text in markdown_codes(store).items()}
    assert all(isinstance(code, MarkdownCode) and code.serial == serial for serial, code in stickers.items())
    percent, fixed = stickers["MD000001"], stickers["MD000004"]
    assert isinstance(percent, MarkdownCode)
    assert isinstance(fixed, MarkdownCode)
    assert (percent.sku, percent.percent_bp, percent.price) == ("100001", 3000, None)
    assert (fixed.sku, fixed.percent_bp, fixed.price) == ("903317", None, price)


def test_a_slip_of_the_bottle_machine() -> None:
    code = read("K08", empties_slip("A17", 450), "code128")
    assert isinstance(code, EmptiesSlip)
    assert (code.reference, code.amount) == ("A17", 450)


def test_the_scans_of_the_basket_of_tverskaya() -> None:
    (basket,) = demo_baskets("T12")
    codes = [read("T12", scan, "code128" if scan.startswith("+") else "ean_upc") for scan in basket.scans]
    assert [type(code) for code in codes].count(GtinCode) == 9
    weighed = [code for code in codes if isinstance(code, WeightLabel)]
    assert [(code.item, code.thousandths) for code in weighed] == [("00087", 862)]
    assert [code.reference for code in codes if isinstance(code, CouponCode)] == ["AUTUMN-150"]
    assert (basket.tier, basket.total, basket.tax) == ("gold", 537_962, 91_857)


def test_the_baskets_of_krakow() -> None:
    first, second = demo_baskets("K08")
    assert (len(first.scans), first.total, first.tax) == (7, 6_984, 820)
    codes = [read("K08", scan, "code128" if scan.startswith("+") else "ean_upc") for scan in second.scans]
    assert [code.reference for code in codes if isinstance(code, CouponCode)] == ["JESIEŃ-10"]


def test_a_store_that_is_not_there() -> None:
    with pytest.raises(LookupError):
        badge_codes("X99")
    with pytest.raises(LookupError):
        demo_baskets("X99")
