"""Reads the word lists in `source/` and puts product names together in English, Russian and Polish.

An adjective stands in the lists in the masculine and is made to agree with its noun here. Pure, any thread; a
malformed line raises `ValueError`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

SOURCE = Path(__file__).parent / "source"
GENDERS = "mfnp"

# The endings of an adjective by gender (masculine, feminine, neuter, plural of things), by the masculine's ending.
RUSSIAN_ENDINGS = (
    ("ний", ("ний", "няя", "нее", "ние")),
    *((f"{c}ий", (f"{c}ий", f"{c}ая", f"{c}ое", f"{c}ие")) for c in "гкх"),
    *((f"{c}ий", (f"{c}ий", f"{c}ая", f"{c}ее", f"{c}ие")) for c in "жшщч"),
    *((f"{c}ой", (f"{c}ой", f"{c}ая", f"{c}ое", f"{c}ие")) for c in "гкхжшщч"),
    ("ой", ("ой", "ая", "ое", "ые")),
    ("ый", ("ый", "ая", "ое", "ые")),
)
POLISH_ENDINGS = (
    *((f"{c}i", (f"{c}i", f"{c}a", f"{c}ie", f"{c}ie")) for c in "kg"),
    ("i", ("i", "ia", "ie", "ie")),
    ("y", ("y", "a", "e", "e")),
)

UNITS = {
    "g": ("g", "г", "g"),
    "kg": ("kg", "кг", "kg"),
    "ml": ("ml", "мл", "ml"),
    "l": ("l", "л", "l"),
    "pcs": ("pcs", "шт.", "szt."),
    "bags": ("bags", "пак.", "tor."),
    "tab": ("tablets", "табл.", "tabl."),
    "sh": ("sheets", "л.", "kart."),
    "m": ("m", "м", "m"),
    "cm": ("cm", "см", "cm"),
    "mm": ("mm", "мм", "mm"),
    "W": ("W", "Вт", "W"),
}


@dataclass(frozen=True, slots=True)
class Word:
    """An attribute in three languages; `after` the noun as it stands, else an adjective that agrees with it."""

    en: str
    ru: str
    pl: str
    after: bool


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of product: nouns with genders, sizes, the price of the first size, and its attribute groups."""

    en: str
    ru: str
    ru_gender: str
    pl: str
    pl_gender: str
    sizes: tuple[str, ...]
    rubles: float
    zloty: float
    groups: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Category:
    """A category of the assortment with its kinds; `share` weighs how many products it gets."""

    key: str
    department: str
    tax_ru: str
    tax_pl: str
    share: int
    pools: tuple[str, ...]
    names: tuple[str, str, str]
    restriction: str
    by_weight: bool
    kinds: tuple[Kind, ...]


@dataclass(frozen=True, slots=True)
class Brand:
    """An invented brand: GTIN `prefix`, price `level` in percent, the `pools` of categories it makes."""

    latin: str
    cyrillic: str
    prefix: str
    level: int
    pools: tuple[str, ...]


def lines(name: str) -> Iterator[str]:
    """The lines of a source file without comments and blanks."""
    for line in (SOURCE / name).read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            yield line.rstrip()


def _fields(line: str) -> list[str]:
    return [part.strip() for part in line.split("|")]


def read_brands() -> tuple[Brand, ...]:
    """Every brand of `source/brands.txt`, in its order."""
    found = []
    for line in lines("brands.txt"):
        latin, cyrillic, prefix, level, pools = _fields(line)
        found.append(Brand(latin, cyrillic, prefix, int(level), tuple(pools.split(","))))
    return tuple(found)


def read_attributes() -> dict[str, tuple[Word, ...]]:
    """Attribute groups by name (with the "+" of those that follow the noun)."""
    groups = {}
    for line in lines("attributes.txt"):
        name, _, words = line.partition(":")
        group = []
        for entry in words.split(";"):
            en, ru, pl = (part.strip() for part in entry.split("~"))
            group.append(Word(en, ru, pl, name.endswith("+")))
        groups[name] = tuple(group)
    return groups


