"""The stored demo chain: what generate.py writes today, sound in itself, and holding what the brief of it promises."""

from __future__ import annotations

import csv
import gzip
import io
import json
import os
import subprocess
import sys
from collections import Counter
from datetime import date, datetime, time
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from resources.demo import codes, generate
from resources.loader import read_bytes, read_text, resource_path

MEGABYTE = 1024 * 1024
PACKED = ("demo", "products.tsv.gz")
CHAIN: dict[str, Any] = json.loads(read_text("demo", "chain.json"))
PROMOTIONS: list[dict[str, Any]] = json.loads(read_text("demo", "promotions.json"))


def table(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode()), delimiter="\t", quoting=csv.QUOTE_NONE))


PRODUCTS = table(gzip.decompress(read_bytes(*PACKED)))
BY_SKU = {row["sku"]: row for row in PRODUCTS}
STAFF = table(read_bytes("demo", "staff.tsv"))


def checked(code: str) -> bool:
    return codes.gtin(code[:-1]) == code


def test_the_stored_files_are_a_fresh_run() -> None:
    fresh = generate.build()
    stored = {name: read_bytes("demo", name) for name in fresh if name != "products.tsv"}
    stored["products.tsv"] = gzip.decompress(read_bytes(*PACKED))
    for name, content in fresh.items():
        assert content.splitlines() == stored[name].splitlines(), f"{name}: run python -m resources.demo.generate"


def test_another_process_writes_the_same(tmp_path: Path) -> None:
    """With another seed of string hashes too: no order of a set may reach the files."""
    code = "import sys; from pathlib import Path; from resources.demo.generate import main; main(Path(sys.argv[1]))"
    environment = {**os.environ, "PYTHONHASHSEED": "1234", "PYTHONPATH": str(resource_path().parent)}
    subprocess.run([sys.executable, "-c", code, str(tmp_path)], env=environment, check=True, timeout=60)
    written = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert set(written) == {"products.tsv.gz", "categories.tsv", "brands.tsv", "staff.tsv"}
    packed, stored = (gzip.decompress(each) for each in (written.pop("products.tsv.gz"), read_bytes(*PACKED)))
    assert packed.splitlines() == stored.splitlines()
    for name, content in written.items():
        assert content.splitlines() == read_bytes("demo", name).splitlines()


