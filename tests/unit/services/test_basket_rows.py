"""Rows of the basket that are kept from view to view say at every step what rows made anew would say."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from pos_client.domain.basket import Basket
from pos_client.domain.pricing import price
from pos_client.services.selling.basket_view import LineViews
from tests.support.selling import NOW, basket, book, line, product

MILK, BREAD = product("milk"), product("bread", tax="B")
SHOP = book([(MILK, 602), (BREAD, 400)])
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["add", "void", "quantity", "replace", "look"]),
        st.integers(0, 5),
        st.integers(1, 4),
        st.sampled_from([0, 18]),
    ),
    max_size=12,
)


def after(step: str, at: int, count: int, before: Basket) -> Basket:
    """The basket after a step; a line that changes becomes another object, as in the domain's own changes."""
    lines = list(before.lines)
    if step == "add":
        lines.append(line(len(lines) + 1, (MILK, BREAD)[at % 2], count * 1000))
    elif step == "replace":
        lines = lines[: at + 1]
    elif lines:
        old = lines[at % len(lines)]
        changed = (
            replace(old, voided_at=NOW)
            if step == "void"
            else replace(old, quantity=replace(old.quantity, thousandths=count * 1000))
        )
        lines[at % len(lines)] = changed if step in ("void", "quantity") else old
    return replace(before, lines=tuple(lines))


@settings(max_examples=150, deadline=None)
@given(STEPS)
def test_kept_rows_are_the_rows(steps: list[tuple[str, int, int, int]]) -> None:
    kept, now = LineViews(), basket([line(1, MILK)])
    for step, at, count, age in steps:
        now = after(step, at, count, now)
        priced = price(now, SHOP)
        shown = kept.rows(priced, last_line=at + 1, age=age)
        assert shown == LineViews().rows(priced, last_line=at + 1, age=age)
        assert [row.number for row in shown] == list(range(1, len(now.lines) + 1))


def test_an_untouched_row_stays_the_same_object() -> None:
    kept, first = LineViews(), line(1, MILK)
    old = kept.rows(price(basket([first]), SHOP), last_line=9, age=0)[0]
    rows = kept.rows(price(basket([first, line(2, BREAD)]), SHOP), last_line=2, age=0)
    assert rows[0] is old
    assert rows[1].is_last
