"""Text that came from data, made fit for paper: no control characters, no invisible ones, bounded."""

from __future__ import annotations

import unicodedata

MAX_TEXT = 500
_SPACES = frozenset({"Zs", "Zl", "Zp"})
_DROPPED = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})


def clean(text: str, limit: int = MAX_TEXT) -> str:
    """`text` without control, format, private and unassigned characters, at most `limit` characters.

    It is composed (NFC), and every kind of space becomes a plain one. So ESC p in a product's name opens no drawer.
    """
    kept: list[str] = []
    for character in unicodedata.normalize("NFC", text[: 4 * limit]):
        category = unicodedata.category(character)
        if character in "\t\n\r" or category in _SPACES:
            kept.append(" ")
        elif category not in _DROPPED:
            kept.append(character)
    return "".join(kept)[:limit]


def width_of(text: str) -> int:
    """Columns that `text` takes on a character grid: 2 for East Asian wide letters, 0 for combining marks."""
    return sum(_width(character) for character in text)


def _width(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in {"Mn", "Me"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in {"W", "F"} else 1


def wrap(text: str, width: int) -> list[str]:
    """`text` in lines of at most `width` (>= 2) columns, broken at spaces, long words anywhere; at least one line."""
    if width_of(text) <= width:
        return [text.rstrip()]  # unchanged: slips of card terminals align with spaces
    lines: list[str] = []
    line = ""
    for word in text.split():
        joined = f"{line} {word}" if line else word
        if width_of(joined) <= width:
            line = joined
            continue
        if line:
            lines.append(line)
        *full, line = _pieces(word, width)
        lines.extend(full)
    return [*lines, line]


def _pieces(word: str, width: int) -> list[str]:
    pieces: list[str] = []
    piece = ""
    used = 0
    for character in word:
        wide = _width(character)
        if used + wide > width and piece:
            pieces.append(piece)
            piece, used = "", 0
        piece += character
        used += wide
    pieces.append(piece)
    return pieces
