"""What the register knows: dated tax rates, names by language, categories of a store."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_client.domain.catalogue import ForbiddenHours, Product, StoreProfile, TaxCategory, TaxKind, TaxRate
from pos_client.domain.money import RUB
from pos_client.domain.quantity import Unit

FIRST = datetime(2026, 1, 1, tzinfo=UTC)
SECOND = datetime(2026, 7, 1, tzinfo=UTC)
CATEGORY = TaxCategory("A", (TaxRate(FIRST, 2000), TaxRate(SECOND, 2200)))
INSTANT = timedelta(microseconds=1)


@pytest.mark.parametrize(
    ("instant", "basis_points"),
    [
        (FIRST, 2000),
        (SECOND - INSTANT, 2000),
        (SECOND, 2200),
        (SECOND + timedelta(days=4000), 2200),
        (datetime.fromisoformat("2026-07-01T02:59:59+03:00"), 2000),
        (datetime.fromisoformat("2026-07-01T03:00:00+03:00"), 2200),
    ],
)
def test_the_rate_in_force_is_the_last_that_began(instant: datetime, basis_points: int) -> None:
    assert CATEGORY.at(instant).basis_points == basis_points
    assert CATEGORY.at(instant).kind is TaxKind.RATED


def test_before_the_first_rate_there_is_none() -> None:
    with pytest.raises(LookupError, match="tax category A has no rate at 2025-12-31T23:59:59"):
        CATEGORY.at(FIRST - INSTANT)
    with pytest.raises(LookupError):
        TaxCategory("B", ()).at(FIRST)


@given(st.lists(st.integers(0, 1000), min_size=1, max_size=8, unique=True).map(sorted), st.integers(0, 1200))
def test_the_rate_agrees_with_a_plain_search(days: list[int], day: int) -> None:
    category = TaxCategory("A", tuple(TaxRate(FIRST + timedelta(days=start), start) for start in days))
    begun = [start for start in days if start <= day]
    if begun:
        assert category.at(FIRST + timedelta(days=day)).basis_points == max(begun)
    else:
        with pytest.raises(LookupError):
            category.at(FIRST + timedelta(days=day))


@pytest.mark.parametrize(
    ("names", "language", "shown"),
    [
        ((("en", "Milk"), ("ru", "Молоко")), "ru", "Молоко"),
        ((("en", "Milk"), ("ru", "Молоко")), "pl", "Milk"),
        ((("ru", "Молоко"), ("pl", "Mleko")), "en", "Молоко"),
        ((("pl", ""), ("en", "Milk")), "pl", "Milk"),
        ((), "en", "100200"),
    ],
)
def test_a_product_is_named_in_the_language_else_english_else_any_else_by_its_key(
    names: tuple[tuple[str, str], ...], language: str, shown: str
) -> None:
    assert Product("100200", names, Unit.PIECE, "A", "dairy").name(language) == shown


def test_a_store_finds_its_tax_categories() -> None:
    store = StoreProfile("s1", "Arbat", RUB, "ru", "Europe/Moscow", tax_categories=(CATEGORY, TaxCategory("B", ())))
    assert store.tax_category("A") is CATEGORY
    assert store.tax_category("B").code == "B"
    with pytest.raises(LookupError, match="unknown tax category 'C'"):
        store.tax_category("C")


def test_forbidden_hours_hold_every_day_unless_said() -> None:

    assert ForbiddenHours(time(22), time(8)).weekdays == {1, 2, 3, 4, 5, 6, 7}
