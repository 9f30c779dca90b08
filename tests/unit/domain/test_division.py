"""Dividing units over the groups of a bundle: what can be filled is filled, of the first as much as can be."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pos_client.domain.promotions.division import divided

COLA, WATER = [0, 1], [0]  # group 0 is any drink, group 1 the cola


@pytest.mark.parametrize(
    ("quantities", "groups", "wanted", "parts"),
    [
        ([2000, 2000], [COLA, WATER], [2000, 2000], [2000, 2000]),
        ([2000, 2000], [COLA, WATER], [1000, 1000], [2000, 0]),
        ([1500, 1000], [COLA, WATER], [1000, 1000], [1500, 500]),
        ([1000], [COLA], [1000, 1000], None),
        ([1000, 1000], [WATER, WATER], [1000, 1000], None),
        ([1000, 1000, 1000], [[0, 2], [1, 2], [0, 1]], [1000, 1000, 1000], [1000, 1000, 1000]),
        ([1000, 1000, 1000], [[0, 1], [1, 2], [0]], [1000, 1000, 1000], [1000, 1000, 1000]),
        ([1000], [[]], [1000], None),
    ],
)
def test_divided(quantities: list[int], groups: list[list[int]], wanted: list[int], parts: list[int] | None) -> None:
    assert divided(quantities, groups, wanted) == parts


def every_way(groups: list[list[int]], wanted: list[int]) -> list[list[int]]:
    """Which units (one of each quantity) every way of filling `wanted` takes."""
    return [
        [0 if place is None else 1 for place in places]
        for places in product(*[[None, *own] for own in groups])
        if all(places.count(group) == count for group, count in enumerate(wanted))
    ]


@settings(max_examples=200)
@given(
    st.lists(st.lists(st.integers(0, 2), max_size=3, unique=True), min_size=1, max_size=5),
    st.lists(st.integers(0, 2), min_size=3, max_size=3),
)
def test_no_other_way_has_more_of_the_first(groups: list[list[int]], wanted: list[int]) -> None:
    assert divided([1] * len(groups), groups, wanted) == max(every_way(groups, wanted), default=None)
