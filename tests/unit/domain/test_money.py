"""Money: arithmetic, rounding half away from zero, splitting without loss, giving back in steps."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_client.domain.money import (
    CURRENCIES,
    EUR,
    JPY,
    KWD,
    PLN,
    RUB,
    Currency,
    CurrencyMismatchError,
    Money,
    allocate,
    currency,
    divide_rounded,
    given_back,
    percent_of,
)

AMOUNTS = st.integers(-(10**12), 10**12)
WEIGHTS = st.lists(st.integers(0, 10**9), min_size=1, max_size=12)


@pytest.mark.parametrize(("code", "digits"), [("RUB", 2), ("PLN", 2), ("EUR", 2), ("JPY", 0), ("KWD", 3)])
def test_a_currency_is_found_by_its_code_with_its_decimals(code: str, digits: int) -> None:
    assert currency(code).digits == digits
    assert currency(code).factor == 10**digits
    assert CURRENCIES[code] is currency(code)


def test_an_unknown_currency_is_named() -> None:
    with pytest.raises(ValueError, match="unknown currency 'XXX'"):
        currency("XXX")


@pytest.mark.parametrize("code", ["", "RU", "RUBL", "rub", "РУБ", "R2D"])
def test_a_currency_code_is_three_latin_capitals(code: str) -> None:
    with pytest.raises(ValueError, match="three capital letters"):
        Currency(code, 2)


@pytest.mark.parametrize("digits", [-1, 1, 4])
def test_only_decimals_that_exist_are_taken(digits: int) -> None:
    with pytest.raises(ValueError, match="0, 2 or 3 decimals"):
        Currency("RUB", digits)


def test_amounts_of_one_currency_add_subtract_turn_and_compare() -> None:
    assert Money(150, RUB) + Money(-50, RUB) == Money(100, RUB)
    assert Money(150, RUB) - Money(200, RUB) == Money(-50, RUB)
    assert -Money(150, RUB) == Money(-150, RUB)
    assert Money(1, RUB) < Money(2, RUB) <= Money(2, RUB) < Money(3, RUB)
    assert max(Money(5, RUB), Money(7, RUB)) == Money(7, RUB)
    assert Money(-1, JPY)
    assert not Money(0, KWD)
    assert len({Money(1, PLN), Money(1, PLN), Money(1, EUR)}) == 2


def test_amounts_of_two_currencies_never_mix() -> None:
    rouble, zloty = Money(100, RUB), Money(100, PLN)
    assert rouble != zloty
    with pytest.raises(CurrencyMismatchError, match="RUB and PLN do not mix"):
        rouble + zloty
    with pytest.raises(CurrencyMismatchError):
        rouble - zloty
    with pytest.raises(CurrencyMismatchError):
        assert rouble < zloty
    with pytest.raises(CurrencyMismatchError):
        assert rouble >= zloty


@pytest.mark.parametrize(
    ("numerator", "denominator", "quotient"),
    [
        (5, 2, 3),
        (-5, 2, -3),
        (5, -2, -3),
        (-5, -2, 3),
        (4, 3, 1),
        (-4, 3, -1),
        (1, 3, 0),
        (-1, 3, 0),
        (0, 7, 0),
        (0, -7, 0),
        (249, 500, 0),
        (250, 500, 1),
        (10**30 + 1, 2, 5 * 10**29 + 1),
    ],
)
def test_a_half_goes_away_from_zero(numerator: int, denominator: int, quotient: int) -> None:
    assert divide_rounded(numerator, denominator) == quotient


@given(AMOUNTS, AMOUNTS.filter(bool))
def test_division_agrees_with_decimal_arithmetic(numerator: int, denominator: int) -> None:
    exact = Fraction(numerator, denominator)
    # decimal rounds half up in magnitude; doubling first keeps the half exact
    doubled = exact * 2
    if doubled.denominator == 1:
        wanted = int((Decimal(doubled.numerator) / 2).quantize(Decimal(1), ROUND_HALF_UP))
    else:
        wanted = round(exact)
    assert divide_rounded(numerator, denominator) == wanted
    assert divide_rounded(-numerator, denominator) == -wanted


def test_division_by_zero_is_an_error() -> None:
    with pytest.raises(ZeroDivisionError):
        divide_rounded(1, 0)


@pytest.mark.parametrize(
    ("amount", "basis_points", "part"),
    [(10000, 2000, 2000), (999, 1500, 150), (-999, 1500, -150), (1, 5000, 1), (1, 4999, 0), (0, 10000, 0)],
)
def test_percent_rounds_half_away_from_zero(amount: int, basis_points: int, part: int) -> None:
    assert percent_of(amount, basis_points) == part


@pytest.mark.parametrize(
    ("total", "weights", "parts"),
    [
        (100, [1, 1, 1], [34, 33, 33]),
        (-100, [1, 1, 1], [-34, -33, -33]),
        (5, [3, 0, 2], [3, 0, 2]),
        (7, [0, 0, 0], [7, 0, 0]),
        (-7, [0, 0], [-7, 0]),
        (0, [5, 5], [0, 0]),
        (1, [1, 2], [0, 1]),
        (2, [1, 1, 1], [1, 1, 0]),
        (10, [5], [10]),
    ],
)
def test_splitting_gives_the_largest_remainders_first(total: int, weights: list[int], parts: list[int]) -> None:
    assert allocate(total, weights) == parts


@given(AMOUNTS, WEIGHTS)
def test_splitting_loses_nothing_and_is_fair(total: int, weights: list[int]) -> None:
    parts = allocate(total, weights)
    assert sum(parts) == total
    assert len(parts) == len(weights)
    assert allocate(-total, weights) == [-part for part in parts]
    whole = sum(weights)
    if whole:
        for part, weight in zip(parts, weights, strict=True):
            assert abs(part - Fraction(total * weight, whole)) < 1
            assert weight or part == 0


def test_splitting_over_nothing_or_a_negative_weight_is_refused() -> None:
    with pytest.raises(ValueError, match="no parts"):
        allocate(5, [])
    with pytest.raises(ValueError, match="negative"):
        allocate(5, [3, -1])


@given(AMOUNTS, st.lists(st.integers(1, 5000), min_size=1, max_size=8))
def test_returns_in_any_steps_give_back_exactly_the_share(share: int, steps: list[int]) -> None:
    sold = sum(steps)
    back = [
        given_back(share, sum(steps[: i + 1]), sold) - given_back(share, sum(steps[:i]), sold)
        for i in range(len(steps))
    ]
    assert sum(back) == share
    assert all(part * share >= 0 for part in back)


def test_a_third_of_ten_roubles_comes_back_in_whole_kopecks() -> None:
    assert [given_back(1000, returned, 3000) for returned in (0, 1000, 2000, 3000)] == [0, 333, 667, 1000]


@pytest.mark.parametrize(("returned", "sold"), [(-1, 1000), (1001, 1000), (0, 0), (1, 0)])
def test_no_more_comes_back_than_was_sold(returned: int, sold: int) -> None:
    with pytest.raises(ValueError, match="cannot return"):
        given_back(100, returned, sold)
