"""Layouts as data: which sections a receipt has and in what order, and its words in every language.

A layout is one TOML text, the words (labels, units, currency signs, number and date forms by language) another that all
layouts share. Both are read once at start; what is wrong in them is a `LayoutError` then, never a failed receipt later.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from msgspec import Struct

SECTIONS = (
    "copy",
    "training",
    "non_fiscal",
    "logo",
    "store",
    "numbers",
    "buyer",
    "lines",
    "promotions",
    "charges",
    "total",
    "taxes",
    "payments",
    "card",
    "saved",
    "fiscal",
    "notes",
    "footer",
    "barcode",
    "qr",
)
FALLBACK = "en"


class LayoutError(ValueError):
    """A layout or the words are not as they must be."""


class Words(Struct, frozen=True):
    """The words and forms of one language. `date` is a strftime form of numbers alone, the same on every system."""

    language: str
    decimal: str
    group: str
    date: str
    labels: Mapping[str, str]
    units: Mapping[str, str]
    currencies: Mapping[str, str]

    def label(self, code: str) -> str:
        """The label `code`; the code itself when there is none, since a receipt is printed in any case."""
        return self.labels.get(code, code)

    def unit(self, code: str) -> str:
        """How the unit `code` is written."""
        return self.units.get(code, code)

    def currency(self, code: str) -> str:
        """How the currency is written on paper; its ISO code unless the words say otherwise."""
        return self.currencies.get(code, code)


class Layout(Struct, frozen=True):
    """The order of sections and the options of a receipt, and the words it may be written in."""

    name: str
    sections: tuple[str, ...]
    words: Mapping[str, Words]
    logo: str = ""
    tax_letters: bool = True
    single_on_name_line: bool = True  # one piece: its price beside its name

    def in_language(self, language: str) -> Words:
        """The words of `language`, else of English."""
        return self.words.get(language) or self.words[FALLBACK]


def parse_layout(layout: str, words: str) -> Layout:
    """The layout in TOML text `layout` with the words in TOML text `words`; `LayoutError`."""
    try:
        chosen, known = tomllib.loads(layout), tomllib.loads(words)
    except tomllib.TOMLDecodeError as error:
        raise LayoutError(str(error)) from error
    sections = _strings(chosen.get("sections"), "sections")
    unknown = [section for section in sections if section not in SECTIONS]
    if unknown or len(set(sections)) != len(sections):
        raise LayoutError(f"unknown or repeated sections: {unknown or sections}")
    return Layout(
        name=_string(chosen, "name"),
        sections=sections,
        words=_all_words(known),
        logo=_string(chosen, "logo", ""),
        tax_letters=_flag(chosen, "tax_letters"),
        single_on_name_line=_flag(chosen, "single_on_name_line"),
    )


def _all_words(known: dict[str, Any]) -> Mapping[str, Words]:
    if FALLBACK not in known:
        raise LayoutError(f"no words in {FALLBACK!r}")
    made = {language: _words(language, table) for language, table in known.items()}
    expected = made[FALLBACK].labels.keys()
    for language, words in made.items():
        different = expected ^ words.labels.keys()
        if different:
            raise LayoutError(f"labels in {language!r} differ from {FALLBACK!r}: {sorted(different)}")
    return MappingProxyType(made)


def _words(language: str, table: object) -> Words:
    if not isinstance(table, dict):
        raise LayoutError(f"{language!r} is no table")
    maps = {}
    for name in ("labels", "units", "currencies"):
        entries = table.get(name, {})
        if not isinstance(entries, dict) or not all(isinstance(value, str) for value in entries.values()):
            raise LayoutError(f"{language}.{name} must hold texts")
        maps[name] = MappingProxyType(dict(entries))
    decimal, group, date = (_string(table, key) for key in ("decimal", "group", "date"))
    return Words(language, decimal, group, date, maps["labels"], maps["units"], maps["currencies"])


def _string(table: dict[str, Any], key: str, default: str | None = None) -> str:
    value = table.get(key, default)
    if not isinstance(value, str):
        raise LayoutError(f"{key!r} must be a text")
    return value


def _strings(value: object, key: str) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise LayoutError(f"{key!r} must be a list of texts")
    return tuple(value)


def _flag(table: dict[str, Any], key: str) -> bool:
    value = table.get(key, True)
    if not isinstance(value, bool):
        raise LayoutError(f"{key!r} must be true or false")
    return value
