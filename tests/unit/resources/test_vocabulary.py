"""Adjectives agree with their nouns, names are put together in three languages, word lists are sound."""

from __future__ import annotations

from collections import Counter

import pytest

from resources.demo import codes, vocabulary
from resources.demo.vocabulary import Brand, Kind, Word, names, polish, russian, size_texts


@pytest.mark.parametrize(
    ("word", "forms"),
    [
        ("тёмный", "тёмный тёмная тёмное тёмные"),
        ("синий", "синий синяя синее синие"),
        ("горький", "горький горькая горькое горькие"),
        ("горячий", "горячий горячая горячее горячие"),
        ("сухой", "сухой сухая сухое сухие"),
        ("цельнозерновой", "цельнозерновой цельнозерновая цельнозерновое цельнозерновые"),
        ("=без кофеина", "без кофеина|без кофеина|без кофеина|без кофеина"),
    ],
)
def test_russian_adjectives(word: str, forms: str) -> None:
    assert [russian(word, gender) for gender in "mfnp"] == forms.split("|" if "|" in forms else None)


@pytest.mark.parametrize(
    ("word", "forms"),
    [
        ("biały", "biały biała białe białe"),
        ("gorzki", "gorzki gorzka gorzkie gorzkie"),
        ("letni", "letni letnia letnie letnie"),
        ("drogi", "drogi droga drogie drogie"),
        ("jasno palony", "jasno palony|jasno palona|jasno palone|jasno palone"),
    ],
)
def test_polish_adjectives(word: str, forms: str) -> None:
    assert [polish(word, gender) for gender in "mfnp"] == forms.split("|" if "|" in forms else None)


def test_a_word_that_is_no_adjective_is_refused() -> None:
    with pytest.raises(ValueError, match="not an adjective"):
        russian("мята", "f")


@pytest.mark.parametrize(
    ("size", "texts"),
    [
        ("0.75l", ("0.75 l", "0,75 л", "0,75 l")),
        ("20pcs", ("20 pcs", "20 шт.", "20 szt.")),
        ("50×90cm", ("50×90 cm", "50×90 см", "50×90 cm")),
        ("sizeXL", ("size XL", "размер XL", "rozm. XL")),
        ("-", ("", "", "")),
    ],
)
def test_sizes(size: str, texts: tuple[str, str, str]) -> None:
    assert size_texts(size) == texts


def test_a_name_in_three_languages() -> None:
    kind = Kind("washing gel", "гель * для стирки", "m", "żel * do prania", "m", ("1l",), 1.0, 1.0, ())
    words = (Word("blue", "синий", "niebieski", after=False), Word("with aloe", "с алоэ", "z aloesem", after=True))
    brand = Brand("Pennik", "Пенник", "460", 100, ("home",))
    assert names(kind, words, brand, "1.5l") == (
        "Blue washing gel with aloe Pennik, 1.5 l",
        "Гель синий для стирки с алоэ «Пенник», 1,5 л",
        "Żel niebieski do prania z aloesem Pennik, 1,5 l",
    )


def test_two_adjectives_stand_in_the_order_of_each_language() -> None:
    kind = Kind("wine", "вино", "n", "wino", "n", ("0.75l",), 1.0, 1.0, ())
    words = (Word("red", "красный", "czerwony", after=False), Word("dry", "сухой", "wytrawny", after=False))
    assert names(kind, words, None, "0.75l") == (
        "Dry red wine, 0.75 l",
        "Вино красное сухое, 0,75 л",
        "Wino czerwone wytrawne, 0,75 l",
    )


def test_every_attribute_takes_every_gender() -> None:
    for group in vocabulary.read_attributes().values():
        for word in group:
            assert all((word.en, word.ru, word.pl))
            if not word.after:
                assert all(russian(word.ru, gender) and polish(word.pl, gender) for gender in "mfnp")


def test_brands_are_many_and_different() -> None:
    brands = vocabulary.read_brands()
    assert len(brands) >= 150
    assert max(Counter(brand.latin.casefold() for brand in brands).values()) == 1
    assert {brand.prefix for brand in brands} == {"460", "590"}


def test_every_pool_of_brands_is_used() -> None:
    wanted = {
        pool for name in ("food.txt", "home.txt") for each in vocabulary.read_categories(name) for pool in each.pools
    }
    assert wanted == {pool for brand in vocabulary.read_brands() for pool in brand.pools}


def test_check_digits_known_from_elsewhere() -> None:
    assert codes.gtin("400638133393") == "4006381333931"  # the worked example of GS1
    assert codes.gtin("9638507") == "96385074"
    assert codes.inn("770708389") == "7707083893"
    assert codes.nip("123456321") == "1234563218"
    with pytest.raises(ValueError, match="no NIP"):
        codes.nip("000000003")
