"""Letters a keyboard wedge typed while the Russian layout was on, put back to the Latin keys it meant.

A wedge sends key positions. A burst with Russian letters and no Latin ones was typed on the Russian layout, so all its
characters, punctuation included, are put back. A burst of digits and punctuation alone tells nothing and stays.
"""

from __future__ import annotations

_RUSSIAN = "ёйцукенгшщзхъфывапролджэячсмитьбю." + "ЁЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮ," + '"№;:?/'
_LATIN = "`qwertyuiop[]asdfghjkl;'zxcvbnm,./" + '~QWERTYUIOP{}ASDFGHJKL:"ZXCVBNM<>?' + "@#$^&|"
_TABLE = str.maketrans(_RUSSIAN, _LATIN)


def _is_russian(character: str) -> bool:
    return character in "ёЁ" or "а" <= character <= "я" or "А" <= character <= "Я"


def to_latin(text: str) -> str:
    """`text` as the Latin layout would have typed it, if it came through the Russian one."""
    has_russian = any(_is_russian(c) for c in text)
    has_latin = any(c.isascii() and c.isalpha() for c in text)
    return text.translate(_TABLE) if has_russian and not has_latin else text
