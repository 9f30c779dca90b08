"""Tenders: names by language, and rounding of cash to the store's step."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_client.domain.catalogue import RoundingDirection
from pos_client.domain.tender import Overpayment, Payment, TenderClass, TenderKind, round_cash

NEAREST, DOWN = RoundingDirection.NEAREST, RoundingDirection.DOWN


def kind(names: tuple[tuple[str, str], ...]) -> TenderKind:
    return TenderKind(
        tender_id="cash",
        names=names,
        tender_class=TenderClass.CASH,
        currency="RUB",
        overpayment=Overpayment.CHANGE,
        opens_drawer=True,
        counted_at_close=True,
        works_offline=True,
        refundable_to=True,
        needs_intent=False,
        fiscal_type="cash",
    )


@pytest.mark.parametrize(
    ("names", "shown"),
    [
        ((("ru", "Наличные"), ("en", "Cash")), "Наличные"),
        ((("pl", "Gotówka"), ("en", "Cash")), "Cash"),
        ((("pl", "Gotówka"),), "cash"),
        ((("ru", ""), ("en", "")), "cash"),
        ((), "cash"),
    ],
)
def test_a_tender_is_named_in_the_language_else_in_english_else_by_its_id(
    names: tuple[tuple[str, str], ...], shown: str
) -> None:
    assert kind(names).name("ru") == shown


def test_a_tender_without_limits_takes_every_category_at_par() -> None:
    plain = kind(())
    assert plain.categories == frozenset()
    assert plain.rate_millionths == 1_000_000
    assert Payment("cash", TenderClass.CASH, 100, 500).reference == ""


@pytest.mark.parametrize(
    ("amount", "step", "direction", "due"),
    [
        (507962, 100, DOWN, 507900),
        (507962, 100, NEAREST, 508000),
        (507950, 100, NEAREST, 508000),
        (507949, 100, NEAREST, 507900),
        (102, 5, NEAREST, 100),
        (103, 5, NEAREST, 105),
        (99, 100, DOWN, 0),
        (-99, 100, DOWN, 0),
        (-150, 100, NEAREST, -200),
        (-199, 100, DOWN, -100),
        (123, 1, NEAREST, 123),
        (123, 0, DOWN, 123),
    ],
)
def test_cash_rounds_to_the_step(amount: int, step: int, direction: RoundingDirection, due: int) -> None:
    assert round_cash(amount, step, direction) == due


@given(st.integers(-(10**9), 10**9), st.sampled_from([1, 5, 10, 50, 100]), st.sampled_from(RoundingDirection))
def test_rounding_is_a_mirror_lands_on_the_step_and_stays_near(
    amount: int, step: int, direction: RoundingDirection
) -> None:
    due = round_cash(amount, step, direction)
    assert due % step == 0
    assert round_cash(-amount, step, direction) == -due
    assert round_cash(due, step, direction) == due
    if direction is DOWN:
        assert abs(amount) - step < abs(due) <= abs(amount)
    else:
        assert 2 * abs(amount - due) <= step