def _kind(line: str, *, by_weight: bool) -> Kind:
    parts = _fields(line)
    if by_weight:
        parts.insert(3, "-")
    en, ru, pl, sizes, rubles, zloty, *rest = parts
    ru_noun, _, ru_gender = ru.rpartition(" ")
    pl_noun, _, pl_gender = pl.rpartition(" ")
    if ru_gender not in GENDERS or pl_gender not in GENDERS:
        raise ValueError(f"no gender: {line}")
    groups = tuple(group for group in (rest[0] if rest else "").split(",") if group)
    return Kind(
        en, ru_noun, ru_gender, pl_noun, pl_gender, tuple(sizes.split(",")), float(rubles), float(zloty), groups
    )


def read_categories(name: str, *, by_weight: bool = False) -> Iterator[Category]:
    """The categories of one source file; `by_weight` for goods priced by the kilogram."""
    header: list[str] = []
    kinds: list[Kind] = []
    for line in [*lines(name), "@"]:
        if not line.startswith("@"):
            kinds.append(_kind(line, by_weight=by_weight))
            continue
        if header:
            key, department, tax_ru, tax_pl, share, pools, en, ru, pl, restriction = header
            yield Category(
                key,
                department,
                tax_ru,
                tax_pl,
                int(share),
                tuple(pools.split(",")),
                (en, ru, pl),
                restriction,
                by_weight,
                tuple(kinds),
            )
        header, kinds = _fields(line[1:]), []


def _agree(word: str, gender: str, endings: tuple[tuple[str, tuple[str, ...]], ...]) -> str:
    if word.startswith("="):
        return word[1:]
    for ending, forms in endings:
        if word.endswith(ending):
            return word[: -len(ending)] + forms[GENDERS.index(gender)]
    raise ValueError(f"not an adjective: {word}")


def russian(word: str, gender: str) -> str:
    """A Russian adjective, given in the masculine, in `gender`: "m", "f", "n", "p" (plural)."""
    return _agree(word, gender, RUSSIAN_ENDINGS)


def polish(word: str, gender: str) -> str:
    """A Polish adjective, given in the masculine, in `gender`; the plural is that of things."""
    return _agree(word, gender, POLISH_ENDINGS)


def size_texts(size: str) -> tuple[str, str, str]:
    """A size such as "0.75l", "50x90cm" or "size38" as written in the three languages; "" for "-"."""
    if size == "-":
        return "", "", ""
    if size.startswith("size"):
        rest = size.removeprefix("size")
        return f"size {rest}", f"размер {rest}", f"rozm. {rest}"
    number = size.rstrip("abcdefghijklmnopqrstuvwxyzW")
    en, ru, pl = UNITS[size[len(number) :]]
    comma = number.replace(".", ",")
    return f"{number} {en}", f"{comma} {ru}", f"{comma} {pl}"


def _placed(noun: str, adjectives: str) -> str:
    """The adjectives where the noun phrase has its "*", else behind it."""
    text = noun.replace("*", adjectives) if "*" in noun else f"{noun} {adjectives}"
    return " ".join(text.split())


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def names(kind: Kind, words: tuple[Word, ...], brand: Brand | None, size: str) -> tuple[str, str, str]:
    """The product's name in English, Russian and Polish: noun, attributes, brand, size."""
    before = [word for word in words if not word.after]
    after = [word for word in words if word.after]
    en = " ".join([*(word.en for word in reversed(before)), kind.en])  # "red dry" is dry red wine in English
    ru = _placed(kind.ru, " ".join(russian(word.ru, kind.ru_gender) for word in before))
    pl = _placed(kind.pl, " ".join(polish(word.pl, kind.pl_gender) for word in before))
    texts = [
        " ".join([en, *(word.en for word in after)]),
        " ".join([ru, *(word.ru for word in after)]),
        " ".join([pl, *(word.pl for word in after)]),
    ]
    if brand is not None:
        for place, label in enumerate((brand.latin, f"«{brand.cyrillic}»", brand.latin)):
            texts[place] += f" {label}"
    en, ru, pl = (
        _capital(f"{text}, {measure}" if measure else text)
        for text, measure in zip(texts, size_texts(size), strict=True)
    )
    return en, ru, pl