def test_the_whole_is_small() -> None:
    files = [path for path in resource_path("demo").rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    assert sum(path.stat().st_size for path in files) < 4 * MEGABYTE


# Products


def test_there_are_20_000_products_in_40_categories() -> None:
    assert len(PRODUCTS) == 20_000
    categories = table(read_bytes("demo", "categories.tsv"))
    assert {row["category"] for row in PRODUCTS} == {row["key"] for row in categories}
    assert len(categories) >= 40
    assert all(row[language] for row in categories for language in ("en", "ru", "pl"))
    brands = {row["latin"] for row in table(read_bytes("demo", "brands.tsv"))}
    used = {row["brand"] for row in PRODUCTS} - {""}
    assert used <= brands
    assert len(used) >= 150


def test_keys_are_unique() -> None:
    for column in ("sku", "plu", "label_item", "en", "ru", "pl"):
        values = Counter(row[column].casefold() for row in PRODUCTS if row[column])
        assert [value for value, count in values.items() if count > 1] == []
    assert max(Counter(code for row in PRODUCTS for code in row["codes"].split()).values()) == 1


def test_no_code_is_another_key() -> None:
    skus, plus = set(BY_SKU), {row["plu"] for row in PRODUCTS} - {""}
    assert not skus & plus
    assert not skus & {code for row in PRODUCTS for code in row["codes"].split()}


def test_codes_have_right_check_digits_and_prefixes() -> None:
    found = [code for row in PRODUCTS for code in row["codes"].split()]
    assert [code for code in found if not checked(code)] == []
    assert {code[:3] for code in found} == {"460", "590"}
    assert {len(code) for code in found} == {8, 13}
    assert sum(len(code) == 8 for code in found) >= 10
    assert sum(" " in row["codes"] for row in PRODUCTS) > 300  # two codes, one product


def test_the_unknown_code_of_the_mockups_stays_unknown() -> None:
    assert checked("4607001999997")
    assert all("4607001999997" not in row["codes"] for row in PRODUCTS)


def test_every_product_can_be_sold_somehow() -> None:
    for row in PRODUCTS:
        by_code = row["codes"] or row["plu"] or row["flags"] in ("c", "o") or row["category"] == "charges"
        assert by_code, row


def test_names_are_in_their_scripts() -> None:
    for row in PRODUCTS:
        assert all(0 < len(row[language]) <= 100 for language in ("en", "ru", "pl"))
        assert not any(sign in row["en"] + row["ru"] + row["pl"] for sign in "*~=\t"), row
        assert "  " not in row["en"] + row["ru"] + row["pl"]
        assert any("а" <= letter <= "я" for letter in row["ru"].casefold()), row
        assert not any("а" <= letter <= "я" for letter in (row["en"] + row["pl"]).casefold()), row
        assert row["en"][0] == row["en"][0].upper()


def test_goods_by_weight_have_label_item_plu_and_a_highest_weight() -> None:
    weighed = [row for row in PRODUCTS if row["unit"] == "kg"]
    assert len(weighed) >= 300
    for row in weighed:
        assert len(row["plu"]) == 4
        assert len(row["label_item"]) == 5
        assert int(row["highest_weight"]) >= 5_000


def test_prices_are_plausible_and_better_for_tiers() -> None:
    for row in PRODUCTS:
        if row["flags"]:
            continue
        for column, least, most in (("rub", 500, 1_000_000), ("pln", 50, 50_000)):
            shelf, silver, gold = (int(row[f"{column}{suffix}"] or 0) for suffix in ("", "_silver", "_gold"))
            assert least <= shelf <= most, row
            assert (silver or shelf - 1) < shelf
            assert (gold or 1) < (silver or shelf)
        assert 5 < int(row["rub"]) / int(row["pln"]) < 60, row
    endings = Counter(int(row["pln"]) % 10 for row in PRODUCTS if row["pln"])
    assert endings[9] > 0.95 * len(PRODUCTS)
    assert sum(bool(row["rub_gold"]) for row in PRODUCTS) > 1000
    assert sum(bool(row["rub_silver"]) for row in PRODUCTS) > 500
    assert sum(bool(row["rub_was"]) for row in PRODUCTS) > 300


def test_references_of_products_resolve() -> None:
    for country in ("ru", "pl"):
        rules = CHAIN["countries"][country]
        column = {"ru": "rub", "pl": "pln"}[country]
        for row in PRODUCTS:
            assert row[f"tax_{country}"] in rules["tax_categories"]
            assert not row["restriction"] or row["restriction"] in rules["restrictions"]
            charge = row[f"charge_{country}"]
            assert not charge or (BY_SKU[charge]["flags"] == "c" and BY_SKU[charge][column])


def test_every_restriction_is_used_and_every_kind_of_it_is_there() -> None:
    used = {row["restriction"] for row in PRODUCTS} - {""}
    fields: set[str] = set()
    for country in CHAIN["countries"].values():
        assert set(country["restrictions"]) == used
        for rules in country["restrictions"].values():
            fields |= set(rules)
    assert fields == {
        *("minimum_age", "forbidden_hours", "maximum_price", "highest_quantity"),
        *("no_discounts", "no_coupons", "no_points_earned", "no_points_spent", "no_returns"),
    }
    ages = {rules.get("minimum_age") for rules in CHAIN["countries"]["ru"]["restrictions"].values()}
    assert {16, 18} <= ages


def test_marked_goods_charges_empties_and_open_items() -> None:
    marked = {row["category"] for row in PRODUCTS if row["flags"] == "m"}
    assert marked == {"tobacco", "shoes", "milk"}
    drinks = [row for row in PRODUCTS if row["charge_pl"]]
    assert {row["charge_pl"] for row in drinks} == {"990101", "990102", "990103", "990110"}
    assert len(drinks) > 500
    assert {row["sku"] for row in PRODUCTS if row["flags"] == "e"} == {"990201", "990202", "990203"}
    for country in ("ru", "pl"):
        open_taxes = {row[f"tax_{country}"] for row in PRODUCTS if row["flags"] == "o"}
        assert open_taxes == set(CHAIN["countries"][country]["tax_categories"])


# The chain


def test_stores_and_warehouses() -> None:
    stores = CHAIN["stores"]
    assert Counter(store["country"] for store in stores) == {"ru": 8, "pl": 4}
    assert len(CHAIN["warehouses"]) == 2
    for place in (*stores, *CHAIN["warehouses"]):
        assert 50 < place["latitude"] < 57
        assert 16 < place["longitude"] < 39
        assert place["address"]
        assert all(place["names"][language] for language in ("en", "ru", "pl"))
        assert ZoneInfo(place["timezone"]).key == place["timezone"]
        assert set(place["hours"]) == set("1234567")
        for hours in place["hours"].values():
            if hours != "closed":
                opens, _, closes = hours.partition("-")
                assert time.fromisoformat(opens) < time.fromisoformat(closes)
    assert max(Counter(store["prefix"] for store in stores).values()) == 1
    assert max(Counter(place["id"] for place in (*stores, *CHAIN["warehouses"])).values()) == 1


def test_tax_numbers_have_right_check_digits() -> None:
    inn, nip = (CHAIN["countries"][country]["tax_number"] for country in ("ru", "pl"))
    assert codes.inn(inn[:-1]) == inn
    assert codes.nip(nip[:-1]) == nip


@pytest.mark.parametrize(("country", "rates"), [("ru", [2200, 1000, 0, 0]), ("pl", [2300, 800, 500, 0, 0])])
def test_tax_rates_of_today(country: str, rates: list[int]) -> None:
    categories = CHAIN["countries"][country]["tax_categories"]
    assert [category[-1]["basis_points"] for category in categories.values()] == rates
    assert [category[-1]["kind"] for category in categories.values()][-2:] == ["zero", "exempt"]


def test_cash_of_both_countries() -> None:
    ru, pl = CHAIN["countries"]["ru"], CHAIN["countries"]["pl"]
    assert (ru["cash_step"], ru["cash_direction"], pl["cash_step"]) == (100, "down", 1)
    assert len(pl["denominations"]) == 15
    for country in (ru, pl):
        assert country["denominations"] == sorted(set(country["denominations"]), reverse=True)
        assert country["denominations"][-1] == country["cash_step"]
        assert country["notes_from"] in country["denominations"]
        assert BY_SKU[country["empties_slip_sku"]]["flags"] == "e"


def test_staff() -> None:
    stores = {store["id"] for store in CHAIN["stores"]}
    roles = {role["id"] for role in CHAIN["roles"]}
    assert {row["store"] for row in STAFF} == stores
    assert {row["role"] for row in STAFF} == roles
    for column in ("staff_id", "badge", "en"):
        assert max(Counter(row[column] for row in STAFF).values()) == 1
    for store in stores:
        assert {row["role"] for row in STAFF if row["store"] == store} == roles
    known = [(row["en"], row["ru"], row["role"]) for row in STAFF if row["store"] == "T12"]
    assert known[:5] == [
        ("Maria Kovaleva", "Мария Ковалёва", "cashier"),
        ("Igor Petrov", "Игорь Петров", "senior"),
        ("Alina Smirnova", "Алина Смирнова", "cashier"),
        ("Olga Vlasova", "Ольга Власова", "manager"),
        ("Dmitry Zhuravlev", "Дмитрий Журавлёв", "cashier"),
    ]


def test_pins_are_those_of_the_readme() -> None:
    readme = read_text("demo", "README.md")
    for row in STAFF:
        assert f"| {row['role']} | {row['pin']} |" in readme


def test_discount_limits() -> None:
    limits = {role["id"]: role["limits"].get("discount_percent", {}) for role in CHAIN["roles"]}
    assert limits["cashier"] == {"ru": 500, "pl": 500}
    assert limits["senior"] == {"ru": 1500, "pl": 1500}
    assert limits["manager"] == {"ru": "unlimited", "pl": "unlimited"}


def test_reasons_tenders_and_quick_keys() -> None:
    kinds = {reason["kind"] for reason in CHAIN["reasons"]}
    assert kinds >= {"discount", "price", "void", "cancel", "open_item", "approval", "suspended"}
    assert max(Counter(reason["id"] for reason in CHAIN["reasons"]).values()) == 1
    tenders = {tender["id"]: tender for tender in CHAIN["tender_kinds"]}
    classes = {tender["tender_class"] for tender in tenders.values()}
    assert classes == {"cash", "card", "voucher", "credit_slip", "foreign_cash"}
    assert {tenders[name]["overpayment"] for name in ("voucher", "credit_slip")} == {"credit_slip"}
    assert tenders["credit_slip"]["countries"] == ["ru", "pl"]
    assert tenders["cash_eur"]["countries"] == ["pl"]
    assert tenders["card"]["needs_intent"]
    assert not tenders["card_standalone"]["needs_intent"]
    for country, keys in CHAIN["quick_keys"].items():
        assert len(keys) == 16
        for key in keys:
            assert BY_SKU[key["sku"]][{"ru": "rub", "pl": "pln"}[country]]
    for named in (*CHAIN["reasons"], *tenders.values(), *CHAIN["quick_keys"]["ru"], *CHAIN["quick_keys"]["pl"]):
        assert all(named["names"][language] for language in ("en", "ru", "pl"))


def test_markdown_examples() -> None:
    for markdown in CHAIN["markdowns"]:
        assert BY_SKU[markdown["sku"]]["rub"]
        assert (markdown["price"] is None) != (markdown["percent_bp"] is None)
        if markdown["price"]:
            assert markdown["price"]["RUB"] < int(BY_SKU[markdown["sku"]]["rub"])
            assert markdown["price"]["PLN"] < int(BY_SKU[markdown["sku"]]["pln"])
    assert max(Counter(markdown["serial"] for markdown in CHAIN["markdowns"]).values()) == 1


# Promotions


def test_promotions_of_every_kind() -> None:
    assert len(PROMOTIONS) >= 40
    assert max(Counter(promotion["id"] for promotion in PROMOTIONS).values()) == 1
    assert {promotion["reward"]["kind"] for promotion in PROMOTIONS} == {
        *("percent", "amount", "fixed_price", "cheapest_free", "n_for_m", "n_for_price", "bundle", "gift"),
        *("points_multiplier", "free_delivery"),
    }
    with_field = {field for promotion in PROMOTIONS for field in promotion}
    assert {
        "hours",
        "weekdays",
        "tiers",
        "coupon",
        "stores",
        "channels",
        "uses_in_all",
        "uses_per_customer",
    } <= with_field
    baskets = {promotion["reward"]["kind"] for promotion in PROMOTIONS if promotion.get("scope") == "basket"}
    assert {"amount", "percent", "free_delivery"} <= baskets


def selections(promotion: dict[str, Any]) -> list[dict[str, list[str]]]:
    groups = [group["selection"] for group in promotion["reward"].get("groups", ())]
    return [promotion.get("selection", {}), *groups]


def test_references_of_promotions_resolve() -> None:
    categories = {row["category"] for row in PRODUCTS}
    brands = {row["brand"] for row in PRODUCTS}
    stores = {store["id"] for store in CHAIN["stores"]}
    tiers = {tier["id"] for tier in CHAIN["tiers"]}
    for promotion in PROMOTIONS:
        for selection in selections(promotion):
            assert set(selection.get("skus", ())) | set(selection.get("excluded_skus", ())) <= set(BY_SKU)
            assert set(selection.get("categories", ())) <= categories
            assert set(selection.get("brands", ())) <= brands
        assert set(promotion.get("stores", ())) <= stores
        assert set(promotion.get("tiers", ())) <= tiers
        assert promotion["reward"].get("gift_sku", "100001") in BY_SKU
        assert date.fromisoformat(promotion["starts"]) < date.fromisoformat(promotion["ends"])
        assert all(promotion["names"][language] for language in ("en", "ru", "pl"))


def test_every_selection_of_a_promotion_finds_products() -> None:
    for promotion in PROMOTIONS:
        for selection in selections(promotion):
            found = [row for row in PRODUCTS if matches(selection, row)]
            assert found, promotion["id"]


# The baskets of the mock-ups


def matches(selection: dict[str, list[str]], row: dict[str, str]) -> bool:
    """As the rules say: by sku, category or brand; every product when none is given; never a charge."""
    if row["sku"] in selection.get("excluded_skus", ()) or row["flags"] in ("c", "e", "o"):
        return False
    keys = (("skus", "sku"), ("categories", "category"), ("brands", "brand"))
    given = [(part, key) for part, key in keys if part in selection]
    return not given or any(row[key] in selection[part] for part, key in given)


def acting(basket: dict[str, Any], row: dict[str, str]) -> set[str]:
    """Ids of the line promotions that could act on a product in a basket of the mock-ups."""
    store = next(store for store in CHAIN["stores"] if store["id"] == basket["store"])
    at = datetime.fromisoformat(basket["at"])
    found = set()
    for promotion in PROMOTIONS:
        hours = promotion.get("hours", ["00:00", "23:59"])
        if (
            store["country"] in promotion["countries"]
            and promotion.get("scope") != "basket"
            and promotion["starts"] <= at.date().isoformat() <= promotion["ends"]
            and str(at.isoweekday()) in promotion.get("weekdays", "1234567")
            and hours[0] <= f"{at:%H:%M}" < hours[1]
            and ("tiers" not in promotion or basket["tier"] in promotion["tiers"])
            and ("coupon" not in promotion or promotion["coupon"] in basket["coupons"])
            and ("stores" not in promotion or basket["store"] in promotion["stores"])
            and any(matches(selection, row) for selection in selections(promotion) if selection)
        ):
            found.add(promotion["id"])
    return found


BASKETS = {basket["id"]: basket for basket in CHAIN["baskets"]}


def test_the_basket_of_tverskaya() -> None:
    expected = [
        ("Sourdough bread, 450 g", "4607001230113", 12_900, set()),
        ("Whole milk 3.2 %, 1 l", "4607001118824", 9_900, {"P001"}),
        ("Tomatoes on the vine", "", 28_900, set()),
        ("Coffee beans, dark roast, 1 kg", "4607001551201", 149_000, {"P002", "P014"}),
        ("Dishwasher tablets, 60 pcs", "4607001774419", 89_900, {"P003"}),
        ("Enamel saucepan, 3 l", "4607001903314", 249_000, set()),
        ("Dark chocolate 72 %, 90 g", "", 14_900, {"P004"}),
    ]
    basket = BASKETS["tverskaya"]
    rows = [BY_SKU[sku] for sku, _ in basket["lines"]]
    for row, (name, code, price, promotions) in zip(rows, expected, strict=True):
        assert row["en"] == name
        assert not code or row["codes"].split()[0] == code
        assert int(row["rub_gold"] or row["rub"]) == price
        assert acting(basket, row) == promotions, name
    before = sum(
        int(row["rub_gold"] or row["rub"]) * count for row, (_, count) in zip(rows, basket["lines"], strict=True)
    )
    saved = 9_900 + 22_350 + 15_000
    assert round(before / 1000) == 585_212
    assert round(before / 1000) - saved == basket["total"] == 537_962
    assert rows[2]["rub"] == "32900"
    assert rows[5]["sku"] == "903317"


def test_the_age_check_basket_of_krakow() -> None:
    expected = [
        ("Chleb żytni na zakwasie, 500 g", "5901001230111", 790, "C", set()),
        ("Mleko 3,2%, 1 l", "4607001118824", 399, "C", {"P005"}),
        ("Ser gouda w plastrach", "5901001118822", 849, "C", set()),
        ("Wino czerwone wytrawne, 0,75 l", "", 3499, "A", {"P012"}),
    ]
    basket = BASKETS["krakow_age"]
    rows = [BY_SKU[sku] for sku, _ in basket["lines"]]
    for row, (name, code, price, tax, promotions) in zip(rows, expected, strict=True):
        assert (row["pl"], int(row["pln"]), row["tax_pl"]) == (name, price, tax)
        assert not code or row["codes"].split()[0] == code
        assert acting(basket, row) == promotions, name
    before = sum(int(row["pln"]) * count // 1000 for row, (_, count) in zip(rows, basket["lines"], strict=True))
    third = next(promotion for promotion in PROMOTIONS if promotion["id"] == "P005")
    assert before == 7184
    assert before - 3 * 399 + third["reward"]["value"]["PLN"] == basket["total"] == 6984
    assert rows[3]["restriction"] == "alcohol"
    assert rows[3]["charge_pl"] == ""


def test_the_basket_of_the_customer_display() -> None:
    basket = BASKETS["krakow_bronze"]
    rows = {sku: (BY_SKU[sku], count) for sku, count in basket["lines"]}
    before = sum((int(row["pln"]) * count + 500) // 1000 for row, count in rows.values())
    assert before - 200 - 1050 - 1000 == basket["total"] == 18_347
    assert {sku: acting(basket, row) for sku, (row, _) in rows.items() if acting(basket, row)} == {
        "100002": {"P005"},
        "100004": {"P006", "P014"},
        "912240": {"P007"},
    }
