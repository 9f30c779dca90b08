"""How facts look on the operators' page: templates, words in three languages, ages, sizes, amounts, the style sheet.

Templates escape everything; what a register sent is text and is cut at `MOST_SHOWN` characters. Any thread.
"""

from __future__ import annotations

import tomllib
from datetime import datetime, timedelta
from decimal import Decimal
from functools import cache
from typing import Any, Final

from babel.numbers import format_currency, format_decimal, get_currency_precision
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from resources.loader import read_bytes, read_text, resource_path
from sync.central.status import Concern, age_of

LANGUAGES: Final = {"en": "English", "ru": "Русский", "pl": "Polski"}
FONTS: Final = ("IBMPlexSans-Regular", "IBMPlexSans-Medium", "IBMPlexSans-SemiBold", "IBMPlexSansCondensed-Regular")
MOST_SHOWN: Final = 200
_UNITS: Final = ((86_400, "d"), (3_600, "h"), (60, "min"), (1, "s"))


@cache
def texts() -> dict[str, dict[str, str]]:
    """The words by language and key."""
    return tomllib.loads(read_text("centre", "texts.toml"))


def language_of(wished: str, accepted: str) -> str:
    """Return the language of a page: what was chosen, else the best that `accept-language` names, else English."""
    if wished in LANGUAGES:
        return wished
    found: list[tuple[float, int, str]] = []
    for place, part in enumerate(accepted[:200].split(",")):
        name, _, weight = part.strip().partition(";q=")
        language = name.strip().lower()[:2]
        if language in LANGUAGES:
            found.append((-_weight(weight), place, language))
    return min(found)[2] if found else "en"


def _weight(text: str) -> float:
    try:
        return min(1.0, max(0.0, float(text))) if text else 1.0
    except ValueError:
        return 0.0


class Words:
    """What a template says in one language, at one moment."""

    def __init__(self, language: str, now: datetime) -> None:
        self.language = language
        self.now = now
        self._texts = texts()[language]

    def __call__(self, key: str, *values: object) -> str:
        """Return a text; a key that nobody wrote a text for (a code from elsewhere) stands for itself."""
        return self._texts.get(key, key).format(*values)

    def concern(self, concern: Concern) -> str:
        """Return what wants a person, in words."""
        key = f"c_{concern.code}"
        return cut(self._texts[key].format(concern.figure) if key in self._texts else concern.code)

    def state(self, state: str) -> str:
        """Return a register's state in words."""
        return self(f"state_{state}")

    def ago(self, at: str) -> str:
        """Return how long ago an instant is."""
        age = age_of(at, self.now)
        return self("never") if age == timedelta.max else self("ago", self.span(age))

    def until(self, at: str) -> str:
        """Return in how long an instant comes."""
        return self("in_time", self.span(-age_of(at, self.now)))

    def span(self, age: timedelta) -> str:
        """Return a length of time in its largest unit."""
        seconds = max(0, int(age.total_seconds()))
        for size, unit in _UNITS:
            if seconds >= size:
                return f"{seconds // size}\u00a0{self(unit)}"
        return f"0\u00a0{self('s')}"

    def age(self, at: str) -> str:
        """Return how old an instant is, without "ago"; "" for none."""
        return self.span(age_of(at, self.now)) if at and age_of(at, self.now) != timedelta.max else ""

    def number(self, value: int) -> str:
        """Return a count."""
        return str(format_decimal(value, locale=self.language))

    def seconds(self, micros: int) -> str:
        """Return a clock's offset in seconds."""
        shown = format_decimal(Decimal(micros) / 1_000_000, format="+0.0;-0.0", locale=self.language)
        return f"{shown}\u00a0{self('s')}"

    def size(self, count: int) -> str:
        """Return bytes as gigabytes; "" for what was never told."""
        if not count:
            return ""
        shown = format_decimal(Decimal(count) / 1_000_000_000, format="0.0", locale=self.language)
        return f"{shown}\u00a0GB"

    def money(self, amount: int, currency: str) -> str:
        """Return an amount of minor units."""
        value = Decimal(amount).scaleb(-get_currency_precision(currency))
        return str(format_currency(value, currency, locale=self.language))


def cut(text: str) -> str:
    """Return a text of at most `MOST_SHOWN` characters."""
    return text if len(text) <= MOST_SHOWN else text[: MOST_SHOWN - 1] + "…"


def instant_shown(at: str) -> str:
    """Return an instant for a person, in UTC to the second."""
    return f"{at[:10]} {at[11:19]} UTC" if len(at) == 27 else at[:40]


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(str(resource_path("centre"))),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["cut"] = cut
    environment.filters["instant"] = instant_shown
    return environment


def render(template: str, **values: Any) -> bytes:  # noqa: ANN401 - whatever a template shows
    """Return a page."""
    return _environment().get_template(template).render(**values, languages=LANGUAGES).encode()


@cache
def style() -> bytes:
    """The style sheet: colours of both themes out of the design's tokens, then the rules."""
    tokens = tomllib.loads(read_text("theme", "tokens.toml"))
    light, dark = (_variables(tokens[theme]) for theme in ("light", "dark"))
    fonts = "".join(
        f'@font-face{{font-family:"{_family(name)}";font-weight:{_font_weight(name)};'
        f'src:url("/fonts/{name}.ttf") format("truetype");font-display:swap}}\n'
        for name in FONTS
    )
    themes = f":root{{{light}}}\n@media (prefers-color-scheme:dark){{:root{{{dark}}}}}\n"
    return (fonts + themes + read_text("centre", "page.css")).encode()


def _variables(colours: dict[str, str]) -> str:
    return "".join(f"--{name.replace('_', '-')}:{value};" for name, value in colours.items())


def _family(name: str) -> str:
    return "IBM Plex Sans Condensed" if "Condensed" in name else "IBM Plex Sans"


def _font_weight(name: str) -> int:
    return {"Regular": 400, "Medium": 500, "SemiBold": 600}[name.partition("-")[2]]


def font(name: str) -> bytes | None:
    """Return a font's file, None for one that the page does not use."""
    return read_bytes("fonts", f"{name}.ttf") if name in FONTS else None
