"""Texts and figures on paper."""

from __future__ import annotations

import unicodedata
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_client.domain.money import JPY, KWD, PLN
from pos_client.domain.quantity import Quantity, Unit, pieces
from pos_client.domain.receipt import figures
from pos_client.domain.receipt.text import clean, width_of, wrap
from tests.support import receipt_sales as sales

WORDS = sales.layout().words


@pytest.mark.parametrize(
    ("minor", "language", "written"),
    [
        (123456789, "en", "1,234,567.89"),
        (123456789, "pl", "1 234 567,89"),
        (123456789, "ru", "1 234 567,89"),
        (-5, "pl", "-0,05"),
        (0, "en", "0.00"),
    ],
)
def test_amounts_are_written_as_the_language_does_with_plain_spaces(minor: int, language: str, written: str) -> None:
    assert figures.amount(minor, PLN, WORDS[language]) == written


def test_amounts_have_the_decimals_of_their_currency() -> None:
    assert figures.amount(1500, JPY, WORDS["en"]) == "1,500"
    assert figures.amount(1500, KWD, WORDS["en"]) == "1.500"


def test_currencies_are_written_with_letters_that_paper_has() -> None:
    assert figures.money(1250, sales.RUSSIAN_STORE.currency, WORDS["ru"]) == "12,50 руб."
    assert figures.money(1250, PLN, WORDS["pl"]) == "12,50 zł"
    assert figures.money(1250, PLN, WORDS["en"]) == "12.50 PLN"


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (pieces(2), "2 szt."),
        (pieces(-1), "-1 szt."),
        (Quantity(500), "0,500 szt."),
        (Quantity(862, Unit.KILOGRAM), "0,862 kg"),
        (Quantity(12000, Unit.METRE), "12,000 m"),
    ],
)
def test_quantities_carry_their_unit(value: Quantity, written: str) -> None:
    assert figures.quantity(value, WORDS["pl"]) == written


@pytest.mark.parametrize(("rate", "written"), [(2300, "23%"), (750, "7,5%"), (525, "5,25%"), (0, "0%")])
def test_rates_have_no_needless_zeros(rate: int, written: str) -> None:
    assert figures.percent(rate, WORDS["pl"]) == written


def test_the_clock_is_the_stores() -> None:
    at = datetime(2026, 12, 31, 22, 30, tzinfo=UTC)
    assert figures.moment(at, "Asia/Yekaterinburg", WORDS["ru"]) == "01.01.2027 03:30"
    assert figures.moment(at, "America/New_York", WORDS["en"]) == "2026-12-31 17:30"


@given(st.text(max_size=80))
def test_cleaned_text_has_nothing_a_printer_could_obey(text: str) -> None:
    cleaned = clean(text)
    assert clean(cleaned) == cleaned
    assert all(not unicodedata.category(c).startswith("C") and (c == " " or not c.isspace()) for c in cleaned)


def test_cleaning_keeps_letters_and_bounds_the_length() -> None:
    assert clean("Śmietana\u00a018 %\tкг\n₽ 5") == "Śmietana 18 % кг ₽ 5"
    assert clean("z\u0142o\u0301ty") == "złóty"
    assert clean("a\x1bp\x00\x19\x9b\u202eb") == "apb"
    assert len(clean("x" * 100_000)) == 500


@given(st.text(st.characters(exclude_categories=["C", "Z"]), max_size=60), st.integers(2, 30))
def test_wrapping_loses_no_letter_and_keeps_the_width(text: str, width: int) -> None:
    lines = wrap(text, width)
    assert "".join(lines) == text
    assert all(width_of(line) <= width for line in lines)


def test_wide_letters_take_two_columns() -> None:
    assert width_of("日本a\u0301") == 5
    assert wrap("日本語", 4) == ["日本", "語"]
    assert wrap("a  b", 10) == ["a  b"]
    assert wrap("", 10) == [""]
    assert wrap(" " * 30, 10) == [""]
