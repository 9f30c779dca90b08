"""Folding, words, layouts, distances and highlights."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_client.domain.search_text import (
    allowed_errors,
    fold,
    highlight_spans,
    one_error_forms,
    prefix_distance,
    swap_layout,
    words,
)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Żółty", "zolty"),
        ("Ёлка", "елка"),
        ("ŁÓDŹ", "lodz"),
        ("Straße", "strasse"),
        ("Ærø", "aero"),
        ("Йогурт", "иогурт"),
    ],
)
def test_folding(text: str, folded: str) -> None:
    assert fold(text) == folded
    assert fold(unicodedata.normalize("NFD", text)) == folded


def test_words_and_numbers() -> None:
    assert words("Молоко «Łąka» 3,2% 1л (900г)") == ("молоко", "laka", "3.2", "1", "л", "900", "г")
    assert words("a_b-c'd") == ("a", "b", "c", "d")
    assert words("..., %") == ()


@given(st.text("йцукенгшщзхъфывапролджэячсмитьбюё ", max_size=30))
def test_layouts_are_each_others_mirror(text: str) -> None:
    if text.strip():
        assert swap_layout(swap_layout(text)) == text


def test_layouts() -> None:
    assert swap_layout("vjkjrj") == "молоко"
    assert swap_layout("Ьшдл") == "Milk"


@pytest.mark.parametrize(("word", "errors"), [("мол", 0), ("молк", 1), ("молоко", 1), ("шоколад", 2), ("12345678", 0)])
def test_allowed_errors(word: str, errors: int) -> None:
    assert allowed_errors(word) == errors


@pytest.mark.parametrize(
    ("typed", "word", "found"),
    [
        ("молоко", "молоко", (0, 6)),
        ("мол", "молоко", (0, 3)),
        ("молкоо", "молоко", (1, 6)),
        ("млоко", "молоко", (1, 6)),
        ("шокалод", "шоколадный", (2, 7)),
        ("сыр", "молоко", None),
    ],
)
def test_prefix_distance(typed: str, word: str, found: tuple[int, int] | None) -> None:
    assert prefix_distance(typed, word, 2) == found


@given(st.text("абв", min_size=1, max_size=6), st.data())
def test_forms_are_one_error_away(typed: str, data: st.DataObject) -> None:
    forms = one_error_forms(typed, "абв")
    assert typed not in forms
    form = data.draw(st.sampled_from(sorted(forms)))
    judged = prefix_distance(typed, form, 1)
    assert judged is not None
    assert judged[0] <= 1


def lit(name: str, *matched: str) -> list[str]:
    return [name[start : start + length] for start, length in highlight_spans(name, matched)]


def test_highlights() -> None:
    assert lit("Молоко топлёное 3,2%", "мол", "топленое", "3.2") == ["Мол", "топлёное", "3,2"]
    assert lit("Ser żółty", "zol") == ["żół"]
    assert lit("Straße", "strass") == ["Straß"]
    assert lit("Молоко, молочный", "мол", "молоко") == ["Молоко", "мол"]
    assert lit("Молоко", "") == []
    assert lit("", "a") == []
    decomposed = unicodedata.normalize("NFD", "Йогурт")
    assert lit(decomposed, "и") == [decomposed[:2]]


@given(st.text(max_size=60), st.lists(st.text(max_size=8), max_size=4))
def test_spans_are_inside_the_name_and_in_order(name: str, matched: list[str]) -> None:
    end = 0
    for start, length in highlight_spans(name, [fold(each) for each in matched]):
        assert start >= end
        assert length > 0
        end = start + length
    assert end <= len(name)
