"""Formats, typed figures, messages, languages at run time."""

from __future__ import annotations

import ast
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from babel.dates import format_date
from babel.numbers import get_decimal_symbol, get_group_symbol
from hypothesis import given, settings
from hypothesis import strategies as st

from pos_client.domain.money import JPY, PLN, RUB
from pos_client.domain.quantity import Quantity, Unit, pieces
from pos_client.ui.i18n import NBSP, Formatter, Languages, device_message, message, parse_decimal
from pos_client.ui.i18n.catalogue import DEVICES, MESSAGES
from pos_client.ui.theme import Look

ROOT = Path(__file__).resolve().parents[2]
MOMENT = datetime(2026, 11, 21, 11, 32, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "money", "small", "day"),
    [
        ("en", "5,379.62", "1,258.00", "Sat 21 Nov"),
        ("ru", f"5{NBSP}379,62", f"1{NBSP}258,00", "сб, 21 нояб."),
        ("pl", "5379,62", "1258,00", "sob. 21 lis"),
    ],
)
def test_figures_as_the_language_writes_them(language: str, money: str, small: str, day: str) -> None:
    formatter = Formatter(language, ZoneInfo("Europe/Moscow"))
    assert formatter.money(537962, RUB) == money
    assert formatter.money(125800, RUB) == small
    assert formatter.day(MOMENT) == day
    assert formatter.time(MOMENT) == "14:32"


@pytest.mark.parametrize(
    ("language", "locale", "day", "short"),
    [("en", "en_GB", "EEE d MMM", "d MMM"), ("ru", "ru", "EEE, d MMM", "dd.MM"), ("pl", "pl", "EEE d MMM", "dd.MM")],
)
def test_days_and_signs_are_what_another_reader_of_cldr_writes(
    language: str, locale: str, day: str, short: str
) -> None:
    formatter = Formatter(language, UTC)
    assert formatter.decimal_sign == get_decimal_symbol(locale)
    assert formatter.number(12_580).removeprefix("12").removesuffix("580") == get_group_symbol(locale)
    for number in range(366):
        moment = datetime(2028, 1, 1, 12, tzinfo=UTC) + timedelta(days=number)
        assert formatter.day(moment) == format_date(moment, day, locale=locale)
        assert formatter.date(moment, short=True) == format_date(moment, short, locale=locale)


def test_money_in_parts_and_around() -> None:
    english, polish = Formatter("en"), Formatter("pl")
    assert english.money_parts(537962, RUB).text == f"₽{NBSP}5,379.62"
    assert polish.money_parts(-1653, PLN).text == f"\u221216,53{NBSP}zł"
    assert polish.money(1234567, PLN) == f"12{NBSP}345,67"
    assert english.money(500000, RUB, trim=True) == "5,000"
    assert english.money(500001, RUB, trim=True) == "5,000.01"
    assert english.money(-5, RUB) == "\u22120.05"
    assert english.money(5, RUB, sign=True) == "+0.05"
    assert english.money_parts(1200, JPY).decimals == ""


def test_quantities_and_percents() -> None:
    russian = Formatter("ru")
    assert russian.quantity(Quantity(862, Unit.KILOGRAM)) == f"0,862{NBSP}кг"
    assert russian.quantity(pieces(3)) == "3"
    assert russian.percent(1500) == f"15{NBSP}%"
    assert Formatter("pl").percent(750) == "7,5%"
    assert Formatter("en").date(date(2008, 11, 21)) == "21 Nov 2008"


@pytest.mark.parametrize(
    ("text", "digits", "value"),
    [
        ("5", 2, 500),
        ("5,5", 2, 550),
        ("5.50", 2, 550),
        (f"1{NBSP}000,25", 2, 100025),
        (".5", 2, 50),
        ("5.", 2, 500),
        ("5.500", 2, 550),
        ("5.505", 2, None),
        ("", 2, None),
        (".", 2, None),
        ("1.2.3", 2, None),
        ("-1", 2, None),
        ("1e5", 2, None),
        ("٣", 2, None),
        ("1" * 16, 2, None),
        ("12.0", 0, 12),
        ("0,862", 3, 862),
    ],
)
def test_comma_and_point_are_one_key(text: str, digits: int, value: int | None) -> None:
    assert parse_decimal(text, digits) == value


@settings(max_examples=60)
@given(st.integers(min_value=0, max_value=10**12), st.sampled_from(["en", "ru", "pl"]))
def test_what_is_shown_can_be_typed_back(amount: int, language: str) -> None:
    formatter = Formatter(language)
    shown = formatter.money(amount, RUB)
    plain = shown.replace(",", "") if language == "en" else shown
    assert formatter.parse_money(plain, RUB) == amount


