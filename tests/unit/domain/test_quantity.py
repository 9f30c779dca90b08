"""Quantity: thousandths of a unit, and what they cost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_client.domain.quantity import ONE_PIECE, Quantity, Unit, UnitMismatchError, extended, pieces


def test_pieces_are_thousands() -> None:
    assert pieces(3) == Quantity(3000, Unit.PIECE)
    assert pieces(1) == ONE_PIECE
    assert pieces(-2) == -pieces(2)


def test_quantities_of_one_unit_add_and_subtract() -> None:
    assert Quantity(450, Unit.KILOGRAM) + Quantity(50, Unit.KILOGRAM) == Quantity(500, Unit.KILOGRAM)
    assert Quantity(450, Unit.KILOGRAM) - Quantity(500, Unit.KILOGRAM) == Quantity(-50, Unit.KILOGRAM)


def test_units_never_mix() -> None:
    with pytest.raises(UnitMismatchError, match="pc and kg do not mix"):
        pieces(1) + Quantity(1000, Unit.KILOGRAM)
    with pytest.raises(UnitMismatchError, match="m and l do not mix"):
        Quantity(1, Unit.METRE) - Quantity(1, Unit.LITRE)


@pytest.mark.parametrize(("thousandths", "whole"), [(0, True), (1000, True), (-2000, True), (1, False), (1500, False)])
def test_what_is_whole(thousandths: int, whole: bool) -> None:
    assert Quantity(thousandths).is_whole is whole


@pytest.mark.parametrize(
    ("price", "thousandths", "cost"),
    [
        (8999, 1000, 8999),
        (39990, 456, 18235),
        (1, 500, 1),
        (1, 499, 0),
        (-1, 500, -1),
        (100, -2000, -200),
        (0, 7000, 0),
    ],
)
def test_what_a_quantity_costs(price: int, thousandths: int, cost: int) -> None:
    assert extended(price, Quantity(thousandths, Unit.KILOGRAM)) == cost


@given(st.integers(0, 10**8), st.integers(0, 10**6))
def test_a_return_costs_the_mirror_of_its_sale(price: int, thousandths: int) -> None:
    sold = Quantity(thousandths)
    assert extended(price, -sold) == -extended(price, sold)
    assert abs(extended(price, sold) * 1000 - price * thousandths) <= 500
