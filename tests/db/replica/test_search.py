"""Search on a real file: words, order, typing errors, layouts, languages, numbers, ranking."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_client.db.replica import Catalogue, CatalogueData, build_catalogue, open_replica, write_live
from pos_client.domain.catalogue import Product
from pos_client.domain.quantity import Unit
from pos_client.domain.search_text import highlight_spans
from tests.db.replica.chain import CATALOGUE, LIVE


def product(sku: str, ru: str, en: str = "", brand: str = "", **others: str) -> Product:
    names = (("ru", ru), ("en", en or sku), *others.items())
    return Product(sku, names, Unit.PIECE, "A", "c", brand=brand)


PRODUCTS = (
    *CATALOGUE.products,
    product("X-1", "Сок яблочный", "Apple juice", "Sady"),
    product("X-2", "Сок томатный", "Tomato juice"),
    product("X-3", "Сокосмесь", "Nectar"),
    product("X-4", "Напиток с соком", "Drink with juice"),
    product("X-5", "Йогурт клубничный 2.5%", "Strawberry yoghurt"),
    product("X-6", "Компьютерная мышь", "Mouse", "Logi"),
    product("DE-7", "Колбаса", "Sausage", de="Würstchen"),
    product("100200", "Гвозди", "Nails"),
    product("X-8", "Переходник", "Gbda adaptor"),
)


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Catalogue]:
    directory = tmp_path_factory.mktemp("replica")
    data = CatalogueData(PRODUCTS, labels={"00123": "CHS-01"}, popularity={"X-4": 900, "X-3": 90, "X-2": 9, "X-1": 5})
    write_live(directory, LIVE, build_catalogue(directory, data))
    with open_replica(directory) as replica:
        yield replica.catalogue


def skus(catalogue: Catalogue, text: str, language: str = "ru", limit: int = 20) -> list[str]:
    return [hit.product.sku for hit in catalogue.search(text, language, limit)]


@pytest.mark.parametrize(
    ("text", "sku"),
    [
        ("молоко", "MLK-32"),
        ("МОЛ 3,2", "MLK-32"),
        ("3.2 молоко", "MLK-32"),
        ("сыр росс", "CHS-01"),
        ("твердый сыр", "CHS-01"),
        ("zolty", "CHS-01"),
        ("żółty ser", "CHS-01"),
        ("russian cheese", "CHS-01"),
        ("laka mleko", "MLK-32"),  # the brand, and a name in another language
        ("wurst", "DE-7"),
        ("logi мышь", "X-6"),
    ],
)
def test_beginnings_of_words_in_any_order_and_language(catalogue: Catalogue, text: str, sku: str) -> None:
    assert skus(catalogue, text)[0] == sku
    assert skus(catalogue, text, "pl")[0] == sku
    assert skus(catalogue, text, "de")[0] == sku


@pytest.mark.parametrize(
    ("text", "sku"),
    [
        ("молкоо", "MLK-32"),  # swapped
        ("молако 3,2", "MLK-32"),  # wrong
        ("сыр росийский", "CHS-01"),  # missing
        ("шооколад", "CHOC"),  # extra
        ("шокалод", "CHOC"),  # two
        ("клюбнечный", "X-5"),
        ("кампьютирная", "X-6"),
        ("chese", "CHS-01"),
        ("jablka", ""),
        ("йогрут клубн", "X-5"),
        ("молоко домиковское", "MLK-32"),  # a word nothing is like is passed over
    ],
)
def test_typing_errors(catalogue: Catalogue, text: str, sku: str) -> None:
    found = skus(catalogue, text)
    assert (found[:1] or [""]) == [sku]


@pytest.mark.parametrize(
    "text", ["мжк", "qqqqqq", "zzzz шшшш", "%", "", "   ", "'\"*(){}^:-", "\x00", "AND OR NOT NEAR("]
)
def test_what_nothing_is_like_finds_nothing(catalogue: Catalogue, text: str) -> None:
    assert skus(catalogue, text) == []


@pytest.mark.parametrize(
    ("text", "sku"), [("vjkjrj", "MLK-32"), ("Cjr", "X-2"), ("ьшдл", "CHOC"), ("vjkrjj", "MLK-32")]
)
def test_the_other_keyboard_layout(catalogue: Catalogue, text: str, sku: str) -> None:
    assert skus(catalogue, text)[0] == sku


def test_a_word_of_the_other_layout_goes_before_a_mended_one(catalogue: Catalogue) -> None:
    assert skus(catalogue, "gbdj") == ["BEER"]  # "пиво", one letter from "gbda"


def test_ranking(catalogue: Catalogue) -> None:
    # First word equal by popularity, then a first word that begins so, then anywhere, however popular
    assert skus(catalogue, "сок") == ["X-2", "X-1", "X-3", "X-4"]
    assert skus(catalogue, "сок", limit=2) == ["X-2", "X-1"]
    assert skus(catalogue, "juice", "en") == ["X-4", "X-2", "X-1"]


def test_the_current_language_comes_first(tmp_path: Path) -> None:
    data = CatalogueData(
        (product("EN", "Иное", "Pasta"), product("PL", "Другое", "Other", pl="Pasta do zębów")), popularity={"EN": 9}
    )
    write_live(tmp_path, LIVE, build_catalogue(tmp_path, data))
    with open_replica(tmp_path) as replica:
        assert skus(replica.catalogue, "pasta", "pl") == ["PL", "EN"]
        assert skus(replica.catalogue, "pasta", "en") == ["EN", "PL"]


@pytest.mark.parametrize(
    ("text", "sku"),
    [
        ("MLK-32", "MLK-32"),
        ("mlk-3", "MLK-32"),
        ("chs", "CHS-01"),
        ("4601234567893", "MLK-32"),
        ("7893", "MLK-32"),
        ("385074", "CHOC"),
        ("4011", "CHS-01"),
        ("100200", "100200"),
        ("1002", "100200"),
    ],
)
def test_numbers(catalogue: Catalogue, text: str, sku: str) -> None:
    assert skus(catalogue, text) == [sku]


def test_matched_words_light_up_in_the_name(catalogue: Catalogue) -> None:
    (hit,) = catalogue.search("шокалод", "ru")
    name = hit.product.name("ru")
    ((start, length),) = highlight_spans(name, hit.matched)
    assert name[start : start + length] == "Шоколад"


def test_the_limit_holds_within_bounds(catalogue: Catalogue) -> None:
    assert len(skus(catalogue, "x", limit=0)) <= 1
    assert len(skus(catalogue, "с", limit=10**9)) <= 200
    assert len(skus(catalogue, "с", limit=3)) == 3


@given(st.text(max_size=120), st.sampled_from(["ru", "en", "pl", "de", ""]))
def test_any_text_is_answered(catalogue: Catalogue, text: str, language: str) -> None:
    hits = catalogue.search(text, language)
    assert len({hit.product.sku for hit in hits}) == len(hits)


@given(st.sampled_from(["молоко", "шоколад", "компьютерная", "клубничный"]), st.data())
def test_one_error_anywhere_is_forgiven(catalogue: Catalogue, word: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(word) - 1))
    letter = data.draw(st.sampled_from("абежзиклмнопрст"))
    kind = data.draw(st.sampled_from(["wrong", "missing", "extra"]))
    typed = word[:at] + ("" if kind == "missing" else letter) + word[at + (kind != "extra") :]
    wanted = skus(catalogue, word)
    assert set(wanted) & set(skus(catalogue, typed)), typed
