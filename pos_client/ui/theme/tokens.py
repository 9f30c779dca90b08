"""Design tokens: one TOML file of colours, sizes and states, read once. Sizes are px at 100 % scale."""

from __future__ import annotations

import tomllib
from enum import IntEnum, StrEnum
from functools import cache
from typing import Any, cast

from msgspec import Struct

from resources.loader import read_text


class ThemeName(StrEnum):
    """The three themes; every one has the same colour roles."""

    LIGHT = "light"
    DARK = "dark"
    CONTRAST = "contrast"


class LayoutClass(IntEnum):
    """Layouts by width of the window in px at 100 % scale."""

    W1024 = 1024
    W1366 = 1366
    W1920 = 1920


def layout_for(width: float) -> LayoutClass:
    """Return the layout class for a window `width` px wide at 100 % scale."""
    if width >= 1600:
        return LayoutClass.W1920
    return LayoutClass.W1366 if width >= 1280 else LayoutClass.W1024


class TypeStyle(Struct, frozen=True):
    """A text style: px `size`, font `weight`, and the `line` box to reserve for one line."""

    size: int
    weight: int
    line: int


class StateStyle(Struct, frozen=True):
    """A semantic state: the colour `role` it takes and the `icon` that goes with it; never colour alone."""

    role: str
    icon: str
    sound: str = ""


class Tokens(Struct, frozen=True):
    """The parsed token file; lookups of unknown names raise `KeyError`."""

    family: str
    family_narrow: str
    types: dict[str, TypeStyle]
    colours: dict[ThemeName, dict[str, str]]
    states: dict[str, StateStyle]
    frames: dict[LayoutClass, dict[str, int]]
    radius: dict[str, int]
    touch: dict[str, int]
    border: dict[str, int]
    toast_ms: int
    ratios: dict[ThemeName, dict[str, float]]
    training_strip: str
    training_on_strip: str


@cache
def load_tokens() -> Tokens:
    """Read `resources/theme/tokens.toml`; parsed once for the process."""
    raw: dict[str, Any] = tomllib.loads(read_text("theme", "tokens.toml"))
    base = cast("dict[str, int]", raw["frame"]["w1024"])
    frames = {layout: {**base, **raw["frame"][f"w{layout.value}"]} for layout in LayoutClass}
    return Tokens(
        family=raw["font"]["family"],
        family_narrow=raw["font"]["family_narrow"],
        types={name: TypeStyle(**style) for name, style in raw["type"].items()},
        colours={name: dict(raw[name.value]) for name in ThemeName},
        states={
            name: StateStyle(style["role"], style["icon"], style.get("sound", ""))
            for name, style in raw["state"].items()
        },
        frames=frames,
        radius=dict(raw["radius"]),
        touch=dict(raw["touch"]),
        border={name: value for name, value in raw["border"].items() if isinstance(value, int)},
        toast_ms=raw["motion"]["toast_ms"],
        ratios={name: dict(raw["ratios"][name.value]) for name in ThemeName},
        training_strip=raw["training"]["strip"],
        training_on_strip=raw["training"]["on_strip"],
    )
