"""The replica of a demo register: it builds, a scan finds the bread, and the store is as the chain says."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, time
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from pos_client.app.demo_data import prepare_demo
from pos_client.db.replica import Replica, open_replica
from pos_client.domain.catalogue import RoundingDirection, TaxKind
from pos_client.domain.promotions.model import RewardKind
from pos_client.domain.quantity import Unit
from pos_client.domain.staff import UNLIMITED, Permission
from tests.support.demo import copy_demo

NOW = datetime(2026, 11, 21, 11, 32, tzinfo=UTC)


@pytest.fixture(scope="module")
def tverskaya_directory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_demo(tmp_path_factory.mktemp("tverskaya"))


@pytest.fixture(scope="module")
def tverskaya(tverskaya_directory: Path) -> Iterator[Replica]:
    with open_replica(tverskaya_directory) as replica:
        yield replica


@pytest.fixture(scope="module")
def krakow(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Replica]:
    with open_replica(copy_demo(tmp_path_factory.mktemp("krakow"), "K08", 2, language="en")) as replica:
        yield replica


def price(replica: Replica, sku: str, price_list: str = "shelf", at: datetime = NOW) -> int | None:
    found = [
        entry.amount
        for entry in replica.catalogue.prices(sku)
        if entry.price_list == price_list and entry.valid_from <= at and (entry.valid_to is None or at < entry.valid_to)
    ]
    assert len(found) <= 1
    return found[0] if found else None


def test_a_scan_finds_the_bread(tverskaya: Replica) -> None:
    bread = tverskaya.catalogue.by_gtin("04607001230113")
    assert bread is not None
    assert bread.name("ru") == "Хлеб на закваске, 450 г"
    assert price(tverskaya, bread.sku) == 12_900
    assert tverskaya.catalogue.by_gtin("04607001999997") is None


def test_both_codes_of_the_milk_find_it(krakow: Replica) -> None:
    milk = krakow.catalogue.product("100002")
    assert milk is not None
    by_russian = krakow.catalogue.by_gtin("04607001118824")
    assert by_russian == milk
    others = krakow.catalogue.data().gtins["100002"]
    assert all(krakow.catalogue.by_gtin(code.rjust(14, "0")) == milk for code in others)


def test_tomatoes_by_label_plu_and_tier(tverskaya: Replica) -> None:
    tomatoes = tverskaya.catalogue.by_label_item("00087")
    assert tomatoes is not None
    assert tomatoes == tverskaya.catalogue.by_plu("4087")
    assert tomatoes.unit is Unit.KILOGRAM
    assert (price(tverskaya, tomatoes.sku), price(tverskaya, tomatoes.sku, "gold")) == (32_900, 28_900)


def test_typing_lemo_finds_what_the_mockup_shows(tverskaya: Replica) -> None:
    hits = tverskaya.catalogue.search("lemo", "en", 4)
    assert {hit.product.name("en") for hit in hits} == {
        *("Lemons, Turkey", "Lemon tea, 25 bags", "Lemonade, still, 1 l", "Lemon balm in a pot"),
    }


def test_the_store_of_tverskaya(tverskaya: Replica) -> None:
    store, register = tverskaya.live.store, tverskaya.live.register
    assert (store.name, store.currency.code, store.language) == ("Тверская, 12", "RUB", "ru")
    assert (store.cash_step, store.cash_direction) == (100, RoundingDirection.DOWN)
    assert store.tax_category("A").at(NOW).basis_points == 2200
    assert store.tax_category("A").at(datetime(2025, 12, 31, 20, 59, tzinfo=UTC)).basis_points == 2000
    assert store.tax_category("E").at(NOW).kind is TaxKind.EXEMPT
    assert (register.name, register.prefix) == ("Касса 3", "TV03")


def test_the_register_of_krakow_speaks_as_told(krakow: Replica) -> None:
    store, register = krakow.live.store, krakow.live.register
    assert (store.name, store.currency.code, store.language) == ("Kraków, Rynek 8", "PLN", "pl")
    assert (register.name, register.prefix, register.language) == ("Register 2", "PL02", "en")
    assert store.tax_category("C").at(NOW).basis_points == 500
    assert krakow.live.settings["empties_slip_sku"] == "990201"


def test_staff_log_in_with_the_pins_of_the_readme(tverskaya: Replica) -> None:
    by_name = {member.name: member for member in tverskaya.live.staff()}
    maria, olga = by_name["Мария Ковалёва"], by_name["Ольга Власова"]
    assert PasswordHasher().verify(maria.pin_verifier, "1111")
    assert PasswordHasher().verify(olga.pin_verifier, "3333")
    assert maria.pin_verifier.startswith("$argon2id$")
    assert maria.role.limit(Permission.DISCOUNT_PERCENT) == 500
    assert by_name["Игорь Петров"].role.limit(Permission.DISCOUNT_PERCENT) == 1500
    assert olga.role.limit(Permission.DISCOUNT_PERCENT) == UNLIMITED
    assert maria.role.limit(Permission.POST_VOID) is None
    assert tverskaya.live.by_badge(maria.badge) == maria


def test_limits_are_in_the_money_of_the_store(tverskaya: Replica, krakow: Replica) -> None:
    cashiers = [next(role for role in each.live.roles() if role.role_id == "cashier") for each in (tverskaya, krakow)]
    assert [role.limit(Permission.REFUND) for role in cashiers] == [150_000, 10_000]


def test_restrictions(tverskaya: Replica, krakow: Replica) -> None:
    wine = krakow.catalogue.product("100010")
    assert wine is not None
    assert wine.restrictions.minimum_age == 18
    assert wine.restrictions.forbidden_hours[0].end == time(5, 30)
    cigarettes = [product for product in tverskaya.catalogue.data().products if product.category == "tobacco"]
    assert cigarettes
    for product in cigarettes:
        assert product.needs_marking
        assert product.restrictions.maximum_price == price(tverskaya, product.sku)


def test_marking_is_asked_for_in_russia_alone(tverskaya: Replica, krakow: Replica) -> None:
    assert sum(product.needs_marking for product in tverskaya.catalogue.data().products) > 100
    assert not any(product.needs_marking for product in krakow.catalogue.data().products)


def test_deposits_are_polish(tverskaya: Replica, krakow: Replica) -> None:
    assert not any(product.charge_sku for product in tverskaya.catalogue.data().products)
    water = krakow.catalogue.product("100032")
    assert water is not None
    deposit = krakow.catalogue.product(water.charge_sku)
    assert deposit is not None
    assert deposit.is_charge
    assert price(krakow, deposit.sku) == 50
    assert tverskaya.catalogue.product(deposit.sku) is None


def test_open_items_of_every_tax_category(tverskaya: Replica, krakow: Replica) -> None:
    for replica in (tverskaya, krakow):
        items = replica.live.open_items()
        assert all(item.is_open_item for item in items)
        assert {item.tax_category for item in items} == {each.code for each in replica.live.store.tax_categories}


def test_a_price_that_changed_keeps_its_past(tverskaya: Replica) -> None:
    changed = [entry for entry in tverskaya.catalogue.data().prices if entry.valid_to is not None]
    assert len(changed) > 300
    first = changed[0]
    assert first.valid_to is not None
    assert price(tverskaya, first.sku, at=datetime(2024, 6, 1, tzinfo=UTC)) == first.amount
    assert price(tverskaya, first.sku) != first.amount


def test_promotions_of_every_kind_in_both_countries(tverskaya: Replica, krakow: Replica) -> None:
    for replica in (tverskaya, krakow):
        assert {promotion.reward.kind for promotion in replica.catalogue.promotions()} == set(RewardKind)
    dairy = next(
        promotion for promotion in tverskaya.catalogue.promotions() if promotion.name("en").startswith("Dairy")
    )
    assert (dairy.reward.take, dairy.reward.pay) == (3, 2)
    gold = next(promotion for promotion in tverskaya.catalogue.promotions() if promotion.promotion_id == "P002")
    assert (gold.weekdays, gold.tiers) == (frozenset({6, 7}), frozenset({"gold", "platinum"}))


def test_tenders_and_reasons(tverskaya: Replica, krakow: Replica) -> None:
    assert {kind.tender_id for kind in krakow.live.tender_kinds()} >= {"cash", "card", "card_standalone", "voucher"}
    euro = next(kind for kind in krakow.live.tender_kinds() if kind.tender_id == "cash_eur")
    assert (euro.currency, euro.rate_millionths) == ("EUR", 4_250_000)
    assert all(kind.currency == "RUB" for kind in tverskaya.live.tender_kinds())
    assert dict(tverskaya.live.reasons("discount")[0].names)["en"] == "Damaged packing"
    assert tverskaya.live.reasons("discount")[-1].text_needed


@pytest.mark.parametrize(
    ("store", "register", "language"), [("X99", 1, ""), ("T12", 9, ""), ("T12", 0, ""), ("T12", 1, "de")]
)
def test_what_the_chain_does_not_have_is_refused(tmp_path: Path, store: str, register: int, language: str) -> None:
    with pytest.raises(LookupError):
        prepare_demo(tmp_path, store, register, language=language)
    assert list(tmp_path.iterdir()) == []


def test_preparing_again_gives_the_same_catalogue(tverskaya_directory: Path, tverskaya: Replica) -> None:
    """Also while a register has it open."""
    before = [path.name for path in tverskaya_directory.glob("catalogue-*.sqlite")]
    assert len(before) == 1
    prepare_demo(tverskaya_directory)
    assert [path.name for path in tverskaya_directory.glob("catalogue-*.sqlite")] == before
    assert tverskaya.catalogue.by_gtin("04607001230113") is not None
