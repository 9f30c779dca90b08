"""Counting and comparing: empty is not zero, a terminal counts by its own batch, what stays never exceeds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_client.domain.shift import (
    Batch,
    CountError,
    Pieces,
    Source,
    TenderCount,
    emptied,
    found,
    in_own_money,
    left_in_drawer,
    together,
    value_of,
    with_amount,
    with_batch,
    with_pieces,
)
from pos_client.domain.tender import TenderClass

NOTES = (50_000, 20_000, 10_000, 5_000, 2_000, 1_000, 500, 200, 100, 50, 20, 10, 5, 2, 1)
AT = "2026-11-21T21:08:00.000000Z"


def drawer() -> TenderCount:
    return TenderCount("cash", TenderClass.CASH, "PLN", denominations=(1_000, 500, 100))


def voucher() -> TenderCount:
    return TenderCount("voucher", TenderClass.VOUCHER, "PLN", counts_slips=True)


def card(earlier: Batch | None = None) -> TenderCount:
    return TenderCount("card", TenderClass.CARD, "PLN", has_terminal=True, earlier=earlier)


def test_an_empty_field_is_not_zero() -> None:
    count = drawer()
    assert (count.fields_left, count.total, count.so_far) == (3, None, 0)
    count = with_pieces(with_pieces(count, 500, 3), 1_000, 0)
    assert (count.fields_left, count.total, count.so_far) == (1, None, 1_500)
    count = with_pieces(count, 100, 7)
    assert (count.fields_left, count.total, count.source) == (0, 2_200, Source.COUNTED)
    assert count.pieces == ((1_000, 0), (500, 3), (100, 7))
    count = with_pieces(count, 500, None)
    assert (count.fields_left, count.total) == (1, None)


@pytest.mark.parametrize(
    ("value", "pieces", "code"),
    [(333, 1, "unknown_denomination"), (500, -1, "bad_count"), (500, 100_001, "bad_count")],
)
def test_pieces_that_cannot_be(value: int, pieces: int, code: str) -> None:
    with pytest.raises(CountError) as caught:
        with_pieces(drawer(), value, pieces)
    assert caught.value.code == code


def test_slips_are_counted_beside_their_amount() -> None:
    count = with_amount(voucher(), 15_000, None)
    assert (count.fields_left, count.total) == (1, None)
    count = with_amount(count, 15_000, 3)
    assert (count.fields_left, count.total, count.slips) == (0, 15_000, 3)
    for amount, slips in ((-1, 1), (100, 0), (100, -1), (10**12 + 1, 1)):
        with pytest.raises(CountError, match="bad_count"):
            with_amount(voucher(), amount, slips)
    with pytest.raises(CountError, match="count_by_pieces"):
        with_amount(drawer(), 100, None)
    assert with_amount(voucher(), 0, 0).total == 0


def test_a_terminal_may_owe_money() -> None:
    assert with_amount(card(), -5_000, None).total == -5_000


def test_a_silent_terminal_has_no_figure_until_one_is_typed() -> None:
    count = with_batch(card(), None, AT, "timeout")
    assert (count.fields_left, count.total, count.unreconciled, count.code) == (0, None, True, "timeout")
    assert found(count, 700) is None
    typed = with_amount(count, 700, None)
    assert (typed.total, typed.source, typed.unreconciled) == (700, Source.TYPED, False)
    assert emptied(typed) == card()


@pytest.mark.parametrize(
    ("batch", "earlier", "expected", "meant"),
    [
        (Batch(900, 3, 100, 1), None, 800, 800),
        (Batch(900, 3, 0, 0), Batch(400, 1, 0, 0), 500, 500),  # not settled: the shift before is in it
        (Batch(900, 3, 0, 0), Batch(400, 1, 0, 0), 900, 900),  # settled, and more than before
        (Batch(300, 1, 0, 0), Batch(400, 2, 0, 0), 500, 300),  # settled: less than before
        (Batch(900, 3, 0, 0), Batch(400, 1, 0, 0), 480, 500),  # short or over, by the nearer
        (Batch(900, 3, 0, 0), Batch(400, 1, 0, 0), 700, 900),  # as near: the whole batch
    ],
)
def test_a_batch_is_taken_since_the_last_close_or_whole(
    batch: Batch, earlier: Batch | None, expected: int, meant: int
) -> None:
    assert found(with_batch(card(earlier), batch, AT), expected) == meant


def test_one_tender_s_surplus_does_not_hide_another_s_shortage() -> None:
    assert together([-900, 900, 0]) == 1_800


def test_foreign_differences_count_at_their_rate() -> None:
    assert in_own_money(-500, 4_250_000) == -2_125


def test_what_stays_is_small_money_first_and_exact_where_it_can_be() -> None:
    counted = ((2_000, 9), (1_000, 14), (500, 16), (200, 12), (100, 23), (50, 18))
    stays = left_in_drawer(counted, 50_000)
    assert value_of(stays) == 45_600  # all there is
    assert value_of(left_in_drawer(((5_000, 11), *counted), 50_000)) == 50_000
    assert left_in_drawer(((5_000, 1), (1_000, 2)), 3_000) == ((5_000, 0), (1_000, 2))
    assert left_in_drawer(((5_000, 2), (2_000, 3), (1_000, 1)), 10_000) == ((5_000, 1), (2_000, 2), (1_000, 1))


counts = st.lists(st.tuples(st.sampled_from(NOTES), st.integers(0, 60)), unique_by=lambda row: row[0], max_size=12)


@given(counts.map(tuple), st.integers(-100, 3_000_000))
def test_what_stays_was_counted_and_is_never_more_than_wanted(pieces: Pieces, wanted: int) -> None:
    stays = left_in_drawer(pieces, wanted)
    held = dict(pieces)
    assert dict(stays).keys() == held.keys()
    assert all(0 <= count <= held[value] for value, count in stays)
    assert value_of(stays) <= max(0, wanted)
    if value_of(pieces) <= wanted:
        assert value_of(stays) == value_of(pieces)