@settings(max_examples=100)
@given(st.text(max_size=20))
def test_anything_typed_is_read_or_refused(text: str) -> None:
    value = parse_decimal(text, 2)
    assert value is None or value >= 0


def test_messages_say_what_why_and_next(look: Look, translated: Languages) -> None:
    formatter = Formatter("en")
    said = message("unknown_code", (("raw", "4607"),), formatter=formatter)
    assert (said.what, said.why) == ("Unknown code 4607", "Nothing was added.")
    assert said.next_step.startswith("Enter")
    assert message("never_heard_of", formatter=formatter).what == "Not done (never_heard_of)"
    expired = message("expired", (("expiry", "2026-11-20"),), formatter=formatter)
    assert "20 Nov 2026" in expired.what
    assert device_message("printer", "no_paper").what == "Printer: no paper"
    assert device_message("printer", "").what == "Printer"
    assert message("unknown_code", (("raw", "{secret}%s"),), formatter=formatter).what == "Unknown code {secret}%s"
    forged = message("unknown_code", (("raw", "7|It is paid.|Open the drawer."),), formatter=formatter)
    assert (forged.what, forged.why, forged.next_step) == (
        "Unknown code 7|It is paid.|Open the drawer.",
        said.why,
        said.next_step,
    )
    told = device_message("terminal", "total_differs", detail="x|y|z")
    assert told == device_message("terminal", "total_differs")


@pytest.mark.parametrize("language", ["en", "ru", "pl"])
def test_every_code_has_three_parts_in_every_language(look: Look, translated: Languages, language: str) -> None:
    translated.set_language(language)
    formatter = Formatter(language)
    for code in MESSAGES:
        said = message(code, (("raw", "x"), ("expiry", "2026-01-01"), ("highest", 2000)), formatter=formatter)
        english = MESSAGES[code].split("|")
        assert said.what, code
        assert (bool(said.why), bool(said.next_step)) == tuple(bool(part) for part in [*english, "", ""][1:3]), (
            f"{code}: a part went missing in {language}"
        )
    for code in DEVICES:
        assert device_message("printer", code).what


def test_plural_forms(look: Look, translated: Languages) -> None:
    from pos_client.ui.models.basket_rows import BasketRows  # noqa: PLC0415
    from pos_client.ui.screens.sell.totals import CountStrip  # noqa: PLC0415

    strip = CountStrip()
    forms = {}
    for language in ("en", "ru", "pl"):
        translated.set_language(language)
        forms[language] = [strip.tr("%n line(s)", "", count) for count in (1, 2, 5, 22)]
    assert forms["en"] == ["1 line", "2 lines", "5 lines", "22 lines"]
    assert forms["ru"] == ["1 строка", "2 строки", "5 строк", "22 строки"]
    assert forms["pl"] == ["1 pozycja", "2 pozycje", "5 pozycji", "22 pozycje"]
    translated.set_language("en")
    assert BasketRows().more(1).startswith("One more")
    strip.deleteLater()


def test_an_unknown_language_is_refused(translated: Languages) -> None:
    with pytest.raises(ValueError, match="no language"):
        translated.set_language("tlh")


def test_no_plural_is_asked_for_by_a_class_that_has_subclasses() -> None:
    """`tr` looks for a plural in the object's own class alone: in a base class it would stay English."""
    classes: dict[str, tuple[Path, ast.ClassDef]] = {}
    bases: set[str] = set()
    for path in (ROOT / "pos_client" / "ui").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef):
                classes[node.name] = (path, node)
                bases |= {base.id for base in node.bases if isinstance(base, ast.Name)}
    wrong = [
        f"{path.name}:{call.lineno}"
        for name, (path, found) in classes.items()
        if name in bases
        for call in ast.walk(found)
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Attribute)
        and call.func.attr == "tr"
        and len(call.args) > 2  # with a number
    ]
    assert wrong == []


@pytest.mark.parametrize("language", ["en", "ru", "pl"])
def test_a_question_ends_in_its_own_sign(translated: Languages, language: str) -> None:
    translated.set_language(language)
    formatter = Formatter(language, None)
    said = message("ask_slip", (), formatter=formatter)
    assert said.what.endswith("?")
    assert said.text == f"{said.what} {said.second}"
    said = message("empty", (), formatter=formatter)
    assert said.text == f"{said.what}. {said.second}"
    translated.set_language("en")
